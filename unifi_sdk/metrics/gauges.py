"""Every gauge that a target may have: its name, what it says, and by what it is told apart."""

from __future__ import annotations

from typing import Final

import attrs

__all__ = ["GAUGES", "Gauge"]


@attrs.frozen
class Gauge:
    """A gauge.

    Args:
        name: As Prometheus has it; the unit is its end.
        says: What it says.
        labels: By what its values are told apart.
    """

    name: str
    says: str
    labels: tuple[str, ...] = ()


UP: Final = Gauge("unifi_up", "Whether any application of the target answered in the last round")
APPLICATION_UP: Final = Gauge(
    "unifi_application_up", "Whether this application answered in the last round", ("application",)
)
COLLECTED: Final = Gauge(
    "unifi_collected_timestamp_seconds", "When the values of an application were read", ("application",)
)
AGE: Final = Gauge(
    "unifi_collected_age_seconds", "How old the values of an application are at this scrape", ("application",)
)
ROUND: Final = Gauge("unifi_collection_duration_seconds", "How long the last round took")
LEFT_OUT: Final = Gauge(
    "unifi_series_left_out",
    "What of an application is missing since there is too much, or can't be read",
    ("application",),
)

DEVICES: Final = Gauge("unifi_devices", "Adopted devices by what they are going through", ("site", "state"))
DEVICE_UP: Final = Gauge("unifi_device_up", "Whether a device is online", ("site", "device", "kind"))
DEVICES_UPDATABLE: Final = Gauge("unifi_devices_updatable", "Devices that newer firmware waits for", ("site",))
DEVICE_UPTIME: Final = Gauge(
    "unifi_device_uptime_seconds", "Since when a device has been running", ("site", "device", "kind")
)
DEVICE_CPU: Final = Gauge("unifi_device_cpu_ratio", "Load of a device's processor", ("site", "device", "kind"))
DEVICE_MEMORY: Final = Gauge("unifi_device_memory_ratio", "Use of a device's memory", ("site", "device", "kind"))
DEVICE_UPLINK: Final = Gauge(
    "unifi_device_uplink_bits_per_second",
    "What passes over a device's uplink; that of a gateway is the WAN",
    ("site", "device", "kind", "direction"),
)
CLIENTS: Final = Gauge("unifi_clients", "Connected clients", ("site", "kind", "guest"))
ACCESS_POINT_CLIENTS: Final = Gauge(
    "unifi_access_point_clients", "Clients on Wi-Fi at each access point", ("site", "access_point")
)

DOOR_LOCKED: Final = Gauge("unifi_door_locked", "Whether the lock of a door is locked", ("door",))
DOOR_OPEN: Final = Gauge("unifi_door_open", "Whether a door stands open, by its sensor", ("door",))

CAMERAS: Final = Gauge("unifi_cameras", "Cameras by whether they can be reached", ("state",))
CAMERA_UP: Final = Gauge("unifi_camera_up", "Whether a camera can be reached", ("camera",))

CLOUD_HOSTS: Final = Gauge("unifi_cloud_hosts", "Hosts of the account by whether they are connected", ("state",))
CLOUD_HOST_UP: Final = Gauge("unifi_cloud_host_up", "Whether a host is connected to the cloud", ("host",))
CLOUD_DEVICES: Final = Gauge("unifi_cloud_site_devices", "Devices of a site", ("host", "site"))
CLOUD_DEVICES_OFFLINE: Final = Gauge(
    "unifi_cloud_site_devices_offline", "Devices of a site that are offline", ("host", "site")
)
CLOUD_CLIENTS: Final = Gauge("unifi_cloud_site_clients", "Clients of a site", ("host", "site", "kind"))
CLOUD_WAN_UPTIME: Final = Gauge(
    "unifi_cloud_wan_uptime_ratio", "How much of the time a way to the internet was up", ("host", "site", "wan")
)
ISP_LATENCY: Final = Gauge("unifi_isp_latency_seconds", "Latency to the internet, average", ("host", "site"))
ISP_LATENCY_MAX: Final = Gauge("unifi_isp_latency_max_seconds", "Latency to the internet, largest", ("host", "site"))
ISP_LOSS: Final = Gauge("unifi_isp_packet_loss_ratio", "Lost packets", ("host", "site"))
ISP_UPTIME: Final = Gauge("unifi_isp_uptime_ratio", "How much of the period the internet was there", ("host", "site"))
ISP_DOWNLOAD: Final = Gauge("unifi_isp_download_bits_per_second", "Measured download", ("host", "site"))
ISP_UPLOAD: Final = Gauge("unifi_isp_upload_bits_per_second", "Measured upload", ("host", "site"))
ISP_PERIOD: Final = Gauge(
    "unifi_isp_period_timestamp_seconds", "When the period begins that the figures are of", ("host", "site")
)

GAUGES: Final[tuple[Gauge, ...]] = tuple(value for value in list(globals().values()) if isinstance(value, Gauge))
"""All of them."""

"""Adopted devices and those waiting for adoption, their ports and radios, and how they are doing."""

from __future__ import annotations

from unifi_sdk._core.model import IsoTime, Model, OpenEnum, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "AccessPointFeature",
    "Device",
    "DeviceAction",
    "DeviceFeature",
    "DeviceFeatures",
    "DeviceInterface",
    "DeviceInterfaces",
    "DeviceLag",
    "DeviceOverview",
    "DeviceState",
    "DeviceStatistics",
    "DeviceUplink",
    "InterfaceStatistics",
    "PendingDevice",
    "PoeStandard",
    "PoeState",
    "Port",
    "PortAction",
    "PortConnector",
    "PortPoe",
    "PortState",
    "Radio",
    "RadioStatistics",
    "SwitchingFeature",
    "UplinkStatistics",
    "WlanStandard",
]


class DeviceState(OpenEnum):
    """What a device is going through."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    PENDING_ADOPTION = "PENDING_ADOPTION"
    UPDATING = "UPDATING"
    GETTING_READY = "GETTING_READY"
    ADOPTING = "ADOPTING"
    DELETING = "DELETING"
    CONNECTION_INTERRUPTED = "CONNECTION_INTERRUPTED"
    ISOLATED = "ISOLATED"
    U5G_INCORRECT_TOPOLOGY = "U5G_INCORRECT_TOPOLOGY"


class DeviceFeature(OpenEnum):
    """What a device can do; gateways were seen without ``gateway``, so it is no proof that there is none."""

    SWITCHING = "switching"
    ACCESS_POINT = "accessPoint"
    GATEWAY = "gateway"


class DeviceInterface(OpenEnum):
    """What a device is connected with."""

    PORTS = "ports"
    RADIOS = "radios"


class DeviceAction(OpenEnum):
    """What can be done to a device."""

    RESTART = "RESTART"


class PortAction(OpenEnum):
    """What can be done to a port."""

    POWER_CYCLE = "POWER_CYCLE"


class PortState(OpenEnum):
    """Whether a port has a link."""

    UP = "UP"
    DOWN = "DOWN"
    UNKNOWN = "UNKNOWN"


class PortConnector(OpenEnum):
    """What fits into a port."""

    RJ45 = "RJ45"
    SFP = "SFP"
    SFP_PLUS = "SFPPLUS"
    SFP28 = "SFP28"
    QSFP28 = "QSFP28"


class PoeStandard(OpenEnum):
    """By which standard a port gives power."""

    AF = "802.3af"
    AT = "802.3at"
    BT = "802.3bt"


class PoeState(OpenEnum):
    """Whether a port gives power at the moment."""

    UP = "UP"
    DOWN = "DOWN"
    LIMITED = "LIMITED"
    UNKNOWN = "UNKNOWN"


class WlanStandard(OpenEnum):
    """By which standard a radio works."""

    A = "802.11a"
    B = "802.11b"
    G = "802.11g"
    N = "802.11n"
    AC = "802.11ac"
    AX = "802.11ax"
    BE = "802.11be"
    AH = "802.11ah"
    """Of radios below 1 GHz; from UniFi Network 11.0 on."""


@model
class _AnyDevice(Model):
    """What is known of every device, whether it is adopted or not."""

    mac_address: str | None = None
    """In lower case with colons."""
    ip_address: str | None = None
    model: str | None = None
    """For people: a product's name or its short code, and not the same in every version."""
    state: DeviceState | None = None
    supported: bool | None = None
    """Whether this version of UniFi Network can work with the device."""
    firmware_version: str | None = None
    firmware_updatable: bool | None = None
    """Whether there is newer firmware for it."""

    @property
    def is_online(self) -> bool:
        """Whether the device is connected and ready."""
        return self.state is DeviceState.ONLINE


@model
class PendingDevice(_AnyDevice):
    """A device that no site has adopted yet."""

    features: tuple[DeviceFeature, ...] = ()
    adoption_target_site_ids: tuple[str, ...] = ()
    """The sites that can adopt it."""


@model
class DeviceOverview(_AnyDevice):
    """An adopted device as lists have it; `Device` says more."""

    id: str = field(default="")
    """Empty when the console leaves it out, as some versions do."""
    name: str | None = None
    features: tuple[DeviceFeature, ...] = ()
    interfaces: tuple[DeviceInterface, ...] = ()


@model
class DeviceUplink(Model):
    """The way from a device up to its parent."""

    device_id: str | None = None
    """The parent."""


@model
class DeviceLag(Model):
    """A link aggregation group within one device."""

    id: str = field(default="")
    port_idxs: tuple[int, ...] = ()
    metadata: EntityMetadata | None = None


@model
class SwitchingFeature(Model):
    """What a device does as a switch."""

    lags: tuple[DeviceLag, ...] = ()


@model
class AccessPointFeature(Model):
    """That a device is an access point; consoles say nothing more about it so far."""


@model
class DeviceFeatures(Model):
    """What a device can do; None for what it can't."""

    switching: SwitchingFeature | None = None
    access_point: AccessPointFeature | None = None


@model
class PortPoe(Model):
    """Power over a port."""

    standard: PoeStandard | None = None
    type: int | None = None
    """1 to 4, as the standard counts them."""
    enabled: bool | None = None
    state: PoeState | None = None
    """Whether it gives power at the moment."""


@model
class Port(Model):
    """A port of a device."""

    idx: int
    """Its number on the device, from 1."""
    state: PortState | None = None
    connector: PortConnector | None = None
    max_speed_mbps: int | None = None
    speed_mbps: int | None = None
    """Of the link; None without one."""
    poe: PortPoe | None = None
    """None for a port that can't give power."""


@model
class Radio(Model):
    """A radio of a device."""

    wlan_standard: WlanStandard | None = None
    frequency_ghz: float | None = field(default=None, wire="frequencyGHz")
    """The band: 2.4, 5, 6 or 60; 0.9 from UniFi Network 11.0 on."""
    channel_width_mhz: int | None = field(default=None, wire="channelWidthMHz")
    channel: int | None = None
    """None while there is none, such as when the radio is off."""


@model
class DeviceInterfaces(Model):
    """What a device is connected with."""

    ports: tuple[Port, ...] = ()
    radios: tuple[Radio, ...] = ()


@model
class Device(_AnyDevice):
    """An adopted device."""

    id: str = field(default="")
    """Empty when the console leaves it out, as some versions do."""
    name: str | None = None
    adopted_at: IsoTime | None = None
    provisioned_at: IsoTime | None = None
    """When it was last given its configuration."""
    configuration_id: str | None = None
    """Changes with the configuration."""
    uplink: DeviceUplink | None = None
    """None for a device without a parent, such as the gateway."""
    features: DeviceFeatures | None = None
    interfaces: DeviceInterfaces | None = None

    @property
    def ports(self) -> tuple[Port, ...]:
        """The ports, none for a device that has none."""
        return self.interfaces.ports if self.interfaces else ()

    @property
    def radios(self) -> tuple[Radio, ...]:
        """The radios, none for a device that has none."""
        return self.interfaces.radios if self.interfaces else ()


@model
class UplinkStatistics(Model):
    """What passes over the uplink, in bits a second."""

    tx_rate_bps: int | None = None
    """Upwards, away from the device."""
    rx_rate_bps: int | None = None


@model
class RadioStatistics(Model):
    """How a radio is doing."""

    frequency_ghz: float | None = field(default=None, wire="frequencyGHz")
    """Which of the device's radios this is: 2.4, 5, 6 or 60."""
    tx_retries_pct: float | None = None
    """How much had to be sent again, in percent."""


@model
class InterfaceStatistics(Model):
    """How the interfaces of a device are doing."""

    radios: tuple[RadioStatistics, ...] = ()


@model
class DeviceStatistics(Model):
    """How a device is doing; an offline one leaves most of it out."""

    uptime_sec: int | None = None
    last_heartbeat_at: IsoTime | None = None
    next_heartbeat_at: IsoTime | None = None
    load_average_1_min: float | None = None
    load_average_5_min: float | None = None
    load_average_15_min: float | None = None
    cpu_utilization_pct: float | None = None
    """In percent, 0 to 100."""
    memory_utilization_pct: float | None = None
    """In percent, 0 to 100."""
    uplink: UplinkStatistics | None = None
    interfaces: InterfaceStatistics | None = None

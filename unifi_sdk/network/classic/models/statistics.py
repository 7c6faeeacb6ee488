"""Statistics over time, and what traffic is about."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model

__all__ = ["AppUsage", "StatisticsInterval", "StatisticsPoint"]


class StatisticsInterval(OpenEnum):
    """How long a time one point stands for."""

    FIVE_MINUTES = "5minutes"
    HOURLY = "hourly"
    DAILY = "daily"
    MONTHLY = "monthly"


@model
class StatisticsPoint(Model):
    """What was counted in one interval; attributes that have no field here are in `extra`, by their name on the wire."""

    time: UnixMilliseconds | None = None
    """When the interval began."""
    o: str | None = None
    """What it is about: ``site``, ``ap``, ``user``, ``gw``."""
    oid: str | None = None
    """The MAC address, or the id of the site."""
    bytes: float | None = None
    num_sta: float | None = None
    wlan_num_sta: float | None = field(default=None, wire="wlan-num_sta")
    lan_num_sta: float | None = field(default=None, wire="lan-num_sta")
    wlan_bytes: float | None = None
    wan_rx_bytes: float | None = field(default=None, wire="wan-rx_bytes")
    """What came from the Internet."""
    wan_tx_bytes: float | None = field(default=None, wire="wan-tx_bytes")
    """What went to the Internet."""
    rx_bytes: float | None = None
    """What came from the client."""
    tx_bytes: float | None = None
    """What went to the client."""
    signal: float | None = None
    """dBm."""
    satisfaction: float | None = None
    cpu: float | None = None
    """Percent."""
    mem: float | None = None
    """Percent."""


@model
class AppUsage(Model):
    """How much traffic one application, or one category of them, has made."""

    app: int | None = None
    """The number of the application; `unifi_sdk.network.DpiApplications` has names."""
    cat: int | None = None
    """The number of the category."""
    rx_bytes: int | None = None
    tx_bytes: int | None = None
    rx_packets: int | None = None
    tx_packets: int | None = None

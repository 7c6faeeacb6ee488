"""How a site is doing, and the application behind it."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixSeconds, field, model, secret

__all__ = ["HealthStatus", "Subsystem", "SubsystemHealth", "SystemInfo"]


class Subsystem(OpenEnum):
    """A part of a site."""

    WLAN = "wlan"
    WAN = "wan"
    INTERNET = "www"
    LAN = "lan"
    VPN = "vpn"


class HealthStatus(OpenEnum):
    """How a part of a site is doing."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    UNKNOWN = "unknown"


@model
class SubsystemHealth(Model):
    """How a part of a site is doing; what a part doesn't have is None."""

    subsystem: Subsystem
    status: HealthStatus | None = None
    num_user: int | None = None
    """Clients that are no guests."""
    num_guest: int | None = None
    num_iot: int | None = None
    num_ap: int | None = None
    num_sw: int | None = None
    num_gw: int | None = None
    num_adopted: int | None = None
    num_disconnected: int | None = None
    num_pending: int | None = None
    num_disabled: int | None = None
    rx_bytes_per_second: float | None = field(default=None, wire="rx_bytes-r")
    tx_bytes_per_second: float | None = field(default=None, wire="tx_bytes-r")
    wan_ip: str | None = None
    isp_name: str | None = None
    asn: int | None = None
    gw_mac: str | None = None
    gw_name: str | None = None
    gw_version: str | None = None
    lan_ip: str | None = None
    latency: float | None = None
    """Milliseconds to the Internet."""
    uptime: int | None = None
    """Seconds that the Internet has been reachable."""
    drops: int | None = None
    xput_down: float | None = None
    """Mbit/s, by the last speed test."""
    xput_up: float | None = None
    """Mbit/s, by the last speed test."""
    speedtest_lastrun: UnixSeconds | None = None
    speedtest_ping: float | None = None
    remote_user_num_active: int | None = None


@model
class SystemInfo(Model):
    """The Network application and what it runs on."""

    version: str | None = None
    """Of UniFi Network."""
    build: str | None = None
    previous_version: str | None = None
    hostname: str | None = None
    name: str | None = None
    timezone: str | None = None
    uptime: int | None = None
    """Seconds."""
    update_available: bool | None = None
    update_downloaded: bool | None = None
    ubnt_device_type: str | None = None
    console_display_version: str | None = None
    """Of UniFi OS."""
    ip_addrs: tuple[str, ...] = ()
    unsupported_device_count: int | None = None
    sso_app_sec: str | None = secret(default=None)

"""Access points of others that the site's own have heard."""

from __future__ import annotations

from unifi_sdk._core.model import Model, UnixSeconds, model, untrusted

__all__ = ["NeighbouringAccessPoint"]


@model
class NeighbouringAccessPoint(Model):
    """An access point that is none of the site's."""

    bssid: str
    essid: str | None = untrusted(default=None)
    """The name of its Wi-Fi, which anybody can choose."""
    is_rogue: bool | None = None
    """Whether it pretends to be the site's, or stands on its network."""
    is_adhoc: bool | None = None
    is_ubnt: bool | None = None
    security: str | None = None
    channel: int | None = None
    freq: int | None = None
    """MHz."""
    signal: int | None = None
    """dBm."""
    rssi: int | None = None
    radio: str | None = None
    ap_mac: str | None = None
    """The site's access point that has heard it."""
    oui: str | None = None
    last_seen: UnixSeconds | None = None

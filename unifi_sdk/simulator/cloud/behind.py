"""What stands behind the cloud, as far as the cloud looks into it: consoles, their sites, their devices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

__all__ = ["ConsoleBehind", "DeviceBehind", "NetworkBehind", "SiteBehind"]


class DeviceBehind(Protocol):
    """A device of a site."""

    mac_address: str
    name: str
    model: str
    ip_address: str
    firmware_version: str | None
    firmware_updatable: bool
    adopted_at: float | None
    booted_at: float

    @property
    def radios(self) -> Collection[object]:
        """Its radios."""

    def state(self, now: float) -> str:
        """The state in which it is: `ONLINE` and others."""


class SiteBehind(Protocol):
    """A site of a Network application."""

    id: str
    internal_reference: str
    name: str

    @property
    def devices(self) -> Mapping[str, DeviceBehind]:
        """By id."""

    @property
    def clients(self) -> Mapping[str, object]:
        """By id."""

    @property
    def networks(self) -> Mapping[str, object]:
        """By id."""

    @property
    def wans(self) -> Mapping[str, object]:
        """By id."""

    @property
    def wifi_broadcasts(self) -> Mapping[str, object]:
        """By id."""


class NetworkBehind(Protocol):
    """A Network application."""

    version: str

    @property
    def sites(self) -> Mapping[str, SiteBehind]:
        """By id."""


class ConsoleBehind(Protocol):
    """What stands behind the connector: a `SimulatedConsole`."""

    api_key: str

    @property
    def address(self) -> str:
        """Host and port."""

    @property
    def network(self) -> NetworkBehind:
        """Its Network application."""

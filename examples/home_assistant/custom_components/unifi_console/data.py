"""What an entry has while it is set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry

from unifi_sdk import Console

from .access import AccessCoordinator
from .coordinator import ConsoleCoordinator
from .network import NetworkCoordinator
from .protect import ProtectCoordinator


@dataclass(frozen=True, kw_only=True, slots=True)
class UnifiConsoleData:
    """The console of an entry, with what keeps each of its applications current."""

    console: Console
    console_id: str
    network: NetworkCoordinator | None
    """None on a console without UniFi Network."""
    access: AccessCoordinator | None
    """None without a token for UniFi Access."""
    protect: ProtectCoordinator | None
    """None on a console without UniFi Protect."""

    @property
    def coordinators(self) -> tuple[ConsoleCoordinator[Any], ...]:
        """Those that there are."""
        return tuple(each for each in (self.network, self.access, self.protect) if each is not None)


type UnifiConsoleEntry = ConfigEntry[UnifiConsoleData]

"""What differs between houses."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo

from unifi_sdk.proxies import TrustedProxies

__all__ = ["Settings"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs between houses.

    Args:
        secret: Signs the tickets; at least 32 bytes, the same in every process of the portal.
        house: Its name, on every page.
        zone: In which times are shown; None is the time zone of this machine.
        wait_seconds: How long a guest waits for the console to know the device, and again for its confirmation.
        devices_per_room: How many devices of a room may be online; None for any number.
        own_devices_only: Whether a request has to come from the address that the console has given to the device; not where
            the portal sees another address of its guests, as behind address translation.
        proxies: The reverse proxies in front of the portal.
        watchers: Addresses and networks that may see the health and the metrics of the portal.
        read_seconds: How long a form may take to arrive.
        check_seconds: How often it is checked whether those who are online still stay in the house.
        now: Unix time in seconds; for tests.
    """

    secret: bytes
    house: str = "Hotel Example"
    zone: tzinfo | None = None
    wait_seconds: float = 10
    devices_per_room: int | None = None
    own_devices_only: bool = True
    proxies: TrustedProxies = field(default_factory=TrustedProxies)
    watchers: tuple[str, ...] = ("127.0.0.1", "::1")
    read_seconds: float = 30
    check_seconds: float = 30
    now: Callable[[], float] = time.time

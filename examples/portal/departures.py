"""Sending out the devices of guests who have left the house before their admission ends."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from unifi_sdk import UniFiError

from .door import Door
from .guests import Guests
from .rooms import Place

__all__ = ["GONE_SECONDS", "Departures"]

LOGGER: Final = logging.getLogger("portal")

GONE_SECONDS: Final = 120
"""For so long a guest has to be gone: a list that is written anew may lack somebody for a moment."""
_AT_ONCE: Final = 50


class Departures:
    """Looks who has left.

    Args:
        guests: Who stays in the house.
        door: Knows who is online, and sends them out.
        now: Unix time in seconds; for tests.
    """

    def __init__(self, guests: Guests, door: Door, now: Callable[[], float]) -> None:
        self._guests = guests
        self._door = door
        self._now = now
        self._gone_since: dict[str, float] = {}

    async def check(self) -> None:
        """Send out whoever has left; what the console doesn't do now is done the next time."""
        taken = self._door.rooms.taken()
        left = await self._guests.left({place.stay for place in taken.values()})
        gone = [place for place in taken.values() if place.stay in left]
        now = self._now()
        self._gone_since = {place.entry.device: self._gone_since.get(place.entry.device, now) for place in gone}
        by_site: defaultdict[str, list[Place]] = defaultdict(list)
        for place in gone:
            if now - self._gone_since[place.entry.device] >= GONE_SECONDS:
                by_site[place.entry.site].append(place)
        for site, places in by_site.items():
            await self._send_out(site, places)

    async def _send_out(self, site: str, places: list[Place]) -> None:
        for first in range(0, len(places), _AT_ONCE):
            try:
                await self._door.send_out(site, places[first : first + _AT_ONCE])
            except UniFiError as error:
                LOGGER.warning("guests who have left can't be sent out yet: %s", error)

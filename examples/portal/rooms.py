"""Which devices are online, and how many of a room."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from .guests import Stay, essence
from .record import Entry

__all__ = ["Place", "Rooms"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """What a device that is online has.

    Args:
        stay: Who let it in; without a surname when only the record knows.
        entry: The admission, as it is recorded.
    """

    stay: Stay
    entry: Entry

    @property
    def room(self) -> str:
        """In one spelling."""
        return essence(self.stay.room)


class Rooms:
    """Places for the devices of each room, which become free when their time is over.

    Args:
        places: How many each room has; None for any number.
        now: Unix time in seconds; for tests.
    """

    def __init__(self, places: int | None = None, now: Callable[[], float] = time.time) -> None:
        self._places = places
        self._now = now
        self._taken: dict[str, Place] = {}

    def taken(self) -> dict[str, Place]:
        """The places that are taken at this moment, by the MAC address of the device."""
        now = self._now()
        self._taken = {device: place for device, place in self._taken.items() if place.entry.until > now}
        return dict(self._taken)

    def has_space_for(self, place: Place) -> bool:
        """Whether a device can be given this place; one that has one in the same room already can."""
        others = [taken for device, taken in self.taken().items() if device != place.entry.device]
        return self._places is None or [taken.room for taken in others].count(place.room) < self._places

    def put(self, device: str, place: Place | None) -> Place | None:
        """Give a device a place, or take it away.

        Args:
            device: MAC address.
            place: None for none.

        Returns:
            The one that it had, to put it back.
        """
        before = self.taken().get(device)
        if place is None:
            self._taken.pop(device, None)
        else:
            self._taken[device] = place
        return before

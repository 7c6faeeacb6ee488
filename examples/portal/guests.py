"""Who may go online, and how far: the place where a hotel connects its own booking system."""

from __future__ import annotations

import hmac
import math
import secrets
import time as clock
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import Final, Protocol

__all__ = ["DEMO_GUESTS", "NOON", "Allowance", "Guest", "GuestList", "Guests", "Stay", "essence", "name_essence"]

NOON: Final = time(12)

_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)
"""Letters that Unicode does not take apart."""


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What a guest is let in with; None leaves a limit to the console.

    Args:
        minutes: How long.
        data_megabytes: How much data.
        rx_kbps: Download rate in kilobits a second.
        tx_kbps: Upload rate, likewise.
    """

    minutes: int | None = None
    data_megabytes: int | None = None
    rx_kbps: int | None = None
    tx_kbps: int | None = None


@dataclass(frozen=True)
class Stay:
    """What a device was let in with.

    Args:
        room: As typed.
        surname: As typed; None when nobody knows any more, after a restart.
    """

    room: str
    surname: str | None


class Guests(Protocol):
    """Whatever knows who stays in which room."""

    async def allowance(self, room: str, surname: str) -> Allowance | None:
        """What this guest is let in with, or None when nobody of this name stays in this room.

        Whether the room or the name is wrong must not show, neither in the answer nor in the time that it takes.

        Args:
            room: As typed, up to 16 characters.
            surname: As typed, up to 80 characters.
        """

    async def left(self, stays: Collection[Stay]) -> set[Stay]:
        """Those of these whose guests don't stay here any more; asked twice a minute, for everybody who is online.

        Args:
            stays: Without a surname, the last guest of the room counts.
        """


@dataclass(frozen=True)
class Guest:
    """Somebody who stays here.

    Args:
        room: As it stands on the door.
        surname: As it stands in the booking.
        departure: The day on which they leave; None when nobody knows.
    """

    room: str
    surname: str
    departure: date | None = None


DEMO_GUESTS: Final = (Guest("12", "Example"), Guest("14B", "Muster-Müller"), Guest("21", "O'Sample"))
"""For trying the portal out: whoever reads this file knows them."""


class GuestList:
    """Guests from a list in memory, each with the same allowance until they leave.

    Args:
        guests: Everybody who stays here; a room may have several.
        allowance: What each of them gets, but no longer than until the end of the stay.
        check_out: The time of day at which a stay ends.
        zone: Of that time; None is the time zone of this machine.
        now: Unix time in seconds; for tests.

    Raises:
        ValueError: a room or a surname has neither letters nor digits.
    """

    def __init__(
        self,
        guests: Iterable[Guest],
        allowance: Allowance,
        *,
        check_out: time = NOON,
        zone: tzinfo | None = None,
        now: Callable[[], float] = clock.time,
    ) -> None:
        self._key = secrets.token_bytes(32)
        self._allowance = allowance
        self._now = now
        self._ends: dict[bytes, float] = {}
        self._ends_of_rooms: dict[str, float] = {}
        self._count = 0
        for guest in guests:
            if not essence(guest.room) or not essence(guest.surname):
                raise ValueError("every guest needs a room and a surname with letters or digits")
            end = math.inf
            if guest.departure is not None:
                end = datetime.combine(guest.departure, check_out, zone).timestamp()
            digest, room = self._digest(guest.room, guest.surname), essence(guest.room)
            self._ends[digest] = max(end, self._ends.get(digest, 0.0))
            self._ends_of_rooms[room] = max(end, self._ends_of_rooms.get(room, 0.0))
            self._count += 1

    def __len__(self) -> int:
        """How many guests there are, those who have left among them."""
        return self._count

    async def allowance(self, room: str, surname: str) -> Allowance | None:
        """What this guest is let in with; capitals, accents, spaces and hyphens make no difference.

        Args:
            room: As typed.
            surname: As typed; the German ``ue`` for ``ü`` and the like are the same.
        """
        typed = self._digest(room, surname)
        ends = [
            end if hmac.compare_digest(digest, typed) else 0.0 for digest, end in self._ends.items()
        ]  # all, whichever it is
        return self._until(max(ends, default=0.0))

    async def left(self, stays: Collection[Stay]) -> set[Stay]:
        """Those of these whose time is over, or who stand in the list no more.

        Args:
            stays: Without a surname, the last guest of the room counts.
        """
        now = self._now()
        return {stay for stay in stays if self._end(stay) <= now}

    def _end(self, stay: Stay) -> float:
        if stay.surname is None:
            return self._ends_of_rooms.get(essence(stay.room), 0.0)
        return self._ends.get(self._digest(stay.room, stay.surname), 0.0)

    def _until(self, end: float) -> Allowance | None:
        if end == math.inf:
            return self._allowance
        left = int((end - self._now()) // 60)
        if left < 1:
            return None
        minutes = self._allowance.minutes
        return replace(self._allowance, minutes=left if minutes is None else min(left, minutes))

    def _digest(self, room: str, surname: str) -> bytes:
        return hmac.digest(self._key, f"{essence(room)}\0{name_essence(surname)}".encode(), "sha256")


def essence(text: str) -> str:
    """What is compared of a text: its letters and digits, small and without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(char for char in plain if char.isalnum())


def name_essence(name: str) -> str:
    """What is compared of a name: Müller, Mueller and muller are one, and so are Bauer and Baur."""
    letters = essence(name)
    for written, plain in ("ae", "a"), ("oe", "o"), ("ue", "u"):
        letters = letters.replace(written, plain)
    return letters

"""Who may go online, and how far: the place where a hotel connects its own booking system."""

from __future__ import annotations

import csv
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

__all__ = ["DEMO_GUESTS", "Allowance", "Guest", "GuestList", "Guests", "essence", "read_guests"]


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


class Guests(Protocol):
    """Whatever knows who stays in which room."""

    async def allowance(self, room: str, surname: str) -> Allowance | None:
        """What this guest is let in with, or None when nobody of this name stays in this room.

        Whether the room or the name is wrong must not show, neither in the answer nor in the time that it takes.

        Args:
            room: As typed, up to 16 characters.
            surname: As typed, up to 80 characters.
        """


@dataclass(frozen=True)
class Guest:
    """Somebody who stays here.

    Args:
        room: As it stands on the door.
        surname: As it stands in the booking.
    """

    room: str
    surname: str


DEMO_GUESTS: Final = (Guest("12", "Example"), Guest("14B", "Muster-Müller"), Guest("21", "O'Sample"))
"""For trying the portal out: whoever reads this file knows them."""


class GuestList:
    """Guests from a list in memory, each with the same allowance.

    Args:
        guests: Everybody who stays here; a room may have several.
        allowance: What each of them gets.

    Raises:
        ValueError: a room or a surname has neither letters nor digits.
    """

    def __init__(self, guests: Iterable[Guest], allowance: Allowance) -> None:
        self._key = secrets.token_bytes(32)
        self._allowance = allowance
        self._digests: list[bytes] = []
        for guest in guests:
            if not essence(guest.room) or not essence(guest.surname):
                raise ValueError("every guest needs a room and a surname with letters or digits")
            self._digests.append(self._digest(guest.room, guest.surname))

    async def allowance(self, room: str, surname: str) -> Allowance | None:
        """What this guest is let in with; capitals, accents, spaces and hyphens make no difference.

        Args:
            room: As typed.
            surname: As typed.
        """
        typed = self._digest(room, surname)
        matches = [hmac.compare_digest(digest, typed) for digest in self._digests]  # all, whichever it is
        return self._allowance if any(matches) else None

    def _digest(self, room: str, surname: str) -> bytes:
        return hmac.digest(self._key, f"{essence(room)}\0{essence(surname)}".encode(), "sha256")


def essence(text: str) -> str:
    """What is compared of a text: its letters and digits, small and without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())


def read_guests(path: Path) -> list[Guest]:
    """The guests in a CSV file with the columns ``room`` and ``surname``.

    Args:
        path: UTF-8, with the names of the columns in the first line.

    Raises:
        OSError: the file can't be read.
        ValueError: it isn't UTF-8, or a line lacks one of the columns.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        guests = [Guest(row.get("room") or "", row.get("surname") or "") for row in csv.DictReader(file)]
    if not all(guest.room and guest.surname for guest in guests):
        raise ValueError(f"{path}: every line needs a room and a surname, and the first line names the columns")
    return guests

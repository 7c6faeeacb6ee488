"""Where the guests of a house come from: a file that the booking system writes, read again while the portal runs."""

from __future__ import annotations

import asyncio
import csv
import logging
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from .guests import Allowance, Guest, GuestList, Stay

__all__ = ["CsvFile", "GuestSource", "SourcedGuests", "SqliteFile", "source_of"]

LOGGER: Final = logging.getLogger("portal.guests")

_SQLITE_SUFFIXES: Final = (".sqlite", ".sqlite3", ".db")


class GuestSource(Protocol):
    """Whatever can list who stays in the house; a booking system goes behind this one method."""

    def read(self) -> list[Guest]:
        """Everybody who stays in the house; called from a thread, so it may block.

        Raises:
            OSError: there is nothing to read from.
            ValueError: what stands there is no list of guests; the message tells where.
        """


class CsvFile:
    """A CSV file with the columns ``room``, ``surname`` and, if it likes, ``departure``, between commas or semicolons.

    Args:
        path: UTF-8, with the names of the columns in the first line, and days as ``2026-12-31``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[Guest]:
        """The guests that stand in the file at this moment.

        Raises:
            OSError: the file can't be read.
            ValueError: it isn't CSV or UTF-8, a line lacks a room or a surname, or a departure is no day.
        """
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            columns = file.readline().strip().lower()
            mark = ";" if ";" in columns else ","  # what a spreadsheet writes depends on its language
            names = [name.strip(' "') for name in columns.split(mark)]
            if not {"room", "surname"} <= set(names):
                raise ValueError(
                    f"{self._path}: the first line names the columns, and every line needs room and surname"
                )
            try:
                found = list(csv.DictReader(file, names, delimiter=mark))
            except csv.Error as error:
                raise ValueError(f"{self._path}: {error}") from None
        rows = [(row.get("room"), row.get("surname"), row.get("departure")) for row in found]
        return _guests(self._path, rows)


class SqliteFile:
    """A SQLite database with a table or a view ``guests`` of the columns ``room``, ``surname`` and ``departure``.

    Args:
        path: The file; it is opened to be read only.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[Guest]:
        """The guests that stand in the database at this moment.

        Raises:
            OSError: there is no such file.
            ValueError: it is no database, has no such table, is locked for long, or a row is no guest.
        """
        if not self._path.is_file():
            raise FileNotFoundError(f"there is no file {self._path}")
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as database:
                rows = database.execute("SELECT room, surname, departure FROM guests").fetchall()
        except sqlite3.Error as error:
            raise ValueError(f"{self._path}: {error}") from None
        return _guests(self._path, rows)


class SourcedGuests:
    """Guests from a source that is read again from time to time.

    A source that can't be read for a while leaves the last list in force: stays still end when they should.

    Args:
        source: Who stays in the house; it is read once here.
        make: What to make of a list of them.
        every_seconds: How old the list may be.
        clock: Seconds that only go forward; for tests.

    Raises:
        OSError: there is nothing to read from.
        ValueError: what stands there is no list of guests.
    """

    def __init__(
        self,
        source: GuestSource,
        make: Callable[[list[Guest]], GuestList],
        *,
        every_seconds: float = 30,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._make = make
        self._every_seconds = every_seconds
        self._clock = clock
        self._lock = asyncio.Lock()
        self._list = make(source.read())
        self._read_at = clock()
        self.problem: str | None = None
        """Why the source could not be read the last time; None when it could."""

    def __len__(self) -> int:
        """How many guests stood in the source when it was read."""
        return len(self._list)

    async def allowance(self, room: str, surname: str) -> Allowance | None:
        """What this guest is let in with, by a list that is no older than it may be.

        Args:
            room: As typed.
            surname: As typed.
        """
        await self.refresh()
        return await self._list.allowance(room, surname)

    async def left(self, stays: Collection[Stay]) -> set[Stay]:
        """Those of these whose guests don't stay here any more, by a list that is no older than it may be.

        Args:
            stays: Without a surname, the last guest of the room counts.
        """
        await self.refresh()
        return await self._list.left(stays)

    async def refresh(self) -> None:
        """Read the source again if the list is too old; whoever comes meanwhile waits for the same reading."""
        async with self._lock:
            if self._clock() - self._read_at < self._every_seconds:
                return
            try:
                self._list = await asyncio.to_thread(lambda: self._make(self._source.read()))
                self.problem = None
            except (OSError, ValueError) as error:
                LOGGER.error("the guests can't be read, the list from before goes on counting: %s", error)
                self.problem = str(error)
            self._read_at = self._clock()


def source_of(path: Path) -> CsvFile | SqliteFile:
    """The source for a file, by the end of its name: SQLite for .sqlite, .sqlite3 and .db, else CSV."""
    return SqliteFile(path) if path.suffix.lower() in _SQLITE_SUFFIXES else CsvFile(path)


def _guests(path: Path, rows: Iterable[tuple[object, object, object]]) -> list[Guest]:
    guests = []
    for number, (room, surname, departure) in enumerate(rows, start=1):
        if not _text(room) or not _text(surname):
            raise ValueError(f"{path}: every line needs a room and a surname, and guest {number} lacks one")
        guests.append(Guest(_text(room), _text(surname), _day(path, number, _text(departure))))
    return guests


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _day(path: Path, number: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise ValueError(f"{path}: the departure of guest {number} is no day such as 2026-12-31") from None

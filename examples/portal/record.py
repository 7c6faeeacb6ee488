"""The record of admissions: which device of which room was let in when, kept for as many days as the terms of use say."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

__all__ = ["Entry", "Record"]

LOGGER: Final = logging.getLogger("portal.record")

_NAME: Final = re.compile(r"admissions-(\d{4}-\d\d-\d\d)\.jsonl")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One admission.

    Args:
        at: Unix time.
        until: Unix time at which it ends.
        device: MAC address.
        room: As typed.
        address: Where the guest's request came from; None when that is not known.
        site: Internal reference of the site.
    """

    at: float
    until: float
    device: str
    room: str
    address: str | None
    site: str


class Record:
    """Admissions in a folder, one file of JSON lines for each day (UTC), readable by this user alone.

    Args:
        folder: It is made when it isn't there.
        keep_days: A file is deleted so many days after its day.
        now: Unix time in seconds; for tests.

    Raises:
        OSError: the folder can't be made.
        ValueError: the days are below 1.
    """

    def __init__(self, folder: Path, keep_days: int, now: Callable[[], float] = time.time) -> None:
        if keep_days < 1:
            raise ValueError("admissions have to be kept for at least 1 day")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._now = now
        self._lock = asyncio.Lock()
        self.keep_days = keep_days
        self.problem: str | None = None
        """Why the last admission could not be written; None when it could."""

    async def add(self, entry: Entry) -> None:
        """Write an admission down, again when it ends early; one that can't be written is logged, since it is so already."""
        async with self._lock:
            try:
                await asyncio.to_thread(self._append, entry)
                self.problem = None
            except OSError as error:
                LOGGER.error("an admission can't be recorded: %s", error)
                self.problem = str(error)

    async def in_force(self) -> list[Entry]:
        """The admissions whose time isn't over, one for each device: its last line counts."""
        last = await asyncio.to_thread(lambda: {entry.device: entry for entry in self._read()})
        return [entry for entry in last.values() if entry.until > self._now()]

    async def prune(self) -> None:
        """Delete what has been kept for long enough."""
        async with self._lock:
            await asyncio.to_thread(self._prune)

    def _append(self, entry: Entry) -> None:
        path = self._folder / f"admissions-{datetime.fromtimestamp(entry.at, UTC):%Y-%m-%d}.jsonl"
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with open(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "rb+") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            is_torn = file.read(1) not in (b"", b"\n")  # by a machine that lost its power
            file.write(("\n" if is_torn else "").encode() + line.encode())

    def _read(self) -> Iterator[Entry]:
        for _, path in self._files():
            for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
                try:
                    entry = Entry(**json.loads(line))
                    yield replace(entry, until=float(entry.until))
                except (ValueError, TypeError):
                    LOGGER.warning("%s: line %d is no admission", path, number)

    def _prune(self) -> None:
        today = datetime.fromtimestamp(self._now(), UTC).date()
        for day, path in self._files():
            if day < today - timedelta(days=self.keep_days):
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[date, Path]]:
        matches = [(_NAME.fullmatch(path.name), path) for path in self._folder.iterdir()]
        return sorted((date.fromisoformat(match[1]), path) for match, path in matches if match)

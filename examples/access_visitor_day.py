"""Announce a visitor for a day, and write the QR code that opens the doors into a file, to be sent by mail or printed.

The code opens doors for whoever holds it, so the file is new and only you can read it. A visit of several days recurs: each
day from the first to the last at the same hours.

    python examples/access_visitor_day.py                                   tomorrow from 9 to 17 o'clock, into visitor.png
    python examples/access_visitor_day.py Ada Example --date 2027-03-01 --days 5 --door Lobby --output ada.png

Times are those of this machine's time zone, which is taken to be the console's. The environment names the console, see
`Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from unifi_sdk import AccessClient, ConflictError, Console, NotFoundError, OutcomeUnknownError, UniFiError
from unifi_sdk.access import Week
from unifi_sdk.access.models import (
    EVERY_DAY,
    ResourceRef,
    ResourceType,
    StoredFile,
    Visitor,
    VisitorInput,
    VisitReason,
)


async def find_doors(access: AccessClient, names: list[str]) -> tuple[ResourceRef, ...]:
    """The doors with these names, as visitors take them."""
    ids = {door.name: door.id for door in await access.doors.list()}
    for name in names:
        if name not in ids:
            raise NotFoundError(f"no door is called {name!r}; there are {', '.join(repr(known) for known in ids)}")
    return tuple(ResourceRef(id=ids[name], type=ResourceType.DOOR) for name in names)


def visit(args: argparse.Namespace, doors: tuple[ResourceRef, ...]) -> VisitorInput:
    """Who comes, when, and where to."""
    last_day = args.date + timedelta(days=args.days - 1)
    hours = Week().on(EVERY_DAY, f"{args.start:%H:%M}-{args.end:%H:%M}")
    return VisitorInput(
        first_name=args.first_name,
        last_name=args.last_name,
        start_time=datetime.combine(args.date, args.start).astimezone(),
        end_time=datetime.combine(last_day, args.end).astimezone(),
        visit_reason=VisitReason.BUSINESS,
        resources=doors,
        week_schedule=hours.schedule if args.days > 1 else None,  # without one a visit happens once
    )


async def announce(access: AccessClient, wanted: VisitorInput) -> Visitor:
    """The visitor, made once: a lost answer is settled by looking for name and time."""
    try:
        return await access.visitors.create(wanted)
    except OutcomeUnknownError:
        found = [
            visitor
            for visitor in await access.visitors.list(keyword=wanted.first_name)
            if (visitor.last_name, visitor.start_time) == (wanted.last_name, wanted.start_time)
        ]
        if not found:
            raise
    if len(found) > 1:
        raise ConflictError(f"{wanted.first_name} {wanted.last_name} was announced before: cancel one of the visits")
    return found[0]


async def make_qr_code(access: AccessClient, visitor: Visitor) -> StoredFile:
    """The picture of a new QR code; it tells by itself whether a code whose answer was lost is there."""
    credentials = access.visitors.credentials(visitor.id)
    with suppress(OutcomeUnknownError):
        await credentials.assign_qr_code()
    return await credentials.qr_code()


async def run(args: argparse.Namespace, file: BinaryIO) -> None:
    """Announce the visitor and write the picture; a visitor without one is deleted again."""
    async with Console.from_env() as console:
        access = console.access
        wanted = visit(args, await find_doors(access, args.door))
        visitor = await announce(access, wanted)
        try:
            picture = await make_qr_code(access, visitor)
        except UniFiError:
            await access.visitors.delete(visitor.id)
            raise
    file.write(picture.content)
    print(f"{wanted.first_name} {wanted.last_name} may pass {' and '.join(args.door)}")
    daily = f", each day from {args.start:%H:%M} to {args.end:%H:%M}" if args.days > 1 else ""
    print(f"from {wanted.start_time:%Y-%m-%d %H:%M} to {wanted.end_time:%Y-%m-%d %H:%M}{daily}.")
    print(f"{args.output}: {picture.content_type}, {len(picture.content)} bytes")


@contextmanager
def new_file(path: str) -> Iterator[BinaryIO]:
    """A new file that only its owner can read; it is gone again when there is no picture for it."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode=0o600)) as file:
        try:
            yield file
        except UniFiError:
            os.unlink(path)
            raise


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    tomorrow = date.today() + timedelta(days=1)
    parser = argparse.ArgumentParser(description="Announce a visitor for a day, with a QR code.")
    parser.add_argument("first_name", nargs="?", default="Robin")
    parser.add_argument("last_name", nargs="?", default="Example")
    parser.add_argument("--date", type=date.fromisoformat, default=tomorrow, help="YYYY-MM-DD; tomorrow when left out")
    parser.add_argument("--days", type=int, default=1, help="for how many days in a row")
    parser.add_argument("--start", type=time.fromisoformat, default=time(9), help="HH:MM, of each day")
    parser.add_argument("--end", type=time.fromisoformat, default=time(17), help="HH:MM, of each day")
    parser.add_argument("--door", action="append", help="the name of a door; may be given several times")
    parser.add_argument("--output", default="visitor.png", help="a new file")
    args = parser.parse_args()
    args.door = args.door or ["Main Entrance"]
    try:
        # opened first, so that a path that can't be written announces nobody
        with new_file(args.output) as file:
            asyncio.run(run(args, file))
    except (UniFiError, OSError) as error:
        print(f"access_visitor_day: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

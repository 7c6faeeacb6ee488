"""Announce a visitor, who gets a PIN and, if somebody holds one to a reader in time, an NFC card.

The PIN is printed: it can't be read back later, and somebody has to tell it to the visitor. The card's token never is.
Without a card the visitor has the PIN alone. With the simulator nobody holds a card to the reader; the tests of this project
do so with `SimulatedConsole.access.tap()`.

    python examples/visitor_with_pin_and_card.py                            a sample visitor, at the simulator's doors
    python examples/visitor_with_pin_and_card.py Ada Lovelace --door "Main Entrance" --hours 8 --reader 00005e005302 --wait 30

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime, timedelta

from unifi_sdk import AccessClient, Console, DeviceUnavailableError, NotFoundError, UniFiError
from unifi_sdk.access.errors import CardRejectedError, EnrolmentExpiredError, NoCardYetError
from unifi_sdk.access.models import Door, EnrolledCard, ResourceRef, ResourceType, Visitor, VisitorInput, VisitReason


async def find_door(access: AccessClient, name: str) -> Door:
    """The door with a name."""
    doors = await access.doors.list()
    for door in doors:
        if door.name == name:
            return door
    raise NotFoundError(f"no door is called {name!r}; there are {', '.join(repr(door.name) for door in doors)}")


async def announce(access: AccessClient, args: argparse.Namespace, door: Door) -> Visitor:
    """A visitor who may come in through one door, from now on."""
    now = datetime.now(UTC)
    return await access.visitors.create(
        VisitorInput(
            first_name=args.first_name,
            last_name=args.last_name,
            start_time=now,
            end_time=now + timedelta(hours=args.hours),
            visit_reason=VisitReason.BUSINESS,
            resources=(ResourceRef(id=door.id, type=ResourceType.DOOR),),
        )
    )


async def read_card(access: AccessClient, reader_id: str, seconds: float) -> EnrolledCard | None:
    """The card that somebody holds to the reader, or None; the reader stops waiting in any case."""
    try:
        async with access.credentials.enrol_card(reader_id) as enrolment:
            print(f"Hold a card to the reader {reader_id} within {seconds:g} s.", flush=True)
            return await enrolment.card(timeout_seconds=seconds)
    except (NoCardYetError, EnrolmentExpiredError):
        print("Nobody held a card to the reader: the PIN alone will do.")
    except (CardRejectedError, DeviceUnavailableError) as error:
        print(f"No card, the PIN alone will do: {error}")
    return None


async def run(args: argparse.Namespace) -> None:
    """Announce the visitor and hand out what opens the door; a visitor who can't get a PIN is deleted again."""
    async with Console.from_env() as console:
        access = console.access
        door = await find_door(access, args.door)
        visitor = await announce(access, args, door)
        credentials = access.visitors.credentials(visitor.id)
        try:
            pin = await access.credentials.generate_pin()
            await credentials.assign_pin(pin)
        except UniFiError:
            await access.visitors.delete(visitor.id)
            raise
        print(f"{args.first_name} {args.last_name} may pass {door.name} for {args.hours:g} h with the PIN {pin}.")
        card = await read_card(access, args.reader, args.wait)
        if card is not None:
            await credentials.assign_card(card.token)
            print(f"The card {card.card_id} opens it too.")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Announce a visitor, with a PIN and a card.")
    parser.add_argument("first_name", nargs="?", default="Ada")
    parser.add_argument("last_name", nargs="?", default="Example")
    parser.add_argument("--door", default="Main Entrance", help="the name of the door")
    parser.add_argument("--hours", type=float, default=4, help="how long the visit lasts, from now")
    parser.add_argument("--reader", default="00005e005302", help="the reader that takes in the card")
    parser.add_argument("--wait", type=float, default=5, help="seconds to wait for a card")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"visitor_with_pin_and_card: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Take a new colleague on: a user with policies, a PIN, a license plate and, if one is held to a reader in time, a card.

The employee number tells people apart. Whoever has it already is not made again, and when the answer to the creation is lost,
the number tells whether there is somebody now. A colleague who can't get everything is taken away again, so that the script
can simply be run once more.

The PIN is printed: it can't be read back later, and somebody has to hand it over. With the simulator nobody holds a card to
the reader; the tests of this project do so with `SimulatedConsole.access.tap()`.

    python examples/access_onboard_person.py                                a sample colleague, at the simulator's doors
    python examples/access_onboard_person.py Kim Example --number 2002 --plate "EX 2002" --policy "Office Hours" --wait 30

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from unifi_sdk import (
    AccessClient,
    ConflictError,
    Console,
    DeviceUnavailableError,
    NotFoundError,
    OutcomeUnknownError,
    UniFiError,
)
from unifi_sdk.access import HolderCredentials
from unifi_sdk.access.errors import CardRejectedError, CredentialInUseError, EnrolmentExpiredError, NoCardYetError
from unifi_sdk.access.models import User, UserStatus


async def find_employee(access: AccessClient, number: str) -> User | None:
    """Who has an employee number."""
    async for user in access.users.list():
        if user.employee_number == number:
            return user
    return None


async def find_policies(access: AccessClient, names: list[str]) -> list[str]:
    """The ids of policies."""
    ids = {policy.name: policy.id for policy in await access.access_policies.list()}
    for name in names:
        if name not in ids:
            raise NotFoundError(f"no policy is called {name!r}; there are {', '.join(repr(known) for known in ids)}")
    return [ids[name] for name in names]


async def add_user(access: AccessClient, args: argparse.Namespace) -> User:
    """The user, made once: a lost answer is settled by looking for the number."""
    try:
        return await access.users.create(
            first_name=args.first_name, last_name=args.last_name, employee_number=args.number
        )
    except OutcomeUnknownError:
        user = await find_employee(access, args.number)
        if user is None:
            raise
        return user


async def give_pin(access: AccessClient, credentials: HolderCredentials) -> str:
    """A new PIN; one whose answer is lost can't be read back, so another one takes its place."""
    pin = await access.credentials.generate_pin()
    try:
        await credentials.assign_pin(pin)
    except OutcomeUnknownError:
        pin = await access.credentials.generate_pin()
        await credentials.assign_pin(pin)
    return pin


async def give_card(access: AccessClient, credentials: HolderCredentials, reader_id: str, seconds: float) -> None:
    """The card that is held to the reader; without one the PIN has to do. The reader stops waiting in any case."""
    try:
        async with access.credentials.enrol_card(reader_id) as enrolment:
            print(f"Hold a card to the reader {reader_id} within {seconds:g} s.", flush=True)
            card = await enrolment.card(timeout_seconds=seconds)
        await credentials.assign_card(card.token)
    except (NoCardYetError, EnrolmentExpiredError):
        print("Nobody held a card to the reader.")
    except (CardRejectedError, CredentialInUseError, DeviceUnavailableError) as error:
        print(f"No card: {error}")


async def take_away(access: AccessClient, user: User) -> None:
    """Delete a user, who has to be deactivated before."""
    await access.users.update(user.id, status=UserStatus.DEACTIVATED)
    await access.users.delete(user.id)


async def run(args: argparse.Namespace) -> None:
    """Make the user, hand out what opens doors, and print what the console says afterwards."""
    async with Console.from_env() as console:
        access = console.access
        if await find_employee(access, args.number):
            raise ConflictError(f"somebody has the employee number {args.number} already")
        policy_ids = await find_policies(access, args.policy)
        user = await add_user(access, args)
        credentials = access.users.credentials(user.id)
        try:
            await access.users.replace_access_policies(user.id, policy_ids)
            pin = await give_pin(access, credentials)
            await credentials.assign_plates([args.plate])
            await give_card(access, credentials, args.reader, args.wait)
            user = await access.users.get(user.id)
        except UniFiError:
            await take_away(access, user)
            raise
        print(f"{args.first_name} {args.last_name} comes in by {' and '.join(args.policy)}.")
        print(f"PIN: {pin}")
        print(f"Plates: {', '.join(plate.credential or plate.id for plate in user.license_plates)}")
        print(f"Cards: {', '.join(card.id or 'without a number' for card in user.nfc_cards) or 'none'}")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Take a new colleague on, with PIN, plate and card.")
    parser.add_argument("first_name", nargs="?", default="Kim")
    parser.add_argument("last_name", nargs="?", default="Example")
    parser.add_argument("--number", default="2001", help="the employee number, which nobody else has")
    parser.add_argument("--plate", default="EX 2001", help="the license plate")
    parser.add_argument("--policy", action="append", help="the name of a policy; may be given several times")
    parser.add_argument("--reader", default="00005e005302", help="the reader that takes in the card")
    parser.add_argument("--wait", type=float, default=5, help="seconds to wait for a card")
    args = parser.parse_args()
    args.policy = args.policy or ["Office Hours"]
    try:
        asyncio.run(run(args))
    except UniFiError as error:
        print(f"access_onboard_person: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

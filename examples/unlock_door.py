"""Unlock a door once, and know afterwards whether it was.

The SDK never sends an unlock twice. When the answer is lost, `OutcomeUnknownError` says so, and the door itself tells: it was
locked before, so when it is unlocked now, this call has done it.

    python examples/unlock_door.py                                          the simulator's main entrance
    python examples/unlock_door.py "Car Gate" --actor-id 42 --actor-name "Night shift"

The exit code is 0 when the door was unlocked, 1 when it was not, and 3 when nobody on this side can say.

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from unifi_sdk import (
    AuthenticationError,
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    Console,
    DeviceUnavailableError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitedError,
    RequestTimeoutError,
    UniFiError,
    UntrustedCertificateError,
)
from unifi_sdk.access import AccessClient, Actor
from unifi_sdk.access.models import Door


async def find_door(access: AccessClient, name: str) -> Door:
    """The door with a name; it must have a hub, without which nothing can unlock it from afar."""
    doors = await access.doors.list()
    for door in doors:
        if door.name == name and door.is_bind_hub:
            return door
    names = ", ".join(repr(door.name) for door in doors if door.is_bind_hub)
    raise NotFoundError(f"no door with a hub is called {name!r}; there are {names}")


async def unlock(access: AccessClient, door: Door, actor: Actor) -> str:
    """Unlock a locked door, and say what is known about it afterwards.

    Raises:
        OutcomeUnknownError: the answer was lost, and the door is not seen unlocked: it never was, or has locked again.
    """
    if door.is_locked is False:
        return f"{door.name} is unlocked already: nothing was sent."
    try:
        await access.doors.unlock(door.id, actor=actor)
    except OutcomeUnknownError:
        if not await is_seen_unlocked(access, door):
            raise
        return f"{door.name} is unlocked; the console's answer was lost, the door says so."
    return f"{door.name} is unlocked."


async def is_seen_unlocked(access: AccessClient, door: Door) -> bool:
    """Whether the console can be asked, and says that the door is unlocked now."""
    try:
        return (await access.doors.get(door.id)).is_locked is False
    except UniFiError:
        return False


async def run(args: argparse.Namespace) -> None:
    """Find the door and unlock it."""
    async with Console.from_env() as console:
        door = await find_door(console.access, args.door)
        print(await unlock(console.access, door, Actor(args.actor_id, args.actor_name)))


def explain(error: UniFiError) -> str:
    """What whoever stands at the door should do; the error's own text says the rest."""
    match error:
        case OutcomeUnknownError():
            return "look at the door before you try again"
        case DeviceUnavailableError():
            return "the door's hub is offline, open it with a key"
        case AuthenticationError() | PermissionDeniedError():
            return "the token has to be replaced, trying again is of no use"
        case CertificateMismatchError() | UntrustedCertificateError():
            return "this may not be your console, and nothing was sent to it"
        case RateLimitedError(retry_after=seconds) if seconds is not None:
            return f"try again in {seconds:g} s"
        case RateLimitedError() | ConnectionFailedError() | RequestTimeoutError():
            return "the door was not unlocked, try again"
        case ConfigurationError() | NotFoundError():
            return "check the arguments and the environment"
        case _:
            return "the console could not do it, look at the door"


def main() -> int:
    """Read the arguments and run; the module's docstring tells the exit codes."""
    parser = argparse.ArgumentParser(description="Unlock a door.")
    parser.add_argument("door", nargs="?", default="Main Entrance", help="the name of the door")
    parser.add_argument("--actor-id", default="front-desk", help="who opens it, for the system log")
    parser.add_argument("--actor-name", default="Front desk")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"unlock_door: {explain(error)}: {error}", file=sys.stderr)
        return 3 if isinstance(error, OutcomeUnknownError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

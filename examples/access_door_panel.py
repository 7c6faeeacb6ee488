"""Show every door of a building and what becomes of it: locked or unlocked, open or closed, rung at, in an emergency.

The doors are read once, and the notifications of UniFi Access tell what changes. When the connection is lost something may
be missed, and the console sends nothing again: so the doors are read again afterwards. A door whose sensor says nothing is
"position unknown", never closed.

    python examples/access_door_panel.py                                    three changes, or a minute
    python examples/access_door_panel.py --count 0 --seconds 0

The simulated console of `unifi demo --keep-running` shows how it starts; its doors change when some program unlocks one, such
as `examples/unlock_door.py`. The environment names the console, see `Console.from_env`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime

from unifi_sdk import AccessClient, ConflictError, Connected, Console, Gap, NotFoundError, Resynced, UniFiError
from unifi_sdk.access.models import (
    Door,
    DoorbellNotification,
    LegacyLocationUpdateNotification,
    LocationState,
    LocationUpdate,
    LocationUpdateNotification,
    OlderLocationUpdateNotification,
    SettingUpdate,
    SettingUpdateNotification,
)

LOCKS = {True: "locked", False: "unlocked", None: "lock unknown"}
POSITIONS = {True: "open", False: "closed", None: "position unknown"}
"""A door without a sensor may be open or closed."""


def describe(door: Door | LocationState) -> str:
    """A door in a few words."""
    return f"{LOCKS[door.is_locked]}, {POSITIONS[door.is_open]}"


class Panel:
    """What is known of the doors."""

    def __init__(self, access: AccessClient) -> None:
        self._access = access
        self._names: dict[str, str] = {}
        self._states: dict[str, str] = {}

    async def read(self) -> list[str]:
        """Ask for every door; a line for each that is not as it was known."""
        doors = await self._access.doors.list()
        self._names = {door.id: door.name or door.id for door in doors}
        states = {door.id: describe(door) for door in doors}
        return [line for door_id, state in states.items() for line in self._take(door_id, state)]

    async def update(self, told: LocationUpdate | None) -> list[str]:
        """Take over what a notification tells of a door; of a new one, or when it tells too little, the console is asked."""
        if told and told.location_type not in (None, "door"):
            return []  # a floor or a building
        if told is None or told.state is None or told.id not in self._names:
            return await self.read()
        return self._take(told.id, describe(told.state))

    async def rung(self, rings: DoorbellNotification) -> list[str]:
        """Say where somebody rings; the console tells which device does, and not at which door it is."""
        try:
            door = await self._access.doors.of_notification(rings)
        except (NotFoundError, ConflictError):
            return ["an unknown door: somebody rings"]
        return [f"{door.name or door.id}: somebody rings"]

    def _take(self, door_id: str, state: str) -> list[str]:
        if self._states.get(door_id) == state:
            return []
        self._states[door_id] = state
        return [f"{self._names[door_id]}: {state}"]


async def changes(access: AccessClient) -> AsyncGenerator[str, None]:
    """A line for each change, for as long as somebody wants them; the doors as they are at first are printed."""
    panel = Panel(access)
    async with aclosing(access.notifications()) as items:
        async for item in items:
            lines: list[str] = []
            match item:
                case Connected():  # what changes while the doors are read comes out of the stream afterwards
                    print(*await panel.read(), sep="\n", flush=True)
                case Gap(reason=reason):
                    print(f"From now on this may be out of date: {reason}.", file=sys.stderr)
                case Resynced():
                    lines = await panel.read()
                    print("Everything is up to date again.", file=sys.stderr)
                case LocationUpdateNotification(data=told) | OlderLocationUpdateNotification(data=told):
                    lines = await panel.update(told)
                case LegacyLocationUpdateNotification():
                    lines = await panel.read()
                case DoorbellNotification():
                    lines = await panel.rung(item)
                case SettingUpdateNotification(data=SettingUpdate() as setting):
                    in_force = [word for word in ("lockdown", "evacuation") if getattr(setting, word)]
                    lines = [f"everywhere: {' and '.join(in_force) or 'no emergency'}"]
                case _:
                    pass  # the log, devices, and what this SDK doesn't know
            for line in lines:
                yield line


async def run(args: argparse.Namespace) -> None:
    """Print changes until there were enough, or the time is up."""
    count = 0
    async with Console.from_env(read_only=True) as console:
        try:
            async with asyncio.timeout(args.seconds or None) as limit, aclosing(changes(console.access)) as lines:
                async for line in lines:
                    print(f"{datetime.now():%H:%M:%S} {line}", flush=True)
                    count += 1
                    if count == args.count:
                        break
        except TimeoutError:
            if not limit.expired():  # some other time was up, not ours
                raise
    print(f"{count} changes.")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Show every door and what becomes of it.")
    parser.add_argument("--count", type=int, default=3, help="end after so many changes; 0 for never")
    parser.add_argument("--seconds", type=float, default=60, help="end after so long; 0 for never")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"access_door_panel: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Arm the alarm with a profile, wait until it is armed, and disarm it.

A lost answer is settled by how the alarm stands. Without an action it arms and disarms, also when the wait is interrupted; an
alarm that is armed already stays so.

    python examples/arm_and_disarm.py                                       tries the profile "Night"
    python examples/arm_and_disarm.py arm --profile Away
    python examples/arm_and_disarm.py disarm

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from unifi_sdk import (
    ConflictError,
    Console,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    ProtectClient,
    UniFiError,
)
from unifi_sdk.protect.errors import ArmedError
from unifi_sdk.protect.models import ArmMode, ArmProfile, ArmStatus

LONGEST_DELAY_SECONDS = 660
"""Ten minutes, which is the longest delay of a profile, and one more."""


async def alarm(protect: ProtectClient) -> ArmMode:
    """How the alarm stands.

    Raises:
        NotSupportedError: this console has no such alarm.
    """
    mode = (await protect.nvr.get()).arm_mode
    if mode is None or mode.status is None:
        raise NotSupportedError("this console has no alarm: it came with UniFi Protect 7.1")
    return mode


async def find_profile(protect: ProtectClient, name: str) -> ArmProfile:
    """The profile with a name."""
    profiles = await protect.arm_profiles.list()
    for profile in profiles:
        if profile.name == name:
            return profile
    raise NotFoundError(f"no profile is called {name!r}; there are {', '.join(repr(each.name) for each in profiles)}")


async def begin(protect: ProtectClient, name: str) -> None:
    """Arm with a profile, whose delay begins then.

    Raises:
        ArmedError: the alarm is armed already, perhaps with another profile.
    """
    mode = await alarm(protect)
    if mode.status != ArmStatus.DISABLED:
        raise ArmedError(f"the alarm is not disarmed, its status is {mode.status}: nothing was sent")
    profile = await find_profile(protect, name)
    if mode.arm_profile_id != profile.id:
        await protect.arm_profiles.select(profile.id)
    try:
        await protect.arm_profiles.arm()
    except OutcomeUnknownError:
        if (await alarm(protect)).status == ArmStatus.DISABLED:
            raise
    if profile.activation_delay:
        print(f"Leave within {profile.activation_delay / 1000:g} s.", flush=True)


async def wait_until_armed(protect: ProtectClient, name: str) -> None:
    """Look every second until the delay is over, and say how the alarm stands then."""
    for _ in range(LONGEST_DELAY_SECONDS):
        mode = await alarm(protect)
        if mode.status != ArmStatus.ARMING:
            print(f"Armed with {name!r}, status {mode.status}.", flush=True)
            return
        await asyncio.sleep(1)
    raise ConflictError("the delay should be over, and the alarm is still not armed")


async def disarm(protect: ProtectClient) -> None:
    """Disarm, and say how the alarm stands afterwards."""
    try:
        await protect.arm_profiles.disarm()
    except OutcomeUnknownError:
        if (await alarm(protect)).status != ArmStatus.DISABLED:
            raise
    print(f"Disarmed, status {(await alarm(protect)).status}.", flush=True)


async def run(args: argparse.Namespace) -> None:
    """Do what was asked for."""
    async with Console.from_env() as console:
        protect = console.protect
        if args.action == "disarm":
            await disarm(protect)
            return
        await begin(protect, args.profile)
        try:
            await wait_until_armed(protect, args.profile)
        finally:
            if args.action == "try":
                await disarm(protect)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Arm and disarm the alarm.")
    parser.add_argument("action", nargs="?", choices=["arm", "disarm", "try"], default="try")
    parser.add_argument("--profile", default="Night", help="the name of the profile to arm with")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"arm_and_disarm: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Let sirens sound for five seconds each, one after the other, and tell how their batteries are.

    python examples/siren_test.py                                           the simulator's siren, quietly
    python examples/siren_test.py "Roof" "Cellar" --volume 60
    python examples/siren_test.py --all

The exit code is 0 when every siren took the order, 2 when one is out of reach, and 3 when an answer was lost: then listen.

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from unifi_sdk import Console, DeviceUnavailableError, NotFoundError, OutcomeUnknownError, ProtectClient, UniFiError
from unifi_sdk.protect.models import Siren

SOUND_SECONDS = 5.0


async def choose(protect: ProtectClient, names: Sequence[str], *, everyone: bool) -> list[Siren]:
    """The sirens with these names, or all of them."""
    sirens = list(await protect.sirens.list())
    if everyone:
        return sirens
    by_name = {siren.name or siren.id: siren for siren in sirens}
    for name in names:
        if name not in by_name:
            raise NotFoundError(f"no siren is called {name!r}; there are {', '.join(map(repr, by_name))}")
    return [by_name[name] for name in names]


async def sound(protect: ProtectClient, siren: Siren, volume: int) -> bool:
    """Let a siren sound; False when it is out of reach."""
    if not siren.is_connected:
        return False
    try:
        await protect.sirens.test_sound(siren.id, volume=volume)
    except DeviceUnavailableError:
        return False
    return True


def battery(siren: Siren) -> str:
    """How full the battery of a siren is, in words."""
    wireless = siren.wireless_connection_state
    state = wireless.battery_status if wireless else None
    if state is None or state.percentage is None:
        return "no battery"
    return f"battery {state.percentage:g} %{', which is low' if state.is_low else ''}"


async def run(args: argparse.Namespace) -> bool:
    """Test the sirens one after the other, so that each can be heard; False when one is out of reach."""
    async with Console.from_env() as console:
        sirens = await choose(console.protect, args.sirens or ["Roof"], everyone=args.all)
        sounded: list[bool] = []
        for siren in sirens:
            if any(sounded) and siren.is_connected:
                await asyncio.sleep(SOUND_SECONDS)  # until the one before has fallen silent
            sounded.append(await sound(console.protect, siren, args.volume))
            said = f"sounds at {args.volume} %" if sounded[-1] else "is out of reach"
            print(f"{siren.name or siren.id} {said}, {battery(siren)}.", flush=True)
    return all(sounded)


def main() -> int:
    """Read the arguments and run; the module's docstring tells the exit codes."""
    parser = argparse.ArgumentParser(description="Let sirens sound.")
    parser.add_argument("sirens", nargs="*", metavar="siren", help="the name of a siren")
    parser.add_argument("--all", action="store_true", help="every siren")
    parser.add_argument("--volume", type=int, default=10, help="1 to 100")
    try:
        return 0 if asyncio.run(run(parser.parse_args())) else 2
    except OutcomeUnknownError as error:
        print(f"siren_test: {error}", file=sys.stderr)
        return 3
    except UniFiError as error:
        print(f"siren_test: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

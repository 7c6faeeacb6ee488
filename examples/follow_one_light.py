"""Follow one floodlight: what it is now, and every change, by whomever it was made.

The mirror lists every device once and follows the socket from then on. When the connection is lost it lists again, so that
what changed meanwhile comes out as a change too.

    python examples/follow_one_light.py                                     three changes, or a minute
    python examples/follow_one_light.py "Shed" --count 0 --seconds 0

The simulated console of `unifi demo --keep-running` shows how it starts and ends; its light changes when some program changes
it. The environment names the console, see `Console.from_env`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import aclosing

from unifi_sdk import Console, Gap, NotFoundError, Resynced, UniFiError
from unifi_sdk.protect import Added, Changed, Mirror, Removed
from unifi_sdk.protect.models import Light


def find(home: Mirror, name: str) -> Light:
    """The light with a name."""
    lights = home.all(Light)
    for light in lights:
        if light.name == name:
            return light
    raise NotFoundError(f"no light is called {name!r}; there are {', '.join(repr(light.name) for light in lights)}")


def describe(light: Light) -> str:
    """How a light is, in a line."""
    shines = "unknown" if light.is_light_on is None else "on" if light.is_light_on else "off"
    return f"{light.name}: {shines}, {(light.state or 'state unknown').lower()}"


async def watch(home: Mirror, light_id: str, count: int) -> None:
    """Print the changes of one light until there were enough."""
    async with aclosing(aiter(home)) as changes:
        async for change in changes:
            match change:
                case Changed(old=Light() as old, new=Light(id=changed) as new) if changed == light_id:
                    for field in sorted(change.fields):
                        print(f"  {field}: {getattr(old, field)} -> {getattr(new, field)}", flush=True)
                    count -= 1
                    if count == 0:
                        return
                case Removed(device=Light(id=removed)) if removed == light_id:
                    print("It is no longer there.")
                    return
                case Added(device=Light(id=added) as light) if added == light_id:
                    print(describe(light), flush=True)
                case Gap(reason=reason):
                    print(f"What follows may be late: {reason}.", file=sys.stderr)
                case Resynced():
                    print("Everything is current again.", file=sys.stderr)
                case _:
                    pass  # other devices


async def run(args: argparse.Namespace) -> None:
    """Follow the light until there were enough changes, or the time is up."""
    async with Console.from_env() as console, console.protect.mirror() as home:
        light = find(home, args.light)
        print(describe(light), flush=True)
        try:
            async with asyncio.timeout(args.seconds or None) as limit:
                await watch(home, light.id, args.count)
        except TimeoutError:
            if not limit.expired():  # some other time was up, not ours
                raise
        last = home.devices.get(light.id)
        if isinstance(last, Light):
            print(describe(last))


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Follow one floodlight.")
    parser.add_argument("light", nargs="?", default="Driveway", help="the name of the light")
    parser.add_argument("--count", type=int, default=3, help="end after so many changes; 0 for never")
    parser.add_argument("--seconds", type=float, default=60, help="end after so long; 0 for never")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"follow_one_light: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

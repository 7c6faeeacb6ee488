"""Take a picture with a camera of an old Cloud Key, over the API of port 7443.

This API asks for a login, and gives an access key for addresses; the key itself is never printed. A console with UniFi OS has
neither: there `console.protect.cameras` does the same with an API key, and without logging in.

    python examples/protect_snapshot.py                                     the first camera that is connected
    python examples/protect_snapshot.py --camera "Front Door" --width 1280 --output front-door.jpg

The environment names the console and the user, see `Console.from_env`; `unifi demo --keep-running` prints one to try this
with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

from unifi_sdk import Console, LegacyProtectClient, NotFoundError, UniFiError
from unifi_sdk.protect.models import LegacyCamera


async def log_in(protect: LegacyProtectClient) -> None:
    """Log in, and say how long an access key lasts."""
    user = await protect.login()
    key = await protect.access_key()
    lasts = f"until {key.expires_at:%H:%M:%S} UTC" if key.expires_at else "without an end"
    print(f"Logged in as {user.local_username}; the access key is good {lasts}.")


def choose(cameras: Iterable[LegacyCamera], name: str | None) -> LegacyCamera:
    """The camera with a name, or the first that is connected."""
    for camera in cameras:
        if camera.name == name if name else camera.is_connected:
            return camera
    raise NotFoundError(f"no camera is called {name!r}" if name else "no camera is connected")


async def run(args: argparse.Namespace) -> None:
    """Log in, list the cameras, and write the picture of one."""
    async with Console.from_env() as console:
        protect = console.legacy_protect
        await log_in(protect)
        cameras = await protect.cameras.list()
        for camera in cameras:
            print(f"  {camera.name or camera.id}: {camera.state}")
        chosen = choose(cameras, args.camera)
        picture = await protect.cameras.snapshot(chosen.id, width=args.width)
    # a disk may be slow: in a thread, nothing else on the loop has to wait for it
    await asyncio.to_thread(args.output.write_bytes, picture.content)
    print(f"{chosen.name or chosen.id}: {len(picture.content)} bytes of {picture.content_type}, in {args.output}")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Take a picture with a camera.")
    parser.add_argument("--camera", help="its name; the first that is connected when left out")
    parser.add_argument("--width", type=int, default=640, help="pixels")
    parser.add_argument("--output", type=Path, default=Path("snapshot.jpg"))
    try:
        asyncio.run(run(parser.parse_args()))
    except (UniFiError, OSError) as error:
        print(f"protect_snapshot: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

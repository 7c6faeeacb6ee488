"""Take a picture with every camera, and put them on one contact sheet.

The sheet is a picture (SVG) that browsers and viewers show, with the cameras' pictures in it: nothing is loaded from
elsewhere, so it can be sent and kept. Cameras that can't be reached have a place on it too.

    python examples/snapshot_wall.py                                        wall.svg
    python examples/snapshot_wall.py --output /var/www/wall.svg --columns 4 --high-quality

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import math
import sys
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from unifi_sdk import Console, DeviceUnavailableError, NotFoundError, ProtectClient, UniFiError
from unifi_sdk.protect import Picture
from unifi_sdk.protect.models import Camera

WIDTH, HEIGHT, CAPTION, GAP = 480, 270, 40, 16
SHEET = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"
 font-family="sans-serif" font-size="18" fill="#eee">
<title>{title}</title>
<rect width="100%" height="100%" fill="#111"/>
{tiles}
</svg>
"""


async def take(protect: ProtectClient, camera: Camera, high_quality: bool) -> Picture | None:
    """What a camera sees; None when it can't be reached or has just been removed."""
    if not camera.is_connected:
        return None
    try:
        return await protect.cameras.snapshot(camera.id, high_quality=high_quality or None)
    except (DeviceUnavailableError, NotFoundError):
        return None


def tile(camera: Camera, picture: Picture | None, x: int, y: int) -> str:
    """A camera's place on the sheet; its name may hold anything, so it is escaped."""
    name = escape("".join(c for c in camera.name or camera.id if c.isprintable()))
    if picture is None:
        shown = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#333"/>'
        shown += f'<text x="12" y="30">{escape((camera.state or "unknown").lower())}</text>'
    else:
        data = f"data:{escape(picture.content_type)};base64,{base64.b64encode(picture.content).decode()}"
        fitted = 'preserveAspectRatio="xMidYMid slice"'
        shown = f'<image width="{WIDTH}" height="{HEIGHT}" {fitted} href="{data}"/>'
    return f'<g transform="translate({x} {y})">{shown}<text y="{HEIGHT + 24}">{name}</text></g>'


def make_sheet(cameras: Sequence[Camera], pictures: Sequence[Picture | None], columns: int) -> str:
    """The whole sheet, row by row."""
    across, down = WIDTH + GAP, HEIGHT + CAPTION + GAP
    tiles = (
        tile(camera, picture, GAP + number % columns * across, GAP + number // columns * down)
        for number, (camera, picture) in enumerate(zip(cameras, pictures, strict=True))
    )
    return SHEET.format(
        title=f"Cameras, {datetime.now():%Y-%m-%d %H:%M}",
        width=GAP + columns * across,
        height=GAP + math.ceil(len(cameras) / columns) * down,
        tiles="\n".join(tiles),
    )


async def run(args: argparse.Namespace) -> None:
    """Ask every camera, and write the sheet."""
    async with Console.from_env() as console:
        cameras = await console.protect.cameras.list()
        # all at once: the client itself sees to it that the console is not asked too often
        pictures = await asyncio.gather(*(take(console.protect, camera, args.high_quality) for camera in cameras))
    columns = args.columns or max(1, math.ceil(math.sqrt(len(cameras))))
    await asyncio.to_thread(args.output.write_text, make_sheet(cameras, pictures, columns), encoding="utf-8")
    taken = sum(picture is not None for picture in pictures)
    print(f"{taken} of {len(cameras)} cameras, in {args.output}")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Put a picture of every camera on one contact sheet.")
    parser.add_argument("--output", type=Path, default=Path("wall.svg"))
    parser.add_argument("--columns", type=int, choices=range(1, 33), metavar="1-32", help="a square when left out")
    parser.add_argument("--high-quality", action="store_true", help="ask for full HD; the sheet grows with it")
    try:
        asyncio.run(run(parser.parse_args()))
    except (UniFiError, OSError) as error:
        print(f"snapshot_wall: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Take a picture with every camera, and put them on one page that any browser shows.

The page is a single HTML file with the pictures in it: nothing is loaded from elsewhere, so it can be sent and kept. Cameras
that can't be reached have a place on it too.

    python examples/snapshot_wall.py                                        wall.html
    python examples/snapshot_wall.py --output /var/www/wall.html --high-quality

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import html
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from unifi_sdk import Console, DeviceUnavailableError, NotFoundError, ProtectClient, UniFiError
from unifi_sdk.protect import Picture
from unifi_sdk.protect.models import Camera

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ background: #111; color: #eee; font: 16px sans-serif; margin: 1rem; }}
main {{ display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); }}
figure {{ margin: 0; }}
img, .missing {{ aspect-ratio: 16 / 9; display: block; object-fit: cover; width: 100%; }}
.missing {{ align-content: center; background: #333; text-align: center; }}
</style>
</head>
<body>
<h1>{title}</h1>
<main>
{tiles}
</main>
</body>
</html>
"""


async def take(protect: ProtectClient, camera: Camera, high_quality: bool) -> Picture | None:
    """What a camera sees; None when it can't be reached or has just been removed."""
    if not camera.is_connected:
        return None
    try:
        return await protect.cameras.snapshot(camera.id, high_quality=high_quality or None)
    except (DeviceUnavailableError, NotFoundError):
        return None


def tile(camera: Camera, picture: Picture | None) -> str:
    """A camera's place on the page; its name may hold anything, so it is escaped."""
    name = html.escape(camera.name or camera.id)
    if picture is None:
        shown = f'<div class="missing">{html.escape((camera.state or "unknown").lower())}</div>'
    else:
        data = base64.b64encode(picture.content).decode()
        shown = f'<img alt="{name}" src="data:{html.escape(picture.content_type)};base64,{data}">'
    return f"<figure>{shown}<figcaption>{name}</figcaption></figure>"


def make_page(cameras: Sequence[Camera], pictures: Sequence[Picture | None]) -> str:
    """The whole page."""
    tiles = "\n".join(map(tile, cameras, pictures))
    return PAGE.format(title=f"Cameras, {datetime.now():%Y-%m-%d %H:%M}", tiles=tiles)


async def run(args: argparse.Namespace) -> None:
    """Ask every camera, and write the page."""
    async with Console.from_env() as console:
        cameras = await console.protect.cameras.list()
        # all at once: the client itself sees to it that the console is not asked too often
        pictures = await asyncio.gather(*(take(console.protect, camera, args.high_quality) for camera in cameras))
    await asyncio.to_thread(args.output.write_text, make_page(cameras, pictures), encoding="utf-8")
    taken = sum(picture is not None for picture in pictures)
    print(f"{taken} of {len(cameras)} cameras, in {args.output}")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Put a picture of every camera on one page.")
    parser.add_argument("--output", type=Path, default=Path("wall.html"))
    parser.add_argument("--high-quality", action="store_true", help="ask for full HD; the page grows with it")
    try:
        asyncio.run(run(parser.parse_args()))
    except (UniFiError, OSError) as error:
        print(f"snapshot_wall: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

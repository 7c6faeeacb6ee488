"""Save the video of an evening from an old Cloud Key, hour by hour; run it again after an interruption to get the rest.

A file appears only when it is whole, so that what is there is not asked for again. An evening that goes past midnight ends
on the next day. Times are those of this machine's time zone; the names of the files are in UTC.

    python examples/export_evening.py                                       yesterday from 18 to 23 o'clock
    python examples/export_evening.py --camera "Car Gate" --date 2026-11-19 --start 20:00 --end 02:00 --output video

The environment names the console and the user, see `Console.from_env`; `unifi demo --keep-running` prints one to try this
with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from unifi_sdk import ConfigurationError, Console, NotFoundError, UniFiError
from unifi_sdk.protect import VideoChunk
from unifi_sdk.protect.models import LegacyCamera


def evening(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """The evening of a day as two moments.

    Raises:
        ConfigurationError: it is not over yet, so its last file would not be whole.
    """
    last_day = day if end > start else day + timedelta(days=1)
    begins, ends = datetime.combine(day, start).astimezone(), datetime.combine(last_day, end).astimezone()
    if ends > datetime.now(UTC):
        raise ConfigurationError(f"this evening is over at {ends:%Y-%m-%d %H:%M}: come back then")
    return begins, ends


def choose(cameras: Iterable[LegacyCamera], name: str) -> LegacyCamera:
    """The camera with a name."""
    known = list(cameras)
    for camera in known:
        if camera.name == name:
            return camera
    raise NotFoundError(f"no camera is called {name!r}; there are {', '.join(repr(each.name) for each in known)}")


def path_of(folder: Path, camera: LegacyCamera, chunk: VideoChunk) -> Path:
    """Where a chunk is kept; the name tells camera, start and end, so that a shorter one is not taken for it."""
    return folder / f"{camera.mac or camera.id}-{chunk.name}"


def show_progress(name: str, size: int) -> None:
    """Show how far a file is, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r{name}: {size / 1e6:.1f} MB", end="", file=sys.stderr, flush=True)


def end_progress() -> None:
    """Take the line away again."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


async def run(args: argparse.Namespace) -> None:
    """Save the chunks that are missing, one after the other: an old Cloud Key does no more."""
    start, end = evening(args.date, args.start, args.end)
    await asyncio.to_thread(args.output.mkdir, parents=True, exist_ok=True)
    async with Console.from_env() as console:
        cameras = console.legacy_protect.cameras
        camera = choose(await cameras.list(), args.camera)
        export = cameras.export(camera.id, start, end)
        for number, chunk in enumerate(export.chunks, 1):
            path = path_of(args.output, camera, chunk)
            place = f"{number} of {len(export.chunks)}: {path.name}"
            if await asyncio.to_thread(path.exists):
                print(f"{place} is there already", flush=True)
                continue
            try:
                size = await export.save(chunk, path, progress=partial(show_progress, place))
            finally:
                end_progress()
            print(f"{place}, {size} bytes" if size else f"{place}: nothing was recorded", flush=True)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    yesterday = date.today() - timedelta(days=1)
    parser = argparse.ArgumentParser(description="Save the video of an evening.")
    parser.add_argument("--camera", default="Front Door", help="its name")
    parser.add_argument(
        "--date", type=date.fromisoformat, default=yesterday, help="YYYY-MM-DD; yesterday when left out"
    )
    parser.add_argument("--start", type=time.fromisoformat, default=time(18), help="HH:MM")
    parser.add_argument("--end", type=time.fromisoformat, default=time(23), help="HH:MM")
    parser.add_argument("--output", type=Path, default=Path("evening"), help="the folder")
    try:
        asyncio.run(run(parser.parse_args()))
    except (UniFiError, OSError) as error:
        print(f"export_evening: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

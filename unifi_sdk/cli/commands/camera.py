"""`unifi camera`: cameras, what they see, and what an old Cloud Key has recorded."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, TypeVar

from cyclopts import App, Parameter

from unifi_sdk import ConfigurationError
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.files import check_target, write_whole
from unifi_sdk.cli.moments import parse_moment
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import ListOptions, Options, whole
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import show_list
from unifi_sdk.console import Console
from unifi_sdk.protect import VideoExport
from unifi_sdk.protect.models import Camera, LegacyCamera, Picture

__all__ = ["app"]

T = TypeVar("T", Camera, LegacyCamera)

app = App(name="camera", version_flags=())

_COLUMNS: Final = ("id", "name", "state", "type", "mac")
_FULL_HD: Final = 1920
_STANDARD_OUTPUT: Final = Path("-")


@app.command(name="list")
async def list_cameras(*, options: ListOptions = ListOptions()) -> Exit:
    """List cameras; over port 7443 when there is no API key, but a user of an old Cloud Key."""
    async with connect(options, "protect", "legacy") as console:
        if _is_legacy(console):
            return await show_list(options, console.legacy_protect.cameras.list(), _COLUMNS, "cameras")
        return await show_list(options, console.protect.cameras.list(), _COLUMNS, "cameras")


@app.command
async def snapshot(
    camera: str,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"], allow_leading_hyphen=True)],
    high_quality: bool = False,
    options: Options = Options(),
) -> Exit:
    """Write what a camera sees at this moment to a file.

    Args:
        camera: Its id or its exact name.
        output: The file, which appears only when it is whole; - for standard output, where that is a pipe.
        high_quality: 1920 by 1080 pixels or more, from a camera that can.
    """
    await asyncio.to_thread(_check_output, output)
    async with connect(options, "protect", "legacy") as console:
        found, picture = await _take(console, camera, high_quality)
    if output == _STANDARD_OUTPUT:
        sys.stdout.buffer.write(picture.content)
        sys.stdout.buffer.flush()
        return Exit.OK
    await asyncio.to_thread(write_whole, output, picture.content)
    about: dict[str, Data] = {"ok": True, "kind": "snapshot", "id": found.id, "name": found.name}
    size = len(picture.content)
    options.output.document({**about, "file": str(output), "bytes": size, "content_type": picture.content_type})
    return Exit.OK


@app.command
async def export(
    camera: str,
    /,
    *,
    begin: Annotated[str, Parameter(name="--from")],
    until: str,
    output_dir: Path,
    channel: Annotated[int | None, whole(0)] = None,
    options: Options = Options(),
) -> Exit:
    """Save video of an old Cloud Key, port 7443, in a file for each hour; run it again to get what is missing.

    Times such as 2026-11-20T14:00 are by the clock of this machine, unless they say a zone; names of files are in UTC.

    Args:
        camera: Its id or its exact name.
        begin: The first moment.
        until: The moment after the last; it must have passed.
        output_dir: The folder, which is made when it is missing.
        channel: The camera's stream, from 0; the best one when left out.
    """
    start, end = _range(begin, until)
    async with connect(options, "legacy") as console:
        cameras = console.legacy_protect.cameras
        found = _find(camera, await cameras.list())
        exporting = cameras.export(found.id, start, end, channel=channel)
        await asyncio.to_thread(output_dir.mkdir, parents=True, exist_ok=True)
        files = await _save(options, exporting, output_dir, _prefix(found, channel))
    written = sum(file["state"] != "empty" for file in files)
    options.output.document(
        {"ok": True, "kind": "export", "id": found.id, "name": found.name, "files": list(files), "count": written}
        if options.for_programs
        else {"folder": str(output_dir), **{str(file["file"]): _in_words(file) for file in files}},
        title=found.name or found.id,
    )
    return Exit.OK if written else Exit.EMPTY


async def _take(console: Console, camera: str, high_quality: bool) -> tuple[Camera | LegacyCamera, Picture]:
    if _is_legacy(console):
        old = console.legacy_protect.cameras
        found = _find(camera, await old.list())
        return found, await old.snapshot(found.id, width=_FULL_HD if high_quality else None)
    cameras = console.protect.cameras
    here = _find(camera, await cameras.list())
    return here, await cameras.snapshot(here.id, high_quality=high_quality or None)


async def _save(options: Options, export: VideoExport, folder: Path, prefix: str) -> list[dict[str, Data]]:
    """Save the chunks that are missing, one after the other: an old Cloud Key does no more."""
    files: list[dict[str, Data]] = []
    with options.output.progress("video") as advance:
        advance(0, len(export.chunks))
        for number, chunk in enumerate(export.chunks, 1):
            path = folder / f"{prefix}-{chunk.name}"
            state = "kept" if await asyncio.to_thread(path.exists) else "saved"
            if state == "saved":
                size = await export.save(chunk, path)
                state = state if size else "empty"
            else:
                size = (await asyncio.to_thread(path.stat)).st_size
            files.append({"file": path.name, "state": state, "bytes": size})
            advance(number, len(export.chunks))
    return files


def _in_words(file: dict[str, Data]) -> str:
    words = {"kept": "was there already", "empty": "nothing was recorded"}
    return words.get(str(file["state"]), f"{file['bytes']:,} bytes")


def _find(text: str, cameras: Sequence[T]) -> T:
    return find_named(text, cameras, lambda camera: camera.id, lambda camera: (camera.name,), "camera")


def _prefix(camera: LegacyCamera, channel: int | None) -> str:
    """What tells the files of a camera and stream from others."""
    name = "".join(character for character in camera.mac or camera.id if character.isalnum())
    return name if channel is None else f"{name}-{channel}"


def _is_legacy(console: Console) -> bool:
    """Whether there is a user of an old Cloud Key only."""
    try:
        _ = console.protect
    except ConfigurationError:
        return True
    return False


def _check_output(path: Path) -> None:
    if path != _STANDARD_OUTPUT:
        check_target(path)
    elif sys.stdout.isatty():
        raise _usage("a terminal can't show a picture", "name a file, or send the output into a pipe")


def _range(begin: str, until: str) -> tuple[datetime, datetime]:
    start, end = parse_moment(begin, "--from"), parse_moment(until, "--until")
    if end > datetime.now(UTC):
        raise _usage("--until has not passed: its last file would not be whole", "come back then, or end it earlier")
    if end <= start:
        raise _usage("--until is not after --from", "name a later moment")
    return start, end


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

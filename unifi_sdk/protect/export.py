"""Video of an old Cloud Key, read piece by piece and never held whole.

A console may crash over a long export, so that a range is asked for in chunks that end at full hours. Each chunk is a file of
its own (MP4); they can't simply be joined into one.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import attrs

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods, checked
from unifi_sdk._core.check import aware, not_empty, positive_seconds
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    ConnectionFailedError,
    RequestTimeoutError,
)

__all__ = ["VideoChunk", "VideoExport", "video_chunks"]

T = TypeVar("T")

FIRST_BYTE_SECONDS: Final = 300.0
_HOUR: Final = timedelta(hours=1)
_MILLISECOND: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SMALLEST_CLIP: Final = 300
_ATTEMPTS: Final = 3
_WRITE_AT_ONCE: Final = 1024 * 1024
_VIDEO: Final = ("video/", "application/octet-stream")
_NO_FOOTAGE: Final = "no files found"
_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9_-]")
_numbers: Final = itertools.count()


@attrs.frozen
class VideoChunk:
    """A part of a range, at most an hour.

    Args:
        start: Its first moment.
        end: Its last moment; the next chunk begins a millisecond later.
        camera_id: Whose video.
    """

    start: datetime
    end: datetime
    camera_id: str = ""

    @property
    def name(self) -> str:
        """A name for its file, which sorts by time and tells a chunk from a shorter one and from another camera's; in UTC.

        ``20261120T170000.000Z-20261120T175959.999Z-5f0c9a1b7e3d2400a1b2c3d4.mp4``
        """
        camera = _NOT_IN_A_NAME.sub("_", self.camera_id)
        return "-".join(filter(None, (_stamp(self.start), _stamp(self.end), camera))) + ".mp4"


@checked
def video_chunks(start: datetime, end: datetime, camera_id: str = "") -> Iterator[VideoChunk]:
    """The chunks of a range: they end at full hours, a millisecond before the next one begins.

    Args:
        start: The first moment, aware; consoles count in milliseconds, so that what is finer is cut off.
        end: The moment after the last, likewise.
        camera_id: Whose video, for the names of the files.

    Raises:
        ConfigurationError: a time has no time zone, or the end is not at least a millisecond after the start.
    """
    aware(start=start, end=end)
    start, end = _whole_milliseconds(start), _whole_milliseconds(end)
    if end <= start:
        raise ConfigurationError("end must be after start")
    return _chunks(start, end, camera_id)


@check_methods
class VideoExport:
    """A range of one camera's video; made by `LegacyCameras.export`.

    ::

        export = protect.cameras.export(camera.id, start, end)
        for chunk in export.chunks:
            await export.save(chunk, folder / chunk.name)

    Args:
        app: What performs operations.
        renew: Logs in again.
        camera_id: Whose video.
        start: The first moment, aware.
        end: The moment after the last, aware.
        channel: The camera's stream, from 0; the best one when left out.
        first_byte_seconds: How long the console may take to put a chunk together before its first byte comes.
    """

    def __init__(
        self,
        app: Application,
        renew: Callable[[], Awaitable[object]],
        camera_id: str,
        start: datetime,
        end: datetime,
        channel: int | None = None,
        first_byte_seconds: float = FIRST_BYTE_SECONDS,
    ) -> None:
        not_empty(camera_id=camera_id)
        positive_seconds(first_byte_seconds=first_byte_seconds)
        self.chunks = tuple(video_chunks(start, end, camera_id))
        """What to read, in order; a broken export goes on with the chunks that are missing."""
        self._app = app
        self._renew = renew
        self._camera_id = camera_id
        self._channel = channel
        self._first_byte_seconds = first_byte_seconds

    async def read(self, chunk: VideoChunk) -> AsyncGenerator[bytes, None]:
        """One chunk, piece by piece; MP4. A piece is at most 64 KiB; there is none when the camera has no video of that time.

        Raises:
            AuthenticationError: the login was refused.
            ConnectionFailedError: the connection was lost; begin the chunk anew.
            RequestTimeoutError: the first byte, or another one, did not come in its time.
            ServerError: the console failed at each attempt.
        """
        query: dict[str, str | int | None] = {
            "camera": self._camera_id,
            "start": _milliseconds(chunk.start),
            "end": _milliseconds(chunk.end),
            "channel": self._channel,
        }
        download = self._app.download(
            "GET /video/export",
            content_type=_VIDEO,
            query=query,
            is_nothing=_says_no_footage,
            first_byte_seconds=self._first_byte_seconds,
        )
        async with aclosing(download) as pieces:
            async for piece in pieces:
                yield piece

    async def save(
        self, chunk: VideoChunk, path: str | os.PathLike[str], *, progress: Callable[[int], None] | None = None
    ) -> int:
        """Write one chunk to a file, which appears only when it is whole; a lost connection is tried twice more.

        Args:
            chunk: One of `chunks`.
            path: Where to; a file that is there already is replaced.
            progress: Is told how many bytes have been written so far; starts anew with each attempt.

        Returns:
            The size in bytes; 0, and no file, when the camera has no video of that time.

        Raises:
            AuthenticationError: the login was refused.
            ConnectionFailedError: the connection was lost each time.
            RequestTimeoutError: nothing came in time, each time.
            ServerError: the console failed each time, for another reason than that it has no video.
            OSError: the file can't be written.
        """
        target = Path(path)
        partial = target.with_name(f".{target.name}.{os.getpid()}-{next(_numbers)}.part")
        try:
            size = await self._save_patiently(chunk, partial, progress)
            if size < _SMALLEST_CLIP:
                return 0
            await asyncio.to_thread(partial.replace, target)
            return size
        finally:
            with contextlib.suppress(OSError):
                await _surely(lambda: partial.unlink(missing_ok=True))

    async def _save_patiently(self, chunk: VideoChunk, path: Path, progress: Callable[[int], None] | None) -> int:
        attempt = 1
        while True:
            try:
                return await self._save_once(chunk, path, progress)
            except AuthenticationError:
                if attempt > 1:
                    raise
                await self._renew()
            except (ConnectionFailedError, RequestTimeoutError):
                if attempt == _ATTEMPTS:
                    raise
            attempt += 1

    async def _save_once(self, chunk: VideoChunk, path: Path, progress: Callable[[int], None] | None) -> int:
        size = 0
        held = bytearray()
        async with _opened(path) as file, aclosing(self.read(chunk)) as pieces:
            async for piece in pieces:
                held += piece
                if len(held) >= _WRITE_AT_ONCE:
                    await asyncio.to_thread(file.write, bytes(held))
                    size += len(held)
                    held.clear()
                    if progress is not None:
                        progress(size)
            await asyncio.to_thread(file.write, bytes(held))
        size += len(held)
        if progress is not None:
            progress(size)
        return size


@asynccontextmanager
async def _opened(path: Path) -> AsyncGenerator[BinaryIO, None]:
    """A new file, which is closed whatever happens while it is being opened, used or closed."""
    opening: asyncio.Future[BinaryIO] = _in_thread(lambda: path.open("wb"))
    try:
        yield await _seen_through(opening)
    finally:
        if opening.exception() is None:
            await _surely(opening.result().close)


async def _surely(clean_up: Callable[[], None]) -> None:
    """Call something in a thread, and see it done even when cancelled."""
    await _seen_through(_in_thread(clean_up))


def _in_thread(function: Callable[[], T]) -> asyncio.Future[T]:
    """Unlike a task it is not cancelled when a program that ends cancels all tasks at once."""
    return asyncio.get_running_loop().run_in_executor(None, function)


async def _seen_through(work: asyncio.Future[T]) -> T:
    """Wait until something is done, however often whoever waits is cancelled; that comes out afterwards."""
    cancelled: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return work.result()


def _says_no_footage(error: ApiError) -> bool:
    """What a console without a file of that time says, with status 500."""
    return _NO_FOOTAGE in str(error).lower()


def _chunks(start: datetime, end: datetime, camera_id: str) -> Iterator[VideoChunk]:
    while start < end:
        following = min(end, start.replace(minute=0, second=0, microsecond=0) + _HOUR)
        yield VideoChunk(start, following - _MILLISECOND, camera_id)
        start = following


def _whole_milliseconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


def _stamp(moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%S}.{moment.microsecond // 1000:03}Z"


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND

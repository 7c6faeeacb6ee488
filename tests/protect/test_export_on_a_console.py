"""Video of a simulated old console: in hours, piece by piece, whole or not at all."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from aiohttp import web

from tests.support.memory import traced
from tests.support.streams import eventually
from unifi_sdk import (
    AuthenticationError,
    ConnectionFailedError,
    LegacyProtectClient,
    NotFoundError,
    Pinned,
    RequestTimeoutError,
    ServerError,
    UnexpectedContentError,
)
from unifi_sdk.protect import VideoExport
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras
from unifi_sdk.simulator.protect.legacy_media import movie

CAMERA = sample_cameras()[0].id
HALF_PAST_FOUR = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)
QUARTER_PAST_SEVEN = datetime(2025, 12, 31, 19, 15, tzinfo=UTC)
EXPORT = "GET /api/video/export"
MIB = 1024 * 1024


@pytest.fixture
def export(legacy: LegacyProtectClient) -> VideoExport:
    return legacy.cameras.export(CAMERA, HALF_PAST_FOUR, QUARTER_PAST_SEVEN)


def clip(console: SimulatedConsole, start: datetime, seconds: float) -> bytes:
    """What the console has of a time."""
    return b"".join(movie(console.protect.cameras[CAMERA], round(start.timestamp() * 1000), seconds))


def sends(count: int, length: int | None, then: Callable[[web.Request], Awaitable[None]] | None = None) -> Fault:
    """A clip of so many bytes, which announces a length or none, and what happens at its end."""

    async def act(request: web.Request, handler: object) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "video/mp4"})
        response.content_length = length
        await response.prepare(request)
        block = b"x" * 65536
        for offset in range(0, count, len(block)):
            await response.write(block[: min(len(block), count - offset)])
        if then is not None:
            await then(request)
        return response

    return Fault(f"sends({count} of {length})", act)


async def hang_up(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.close()


CUTS = [
    pytest.param(sends(50_000, 100_000, hang_up), id="announced"),
    pytest.param(sends(50_000, None, hang_up), id="in chunks"),
    pytest.param(Fault.drop(), id="before the answer"),
]


async def test_a_range_is_asked_for_in_hours_that_end_a_millisecond_early(export, console, tmp_path):
    for chunk in export.chunks:
        await export.save(chunk, tmp_path / chunk.name)
    asked = [(each.start, each.end) for each in console.legacy.exports]
    start, hour = round(HALF_PAST_FOUR.timestamp() * 1000), 3_600_000
    assert asked == [
        (start, start + hour // 2 - 1),
        (start + hour // 2, start + hour * 3 // 2 - 1),
        (start + hour * 3 // 2, start + hour * 5 // 2 - 1),
        (start + hour * 5 // 2, start + hour * 11 // 4 - 1),
    ]
    assert console.legacy.crashes == 0
    assert {each.camera for each in console.legacy.exports} == {CAMERA}


async def test_each_file_is_what_the_console_has_and_is_named_by_its_time(export, console, tmp_path):
    sizes = [await export.save(chunk, tmp_path / chunk.name) for chunk in export.chunks]
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [
        f"20251231T{first}.000Z-20251231T{last}.999Z-{CAMERA}.mp4"
        for first, last in (("163000", "165959"), ("170000", "175959"), ("180000", "185959"), ("190000", "191459"))
    ]
    assert files[0].read_bytes() == clip(console, HALF_PAST_FOUR, 1800)
    assert [file.stat().st_size for file in files] == sizes


async def test_a_channel_is_asked_for(legacy, console, tmp_path):
    export = legacy.cameras.export(CAMERA, HALF_PAST_FOUR, HALF_PAST_FOUR + timedelta(seconds=1), channel=2)
    await export.save(export.chunks[0], tmp_path / "clip.mp4")
    assert [each.channel for each in console.legacy.exports] == [2]


@pytest.mark.parametrize("cut", CUTS)
async def test_a_clip_that_is_cut_is_asked_for_again_and_complete(export, console, tmp_path, cut):
    console.faults.add(cut, EXPORT)
    target, told = tmp_path / "clip.mp4", []
    size = await export.save(export.chunks[0], target, progress=told.append)
    assert target.read_bytes() == clip(console, HALF_PAST_FOUR, 1800)
    assert told[-1] == size == target.stat().st_size
    assert list(tmp_path.iterdir()) == [target]
    assert len(console.faults.fired) == 1


@pytest.mark.parametrize("cut", CUTS)
async def test_a_clip_that_is_cut_each_time_leaves_what_was_there(export, console, tmp_path, cut):
    console.faults.add(cut, EXPORT, times=None)
    target = tmp_path / "clip.mp4"
    target.write_bytes(b"older")
    with pytest.raises(ConnectionFailedError):
        await export.save(export.chunks[0], target)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]
    assert len(console.faults.fired) in (3, 6)  # an HTTP library may ask once more on a connection that was kept


async def test_a_broken_export_goes_on_with_the_chunks_that_are_missing(export, console, tmp_path):
    console.faults.add(sends(1000, 2000, hang_up), EXPORT, times=3, skip=2)

    async def save_missing() -> None:
        for chunk in export.chunks:
            if not (tmp_path / chunk.name).exists():
                await export.save(chunk, tmp_path / chunk.name)

    with pytest.raises(ConnectionFailedError):
        await save_missing()
    assert len(list(tmp_path.iterdir())) == 2
    await save_missing()
    assert len(list(tmp_path.iterdir())) == 4
    assert len(console.legacy.exports) == 4


async def test_a_longer_export_into_the_same_folder_takes_no_shorter_chunk_for_its_own(legacy, console, tmp_path):
    for minutes in (50, 110, 110):
        export = legacy.cameras.export(CAMERA, HALF_PAST_FOUR, HALF_PAST_FOUR + timedelta(minutes=minutes))
        for chunk in export.chunks:
            if not (tmp_path / chunk.name).exists():
                await export.save(chunk, tmp_path / chunk.name)
    minutes = [round((each.end + 1 - each.start) / 60_000) for each in console.legacy.exports]
    assert minutes == [30, 20, 60, 20]


async def test_two_who_save_the_same_chunk_do_not_write_into_each_other(export, console, tmp_path):
    target = tmp_path / "clip.mp4"
    await asyncio.gather(*(export.save(export.chunks[0], target) for _ in range(4)))
    assert target.read_bytes() == clip(console, HALF_PAST_FOUR, 1800)
    assert list(tmp_path.iterdir()) == [target]


async def test_a_time_without_video_is_no_file(export, console, tmp_path):
    console.legacy.footage.ranges = []
    assert await export.save(export.chunks[0], tmp_path / "clip.mp4") == 0
    assert list(tmp_path.iterdir()) == []


EMPTY = Fault.status(500, {"error": "No files found matching criteria."})


async def test_an_hour_without_footage_is_empty_and_the_next_ones_are_saved(export, console, tmp_path):
    console.faults.add(EMPTY, EXPORT, skip=1)
    sizes = [await export.save(chunk, tmp_path / chunk.name) for chunk in export.chunks]
    assert [size == 0 for size in sizes] == [False, True, False, False]
    assert len(list(tmp_path.iterdir())) == 3
    assert len(console.legacy.exports) == 3  # the empty hour was asked for once


async def test_an_hour_without_footage_has_no_pieces(export, console):
    console.faults.add(EMPTY, EXPORT)
    assert [piece async for piece in export.read(export.chunks[0])] == []


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_console_that_fails_for_a_moment_is_asked_again(export, console, tmp_path, status):
    console.faults.add(Fault.status(status, {"error": "busy"}), EXPORT)
    assert await export.save(export.chunks[0], tmp_path / "clip.mp4") > 0


async def test_a_console_that_fails_for_another_reason_is_an_error(legacy, console, tmp_path):
    console.faults.add(Fault.status(500, {"error": "ENOSPC"}), EXPORT, times=None)
    export = legacy.cameras.export(CAMERA, HALF_PAST_FOUR, HALF_PAST_FOUR + timedelta(minutes=1))
    with pytest.raises(ServerError):
        await export.save(export.chunks[0], tmp_path / "clip.mp4")
    assert list(tmp_path.iterdir()) == []


async def test_the_first_byte_has_a_time_of_its_own(legacy, console, tmp_path):
    console.faults.add(Fault.delay(20), EXPORT, times=None)
    export = legacy.cameras.export(
        CAMERA, HALF_PAST_FOUR, HALF_PAST_FOUR + timedelta(minutes=1), first_byte_seconds=0.05
    )
    with pytest.raises(RequestTimeoutError):
        async for _ in export.read(export.chunks[0]):
            pass


async def test_a_large_clip_is_never_held_whole(export, console, tmp_path):
    console.faults.add(sends(64 * MIB, 64 * MIB), EXPORT)
    told: list[int] = []
    with traced():
        size = await export.save(export.chunks[0], tmp_path / "clip.mp4", progress=told.append)
        peak = tracemalloc.get_traced_memory()[1]
    assert size == (tmp_path / "clip.mp4").stat().st_size == 64 * MIB
    assert peak < 8 * MIB
    assert told == sorted(told)
    assert len(told) >= 60
    assert told[-1] == size


async def test_a_clip_can_be_read_in_small_pieces(export, console):
    pieces = [piece async for piece in export.read(export.chunks[0])]
    assert b"".join(pieces) == clip(console, HALF_PAST_FOUR, 1800)
    assert max(map(len, pieces)) <= 65536


async def test_a_token_that_has_run_out_is_renewed_once(export, console, tmp_path):
    await export.save(export.chunks[0], tmp_path / "1.mp4")
    console.legacy.revoke_tokens()
    assert await export.save(export.chunks[1], tmp_path / "2.mp4") > 0
    assert console.legacy.logins == 2


async def test_a_password_that_has_changed_is_told_after_one_more_login(export, console, tmp_path):
    await export.save(export.chunks[0], tmp_path / "1.mp4")
    console.legacy.revoke_tokens()
    console.legacy.users[console.username] = "another-fake-password"
    with pytest.raises(AuthenticationError):
        await export.save(export.chunks[1], tmp_path / "2.mp4")
    assert console.legacy.login_attempts == 2
    assert [file.name for file in tmp_path.iterdir()] == ["1.mp4"]


async def test_a_console_that_refuses_every_token_is_not_logged_into_again_and_again(export, console, tmp_path):
    console.faults.add(Fault.status(401, {"error": "Unauthorized"}), EXPORT, times=None)
    with pytest.raises(AuthenticationError):
        await export.save(export.chunks[0], tmp_path / "1.mp4")
    assert console.legacy.login_attempts == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("count", [0, 1000, 3 * MIB])
async def test_cancelling_leaves_no_file_and_no_connection(export, console, tmp_path, count):
    reached, gone = asyncio.Event(), asyncio.Event()

    async def stall(request: web.Request) -> None:
        reached.set()
        await eventually(lambda: request.transport is None or request.transport.is_closing())
        gone.set()

    console.faults.add(sends(count, 9 * MIB, stall), EXPORT)
    saving = asyncio.ensure_future(export.save(export.chunks[0], tmp_path / "clip.mp4"))
    await asyncio.wait_for(reached.wait(), 5)
    await eventually(lambda: len(list(tmp_path.iterdir())) == 1)
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    assert list(tmp_path.iterdir()) == []
    await asyncio.wait_for(gone.wait(), 5)


async def test_cancelling_at_any_moment_leaves_no_file(legacy, export, tmp_path):
    await legacy.login()
    for ticks in range(0, 120, 2):
        saving = asyncio.ensure_future(export.save(export.chunks[0], tmp_path / "clip.mp4"))
        for _ in range(ticks):
            await asyncio.sleep(0)
        saving.cancel()
        await asyncio.wait({saving})
        assert [file for file in tmp_path.iterdir() if file.name != "clip.mp4"] == []


@pytest.fixture
def opened(monkeypatch) -> list[BinaryIO]:
    """The files that an export opens, each of which takes its time."""
    files: list[BinaryIO] = []
    usual = Path.open

    def slowly(self: Path, mode: str = "r") -> BinaryIO:
        file = usual(self, mode)
        if self.suffix == ".part":
            time.sleep(0.002)
            files.append(file)
        return file

    monkeypatch.setattr(Path, "open", slowly)
    return files


@pytest.mark.parametrize("wait", [0, 0.001])
async def test_cancelling_again_while_it_cleans_up_leaves_no_file_and_none_open(legacy, export, tmp_path, opened, wait):
    await legacy.login()
    for ticks in range(1, 60, 4):
        saving = asyncio.ensure_future(export.save(export.chunks[0], tmp_path / "clip.mp4"))
        for _ in range(ticks):
            await asyncio.sleep(0)
        while not saving.done():
            saving.cancel()
            await asyncio.sleep(wait)
        assert [file for file in tmp_path.iterdir() if file.name != "clip.mp4"] == []
    assert opened
    assert all(file.closed for file in opened)


def test_a_program_that_ends_leaves_no_file_open(tmp_path, opened):
    async def program() -> None:
        legacy = LegacyProtectClient("127.0.0.1", username="viewer", password="fake-password", tls=Pinned("00" * 32))
        export = legacy.cameras.export(CAMERA, HALF_PAST_FOUR, QUARTER_PAST_SEVEN)
        background.append(asyncio.ensure_future(export.save(export.chunks[0], tmp_path / "clip.mp4")))
        await asyncio.sleep(0)  # the file is being opened

    background: list[asyncio.Task[int]] = []
    asyncio.run(program())
    assert background[0].cancelled()
    assert [file.closed for file in opened] == [True]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [(Fault.html(), UnexpectedContentError), (Fault.status(404, {"error": "Not Found"}), NotFoundError)],
)
async def test_what_is_no_video_is_no_file(export, console, tmp_path, fault, error):
    console.faults.add(fault, EXPORT)
    with pytest.raises(error):
        await export.save(export.chunks[0], tmp_path / "clip.mp4")
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_is_not_there_is_told_before_anything_is_asked_for(export, console, tmp_path):
    with pytest.raises(FileNotFoundError):
        await export.save(export.chunks[0], Path(tmp_path) / "nowhere" / "clip.mp4")
    assert console.legacy.exports == []


async def test_everything_is_told_at_once(legacy, console):
    bootstrap = await legacy.bootstrap()
    assert [camera.id for camera in bootstrap.cameras] == list(console.protect.cameras)
    assert "fake" not in repr(bootstrap)
    assert next(iter(console.legacy._access_keys)) not in repr(bootstrap)


async def test_the_picture_of_an_event_is_seen(legacy, console):
    event = console.protect.start_event("motion", CAMERA)
    picture = await legacy.cameras.thumbnail(f"e-{event.id}", width=320)
    assert picture.content_type == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")
    assert console.requests[-1].query == [("w", "320")]
    with pytest.raises(NotFoundError):
        await legacy.cameras.thumbnail("e-nothing")

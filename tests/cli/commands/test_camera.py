"""`unifi camera`: pictures and video, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.commands import Unifi
from unifi_sdk.simulator import Fault

EXPORT = ("camera", "export", "Front Door")
NO_KEY = {"UNIFI_API_KEY": ""}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "config")


def recorded_today(unifi: Unifi) -> tuple[str, ...]:
    """A time of two and a half hours of which there is video."""
    now = datetime.now(UTC)
    day = now.timestamp() // 86_400 * 86_400 - 86_400
    unifi.simulated.legacy.footage.ranges = [(day, now.timestamp())]
    at = [datetime.fromtimestamp(day + hours * 3600, UTC).isoformat() for hours in (10.5, 13)]
    return "--from", at[0], "--until", at[1]


async def test_a_list_shows_every_camera(unifi: Unifi):
    ended = await unifi("camera", "list", "--select", "name,state")
    assert (ended.code, ended.json["count"]) == (0, len(unifi.simulated.protect.cameras))
    assert {"name": "Store Room", "state": "DISCONNECTED"} in ended.json["items"]


async def test_without_a_key_the_cameras_of_an_old_cloud_key_are_shown(unifi: Unifi):
    ended = await unifi("camera", "list", **NO_KEY)
    assert (ended.code, ended.json["count"]) == (0, len(unifi.simulated.protect.cameras))
    assert {request.listener for request in unifi.simulated.requests} == {"legacy"}


@pytest.mark.parametrize("environ", [{}, NO_KEY])
async def test_a_picture_is_written_to_a_file(unifi: Unifi, tmp_path: Path, environ: dict[str, str]):
    path = tmp_path / "door.jpg"
    ended = await unifi("camera", "snapshot", "Front Door", "--output", str(path), **environ)
    assert ended.code == 0
    assert (ended.json["name"], ended.json["file"], ended.json["content_type"]) == (
        "Front Door",
        str(path),
        "image/jpeg",
    )
    content = path.read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    assert len(content) == ended.json["bytes"]
    assert names_in(tmp_path) == ["door.jpg"]


async def test_a_camera_is_found_by_its_id(unifi: Unifi, tmp_path: Path):
    camera_id = next(iter(unifi.simulated.protect.cameras))
    ended = await unifi("camera", "snapshot", camera_id, "-o", str(tmp_path / "a.jpg"))
    assert (ended.code, ended.json["id"]) == (0, camera_id)


async def test_a_better_picture_is_asked_for(unifi: Unifi, tmp_path: Path):
    await unifi("camera", "snapshot", "Front Door", "-o", str(tmp_path / "a.jpg"), "--high-quality")
    assert unifi.simulated.requests[-1].query == [("highQuality", "true")]


async def test_a_picture_that_fails_leaves_the_file_of_before(unifi: Unifi, tmp_path: Path):
    path = tmp_path / "door.jpg"
    path.write_bytes(b"older")
    ended = await unifi("camera", "snapshot", "Store Room", "-o", str(path))
    assert (ended.code, ended.error["code"]) == (8, "DEVICE_UNAVAILABLE")
    assert path.read_bytes() == b"older"
    assert names_in(tmp_path) == ["door.jpg"]


@pytest.mark.parametrize("place", ["missing/door.jpg", "."])
async def test_a_file_that_has_no_place_is_a_mistake_before_anything_is_asked(unifi: Unifi, tmp_path: Path, place: str):
    ended = await unifi("camera", "snapshot", "Front Door", "-o", str(tmp_path / place))
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert unifi.simulated.requests == []


async def test_a_terminal_is_spared_the_picture(unifi: Unifi):
    ended = await unifi("camera", "snapshot", "Front Door", "-o", "-", terminal=True)
    assert ended.code == 2
    assert "terminal" in ended.err
    assert unifi.simulated.requests == []


async def test_a_pipe_gets_the_picture_and_nothing_else(unifi: Unifi):
    command = [sys.executable, "-m", "unifi_sdk.cli", "camera", "snapshot", "Front Door", "-o", "-"]
    done = await asyncio.to_thread(subprocess.run, command, env=dict(os.environ), capture_output=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"\xff\xd8\xff")
    assert done.stdout.endswith(b"\xff\xd9")


async def test_a_camera_that_is_not_there_ends_with_5(unifi: Unifi, tmp_path: Path):
    ended = await unifi("camera", "snapshot", "Cellar", "-o", str(tmp_path / "a.jpg"))
    assert (ended.code, ended.error["code"]) == (5, "NOT_FOUND")
    assert names_in(tmp_path) == []


async def test_video_is_saved_hour_by_hour(unifi: Unifi, tmp_path: Path):
    ended = await unifi(*EXPORT, *recorded_today(unifi), "--output-dir", str(tmp_path / "video"))
    assert ended.code == 0
    assert ended.json["count"] == 3
    assert [file["state"] for file in ended.json["files"]] == ["saved"] * 3
    assert [file["file"] for file in ended.json["files"]] == names_in(tmp_path / "video")


async def test_what_is_there_is_not_asked_for_again(unifi: Unifi, tmp_path: Path):
    times = recorded_today(unifi)
    first = await unifi(*EXPORT, *times, "--output-dir", str(tmp_path))
    missing = first.json["files"][1]["file"]
    (tmp_path / missing).unlink()
    asked = len(unifi.simulated.legacy.exports)
    ended = await unifi(*EXPORT, *times, "--output-dir", str(tmp_path))
    assert [file["state"] for file in ended.json["files"]] == ["kept", "saved", "kept"]
    assert len(unifi.simulated.legacy.exports) == asked + 1


async def test_a_time_without_video_ends_with_3_and_no_file(unifi: Unifi, tmp_path: Path):
    times = recorded_today(unifi)
    unifi.simulated.legacy.footage.ranges = []
    ended = await unifi(*EXPORT, *times, "--output-dir", str(tmp_path))
    assert (ended.code, ended.json["count"]) == (3, 0)
    assert names_in(tmp_path) == []


async def test_an_export_that_breaks_keeps_what_is_whole(unifi: Unifi, tmp_path: Path):
    unifi.simulated.faults.add(Fault.drop(), "GET /api/video/export", times=None, skip=1)
    ended = await unifi(*EXPORT, *recorded_today(unifi), "--output-dir", str(tmp_path))
    assert (ended.code, ended.error["code"]) == (8, "CONNECTION_FAILED")
    assert len(names_in(tmp_path)) == 1


async def test_a_person_sees_a_table_of_the_files(unifi: Unifi, tmp_path: Path):
    ended = await unifi(*EXPORT, *recorded_today(unifi), "--output-dir", str(tmp_path), terminal=True)
    assert ended.code == 0
    assert ended.out.count(".mp4") == 3
    assert "bytes" in ended.out


@pytest.mark.parametrize(
    "times",
    [
        ("--from", "2026-01-01T10:00Z", "--until", "2999-01-01"),
        ("--from", "2025-01-02", "--until", "2025-01-01"),
        ("--from", "yesterday", "--until", "2025-01-01"),
    ],
)
async def test_times_that_make_no_range_end_with_2(unifi: Unifi, tmp_path: Path, times: tuple[str, ...]):
    ended = await unifi(*EXPORT, *times, "--output-dir", str(tmp_path / "video"))
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert names_in(tmp_path) == []


async def test_an_export_needs_the_user_of_an_old_cloud_key(unifi: Unifi, tmp_path: Path):
    ended = await unifi(*EXPORT, *recorded_today(unifi), "--output-dir", str(tmp_path), UNIFI_USERNAME="")
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert "UNIFI_USERNAME" in ended.error["remediation"]


async def test_a_wrong_password_ends_with_4(unifi: Unifi, tmp_path: Path):
    times = recorded_today(unifi)
    ended = await unifi(*EXPORT, *times, "--output-dir", str(tmp_path), UNIFI_PASSWORD="fake-and-wrong")
    assert (ended.code, ended.error["code"]) == (4, "AUTH_FAILED")
    assert "fake-and-wrong" not in ended.err


async def test_a_wrong_key_ends_with_4(unifi: Unifi):
    ended = await unifi("camera", "list", UNIFI_API_KEY="fake-and-wrong")
    assert (ended.code, ended.error["code"]) == (4, "AUTH_FAILED")


async def test_a_wrong_pin_ends_with_10(unifi: Unifi):
    ended = await unifi("camera", "list", UNIFI_FINGERPRINTS="0" * 64)
    assert (ended.code, ended.error["code"]) == (10, "CERTIFICATE_MISMATCH")

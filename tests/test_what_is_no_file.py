"""Every operation that answers with bytes, in every application: what is no file is told as what it is."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import attrs
import pytest

from unifi_sdk import (
    AccessClient,
    ApiError,
    LegacyProtectClient,
    NotFoundError,
    Pinned,
    ProtectClient,
    UnexpectedContentError,
)
from unifi_sdk._facts.performed import performed
from unifi_sdk.access.models import LogTopic
from unifi_sdk.protect import VideoExport
from unifi_sdk.simulator import Fault, SimulatedConsole

START: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)


@attrs.frozen
class Consoles:
    """One simulated console, and a client for each of its APIs that give files."""

    console: SimulatedConsole
    access: AccessClient
    protect: ProtectClient
    legacy: LegacyProtectClient

    def export(self) -> VideoExport:
        """An hour of a camera's video."""
        return self.legacy.cameras.export(next(iter(self.console.protect.cameras)), START, START + timedelta(hours=1))


Read: TypeAlias = Callable[[Consoles], Awaitable[object]]


async def video(consoles: Consoles) -> bytes:
    export = consoles.export()
    return b"".join([piece async for piece in export.read(export.chunks[0])])


async def saved_video(consoles: Consoles, folder: Path) -> int:
    export = consoles.export()
    return await export.save(export.chunks[0], folder / "clip.mp4")


FILES: Final[dict[str, tuple[str, str, Read]]] = {
    "GET /v1/cameras/{camera_id}/snapshot": ("image/jpeg", "Protect", lambda on: on.protect.cameras.snapshot("c1")),
    "GET /cameras/{camera_id}/snapshot": ("image/jpeg", "Legacy", lambda on: on.legacy.cameras.snapshot("c1")),
    "GET /thumbnails/{thumbnail_id}": ("image/jpeg", "Legacy", lambda on: on.legacy.cameras.thumbnail("t1")),
    "GET /video/export": ("video/mp4", "Legacy", video),
    "POST /system/logs/export": (
        "text/csv",
        "Access",
        lambda on: on.access.system_logs.export(
            LogTopic.ALL, since=START, until=START + timedelta(days=1), timezone="UTC"
        ),
    ),
    "GET /system/static/{path}": ("image/png", "Access", lambda on: on.access.system_logs.file("/preview/d1.png")),
    "GET /credentials/qr_codes/download/{visitor_id}": (
        "image/png",
        "Access",
        lambda on: on.access.visitors.credentials("v1").qr_code(),
    ),
}
OPERATIONS: Final = list(FILES)
NAMELESS: Final = "application/octet-stream"
TAKES_NAMELESS: Final = [name for name in OPERATIONS if FILES[name][0] != "image/jpeg"]


@pytest.fixture
async def on() -> AsyncIterator[Consoles]:
    async with AsyncExitStack() as stack:
        console = await stack.enter_async_context(SimulatedConsole())
        access = AccessClient(
            console.host,
            token=console.access_token,
            tls=Pinned(console.fingerprint("access")),
            port=console.access_port,
        )
        protect = ProtectClient(console.address, api_key=console.api_key, tls=Pinned(console.fingerprint("unifi")))
        legacy = LegacyProtectClient(
            console.host,
            username=console.username,
            password=console.password,
            tls=Pinned(console.fingerprint("legacy")),
            port=console.legacy_port,
        )
        for client in (access, protect, legacy):
            await stack.enter_async_context(client)
        await legacy.login()
        yield Consoles(console, access, protect, legacy)


async def read(on: Consoles, operation: str, body: bytes, content_type: str = "", status: int = 200) -> object:
    """What an operation gives when these bytes are its answer; of its own media type unless another is said."""
    usual, _, call = FILES[operation]
    on.console.faults.add(Fault.body(body, content_type=content_type or usual, status=status))
    return await call(on)


def test_every_operation_that_reads_bytes_is_looked_at() -> None:
    places = [
        place
        for package in ("unifi_sdk.network", "unifi_sdk.access", "unifi_sdk.protect")
        for place in performed(package)
        if {"read_bytes", "download"}.intersection(place.function.__code__.co_names)
    ]
    assert {place.operation for place in places} == set(OPERATIONS)


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name != "GET /video/export"])
async def test_an_empty_body_is_no_file(on: Consoles, operation: str) -> None:
    with pytest.raises(UnexpectedContentError, match=r"an empty body \(.*\) came in place of a file") as caught:
        await read(on, operation, b"")
    assert (caught.value.operation, caught.value.status) == (operation, 200)


async def test_an_empty_video_is_an_hour_without_footage(on: Consoles, tmp_path: Path) -> None:
    assert await read(on, "GET /video/export", b"") == b""
    on.console.faults.add(Fault.body(b"", content_type="video/mp4"))
    assert await saved_video(on, tmp_path) == 0


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("body", [b'{"id": "secret-content"}', b"[]", b'"secret-content"', b"null"])
async def test_json_is_called_json(on: Consoles, operation: str, body: bytes) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        await read(on, operation, body, "application/json")
    assert "JSON (application/json) that tells of no error came in place of a file" in str(caught.value)
    assert "no JSON" not in str(caught.value)
    assert "secret-content" not in str(caught.value)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_json_with_an_error_is_the_error(on: Consoles, operation: str) -> None:
    with pytest.raises(ApiError, match="not today") as caught:
        await read(on, operation, b'{"error": "not today", "name": "API_ERROR"}', "application/json")
    assert (caught.value.operation, caught.value.status) == (operation, 200)


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if FILES[name][1] == "Access"])
async def test_an_envelope_is_a_refusal_or_no_file(on: Consoles, operation: str) -> None:
    for content_type in ("application/json", ""):
        with pytest.raises(NotFoundError):
            await read(on, operation, b'{"code": "CODE_NOT_EXISTS", "msg": "gone"}', content_type)
        with pytest.raises(UnexpectedContentError, match="tells of no error came in place of a file"):
            await read(on, operation, b'{"code": "SUCCESS", "msg": "success", "data": {}}', content_type)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_web_page_is_told_whatever_it_calls_itself(on: Consoles, operation: str) -> None:
    for content_type in ("text/html", ""):
        with pytest.raises(UnexpectedContentError, match="web page"):
            await read(on, operation, b"\n<!DOCTYPE html><html></html>", content_type)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_json_and_its_errors_are_told_under_the_media_type_of_a_file_too(on: Consoles, operation: str) -> None:
    nameless = [NAMELESS] if operation in TAKES_NAMELESS else []
    for content_type in ("", *nameless):
        with pytest.raises(UnexpectedContentError, match=r"JSON \(.*\) that tells of no error"):
            await read(on, operation, b'{"id": "1"}', content_type)
        with pytest.raises(ApiError, match="not today"):
            await read(on, operation, b'{"error": "not today"}', content_type)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_file_of_another_kind_is_called_by_its_media_type(on: Consoles, operation: str) -> None:
    with pytest.raises(UnexpectedContentError, match="audio/midi came in place of a file of type"):
        await read(on, operation, b"MThd", "audio/midi")


@pytest.mark.parametrize("body", [b'{"error": "not today"}', b"<html></html>", b'{"id": 1}'])
async def test_what_is_no_video_is_not_an_hour_without_footage(on: Consoles, tmp_path: Path, body: bytes) -> None:
    on.console.faults.add(Fault.body(body, content_type="video/mp4"))
    with pytest.raises((ApiError, UnexpectedContentError)):
        await saved_video(on, tmp_path)
    assert os.listdir(tmp_path) == []


async def test_no_footage_told_with_200_is_an_hour_without_footage(on: Consoles, tmp_path: Path) -> None:
    save = partial(saved_video, on, tmp_path)
    for content_type in ("application/json", "video/mp4"):
        on.console.faults.add(Fault.body(b'{"error": "No files found in that time"}', content_type=content_type))
        assert await save() == 0

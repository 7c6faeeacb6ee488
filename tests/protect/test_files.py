"""Files for the displays of doorbells."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole
from unifi_sdk import BadRequestError, ConfigurationError, ProtectClient
from unifi_sdk.protect.models import AssetFile, AssetFileType
from unifi_sdk.retry import Safety

WHOLE = {
    "id": "34225b30-fe6a-41af-9690-29424bd911c2",
    "name": "34225b30-fe6a-41af-9690-29424bd911c2.png",
    "type": "animations",
    "originalName": "wave.gif",
    "path": "/data/animations/34225b30-fe6a-41af-9690-29424bd911c2.png",
    "size": 1024,
}


async def test_the_files_of_a_type_are_listed(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "b.png"}, {"name": "c.png"}])
    files = await api.files.list()
    assert wire.sent[0].line == "GET /v1/files/animations"
    assert [file.name for file in files] == [WHOLE["name"], "b.png", "c.png"]
    assert files[0].type is AssetFileType.ANIMATIONS


async def test_a_type_of_tomorrow_can_be_asked_for(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([])
    assert await api.files.list(AssetFileType("sounds")) == []
    assert wire.sent[0].line == "GET /v1/files/sounds"


def test_every_field_has_its_place() -> None:
    assert_whole(AssetFile, WHOLE)


async def test_a_file_is_sent_as_the_field_file_of_a_form(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE | {"createdAt": "2026-01-01T00:00:00Z"})
    file = await api.files.upload(b"GIF89a\x00\xff", name="wave.gif", content_type="image/gif")
    [request] = wire.requests
    assert wire.sent[0].line == "POST /v1/files/animations"
    assert request.content_type.startswith("multipart/form-data; boundary=")
    assert request.body is not None
    head, _, content = bytes(request.body).partition(b"\r\n\r\n")
    assert b'Content-Disposition: form-data; name="file"; filename="wave.gif"' in head
    assert b"Content-Type: image/gif" in head
    assert content.startswith(b"GIF89a\x00\xff\r\n--")
    assert file.name == WHOLE["name"]


async def test_an_upload_may_take_five_minutes_and_is_never_sent_twice(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    wire.answer(WHOLE)
    await api.files.upload(b"\x89PNG", name="a.png", content_type="image/png")
    assert (wire.requests[0].deadline_seconds, wire.requests[0].safety) == (300, Safety.UNSAFE)


async def test_a_file_that_is_no_good_is_told(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "unsupported", "name": "API_ERROR"}, status=400)
    with pytest.raises(BadRequestError):
        await api.files.upload(b"text", name="a.txt", content_type="text/plain")


async def test_nothing_is_no_file(wire: ProtectRecording, api: ProtectClient) -> None:
    for content, name, content_type, named in (
        (b"", "a.png", "image/png", "content is empty"),
        (b"x", " ", "image/png", "name is empty"),
        (b"x", "a.png", "", "content_type is empty"),
    ):
        with pytest.raises(ConfigurationError, match=named):
            await api.files.upload(content, name=name, content_type=content_type)
    assert wire.sent == []

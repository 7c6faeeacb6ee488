"""Files, lists and text that come through an application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.application import answer, application, sent
from tests.support.models import Thing
from unifi_sdk import (
    ConfigurationError,
    DecodeError,
    NotFoundError,
    Safety,
    ServerError,
    UnexpectedContentError,
)
from unifi_sdk._core.answers import single_page
from unifi_sdk._core.application import Application, FilePart
from unifi_sdk._core.dialect import RawPage, clean_text
from unifi_sdk._core.model import Json
from unifi_sdk._core.transport import Cap
from unifi_sdk.pagination import PageStyle


async def test_a_picture_is_given_as_it_is() -> None:
    app = application(answer(b"\xff\xd8", Content_Type="image/jpeg"))
    response = await app.read_bytes("GET /v1/snapshot", content_type="image/", query={"hd": True})
    assert (response.body, response.content_type) == (b"\xff\xd8", "image/jpeg")
    assert (sent(app)[0].cap, sent(app)[0].target) == (Cap.IMAGE, "/v1/snapshot?hd=true")


@pytest.mark.parametrize("body", [b"{}", b"", b"text"])
async def test_another_thing_than_a_picture_is_unexpected(body: bytes) -> None:
    with pytest.raises(UnexpectedContentError):
        await application(answer(body)).read_bytes("GET /v1/snapshot", content_type="image/")


async def test_a_refused_picture_is_its_refusal() -> None:
    with pytest.raises(NotFoundError):
        await application(answer('{"code": "GONE"}', 404)).read_bytes("GET /v1/snapshot", content_type="image/")
    with pytest.raises(ServerError):
        await application(answer(b"x", 500, Content_Type="image/jpeg")).read_bytes("GET /x", content_type="image/")


@pytest.mark.parametrize("kind", ["image/png", "audio/mpeg"])
async def test_a_file_may_be_of_several_kinds_and_asked_for_with_a_body(kind: str) -> None:
    app = application(answer(b"\x00", Content_Type=kind))
    response = await app.read_bytes(
        "POST /v1/export", content_type=("image/", "audio/"), cap=10, body={"page_size": 5}, safety=Safety.READ
    )
    assert response.body == b"\x00"
    (request,) = sent(app)
    assert (request.body, request.cap, request.safety) == (b'{"pageSize":5}', 10, Safety.READ)


async def test_a_file_of_any_size_comes_in_pieces() -> None:
    app = application(answer(b"0123456789", Content_Type="video/mp4"))
    pieces = [
        piece async for piece in app.download("GET /v1/{id}/video", content_type="video/", query={"n": 1}, id="a")
    ]
    assert pieces == [b"0123", b"4567", b"89"]
    assert sent(app)[0].target == "/v1/a/video?n=1"


async def test_a_download_that_nobody_reads_to_its_end_is_closed() -> None:
    app = application(answer(b"0123456789", Content_Type="video/mp4"))
    pieces = app.download("GET /v1/video", content_type=("image/", "video/"))
    assert await anext(pieces) == b"0123"
    await pieces.aclose()
    transport: Any = app.transport
    assert transport.closed_downloads == 1


async def test_a_download_that_is_refused_or_no_file_gives_no_piece() -> None:
    for response, exception in (
        (answer('{"code": "GONE"}', 404), NotFoundError),
        (answer(b"x", 500, Content_Type="video/mp4"), ServerError),
        (answer(b"<html>", Content_Type="text/html"), UnexpectedContentError),
        (answer(b"{}"), UnexpectedContentError),
    ):
        pieces = application(response).download("GET /v1/video", content_type="video/")
        with pytest.raises(exception):
            await anext(pieces)


async def test_files_are_sent_as_a_form_and_not_shown() -> None:
    app = application(answer('{"id": "1"}'))
    file = FilePart(b"\x89PNG canary", "face.png", "image/png")
    made = await app.upload(
        "POST /v1/things/{thing_id}/image", Thing, {"file": file}, thing_id="a", deadline_seconds=60
    )
    assert made == Thing(id="1")
    (request,) = sent(app)
    assert request.body is not None
    assert request.content_type.startswith("multipart/form-data; boundary=")
    assert b'Content-Disposition: form-data; name="file"; filename="face.png"' in request.body
    assert b"Content-Type: image/png" in request.body
    assert b"\r\n\r\n\x89PNG canary\r\n" in request.body
    assert (request.safety, request.deadline_seconds) == (Safety.UNSAFE, 60)
    assert "canary" not in repr([file, request, request.body])


async def test_the_answer_to_a_form_may_carry_nothing() -> None:
    app = application(answer(b""))
    await app.upload("PUT /v1/image", None, {"file": FilePart(b"", "a", "image/png")})
    assert sent(app)[0].safety is Safety.IDEMPOTENT


# lists


def things(app: Application, read: Callable[[Json], RawPage] | None = None, **options: Any) -> Any:
    return app.pages(
        "GET /v1/sites/{site_id}/things",
        Thing,
        style=options.pop("style", PageStyle.SINGLE),
        read_page=read or single_page(lambda document: document),
        ids={"site_id": "s"},
        **options,
    )


async def test_a_list_that_comes_whole_is_one_page() -> None:
    app = application(answer('[{"id": "1"}, {"id": 2}, {"id": "3"}]'))
    listing = await things(app)
    assert [thing.id for thing in listing] == ["1", "3"]
    assert [bad.error.path for bad in listing.undecodable] == ["$[1].id"]
    assert sent(app)[0].target == "/v1/sites/s/things"


async def test_the_field_that_tells_items_apart_can_be_chosen() -> None:
    pages = [answer('[{"id": "1", "name": "a"}]'), answer('[{"id": "2", "name": "a"}, {"id": "3", "name": "b"}]')]

    def read(document: Json) -> RawPage:
        assert isinstance(document, list)
        return RawPage(document, len(document), 3)

    listing = await things(application(*pages), read, style=PageStyle.OFFSET, page_size=1, key="name")
    assert [thing.id for thing in listing] == ["1", "3"]


async def test_a_list_that_is_asked_for_with_a_body_sends_it_with_each_page() -> None:
    app = application(answer('[{"id": "1"}]'), answer("[]"))

    def read(document: Json) -> RawPage:
        assert isinstance(document, list)
        return RawPage(document, len(document), None)

    await things(app, read, style=PageStyle.NUMBER, page_size=1, body={"topic": "all"}, safety=Safety.READ)
    assert [request.body for request in sent(app)] == [b'{"topic":"all"}'] * 2
    assert {request.safety for request in sent(app)} == {Safety.READ}


async def test_pages_are_asked_for_with_the_query_that_stays_and_the_one_that_moves() -> None:
    app = application(answer('[{"id": "1"}]'), answer("[]"))

    def read(document: Json) -> RawPage:
        assert isinstance(document, list)
        return RawPage(document, len(document), None)

    listing = await things(
        app,
        read,
        style=PageStyle.OFFSET,
        page_size=1,
        page_query=lambda position, size: {"offset": position, "limit": size},
        query={"filter": "x", "none": None},
        safety=Safety.READ,
    )
    assert len(listing) == 1
    assert [request.target for request in sent(app)] == [
        "/v1/sites/s/things?filter=x&offset=0&limit=1",
        "/v1/sites/s/things?filter=x&offset=1&limit=1",
    ]


@pytest.mark.parametrize("body", ["{}", '"x"', "5", "null", ""])
async def test_what_is_no_list_is_a_decode_error(body: str) -> None:
    with pytest.raises(DecodeError, match="expected a page of a list at"):
        await things(application(answer(body)))


def test_a_bad_id_of_a_list_is_told_when_the_list_is_made() -> None:
    with pytest.raises(ConfigurationError, match="site_id"):
        application().pages(
            "GET /v1/sites/{site_id}/things",
            Thing,
            style=PageStyle.SINGLE,
            read_page=single_page(lambda document: document),
            ids={"site_id": "../x"},
        )


# text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("", ""),
        ("  a \t b\r\nc ", "a b c"),
        ("\x1b[31mred\x00", "[31mred"),
        ("a\u2028b\u200bc", "a b c"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("Ж" * 300, "Ж" * 199 + "…"),
        ("\n" * 10_000 + "end", ""),
    ],
)
def test_text_from_the_console_is_one_short_printable_line(text: str, clean: str) -> None:
    assert clean_text(text) == clean

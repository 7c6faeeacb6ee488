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
from unifi_sdk._core.application import Application, single_page
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

"""Going on behind a page: cursors of every kind of list, and what is none."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import settings

from tests.support.paging import Item, ScriptedList, ids, numbered
from unifi_sdk import ConfigurationError
from unifi_sdk.pagination import PageStyle

relaxed = settings(deadline=None, max_examples=80)

PAGED = pytest.mark.parametrize("style", [PageStyle.OFFSET, PageStyle.NUMBER])
ALL = pytest.mark.parametrize("style", list(PageStyle))


async def iterate(things: AsyncIterator[Item]) -> list[str]:
    return [item.id async for item in things]


@PAGED
@pytest.mark.parametrize("stop", [1, 2, 5])
async def test_a_cursor_goes_on_behind_its_page(style: PageStyle, stop: int) -> None:
    source = ScriptedList(numbered(55), style)
    read: list[str] = []
    cursor = None
    async for page in source.paginator().pages():
        read += ids(page.items)
        cursor = page.next_cursor
        stop -= 1
        if not stop:
            break
    assert cursor is not None
    async for page in source.paginator().pages(cursor=cursor):
        read += ids(page.items)
    assert read == numbered(55)
    assert page.next_cursor is None


@PAGED
@pytest.mark.parametrize("size", [1, 3, 7])
async def test_a_cursor_of_smaller_pages_goes_on_behind_its_page(style: PageStyle, size: int) -> None:
    source = ScriptedList(numbered(25), style)
    pages = source.paginator().pages(size=size)
    first = await anext(pages)
    await pages.aclose()
    rest = [item.id async for page in source.paginator().pages(cursor=first.next_cursor) for item in page.items]
    assert ids(first.items) + rest == numbered(25)


async def test_a_cursor_that_counts_pages_takes_no_other_size() -> None:
    source = ScriptedList(numbered(25), PageStyle.NUMBER)
    page = await anext(source.paginator().pages(size=3))
    with pytest.raises(ConfigurationError, match="size must be 3"):
        source.paginator().pages(cursor=page.next_cursor, size=5)


async def test_a_cursor_that_counts_items_takes_any_size() -> None:
    source = ScriptedList(numbered(25))
    first = await anext(source.paginator().pages(size=3))
    second = await anext(source.paginator().pages(cursor=first.next_cursor, size=5))
    assert ids(first.items) + ids(second.items) == numbered(8)


@ALL
async def test_the_last_page_has_no_cursor(style: PageStyle) -> None:
    cursors = [page.next_cursor async for page in ScriptedList(numbered(30), style).paginator().pages()]
    assert cursors[-1] is None
    assert None not in cursors[:-1]


def encoded(document: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "not a cursor",
        "ключ",
        "AAAA",
        encoded(5),
        encoded(None),
        encoded([]),
        encoded("offset"),
        encoded({}),
        encoded({"size": 10}),
        base64.urlsafe_b64encode(b"[" * 50_000).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
@ALL
def test_a_cursor_that_is_none_is_refused_at_once(style: PageStyle, cursor: str) -> None:
    with pytest.raises(ConfigurationError, match="cursor"):
        ScriptedList(numbered(25), style).paginator().pages(cursor=cursor)


async def test_a_cursor_that_names_only_an_offset_is_taken() -> None:
    pages = ScriptedList(numbered(25)).paginator().pages(cursor="eyJvZmZzZXQiOjIwfQ==", size=20)
    assert ids((await anext(pages)).items) == numbered(25)[20:]


@pytest.mark.parametrize("change", [{"offset": -1}, {"offset": 0}, {"offset": True}, {"offset": "10"}, {"size": 5}])
async def test_a_cursor_that_was_tampered_with_is_refused(change: dict[str, object]) -> None:
    source = ScriptedList(numbered(25))
    page = await anext(source.paginator().pages())
    document = json.loads(base64.urlsafe_b64decode(page.next_cursor or ""))
    with pytest.raises(ConfigurationError, match="cursor"):
        source.paginator().pages(cursor=encoded({**document, **change}))


async def test_a_cursor_of_another_list_is_refused() -> None:
    source = ScriptedList(numbered(25))
    page = await anext(source.paginator("site one").pages())
    source.paginator("site one").pages(cursor=page.next_cursor)
    with pytest.raises(ConfigurationError, match="none of this list's"):
        source.paginator("site two").pages(cursor=page.next_cursor)
    with pytest.raises(ConfigurationError, match="none of this list's"):
        ScriptedList(numbered(25), PageStyle.NUMBER).paginator("site one").pages(cursor=page.next_cursor)


@ALL
@pytest.mark.parametrize("size", [0, -1])
def test_a_page_has_at_least_one_item(style: PageStyle, size: int) -> None:
    with pytest.raises(ConfigurationError, match="size must be at least 1"):
        ScriptedList(numbered(5), style).paginator().pages(size=size)


async def test_a_list_that_comes_whole_needs_no_size() -> None:
    source = ScriptedList(numbered(5), PageStyle.SINGLE, page_size=0)
    assert ids(await source.paginator()) == numbered(5)
    assert await source.paginator().first() == Item("id-00000")

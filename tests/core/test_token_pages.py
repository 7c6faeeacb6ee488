"""Lists whose pages name the next one: read to the end, one page after the other, and never for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from unifi_sdk import ConfigurationError, DecodeError, UnexpectedContentError
from unifi_sdk._core import token_pages
from unifi_sdk._core.dialect import RawPage
from unifi_sdk._core.token_pages import TokenPaginator
from unifi_sdk.pagination import PageSource, PageStyle

Pages = dict[str, tuple[list[object], str]]


class Listed:
    """A list of pages by the token that asks for each, and what was asked for."""

    def __init__(self, pages: Pages, identity: str = "GET /v1/things ?") -> None:
        self.asked: list[tuple[str, int]] = []
        self._pages = pages
        self._identity = identity

    async def fetch(self, token: str, size: int) -> RawPage:
        self.asked.append((token, size))
        items, following = self._pages[token]
        return RawPage(list(items), len(items), None, next_token=following)  # type: ignore[arg-type]

    def paginator(self) -> TokenPaginator[object]:
        source = PageSource(
            "GET /v1/things",
            PageStyle.SINGLE,
            500,
            lambda position, size: self.fetch("", size),
            lambda page: (list(page.items), []),
            asyncio.get_running_loop().create_task,
            self._identity,
        )
        return TokenPaginator(source, self.fetch, 500)


THREE: Pages = {"": ([1, 2], "b:+/"), "b:+/": ([3], "c"), "c": ([4, 5], "")}


async def test_everything_comes_in_order_and_each_page_once():
    listed = Listed(THREE)
    assert await listed.paginator() == [1, 2, 3, 4, 5]
    assert listed.asked == [("", 500), ("b:+/", 500), ("c", 500)]
    assert [item async for item in listed.paginator()] == [1, 2, 3, 4, 5]


async def test_leaving_the_loop_asks_for_no_more():
    listed = Listed(THREE)
    async for item in listed.paginator():
        if item == 2:
            break
    assert len(listed.asked) == 1


async def test_the_first_item_takes_one_request_of_one():
    listed = Listed(THREE)
    assert await listed.paginator().first() == 1
    assert listed.asked == [("", 1)]
    assert await Listed({"": ([], "")}).paginator().first() is None


async def test_a_cursor_goes_on_behind_its_page():
    listed = Listed(THREE)
    pages = [page async for page in listed.paginator().pages()]
    assert [page.items for page in pages] == [(1, 2), (3,), (4, 5)]
    assert [page.total for page in pages] == [None, None, None]
    assert pages[-1].next_cursor is None
    rest = [page.items async for page in listed.paginator().pages(cursor=pages[0].next_cursor)]
    assert rest == [(3,), (4, 5)]


async def test_a_window_reads_up_to_its_end():
    listed = Listed(THREE)
    page = await listed.paginator().window(limit=2, offset=1)
    assert page.items == (2, 3)
    assert page.next_cursor is not None
    following = await listed.paginator().window(limit=2, cursor=page.next_cursor)
    assert following.items == (4, 5)
    assert following.next_cursor is None


@pytest.mark.parametrize("size", [0, -1])
async def test_a_page_has_a_size(size: int):
    with pytest.raises(ConfigurationError, match="size must be at least 1"):
        Listed(THREE).paginator().pages(size=size)


async def test_a_size_beyond_the_vendors_is_cut_to_it():
    listed = Listed(THREE)
    async for _ in listed.paginator().pages(size=10_000):
        pass
    assert {size for _, size in listed.asked} == {500}


@pytest.mark.parametrize("cursor", ["", "nonsense", "e30=", "eyJ0b2tlbiI6ICJiIn0="])
async def test_a_cursor_is_of_this_list(cursor: str):
    with pytest.raises(ConfigurationError, match="cursor"):
        Listed(THREE).paginator().pages(cursor=cursor)
    others = [page async for page in Listed(THREE, "GET /v1/others ?").paginator().pages()]
    with pytest.raises(ConfigurationError, match="cursor"):
        Listed(THREE).paginator().pages(cursor=others[0].next_cursor)


@pytest.mark.parametrize("following", ["b", ""])
async def test_a_token_that_was_there_before_ends_in_an_error(following: str):
    circle: Pages = {"": ([1], "b"), "b": ([2], "c"), "c": ([3], following)}
    if following:
        with pytest.raises(DecodeError, match="there before"):
            await Listed(circle).paginator()
    else:
        assert await Listed(circle).paginator() == [1, 2, 3]


async def test_an_empty_page_is_passed_once_and_a_second_ends_the_list():
    gap: Pages = {"": ([1], "b"), "b": ([], "c"), "c": ([2], "d"), "d": ([], "e"), "e": ([], "f"), "f": ([3], "")}
    listed = Listed(gap)
    assert await listed.paginator() == [1, 2]
    assert [token for token, _ in listed.asked] == ["", "b", "c", "d", "e"]


async def test_a_list_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(token_pages, "_MOST_PAGES", 50)

    def endless() -> Iterator[tuple[str, tuple[list[object], str]]]:
        yield "", ([0], "1")
        yield from ((str(number), ([number], str(number + 1))) for number in range(1, 60))

    with pytest.raises(UnexpectedContentError, match="50 pages"):
        await Listed(dict(endless())).paginator()

"""Lists that move while they are read, smaller pages than asked, and consoles that never come to an end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.paging import Item, ScriptedList, ids, numbered, turns
from unifi_sdk import Listing, UnexpectedContentError
from unifi_sdk.pagination import PageStyle

relaxed = settings(deadline=None, max_examples=80)

PAGED = pytest.mark.parametrize("style", [PageStyle.OFFSET, PageStyle.NUMBER])
ALL = pytest.mark.parametrize("style", list(PageStyle))


async def iterate(things: AsyncIterator[Item]) -> list[str]:
    return [item.id async for item in things]


@PAGED
@pytest.mark.parametrize("cap", [1, 3, 7, 9])
async def test_a_console_that_gives_smaller_pages_than_asked_loses_nothing(style: PageStyle, cap: int) -> None:
    source = ScriptedList(numbered(23), style, cap=cap)
    paginator = source.paginator()
    assert ids(await paginator) == numbered(23)
    assert paginator.repeated == 0
    assert len(source.asked) <= -(-23 // cap) + 3


@pytest.mark.parametrize(("cap", "requests"), [(1, 24), (3, 8), (7, 4), (23, 2), (1000, 2)])
async def test_smaller_pages_that_tell_no_total_lose_nothing_where_they_may_have_been_cut_down(
    cap: int, requests: int
) -> None:
    source = ScriptedList(numbered(23), PageStyle.NUMBER, 100, cap, tells_total=False, may_be_capped=True)
    assert ids(await source.paginator()) == numbered(23)
    assert len(source.asked) == requests


@PAGED
async def test_a_cursor_of_a_smaller_page_than_asked_goes_on_behind_it(style: PageStyle) -> None:
    source = ScriptedList(numbered(23), style, cap=4)
    first = await anext(source.paginator().pages())
    rest = [item.id async for page in source.paginator().pages(cursor=first.next_cursor) for item in page.items]
    assert ids(first.items) + rest == numbered(23)


async def test_items_that_come_again_are_dropped_and_counted() -> None:
    source = ScriptedList(numbered(30))
    source.before_page = lambda number: source.ids.insert(0, "new") if number == 1 else None
    paginator = source.paginator()
    assert ids(await paginator) == numbered(30)
    assert (paginator.repeated, paginator.drift, paginator.total) == (1, 1, 31)


async def test_a_whole_page_that_comes_again_because_the_list_grew_ends_nothing() -> None:
    source = ScriptedList(numbered(30))
    source.before_page = lambda number: source.ids.__setitem__(slice(0, 0), numbered(10, 500)) if number == 1 else None
    paginator = source.paginator()
    assert ids(await paginator) == numbered(30)
    assert (paginator.repeated, paginator.drift) == (10, 10)


async def test_a_list_that_shrinks_says_so() -> None:
    source = ScriptedList(numbered(30))
    source.before_page = lambda number: source.ids.__delitem__(slice(0, 2)) if number == 1 else None
    paginator = source.paginator()
    assert ids(await paginator) == numbered(10) + numbered(18, 12)
    assert (paginator.drift, paginator.repeated, paginator.total) == (-2, 0, 28)


@PAGED
@pytest.mark.parametrize("pages", [2, 3, 40])
async def test_a_console_that_sends_the_first_page_again_and_again_is_stopped(style: PageStyle, pages: int) -> None:
    source = ScriptedList(numbered(10 * pages), style, ignores_position=True)
    with pytest.raises(UnexpectedContentError, match=f"10 of {10 * pages} were read") as caught:
        await source.paginator()
    assert caught.value.operation == "GET /v1/things"
    assert len(source.asked) <= 12


@PAGED
async def test_a_console_that_knows_no_pages_and_no_total_sends_everything_at_once(style: PageStyle) -> None:
    source = ScriptedList(numbered(10), style, ignores_position=True, tells_total=False)
    paginator = source.paginator()
    assert ids(await paginator) == numbered(10)
    assert paginator.repeated == 10


@PAGED
async def test_a_list_that_grows_as_fast_as_it_is_read_is_stopped(style: PageStyle) -> None:
    source = ScriptedList(numbered(20), style, delays=lambda position: 0)
    source.before_page = lambda number: source.ids.extend(numbered(10, 100 + number * 10))
    with pytest.raises(UnexpectedContentError, match="10000 pages"):
        async for _ in source.paginator().pages():
            pass
    await turns()
    assert not source.tasks


@PAGED
async def test_a_total_that_runs_ahead_of_the_same_page_is_stopped(style: PageStyle) -> None:
    source = ScriptedList(numbered(10), style, ignores_position=True, total=20)

    def grow(number: int) -> None:
        source.total = 20 + 10 * number

    source.before_page = grow
    with pytest.raises(UnexpectedContentError, match="sends the same items again"):
        await source.paginator()


@PAGED
async def test_a_total_that_is_too_large_ends_with_an_empty_page(style: PageStyle) -> None:
    source = ScriptedList(numbered(25), style, total=400)
    assert ids(await source.paginator()) == numbered(25)
    assert len(source.asked) <= 10


async def test_items_without_an_id_are_all_delivered() -> None:
    assert ids(await ScriptedList([""] * 25).paginator()) == [""] * 25


# properties


@given(
    count=st.integers(0, 60),
    page_size=st.integers(1, 12),
    cap=st.integers(1, 12),
    style=st.sampled_from([PageStyle.OFFSET, PageStyle.NUMBER]),
    tells_total=st.booleans(),
)
@relaxed
def test_a_list_that_stands_still_is_delivered_whole_and_once(
    count: int, page_size: int, cap: int, style: PageStyle, tells_total: bool
) -> None:
    if not tells_total and style is PageStyle.NUMBER and cap < page_size:
        return  # a page smaller than asked, and no total: this is how the last page looks
    source = ScriptedList(numbered(count), style, page_size, cap, tells_total)
    assert ids(asyncio.run(read_all(source))) == numbered(count)


CHANGES = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(["append", "insert", "remove"]), st.integers(0, 30)), max_size=6
)


@given(
    count=st.integers(0, 50),
    page_size=st.integers(2, 9),
    cap=st.integers(2, 9),
    style=st.sampled_from([PageStyle.OFFSET, PageStyle.NUMBER]),
    changes=CHANGES,
)
@relaxed
def test_a_list_that_moves_is_never_doubled_and_loses_only_by_removals(
    count: int, page_size: int, cap: int, style: PageStyle, changes: list[tuple[int, str, int]]
) -> None:
    source = ScriptedList(numbered(count), style, page_size, cap)
    removed = {at for at, change, _ in changes if change == "remove"}

    def move(number: int) -> None:
        for at, change, place in changes:
            if at == number and change == "remove":
                del source.ids[place : place + 1]
            elif at == number:
                source.ids.insert(
                    place if change == "insert" else len(source.ids), f"new-{at}-{place}-{len(source.ids)}"
                )

    source.before_page = move
    try:
        got = ids(asyncio.run(read_all(source)))
    except UnexpectedContentError:
        assert removed  # a page of nothing but repetitions, while the total stood still
        return
    assert len(got) == len(set(got))
    if not removed:
        assert set(numbered(count)) <= set(got)
        assert [item for item in got if item.startswith("id-")] == numbered(count)


async def read_all(source: ScriptedList) -> Listing[Item]:
    listing = await source.paginator()
    await turns()
    assert not source.tasks
    return listing

"""Lists page by page, against a scripted source: nothing lost, nothing doubled, nothing left running."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import settings

from tests.support.paging import Item, ScriptedList, ids, numbered, turns
from unifi_sdk import ConnectionFailedError, Listing, NotFoundError
from unifi_sdk.pagination import PageStyle

relaxed = settings(deadline=None, max_examples=80)

PAGED = pytest.mark.parametrize("style", [PageStyle.OFFSET, PageStyle.NUMBER])
ALL = pytest.mark.parametrize("style", list(PageStyle))


async def iterate(things: AsyncIterator[Item]) -> list[str]:
    return [item.id async for item in things]


# the whole list


@ALL
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20, 95])
async def test_await_gives_everything_in_order(style: PageStyle, count: int) -> None:
    listing = await ScriptedList(numbered(count), style).paginator()
    assert ids(listing) == numbered(count)
    assert isinstance(listing, Listing)
    assert listing.undecodable == ()


@ALL
@pytest.mark.parametrize("count", [0, 1, 10, 11, 95])
async def test_iteration_gives_everything_in_order(style: PageStyle, count: int) -> None:
    assert await iterate(aiter(ScriptedList(numbered(count), style).paginator())) == numbered(count)


@PAGED
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20, 95])
async def test_a_list_whose_total_is_not_told_is_read_to_its_end(style: PageStyle, count: int) -> None:
    source = ScriptedList(numbered(count), style, tells_total=False)
    paginator = source.paginator()
    assert ids(await paginator) == numbered(count)
    assert (paginator.total, paginator.drift, source.most_in_flight) == (None, 0, 1)


@PAGED
@pytest.mark.parametrize(("count", "requests"), [(0, 1), (10, 1), (11, 2), (20, 2), (95, 10)])
async def test_no_request_is_made_that_is_not_needed(style: PageStyle, count: int, requests: int) -> None:
    source = ScriptedList(numbered(count), style)
    await source.paginator()
    assert len(source.asked) == requests


async def test_nothing_is_requested_before_it_is_asked_for() -> None:
    source = ScriptedList(numbered(5))
    paginator = source.paginator()
    paginator.pages()
    await turns()
    assert source.asked == []
    assert paginator.total is None


async def test_each_iteration_starts_from_the_beginning() -> None:
    paginator = ScriptedList([*numbered(12), "bad"]).paginator()
    first, second = await paginator, await paginator
    assert ids(first) == ids(second) == numbered(12)
    assert len(paginator.undecodable) == 1


async def test_two_readers_of_one_paginator_do_not_mix_what_could_not_be_decoded() -> None:
    paginator = ScriptedList(["bad-1", *numbered(30), "bad-2"]).paginator()

    async def read() -> Listing[Item]:
        return await paginator

    for listing in await asyncio.gather(read(), read()):
        assert [bad.raw for bad in listing.undecodable] == ["bad-1", "bad-2"]


# in flight


@PAGED
async def test_four_requests_are_on_their_way_at_once_and_never_more(style: PageStyle) -> None:
    source = ScriptedList(numbered(200), style, delays=lambda position: 8)
    assert ids(await source.paginator()) == numbered(200)
    assert source.most_in_flight == 4


@PAGED
async def test_a_slow_reader_holds_the_console_back(style: PageStyle) -> None:
    source = ScriptedList(numbered(200), style)
    pages = source.paginator().pages()
    await anext(pages)
    await turns(20)
    assert len(source.asked) == 5  # the first, and four ahead
    await pages.aclose()


@PAGED
async def test_pages_that_arrive_out_of_order_are_given_in_order(style: PageStyle) -> None:
    source = ScriptedList(numbered(60), style, delays=lambda position: 20 - position // 3 % 20)
    assert ids(await source.paginator()) == numbered(60)


async def test_the_first_item_takes_one_request_and_no_page() -> None:
    source = ScriptedList(numbered(95))
    first = await source.paginator().first()
    await turns()
    assert first == Item("id-00000")
    assert source.asked == [(0, 1)]


@pytest.mark.parametrize("style", [PageStyle.NUMBER, PageStyle.SINGLE])
async def test_the_first_item_of_other_lists_takes_one_request_too(style: PageStyle) -> None:
    source = ScriptedList(numbered(95), style)
    first = await source.paginator().first()
    await turns()
    assert first == Item("id-00000")
    assert len(source.asked) == 1


@ALL
async def test_an_empty_list_has_no_first_item(style: PageStyle) -> None:
    assert await ScriptedList([], style).paginator().first() is None


@ALL
async def test_the_first_item_is_the_first_that_can_be_decoded(style: PageStyle) -> None:
    assert await ScriptedList(["bad-1", "bad-2", "good"], style, page_size=2).paginator().first() == Item("good")


# leaving early


@PAGED
async def test_leaving_the_loop_cancels_what_is_on_its_way(style: PageStyle) -> None:
    source = ScriptedList(numbered(200), style, delays=lambda position: 50)
    async for _ in source.paginator():
        break
    await turns(5)
    assert not source.tasks
    assert source.in_flight == 0


@PAGED
async def test_leaving_the_pages_cancels_what_is_on_its_way(style: PageStyle) -> None:
    source = ScriptedList(numbered(200), style, delays=lambda position: 50)
    async for _ in source.paginator().pages():
        break
    await turns(5)
    assert not source.tasks


@PAGED
async def test_an_exception_in_the_loop_cancels_what_is_on_its_way(style: PageStyle) -> None:
    source = ScriptedList(numbered(200), style, delays=lambda position: 50)

    async def fail_at_the_first() -> None:
        async for _ in source.paginator():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_at_the_first()
    await turns(5)
    assert not source.tasks


async def test_cancelling_the_reader_cancels_what_is_on_its_way() -> None:
    source = ScriptedList(numbered(200), delays=lambda position: 50)

    async def read() -> None:
        await source.paginator()

    reader = asyncio.create_task(read())
    await turns(60)
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    await turns(5)
    assert not source.tasks


async def test_closing_the_client_meanwhile_is_an_error_and_no_cancellation() -> None:
    source = ScriptedList(numbered(200), delays=lambda position: 50)
    pages = source.paginator().pages()
    await anext(pages)
    for task in source.tasks:
        task.cancel()
    with pytest.raises(ConnectionFailedError, match="GET /v1/things: the client was closed"):
        await anext(pages)


async def test_a_timeout_around_the_loop_is_a_timeout() -> None:
    source = ScriptedList(numbered(200), delays=lambda position: 100_000)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await source.paginator()
    await turns(5)
    assert not source.tasks


# errors


@PAGED
async def test_an_error_of_a_page_on_its_way_comes_behind_the_pages_before_it(style: PageStyle) -> None:
    source = ScriptedList(numbered(60), style)
    source.failures = {3 if style is PageStyle.NUMBER else 20: NotFoundError("gone")}
    read = []

    async def keep_what_comes() -> None:
        async for item in source.paginator():
            read.append(item.id)  # noqa: PERF401 - what was read before the error counts

    with pytest.raises(NotFoundError):
        await keep_what_comes()
    assert read == numbered(20)
    await turns()
    assert not source.tasks


@PAGED
async def test_nobody_hears_of_the_errors_of_pages_that_nobody_waits_for(
    style: PageStyle, caplog: pytest.LogCaptureFixture
) -> None:
    source = ScriptedList(numbered(100), style)
    places = [2, 3, 4, 5] if style is PageStyle.NUMBER else [10, 20, 30, 40]
    source.failures = {place: NotFoundError(str(place)) for place in places}
    with pytest.raises(NotFoundError, match=str(places[0])):
        await source.paginator()
    await turns()
    assert caplog.records == []


async def test_undecodable_items_are_kept_aside_and_counted() -> None:
    source = ScriptedList(["bad-1", *numbered(14), "bad-2", "bad-3"])
    paginator = source.paginator()
    listing = await paginator
    assert ids(listing) == numbered(14)
    assert [bad.raw for bad in listing.undecodable] == ["bad-1", "bad-2", "bad-3"]
    assert paginator.undecodable == list(listing.undecodable)


@PAGED
async def test_pages_that_cannot_be_decoded_at_all_do_not_end_the_list(style: PageStyle) -> None:
    source = ScriptedList([f"bad-{number}" for number in range(30)] + numbered(5), style)
    assert ids(await source.paginator()) == numbered(5)

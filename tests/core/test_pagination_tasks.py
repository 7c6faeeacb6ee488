"""Lists as coroutines: whatever in asyncio takes one takes a list, and each task reads it for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.paging import Item, ScriptedList, ids, numbered
from unifi_sdk import ConfigurationError, Console, Listing, NotFoundError, Paginator, plan
from unifi_sdk.network import ClientFilter
from unifi_sdk.pagination import PageStyle
from unifi_sdk.simulator import SimulatedConsole

ALL = pytest.mark.parametrize("style", list(PageStyle))
PAGED = pytest.mark.parametrize("style", [PageStyle.OFFSET, PageStyle.NUMBER])


async def in_a_group(things: Paginator[Item]) -> Listing[Item]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(things, name="things")
    return task.result()


async def as_a_task(things: Paginator[Item]) -> Listing[Item]:
    task: asyncio.Task[Listing[Item]] = asyncio.create_task(things)
    assert "Paginator" in repr(task)
    return await task


async def gathered(things: Paginator[Item]) -> Listing[Item]:
    return (await asyncio.gather(things))[0]


async def in_a_thread(things: Paginator[Item]) -> Listing[Item]:
    return await asyncio.to_thread(asyncio.run, things)


WAYS: dict[str, Callable[[Paginator[Item]], Awaitable[Any]]] = {
    "TaskGroup": in_a_group,
    "create_task": as_a_task,
    "gather": gathered,
    "ensure_future": asyncio.ensure_future,
    "wait_for": lambda things: asyncio.wait_for(things, 5),
    "shield": asyncio.shield,
    "run": in_a_thread,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@ALL
async def test_asyncio_takes_a_list_for_a_coroutine(way: Callable[[Paginator[Item]], Awaitable[Any]], style: PageStyle):
    listing = await way(ScriptedList(numbered(25), style).paginator())
    assert ids(listing) == numbered(25)
    assert isinstance(listing, Listing)


async def test_several_tasks_of_one_list_each_read_it_from_the_beginning():
    things = ScriptedList(numbered(25)).paginator()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(things) for _ in range(3)]
    assert [ids(task.result()) for task in tasks] == [numbered(25)] * 3
    assert ids(await things) == numbered(25)


async def test_a_task_that_is_cancelled_leaves_nothing_on_its_way():
    source = ScriptedList(numbered(95), delays=lambda position: 1000)
    task = asyncio.create_task(source.paginator())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.in_flight == 0


async def test_a_task_that_is_cancelled_before_it_has_begun_asks_for_nothing():
    source = ScriptedList(numbered(95))
    task = asyncio.create_task(source.paginator())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert source.asked == []


async def test_an_error_of_the_list_is_the_tasks_error():
    source = ScriptedList(numbered(95))
    source.failures[0] = NotFoundError("gone")
    with pytest.raises(NotFoundError, match="gone"):
        await asyncio.create_task(source.paginator())


async def test_a_timeout_ends_a_list_in_a_task():
    source = ScriptedList(numbered(95), delays=lambda position: 10_000)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(source.paginator(), 0.01)
    assert source.in_flight == 0


async def test_a_list_in_a_group_ends_with_the_group():
    source = ScriptedList(numbered(95), delays=lambda position: 10_000)

    async def fail() -> None:
        await asyncio.sleep(0.01)
        raise NotFoundError("other")

    async def read_and_fail() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(source.paginator())
            group.create_task(fail())

    with pytest.raises(ExceptionGroup):
        await read_and_fail()
    assert source.in_flight == 0


async def test_a_list_is_no_write_that_could_be_planned():
    with pytest.raises(ConfigurationError, match="without a write"):
        await plan(ScriptedList(numbered(1)).paginator())


def test_outside_of_a_task_a_list_can_not_be_stepped_through():
    with pytest.raises(RuntimeError):
        ScriptedList(numbered(1)).paginator().send(None)


# how many there are


@PAGED
@pytest.mark.parametrize("count", [0, 1, 10, 95])
async def test_the_total_takes_one_small_page(style: PageStyle, count: int) -> None:
    source = ScriptedList(numbered(count), style)
    things = source.paginator()
    assert await things.count() == count == things.total
    assert [size for _, size in source.asked] == [1]


@PAGED
@pytest.mark.parametrize("count", [0, 1, 10, 95])
async def test_where_no_total_is_told_what_comes_is_counted(style: PageStyle, count: int) -> None:
    assert await ScriptedList(numbered(count), style, tells_total=False).paginator().count() == count


async def test_a_list_that_comes_whole_is_counted() -> None:
    source = ScriptedList([*numbered(7), "bad1"], PageStyle.SINGLE)
    assert await source.paginator().count() == 8
    assert len(source.asked) == 1


async def test_items_that_can_not_be_decoded_count() -> None:
    for tells_total in (True, False):
        assert await ScriptedList([*numbered(30), "bad1"], tells_total=tells_total).paginator().count() == 31


async def test_consoles_are_asked_for_the_total_of_a_filtered_list_by_one_item(
    simulated_console: SimulatedConsole,
) -> None:
    simulated_console.network.add_clients(400)
    async with Console.from_env(simulated_console.environment()) as console:
        site = await console.network.default_site()
        guests = site.clients.list(filter=ClientFilter.access_type.eq("GUEST"))
        lists: list[Paginator[Any]] = [guests, site.clients.list(), console.access.users.list()]
        for each in lists:
            expected = len(await each)
            del simulated_console.requests[:]
            assert await each.count() == expected > 1
            (request,) = simulated_console.requests
            assert {"1"} == {value for name, value in request.query if name in ("limit", "page_size")}


async def test_the_log_and_lists_that_come_whole_are_counted(simulated_console: SimulatedConsole) -> None:
    async with Console.from_env(simulated_console.environment()) as console:
        for door in await console.access.doors.list():
            if door.name == "Main Entrance":
                await console.access.doors.unlock(door.id)
                await console.access.doors.unlock(door.id)
        lists: list[Paginator[Any]] = [
            console.access.system_logs.list(),
            console.access.doors.list(),
            console.protect.cameras.list(),
        ]
        for each in lists:
            assert await each.count() == len(await each) > 0

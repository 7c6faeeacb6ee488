"""Clients and event loops: which may be opened where, and what is said in the wrong one."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, cast

import aiohttp
import pytest

from tests.support.calls import KEY
from unifi_sdk import ConfigurationError, Console, LegacyProtectClient, NetworkClient, Pinned
from unifi_sdk._core.loops import LoopLock
from unifi_sdk.simulator import SimulatedConsole

PIN = Pinned("ab" * 32)
Use = Callable[[Console], Awaitable[object]]


def unopened(session: aiohttp.ClientSession | None = None) -> Console:
    return Console(
        "127.0.0.1:1", api_key=KEY, access_token=KEY, username="u", password="p" * 8, tls=PIN, session=session
    )


async def iterate(console: Console) -> None:
    async for _ in console.network.sites.list():
        raise AssertionError("there is nothing")


async def follow(console: Console) -> None:
    async for _ in console.protect.events():
        raise AssertionError("there is nothing")


async def listen(console: Console) -> None:
    async for _ in console.access.notifications():
        raise AssertionError("there is nothing")


async def mirror(console: Console) -> None:
    async with console.protect.mirror():
        raise AssertionError("there is nothing")


USES: dict[str, Use] = {
    "a call": lambda console: console.network.info.get(),
    "a list": lambda console: console.network.sites.list(),
    "an iteration": iterate,
    "a write": lambda console: console.access.doors.unlock("door-1"),
    "a picture": lambda console: console.protect.cameras.snapshot("camera-1"),
    "a login": lambda console: console.legacy_protect.login(),
    "a stream": follow,
    "notifications": listen,
    "a mirror": mirror,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_console_that_was_left_open_in_a_loop_that_has_ended_says_so(use: Use):
    console = unopened()

    async def later() -> None:
        with pytest.raises(
            ConfigurationError, match=r"opened in an event loop that has ended \(.* closed=True.*asyncio.run"
        ):
            await use(console)
        await console.close()

    asyncio.run(console.__aenter__())
    asyncio.run(later())


@pytest.mark.parametrize("use", USES.values(), ids=USES)
async def test_a_console_that_is_open_in_a_loop_that_still_runs_says_so(use: Use):
    async with unopened() as console:
        with pytest.raises(ConfigurationError, match=r"opened in another event loop, which still runs .*threadsafe"):
            await asyncio.to_thread(asyncio.run, cast("Any", _awaited(use, console)))


@pytest.mark.parametrize("use", USES.values(), ids=USES)
async def test_a_session_of_another_loop_is_told_from_a_client_of_another_loop(use: Use):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(
            ConfigurationError, match="session that the client was given was made in another event loop"
        ):
            await asyncio.to_thread(asyncio.run, cast("Any", _awaited(use, unopened(session))))


async def _awaited(use: Use, console: Console) -> None:
    await use(console)


async def test_a_single_client_says_so_too():
    async with NetworkClient("127.0.0.1:1", api_key=KEY, tls=PIN) as network:
        with pytest.raises(ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, network.info.get())
        with pytest.raises(ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, network.__aenter__())
        with pytest.raises(ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, network.close())


async def test_a_stream_that_goes_on_in_another_loop_says_so():
    async with (
        SimulatedConsole(seed=False) as simulated,
        Console(simulated.address, api_key=simulated.api_key, tls=Pinned(*simulated.fingerprints)) as console,
    ):
        stream = console.protect.events()
        await anext(stream)
        with pytest.raises(ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, cast("Any", stream.__anext__()))
        home = await console.protect.mirror().__aenter__()
        changes = home.__aiter__()
        with pytest.raises(ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, cast("Any", changes.__anext__()))
        with pytest.raises(ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, home.__aexit__(None, None, None))
        await home.__aexit__(None, None, None)


@contextlib.contextmanager
def simulated_elsewhere() -> Iterator[SimulatedConsole]:
    """A console in a thread of its own, which any event loop can call."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    simulated = SimulatedConsole(seed=False)
    try:
        asyncio.run_coroutine_threadsafe(simulated.__aenter__(), loop).result(10)
        yield simulated
    finally:
        asyncio.run_coroutine_threadsafe(simulated.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_console_may_be_opened_in_one_loop_after_the_other():
    async def look(console: Console | LegacyProtectClient) -> None:
        async with console:
            if isinstance(console, Console):
                assert await console.network.sites.list()
                await anext(console.protect.events())
            else:
                await asyncio.gather(*(console.bootstrap() for _ in range(3)))  # of which two wait for the login

    with simulated_elsewhere() as simulated:
        pins = Pinned(*simulated.fingerprints)
        console = Console(simulated.address, api_key=simulated.api_key, tls=pins)
        old = LegacyProtectClient(
            f"127.0.0.1:{simulated.legacy_port}", username=simulated.username, password=simulated.password, tls=pins
        )
        for client in (console, console, old, old):
            asyncio.run(look(client))


def test_one_that_was_left_open_in_a_loop_that_has_ended_can_be_opened_again():
    with simulated_elsewhere() as simulated:
        console = Console(simulated.address, api_key=simulated.api_key, tls=Pinned(*simulated.fingerprints))

        async def look() -> None:
            async with console:
                assert await console.network.sites.list()

        asyncio.run(console.__aenter__())
        asyncio.run(look())


async def test_a_lock_keeps_one_out_while_another_is_in():
    lock, inside = LoopLock(), 0

    async def enter() -> int:
        nonlocal inside
        async with lock:
            inside += 1
            await asyncio.sleep(0)
            seen, inside = inside, inside - 1
            return seen

    assert await asyncio.gather(*(enter() for _ in range(5))) == [1] * 5


def test_a_lock_that_somebody_has_waited_for_serves_in_another_loop():
    lock = LoopLock()

    async def contend() -> None:
        async def enter() -> None:
            async with lock:
                await asyncio.sleep(0)

        await asyncio.gather(enter(), enter())

    asyncio.run(contend())
    asyncio.run(contend())

"""Many consoles in one process: nothing is shared, and nothing is left."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from unifi_sdk.simulator import ManualClock, SimulatedConsole

COUNT = 20
CAMPUS_SECONDS = 1.0


def open_sockets() -> set[str]:
    """The sockets of this process, by their inodes."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(entry)
        except OSError:  # the folder itself, which is closed again
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="sockets are counted in /proc, which Linux has")
async def test_twenty_consoles_start_together_and_leave_nothing_behind():
    await asyncio.to_thread(lambda: None)  # the pool of threads belongs to the loop, whoever uses it
    sockets, threads = open_sockets(), set(threading.enumerate())
    consoles = [SimulatedConsole(clock=ManualClock()) for _ in range(COUNT)]
    await asyncio.gather(*(console.start() for console in consoles))
    ports = {port for one in consoles for port in (one.unifi_port, one.access_port, one.legacy_port)}
    assert len(ports) == 3 * COUNT
    assert len({fingerprint for one in consoles for fingerprint in one.fingerprints}) == 2 * COUNT
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(one.connect()) for one in consoles]
        await asyncio.gather(*(client.network.info.get() for client in clients))
        await asyncio.gather(*(client.access.doors.list() for client in clients))
        assert len(open_sockets()) > len(sockets) + 3 * COUNT
    await asyncio.gather(*(console.stop() for console in consoles))
    assert asyncio.all_tasks() == {asyncio.current_task()}
    for one in consoles:
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(one.host, one.unifi_port)
    await asyncio.sleep(0)
    gc.collect()
    assert open_sockets() <= sockets
    made = set(threading.enumerate()) - threads
    assert {thread.name.partition("_")[0] for thread in made} <= {"asyncio"}


async def test_what_is_written_to_one_console_is_on_no_other():
    async with (
        SimulatedConsole() as one,
        SimulatedConsole() as other,
        one.connect() as first,
        other.connect() as second,
    ):
        (await first.network.default_site(), await second.network.default_site())
        site = await first.network.default_site()
        await site.vouchers.create(name="only here", minutes=60)
        door = next(door for door in await first.access.doors.list() if door.is_bind_hub)
        await first.access.doors.unlock(door.id)
        camera = next(iter(one.protect.devices_of("camera").values()))
        camera.name = "only here"
        theirs = await second.network.default_site()
        assert "only here" not in [voucher.name for voucher in await theirs.vouchers.list()]
        assert other.access.times_opened(door.id) == 0
        assert "only here" not in [each.name for each in await second.protect.cameras.list()]
        assert {request.verb for request in other.requests} == {"GET"}


async def test_consoles_run_side_by_side_on_loops_of_their_own():
    async def visit() -> str:
        async with SimulatedConsole(seed=False) as console, console.connect() as client:
            return str(await client.network.info.get())

    answers = await asyncio.gather(*(asyncio.to_thread(asyncio.run, visit()) for _ in range(4)))
    assert len(set(answers)) == 1


async def test_a_campus_is_started_in_under_a_second():
    async def start() -> float:
        started = time.process_time()  # `python -m benchmarks` tells the time by the clock
        async with SimulatedConsole(estate="campus"):
            return time.process_time() - started

    assert min([await start() for _ in range(3)]) < CAMPUS_SECONDS

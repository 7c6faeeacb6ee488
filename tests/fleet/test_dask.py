"""A fleet on a Dask cluster of two worker processes, against two hundred simulated consoles in processes of their own."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from unifi_sdk import Console, OutcomeUnknownError
from unifi_sdk.fleet import Fleet, Limits
from unifi_sdk.simulator import SimulatedFleet

COUNT = 200


@pytest.fixture(scope="module")
def simulated() -> Iterator[SimulatedFleet]:
    running = SimulatedFleet(COUNT)
    asyncio.run(running.start())
    yield running
    asyncio.run(running.stop())


@pytest.fixture(scope="module")
def cluster(simulated: SimulatedFleet) -> Iterator[LocalCluster]:
    os.environ.update(simulated.environment())  # workers look for secrets in theirs
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", processes=True) as cluster:
        yield cluster
    for name in simulated.environment():
        del os.environ[name]


@pytest.fixture
def client(cluster: LocalCluster) -> Iterator[Client]:
    with Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)
        yield client


async def ask(console: Console) -> str | None:
    site = await console.network.default_site()
    return (await site.clients.list())[0].mac_address


async def make_voucher(console: Console) -> str:
    site = await console.network.default_site()
    (voucher,) = await site.vouchers.create(name="fleet", minutes=60)
    await asyncio.sleep(0.2)
    return voucher.id


async def process_id(console: Console) -> int:
    await asyncio.sleep(0.05)
    return os.getpid()


async def not_to_be_pickled(console: Console) -> object:
    return (one for one in [1])


async def never_ends(console: Console) -> None:
    await asyncio.sleep(600)


async def test_every_console_is_asked_by_both_workers(client: Client, simulated: SimulatedFleet, fleet: Fleet):
    outcomes = [outcome async for outcome in fleet.map(process_id, on=client)]
    assert sorted(outcome.reference.name for outcome in outcomes) == [each.name for each in simulated.consoles]
    assert len({outcome.get() for outcome in outcomes}) == 2
    assert os.getpid() not in {outcome.value for outcome in outcomes}


async def test_a_read_is_done_again_when_its_worker_is_killed(client: Client, simulated: SimulatedFleet, fleet: Fleet):
    victim, seen = next(iter(client.run(os.getpid).values())), dict[str, str | None]()
    async for outcome in fleet.map(ask, on=client, limits=Limits(consoles=8)):
        assert outcome.ok, outcome
        seen[outcome.reference.name] = outcome.value
        if len(seen) == 20:
            os.kill(victim, signal.SIGKILL)
    assert seen == {each.name: each.mac for each in simulated.consoles}


async def test_a_write_is_never_done_twice_though_its_worker_is_killed(
    client: Client, simulated: SimulatedFleet, fleet: Fleet
):
    victim, outcomes = next(iter(client.run(os.getpid).values())), []
    async for outcome in fleet.map(make_voucher, on=client, read_only=False, limits=Limits(consoles=8)):
        outcomes.append(outcome)
        if len(outcomes) == 20:
            os.kill(victim, signal.SIGKILL)
    made = {
        name: sum(line.startswith("POST") and line.endswith("/vouchers") for line in lines)
        for name, lines in (await simulated.requests()).items()
    }
    assert len(outcomes) == len({outcome.reference for outcome in outcomes}) == COUNT
    assert max(made.values()) == 1
    unknown = [outcome for outcome in outcomes if not outcome.ok]
    assert 0 < len(unknown) <= 16
    assert all(isinstance(outcome.error, OutcomeUnknownError) for outcome in unknown)
    assert all(made[outcome.reference.name] == 1 for outcome in outcomes if outcome.ok)


async def test_leaving_the_loop_frees_the_workers_at_once(client: Client, fleet: Fleet):
    task = asyncio.create_task(_first(fleet, client))
    await asyncio.sleep(1.0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(10):
        assert (await anext(aiter(fleet.map(process_id, on=client)))).ok


async def _first(fleet: Fleet, client: Client) -> None:
    async for _ in fleet.map(never_ends, on=client):
        break


async def test_the_deadline_of_the_whole_leaves_an_outcome_for_each(client: Client, fleet: Fleet):
    limits = Limits(consoles=8, seconds=1.0)
    outcomes = [outcome async for outcome in fleet.map(never_ends, on=client, limits=limits)]
    assert len(outcomes) == COUNT
    assert all(isinstance(outcome.error, TimeoutError) for outcome in outcomes)


async def test_what_can_not_travel_is_the_error_of_its_console(client: Client, fleet: Fleet):
    (outcome,) = [each async for each in fleet.where(name="console-0001").map(not_to_be_pickled, on=client)]
    assert "can't be pickled" in str(outcome.error)

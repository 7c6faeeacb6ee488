"""One batch, as the worker of an engine does it."""

from __future__ import annotations

import asyncio
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from unifi_sdk import ConfigurationError, Console
from unifi_sdk.fleet import Fleet, work_on
from unifi_sdk.simulator import SimulatedFleet


async def ask(console: Console) -> str | None:
    site = await console.network.default_site()
    return (await site.clients.list())[0].mac_address


async def read_site(console: Console) -> object:
    return (await (await console.network.default_site()).clients.list())[0]


def good(simulated: SimulatedFleet, fleet: Fleet) -> list:
    names = {each.name for each in simulated.consoles if not each.hangs and not each.refuses}
    return [each for each in fleet if each.name in names]


async def test_a_thread_does_a_batch_in_a_loop_of_its_own(simulated: SimulatedFleet, fleet: Fleet):
    outcomes = await asyncio.to_thread(work_on, good(simulated, fleet)[:5], ask)
    assert len(outcomes) == 5
    assert all(outcome.ok for outcome in outcomes)


async def test_another_process_does_a_batch_and_its_outcomes_come_back(simulated: SimulatedFleet, fleet: Fleet):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        batch = good(simulated, fleet)[:3]
        outcomes = await asyncio.get_running_loop().run_in_executor(pool, work_on, batch, ask)
    assert {outcome.reference for outcome in outcomes} == set(batch)


async def test_models_and_errors_travel(simulated: SimulatedFleet, fleet: Fleet):
    refusing = next(each.name for each in simulated.consoles if each.refuses)
    batch = [good(simulated, fleet)[0], *fleet.where(name=refusing)]
    outcomes = await asyncio.to_thread(work_on, batch, read_site)
    again = pickle.loads(pickle.dumps(outcomes))
    assert [each.value for each in again] == [each.value for each in outcomes]
    assert [str(each.error) for each in again] == [str(each.error) for each in outcomes]
    assert {type(each.error) for each in again} == {type(each.error) for each in outcomes}


async def test_it_is_not_called_in_a_loop(fleet: Fleet):
    with pytest.raises(ConfigurationError, match=r"Fleet\.map"):
        work_on(fleet, ask)

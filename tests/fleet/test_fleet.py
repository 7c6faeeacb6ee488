"""One piece of work at every console: each has an outcome, whatever happens."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
from contextlib import aclosing

import attrs
import pytest

from unifi_sdk import (
    AuthenticationError,
    ConfigurationError,
    ConnectionFailedError,
    Console,
    MutationBlockedError,
    OutcomeUnknownError,
    RequestTimeoutError,
    RetryPolicy,
)
from unifi_sdk.cloud import NotOwnerError
from unifi_sdk.fleet import ConsoleReference, Fleet, KnownState, Limits, Progress, current_reference
from unifi_sdk.simulator import SimulatedCloud, SimulatedConsole, SimulatedFleet

QUICK = Limits(console_seconds=3.0, retry=RetryPolicy(attempts=1))


async def ask(console: Console) -> str | None:
    site = await console.network.default_site()
    return (await site.clients.list())[0].mac_address


async def make_voucher(console: Console) -> str:
    site = await console.network.default_site()
    return (await site.vouchers.create(name="fleet", minutes=60))[0].id


def pin_of(simulated: SimulatedCloud) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(simulated.ca_pem.decode())).hexdigest()


def healthy(simulated: SimulatedFleet, fleet: Fleet) -> Fleet:
    names = {each.name for each in simulated.consoles if not each.hangs and not each.refuses}
    return Fleet([each for each in fleet if each.name in names])


async def test_every_console_has_one_outcome(simulated: SimulatedFleet, fleet: Fleet):
    outcomes = [outcome async for outcome in fleet.map(ask, limits=QUICK)]
    assert sorted(outcome.reference.name for outcome in outcomes) == [each.name for each in simulated.consoles]
    found = {outcome.reference.name: outcome for outcome in outcomes}
    for console in simulated.consoles:
        outcome = found[console.name]
        if console.hangs:
            assert isinstance(outcome.error, RequestTimeoutError)
            assert outcome.passes == 2
        elif console.refuses:
            assert isinstance(outcome.error, ConnectionFailedError)
            assert outcome.passes == 1
        else:
            assert outcome.get() == console.mac
            assert outcome.ok
            assert 0 < outcome.seconds < 60


async def test_outcomes_come_in_order_of_completion(simulated: SimulatedFleet, fleet: Fleet):
    few = list(healthy(simulated, fleet))[:4]
    delays = {few[0].host: 0.6, few[1].host: 0.3}

    async def wait(console: Console) -> None:
        await asyncio.sleep(delays.get(console.address, 0))

    names = [outcome.reference.name async for outcome in Fleet(few).map(wait)]
    assert names[2:] == [few[1].name, few[0].name]


async def test_no_more_consoles_are_asked_at_a_time(simulated: SimulatedFleet, fleet: Fleet):
    at_once = most = 0

    async def count(console: Console) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1

    assert len([outcome async for outcome in fleet.map(count, limits=Limits(consoles=3))]) == 40
    assert most == 3


async def test_no_more_requests_are_under_way_to_one_console(simulated_console: SimulatedConsole, monkeypatch):
    monkeypatch.setenv("UNIFI_API_KEY", simulated_console.api_key)
    at_once = most = 0

    async def burst(console: Console) -> None:
        nonlocal most
        site = await console.network.default_site()
        lane = console._transport
        send = lane._attempt

        async def counted(*arguments):
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            try:
                return await send(*arguments)
            finally:
                at_once -= 1

        monkeypatch.setattr(lane, "_attempt", counted)
        await asyncio.gather(*(site.clients.list() for _ in range(10)))

    fleet = Fleet([ConsoleReference(host=simulated_console.address, pins=simulated_console.fingerprints)])
    (outcome,) = [each async for each in fleet.map(burst, limits=Limits(requests=2))]
    assert outcome.ok
    assert most == 2


async def test_the_work_may_raise_whatever_it_likes(simulated: SimulatedFleet, fleet: Fleet):
    async def fail(console: Console) -> None:
        raise LookupError("not here")

    async def give_up(console: Console) -> None:
        raise asyncio.CancelledError

    few = list(fleet)[:3]
    assert [str(each.error) async for each in Fleet(few).map(fail)] == ["not here"] * 3
    assert ["cancelled from inside" in str(each.error) async for each in Fleet(few).map(give_up)] == [True] * 3


async def test_the_deadline_of_the_whole_leaves_an_outcome_for_each(simulated: SimulatedFleet, fleet: Fleet):
    async def sleep(console: Console) -> None:
        await asyncio.sleep(60)

    started = time.monotonic()
    limits = Limits(consoles=10, seconds=0.3)
    outcomes = [outcome async for outcome in fleet.map(sleep, limits=limits)]
    assert time.monotonic() - started < 5
    assert len(outcomes) == 40
    assert all(isinstance(outcome.error, RequestTimeoutError) for outcome in outcomes)
    assert sum("before this console's turn" in str(outcome.error) for outcome in outcomes) == 30


async def test_one_that_was_slow_is_asked_once_more_after_the_others(simulated: SimulatedFleet, fleet: Fleet):
    few, asked = list(healthy(simulated, fleet))[:3], list[str]()

    async def slow_once(console: Console) -> str:
        asked.append(console.address)
        if console.address == few[0].host and asked.count(console.address) == 1:
            await asyncio.sleep(60)
        return "done"

    outcomes = [outcome async for outcome in Fleet(few).map(slow_once, limits=Limits(console_seconds=0.3))]
    assert [(outcome.value, outcome.passes) for outcome in outcomes] == [("done", 1), ("done", 1), ("done", 2)]
    assert asked[-1] == few[0].host


async def test_a_write_is_refused_unless_it_is_allowed(simulated: SimulatedFleet, fleet: Fleet):
    few = Fleet(list(healthy(simulated, fleet))[:2])
    refused = [outcome async for outcome in few.map(make_voucher)]
    assert all(isinstance(outcome.error, MutationBlockedError) for outcome in refused)
    assert all([outcome.ok async for outcome in few.map(make_voucher, read_only=False)])


async def test_work_that_writes_is_done_once_and_its_outcome_may_be_unknown(simulated: SimulatedFleet, fleet: Fleet):
    hanging = {each.name for each in simulated.consoles if each.hangs}
    chosen = Fleet([each for each in fleet if each.name in hanging])
    limits = Limits(console_seconds=1.0)
    outcomes = [outcome async for outcome in chosen.map(make_voucher, read_only=False, limits=limits)]
    assert all(isinstance(outcome.error, OutcomeUnknownError) and outcome.passes == 1 for outcome in outcomes)


async def test_progress_is_told_after_each_outcome(simulated: SimulatedFleet, fleet: Fleet):
    told: list[Progress] = []
    offline = ConsoleReference(host="10.9.9.9", state=KnownState(online=False))
    some = Fleet([*list(healthy(simulated, fleet))[:3], offline])
    assert len([outcome async for outcome in some.map(ask, progress=told.append)]) == 4
    assert [(each.done, each.total) for each in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert (told[-1].failed, told[-1].skipped) == (0, 1)


async def test_leaving_the_loop_leaves_no_task(simulated: SimulatedFleet, fleet: Fleet):
    before = asyncio.all_tasks()
    async with aclosing(fleet.map(ask, limits=QUICK)) as outcomes:
        async for _ in outcomes:
            break
    assert asyncio.all_tasks() == before


async def test_a_cancelled_run_leaves_no_task(simulated: SimulatedFleet, fleet: Fleet):
    async def everything() -> None:
        async for _ in fleet.map(ask):
            pass

    before = asyncio.all_tasks()
    task = asyncio.create_task(everything())
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (KnownState(online=False), "offline"),
        (KnownState(blocked=True), "blocked"),
        (KnownState(owned=False), "not owned by the account of the key"),
        (KnownState(without=("network",)), "without network"),
    ],
)
async def test_a_console_that_is_known_not_to_answer_is_skipped_unless_asked(state, reason):
    async def never(console: Console) -> str:
        return "asked"

    fleet = Fleet([ConsoleReference(host="10.9.9.9", state=state)], secrets={"UNIFI_API_KEY": "some-key"}.get)
    (outcome,) = [each async for each in fleet.map(never, needs=["network"])]
    assert outcome.skipped is not None
    assert outcome.skipped.reason == reason
    assert (outcome.ok, outcome.get(), outcome.passes) == (False, None, 0)
    (outcome,) = [each async for each in fleet.map(never, needs=["network"], skip=False)]
    assert outcome.value == "asked"


async def test_a_console_of_which_nothing_is_known_is_asked():
    assert KnownState().why_not(["network"]) == ""


async def test_hosts_behind_the_cloud_are_asked_through_it(simulated_cloud: SimulatedCloud):
    async with simulated_cloud.connect() as cloud:
        hosts = await cloud.hosts.list()
    fleet = Fleet.from_hosts(
        hosts,
        cloud_host=simulated_cloud.address,
        pins=[pin_of(simulated_cloud)],
        secrets={"UNIFI_CLOUD_API_KEY": simulated_cloud.api_key}.get,
    )
    (outcome,) = [each async for each in fleet.map(ask, needs=["network"])]
    assert outcome.ok


async def test_a_dead_key_stops_whoever_would_be_asked_with_it(simulated_cloud: SimulatedCloud):
    references = [
        ConsoleReference(console_id=f"AB{n}:1", host=simulated_cloud.address, pins=[pin_of(simulated_cloud)])
        for n in range(10)
    ]
    fleet = Fleet(references, secrets={"UNIFI_CLOUD_API_KEY": "revoked-long-ago"}.get)
    outcomes = [each async for each in fleet.map(ask, limits=Limits(consoles=1))]
    assert isinstance(outcomes[0].error, AuthenticationError)
    assert [each.skipped.reason for each in outcomes[1:] if each.skipped] == [
        "the key UNIFI_CLOUD_API_KEY was refused by the cloud"
    ] * 9


async def test_a_console_that_the_key_does_not_reach_stops_nobody_else(
    simulated_console: SimulatedConsole, simulated_cloud: SimulatedCloud
):
    foreign = simulated_cloud.add_host(simulated_console, owner=simulated_cloud.add_account("other@example.com"))
    own = next(iter(simulated_cloud.hosts))
    references = [
        ConsoleReference(console_id=each, host=simulated_cloud.address, pins=[pin_of(simulated_cloud)])
        for each in (foreign.id, own)
    ]
    fleet = Fleet(references, secrets={"UNIFI_CLOUD_API_KEY": simulated_cloud.api_key}.get)
    outcomes = [each async for each in fleet.map(ask, limits=Limits(consoles=1))]
    assert [(type(each.error), each.ok) for each in outcomes] == [(NotOwnerError, False), (type(None), True)]


async def test_a_missing_secret_is_the_error_of_its_console(fleet: Fleet, monkeypatch):
    monkeypatch.delenv("UNIFI_API_KEY")
    outcomes = [each async for each in Fleet(list(fleet)[:2]).map(ask)]
    assert all(isinstance(each.error, ConfigurationError) for each in outcomes)


@pytest.mark.parametrize("field", ["consoles", "requests", "console_seconds", "seconds"])
async def test_a_limit_that_is_none_is_named(field):
    with pytest.raises(ConfigurationError, match=field):
        Limits(**{field: 0})


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_a_write_through_the_cloud_of_unknown_outcome_is_not_repeated_by_a_second_pass(
    simulated_cloud: SimulatedCloud, simulated_console: SimulatedConsole, is_carried_out: bool
):
    (host,) = simulated_cloud.hosts
    reference = ConsoleReference(console_id=host, host=simulated_cloud.address, pins=[pin_of(simulated_cloud)])
    fleet = Fleet([reference], secrets={"UNIFI_CLOUD_API_KEY": simulated_cloud.api_key}.get)
    before = len(simulated_console.network.default_site.vouchers)
    simulated_cloud.faults.add(simulated_cloud.device_timeout(carried_out=is_carried_out), "POST *", times=None)
    (outcome,) = [each async for each in fleet.map(make_voucher, read_only=False)]
    assert isinstance(outcome.error, OutcomeUnknownError)
    assert outcome.passes == 1
    assert [each.verb for each in simulated_cloud.requests].count("POST") == 1
    assert len(simulated_console.network.default_site.vouchers) - before == is_carried_out


async def test_the_work_knows_its_reference(simulated: SimulatedFleet, fleet: Fleet):
    async def name(console: Console) -> str:
        return current_reference().name

    few = list(healthy(simulated, fleet))[:3]
    found = [(each.reference.name, each.value) async for each in Fleet(few).map(name, limits=Limits(consoles=2))]
    assert [value for _, value in found] == [reference for reference, _ in found]
    with pytest.raises(ConfigurationError, match=r"Fleet\.map"):
        current_reference()


async def test_a_reference_that_is_read_only_is_so_in_every_run(simulated: SimulatedFleet, fleet: Fleet):
    locked = attrs.evolve(next(iter(healthy(simulated, fleet))), read_only=True)
    (outcome,) = [each async for each in Fleet([locked]).map(make_voucher, read_only=False)]
    assert isinstance(outcome.error, MutationBlockedError)

"""The log of a site: by time and category, page by page, and followed without loss or repetition."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.conftest import SteppedClock
from tests.support.classic import LAPTOP
from unifi_sdk import AuthenticationError, BadRequestError, ConfigurationError, DecodeError, Gap, RawEvent, Resynced
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.events import _Follower
from unifi_sdk.network.classic.models import LogCategory, LogEntry, LogSeverity
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def log(estate: SimulatedSite, clock: ManualClock) -> Any:
    def log(key: str, category: str = "UNIFI_DEVICES", **more: Any) -> None:
        estate.classic.note(clock.now(), key, category, more.pop("message", key), **more)

    return log


async def take(follower: AsyncGenerator[Any, None], count: int) -> list[Any]:
    return [await anext(follower) for _ in range(count)]


async def test_a_block_is_in_the_log(classic: Classic):
    await classic.clients.block(LAPTOP)
    (entry,) = await classic.events.list()
    assert (entry.key, entry.category, entry.severity) == ("CLIENT_BLOCKED", LogCategory.CLIENTS, LogSeverity.LOW)
    assert (entry.client_mac, entry.device_mac, entry.admin_name) == (LAPTOP, None, "API")
    assert entry.message == "Manager's Laptop was blocked by API."
    assert entry.timestamp == START


async def test_entries_come_by_time_category_and_severity(classic: Classic, log: Any, clock: ManualClock):
    log("OLD", severity="HIGH")
    clock.advance(3600)
    log("NEW", category="VPN")
    events = classic.events
    assert [entry.key for entry in await events.list()] == ["NEW", "OLD"]
    assert [entry.key for entry in await events.list(since=START + timedelta(minutes=1))] == ["NEW"]
    assert [entry.key for entry in await events.list(until=START + timedelta(minutes=1))] == ["OLD"]
    assert [entry.key for entry in await events.list(categories=[LogCategory.VPN])] == ["NEW"]
    assert [entry.key for entry in await events.list(severities=[LogSeverity.HIGH])] == ["OLD"]
    assert [entry.key for entry in await events.list(search="new")] == ["NEW"]
    with pytest.raises(BadRequestError):
        await events.list(categories=[LogCategory("MONITORING")])
    with pytest.raises(ConfigurationError, match="since"):
        events.list(since=datetime(2026, 1, 1))


async def test_a_long_log_is_read_page_by_page(classic: Classic, log: Any, console: SimulatedConsole):
    for number in range(250):
        log(f"KEY_{number}")
    assert len(await classic.events.list()) == 250
    assert [body["pageNumber"] for body in (request.json for request in console.requests)] == [0, 1, 2]  # type: ignore[index, call-overload]


async def test_a_version_that_sends_nothing_but_the_list_is_read(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.body(b'[{"id":"a","key":"X","parameters":{"SRC_IP":"192.0.2.1","N":{"vlan_id":3}}}]'))
    (entry,) = await classic.events.list()
    assert (entry.key, entry.timestamp) == ("X", None)


async def test_what_is_no_page_is_told(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.body(b'{"data":{}}'))
    with pytest.raises(DecodeError, match="page"):
        await classic.events.list()


async def test_a_follower_tells_what_is_new_once_and_in_order(
    classic: Classic, log: Any, sdk_clock: SteppedClock, clock: ManualClock
):
    log("BEFORE")
    follower = classic.events.follow(every_seconds=5)
    looks = 0

    def happen() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            log("ONE")
            clock.advance(1)
            log("TWO")
        if looks == 4:
            log("THREE")

    sdk_clock.on_wait = happen
    assert [entry.key for entry in await take(follower, 3)] == ["ONE", "TWO", "THREE"]
    await follower.aclose()


async def test_a_follower_begins_where_it_is_told(classic: Classic, log: Any, clock: ManualClock):
    log("OLD")
    clock.advance(60)
    log("NEW")
    follower = classic.events.follow(since=START + timedelta(seconds=30))
    assert (await anext(follower)).key == "NEW"  # type: ignore[union-attr]
    await follower.aclose()


async def test_a_gap_is_told_and_nothing_is_lost_in_it(
    classic: Classic, log: Any, console: SimulatedConsole, sdk_clock: SteppedClock
):
    follower = classic.events.follow(since=START)
    log("ONE")
    assert (await anext(follower)).key == "ONE"  # type: ignore[union-attr]
    console.faults.add(Fault.html(502), "POST /*/system-log/all", times=6)
    sdk_clock.on_wait = lambda: log("MEANWHILE") if len(sdk_clock.waits) == 2 else None
    assert await anext(follower) == Gap("connection lost")
    assert await anext(follower) == Resynced()
    assert (await anext(follower)).key == "MEANWHILE"  # type: ignore[union-attr]
    await follower.aclose()


async def test_what_can_not_be_read_is_raw_and_told_once(
    classic: Classic, console: SimulatedConsole, log: Any, sdk_clock: SteppedClock
):
    body = b'{"data":[{"key":"no id"}],"total_element_count":1}'
    console.faults.add(Fault.body(body), "POST /*/system-log/all", times=3)
    follower = classic.events.follow(since=START)
    raw = await anext(follower)
    assert isinstance(raw, RawEvent)
    assert raw.raw == {"key": "no id"}
    sdk_clock.on_wait = lambda: log("AFTER") if len(sdk_clock.waits) == 3 else None
    assert (await anext(follower)).key == "AFTER"  # type: ignore[union-attr]
    await follower.aclose()


async def test_a_refused_key_ends_it(classic: Classic, console: SimulatedConsole):
    console.network.api_keys = set()
    with pytest.raises(AuthenticationError):
        await anext(classic.events.follow())
    for wrong in ({"every_seconds": 0}, {"since": datetime(2026, 1, 1)}):
        with pytest.raises(ConfigurationError), contextlib.suppress(StopAsyncIteration):
            await anext(classic.events.follow(**wrong))  # type: ignore[arg-type]


@given(
    st.lists(st.lists(st.integers(0, 20), max_size=6), max_size=8),
    st.dictionaries(st.integers(0, 20), st.integers(0, 200)),
)
def test_whatever_each_look_shows_nothing_is_told_twice(looks: list[list[int]], seconds: dict[int, int]):
    follower = _Follower(START, is_first_told=True)
    told: list[str] = []
    for look in looks:
        entries = [
            LogEntry(id=str(number), timestamp=START + timedelta(seconds=seconds.get(number, 0))) for number in look
        ]
        unique = list({entry.id: entry for entry in entries}.values())
        told += [item.id for item in follower.fresh(unique, ()) if isinstance(item, LogEntry)]
    assert len(told) == len(set(told))
    assert set(told) == {str(number) for look in looks for number in look}

"""All who use one key on one console keep within its limit together, requests and sockets alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.support.clock import FakeClock
from tests.support.streams import take
from unifi_sdk import Pinned, ProtectClient, RateLimitedError, RetryPolicy
from unifi_sdk._core.stream import Connected, Gap, Resynced
from unifi_sdk._core.transport import Transport
from unifi_sdk.simulator import Fault, SimulatedConsole


class SameClock:
    """The console's clock, which is the client's."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now


@pytest.fixture
async def console(fake_clock: FakeClock) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole(clock=SameClock(fake_clock)) as console:
        yield console


def another(console: SimulatedConsole, transport: Transport, key: str | None = None) -> ProtectClient:
    return ProtectClient(
        console.address, api_key=key or console.api_key, tls=Pinned(*console.fingerprints), _transport=transport
    )


async def test_clients_with_one_key_take_turns(console, transport, protect, fake_clock):
    console.protect.rate_limit = None
    second = another(console, transport)
    for client in (protect, second, protect, second):
        await client.meta.info()
    assert fake_clock.slept == pytest.approx([0.125] * 3)


async def test_a_client_with_another_key_does_not_wait(console, transport, protect, fake_clock):
    console.protect.rate_limit = None
    console.protect.api_keys.add("another-fake-key")
    second = another(console, transport, "another-fake-key")
    await protect.meta.info()
    await second.meta.info()
    assert fake_clock.slept == []


@pytest.mark.parametrize("limit", [3, 5, 10, 40])
async def test_requests_in_a_row_are_a_fifth_below_the_limit_and_never_refused(
    console, transport, protect, fake_clock, limit
):
    console.protect.rate_limit = limit
    await protect.meta.info()
    second = another(console, transport)
    started = fake_clock.now
    for _ in range(30):
        await protect.meta.info()
        await second.meta.info()
    assert len(console.requests) == 61  # a refused one would have come again
    assert 60 / (fake_clock.now - started) == pytest.approx(0.8 * limit, rel=0.05)


async def test_requests_at_the_same_time_are_never_refused():
    transport = Transport()
    async with SimulatedConsole() as console:
        await transport.open()
        console.protect.rate_limit = 100
        clients = another(console, transport), another(console, transport)
        await clients[0].meta.info()
        await asyncio.gather(*(client.meta.info() for client in clients for _ in range(30)))
        await transport.close()
        assert len(console.requests) == 61


async def test_sockets_take_their_turn_among_the_requests(console, transport, protect, fake_clock):
    console.protect.rate_limit = None
    events, frames = protect.events(), another(console, transport).events()
    await protect.meta.info()
    assert await take(events, 1) + await take(frames, 1) == [Connected()] * 2
    await protect.meta.info()
    assert fake_clock.slept == pytest.approx([0.125] * 3)
    await events.aclose()
    await frames.aclose()


async def test_a_socket_goes_before_all_requests_that_wait():
    transport = Transport()
    async with SimulatedConsole() as console:
        await transport.open()
        console.protect.rate_limit = None
        client = another(console, transport)
        client._app.endpoint.pace.per_second = 20
        waiting = [asyncio.ensure_future(client.meta.info()) for _ in range(60)]
        await asyncio.sleep(0.1)
        events = client.events()
        assert await take(events, 1) == [Connected()]
        assert sum(call.done() for call in waiting) < 30
        for call in waiting:
            call.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await events.aclose()
        await transport.close()


async def test_a_socket_that_is_closed_for_too_many_requests_holds_everybody(console, protect, fake_clock):
    console.protect.rate_limit = None
    console.protect.refuse_sockets(1008)
    events = protect.events()
    assert await take(events, 2) == [Connected(), Gap("rate limit")]
    console.protect.refuse_sockets(None)
    before = fake_clock.now
    await protect.meta.info()
    assert fake_clock.now - before >= 1
    assert await take(events, 1) == [Resynced()]
    await events.aclose()


async def test_a_refusal_holds_everybody_for_as_long_as_the_console_asks(console, transport, protect, fake_clock):
    console.faults.add(Fault.rate_limit("7"))
    hasty = ProtectClient(
        console.address,
        api_key=console.api_key,
        tls=Pinned(*console.fingerprints),
        _transport=(once := Transport(clock=fake_clock, retry=RetryPolicy(attempts=1))),
    )
    await once.open()
    with pytest.raises(RateLimitedError):
        await hasty.meta.info()
    before = fake_clock.now
    await protect.meta.info()
    assert fake_clock.now - before == pytest.approx(7)
    await once.close()

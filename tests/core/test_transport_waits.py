"""How long a call waits before it is sent again: what the console asks for, one deadline, one quota."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from email.utils import formatdate

import pytest

from tests.support.calls import KEY, serving
from tests.support.clock import FakeClock
from tests.support.raw_server import RawServer, Step, answer, drop, hang
from unifi_sdk._core.transport import Transport
from unifi_sdk.errors import RateLimitedError, RequestTimeoutError
from unifi_sdk.network import NetworkClient
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import Pinned


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("2", 2.0),
        ("2.345", 2.345),
        ("2.345s", 2.345),
        ("250ms", 0.25),
        ("0m10s", 10.0),
        (formatdate(FakeClock().now + 7, usegmt=True), 7.0),
    ],
)
async def test_a_retry_after_header_is_honoured_in_full(header: str, seconds: float, fake_clock: FakeClock):
    async with serving(answer(429, headers={"Retry-After": header}), answer(), clock=fake_clock) as (_, call):
        assert (await call.send("POST")).status == 200
    assert fake_clock.slept == [pytest.approx(seconds)]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Retry-After": "0"}, {}),
        ({"Retry-After": "0.000"}, {}),
        ({"Retry-After": "0s"}, {}),
        ({"Retry-After": "1ms"}, {}),
        ({"Retry-After": formatdate(FakeClock().now - 60, usegmt=True)}, {}),
        ({"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, {}),
        ({}, {"windowMs": 0}),
        ({}, {"message": "rate limit exceeded, retry after 0s"}),
    ],
)
async def test_a_console_that_asks_for_no_wait_is_given_a_step_of_the_policy(
    headers: dict[str, str], body: object, fake_clock: FakeClock
):
    async with serving(answer(429, body, headers), clock=fake_clock) as (server, call):
        assert (await call.send()).status == 429
        assert len(server.requests) == 3
    assert fake_clock.slept == [pytest.approx(1.5), pytest.approx(2)]


async def test_other_requests_wait_too_after_a_429_that_asks_for_no_wait(fake_clock: FakeClock):
    policy = RetryPolicy(attempts=1, jitter=lambda: 0.5)
    async with serving(answer(429, headers={"Retry-After": "0"}), answer(), retry=policy, clock=fake_clock) as (
        _,
        call,
    ):
        assert (await call.send()).status == 429
        assert (await call.send()).status == 200
    assert fake_clock.slept == [pytest.approx(1.5)]


async def test_a_503_that_asks_for_no_wait_is_given_the_first_step_for_a_503(fake_clock: FakeClock):
    async with serving(answer(503, headers={"Retry-After": "0"}), answer(), clock=fake_clock) as (_, call):
        assert (await call.send()).status == 200
    assert fake_clock.slept == [pytest.approx(0.375)]


async def test_retries_that_the_console_asks_for_at_once_use_up_the_quota(fake_clock: FakeClock):
    policy = RetryPolicy(quota=10, attempts=9)
    async with serving(answer(429, headers={"Retry-After": "0"}), retry=policy, clock=fake_clock) as (server, call):
        await call.send()
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ({"error": "Too many requests", "windowMs": 1500}, 1.5),
        ({"message": "rate limit exceeded, retry after 5.3s"}, 5.3),
        ({"message": "slow down"}, 0.5),
        (b"<html>slow down</html>", 0.5),
        ([], 0.5),
    ],
)
async def test_a_wait_in_the_body_of_a_429_is_honoured_in_full(body: object, seconds: float, fake_clock: FakeClock):
    async with serving(answer(429, body), answer(), clock=fake_clock) as (_, call):
        assert (await call.send()).status == 200
    assert fake_clock.slept == [pytest.approx(seconds)]


async def test_a_retry_after_with_a_503_is_honoured_for_a_read(fake_clock: FakeClock):
    async with serving(answer(503, headers={"Retry-After": "4"}), answer(), clock=fake_clock) as (_, call):
        assert (await call.send()).status == 200
    assert fake_clock.slept == [4.0]


async def test_a_minute_is_waited_when_the_deadline_allows_it(fake_clock: FakeClock):
    policy = RetryPolicy(deadline_seconds=90)
    script = answer(429, headers={"Retry-After": "1m0s"}), answer()
    async with serving(*script, retry=policy, clock=fake_clock) as (_, call):
        assert (await call.send()).status == 200
    assert fake_clock.slept == [60.0]


@pytest.mark.parametrize("header", ["30", "121", "1h0m0s", "9" * 400])
async def test_a_wait_that_does_not_fit_raises_at_once_with_its_length(header: str, fake_clock: FakeClock):
    async with RawServer(answer(429, {"code": "x"}, {"Retry-After": header})) as server:
        transport = Transport(clock=fake_clock)
        client = NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint), _transport=transport)
        async with client:
            with pytest.raises(RateLimitedError) as caught:
                await client.info.get()
            await transport.close()
        assert len(server.requests) == 1
    assert fake_clock.slept == []
    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= 30


async def test_a_wait_that_fits_the_deadline_but_not_the_policy_raises_at_once(fake_clock: FakeClock):
    policy = RetryPolicy(max_retry_after_seconds=5)
    async with serving(answer(429, headers={"Retry-After": "6"}), retry=policy, clock=fake_clock) as (_, call):
        assert (await call.send()).status == 429
    assert fake_clock.slept == []


async def test_all_attempts_share_one_deadline(fake_clock: FakeClock):
    async with serving(answer(429, headers={"Retry-After": "20"}), clock=fake_clock) as (server, call):
        assert (await call.send()).status == 429
        assert len(server.requests) == 2
    assert fake_clock.slept == [20.0]


async def test_a_later_attempt_has_only_the_time_that_is_left(fake_clock: FakeClock):
    policy = RetryPolicy(deadline_seconds=20.1, attempts=2)
    script = answer(429, headers={"Retry-After": "20"}), hang()
    async with serving(*script, retry=policy, clock=fake_clock) as (_, call), asyncio.timeout(1):
        with pytest.raises(RequestTimeoutError):
            await call.send()


async def test_a_call_may_have_a_longer_deadline_of_its_own(fake_clock: FakeClock):
    async with serving(answer(429, headers={"Retry-After": "50"}), answer(), clock=fake_clock) as (_, call):
        assert (await call.send(deadline_seconds=60)).status == 200


async def test_without_advice_the_waits_are_random_and_double(fake_clock: FakeClock):
    async with serving(answer(503), clock=fake_clock) as (_, call):
        await call.send()
    assert fake_clock.slept == [0.125, 0.25]


async def test_after_a_429_without_advice_the_waits_are_longer(fake_clock: FakeClock):
    async with serving(answer(429), clock=fake_clock) as (_, call):
        await call.send()
    assert fake_clock.slept == [0.5, 1.0]


async def test_while_a_console_asks_to_wait_no_other_request_goes_out(fake_clock: FakeClock):
    async with serving(answer(429, headers={"Retry-After": "100"}), answer(), clock=fake_clock) as (server, call):
        assert (await call.send()).status == 429
        with pytest.raises(RateLimitedError, match="nothing was sent") as refused:
            await call.send()
        assert refused.value.retry_after == pytest.approx(100)
        assert fake_clock.slept == []
        assert len(server.requests) == 1
        fake_clock.now += 80
        assert (await call.send()).status == 200
    assert fake_clock.slept == [pytest.approx(20)]


async def test_a_wait_for_the_pace_counts_for_the_deadline(fake_clock: FakeClock):
    policy = RetryPolicy(deadline_seconds=10, attempts=1)
    async with serving(hang(), retry=policy, clock=fake_clock) as (_, call):
        call.endpoint.pace.hold(9.9)
        async with asyncio.timeout(1):
            with pytest.raises(RequestTimeoutError):
                await call.send()


# the quota


async def test_an_exhausted_quota_ends_retries(fake_clock: FakeClock):
    policy = RetryPolicy(quota=10, attempts=5)
    async with serving(answer(503), retry=policy, clock=fake_clock) as (server, call):
        assert (await call.send()).status == 503
        assert len(server.requests) == 3
        assert (await call.send()).status == 503
        assert len(server.requests) == 4


async def test_a_success_gives_back_what_its_retries_took():
    policy = RetryPolicy(quota=10, attempts=5)
    script = [answer(503), answer(503), answer(200)] * 3
    async with serving(*script, retry=policy) as (server, call):
        for _ in range(3):
            assert (await call.send()).status == 200
        assert len(server.requests) == 9


async def test_successes_fill_an_empty_quota_slowly():
    policy = RetryPolicy(quota=5, attempts=2)
    script = [answer(503), answer(503), *[answer(200)] * 4, answer(503), answer(200), answer(503), answer(200)]
    async with serving(*script, retry=policy) as (_, call):
        statuses = [(await call.send()).status for _ in range(8)]
    assert statuses == [503, 200, 200, 200, 200, 503, 200, 200]


@pytest.mark.parametrize(("step", "waits"), [(hang(), 0), (drop(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), 1)])
async def test_a_timeout_takes_twice_as_much_of_the_quota_as_a_lost_answer(
    step: Step, waits: int, fake_clock: FakeClock
):
    policy = RetryPolicy(quota=9, attempts=2, base_seconds=0.001)
    async with serving(answer(), step, answer(), retry=policy, clock=fake_clock) as (_, call):
        await call.send()  # so that the next one has a connection already
        with suppress(RequestTimeoutError):
            await call.send(deadline_seconds=0.1)
    assert len(fake_clock.slept) == waits

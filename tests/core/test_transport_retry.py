"""How often a request arrives at a real socket, and what comes out, for every kind of call and every outcome."""

from __future__ import annotations

import asyncio
from typing import Self

import aiohttp
import pytest

from tests.support.calls import QUICK, Caller, serving
from tests.support.certificates import certificate
from tests.support.clock import FakeClock
from tests.support.raw_server import Peer, RawServer, Step, answer, drop, hang, reset
from unifi_sdk._core.clock import SystemClock
from unifi_sdk.errors import (
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    OutcomeUnknownError,
    RequestTimeoutError,
)
from unifi_sdk.retry import RetryPolicy, Safety
from unifi_sdk.trust import Pinned

READ, IDEMPOTENT, UNSAFE = Safety.READ, Safety.IDEMPOTENT, Safety.UNSAFE
PUT_LOST = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"
STATUS_TABLE = [
    # status, arrivals with READ, IDEMPOTENT, UNSAFE, and whether a write's outcome is unknown then
    (400, 1, 1, 1, False),
    (401, 1, 1, 1, False),
    (403, 1, 1, 1, False),
    (404, 1, 1, 1, False),
    (408, 3, 1, 1, True),
    (409, 1, 1, 1, False),
    (422, 1, 1, 1, False),
    (429, 3, 3, 3, False),
    (500, 3, 1, 1, False),
    (501, 1, 1, 1, False),
    (502, 3, 1, 1, True),
    (503, 3, 3, 1, False),
    (504, 3, 1, 1, True),
]
STATUS_CASES = [
    (status, safety, arrivals, unknown and safety is not READ)
    for status, *counts, unknown in STATUS_TABLE
    for safety, arrivals in zip((READ, IDEMPOTENT, UNSAFE), counts, strict=True)
]


def stop_listening(server: RawServer) -> Step:
    """Lose the answer, and take no further connection."""

    async def act(peer: Peer) -> None:
        server.stop_listening()
        peer.abort()

    return act


@pytest.mark.parametrize(("status", "safety", "arrivals", "unknown"), STATUS_CASES)
async def test_a_status_is_answered_by_the_rules(status: int, safety: Safety, arrivals: int, unknown: bool):
    async with serving(answer(status)) as (server, call):
        if unknown:
            with pytest.raises(OutcomeUnknownError) as caught:
                await call.send("PUT", safety=safety)
            assert (caught.value.status, caught.value.attempts) == (status, 1)
        else:
            response = await call.send("PUT", safety=safety)
            assert (response.status, response.resent) == (status, False)
        assert len(server.requests) == arrivals


@pytest.mark.parametrize("status", [200, 201, 204, 302])
async def test_a_status_below_400_is_given_back_at_once(status: int):
    async with serving(answer(status, b"")) as (server, call):
        assert (await call.send()).status == status
        assert len(server.requests) == 1


@pytest.mark.parametrize("lost", [drop(), reset(), drop(PUT_LOST)], ids=["before", "reset", "within"])
@pytest.mark.parametrize(
    ("verb", "safety", "arrivals"), [("PUT", IDEMPOTENT, 3), ("PUT", UNSAFE, 1), ("DELETE", UNSAFE, 1)]
)
async def test_a_write_with_a_lost_answer_arrives_as_often_as_its_safety_allows(
    lost: Step, verb: str, safety: Safety, arrivals: int
):
    async with serving(lost) as (server, call):
        with pytest.raises(OutcomeUnknownError) as caught:
            await call.send(verb, safety=safety, body=b"{}")
        assert len(server.requests) == arrivals
        assert caught.value.attempts == arrivals
        assert caught.value.operation == f"{verb} /v1/things"
        assert caught.value.application == "network"
        assert caught.value.status == 0


@pytest.mark.parametrize("verb", ["POST", "PATCH"])
async def test_a_post_with_a_lost_answer_arrives_once(verb: str):
    async with serving(drop()) as (server, call):
        with pytest.raises(OutcomeUnknownError):
            await call.send(verb, body=b"{}")
        assert len(server.requests) == 1


async def test_a_read_with_a_lost_body_is_tried_three_times():
    async with serving(drop(PUT_LOST)) as (server, call):
        with pytest.raises(ConnectionFailedError, match="closed the connection before it had answered") as caught:
            await call.send()
        assert len(server.requests) == 3
        assert caught.value.operation == "GET /v1/things"


async def test_a_read_succeeds_after_two_lost_answers():
    async with serving(drop(PUT_LOST), drop(PUT_LOST), answer(200, b"[]")) as (_, call):
        response = await call.send()
        assert (response.body, response.resent) == (b"[]", False)


@pytest.mark.parametrize("lost", [drop(), reset()], ids=["dropped", "reset"])
async def test_an_unsafe_put_arrives_once_on_a_reused_connection(lost: Step):
    async with serving(answer(), lost) as (server, call):
        await call.send()
        with pytest.raises(OutcomeUnknownError):
            await call.send("PUT", safety=UNSAFE)
        assert server.connections == 1
        assert [request.verb for request in server.requests] == ["GET", "PUT"]


async def test_an_unsafe_get_arrives_once_on_a_reused_connection():
    async with serving(answer(), drop()) as (server, call):
        await call.send()
        with pytest.raises(OutcomeUnknownError):
            await call.send("GET", safety=UNSAFE)
        assert len(server.requests) == 2


async def test_a_read_by_post_is_tried_again():
    async with serving(drop(), answer(200)) as (server, call):
        assert (await call.send("POST", safety=READ, body=b"{}")).status == 200
        assert [request.body for request in server.requests] == [b"{}", b"{}"]


@pytest.mark.parametrize(("safety", "attempts"), [(READ, 3), (IDEMPOTENT, 1), (UNSAFE, 1)])
async def test_an_answer_that_does_not_come_in_time(safety: Safety, attempts: int, fake_clock: FakeClock):
    expected = RequestTimeoutError if safety is READ else OutcomeUnknownError
    policy = RetryPolicy(base_seconds=0.001)
    async with serving(answer(), hang(), retry=policy, clock=fake_clock) as (server, call):
        await call.send()  # so that the next one has a connection already
        with pytest.raises(expected):
            await call.send("PUT", safety=safety, deadline_seconds=0.3)
        assert len(server.requests) == 1 + attempts
    assert len(fake_clock.slept) == attempts - 1


async def test_a_body_that_stops_midway_times_out():
    policy = RetryPolicy(deadline_seconds=0.1, attempts=1)
    async with serving(hang(PUT_LOST), retry=policy) as (_, call):
        with pytest.raises(RequestTimeoutError, match="gave no answer in time"):
            await call.send()


@pytest.mark.parametrize("safety", Safety)
async def test_a_refused_connection_is_tried_three_times_and_is_never_an_unknown_outcome(
    safety: Safety, closed_port: int
):
    clock = FakeClock()
    async with Caller(closed_port, Pinned("0" * 64), retry=QUICK, clock=clock) as call:
        with pytest.raises(ConnectionFailedError, match="can't be reached"):
            await call.send("PUT", safety=safety)
    assert len(clock.slept) == 2


@pytest.mark.parametrize("safety", Safety)
async def test_a_port_that_does_not_speak_tls_is_never_an_unknown_outcome(safety: Safety):
    async with SpeaksFirst() as server, Caller(server.port, Pinned("0" * 64), retry=QUICK) as call:
        with pytest.raises(ConnectionFailedError, match="does not speak TLS; check the port") as caught:
            await call.send("POST", safety=safety)
        assert caught.value.operation == "POST /v1/things"
        assert server.connections == 3


async def test_an_unknown_name_is_never_an_unknown_outcome():
    async with Caller(443, Pinned("0" * 64), host="no-such-host.invalid", retry=QUICK) as call:
        with pytest.raises(ConnectionFailedError, match=r"no-such-host\.invalid:443"):
            await call.send("POST")


async def test_a_host_that_can_be_no_name_is_a_configuration_error():
    async with Caller(443, Pinned("0" * 64), host="a" * 64, retry=QUICK) as call:
        with pytest.raises(ConfigurationError, match="check the host"):
            await call.send()


@pytest.mark.parametrize(
    "policy",
    [
        RetryPolicy(deadline_seconds=0.15, attempts=1),
        RetryPolicy(deadline_seconds=0.15, connect_seconds=0.05, base_seconds=0.001),
    ],
    ids=["deadline", "connect limit on every attempt"],
)
async def test_a_write_that_ran_out_of_time_while_connecting_was_provably_not_sent(policy: RetryPolicy, deaf_port: int):
    async with Caller(deaf_port, Pinned("0" * 64), retry=policy, clock=SystemClock()) as call:
        with pytest.raises(RequestTimeoutError, match="accepted no connection in time"):
            await call.send("POST")


async def test_a_write_that_waits_in_vain_for_a_free_connection_was_provably_not_sent():
    policy = RetryPolicy(deadline_seconds=0.1, attempts=1)
    async with (
        RawServer(hang()) as server,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session,
        Caller(server.port, Pinned(server.fingerprint), session=session, retry=policy) as call,
    ):
        blocking = asyncio.create_task(call.send("GET", deadline_seconds=5))
        await server.arrived()
        with pytest.raises(RequestTimeoutError):
            await call.send("POST")
        assert len(server.requests) == 1
        blocking.cancel()


async def test_one_attempt_switches_retries_off_also_those_of_aiohttp():
    async with serving(answer(), drop(), retry=RetryPolicy(attempts=1)) as (server, call):
        await call.send()
        with pytest.raises(ConnectionFailedError):
            await call.send()
        assert len(server.requests) == 2


async def test_one_attempt_gives_back_a_429_as_it_is():
    async with serving(answer(429), retry=RetryPolicy(attempts=1)) as (server, call):
        assert (await call.send()).status == 429
        assert len(server.requests) == 1


# several attempts of one idempotent write


async def test_a_success_after_a_lost_answer_says_that_it_was_sent_twice():
    async with serving(drop(), answer(200)) as (server, call):
        assert (await call.send("PUT")).resent
        assert len(server.requests) == 2


async def test_a_404_after_a_lost_deletion_says_that_it_was_sent_twice():
    async with serving(drop(), answer(404)) as (_, call):
        response = await call.send("DELETE")
        assert (response.status, response.resent) == (404, True)


async def test_a_success_after_a_503_was_sent_once_for_all_that_matters():
    async with serving(answer(503), answer(200)) as (server, call):
        assert not (await call.send("PUT")).resent
        assert len(server.requests) == 2


@pytest.mark.parametrize("status", [429, 503])
async def test_a_refusal_to_the_last_attempt_leaves_the_lost_one_unknown(status: int):
    async with serving(drop(), answer(status)) as (server, call):
        with pytest.raises(OutcomeUnknownError, match="its answer was lost") as caught:
            await call.send("PUT")
        assert (caught.value.attempts, caught.value.status) == (1, 0)
        assert len(server.requests) == 3


async def test_a_gateways_answer_to_the_last_attempt_counts_both():
    async with serving(drop(), answer(504)) as (_, call):
        with pytest.raises(OutcomeUnknownError, match="a gateway answered 504") as caught:
            await call.send("PUT")
        assert (caught.value.attempts, caught.value.status) == (2, 504)


async def test_a_console_that_went_away_after_a_lost_answer_leaves_it_unknown():
    async with serving() as (server, call):
        server.script = [stop_listening(server)]
        with pytest.raises(OutcomeUnknownError) as caught:
            await call.send("PUT")
        assert caught.value.attempts == 1


async def test_a_new_certificate_after_a_lost_answer_leaves_it_unknown():
    async with RawServer(presented=certificate("new")) as other, serving() as (server, call):
        server.script = [move_to(other, call)]
        with pytest.raises(OutcomeUnknownError, match="its answer was lost") as caught:
            await call.send("PUT")
        assert caught.value.attempts == 1
        with pytest.raises(CertificateMismatchError):
            await call.send("PUT")
        assert other.received == b""


def move_to(other: RawServer, call: Caller) -> Step:
    """Lose the answer, and from then on let another server stand at the address."""

    async def act(peer: Peer) -> None:
        call.endpoint.prefix = f"https://{other.host}/base"
        peer.abort()

    return act


async def test_a_client_closed_between_two_attempts_leaves_the_first_unknown():
    class ClosingClock(FakeClock):
        async def sleep(self, seconds: float) -> None:
            await call.transport.close()

    async with RawServer(drop()) as server:
        call = Caller(server.port, Pinned(server.fingerprint), clock=ClosingClock())
        async with call:
            with pytest.raises(OutcomeUnknownError):
                await call.send("PUT")
        assert len(server.requests) == 1


class SpeaksFirst:
    """A server that greets like a mail server."""

    connections = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._greet, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _greet(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(b"220 mail.invalid ready\r\n" * 5)
        writer.close()

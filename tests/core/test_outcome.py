"""What is known of a write whose answer tells nothing, and of one that was cancelled or had no time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from tests.support.application import PLAIN, WRAPPED, answer, application
from tests.support.calls import Caller, serving
from tests.support.models import Shape, Square, Thing
from tests.support.raw_server import answer as scripted
from tests.support.raw_server import drop, hang
from unifi_sdk import DecodeError, OutcomeUnknownError, RequestTimeoutError, Safety, UnexpectedContentError
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.transport import Response
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import Pinned

PAGE = answer("<html>starting</html>", Content_Type="text/html")
HALF = answer('{"id": "a')
WRITES = ["POST /v1/things", "PUT /v1/things", "PATCH /v1/things", "DELETE /v1/things"]


# an answer that tells nothing


@pytest.mark.parametrize("operation", WRITES)
@pytest.mark.parametrize("model", [Thing, None])
@pytest.mark.parametrize("response", [PAGE, HALF, answer("\x00\xff"), answer("NaN")])
async def test_a_write_that_is_answered_with_no_document_has_an_unknown_outcome(
    operation: str, model: type[Thing] | None, response: Response
) -> None:
    for dialect in (PLAIN, WRAPPED):
        with pytest.raises(OutcomeUnknownError, match="tells nothing") as caught:
            await application(response, dialect=dialect).call(operation, model)
        assert (caught.value.operation, caught.value.status, caught.value.attempts) == (operation, 200, 1)
        assert isinstance(caught.value.__cause__, UnexpectedContentError)


@pytest.mark.parametrize("body", ["", "null", "[]", '"x"', "{}", '{"ok": true}', '{"id": 7}'])
async def test_a_write_that_is_answered_with_another_shape_has_an_unknown_outcome(body: str) -> None:
    with pytest.raises(OutcomeUnknownError) as caught:
        await application(answer(body)).call("POST /v1/things", Thing)
    assert isinstance(caught.value.__cause__, DecodeError)


@pytest.mark.parametrize("body", ["[]", '"x"', "null", "{}", '{"ok": true}'])
async def test_an_act_whose_answer_has_no_envelope_has_an_unknown_outcome(body: str) -> None:
    with pytest.raises(OutcomeUnknownError):
        await application(answer(body), dialect=WRAPPED).call("PUT /v1/things", None)


@pytest.mark.parametrize("dialect", [PLAIN, WRAPPED])
@pytest.mark.parametrize("status", [200, 202, 204])
async def test_an_act_without_content_that_is_answered_with_nothing_is_done(dialect: Dialect, status: int) -> None:
    assert await application(answer("", status), dialect=dialect).call("PUT /v1/things", None) is None


@pytest.mark.parametrize("body", ['{"kind": "CIRCLE"}', '{"sideMm": 2}', '{"ok": true}', "{}"])
async def test_an_answer_that_is_not_the_variant_that_was_asked_for_tells_nothing(body: str) -> None:
    with pytest.raises(OutcomeUnknownError):
        await application(answer(body)).call("POST /v1/shapes", Square)


async def test_an_answer_of_the_right_variant_or_of_any_that_was_asked_for_is_one() -> None:
    assert await application(answer('{"kind": "SQUARE"}')).call("POST /v1/shapes", Square) == Square()
    assert (await application(answer('{"kind": "HEXAGON"}')).call("POST /v1/shapes", Shape)).kind == "HEXAGON"


async def test_a_read_with_such_an_answer_says_what_is_wrong_with_it() -> None:
    with pytest.raises(UnexpectedContentError):
        await application(PAGE).call("GET /v1/things", Thing)
    with pytest.raises(DecodeError):
        await application(answer("{}")).call("POST /v1/things", Thing, safety=Safety.READ)


async def test_a_redirect_says_that_the_write_was_not_taken() -> None:
    with pytest.raises(UnexpectedContentError, match="redirects"):
        await application(answer("", 302)).call("POST /v1/things", None)


# cancelled


def notes(error: BaseException | None) -> str:
    return "\n".join(getattr(error, "__notes__", ()))


async def test_a_cancelled_write_that_had_left_says_so_and_stays_cancelled():
    async with serving(hang()) as (server, call):
        task = asyncio.create_task(call.send("PUT"))
        await server.arrived()
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert task.cancelled()
    assert notes(caught.value).count("PUT /v1/things had left") == 1


async def test_a_write_with_a_body_that_was_cancelled_in_the_middle_of_its_answer_says_so():
    async with serving(hang(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")) as (server, call):
        task = asyncio.create_task(call.send("POST", body=b"{}"))
        await server.arrived()
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
    assert "may have been carried out" in notes(caught.value)


@pytest.mark.parametrize(
    "limited",
    [
        lambda work: asyncio.wait_for(work, 0.05),
        lambda work: _within_a_timeout(work),
    ],
)
async def test_a_timeout_of_the_callers_own_has_the_note_on_its_cause(
    limited: Callable[[Awaitable[object]], Awaitable[object]],
):
    async with serving(hang(), clock=SystemClock()) as (_, call):
        with pytest.raises(TimeoutError) as caught:
            await limited(call.send("PUT"))
    assert type(caught.value) is TimeoutError
    assert "may have been carried out" in notes(caught.value.__cause__)


async def _within_a_timeout(work: Awaitable[object]) -> object:
    async with asyncio.timeout(0.05):
        return await work


async def test_a_cancelled_read_has_no_note():
    async with serving(hang()) as (server, call):
        task = asyncio.create_task(call.send("GET"))
        await server.arrived()
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
    assert notes(caught.value) == ""


async def test_a_write_that_was_cancelled_while_it_was_connecting_has_no_note(deaf_port: int):
    async with Caller(deaf_port, Pinned("0" * 64), clock=SystemClock()) as call:
        with pytest.raises(TimeoutError) as caught:
            await _within_a_timeout(call.send("PUT"))
    assert notes(caught.value.__cause__) == ""


async def test_a_write_that_was_cancelled_while_it_waited_for_its_turn_has_no_note():
    async with serving(clock=SystemClock()) as (server, call):
        call.endpoint.pace.hold(20)
        with pytest.raises(TimeoutError) as caught:
            await _within_a_timeout(call.send("PUT"))
        assert server.requests == []
    assert notes(caught.value.__cause__) == ""


@pytest.mark.parametrize(("step", "is_noted"), [(drop(), True), (scripted(429), False), (scripted(503), False)])
async def test_a_wait_between_attempts_has_a_note_when_the_attempt_before_may_have_arrived(step, is_noted: bool):
    policy = RetryPolicy(base_seconds=20, throttled_base_seconds=20, jitter=lambda: 0.9)
    async with serving(step, retry=policy, clock=SystemClock()) as (_, call):
        with pytest.raises(TimeoutError) as caught:
            await _within_a_timeout(call.send("PUT"))
    assert ("may have been carried out" in notes(caught.value.__cause__)) == is_noted


# out of time


async def test_a_write_without_an_answer_in_its_own_time_has_an_unknown_outcome():
    async with serving(hang(), clock=SystemClock()) as (_, call):
        with pytest.raises(OutcomeUnknownError):
            await call.send("PUT", deadline_seconds=0.1)


@pytest.mark.parametrize("verb", ["PUT", "POST", "GET"])
async def test_a_call_that_got_no_connection_in_its_own_time_is_a_timeout_and_no_unknown_outcome(
    verb: str, deaf_port: int
):
    async with Caller(deaf_port, Pinned("0" * 64), clock=SystemClock()) as call:
        with pytest.raises(RequestTimeoutError):
            await call.send(verb, deadline_seconds=0.1)


async def test_a_write_that_found_no_free_connection_in_its_own_time_is_a_timeout():
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session,
        serving(hang(), session=session, clock=SystemClock()) as (server, call),
    ):
        first = asyncio.create_task(call.send("GET"))
        await server.arrived()
        with pytest.raises(RequestTimeoutError):
            await call.send("POST", deadline_seconds=0.1)
        first.cancel()
        await asyncio.wait({first})
        assert len(server.requests) == 1

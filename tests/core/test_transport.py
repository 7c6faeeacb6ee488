"""What a request looks like on the wire, whose session it uses, and what can be seen of it from outside."""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from types import SimpleNamespace

import aiohttp
import pytest

from tests.support.calls import KEY, Caller, serving
from tests.support.certificates import certificate
from tests.support.raw_server import RawServer, answer, drop, hang, raw, until, zipped
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.transport import Request, Transport
from unifi_sdk.auth import BearerToken
from unifi_sdk.errors import ConfigurationError, ConnectionFailedError, OutcomeUnknownError, RequestTimeoutError
from unifi_sdk.retry import RetryPolicy, Safety
from unifi_sdk.trust import Pinned

PIN = Pinned("0" * 64)


# on the wire


async def test_a_request_carries_the_prefix_the_key_and_no_body():
    async with serving() as (server, call):
        await call.send("GET", "/v1/sites?limit=1&q=%2Fa")
        request = server.requests[0]
        assert (request.verb, request.target, request.body) == ("GET", "/base/v1/sites?limit=1&q=%2Fa", b"")
        assert request.headers["x-api-key"] == KEY
        assert request.headers["host"] == server.host
        assert "content-type" not in request.headers


async def test_a_body_is_sent_as_it_is_and_called_json():
    async with serving() as (server, call):
        await call.send("POST", body=b'{"name":"\xc3\xa4"}')
        assert server.requests[0].body == b'{"name":"\xc3\xa4"}'
        assert server.requests[0].headers["content-type"] == "application/json"


async def test_an_upload_is_called_what_it_is_and_carries_the_key():
    async with serving() as (server, call):
        operation = parse_operation("POST /v1/files")
        request = Request(call.endpoint, operation, "/v1/files", Safety.UNSAFE, b"GIF89a", content_type="image/gif")
        await call.transport.send(request)
        assert server.requests[0].headers["content-type"] == "image/gif"
        assert server.requests[0].headers["x-api-key"] == KEY
        assert server.requests[0].body == b"GIF89a"


async def test_a_large_body_arrives_whole_and_without_a_warning_and_again_when_it_is_repeated():
    body = bytes(range(256)) * 10_000
    async with serving(drop(), answer(503), answer(200)) as (server, call):
        await call.send("PUT", body=body)
        assert [request.body == body for request in server.requests] == [True, True, True]
        assert server.requests[0].headers["content-length"] == str(len(body))


async def test_a_refusal_that_comes_before_a_large_body_was_read_is_that_refusal():
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0, ssl=certificate().context)
    port = server.sockets[0].getsockname()[1]
    async with server, Caller(port, Pinned(certificate().fingerprint)) as call:
        assert (await call.send("POST", body=b"x" * 500_000)).status == 413


async def test_the_status_the_headers_and_the_body_of_an_answer_are_given_back():
    async with serving(answer(418, b"short", {"Content-Type": "Text/Plain; charset=x", "X-A": "b"})) as (_, call):
        response = await call.send()
        assert (response.status, response.body, response.headers["x-a"]) == (418, b"short", "b")
        assert response.content_type == "text/plain"


async def test_the_repr_of_a_request_and_of_an_answer_shows_no_content():
    async with serving(answer(200, b'"private"', {"X-A": "private"})) as (_, call):
        assert "private" not in repr(await call.send())


async def test_new_headers_after_a_login_are_sent_from_the_next_request_on():
    async with serving() as (server, call):
        await call.send()
        call.endpoint.set_headers(dict([BearerToken("fake-bearer-token").header()]))
        await call.send("POST", body=b"{}")
        assert "x-api-key" not in server.requests[1].headers
        assert server.requests[1].headers["authorization"] == "Bearer fake-bearer-token"


# sessions


async def test_requests_share_one_connection():
    async with serving() as (server, call):
        for _ in range(3):
            await call.send()
        assert server.connections == 1


async def test_the_session_made_here_is_closed_with_its_sockets():
    async with RawServer() as server:
        async with Caller(server.port, Pinned(server.fingerprint)) as call:
            await call.send()
            assert server.open_connections == 1
        await server.all_closed()
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_an_injected_session_is_used_and_not_closed():
    async with aiohttp.ClientSession(headers={"X-Mine": "yes"}) as session, serving(session=session) as (server, call):
        await call.send()
        await call.transport.close()
        assert not session.closed
        await call.send()
        assert [request.headers["x-mine"] for request in server.requests] == ["yes", "yes"]


async def test_opening_twice_makes_one_session_and_closing_twice_does_no_harm():
    async with serving() as (server, call):
        await call.send()
        await call.transport.open()
        await call.send()
        assert server.connections == 1
        await call.transport.close()
        await call.transport.close()


async def test_a_closed_transport_can_be_opened_again():
    async with serving() as (_, call):
        await call.transport.close()
        await call.transport.open()
        assert (await call.send()).status == 200


async def test_a_transport_that_is_not_open_says_how_to_open_it():
    with pytest.raises(ConfigurationError, match="async with"):
        await Caller(443, PIN).send()


async def test_an_injected_session_that_was_closed_is_told_and_not_shown_as_a_runtime_error():
    async with serving(session=aiohttp.ClientSession()) as (_, call):
        assert call.transport._session is not None
        await call.transport._session.close()
        with pytest.raises(ConfigurationError, match="not open"):
            await call.send("PUT")


async def test_closing_ends_a_read_under_way():
    async with serving(hang()) as (server, call):
        task = asyncio.create_task(call.send())
        await server.arrived()
        await call.transport.close()
        with pytest.raises((ConnectionFailedError, ConfigurationError)):
            await task


async def test_closing_leaves_a_write_under_way_unknown():
    async with serving(hang()) as (server, call):
        task = asyncio.create_task(call.send("POST"))
        await server.arrived()
        await call.transport.close()
        with pytest.raises(OutcomeUnknownError):
            await task


async def test_closing_cancels_and_awaits_the_tasks_that_were_started_here():
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            ended.append("yes")

    transport = Transport()
    await transport.open()
    task = transport.spawn(work())
    await asyncio.sleep(0)
    await transport.close()
    assert ended == ["yes"]
    assert task.cancelled()


async def test_a_task_that_has_ended_is_forgotten():
    async def work() -> int:
        return 1

    transport = Transport()
    assert await transport.spawn(work()) == 1
    await asyncio.sleep(0)
    assert not transport._tasks


async def test_a_session_that_raises_for_a_status_by_itself_changes_nothing():
    async with (
        aiohttp.ClientSession(raise_for_status=True) as session,
        serving(answer(404), session=session) as (server, call),
    ):
        assert (await call.send()).status == 404
        assert (await call.send("POST")).status == 404
        assert len(server.requests) == 2


async def test_a_session_with_a_base_url_changes_nothing():
    async with (
        aiohttp.ClientSession(base_url="https://elsewhere.invalid/api/") as session,
        serving(session=session) as (server, call),
    ):
        await call.send()
        assert server.requests[0].target == "/base/v1/things"


async def test_a_session_that_does_not_decompress_by_itself_changes_nothing():
    async with (
        aiohttp.ClientSession(auto_decompress=False) as session,
        serving(zipped(200, b'{"a":1}'), session=session) as (_, call),
    ):
        assert (await call.send()).body == b'{"a":1}'


async def test_a_session_with_a_shorter_timeout_does_not_shorten_the_deadline():
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.001)) as session,
        serving(session=session) as (_, call),
    ):
        assert (await call.send()).status == 200


async def test_a_session_that_logs_in_by_itself_is_refused_before_anything_is_sent():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer versions of aiohttp have another way
        session = aiohttp.ClientSession(auth=aiohttp.BasicAuth("user", "fake"))
    async with session, serving(session=session) as (server, call):
        call.endpoint.set_headers(dict([BearerToken("fake-bearer-token").header()]))
        with pytest.raises(ConfigurationError, match="session's settings"):
            await call.send()
        assert server.received == b""


@pytest.mark.parametrize("verb", ["GET", "PUT", "POST", "DELETE"])
async def test_the_middlewares_of_an_injected_session_still_run(verb: str):
    async def sign(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        request.headers["X-Signed"] = "yes"
        return await handler(request)

    async with aiohttp.ClientSession(middlewares=(sign,)) as session, serving(session=session) as (server, call):
        await call.send(verb)
        assert server.requests[0].headers["x-signed"] == "yes"


async def test_a_middleware_that_repeats_on_errors_does_not_double_a_write():
    async def stubborn(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        try:
            return await handler(request)
        except aiohttp.ClientError:
            return await handler(request)

    async with (
        aiohttp.ClientSession(middlewares=(stubborn,)) as session,
        serving(drop(), session=session) as (server, call),
    ):
        with pytest.raises(OutcomeUnknownError):
            await call.send("POST")
        assert len(server.requests) == 1


# seen from outside


async def test_a_trace_sees_which_operation_a_request_belongs_to():
    seen: list[object] = []

    async def on_start(_: aiohttp.ClientSession, context: SimpleNamespace, __: object) -> None:
        seen.append(context.trace_request_ctx)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(on_start)
    async with aiohttp.ClientSession(trace_configs=[trace]) as session, serving(session=session) as (_, call):
        await call.send("GET", "/v1/things")
        await call.send("DELETE", "/v1/things")
    assert seen == [{"operation": "GET /v1/things"}, {"operation": "DELETE /v1/things"}]


async def test_a_debug_line_has_operation_status_time_and_attempt_and_nothing_else(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    async with serving(answer(503, {"message": "secret"}), drop(), answer(200)) as (_, call):
        await call.send("PUT", body=b'{"secret":1}')
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("unifi_sdk")]
    shapes = [
        r"PUT /v1/things -> 503 in \d+\.\d ms, attempt 1",
        r"PUT /v1/things -> AnswerLostError in \d+\.\d ms, attempt 2",
        r"PUT /v1/things -> 200 in \d+\.\d ms, attempt 3",
    ]
    assert len(lines) == len(shapes)
    assert all(re.fullmatch(shape, line) for shape, line in zip(shapes, lines, strict=True)), lines
    assert {record.levelno for record in caplog.records if record.name.startswith("unifi_sdk")} == {logging.DEBUG}


async def test_nothing_is_logged_above_debug(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    async with serving(answer(500)) as (_, call):
        await call.send("POST")
    assert caplog.records == []


async def test_a_console_teaches_the_pace():
    header = {"RateLimit-Policy": '"10-in-1sec"; q=10; w=1; pk=:eA==:'}
    async with serving(answer(200, headers=header)) as (_, call):
        assert call.endpoint.pace.per_second is None
        await call.send()
        assert call.endpoint.pace.per_second == 8


# errors


async def test_an_error_has_no_cause_that_could_show_the_request(closed_port: int):
    async with Caller(closed_port, PIN, retry=RetryPolicy(attempts=1)) as call:
        with pytest.raises(ConnectionFailedError) as caught:
            await call.send()
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_an_answer_that_is_no_http_is_a_lost_connection():
    async with serving(raw(b"EHLO\r\n\r\n", close=True)) as (_, call):
        with pytest.raises(ConnectionFailedError):
            await call.send()


async def test_a_body_in_another_coding_than_it_says_is_a_lost_answer():
    async with serving(answer(200, b"no gzip", {"Content-Encoding": "gzip"})) as (server, call):
        with pytest.raises(OutcomeUnknownError):
            await call.send("POST")
        assert len(server.requests) == 1


async def test_a_request_error_names_its_operation():
    async with serving(hang(), retry=RetryPolicy(deadline_seconds=0.05, attempts=1)) as (_, call):
        with pytest.raises(RequestTimeoutError) as caught:
            await call.send("GET", "/v1/sites")
    assert caught.value.operation == "GET /v1/sites"
    assert isinstance(caught.value, TimeoutError)


async def test_many_calls_at_once_are_answered_each_with_its_own():
    async with serving() as (server, call):
        async with asyncio.TaskGroup() as group:
            for number in range(20):
                group.create_task(call.send("GET", f"/v1/things/{number}"))
        await until(lambda: len(server.requests) == 20)
        assert {request.target for request in server.requests} == {f"/base/v1/things/{n}" for n in range(20)}

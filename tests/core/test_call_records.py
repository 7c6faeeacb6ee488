"""A program is told of each call, exactly once, however it ends."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from contextlib import aclosing, suppress

import attrs
import pytest
import pytest_asyncio

from tests.core.test_websocket import upgrade
from tests.support.calls import KEY, Caller, serving
from tests.support.raw_server import Step, answer, drop, hang, reset
from unifi_sdk import (
    AccessClient,
    ApiError,
    CloudClient,
    ConfigurationError,
    Console,
    LegacyProtectClient,
    MutationBlockedError,
    NetworkClient,
    NotFoundError,
    OutcomeUnknownError,
    Pinned,
    ProtectClient,
    RetryPolicy,
    TransportError,
    UniFiError,
    plan,
)
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.failures import HandshakeRefusedError
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.records import _without_ids
from unifi_sdk._core.transport import Request, Response, Transport
from unifi_sdk.calls import CallOutcome, CallRecord
from unifi_sdk.fleet import ConsoleReference, Pin
from unifi_sdk.retry import Safety
from unifi_sdk.simulator import Fault, SimulatedCloud, SimulatedConsole

ONCE = RetryPolicy(attempts=1)
QUICK = RetryPolicy(jitter=lambda: 0.0)


async def the_record(*script: Step, verb: str = "GET", body: bytes | None = None, **options: object) -> CallRecord:
    """What is told of one call to a server with this script, which may fail."""
    told: list[CallRecord] = []
    async with serving(*script, on_call=told.append, **options) as (_, call):  # type: ignore[arg-type]
        with suppress(UniFiError):
            await call.send(verb, body=body)
    (record,) = told
    return record


async def test_a_call_that_went_well_is_told_with_all_that_there_is_to_tell():
    record = await the_record(answer(200, b'{"a":1}'))
    assert attrs.evolve(record, seconds=0.0) == CallRecord(
        operation="GET /v1/things",
        console="127.0.0.1",
        application="network",
        status=200,
        seconds=0.0,
        attempts=1,
        bytes_sent=0,
        bytes_received=7,
        outcome=CallOutcome.OK,
    )


async def test_attempts_are_counted_and_are_one_call():
    record = await the_record(answer(503), answer(503, b"later"), answer(200, b"{}"), verb="PUT", body=b'{"on":true}')
    assert (record.attempts, record.status, record.outcome) == (3, 200, "ok")
    assert record.bytes_sent == 3 * len(b'{"on":true}')
    assert record.bytes_received == len(b"{}") + len(b"later") + len(b"{}")


async def test_the_time_of_a_call_has_its_waits_in_it():
    record = await the_record(answer(503, b"{}", {"Retry-After": "7"}), answer())
    assert record.seconds == 7.0


async def test_a_refusal_is_told_with_its_status():
    record = await the_record(answer(404, b"no"))
    assert (record.status, record.outcome, record.bytes_received) == (404, "refused", 2)


async def test_a_lost_connection_has_no_status():
    record = await the_record(answer(503), reset(), drop(), retry=RetryPolicy(jitter=lambda: 0.0))
    assert (record.attempts, record.status, record.outcome) == (3, None, "unreachable")


async def test_a_place_where_nobody_listens_is_unreachable(closed_port: int):
    told: list[CallRecord] = []
    async with Caller(closed_port, Pinned("0" * 64), retry=ONCE, on_call=told.append) as call:
        with pytest.raises(TransportError):
            await call.send()
    assert [(record.status, record.attempts, record.outcome) for record in told] == [(None, 1, "unreachable")]


async def test_an_answer_that_does_not_come_has_timed_out():
    quick = RetryPolicy(attempts=1, deadline_seconds=0.05)
    assert (await the_record(hang(), retry=quick, clock=SystemClock())).outcome == "timed_out"


async def test_another_certificate_is_told_as_such():
    told: list[CallRecord] = []
    async with serving() as (server, _), Caller(server.port, Pinned("0" * 64), on_call=told.append) as call:
        with pytest.raises(TransportError):
            await call.send()
    assert [record.outcome for record in told] == [CallOutcome.UNTRUSTED]


async def test_a_write_without_an_answer_is_unknown():
    record = await the_record(reset(), verb="POST", body=b"{}")
    assert (record.outcome, record.status, record.attempts) == ("unknown", None, 1)


async def test_a_body_over_the_cap_is_too_large():
    told: list[CallRecord] = []
    async with serving(answer(200, b"x" * 100), on_call=told.append) as (_, call):
        with pytest.raises(UniFiError):
            await call.send(cap=10)
    assert told[0].outcome == "too_large"


async def test_bytes_are_those_of_a_body_that_came_compressed():
    step = answer(200, gzip.compress(b"{}" + b" " * 5000), {"Content-Encoding": "gzip"})
    assert (await the_record(step)).bytes_received == 5002


async def test_a_call_that_is_cancelled_is_told_once():
    told: list[CallRecord] = []
    async with serving(hang(), on_call=told.append, clock=SystemClock()) as (server, call):
        task = asyncio.create_task(call.send())
        await server.arrived()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert [(record.outcome, record.attempts) for record in told] == [(CallOutcome.CANCELLED, 1)]


async def test_what_is_refused_on_this_side_was_not_sent():
    record = await the_record(verb="DELETE", read_only=True)
    assert (record.outcome, record.attempts, record.status) == ("not_sent", 0, None)


async def test_a_closed_client_sends_nothing_and_says_so():
    told: list[CallRecord] = []
    async with serving(on_call=told.append) as (_, call):
        await call.transport.close()
        with pytest.raises(ConfigurationError):
            await call.send()
    assert [record.outcome for record in told] == ["not_sent"]


async def test_a_hook_that_raises_breaks_no_call_and_is_logged_once(caplog: pytest.LogCaptureFixture):
    def broken(record: CallRecord) -> None:
        raise LookupError("oh no")

    async with serving(on_call=broken) as (server, call):
        with caplog.at_level(logging.WARNING, "unifi_sdk.calls"):
            await call.send()
            await call.send()
        assert len(server.requests) == 2
    assert [record.getMessage() for record in caplog.records if record.name == "unifi_sdk.calls"] == [
        "on_call raised LookupError: no later error of it is logged"
    ]


@pytest.mark.parametrize("kind", ["function", "object"])
def test_an_async_function_is_no_hook(kind: str):
    async def hook(record: CallRecord) -> None: ...

    class Hook:
        async def __call__(self, record: CallRecord) -> None: ...

    with pytest.raises(ConfigurationError, match="plain function"):
        Transport(on_call=hook if kind == "function" else Hook())


async def test_without_a_hook_nothing_is_counted():
    async with serving() as (_, call):
        request = Request(call.endpoint, parse_operation("GET /v1/things"), "/v1/things", Safety.READ)
        await call.transport.send(request)
        assert request.tally is None


# downloads and WebSockets


async def download(call: Caller, pieces: int | None = None) -> None:
    """Download something, or so many pieces of it."""

    def judge(response: Response) -> None:
        if response.status >= 300:
            raise NotFoundError("no such file", status=response.status)

    request = Request(call.endpoint, parse_operation("GET /v1/video"), "/v1/video", Safety.READ)
    async with aclosing(call.transport.download(request, judge)) as chunks:
        count = 0
        async for _ in chunks:
            count += 1
            if count == pieces:
                return


async def test_a_download_is_told_at_its_end_with_all_its_bytes():
    told: list[CallRecord] = []
    async with serving(answer(503), answer(200, b"x" * 300_000), on_call=told.append) as (_, call):
        await download(call)
    assert [(record.outcome, record.attempts, record.bytes_received) for record in told] == [("ok", 2, 300_002)]


async def test_a_download_that_is_left_is_cancelled():
    told: list[CallRecord] = []
    async with serving(answer(200, b"x" * 300_000), on_call=told.append) as (_, call):
        await download(call, 1)
    assert [record.outcome for record in told] == [CallOutcome.CANCELLED]


@pytest.mark.parametrize(("step", "outcome"), [(answer(404), "refused"), (drop(), "unreachable")])
async def test_a_download_that_fails_is_told_as_any_call(step: Step, outcome: str):
    told: list[CallRecord] = []
    async with serving(step, on_call=told.append, retry=ONCE) as (_, call):
        with pytest.raises(UniFiError):
            await download(call)
    assert [record.outcome for record in told] == [outcome]


async def test_of_a_websocket_the_handshake_is_the_call():
    told: list[CallRecord] = []
    async with serving(upgrade(b"one"), on_call=told.append) as (_, call):
        socket = await call.websocket()
        await socket.receive_str()
        assert [(record.status, record.outcome) for record in told] == [(101, "ok")]
    assert len(told) == 1


async def test_a_handshake_that_is_refused_is_told_with_its_status():
    told: list[CallRecord] = []
    async with serving(answer(403), on_call=told.append) as (_, call):
        with pytest.raises(HandshakeRefusedError):
            await call.websocket()
    assert [(record.status, record.outcome) for record in told] == [(403, "refused")]


# on a console


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def simulated():
    async with SimulatedConsole() as console:
        yield console


module = pytest.mark.asyncio(loop_scope="module")


@module
async def test_every_way_to_a_client_takes_the_hook(simulated: SimulatedConsole):
    told: list[CallRecord] = []
    tls, add = Pinned(*simulated.fingerprints), told.append
    key, host = simulated.api_key, simulated.address
    async with NetworkClient(host, api_key=key, tls=tls, on_call=add) as network:
        await network.info.get()
    async with ProtectClient(host, api_key=key, tls=tls, on_call=add) as protect:
        await protect.nvr.get()
    access_host = f"{simulated.host}:{simulated.access_port}"
    async with AccessClient(access_host, token=simulated.access_token, tls=tls, on_call=add) as access:
        await access.doors.list()
    legacy_host = f"{simulated.host}:{simulated.legacy_port}"
    name, password = simulated.username, simulated.password
    async with LegacyProtectClient(legacy_host, username=name, password=password, tls=tls, on_call=add) as legacy:
        await legacy.login()
    async with Console.from_env(simulated.environment(), on_call=add) as console:
        await console.network.info.get()
    pins = [Pin(fingerprint) for fingerprint in simulated.fingerprints]
    reference = ConsoleReference(name="Seaside", host=host, pins=pins, api_key_name="KEY")
    async with reference.connect({"KEY": key}.get, on_call=add) as console:
        await console.network.info.get()
    assert [(record.console, record.application) for record in told] == [
        ("127.0.0.1", "network"),
        ("127.0.0.1", "protect"),
        ("127.0.0.1", "access"),
        ("127.0.0.1", "protect-legacy"),
        ("127.0.0.1", "network"),
        ("Seaside", "network"),
    ]
    assert {record.outcome for record in told} == {"ok"}


@module
async def test_what_is_planned_is_no_call_and_what_is_blocked_is_one(simulated: SimulatedConsole):
    told: list[CallRecord] = []
    async with simulated.connect(read_only=True, on_call=told.append) as console:
        site = await console.network.default_site()
        told.clear()
        await plan(site.vouchers.create(name="Lobby", minutes=60))
        assert told == []
        with pytest.raises(MutationBlockedError):
            await site.vouchers.create(name="Lobby", minutes=60)
    assert [(record.operation, record.outcome) for record in told] == [
        ("POST /v1/sites/{site_id}/hotspot/vouchers", "not_sent")
    ]


@module
async def test_a_refusal_with_a_good_status_is_a_refusal(simulated: SimulatedConsole):
    told: list[CallRecord] = []
    refused = {"code": "CODE_RESOURCE_NOT_FOUND", "msg": "not found", "data": None}
    simulated.faults.add(Fault.body(json.dumps(refused).encode()), "GET /*/doors")
    async with simulated.connect(on_call=told.append) as console:
        with pytest.raises(ApiError):
            await console.access.doors.list()
        await console.access.doors.list()
    assert [(record.status, record.outcome) for record in told] == [(200, "refused"), (200, "ok")]


@module
async def test_each_page_of_a_list_is_a_call(simulated: SimulatedConsole):
    told: list[CallRecord] = []
    async with simulated.connect(on_call=told.append) as console:
        site = await console.network.default_site()
        told.clear()
        pages = [page async for page in site.clients.list().pages(size=4)]
    assert len(pages) > 1
    assert [record.operation for record in told] == ["GET /v1/sites/{site_id}/clients"] * len(told)
    assert len(told) >= len(pages)


@module
async def test_a_write_whose_answer_is_lost_is_told_as_unknown(simulated: SimulatedConsole):
    told: list[CallRecord] = []
    async with simulated.connect(on_call=told.append) as console:
        doors = await console.access.doors.list()
        simulated.faults.add(Fault.lose_answer(), "PUT /*/unlock")
        with pytest.raises(OutcomeUnknownError):
            await console.access.doors.unlock(doors[0].id)
    assert (told[-1].operation, told[-1].outcome) == ("PUT /doors/{door_id}/unlock", CallOutcome.UNKNOWN)


@module
async def test_no_id_no_secret_and_no_query_is_in_a_record(simulated: SimulatedConsole):
    told: list[CallRecord] = []
    async with SimulatedCloud(consoles=[simulated]) as behind, behind.connect(on_call=told.append) as cloud:
        (host,) = await cloud.hosts.list()
        await cloud.hosts.get(host.id)
        await cloud.devices.every(host_ids=[host.id])
        for console in (cloud.console(host), cloud.console(host.id)):
            async with console:
                site = await console.network.default_site()
                device = (await site.devices.list())[0]
                await site.devices.statistics(device.id)
                await console.network.call(f"GET /v1/sites/{site.id}/devices/{device.id}")
        reference = ConsoleReference.of(host, cloud_host=behind.address)
    text = "\n".join(map(repr, told))
    for hidden in (host.id, host.id.partition(":")[0], site.id, device.id, simulated.api_key, behind.api_key, "?"):
        assert hidden not in text
    assert {record.console for record in told} == {"127.0.0.1", "Console 1"}
    assert "GET /v1/sites/{id}/devices/{id}" in {record.operation for record in told}
    assert reference.label == "Console 1"
    assert KEY not in text


@pytest.mark.parametrize("given", ["Abc", "64f1a0", "a:b", "11:22:33:44:55:66", "x" * 40, "café", "alice@example.com"])
def test_what_is_no_word_of_the_vendors_is_an_id(given: str):
    found = _without_ids(f"GET /v1/sites/{given}/radius-profiles/{{other}}")
    assert found == "GET /v1/sites/{id}/radius-profiles/{other}"


async def test_the_cloud_has_the_hook_too():
    told: list[CallRecord] = []
    async with SimulatedCloud() as behind:
        client = CloudClient.from_env(
            {"UNIFI_CLOUD_API_KEY": behind.api_key, "UNIFI_CLOUD_HOST": behind.address}, on_call=told.append
        )
        async with client as cloud:
            with pytest.raises(TransportError):  # its certificate is known to nobody here
                await cloud.hosts.list()
    assert [(record.application, record.outcome) for record in told] == [("cloud", "untrusted")]

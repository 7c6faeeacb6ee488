"""One known secret goes through every way to fail, and is found nowhere afterwards."""

from __future__ import annotations

import asyncio
import json
import logging
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace

import aiohttp
import pytest

from tests.support.certificates import certificate
from tests.support.clock import FakeClock
from tests.support.leaks import all_texts_of, texts_of
from tests.support.raw_server import RawServer, Step, answer, chunked, drop, hang, raw, zipped
from unifi_sdk import plan
from unifi_sdk._core.client import ApplicationClient, make_application
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.transport import Transport
from unifi_sdk.access import AccessClient
from unifi_sdk.auth import ApiKey, BearerToken
from unifi_sdk.errors import MutationBlockedError, UniFiError
from unifi_sdk.network import NetworkClient
from unifi_sdk.protect.legacy import LegacyProtectClient
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import CustomCA, Insecure, Pinned, SystemTrust, Trust

CANARY = "fake/canary+7f3d9a1b5e=="
SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
Call = Callable[[], Awaitable[object]]
MakeClient = Callable[[str, Trust, Transport], ApplicationClient]


def network(host: str, trust: Trust, transport: Transport) -> NetworkClient:
    return NetworkClient(host, api_key=CANARY, tls=trust, _transport=transport)


def access(host: str, trust: Trust, transport: Transport) -> AccessClient:
    return AccessClient(host, token=CANARY, tls=trust, _transport=transport)


def legacy(host: str, trust: Trust, transport: Transport) -> LegacyProtectClient:
    return LegacyProtectClient(host, username="viewer", password=CANARY, tls=trust, _transport=transport)


def read(client: ApplicationClient) -> Awaitable[object]:
    if isinstance(client, NetworkClient):
        return client.info.get()
    return client.doors.get("door-1") if isinstance(client, AccessClient) else client.cameras.get("camera-1")


def list_all(client: ApplicationClient) -> Awaitable[object]:
    if isinstance(client, NetworkClient):
        return client.site(SITE).vouchers.list()
    return client.doors.list() if isinstance(client, AccessClient) else client.cameras.list()


def write(client: ApplicationClient) -> Awaitable[object]:
    if isinstance(client, NetworkClient):
        return client.site(SITE).vouchers.create(name="lobby", minutes=60)
    return client.doors.unlock("door-1") if isinstance(client, AccessClient) else client.login()


CLIENTS = {"api key": network, "bearer token": access, "password": legacy}
CALLS = {"read": read, "list": list_all, "write": write}

SAID = f"the key {CANARY} is wrong"
BODIES: dict[str, object] = {
    "network": {"code": "api.x", "message": SAID, "requestId": CANARY, "requestPath": f"/x?key={CANARY}"},
    "code": {"code": CANARY, "msg": SAID, "data": None},
    "gateway": {"error": {"code": 401, "message": SAID, CANARY: CANARY}},
    "protect": {"error": SAID, "name": CANARY, "cause": {"message": SAID}, "issues": [CANARY, {"message": SAID}]},
    "meta": {"meta": {"rc": "error", "msg": CANARY, "message": SAID}},
    "text": json.dumps(SAID).encode(),
    "escaped": json.dumps({"code": "x", "message": SAID, "msg": SAID}).replace("/", "\\/").encode(),
    "list": [CANARY, [SAID]],
    "html": f"<html><title>{SAID}</title></html>".encode(),
    "plain": SAID.encode(),
    "nothing": b"",
}
ECHO = {
    "X-Echo": CANARY,
    "WWW-Authenticate": f"Bearer {CANARY}",
    "Retry-After": CANARY,
    "RateLimit-Policy": f'"{CANARY}"; q={CANARY}; w=1',
    "Server": CANARY,
}
ERRORS = {
    f"{status} {name}": answer(status, body, ECHO)
    for status in (400, 401, 403, 404, 409, 429, 500, 503)
    for name, body in BODIES.items()
    if status in (401, 500) or name in ("network", "code", "html")
}
ANSWERS: dict[str, Step] = {
    **ERRORS,
    "a refusal with 200": answer(200, BODIES["code"], ECHO),
    "a media type": answer(401, b"{}", {"Content-Type": f"{CANARY}; charset={CANARY}"}),
    "a media type with 200": answer(200, b"no json", {"Content-Type": f"text/{CANARY}"}),
    "html": answer(200, BODIES["html"], {"Content-Type": "text/html", **ECHO}),
    "a wrong shape": answer(200, {"applicationVersion": {CANARY: CANARY}, "id": [CANARY], "data": CANARY}, ECHO),
    "a list of bad items": answer(200, {"code": "SUCCESS", "data": [CANARY, {"id": [CANARY]}], "totalCount": 2}),
    "a bare list of bad items": answer(200, [CANARY, {"id": [CANARY], CANARY: CANARY}]),
    "a text": answer(200, BODIES["text"]),
    "half a document": answer(200, json.dumps({"id": CANARY}).encode()[:-3]),
    "a redirect": answer(302, b"", {"Location": f"https://elsewhere.invalid/?key={CANARY}", **ECHO}),
    "a large answer": chunked(200, [CANARY.encode() * 20_000] * 40),
    "a large error": chunked(400, [CANARY.encode() * 20_000]),
    "a large compressed answer": zipped(200, CANARY.encode() * 800_000),
    "a broken compression": answer(200, CANARY.encode(), {"Content-Encoding": "gzip"}),
    "a lost answer": drop(),
    "a cut answer": drop(f"HTTP/1.1 200 OK\r\nContent-Length: 999\r\nX-Echo: {CANARY}\r\n\r\n{CANARY}".encode()),
    "a gateway's answer": answer(504, BODIES["gateway"], ECHO),
    "no http": raw(f"HTTP/9 {CANARY} {CANARY}\r\n{CANARY}\r\n\r\n".encode(), close=True),
    "a bad header": raw(f"HTTP/1.1 200 OK\r\n{CANARY}\x01: {CANARY}\r\n\r\n".encode(), close=True),
    "a cookie": answer(401, b"{}", {"Set-Cookie": f"TOKEN={CANARY}; Path=/"}),
    "an endless answer": hang(f"HTTP/1.1 200 OK\r\nContent-Length: 999\r\nX-Echo: {CANARY}\r\n\r\n{CANARY}".encode()),
}


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Every logger at DEBUG, and the loop in its own debug mode."""
    caplog.set_level(logging.DEBUG)
    for name in ("asyncio", "aiohttp", "aiohttp.client", "aiohttp.internal", "aiohttp.websocket", "unifi_sdk"):
        caplog.set_level(logging.DEBUG, name)


@asynccontextmanager
async def opened(
    make: MakeClient, host: str, trust: Trust, *, retry: RetryPolicy | None = None, read_only: bool = False
) -> AsyncIterator[ApplicationClient]:
    asyncio.get_running_loop().set_debug(True)
    transport = Transport(retry=retry, read_only=read_only, clock=FakeClock())
    async with make(host, trust, transport) as client:
        await transport.open()
        try:
            yield client
        finally:
            await transport.close()


async def outcome_of(call: Awaitable[object]) -> BaseException | object:
    """What a call came to, with every frame that it went through."""
    try:
        return await call
    except BaseException as error:
        return error


def assert_nowhere(outcome: object, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """The secret, whole or as JSON writes it, stands in nothing that the outcome or the logs show."""
    found = all_texts_of(outcome) if isinstance(outcome, BaseException) else texts_of(outcome)
    spellings = {CANARY, json.dumps(CANARY)[1:-1], CANARY.replace("/", "\\/"), CANARY.replace("/", "\\\\/")}
    for where, text in [*found, *_logged(caplog), ("output", "".join(capsys.readouterr()))]:
        leaked = [spelling for spelling in spellings if spelling in text]
        assert not leaked, f"{where}: {text[:3000]}"


def _logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    formatter = logging.Formatter("%(name)s %(message)s")
    return [
        (f"log of {record.name}", f"{formatter.format(record)} {record.args!r} {record.__dict__!r}")
        for record in caplog.records
    ]


def insecure() -> Trust:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Insecure(reason="a test")


# answers


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("make", [network, access], ids=["api key", "bearer token"])
async def test_no_answer_brings_the_key_to_light(
    make: MakeClient,
    call: Callable[[ApplicationClient], Awaitable[object]],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
):
    policy = RetryPolicy(attempts=2, deadline_seconds=0.2)
    failed = 0
    async with RawServer() as server, opened(make, server.host, Pinned(server.fingerprint), retry=policy) as client:
        for name, step in ANSWERS.items():
            server.script = [step]
            caplog.clear()
            outcome = await outcome_of(call(client))
            failed += isinstance(outcome, UniFiError)
            try:
                assert_nowhere(outcome, caplog, capsys)
            except AssertionError as error:
                raise AssertionError(f"{name}: {error}") from None
    assert failed > len(ANSWERS) - 8


@pytest.mark.parametrize("name", ANSWERS)
async def test_no_answer_to_a_login_brings_the_password_to_light(
    name: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    policy = RetryPolicy(attempts=1, deadline_seconds=0.2)
    async with (
        RawServer(ANSWERS[name]) as server,
        opened(legacy, server.host, Pinned(server.fingerprint), retry=policy) as client,
    ):
        outcome = await outcome_of(read(client))
    assert isinstance(outcome, UniFiError)
    assert_nowhere(outcome, caplog, capsys)


async def test_a_token_of_a_login_that_is_echoed_is_not_brought_to_light(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    login = answer(200, {"id": "user-1"}, {"Authorization": CANARY})
    async with RawServer(login, answer(500, BODIES["protect"], ECHO)) as server:
        transport = Transport(retry=RetryPolicy(attempts=1), clock=FakeClock())
        client = LegacyProtectClient(
            server.host, username="viewer", password="another", tls=Pinned(server.fingerprint), _transport=transport
        )
        await transport.open()
        outcome = await outcome_of(read(client))
        await transport.close()
    assert isinstance(outcome, UniFiError)
    assert "failed" in str(outcome) or "***" in str(outcome)
    assert_nowhere(outcome, caplog, capsys)


# no answer


async def fail_to_connect(make: MakeClient, trust: Trust, host: str, **options: object) -> BaseException | object:
    async with opened(make, host, trust, **options) as client:
        return await outcome_of(write(client))


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
@pytest.mark.parametrize(
    "trust",
    [
        Pinned("ab" * 32),
        SystemTrust(),
        CustomCA(certificate("another").ca_pem),
        CustomCA("/no/such/file.pem"),
        CustomCA("-----BEGIN nothing"),
    ],
    ids=["wrong pin", "untrusted", "another ca", "no ca", "bad ca"],
)
async def test_no_certificate_brings_the_secret_to_light(
    make: MakeClient, trust: Trust, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    async with RawServer() as server:
        outcome = await fail_to_connect(make, trust, server.host)
        assert CANARY.encode() not in server.received
    assert isinstance(outcome, UniFiError)
    assert_nowhere(outcome, caplog, capsys)


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
async def test_no_dead_port_brings_the_secret_to_light(
    make: MakeClient,
    closed_port: int,
    deaf_port: int,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
):
    quick = RetryPolicy(attempts=1, deadline_seconds=0.05)
    for host in (f"127.0.0.1:{closed_port}", f"127.0.0.1:{deaf_port}", "no-such-host.invalid"):
        outcome = await fail_to_connect(make, insecure(), host, retry=quick)
        assert isinstance(outcome, UniFiError)
        assert_nowhere(outcome, caplog, capsys)


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
async def test_no_call_that_is_cut_short_brings_the_secret_to_light(
    make: MakeClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    async def cut_short(client: ApplicationClient) -> None:
        async with asyncio.timeout(0.05):
            await write(client)

    async with RawServer(hang()) as server, opened(make, server.host, Pinned(server.fingerprint)) as client:
        outcome = await outcome_of(cut_short(client))
        assert isinstance(outcome, TimeoutError)
        assert_nowhere(outcome, caplog, capsys)


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
async def test_no_closed_client_brings_the_secret_to_light(
    make: MakeClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    outcome = await outcome_of(write(make("127.0.0.1", SystemTrust(), Transport())))
    assert isinstance(outcome, UniFiError)
    assert_nowhere(outcome, caplog, capsys)


@pytest.mark.parametrize("make", [network, access], ids=["api key", "bearer token"])
async def test_no_write_that_is_not_sent_brings_the_key_to_light(
    make: MakeClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    async with opened(make, "127.0.0.1", SystemTrust(), read_only=True) as client:
        refused = await outcome_of(write(client))
        planned = await plan(write(client))
    assert isinstance(refused, MutationBlockedError)
    assert_nowhere(refused, caplog, capsys)
    assert_nowhere(planned, caplog, capsys)


async def test_an_exception_that_carries_a_plan_through_user_code_does_not_bring_the_key_to_light(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    seen: list[BaseException] = []

    async def watching(client: ApplicationClient) -> None:
        try:
            await write(client)
        except BaseException as error:
            seen.append(error)
            raise

    async with opened(network, "127.0.0.1", SystemTrust()) as client:
        await plan(watching(client))
    assert_nowhere(seen[0], caplog, capsys)


# WebSockets


@pytest.mark.parametrize("credential", [ApiKey(CANARY), BearerToken(CANARY)], ids=["api key", "bearer token"])
@pytest.mark.parametrize(
    "name", ["401 network", "403 html", "500 gateway", "a redirect", "a lost answer", "no http", "an endless answer"]
)
async def test_no_refused_handshake_brings_the_key_to_light(
    name: str,
    credential: ApiKey | BearerToken,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
):
    from unifi_sdk.network._dialect import DIALECT

    asyncio.get_running_loop().set_debug(True)
    async with RawServer(ANSWERS[name]) as server:
        transport = Transport(retry=RetryPolicy(deadline_seconds=0.1), clock=FakeClock())
        app = make_application(
            DIALECT,
            transport,
            host=server.host,
            port=443,
            base_path="/base",
            credential=credential,
            tls=Pinned(server.fingerprint),
        )
        await transport.open()
        outcome = await outcome_of(transport.websocket(app.endpoint, "/v1/events", parse_operation("GET /v1/events")))
        await transport.close()
    assert isinstance(outcome, UniFiError)
    assert_nowhere(outcome, caplog, capsys)


# what holds it


@pytest.mark.parametrize("make", CLIENTS.values(), ids=CLIENTS)
async def test_no_object_that_holds_the_secret_shows_it(
    make: MakeClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    client = make("127.0.0.1", SystemTrust(), Transport())
    app = client._app
    for held in (
        client,
        app,
        app.endpoint,
        app.endpoint.headers,
        app.endpoint.headers_with_json,
        app.endpoint.redactor,
    ):
        assert_nowhere(held, caplog, capsys)


async def test_a_trace_of_the_callers_own_sees_the_header_masked_in_its_repr(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    seen: list[str] = []

    async def on_start(_: aiohttp.ClientSession, __: SimpleNamespace, sent: aiohttp.TraceRequestStartParams) -> None:
        seen.append(repr(sent))

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(on_start)
    async with RawServer() as server, aiohttp.ClientSession(trace_configs=[trace]) as session:
        client = NetworkClient(server.host, api_key=CANARY, tls=Pinned(server.fingerprint), session=session)
        await outcome_of(client.info.get())
        assert server.requests[0].headers["x-api-key"] == CANARY
    assert "X-API-KEY" in seen[0]
    assert CANARY not in seen[0]


def test_the_search_finds_a_secret_wherever_it_stands(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    def fails(secret: str) -> None:
        raise ValueError("nothing to see")

    def hidden(text: str) -> Exception:
        try:
            raise KeyError(text)
        except KeyError:
            return RuntimeError("nothing to see")

    for leak in (ValueError(CANARY), hidden(CANARY).with_traceback(None)):
        leak.__context__ = leak.__context__ or ValueError(CANARY)
        with pytest.raises(AssertionError):
            assert_nowhere(leak, caplog, capsys)
    with pytest.raises(ValueError, match="nothing to see") as caught:
        fails(CANARY)
    with pytest.raises(AssertionError, match="with locals"):
        assert_nowhere(caught.value, caplog, capsys)
    logging.getLogger("anything").debug("%s", CANARY)
    with pytest.raises(AssertionError, match="log of anything"):
        assert_nowhere(None, caplog, capsys)

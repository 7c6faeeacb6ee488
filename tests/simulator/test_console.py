"""The console itself: certificates, ports, the record of requests, and a clean end."""

from __future__ import annotations

import asyncio
import ssl

import aiohttp
import pytest
from aiohttp import web

from unifi_sdk.simulator import Faults, ManualClock, SimulatedConsole, SystemClock
from unifi_sdk.simulator.certificates import make_certificate
from unifi_sdk.simulator.listener import Listener
from unifi_sdk.simulator.recorder import Recorder


def pin(fingerprint: str) -> aiohttp.Fingerprint:
    return aiohttp.Fingerprint(bytes.fromhex(fingerprint))


async def test_an_unknown_page_is_the_web_page_of_the_console(browser):
    answer = await browser.call("GET", "/manage/anything")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")


async def test_an_unknown_application_is_a_404_with_json(browser):
    answer = await browser.call("GET", "/proxy/talk/v1/info")
    assert answer.status == 404
    assert answer.json == {"error": {"code": 404, "message": "Not Found"}}


@pytest.mark.parametrize("path", ["/proxy/network/integration/v1/info", "/proxy/protect/integration/v1/meta/info"])
async def test_a_body_that_is_not_compressed_as_it_says_is_a_400(console, browser, path):
    answer = await browser.session.post(
        f"https://{console.address}{path}",
        headers={"X-API-KEY": console.api_key, "Content-Encoding": "gzip", "Content-Type": "application/json"},
        data=b"{}",
        ssl=pin(console.fingerprint("unifi")),
    )
    assert answer.status == 400
    assert await answer.json() == {"error": {"code": 400, "message": "Bad Request"}}


async def test_every_request_is_recorded_as_it_was_sent(console, browser):
    await browser.call("POST", "/proxy/network/x%2Fy", query=[("a", "1 2"), ("a", "3")], json={"deep": [1]})
    recorded = console.requests[-1]
    assert (recorded.listener, recorded.verb, recorded.path) == ("unifi", "POST", "/proxy/network/x%2Fy")
    assert recorded.query == [("a", "1 2"), ("a", "3")]
    assert recorded.json == {"deep": [1]}
    assert recorded.headers["content-type"] == "application/json"


async def test_the_record_holds_no_credential(console, browser):
    secret = console.api_key
    await browser.call("POST", f"/proxy/{secret}", query={"accessKey": "key-of-a-session", "q": secret}, json=[secret])
    recorded = console.requests[-1]
    everything = f"{recorded} {recorded.path} {recorded.query} {dict(recorded.headers)} {recorded.body!r}"
    assert secret not in everything
    assert "key-of-a-session" not in everything
    assert recorded.headers["X-API-KEY"] == "***"


async def test_a_wrong_credential_is_not_recorded_either(console, browser):
    await browser.call("GET", "/", key="somebody-elses-key")
    assert "somebody-elses-key" not in dict(console.requests[-1].headers).values()


async def test_a_multipart_upload_reaches_its_handler_unread():
    received = []

    async def upload(request: web.Request) -> web.Response:
        part = await (await request.multipart()).next()
        received.append((part.name, bytes(await part.read())))
        return web.Response()

    certificate = make_certificate()
    recorder = Recorder()
    listener = Listener("unifi", [web.post("/upload", upload)], recorder, Faults(), shell=False)
    port = await listener.start("127.0.0.1", 0, certificate)
    form = aiohttp.FormData()
    form.add_field("file", b"\x89PNG", filename="a.png")
    async with aiohttp.ClientSession() as session:
        url = f"https://127.0.0.1:{port}/upload"
        await session.post(url, data=form, ssl=pin(certificate.fingerprint))
    await listener.stop()
    assert received == [("file", b"\x89PNG")]
    assert recorder.requests[0].body == b""


async def test_the_record_keeps_the_last_requests_only(console, browser):
    console._recorder._limit = 2
    for number in range(3):
        await browser.call("GET", f"/{number}")
    assert [request.path for request in console.requests] == ["/1", "/2"]


async def test_stopping_leaves_no_task_and_no_listener(browser, console):
    await browser.call("GET", "/")
    await console.stop()
    await browser.session.close()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(console.host, console.unifi_port)


async def test_stopping_cuts_idle_connections_at_once(console):
    trust = ssl.create_default_context(cadata=console.ca_pem("unifi").decode())
    reader, writer = await asyncio.open_connection(
        console.host, console.unifi_port, ssl=trust, server_hostname="unifi.local"
    )
    async with asyncio.timeout(1):
        await console.stop()
        assert await reader.read() == b""
    writer.close()


async def test_stopping_ends_open_websockets_and_their_handlers():
    async def subscribe(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive()
        return socket

    certificate = make_certificate()
    listener = Listener("unifi", [web.get("/subscribe", subscribe)], Recorder(), Faults(), shell=False)
    port = await listener.start("127.0.0.1", 0, certificate)
    async with aiohttp.ClientSession() as session, asyncio.timeout(1):
        url = f"https://127.0.0.1:{port}/subscribe"
        socket = await session.ws_connect(url, ssl=pin(certificate.fingerprint))
        await listener.stop()
        assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_console_starts_again_on_its_ports_with_its_state(console, browser):
    port = console.unifi_port
    console.network.add_site("Annexe")
    await console.stop()
    await console.start()
    assert console.unifi_port == port
    answer = await browser.get("/sites")
    assert [site["name"] for site in answer.json["data"]][-1] == "Annexe"


async def test_dropped_connections_are_not_the_end_of_the_listener(console, browser):
    await browser.call("GET", "/")
    console.drop_connections("unifi")
    await asyncio.sleep(0.01)
    assert (await browser.call("GET", "/")).status == 200


async def test_a_stopped_console_has_no_fingerprint():
    console = SimulatedConsole(seed=False)
    with pytest.raises(RuntimeError, match="not running"):
        console.fingerprint("unifi")


async def test_a_port_that_is_taken_leaves_nothing_open(console):
    other = SimulatedConsole(seed=False, legacy_port=console.legacy_port)
    with pytest.raises(OSError, match="address"):
        await other.start()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(other.host, other.unifi_port)


def test_a_manual_clock_moves_only_forward():
    clock = ManualClock(100.0)
    clock.advance(2.5)
    assert clock.now() == 102.5
    with pytest.raises(ValueError, match="negative"):
        clock.advance(-1)


def test_the_system_clock_tells_unix_time():
    assert SystemClock().now() > 1_700_000_000

"""What a guest's query may hold, and where the last page leads."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portal.serving import Markup, arrive, guest_of, page_after, redirect_path, send, serve, sign_in, ticket_in
from unifi_sdk import Console
from unifi_sdk.simulator import SimulatedConsole

pytestmark = pytest.mark.asyncio(loop_scope="module")

XSS = [
    "<script>alert(1)</script>",
    '"><img src=x>',
    "' autofocus onfocus='x",
    "&lt;b&gt;",
    "$title ${house} %s {0}",
    "</bdi><b>",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared() -> AsyncIterator[SimulatedConsole]:
    """One for all of these tests: most of what they send never gets to it."""
    async with SimulatedConsole() as shared:
        yield shared


@pytest.fixture
def simulated(shared: SimulatedConsole) -> SimulatedConsole:
    """Which nobody has asked anything, and where nobody is online."""
    shared.requests.clear()
    guest_of(shared).authorization = None
    return shared


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def console(shared: SimulatedConsole) -> AsyncIterator[Console]:
    async with shared.connect() as console:
        yield console


@pytest_asyncio.fixture(loop_scope="module")
async def guest(console: Console, simulated: SimulatedConsole) -> AsyncIterator[TestClient]:
    async with serve(console) as server, TestClient(server) as guest:
        yield guest


@pytest.mark.parametrize("ssid", XSS)
async def test_the_name_of_the_network_is_text(guest, ssid):
    page = Markup(await (await guest.get(redirect_path(ssid=ssid))).text())
    usual = Markup(await (await guest.get(redirect_path(ssid="x"))).text())

    assert ssid in page.text
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in usual.elements]


@pytest.mark.parametrize("text", [*XSS, '" autofocus x="'])
async def test_what_was_typed_is_text(guest, text):
    typed = text[:16]
    page = Markup(await (await sign_in(guest, room=typed, surname=text)).text())

    fields = {attrs.get("name"): attrs for tag, attrs in page.elements if tag == "input"}
    assert (fields["room"]["value"], fields["surname"]["value"]) == (typed.strip(), text)
    assert not [tag for tag, _ in page.elements if tag in ("script", "img", "b")]


@pytest.mark.parametrize(
    "changes",
    [
        {"mac": "' or 1=1"},
        {"mac": ""},
        {"mac": "1c:71:25:63:e4"},
        {"t": "0"},
        {"t": "now"},
        {"t": None},
        {"t": str(int(time.time()) - 3600)},
        {"ap": "<script>"},
    ],
)
async def test_a_redirect_that_no_console_sends_is_refused_with_a_page(guest, simulated, changes):
    shown = await guest.get(redirect_path(**changes))

    page = await shown.text()
    assert (shown.status, "This link cannot be used" in page, "<script" in page) == (400, True, False)
    assert simulated.requests == []


@pytest.mark.parametrize("ssid", ["x" * 33, "\u202eevil", "a\x00b", "a\u200db", ""])
async def test_no_name_of_the_network_turns_a_guest_away(guest, ssid):
    shown = await guest.get(redirect_path(ssid=ssid))

    page = await shown.text()
    assert (shown.status, "\u202e" in page, "\x00" in page) == (200, False, False)


@pytest.mark.parametrize("ssid", ["☕ Café 🏨", "👩\u200d👩\u200d👧 WiFi", "🇩🇪 Gäste", "❤\ufe0f", "ホテル"])
async def test_a_network_may_be_called_by_emoji(guest, ssid):
    form = await (await guest.get(redirect_path(ssid=ssid))).text()
    assert ssid in Markup(form).text

    wrong = await send(guest, ticket_in(form), surname="Sample")
    assert ssid in Markup(await wrong.text()).text


MULTIPART = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        (MULTIPART, b"no boundary at all"),
        (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="room"\r\n\r\n12'),
        (MULTIPART, b"--x\r\nno header\r\n\r\n12\r\n--x--\r\n"),
        (MULTIPART, b"--x\r\nContent-Disposition: form-data\r\n\r\n12\r\n--x--\r\n"),
        (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="room"\r\n\r\n\xff\xfe\r\n--x--\r\n'),
        (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed\r\n\r\n--x--'),
        ("application/x-www-form-urlencoded; charset=utf-99", b"room=12"),
        ("application/x-www-form-urlencoded; charset=utf-8", b"room=\xff\xfe"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"room="),
        ("application/x-www-form-urlencoded; charset=base64", b"room=1"),
        ('application/x-www-form-urlencoded; charset="', b"room=\xff"),
    ],
)
async def test_a_form_that_cannot_be_read_is_answered_as_one(guest, simulated, caplog, content_type, body):
    shown = await guest.post("/sign-in", data=body, headers={"Content-Type": content_type})

    page = await shown.text()
    assert (shown.status, "That could not be read" in page) == (400, True)
    assert (simulated.requests, caplog.records) == ([], [])


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_form_that_is_not_packed_as_it_says_is_answered_as_one(guest, simulated, caplog, encoding):
    headers = {"Content-Encoding": encoding, "Content-Type": "application/x-www-form-urlencoded"}
    with caplog.at_level(logging.CRITICAL, logger="aiohttp"):  # which tells about it as well
        shown = await guest.post("/sign-in", data=b"room=12&surname=Example", headers=headers)
        page = await shown.text()
    assert (shown.status, "That could not be read" in page) == (400, True)
    assert (simulated.requests, [record for record in caplog.records if record.name == "portal"]) == ([], [])


async def test_a_form_that_hardly_arrives_is_not_waited_for(console):
    async with serve(console, read_seconds=0.1) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n"
        writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nroom".encode())
        async with asyncio.timeout(10):
            assert (await reader.readline()).startswith(b"HTTP/1.1 408")
        writer.close()


@pytest.mark.parametrize("query", ["?id=1&id=2", "?%ED%A0%80", "?id=%00&t=%0d%0aSet-Cookie:x", "?" + "x" * 7000, ""])
@pytest.mark.parametrize("site", ["default", "..%2f..%2fadmin", "%00", "<b>", "a" * 99])
async def test_nonsense_is_answered_with_a_page(guest, site, query):
    shown = await guest.get(f"/guest/s/{site}/{query}")

    assert shown.status in (400, 404)
    assert shown.headers["Content-Type"].startswith("text/html")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=40))
async def test_no_text_in_the_query_breaks_a_page_or_gets_into_its_markup(guest, url, ssid):
    try:
        path = redirect_path(url=f"http://{url}", ssid=ssid)
    except UnicodeEncodeError:
        return
    shown = await guest.get(path)

    tags = {tag for tag, _ in Markup(await shown.text()).elements}
    assert shown.status in (200, 400)
    assert tags.isdisjoint({"script", "img", "iframe", "b", "object"})


# where the last page leads


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.example.com/news?a=1&b=<2>", "www.example.com"),
        ("https://example.com", "example.com"),
        ("http://captive.apple.com/hotspot-detect.html", "captive.apple.com"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://аpple.com/", "xn--pple-43d.com"),  # noqa: RUF001 - a Cyrillic letter
    ],
)
async def test_the_page_that_the_guest_wanted_is_a_link_that_names_its_host(guest, url, host):
    page = Markup(await page_after(guest, await send(guest, await arrive(guest, url=url))))

    (link,) = page.links()
    assert link.startswith(("http://" + host, "https://" + host))
    assert f"Continue to {host}" in page.text
    assert not [attrs for tag, attrs in page.elements if tag == "meta" and "http-equiv" in attrs]


@pytest.mark.parametrize(
    "url",
    [
        None,
        "javascript:alert(1)",
        "JaVaScRiPt://example.com/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//evil.example/",
        "/online",
        "file:///etc/passwd",
        "http://user:password@evil.example/",
        "http://www.bank.example@evil.example/",
        "http://evil.example\\@www.example.com/",
        "http://evil.example:8080/",
        "http://[]@",
        "http://exa mple.com/",
        "http://example.com/\r\nSet-Cookie: a=b",
        "http://",
        "http://example.com/" + "x" * 3000,
    ],
)
async def test_a_page_that_could_be_misused_is_no_link(guest, url):
    page = Markup(await page_after(guest, await send(guest, await arrive(guest, url=url))))

    assert "You are online" in page.text
    assert page.links() == []

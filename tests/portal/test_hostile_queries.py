"""What a guest's query may hold, and where the last page leads."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portal.serving import Markup, arrive, page_after, redirect_path, send, sign_in

XSS = [
    "<script>alert(1)</script>",
    '"><img src=x>',
    "' autofocus onfocus='x",
    "&lt;b&gt;",
    "$title ${house} %s {0}",
    "</bdi><b>",
]


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
        {"ssid": "x" * 33},
        {"ssid": "\u202eevil"},
        {"ssid": "a\x00b"},
    ],
)
async def test_a_redirect_that_no_console_sends_is_refused_with_a_page(guest, simulated, changes):
    shown = await guest.get(redirect_path(**changes))

    page = await shown.text()
    assert (shown.status, "This link cannot be used" in page, "<script" in page) == (400, True, False)
    assert simulated.requests == []


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

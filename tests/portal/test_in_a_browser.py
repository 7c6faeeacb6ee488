"""The portal in Chromium, on the window of a phone: what a guest sees, does with a finger, and does with a keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from examples.portal.app import FORM_SECONDS
from tests.portal.axe import barriers, need_axe
from tests.portal.browser import Browser
from tests.portal.serving import ROOM, SURNAME, Hands, guest_of, is_in, redirect_path, serve
from unifi_sdk import Console, RetryPolicy
from unifi_sdk.simulator import Fault, SimulatedConsole

TAB, ENTER, SPACE = "\ue004", "\ue007", "\ue00d"
SMALLEST_TARGET = 44

OUTSIDE_THE_WINDOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"

SMALL_TARGETS = """
const kinds = "a, button, summary, label.tick, input:not([type=hidden], [type=checkbox])";
const targets = [...document.querySelectorAll(kinds)].filter(e => e.getClientRects().length);
return targets.filter(e => e.getBoundingClientRect().height < arguments[0]).map(e => e.outerHTML);
"""

UNLABELLED = """
const fields = [...document.querySelectorAll("input:not([type=hidden])")];
const ids = fields.flatMap(e => (e.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
return [
  ...fields.filter(e => e.labels.length !== 1 || !e.labels[0].innerText.trim()).map(e => e.outerHTML),
  ...ids.filter(id => !document.getElementById(id)),
];
"""

LOW_CONTRAST = """
const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
function rgba(color) {
  paint.clearRect(0, 0, 1, 1); paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
  return [...paint.getImageData(0, 0, 1, 1).data];
}
function luminance(color) {
  const [r, g, b] = color.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ground(element) {
  for (let e = element; e; e = e.parentElement) {
    const color = rgba(getComputedStyle(e).backgroundColor);
    if (color[3] === 255) return color;
  }
  return [255, 255, 255, 255];
}
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
const texts = [...document.body.querySelectorAll("*")].filter(e =>
  e.tagName === "INPUT" || [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
const seen = texts.filter(e => e.getClientRects().length && !e.closest("details:not([open]) > :not(summary)"));
const found = seen.map(e => [contrast(rgba(getComputedStyle(e).color), ground(e)), e.outerHTML.slice(0, 80)]);
const edges = [...document.querySelectorAll("input:not([type=hidden], [type=checkbox])")].map(
  e => [contrast(rgba(getComputedStyle(e).borderTopColor), ground(e.parentElement)) * 1.5, "edge of " + e.id]);
return [seen.length, [...found, ...edges].filter(([ratio]) => ratio < 4.5)];
"""
"""How many texts there are, and those below the 4.5 : 1 of WCAG AA; the edge of a field needs 3 : 1."""


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest_asyncio.fixture(loop_scope="module")
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as simulated:
        yield simulated


@pytest_asyncio.fixture(loop_scope="module")
async def console(simulated: SimulatedConsole) -> AsyncIterator[Console]:
    async with simulated.connect(retry=RetryPolicy(attempts=1)) as console:
        yield console


@pytest_asyncio.fixture(loop_scope="module")
async def arrival(console: Console, hands: Hands) -> AsyncIterator[str]:
    """Where the console sends the guest."""
    async with serve(console, hands) as server:
        yield str(server.make_url("/")).rstrip("/") + redirect_path()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(shared_browser: Browser, arrival: str) -> AsyncIterator[Browser]:
    """With the page open to which the console sends the guest; whatever a test does, the browser has nothing to complain."""
    await shared_browser.show(390)
    await shared_browser.complaints()
    await shared_browser.open(arrival)
    yield shared_browser
    assert await shared_browser.complaints() == []


async def sign_in(browser: Browser, surname: str = SURNAME) -> None:
    await browser.fill_in(room=ROOM, surname=surname)
    await browser.press("label[for=terms]")
    await browser.send()


async def reach(browser: Browser, page: str, simulated: SimulatedConsole) -> None:
    """Bring the browser from the form to another page."""
    if page == "terms":
        await browser.press("summary")
    elif page == "empty form":
        await browser.send()
    elif page == "online":
        await sign_in(browser)
    elif page == "unknown":
        simulated.faults.add(Fault.lose_answer(), "POST /*/actions")
        simulated.faults.add(Fault.status(500), "GET /*/clients", times=None, skip=2)
        simulated.faults.add(Fault.status(500), "GET /*/clients/*", times=None)
        await sign_in(browser)
    elif page == "bad redirect":
        await browser.open(await browser.run("return location.origin + '/guest/s/default/?id=x'"))


async def test_a_guest_gets_from_the_redirect_to_the_internet(browser, simulated):
    assert await browser.title() == "Guest WiFi - Hotel Example"
    assert not is_in(simulated)

    await sign_in(browser)

    assert await browser.title() == "You are online - Hotel Example"
    shown = await browser.text()
    assert "2 GB" in shown
    assert "20 Mbit/s" in shown
    assert "Continue to www.example.com" in shown
    wire = guest_of(simulated).to_wire(simulated.clock.now(), detailed=True)
    assert wire["access"]["authorized"] is True
    assert wire["access"]["authorization"]["dataUsageLimitMBytes"] == 2048


async def test_a_guest_with_a_keyboard_alone_gets_there_as_well(browser, simulated):
    seen = []
    for keys in (TAB, ROOM), (TAB, SURNAME), (TAB, ENTER), (TAB, SPACE), (TAB,):
        await browser.keys(keys[0])
        seen.append(await browser.focused())
        outline = await browser.run("return getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px", seen[-1]
        await browser.keys(*keys[1:])
    assert seen == ["room", "surname", "summary", "terms", "button"]
    assert "You are responsible" in await browser.text()

    await browser.send_by_key()

    assert await browser.title() == "You are online - Hotel Example"
    assert is_in(simulated)


async def test_a_wrong_name_is_told_and_can_be_put_right(browser, simulated):
    await sign_in(browser, surname="Sample")

    assert await browser.title() == "Error: Room and surname do not match - Hotel Example"
    assert "do not match" in await browser.text("[role=alert]")
    assert await browser.focused() == "room"
    described = await browser.run("return document.activeElement.getAttribute('aria-describedby')")
    assert "Check the room number" in await browser.text(f"#{described.split()[1]}")
    assert not is_in(simulated)

    await browser.fill_in(surname=SURNAME)
    await browser.send()
    assert is_in(simulated)


async def test_what_concerns_no_field_has_the_focus_itself(browser, hands):
    hands.moved = FORM_SECONDS + 1
    await sign_in(browser)

    assert await browser.title() == "Error: The page was open too long - Hotel Example"
    assert await browser.focused() == "alert"


async def test_a_page_that_is_loaded_again_lets_nobody_in_twice(browser, simulated):
    await sign_in(browser)
    await browser.do(lambda driver: driver.refresh())
    assert await browser.title() == "You are online - Hotel Example"
    await browser.do(lambda driver: driver.back())
    await browser.do(lambda driver: driver.forward())
    assert await browser.title() == "You are online - Hotel Example"
    assert [request.verb for request in simulated.requests if request.verb != "GET"] == ["POST"]


async def test_the_link_out_tells_nobody_where_it_came_from(browser):
    await sign_in(browser)
    link = await browser.run("const a = document.querySelector('main a'); return [a.href, a.rel]")
    assert link == ["http://www.example.com/news", "noreferrer"]


@pytest.mark.parametrize("page", ["form", "terms", "empty form", "online", "unknown", "bad redirect"])
async def test_every_page_can_be_read_and_touched_on_a_small_phone(browser, simulated, page):
    await reach(browser, page, simulated)
    for dark in (False, True):
        for width in (320, 390, 640, 1280):  # 640 is what 1280 has at 200 %
            await browser.show(width, dark=dark)
            assert await browser.run(OUTSIDE_THE_WINDOW) <= 0, (width, dark)
        texts, low = await browser.run(LOW_CONTRAST)
        assert texts > 3
        assert low == [], dark
    await browser.show(320)
    assert await browser.run(SMALL_TARGETS, SMALLEST_TARGET) == []
    assert await browser.run(UNLABELLED) == []
    assert await barriers(browser, need_axe()) == {}
    headings = "return [document.documentElement.lang, document.querySelectorAll('h1').length, document.scripts.length]"
    assert await browser.run(headings) == ["en", 1, 0]


async def test_a_long_name_of_a_network_stays_inside_the_page(browser, arrival):
    await browser.open(arrival.replace("Hotel+Guest", "W" * 32))
    await browser.show(320)
    assert "W" * 32 in await browser.text()
    assert await browser.run(OUTSIDE_THE_WINDOW) <= 0


async def test_pages_are_the_same_without_scripts(browser, simulated):
    await browser.do(lambda driver: driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True}))
    try:
        await sign_in(browser)
        assert is_in(simulated)
    finally:
        await browser.do(
            lambda driver: driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        )

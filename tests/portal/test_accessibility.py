"""The portal for people who see little, don't use a mouse, or have a page read to them: what axe-core and 200 % say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from examples.portal import problems
from examples.portal.languages import Language, Languages
from examples.portal.pages import Form, House, Pages, Problem
from tests.portal.axe import barriers, need_axe
from tests.portal.browser import REQUIRED, Browser
from tests.portal.serving import ROOM, SURNAME, is_in, redirect_path, serve
from unifi_sdk.network import parse_redirect
from unifi_sdk.network.models import GuestAuthorization
from unifi_sdk.simulator import SimulatedConsole

TAB, ENTER, SPACE = "\ue004", "\ue007", "\ue00d"

pytestmark = pytest.mark.asyncio(loop_scope="module")


ALL = Languages()
GRANTED = GuestAuthorization(
    expires_at=datetime(2027, 1, 1, 18, tzinfo=UTC), data_usage_limit_m_bytes=300, rx_rate_limit_kbps=64
)
OUT_OF_SIGHT = """
const {top, bottom, left, right} = document.activeElement.getBoundingClientRect();
return top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
"""
WITHOUT_FORM = {"bad_redirect", "bad_form", "old_form", "unknown", "unreadable", "broken", "nothing_here"}


def problem_of(key: str) -> Problem:
    missing = {"room": "room_missing", "surname": "surname_long", "terms": "terms_missing"}
    named = {
        "one_missing": problems.incomplete({"terms": "terms_missing"}),
        "some_missing": problems.incomplete(missing),
        "no_match": problems.NO_MATCH,
    }
    return named.get(key, Problem(status=403, key=key))


def every_page(language: Language) -> dict[str, str]:
    """Each page that a guest can come to, by a name."""
    made = Pages(House("Hotel Example", UTC, keep_days=7), language)
    redirect = parse_redirect(redirect_path())
    nowhere = parse_redirect(redirect_path(url=None, ssid=None))
    shown = {
        "form": made.sign_in("ticket", redirect),
        "form of a network without a name": made.sign_in("ticket", nowhere),
        "online": made.online(GRANTED, redirect),
        "online without limits": made.online(GuestAuthorization(), redirect),
        "online without anything": made.online(None, nowhere),
    }
    for key in language.problems:
        if key in WITHOUT_FORM:
            shown[key] = made.message(problem_of(key), "/online" if key == "unknown" else None)
        else:
            shown[key] = made.sign_in("ticket", redirect, Form(room="12", terms=True), problem_of(key))
    texts = {name: str(response.text) for name, response in shown.items()}
    return texts | {"terms": texts["form"].replace("<details>", "<details open>")}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as simulated:
        yield simulated


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def arrival(simulated: SimulatedConsole) -> AsyncIterator[str]:
    """Where the console sends the guest."""
    async with simulated.connect() as console, serve(console) as server:
        yield str(server.make_url("/")).rstrip("/") + redirect_path()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(shared_browser: Browser, arrival: str) -> AsyncIterator[Browser]:
    """On a phone, with the form open; whatever a test does, the browser has nothing to complain."""
    await shared_browser.show(390)
    await shared_browser.open(arrival)
    await shared_browser.complaints()
    yield shared_browser
    assert await shared_browser.complaints() == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def enlarged(shared_browser: Browser, arrival: str) -> AsyncIterator[Browser]:
    """With everything twice as large, in a window of 640 pixels, which leaves room for 320."""
    await shared_browser.zoom(2, width=640)
    await shared_browser.open(arrival)
    yield shared_browser
    await shared_browser.zoom(1)


@pytest.mark.parametrize(
    ("promised", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)], ids=["usually", "promised"]
)
async def test_a_machine_that_cannot_fetch_axe_core_says_why(monkeypatch, tmp_path, promised, outcome):
    monkeypatch.setenv(REQUIRED, promised)
    monkeypatch.setattr("tests.portal.axe.KEPT", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(outcome, match="no npm on this machine"):
        need_axe()
    (tmp_path / "npm").write_text("#!/bin/sh\necho 'no way out' >&2\nexit 1\n")
    (tmp_path / "npm").chmod(0o755)
    with pytest.raises(outcome, match="no way out"):
        need_axe()


@pytest.mark.parametrize("code", sorted(ALL.by_code))
async def test_nothing_hinders_anybody_on_any_page_of_a_phone_in_the_dark(browser, code):
    await browser.show(390, dark=True)
    assert await barriers(browser, need_axe(), every_page(ALL.by_code[code])) == {}


async def test_what_hinders_somebody_is_found(browser):
    """That the check can fail: a field without its label."""
    form = every_page(ALL.by_code["en"])["form"]
    found = await barriers(browser, need_axe(), {"form": form.replace('for="room"', "")})
    assert [complaint.split(" | ")[:2] for complaint in found["form"]] == [
        ["serious", "label-title-only"],
        ["critical", "label"],
    ]


@pytest.mark.parametrize("code", sorted(ALL.by_code))
async def test_nothing_hinders_anybody_on_any_page_at_200_percent(enlarged, arrival, code):
    await enlarged.open(arrival)
    assert await enlarged.run("return [innerWidth, devicePixelRatio]") == [320, 2]
    assert await barriers(enlarged, need_axe(), every_page(ALL.by_code[code])) == {}


async def test_a_keyboard_alone_is_enough_at_200_percent_also_after_a_mistake(enlarged, arrival, simulated):
    async def step(*keys: str) -> str:
        await enlarged.keys(*keys)
        assert not await enlarged.run(OUT_OF_SIGHT)
        return await enlarged.focused()

    await enlarged.open(arrival)
    seen = [await step(TAB), await step(ROOM, TAB), await step("Sample", TAB), await step(ENTER, TAB)]
    assert seen == ["room", "surname", "summary", "terms"]
    await enlarged.keys(SPACE)
    await enlarged.send_by_key()

    assert await enlarged.title() == "Error: Room and surname do not match - Hotel Example"
    assert [await step(), await step(TAB)] == ["room", "surname"]
    await enlarged.keys(SURNAME)  # what is tabbed to is selected, and typed over
    await enlarged.send_by_key()

    assert await enlarged.title() == "You are online - Hotel Example"
    assert await step(TAB) == "a"
    assert is_in(simulated)

"""Letting the guest of a redirect in, whatever the console does meanwhile."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.network.conftest import Sent, SteppedClock
from unifi_sdk import BadRequestError, ConfigurationError, NetworkClient, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import PortalRedirect, SiteScope, parse_redirect
from unifi_sdk.network.models import AuthorizationMethod
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole

GUEST = "1c:71:25:63:e4:24"
ADMITTED = "42:8a:f7:3c:50:b0"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = int(NOW.timestamp())


def redirect_url(path: str = "/guest/s/default/", **changes: Any) -> str:
    """What a console sends, with some values changed; None leaves one out."""
    values: dict[str, Any] = {
        "ap": "AA-BB-CC-00-11-22",
        "id": "1C:71:25:63:E4:24",
        "t": SECONDS,
        "url": "http://captive.apple.com/hotspot-detect.html",
        "ssid": "Hotel Guest",
        **changes,
    }
    return f"{path}?{urlencode({name: value for name, value in values.items() if value is not None}, doseq=True)}"


def parsed(url: str, **options: Any) -> PortalRedirect:
    return parse_redirect(url, now=NOW, **options)


def wanting(url: str) -> PortalRedirect:
    return PortalRedirect(client_mac=GUEST, site_reference="default", redirected_at=NOW, original_url=url)


@pytest.fixture
def redirect(clock: ManualClock) -> PortalRedirect:
    """That of the sample guest, now."""
    now = datetime.fromtimestamp(clock.now(), UTC)
    return parse_redirect(redirect_url(t=int(clock.now())), now=now)


async def test_the_guest_of_a_redirect_is_let_in(
    site: SiteScope, redirect: PortalRedirect, clock: ManualClock, sdk_clock: SteppedClock, sent: Sent
) -> None:
    admission = await site.hotspot.admit(redirect, minutes=60, data_megabytes=100, rx_kbps=2000, tx_kbps=1000)
    now = datetime.fromtimestamp(clock.now(), UTC)
    assert admission.granted is not None
    assert (admission.granted.expires_at, admission.granted.authorization_method) == (
        now + timedelta(minutes=60),
        AuthorizationMethod.API,
    )
    assert (admission.client.is_authorized, admission.revoked, sdk_clock.waits) == (True, None, [])
    assert [line.partition(" ")[0] for line in sent.lines] == ["GET", "POST", "GET"]


async def test_an_admission_in_force_is_replaced_and_told(site: SiteScope, redirect: PortalRedirect) -> None:
    first = await site.hotspot.admit(redirect, minutes=60)
    second = await site.hotspot.admit(redirect, minutes=5)
    assert first.granted is not None
    assert second.revoked is not None
    assert second.granted is not None
    assert second.revoked.expires_at == first.granted.expires_at != second.granted.expires_at


async def test_a_guest_that_appears_late_is_waited_for(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sdk_clock: SteppedClock
) -> None:
    console.network.hide_client(GUEST, 7.5)
    assert (await site.hotspot.admit(redirect, minutes=5)).client.is_authorized
    assert sdk_clock.waits == [1] * 8


async def test_a_guest_that_does_not_appear_is_not_waited_for_forever(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sdk_clock: SteppedClock, sent: Sent
) -> None:
    console.network.hide_client(GUEST, 1000)
    with pytest.raises(NotFoundError, match=f"{GUEST} did not appear .* within 3.5 s: .*'default'"):
        await site.hotspot.admit(redirect, minutes=5, wait_seconds=3.5)
    assert sdk_clock.waits == [1, 1, 1, 0.5]
    assert not [line for line in sent.lines if line.startswith("POST")]


async def test_no_wait_is_one_look(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sent: Sent, sdk_clock: SteppedClock
) -> None:
    console.network.hide_client(GUEST, 1000)
    with pytest.raises(NotFoundError):
        await site.hotspot.admit(redirect, wait_seconds=0)
    assert (len(sent.lines), sdk_clock.waits) == (1, [])


async def test_the_wrong_site_is_named(network: NetworkClient, redirect: PortalRedirect) -> None:
    warehouse = await network.find_site("Warehouse")
    with pytest.raises(NotFoundError, match="is this the site 'default'"):
        await warehouse.hotspot.admit(redirect, wait_seconds=1)


async def test_the_reference_in_a_redirect_finds_its_site(network: NetworkClient, redirect: PortalRedirect) -> None:
    site = await network.find_site(redirect.site_reference)
    assert (await site.hotspot.admit(redirect)).client.is_authorized


async def test_a_device_that_is_no_guest_is_refused_before_any_write(site: SiteScope, sent: Sent) -> None:
    laptop = PortalRedirect(client_mac="a4:83:e7:10:20:30", site_reference="default", redirected_at=NOW)
    with pytest.raises(BadRequestError, match="not on a guest network"):
        await site.hotspot.admit(laptop, minutes=5)
    assert not [line for line in sent.lines if line.startswith("POST")]


@pytest.mark.parametrize(
    "limits", [{"minutes": 0}, {"data_megabytes": 0}, {"rx_kbps": -1}, {"tx_kbps": 0}, {"wait_seconds": -1}]
)
async def test_a_limit_out_of_bounds_is_refused_before_anything_is_sent(
    site: SiteScope, redirect: PortalRedirect, sent: Sent, limits: dict[str, Any]
) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(limits))):
        await site.hotspot.admit(redirect, **limits)
    assert sent.lines == []


async def test_a_limit_that_the_console_does_not_take_is_its_refusal(site: SiteScope, redirect: PortalRedirect) -> None:
    with pytest.raises(BadRequestError, match="timeLimitMinutes"):
        await site.hotspot.admit(redirect, minutes=1_000_001)


async def test_a_lost_answer_is_settled_by_looking(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    admission = await site.hotspot.admit(redirect, minutes=60)
    assert admission.granted is not None
    assert admission.client.is_authorized
    assert [line.partition(" ")[0] for line in sent.lines] == ["GET", "POST", "GET"]


async def test_an_action_that_never_arrived_is_told_as_unknown_and_not_repeated(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sdk_clock: SteppedClock, sent: Sent
) -> None:
    console.faults.add(Fault.drop(), "POST *")
    with pytest.raises(OutcomeUnknownError, match="its answer was lost"):
        await site.hotspot.admit(redirect, minutes=60, wait_seconds=3)
    assert sdk_clock.waits == [1, 1, 1]
    assert len([line for line in sent.lines if line.startswith("POST")]) == 1


async def test_a_lost_answer_about_a_guest_that_was_in_already_settles_nothing(
    site: SiteScope, console: SimulatedConsole
) -> None:
    again = PortalRedirect(client_mac=ADMITTED, site_reference="default", redirected_at=NOW)
    console.faults.add(Fault.drop(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await site.hotspot.admit(again, minutes=60)


async def test_an_admission_that_shows_late_is_waited_for(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sdk_clock: SteppedClock
) -> None:
    unaware = {"type": "WIRELESS", "id": "a", "access": {"type": "GUEST", "authorized": False}}
    console.faults.add(Fault.status(200, unaware), "GET /*/clients/*", times=2)
    assert (await site.hotspot.admit(redirect, minutes=5)).client.is_authorized
    assert sdk_clock.waits == [1, 1]


async def test_a_guest_that_leaves_the_list_for_a_moment_is_waited_for(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sdk_clock: SteppedClock
) -> None:
    console.faults.add(Fault.status(404, {"code": "api.request.error"}), "GET /*/clients/*", times=2)
    assert (await site.hotspot.admit(redirect, minutes=5)).client.is_authorized
    assert sdk_clock.waits == [1, 1]


async def test_a_guest_that_leaves_the_list_for_good_keeps_what_the_console_granted(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sdk_clock: SteppedClock, sent: Sent
) -> None:
    console.faults.add(Fault.status(404, {"code": "api.request.error"}), "GET /*/clients/*", times=None)
    admission = await site.hotspot.admit(redirect, minutes=5, wait_seconds=2)
    assert not admission.is_confirmed
    assert admission.granted is not None
    assert admission.granted.expires_at is not None
    assert admission.client.mac_address == redirect.client_mac
    assert len([line for line in sent.lines if line.startswith("POST")]) == 1


async def test_a_guest_that_leaves_the_list_after_a_lost_answer_is_unknown(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    console.faults.add(Fault.status(404, {"code": "api.request.error"}), "GET /*/clients/*", times=None)
    with pytest.raises(OutcomeUnknownError, match="its answer was lost"):
        await site.hotspot.admit(redirect, minutes=5, wait_seconds=2)


async def test_who_is_cancelled_while_a_guest_is_being_confirmed_is_told_that_the_guest_is_in(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.delay(20), "GET /*/clients/*")
    task = asyncio.create_task(site.hotspot.admit(redirect, minutes=5))
    async with asyncio.timeout(5):
        while not any(line.startswith("POST") for line in sent.lines[:-1]):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError) as caught:
        await task
    assert "is let in" in "".join(caught.value.__notes__)


async def test_an_admission_that_the_console_never_shows_is_unknown(
    site: SiteScope, redirect: PortalRedirect, console: SimulatedConsole
) -> None:
    unaware = {"type": "WIRELESS", "id": "a", "access": {"type": "GUEST", "authorized": False}}
    console.faults.add(Fault.status(200, unaware), "GET /*/clients/*", times=None)
    with pytest.raises(OutcomeUnknownError, match="did not confirm it within 2 s"):
        await site.hotspot.admit(redirect, minutes=5, wait_seconds=2)

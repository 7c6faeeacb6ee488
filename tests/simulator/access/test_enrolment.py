"""The simulated Access application on the wire: cards that are held to a reader."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess, Tap
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.clock import ManualClock

ADA, BRUNO, ELIF = (f"/users/{sample_id(name)}" for name in ("ada", "bruno", "elif"))
READER, HUB = "00005e005302", "00005e005301"
SESSIONS = "/credentials/nfc_cards/sessions"


async def opened(api: Api, **fields: object) -> str:
    """The path of a new session."""
    data = await api.data("POST", SESSIONS, {"device_id": READER, **fields})
    return f"{SESSIONS}/{data['session_id']}"


async def test_an_enrolment_has_no_card_until_one_is_held_to_the_reader(api: Api, access: SimulatedAccess) -> None:
    session = await opened(api)
    assert await api.refusal("GET", session) == "CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY"
    token = access.tap()
    data = (await api.ok("GET", session))["data"]
    assert data == {"token": token, "card_id": access.cards[token or ""].display_id}
    await api.ok("PUT", f"{ELIF}/nfc_cards", {"token": token})


async def test_a_known_card_gives_its_own_token(api: Api, access: SimulatedAccess) -> None:
    session = await opened(api)
    access.tap("100003", session.rpartition("/")[2])
    assert (await api.ok("GET", session))["data"] == {"token": sample_token("100003"), "card_id": "100003"}


async def test_a_card_cannot_be_held_to_a_reader_that_does_not_wait(access: SimulatedAccess) -> None:
    with pytest.raises(LookupError):
        access.tap()


async def test_an_enrolment_expires_by_the_clock(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    session = await opened(api)
    clock.advance(access.session_seconds)
    assert await api.refusal("GET", session) == "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND"


async def test_a_removed_enrolment_is_gone(api: Api) -> None:
    session = await opened(api)
    assert (await api.ok("DELETE", session))["data"] == "success"
    assert await api.refusal("GET", session) == "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (Tap.TOO_SHORT, "CODE_CREDS_NFC_CARD_PROVISION_FAILED"),
        (Tap.OTHER_SITE, "CODE_CREDS_NFC_CARD_IS_PROVISION"),
        (Tap.UNSUPPORTED, "CODE_CREDS_NFC_CARD_INVALID"),
    ],
)
async def test_an_enrolment_can_fail_and_be_tried_again(api: Api, access: SimulatedAccess, how: Tap, code: str) -> None:
    session = await opened(api)
    assert access.tap(how=how) is None
    assert await api.refusal("GET", session) == code
    token = access.tap()
    assert (await api.ok("GET", session))["data"]["token"] == token


async def test_a_card_of_another_site_is_enrolled_when_the_session_resets_it(api: Api, access: SimulatedAccess) -> None:
    session = await opened(api, reset_ua_card=True)
    token = access.tap(how=Tap.OTHER_SITE)
    assert (await api.ok("GET", session))["data"]["token"] == token


@pytest.mark.parametrize(
    ("device_id", "code"),
    [("00005e0053ff", "CODE_DEVICE_DEVICE_NOT_FOUND"), (HUB, "CODE_DEVICE_API_NOT_SUPPORTED")],
)
async def test_an_enrolment_needs_a_reader(api: Api, device_id: str, code: str) -> None:
    assert await api.refusal("POST", SESSIONS, {"device_id": device_id}) == code


async def test_an_enrolment_needs_a_reader_that_is_online(api: Api, access: SimulatedAccess) -> None:
    access.devices[READER].is_online = False
    assert await api.refusal("POST", SESSIONS, {"device_id": READER}) == "CODE_DEVICE_DEVICE_OFFLINE"

"""PINs, cards, plates and codes over the wire, given to users and visitors in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.access.recording import Wire
from unifi_sdk import (
    BadRequestError,
    ConfigurationError,
    NotFoundError,
    OutcomeUnknownError,
    ServerError,
    UnexpectedContentError,
)
from unifi_sdk.access import AccessClient, HolderCredentials
from unifi_sdk.access.errors import CardRejectedError, CredentialInUseError
from unifi_sdk.access.models import HolderType, StoredFile
from unifi_sdk.retry import Safety
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.access.state import Person

Sent = Callable[..., list]

ADAS, ADAS_FIXED, BRUNOS, FAYS, FREE = map(sample_token, ("100001", "100002", "100003", "100004", "100005"))


class Holder(NamedTuple):
    path: str
    credentials: HolderCredentials
    person: Person
    """As the console has it."""
    nobody: HolderCredentials
    """Of somebody who does not exist."""
    type: HolderType


@pytest.fixture(params=["user", "visitor"])
def holder(request: pytest.FixtureRequest, access: AccessClient, console: SimulatedConsole) -> Holder:
    """Somebody without a PIN and without cards."""
    if request.param == "user":
        person = console.access.users[sample_id("elif")]
        mine, nobodys = access.users.credentials(person.id), access.users.credentials("nobody")
        return Holder(f"/users/{person.id}", mine, person, nobodys, HolderType.USER)
    guest = console.access.visitors[sample_id("gus")]
    mine, nobodys = access.visitors.credentials(guest.id), access.visitors.credentials("nobody")
    return Holder(f"/visitors/{guest.id}", mine, guest, nobodys, HolderType.VISITOR)


# PINs


async def test_a_pin_is_given_and_taken_away(holder: Holder, sent: Sent) -> None:
    await holder.credentials.assign_pin("57301208")
    assert holder.person.pin_code == "57301208"
    await holder.credentials.remove_pin()
    assert holder.person.pin_code is None
    assert sent() == [f"PUT {holder.path}/pin_codes", f"DELETE {holder.path}/pin_codes"]


async def test_a_made_pin_fits(holder: Holder, access: AccessClient) -> None:
    pin = await access.credentials.generate_pin()
    await holder.credentials.assign_pin(pin)
    assert holder.person.pin_code == pin


async def test_a_pin_replaces_the_one_before(holder: Holder) -> None:
    await holder.credentials.assign_pin("57301208")
    await holder.credentials.assign_pin("57301209")
    assert holder.person.pin_code == "57301209"


@pytest.mark.parametrize("pin", ["", "1234 678", "1234567a", "-1234567", "\u0661\u0662\u0663\u0664", "1234\n"])
async def test_a_wrong_pin_fails_before_any_byte_is_sent_and_is_not_repeated(
    holder: Holder, console: SimulatedConsole, pin: str
) -> None:
    with pytest.raises(ConfigurationError, match="digits") as raised:
        await holder.credentials.assign_pin(pin)
    assert not pin or pin not in str(raised.value)
    assert console.requests == []


async def test_the_console_says_how_long_a_pin_has_to_be(holder: Holder) -> None:
    with pytest.raises(BadRequestError) as raised:
        await holder.credentials.assign_pin("1234")
    assert raised.value.code == "CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID"


async def test_a_pin_of_somebody_else_is_in_use(holder: Holder) -> None:
    with pytest.raises(CredentialInUseError):
        await holder.credentials.assign_pin("10012001")


async def test_the_pin_that_somebody_already_has_is_refused_once_and_explained(
    holder: Holder, console: SimulatedConsole
) -> None:
    await holder.credentials.assign_pin("57301208")
    console.requests.clear()
    with pytest.raises(ServerError, match="already"):
        await holder.credentials.assign_pin("57301208")
    assert len(console.requests) == 1


async def test_a_pin_whose_answer_is_lost_is_not_given_again(holder: Holder, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError) as raised:
        await holder.credentials.assign_pin("57301208")
    assert len(console.requests) == 1
    assert "57301208" not in str(raised.value)


async def test_taking_a_pin_away_from_somebody_without_one_changes_nothing(holder: Holder) -> None:
    await holder.credentials.remove_pin()
    assert holder.person.pin_code is None


# Cards


async def test_a_card_is_given_and_taken_away(holder: Holder, access: AccessClient, sent: Sent) -> None:
    await holder.credentials.assign_card(FREE)
    card = await access.credentials.get_card(FREE)
    assert (card.user_id, card.user_type) == (holder.person.id, holder.type)
    await holder.credentials.remove_card(FREE)
    assert (await access.credentials.get_card(FREE)).user_id == ""
    assert sent()[::2] == [f"PUT {holder.path}/nfc_cards", f"PUT {holder.path}/nfc_cards/delete"]


async def test_a_card_of_somebody_else_is_in_use_unless_it_is_taken_by_force(
    holder: Holder, access: AccessClient
) -> None:
    with pytest.raises(CredentialInUseError):
        await holder.credentials.assign_card(BRUNOS)
    await holder.credentials.assign_card(BRUNOS, force=True)
    assert (await access.credentials.get_card(BRUNOS)).user_id == holder.person.id


async def test_a_card_that_cannot_change_hands_is_rejected(holder: Holder) -> None:
    with pytest.raises(CardRejectedError):
        await holder.credentials.assign_card(ADAS_FIXED, force=True)


async def test_a_card_whose_answer_is_lost_is_not_given_again(holder: Holder, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError):
        await holder.credentials.assign_card(FREE)
    assert console.access.cards[FREE].holder_id == holder.person.id
    assert len(console.requests) == 1


async def test_a_card_of_somebody_else_is_not_taken_away(holder: Holder, console: SimulatedConsole) -> None:
    with pytest.raises(NotFoundError):
        await holder.credentials.remove_card(FAYS)
    assert console.access.cards[FAYS].holder_id == sample_id("fay")


async def test_a_card_that_was_taken_away_although_the_answer_was_lost_is_taken_away(
    holder: Holder, console: SimulatedConsole
) -> None:
    await holder.credentials.assign_card(FREE)
    console.faults.add(Fault.lose_answer())
    await holder.credentials.remove_card(FREE)
    assert console.access.cards[FREE].holder_id is None
    assert len(console.requests) == 3


async def test_an_empty_token_fails_before_any_byte_is_sent(holder: Holder, console: SimulatedConsole) -> None:
    with pytest.raises(ConfigurationError, match="token"):
        await holder.credentials.assign_card("")
    with pytest.raises(ConfigurationError, match="token"):
        await holder.credentials.remove_card(" ")
    assert console.requests == []


# Plates and QR codes


@pytest.mark.parametrize("kind", ["users", "visitors"])
async def test_plates_are_given_as_a_bare_list_and_taken_by_their_id(kind: str) -> None:
    wire = Wire()
    wire.data(None, None)
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    credentials: HolderCredentials = getattr(wire.access, kind).credentials("h1")
    await credentials.assign_plates(["EX 1001", "EX 1002"])
    await credentials.remove_plate("plate-1")
    await credentials.remove_plate("plate-1")
    assert wire.lines == [f"PUT /{kind}/h1/license_plates", *[f"DELETE /{kind}/h1/license_plates/plate-1"] * 2]
    assert [(sent.body, sent.safety) for sent in wire.sent[:2]] == [
        (["EX 1001", "EX 1002"], Safety.UNSAFE),
        (None, Safety.IDEMPOTENT),
    ]


@pytest.mark.parametrize("kind", ["users", "visitors"])
async def test_plates_that_can_never_be_fail_before_any_byte_is_sent(kind: str) -> None:
    wire = Wire()
    credentials: HolderCredentials = getattr(wire.access, kind).credentials("h1")
    for plates in ([], ["EX 1001", " "], "EX 1001"):
        with pytest.raises(ConfigurationError, match="plates"):
            await credentials.assign_plates(plates)
    with pytest.raises(ConfigurationError, match="plate_id"):
        await credentials.remove_plate("")
    assert wire.sent == []


@pytest.mark.parametrize("kind", ["users", "visitors"])
async def test_a_plate_that_is_not_there_is_not_taken_away(kind: str) -> None:
    wire = Wire()
    wire.refuse("CODE_NOT_EXISTS")
    with pytest.raises(NotFoundError):
        await getattr(wire.access, kind).credentials("h1").remove_plate("plate-1")


async def test_a_visitor_gets_a_qr_code_once_and_loses_it() -> None:
    wire = Wire()
    wire.data(None, None)
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    credentials = wire.access.visitors.credentials("v1")
    await credentials.assign_qr_code()
    await credentials.remove_qr_code()
    await credentials.remove_qr_code()
    assert wire.lines == ["PUT /visitors/v1/qr_codes", *["DELETE /visitors/v1/qr_codes"] * 2]
    assert [(sent.body, sent.safety) for sent in wire.sent[:2]] == [(None, Safety.UNSAFE), (None, Safety.IDEMPOTENT)]


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream"])
async def test_a_qr_code_is_fetched_as_a_picture(kind: str) -> None:
    wire = Wire()
    wire.file(b"\x89PNG", kind)
    assert await wire.access.visitors.credentials("v1").qr_code() == StoredFile(b"\x89PNG", kind)
    assert wire.lines == ["GET /credentials/qr_codes/download/v1"]


async def test_an_error_in_place_of_a_picture_is_told() -> None:
    wire = Wire()
    wire.refuse("CODE_NOT_EXISTS")
    wire.data({})
    with pytest.raises(NotFoundError):
        await wire.access.visitors.credentials("v1").qr_code()
    with pytest.raises(UnexpectedContentError):
        await wire.access.visitors.credentials("v1").qr_code()


# Holders


async def test_nothing_is_given_to_nobody(holder: Holder) -> None:
    with pytest.raises(NotFoundError):
        await holder.nobody.assign_pin("57301208")
    with pytest.raises(NotFoundError):
        await holder.nobody.remove_pin()
    with pytest.raises(NotFoundError):
        await holder.nobody.assign_card(FREE)
    with pytest.raises(NotFoundError):
        await holder.nobody.remove_card(ADAS)


async def test_the_end_of_a_visit_takes_its_credentials(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock
) -> None:
    gus = sample_id("gus")
    await access.visitors.credentials(gus).assign_pin("57301208")
    await access.visitors.credentials(gus).assign_card(FREE)
    clock.advance(7 * 24 * 3600)
    visitor = await access.visitors.get(gus)
    assert (visitor.pin_code, visitor.nfc_cards) == (None, ())

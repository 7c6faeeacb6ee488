"""Making PINs, the list of cards, and taking in a card at a reader."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.access.recording import Wire
from unifi_sdk import (
    ConfigurationError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    ServerError,
)
from unifi_sdk.access import AccessClient, enrolment
from unifi_sdk.access.errors import CardRejectedError, EnrolmentExpiredError, InUseError, NoCardYetError
from unifi_sdk.access.models import CardImport, CardStatus, HolderType
from unifi_sdk.retry import Safety
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.access.application import Tap
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token

Sent = Callable[..., list]

READER, HUB = "00005e005302", "00005e005301"
SESSIONS = "/api/v1/developer/credentials/nfc_cards/sessions"
FREE, BRUNOS = sample_token("100005"), sample_token("100003")


# PINs and cards


async def test_a_made_pin_keeps_its_leading_zeros(access: AccessClient, answer: Callable[..., None]) -> None:
    answer("00012345")
    assert await access.credentials.generate_pin() == "00012345"


async def test_making_a_pin_is_asked_for_again_when_its_answer_is_lost(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer())
    assert len(await access.credentials.generate_pin()) == 8


async def test_every_card_is_listed_with_its_holder(access: AccessClient) -> None:
    cards = {card.display_id: card for card in await access.credentials.list_cards()}
    assert len(cards) == 5
    assert (cards["100004"].user_id, cards["100004"].user_type) == (sample_id("fay"), HolderType.VISITOR)
    assert cards["100004"].user is not None
    assert cards["100004"].user.name == "Fay Visitor"
    assert (cards["100005"].user, cards["100005"].user_type) == (None, HolderType.NOBODY)


async def test_a_card_is_found_by_its_token_which_does_not_show(access: AccessClient) -> None:
    card = await access.credentials.get_card(BRUNOS)
    assert (card.display_id, card.status) == ("100003", CardStatus.ASSIGNED)
    assert BRUNOS not in repr(card)


async def test_a_card_that_nobody_holds_can_be_forgotten(access: AccessClient) -> None:
    await access.credentials.delete_card(FREE)
    with pytest.raises(NotFoundError):
        await access.credentials.get_card(FREE)


async def test_a_card_in_use_is_not_forgotten(access: AccessClient) -> None:
    with pytest.raises(InUseError):
        await access.credentials.delete_card(BRUNOS)


async def test_a_card_is_forgotten_although_the_answer_was_lost(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer())
    await access.credentials.delete_card(FREE)
    assert FREE not in console.access.cards


@pytest.mark.parametrize("alias", ["Spare", ""])
async def test_a_card_gets_another_name(alias: str) -> None:
    wire = Wire()
    wire.data("success")
    await wire.access.credentials.update_card("a1b2", alias=alias)
    assert (wire.lines, wire.last.body) == (["PUT /credentials/nfc_cards/tokens/a1b2"], {"alias": alias})
    assert wire.last.safety is Safety.IDEMPOTENT


async def test_a_card_that_comes_on_two_pages_is_listed_once() -> None:
    wire = Wire()
    first = [{"token": f"t{number}"} for number in range(25)]
    for items in (first, [{"token": "t24"}, {"token": "t25"}]):
        wire.envelope(
            {"code": "SUCCESS", "msg": "succ", "data": items, "pagination": {"page_size": len(items), "total": 26}}
        )
    assert [card.token for card in await wire.access.credentials.list_cards()] == [f"t{n}" for n in range(26)]


# Importing


def imported(sent: bytes) -> bytes:
    """The file in a form."""
    _, _, rest = sent.partition(b"\r\n\r\n")
    return rest.rpartition(b"\r\n--")[0]


async def test_cards_of_other_makers_go_as_a_file_and_come_back_one_by_one() -> None:
    wire = Wire()
    wire.data(
        [
            {"alias": "Cleaner 1", "nfc_id": "068E2836", "token": "fake-token-of-a-card"},
            {"alias": "", "nfc_id": "068E2839", "token": ""},
            {"alias": "x"},
        ]
    )
    done, failed, odd = await wire.access.credentials.import_cards(
        [CardImport(nfc_id=" 068e2836 ", alias="Cleaner 1"), CardImport(nfc_id="068E2839")]
    )
    assert (wire.lines, wire.last.safety) == (["POST /credentials/nfc_cards/import"], Safety.UNSAFE)
    assert isinstance(wire.last.body, bytes)
    assert b'form-data; name="file"; filename="cards.csv"' in wire.last.body
    assert imported(wire.last.body) == b"068E2836,Cleaner 1\n068E2839\n"
    assert [card.is_imported for card in (done, failed, odd)] == [True, False, False]
    assert "fake-token" not in repr(done)
    assert wire.last.request.deadline_seconds == 120


@pytest.mark.parametrize(
    ("cards", "what"),
    [
        ([], "cards is empty"),
        ([("", "a")], "hexadecimal"),
        ([("06:8E", "a")], "hexadecimal"),
        ([("068E", "a,b")], "comma"),
        ([("068E", 'a"b')], "quote"),
        ([("068E", "a\r\n068F,b")], "line end"),
        ([("068E", "a"), ("068F", "a")], "alias"),
        ([("068E", "a"), ("068e", "b")], "nfc_id"),
    ],
)
async def test_a_file_that_would_fail_as_a_whole_fails_before_any_byte_is_sent(cards: list, what: str) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match=what):
        await wire.access.credentials.import_cards(CardImport(nfc_id=one, alias=alias) for one, alias in cards)
    assert wire.sent == []


# Taking in a card


async def test_nothing_is_sent_before_an_enrolment_is_entered(access: AccessClient, console: SimulatedConsole) -> None:
    access.credentials.enrol_card(READER)
    await asyncio.sleep(0)
    assert console.requests == []


async def test_a_card_that_is_held_to_the_reader_is_taken_in(access: AccessClient, console: SimulatedConsole) -> None:
    async with access.credentials.enrol_card(READER) as session:
        token = console.access.tap("ABCD1234")
        card = await session.card()
    assert (card.token, card.card_id) == (token, "ABCD1234")
    assert card.token not in repr(card)
    assert console.access.sessions == {}


async def test_the_reader_is_asked_once_a_second_until_there_is_a_card(
    access: AccessClient, console: SimulatedConsole, sdk_clock, sent: Sent
) -> None:
    async with access.credentials.enrol_card(READER) as session:
        sdk_clock.on_wait = lambda: len(sdk_clock.waits) == 3 and console.access.tap()
        await session.card()
    assert sdk_clock.waits == [1.0, 1.0, 1.0]
    assert [line.split()[0] for line in sent()] == ["POST", "GET", "GET", "GET", "GET", "DELETE"]


async def test_waiting_ends_in_time_and_may_go_on(access: AccessClient, console: SimulatedConsole, sdk_clock) -> None:
    async with access.credentials.enrol_card(READER) as session:
        with pytest.raises(NoCardYetError):
            await session.card(timeout_seconds=2.5)
        assert sum(sdk_clock.waits) == pytest.approx(2.5)
        console.access.tap()
        assert (await session.card(timeout_seconds=0)).token


@pytest.mark.parametrize("data", [{}, {"token": "", "card_id": ""}, {"card_id": "014A3151"}, {"token": None}])
async def test_a_card_without_a_token_is_none_yet(access: AccessClient, answer, data: object) -> None:
    async with access.credentials.enrol_card(READER) as session:
        answer(data)
        with pytest.raises(NoCardYetError):
            await session.card(timeout_seconds=0)
        answer({"token": "fake-token"})
        assert (await session.card(timeout_seconds=0)).token == "fake-token"


async def test_a_timeout_of_zero_asks_once(access: AccessClient, sdk_clock, sent: Sent) -> None:
    async with access.credentials.enrol_card(READER) as session:
        with pytest.raises(NoCardYetError):
            await session.card(timeout_seconds=0)
    assert sdk_clock.waits == []
    assert [line.split()[0] for line in sent()] == ["POST", "GET", "DELETE"]


async def test_a_session_that_is_over_says_so(access: AccessClient) -> None:
    with pytest.raises(EnrolmentExpiredError):
        async with access.credentials.enrol_card(READER) as session:
            await session.card(timeout_seconds=300)


async def test_a_session_that_is_over_is_not_waited_for(access: AccessClient, sent: Sent, sdk_clock) -> None:
    async with access.credentials.enrol_card(READER) as session:
        await access.credentials._app.call(
            "DELETE /credentials/nfc_cards/sessions/{session_id}", None, session_id=session._session_id
        )
        with pytest.raises(EnrolmentExpiredError):
            await session.card(timeout_seconds=300)
    assert sdk_clock.waits == []
    assert [line.split()[0] for line in sent()] == ["POST", "DELETE", "GET", "DELETE"]


@pytest.mark.parametrize(
    ("tap", "code"),
    [
        (Tap.TOO_SHORT, "CODE_CREDS_NFC_CARD_PROVISION_FAILED"),
        (Tap.OTHER_SITE, "CODE_CREDS_NFC_CARD_IS_PROVISION"),
        (Tap.UNSUPPORTED, "CODE_CREDS_NFC_CARD_INVALID"),
    ],
)
async def test_a_card_that_cannot_be_taken_in_is_rejected_with_the_reason(
    access: AccessClient, console: SimulatedConsole, tap: Tap, code: str
) -> None:
    async with access.credentials.enrol_card(READER) as session:
        console.access.tap(how=tap)
        with pytest.raises(CardRejectedError) as raised:
            await session.card()
    assert raised.value.code == code


async def test_a_card_that_left_too_early_may_be_held_there_again(
    access: AccessClient, console: SimulatedConsole
) -> None:
    async with access.credentials.enrol_card(READER) as session:
        console.access.tap(how=Tap.TOO_SHORT)
        with pytest.raises(CardRejectedError):
            await session.card()
        token = console.access.tap()
        assert (await session.card()).token == token


async def test_a_card_of_another_site_can_be_taken_over(access: AccessClient, console: SimulatedConsole) -> None:
    async with access.credentials.enrol_card(READER, reset=True) as session:
        console.access.tap(how=Tap.OTHER_SITE)
        assert (await session.card()).token


@pytest.mark.parametrize(
    ("device", "error"), [("nowhere", NotFoundError), (HUB, NotSupportedError), (READER, DeviceUnavailableError)]
)
async def test_a_device_that_reads_no_card_is_told_on_entering(
    access: AccessClient, console: SimulatedConsole, device: str, error: type[Exception]
) -> None:
    console.access.devices[READER].is_online = False
    with pytest.raises(error):
        await access.credentials.enrol_card(device).__aenter__()


async def test_a_session_is_not_opened_twice_when_its_answer_is_lost(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError):
        await access.credentials.enrol_card(READER).__aenter__()
    assert len(console.access.sessions) == 1


async def test_an_empty_device_and_a_negative_time_fail_before_any_byte_is_sent(
    access: AccessClient, console: SimulatedConsole
) -> None:
    with pytest.raises(ConfigurationError, match="device_id"):
        access.credentials.enrol_card("")
    with pytest.raises(ConfigurationError, match="timeout_seconds"):
        await access.credentials.enrol_card(READER).card(timeout_seconds=-1)
    assert console.requests == []


async def test_a_card_cannot_be_waited_for_outside_of_the_session(
    access: AccessClient, console: SimulatedConsole
) -> None:
    with pytest.raises(ConfigurationError):
        await access.credentials.enrol_card(READER).card()
    assert console.requests == []


# Leaving


async def test_an_error_of_the_body_ends_the_session_and_comes_out(
    access: AccessClient, console: SimulatedConsole
) -> None:
    with pytest.raises(KeyError):
        async with access.credentials.enrol_card(READER):
            raise KeyError("body")
    assert console.access.sessions == {}


async def test_a_session_that_cannot_be_ended_does_not_hide_the_error_of_the_body(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.status(500, {"code": "CODE_SYSTEM_ERROR"}), f"DELETE {SESSIONS}/*")
    with pytest.raises(KeyError) as raised:
        async with access.credentials.enrol_card(READER):
            raise KeyError("body")
    assert ["could not be ended" in note for note in raised.value.__notes__] == [True]


async def test_a_session_that_cannot_be_ended_is_told_when_nothing_else_went_wrong(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.status(500, {"code": "CODE_SYSTEM_ERROR"}), f"DELETE {SESSIONS}/*")
    with pytest.raises(ServerError):
        async with access.credentials.enrol_card(READER):
            pass


async def test_a_session_that_was_over_before_is_left_in_peace(access: AccessClient, console: SimulatedConsole) -> None:
    async with access.credentials.enrol_card(READER):
        console.access.sessions.clear()
    assert [request.verb for request in console.requests] == ["POST", "DELETE"]


async def test_ending_a_session_takes_no_longer_than_it_may(
    access: AccessClient, console: SimulatedConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "_END_SECONDS", 0.05)
    console.faults.add(Fault.delay(0.2), f"DELETE {SESSIONS}/*")
    with pytest.raises(TimeoutError):
        async with access.credentials.enrol_card(READER):
            pass


async def wait_for_a_card(access: AccessClient, entered: asyncio.Event) -> None:
    async with access.credentials.enrol_card(READER):
        entered.set()
        await asyncio.Event().wait()


async def test_a_cancellation_ends_the_session(access: AccessClient, console: SimulatedConsole) -> None:
    entered = asyncio.Event()
    waiting = asyncio.create_task(wait_for_a_card(access, entered))
    await entered.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert console.access.sessions == {}


async def test_a_second_cancellation_does_not_keep_the_session_from_being_ended(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.delay(0.1), f"DELETE {SESSIONS}/*")
    entered = asyncio.Event()
    waiting = asyncio.create_task(wait_for_a_card(access, entered))
    await entered.wait()
    waiting.cancel()
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert console.access.sessions == {}


async def test_a_timeout_around_everything_ends_the_session(access: AccessClient, console: SimulatedConsole) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await wait_for_a_card(access, asyncio.Event())
    assert console.access.sessions == {}


async def test_closing_the_client_does_not_wait_for_a_session_to_be_ended(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.delay(60), f"DELETE {SESSIONS}/*")
    enrolment_session = access.credentials.enrol_card(READER)
    await enrolment_session.__aenter__()
    leaving = asyncio.create_task(enrolment_session.__aexit__(None, None, None))
    await asyncio.sleep(0.02)
    async with asyncio.timeout(3):
        await access._app.transport.close()
        await leaving
    assert console.access.sessions

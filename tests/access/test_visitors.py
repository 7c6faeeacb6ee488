"""Visitors over the wire: announcing, changing, calling off, and deleting for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import BadRequestError, ConfigurationError, NotFoundError, OutcomeUnknownError
from unifi_sdk._core.model import is_untrusted
from unifi_sdk.access import AccessClient
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models import (
    ResourceRef,
    ResourceType,
    TimeRange,
    Visitor,
    VisitorChanges,
    VisitorExpand,
    VisitorInput,
    VisitorStatus,
    VisitReason,
    WeekSchedule,
)
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id

Sent = Callable[..., list]
AnswerWith = Callable[..., None]

FAY, GUS, HANA, INES, JUAN = map(sample_id, ("fay", "gus", "hana", "ines", "juan"))
START = datetime(2026, 6, 1, 8, tzinfo=UTC)
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
WORKDAY = (TimeRange(start_time="09:00:00", end_time="17:00:59"),)


def newcomer(**fields: object) -> VisitorInput:
    return VisitorInput(
        **{
            "first_name": "Vera",
            "last_name": "Late",
            "start_time": START,
            "end_time": START + timedelta(hours=4),
            "visit_reason": VisitReason.BUSINESS,
            **fields,
        }
    )


# Lists


async def test_every_page_is_read(access: AccessClient, console: SimulatedConsole) -> None:
    for number in range(30):
        await access.visitors.create(newcomer(first_name=f"V{number}"))
    console.access.largest_page = 25
    console.requests.clear()
    visitors = await access.visitors.list()
    assert [visitor.id for visitor in visitors] == list(console.access.visitors)
    assert len(console.requests) == 2


@pytest.mark.parametrize(
    ("status", "number", "who"),
    [
        (VisitorStatus.UPCOMING, "1", [GUS]),
        (VisitorStatus.VISITED, "2", [JUAN]),
        (VisitorStatus.VISITING, "3", [FAY]),
        (VisitorStatus.CANCELLED, "4", [INES]),
        (VisitorStatus.NO_VISIT, "5", []),
        (VisitorStatus.ACTIVE, "6", [HANA]),
    ],
)
async def test_the_list_is_filtered_by_the_vendors_numbers(
    access: AccessClient, sent: Sent, status: VisitorStatus, number: str, who: list[str]
) -> None:
    found = await access.visitors.list(status=status)
    assert [visitor.id for visitor in found] == who
    assert all(visitor.status is status for visitor in found)
    assert ("status", number) in sent("query")[0]


async def test_a_keyword_is_how_a_name_begins(access: AccessClient) -> None:
    assert [visitor.id for visitor in await access.visitors.list(keyword="ha")] == [HANA]


async def test_a_list_carries_what_was_asked_for(access: AccessClient, sent: Sent) -> None:
    fay, *_ = await access.visitors.list(expand=[VisitorExpand.NFC_CARD, VisitorExpand.RESOURCE])
    assert [card.id for card in fay.nfc_cards] == ["100004"]
    assert [place.name for place in fay.resources] == ["Public Doors"]
    assert fay.schedule is None
    assert [pair for pair in sent("query")[0] if pair[0] == "expand[]"] == [
        ("expand[]", "nfc_card"),
        ("expand[]", "resource"),
    ]


async def test_a_list_carries_nothing_when_nothing_is_asked_for(access: AccessClient, sent: Sent) -> None:
    fay, *_ = await access.visitors.list(expand=())
    assert (fay.nfc_cards, fay.resources, fay.schedule) == ((), (), None)
    assert ("expand[]", "none") in sent("query")[0]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"status": VisitorStatus.ACTIVE, "keyword": "Fay"}, "status and keyword"),
        ({"status": VisitorStatus("TELEPORTED")}, "status"),
        ({"keyword": ""}, "keyword"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(access: AccessClient, arguments: dict, what: str) -> None:
    with pytest.raises(ConfigurationError, match=what):
        access.visitors.list(**arguments)


# One visitor


async def test_a_visitor_is_read_with_everything_the_console_tells(access: AccessClient, clock: ManualClock) -> None:
    fay = await access.visitors.get(FAY)
    assert (fay.visitor_company, fay.inviter_name, fay.visit_reason) == (
        "Example Works",
        "Ada Example",
        VisitReason.BUSINESS,
    )
    assert fay.end_time == datetime.fromtimestamp(clock.now(), UTC) + timedelta(hours=3)


async def test_a_visit_that_happens_once_has_no_week(access: AccessClient) -> None:
    fay = await access.visitors.get(FAY)
    assert fay.schedule is not None
    assert fay.schedule.weekly is None


async def test_a_visit_that_recurs_has_its_times_by_day(access: AccessClient) -> None:
    hana = await access.visitors.get(HANA)
    assert hana.schedule is not None
    assert hana.schedule.weekly == WeekSchedule(monday=WORKDAY, tuesday=WORKDAY, friday=WORKDAY)


@pytest.mark.parametrize("spelled", ["CANCELLED", "CANCELED"])
async def test_a_called_off_visit_is_cancelled_however_it_is_spelled(
    access: AccessClient, answer: AnswerWith, spelled: str
) -> None:
    answer({"id": "v", "status": spelled})
    assert (await access.visitors.get("v")).status is VisitorStatus.CANCELLED


@pytest.mark.parametrize(
    ("wire", "reason"), [("Others", VisitReason.OTHERS), ("others", VisitReason.OTHERS), ("Intervieww", "Intervieww")]
)
async def test_a_reason_is_read_in_any_case_and_kept_when_unknown(
    access: AccessClient, answer: AnswerWith, wire: str, reason: str
) -> None:
    answer({"id": "v", "visit_reason": wire})
    assert (await access.visitors.get("v")).visit_reason == reason


@pytest.mark.parametrize("odd", [None, "", 7, {}, [1], {"weekly": {"monday": None}}])
@pytest.mark.parametrize("name", ["status", "start_time", "nfc_cards", "pin_code", "schedule", "resources"])
async def test_no_odd_value_beside_the_id_keeps_a_visitor_from_being_read(
    access: AccessClient, answer: AnswerWith, name: str, odd: object
) -> None:
    answer({"id": "v", name: odd})
    assert (await access.visitors.get("v")).id == "v"


async def test_an_unknown_visitor_is_not_found(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.visitors.get("nobody")


# Announcing


async def test_a_new_visitor_is_read_back(access: AccessClient) -> None:
    door = sample_id("workshop")
    made = await access.visitors.create(
        newcomer(
            resources=(
                ResourceRef(id=door, type=ResourceType.DOOR),
                ResourceRef(id=sample_id("public-doors"), type=ResourceType.DOOR_GROUP),
            ),
            week_schedule=WeekSchedule(monday=WORKDAY),
            mobile_phone="+1 555 0101",
            email="vera@example.com",
            visitor_company="Example Works",
            remarks="bring a badge",
        )
    )
    vera = await access.visitors.get(made.id)
    assert vera == made
    assert (vera.start_time, vera.end_time) == (START, START + timedelta(hours=4))
    assert vera.remarks == "bring a badge"
    assert "Public Doors" in [place.name for place in vera.resources]
    assert vera.schedule is not None
    assert vera.schedule.weekly == WeekSchedule(monday=WORKDAY)


async def test_times_are_sent_in_whole_unix_seconds_and_what_was_left_out_is_not_sent(
    access: AccessClient, sent: Sent
) -> None:
    await access.visitors.create(newcomer(end_time=START + timedelta(seconds=90.9)))
    assert sent("json") == [
        {
            "first_name": "Vera",
            "last_name": "Late",
            "start_time": 1_780_300_800,
            "end_time": 1_780_300_890,
            "visit_reason": "Business",
        }
    ]


async def test_a_week_is_sent_with_all_its_days(access: AccessClient, sent: Sent) -> None:
    await access.visitors.create(newcomer(week_schedule=WeekSchedule(friday=WORKDAY)))
    week = sent("json")[0]["week_schedule"]
    assert set(week) == set(DAYS)
    assert week["friday"] == [{"start_time": "09:00:00", "end_time": "17:00:59"}]
    assert week["monday"] == []


async def test_an_announcement_whose_answer_is_lost_is_not_sent_again(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError):
        await access.visitors.create(newcomer())
    assert [visitor.first_name for visitor in console.access.visitors.values()].count("Vera") == 1


async def test_a_door_that_is_not_there_is_not_found(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.visitors.create(newcomer(resources=(ResourceRef(id="nowhere", type=ResourceType.DOOR),)))


def at(start: str, end: str) -> WeekSchedule:
    return WeekSchedule(sunday=(TimeRange(start_time=start, end_time=end),))


IMPOSSIBLE = [
    ({"first_name": ""}, "first_name"),
    ({"last_name": " "}, "last_name"),
    ({"start_time": datetime(2026, 6, 1)}, "start_time"),
    ({"end_time": datetime(2026, 6, 2)}, "end_time"),
    ({"start_time": START, "end_time": START}, "end_time"),
    ({"start_time": START, "end_time": START - timedelta(hours=1)}, "end_time"),
    ({"resources": (ResourceRef(id="d"),)}, "resources"),
    ({"week_schedule": at("17:00:00", "09:00:00")}, "week_schedule"),
    ({"week_schedule": at("09:00:00", "24:00:00")}, "week_schedule"),
    ({"week_schedule": at("nine", "ten")}, "week_schedule"),
]


@pytest.mark.parametrize(("fields", "argument"), IMPOSSIBLE)
async def test_a_visit_that_can_never_be_fails_before_any_byte_is_sent(
    access: AccessClient, console: SimulatedConsole, fields: dict, argument: str
) -> None:
    with pytest.raises(ConfigurationError, match=argument):
        await access.visitors.create(newcomer(**fields))
    with pytest.raises(ConfigurationError, match=argument):
        await access.visitors.update(FAY, VisitorChanges(**fields))
    assert console.requests == []


# Changing


async def test_an_update_sends_only_what_is_given(access: AccessClient, sent: Sent) -> None:
    before = await access.visitors.get(FAY)
    after = await access.visitors.update(FAY, VisitorChanges(remarks="late"))
    assert sent("body")[1] == b'{"remarks":"late"}'
    assert after == before.evolve(remarks="late")


async def test_a_week_that_was_read_can_be_edited_and_sent_back(access: AccessClient) -> None:
    hana = await access.visitors.get(HANA)
    assert hana.schedule is not None
    assert hana.schedule.weekly is not None
    week = hana.schedule.weekly.evolve(monday=())
    after = await access.visitors.update(HANA, VisitorChanges(week_schedule=week))
    assert after.schedule is not None
    assert after.schedule.weekly == WeekSchedule(tuesday=WORKDAY, friday=WORKDAY)


async def test_an_empty_list_takes_every_door_away(access: AccessClient) -> None:
    assert (await access.visitors.get(FAY)).resources
    assert (await access.visitors.update(FAY, VisitorChanges(resources=()))).resources == ()


async def test_an_end_before_a_start_that_stays_is_refused_by_the_console(access: AccessClient) -> None:
    with pytest.raises(BadRequestError):
        await access.visitors.update(FAY, VisitorChanges(end_time=datetime(2000, 1, 1, tzinfo=UTC)))


async def test_an_update_whose_answer_is_lost_is_not_sent_again(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError):
        await access.visitors.update(FAY, VisitorChanges(remarks="late"))
    assert len(console.requests) == 1


# Calling off and deleting


async def test_a_visit_that_is_called_off_stays_in_the_list_without_credentials(
    access: AccessClient, sent: Sent
) -> None:
    await access.visitors.cancel(FAY)
    assert sent("query") == [[]]
    fay = await access.visitors.get(FAY)
    assert (fay.status, fay.nfc_cards) == (VisitorStatus.CANCELLED, ())


async def test_a_visitor_that_is_deleted_is_gone(access: AccessClient, sent: Sent) -> None:
    await access.visitors.delete(FAY)
    assert sent("query") == [[("is_force", "true")]]
    with pytest.raises(NotFoundError):
        await access.visitors.get(FAY)


async def test_a_deletion_whose_answer_is_lost_is_a_deletion(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer())
    await access.visitors.delete(FAY)
    assert FAY not in console.access.visitors


async def test_a_visitor_that_never_was_is_neither_called_off_nor_deleted(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.visitors.cancel("nobody")
    with pytest.raises(NotFoundError):
        await access.visitors.delete("nobody")


# Models


TIMES = st.builds(lambda start, end: TimeRange(start_time=start, end_time=end), st.text(), st.text())


@given(st.dictionaries(st.sampled_from(DAYS), st.lists(TIMES, max_size=3).map(tuple)))
def test_a_week_survives_being_written_and_read(week: dict) -> None:
    written = DIALECT.codec.encode(WeekSchedule(**week))
    assert DIALECT.codec.decode(WeekSchedule, written) == WeekSchedule(**week)


def test_what_a_visitor_chose_is_marked_as_untrusted() -> None:
    marked = {a.name for a in attrs.fields(Visitor) if is_untrusted(a)}
    assert marked >= {"first_name", "last_name", "remarks", "email", "mobile_phone", "visitor_company"}

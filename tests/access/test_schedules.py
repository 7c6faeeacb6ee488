"""Schedules: the week is read under one name and written under another."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError
from unifi_sdk.access import Week, times_of_day
from unifi_sdk.access.errors import AlreadyExistsError, InUseError
from unifi_sdk.access.models import (
    WORKDAYS,
    Day,
    ScheduleChanges,
    ScheduleInput,
    TimeRange,
    WeekSchedule,
)
from unifi_sdk.retry import Safety

ID = "2f3e4d5c-6b7a-4899-8a7b-6c5d4e3f2a1b"
NINE_TO_FIVE = [{"start_time": "09:00:00", "end_time": "17:00:59"}]
WEEKLY: dict[str, object] = {day: NINE_TO_FIVE if day in WORKDAYS else [] for day in Day}
SCHEDULE = {
    "id": ID,
    "is_default": False,
    "name": "Office",
    "type": "access",
    "weekly": WEEKLY,
    "holiday_group_id": "hg",
    "holiday_group": {
        "description": "",
        "holidays": [
            {
                "description": "",
                "end_time": "2026-12-26 00:00:00Z",
                "id": "h1",
                "is_template": False,
                "name": "Christmas",
                "repeat": False,
                "start_time": "2026-12-25 00:00:00Z",
            }
        ],
        "id": "hg",
        "is_default": False,
        "name": "Shop",
        "template_name": "",
    },
    "holiday_schedule": [{"start_time": "09:15:00", "end_time": "11:45:59"}],
}


async def test_a_schedule_is_read_with_its_week_and_holidays() -> None:
    wire = Wire()
    wire.data(SCHEDULE)
    schedule = await wire.access.schedules.get(ID)
    assert schedule.weekly == Week().on(WORKDAYS, "09:00-17:00").schedule
    assert schedule.holiday_schedule == (TimeRange(start_time="09:15:00", end_time="11:45:59"),)
    assert schedule.holiday_group is not None
    assert [holiday.is_template for holiday in schedule.holiday_group.holidays] == [False]
    assert wire.lines == [f"GET /access_policies/schedules/{ID}"]


async def test_a_list_tells_no_times() -> None:
    wire = Wire()
    wire.data(
        [
            {"id": ID, "holiday_group_id": "hg", "is_default": True, "name": "Always", "status": 1, "type": "access"},
            {"id": "s2", "weekly": None, "status": "on"},
        ]
    )
    always, odd = await wire.access.schedules.list()
    assert (always.weekly, always.status, always.is_default) == (None, 1, True)
    assert (odd.weekly, odd.status, odd.extra["status"]) == (None, None, "on")
    assert wire.lines == ["GET /access_policies/schedules"]


async def test_a_new_schedule_is_sent_with_its_week_under_the_other_name() -> None:
    wire = Wire()
    wire.data(SCHEDULE)
    made = await wire.access.schedules.create(
        ScheduleInput(
            name="Office",
            week_schedule=Week().on(WORKDAYS, "09:00-17:00").schedule,
            holiday_group_id="hg",
            holiday_schedule=times_of_day("03:15-11:45", "15:00-19:00"),
        )
    )
    assert made.id == ID
    assert (wire.lines, wire.last.safety) == (["POST /access_policies/schedules"], Safety.UNSAFE)
    assert wire.last.body == {
        "name": "Office",
        "week_schedule": WEEKLY,
        "holiday_group_id": "hg",
        "holiday_schedule": [
            {"start_time": "03:15:00", "end_time": "11:45:59"},
            {"start_time": "15:00:00", "end_time": "19:00:59"},
        ],
    }


async def test_an_update_sends_only_what_is_given_and_its_answer_carries_nothing() -> None:
    wire = Wire()
    wire.data({}, None, SCHEDULE, "success")
    await wire.access.schedules.update(ID, ScheduleChanges(name="Late"))
    await wire.access.schedules.update(ID, ScheduleChanges(holiday_group_id="", holiday_schedule=()))
    await wire.access.schedules.update(ID, ScheduleChanges(week_schedule=WeekSchedule()))
    await wire.access.schedules.update(ID, ScheduleChanges(holiday_schedule=times_of_day("03:15-11:45")))
    assert [sent.body for sent in wire.sent] == [
        {"name": "Late"},
        {"holiday_group_id": "", "holiday_schedule": []},
        {"week_schedule": {day: [] for day in Day}},
        {"holiday_schedule": [{"start_time": "03:15:00", "end_time": "11:45:59"}]},
    ]
    assert set(wire.lines) == {f"PUT /access_policies/schedules/{ID}"}
    assert wire.last.safety is Safety.IDEMPOTENT


async def test_a_week_that_was_read_can_be_edited_and_sent_back() -> None:
    wire = Wire()
    wire.data(SCHEDULE, {})
    read = await wire.access.schedules.get(ID)
    assert read.weekly is not None
    week = Week(read.weekly).on(Day.SATURDAY, "10:00-12:00").schedule
    await wire.access.schedules.update(ID, ScheduleChanges(week_schedule=week))
    assert wire.last.body == {
        "week_schedule": {**WEEKLY, "saturday": [{"start_time": "10:00:00", "end_time": "12:00:59"}]}
    }


async def test_a_schedule_is_deleted_unless_it_is_used() -> None:
    wire = Wire()
    wire.data("success")
    wire.refuse("CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE")
    wire.refuse("CODE_ACCESS_POLICY_SCHEDULE_NAME_EXIST")
    await wire.access.schedules.delete(ID)
    with pytest.raises(InUseError):
        await wire.access.schedules.delete(ID)
    with pytest.raises(AlreadyExistsError):
        await wire.access.schedules.create(ScheduleInput(name="Office", week_schedule=WeekSchedule()))
    assert wire.lines[0] == f"DELETE /access_policies/schedules/{ID}"


BACKWARDS = TimeRange(start_time="12:00:00", end_time="11:00:59")


@pytest.mark.parametrize(
    ("fields", "argument"),
    [
        ({"name": ""}, "name"),
        ({"week_schedule": WeekSchedule(sunday=(BACKWARDS,))}, "week_schedule"),
        ({"holiday_schedule": (BACKWARDS,)}, "holiday_schedule"),
    ],
)
async def test_what_can_never_work_fails_before_any_byte_is_sent(fields: dict, argument: str) -> None:
    wire = Wire()
    whole = {"name": "Office", "week_schedule": WeekSchedule(), **fields}
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.schedules.create(ScheduleInput(**whole))
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.schedules.update(ID, ScheduleChanges(**fields))
    assert wire.sent == []

"""Holiday groups: times are written in one form and read in another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.errors import AlreadyExistsError, InUseError
from unifi_sdk.access.models import Holiday, HolidayGroup, HolidayGroupChanges, HolidayGroupInput
from unifi_sdk.retry import Safety

ID = "5c2d0c1e-3f4a-4b5c-8d6e-7f8091a2b3c4"
GROUP = {
    "description": "",
    "holidays": [
        {
            "description": "",
            "end_time": "2026-12-26 00:00:00Z",
            "id": "h1",
            "name": "Christmas",
            "repeat": True,
            "start_time": "2026-12-25 00:00:00Z",
        },
        {"id": "h2", "name": "Inventory", "repeat": False, "start_time": "2026-07-01 00:00:00z", "end_time": None},
    ],
    "id": ID,
    "is_default": False,
    "name": "Shop",
    "template_name": "",
}
CHRISTMAS = Holiday.on("Christmas", date(2026, 12, 25), repeat=True)
CHRISTMAS_SENT = {
    "name": "Christmas",
    "repeat": True,
    "start_time": "2026-12-25T00:00:00Z",
    "end_time": "2026-12-26T00:00:00Z",
}


async def test_a_group_is_read_with_times_in_the_consoles_own_form() -> None:
    wire = Wire()
    wire.data(GROUP)
    group = await wire.access.holiday_groups.get(ID)
    christmas, inventory = group.holidays
    assert christmas.start_time == datetime(2026, 12, 25, tzinfo=UTC)
    assert christmas.end_time == datetime(2026, 12, 26, tzinfo=UTC)
    assert (christmas.id, christmas.repeat, group.count) == ("h1", True, None)
    assert (inventory.start_time, inventory.end_time) == (datetime(2026, 7, 1, tzinfo=UTC), None)
    assert wire.lines == [f"GET /access_policies/holiday_groups/{ID}"]


async def test_a_list_tells_how_many_holidays_there_are() -> None:
    wire = Wire()
    wire.data([{"count": 2, "description": "", "id": ID, "is_default": True, "name": "Shop"}])
    [group] = await wire.access.holiday_groups.list()
    assert (group.count, group.holidays, group.is_default) == (2, (), True)
    assert wire.lines == ["GET /access_policies/holiday_groups"]


async def test_a_new_group_is_sent_with_times_as_the_reference_has_them() -> None:
    wire = Wire()
    wire.data(GROUP)
    made = await wire.access.holiday_groups.create(HolidayGroupInput(name="Shop", holidays=(CHRISTMAS,)))
    assert made.id == ID
    assert (wire.lines, wire.last.safety) == (["POST /access_policies/holiday_groups"], Safety.UNSAFE)
    assert wire.last.body == {"name": "Shop", "holidays": [CHRISTMAS_SENT]}


async def test_a_group_without_holidays_sends_none() -> None:
    wire = Wire()
    wire.data({"id": ID})
    await wire.access.holiday_groups.create(HolidayGroupInput(name="Shop", description="closed"))
    assert wire.last.body == {"name": "Shop", "description": "closed"}


async def test_an_update_changes_holidays_with_an_id_and_adds_those_without_and_is_never_repeated() -> None:
    wire = Wire()
    wire.data(GROUP, GROUP)
    group = await wire.access.holiday_groups.get(ID)
    kept = group.holidays[0].evolve(name="X-mas")
    await wire.access.holiday_groups.update(ID, HolidayGroupChanges(name="Shop", holidays=(kept, CHRISTMAS)))
    assert (wire.lines[1], wire.last.safety) == (f"PUT /access_policies/holiday_groups/{ID}", Safety.UNSAFE)
    assert wire.last.body == {
        "name": "Shop",
        "holidays": [{"id": "h1", "description": "", **CHRISTMAS_SENT, "name": "X-mas"}, CHRISTMAS_SENT],
    }


async def test_an_update_of_the_name_leaves_the_holidays_alone() -> None:
    wire = Wire()
    wire.data(GROUP)
    await wire.access.holiday_groups.update(ID, HolidayGroupChanges(name="Office"))
    assert wire.last.body == {"name": "Office"}


async def test_a_group_is_deleted_unless_it_is_used() -> None:
    wire = Wire()
    wire.data("success")
    wire.refuse("CODE_HOLIDAY_GROUP_CAN_NOT_DELETE")
    await wire.access.holiday_groups.delete(ID)
    with pytest.raises(InUseError):
        await wire.access.holiday_groups.delete(ID)
    assert wire.lines == [f"DELETE /access_policies/holiday_groups/{ID}"] * 2


async def test_a_name_that_is_taken_is_told() -> None:
    wire = Wire()
    wire.refuse("CODE_ACCESS_POLICY_HOLIDAY_GROUP_NAME_EXIST")
    with pytest.raises(AlreadyExistsError):
        await wire.access.holiday_groups.create(HolidayGroupInput(name="Shop"))


def test_a_holiday_of_several_days_ends_at_the_midnight_after_the_last() -> None:
    holiday = Holiday.on("Break", date(2026, 12, 24), date(2026, 12, 31))
    assert (holiday.start_time, holiday.end_time) == (
        datetime(2026, 12, 24, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("holiday", "argument"),
    [
        (Holiday(start_time=datetime(2026, 1, 1)), "start_time"),
        (Holiday.on("Backwards", date(2026, 1, 2), date(2026, 1, 1)), "end_time"),
    ],
)
async def test_a_holiday_that_can_never_be_fails_before_any_byte_is_sent(holiday: Holiday, argument: str) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.holiday_groups.create(HolidayGroupInput(name="Shop", holidays=(holiday,)))
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.holiday_groups.update(ID, HolidayGroupChanges(name="Shop", holidays=(holiday,)))
    with pytest.raises(ConfigurationError, match="name"):
        await wire.access.holiday_groups.update(ID, HolidayGroupChanges(name=""))
    assert wire.sent == []


@given(st.datetimes(datetime(1971, 1, 1), datetime(2090, 1, 1)), st.integers(-12, 12), st.sampled_from("zZ"))
def test_every_time_is_read_in_both_forms_and_written_in_one(moment: datetime, hours: int, zulu: str) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    utc = aware.astimezone(UTC)
    for separator in " T":
        text = f"{utc:%Y-%m-%d}{separator}{utc:%H:%M:%S}{zulu}"
        document = {"id": "g", "holidays": [{"start_time": text}]}
        assert DIALECT.codec.decode(HolidayGroup, document).holidays[0].start_time == utc
    written = DIALECT.codec.encode(Holiday(start_time=aware))
    assert written == {"start_time": f"{utc:%Y-%m-%dT%H:%M:%S}Z"}

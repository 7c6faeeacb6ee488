"""Rules, door groups and devices from end to end: what is written is read back from a console."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from unifi_sdk import (
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
)
from unifi_sdk.access import AccessClient, Week, times_of_day
from unifi_sdk.access.errors import AlreadyExistsError, InUseError
from unifi_sdk.access.models import (
    EVERY_DAY,
    WEEKEND,
    WORKDAYS,
    AccessMethodChanges,
    AccessPolicyChanges,
    AccessPolicyInput,
    AntiSpoofingLevel,
    Day,
    DetectDistance,
    DeviceCapability,
    DoorGroupType,
    Holiday,
    HolidayGroupChanges,
    HolidayGroupInput,
    ResourceRef,
    ResourceType,
    ScheduleChanges,
    ScheduleInput,
)
from unifi_sdk.errors import ApiError
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id

MAIN, LOBBY, WORKSHOP, STORE = map(sample_id, ("main-entrance", "lobby", "workshop", "store-room"))
PUBLIC_DOORS, BUILDING = map(sample_id, ("public-doors", "building"))
ALWAYS, OFFICE_HOURS = map(sample_id, ("everywhere-schedule", "office-hours-schedule"))
NO_HOLIDAYS, PUBLIC_HOLIDAYS = map(sample_id, ("no-holidays", "public-holidays"))
HUB, READER, FACE_READER, OFFLINE = "00005e005301", "00005e005302", "00005e005309", "00005e00530a"
NOBODY = sample_id("nobody")


# Access policies


async def test_a_policy_is_made_changed_and_deleted(access: AccessClient) -> None:
    door, group = (
        ResourceRef(id=MAIN, type=ResourceType.DOOR),
        ResourceRef(id=PUBLIC_DOORS, type=ResourceType.DOOR_GROUP),
    )
    made = await access.access_policies.create(
        AccessPolicyInput(name="Cleaners", schedule_id=ALWAYS, resources=(door, group))
    )
    assert await access.access_policies.get(made.id) == made
    assert (made.name, made.schedule_id, made.resources) == ("Cleaners", ALWAYS, (door, group))
    changed = await access.access_policies.update(made.id, AccessPolicyChanges(schedule_id=OFFICE_HOURS))
    assert changed == made.evolve(schedule_id=OFFICE_HOURS)
    bare = await access.access_policies.update(made.id, AccessPolicyChanges(resources=()))
    assert (bare.name, bare.resources) == ("Cleaners", ())
    assert made.id in {policy.id for policy in await access.access_policies.list()}
    await access.access_policies.delete(made.id)
    with pytest.raises(NotFoundError):
        await access.access_policies.get(made.id)


async def test_a_policy_without_a_schedule_that_is_there_is_refused(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.access_policies.create(AccessPolicyInput(name="Cleaners", schedule_id=NOBODY))


# Schedules


async def test_a_week_goes_out_and_comes_back(access: AccessClient) -> None:
    week = Week().on(WORKDAYS, "09:00-12:00", "13:00-17:00").on(Day.SATURDAY, "22:00-24:00").schedule
    made = await access.schedules.create(
        ScheduleInput(
            name="Shop",
            week_schedule=week,
            holiday_group_id=PUBLIC_HOLIDAYS,
            holiday_schedule=times_of_day("10:00-12:00"),
        )
    )
    read = await access.schedules.get(made.id)
    assert read.weekly == week
    assert [(one.start_time, one.end_time) for one in read.weekly.monday] == [
        ("09:00:00", "12:00:59"),
        ("13:00:00", "17:00:59"),
    ]
    assert read.weekly.saturday[0].end_time == "23:59:59"
    assert read.weekly.sunday == ()
    assert (read.holiday_group_id, read.holiday_group.name) == (PUBLIC_HOLIDAYS, "Public Holidays")
    assert read.holiday_schedule == times_of_day("10:00-12:00")


async def test_a_week_that_was_read_is_edited_and_the_rest_stays(access: AccessClient) -> None:
    before = await access.schedules.get(OFFICE_HOURS)
    week = Week(before.weekly).on(WEEKEND, "10:00-12:00").schedule
    await access.schedules.update(OFFICE_HOURS, ScheduleChanges(week_schedule=week))
    after = await access.schedules.get(OFFICE_HOURS)
    assert after == before.evolve(weekly=week)
    await access.schedules.update(OFFICE_HOURS, ScheduleChanges(name="Opening Hours"))
    assert await access.schedules.get(OFFICE_HOURS) == after.evolve(name="Opening Hours")


async def test_a_schedule_without_a_holiday_group_has_the_consoles_own(access: AccessClient) -> None:
    made = await access.schedules.create(
        ScheduleInput(name="Always", week_schedule=Week().on(EVERY_DAY, "00:00-24:00").schedule)
    )
    assert made.holiday_group_id == NO_HOLIDAYS


async def test_a_list_of_schedules_leaves_their_times_out(access: AccessClient) -> None:
    schedules = {schedule.id: schedule for schedule in await access.schedules.list()}
    assert (schedules[ALWAYS].is_default, schedules[OFFICE_HOURS].weekly) == (True, None)


async def test_a_schedule_with_a_name_that_is_taken_or_in_use_is_refused(access: AccessClient) -> None:
    week = Week().on(Day.MONDAY, "09:00-17:00").schedule
    with pytest.raises(AlreadyExistsError):
        await access.schedules.create(ScheduleInput(name="Office Hours", week_schedule=week))
    with pytest.raises(InUseError):
        await access.schedules.delete(OFFICE_HOURS)
    made = await access.schedules.create(ScheduleInput(name="Mondays", week_schedule=week))
    await access.schedules.delete(made.id)
    with pytest.raises(NotFoundError):
        await access.schedules.get(made.id)


# Holiday groups


async def test_holidays_are_made_read_changed_and_deleted(access: AccessClient) -> None:
    new_year = Holiday.on("New Year", date(2027, 1, 1), repeat=True)
    summer = Holiday.on("Summer", date(2027, 8, 2), date(2027, 8, 13))
    made = await access.holiday_groups.create(
        HolidayGroupInput(name="Ours", description="Closed", holidays=(new_year, summer))
    )
    assert [holiday.evolve(id=None, description=None, is_template=None) for holiday in made.holidays] == [
        new_year,
        summer,
    ]
    assert made.holidays[1].end_time == datetime(2027, 8, 14, tzinfo=UTC)
    read = await access.holiday_groups.get(made.id)
    assert (read.name, read.description, read.holidays) == ("Ours", "Closed", made.holidays)
    longer = read.holidays[1].evolve(end_time=datetime(2027, 8, 21, tzinfo=UTC))
    added = Holiday.on("Christmas", date(2027, 12, 24), date(2027, 12, 26))
    changes = HolidayGroupChanges(name="Ours", holidays=(read.holidays[0], longer, added))
    changed = await access.holiday_groups.update(made.id, changes)
    assert changed.holidays[:2] == (read.holidays[0], longer)
    assert (changed.holidays[2].name, changed.description) == ("Christmas", "Closed")
    assert {group.id: group.count for group in await access.holiday_groups.list()}[made.id] == 3
    await access.holiday_groups.delete(made.id)
    with pytest.raises(NotFoundError):
        await access.holiday_groups.get(made.id)


async def test_a_renamed_group_keeps_its_holidays(access: AccessClient) -> None:
    before = await access.holiday_groups.get(PUBLIC_HOLIDAYS)
    await access.holiday_groups.update(PUBLIC_HOLIDAYS, HolidayGroupChanges(name="Feasts"))
    assert await access.holiday_groups.get(PUBLIC_HOLIDAYS) == before.evolve(name="Feasts")


async def test_a_holiday_group_that_is_used_or_whose_name_is_taken_is_refused(access: AccessClient) -> None:
    with pytest.raises(InUseError):
        await access.holiday_groups.delete(PUBLIC_HOLIDAYS)
    with pytest.raises(AlreadyExistsError):
        await access.holiday_groups.create(HolidayGroupInput(name="Public Holidays"))


async def test_holidays_whose_answer_is_lost_are_not_added_twice(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "PUT *", times=None)
    added = Holiday.on("Opening", date(2027, 5, 1))
    with pytest.raises(OutcomeUnknownError):
        await access.holiday_groups.update(NO_HOLIDAYS, HolidayGroupChanges(name="No Holidays", holidays=(added,)))
    assert len(console.requests) == 1


# Door groups


async def test_a_door_group_is_made_changed_and_deleted(access: AccessClient) -> None:
    made = await access.door_groups.create(name="Back", door_ids=[WORKSHOP, STORE])
    read = await access.door_groups.get(made.id)
    assert (read.type, [(door.id, door.name) for door in read.resources]) == (
        DoorGroupType.ACCESS,
        [(WORKSHOP, "Workshop"), (STORE, "Store Room")],
    )
    renamed = await access.door_groups.update(made.id, name="Rear")
    assert (renamed.name, [door.id for door in renamed.resources]) == ("Rear", [WORKSHOP, STORE])
    emptied = await access.door_groups.update(made.id, door_ids=[])
    assert (emptied.name, emptied.resources) == ("Rear", ())
    await access.door_groups.delete(made.id)
    with pytest.raises(NotFoundError):
        await access.door_groups.get(made.id)


async def test_the_group_of_all_doors_is_in_the_topology_alone(access: AccessClient) -> None:
    assert [group.id for group in await access.door_groups.list()] == [PUBLIC_DOORS]
    topology = {group.id: group for group in await access.door_groups.topology()}
    building = topology[BUILDING]
    assert (building.type, [floor.name for floor in building.resource_topologies]) == (DoorGroupType.BUILDING, ["1F"])
    assert {door.id: door.is_bind_hub for door in building.doors}[STORE] is False
    assert {door.id: door.is_bind_hub for door in topology[PUBLIC_DOORS].doors} == {MAIN: True, LOBBY: True}


async def test_a_door_group_that_cannot_be_is_refused_by_the_console(access: AccessClient) -> None:
    with pytest.raises(AlreadyExistsError):
        await access.door_groups.create(name="Public Doors", door_ids=[])
    with pytest.raises(NotFoundError):
        await access.door_groups.create(name="Back", door_ids=[NOBODY])
    with pytest.raises(ApiError):
        await access.door_groups.delete(BUILDING)
    assert len(await access.door_groups.topology()) == 2


# Devices


@pytest.mark.parametrize("is_flat", [False, True], ids=["list of lists", "one list"])
async def test_every_device_is_listed_however_the_console_groups_them(
    access: AccessClient, console: SimulatedConsole, is_flat: bool
) -> None:
    console.access.devices_are_flat = is_flat
    devices = {device.id: device for device in await access.devices.list(refresh=True)}
    assert devices.keys() == console.access.devices.keys()
    assert (devices[READER].connected_uah_id, devices[READER].location_id) == (HUB, MAIN)
    assert devices[READER].has(DeviceCapability.REMOTE_CALL)
    assert (devices[OFFLINE].is_online, devices[OFFLINE].has(DeviceCapability.NFC)) == (False, False)


async def test_ways_in_are_switched_and_the_others_stay(access: AccessClient) -> None:
    before = (await access.devices.get_settings(FACE_READER)).access_methods
    await access.devices.update_settings(
        FACE_READER,
        AccessMethodChanges(
            nfc=False,
            wave=True,
            pin_code_shuffle=True,
            face=True,
            anti_spoofing_level=AntiSpoofingLevel.HIGH,
            detect_distance=DetectDistance.NEAR,
        ),
    )
    after = (await access.devices.get_settings(FACE_READER)).access_methods
    assert (after.nfc.is_enabled, after.wave.is_enabled) == (False, True)
    assert (after.pin_code.is_enabled, after.pin_code.is_shuffled) == (True, True)
    assert (after.face.is_enabled, after.face.anti_spoofing_level, after.face.detect_distance) == (
        True,
        AntiSpoofingLevel.HIGH,
        DetectDistance.NEAR,
    )
    assert (after.qr_code, after.bt_tap, after.touch_pass) == (before.qr_code, before.bt_tap, before.touch_pass)


async def test_a_device_without_ways_in_says_so(access: AccessClient) -> None:
    with pytest.raises(NotSupportedError):
        await access.devices.get_settings(HUB)
    with pytest.raises(NotFoundError):
        await access.devices.get_settings("00005e00ffff")


async def test_a_doorbell_rings_where_it_can(access: AccessClient, console: SimulatedConsole) -> None:
    await access.devices.ring_doorbell("00005e005308", room_name="Workshop")
    [ring] = console.access.rings.values()
    assert (ring.device_id, ring.room_name) == ("00005e005308", "Workshop")
    with pytest.raises(NotSupportedError):
        await access.devices.ring_doorbell(HUB)
    with pytest.raises(DeviceUnavailableError):
        await access.devices.ring_doorbell(OFFLINE)
    await access.devices.ring_doorbell("00005e005308", cancel_previous=True)
    assert console.access.rings == {}

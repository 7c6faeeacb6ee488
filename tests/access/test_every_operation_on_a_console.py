"""Every operation, from its method through TLS to a simulated console: a walk through each area leaves none out."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta

import pytest
import trustme

from tests.conformance.access_calls import PLACES
from unifi_sdk.access import AccessClient, Week
from unifi_sdk.access.models import (
    WORKDAYS,
    AccessMethodChanges,
    AccessPolicyChanges,
    AccessPolicyInput,
    CardImport,
    Holiday,
    HolidayGroupChanges,
    HolidayGroupInput,
    IdentityResourceType,
    Invitation,
    LockRuleChange,
    LockRuleType,
    LogTopic,
    ResourceRef,
    ResourceType,
    ScheduleChanges,
    ScheduleInput,
    UserStatus,
    VisitorChanges,
    VisitorInput,
    VisitReason,
    WebhookEventType,
)
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.access.pictures import avatar_picture

ADA, BRUNO, ELIF, GUS = map(sample_id, ("ada", "bruno", "elif", "gus"))
MAIN, EVERYWHERE, OFFICE_HOURS, STAFF = map(sample_id, ("main-entrance", "everywhere", "office-hours", "group-staff"))
FREE_PASS, USED_PASS = map(sample_id, ("free-touch-pass", "used-touch-pass"))
READER = "00005e005302"
WIFI = "66e000000000000000000042"
FREE_CARD = sample_token("100005")


async def users(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    made = await access.users.create(first_name="Kim", last_name="Example", onboard_time=now)
    await access.users.update(made.id, employee_number="7", status=UserStatus.DEACTIVATED)
    assert (await access.users.get(made.id)).employee_number == "7"
    assert made.id in {user.id for user in await access.users.list()}
    assert [user.id for user in await access.users.search(keyword="Kim")] == [made.id]
    await access.users.replace_access_policies(made.id, [EVERYWHERE])
    assert [policy.id for policy in await access.users.list_access_policies(made.id)] == [EVERYWHERE]
    await access.users.upload_avatar(made.id, avatar_picture("kim"), content_type="image/png")
    await access.users.delete(made.id)
    assert made.id not in console.access.users


async def credentials_of_users(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    holder = access.users.credentials(ELIF)
    await holder.assign_pin(await access.credentials.generate_pin())
    await holder.assign_card(FREE_CARD)
    await holder.assign_plates(["EX 7"])
    await holder.assign_touch_pass(FREE_PASS)
    elif_ = await access.users.get(ELIF)
    assert elif_.pin_code
    assert [len(kept) for kept in (elif_.nfc_cards, elif_.license_plates, elif_.touch_pass)] == [1, 1, 1]
    await holder.remove_pin()
    await holder.remove_card(FREE_CARD)
    await holder.remove_plate(elif_.license_plates[0].id)
    await holder.remove_touch_pass(FREE_PASS)
    elif_ = await access.users.get(ELIF)
    assert (elif_.pin_code, elif_.nfc_cards, elif_.license_plates, elif_.touch_pass) == (None, (), (), ())


async def user_groups(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    groups = access.user_groups
    await groups.create(name="Cleaners", up_id=STAFF)
    made = await groups.find(name="Cleaners")
    await groups.update(made.id, name="Cleaning")
    assert (await groups.get(made.id)).name == "Cleaning"
    await groups.add_users(made.id, [ELIF])
    assert [user.id for user in await groups.list_users(made.id)] == [ELIF]
    assert ELIF in {user.id for user in await groups.list_all_users(STAFF)}
    await groups.replace_access_policies(made.id, [OFFICE_HOURS])
    assert [policy.id for policy in await groups.list_access_policies(made.id)] == [OFFICE_HOURS]
    await groups.remove_users(made.id, [ELIF])
    await groups.delete(made.id)
    assert made.id not in console.access.user_groups


async def visitors(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    visitor = VisitorInput(
        first_name="Kim",
        last_name="Guest",
        start_time=now + timedelta(hours=1),
        end_time=now + timedelta(hours=2),
        visit_reason=VisitReason.BUSINESS,
        resources=(ResourceRef(id=MAIN, type=ResourceType.DOOR),),
    )
    made = await access.visitors.create(visitor)
    changed = await access.visitors.update(made.id, VisitorChanges(remarks="Lift"))
    assert changed.remarks == (await access.visitors.get(made.id)).remarks == "Lift"
    assert [one.id for one in await access.visitors.list(keyword="Kim")] == [made.id]
    await access.visitors.cancel(made.id)
    await access.visitors.delete(made.id)
    assert made.id not in console.access.visitors


async def credentials_of_visitors(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    holder = access.visitors.credentials(GUS)
    await holder.assign_pin("57301208")
    await holder.assign_card(FREE_CARD)
    await holder.assign_plates(["EX 8"])
    await holder.assign_qr_code()
    assert (await holder.qr_code()).content_type == "image/png"
    gus = await access.visitors.get(GUS)
    assert gus.pin_code
    assert [len(kept) for kept in (gus.nfc_cards, gus.license_plates)] == [1, 1]
    await holder.remove_pin()
    await holder.remove_card(FREE_CARD)
    await holder.remove_plate(gus.license_plates[0].id)
    await holder.remove_qr_code()
    gus = await access.visitors.get(GUS)
    assert (gus.pin_code, gus.nfc_cards, gus.license_plates) == (None, (), ())


async def policies(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    groups, schedules, policies = access.holiday_groups, access.schedules, access.access_policies
    group = await groups.create(HolidayGroupInput(name="Closed", holidays=(Holiday.on("Inventory", date(2027, 2, 1)),)))
    group = await groups.update(group.id, HolidayGroupChanges(name="Shut"))
    assert (await groups.get(group.id)).name == "Shut"
    assert group.id in {one.id for one in await groups.list()}
    week = Week().on(WORKDAYS, "09:00-12:00", "13:00-17:00").schedule
    schedule = await schedules.create(ScheduleInput(name="Shop", week_schedule=week, holiday_group_id=group.id))
    await schedules.update(schedule.id, ScheduleChanges(name="Open"))
    assert (await schedules.get(schedule.id)).weekly == week
    assert schedule.id in {one.id for one in await schedules.list()}
    policy = await policies.create(AccessPolicyInput(name="Shop", schedule_id=schedule.id))
    await policies.update(policy.id, AccessPolicyChanges(name="Staff of the shop"))
    assert (await policies.get(policy.id)).name == "Staff of the shop"
    assert policy.id in {one.id for one in await policies.list()}
    await policies.delete(policy.id)
    await schedules.delete(schedule.id)
    await groups.delete(group.id)
    assert not {policy.id, schedule.id, group.id} & {*console.access.policies, *console.access.schedules}


async def cards(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    async with access.credentials.enrol_card(READER) as enrolment:
        console.access.tap()
        card = await enrolment.card()
    await access.credentials.update_card(card.token, alias="Spare")
    assert (await access.credentials.get_card(card.token)).alias == "Spare"
    [imported] = await access.credentials.import_cards([CardImport(nfc_id="068E2836")])
    assert {card.token, imported.token} <= {one.token for one in await access.credentials.list_cards()}
    await access.credentials.delete_card(card.token)
    assert card.token not in console.access.cards


async def touch_passes(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    passes = access.touch_passes
    [bought] = await passes.purchase(1)
    assert {bought.id, FREE_PASS, USED_PASS} == {one.id for one in await passes.list_assignable()}
    await passes.update(USED_PASS, card_name="Reserve")
    assert (await passes.get(USED_PASS)).card_name == "Reserve"
    [given] = await passes.assign([BRUNO])
    assert [one.id for one in await passes.search("Bruno")] == [given.id]
    assert given.id in {one.id for one in await passes.list()}


async def door_groups(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    groups = access.door_groups
    made = await groups.create(name="Front", door_ids=[MAIN])
    await groups.update(made.id, name="Facade")
    assert (await groups.get(made.id)).name == "Facade"
    assert made.id in {one.id for one in await groups.list()}
    assert made.id in {one.id for one in await groups.topology()}
    await groups.delete(made.id)
    assert made.id not in console.access.door_groups


async def doors(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    await access.doors.unlock(MAIN)
    assert (await access.doors.get(MAIN)).is_locked is False
    assert MAIN in {door.id for door in await access.doors.list()}
    await access.doors.set_lock_rule(MAIN, LockRuleChange.CUSTOM, minutes=10)
    assert (await access.doors.get_lock_rule(MAIN)).type is LockRuleType.CUSTOM
    await access.emergency.set(lockdown=True, evacuation=False)
    assert (await access.emergency.get()).lockdown is True
    await access.emergency.set(lockdown=False, evacuation=False)


async def devices(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    assert READER in {device.id for device in await access.devices.list()}
    await access.devices.update_settings(READER, AccessMethodChanges(nfc=False))
    assert (await access.devices.get_settings(READER)).access_methods.nfc.is_enabled is False
    async with aclosing(access.notifications()) as items:
        await anext(items)
        assert console.access.socket_count == 1
        await access.devices.ring_doorbell(READER)
        kinds = {(await anext(items)).event for _ in range(2)}
    assert "access.remote_view" in kinds


async def logs(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    await access.doors.unlock(MAIN)
    entry = (await access.system_logs.list(LogTopic.DOOR_OPENINGS))[0]
    [recording] = [target.id for target in entry.source.target if target.type == "activities_resource"]
    resource = await access.system_logs.get_resource(recording)
    assert (await access.system_logs.file(resource.video_record)).content_type == "video/mp4"
    hour = timedelta(hours=1)
    content = await access.system_logs.export(LogTopic.ALL, since=now - hour, until=now + hour, timezone="UTC")
    assert b"Main Entrance" in content


async def identity(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    assert await access.identity.invite([Invitation(user_id=ADA)]) == []
    assert [one.id for one in (await access.identity.list_resources()).wifi] == [WIFI]
    await access.identity.assign_to_user(ADA, IdentityResourceType.WIFI, [WIFI])
    await access.identity.assign_to_group(STAFF, IdentityResourceType.WIFI, [WIFI])
    for given in (await access.identity.list_user_resources(ADA), await access.identity.list_group_resources(STAFF)):
        assert [one.id for one in given.wifi] == [WIFI]


async def webhooks(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    url = "http://127.0.0.1:9/unifi"
    made = await access.webhooks.create(endpoint=url, name="watch", events=[WebhookEventType.DOOR_UNLOCK])
    await access.webhooks.replace(made.evolve(name="night watch"))
    assert [(one.id, one.name) for one in await access.webhooks.list()] == [(made.id, "night watch")]
    await access.webhooks.delete(made.id)
    assert console.access.webhook_endpoints == {}


async def api_server(access: AccessClient, console: SimulatedConsole, now: datetime) -> None:
    issued = trustme.CA().issue_cert("access.example.com")
    key, chain = issued.private_key_pem.bytes(), issued.cert_chain_pems[0].bytes()
    await access.api_server.upload_certificate(key=key, certificate=chain)
    assert console.access.certificate == (chain, key)
    await access.api_server.delete_certificate()
    assert console.access.certificate is None


Walk = Callable[[AccessClient, SimulatedConsole, datetime], Awaitable[None]]
WALKS: tuple[Walk, ...] = (
    users,
    credentials_of_users,
    user_groups,
    visitors,
    credentials_of_visitors,
    policies,
    cards,
    touch_passes,
    door_groups,
    doors,
    devices,
    logs,
    identity,
    webhooks,
    api_server,
)


async def test_every_operation_is_performed_on_a_console(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "unifi_sdk")
    for walk in WALKS:
        await walk(access, console, datetime.fromtimestamp(clock.now(), UTC))
    lines = [record.getMessage() for record in caplog.records]
    performed = {match[1] for line in lines if (match := re.fullmatch(r"(.*) -> 200 in .*", line))}
    assert {place.operation for place in PLACES} - performed == {
        "GET /devices/notifications"
    }  # a socket has no attempts
    assert len(performed) == 106

"""What a user of the SDK builds without an id, or with the empty one of something that came without, is never sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError
from unifi_sdk.access import AccessClient
from unifi_sdk.access.models import (
    AccessPolicyChanges,
    AccessPolicyInput,
    CardImport,
    Holiday,
    HolidayGroupChanges,
    HolidayGroupInput,
    IdentityResourceType,
    Invitation,
    ResourceRef,
    ResourceType,
    ScheduleInput,
    VisitorChanges,
    VisitorInput,
    VisitReason,
    WebhookEndpoint,
    WebhookEventType,
    WeekSchedule,
)

NOWHERE = ResourceRef(id="", type=ResourceType.DOOR)
DOOR = ResourceRef(id="d", type=ResourceType.DOOR)
NEW_YEAR = Holiday.on("New Year", date(2027, 1, 1))
VISITOR = VisitorInput(
    first_name="Kim",
    last_name="Example",
    start_time=datetime(2027, 1, 1, 9, tzinfo=UTC),
    end_time=datetime(2027, 1, 1, 17, tzinfo=UTC),
    visit_reason=VisitReason.OTHERS,
)
ENDPOINT = WebhookEndpoint(endpoint="http://127.0.0.1:9/", name="n", events=(WebhookEventType.DOOR_UNLOCK,))
BUILT: dict[str, Callable[[AccessClient], Awaitable[object]]] = {
    "a visitor to nowhere": lambda access: access.visitors.create(VISITOR.evolve(resources=(DOOR, NOWHERE))),
    "a visitor sent nowhere": lambda access: access.visitors.update("v", VisitorChanges(resources=(NOWHERE,))),
    "a policy for nowhere": lambda access: access.access_policies.create(
        AccessPolicyInput(name="n", schedule_id="s", resources=(NOWHERE,))
    ),
    "a policy that leads nowhere": lambda access: access.access_policies.update(
        "p", AccessPolicyChanges(resources=(DOOR, NOWHERE))
    ),
    "a policy for no time": lambda access: access.access_policies.create(AccessPolicyInput(name="n", schedule_id="")),
    "a schedule of no holidays": lambda access: access.schedules.create(
        ScheduleInput(name="n", week_schedule=WeekSchedule(), holiday_group_id="")
    ),
    "a holiday that is none": lambda access: access.holiday_groups.create(
        HolidayGroupInput(name="n", holidays=(NEW_YEAR.evolve(id=""),))
    ),
    "a holiday of no group": lambda access: access.holiday_groups.update(
        "g", HolidayGroupChanges(name="n", holidays=(NEW_YEAR, NEW_YEAR.evolve(id=" ")))
    ),
    "a group of no door": lambda access: access.door_groups.create(name="n", door_ids=["d", ""]),
    "a group without a door": lambda access: access.door_groups.update("g", door_ids=[""]),
    "an invitation of nobody": lambda access: access.identity.invite([Invitation(user_id="")]),
    "a WiFi that is none": lambda access: access.identity.assign_to_user("u", IdentityResourceType.WIFI, [""]),
    "a member that is nobody": lambda access: access.user_groups.add_users("g", ["u", ""]),
    "a policy that is none": lambda access: access.users.replace_access_policies("u", [""]),
    "a pass for nobody": lambda access: access.touch_passes.assign([""]),
    "a pass off no phone": lambda access: access.touch_passes.update("t", unbind_bundle_ids=[""]),
    "a card without a number": lambda access: access.credentials.import_cards([CardImport(nfc_id="")]),
    "an endpoint that is nowhere": lambda access: access.webhooks.replace(ENDPOINT),
    "a door that is none": lambda access: access.doors.unlock(""),
    "a card of nobody": lambda access: access.users.credentials("").assign_card("t"),
}


@pytest.mark.parametrize("built", BUILT.values(), ids=BUILT.keys())
async def test_an_empty_id_fails_before_any_byte_is_sent(built: Callable[[AccessClient], Awaitable[object]]) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError):
        await built(wire.access)
    assert wire.sent == []


async def test_the_same_with_ids_is_sent() -> None:
    wire = Wire()
    wire.data({"id": "v"}, {"id": "g"})
    await wire.access.visitors.create(VISITOR.evolve(resources=(DOOR,)))
    await wire.access.holiday_groups.update("g", HolidayGroupChanges(name="n", holidays=(NEW_YEAR.evolve(id="h"),)))
    assert [sent.line.rpartition("/")[2] for sent in wire.sent] == ["visitors", "g"]

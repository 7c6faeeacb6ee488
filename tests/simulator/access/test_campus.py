"""The large estate of the simulated Access application."""

from __future__ import annotations

import time

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.wire import DEFAULT_PAGE_SIZE
from unifi_sdk.simulator.clock import ManualClock

LISTS = (
    "/access_policies",
    "/access_policies/holiday_groups",
    "/access_policies/schedules",
    "/credentials/nfc_cards/tokens",
    "/credentials/touch_passes",
    "/door_groups",
    "/doors",
    "/user_groups",
    "/users",
    "/visitors",
    "/webhooks/endpoints",
)


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    return SimulatedAccess(clock, estate="campus")


@pytest.mark.parametrize("path", LISTS)
async def test_every_list_is_longer_than_a_page(api: Api, path: str) -> None:
    body = await api.ok("GET", path)
    assert body.get("pagination", {"total": len(body["data"])})["total"] > DEFAULT_PAGE_SIZE


async def test_the_log_is_longer_than_a_page(api: Api) -> None:
    assert (await api.ok("POST", "/system/logs", {"topic": "door_openings"}))["total"] > 100


def test_there_are_five_thousand_users_and_five_hundred_devices(access: SimulatedAccess) -> None:
    assert len(access.users) == 5000
    assert len(access.devices) >= 500
    assert len({user.pin_code for user in access.users.values() if user.pin_code}) > 4900
    assert len({card.display_id for card in access.cards.values()}) == len(access.cards) > 4900


def test_everything_refers_to_what_is_there(access: SimulatedAccess) -> None:
    known = {"door": access.doors, "door_group": access.door_groups}
    for policy in access.policies.values():
        assert policy.schedule_id in access.schedules
        assert all(resource["id"] in known[resource["type"]] for resource in policy.resources)
    for holder in (*access.users.values(), *access.user_groups.values()):
        assert access.policies.keys() >= {*holder.access_policy_ids}
    for group in access.user_groups.values():
        assert access.users.keys() >= {*group.user_ids}
        assert group.up_id in ("", *access.user_groups)
    for door_group in access.door_groups.values():
        assert access.doors.keys() >= {*door_group.door_ids}
    assert all(device.location_id in ("", *access.doors) for device in access.devices.values())
    assert all(door.floor_id in access.floors for door in access.doors.values())
    assert all(card.holder_id is None or access.holder(card) is not None for card in access.cards.values())


def test_the_estate_is_the_same_every_time(clock: ManualClock) -> None:
    one, other = (SimulatedAccess(clock, estate="campus") for _ in range(2))
    for name in ("users", "visitors", "cards", "devices", "doors", "policies", "schedules", "webhook_endpoints"):
        assert [*getattr(one, name)] == [*getattr(other, name)]
    assert {**one.users} == {**other.users}


def test_the_estate_is_there_at_once(clock: ManualClock) -> None:
    fastest = min(_seconds_to_build(clock) for _ in range(3))
    assert fastest < 0.3


async def test_nothing_is_sent_to_the_endpoints_of_the_estate(api: Api, access: SimulatedAccess) -> None:
    await api.ok("PUT", f"/doors/{[*access.doors][-1]}/unlock")
    await access.delivered()
    assert {delivery.error for delivery in access.deliveries} == {"not on loopback"}


def _seconds_to_build(clock: ManualClock) -> float:
    begin = time.process_time()
    SimulatedAccess(clock, estate="campus")
    return time.process_time() - begin

"""The rules of the sample estate of the simulated Access application: policies, hours, holidays, passes, Identity."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.estate.places import sample_id
from unifi_sdk.simulator.access.hours import DAYS
from unifi_sdk.simulator.access.people import IdentityResource, TouchPass
from unifi_sdk.simulator.access.places import AccessPolicy, Holiday, HolidayGroup, Schedule

if TYPE_CHECKING:
    from unifi_sdk.simulator.access.state import AccessState

ALL_DAY = {"start_time": "00:00:00", "end_time": "23:59:59"}
WORKING_DAY = {"start_time": "08:00:00", "end_time": "18:00:59"}


def add_rules(state: AccessState) -> None:
    """The default schedule and holiday group of every console, one more of each, and two policies."""
    none = HolidayGroup(id=sample_id("no-holidays"), name="No Holidays", is_default=True)
    public = HolidayGroup(
        id=sample_id("public-holidays"),
        name="Public Holidays",
        description="Closed all day",
        holidays=[_holiday("new-year", "New Year", 1, 1), _holiday("christmas", "Christmas", 12, 25)],
    )
    state.holiday_groups.update({group.id: group for group in (none, public)})
    weekend = ("saturday", "sunday")
    schedules = [
        Schedule(
            id=sample_id("everywhere-schedule"),
            name="Always Access",
            weekly={day: [ALL_DAY] for day in DAYS},
            holiday_group_id=none.id,
            is_default=True,
        ),
        Schedule(
            id=sample_id("office-hours-schedule"),
            name="Office Hours",
            weekly={day: [] if day in weekend else [WORKING_DAY] for day in DAYS},
            holiday_group_id=public.id,
            holiday_schedule=[{"start_time": "09:00:00", "end_time": "12:00:59"}],
        ),
    ]
    state.schedules.update({schedule.id: schedule for schedule in schedules})
    public_doors = {"id": sample_id("public-doors"), "type": "door_group"}
    _add_policy(state, "everywhere", "Everywhere", [{"id": sample_id("building"), "type": "door_group"}])
    _add_policy(state, "office-hours", "Office Hours", [public_doors, {"id": sample_id("workshop"), "type": "door"}])


def add_touch_passes(state: AccessState) -> None:
    """A pass on a phone, and two that can be assigned."""
    phone = {
        "bundle_id": sample_id("ada-bundle"),
        "bundle_status": "ACTIVE",
        "device_id": "phone-1",
        "device_name": "Example Phone",
        "device_type": 20,
        "source": "google",
    }
    passes = [
        TouchPass(
            id=sample_id("ada-touch-pass"),
            card_id="0000-1111-2222-3333",
            card_name="Example Pass",
            status="ACTIVE",
            user_id=sample_id("ada"),
            user_email="ada@example.com",
            was_activated=True,
            bundles=[phone],
        ),
        TouchPass(id=sample_id("free-touch-pass"), card_id="0000-1111-2222-4444"),
        TouchPass(
            id=sample_id("used-touch-pass"), card_id="0000-1111-2222-5555", status="SUSPENDED", was_activated=True
        ),
    ]
    for touch_pass in passes:
        touch_pass.last_activity = state.clock.now()
        state.touch_passes[touch_pass.id] = touch_pass


def add_identity_resources(state: AccessState) -> None:
    """A WiFi, a VPN and a camera; no charger."""
    state.identity_resources.update(
        {
            "vpn": [IdentityResource(id="66e000000000000000000041", name="Home Office", metadata={"has_ip": True})],
            "wifi": [IdentityResource(id="66e000000000000000000042", name="Staff WiFi")],
            "camera": [IdentityResource(id="66e000000000000000000043", name="Front Door")],
        }
    )


def _add_policy(state: AccessState, key: str, name: str, resources: list[dict[str, str]]) -> None:
    policy = AccessPolicy(id=sample_id(key), name=name, schedule_id=sample_id(f"{key}-schedule"), resources=resources)
    state.policies[policy.id] = policy


def _holiday(key: str, name: str, month: int, day: int) -> Holiday:
    start = datetime(2026, month, day, tzinfo=UTC)
    return Holiday(
        id=sample_id(key),
        name=name,
        start_time=start,
        end_time=start.replace(day=day + 1),
        repeat=True,
        is_template=True,
    )

"""The simulated schedules of Access (reference 5.13 to 5.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.holiday_groups import holiday_group_item, holiday_item
from unifi_sdk.simulator.access.hours import ranges_of, week_of
from unifi_sdk.simulator.access.places import Schedule
from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, new_id, required

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.wire import Operation


class ScheduleOperations:
    """Schedules: the hours of each day, and those of holidays.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield from Shelf(
            path="/access_policies/schedules",
            scope="policy",
            items=self._access.schedules,
            missing="CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND",
            make=self._make_schedule,
            change=self._change_schedule,
            show=self._schedule,
            brief=_brief_schedule,
            updated=lambda schedule: {},
            check_edit=_check_schedule_edit,
            remove=self._remove_schedule,
        ).operations()

    def _make_schedule(self, body: Body) -> Schedule:
        name = body.required_name("name")
        self._check_schedule_name(name, "")
        return Schedule(
            id=new_id(),
            name=name,
            weekly=required(week_of(body, "week_schedule")),
            holiday_group_id=self._holiday_group_id(body) or self._no_holidays(),
            holiday_schedule=ranges_of(body, "holiday_schedule") or [],
        )

    def _change_schedule(self, schedule: Schedule, body: Body) -> None:
        name, weekly = body.name("name") or schedule.name, week_of(body, "week_schedule")
        group_id, ranges = self._holiday_group_id(body), ranges_of(body, "holiday_schedule")
        self._check_schedule_name(name, schedule.id)
        schedule.name = name
        schedule.weekly = schedule.weekly if weekly is None else weekly
        schedule.holiday_group_id = group_id or schedule.holiday_group_id
        schedule.holiday_schedule = schedule.holiday_schedule if ranges is None else ranges

    def _remove_schedule(self, schedule: Schedule) -> None:
        used = any(policy.schedule_id == schedule.id for policy in self._access.policies.values())
        if schedule.is_default or used:
            raise AccessRefusalError("CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE")

    def _check_schedule_name(self, name: str, own_id: str) -> None:
        if any(other.name == name and other.id != own_id for other in self._access.schedules.values()):
            raise AccessRefusalError("CODE_ACCESS_POLICY_SCHEDULE_NAME_EXIST")

    def _schedule(self, schedule: Schedule) -> dict[str, object]:
        answer: dict[str, object] = {
            "holiday_group_id": schedule.holiday_group_id,
            "holiday_schedule": [*schedule.holiday_schedule],
            "id": schedule.id,
            "is_default": schedule.is_default,
            "name": schedule.name,
            "type": "access",
            "weekly": schedule.weekly,
        }
        group = self._access.holiday_groups.get(schedule.holiday_group_id)
        if group is not None:
            flags = [{"is_template": holiday.is_template} for holiday in group.holidays]
            holidays = [{**holiday_item(item), **flag} for item, flag in zip(group.holidays, flags, strict=True)]
            answer["holiday_group"] = {**holiday_group_item(group), "holidays": holidays}
        return answer

    def _holiday_group_id(self, body: Body) -> str | None:
        group_id = body.text("holiday_group_id")
        if group_id and group_id not in self._access.holiday_groups:
            raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND")
        return group_id

    def _no_holidays(self) -> str:
        """The system's own group without a holiday; empty in an estate that has none."""
        return next((group.id for group in self._access.holiday_groups.values() if group.is_default), "")


def _brief_schedule(schedule: Schedule) -> dict[str, object]:
    return {
        "holiday_group_id": schedule.holiday_group_id,
        "id": schedule.id,
        "is_default": schedule.is_default,
        "name": schedule.name,
        "status": 1,
        "type": "access",
    }


def _check_schedule_edit(schedule: Schedule) -> None:
    if schedule.is_default:
        raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")

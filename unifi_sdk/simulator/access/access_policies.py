"""The simulated access policies, schedules and holiday groups of Access (reference chapter 5)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.hours import ranges_of, week_of
from unifi_sdk.simulator.access.places import AccessPolicy, Holiday, HolidayGroup, Schedule
from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, new_id, required

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unifi_sdk.simulator.access.people import User, UserGroup
    from unifi_sdk.simulator.access.state import AccessEstate
    from unifi_sdk.simulator.access.wire import Operation

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class PolicyOperations:
    """Access policies, and the schedules and holiday groups that they rest on.

    Args:
        estate: The state that the operations read and change.
    """

    def __init__(self, estate: AccessEstate) -> None:
        self._estate = estate

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield from Shelf(
            path="/access_policies/schedules",
            scope="policy",
            items=self._estate.schedules,
            missing="CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND",
            make=self._make_schedule,
            change=self._change_schedule,
            show=self._schedule,
            brief=_brief_schedule,
            updated=lambda schedule: {},
            check_edit=_check_schedule_edit,
            remove=self._remove_schedule,
        ).operations()
        yield from Shelf(
            path="/access_policies/holiday_groups",
            scope="policy",
            items=self._estate.holiday_groups,
            missing="CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND",
            make=self._make_holiday_group,
            change=self._change_holiday_group,
            show=_holiday_group,
            brief=_brief_holiday_group,
            check_edit=_check_holiday_group_edit,
            remove=self._remove_holiday_group,
        ).operations()
        yield from Shelf(
            path="/access_policies",
            scope="policy",
            items=self._estate.policies,
            make=self._make_policy,
            change=self._change_policy,
            show=policy_item,
            remove=self._remove_policy,
        ).operations()

    def _make_policy(self, body: Body) -> AccessPolicy:
        name, schedule_id = body.required_name("name"), self._schedule_id(required(body.text("schedule_id")))
        return AccessPolicy(id=new_id(), name=name, schedule_id=schedule_id, resources=self._resources(body) or [])

    def _change_policy(self, policy: AccessPolicy, body: Body) -> None:
        name, schedule_id, resources = body.name("name"), body.text("schedule_id"), self._resources(body)
        policy.schedule_id = policy.schedule_id if schedule_id is None else self._schedule_id(schedule_id)
        policy.name = name or policy.name
        policy.resources = policy.resources if resources is None else resources

    def _remove_policy(self, policy: AccessPolicy) -> None:
        holders: list[User | UserGroup] = [*self._estate.users.values(), *self._estate.user_groups.values()]
        for holder in holders:
            holder.access_policy_ids = [key for key in holder.access_policy_ids if key != policy.id]

    def _resources(self, body: Body) -> list[dict[str, str]] | None:
        """Doors and door groups; the documents disagree on the key, so `resource` and `resources` are both taken."""
        items = body.bodies("resource")
        items = body.bodies("resources") if items is None else items
        return None if items is None else [self._resource(item) for item in items]

    def _resource(self, item: Body) -> dict[str, str]:
        known: dict[str, Mapping[str, object]] = {"door": self._estate.doors, "door_group": self._estate.door_groups}
        kind, resource_id = required(item.choice("type", known)), item.required_name("id")
        if resource_id not in known[kind]:
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        return {"id": resource_id, "type": kind}

    def _schedule_id(self, schedule_id: str) -> str:
        if schedule_id not in self._estate.schedules:
            raise AccessRefusalError("CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND")
        return schedule_id

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
        used = any(policy.schedule_id == schedule.id for policy in self._estate.policies.values())
        if schedule.is_default or used:
            raise AccessRefusalError("CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE")

    def _check_schedule_name(self, name: str, own_id: str) -> None:
        if any(other.name == name and other.id != own_id for other in self._estate.schedules.values()):
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
        group = self._estate.holiday_groups.get(schedule.holiday_group_id)
        if group is not None:
            flags = [{"is_template": holiday.is_template} for holiday in group.holidays]
            holidays = [{**_holiday(item), **flag} for item, flag in zip(group.holidays, flags, strict=True)]
            answer["holiday_group"] = {**_holiday_group(group), "holidays": holidays}
        return answer

    def _holiday_group_id(self, body: Body) -> str | None:
        group_id = body.text("holiday_group_id")
        if group_id and group_id not in self._estate.holiday_groups:
            raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND")
        return group_id

    def _no_holidays(self) -> str:
        """The system's own group without a holiday; empty in an estate that has none."""
        return next((group.id for group in self._estate.holiday_groups.values() if group.is_default), "")

    def _make_holiday_group(self, body: Body) -> HolidayGroup:
        group = HolidayGroup(id=new_id(), name=body.required_name("name"))
        self._change_holiday_group(group, body)
        return group

    def _change_holiday_group(self, group: HolidayGroup, body: Body) -> None:
        """Name is needed; holidays are the whole list, in which an `id` stands for one that is there already."""
        name, description = body.required_name("name"), body.text("description")
        if any(other.name == name and other.id != group.id for other in self._estate.holiday_groups.values()):
            raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_GROUP_NAME_EXIST")
        items = body.bodies("holidays")
        holidays = group.holidays if items is None else [_read_holiday(group, item) for item in items]
        if len({holiday.name for holiday in holidays}) < len(holidays):
            raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_NAME_EXIST")
        group.name, group.holidays = name, holidays
        group.description = group.description if description is None else description

    def _remove_holiday_group(self, group: HolidayGroup) -> None:
        if group.is_default:
            raise AccessRefusalError("CODE_HOLIDAY_GROUP_CAN_NOT_DELETE")
        if any(schedule.holiday_group_id == group.id for schedule in self._estate.schedules.values()):
            raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE")


def policy_item(policy: AccessPolicy) -> dict[str, object]:
    """A policy as every answer shows it (reference 5.1)."""
    resources = [dict(resource) for resource in policy.resources]
    return {"id": policy.id, "name": policy.name, "resources": resources, "schedule_id": policy.schedule_id}


def known_policies(estate: AccessEstate, body: Body) -> list[str]:
    """The `access_policy_ids` of a request, all of which must exist; each once."""
    ids = list(dict.fromkeys(required(body.texts("access_policy_ids"))))
    if not estate.policies.keys() >= set(ids):
        raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
    return ids


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


def _check_holiday_group_edit(group: HolidayGroup) -> None:
    if group.is_default:
        raise AccessRefusalError("CODE_HOLIDAY_GROUP_CAN_NOT_EDIT")


def _brief_holiday_group(group: HolidayGroup) -> dict[str, object]:
    return {
        "count": len(group.holidays),
        "description": group.description,
        "id": group.id,
        "is_default": group.is_default,
        "name": group.name,
    }


def _holiday_group(group: HolidayGroup) -> dict[str, object]:
    return {
        "description": group.description,
        "holidays": [_holiday(holiday) for holiday in group.holidays],
        "id": group.id,
        "is_default": group.is_default,
        "name": group.name,
        "template_name": group.template_name,
    }


def _holiday(holiday: Holiday) -> dict[str, object]:
    """The times have a space where the request has a `T`."""
    return {
        "description": holiday.description,
        "end_time": f"{holiday.end_time:%Y-%m-%d %H:%M:%S}Z",
        "id": holiday.id,
        "name": holiday.name,
        "repeat": holiday.repeat,
        "start_time": f"{holiday.start_time:%Y-%m-%d %H:%M:%S}Z",
    }


def _read_holiday(group: HolidayGroup, item: Body) -> Holiday:
    """A holiday of a request; what it leaves out stays as it was, if it was."""
    holiday_id = item.text("id")
    old = next((holiday for holiday in group.holidays if holiday.id == holiday_id), None)
    if holiday_id and old is None:
        raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_NOT_FOUND")
    start, end = _moment(item, "start_time"), _moment(item, "end_time")
    start, end = (start or old.start_time, end or old.end_time) if old else (required(start), required(end))
    if end <= start:
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    description = item.text("description")
    return Holiday(
        id=old.id if old else new_id(),
        name=item.name("name") or (old.name if old else f"holiday-{start:%Y-%m-%d}"),
        start_time=start,
        end_time=end,
        description=old.description if old and description is None else description or "",
        repeat=old.repeat if old and "repeat" not in item.values else item.flag("repeat"),
        is_template=old.is_template if old and "is_template" not in item.values else item.flag("is_template"),
    )


def _moment(item: Body, key: str) -> datetime | None:
    text = item.text(key)
    if text is None:
        return None
    if not RFC3339.fullmatch(text):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise AccessRefusalError("CODE_PARAMS_INVALID") from None

"""The simulated holiday groups of Access (reference 5.7 to 5.12)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.places import Holiday, HolidayGroup
from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, new_id, required

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.wire import Operation

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)


class HolidayGroupOperations:
    """Holiday groups, which schedules refer to.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield from Shelf(
            path="/access_policies/holiday_groups",
            scope="policy",
            items=self._access.holiday_groups,
            missing="CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND",
            make=self._make_holiday_group,
            change=self._change_holiday_group,
            show=holiday_group_item,
            brief=_brief_holiday_group,
            check_edit=_check_holiday_group_edit,
            remove=self._remove_holiday_group,
        ).operations()

    def _make_holiday_group(self, body: Body) -> HolidayGroup:
        group = HolidayGroup(id=new_id(), name=body.required_name("name"))
        self._change_holiday_group(group, body)
        return group

    def _change_holiday_group(self, group: HolidayGroup, body: Body) -> None:
        """Name is needed; holidays are the whole list, in which an `id` stands for one that is there already."""
        name, description = body.required_name("name"), body.text("description")
        if any(other.name == name and other.id != group.id for other in self._access.holiday_groups.values()):
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
        if any(schedule.holiday_group_id == group.id for schedule in self._access.schedules.values()):
            raise AccessRefusalError("CODE_ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE")


def _check_holiday_group_edit(group: HolidayGroup) -> None:
    if group.is_default:
        raise AccessRefusalError("CODE_HOLIDAY_GROUP_CAN_NOT_EDIT")


def _brief_holiday_group(group: HolidayGroup) -> dict[str, object]:
    return {
        "count": len(group.holidays),
        "description": group.description,
        "id": group.id,
        "is_default": group.is_default,
        "is_private": group.is_private,
        "name": group.name,
    }


def holiday_group_item(group: HolidayGroup) -> dict[str, object]:
    """A group as its own answers show it (reference 5.7)."""
    return {
        "description": group.description,
        "holidays": [holiday_item(holiday) for holiday in group.holidays],
        "id": group.id,
        "is_default": group.is_default,
        "is_private": group.is_private,
        "name": group.name,
        "template_name": group.template_name,
    }


def holiday_item(holiday: Holiday) -> dict[str, object]:
    """A holiday as answers show it: the times have a space where the request has a `T`."""
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

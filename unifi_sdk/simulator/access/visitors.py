"""The simulated visitor operations of Access (reference 4.2 to 4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.holders import credentials_of, plates_of
from unifi_sdk.simulator.access.hours import week_of
from unifi_sdk.simulator.access.lookups import find_visitor
from unifi_sdk.simulator.access.people import Visitor
from unifi_sdk.simulator.access.places import DoorGroup
from unifi_sdk.simulator.access.wire import (
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    new_id,
    page_of,
    query_flag,
    query_integer,
    read_body,
    required,
)
from unifi_sdk.simulator.quirks import Quirk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess

STATUS_NUMBERS = {1: "UPCOMING", 2: "VISITED", 3: "VISITING", 4: "CANCELLED", 5: "NO_VISIT", 6: "ACTIVE"}
"""The list is filtered by number, the answers carry the text (reference 4.1)."""
REASONS = {"interview": "Interview", "business": "Business", "cooperation": "Cooperation", "others": "Others"}
"""Why somebody comes; the reference writes the last one with a small letter as well."""
EXPANDABLE = {"resource": "resources", "schedule": "schedule", "nfc_card": "nfc_cards", "pin_code": "pin_code"}
"""What `expand[]` may name, and the field that comes and goes with it."""
EXPAND_VALUES = {"none", "access_policy", *EXPANDABLE}


class VisitorOperations:
    """Visitors; their credentials are in `holders`.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        view, edit = "view:visitor", "edit:visitor"
        yield Operation("POST", "/visitors", edit, self.create)
        yield Operation("GET", "/visitors", view, self.list_all)
        yield Operation("GET", "/visitors/{id}", view, self.get)
        yield Operation("PUT", "/visitors/{id}", edit, self.update)
        yield Operation("DELETE", "/visitors/{id}", edit, self.delete)

    async def create(self, request: web.Request) -> Reply:
        """Reference 4.2."""
        body, now = await read_body(request), self._access.clock.now()
        visitor = Visitor(
            id=new_id(),
            first_name=body.required_name("first_name"),
            last_name=body.required_name("last_name"),
            start_time=required(body.integer("start_time")),
            end_time=required(body.integer("end_time")),
            visit_reason=required(_reason(body)),
            create_time=int(now),
            schedule_id=new_id(),
            schedule_name=f"visitor-{int(now * 1000)}",
            weekly=week_of(body, "week_schedule"),
        )
        self._change(visitor, body)
        self._access.visitors[visitor.id] = visitor
        return Reply(self._visitors([visitor])[0])

    async def list_all(self, request: web.Request) -> Reply:
        """Reference 4.4: a keyword switches the status filter off."""
        expanded = request.query.getall("expand[]", [*EXPANDABLE])
        if not EXPAND_VALUES.issuperset(expanded):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        page, pagination = page_of(request, self._filtered(request), self._access.largest_page)
        hidden = {name for value, name in EXPANDABLE.items() if value not in expanded}
        shown = [{key: value for key, value in item.items() if key not in hidden} for item in self._visitors(page)]
        return Reply(shown, pagination)

    async def get(self, request: web.Request) -> Reply:
        """Reference 4.3."""
        return Reply(self._visitors([find_visitor(self._access, request.match_info["id"])])[0])

    async def update(self, request: web.Request) -> Reply:
        """Reference 4.5: absent fields stay; the status cannot be set, so `status` is ignored."""
        visitor, body = find_visitor(self._access, request.match_info["id"]), await read_body(request)
        self._change(visitor, body)
        return Reply(self._visitors([visitor])[0])

    async def delete(self, request: web.Request) -> Reply:
        """Reference 4.6: cancels the visit; with `is_force=true` removes the visitor."""
        visitor = find_visitor(self._access, request.match_info["id"])
        is_force = query_flag(request, "is_force")
        self._access.release(visitor)
        visitor.is_cancelled, visitor.qr_code = True, None
        if is_force:
            del self._access.visitors[visitor.id]
            self._access.door_groups.pop(visitor.private_group_id or "", None)
        return Reply(None)

    def _filtered(self, request: web.Request) -> list[Visitor]:
        number, visitors = query_integer(request, "status"), [*self._access.visitors.values()]
        if keyword := request.query.get("keyword", "").casefold():
            names = {visitor.id: (visitor.first_name.casefold(), visitor.last_name.casefold()) for visitor in visitors}
            return [visitor for visitor in visitors if any(name.startswith(keyword) for name in names[visitor.id])]
        if number is None:
            return visitors
        if number not in STATUS_NUMBERS:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        now = self._access.clock.now()
        return [visitor for visitor in visitors if visitor.status(now) == STATUS_NUMBERS[number]]

    def _change(self, visitor: Visitor, body: Body) -> None:
        start, end = body.integer("start_time"), body.integer("end_time")
        if (visitor.end_time if end is None else end) <= (visitor.start_time if start is None else start):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        changes: dict[str, object] = {
            "first_name": body.name("first_name"),
            "last_name": body.name("last_name"),
            "start_time": start,
            "end_time": end,
            "visit_reason": _reason(body),
            "remarks": body.text("remarks"),
            "mobile_phone": body.text("mobile_phone"),
            "email": body.email("email"),
            "visitor_company": body.text("visitor_company"),
            "weekly": week_of(body, "week_schedule"),
        }
        doors, groups = self._resources(body)
        for name, value in changes.items():
            if value is not None:
                setattr(visitor, name, value)
        if body.bodies("resources") is not None:
            visitor.group_ids = groups
            self._set_private_doors(visitor, doors)

    def _resources(self, body: Body) -> tuple[list[str], list[str]]:
        doors: list[str] = []
        groups: list[str] = []
        for resource in body.bodies("resources") or []:
            resource_id, kind = resource.required_name("id"), resource.required_name("type")
            if kind not in ("door", "door_group"):
                raise AccessRefusalError("CODE_PARAMS_INVALID")
            known: Mapping[str, object] = self._access.doors if kind == "door" else self._access.door_groups
            if resource_id not in known:
                raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
            (doors if kind == "door" else groups).append(resource_id)
        return doors, groups

    def _set_private_doors(self, visitor: Visitor, doors: list[str]) -> None:
        if not doors:
            self._access.door_groups.pop(visitor.private_group_id or "", None)
            visitor.private_group_id = None
            return
        if visitor.private_group_id is None:
            visitor.private_group_id = new_id()
        group = DoorGroup(id=visitor.private_group_id, name=visitor.schedule_name, door_ids=doors, is_private=True)
        self._access.door_groups[group.id] = group

    def _visitors(self, visitors: Collection[Visitor]) -> list[dict[str, object]]:
        held = credentials_of(self._access, visitors)
        return [self._visitor(visitor, held[visitor.id]) for visitor in visitors]

    def _visitor(self, visitor: Visitor, held: Mapping[str, object]) -> dict[str, object]:
        answer: dict[str, object] = {
            "avatar": "",
            "create_time": visitor.create_time,
            "email": visitor.email,
            "end_time": visitor.end_time,
            "first_name": visitor.first_name,
            "has_qr_code": visitor.qr_code is not None,
            "id": visitor.id,
            "inviter_id": visitor.inviter_id,
            "inviter_name": visitor.inviter_name,
            "last_name": visitor.last_name,
            "mobile_phone": visitor.mobile_phone,
            **held,
            "remarks": visitor.remarks,
            "resources": self._groups(visitor),
            "schedule": {
                "id": visitor.schedule_id,
                "is_default": False,
                "name": visitor.schedule_name,
                "type": "access",
                "weekly": visitor.weekly,
            },
            "schedule_id": visitor.schedule_id,
            "start_time": visitor.start_time,
            "status": self._status(visitor),
            "visit_reason": visitor.visit_reason,
            "visitor_company": visitor.visitor_company,
        }
        if visitor.license_plates:
            answer["license_plates"] = plates_of(visitor)
        return answer

    def _status(self, visitor: Visitor) -> str | int:
        status = visitor.status(self._access.clock.now())
        numbers = {text: number for number, text in STATUS_NUMBERS.items()}
        return numbers[status] if Quirk.VISITOR_STATUS_NUMBERS in self._access.quirks else status

    def _groups(self, visitor: Visitor) -> list[dict[str, str]]:
        ids = [*visitor.group_ids, *filter(None, [visitor.private_group_id])]
        groups = [self._access.door_groups[group_id] for group_id in ids if group_id in self._access.door_groups]
        return [{"id": group.id, "name": group.name, "type": "door_group"} for group in groups]


def _reason(body: Body) -> str | None:
    text = body.text("visit_reason")
    return None if text is None else required(REASONS.get(text.casefold()))

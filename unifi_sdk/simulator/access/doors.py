"""The simulated door operations of Access: unlock and lock rules (reference 7.7 to 7.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.lookups import find_door
from unifi_sdk.simulator.access.places import FOREVER, Door, LockRule, UnlockRecord
from unifi_sdk.simulator.access.wire import ABSENT, AccessRefusalError, Body, Operation, Reply, read_body
from unifi_sdk.simulator.quirks import Quirk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess

RULES = ("keep_lock", "keep_unlock", "custom", "reset", "lock_early", "lock_now")
GATE_POSITIONS = {"open": "open", "close": "close"}


class DoorOperations:
    """Doors, and what moves their locks.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        view, edit = "view:space", "edit:space"
        yield Operation("GET", "/doors", view, self.list_all)
        yield Operation("GET", "/doors/{id}", view, self.get)
        yield Operation("PUT", "/doors/{id}/unlock", edit, self.unlock)
        yield Operation("GET", "/doors/{id}/lock_rule", view, self.get_lock_rule)
        yield Operation("PUT", "/doors/{id}/lock_rule", edit, self.set_lock_rule)

    async def list_all(self, request: web.Request) -> Reply:
        """Reference 7.8: all doors at once, without pages."""
        return Reply([self._door(door) for door in self._access.doors.values()])

    async def get(self, request: web.Request) -> Reply:
        """Reference 7.7."""
        return Reply(self._door(find_door(self._access, request.match_info["id"])))

    async def unlock(self, request: web.Request) -> Reply:
        """Reference 7.9, with the query parameters that newer versions added.

        During a lockdown or under `keep_lock` the simulator refuses with `CODE_OPERATION_FORBIDDEN`; the documents
        don't say what a console does then.
        """
        door = self._driven(request)
        body = await read_body(request, optional=True)
        record = self._record(request, door, body)
        now = self._access.clock.now()
        rule = door.current_rule(now)
        if self._access.is_locked_down or (rule is not None and rule.type == "keep_lock"):
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        if record.control_cmd in (None, "open"):
            door.pulse_until = now + self._access.unlock_seconds
        if record.control_cmd is not None:
            door.position = GATE_POSITIONS.get(record.control_cmd, door.position)
        self._access.unlocks.append(record)
        if record.control_cmd in (None, "open"):
            self._access.events.unlocked_remotely(door, record)
            self._access.answer_rings_at(door)
        return Reply(ABSENT if Quirk.UNLOCK_WITHOUT_DATA in self._access.quirks else "success")

    async def get_lock_rule(self, request: web.Request) -> Reply:
        """Reference 7.11; without a rule the type is empty."""
        rule = self._ruled(request).current_rule(self._access.clock.now())
        if rule is None:
            return Reply({"type": "", "ended_time": 0})
        return Reply({"type": rule.type, "ended_time": rule.ended_time})

    async def set_lock_rule(self, request: web.Request) -> Reply:
        """Reference 7.10; `interval` counts minutes and is needed for `custom` only."""
        door, body = self._ruled(request), await read_body(request)
        kind, interval = body.required_name("type"), body.integer("interval")
        if kind not in RULES:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        if kind == "custom" and (interval is None or interval < 1):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        self._apply(door, kind, interval or 0)
        return Reply("success")

    def _driven(self, request: web.Request) -> Door:
        """The door, which must have a hub that is there and online."""
        door = find_door(self._access, request.match_info["id"])
        hub = self._access.devices.get(door.hub_id or "")
        if hub is None:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_NOT_FOUND")
        if not hub.is_online:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_OFFLINE")
        return door

    def _ruled(self, request: web.Request) -> Door:
        """The door, whose hub must also take temporary rules."""
        door = self._driven(request)
        if not door.has_lock_rules:
            raise AccessRefusalError("CODE_DEVICE_API_NOT_SUPPORTED")
        return door

    def _record(self, request: web.Request, door: Door, body: Body) -> UnlockRecord:
        record = UnlockRecord(
            door_id=door.id,
            time=self._access.clock.now(),
            actor_id=body.text("actor_id") or None,
            actor_name=body.text("actor_name") or None,
            extra=body.mapping("extra"),
            reader_id=request.query.get("reader_id"),
            entry_method=request.query.get("entry_method"),
            control_cmd=request.query.get("control_cmd"),
        )
        if (record.actor_id is None) != (record.actor_name is None):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        if record.entry_method not in (None, "in", "out") or record.control_cmd not in (None, "open", "close", "stop"):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        if record.reader_id is not None and record.reader_id not in self._access.devices:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_NOT_FOUND")
        if record.control_cmd is not None and not door.is_gate:
            raise AccessRefusalError("CODE_DEVICE_API_NOT_SUPPORTED")
        return record

    def _apply(self, door: Door, kind: str, minutes: int) -> None:
        """Put a rule in force: `reset` ends a temporary one, `lock_early` the schedule's window, `lock_now` both."""
        now = int(self._access.clock.now())
        if kind == "custom":
            door.rule = LockRule(type=kind, ended_time=now + minutes * 60)
        elif kind in ("keep_lock", "keep_unlock"):
            door.rule = LockRule(type=kind, ended_time=now + FOREVER)
        elif kind == "reset" or (kind == "lock_now" and door.rule is not None and door.rule.type != "keep_lock"):
            door.rule = None
        if kind in ("lock_early", "lock_now") and now < door.schedule_until:
            door.early_end = LockRule(type=kind, ended_time=int(door.schedule_until))
        if kind in ("keep_lock", "lock_now"):
            door.pulse_until = 0.0

    def _door(self, door: Door) -> dict[str, object]:
        return {
            "door_lock_relay_status": "unlock" if self._access.is_unlocked(door) else "lock",
            "door_position_status": door.position,
            "floor_id": door.floor_id,
            "full_name": door.full_name,
            "id": door.id,
            "is_bind_hub": door.hub_id is not None,
            "name": door.name,
            "type": "door",
            **door.live_fields,
        }

"""What happens in a simulated Access application, told to its log, its sockets and its webhook endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from unifi_sdk.simulator.access import frames as frames
from unifi_sdk.simulator.access.journal import LogEntry, actor_of, target_of
from unifi_sdk.simulator.access.wire import new_id
from unifi_sdk.simulator.quirks import Quirk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unifi_sdk.simulator.access.delivery import WebhookDelivery
    from unifi_sdk.simulator.access.people import Person, Visitor
    from unifi_sdk.simulator.access.places import Device, Door, DoorbellReason, Ring, UnlockRecord
    from unifi_sdk.simulator.access.sockets import NotificationSockets
    from unifi_sdk.simulator.access.state import AccessState

NOBODY = "N/A"
"""The name of an unknown person in the log."""


@frozen
class _DoorState:
    """What is compared to see whether something happened at a door."""

    is_unlocked: bool
    position: str | None
    rule: str
    ended_time: int

    @property
    def is_temporary(self) -> bool:
        return self.rule in ("custom", "keep_unlock")


class Events:
    """Tells what happens.

    A change of state is found by comparing with the time before, so that it is told however it came about; what leaves
    no state behind is told by a call.

    Args:
        state: Where it happens.
        sockets: Who listens.
        delivery: What hands events to webhook endpoints.
    """

    def __init__(self, state: AccessState, sockets: NotificationSockets, delivery: WebhookDelivery) -> None:
        self._state = state
        self._sockets = sockets
        self._delivery = delivery
        self._doors: dict[str, _DoorState] = {}
        self._devices: dict[str, bool] = {}
        self._visitors: dict[str, str] = {}
        self._emergency = {"lockdown": False, "evacuation": False}

    def notice(self) -> None:
        """Compare with the time before, and tell what has changed; what is new is not a change."""
        emergency = {"lockdown": self._state.lockdown, "evacuation": self._state.evacuation}
        if emergency != self._emergency:
            self._tell_emergency(emergency)
        doors = {door.id: self._door_state(door) for door in self._state.doors.values()}
        for door_id in doors.keys() & self._doors.keys():
            if doors[door_id] != self._doors[door_id]:
                self._tell_door(self._state.doors[door_id], self._doors[door_id], doors[door_id])
        devices = {item.id: item.is_online for item in self._state.devices.values()}
        for device_id in devices.keys() & self._devices.keys():
            if devices[device_id] != self._devices[device_id]:
                self._tell_device(self._state.devices[device_id])
        now = self._state.clock.now()
        visitors = {visitor.id: visitor.status(now) for visitor in self._state.visitors.values()}
        for visitor_id in visitors.keys() & self._visitors.keys():
            if visitors[visitor_id] != self._visitors[visitor_id]:
                self._tell_visitor(self._state.visitors[visitor_id], visitors[visitor_id])
        self._emergency, self._doors, self._devices, self._visitors = emergency, doors, devices, visitors

    def unlocked_remotely(self, door: Door, record: UnlockRecord) -> None:
        """The API opened a door; the doorbells at it fall silent."""
        actor_id, name = record.actor_id or "", record.actor_name or self._state.actor_name
        data: dict[str, object] = {} if record.extra is None else {"extra": record.extra}
        self._push("access.data.device.remote_unlock", door.hub_id or "", frames.remote_unlock(door))
        self._tell_opening(door, actor_of(actor_id, name), "REMOTE_THROUGH_UAH", record.reader_id or "", data)

    def entered(self, door: Door, person: Person, provider: str, reader_id: str) -> None:
        """Somebody opened a door with a credential."""
        self._tell_opening(door, actor_of(person.id, person.full_name), provider, reader_id, {})

    def turned_away(self, door: Door, person: Person | None, provider: str) -> None:
        """A credential didn't open a door; only the log knows."""
        actor = actor_of("", NOBODY) if person is None else actor_of(person.id, person.full_name)
        self.log(
            "door_openings",
            "access.door.unlock",
            f"Access Denied ({provider})",
            result="BLOCKED",
            actor=actor,
            authentication={"credential_provider": provider, "issuer": ""},
            targets=self._targets(door),
        )

    def rang(self, ring: Ring, item: Device) -> None:
        """A doorbell began to ring."""
        door = self._state.doors.get(item.location_id)
        self._push("access.remote_view", new_id(), frames.remote_view(self._state, ring, item, door))
        self._send("access.doorbell.incoming", door, item, details={"request_id": ring.request_id})

    def ring_ended(self, ring: Ring, reason: DoorbellReason) -> None:
        """A doorbell stopped."""
        data = {"reason_code": int(reason), "remote_call_request_id": ring.request_id}
        self._push("access.remote_view.change", new_id(), data)
        item = self._state.devices.get(ring.device_id)
        door = self._state.doors.get("" if item is None else item.location_id)
        details = {"host_device_mac": "", "reason_code": int(reason), "request_id": ring.request_id}
        self._send("access.doorbell.completed", door, item, details=details)

    def asked_to_enter(self, door: Door) -> None:
        """Somebody pressed a request-to-enter button; there is no second event."""
        request_id = new_id()
        data = {"door_id": door.id, "door_name": door.name, "request_id": request_id}
        self._push("access.hw.door_bell", door.id, data)
        details = {"host_device_mac": frames.CONSOLE_MAC, "reason_code": 0, "request_id": request_id}
        self._send("access.doorbell.incoming.REN", door, None, details=details)

    def log(
        self,
        topic: str,
        kind: str,
        message: str,
        *,
        result: str = "ACCESS",
        actor: Mapping[str, object] | None = None,
        authentication: Mapping[str, object] | None = None,
        targets: tuple[Mapping[str, object], ...] = (),
    ) -> LogEntry:
        """Write an entry into the log, and tell the sockets; the actor is the console's own token by default."""
        entry = LogEntry(
            topic=topic,
            type=kind,
            message=message,
            time=self._state.clock.now(),
            result=result,
            actor=actor or actor_of("", self._state.actor_name),
            authentication=authentication,
            targets=targets,
        )
        self._state.journal.entries.append(entry)
        self._push("access.logs.add", entry.id, entry.hit())
        return entry

    def _tell_opening(
        self, door: Door, actor: Mapping[str, object], provider: str, reader_id: str, more: Mapping[str, object]
    ) -> None:
        remote = provider == "REMOTE_THROUGH_UAH"
        details = {
            "authentication_type": "CALL" if remote else provider,
            "authentication_value": "",
            "policy_id": "",
            "policy_name": "",
            "reader_id": reader_id,
            "result": "Access Granted",
        }
        person = {"id": actor["id"], "name": actor["display_name"], "type": actor["type"]}
        hub = self._state.devices.get(door.hub_id or "")
        self._send("access.door.unlock", door, hub, actor=person, details=details, **more)
        entry = self.log(
            "door_openings",
            "access.door.unlock",
            f"Access Granted ({'Remote' if remote else provider})",
            actor=actor,
            authentication={"credential_provider": provider, "issuer": ""},
            targets=self._targets(door, with_recording=True),
        )
        insight = {
            "log_key": entry.log_key,
            "event_type": entry.type,
            "message": entry.message,
            "published": entry.published,
            "result": entry.result,
            "metadata": {
                "actor": dict(actor),
                "authentication": {"display_name": provider, **(entry.authentication or {})},
                "door": target_of("door", door.id, door.name),
            },
        }
        self._push("access.logs.insights.add", entry.id, insight)

    def _tell_door(self, door: Door, old: _DoorState, new: _DoorState) -> None:
        self._push("access.data.v2.location.update", door.id, frames.door_update(self._state, door))
        hub = self._state.devices.get(door.hub_id or "")
        if new.position != old.position:
            details = {"event_type": "dps_change", "status": new.position or ""}
            self._send("access.device.dps_status", door, hub, details=details)
        changes = {
            "access.unlock_schedule": (old.rule == "schedule", new.rule == "schedule", ("deactivate", "activate")),
            "access.temporary_unlock": (old.is_temporary, new.is_temporary, ("end", "start")),
        }
        for event, (before, after, words) in changes.items():
            if before != after:
                name = f"{event}.{words[after]}"
                self._send(name, door, hub, details=None)
                self.log("device_events", name, f"{door.name}: {words[after]}", targets=self._targets(door))

    def _tell_device(self, item: Device) -> None:
        door = self._state.doors.get(item.location_id)
        is_unlocked = door is not None and self._state.is_unlocked(door)
        self._push("access.data.v2.device.update", item.id, frames.device_update(item, door, is_unlocked))
        topic, word = ("device_events", "online") if item.is_online else ("critical", "offline")
        target = target_of(item.type, item.id, item.name)
        self.log(topic, f"access.device.{word}", f"{item.name} is {word}", targets=(target,))

    def _tell_visitor(self, visitor: Visitor, status: str) -> None:
        details = {"id": visitor.id, "name": visitor.full_name, "status": status}
        self._send("access.visitor.status.changed", None, None, details=details)
        actor = actor_of(visitor.id, visitor.full_name, "visitor")
        self.log("visitor", "access.visitor.status.changed", f"{visitor.full_name}: {status}", actor=actor)

    def _tell_emergency(self, emergency: dict[str, bool]) -> None:
        self._push("access.data.setting.update", new_id(), dict(emergency))
        hub = next((item for item in self._state.devices.values() if not item.hub_id), None)
        for mode, value in emergency.items():
            if value != self._emergency[mode]:
                frame = frames.webhook(
                    "access.device.emergency_status",
                    device=frames.device(hub, self._state.clock.now()),
                    object={"glocal": True, "mode": mode, "value": value},
                )
                self._deliver(frame)
                self.log("critical", "access.device.emergency_status", f"{mode}: {'on' if value else 'off'}")

    def _targets(self, door: Door, *, with_recording: bool = False) -> tuple[Mapping[str, object], ...]:
        hub = self._state.devices.get(door.hub_id or "")
        targets = [] if hub is None else [target_of("UAH", hub.id, hub.name)]
        targets.append(target_of("device_config", "door_entry_method", "entry"))
        targets.append(target_of("door", door.id, door.name))
        targets.append(target_of("floor", door.floor_id, self._state.floors.get(door.floor_id, "")))
        buildings = [group for group in self._state.door_groups.values() if group.type == "building"]
        targets += [target_of("building", group.id, group.name) for group in buildings]
        camera = next((item for item in self._state.devices.values() if _films(item, door)), None)
        if with_recording and camera is not None:
            recording = self._state.journal.record(camera.id)
            targets.append(target_of("activities_resource", recording.id, "Resource"))
        return tuple(targets)

    def _door_state(self, door: Door) -> _DoorState:
        rule = door.current_rule(self._state.clock.now())
        kind, ended_time = ("", 0) if rule is None else (rule.type, rule.ended_time)
        return _DoorState(self._state.is_unlocked(door), door.position, kind, ended_time)

    def _push(self, event: str, object_id: str, data: Mapping[str, object]) -> None:
        frame = frames.notification(event, object_id, data)
        self._sockets.push(frames.decomposed(frame) if Quirk.DECOMPOSED_NAMES in self._state.quirks else frame)

    def _send(
        self,
        event: str,
        door: Door | None,
        item: Device | None,
        *,
        actor: object = None,
        details: object,
        **more: object,
    ) -> None:
        place = None if door is None else frames.location(door)
        gadget = frames.device(item, self._state.clock.now())
        self._deliver(frames.webhook(event, location=place, device=gadget, actor=actor, object=details, **more))

    def _deliver(self, frame: Mapping[str, object]) -> None:
        for endpoint in self._state.webhook_endpoints.values():
            if frame["event"] in endpoint.events:
                self._delivery.send(endpoint, frame)


def _films(item: Device, door: Door) -> bool:
    return item.location_id == door.id and item.is_online and "remote_call" in item.capabilities

"""A simulated UniFi Protect application: what stands in it, handles for tests, its integration API and its streams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.estates import Estate
from unifi_sdk.simulator.protect.alarm_webhooks import Alarms, SimulatedAlarm
from unifi_sdk.simulator.protect.api import BASE_PATH, ProtectApi
from unifi_sdk.simulator.protect.devices import Camera, Document, Nvr, SimulatedDevice
from unifi_sdk.simulator.protect.estate.furnish import furnish
from unifi_sdk.simulator.protect.events import ENDLESS, SimulatedEvent, event_frame
from unifi_sdk.simulator.protect.sockets import Stream
from unifi_sdk.simulator.protect.state import Action, ProtectState
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["BASE_PATH", "Action", "Camera", "Nvr", "SimulatedAlarm", "SimulatedProtect"]


class SimulatedProtect(ProtectState):
    """The Protect application of a simulated console: every operation of the vendor's specification, and both streams.

    What a request may hold is taken from the specification. Every change of a device is pushed to the stream of devices,
    but for those that consoles are known to keep to themselves: a viewer's liveview, stream addresses, and the end of a
    siren's time. Whatever ends by the clock ends with the next request, or with `settle`. What it remembers, and what a
    test may change, stands in `ProtectState`.

    Args:
        clock: Tells the time in unix seconds; snapshots show it and the request limit counts by it.
        estate: What stands in it; nothing but what a console brings along if None.
        quirks: What it does otherwise than the documents say; `quirks` may be changed later.
        version: Of the application, which has what this version has; `version` may be changed later.

    Attributes:
        alarms: The alarms of the alarm manager that call a URL, to make some and set them off; events do so too.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        estate: Estate | None = "hotel",
        quirks: Iterable[Quirk] = (),
        version: str = "7.2.84",
    ) -> None:
        super().__init__(clock, quirks=quirks, version=version)
        self.alarms = Alarms(self)
        furnish(self, estate)
        self._api = ProtectApi(self)

    def add_device(self, device: SimulatedDevice | Mapping[str, object]) -> SimulatedDevice:
        """Adopt a device, and tell the stream.

        Args:
            device: The device, or the whole of it as the API shows it.

        Returns:
            The device.

        Raises:
            ValueError: a camera has to be a `Camera`.
        """
        added = device if isinstance(device, SimulatedDevice) else SimulatedDevice(device)
        if added.kind == "camera" and not isinstance(added, Camera):
            raise ValueError("a camera has to be a Camera")
        self.keep(added)
        self.push({"type": "add", "item": added.body()})
        return added

    def remove_devices(self, *ids: str) -> None:
        """Remove devices of one kind, and tell the stream in one frame.

        Args:
            ids: One id, or several, which are then told as a list.

        Raises:
            KeyError: a device is unknown.
        """
        removed = [self.find_device(each) for each in ids]
        for device in removed:
            device.watcher = None
            self.forget(device.id)
            self.cameras.pop(device.id, None)
            self.devices.pop(device.id, None)
        self.push({"type": "remove", "item": _reference(removed)})

    def change_devices(self, ids: Sequence[str], changes: Mapping[str, object]) -> None:
        """Change several devices of one kind alike, and tell the stream in one frame whose id is a list.

        Args:
            ids: Their ids.
            changes: The fields, with the names of the wire.

        Raises:
            KeyError: a device is unknown.
        """
        changed = [self.find_device(each) for each in ids]
        for device in changed:
            device.change(changes, silent=True)
        self.push({"type": "update", "item": {**_reference(changed), **changes}})

    def snapshot_truth(self) -> dict[str, Document]:
        """Every device as the API would show it now, by id: what a client that mirrors the devices must have."""
        self.settle()
        frames = [self.shown({"type": "add", "item": device.body()}, "devices") for device in self.everything()]
        documents = [cast("Document", frame["item"]) for frame in frames]
        return {str(document["id"]): document for document in documents}

    def start_event(
        self,
        type: str,  # noqa: A002 - the field's own name
        device: str | SimulatedDevice,
        *,
        smart_detect_types: Sequence[str] | None = None,
        metadata: Mapping[str, object] | None = None,
    ) -> SimulatedEvent:
        """Let something begin to happen, and tell the stream with an `add`.

        Args:
            type: For instance `motion`; a card or a finger that was read has ended as it begins.
            device: Where: a device, or its id or display name.
            smart_detect_types: What was seen or heard; a person or a smoke alarm if left out of a smart detection.
            metadata: What else is known; something likely if left out of an event that always has it.

        Raises:
            KeyError: there is no such device.
        """
        event = self._new_event(type, device, smart_detect_types, metadata)
        self.push(event_frame("add", event))
        self.alarms.notice(event)
        return event

    def update_event(self, event: SimulatedEvent, changes: Mapping[str, object], *, full: bool = True) -> None:
        """Let more be known of something that happens.

        Args:
            event: What happens.
            changes: The fields, with the names of the wire.
            full: Tell the whole event; else the id and these fields only. Consoles do both.
        """
        event.change(changes)
        self.push(event_frame("update", event, None if full else changes))

    def end_event(self, event: SimulatedEvent, *, full: bool = True, times: int = 1) -> None:
        """Let something end.

        Args:
            event: What happens.
            full: Tell the whole event; else the id and the end only. Consoles do both.
            times: How often it is told.

        Raises:
            ValueError: such an event never ends.
        """
        if event.type in ENDLESS:
            raise ValueError(f"{event.type} never ends")
        end = round(self.clock.now() * 1000)
        for _ in range(times):
            self.update_event(event, {"end": end}, full=full)

    def tell_ended_event(
        self,
        device: str | SimulatedDevice,
        type: str = "smartDetectZone",  # noqa: A002 - the field's own name
        *,
        smart_detect_types: Sequence[str] | None = ("package",),
        metadata: Mapping[str, object] | None = None,
    ) -> SimulatedEvent:
        """Let something be over when it is first heard of: one `update` with start and end, and never an `add`.

        Args:
            device: Where: a device, or its id or display name.
            type: For instance `smartDetectZone`.
            smart_detect_types: What was seen; a package if left out.
            metadata: What else is known.

        Raises:
            KeyError: there is no such device.
        """
        event = self._new_event(type, device, smart_detect_types, metadata)
        event.change({"end": event.start})
        self.push(event_frame("update", event))
        self.alarms.notice(event)
        return event

    def breach(self, event: SimulatedEvent) -> None:
        """Let something set off the armed alarm.

        Args:
            event: What did.
        """
        count = int(str(self.nvr.arm_mode["breachEventCount"])) + 1
        found = {"breachTriggerEventId": event.id, "breachEventId": event.id, "breachEventCount": count}
        moment = round(self.clock.now() * 1000)
        self.nvr.change({"armMode": {"status": "breach", "breachDetectedAt": moment, **found}})

    def count_sockets(self, stream: Stream | None = None) -> int:
        """How many sockets are open.

        Args:
            stream: `devices` or `events`; both together if left out.
        """
        return self.sockets.count(stream)

    def drop_sockets(self) -> int:
        """Cut every socket without a close frame; tell how many there were."""
        return self.sockets.drop()

    def cut_idle(self) -> int:
        """Cut the sockets on which nothing was sent for ten minutes by the clock; tell how many there were."""
        return self.sockets.cut_idle()

    def refuse_sockets(self, status: int | None) -> None:
        """Refuse upgrades from now on.

        Args:
            status: HTTP status; from 1000 on, accept the upgrade and close with this code at once; None lets them in again.
        """
        self.socket_refusal = status

    def pause_delivery(self) -> None:
        """Hold back what is pushed until `resume_delivery`; a thousand frames at most for each socket."""
        self.sockets.pause()

    def resume_delivery(self) -> None:
        """Deliver what was held back, in order."""
        self.sockets.resume()

    def restart(self) -> None:
        """Start again, as after a reboot: sockets are cut, and it takes `starting_seconds` until everything is there."""
        self.drop_sockets()
        self.begin_to_start()

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all that answers HTTP 404; it starts now."""
        self.begin_to_start()
        return self._api.routes()

    async def close(self) -> None:
        """Close every socket, forget the request window, and give up what alarms have not delivered."""
        self._api.forget_window()
        await self.alarms.outbox.close()
        await self.sockets.close()

    def _new_event(
        self,
        type: str,  # noqa: A002 - the field's own name
        device: str | SimulatedDevice,
        smart_detect_types: Sequence[str] | None,
        metadata: Mapping[str, object] | None,
    ) -> SimulatedEvent:
        where = device if isinstance(device, SimulatedDevice) else self.find_device(device)
        moment = round(self.clock.now() * 1000)
        event = SimulatedEvent(type, where, moment, smart_detect_types=smart_detect_types, metadata=metadata)
        self.events.append(event)
        return event


def _reference(devices: Sequence[SimulatedDevice]) -> Document:
    """How a frame names devices: by one id, or by a list of several."""
    ids = [device.id for device in devices]
    return {"id": ids[0] if len(ids) == 1 else ids, "modelKey": devices[0].kind}

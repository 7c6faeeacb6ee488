"""A simulated UniFi Protect application: what stands in it, handles for tests, its integration API and its streams."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs
from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.estates import Estate
from unifi_sdk.simulator.protect.api import BASE_PATH, ProtectApi
from unifi_sdk.simulator.protect.arming import DISARMED
from unifi_sdk.simulator.protect.estate.devices import (
    sample_arm_profiles,
    sample_devices,
    sample_liveviews,
    sample_ulp_users,
    sample_users,
)
from unifi_sdk.simulator.protect.events import ENDLESS, SimulatedEvent, event_frame
from unifi_sdk.simulator.protect.shelves import StoredFile
from unifi_sdk.simulator.protect.sockets import Sockets, Stream
from unifi_sdk.simulator.protect.state import Camera, Document, Nvr, SimulatedDevice, sample_cameras
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["BASE_PATH", "Action", "Camera", "Nvr", "SimulatedProtect"]


@attrs.frozen
class Action:
    """Something that a device did because of a request."""

    operation: str
    """As the vendor writes it: `POST /v1/sirens/{id}/play`."""
    device: str
    """The device's id."""
    details: Mapping[str, object]
    """The body, and what stood in the path beside the device."""


class SimulatedProtect:
    """The Protect application of a simulated console: every operation of the vendor's specification, and both streams.

    What a request may hold is taken from the specification. Every change of a device is pushed to the stream of devices,
    but for those that consoles are known to keep to themselves: a viewer's liveview, stream addresses, and the end of a
    siren's time. Whatever ends by the clock ends with the next request, or with `settle`.

    Args:
        clock: Tells the time in unix seconds; snapshots show it and the request limit counts by it.
        estate: What stands in it; nothing but what a console brings along if None.
        quirks: What it does otherwise than the documents say; `quirks` may be changed later.

    Attributes:
        api_keys: The accepted `X-API-KEY` values. All belong to one user, so they share one request limit.
        version: What the application says its version is; it lacks the operations that came later.
        cameras: Camera id to camera, in the order of the list; change a camera with its `change`.
        devices: Every other device by id, except the recorder.
        nvr: What `GET /v1/nvrs` shows.
        liveviews: By id.
        arm_profiles: By id.
        users: By id; the key belongs to the first.
        ulp_users: Identity users with credentials, by id.
        files: What was uploaded, by name.
        transactions: Receipts by camera id and `externalId`, with their `eventId`.
        transactions_in_flight: Camera id and `externalId` of receipts that are answered with 409.
        events: What was started here, in order.
        actions: What devices did because of requests, in order.
        webhooks: The ids with which the alarm manager was called, in order.
        rate_limit: Requests a second before HTTP 429; None for no limit and no such headers.
        stream_host: The host in the addresses of streams; with stacked consoles it is another one.
        socket_refusal: With what upgrades are refused; see `refuse_sockets`.
        sockets: Who listens, and what is on its way to them.
        before_answer: Called with the operation when an answer has been made and before it is sent, so that a test can
            change something in between.
    """

    def __init__(self, clock: Clock, *, estate: Estate | None = "hotel", quirks: Iterable[Quirk] = ()) -> None:
        self.clock = clock
        self.api_keys: set[str] = set()
        self.quirks: set[Quirk] = set(quirks)
        self.version = "7.2.84"
        self.cameras: dict[str, Camera] = {}
        self.devices: dict[str, SimulatedDevice] = {}
        self.nvr = Nvr()
        self.users = sample_users()
        self.liveviews: dict[str, Document] = sample_liveviews() if estate else {}
        self.arm_profiles: dict[str, Document] = sample_arm_profiles(clock.now()) if estate else {}
        self.ulp_users: dict[str, Document] = sample_ulp_users() if estate else {}
        self.files: dict[str, StoredFile] = {}
        self.transactions: dict[tuple[str, str], Document] = {}
        self.transactions_in_flight: set[tuple[str, str]] = set()
        self.events: list[SimulatedEvent] = []
        self.actions: list[Action] = []
        self.webhooks: list[str] = []
        self.rate_limit: int | None = 10
        self.stream_host = "192.0.2.1"
        self.before_answer: Callable[[str], None] | None = None
        self.socket_refusal: int | None = None
        self.sockets = Sockets(clock)
        self._api = ProtectApi(self)
        self._timers: dict[tuple[str, ...], tuple[float, Callable[[], object]]] = {}
        self._global_alarm_manager = False
        self.nvr.watcher = self._on_change
        for device in [*sample_cameras(), *sample_devices()] if estate else []:
            self._keep(device)

    @property
    def global_alarm_manager(self) -> bool:
        """Whether the alarm is managed for all consoles together, which shuts arm profiles off; may be set."""
        return self._global_alarm_manager

    @global_alarm_manager.setter
    def global_alarm_manager(self, is_global: bool) -> None:
        self._global_alarm_manager = is_global
        if is_global:
            self.forget("arming")
            self.nvr.change({"armMode": DISARMED})

    def devices_of(self, kind: str) -> Mapping[str, SimulatedDevice]:
        """The devices of one kind by id.

        Args:
            kind: Their `modelKey`.
        """
        return {device.id: device for device in self._everything() if device.kind == kind}

    def find_device(self, name: str) -> SimulatedDevice:
        """The first device with this id or display name.

        Raises:
            KeyError: there is none.
        """
        for device in self._everything():
            if name in (device.id, device.name):
                return device
        raise KeyError(name)

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
        self._keep(added)
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
        return {device.id: device.body() for device in self._everything()}

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

    def push(self, frame: Mapping[str, object] | str | bytes, stream: Stream | None = None) -> None:
        """Send a frame, whatever it says, to all that listen.

        Args:
            frame: An object, or text or bytes that are sent as they are.
            stream: `devices` or `events`; if left out, the one to which the item belongs.
        """
        if not isinstance(frame, (str, bytes)):
            item = frame.get("item")
            is_event = isinstance(item, Mapping) and item.get("modelKey") == "event"
            stream = stream or ("events" if is_event else "devices")
            frame = json.dumps(frame, separators=(",", ":"))
        self.sockets.push(stream or "devices", frame)

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

    def settle(self) -> None:
        """Let end whatever has come to its end by the clock."""
        now = self.clock.now()
        while due := [(moment, key) for key, (moment, _) in self._timers.items() if moment <= now]:
            self._timers.pop(min(due)[1])[1]()

    def schedule(self, moment: float, name: str, action: Callable[[], object], *more: object) -> None:
        """Have something happen later; what was planned under the same name is forgotten.

        Args:
            moment: When, in unix seconds.
            name: Under which name.
            action: What.
            more: Further parts of the name.
        """
        self._timers[(name, *map(str, more))] = moment, action

    def forget(self, name: str, *more: object) -> None:
        """Have what was planned under a name, or one that begins with it, not happen."""
        wanted = (name, *map(str, more))
        self._timers = {key: plan for key, plan in self._timers.items() if key[: len(wanted)] != wanted}

    def note_action(self, operation: str, device: str, details: Mapping[str, object]) -> None:
        """Add to `actions`."""
        self.actions.append(Action(operation, device, dict(details)))

    def new_id(self) -> str:
        """24 hexadecimal digits that nothing else has."""
        return secrets.token_hex(12)

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all that answers HTTP 404."""
        return self._api.routes()

    async def close(self) -> None:
        """Close every socket and forget the request window."""
        self._api.forget_window()
        await self.sockets.close()

    def _everything(self) -> Iterable[SimulatedDevice]:
        return [self.nvr, *self.cameras.values(), *self.devices.values()]

    def _keep(self, device: SimulatedDevice) -> None:
        device.watcher = self._on_change
        if isinstance(device, Camera):
            self.cameras[device.id] = device
        else:
            self.devices[device.id] = device

    def _on_change(self, device: SimulatedDevice, changes: Document) -> None:
        self.push({"type": "update", "item": {"id": device.id, "modelKey": device.kind, **changes}})

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

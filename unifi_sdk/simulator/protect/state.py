"""What a simulated Protect application remembers, and what happens in it by the clock."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import cast

import attrs

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.protect.devices import DISARMED, Camera, Document, Nvr, SimulatedDevice
from unifi_sdk.simulator.protect.events import SimulatedEvent
from unifi_sdk.simulator.protect.sockets import Sockets, Stream
from unifi_sdk.simulator.quirks import Quirk
from unifi_sdk.simulator.versions import cut_of

__all__ = ["Action", "ProtectState", "StoredFile"]


@attrs.frozen
class Action:
    """Something that a device did because of a request."""

    operation: str
    """As the vendor writes it: `POST /v1/sirens/{id}/play`."""
    device: str
    """The device's id."""
    details: Mapping[str, object]
    """The body, and what stood in the path beside the device."""


@attrs.frozen(kw_only=True)
class StoredFile:
    """Something that was uploaded."""

    document: Document
    """As the API shows it."""
    content_type: str
    content: bytes = attrs.field(repr=False)
    """As it came."""
    sprite: bytes | None = attrs.field(default=None, repr=False)
    """A PNG that has every frame of a picture, one below the other; None for a sound."""
    preview: bytes | None = attrs.field(default=None, repr=False)
    """The same picture as a GIF; None for a sound."""


class ProtectState:
    """What a Protect application remembers.

    Args:
        clock: Tells the time in unix seconds; snapshots show it and the request limit counts by it.
        quirks: What it does otherwise than the documents say.

    Attributes:
        api_keys: The accepted `X-API-KEY` values. All belong to one user, so they share one request limit.
        quirks: What it does otherwise than the documents say; may be changed at any time.
        starting_seconds: How long it starts, by the clock; with `Quirk.FAMILIES_MISSING_AT_START` that can be seen.
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

    def __init__(self, clock: Clock, *, quirks: Iterable[Quirk] = (), version: str = "7.2.84") -> None:
        self.clock = clock
        self.api_keys: set[str] = set()
        self.quirks: set[Quirk] = set(quirks)
        self.starting_seconds = 30.0
        self.version = version
        self.cameras: dict[str, Camera] = {}
        self.devices: dict[str, SimulatedDevice] = {}
        self.nvr = Nvr()
        self.users: dict[str, Document] = {}
        self.liveviews: dict[str, Document] = {}
        self.arm_profiles: dict[str, Document] = {}
        self.ulp_users: dict[str, Document] = {}
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
        self.nvr.watcher = self._on_change
        self._started_at = clock.now()
        self._timers: dict[tuple[str, ...], tuple[float, Callable[[], object]]] = {}
        self._global_alarm_manager = False

    @property
    def is_starting(self) -> bool:
        """Whether it started less than `starting_seconds` ago."""
        return self.clock.now() - self._started_at < self.starting_seconds

    @property
    def lacks_families(self) -> bool:
        """Whether it starts and its devices are not there yet: some families are listed empty, others answer HTTP 404."""
        return Quirk.FAMILIES_MISSING_AT_START in self.quirks and self.is_starting

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

    def everything(self) -> list[SimulatedDevice]:
        """Every device: the recorder, the cameras, and the others."""
        return [self.nvr, *self.cameras.values(), *self.devices.values()]

    def devices_of(self, kind: str) -> Mapping[str, SimulatedDevice]:
        """The devices of one kind by id.

        Args:
            kind: Their `modelKey`.
        """
        return {device.id: device for device in self.everything() if device.kind == kind}

    def find_device(self, name: str) -> SimulatedDevice:
        """The first device with this id or display name.

        Raises:
            KeyError: there is none.
        """
        for device in self.everything():
            if name in (device.id, device.name):
                return device
        raise KeyError(name)

    def keep(self, device: SimulatedDevice) -> None:
        """Add a device without a word to the stream; from now on its changes are told."""
        device.watcher = self._on_change
        if isinstance(device, Camera):
            self.cameras[device.id] = device
        else:
            self.devices[device.id] = device

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
            frame = json.dumps(self.shown(frame, stream), separators=(",", ":"))
        self.sockets.push(stream or "devices", frame)

    def shown(self, frame: Mapping[str, object], stream: Stream) -> Mapping[str, object]:
        """A frame as this version of the application sends it.

        Args:
            frame: With all that any version has.
            stream: On which it goes.
        """
        cut = cut_of("protect", self.version, f"GET /v1/subscribe/{stream}")
        return cast("Mapping[str, object]", cut(frame))

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

    def begin_to_start(self) -> None:
        """Count `starting_seconds` from now on."""
        self._started_at = self.clock.now()

    def _on_change(self, device: SimulatedDevice, changes: Document) -> None:
        self.push({"type": "update", "item": {"id": device.id, "modelKey": device.kind, **changes}})

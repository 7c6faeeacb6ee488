"""The devices of a simulated Protect application, as they look on the wire."""

from __future__ import annotations

import copy
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence

__all__ = ["DISARMED", "Camera", "Document", "Nvr", "SimulatedDevice", "difference", "guid_of", "merge"]

Document = dict[str, object]
"""A JSON object with the names of the wire."""

DISARMED: Mapping[str, object] = {
    "status": "disabled",
    "armedAt": None,
    "willBeArmedAt": None,
    "breachDetectedAt": None,
    "breachEventCount": 0,
    "breachTriggerEventId": None,
    "breachEventId": None,
}
"""`armMode` while the alarm is off, without the profile."""


class SimulatedDevice:
    """One device.

    Whatever is changed with `change`, or by setting `state` or `name`, is pushed to whoever listens to the devices, as
    soon as the device belongs to a `SimulatedProtect`.

    Args:
        document: The whole device as the API shows it, with `id` and `modelKey`.
    """

    def __init__(self, document: Mapping[str, object]) -> None:
        self._document = copy.deepcopy(dict(document))
        self.watcher: Callable[[SimulatedDevice, Document], None] | None = None
        """Is told what has changed; set by the application."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.kind} {self.id} {self.name!r}>"

    @property
    def id(self) -> str:
        """24 hexadecimal digits."""
        return str(self._document["id"])

    @property
    def kind(self) -> str:
        """Its `modelKey`: `camera`, `light`, `linkstation` and so on."""
        return str(self._document["modelKey"])

    @property
    def mac(self) -> str:
        """Twelve upper-case hexadecimal digits."""
        return str(self._document["mac"])

    @property
    def type(self) -> str | None:
        """The name of the model, None for a device of another maker."""
        return _text(self._document.get("type"))

    @property
    def name(self) -> str | None:
        """The display name."""
        return _text(self._document.get("name"))

    @name.setter
    def name(self, name: str | None) -> None:
        self.change({"name": name})

    @property
    def state(self) -> str:
        """`CONNECTED`, `CONNECTING` or `DISCONNECTED`."""
        return str(self._document.get("state", "CONNECTED"))

    @state.setter
    def state(self, state: str) -> None:
        self.change({"state": state})

    @property
    def is_connected(self) -> bool:
        """Whether it can be reached."""
        return self.state == "CONNECTED"

    def body(self) -> Document:
        """The whole device as the API shows it; a copy."""
        return copy.deepcopy(self._document)

    def get(self, name: str) -> object:
        """A copy of one field, None when it is absent."""
        return copy.deepcopy(self._document.get(name))

    def has(self, name: str) -> bool:
        """Whether the field is on the wire at all, null or not."""
        return name in self._document

    def change(self, changes: Mapping[str, object], *, silent: bool = False) -> Document:
        """Change some fields: objects are merged, lists and values replaced.

        Args:
            changes: The fields, with the names of the wire.
            silent: Tell nobody, as consoles do with some of them.

        Returns:
            What is different from before, as it is pushed.
        """
        before = self._document
        self._document = merge(before, changes)
        changed = difference(before, self._document)
        if changed and self.watcher is not None and not silent:
            self.watcher(self, changed)
        return changed


class Camera(SimulatedDevice):
    """One camera.

    Args:
        id: 24 hexadecimal digits.
        name: The display name.
        mac: Twelve upper-case hexadecimal digits.
        type: The name of the model.
        state: `CONNECTED`, `CONNECTING` or `DISCONNECTED`; only a connected camera gives snapshots.
        has_full_hd_snapshot: Whether a snapshot can be large.
        has_package_camera: Whether it has a second lens that looks down.
        has_mic: Whether it hears.
        has_speaker: Whether it talks.
        has_hdr: Whether it has HDR.
        is_ptz: Whether it turns.
        object_types: What it can tell apart; all of them are switched on.
        audio_types: What it can hear apart; likewise.
        video_modes: The first of them is on.
        active_patrol_slot: The patrol that runs; makes it one that turns.
        extra: Fields that only some cameras send: `lcdMessage` stands for a display, and is missing without one.
    """

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - the field's own name
        name: str | None,
        mac: str,
        type: str | None,  # noqa: A002 - the field's own name
        state: str = "CONNECTED",
        has_full_hd_snapshot: bool = True,
        has_package_camera: bool = False,
        has_mic: bool = True,
        has_speaker: bool = False,
        has_hdr: bool = True,
        is_ptz: bool = False,
        object_types: Sequence[str] = (),
        audio_types: Sequence[str] = (),
        video_modes: Sequence[str] = ("default",),
        active_patrol_slot: int | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self.is_ptz = is_ptz or active_patrol_slot is not None
        self.streams: dict[str, str] = {}
        """The names in the addresses of its streams, by quality; they are new after each reconnection."""
        document = {
            "id": id,
            "modelKey": "camera",
            "state": state,
            "name": name,
            "type": type,
            "guid": guid_of(type),
            "mac": mac,
            "isMicEnabled": has_mic,
            "osdSettings": {
                "isNameEnabled": True,
                "isDateEnabled": True,
                "isLogoEnabled": False,
                "isDebugEnabled": False,
                "overlayLocation": "topLeft",
            },
            "ledSettings": {"isEnabled": True, "welcomeLed": False, "floodLed": False},
            "micVolume": 80 if has_mic else 0,
            "activePatrolSlot": active_patrol_slot,
            "videoMode": video_modes[0],
            "hdrType": "auto" if has_hdr else "off",
            "featureFlags": {
                "supportFullHdSnapshot": has_full_hd_snapshot,
                "hasHdr": has_hdr,
                "smartDetectTypes": [*object_types],
                "smartDetectAudioTypes": [*audio_types],
                "videoModes": [*video_modes],
                "hasMic": has_mic,
                "hasLedStatus": True,
                "hasSpeaker": has_speaker,
            },
            "smartDetectSettings": {"objectTypes": [*object_types], "audioTypes": [*audio_types]},
            "hasPackageCamera": has_package_camera,
            **(extra or {}),
        }
        super().__init__(document)

    @property
    def has_mic(self) -> bool:
        """Whether it hears; a microphone that was disabled for good counts as none."""
        return self._feature("hasMic")

    @property
    def has_speaker(self) -> bool:
        """Whether it talks."""
        return self._feature("hasSpeaker")

    @property
    def has_full_hd_snapshot(self) -> bool:
        """Whether a snapshot can be large."""
        return self._feature("supportFullHdSnapshot")

    @property
    def has_package_camera(self) -> bool:
        """Whether it has a second lens that looks down."""
        return self._document.get("hasPackageCamera") is True

    def change(self, changes: Mapping[str, object], *, silent: bool = False) -> Document:
        """Change some fields; a camera that comes back has new stream addresses."""
        was_connected = self.is_connected
        changed = super().change(changes, silent=silent)
        if self.is_connected and not was_connected:
            self.streams = {quality: secrets.token_hex(8) for quality in self.streams}
        return changed

    def _feature(self, name: str) -> bool:
        flags = self._document.get("featureFlags")
        return isinstance(flags, Mapping) and flags.get(name) is True


class Nvr(SimulatedDevice):
    """The console itself, as Protect sees it.

    Args:
        id: 24 hexadecimal digits.
        name: The display name.
        type: The model of the console.
        mac: Twelve upper-case hexadecimal digits.
        custom_messages: The texts that a doorbell offers.
    """

    def __init__(
        self,
        *,
        id: str = "66e000000000000000000001",  # noqa: A002 - the field's own name
        name: str | None = "Harbour House",
        type: str = "UDM-PRO",  # noqa: A002 - the field's own name
        mac: str = "00005E005300",
        custom_messages: Sequence[str] = ("Ring at the gate",),
    ) -> None:
        super().__init__(
            {
                "id": id,
                "modelKey": "nvr",
                "name": name,
                "type": type,
                "guid": guid_of(type),
                "mac": mac,
                "doorbellSettings": {
                    "defaultMessageText": "WELCOME",
                    "defaultMessageResetTimeoutMs": 60000,
                    "customMessages": [*custom_messages],
                    "customImages": [],
                },
                "armMode": {**DISARMED, "armProfileId": None},
            }
        )

    @property
    def arm_mode(self) -> Document:
        """A copy of `armMode`."""
        return _object(self.get("armMode"))

    @property
    def arm_status(self) -> str:
        """`disabled`, `arming`, `armed` or `breach`."""
        return str(self.arm_mode.get("status"))

    @property
    def message_seconds(self) -> float:
        """How long a message stays on a display that says nothing else."""
        return float(str(_object(self.get("doorbellSettings")).get("defaultMessageResetTimeoutMs"))) / 1000


def merge(document: Mapping[str, object], changes: Mapping[str, object]) -> Document:
    """A copy of a document with some fields changed: objects are merged, lists and values replaced."""
    merged = dict(document)
    for name, value in changes.items():
        present = merged.get(name)
        if isinstance(present, Mapping) and isinstance(value, Mapping):
            merged[name] = merge(present, value)
        else:
            merged[name] = copy.deepcopy(value)
    return merged


def difference(before: Mapping[str, object], after: Mapping[str, object]) -> Document:
    """The smallest changes that make, merged into `before`, an `after` that lacks none of its fields."""
    changes: Document = {}
    for name, value in after.items():
        old = before.get(name)
        if name in before and old == value and isinstance(old, bool) == isinstance(value, bool):
            continue
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            changes[name] = difference(old, value)
        else:
            changes[name] = copy.deepcopy(value)
    return changes


def guid_of(type: str | None) -> str | None:  # noqa: A002 - the field's own name
    """The id that all devices of a model have in common, None without a model."""
    return None if type is None else str(uuid.uuid5(uuid.NAMESPACE_URL, f"simulator:{type}"))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _object(value: object) -> Document:
    return value if isinstance(value, dict) else {}

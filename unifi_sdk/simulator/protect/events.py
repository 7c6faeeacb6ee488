"""The events of a simulated Protect application: what happened, and how its frames look."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Mapping, Sequence

from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice, merge

__all__ = ["SimulatedEvent", "event_frame"]

ENDLESS = frozenset({"lightMotion"})
"""Events that never end."""
MOMENTARY = frozenset({"nfcCardScanned", "fingerprintIdentified"})
"""Events that end as they begin."""
_SEEN = {"smartDetectZone": "person", "smartDetectLine": "person", "smartDetectLoiterZone": "person"}
_HEARD = {"smartAudioDetect": "alrmSmoke"}


class SimulatedEvent:
    """Something that happened, or goes on.

    Args:
        type: For instance `motion`, `ring` or `sensorOpened`.
        device: Where.
        start: Unix milliseconds.
        smart_detect_types: What was seen or heard; a person or a smoke alarm if left out of a smart detection.
        metadata: What else is known; something likely if left out of an event that always has it.
    """

    def __init__(
        self,
        type: str,  # noqa: A002 - the field's own name
        device: SimulatedDevice,
        start: int,
        *,
        smart_detect_types: Sequence[str] | None = None,
        metadata: Mapping[str, object] | None = None,
    ) -> None:
        detected = (_SEEN | _HEARD).get(type)
        self._document: Document = {
            "id": str(uuid.uuid4()),
            "modelKey": "event",
            "type": type,
            "start": start,
            "device": device.id,
        }
        if smart_detect_types is not None or detected is not None:
            self._document["smartDetectTypes"] = list(smart_detect_types or [str(detected)])
        known = metadata if metadata is not None else _metadata(type, device)
        if known is not None:
            self._document["metadata"] = copy.deepcopy(dict(known))
        if type in MOMENTARY:
            self._document["end"] = start

    def __repr__(self) -> str:
        return f"<SimulatedEvent {self.type} {self.id} {'open' if self.is_open else 'ended'}>"

    @property
    def id(self) -> str:
        """A UUID."""
        return str(self._document["id"])

    @property
    def type(self) -> str:
        """For instance `motion`."""
        return str(self._document["type"])

    @property
    def device(self) -> str:
        """The id of the device."""
        return str(self._document["device"])

    @property
    def start(self) -> int:
        """Unix milliseconds."""
        return int(str(self._document["start"]))

    @property
    def end(self) -> int | None:
        """Unix milliseconds, None while it goes on."""
        end = self._document.get("end")
        return None if end is None else int(str(end))

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.end is None

    @property
    def smart_detect_types(self) -> list[str]:
        """What was seen or heard."""
        types = self._document.get("smartDetectTypes")
        return [str(each) for each in types] if isinstance(types, list) else []

    def body(self) -> Document:
        """The whole event as the stream shows it; a copy."""
        return copy.deepcopy(self._document)

    def change(self, changes: Mapping[str, object]) -> None:
        """Change some fields, with the names of the wire."""
        self._document = merge(self._document, changes)


def event_frame(type: str, event: SimulatedEvent, changes: Mapping[str, object] | None = None) -> Document:  # noqa: A002
    """A frame about an event.

    Args:
        type: `add` or `update`.
        event: The event.
        changes: All that the frame tells beside the id; the whole event if left out.
    """
    if changes is None:
        return {"type": type, "item": event.body()}
    return {"type": type, "item": {"id": event.id, "modelKey": "event", **changes}}


def _metadata(type: str, device: SimulatedDevice) -> Mapping[str, object] | None:  # noqa: A002 - the field's own name
    hub = {"pin": _text("1"), "deviceId": _text(device.id), "deviceName": _text(device.name or "")}
    mount = {"sensorMountType": _text(str(device.get("mountType") or "none"))}
    closed = {"inputState": _text("circuitClosed"), "inputChannel": _text("1")}
    table: Mapping[str, Mapping[str, object]] = {
        "sensorExtremeValues": {
            "sensorType": _text("temperature"),
            "sensorValue": {"text": 31.5},
            "status": _text("high"),
        },
        "sensorWaterLeak": mount,
        "sensorOpened": mount,
        "sensorClosed": mount,
        "sensorBatteryLow": {"sensorBatteryPercentage": {"number": 9}},
        "sensorAlarm": {"alarmType": _text("smoke")},
        "sensorSmokeTest": {"source": "local"},
        "sensorButtonPressed": {"button": _text("panic")},
        "relayInputChanged": closed,
        "cameraDigitalInputChanged": {**closed, "inputToken": _text("DIGIT_INPUT_1")},
        "alarmHubMotion": {**hub, "status": _text("alarm")},
        "alarmHubEntryOpened": {**hub, "status": _text("open")},
        "alarmHubEntryClosed": {**hub, "status": _text("close")},
        "alarmHubSmoke": {**hub, "status": _text("alarm"), "alarmType": _text("smoke")},
        "alarmHubGlassBreak": {**hub, "status": _text("alarm"), "alarmType": _text("glassBreak")},
        "alarmHubButtonPress": {
            **hub,
            "status": _text("alarm"),
            "button": _text("alarmHubButton"),
            "alarmType": _text("sensorButtonPress"),
        },
        "alarmHubTamper": {**hub, "status": _text("cut"), "alarmType": _text("cut")},
        "alarmHubDeviceTamper": {**hub, "status": _text("tampered")},
        "nfcCardScanned": {"nfc": {"ulpId": None}},
        "fingerprintIdentified": {"fingerprint": {"ulpId": None}},
    }
    return table.get(type)


def _text(text: str) -> Mapping[str, str]:
    return {"text": text}

"""What the families of Protect devices do alike: list, get and change; and what is special about each one's changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import attrs

from unifi_sdk.simulator.protect.state import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, ProtectFailure, invalid, not_found

__all__ = ["HANDLERS"]

_CAPABILITIES = {
    "lightSettings": "light",
    "humiditySettings": "humidity",
    "temperatureSettings": "temperature",
    "motionSettings": "motion",
    "alarmSettings": "smoke",
}
_MESSAGES = {"DO_NOT_DISTURB": "DO NOT DISTURB", "LEAVE_PACKAGE_AT_DOOR": "LEAVE PACKAGE AT DOOR"}


def _as_it_is(call: Call, device: SimulatedDevice, changes: Document) -> None:
    return None


def _any(device: SimulatedDevice) -> bool:
    return True


@attrs.frozen(kw_only=True)
class Family:
    """One kind of device."""

    path: str
    """Of its list: `/v1/lights`."""
    kind: str
    """Its `modelKey`."""
    label: str
    """What it is called when it isn't found."""
    holds: Callable[[SimulatedDevice], bool] = _any
    """Which of the kind belong to it."""
    adjust: Callable[[Call, SimulatedDevice, Document], None] = _as_it_is
    """Refuses or completes a change."""
    silent: frozenset[str] = frozenset()
    """What nobody is told when it changes."""


def _list(family: Family, call: Call) -> list[Document]:
    return [device.body() for device in call.protect.devices_of(family.kind).values() if family.holds(device)]


def _find(family: Family, call: Call) -> SimulatedDevice:
    device = call.device(family.kind, family.label)
    if not family.holds(device):
        raise not_found(family.label)
    return device


def _get(family: Family, call: Call) -> Document:
    return _find(family, call).body()


def _change(family: Family, call: Call) -> Document:
    device = _find(family, call)
    changes = dict(call.body)
    family.adjust(call, device, changes)
    device.change({name: changes.pop(name) for name in family.silent & changes.keys()}, silent=True)
    device.change(changes)
    return device.body()


def _adjust_camera(call: Call, camera: SimulatedDevice, changes: Document) -> None:
    message = changes.get("lcdMessage")
    if not isinstance(message, Mapping):
        return
    if not isinstance(camera.get("lcdMessage"), Mapping):
        raise invalid("The camera has no LCD screen")
    if message["type"] == "IMAGE" and message["text"] not in call.protect.files:
        raise invalid("No such image")
    default = round((call.now + call.protect.nvr.message_seconds) * 1000)
    changes["lcdMessage"] = {
        "type": message["type"],
        "text": _MESSAGES.get(str(message["type"])) or message["text"],
        "resetAt": message.get("resetAt", default),
    }


def _adjust_light(call: Call, light: SimulatedDevice, changes: Document) -> None:
    if "isLightForceEnabled" in changes:
        changes["isLightOn"] = changes["isLightForceEnabled"]


def _adjust_sensor(call: Call, sensor: SimulatedDevice, changes: Document) -> None:
    capabilities = sensor.get("featureFlags")
    for settings in _CAPABILITIES.keys() & changes.keys():
        if isinstance(capabilities, Mapping) and _CAPABILITIES[settings] not in capabilities:
            raise ProtectFailure(409, "This operation is not supported for this sensor")


def _adjust_chime(call: Call, chime: SimulatedDevice, changes: Document) -> None:
    ids = changes.get("cameraIds", [])
    rings = changes.get("ringSettings", [])
    named = [*ids] if isinstance(ids, list) else []
    named += [ring["cameraId"] for ring in rings] if isinstance(rings, list) else []
    if any(camera not in call.protect.cameras for camera in named):
        raise invalid("No such camera")


def _adjust_viewer(call: Call, viewer: SimulatedDevice, changes: Document) -> None:
    liveview = changes.get("liveview")
    if liveview is not None and liveview not in call.protect.liveviews:
        raise invalid("No such liveview")


def _is_hub(device: SimulatedDevice) -> bool:
    return device.get("isAlarmHub") is True


def _is_no_hub(device: SimulatedDevice) -> bool:
    return not _is_hub(device)


_FAMILIES = (
    Family(path="/v1/cameras", kind="camera", label="camera", adjust=_adjust_camera),
    Family(path="/v1/lights", kind="light", label="light", adjust=_adjust_light),
    Family(path="/v1/sensors", kind="sensor", label="sensor", adjust=_adjust_sensor),
    Family(path="/v1/chimes", kind="chime", label="chime", adjust=_adjust_chime),
    Family(path="/v1/viewers", kind="viewer", label="viewer", adjust=_adjust_viewer, silent=frozenset({"liveview"})),
    Family(path="/v1/sirens", kind="siren", label="siren"),
    Family(path="/v1/relays", kind="relay", label="relay"),
    Family(path="/v1/speakers", kind="speaker", label="speaker"),
    Family(path="/v1/fobs", kind="fob", label="fob"),
    Family(path="/v1/bridges", kind="bridge", label="bridge"),
    Family(path="/v1/link-stations", kind="linkstation", label="link station", holds=_is_no_hub),
    Family(path="/v1/alarm-hubs", kind="linkstation", label="alarm hub", holds=_is_hub),
)

HANDLERS: Mapping[str, Handler] = {
    name: handler
    for family in _FAMILIES
    for name, handler in (
        (f"GET {family.path}", partial(_list, family)),
        (f"GET {family.path}/{{id}}", partial(_get, family)),
        (f"PATCH {family.path}/{{id}}", partial(_change, family)),
    )
}
"""By operation."""

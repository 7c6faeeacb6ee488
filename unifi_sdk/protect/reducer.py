"""What a frame does to the state of every device: pure, without a socket, a clock or a task.

Models are immutable, and what a frame doesn't name is shared between the old and the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import attrs

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json
from unifi_sdk._core.patch import Patcher, is_same
from unifi_sdk._core.stream import Gap, Resynced
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect._state import Overlaid, replaced
from unifi_sdk.protect.frames import ADD, REMOVE, UPDATE, Frame
from unifi_sdk.protect.models.devices import AdoptedDevice, Device, ModelKey
from unifi_sdk.protect.models.kinds import DEVICE_MODELS

__all__ = [
    "Added",
    "Changed",
    "DeviceChange",
    "MirrorItem",
    "MirrorReducer",
    "Removed",
    "difference",
    "is_told_only",
]

_STATES: Final[frozenset[type]] = frozenset({dict, Overlaid})
"""Mappings that are known as such faster than others."""
_LISTED: Final = DEVICE_MODELS.keys() - {ModelKey.AI_PORT, ModelKey.AI_PROCESSOR}


@attrs.frozen
class Added:
    """There is a device that was not there before."""

    device: Device


@attrs.frozen
class Changed:
    """A device has changed.

    Args:
        old: What it was.
        new: What it is.
        fields: The names of the fields that differ; ``extra`` stands for keys and values that this SDK doesn't know.
    """

    old: Device = attrs.field(repr=False)
    new: Device
    fields: frozenset[str]


@attrs.frozen
class Removed:
    """A device is no longer there."""

    device: Device


DeviceChange: TypeAlias = Added | Changed | Removed
"""What can become of a device."""
MirrorItem: TypeAlias = DeviceChange | Gap | Resynced
"""What a `Mirror` yields."""
State: TypeAlias = Mapping[str, Device]


class MirrorReducer:
    """What a frame does to a state; pure.

    Args:
        codec: The application's.
    """

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._patcher = Patcher(codec)

    def reduce(self, state: State, frame: Frame) -> tuple[State, tuple[DeviceChange, ...]]:
        """The state after a frame, and what has changed; the same state when nothing has.

        Args:
            state: Devices by id.
            frame: What the socket said.

        Raises:
            KeyError: the frame updates a device that the state doesn't have, of a kind that can be listed.
            DecodeError: the frame is no device.
            ConfigurationError: it is no frame, or the state no mapping.
        """
        if not isinstance(frame, Frame):
            raise ConfigurationError(f"frame must be a Frame, not {type(frame).__name__}")
        _check_state("state", state)
        old, action = state.get(frame.id), frame.action
        if old is not None and action == UPDATE:
            return self._update(state, old, frame)
        if action == REMOVE:
            if old is None:
                return state, ()
            return {name: device for name, device in state.items() if name != frame.id}, (Removed(old),)
        is_first = old is None and action == UPDATE and is_told_only(frame.model_key)
        if action == ADD or is_first:
            new = self._codec.decode(DEVICE_MODELS.get(frame.model_key, AdoptedDevice), dict(frame.item))
        elif action == UPDATE:
            raise KeyError(frame.id)
        else:
            return state, ()
        change = _change(old, new)
        return (state, ()) if change is None else ({**state, frame.id: new}, (change,))

    def _update(self, state: State, old: Device, frame: Frame) -> tuple[State, tuple[DeviceChange, ...]]:
        new, names = self._patcher.compare(old, frame.item)
        if new is old:
            return state, ()
        change = _change(old, new) if names is None else _changed(old, new, frozenset(names))
        return (state, ()) if change is None else (replaced(state, frame.id, new), (change,))


def difference(old: State, new: State) -> list[DeviceChange]:
    """What has changed between two states: what is gone first, then what has changed or come, in the new order.

    Raises:
        ConfigurationError: a state is no mapping of ids to devices.
    """
    _check_state("old", old)
    _check_state("new", new)
    gone: list[DeviceChange] = [Removed(device) for name, device in old.items() if name not in new]
    changes = (_change(old.get(name), device) for name, device in new.items())
    return gone + [change for change in changes if change is not None]


def _check_state(name: str, state: object) -> None:
    if type(state) not in _STATES and not isinstance(state, Mapping):
        raise ConfigurationError(f"{name} must be a mapping of ids to devices, not {type(state).__name__}")


@checked
def is_told_only(model_key: str | None) -> bool:
    """Whether devices of a kind are known from the socket alone."""
    return bool(model_key) and model_key not in _LISTED


def _change(old: Device | None, new: Device) -> DeviceChange | None:
    if old is None:
        return Added(new)
    if old is new:
        return None
    if type(old) is not type(new):
        return Changed(old, new, frozenset({"model_key"}))
    values = ((name, getattr(old, name), getattr(new, name)) for name in _shape_of(type(new))[0])
    return _changed(
        old,
        new,
        frozenset(name for name, before, after in values if before is not after and not is_same(before, after)),
    )


def _changed(old: Device, new: Device, fields: frozenset[str]) -> Changed | None:
    if len(fields) > 1 and "extra" in fields and is_same(_unknown(old), _unknown(new)):
        fields -= {"extra"}
    return Changed(old, new, fields) if fields else None


def _unknown(device: Device) -> dict[str, Json]:
    """What a device has no field for; its extras also hold the nulls of fields that it has."""
    _, known = _shape_of(type(device))
    return {key: value for key, value in device.extra.items() if key not in known}


_SHAPES: Final[dict[object, tuple[tuple[str, ...], frozenset[str]]]] = {}


def _shape_of(model: type[Device]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names of a model's fields, and those that they have on the wire; made once."""
    shape = _SHAPES.get(model)
    if shape is None:
        names = tuple(a.name for a in attrs.fields(model))
        shape = _SHAPES[model] = names, frozenset(DIALECT.codec.wire_names(model).values())
    return shape

"""What the families of Protect devices do alike: they are listed, read and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import attrs

from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, no_endpoint, not_found

__all__ = ["Family", "is_any"]


def is_any(device: SimulatedDevice) -> bool:
    """Whether a device is a device."""
    return True


def _as_it_is(call: Call, device: SimulatedDevice, changes: Document) -> None:
    return None


@attrs.frozen(kw_only=True)
class Family:
    """One kind of device."""

    path: str
    """Of its list: `/v1/lights`."""
    kind: str
    """Its `modelKey`."""
    label: str
    """What it is called when it isn't found."""
    holds: Callable[[SimulatedDevice], bool] = is_any
    """Which of the kind belong to it."""
    adjust: Callable[[Call, SimulatedDevice, Document], None] = _as_it_is
    """Refuses or completes a change."""
    silent: frozenset[str] = frozenset()
    """What nobody is told when it changes."""
    is_listed_early: bool = False
    """Whether it has an empty list while the application starts, if families are missing then; others answer HTTP 404."""

    def handlers(self) -> Mapping[str, Handler]:
        """What performs its three operations."""
        return {
            f"GET {self.path}": partial(_list, self),
            f"GET {self.path}/{{id}}": partial(_get, self),
            f"PATCH {self.path}/{{id}}": partial(_change, self),
        }

    def find(self, call: Call) -> SimulatedDevice:
        """The device in the path.

        Raises:
            ProtectFailure: 404, there is none.
        """
        device = call.device(self.kind, self.label)
        if not self.holds(device):
            raise not_found(self.label)
        return device


def _list(family: Family, call: Call) -> list[Document]:
    if call.protect.lacks_families:
        if family.is_listed_early:
            return []
        raise no_endpoint()
    return [device.body() for device in call.protect.devices_of(family.kind).values() if family.holds(device)]


def _get(family: Family, call: Call) -> Document:
    return family.find(call).body()


def _change(family: Family, call: Call) -> Document:
    device = family.find(call)
    changes = dict(call.body)
    family.adjust(call, device, changes)
    device.change({name: changes.pop(name) for name in family.silent & changes.keys()}, silent=True)
    device.change(changes)
    return device.body()

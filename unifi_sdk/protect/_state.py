"""Every device of a moment: a mapping that never changes, and of which one with another device is made in next to no time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from unifi_sdk.protect.models.devices import Device

__all__ = ["Overlaid", "replaced"]


class Overlaid(Mapping[str, Device]):
    """Many devices that are shared with earlier states, under the few that have changed since.

    To copy all devices for each message would take the longer the more there are. So only the few are copied, and once there
    are more of them than the square root of all, all are.
    """

    __slots__ = ("_many", "_recent")

    def __init__(self, many: dict[str, Device], recent: dict[str, Device]) -> None:
        self._many = many
        self._recent = recent

    def __getitem__(self, name: str) -> Device:
        return self._recent[name] if name in self._recent else self._many[name]

    def get(self, name: str, default: object = None) -> Any:
        return self._recent.get(name) or self._many.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._many)

    def __len__(self) -> int:
        return len(self._many)

    def __contains__(self, name: object) -> bool:
        return name in self._many

    def __repr__(self) -> str:
        return repr({**self._many, **self._recent})

    def with_device(self, name: str, device: Device) -> Overlaid:
        recent = {**self._recent, name: device}
        if len(recent) ** 2 <= len(self._many):
            return Overlaid(self._many, recent)
        return Overlaid({**self._many, **recent}, {})


def replaced(state: Mapping[str, Device], name: str, device: Device) -> Mapping[str, Device]:
    """A state with another device in the place of one that is there.

    Args:
        state: Devices by id; what becomes of it afterwards is nothing to the new one.
        name: The id.
        device: The device as it is now.
    """
    return (state if isinstance(state, Overlaid) else Overlaid({**state}, {})).with_device(name, device)

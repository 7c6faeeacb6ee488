"""What the resources of the classic API have in common."""

from __future__ import annotations

from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.clock import Clock
from unifi_sdk.network.classic._application import Room

__all__ = ["ClassicResource"]


class ClassicResource:
    """A resource of one site in the classic API."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, room: Room) -> None:
        self._room = room
        self._v1 = room.v1
        self._v2 = room.v2

    @property
    def clock(self) -> Clock:
        """Tells the time and waits."""
        return self._v1.transport.clock

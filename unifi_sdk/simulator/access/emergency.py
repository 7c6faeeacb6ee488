"""The simulated emergency settings of Access, for all doors at once (reference 7.12, 7.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.wire import Operation, Reply, read_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess


class EmergencyOperations:
    """Lockdown and evacuation.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield Operation("GET", "/doors/settings/emergency", "view:space", self.get_emergency)
        yield Operation("PUT", "/doors/settings/emergency", "edit:space", self.set_emergency)

    async def get_emergency(self, request: web.Request) -> Reply:
        """Reference 7.13."""
        return Reply({"evacuation": self._access.evacuation, "lockdown": self._access.lockdown})

    async def set_emergency(self, request: web.Request) -> Reply:
        """Reference 7.12: both flags at once; a flag that is left out becomes false."""
        body = await read_body(request)
        lockdown, evacuation = body.flag("lockdown"), body.flag("evacuation")
        self._access.lockdown, self._access.evacuation = lockdown, evacuation
        return Reply("success")

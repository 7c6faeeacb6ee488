"""The simulated notification socket of Access (reference 11.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access import frames as frames
from unifi_sdk.simulator.access.wire import Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess


class NotificationOperations:
    """The socket on which the application tells what happens.

    Args:
        access: What happens, and who listens.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield Operation("GET", "/devices/notifications", "view:device", self.listen)

    async def listen(self, request: web.Request) -> web.WebSocketResponse:
        """Reference 11.1: the first event counts the log."""
        data = {"top_log_count": len(self._access.journal.entries)}
        return await self._access.notifications.serve(request, frames.notification("access.base.info", "", data))

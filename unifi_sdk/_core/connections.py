"""The TCP sockets of a connector that is made here, none of which outlives it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

if TYPE_CHECKING:
    from aiohttp.connector import AddrInfoType

__all__ = ["Connections"]

_MOST_TURNS: Final = 20
"""Of the event loop, until the transports of sockets that were cut are closed; three do."""


class Connections:
    """Makes the sockets of a connector, as its ``socket_factory``, and cuts what is left of them at the end.

    A TLS connection that was given up, as after a timeout or a cancellation, says goodbye and waits for the answer: for half
    a minute where the console has none. aiohttp forgets it at once, so that closing a connector leaves it open.
    """

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()

    def __call__(self, address: AddrInfoType) -> socket.socket:
        """Make the socket for an address."""
        family, kind, protocol, _, _ = address
        made = socket.socket(family, kind, protocol)
        self._sockets.add(made)
        return made

    async def end(self) -> None:
        """Cut every connection that is still there, once its connector is closed."""
        left = self._open()
        for one in left:
            with suppress(OSError):  # it was never connected, or is not any more
                one.shutdown(socket.SHUT_RDWR)
        for _ in range(_MOST_TURNS if left else 0):
            await asyncio.sleep(0)
            if not self._open():
                return

    def _open(self) -> list[socket.socket]:
        return [one for one in self._sockets if one.fileno() != -1]

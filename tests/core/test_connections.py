"""No connection outlives its client, whatever the console makes of the goodbye."""

from __future__ import annotations

import asyncio
import os
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.support.calls import Caller
from tests.support.certificates import certificate
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.connections import Connections
from unifi_sdk.trust import Pinned


class Deaf:
    """A console that reads one request and answers nothing any more: no request, and no goodbye."""

    def __init__(self) -> None:
        self.has_read = threading.Event()
        self.is_cut = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def stop(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with suppress(OSError):
            raw, _ = self._listener.accept()
            with certificate().context.wrap_socket(raw, server_side=True) as connection:
                connection.recv(65536)
                self.has_read.set()
                end = time.monotonic() + 5
                while time.monotonic() < end:  # past TLS, which would answer
                    if select.select([connection], [], [], 0.1)[0] and not os.read(connection.fileno(), 65536):
                        self.is_cut.set()
                        return


@pytest.fixture
def deaf() -> Iterator[Deaf]:
    console = Deaf()
    yield console
    console.stop()


async def test_closing_a_client_cuts_what_a_cancelled_call_has_left_behind(deaf: Deaf):
    async with Caller(deaf.port, Pinned(certificate().fingerprint), clock=SystemClock()) as call:
        task = asyncio.create_task(call.send())
        await asyncio.to_thread(deaf.has_read.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not deaf.is_cut.is_set()
        left = list(call.transport._connections._sockets)
        assert [one.fileno() != -1 for one in left] == [True]
    assert [one.fileno() for one in left] == [-1]
    assert await asyncio.to_thread(deaf.is_cut.wait, 5)


async def test_what_was_never_connected_is_closed_by_whoever_has_it():
    connections = Connections()
    with connections((socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 1))) as made:
        async with asyncio.timeout(5):
            await connections.end()
        assert made.fileno() != -1
    await connections.end()

"""A TLS server that does with each request what a script says, and remembers every byte that it was sent."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

import attrs

from tests.support.certificates import ServerCertificate, certificate


@attrs.frozen
class RawRequest:
    """One request as it came."""

    head: bytes
    body: bytes

    @property
    def verb(self) -> str:
        return self.head.split(b" ", 1)[0].decode()

    @property
    def target(self) -> str:
        return self.head.split(b" ", 2)[1].decode()

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name
        }


@attrs.define
class Peer:
    """The connection that a step writes to."""

    request: RawRequest
    writer: asyncio.StreamWriter
    stopped: asyncio.Event

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def abort(self) -> None:
        self.writer.transport.abort()


Step = Callable[[Peer], Awaitable[None]]


def raw(data: bytes, *, close: bool = False) -> Step:
    """Send exactly these bytes."""

    async def act(peer: Peer) -> None:
        await peer.send(data)
        if close:
            peer.writer.close()

    return act


def answer(status: int = 200, body: object = b"{}", headers: Mapping[str, str] | None = None) -> Step:
    """A complete answer; what is no bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = {"Content-Type": "application/json", "Content-Length": str(len(content))} | dict(headers or {})
    return raw(_head(status, lines) + content)


def chunked(status: int, chunks: list[bytes], headers: Mapping[str, str] | None = None) -> Step:
    """An answer in chunks, without a Content-Length unless the headers give one."""
    lines = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"} | dict(headers or {})
    content = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    return raw(_head(status, lines) + content + b"0\r\n\r\n")


def zipped(status: int, body: bytes) -> Step:
    """An answer compressed with gzip."""
    return answer(status, gzip.compress(body, 1), {"Content-Encoding": "gzip"})


def drop(sent: bytes = b"") -> Step:
    """Cut the connection, after these bytes of an answer."""

    async def act(peer: Peer) -> None:
        if sent:
            await peer.send(sent)
            peer.writer.close()
        else:
            peer.abort()

    return act


def reset() -> Step:
    """Cut the connection in the rough way, with a TCP reset."""

    async def act(peer: Peer) -> None:
        peer.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.abort()

    return act


def hang(sent: bytes = b"") -> Step:
    """Say nothing more, and leave the connection open."""

    async def act(peer: Peer) -> None:
        if sent:
            await peer.send(sent)
        await peer.stopped.wait()

    return act


class RawServer:
    """Listens on a loopback port; use it in ``async with``.

    Args:
        script: What happens to the first request, the second, and so on; the last step is for all that follow.
        presented: The certificate; one that all such servers share when left out.
    """

    def __init__(self, *script: Step, presented: ServerCertificate | None = None) -> None:
        self.script = list(script) or [answer()]
        self.certificate = presented or certificate()
        self.requests: list[RawRequest] = []
        self.received = bytearray()
        self.connections = 0
        self.port = 0
        self._stopped = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, ssl=self.certificate.context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop_listening()
        self._stopped.set()
        for writer in self._writers:
            writer.transport.abort()
        if not self.connections:
            await asyncio.sleep(0.01)  # somebody may be in the middle of a handshake
        await self.all_closed()

    def stop_listening(self) -> None:
        """Refuse new connections; those that exist go on."""
        self._server.close()

    @property
    def open_connections(self) -> int:
        return len(self._writers)

    async def arrived(self, count: int = 1) -> None:
        """Wait until this many requests have arrived."""
        await until(lambda: len(self.requests) >= count)

    async def met_and_told_nothing(self) -> bool:
        """Wait until somebody has connected and gone again; whether not one byte of a request had come by then."""
        await until(lambda: self.connections > 0 and self.open_connections == 0)
        return not self.received

    async def all_closed(self) -> None:
        """Wait until no connection is open."""
        await until(lambda: self.open_connections == 0)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._stopped.is_set():
            writer.transport.abort()
            return
        self.connections += 1
        self._writers.add(writer)
        try:
            await self._serve(reader, writer)
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.transport.abort()
            self._writers.discard(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            head = await reader.readuntil(b"\r\n\r\n")
            self.received += head
            length = RawRequest(head, b"").headers.get("content-length", "0")
            body = await reader.readexactly(int(length))
            self.received += body
            request = RawRequest(head, body)
            step = self.script[min(len(self.requests), len(self.script) - 1)]
            self.requests.append(request)
            await self._run(step, Peer(request, writer, self._stopped), reader)

    async def _run(self, step: Step, peer: Peer, reader: asyncio.StreamReader) -> None:
        """A step, ended early when the client hangs up."""
        work = asyncio.ensure_future(step(peer))
        gone = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for future in (work, gone):
                future.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)


async def until(reached: Callable[[], bool]) -> None:
    """Wait, up to five seconds, until something is so."""
    async with asyncio.timeout(5):
        while not reached():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Scripted\r\n{lines}\r\n".encode("latin-1")

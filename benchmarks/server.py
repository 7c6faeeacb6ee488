"""A TLS server with answers made beforehand, in a process of its own, so that only the clients are measured."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from urllib.parse import parse_qs, urlsplit

import attrs

from unifi_sdk.simulator.certificates import make_certificate

PREFIX = "/proxy/network/integration"
SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
PAGE = 200


@attrs.frozen
class Server:
    """A running server: where it listens and which certificate it has."""

    port: int
    fingerprint: str
    client_id: str


def make_clients(count: int) -> list[dict[str, object]]:
    """Connected clients as the specification has them, half of them guests."""
    return [
        {
            "type": "WIRELESS",
            "id": str(uuid.UUID(int=number + (1 << 100))),
            "name": f"Client {number}",
            "connectedAt": "2026-10-19T10:09:31Z",
            "ipAddress": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            "macAddress": ":".join(f"{number >> shift & 255:02x}" for shift in (40, 32, 24, 16, 8, 0)),
            "uplinkDeviceId": str(uuid.UUID(int=7 << 90)),
            "access": {"type": "GUEST", "authorized": False} if number % 2 else {"type": "DEFAULT"},
        }
        for number in range(count)
    ]


@contextmanager
def serve(count: int) -> Iterator[Server]:
    """Run a server with a number of clients; below /slow it answers 5 ms late."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(count, theirs), daemon=True)
    process.start()
    try:
        yield Server(*ours.recv())
    finally:
        process.terminate()
        process.join()


def _run(count: int, pipe: Connection) -> None:
    certificate = make_certificate()
    asyncio.run(_serve(count, pipe, certificate.server_context(), certificate.fingerprint))


async def _serve(count: int, pipe: Connection, context: ssl.SSLContext, fingerprint: str) -> None:
    clients = make_clients(count)
    answers = _answers(clients)
    server = await asyncio.get_running_loop().create_server(lambda: _Http(answers), "127.0.0.1", 0, ssl=context)
    pipe.send((server.sockets[0].getsockname()[1], fingerprint, clients[0]["id"]))
    await server.serve_forever()


def _answers(clients: list[dict[str, object]]) -> dict[tuple[str, int], bytes]:
    base = f"{PREFIX}/v1/sites/{SITE}/clients"
    answers = {(f"{base}/{clients[0]['id']}", 0): _encode(clients[0])}
    for offset in range(0, len(clients), PAGE):
        data = clients[offset : offset + PAGE]
        page = {"offset": offset, "limit": PAGE, "count": len(data), "totalCount": len(clients), "data": data}
        answers[base, offset] = _encode(page)
    return answers


def _encode(document: object) -> bytes:
    body = json.dumps(document, separators=(",", ":")).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


class _Http(asyncio.Protocol):
    """Just enough HTTP: requests without a body, answered from a table, late when the path begins with /slow."""

    def __init__(self, answers: dict[tuple[str, int], bytes]) -> None:
        self._answers = answers
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._answer(head.split(b" ", 2)[1].decode())

    def _answer(self, target: str) -> None:
        parts = urlsplit(target)
        offset = int(parse_qs(parts.query).get("offset", ["0"])[0])
        path = parts.path.removeprefix("/slow")
        answer = self._answers[path, offset]
        if path == parts.path:
            self._transport.write(answer)
        else:
            asyncio.get_running_loop().call_later(0.005, self._transport.write, answer)

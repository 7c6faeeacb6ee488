"""A console's answers, made beforehand, from a process and a core of its own: only what asks is measured."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import multiprocessing
import os
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from urllib.parse import parse_qs, urlsplit

from benchmarks.documents import Document, many
from benchmarks.messages import make_changes, make_events, make_notifications
from benchmarks.places import ACCESS, ANSWERS_LATE, NETWORK, SITE, Server
from unifi_sdk.simulator.certificates import make_certificate

__all__ = ["pin", "serve"]

_LATE = 0.005
_CHUNK = 64 * 1024
_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def pin(place: int) -> None:
    """Keep this process on one core of those that it may use, counted from either end, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[place]})


@contextmanager
def serve(samples: Mapping[str, list[Document]]) -> Iterator[Server]:
    """Run the server.

    Args:
        samples: Some documents of each kind, see `documents.collect`.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(samples, theirs), daemon=True)
    process.start()
    try:
        yield Server(*ours.recv())
    finally:
        process.terminate()
        process.join()


def _run(samples: Mapping[str, list[Document]], pipe: Connection) -> None:
    pin(0)
    certificate = make_certificate()
    asyncio.run(_serve(samples, pipe, certificate.server_context(), certificate.fingerprint))


async def _serve(
    samples: Mapping[str, list[Document]], pipe: Connection, context: ssl.SSLContext, fingerprint: str
) -> None:
    answers = _Answers(samples)
    server = await asyncio.get_running_loop().create_server(lambda: _Http(answers), "127.0.0.1", 0, ssl=context)
    pipe.send((server.sockets[0].getsockname()[1], fingerprint))
    await server.serve_forever()


class _Answers:
    """From a target to the bytes of its answer, each made once.

    The first segment of a path may say how many there are: ``/500/proxy/...``.
    """

    def __init__(self, samples: Mapping[str, list[Document]]) -> None:
        self._samples = samples
        self._made: dict[str, bytes] = {}
        self._items: dict[tuple[str, int], list[bytes]] = {}

    def http(self, target: str) -> bytes:
        """The answer to a GET."""
        made = self._made.get(target)
        if made is None:
            body = self._body(*_split(target))
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            made = self._made[target] = head + body
        return made

    def frames(self, target: str) -> bytes:
        """The messages that a WebSocket carries, as they are written to it."""
        made = self._made.get(target)
        if made is None:
            _, count, path = _split(target)
            made = self._made[target] = b"".join(map(_frame, self._messages(path, count)))
        return made

    def _messages(self, path: str, count: int) -> Iterator[Document]:
        if path.endswith("/subscribe/events"):
            return make_events(50_000)
        if path.endswith("/subscribe/devices"):
            return make_changes([document["id"] for document in many(self._samples["cameras"], count)], 50_000)
        return make_notifications(20_000)

    def _body(self, query: Mapping[str, int], count: int, path: str) -> bytes:
        kind = path.rpartition("/")[2]
        if path.startswith(NETWORK):
            if path == f"{NETWORK}/v1/sites":
                return _page([_encode({"id": SITE, "internalReference": "default", "name": "Default"})], 0, 25)
            items = self._many(kind if kind in self._samples else "clients", count)
            is_list = kind in self._samples
            return _page(items, query["offset"], query["limit"]) if is_list else items[0]
        if kind == "nvrs":
            return _encode({"id": "66e000000000000000000001", "modelKey": "nvr", "name": "Recorder"})
        items = self._many(kind, count) if kind in self._samples else []
        if not path.startswith(ACCESS):
            return b"[%b]" % b",".join(items)
        number, size = query.get("page_num", 1), query.get("page_size", len(items) or 1)
        data = b",".join(items[(number - 1) * size : number * size])
        told = _encode({"page_num": number, "page_size": size, "total": len(items)})
        return b'{"code":"SUCCESS","msg":"success","data":[%b],"pagination":%b}' % (data, told)

    def _many(self, kind: str, count: int) -> list[bytes]:
        items = self._items.get((kind, count))
        if items is None:
            items = self._items[kind, count] = [_encode(document) for document in many(self._samples[kind], count)]
        return items


def _split(target: str) -> tuple[dict[str, int], int, str]:
    """The query, how many there are, and the path without that."""
    parts = urlsplit(target)
    query = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
    path = parts.path.removeprefix(ANSWERS_LATE)
    first, _, rest = path[1:].partition("/")
    return (query, int(first), f"/{rest}") if first.isdigit() else (query, 1, path)


def _page(items: list[bytes], offset: int, limit: int) -> bytes:
    data = items[offset : offset + limit]
    told = (offset, limit, len(data), len(items), b",".join(data))
    return b'{"offset":%d,"limit":%d,"count":%d,"totalCount":%d,"data":[%b]}' % told


def _encode(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()


def _frame(message: object) -> bytes:
    payload = _encode(message)
    if len(payload) < 126:
        return bytes((0x81, len(payload))) + payload
    return b"\x81\x7e" + len(payload).to_bytes(2, "big") + payload


class _Http(asyncio.Protocol):
    """Just enough HTTP and WebSocket: requests without a body, and messages as fast as they are taken."""

    def __init__(self, answers: _Answers) -> None:
        self._answers = answers
        self._buffer = b""
        self._waiting: Iterator[bytes] = iter(())
        self._is_socket = False
        self._may_write = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._is_socket:
            if data[0] == 0x88:
                self._transport.write(b"\x88\x00")
                self._transport.close()
            return
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            target = head.split(b" ", 2)[1].decode()
            if b"websocket" in head.lower():
                self._open(head, target)
            elif target.startswith(ANSWERS_LATE):
                write: Callable[[bytes], None] = self._transport.write
                asyncio.get_running_loop().call_later(_LATE, write, self._answers.http(target))
            else:
                self._transport.write(self._answers.http(target))

    def _open(self, head: bytes, target: str) -> None:
        lines = (line.partition(b":") for line in head.split(b"\r\n"))
        key = next(value.strip() for name, _, value in lines if name.lower() == b"sec-websocket-key")
        accept = base64.b64encode(hashlib.sha1(key + _MAGIC).digest())
        self._transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: %b\r\n\r\n" % accept
        )
        frames = self._answers.frames(target)
        self._is_socket = True
        self._waiting = (frames[place : place + _CHUNK] for place in range(0, len(frames), _CHUNK))
        self._write_on()

    def _write_on(self) -> None:
        while self._may_write and not self._transport.is_closing():
            chunk = next(self._waiting, None)
            if chunk is None:
                return
            self._transport.write(chunk)

    def pause_writing(self) -> None:
        self._may_write = False

    def resume_writing(self) -> None:
        self._may_write = True
        self._write_on()

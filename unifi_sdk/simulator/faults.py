"""Make the console misbehave: answer late, not at all, cut off, or with something that no client expects."""

from __future__ import annotations

import asyncio
import fnmatch
import gzip
import io
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

import attrs
from aiohttp import hdrs, web

__all__ = ["SPA_SHELL", "Fault", "Faults", "FiredFault", "Handler"]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Act = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]

SPA_SHELL = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>UniFi OS</title></head>'
    '<body><div id="app"></div><script src="/static/app.js"></script></body></html>'
)
"""The web page that UniFi OS serves for whatever it doesn't know, with HTTP 200."""

_BLOCK = 64 * 1024


@attrs.frozen
class Fault:
    """One way to misbehave; made by the class methods below, armed with `Faults.add`."""

    text: str
    """How it was made, for instance `status(503)`."""
    _act: _Act = attrs.field(repr=False, eq=False)

    def __str__(self) -> str:
        return self.text

    async def apply(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer one request in this way; `handler` is what would have answered it."""
        return await self._act(request, handler)

    @classmethod
    def delay(cls, seconds: float, *, then: Fault | None = None) -> Fault:
        """Wait (in real time), then handle the request as usual or go on with another fault.

        Args:
            seconds: How long, in seconds.
            then: What happens after the wait; the request is answered as usual if left out.
        """
        return cls(f"delay({seconds})" + (f", then {then}" if then else ""), partial(_delay, seconds, then))

    @classmethod
    def drop(cls) -> Fault:
        """Close the connection without doing anything: the request is not executed and there is no answer."""
        return cls("drop()", _drop)

    @classmethod
    def lose_answer(cls) -> Fault:
        """Execute the request, then close the connection before the first byte of the answer."""
        return cls("lose_answer()", _lose_answer)

    @classmethod
    def cut_body(cls, after: int) -> Fault:
        """Execute the request, announce the full length, and close the connection in the middle of the body.

        Args:
            after: How many bytes of the body are sent.
        """
        return cls(f"cut_body({after})", partial(_cut_body, after))

    @classmethod
    def status(cls, status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Fault:
        """Answer with this status instead of executing the request.

        Args:
            status: HTTP status.
            body: Text is sent as it is, `None` as an empty body, anything else as JSON.
            headers: Further headers.
        """
        return cls(f"status({status})", partial(_status, status, body, dict(headers or {})))

    @classmethod
    def answer_instead(cls, status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Fault:
        """Execute the request, then answer this in place of its own answer.

        Args:
            status: HTTP status.
            body: As for `status`.
            headers: Further headers.
        """
        answer = partial(_status, status, body, dict(headers or {}))
        return cls(f"answer_instead({status})", partial(_answer_instead, answer))

    @classmethod
    def rate_limit(cls, retry_after: str | None = "1", *, window_ms: int | None = None) -> Fault:
        """Refuse with 429 instead of executing the request.

        Args:
            retry_after: The `Retry-After` header as it stands on the wire; no such header if `None`.
            window_ms: `windowMs` of the body, in milliseconds; not in the body if `None`.
        """
        body = {"error": "Too many requests"} | ({} if window_ms is None else {"windowMs": window_ms})
        headers: dict[str, str] = {} if retry_after is None else {hdrs.RETRY_AFTER: retry_after}
        return cls(f"rate_limit({retry_after!r})", partial(_status, 429, body, headers))

    @classmethod
    def html(cls, status: int = 200) -> Fault:
        """Answer with the web page of UniFi OS, as a console does whose application is missing or still starting."""
        return cls.body(SPA_SHELL.encode(), content_type="text/html", status=status)

    @classmethod
    def redirect(cls, location: str) -> Fault:
        """Answer 302 with this `Location`."""
        return cls(f"redirect({location!r})", partial(_status, 302, None, {"Location": location}))

    @classmethod
    def oversized(cls, size_bytes: int) -> Fault:
        """Answer with valid JSON of exactly this size, sent in chunks without a `Content-Length`.

        Args:
            size_bytes: Size of the body in bytes; at least 4.
        """
        return cls(f"oversized({size_bytes})", partial(_oversized, size_bytes))

    @classmethod
    def compressed(cls, expanded_bytes: int) -> Fault:
        """Answer with a small gzip body that expands to valid JSON of exactly this size.

        Args:
            expanded_bytes: Size of the body after decompression, in bytes; at least 4.
        """
        return cls(f"compressed({expanded_bytes})", partial(_compressed, expanded_bytes))

    @classmethod
    def body(cls, raw: bytes, *, content_type: str = "application/json", status: int = 200) -> Fault:
        """Answer with exactly these bytes instead of executing the request."""
        return cls(f"body({len(raw)} bytes, {content_type}, {status})", partial(_body, raw, content_type, status))


@attrs.frozen
class FiredFault:
    """A fault that met a request."""

    fault: Fault
    listener: str
    verb: str
    path: str
    """As it was sent: still percent-encoded, without the query."""


@attrs.define
class _Armed:
    fault: Fault
    match: re.Pattern[str]
    left: int | None
    skip: int

    def meets(self, line: str) -> bool:
        if self.left == 0 or not self.match.fullmatch(line):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.left is not None:
            self.left -= 1
        return True


class Faults:
    """The faults that wait for a request; each request meets at most one of them, the one that was armed first."""

    def __init__(self) -> None:
        self.fired: list[FiredFault] = []
        """Every fault that met a request, in order."""
        self._armed: list[_Armed] = []

    def add(self, fault: Fault, match: str = "*", times: int | None = 1, *, skip: int = 0) -> None:
        """Let the next matching requests meet this fault.

        Args:
            fault: What happens.
            match: `VERB path`, where `*` and `?` stand for any text and any character, and the path is the one on the
                wire without its query: `PUT /api/v1/developer/doors/*/unlock`. `*` alone matches every request.
            times: For how many requests; `None` until `clear()`.
            skip: How many matching requests are let through first.

        Raises:
            ValueError: `match` has no verb, or a number is negative.
        """
        if match != "*" and not re.fullmatch(r"\S+ /\S*|\S+ \*", match):
            raise ValueError(f"match must be '*' or 'VERB /path', not {match!r}")
        if skip < 0 or (times is not None and times < 1):
            raise ValueError("times must be at least 1, skip at least 0")
        self._armed.append(_Armed(fault, re.compile(fnmatch.translate(match), re.DOTALL), times, skip))

    def clear(self) -> None:
        """Disarm every fault; `fired` stays."""
        self._armed.clear()

    @property
    def pending(self) -> list[Fault]:
        """What is armed and hasn't been used up, oldest first."""
        return [armed.fault for armed in self._armed]

    def take(self, listener: str, verb: str, path: str) -> Fault | None:
        """The fault that this request meets, if any; counts it as used."""
        for armed in self._armed:
            if armed.meets(f"{verb} {path}"):
                if armed.left == 0:
                    self._armed.remove(armed)
                self.fired.append(FiredFault(armed.fault, listener, verb, path))
                return armed.fault
        return None


async def _delay(seconds: float, then: Fault | None, request: web.Request, handler: Handler) -> web.StreamResponse:
    await asyncio.sleep(seconds)
    return await (then.apply(request, handler) if then else handler(request))


async def _drop(request: web.Request, handler: Handler) -> web.StreamResponse:
    return _hang_up(request)


async def _lose_answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    with suppress(web.HTTPException):
        await handler(request)
    return _hang_up(request)


async def _cut_body(after: int, request: web.Request, handler: Handler) -> web.StreamResponse:
    whole = await handler(request)
    if not isinstance(whole, web.Response) or not isinstance(whole.body, bytes):
        return _hang_up(request)
    cut = web.StreamResponse(status=whole.status, headers=whole.headers)
    cut.content_length = len(whole.body)
    await cut.prepare(request)
    await cut.write(whole.body[:after])
    if request.transport is not None:
        request.transport.close()  # unlike abort, it sends what is still buffered
    return cut


async def _status(
    status: int, body: object, headers: Mapping[str, str], request: web.Request, handler: Handler
) -> web.StreamResponse:
    if body is None or isinstance(body, str):
        return web.Response(status=status, text=body, headers=headers)
    return web.json_response(body, status=status, headers=headers)


async def _answer_instead(answer: _Act, request: web.Request, handler: Handler) -> web.StreamResponse:
    with suppress(web.HTTPException):
        await handler(request)
    return await answer(request, handler)


async def _body(
    raw: bytes, content_type: str, status: int, request: web.Request, handler: Handler
) -> web.StreamResponse:
    return web.Response(status=status, body=raw, headers={hdrs.CONTENT_TYPE: content_type})


async def _oversized(size: int, request: web.Request, handler: Handler) -> web.StreamResponse:
    response = web.StreamResponse(headers={hdrs.CONTENT_TYPE: "application/json"})
    await response.prepare(request)
    for block in _json_of(size):
        await response.write(block)
    return response


async def _compressed(size: int, request: web.Request, handler: Handler) -> web.StreamResponse:
    body = await asyncio.to_thread(_gzip_of, size)
    headers = {hdrs.CONTENT_TYPE: "application/json", hdrs.CONTENT_ENCODING: "gzip"}
    return web.Response(body=body, headers=headers)


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _gzip_of(size: int) -> bytes:
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=6, mtime=0) as compressor:
        for block in _json_of(size):
            compressor.write(block)
    return target.getvalue()


def _json_of(size: int) -> Sequence[bytes]:
    """Valid JSON of exactly this many bytes: a list with one long text, in blocks."""
    filling, rest = divmod(max(size, 4) - 4, _BLOCK)
    return [b'["', *[b"x" * _BLOCK] * filling, b"x" * rest, b'"]']

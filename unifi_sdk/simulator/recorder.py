"""What reached the console, in order, with credentials blacked out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import attrs
from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy

__all__ = ["RecordedRequest", "Recorder"]

_MASK = "***"
_CREDENTIAL_HEADERS = frozenset(
    {"authorization", "cookie", "proxy-authorization", "x-api-key", "x-csrf-token", "x-access-token"}
)
_CREDENTIAL_PARAMETERS = frozenset({"accesskey", "access_key", "access_token", "api_key", "apikey", "token"})


@attrs.frozen(eq=False)
class RecordedRequest:
    """One request whose headers arrived, whatever became of it."""

    listener: str
    """The door it came in by: `unifi`, `access` or `legacy`."""
    verb: str
    path: str
    """As it was sent: still percent-encoded, without the query."""
    query: list[tuple[str, str]]
    """Decoded name and value pairs, in the order they were sent."""
    headers: Mapping[str, str] = attrs.field(repr=False)
    """Case-insensitive; the value of every header that carries a credential is `***`."""
    _received: bytearray = attrs.field(factory=bytearray, repr=False)

    @property
    def body(self) -> bytes:
        """What has arrived of the body; always empty for multipart uploads, which stream straight to their handler."""
        return bytes(self._received)

    @property
    def json(self) -> object:
        """The body, parsed.

        Raises:
            ValueError: it isn't JSON.
        """
        return json.loads(self._received)


class Recorder:
    """Keeps the last requests of one console.

    Args:
        limit: How many requests are kept; the oldest goes first.
    """

    def __init__(self, limit: int = 10_000) -> None:
        self.requests: list[RecordedRequest] = []
        self._limit = limit
        self._secrets: tuple[bytes, ...] = ()

    def conceal(self, secrets: Iterable[str]) -> None:
        """Black these values out wherever they occur, in addition to what is known to be a credential by its name."""
        self._secrets = tuple(secret.encode() for secret in secrets if secret)

    async def record(self, listener: str, request: web.Request) -> None:
        """Note a request at its headers, then its body once that is complete."""
        entry = RecordedRequest(
            listener=listener,
            verb=request.method,
            path=self._masked(request.raw_path.partition("?")[0]),
            query=[(name, self._parameter(name, value)) for name, value in request.query.items()],
            headers=self._headers(request),
        )
        self.requests.append(entry)
        if len(self.requests) > self._limit:
            del self.requests[0]
        if request.can_read_body and not request.content_type.startswith("multipart/"):
            entry._received.extend(self._masked_bytes(await request.read()))

    def _headers(self, request: web.Request) -> Mapping[str, str]:
        headers: CIMultiDict[str] = CIMultiDict()
        for name, value in request.headers.items():
            headers.add(name, _MASK if name.lower() in _CREDENTIAL_HEADERS else self._masked(value))
        return CIMultiDictProxy(headers)

    def _parameter(self, name: str, value: str) -> str:
        return _MASK if name.lower() in _CREDENTIAL_PARAMETERS else self._masked(value)

    def _masked(self, text: str) -> str:
        return self._masked_bytes(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")

    def _masked_bytes(self, data: bytes) -> bytes:
        for secret in self._secrets:
            data = data.replace(secret, _MASK.encode())
        return data

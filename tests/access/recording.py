"""UniFi Access on a transport without a socket: what was to be sent, to the byte, and any answer."""

from __future__ import annotations

import json
from collections import deque

import attrs
from yarl import URL

from tests.support.recording import RecordingTransport
from unifi_sdk._core.transport import Request, Response
from unifi_sdk._core.writes import check_write
from unifi_sdk.access import AccessClient
from unifi_sdk.retry import Safety

__all__ = ["Sent", "Wire"]

JSON = "application/json"


@attrs.frozen
class Sent:
    """What was to be sent.

    Args:
        line: Verb and path below the base, still percent-encoded.
        query: The decoded query, in order.
        body: The decoded JSON body, None when there was none; the bytes of a form.
        safety: Whether it may be repeated.
        request: The whole of it.
    """

    line: str
    query: list[tuple[str, str]]
    body: object
    safety: Safety
    request: Request


class Wire(RecordingTransport):
    """Answers in the order of `data`, `envelope` and `file`; ``sent`` has every request."""

    def __init__(self, *, read_only: bool = False) -> None:
        super().__init__(read_only=read_only)
        self.sent: list[Sent] = []  # type: ignore[assignment]
        self._queue: deque[Response] = deque()
        self.access = AccessClient("console.test", token="fake-token-0123456789", _transport=self)

    def data(self, *documents: object, resent: bool = False) -> None:
        """Answer with each of these in the envelope of a success."""
        for document in documents:
            self.envelope({"code": "SUCCESS", "msg": "succ", "data": document}, resent=resent)

    def done(self) -> None:
        """Answer with a success that carries nothing."""
        self.envelope({"code": "SUCCESS", "msg": "success"})

    def refuse(self, code: str, *, resent: bool = False) -> None:
        """Answer with a refusal, with HTTP 200 as consoles do."""
        self.envelope({"code": code, "msg": "no", "data": None}, resent=resent)

    def envelope(self, document: object, *, resent: bool = False) -> None:
        """Answer with this."""
        self._queue.append(Response(200, {"Content-Type": JSON}, json.dumps(document).encode(), resent))

    def file(self, content: bytes, content_type: str) -> None:
        """Answer with a file."""
        self._queue.append(Response(200, {"Content-Type": content_type}, content))

    async def send(self, request: Request) -> Response:
        if request.safety is not Safety.READ:
            check_write(request, is_read_only=self._read_only)
        target = URL(request.target, encoded=True)
        body = request.body if request.body is None or request.content_type != JSON else json.loads(request.body)
        self.sent.append(
            Sent(
                line=f"{request.operation.verb} {target.raw_path}",
                query=list(target.query.items()),
                body=body,
                safety=request.safety,
                request=request,
            )
        )
        return self._queue.popleft()

    @property
    def last(self) -> Sent:
        """The request that came last."""
        return self.sent[-1]

    @property
    def lines(self) -> list[str]:
        """Every request, as `Sent.line`."""
        return [sent.line for sent in self.sent]

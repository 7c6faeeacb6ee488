"""A transport without a socket: it keeps what was to be sent and gives the answers it was told to give."""

from __future__ import annotations

import json
from collections import deque

import attrs
from yarl import URL

from tests.support.clock import FakeClock
from unifi_sdk._core.transport import Request, Response, Transport
from unifi_sdk._core.writes import check_write
from unifi_sdk.network import NetworkClient
from unifi_sdk.retry import Safety

__all__ = ["SITE", "RecordingTransport", "Sent", "page"]

SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"


@attrs.frozen
class Sent:
    """What was to be sent.

    Args:
        line: Verb and decoded path below the base.
        query: The decoded query.
        body: The decoded body, None when there was none.
        safety: Whether it may be repeated.
    """

    line: str
    query: dict[str, str]
    body: object
    safety: Safety


class RecordingTransport(Transport):
    """Answers in the order of `answer`; ``sent`` has every request.

    A client that asks for the version when no answer is left, as it does after a 404, is told the newest.
    """

    def __init__(self, *, read_only: bool = False) -> None:
        super().__init__(read_only=read_only, clock=FakeClock())
        self.sent: list[Sent] = []
        self._answers: deque[Response] = deque()

    def answer(self, *documents: object, status: int = 200, resent: bool = False) -> None:
        """Add answers, one for each document; a document that is None is an empty body."""
        for document in documents:
            body = b"" if document is None else json.dumps(document).encode()
            self._answers.append(Response(status, {"Content-Type": "application/json"}, body, resent))

    def network(self) -> NetworkClient:
        """A client that sends with this."""
        return NetworkClient("console.test", api_key="fake-api-key-0123456789", _transport=self)

    async def send(self, request: Request) -> Response:
        if request.safety is not Safety.READ:
            check_write(request, is_read_only=self._read_only)
        target = URL(request.target, encoded=True)
        if not self._answers and target.path == "/v1/info":
            return Response(200, {"Content-Type": "application/json"}, b'{"applicationVersion": "10.5.66"}')
        self.sent.append(
            Sent(
                line=f"{request.operation.verb} {target.path}",
                query=dict(target.query),
                body=None if request.body is None else json.loads(request.body),
                safety=request.safety,
            )
        )
        return self._answers.popleft()


def page(*items: object) -> dict[str, object]:
    """A list's only page, as UniFi Network sends it."""
    return {"offset": 0, "limit": 200, "count": len(items), "totalCount": len(items), "data": list(items)}

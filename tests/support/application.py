"""An application on a scripted transport: answers from a list instead of a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

import attrs

from tests.support.clock import FakeClock
from tests.support.models import codec
from unifi_sdk import (
    ApiError,
    ConflictError,
    NotFoundError,
)
from unifi_sdk._core.address import Address
from unifi_sdk._core.application import Application
from unifi_sdk._core.dialect import Dialect, Refusal
from unifi_sdk._core.model import Json
from unifi_sdk._core.pace import Pace
from unifi_sdk._core.transport import Endpoint, Request, Response
from unifi_sdk.catalogue import Catalogue, ErrorCode
from unifi_sdk.trust import SystemTrust


@attrs.define
class ScriptedTransport:
    """Answers from a list instead of a socket."""

    answers: list[Response]
    clock: FakeClock = attrs.field(factory=FakeClock)
    sent: list[Request] = attrs.field(factory=list)
    closed_downloads: int = 0

    async def send(self, request: Request) -> Response:
        self.sent.append(request)
        return self.answers.pop(0)

    async def download(
        self,
        request: Request,
        judge: Callable[[Response], None],
        first_byte_seconds: float | None = None,
        content_type: str | tuple[str, ...] = "",
    ) -> AsyncGenerator[bytes, None]:
        self.sent.append(request)
        response = self.answers.pop(0)
        judge(response)
        try:
            for at in range(0, len(response.body), 4):
                yield response.body[at : at + 4]
        finally:
            self.closed_downloads += 1

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(work)


def read_refusal(status: int, document: Json) -> Refusal | None:
    """A dialect whose refusals have a code other than "OK", whatever the status."""
    if not isinstance(document, dict) or document.get("code") in (None, "OK"):
        return None
    return Refusal(str(document["code"]), str(document.get("message", "")), str(document.get("requestId", "")))


def advise(exception: type[ApiError], code: str, operation: str) -> str:
    return "Ask somebody." if issubclass(exception, ConflictError) else ""


def unwrap(document: Json) -> Json:
    if not isinstance(document, dict):
        raise TypeError("no envelope")
    return document["data"]


PLAIN = Dialect(
    application="network",
    codec=codec(),
    catalogue=Catalogue(
        [ErrorCode("TAKEN", ConflictError, "The name is taken"), ErrorCode("GONE", NotFoundError, "It is gone")]
    ),
    read_refusal=read_refusal,
    advise=advise,
)
WRAPPED = attrs.evolve(PLAIN, content=unwrap, refuses_with_200=True)


def answer(body: bytes | str = b"{}", status: int = 200, **headers: str) -> Response:
    data = body.encode() if isinstance(body, str) else body
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"Content-Type": "application/json", **given}, data)


def application(*answers: Response, dialect: Dialect = PLAIN) -> Application:
    transport: Any = ScriptedTransport(list(answers))
    endpoint = Endpoint(
        application="network",
        address=Address("console", 443),
        base_path="/base",
        headers={},
        trust=SystemTrust(),
        pace=Pace(transport.clock),
    )
    return Application(transport, endpoint, dialect)


def sent(app: Application) -> list[Request]:
    transport: Any = app.transport
    return list(transport.sent)

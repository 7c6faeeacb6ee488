"""What goes to a console and what comes back: endpoint, request, response, and how large an answer may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Final

import aiohttp
import attrs
from multidict import CIMultiDict

from unifi_sdk._core.address import Address
from unifi_sdk._core.operation import Operation
from unifi_sdk._core.pace import Pace
from unifi_sdk.auth import HeaderValue, Redactor, Secret
from unifi_sdk.calls import CallOutcome
from unifi_sdk.retry import Safety
from unifi_sdk.trust import Trust

__all__ = ["DIRECT", "JSON_TYPE", "Cap", "Endpoint", "Feature", "Request", "Response", "Route", "Tally"]

JSON_TYPE: Final = "application/json"


class Cap(IntEnum):
    """The most bytes that an answer may have once it is decompressed."""

    ERROR = 64 * 1024
    JSON = 16 * 1024 * 1024
    IMAGE = 32 * 1024 * 1024


class Feature(Enum):
    """What not every way to an application carries."""

    SOCKETS = "sockets"
    UPLOAD = "upload"
    DOWNLOAD = "download"
    CLASSIC = "classic"


@attrs.frozen(kw_only=True)
class Route:
    """What the way to an application allows; one that leads to the console itself allows everything.

    Args:
        cap: The most bytes of an answer that come through, None for no limit of the way's own.
        cap_advice: What to do about a larger answer.
        attempt_seconds: After how long an attempt can't be answered any more, None for the retry policy's times alone.
        most_attempts: Attempts in all after which a status is final, by the status.
        refuses: What can't be had, with a sentence that says what can.
        is_gateways: Whether an answer from 400 is that of a gateway, which does not know what the application did.
    """

    cap: int | None = None
    cap_advice: str = ""
    attempt_seconds: float | None = None
    most_attempts: Mapping[int, int] = MappingProxyType({})
    refuses: Mapping[Feature, str] = MappingProxyType({})
    is_gateways: Callable[[Response], bool] = lambda response: False


DIRECT: Final = Route()


class Endpoint:
    """Where one application listens, and what it is sent with every request.

    Args:
        application: Its name in errors and logs.
        address: Host and port.
        base_path: What stands before the path of every operation.
        headers: The headers of every request, the credential's among them.
        trust: How its certificate is judged.
        pace: How fast it may be asked.
        route: What the way there allows.
    """

    def __init__(
        self,
        *,
        application: str,
        address: Address,
        base_path: str,
        headers: Mapping[str, str],
        trust: Trust,
        pace: Pace,
        route: Route = DIRECT,
    ) -> None:
        self.application = application
        self.address = address
        self.prefix = address.origin + base_path
        self.trust = trust
        self.pace = pace
        self.route = route
        self.set_headers(headers)

    def set_headers(self, headers: Mapping[str, str]) -> None:
        """Replace what is sent with every request, after a new login."""
        self.headers = CIMultiDict(headers)
        self.headers_with_json = CIMultiDict({**headers, "Content-Type": JSON_TYPE})
        credentials = [value for value in headers.values() if isinstance(value, HeaderValue)]
        self.redactor = Redactor(value.rpartition(" ")[2] for value in credentials)

    def headers_for(self, request: Request) -> CIMultiDict[str]:
        """What is sent with a request; made beforehand for all but uploads."""
        if request.body is None:
            return self.headers
        if request.content_type == JSON_TYPE:
            return self.headers_with_json
        return CIMultiDict({**self.headers, "Content-Type": request.content_type})

    def limit(self, cap: int) -> int:
        """The most bytes of an answer that may have ``cap`` of them."""
        return cap if self.route.cap is None else min(cap, self.route.cap)

    def conceal(self, secret: Secret) -> None:
        """Take this secret too out of what the console says: the password of a login, which stands in a body."""
        self.redactor = Redactor([secret.reveal()])


class Tally:
    """What a call has taken so far, counted where somebody wants to know."""

    __slots__ = ("_content", "_received", "attempts", "outcome", "sent", "status")

    def __init__(self) -> None:
        self.attempts = 0
        self.status: int | None = None
        self.sent = 0
        self.outcome = CallOutcome.OK
        self._received = 0
        self._content: aiohttp.StreamReader | None = None

    def begin(self, body: bytes | None = None) -> None:
        """Count an attempt with this body."""
        self.attempts += 1
        self.status = None
        self.sent += len(body or b"")

    def answered(self, answer: aiohttp.ClientResponse) -> None:
        """Count an answer, whose body is still to come."""
        self.status = answer.status
        self._received = self.received
        self._content = answer.content

    @property
    def received(self) -> int:
        """Bytes of the bodies of all answers, as far as they have come."""
        return self._received + (self._content.total_bytes if self._content is not None else 0)


@attrs.define(slots=True)
class Request:
    """One call on its way to the socket.

    Args:
        endpoint: Where it goes.
        operation: What is called.
        target: Path and query behind the endpoint's prefix, percent-encoded; hidden where it holds a secret.
        safety: Whether it may be sent twice.
        body: The bytes of a JSON body.
        cap: The most bytes of a success.
        deadline_seconds: For this call alone, in place of the policy's.
        content_type: What the body is.
        secrets: What in it a console must not be heard to repeat.
        has_left: Whether bytes of the attempt that is under way may have left this machine.
        refuses: Whether an answer with this status below 400 and this body is a refusal all the same.
        tally: What it takes, where somebody wants to know.
    """

    endpoint: Endpoint
    operation: Operation
    target: str
    safety: Safety
    body: bytes | None = attrs.field(default=None, repr=False)
    cap: int = Cap.JSON
    deadline_seconds: float | None = None
    content_type: str = JSON_TYPE
    secrets: tuple[str, ...] = attrs.field(default=(), repr=False)
    has_left: bool = attrs.field(default=False, init=False, repr=False, eq=False)
    refuses: Callable[[int, bytes], bool] = attrs.field(default=lambda status, body: False, repr=False, eq=False)
    tally: Tally | None = attrs.field(default=None, init=False, repr=False, eq=False)


@attrs.define(slots=True)
class Response:
    """An answer, read to its end.

    Args:
        status: The HTTP status.
        headers: The response headers.
        body: The body, decompressed.
        resent: Whether an earlier attempt may have reached the console too.
        secrets: What it may repeat of the request, and nobody may see.
    """

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)
    resent: bool = False
    secrets: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def content_type(self) -> str:
        """The media type, in lower case and without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

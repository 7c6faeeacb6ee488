"""What goes to a console and what comes back: endpoint, request, response, and how large an answer may be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

import attrs
from multidict import CIMultiDict

from unifi_sdk._core.address import Address
from unifi_sdk._core.operation import Operation
from unifi_sdk._core.pace import Pace
from unifi_sdk.auth import HeaderValue, Redactor, Secret
from unifi_sdk.retry import Safety
from unifi_sdk.trust import Trust

__all__ = ["JSON_TYPE", "Cap", "Endpoint", "Request", "Response"]

JSON_TYPE: Final = "application/json"


class Cap(IntEnum):
    """The most bytes that an answer may have once it is decompressed."""

    ERROR = 64 * 1024
    JSON = 16 * 1024 * 1024
    IMAGE = 32 * 1024 * 1024


class Endpoint:
    """Where one application listens, and what it is sent with every request.

    Args:
        application: Its name in errors and logs.
        address: Host and port.
        base_path: What stands before the path of every operation.
        headers: The headers of every request, the credential's among them.
        trust: How its certificate is judged.
        pace: How fast it may be asked.
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
    ) -> None:
        self.application = application
        self.address = address
        self.prefix = address.origin + base_path
        self.trust = trust
        self.pace = pace
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

    def conceal(self, secret: Secret) -> None:
        """Take this secret too out of what the console says: the password of a login, which stands in a body."""
        self.redactor = Redactor([secret.reveal()])


@attrs.define(slots=True)
class Request:
    """One call on its way to the socket.

    Args:
        endpoint: Where it goes.
        operation: What is called.
        target: Path and query behind the endpoint's prefix, percent-encoded.
        safety: Whether it may be sent twice.
        body: The bytes of a JSON body.
        cap: The most bytes of a success.
        deadline_seconds: For this call alone, in place of the policy's.
        content_type: What the body is.
        has_left: Whether bytes of the attempt that is under way may have left this machine.
    """

    endpoint: Endpoint
    operation: Operation
    target: str
    safety: Safety
    body: bytes | None = attrs.field(default=None, repr=False)
    cap: int = Cap.JSON
    deadline_seconds: float | None = None
    content_type: str = JSON_TYPE
    has_left: bool = attrs.field(default=False, init=False, repr=False, eq=False)


@attrs.define(slots=True)
class Response:
    """An answer, read to its end.

    Args:
        status: The HTTP status.
        headers: The response headers.
        body: The body, decompressed.
        resent: Whether an earlier attempt may have reached the console too.
    """

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)
    resent: bool = False

    @property
    def content_type(self) -> str:
        """The media type, in lower case and without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

"""How the cloud speaks: an envelope around everything, and a trace id for whoever asks why."""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping

import attrs
from aiohttp import web

from unifi_sdk.simulator.cloud.state import CloudKey, CloudState, Document

__all__ = [
    "Call",
    "CloudFailure",
    "Handler",
    "bad_gateway",
    "bad_parameter",
    "forbidden",
    "page",
    "rate_limited",
    "refusal",
    "success",
]


class CloudFailure(Exception):  # noqa: N818 - the answer to a request, not an error of the simulator
    """A request that the cloud refuses.

    Args:
        status: HTTP status.
        code: The vendor's code.
        message: The vendor's sentence.
        retry_after: The header, "" for none.
    """

    def __init__(self, status: int, code: str, message: str, retry_after: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


@attrs.frozen(kw_only=True, eq=False)
class Call:
    """A request of somebody with a key."""

    cloud: CloudState
    key: CloudKey
    request: web.Request
    trace_id: str

    @property
    def ids(self) -> Mapping[str, str]:
        """What stands in the path."""
        return self.request.match_info

    async def body(self) -> Document:
        """The JSON object that was sent.

        Raises:
            CloudFailure: it is none.
        """
        try:
            document = json.loads(await self.request.read())
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise CloudFailure(400, "bad_request", "invalid request body")
        return document


Handler = Callable[[Call], Awaitable[web.StreamResponse]]


def trace_id(request: web.Request) -> str:
    """The id that the caller gave, or a new one."""
    return request.headers.get("X-Request-ID") or secrets.token_hex(16)


def success(call: Call, data: object, **more: object) -> web.Response:
    """The envelope around what was asked for."""
    body = {"data": data, "httpStatusCode": 200, "traceId": call.trace_id, **more}
    return web.json_response(body)


def refusal(failure: CloudFailure, trace: str) -> web.Response:
    """The envelope around a refusal."""
    headers = {"Retry-After": failure.retry_after} if failure.retry_after else {}
    body = {
        "code": failure.code,
        "httpStatusCode": failure.status,
        "message": failure.message,
        "traceId": trace,
    }
    return web.json_response(body, status=failure.status, headers=headers)


def bad_parameter(message: str) -> CloudFailure:
    """A refusal with 400."""
    return CloudFailure(400, "parameter_invalid", message)


def forbidden(message: str) -> CloudFailure:
    """A refusal with 403."""
    return CloudFailure(403, "forbidden", message)


def bad_gateway() -> CloudFailure:
    """A refusal with 502."""
    return CloudFailure(502, "bad_gateway", "bad gateway")


def rate_limited(seconds: float) -> CloudFailure:
    """A refusal with 429: the header in whole seconds, the sentence in all of them."""
    message = f"rate limit exceeded, retry after {seconds:.9f}s"
    return CloudFailure(429, "rate_limit", message, str(math.ceil(seconds)))


def page(call: Call, items: Iterable[object], *, nulls: int = 0) -> web.Response:
    """The page of a list that is asked for; parameters that the vendor does not have are ignored.

    Raises:
        CloudFailure: 400, the size or the token can't be.
    """
    cloud, query = call.cloud, call.request.query
    wanted, token = query.get("pageSize", ""), query.get("nextToken", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and int(wanted)):
        raise bad_parameter(f"invalid pageSize: {wanted}")
    if token and token not in cloud.tokens:
        raise bad_parameter("invalid nextToken")
    size = min(int(wanted or cloud.largest_page), cloud.largest_page)
    every, begin = list(items), cloud.tokens.get(token, 0)
    end = begin + size
    more: dict[str, object] = {} if cloud.upstream_code is None else {"code": cloud.upstream_code}
    if end < len(every):
        more["nextToken"] = cloud.token_for(end)
    elif cloud.ends_with_empty_token:
        more["nextToken"] = ""
    return success(call, [*every[begin:end], *[None] * nulls], **more)

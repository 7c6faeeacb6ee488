"""How the Network API speaks: pages, refusals, and what it makes of paths, queries and bodies."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Collection, Iterator, Mapping
from http import HTTPStatus
from itertools import islice
from typing import TypeVar

import attrs
from aiohttp import web

from unifi_sdk.simulator.network_filters import FilterError, Property, compile_filter
from unifi_sdk.simulator.network_state import iso_time

__all__ = [
    "NetworkFailure",
    "PageSize",
    "choose",
    "invalid",
    "page",
    "read_integer",
    "read_object",
    "refusal",
    "uuid_argument",
]

T = TypeVar("T")

_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_GATEWAY_PREFIX = "/proxy/network"


class NetworkFailure(Exception):  # noqa: N818 - the answer to a request, not an error of the simulator
    """A request that the application refuses.

    Args:
        status: HTTP status.
        code: The vendor's dotted code.
        message: The vendor's text.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


@attrs.frozen
class PageSize:
    """How many items a list gives."""

    default: int = 25
    maximum: int = 200


def refusal(request: web.Request, failure: NetworkFailure, now: float) -> web.Response:
    """The vendor's "Error Message"; `requestPath` is the path behind the gateway."""
    body = {
        "statusCode": failure.status,
        "statusName": HTTPStatus(failure.status).name,
        "code": failure.code,
        "message": failure.message,
        "timestamp": iso_time(now),
        "requestPath": request.raw_path.partition("?")[0].removeprefix(_GATEWAY_PREFIX),
        "requestId": str(uuid.uuid4()),
    }
    return web.json_response(body, status=failure.status)


def uuid_argument(request: web.Request, path_name: str, wire_name: str) -> str:
    """An id from the path, in lower case.

    Args:
        request: The request.
        path_name: Its name in the route.
        wire_name: Its name in the vendor's documentation, for the refusal.

    Raises:
        NetworkFailure: 400, it isn't a UUID.
    """
    value = request.match_info[path_name]
    if not _UUID.fullmatch(value):
        raise _mismatch(value, wire_name)
    return value.lower()


def choose(request: web.Request, items: Collection[T], properties: Mapping[str, Property[T]], now: float) -> list[T]:
    """The items that the request's `filter` lets through; all of them without a filter.

    Raises:
        NetworkFailure: 400, the filter is wrong.
    """
    text = request.query.get("filter")
    if text is None:
        return list(items)
    try:
        matches = compile_filter(text, properties)
    except FilterError as error:
        raise NetworkFailure(400, "api.request.invalid-filter", str(error)) from None
    return [item for item in items if matches(item, now)]


def page(
    request: web.Request, items: Collection[T], properties: Mapping[str, Property[T]], now: float, size: PageSize
) -> tuple[dict[str, object], Iterator[T]]:
    """Filter a list and cut out the page that is asked for.

    Returns:
        The page object without its `data`, and the items on the page.

    Raises:
        NetworkFailure: 400, `filter`, `offset` or `limit` is wrong.
    """
    offset = _query_integer(request, "offset", 0, None)
    limit = _query_integer(request, "limit", size.default, size.maximum)
    chosen = choose(request, items, properties, now) if "filter" in request.query else items
    count = max(0, min(limit, len(chosen) - offset))
    envelope: dict[str, object] = {"offset": offset, "limit": limit, "count": count, "totalCount": len(chosen)}
    return envelope, islice(chosen, offset, offset + limit)


async def read_object(request: web.Request) -> dict[str, object]:
    """The JSON object in the body.

    Raises:
        NetworkFailure: 415, it isn't declared as JSON; 400, it is none.
    """
    if request.content_type != "application/json":
        raise NetworkFailure(415, "api.request.error", f"Content-Type '{request.content_type}' is not supported")
    body = await request.read()
    try:
        value = json.loads(body)
    except ValueError:
        raise invalid("Failed to read request") from None
    if not isinstance(value, dict):
        raise invalid("Failed to read request")
    return value


def read_integer(body: Mapping[str, object], name: str, least: int, most: int | None) -> int | None:
    """A whole number of the body, `None` if it is absent or null.

    Raises:
        NetworkFailure: 400, it is something else or out of bounds.
    """
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise invalid(f"'{name}' must be an integer")
    _check_bounds(name, value, least, most)
    return value


def invalid(message: str) -> NetworkFailure:
    """A refusal with 400 and the code that the console uses for whatever has none of its own."""
    return NetworkFailure(400, "api.request.error", message)


def _query_integer(request: web.Request, name: str, default: int, most: int | None) -> int:
    text = request.query.get(name)
    if text is None:
        return default
    if not _INTEGER.fullmatch(text):
        raise _mismatch(text, name)
    _check_bounds(name, int(text), 0, most)
    return int(text)


def _check_bounds(name: str, value: int, least: int, most: int | None) -> None:
    if value < least:
        raise invalid(f"'{name}' must be greater than or equal to {least}")
    if most is not None and value > most:
        raise invalid(f"'{name}' must be less than or equal to {most}")


def _mismatch(value: str, name: str) -> NetworkFailure:
    return NetworkFailure(400, "api.request.argument-type-mismatch", f"'{value}' is not a valid '{name}' value")

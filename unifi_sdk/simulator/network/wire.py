"""How the Network API speaks: calls that are checked against the specification, pages, and refusals."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from itertools import islice
from typing import TypeVar, cast

import attrs
from aiohttp import web

from unifi_sdk._facts import Operation, Parameter
from unifi_sdk.simulator.clock import iso_time
from unifi_sdk.simulator.network.body import check_body
from unifi_sdk.simulator.network.failures import GatewayFailure, NetworkFailure, invalid, not_found
from unifi_sdk.simulator.network.filters import FilterError, compile_filter
from unifi_sdk.simulator.network.oddities import area_of, read_oddly, without_index
from unifi_sdk.simulator.network.properties import properties_of
from unifi_sdk.simulator.network.state import Document, NetworkState, SimulatedSite
from unifi_sdk.simulator.quirks import Quirk
from unifi_sdk.simulator.schema import ShapeError, accept, read_text
from unifi_sdk.simulator.versions import cut_of

__all__ = [
    "NULL_ID",
    "Call",
    "Handler",
    "choose",
    "no_endpoint",
    "page",
    "receive",
    "refusal",
]

T = TypeVar("T")

_GATEWAY_PREFIX = "/proxy/network"

NULL_ID = "00000000-0000-0000-0000-000000000000"
"""What stands for null in an order, where `Quirk.NULLS_IN_ORDERINGS` lets it hold null."""


@attrs.frozen(kw_only=True, eq=False)
class Call:
    """A request whose path, query and body are as the specification wants them."""

    network: NetworkState
    operation: Operation
    now: float
    """Unix seconds."""
    ids: Mapping[str, str]
    """What stands in the path, by the vendor's names; UUIDs in lower case."""
    query: Mapping[str, object]
    """By name, with the defaults."""
    body: Document
    """Without nulls; empty if the operation has none."""
    _site: SimulatedSite | None = None

    def shown(self, element: Mapping[str, object]) -> Mapping[str, object]:
        """An element of a list as the application's version shows it.

        Args:
            element: With what all versions have.
        """
        cut = cut_of("network", self.network.version, self.operation.name, of_element=True)
        return cast("Mapping[str, object]", cut(element))

    @property
    def site(self) -> SimulatedSite:
        """The site in the path.

        Raises:
            LookupError: the operation is not about a site.
        """
        if self._site is None:
            raise LookupError(f"{self.operation.name} is not about a site")
        return self._site


Handler = Callable[[Call], object]
"""Performs a call; what it returns becomes the body, if the operation has one."""


def no_endpoint(request: web.Request) -> NetworkFailure:
    """A refusal with 404: this version of the application has no such operation."""
    return NetworkFailure(404, "api.request.error", f"No endpoint {request.method} {_inner_path(request)}.")


def refusal(request: web.Request, failure: NetworkFailure, now: float) -> web.Response:
    """The vendor's "Error Message", in which `requestPath` is the path behind the gateway; or the body of the gateway."""
    if isinstance(failure, GatewayFailure):
        short = {"error": {"code": failure.status, "message": failure.message}}
        return web.json_response(short, status=failure.status)
    body = {
        "statusCode": failure.status,
        "statusName": HTTPStatus(failure.status).name,
        "code": failure.code,
        "message": failure.message,
        "timestamp": iso_time(now),
        "requestPath": _inner_path(request, raw=True),
        "requestId": str(uuid.uuid4()),
    }
    return web.json_response(body, status=failure.status)


async def receive(request: web.Request, network: NetworkState, operation: Operation, now: float) -> Call:
    """Read a request as the operation describes it.

    Raises:
        NetworkFailure: 400 or 415, path, query or body are wrong; 404, there is no such site.
    """
    given: dict[str, object] = {
        parameter.name: _read_parameter(request, parameter)
        for parameter in sorted(operation.parameters, key=lambda parameter: parameter.place)
    }
    ids = {
        parameter.name: str(given.pop(parameter.name))
        for parameter in operation.parameters
        if parameter.place == "path"
    }
    body = await _read_body(request, network, operation)
    site = network.sites.get(ids["siteId"]) if "siteId" in ids else None
    if "siteId" in ids and site is None:
        raise not_found("Site", ids["siteId"])
    return Call(network=network, operation=operation, now=now, ids=ids, query=given, body=body, site=site)


def choose(call: Call, items: Collection[T], show: Callable[[T], Mapping[str, object]]) -> list[T]:
    """The items that the call's `filter` lets through; all of them without a filter.

    Args:
        call: The call.
        items: The whole list.
        show: How an item looks on the wire.

    Raises:
        NetworkFailure: 400, the filter is wrong.
    """
    text = call.query.get("filter")
    if text is None:
        return list(items)
    try:
        matches = compile_filter(str(text), properties_of(call.operation))
    except FilterError as error:
        raise NetworkFailure(400, "api.request.invalid-filter", str(error)) from None
    return [item for item in items if matches(call.shown(show(item)), call.now)]


def page(call: Call, items: Collection[T], show: Callable[[T], Mapping[str, object]]) -> Document:
    """Filter a list and cut out the page that is asked for.

    Args:
        call: The call.
        items: The whole list.
        show: How an item looks on the wire.

    Raises:
        NetworkFailure: 400, the filter is wrong.
    """
    offset, limit = int(str(call.query["offset"])), int(str(call.query["limit"]))
    chosen = items if call.query.get("filter") is None else choose(call, items, show)
    data = [call.shown(show(item)) for item in islice(chosen, offset, offset + limit)]
    return {"offset": offset, "limit": limit, "count": len(data), "totalCount": len(chosen), "data": data}


def _read_parameter(request: web.Request, parameter: Parameter) -> object:
    source: Mapping[str, str] = request.match_info if parameter.place == "path" else request.query
    text = source.get(parameter.name)
    if text is None:
        if parameter.required:
            raise invalid(f"Required parameter '{parameter.name}' is not present")
        return parameter.schema.default
    try:
        value = read_text(parameter.schema, text)
    except ValueError:
        raise _mismatch(text, parameter.name) from None
    if parameter.name == "limit" and isinstance(value, int) and parameter.schema.maximum is not None:
        value = min(value, int(parameter.schema.maximum))
    try:
        return accept(parameter.schema, value)
    except ShapeError as error:
        raise invalid(f"'{parameter.name}' {str(error).removeprefix('the body ')}") from None


async def _read_body(request: web.Request, network: NetworkState, operation: Operation) -> Document:
    if operation.body is None:
        return {}
    if request.content_type != "application/json":
        raise NetworkFailure(415, "api.request.error", f"Content-Type '{request.content_type}' is not supported")
    body = await request.read()
    try:
        value = json.loads(body)
    except ValueError:
        raise invalid("Failed to read request") from None
    if not isinstance(value, dict):
        raise invalid("Failed to read request")
    value = read_oddly(network, value)
    if Quirk.NULLS_IN_ORDERINGS in network.quirks and operation.path.endswith("/ordering"):
        value = _with_null_ids(value)
    value = without_index(network, operation, value)
    check_body(operation.body, value, network.newer_settings.get(area_of(operation), ()))
    try:
        taken = accept(operation.body, value)
    except ShapeError as error:
        raise invalid(str(error)) from None
    return taken if isinstance(taken, dict) else {}


def _with_null_ids(value: Document) -> Document:
    def replaced(part: object) -> object:
        if isinstance(part, dict):
            return {name: replaced(inner) for name, inner in part.items()}
        return [NULL_ID if item is None else item for item in part] if isinstance(part, list) else part

    return {name: replaced(part) for name, part in value.items()}


def _mismatch(value: str, name: str) -> NetworkFailure:
    return NetworkFailure(400, "api.request.argument-type-mismatch", f"'{value}' is not a valid '{name}' value")


def _inner_path(request: web.Request, *, raw: bool = False) -> str:
    path = request.raw_path.partition("?")[0] if raw else request.path
    return path.removeprefix(_GATEWAY_PREFIX)

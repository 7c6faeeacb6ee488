"""How the Protect API speaks: calls that are checked against the specification, and refusals."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

import attrs
from aiohttp import web

from unifi_sdk._facts import Operation, Parameter, Schema
from unifi_sdk.simulator.protect.schema import problems
from unifi_sdk.simulator.protect.state import Camera, Document, SimulatedDevice

if TYPE_CHECKING:
    from unifi_sdk.simulator.protect.application import SimulatedProtect

__all__ = ["Call", "Handler", "ProtectFailure", "invalid", "not_found", "offline", "receive", "refusal", "unauthorized"]

_LIVEVIEW_FIELDS = ("name", "isGlobal", "layout", "slots")


class ProtectFailure(Exception):  # noqa: N818 - the answer to a request, not an error of the simulator
    """A request that the application refuses.

    Args:
        status: HTTP status.
        message: The text under `error`.
        name: The name of the error.
    """

    def __init__(self, status: int, message: str, name: str = "API_ERROR") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.name = name


@attrs.frozen(kw_only=True, eq=False)
class Call:
    """A request whose path, query and body are as the specification wants them."""

    protect: SimulatedProtect
    operation: Operation
    request: web.Request
    now: float
    """Unix seconds."""
    ids: Mapping[str, str]
    """What stands in the path, by the vendor's names."""
    query: Mapping[str, list[str]]
    """What stands in the query, by name; only what the operation knows."""
    body: Document
    """Only what the operation knows; empty without a body."""
    has_body: bool
    """Whether there was JSON at all."""

    @property
    def id(self) -> str:
        """The id in the path."""
        return self.ids["id"]

    @property
    def milliseconds(self) -> int:
        """The time in unix milliseconds."""
        return round(self.now * 1000)

    def camera(self) -> Camera:
        """The camera in the path.

        Raises:
            ProtectFailure: 404, there is none.
        """
        camera = self.protect.cameras.get(self.id)
        if camera is None:
            raise not_found("camera")
        return camera

    def device(self, kind: str, label: str) -> SimulatedDevice:
        """The device in the path.

        Args:
            kind: Its `modelKey`.
            label: What it is called when it isn't found.

        Raises:
            ProtectFailure: 404, there is none.
        """
        device = self.protect.devices_of(kind).get(self.id)
        if device is None:
            raise not_found(label)
        return device

    def perform(self, device: SimulatedDevice, **details: object) -> None:
        """Note what a device did.

        Raises:
            ProtectFailure: 503, it can't be reached.
        """
        if not device.is_connected:
            raise offline(device.kind)
        self.protect.note_action(self.operation.name, device.id, details)


Handler = Callable[[Call], object | Awaitable[object]]
"""Performs a call; what it returns becomes the body, if the operation has one."""


def invalid(message: str) -> ProtectFailure:
    """A refusal with 400."""
    return ProtectFailure(400, message)


def not_found(label: str) -> ProtectFailure:
    """A refusal with 404: nothing of this kind has this id."""
    return ProtectFailure(404, f"No such {label}")


def offline(label: str) -> ProtectFailure:
    """A refusal with 503: the device can't be reached."""
    return ProtectFailure(503, f"The {label} is offline or not reachable")


def refusal(failure: ProtectFailure) -> web.Response:
    """The application's own error body (schema `genericError`)."""
    return web.json_response({"error": failure.message, "name": failure.name}, status=failure.status)


def unauthorized() -> web.Response:
    """What the gateway says before the application hears of a request."""
    return web.json_response({"error": {"code": 401, "message": "Unauthorized"}}, status=401)


async def receive(request: web.Request, protect: SimulatedProtect, operation: Operation, now: float) -> Call:
    """Read a request as the operation describes it.

    Raises:
        ProtectFailure: 400, path, query or body are wrong.
    """
    ids = {}
    query = {}
    for parameter in operation.parameters:
        if parameter.place == "path":
            ids[parameter.name] = _read(parameter, [request.match_info[parameter.name]])[0]
        elif parameter.required or parameter.name in request.query:
            query[parameter.name] = _read(parameter, request.query.getall(parameter.name, []))
    body, has_body = await _read_body(request, operation)
    return Call(
        protect=protect,
        operation=operation,
        request=request,
        now=now,
        ids=ids,
        query=query,
        body=body,
        has_body=has_body,
    )


def _read(parameter: Parameter, texts: list[str]) -> list[str]:
    schema, value = parameter.schema, texts[0] if len(texts) == 1 else texts
    if schema.kind == "integer" and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return texts
    if found := problems(schema, value, parameter.name):
        raise invalid(found[0])
    return texts


async def _read_body(request: web.Request, operation: Operation) -> tuple[Document, bool]:
    schema = operation.body
    if schema is None or schema.format == "binary":
        return {}, False
    raw = await request.read() if request.content_type == "application/json" else b""
    if not raw and not operation.body_required:
        return {}, False
    try:
        value = json.loads(raw or b"null")
    except ValueError:
        raise invalid("Unexpected token in JSON") from None
    schema = _as_the_console_wants_it(operation, schema)
    if found := problems(schema, value):
        raise invalid(found[0])
    return {name: part for name, part in value.items() if name in schema.properties}, True


def _as_the_console_wants_it(operation: Operation, schema: Schema) -> Schema:
    """The specification asks for a whole liveview, the console for what can be written of it and nothing more."""
    if not operation.path.startswith("/v1/liveviews"):
        return schema
    writable = {name: schema.properties[name] for name in _LIVEVIEW_FIELDS}
    return attrs.evolve(schema, properties=writable, required=frozenset(writable), closed=True)

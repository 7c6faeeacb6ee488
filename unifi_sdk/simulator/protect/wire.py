"""How the Protect API speaks: calls that are checked against the specification, and refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

import attrs
from aiohttp import web

from unifi_sdk._facts import Operation, Parameter, Schema
from unifi_sdk.simulator.protect.devices import Camera, Document, SimulatedDevice
from unifi_sdk.simulator.protect.schema import problems
from unifi_sdk.simulator.protect.state import ProtectState

__all__ = [
    "WRITABLE_OF_LIVEVIEWS",
    "Call",
    "Handler",
    "ProtectFailure",
    "id_required",
    "invalid",
    "no_endpoint",
    "not_found",
    "number",
    "offline",
    "receive",
    "refusal",
    "unauthorized",
]

WRITABLE_OF_LIVEVIEWS = ("name", "isGlobal", "layout", "slots")
"""What is needed to make a live view."""
_MAX_EXACT = 2**53
_MAX_DEPTH = 64
_DIGITS = re.compile(r"[0-9]{1,300}")


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

    protect: ProtectState
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
        if camera is None or self.protect.lacks_families:
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
        if device is None or self.protect.lacks_families:
            raise not_found(label)
        return device

    def one_of(self, shelf: Mapping[str, Document], label: str) -> Document:
        """What has the id in the path.

        Args:
            shelf: By id.
            label: What it is called when it isn't found.

        Raises:
            ProtectFailure: 404, there is none.
        """
        if self.id not in shelf:
            raise not_found(label)
        return shelf[self.id]

    def number(self, name: str) -> float:
        """A number in the body, 0 when it is absent or null."""
        return number(self.body.get(name))

    def check_cameras(self, ids: Sequence[object]) -> None:
        """Look whether there are these cameras.

        Raises:
            ProtectFailure: 400, one is unknown.
        """
        if any(camera not in self.protect.cameras for camera in ids):
            raise invalid("No such camera")

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


def number(value: object) -> float:
    """A number of JSON, 0 for anything else."""
    return float(value) if isinstance(value, (int, float)) else 0.0


def invalid(message: str) -> ProtectFailure:
    """A refusal with 400."""
    return ProtectFailure(400, message)


def not_found(label: str) -> ProtectFailure:
    """A refusal with 404: nothing of this kind has this id."""
    return ProtectFailure(404, f"No such {label}")


def no_endpoint() -> ProtectFailure:
    """A refusal with 404: there is no such operation."""
    return not_found("endpoint")


def id_required() -> ProtectFailure:
    """A refusal with 400: a webhook was called without its id."""
    return ProtectFailure(400, "'id' is required", "BAD_REQUEST")


def offline(label: str) -> ProtectFailure:
    """A refusal with 503: the device can't be reached."""
    return ProtectFailure(503, f"The {label} is offline or not reachable")


def refusal(failure: ProtectFailure) -> web.Response:
    """The application's own error body (schema `genericError`)."""
    return web.json_response({"error": failure.message, "name": failure.name}, status=failure.status)


def unauthorized() -> web.Response:
    """What the gateway says before the application hears of a request."""
    return web.json_response({"error": {"code": 401, "message": "Unauthorized"}}, status=401)


async def receive(request: web.Request, protect: ProtectState, operation: Operation, now: float) -> Call:
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
    if schema.kind == "integer" and isinstance(value, str) and _DIGITS.fullmatch(value):
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
    value = _parse(raw or b"null")
    schema = _as_the_console_wants_it(operation, schema)
    if found := problems(schema, value):
        raise invalid(found[0])
    if not isinstance(value, dict):
        raise invalid("body must be object")
    return {name: part for name, part in value.items() if name in schema.properties}, True


def _parse(raw: bytes) -> object:
    """Decoded JSON with the numbers of JavaScript, all of which are doubles; nothing else may be called one."""
    try:
        value: object = json.loads(raw.decode(), parse_int=_whole, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise invalid("Unexpected token in JSON") from None
    if _depth(value) > _MAX_DEPTH:
        raise invalid("The JSON is nested too deeply")
    return value


def _whole(digits: str) -> int | float:
    value = float(digits)
    return int(digits) if abs(value) <= _MAX_EXACT else value


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _depth(value: object) -> int:
    """How many objects and lists stand inside of each other."""
    depth, level = 0, [value]
    while level:
        inside = [each for each in level if isinstance(each, (dict, list))]
        level = [part for each in inside for part in (each.values() if isinstance(each, dict) else each)]
        depth += bool(inside)
    return depth


def _as_the_console_wants_it(operation: Operation, schema: Schema) -> Schema:
    """The specification asks for a whole live view.

    The console makes one of what can be written of it, and takes the rest or not; for a change it refuses the rest.
    """
    if not operation.path.startswith("/v1/liveviews"):
        return schema
    writable = {name: schema.properties[name] for name in WRITABLE_OF_LIVEVIEWS}
    taken = schema.properties if operation.verb == "POST" else writable
    return attrs.evolve(schema, properties=taken, required=frozenset(writable), closed=True)

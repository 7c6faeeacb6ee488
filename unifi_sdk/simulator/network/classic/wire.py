"""How the classic API speaks: v1 in an envelope, v2 bare, refusals of both; of a body it checks next to nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import attrs
from aiohttp import web

from unifi_sdk.simulator.network.state import Document, NetworkState, SimulatedSite
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["Call", "ClassicFailure", "Handler", "answer_v1", "answer_v2", "read_body", "refuse_v1", "refuse_v2"]

_IDS = ("_id", "mac", "site_id")


class ClassicFailure(Exception):  # noqa: N818 - the answer to a request, not an error of the simulator
    """A request that the classic API refuses.

    Args:
        code: Without ``api.err.``.
        status: HTTP status; it may be 200.
        inside: Whether it stands in the first thing of ``data``.
        details: What else stands in ``meta``.
    """

    def __init__(self, code: str, status: int = 400, *, inside: bool = False, **details: object) -> None:
        super().__init__(code)
        self.code = f"api.err.{code}"
        self.status = status
        self.inside = inside
        self.details = details


@attrs.frozen(kw_only=True, eq=False)
class Call:
    """A request to a site."""

    network: NetworkState
    site: SimulatedSite
    now: float
    """Unix seconds."""
    ids: Mapping[str, str]
    query: Mapping[str, str]
    body: Document
    is_view_only: bool = False
    """Whether the key is that of an admin who may only look."""

    def text(self, name: str) -> str:
        """A text of the body.

        Raises:
            ClassicFailure: it is missing or no text.
        """
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise ClassicFailure("InvalidPayload", validationError={"field": name})
        return value


Handler = Callable[[Call], object]
"""Performs a call; what it returns is the list in ``data``, or the whole answer of v2, None for an empty one."""


async def read_body(request: web.Request) -> Document:
    """The body of a request, whatever it holds.

    Raises:
        ClassicFailure: it is no JSON object.
    """
    content = await request.read()
    if not content:
        return {}
    try:
        body = json.loads(content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ClassicFailure("InvalidPayload")
    return body


def answer_v1(network: NetworkState, path: str, data: object) -> web.Response:
    """A success of v1."""
    if Quirk.NUMBERS_AS_TEXTS in network.quirks and path.startswith("/stat/"):
        data = _as_texts("", data)
    return web.json_response({"meta": {"rc": "ok"}, "data": [] if data is None else data})


def answer_v2(network: NetworkState, path: str, data: object) -> web.Response:
    """A success of v2."""
    return web.Response(status=200) if data is None else web.json_response(data)


def refuse_v1(network: NetworkState, failure: ClassicFailure) -> web.Response:
    """A refusal of v1, whose HTTP status may be that of a success."""
    meta = {"rc": "error", "msg": failure.code, **failure.details}
    body = {"meta": {"rc": "ok"}, "data": [{"meta": meta}]} if failure.inside else {"meta": meta, "data": []}
    with_200 = Quirk.CLASSIC_ERRORS_WITH_200 in network.quirks and failure.status not in (401, 403)
    return web.json_response(body, status=200 if with_200 else failure.status)


def refuse_v2(network: NetworkState, failure: ClassicFailure) -> web.Response:
    """A refusal of v2."""
    body = {"code": failure.code, "message": failure.code.rpartition(".")[2], "errorCode": failure.status}
    return web.json_response(
        {**body, **({"details": failure.details} if failure.details else {})}, status=failure.status
    )


def _as_texts(name: str, value: object) -> object:
    """Numbers and switches as texts, as every version writes some of them."""
    if isinstance(value, dict):
        return {key: item if key in _IDS else _as_texts(key, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_texts(name, item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value

"""The integration API of a simulated Protect application: keys, the request limit, operations and upgrades."""

from __future__ import annotations

import base64
import hashlib
import inspect
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web

from unifi_sdk._facts import Operation, load, versions
from unifi_sdk.simulator.protect import (
    alarm_hubs,
    alarm_manager,
    arm_profiles,
    bridges,
    cameras,
    chimes,
    files,
    fobs,
    identity_users,
    lights,
    link_stations,
    liveviews,
    meta,
    nvr,
    pos,
    relays,
    sensors,
    sirens,
    speakers,
    users,
    viewers,
)
from unifi_sdk.simulator.protect.sockets import Stream
from unifi_sdk.simulator.protect.state import ProtectState
from unifi_sdk.simulator.protect.wire import (
    Handler,
    ProtectFailure,
    id_required,
    invalid,
    no_endpoint,
    receive,
    refusal,
    unauthorized,
)
from unifi_sdk.simulator.versions import cut_of

__all__ = ["BASE_PATH", "HANDLERS", "STREAMS", "ProtectApi"]

BASE_PATH = "/proxy/protect/integration"
WINDOW_SECONDS = 1
PARTITION = base64.b64encode(hashlib.sha256(b"simulator").hexdigest()[:12].encode()).decode()
"""Stands for the user to whom the keys belong in the `RateLimit-Policy` header."""
STREAMS: Mapping[str, Stream] = {"GET /v1/subscribe/devices": "devices", "GET /v1/subscribe/events": "events"}
_AREAS = (
    alarm_hubs,
    alarm_manager,
    arm_profiles,
    bridges,
    cameras,
    chimes,
    files,
    fobs,
    identity_users,
    lights,
    link_stations,
    liveviews,
    meta,
    nvr,
    pos,
    relays,
    sensors,
    sirens,
    speakers,
    users,
    viewers,
)
HANDLERS: Mapping[str, Handler] = {name: handler for area in _AREAS for name, handler in area.HANDLERS.items()}
"""What performs each operation but the two streams."""

_Responder = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ProtectApi:
    """Everything below `/proxy/protect/integration`.

    Args:
        protect: What stands behind it.
    """

    def __init__(self, protect: ProtectState) -> None:
        self._protect = protect
        self._window_start = -math.inf
        self._window_count = 0

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all that answers HTTP 404."""
        # "~" sorts behind every letter: what is written out comes before what any id would match.
        newest = load("protect", versions("protect")[-1])
        for operation in sorted(newest.operations.values(), key=lambda each: each.path.replace("{", "~")):
            stream = STREAMS.get(operation.name)
            answer = self._subscribing(operation, stream) if stream else self._performing(operation)
            yield web.route(operation.verb, BASE_PATH + operation.path, answer)
        yield web.route("POST", f"{BASE_PATH}/v1/alarm-manager/webhook/", self._refusing(id_required()))
        yield web.route("*", f"{BASE_PATH}/{{tail:.*}}", self._refusing(no_endpoint()))

    def forget_window(self) -> None:
        """Begin to count requests anew."""
        self._window_start = -math.inf

    def _performing(self, newest: Operation) -> _Responder:
        handler = HANDLERS[newest.name]

        async def perform(request: web.Request) -> web.StreamResponse:
            operation = load("protect", self._protect.version).operations[newest.name]
            self._check_version(operation)
            result = handler(await receive(request, self._protect, operation, self._protect.clock.now()))
            if inspect.isawaitable(result):
                result = await result
            if isinstance(result, web.StreamResponse):
                return result
            if operation.answer is None:
                return web.Response(status=operation.status)
            shown = cut_of("protect", self._protect.version, operation.name)(result)
            return web.json_response(shown, status=operation.status)

        async def answer(request: web.Request) -> web.StreamResponse:
            response = await self._gate(request, perform)
            if self._protect.before_answer is not None:
                self._protect.before_answer(newest.name)
            return response

        return answer

    def _subscribing(self, operation: Operation, stream: Stream) -> _Responder:
        async def answer(request: web.Request) -> web.StreamResponse:
            if request.headers.get("X-API-KEY") not in self._protect.api_keys:
                return unauthorized()
            self._begin()
            is_over, headers = self._count()
            code, reason = (1008, "Too many requests") if is_over else (self._protect.socket_refusal, "Refused")
            try:
                self._check_version(operation)
                if code is not None and code < 1000:
                    raise ProtectFailure(code, "The upgrade was refused")
                if not _is_upgrade(request):
                    raise invalid("An upgrade to a WebSocket is expected")
            except ProtectFailure as failure:
                return unauthorized() if failure.status == 401 else refusal(failure)
            if code is not None:
                return await self._protect.sockets.refuse(request, code, reason, headers)
            return await self._protect.sockets.serve(request, stream, headers)

        return answer

    def _refusing(self, failure: ProtectFailure) -> _Responder:
        async def refuse(request: web.Request) -> web.StreamResponse:
            raise failure

        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._gate(request, refuse)

        return answer

    async def _gate(self, request: web.Request, perform: _Responder) -> web.StreamResponse:
        """Let a request in that has a key and is within the limit."""
        if request.headers.get("X-API-KEY") not in self._protect.api_keys:
            return unauthorized()
        self._begin()
        is_over, headers = self._count()
        try:
            response = _too_many_requests() if is_over else await perform(request)
        except ProtectFailure as failure:
            response = refusal(failure)
        response.headers.update(headers)
        return response

    def _begin(self) -> None:
        self._protect.settle()
        self._protect.sockets.cut_idle()

    def _check_version(self, operation: Operation) -> None:
        if not operation.is_in(self._protect.version):
            raise no_endpoint()

    def _count(self) -> tuple[bool, Mapping[str, str]]:
        """Count a request; tell whether it is over the limit, and the headers that say how much is left."""
        limit = self._protect.rate_limit
        if limit is None:
            return False, {}
        now = self._protect.clock.now()
        if now - self._window_start >= WINDOW_SECONDS:
            self._window_start, self._window_count = now, 0
        self._window_count += 1
        name = f'"{limit}-in-{WINDOW_SECONDS}sec"'
        left = max(limit - self._window_count, 0)
        seconds = math.ceil(self._window_start + WINDOW_SECONDS - now)
        return self._window_count > limit, {
            "RateLimit-Policy": f"{name}; q={limit}; w={WINDOW_SECONDS}; pk=:{PARTITION}:",
            "RateLimit": f"{name}; r={left}; t={seconds}",
        }


def _is_upgrade(request: web.Request) -> bool:
    try:
        return bool(web.WebSocketResponse().can_prepare(request))
    except ValueError:  # a key that isn't even ASCII
        return False


def _too_many_requests() -> web.Response:
    body = {"error": "Too many requests", "name": "TOO_MANY_REQUESTS_ERROR"}
    return web.json_response(body, status=429, headers={"Retry-After": str(WINDOW_SECONDS)})

"""The simulated pre-UniFi-OS Protect API of port 7443: login, access keys, bootstrap, cameras and what they recorded."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable
from email.utils import formatdate

from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.protect.devices import Camera, Nvr
from unifi_sdk.simulator.protect.legacy_documents import USER_ID, bootstrap_body, camera_body, user_body
from unifi_sdk.simulator.protect.legacy_media import (
    HOUR_MS,
    ExportedRange,
    Footage,
    asked_size,
    event_body,
    movie,
    number,
    photograph,
)
from unifi_sdk.simulator.protect.state import ProtectState

__all__ = ["BASE_PATH", "SimulatedLegacy"]

BASE_PATH = "/api"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SimulatedLegacy:
    """The older Protect API of a simulated console.

    Every answer's `Date` header comes from `clock`, as do the expiry of tokens and access keys, so that a client may
    judge an access key by the console's own time.

    Args:
        clock: Tells the time in unix seconds.
        protect: Whose cameras are shown; without it there are none.

    Attributes:
        users: Name to password.
        login_attempts: Calls of `POST /api/auth`, good and bad; proves that nobody logs in again and again.
        logins: How many of these succeeded.
        access_keys_issued: Calls of `POST /api/auth/access-key` that succeeded.
        token_seconds: How long a bearer token lives; real consoles don't say.
        access_key_seconds: How long an access key lives.
        footage: What was recorded, and can be exported.
        exports: The clips that were asked for, in order, those that were refused too.
        crashes: How many of them were longer than an hour, at which the application may break down.
    """

    def __init__(self, clock: Clock, protect: ProtectState | None = None) -> None:
        self.clock = clock
        self.protect = protect
        self.users: dict[str, str] = {}
        self.login_attempts = 0
        self.logins = 0
        self.access_keys_issued = 0
        self.token_seconds = 3600.0
        self.access_key_seconds = 300.0
        self.footage = Footage(clock)
        self.exports: list[ExportedRange] = []
        self.crashes = 0
        self._tokens: dict[str, tuple[str, float]] = {}
        self._access_keys: dict[str, float] = {}

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all for paths that nobody knows."""
        yield self._route("POST", "/auth", self._login)
        yield self._route("POST", "/auth/access-key", self._authorized(self._issue_access_key))
        yield self._route("GET", "/bootstrap", self._authorized(self._bootstrap))
        yield self._route("GET", "/cameras", self._authorized(self._list_cameras))
        yield self._route("GET", "/cameras/{id}", self._authorized(self._get_camera))
        yield self._route("GET", "/cameras/{id}/snapshot", self._keyed(self._snapshot))
        yield self._route("GET", "/events", self._authorized(self._list_events))
        yield self._route("GET", "/thumbnails/{id}", self._keyed(self._thumbnail))
        yield self._route("GET", "/video/export", self._keyed(self._export))
        yield self._route("*", "/{tail:.*}", self._authorized(self._not_found))

    async def close(self) -> None:
        """End every session, as a restart of the application would."""
        self.revoke_tokens()
        self.revoke_access_keys()

    def revoke_tokens(self) -> None:
        """Make every bearer token invalid: the next call with one gets HTTP 401, a new login works."""
        self._tokens.clear()

    def revoke_access_keys(self) -> None:
        """Make every access key invalid; bearer tokens stay good."""
        self._access_keys.clear()

    def _route(self, method: str, path: str, handler: Handler) -> web.RouteDef:
        async def handle(request: web.Request) -> web.StreamResponse:
            response = await handler(request)
            if not response.prepared:
                response.headers["Date"] = self._date()
            return response

        return web.route(method, BASE_PATH + path, handle)

    def _authorized(self, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            return _unauthorized() if self._username(request) is None else await handler(request)

        return handle

    def _keyed(self, handler: Handler) -> Handler:
        """Let a request in that has an access key in the query, in place of the bearer token."""

        async def handle(request: web.Request) -> web.StreamResponse:
            key = request.query.get("accessKey", "")
            if self._username(request) is None and self.clock.now() >= self._access_keys.get(key, 0.0):
                return _unauthorized()
            return await handler(request)

        return handle

    def _date(self) -> str:
        return formatdate(self.clock.now(), usegmt=True)

    async def _login(self, request: web.Request) -> web.Response:
        self.login_attempts += 1
        username, password = _credentials(await request.read())
        if username is None or password is None or self.users.get(username) != password:
            return web.json_response({"error": "invalid username or password"}, status=401)
        self.logins += 1
        token = _new_token()
        self._tokens[token] = (username, self.clock.now() + self.token_seconds)
        return web.json_response(user_body(username), headers={"Authorization": token})

    async def _issue_access_key(self, request: web.Request) -> web.Response:
        self.access_keys_issued += 1
        return web.json_response({"accessKey": self._new_access_key()}, headers={"Authorization": _bearer(request)})

    async def _bootstrap(self, request: web.Request) -> web.Response:
        username = self._username(request) or ""
        nvr = Nvr() if self.protect is None else self.protect.nvr
        cameras = list(self._cameras().values())
        key = self._new_access_key()
        return web.json_response(bootstrap_body(username, key, nvr, cameras, self.footage, self._milliseconds()))

    async def _list_cameras(self, request: web.Request) -> web.Response:
        return web.json_response([self._body(camera) for camera in self._cameras().values()])

    async def _get_camera(self, request: web.Request) -> web.Response:
        camera = self._cameras().get(request.match_info["id"])
        return _error(404, "NotFoundError") if camera is None else web.json_response(self._body(camera))

    async def _snapshot(self, request: web.Request) -> web.Response:
        camera = self._cameras().get(request.match_info["id"])
        if camera is None:
            return _error(404, "NotFoundError")
        size = asked_size(request.query.get("w"), request.query.get("h"))
        if size is None:
            return _error(400, "BadRequestError")
        if not camera.is_connected:
            return _error(503, "ServiceUnavailableError")
        return await photograph(camera, self.clock.now(), size)

    async def _list_events(self, request: web.Request) -> web.Response:
        bounds = [number(request.query.get(name)) for name in ("start", "end")]
        if any(name in request.query and bound is None for name, bound in zip(("start", "end"), bounds, strict=True)):
            return _error(400, "BadRequestError")
        start, end = bounds
        types = [*request.query.getall("type", []), *request.query.getall("types", [])]
        shown = [
            event
            for event in ([] if self.protect is None else self.protect.events)
            if event.device in self._cameras()
            and (not types or event.type in types)
            and (end is None or event.start <= end)
            and (start is None or event.end is None or event.end >= start)
        ]
        return web.json_response([event_body(event) for event in shown])

    async def _thumbnail(self, request: web.Request) -> web.Response:
        wanted = request.match_info["id"].removeprefix("e-")
        events = {} if self.protect is None else {event.id: event for event in self.protect.events}
        camera = self._cameras().get(events[wanted].device) if wanted in events else None
        if camera is None:
            return _error(404, "NotFoundError")
        size = asked_size(request.query.get("w"), request.query.get("h"))
        if size is None:
            return _error(400, "BadRequestError")
        return await photograph(camera, events[wanted].start / 1000, size)

    async def _export(self, request: web.Request) -> web.StreamResponse:
        start, end = (number(request.query.get(name)) for name in ("start", "end"))
        channel = number(request.query.get("channel", "0"))
        if start is None or end is None or channel is None or end <= start:
            return _error(400, "BadRequestError")
        camera = self._cameras().get(request.query.get("camera", ""))
        if camera is None:
            return _error(404, "NotFoundError")
        self.exports.append(ExportedRange(camera.id, start, end, channel))
        if end - start > HOUR_MS:
            self.crashes += 1
            return _error(500, "InternalServerError")
        name = f"{camera.mac}_{channel}_{start}_{end}.mp4"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Date": self._date()}
        response = web.StreamResponse(headers=headers)
        response.content_type = "video/mp4"
        await response.prepare(request)
        for block in movie(camera, start, self.footage.seconds(start, end)):
            await response.write(block)
        return response

    async def _not_found(self, request: web.Request) -> web.Response:
        return _error(404, "NotFoundError")

    def _username(self, request: web.Request) -> str | None:
        """Who sends the request, by its bearer token; None without a valid one."""
        username, expires_at = self._tokens.get(_bearer(request), (None, 0.0))
        return username if self.clock.now() < expires_at else None

    def _new_access_key(self) -> str:
        """`<expiry in unix milliseconds>:<user id>:<128 hexadecimal digits>`."""
        expires_at = self.clock.now() + self.access_key_seconds
        key = f"{int(expires_at * 1000):013}:{USER_ID}:{secrets.token_hex(64)}"
        self._access_keys[key] = expires_at
        return key

    def _cameras(self) -> dict[str, Camera]:
        return {} if self.protect is None else self.protect.cameras

    def _body(self, camera: Camera) -> dict[str, object]:
        return camera_body(camera, self.footage, self._milliseconds())

    def _milliseconds(self) -> int:
        return round(self.clock.now() * 1000)


def _credentials(raw: bytes) -> tuple[str | None, str | None]:
    """Name and password of a login; None for whatever is missing or no text."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None, None
    values = (body.get("username"), body.get("password")) if isinstance(body, dict) else (None, None)
    username, password = (value if isinstance(value, str) else None for value in values)
    return username, password


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _new_token() -> str:
    """Three base64 parts like those of a JSON web token; nobody but the console can read anything into it."""
    parts = [json.dumps({"alg": "HS256", "typ": "JWT"}), json.dumps({"id": USER_ID}), secrets.token_hex(16)]
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


def _unauthorized() -> web.Response:
    return web.json_response({"error": "Unauthorized", "type": "AuthenticationError"}, status=401)


def _error(status: int, kind: str) -> web.Response:
    return web.json_response({"error": kind.removesuffix("Error"), "type": kind}, status=status)

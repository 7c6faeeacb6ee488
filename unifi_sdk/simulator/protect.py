"""A simulated UniFi Protect application: cameras, their snapshots and the recorder over its integration API."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import math
from typing import TYPE_CHECKING

from aiohttp import web

from unifi_sdk.simulator.protect_state import Camera, Nvr, sample_cameras
from unifi_sdk.simulator.scene import picture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from unifi_sdk.simulator.clock import Clock

    Handler = Callable[[web.Request], Awaitable[web.Response]]

__all__ = ["BASE_PATH", "Camera", "Nvr", "SimulatedProtect"]

BASE_PATH = "/proxy/protect/integration"
VERSION = "7.2.84"
WINDOW_SECONDS = 1
SMALL, FULL_HD = (640, 360), (1920, 1080)
PARTITION = base64.b64encode(hashlib.sha256(b"simulator").hexdigest()[:12].encode()).decode()
"""Stands for the user to whom the keys belong in the `RateLimit-Policy` header."""


class SimulatedProtect:
    """The Protect application of a simulated console.

    Args:
        clock: Tells the time in unix seconds; snapshots show it and the request limit counts by it.
        seed: Start with the sample cameras of `protect_state`; else with none.

    Attributes:
        api_keys: The accepted `X-API-KEY` values. All belong to one user, so they share one request limit.
        cameras: Camera id to camera, in the order of the list.
        nvr: What `GET /v1/nvrs` shows.
        rate_limit: Requests a second before HTTP 429; None for no limit and no such headers.
    """

    def __init__(self, clock: Clock, *, seed: bool = True) -> None:
        self.clock = clock
        self.api_keys: set[str] = set()
        self.cameras: dict[str, Camera] = {camera.id: camera for camera in (sample_cameras() if seed else [])}
        self.nvr = Nvr()
        self.rate_limit: int | None = 10
        self._window_start = -math.inf
        self._window_count = 0

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all that answers HTTP 404."""
        yield self._route("GET", "/v1/meta/info", self._info)
        yield self._route("GET", "/v1/cameras", self._list_cameras)
        yield self._route("GET", "/v1/cameras/{id}", self._get_camera)
        yield self._route("GET", "/v1/cameras/{id}/snapshot", self._snapshot)
        yield self._route("GET", "/v1/nvrs", self._get_nvr)
        yield self._route("*", "/{tail:.*}", self._not_found)

    async def close(self) -> None:
        """Forget the request window; nothing stays open between requests."""
        self._window_start = -math.inf

    def _route(self, method: str, path: str, handler: Handler) -> web.RouteDef:
        async def handle(request: web.Request) -> web.Response:
            if request.headers.get("X-API-KEY") not in self.api_keys:
                return web.json_response({"error": {"code": 401, "message": "Unauthorized"}}, status=401)
            is_over, headers = self._count()
            response = _too_many_requests() if is_over else await handler(request)
            response.headers.update(headers)
            return response

        return web.route(method, BASE_PATH + path, handle)

    def _count(self) -> tuple[bool, Mapping[str, str]]:
        """Count a request; tell whether it is over the limit, and the headers that say how much is left."""
        if self.rate_limit is None:
            return False, {}
        now = self.clock.now()
        if now - self._window_start >= WINDOW_SECONDS:
            self._window_start, self._window_count = now, 0
        self._window_count += 1
        name = f'"{self.rate_limit}-in-{WINDOW_SECONDS}sec"'
        left = max(self.rate_limit - self._window_count, 0)
        seconds = math.ceil(self._window_start + WINDOW_SECONDS - now)
        return self._window_count > self.rate_limit, {
            "RateLimit-Policy": f"{name}; q={self.rate_limit}; w={WINDOW_SECONDS}; pk=:{PARTITION}:",
            "RateLimit": f"{name}; r={left}; t={seconds}",
        }

    async def _info(self, request: web.Request) -> web.Response:
        return web.json_response({"applicationVersion": VERSION})

    async def _list_cameras(self, request: web.Request) -> web.Response:
        return web.json_response([camera.body() for camera in self.cameras.values()])

    async def _get_camera(self, request: web.Request) -> web.Response:
        camera = self.cameras.get(request.match_info["id"])
        return _error(404, "No such camera") if camera is None else web.json_response(camera.body())

    async def _snapshot(self, request: web.Request) -> web.Response:
        camera = self.cameras.get(request.match_info["id"])
        high_quality, channel = request.query.get("highQuality", "false"), request.query.get("channel", "main")
        if high_quality not in ("true", "false") or channel not in ("main", "package"):
            return _error(400, "Invalid query parameter")
        if camera is None:
            return _error(404, "No such camera")
        if channel == "package" and not camera.has_package_camera:
            return _error(400, "The camera has no package camera")
        if not camera.is_connected:
            return _error(503, "The camera is offline")
        size = FULL_HD if high_quality == "true" and camera.has_full_hd_snapshot else SMALL
        return web.Response(body=await self._picture(camera, channel, size), content_type="image/jpeg")

    async def _get_nvr(self, request: web.Request) -> web.Response:
        return web.json_response(self.nvr.body())

    async def _not_found(self, request: web.Request) -> web.Response:
        return _error(404, "No such endpoint")

    async def _picture(self, camera: Camera, channel: str, size: tuple[int, int]) -> bytes:
        seed, label = camera.id, camera.name or "Camera"
        if channel == "package":
            seed, label = f"{seed}/package", f"{label} package"
        return await asyncio.to_thread(picture, seed, label, self.clock.now(), *size)


def _error(status: int, text: str) -> web.Response:
    """The application's own error body (schema `genericError`)."""
    return web.json_response({"error": text, "name": "API_ERROR"}, status=status)


def _too_many_requests() -> web.Response:
    body = {"error": "Too many requests", "name": "TOO_MANY_REQUESTS_ERROR"}
    return web.json_response(body, status=429, headers={"Retry-After": str(WINDOW_SECONDS)})

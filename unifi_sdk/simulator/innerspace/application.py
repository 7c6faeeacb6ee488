"""The simulated InnerSpace application: plans and what stands on them, and its six reads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

from aiohttp import web

__all__ = ["SimulatedInnerspace"]

_PREFIX: Final = "/proxy/innerspace/integration/v1"
_GROUND: Final = "0c5f6c52-5d3e-4b8c-8a51-1f0f2e7a9d01"
_PICTURE: Final = b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"/>'

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SimulatedInnerspace:
    """The state of an InnerSpace application, and its API. What stands in it may be changed by a test.

    Args:
        seed: Whether there is a ground floor with an access point and a switch.
    """

    def __init__(self, *, seed: bool = True) -> None:
        self.api_keys: set[str] = set()
        self.project: dict[str, Any] = {"shapes": [], "plans": [], "products": [], "wallTypes": []}
        self.project |= {"attenuationObjectTypes": [], "project": {}}
        self.floor_plans: list[dict[str, Any]] = []
        self.access_points: list[dict[str, Any]] = []
        self.switches: list[dict[str, Any]] = []
        self.unplaced: list[dict[str, Any]] = []
        self.assets: dict[tuple[str, str], tuple[bytes, str]] = {}
        """Content and media type, by the plan's id and the name of the file."""
        if seed:
            self._furnish()

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path."""
        handlers: dict[str, Handler] = {
            "/project": self._project,
            "/floor_plans": self._floor_plans,
            "/access_points": self._list("access_points", self.access_points),
            "/switches": self._list("switches", self.switches),
            "/inventory": self._list("devices", self.unplaced),
            "/assets/{plan_id}/{filename}": self._asset,
        }
        return [web.get(_PREFIX + path, self._entrance(handler)) for path, handler in handlers.items()]

    def _entrance(self, handler: Handler) -> Handler:
        async def enter(request: web.Request) -> web.StreamResponse:
            if request.headers.get("X-API-KEY") not in self.api_keys:
                return _refused(401, "Unauthorized")
            return await handler(request)

        return enter

    async def _project(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("mode", "2D") not in ("2D", "3D"):
            return _refused(400, "mode must be 2D or 3D")
        return web.json_response({"data": self.project})

    async def _floor_plans(self, request: web.Request) -> web.StreamResponse:
        site = request.query.get("siteId")
        plans = [plan for plan in self.floor_plans if site in (None, plan.get("site_id"))]
        return web.json_response({"floor_plans": plans})

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        found = self.assets.get((request.match_info["plan_id"], request.match_info["filename"]))
        if found is None:
            return _refused(404, "Not found")
        content, content_type = found
        return web.Response(body=content, content_type=content_type)

    def _list(self, name: str, items: list[dict[str, Any]]) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            return web.json_response({name: items})

        return answer

    def _furnish(self) -> None:
        plan: dict[str, Any] = {"id": _GROUND, "name": "Ground floor", "floor_number": 0, "ppm": 40.0}
        plan |= {"image_url": f"/v1/assets/{_GROUND}/plan.svg", "width": 1200, "height": 800, "site_id": "default"}
        lobby: dict[str, Any] = {
            "id": "ap-1",
            "name": "Lobby",
            "model": "U7 Pro",
            "mac": "74acb9100004",
            "serial": None,
        }
        lobby |= {"floor_plan_id": _GROUND, "x": 310.5, "y": 220, "height": 2.6, "azimuth": 90, "mount": None}
        switch: dict[str, Any] = {"id": "sw-1", "name": "Lobby Switch", "model": "USW Pro 24 PoE"}
        self.floor_plans.append(plan)
        self.access_points.append({**lobby, "status": "online"})
        self.switches.append(
            {**switch, "mac": "74acb9100002", "floor_plan_id": _GROUND, "x": 40, "y": 60, "rack": "R1"}
        )
        self.unplaced.append({"id": "ap-2", "name": "Garden", "model": "U6 Mesh", "mac": "74acb9100005"})
        self.assets[_GROUND, "plan.svg"] = (_PICTURE, "image/svg+xml")


def _refused(status: int, message: str) -> web.Response:
    return web.json_response({"error": {"code": status, "message": message}}, status=status)

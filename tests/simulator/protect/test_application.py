"""The simulated Protect application on the wire: cameras, snapshots, errors and the request limit."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from unifi_sdk.simulator.clock import ManualClock
from unifi_sdk.simulator.protect.application import BASE_PATH, SimulatedProtect
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras

DOORBELL, _, TURNING, OFFLINE, FOREIGN = (camera.id for camera in sample_cameras())
CAMERA_KEYS = {
    "id", "modelKey", "state", "name", "type", "guid", "mac", "isMicEnabled", "osdSettings", "ledSettings",
    "micVolume", "activePatrolSlot", "videoMode", "hdrType", "featureFlags", "smartDetectSettings", "hasPackageCamera",
}  # fmt: skip


class Api:
    def __init__(self, client: TestClient) -> None:
        self._client = client

    async def get(self, path: str, key: str | None = "key") -> ClientResponse:
        headers = {} if key is None else {"X-API-KEY": key}
        response = await self._client.get(BASE_PATH + path, headers=headers)
        await response.read()
        return response

    async def json(self, path: str) -> object:
        response = await self.get(path)
        assert response.status == 200
        return await response.json()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def protect(clock: ManualClock) -> SimulatedProtect:
    protect = SimulatedProtect(clock)
    protect.api_keys = {"key", "other-key"}
    return protect


@pytest.fixture
async def api(protect: SimulatedProtect) -> AsyncIterator[Api]:
    app = web.Application()
    app.add_routes(protect.routes())
    async with TestClient(TestServer(app)) as client:
        yield Api(client)
    await protect.close()


@pytest.mark.parametrize("key", [None, "wrong"])
@pytest.mark.parametrize("path", ["/v1/meta/info", "/v1/nothing"])
async def test_a_missing_or_wrong_key_is_the_gateways_http_401(api: Api, key: str | None, path: str) -> None:
    response = await api.get(path, key)
    assert response.status == 401
    assert await response.json() == {"error": {"code": 401, "message": "Unauthorized"}}
    assert "RateLimit" not in response.headers


async def test_the_version_is_told(api: Api) -> None:
    assert await api.json("/v1/meta/info") == {"applicationVersion": "7.2.84"}


async def test_cameras_are_a_bare_array_of_whole_cameras(api: Api) -> None:
    cameras = await api.json("/v1/cameras")
    assert isinstance(cameras, list)
    assert [camera["id"] for camera in cameras] == [camera.id for camera in sample_cameras()]
    assert all(camera.keys() - {"lcdMessage"} == CAMERA_KEYS for camera in cameras)


async def test_a_display_message_is_an_object_null_or_missing(api: Api) -> None:
    doorbell, turning, foreign = [await api.json(f"/v1/cameras/{camera}") for camera in (DOORBELL, TURNING, FOREIGN)]
    assert doorbell["lcdMessage"]["type"] == "CUSTOM_MESSAGE"
    assert "lcdMessage" not in turning
    assert foreign["lcdMessage"] is None


async def test_the_recorder_is_one_object(api: Api) -> None:
    nvr = await api.json("/v1/nvrs")
    assert nvr.keys() == {"id", "modelKey", "name", "type", "guid", "mac", "doorbellSettings", "armMode"}
    assert len(nvr["armMode"]) == 8


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/nothing", 404),
        ("/v1/cameras/unknown", 404),
        ("/v1/cameras/unknown/snapshot", 404),
        (f"/v1/cameras/{DOORBELL}/snapshot?highQuality=yes", 400),
        (f"/v1/cameras/{DOORBELL}/snapshot?channel=side", 400),
        (f"/v1/cameras/{TURNING}/snapshot?channel=package", 400),
        (f"/v1/cameras/{OFFLINE}/snapshot", 503),
    ],
)
async def test_a_refusal_names_an_error_in_the_applications_body(api: Api, path: str, status: int) -> None:
    response = await api.get(path)
    body = await response.json()
    assert (response.status, body["name"]) == (status, "API_ERROR")
    assert isinstance(body["error"], str)


@pytest.mark.parametrize(
    ("camera", "query", "size"),
    [
        (DOORBELL, "", (640, 360)),
        (DOORBELL, "?highQuality=false", (640, 360)),
        (DOORBELL, "?highQuality=true", (1920, 1080)),
        (DOORBELL, "?channel=package", (640, 360)),
        (FOREIGN, "?highQuality=true", (640, 360)),
    ],
)
async def test_a_snapshot_is_a_jpeg_of_the_size_the_camera_can_give(
    api: Api, camera: str, query: str, size: tuple[int, int]
) -> None:
    response = await api.get(f"/v1/cameras/{camera}/snapshot{query}")
    assert (response.status, response.content_type) == (200, "image/jpeg")
    with Image.open(io.BytesIO(await response.read())) as image:
        assert (image.format, image.size) == ("JPEG", size)


async def test_the_package_camera_sees_something_else(api: Api) -> None:
    shots = [await (await api.get(f"/v1/cameras/{DOORBELL}/snapshot?channel={c}")).read() for c in ("main", "package")]
    assert shots[0] != shots[1]


async def test_a_snapshot_changes_with_the_clock(api: Api, clock: ManualClock) -> None:
    path = f"/v1/cameras/{DOORBELL}/snapshot"
    first, again = [await (await api.get(path)).read() for _ in range(2)]
    clock.advance(1)
    later = await (await api.get(path)).read()
    assert first == again
    assert later != first


async def test_the_limit_and_what_is_left_of_it_are_told(api: Api) -> None:
    headers = (await api.get("/v1/meta/info")).headers
    assert re.fullmatch(r'"10-in-1sec"; q=10; w=1; pk=:[A-Za-z0-9+/=]+:', headers["RateLimit-Policy"])
    assert headers["RateLimit"] == '"10-in-1sec"; r=9; t=1'


async def test_the_eleventh_request_of_a_second_is_http_429(api: Api, clock: ManualClock) -> None:
    statuses = [(await api.get("/v1/meta/info", key)).status for key in ["key", "other-key"] * 5]
    response = await api.get("/v1/meta/info")
    assert statuses == [200] * 10
    assert (response.status, response.headers["Retry-After"]) == (429, "1")
    assert await response.json() == {"error": "Too many requests", "name": "TOO_MANY_REQUESTS_ERROR"}
    assert response.headers["RateLimit"] == '"10-in-1sec"; r=0; t=1'
    clock.advance(1)
    assert (await api.get("/v1/meta/info")).status == 200


async def test_the_limit_can_be_changed_and_switched_off(api: Api, protect: SimulatedProtect) -> None:
    protect.rate_limit = 2
    assert [(await api.get("/v1/nvrs")).status for _ in range(3)] == [200, 200, 429]
    protect.rate_limit = None
    response = await api.get("/v1/nvrs")
    assert response.status == 200
    assert "RateLimit-Policy" not in response.headers

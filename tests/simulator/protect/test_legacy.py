"""The simulated older Protect API on the wire: login, access keys, expiry and cameras."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from unifi_sdk.simulator.clock import ManualClock
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras
from unifi_sdk.simulator.protect.legacy import SimulatedLegacy

LOGIN = {"username": "viewer", "password": "not-a-real-password"}
CAMERA, _, _, OFFLINE, _ = (camera.id for camera in sample_cameras())
UNAUTHORIZED = {"error": "Unauthorized", "type": "AuthenticationError"}


class Api:
    def __init__(self, client: TestClient) -> None:
        self._client = client

    async def send(self, method: str, path: str, token: str | None = None, json: object = None) -> ClientResponse:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        response = await self._client.request(method, "/api" + path, json=json, headers=headers)
        await response.read()
        return response

    async def login(self) -> str:
        response = await self.send("POST", "/auth", json=LOGIN)
        assert response.status == 200
        return response.headers["Authorization"]

    async def access_key(self, token: str) -> str:
        return (await (await self.send("POST", "/auth/access-key", token)).json())["accessKey"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def legacy(clock: ManualClock) -> SimulatedLegacy:
    legacy = SimulatedLegacy(clock, SimulatedProtect(clock))
    legacy.users = {LOGIN["username"]: LOGIN["password"]}
    return legacy


@pytest.fixture
async def api(legacy: SimulatedLegacy) -> AsyncIterator[Api]:
    app = web.Application()
    app.add_routes(legacy.routes())
    async with TestClient(TestServer(app)) as client:
        yield Api(client)
    await legacy.close()


async def test_a_login_answers_the_user_and_the_bare_token_in_a_header(api: Api) -> None:
    response = await api.send("POST", "/auth", json=LOGIN)
    user = await response.json()
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", response.headers["Authorization"])
    assert (user["localUsername"], user["modelKey"], len(user["id"])) == ("viewer", "user", 24)
    assert "camera:read,readmedia:*" in user["allPermissions"]


@pytest.mark.parametrize("body", [{"username": "viewer", "password": "x"}, {"username": "nobody"}, {}, [], None])
async def test_a_wrong_login_is_http_401(api: Api, body: object) -> None:
    response = await api.send("POST", "/auth", json=body)
    assert response.status == 401
    assert await response.json() == {"error": "invalid username or password"}
    assert "Authorization" not in response.headers


async def test_logins_are_counted(api: Api, legacy: SimulatedLegacy) -> None:
    await api.login()
    await api.send("POST", "/auth", json={})
    assert (legacy.login_attempts, legacy.logins) == (2, 1)


@pytest.mark.parametrize("token", [None, "invented"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/auth/access-key"),
        ("GET", "/bootstrap"),
        ("GET", "/cameras"),
        ("GET", f"/cameras/{CAMERA}"),
        ("GET", f"/cameras/{CAMERA}/snapshot"),
        ("GET", "/nothing"),
    ],
)
async def test_everything_else_needs_a_valid_token(api: Api, method: str, path: str, token: str | None) -> None:
    response = await api.send(method, path, token)
    assert (response.status, await response.json()) == (401, UNAUTHORIZED)


async def test_an_access_key_has_an_expiry_a_user_and_data(
    api: Api, legacy: SimulatedLegacy, clock: ManualClock
) -> None:
    token = await api.login()
    response = await api.send("POST", "/auth/access-key", token)
    key = (await response.json())["accessKey"]
    assert re.fullmatch(r"\d{13}:[0-9a-f]{24}:[0-9a-f]{128}", key)
    assert int(key[:13]) == (clock.now() + legacy.access_key_seconds) * 1000
    assert response.headers["Authorization"] == token
    assert legacy.access_keys_issued == 1


async def test_a_token_expires_by_the_clock(api: Api, legacy: SimulatedLegacy, clock: ManualClock) -> None:
    token = await api.login()
    clock.advance(legacy.token_seconds - 1)
    assert (await api.send("GET", "/cameras", token)).status == 200
    clock.advance(1)
    assert (await api.send("GET", "/cameras", token)).status == 401


async def test_revoked_tokens_are_refused_until_the_next_login(api: Api, legacy: SimulatedLegacy) -> None:
    token = await api.login()
    legacy.revoke_tokens()
    assert (await api.send("GET", "/cameras", token)).status == 401
    assert (await api.send("GET", "/cameras", await api.login())).status == 200
    assert legacy.logins == 2


async def test_the_bootstrap_holds_an_access_key_that_works(api: Api) -> None:
    bootstrap = await (await api.send("GET", "/bootstrap", await api.login())).json()
    assert {"authUserId", "cameras", "users", "groups", "liveviews", "nvr", "lastUpdateId"} < bootstrap.keys()
    path = f"/cameras/{CAMERA}/snapshot?accessKey={bootstrap['accessKey']}"
    assert (await api.send("GET", path)).status == 200


async def test_the_bootstrap_says_since_when_there_is_video(
    api: Api, legacy: SimulatedLegacy, clock: ManualClock
) -> None:
    now = clock.now()
    legacy.footage.ranges = [(now - 7200, now - 3600), (now - 1800, now + 10)]
    bootstrap = await (await api.send("GET", "/bootstrap", await api.login())).json()
    for camera in bootstrap["cameras"]:
        video = camera["stats"]["video"]
        assert (video["recordingStart"], video["recordingEnd"]) == ((now - 7200) * 1000, now * 1000)


@pytest.mark.parametrize("ranges", [[], [(4e9, 5e9)]])
async def test_without_footage_the_bootstrap_names_no_video(api: Api, legacy: SimulatedLegacy, ranges: object) -> None:
    legacy.footage.ranges = ranges
    bootstrap = await (await api.send("GET", "/bootstrap", await api.login())).json()
    assert {camera["stats"]["video"]["recordingStart"] for camera in bootstrap["cameras"]} == {None}


async def test_the_bootstrap_has_what_exporters_read(api: Api) -> None:
    bootstrap = await (await api.send("GET", "/bootstrap", await api.login())).json()
    for camera in bootstrap["cameras"]:
        assert isinstance(camera["isConnected"], bool)
        assert isinstance(camera["stats"]["storage"]["used"], int)
        assert {"rxBytes", "txBytes", "wifi", "battery", "video", "storage"} <= camera["stats"].keys()
        assert [channel["name"] for channel in camera["channels"]] == ["High", "Medium", "Low"]
    nvr = bootstrap["nvr"]
    assert nvr["storageInfo"]["totalSpaceUsed"] < nvr["storageInfo"]["totalSize"]
    assert {"cpu", "memory", "storage"} <= nvr["systemInfo"].keys()
    assert (nvr["name"], nvr["isConnectedToCloud"]) == ("Harbour House", True)


async def test_nothing_in_the_bootstrap_lacks_a_name(api: Api, legacy: SimulatedLegacy) -> None:
    assert legacy.protect is not None
    legacy.protect.nvr.name = None
    bootstrap = await (await api.send("GET", "/bootstrap", await api.login())).json()

    def names(value: object) -> list[object]:
        if isinstance(value, list):
            return [name for each in value for name in names(each)]
        if not isinstance(value, dict):
            return []
        own = [value[key] for key in ("name", "type") if key in value]
        return own + [name for each in value.values() for name in names(each)]

    found = names(bootstrap)
    assert len(found) > 20
    assert all(found)


async def test_cameras_are_those_of_protect(api: Api) -> None:
    token = await api.login()
    cameras = await (await api.send("GET", "/cameras", token)).json()
    assert [camera["id"] for camera in cameras] == [camera.id for camera in sample_cameras()]
    assert await (await api.send("GET", f"/cameras/{CAMERA}", token)).json() == cameras[0]


async def test_without_protect_there_are_no_cameras(api: Api, legacy: SimulatedLegacy) -> None:
    legacy.protect = None
    assert await (await api.send("GET", "/cameras", await api.login())).json() == []


@pytest.mark.parametrize("path", ["/cameras/unknown", "/cameras/unknown/snapshot", "/nothing"])
async def test_an_unknown_thing_is_http_404(api: Api, path: str) -> None:
    assert (await api.send("GET", path, await api.login())).status == 404


async def test_a_snapshot_opens_with_a_token_or_an_access_key(api: Api) -> None:
    token = await api.login()
    path = f"/cameras/{CAMERA}/snapshot"
    by_token = await api.send("GET", path, token)
    by_key = await api.send("GET", f"{path}?accessKey={await api.access_key(token)}&force=true&ts=1")
    assert (by_token.status, by_token.content_type) == (200, "image/jpeg")
    assert await by_token.read() == await by_key.read()


async def test_an_access_key_expires_by_the_clock(api: Api, legacy: SimulatedLegacy, clock: ManualClock) -> None:
    path = f"/cameras/{CAMERA}/snapshot?accessKey={await api.access_key(await api.login())}"
    clock.advance(legacy.access_key_seconds)
    response = await api.send("GET", path)
    assert (response.status, await response.json()) == (401, UNAUTHORIZED)


async def test_a_revoked_access_key_is_refused_while_the_token_stays_good(api: Api, legacy: SimulatedLegacy) -> None:
    token = await api.login()
    path = f"/cameras/{CAMERA}/snapshot?accessKey={await api.access_key(token)}"
    legacy.revoke_access_keys()
    assert (await api.send("GET", path)).status == 401
    assert (await api.send("GET", path, token)).status == 200


async def test_an_access_key_opens_nothing_but_snapshots(api: Api) -> None:
    key = await api.access_key(await api.login())
    assert (await api.send("GET", f"/cameras?accessKey={key}")).status == 401


@pytest.mark.parametrize(
    ("query", "size"),
    [("?w=320", (320, 180)), ("?w=100&h=100", (100, 100)), ("?w=99999&h=99999", (1920, 1080)), ("?w=1", (1, 1))],
)
async def test_a_snapshot_has_the_size_asked_for(api: Api, query: str, size: tuple[int, int]) -> None:
    response = await api.send("GET", f"/cameras/{CAMERA}/snapshot{query}", await api.login())
    with Image.open(io.BytesIO(await response.read())) as image:
        assert (image.format, image.size) == ("JPEG", size)


@pytest.mark.parametrize("query", ["?w=0", "?w=x", "?h=-1", "?w=" + "9" * 5000])
async def test_a_senseless_size_is_refused(api: Api, query: str) -> None:
    response = await api.send("GET", f"/cameras/{CAMERA}/snapshot{query}", await api.login())
    assert response.status == 400


async def test_an_offline_camera_gives_no_snapshot(api: Api) -> None:
    assert (await api.send("GET", f"/cameras/{OFFLINE}/snapshot", await api.login())).status == 503


async def test_the_date_header_follows_the_consoles_clock(api: Api, clock: ManualClock) -> None:
    clock.advance(12345)
    response = await api.send("POST", "/auth", json=LOGIN)
    assert parsedate_to_datetime(response.headers["Date"]).timestamp() == clock.now()

"""What the simulated older Protect API has recorded: clips, events and thumbnails."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from unifi_sdk.simulator.clock import ManualClock
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras
from unifi_sdk.simulator.protect.legacy import SimulatedLegacy
from unifi_sdk.simulator.protect.legacy_media import ExportedRange

LOGIN = {"username": "viewer", "password": "not-a-real-password"}
CAMERA, _, _, OFFLINE, _ = (camera.id for camera in sample_cameras())
HOUR = 3_600_000


class Api:
    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.key = ""

    async def get(self, path: str, key: bool = True, **query: object) -> ClientResponse:
        given = {"accessKey": self.key} if key else {}
        response = await self._client.get("/api" + path, params={**given, **{n: str(v) for n, v in query.items()}})
        await response.read()
        return response

    async def events(self, query: str = "") -> list[dict[str, object]]:
        response = await self._client.get("/api/events" + query, headers=self._headers)
        assert response.status == 200
        return await response.json()

    async def login(self) -> None:
        token = (await self._client.post("/api/auth", json=LOGIN)).headers["Authorization"]
        self._headers = {"Authorization": f"Bearer {token}"}
        response = await self._client.post("/api/auth/access-key", headers=self._headers)
        self.key = (await response.json())["accessKey"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def protect(clock: ManualClock) -> SimulatedProtect:
    return SimulatedProtect(clock)


@pytest.fixture
def legacy(clock: ManualClock, protect: SimulatedProtect) -> SimulatedLegacy:
    legacy = SimulatedLegacy(clock, protect)
    legacy.users = {LOGIN["username"]: LOGIN["password"]}
    return legacy


@pytest.fixture
async def api(legacy: SimulatedLegacy) -> AsyncIterator[Api]:
    app = web.Application()
    app.add_routes(legacy.routes())
    async with TestClient(TestServer(app)) as client:
        api = Api(client)
        await api.login()
        yield api


@pytest.fixture
def now(clock: ManualClock) -> int:
    return round(clock.now() * 1000)


async def test_a_clip_is_a_movie_without_a_length_and_named_after_what_it_shows(api, protect, now):
    start, end = now - HOUR, now - 1
    response = await api.get("/video/export", camera=CAMERA, start=start, end=end, channel=1)
    body = await response.read()
    assert (response.status, response.content_type) == (200, "video/mp4")
    assert "Content-Length" not in response.headers
    name = f"{protect.cameras[CAMERA].mac}_1_{start}_{end}.mp4"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert body[4:8] == b"ftyp"
    assert len(body) > 50_000


async def test_the_same_clip_is_always_the_same(api, now):
    query = {"camera": CAMERA, "start": now - 60_000, "end": now - 1}
    clips = [await (await api.get("/video/export", **query)).read() for _ in range(2)]
    other = await (await api.get("/video/export", **{**query, "camera": OFFLINE})).read()
    assert clips[0] == clips[1] != other


async def test_a_longer_time_makes_a_longer_clip(api, now):
    sizes = [
        len(await (await api.get("/video/export", camera=CAMERA, start=now - seconds * 1000, end=now)).read())
        for seconds in (1, 60, 3599)
    ]
    assert 300 < sizes[0] < sizes[1] < sizes[2]


async def test_where_nothing_was_recorded_a_clip_is_all_but_empty(api, legacy, now):
    legacy.footage.ranges = [(now / 1000 - 100, now / 1000 - 50)]
    for start, end, is_empty in ((200, 101, True), (200, 90, False), (49, 0, True), (-10, -20, True)):
        response = await api.get("/video/export", camera=CAMERA, start=now - start * 1000, end=now - end * 1000 - 1)
        assert (len(await response.read()) < 300) is is_empty


async def test_an_hour_is_the_most_that_can_be_exported(api, legacy, now):
    fine = await api.get("/video/export", camera=CAMERA, start=now - HOUR, end=now)
    assert (fine.status, legacy.crashes) == (200, 0)
    crash = await api.get("/video/export", camera=CAMERA, start=now - HOUR - 1, end=now)
    assert (crash.status, legacy.crashes) == (500, 1)
    assert legacy.exports == [ExportedRange(CAMERA, now - HOUR, now, 0), ExportedRange(CAMERA, now - HOUR - 1, now, 0)]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"camera": "unknown"}, 404),
        ({"start": ""}, 400),
        ({"end": "x"}, 400),
        ({"end": 0}, 400),
        ({"channel": "-1"}, 400),
        ({"start": "9" * 5000}, 400),
    ],
)
async def test_a_senseless_clip_is_refused_and_not_counted(api, legacy, now, change, status):
    response = await api.get("/video/export", **{"camera": CAMERA, "start": now - 1000, "end": now, **change})
    assert (response.status, legacy.exports) == (status, [])


@pytest.mark.parametrize("path", ["/video/export", "/thumbnails/e-1", "/events"])
async def test_nothing_is_shown_without_a_key(api, path):
    assert (await api.get(path, key=False)).status == 401


async def test_events_are_listed_with_an_end_that_is_null_while_they_go_on(api, protect, clock, now):
    motion = protect.start_event("motion", CAMERA)
    clock.advance(10)
    protect.start_event("smartDetectZone", CAMERA, smart_detect_types=["vehicle"])
    protect.end_event(motion)
    first, second = await api.events()
    assert (first["type"], first["start"], first["end"]) == ("motion", now, now + 10_000)
    assert (second["end"], second["smartDetectTypes"], second["camera"]) == (None, ["vehicle"], CAMERA)
    assert first["thumbnail"] == f"e-{motion.id}"


async def test_events_are_chosen_by_type_and_time(api, protect, clock, now):
    for kind in ("motion", "ring", "smartDetectZone"):
        protect.end_event(protect.start_event(kind, CAMERA))
        clock.advance(60)
    protect.start_event("sensorOpened", "Back door")

    async def types(query: str) -> list[object]:
        return [event["type"] for event in await api.events(query)]

    assert await types("") == ["motion", "ring", "smartDetectZone"]
    assert await types("?type=ring&type=motion") == ["motion", "ring"]
    assert await types("?types=ring") == ["ring"]
    assert await types(f"?start={now + 1}&end={now + 60_000}") == ["ring"]
    assert await types(f"?end={now - 1}") == []


async def test_a_senseless_time_of_events_is_refused(api):
    response = await api._client.get("/api/events?start=yesterday", headers=api._headers)
    assert response.status == 400


async def test_a_thumbnail_shows_the_beginning_of_an_event(api, protect, clock):
    event = protect.start_event("motion", CAMERA)
    first = await api.get(f"/thumbnails/e-{event.id}", w=320)
    clock.advance(30)
    again = await api.get(f"/thumbnails/e-{event.id}", w=320)
    assert (first.status, first.content_type) == (200, "image/jpeg")
    with Image.open(io.BytesIO(await first.read())) as image:
        assert (image.format, image.size) == ("JPEG", (320, 180))
    assert await first.read() == await again.read()


async def test_a_thumbnail_needs_an_event_of_a_camera_and_a_size(api, protect):
    event = protect.start_event("motion", CAMERA)
    sensor = protect.start_event("sensorOpened", "Back door")
    assert (await api.get("/thumbnails/e-unknown")).status == 404
    assert (await api.get(f"/thumbnails/e-{sensor.id}")).status == 404
    assert (await api.get(f"/thumbnails/e-{event.id}", w=0)).status == 400


@pytest.mark.parametrize(("query", "size"), [({"h": 90}, (640, 90)), ({"w": 100, "h": 50}, (100, 50))])
async def test_a_thumbnail_has_the_size_asked_for(api, protect, query, size):
    event = protect.start_event("motion", CAMERA)
    with Image.open(io.BytesIO(await (await api.get(f"/thumbnails/e-{event.id}", **query)).read())) as image:
        assert image.size == size

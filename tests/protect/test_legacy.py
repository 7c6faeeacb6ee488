"""The older API on port 7443: cameras, snapshots and access keys."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import aiohttp
import pytest
from yarl import URL

from tests.support.clock import FakeClock
from unifi_sdk import (
    ConfigurationError,
    DecodeError,
    DeviceUnavailableError,
    LegacyProtectClient,
    NotFoundError,
    ResponseTooLargeError,
    UnexpectedContentError,
)
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk.protect import AccessKey
from unifi_sdk.protect.models import DeviceState, LegacyCamera, LegacyUser, Picture
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras

DOORBELL, _, _, OFFLINE, _ = (camera.id for camera in sample_cameras())
SNAPSHOTS = "GET /api/cameras/*/snapshot"
KEYS = "POST /api/auth/access-key"
START = datetime(2026, 1, 1, tzinfo=UTC)
CODEC = Codec(camel_case)


def size_of(picture: Picture) -> tuple[int, int]:
    """Width and height, from the first frame header of a JPEG."""
    start = picture.content.index(b"\xff\xc0")
    height, width = (int.from_bytes(picture.content[start + at : start + at + 2], "big") for at in (5, 7))
    return width, height


async def test_cameras_are_listed(legacy: LegacyProtectClient) -> None:
    cameras = await legacy.cameras.list()
    assert [camera.id for camera in cameras] == [camera.id for camera in sample_cameras()]
    assert [camera.is_connected for camera in cameras] == [True, True, True, False, True]


async def test_cameras_can_be_iterated(legacy: LegacyProtectClient) -> None:
    async for camera in legacy.cameras.list():
        assert camera.id == DOORBELL
        break
    else:
        pytest.fail("there are none")


async def test_a_user_without_permission_sees_no_cameras(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.legacy.protect = None
    assert await legacy.cameras.list() == []


async def test_a_camera_is_found_by_its_id(legacy: LegacyProtectClient) -> None:
    camera = await legacy.cameras.get(DOORBELL)
    assert (camera.name, camera.state, camera.is_adopted) == ("Front Door", DeviceState.CONNECTED, True)
    assert camera.last_seen == START
    assert camera.connected_since == START - timedelta(days=1)
    assert camera.channels is not None
    assert (camera.channels[0].width, camera.channels[0].rtsp_alias) == (1920, None)
    assert camera.recording_settings is not None
    assert camera.recording_settings.mode == "always"


async def test_an_unknown_camera_is_not_found(legacy: LegacyProtectClient) -> None:
    for call in (legacy.cameras.get("unknown"), legacy.cameras.snapshot("unknown")):
        with pytest.raises(NotFoundError):
            await call


def test_the_way_to_a_stream_is_not_shown() -> None:
    camera = CODEC.decode(LegacyCamera, {"id": "1", "channels": [{"id": 0, "rtspAlias": "fakeAlias"}]})
    assert camera.channels is not None
    assert camera.channels[0].rtsp_alias == "fakeAlias"
    assert "fakeAlias" not in repr(camera)


@pytest.mark.parametrize("wrong", [None, 7, "new", [], {}, True])
@pytest.mark.parametrize("key", ["state", "name", "mac", "channels", "recordingSettings", "lastSeen", "groups", "role"])
def test_a_value_of_another_shape_is_kept_and_spoils_nothing(key: str, wrong: object) -> None:
    document = {"id": "1", "modelKey": "camera", key: wrong}
    for model in (LegacyCamera, LegacyUser):
        assert CODEC.encode(CODEC.decode(model, document)) == document  # type: ignore[arg-type]


async def test_a_snapshot_is_new_and_has_the_consoles_size(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    picture = await legacy.cameras.snapshot(DOORBELL)
    assert (picture.content_type, size_of(picture)) == ("image/jpeg", (640, 360))
    assert console.requests[-1].query == [("force", "true")]
    assert "Authorization" in console.requests[-1].headers


async def test_a_snapshot_of_a_size_and_a_moment_is_asked_for(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    at = datetime(2026, 1, 1, 9, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=9)))
    picture = await legacy.cameras.snapshot(DOORBELL, width=320, height=200, at=at, force=False)
    assert console.requests[-1].query == [("w", "320"), ("h", "200"), ("ts", "1767225600250"), ("force", "false")]
    assert size_of(picture) == (320, 200)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [({"width": 0}, "width"), ({"height": -1}, "height"), ({"width": True}, "width"), ({"at": datetime.min}, "at")],
)
async def test_a_senseless_argument_is_named_before_anything_is_sent(
    legacy: LegacyProtectClient, console: SimulatedConsole, arguments: dict[str, object], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        await legacy.cameras.snapshot(DOORBELL, **arguments)  # type: ignore[arg-type]
    assert console.requests == []


async def test_an_offline_camera_is_unavailable(legacy: LegacyProtectClient) -> None:
    with pytest.raises(DeviceUnavailableError):
        await legacy.cameras.snapshot(OFFLINE)


async def test_what_is_no_picture_is_not_taken_for_one(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.html(), SNAPSHOTS)
    with pytest.raises(UnexpectedContentError):
        await legacy.cameras.snapshot(DOORBELL)


async def test_a_picture_over_the_cap_is_dropped(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.compressed(32 * 1024 * 1024 + 1), SNAPSHOTS)
    with pytest.raises(ResponseTooLargeError):
        await legacy.cameras.snapshot(DOORBELL)


async def test_an_access_key_opens_a_snapshot(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    key = await legacy.access_key()
    assert key.reveal() in console.legacy._access_keys
    assert key.expires_at == START + timedelta(seconds=console.legacy.access_key_seconds)
    assert console.requests[-1].body == b""


async def fetch(console: SimulatedConsole, address: str) -> tuple[int, bytes]:
    """What somebody without a login gets."""
    pin = aiohttp.Fingerprint(bytes.fromhex(console.fingerprint("legacy")))
    async with aiohttp.ClientSession() as session, session.get(URL(address, encoded=True), ssl=pin) as answer:
        return answer.status, await answer.read()


async def test_an_address_with_an_access_key_shows_a_camera_and_an_event_to_who_has_no_login(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    event = console.protect.start_event("motion", DOORBELL)
    for address in (
        await legacy.snapshot_address(DOORBELL, width=320, height=180),
        await legacy.thumbnail_address(f"e-{event.id}", width=320, height=180),
    ):
        status, content = await fetch(console, address.reveal())
        assert (status, size_of(Picture(content, "image/jpeg"))) == (200, (320, 180))
        assert "Authorization" not in console.requests[-1].headers
        status, _ = await fetch(console, address.reveal().replace("accessKey", "key"))
        assert status == 401


async def test_an_address_is_good_as_long_as_its_key_and_shown_nowhere(
    legacy: LegacyProtectClient, console: SimulatedConsole, fake_clock: FakeClock, clock: ManualClock
) -> None:
    address = await legacy.snapshot_address(DOORBELL)
    assert (await legacy.snapshot_address(DOORBELL)) == address
    assert next(iter(console.legacy._access_keys)) not in repr(address)
    with pytest.raises(TypeError):
        str(address)
    clock.advance(console.legacy.access_key_seconds)
    fake_clock.now += console.legacy.access_key_seconds
    assert (await fetch(console, address.reveal()))[0] == 401
    assert (await fetch(console, (await legacy.snapshot_address(DOORBELL)).reveal()))[0] == 200


async def test_the_key_that_comes_with_everything_else_opens_a_snapshot_too(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    key = (await legacy.bootstrap()).access_key
    assert key is not None
    assert AccessKey.parse(key).expires_at is not None
    address = URL(f"https://{console.host}:{console.legacy_port}/api/cameras/{DOORBELL}/snapshot")
    assert (await fetch(console, str(address.with_query(accessKey=key))))[0] == 200


@pytest.mark.parametrize("name", ["", "..", "a/b"])
async def test_a_senseless_address_is_refused_before_anything_is_sent(
    legacy: LegacyProtectClient, console: SimulatedConsole, name: str
) -> None:
    for call in (
        legacy.snapshot_address(name),
        legacy.thumbnail_address(name),
        legacy.snapshot_address(DOORBELL, width=0),
        legacy.thumbnail_address("e-1", height=0),
    ):
        with pytest.raises(ConfigurationError):
            await call
    assert console.requests == []


async def test_an_access_key_is_given_again_until_it_is_near_its_end(
    legacy: LegacyProtectClient, console: SimulatedConsole, fake_clock: FakeClock, clock: ManualClock
) -> None:
    first = await legacy.access_key()
    for seconds in (0, console.legacy.access_key_seconds - 31):
        clock.advance(seconds)
        fake_clock.now += seconds
        assert await legacy.access_key() == first
    clock.advance(1)
    fake_clock.now += 1
    assert await legacy.access_key() != first
    assert console.legacy.access_keys_issued == 2


@pytest.mark.parametrize("ahead_seconds", [-86_400, 86_400])
async def test_an_access_key_is_judged_by_the_consoles_clock(
    legacy: LegacyProtectClient, console: SimulatedConsole, fake_clock: FakeClock, ahead_seconds: int
) -> None:
    fake_clock.now += ahead_seconds
    first = await legacy.access_key()
    assert await legacy.access_key() == first
    fake_clock.now += console.legacy.access_key_seconds
    assert await legacy.access_key() != first


@pytest.mark.parametrize(
    "date", ["", "yesterday", format_datetime(datetime(2026, 1, 1)), "Thu, 99 Jan 2026 00:00:00 GMT"]
)
async def test_a_console_that_does_not_tell_its_time_is_taken_to_agree_with_this_machine(
    legacy: LegacyProtectClient, console: SimulatedConsole, fake_clock: FakeClock, date: str
) -> None:
    text = f"{int(START.timestamp() + 300) * 1000}:{'a' * 24}:{'b' * 128}"
    console.faults.add(Fault.status(200, {"accessKey": text}, {"Date": date}), KEYS)
    assert (await legacy.access_key()).reveal() == text
    fake_clock.now += 269
    assert (await legacy.access_key()).reveal() == text
    fake_clock.now += 1
    assert (await legacy.access_key()).reveal() != text


async def test_an_access_key_that_does_not_tell_its_end_is_asked_for_anew(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.status(200, {"accessKey": "access:key"}), KEYS)
    assert (await legacy.access_key()).reveal() == "access:key"
    assert (await legacy.access_key()).expires_at is not None


async def test_an_access_key_is_renewed_on_demand(legacy: LegacyProtectClient) -> None:
    first = await legacy.access_key()
    second = await legacy.access_key(renew=True)
    assert first != second
    assert await legacy.access_key() == second


async def test_a_new_login_forgets_the_access_key(legacy: LegacyProtectClient) -> None:
    first = await legacy.access_key()
    await legacy.login()
    assert await legacy.access_key() != first


async def test_calls_at_the_same_time_share_one_access_key(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    keys = await asyncio.gather(*(legacy.access_key() for _ in range(5)))
    assert len(set(keys)) == 1
    assert console.legacy.access_keys_issued == 1


@pytest.mark.parametrize("body", [{}, [], None, {"accessKey": ""}, {"accessKey": 7}, {"accessKey": "fake key"}])
async def test_an_answer_without_an_access_key_is_told(
    legacy: LegacyProtectClient, console: SimulatedConsole, body: object
) -> None:
    console.faults.add(Fault.status(200, body), KEYS)
    with pytest.raises(DecodeError, match=r"\$\.accessKey") as caught:
        await legacy.access_key()
    assert "fake key" not in str(caught.value)


def test_the_client_shows_its_address_and_no_more(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    assert repr(legacy) == f"LegacyProtectClient('127.0.0.1:{console.legacy_port}')"


async def test_a_stream_has_the_host_that_the_program_uses(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.protect.cameras[DOORBELL].streams["medium"] = "fakeAlias"
    address = await legacy.stream_address(DOORBELL, channel=1)
    assert address.reveal() == f"rtsp://{console.host}:7447/fakeAlias"
    assert "fakeAlias" not in repr(address)


async def test_a_stream_that_is_switched_off_has_no_address(legacy: LegacyProtectClient) -> None:
    with pytest.raises(NotFoundError, match="channel 0 has no RTSP stream: switch it on"):
        await legacy.stream_address(DOORBELL)


@pytest.mark.parametrize("wrong", [{"channel": -1}, {"port": 0}, {"port": 65536}])
async def test_a_stream_that_can_t_be_is_refused_before_anything_is_sent(
    legacy: LegacyProtectClient, console: SimulatedConsole, wrong: dict[str, int]
) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        await legacy.stream_address(DOORBELL, **wrong)
    assert console.requests == []

"""Cameras, and what they see."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from unifi_sdk import (
    BadRequestError,
    ConfigurationError,
    DeviceUnavailableError,
    NotFoundError,
    ProtectClient,
    ResponseTooLargeError,
    UnexpectedContentError,
)
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk.protect.models import (
    Camera,
    DeviceState,
    HdrType,
    LcdMessageType,
    ModelKey,
    OverlayLocation,
    Picture,
    RtspsStreams,
    SmartDetectAudioType,
    SmartDetectType,
    SnapshotChannel,
    StreamQuality,
    VideoMode,
)
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras

DOORBELL, BULLET, TURNING, OFFLINE, FOREIGN = (camera.id for camera in sample_cameras())
SNAPSHOTS = "GET /proxy/protect/integration/v1/cameras/*/snapshot"
IMAGE_CAP = 32 * 1024 * 1024
CODEC = Codec(camel_case)
WHOLE = {
    "id": "66e000000000000000000011",
    "modelKey": "camera",
    "state": "CONNECTED",
    "name": "Example door",
    "type": "UVC G4 Doorbell Pro",
    "guid": "00000000-0000-4000-8000-000000000002",
    "mac": "00005E005311",
    "isMicEnabled": True,
    "osdSettings": {
        "isNameEnabled": True,
        "isDateEnabled": True,
        "isLogoEnabled": False,
        "isDebugEnabled": False,
        "overlayLocation": "bottomRight",
    },
    "ledSettings": {"isEnabled": True, "welcomeLed": False, "floodLed": True},
    "lcdMessage": {"type": "CUSTOM_MESSAGE", "resetAt": 1767225600000, "text": "Back at noon"},
    "micVolume": 80,
    "activePatrolSlot": 3,
    "videoMode": "lprReflex",
    "hdrType": "auto",
    "featureFlags": {
        "supportFullHdSnapshot": True,
        "hasHdr": True,
        "smartDetectTypes": ["person", "licensePlate"],
        "smartDetectAudioTypes": ["alrmSmoke", "alrmGlassBreak"],
        "videoModes": ["default", "homekit"],
        "hasMic": True,
        "hasLedStatus": True,
        "hasSpeaker": True,
    },
    "smartDetectSettings": {"objectTypes": ["face"], "audioTypes": ["alrmBabyCry"]},
    "hasPackageCamera": True,
}


def size_of(picture: Picture) -> tuple[int, int]:
    """Width and height, from the first frame header of a JPEG."""
    start = picture.content.index(b"\xff\xc0")
    height, width = (int.from_bytes(picture.content[start + at : start + at + 2], "big") for at in (5, 7))
    return width, height


async def test_every_camera_is_listed_in_one_request(protect: ProtectClient, console: SimulatedConsole) -> None:
    cameras = await protect.cameras.list()
    assert [camera.id for camera in cameras] == [DOORBELL, BULLET, TURNING, OFFLINE, FOREIGN]
    assert [(request.path, request.query) for request in console.requests] == [
        ("/proxy/protect/integration/v1/cameras", [])
    ]


async def test_cameras_can_be_iterated(protect: ProtectClient) -> None:
    assert [camera.name async for camera in protect.cameras.list() if camera.is_connected] == [
        "Front Door",
        "Car Gate",
        "Yard",
        None,
    ]


async def test_a_console_without_cameras_lists_none(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.protect.cameras.clear()
    assert await protect.cameras.list() == []


async def test_one_bad_camera_leaves_its_neighbours(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.body(b'[{"id": "1"}, {"name": "no id"}, {"id": "3"}]'))
    cameras = await protect.cameras.list()
    assert [camera.id for camera in cameras] == ["1", "3"]
    assert [item.error.path for item in cameras.undecodable] == ["$[1].id"]


async def test_an_object_in_place_of_the_list_is_told(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.body(b'{"id": "1"}'))
    with pytest.raises(Exception, match="GET /v1/cameras: expected a page of a list"):
        await protect.cameras.list()


async def test_a_camera_is_found_by_its_id(protect: ProtectClient) -> None:
    camera = await protect.cameras.get(TURNING)
    assert (camera.name, camera.mac, camera.type, camera.active_patrol_slot) == (
        "Yard",
        "00005E005313",
        "UVC G4 PTZ",
        0,
    )


async def test_an_unknown_camera_is_not_found(protect: ProtectClient) -> None:
    with pytest.raises(NotFoundError) as caught:
        await protect.cameras.get("66e0000000000000000000ff")
    assert (caught.value.operation, caught.value.status) == ("GET /v1/cameras/{camera_id}", 404)


@pytest.mark.parametrize("camera_id", ["", "..", "a/b", "a\\b", "a%2fb", "a\nb"])
async def test_an_id_that_would_leave_its_place_is_refused_before_anything_is_sent(
    protect: ProtectClient, console: SimulatedConsole, camera_id: str
) -> None:
    for call in (protect.cameras.get(camera_id), protect.cameras.snapshot(camera_id)):
        with pytest.raises(ConfigurationError, match="camera_id"):
            await call
    assert console.requests == []


def test_every_documented_field_has_its_place() -> None:
    camera = CODEC.decode(Camera, WHOLE)
    parts = camera.osd_settings, camera.led_settings, camera.lcd_message, camera.feature_flags
    assert not any(part is None or part.extra for part in (camera, *parts, camera.smart_detect_settings))
    assert camera.model_key is ModelKey.CAMERA
    assert camera.state is DeviceState.CONNECTED
    assert camera.video_mode is VideoMode.LPR_REFLEX
    assert camera.hdr_type is HdrType.AUTO
    assert (camera.mic_volume, camera.active_patrol_slot, camera.has_package_camera) == (80, 3, True)


def test_nested_values_are_typed() -> None:
    camera = CODEC.decode(Camera, WHOLE)
    assert camera.osd_settings is not None
    assert camera.osd_settings.overlay_location is OverlayLocation.BOTTOM_RIGHT
    assert camera.led_settings is not None
    assert camera.led_settings.flood_led is True
    assert camera.lcd_message is not None
    assert camera.lcd_message.type is LcdMessageType.CUSTOM_MESSAGE
    assert camera.lcd_message.reset_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert camera.feature_flags is not None
    assert camera.feature_flags.smart_detect_types == (SmartDetectType.PERSON, SmartDetectType.LICENSE_PLATE)
    assert camera.feature_flags.video_modes == (VideoMode.DEFAULT, VideoMode.HOMEKIT)
    assert camera.smart_detect_settings is not None
    assert camera.smart_detect_settings.audio_types == (SmartDetectAudioType.BABY_CRY,)


def test_a_camera_comes_back_as_it_was_read() -> None:
    assert CODEC.encode(CODEC.decode(Camera, WHOLE)) == WHOLE


def test_an_older_console_needs_no_more_than_an_id() -> None:
    camera = CODEC.decode(Camera, {"id": "1", "modelKey": "camera", "name": None})
    assert (camera.name, camera.mac, camera.type, camera.is_connected) == (None, None, None, False)


@pytest.mark.parametrize("key", sorted(WHOLE.keys() - {"id"}))
@pytest.mark.parametrize("wrong", [7.5, "new", [], ["new"], [1], {}, {"type": 1}, {"resetAt": []}, True, None])
def test_a_value_of_another_shape_is_kept_and_spoils_nothing(key: str, wrong: object) -> None:
    document = WHOLE | {key: wrong}
    camera = CODEC.decode(Camera, document)  # type: ignore[arg-type]
    assert camera.id == WHOLE["id"]
    assert CODEC.encode(camera) == document


def test_what_a_newer_console_adds_is_kept() -> None:
    document = WHOLE | {"state": "UPDATING", "hasKeypad": True}
    camera = CODEC.decode(Camera, document)
    assert camera.state == "UPDATING"
    assert not camera.is_connected
    assert camera.extra == {"hasKeypad": True}


async def test_a_camera_of_another_maker_has_no_name_and_no_message(protect: ProtectClient) -> None:
    camera = await protect.cameras.get(FOREIGN)
    assert (camera.name, camera.type, camera.lcd_message) == (None, None, None)
    assert camera.is_connected


async def test_a_snapshot_is_the_picture_the_console_sent(protect: ProtectClient, console: SimulatedConsole) -> None:
    picture = await protect.cameras.snapshot(DOORBELL)
    assert picture.content_type == "image/jpeg"
    assert size_of(picture) == (640, 360)
    assert console.requests[-1].query == []


@pytest.mark.parametrize(("high_quality", "sent", "size"), [(True, "true", (1920, 1080)), (False, "false", (640, 360))])
async def test_quality_is_asked_for_with_the_words_true_and_false(
    protect: ProtectClient, console: SimulatedConsole, high_quality: bool, sent: str, size: tuple[int, int]
) -> None:
    picture = await protect.cameras.snapshot(DOORBELL, high_quality=high_quality)
    assert console.requests[-1].query == [("highQuality", sent)]
    assert size_of(picture) == size


async def test_the_second_lens_sees_something_else(protect: ProtectClient, console: SimulatedConsole) -> None:
    main = await protect.cameras.snapshot(DOORBELL, channel=SnapshotChannel.MAIN)
    package = await protect.cameras.snapshot(DOORBELL, channel=SnapshotChannel.PACKAGE)
    assert [request.query for request in console.requests] == [[("channel", "main")], [("channel", "package")]]
    assert main.content != package.content


async def test_a_camera_without_a_second_lens_refuses_it(protect: ProtectClient) -> None:
    with pytest.raises(BadRequestError):
        await protect.cameras.snapshot(TURNING, channel=SnapshotChannel.PACKAGE)


async def test_an_offline_camera_is_unavailable(protect: ProtectClient) -> None:
    with pytest.raises(DeviceUnavailableError) as caught:
        await protect.cameras.snapshot(OFFLINE)
    assert (caught.value.status, caught.value.operation) == (503, "GET /v1/cameras/{camera_id}/snapshot")


async def test_an_unknown_camera_sees_nothing(protect: ProtectClient) -> None:
    with pytest.raises(NotFoundError):
        await protect.cameras.snapshot("unknown")


@pytest.mark.parametrize(
    "fault",
    [Fault.html(), Fault.body(b"{}"), Fault.body(b"\xff\xd8", content_type="video/mp4"), Fault.redirect("/elsewhere")],
    ids=str,
)
async def test_what_is_no_picture_is_not_taken_for_one(
    protect: ProtectClient, console: SimulatedConsole, fault: Fault
) -> None:
    console.faults.add(fault, SNAPSHOTS)
    with pytest.raises(UnexpectedContentError) as caught:
        await protect.cameras.snapshot(DOORBELL)
    assert caught.value.operation == "GET /v1/cameras/{camera_id}/snapshot"


@pytest.mark.parametrize("fault", [Fault.oversized(IMAGE_CAP + 1), Fault.compressed(IMAGE_CAP + 1)], ids=str)
async def test_a_picture_over_the_cap_is_dropped(
    protect: ProtectClient, console: SimulatedConsole, fault: Fault
) -> None:
    console.faults.add(fault, SNAPSHOTS)
    with pytest.raises(ResponseTooLargeError) as caught:
        await protect.cameras.snapshot(DOORBELL)
    assert caught.value.limit == IMAGE_CAP


async def test_other_picture_formats_are_pictures_too(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.body(b"RIFF", content_type="Image/WebP"), SNAPSHOTS)
    assert await protect.cameras.snapshot(DOORBELL) == Picture(b"RIFF", "image/webp")


async def test_a_snapshot_cut_off_is_taken_again(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.cut_body(1000), SNAPSHOTS)
    assert size_of(await protect.cameras.snapshot(DOORBELL)) == (640, 360)
    assert len(console.requests) == 2


async def test_snapshots_of_several_cameras_keep_apart(protect: ProtectClient) -> None:
    pictures = [await protect.cameras.snapshot(camera) for camera in (DOORBELL, BULLET, TURNING, FOREIGN)]
    assert all(one != other for one, other in pairwise(pictures))


def test_a_picture_shows_its_size_and_not_its_content() -> None:
    assert repr(Picture(b"\xff\xd8 content", "image/jpeg")) == (
        "Picture(content=<10 bytes>, content_type='image/jpeg')"
    )


def test_every_stream_is_moved_to_the_host_that_the_program_uses() -> None:
    there = "rtsps://10.99.0.7:7441/{}?enableSrtp"
    streams = RtspsStreams(**{quality.value: there.format(quality) for quality in StreamQuality})
    moved = streams.with_host("vpn.example", port=17441)
    assert [moved.high, moved.medium, moved.low, moved.package] == [
        f"rtsps://vpn.example:17441/{quality}?enableSrtp" for quality in StreamQuality
    ]


def test_a_moved_stream_is_as_secret_as_it_was() -> None:
    moved = RtspsStreams(high="rtsps://10.99.0.7:7441/fakeAlias?enableSrtp").with_host("vpn.example")
    assert repr(moved) == "RtspsStreams(high='***')"


def test_a_stream_of_a_quality_that_the_sdk_does_not_know_moves_too() -> None:
    streams = RtspsStreams(extra={"ultra": "rtsps://10.99.0.7:7441/x", "count": 1, "note": None})
    moved = streams.with_host("vpn.example").extra
    assert moved == {"ultra": "rtsps://vpn.example:7441/x", "count": 1, "note": None}


@pytest.mark.parametrize(
    ("query", "rest"),
    [("?enableSrtp", ""), ("?enableSrtp=true", ""), ("", ""), ("?a=1&enableSrtp&b", "?a=1&b"), ("?a=1", "?a=1")],
)
def test_a_player_that_can_t_do_srtp_gets_an_address_without_it(query: str, rest: str) -> None:
    streams = RtspsStreams(low=f"rtsps://10.99.0.7:7441/x{query}").without_srtp()
    assert streams == RtspsStreams(low=f"rtsps://10.99.0.7:7441/x{rest}")


@pytest.mark.parametrize("host", ["", "a b", "vpn.example:443"])
def test_a_host_that_is_none_is_refused_even_when_there_is_no_stream(host: str) -> None:
    with pytest.raises(ConfigurationError, match="host"):
        RtspsStreams().with_host(host)


async def test_the_client_knows_the_host_that_it_uses(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.protect.stream_host = "10.99.0.7"
    await protect.cameras.create_rtsps_streams(DOORBELL, [StreamQuality.HIGH])
    streams = (await protect.cameras.rtsps_streams(DOORBELL)).with_host(protect.host)
    assert streams.high is not None
    assert streams.high.startswith(f"rtsps://{console.host}:7441/")

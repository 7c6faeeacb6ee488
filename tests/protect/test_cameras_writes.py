"""Settings of cameras, their streams and what they are told to do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from tests.support.recording import Sent
from unifi_sdk import BadRequestError, ConfigurationError, MutationBlockedError, NotFoundError, ProtectClient, plan
from unifi_sdk.protect.models import (
    LCD_MESSAGE_CLEARED,
    CameraChanges,
    HdrType,
    LcdMessageInput,
    LcdMessageType,
    LedSettingsChanges,
    OsdSettingsChanges,
    OverlayLocation,
    RtspsStreams,
    SmartDetectAudioType,
    SmartDetectSettingsChanges,
    SmartDetectType,
    StreamQuality,
    TalkbackSession,
    VideoMode,
)
from unifi_sdk.retry import Safety

ID = "66e000000000000000000011"
CAMERA = {"id": ID, "modelKey": "camera", "state": "CONNECTED", "isMicEnabled": False}
STREAM = "rtsps://192.0.2.7:7441/fakeAlias0123456?enableSrtp"

Call = Callable[[ProtectClient], Coroutine[Any, Any, object]]


async def test_only_what_is_given_changes(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(CAMERA)
    camera = await api.cameras.update(
        ID, CameraChanges(mic_volume=40, osd_settings=OsdSettingsChanges(is_logo_enabled=False))
    )
    body = {"micVolume": 40, "osdSettings": {"isLogoEnabled": False}}
    assert wire.sent == [Sent(f"PATCH /v1/cameras/{ID}", {}, body, Safety.UNSAFE)]
    assert camera.is_connected


async def test_every_setting_can_change(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(CAMERA)
    changes = CameraChanges(
        name="New",
        osd_settings=OsdSettingsChanges(
            is_name_enabled=True,
            is_date_enabled=False,
            is_logo_enabled=True,
            is_debug_enabled=False,
            overlay_location=OverlayLocation.BOTTOM_MIDDLE,
        ),
        led_settings=LedSettingsChanges(is_enabled=True, welcome_led=False, flood_led=True),
        lcd_message=LcdMessageInput(type=LcdMessageType.LEAVE_PACKAGE_AT_DOOR),
        mic_volume=1,
        video_mode=VideoMode.HIGH_FPS,
        hdr_type=HdrType.OFF,
        smart_detect_settings=SmartDetectSettingsChanges(
            object_types=(SmartDetectType.FACE, SmartDetectType.PERSON), audio_types=(SmartDetectAudioType.BARK,)
        ),
    )
    await api.cameras.update(ID, changes)
    assert wire.sent[0].body == {
        "name": "New",
        "osdSettings": {
            "isNameEnabled": True,
            "isDateEnabled": False,
            "isLogoEnabled": True,
            "isDebugEnabled": False,
            "overlayLocation": "bottomMiddle",
        },
        "ledSettings": {"isEnabled": True, "welcomeLed": False, "floodLed": True},
        "lcdMessage": {"type": "LEAVE_PACKAGE_AT_DOOR"},
        "micVolume": 1,
        "videoMode": "highFps",
        "hdrType": "off",
        "smartDetectSettings": {"objectTypes": ["face", "person"], "audioTypes": ["alrmBark"]},
    }


async def test_an_empty_list_switches_every_detection_off(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(CAMERA)
    await api.cameras.update(ID, CameraChanges(smart_detect_settings=SmartDetectSettingsChanges(object_types=())))
    assert wire.sent[0].body == {"smartDetectSettings": {"objectTypes": []}}


@pytest.mark.parametrize("volume", [0, 101])
async def test_a_volume_out_of_its_bounds_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, volume: int
) -> None:
    with pytest.raises(ConfigurationError, match="mic_volume must be from 1 to 100"):
        await api.cameras.update(ID, CameraChanges(mic_volume=volume))
    assert wire.sent == []


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        (LcdMessageInput(type=LcdMessageType.DO_NOT_DISTURB), {"type": "DO_NOT_DISTURB"}),
        (
            LcdMessageInput(type=LcdMessageType.CUSTOM_MESSAGE, text="Back at noon", reset_at=None),
            {"type": "CUSTOM_MESSAGE", "text": "Back at noon", "resetAt": None},
        ),
        (
            LcdMessageInput(
                type=LcdMessageType.IMAGE, text="wave.png", reset_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)
            ),
            {"type": "IMAGE", "text": "wave.png", "resetAt": 1767225601000},
        ),
        (LCD_MESSAGE_CLEARED, {"type": "DO_NOT_DISTURB", "resetAt": 0}),
    ],
)
async def test_a_message_stays_by_default_for_ever_or_until_a_time(
    wire: ProtectRecording, api: ProtectClient, message: LcdMessageInput, sent: dict[str, object]
) -> None:
    wire.answer(CAMERA)
    await api.cameras.update(ID, CameraChanges(lcd_message=message))
    assert wire.sent[0].body == {"lcdMessage": sent}


async def test_a_message_is_taken_off_by_one_whose_time_is_over(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(CAMERA)
    await api.cameras.clear_lcd_message(ID)
    body = {"lcdMessage": {"type": "DO_NOT_DISTURB", "resetAt": 0}}
    assert wire.sent == [Sent(f"PATCH /v1/cameras/{ID}", {}, body, Safety.UNSAFE)]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (LcdMessageInput(type=LcdMessageType.CUSTOM_MESSAGE), "has no text"),
        (LcdMessageInput(type=LcdMessageType.IMAGE, text=""), "has no text"),
        (LcdMessageInput(type=LcdMessageType.DO_NOT_DISTURB, text="x"), "has a text"),
        (LcdMessageInput(type=LcdMessageType.LEAVE_PACKAGE_AT_DOOR, text="x"), "has a text"),
        (LcdMessageInput(type=LcdMessageType.DO_NOT_DISTURB, reset_at=datetime(2026, 1, 1)), "no time zone"),
    ],
)
async def test_a_message_that_can_not_be_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, message: LcdMessageInput, said: str
) -> None:
    with pytest.raises(ConfigurationError, match=said):
        await api.cameras.update(ID, CameraChanges(lcd_message=message))
    assert wire.sent == []


async def test_a_message_of_tomorrow_is_left_to_the_console(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(CAMERA, CAMERA)
    for text in ({}, {"text": "x"}):
        await api.cameras.update(ID, CameraChanges(lcd_message=LcdMessageInput(type=LcdMessageType("NEW"), **text)))
    assert [sent.body for sent in wire.sent] == [
        {"lcdMessage": {"type": "NEW"}},
        {"lcdMessage": {"type": "NEW", "text": "x"}},
    ]


async def test_a_camera_without_a_display_refuses_a_message(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "no display", "name": "API_ERROR"}, status=400)
    with pytest.raises(BadRequestError):
        await api.cameras.clear_lcd_message(ID)


async def test_streams_are_made_and_only_these_are_told(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"high": STREAM})
    streams = await api.cameras.create_rtsps_streams(ID, [StreamQuality.HIGH, StreamQuality.PACKAGE])
    body = {"qualities": ["high", "package"]}
    assert wire.sent == [Sent(f"POST /v1/cameras/{ID}/rtsps-stream", {}, body, Safety.UNSAFE)]
    assert streams == RtspsStreams(high=STREAM)


async def test_streams_that_were_not_made_are_none(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"high": STREAM, "medium": None, "low": None, "package": None})
    streams = await api.cameras.rtsps_streams(ID)
    assert wire.sent == [Sent(f"GET /v1/cameras/{ID}/rtsps-stream", {}, None, Safety.READ)]
    assert streams == RtspsStreams(high=STREAM)


def test_every_quality_has_its_place_and_no_address_is_shown() -> None:
    document = {quality.value: STREAM for quality in StreamQuality}
    assert_whole(RtspsStreams, document)
    assert "fakeAlias" not in repr(read(RtspsStreams, document))


@pytest.mark.parametrize(
    ("qualities", "query"),
    [
        ([StreamQuality.LOW], "qualities=low"),
        ((StreamQuality.HIGH, StreamQuality.MEDIUM), "qualities=high&qualities=medium"),
    ],
)
async def test_the_streams_to_delete_stand_in_the_query(
    wire: ProtectRecording, api: ProtectClient, qualities: Any, query: str
) -> None:
    wire.answer(None, status=204)
    await api.cameras.delete_rtsps_streams(ID, qualities)
    assert wire.requests[0].target == f"/v1/cameras/{ID}/rtsps-stream?{query}"
    assert (wire.sent[0].line, wire.sent[0].body) == (f"DELETE /v1/cameras/{ID}/rtsps-stream", None)
    assert wire.sent[0].safety is Safety.IDEMPOTENT


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    gone = {"error": "not found", "name": "API_ERROR"}
    wire.answer(gone, status=404, resent=True)
    await api.cameras.delete_rtsps_streams(ID, [StreamQuality.LOW])
    wire.answer(gone, status=404)
    with pytest.raises(NotFoundError):
        await api.cameras.delete_rtsps_streams(ID, [StreamQuality.LOW])


@pytest.mark.parametrize(("qualities", "said"), [([], "is empty"), (StreamQuality.HIGH, "must be a list")])
async def test_no_quality_and_one_text_are_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, qualities: Any, said: str
) -> None:
    for call in (
        api.cameras.create_rtsps_streams(ID, qualities),
        api.cameras.delete_rtsps_streams(ID, qualities),
    ):
        with pytest.raises(ConfigurationError, match=f"qualities {said}"):
            await call
    assert wire.sent == []


@pytest.mark.parametrize("slot", [-1, 0, 9, 40])
async def test_a_camera_turns_home_or_to_a_preset(wire: ProtectRecording, api: ProtectClient, slot: int) -> None:
    wire.answer(None, status=204)
    await api.cameras.ptz_goto(ID, slot)
    assert wire.sent == [Sent(f"POST /v1/cameras/{ID}/ptz/goto/{slot}", {}, None, Safety.UNSAFE)]


@pytest.mark.parametrize("slot", [0, 4])
async def test_a_patrol_begins_and_ends(wire: ProtectRecording, api: ProtectClient, slot: int) -> None:
    wire.answer(None, None, status=204)
    await api.cameras.start_patrol(ID, slot)
    await api.cameras.stop_patrol(ID)
    assert wire.sent == [
        Sent(f"POST /v1/cameras/{ID}/ptz/patrol/start/{slot}", {}, None, Safety.UNSAFE),
        Sent(f"POST /v1/cameras/{ID}/ptz/patrol/stop", {}, None, Safety.UNSAFE),
    ]


async def test_slots_that_there_are_not_are_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    for call in (api.cameras.ptz_goto(ID, -2), api.cameras.start_patrol(ID, -1), api.cameras.start_patrol(ID, 5)):
        with pytest.raises(ConfigurationError, match="slot"):
            await call
    assert wire.sent == []


async def test_a_microphone_is_switched_off_for_good(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(CAMERA)
    camera = await api.cameras.disable_mic_permanently(ID)
    assert wire.sent == [Sent(f"POST /v1/cameras/{ID}/disable-mic-permanently", {}, None, Safety.UNSAFE)]
    assert camera.is_mic_enabled is False


async def test_a_way_for_sound_is_opened(wire: ProtectRecording, api: ProtectClient) -> None:
    document = {"url": "rtp://192.0.2.7:7004", "codec": "opus", "samplingRate": 24000, "bitsPerSample": 16}
    wire.answer(document)
    session = await api.cameras.create_talkback_session(ID)
    assert wire.sent == [Sent(f"POST /v1/cameras/{ID}/talkback-session", {}, None, Safety.UNSAFE)]
    assert session == TalkbackSession(url="rtp://192.0.2.7:7004", codec="opus", sampling_rate=24000, bits_per_sample=16)
    assert_whole(TalkbackSession, document)


WRITES: list[Call] = [
    lambda api: api.cameras.update(ID, CameraChanges(name="New")),
    lambda api: api.cameras.create_rtsps_streams(ID, [StreamQuality.LOW]),
    lambda api: api.cameras.delete_rtsps_streams(ID, [StreamQuality.LOW]),
    lambda api: api.cameras.ptz_goto(ID, 0),
    lambda api: api.cameras.start_patrol(ID, 0),
    lambda api: api.cameras.stop_patrol(ID),
    lambda api: api.cameras.disable_mic_permanently(ID),
    lambda api: api.cameras.create_talkback_session(ID),
    lambda api: api.files.upload(b"x", name="a.png", content_type="image/png"),
    lambda api: api.sirens.play("1"),
    lambda api: api.relays.toggle("1", 0),
    lambda api: api.alarm_hubs.turn_on("1", 0),
    lambda api: api.arm_profiles.arm(),
    lambda api: api.alarm_manager.trigger("1"),
]


@pytest.mark.parametrize("call", WRITES)
async def test_nothing_is_written_by_a_client_that_only_reads(call: Call) -> None:
    wire = ProtectRecording(read_only=True)
    with pytest.raises(MutationBlockedError):
        await call(wire.protect())
    assert wire.sent == []


async def test_a_write_can_be_seen_before_it_is_sent(wire: ProtectRecording, api: ProtectClient) -> None:
    planned = await plan(api.cameras.ptz_goto(ID, -1))
    assert planned.path.endswith(f"/v1/cameras/{ID}/ptz/goto/-1")
    assert wire.sent == []

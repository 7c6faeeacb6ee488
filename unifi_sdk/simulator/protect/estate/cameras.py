"""The cameras of a hotel's Protect application."""

from __future__ import annotations

from unifi_sdk.simulator.protect.devices import Camera

__all__ = ["AUDIO_TYPES", "OBJECT_TYPES", "sample_cameras"]

OBJECT_TYPES = ["person", "vehicle", "package", "licensePlate", "face", "animal"]
AUDIO_TYPES = ["alrmSmoke", "alrmCmonx", "alrmSpeak", "alrmBark"]


def sample_cameras() -> list[Camera]:
    """A doorbell with display and package camera, a bullet, a turning one, one offline, and one of another maker."""
    doorbell = Camera(
        id="66e000000000000000000011",
        name="Front Door",
        mac="00005E005311",
        type="UVC G4 Doorbell Pro",
        has_package_camera=True,
        has_speaker=True,
        object_types=OBJECT_TYPES,
        audio_types=AUDIO_TYPES,
        video_modes=["default", "sport", "slowShutter"],
        extra={"lcdMessage": {"type": "CUSTOM_MESSAGE", "text": "Ring at the gate", "resetAt": None}},
    )
    bullet = Camera(
        id="66e000000000000000000012",
        name="Car Gate",
        mac="00005E005312",
        type="UVC G5 Bullet",
        object_types=["person", "vehicle", "animal"],
        audio_types=["alrmSmoke", "alrmCmonx"],
        video_modes=["default", "highFps", "lprReflex", "lprNoneReflex"],
    )
    turning = Camera(
        id="66e000000000000000000013",
        name="Yard",
        mac="00005E005313",
        type="UVC G4 PTZ",
        object_types=["person", "vehicle"],
        active_patrol_slot=0,
    )
    offline = Camera(
        id="66e000000000000000000014",
        name="Store Room",
        mac="00005E005314",
        type="UVC Micro",
        state="DISCONNECTED",
        has_full_hd_snapshot=False,
        has_hdr=False,
    )
    foreign = Camera(
        id="66e000000000000000000015",
        name=None,
        mac="00005E005315",
        type=None,
        has_full_hd_snapshot=False,
        has_mic=False,
        has_hdr=False,
        extra={"lcdMessage": None},
    )
    return [doorbell, bullet, turning, offline, foreign]

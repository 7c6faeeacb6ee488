"""The cameras and the recorder that a simulated Protect application knows, and a small invented sample of both."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from attrs import Factory, define, field

__all__ = ["Camera", "Nvr", "sample_cameras"]

OBJECT_TYPES = ["person", "vehicle", "package", "licensePlate", "face", "animal"]
AUDIO_TYPES = ["alrmSmoke", "alrmCmonx", "alrmSpeak", "alrmBark"]


@define(kw_only=True)
class Camera:
    """One camera."""

    id: str
    """24 hexadecimal digits."""
    name: str | None
    mac: str
    """Twelve upper-case hexadecimal digits."""
    type: str | None
    state: str = "CONNECTED"
    """`CONNECTED`, `CONNECTING` or `DISCONNECTED`; only a connected camera gives snapshots."""
    has_full_hd_snapshot: bool = True
    has_package_camera: bool = False
    has_mic: bool = True
    has_speaker: bool = False
    has_hdr: bool = True
    object_types: list[str] = field(default=Factory(list))
    """What it can tell apart; all of them are switched on."""
    audio_types: list[str] = field(default=Factory(list))
    video_modes: list[str] = field(default=Factory(lambda: ["default"]))
    active_patrol_slot: int | None = None
    extra: Mapping[str, object] = field(default=Factory(dict))
    """Fields that only some cameras send: `lcdMessage` stands for a display, and is missing without one."""

    @property
    def is_connected(self) -> bool:
        """Whether it can be reached."""
        return self.state == "CONNECTED"

    def body(self) -> dict[str, object]:
        """The camera as the integration API shows it (schema `camera` of 7.2.84)."""
        return {
            "id": self.id,
            "modelKey": "camera",
            "state": self.state,
            "name": self.name,
            "type": self.type,
            "guid": None if self.type is None else str(uuid.uuid5(uuid.NAMESPACE_URL, f"simulator:{self.type}")),
            "mac": self.mac,
            "isMicEnabled": self.has_mic,
            "osdSettings": {
                "isNameEnabled": True,
                "isDateEnabled": True,
                "isLogoEnabled": False,
                "isDebugEnabled": False,
                "overlayLocation": "topLeft",
            },
            "ledSettings": {"isEnabled": True, "welcomeLed": False, "floodLed": False},
            "micVolume": 80 if self.has_mic else 0,
            "activePatrolSlot": self.active_patrol_slot,
            "videoMode": self.video_modes[0],
            "hdrType": "auto" if self.has_hdr else "off",
            "featureFlags": {
                "supportFullHdSnapshot": self.has_full_hd_snapshot,
                "hasHdr": self.has_hdr,
                "smartDetectTypes": [*self.object_types],
                "smartDetectAudioTypes": [*self.audio_types],
                "videoModes": [*self.video_modes],
                "hasMic": self.has_mic,
                "hasLedStatus": True,
                "hasSpeaker": self.has_speaker,
            },
            "smartDetectSettings": {"objectTypes": [*self.object_types], "audioTypes": [*self.audio_types]},
            "hasPackageCamera": self.has_package_camera,
            **self.extra,
        }


@define(kw_only=True)
class Nvr:
    """The console itself, as Protect sees it."""

    id: str = "66e000000000000000000001"
    name: str | None = "Harbour House"
    type: str = "UDM-PRO"
    mac: str = "00005E005300"
    custom_messages: list[str] = field(default=Factory(lambda: ["Ring at the gate"]))
    arm_status: str = "disabled"

    def body(self) -> dict[str, object]:
        """The recorder as the integration API shows it (schema `nvr` of 7.2.84)."""
        return {
            "id": self.id,
            "modelKey": "nvr",
            "name": self.name,
            "type": self.type,
            "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"simulator:{self.type}")),
            "mac": self.mac,
            "doorbellSettings": {
                "defaultMessageText": "WELCOME",
                "defaultMessageResetTimeoutMs": 60000,
                "customMessages": [*self.custom_messages],
                "customImages": [],
            },
            "armMode": {
                "status": self.arm_status,
                "armProfileId": None,
                "armedAt": None,
                "willBeArmedAt": None,
                "breachDetectedAt": None,
                "breachEventCount": 0,
                "breachTriggerEventId": None,
                "breachEventId": None,
            },
        }


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

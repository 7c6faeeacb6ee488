"""Speakers."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = ["Speaker", "SpeakerFeatureFlags", "SpeakerMode", "SpeakerState", "SpeakerStatus"]


class SpeakerStatus(OpenEnum):
    """What a speaker is doing."""

    IDLE = "idle"
    STREAMING = "streaming"
    PLAYING = "playing"
    TTS_PLAYING = "tts_playing"
    """It reads a text aloud."""
    UPLOADING = "uploading"


class SpeakerMode(OpenEnum):
    """Which way the sound goes."""

    LISTEN = "listen"
    TALK = "talk"


@model
class SpeakerState(Model):
    """What a speaker is doing."""

    status: SpeakerStatus | None = None
    mode: SpeakerMode | None = None


@model
class SpeakerFeatureFlags(Model):
    """What a speaker can do."""

    has_mic: bool | None = None


@model
class Speaker(AdoptedDevice):
    """A speaker."""

    model_key: ModelKey = field(default=ModelKey.SPEAKER)
    volume: int | None = None
    """0 to 100."""
    mic_volume: int | None = None
    """0 to 100."""
    is_mic_enabled: bool | None = None
    speaker_state: SpeakerState | None = None
    feature_flags: SpeakerFeatureFlags | None = None

"""Speakers. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.check import between
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, set_value
from unifi_sdk.protect.models.speakers import Speaker

__all__ = ["Speakers"]


class Speakers(Resource):
    """Speakers. From UniFi Protect 7.1."""

    def list(self) -> Paginator[Speaker]:
        """Every speaker, in one request."""
        return list_all(self._app, "GET /v1/speakers", Speaker)

    async def get(self, speaker_id: str) -> Speaker:
        """One speaker.

        Raises:
            NotFoundError: no speaker has this id.
        """
        return await self._app.call("GET /v1/speakers/{speaker_id}", Speaker, speaker_id=speaker_id)

    async def update(
        self,
        speaker_id: str,
        *,
        name: str | Unset = UNSET,
        volume: int | Unset = UNSET,
        mic_volume: int | Unset = UNSET,
        is_mic_enabled: bool | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> Speaker:
        """Change settings of a speaker; what is UNSET stays as it is.

        Args:
            speaker_id: The speaker's id.
            name: What it is called.
            volume: 0 to 100.
            mic_volume: 0 to 100.
            is_mic_enabled: Whether its microphone is on.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The speaker as it is now.

        Raises:
            ConfigurationError: a volume is not from 0 to 100.
            BadRequestError: a value is not accepted.
            NotFoundError: no speaker has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        between(0, 100, volume=set_value(volume), mic_volume=set_value(mic_volume))
        return await self._app.call(
            "PATCH /v1/speakers/{speaker_id}",
            Speaker,
            body=changes(name=name, volume=volume, mic_volume=mic_volume, is_mic_enabled=is_mic_enabled),
            speaker_id=speaker_id,
            deadline_seconds=timeout_seconds,
        )

    async def test_sound(
        self, speaker_id: str, *, volume: int | None = None, timeout_seconds: float | None = None
    ) -> None:
        """Let a speaker play a sound, to hear how loud it is.

        Args:
            speaker_id: The speaker's id.
            volume: 0 to 100; the speaker's own when left out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the volume is not from 0 to 100.
            NotFoundError: no speaker has this id.
            OutcomeUnknownError: the answer was lost.
        """
        between(0, 100, volume=volume)
        await self._app.call(
            "POST /v1/speakers/{speaker_id}/test-sound",
            None,
            body=given(volume=volume),
            speaker_id=speaker_id,
            deadline_seconds=timeout_seconds,
        )

"""Cameras and doorbells, and what they see."""

from __future__ import annotations

from collections.abc import Iterable

from unifi_sdk._core.check import at_least, between, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Unset
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, gone_if_resent, set_value, several, the_one
from unifi_sdk.protect.models.cameras import (
    LCD_MESSAGE_CLEARED,
    Camera,
    CameraChanges,
    LcdMessageInput,
    LcdMessageType,
    RtspsStreams,
    SnapshotChannel,
    StreamQuality,
    TalkbackSession,
)
from unifi_sdk.protect.models.picture import Picture

__all__ = ["Cameras"]


class Cameras(Resource):
    """Cameras and doorbells, and what they see."""

    def list(self) -> Paginator[Camera]:
        """Every camera, in one request."""
        return list_all(self._app, "GET /v1/cameras", Camera)

    async def get(self, camera_id: str) -> Camera:
        """One camera.

        Raises:
            NotFoundError: no camera has this id.
        """
        return await self._app.call("GET /v1/cameras/{camera_id}", Camera, camera_id=camera_id)

    async def find(self, *, name: str) -> Camera:
        """The one camera that is called so.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no camera is called so.
            ConflictError: several cameras are called so.
        """
        not_empty(name=name)
        found = [camera for camera in await self.list() if camera.name == name]
        return the_one(found, f"camera is called {name!r}")

    async def snapshot(
        self, camera_id: str, *, high_quality: bool | None = None, channel: SnapshotChannel | None = None
    ) -> Picture:
        """What a camera sees at this moment.

        Args:
            camera_id: A connected camera.
            high_quality: Ask for 1920 by 1080 pixels or more. The console's own choice when left out; a camera without
                `CameraFeatureFlags.support_full_hd_snapshot` gives 640 by 360 in any case.
            channel: Which lens, for cameras with `Camera.has_package_camera`. The main one when left out; consoles know
                this from UniFi Protect 7.1 on.

        Returns:
            The picture, in most cases a JPEG; at most 32 MiB.

        Raises:
            NotFoundError: no camera has this id.
            DeviceUnavailableError: the camera is offline.
            UnexpectedContentError: something else than a picture came.
        """
        response = await self._app.read_bytes(
            "GET /v1/cameras/{camera_id}/snapshot",
            content_type="image/",
            query={"highQuality": high_quality, "channel": channel},
            camera_id=camera_id,
        )
        return Picture(response.body, response.content_type)

    async def update(self, camera_id: str, changes: CameraChanges, *, timeout_seconds: float | None = None) -> Camera:
        """Change settings of a camera.

        ::

            await protect.cameras.update(
                camera.id, CameraChanges(mic_volume=40, osd_settings=OsdSettingsChanges(is_logo_enabled=False))
            )

        Args:
            camera_id: The camera's id.
            changes: What is to change; the rest stays.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The camera as it is now.

        Raises:
            ConfigurationError: the volume is not from 1 to 100, or a message for the display has a text and should have
                none, or the other way round.
            BadRequestError: a value is not accepted, or is for something that the camera doesn't have.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        between(1, 100, mic_volume=set_value(changes.mic_volume))
        _check_message(changes.lcd_message)
        return await self._app.call(
            "PATCH /v1/cameras/{camera_id}", Camera, body=changes, camera_id=camera_id, deadline_seconds=timeout_seconds
        )

    async def clear_lcd_message(self, camera_id: str, *, timeout_seconds: float | None = None) -> Camera:
        """Take the message off the display of a doorbell.

        Args:
            camera_id: A camera with a display.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The camera as it is now.

        Raises:
            BadRequestError: the camera has no display.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost.
        """
        changes = CameraChanges(lcd_message=LCD_MESSAGE_CLEARED)
        return await self.update(camera_id, changes, timeout_seconds=timeout_seconds)

    async def rtsps_streams(self, camera_id: str) -> RtspsStreams:
        """The addresses under which a camera can be watched; None for a stream that was not made.

        The event streams do not tell when another program makes or deletes one.

        Raises:
            NotFoundError: no camera has this id.
        """
        return await self._app.call("GET /v1/cameras/{camera_id}/rtsps-stream", RtspsStreams, camera_id=camera_id)

    async def create_rtsps_streams(
        self, camera_id: str, qualities: Iterable[StreamQuality], *, timeout_seconds: float | None = None
    ) -> RtspsStreams:
        """Let a camera be watched.

        Args:
            camera_id: The camera's id.
            qualities: At least one; PACKAGE for a camera with `Camera.has_package_camera` only.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The addresses of these qualities, and no others.

        Raises:
            ConfigurationError: no quality is given.
            BadRequestError: the camera has no such stream.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost; `rtsps_streams` tells which there are.
        """
        return await self._app.call(
            "POST /v1/cameras/{camera_id}/rtsps-stream",
            RtspsStreams,
            body=given(qualities=_some(qualities)),
            camera_id=camera_id,
            deadline_seconds=timeout_seconds,
        )

    async def delete_rtsps_streams(
        self, camera_id: str, qualities: Iterable[StreamQuality], *, timeout_seconds: float | None = None
    ) -> None:
        """Let a camera no longer be watched under these addresses; who watches is cut off.

        Args:
            camera_id: The camera's id.
            qualities: At least one.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: no quality is given.
            NotFoundError: no camera has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/cameras/{camera_id}/rtsps-stream",
                None,
                query={"qualities": _some(qualities)},
                camera_id=camera_id,
                deadline_seconds=timeout_seconds,
            )

    async def ptz_goto(self, camera_id: str, slot: int, *, timeout_seconds: float | None = None) -> None:
        """Turn a camera to a preset position.

        Args:
            camera_id: A camera that can turn.
            slot: -1 for the home position, from 0 for the presets, which this API doesn't list. Consoles before UniFi
                Protect 7.1 know 0 to 4 only.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the slot is below -1.
            BadRequestError: the camera can't turn, or has no such preset.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost; the camera may have turned.
        """
        at_least(-1, slot=slot)
        await self._app.call(
            "POST /v1/cameras/{camera_id}/ptz/goto/{slot}",
            None,
            camera_id=camera_id,
            slot=slot,
            deadline_seconds=timeout_seconds,
        )

    async def start_patrol(self, camera_id: str, slot: int, *, timeout_seconds: float | None = None) -> None:
        """Let a camera turn along a patrol; `Camera.active_patrol_slot` tells which one runs.

        Args:
            camera_id: A camera that can turn.
            slot: The patrol, 0 to 4.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the slot is not from 0 to 4.
            BadRequestError: the camera can't turn, or has no such patrol.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost; the patrol may have begun.
        """
        between(0, 4, slot=slot)
        await self._app.call(
            "POST /v1/cameras/{camera_id}/ptz/patrol/start/{slot}",
            None,
            camera_id=camera_id,
            slot=slot,
            deadline_seconds=timeout_seconds,
        )

    async def stop_patrol(self, camera_id: str, *, timeout_seconds: float | None = None) -> None:
        """End the patrol of a camera.

        Raises:
            BadRequestError: the camera can't turn.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost; the patrol may have ended.
        """
        await self._app.call(
            "POST /v1/cameras/{camera_id}/ptz/patrol/stop", None, camera_id=camera_id, deadline_seconds=timeout_seconds
        )

    async def disable_mic_permanently(self, camera_id: str, *, timeout_seconds: float | None = None) -> Camera:
        """Switch the microphone of a camera off for good; only a reset of the camera to its factory settings brings it back.

        Returns:
            The camera as it is now.

        Raises:
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost; `Camera.is_mic_enabled` tells.
        """
        return await self._app.call(
            "POST /v1/cameras/{camera_id}/disable-mic-permanently",
            Camera,
            camera_id=camera_id,
            deadline_seconds=timeout_seconds,
        )

    async def create_talkback_session(self, camera_id: str, *, timeout_seconds: float | None = None) -> TalkbackSession:
        """Open the way for sound to the speaker of a camera.

        Args:
            camera_id: A camera with `CameraFeatureFlags.has_speaker`.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            Where to send the sound, and how it has to be encoded.

        Raises:
            BadRequestError: the camera has no speaker.
            NotFoundError: no camera has this id.
            OutcomeUnknownError: the answer was lost.
        """
        return await self._app.call(
            "POST /v1/cameras/{camera_id}/talkback-session",
            TalkbackSession,
            camera_id=camera_id,
            deadline_seconds=timeout_seconds,
        )


def _some(qualities: Iterable[StreamQuality]) -> list[StreamQuality]:
    chosen = several("qualities", qualities)
    if not chosen:
        raise ConfigurationError("qualities is empty")
    return chosen


def _check_message(message: LcdMessageInput | Unset) -> None:
    if isinstance(message, Unset):
        return
    if message.type in (LcdMessageType.CUSTOM_MESSAGE, LcdMessageType.IMAGE) and not message.text:
        raise ConfigurationError(f"lcd_message has no text, which {message.type} needs")
    if message.type in (LcdMessageType.DO_NOT_DISTURB, LcdMessageType.LEAVE_PACKAGE_AT_DOOR) and message.text:
        raise ConfigurationError(f"lcd_message has a text, which {message.type} does not take")

"""Cameras and doorbells, and what they see."""

from __future__ import annotations

from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.cameras import Camera, SnapshotChannel
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

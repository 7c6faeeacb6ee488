"""Chimes, which ring inside when somebody is at a doorbell."""

from __future__ import annotations

from collections.abc import Iterable

from unifi_sdk._core.check import between
from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, several
from unifi_sdk.protect.models.chimes import Chime, RingSettingsInput

__all__ = ["Chimes"]


class Chimes(Resource):
    """Chimes, which ring inside when somebody is at a doorbell."""

    def list(self) -> Paginator[Chime]:
        """Every chime, in one request."""
        return list_all(self._app, "GET /v1/chimes", Chime)

    async def get(self, chime_id: str) -> Chime:
        """One chime.

        Raises:
            NotFoundError: no chime has this id.
        """
        return await self._app.call("GET /v1/chimes/{chime_id}", Chime, chime_id=chime_id)

    async def update(
        self,
        chime_id: str,
        *,
        name: str | Unset = UNSET,
        camera_ids: Iterable[str] | Unset = UNSET,
        ring_settings: Iterable[RingSettingsInput] | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> Chime:
        """Change settings of a chime; what is UNSET stays as it is.

        Args:
            chime_id: The chime's id.
            name: What it is called.
            camera_ids: The doorbells to ring for, in place of those it rings for now.
            ring_settings: How to ring for each of them; a doorbell that is left out loses its own settings.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The chime as it is now.

        Raises:
            ConfigurationError: a chime rings 1 to 10 times, at a volume from 0 to 100.
            BadRequestError: a value is not accepted, or a camera is no doorbell.
            NotFoundError: no chime has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        cameras = camera_ids if isinstance(camera_ids, Unset) else several("camera_ids", camera_ids)
        rings = ring_settings if isinstance(ring_settings, Unset) else list(ring_settings)
        for ring in rings or ():
            between(1, 10, repeat_times=ring.repeat_times)
            between(0, 100, volume=ring.volume)
        return await self._app.call(
            "PATCH /v1/chimes/{chime_id}",
            Chime,
            body=changes(name=name, camera_ids=cameras, ring_settings=rings),
            chime_id=chime_id,
            deadline_seconds=timeout_seconds,
        )

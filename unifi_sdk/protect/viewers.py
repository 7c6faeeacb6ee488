"""Viewers, which show a live view on a screen."""

from __future__ import annotations

from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.viewers import Viewer

__all__ = ["Viewers"]


class Viewers(Resource):
    """Viewers, which show a live view on a screen."""

    def list(self) -> Paginator[Viewer]:
        """Every viewer, in one request."""
        return list_all(self._app, "GET /v1/viewers", Viewer)

    async def get(self, viewer_id: str) -> Viewer:
        """One viewer.

        Raises:
            NotFoundError: no viewer has this id.
        """
        return await self._app.call("GET /v1/viewers/{viewer_id}", Viewer, viewer_id=viewer_id)

    async def update(
        self,
        viewer_id: str,
        *,
        name: str | Unset = UNSET,
        liveview: str | Unset | None = UNSET,
        timeout_seconds: float | None = None,
    ) -> Viewer:
        """Change settings of a viewer; what is UNSET stays as it is.

        Args:
            viewer_id: The viewer's id.
            name: What it is called.
            liveview: The id of the live view to show; None for none.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The viewer as it is now.

        Raises:
            BadRequestError: a value is not accepted, or there is no such live view.
            NotFoundError: no viewer has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        return await self._app.call(
            "PATCH /v1/viewers/{viewer_id}",
            Viewer,
            body=changes(name=name, liveview=liveview),
            viewer_id=viewer_id,
            deadline_seconds=timeout_seconds,
        )

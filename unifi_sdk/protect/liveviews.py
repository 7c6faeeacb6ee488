"""Live views: which cameras stand where on a screen."""

from __future__ import annotations

from unifi_sdk._core.check import between
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.liveviews import Liveview, LiveviewInput

__all__ = ["Liveviews"]


class Liveviews(Resource):
    """Live views: which cameras stand where on a screen; the event streams tell nothing of them."""

    def list(self) -> Paginator[Liveview]:
        """Every live view that is for all users or the key's own, in one request."""
        return list_all(self._app, "GET /v1/liveviews", Liveview)

    async def get(self, liveview_id: str) -> Liveview:
        """One live view.

        Raises:
            NotFoundError: no live view has this id.
        """
        return await self._app.call("GET /v1/liveviews/{liveview_id}", Liveview, liveview_id=liveview_id)

    async def create(self, liveview: LiveviewInput, *, timeout_seconds: float | None = None) -> Liveview:
        """Make a live view.

        Args:
            liveview: How it is to be.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The live view with its id.

        Raises:
            ConfigurationError: the layout is not from 1 to 26.
            BadRequestError: a value is not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        between(1, 26, layout=liveview.layout)
        return await self._app.call("POST /v1/liveviews", Liveview, body=liveview, deadline_seconds=timeout_seconds)

    async def replace(
        self, liveview_id: str, liveview: LiveviewInput, *, timeout_seconds: float | None = None
    ) -> Liveview:
        """Make a live view anew; the console takes nothing less than all of it.

        Args:
            liveview_id: The live view's id.
            liveview: How it is to be.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The live view as it is now.

        Raises:
            ConfigurationError: the layout is not from 1 to 26.
            BadRequestError: a value is not accepted.
            NotFoundError: no live view has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        between(1, 26, layout=liveview.layout)
        return await self._app.call(
            "PATCH /v1/liveviews/{liveview_id}",
            Liveview,
            body=liveview,
            liveview_id=liveview_id,
            deadline_seconds=timeout_seconds,
        )

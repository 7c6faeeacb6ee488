"""Key fobs that arm and disarm. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.fobs import Fob

__all__ = ["Fobs"]


class Fobs(Resource):
    """Key fobs that arm and disarm. From UniFi Protect 7.1."""

    def list(self) -> Paginator[Fob]:
        """Every fob, in one request."""
        return list_all(self._app, "GET /v1/fobs", Fob)

    async def get(self, fob_id: str) -> Fob:
        """One fob.

        Raises:
            NotFoundError: no fob has this id.
        """
        return await self._app.call("GET /v1/fobs/{fob_id}", Fob, fob_id=fob_id)

    async def update(
        self,
        fob_id: str,
        *,
        name: str | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> Fob:
        """Change settings of a fob; what is UNSET stays as it is.

        Args:
            fob_id: The fob's id.
            name: What it is called.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The fob as it is now.

        Raises:
            BadRequestError: a value is not accepted.
            NotFoundError: no fob has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        return await self._app.call(
            "PATCH /v1/fobs/{fob_id}", Fob, body=changes(name=name), fob_id=fob_id, deadline_seconds=timeout_seconds
        )

"""Floor plans, and their files."""

from __future__ import annotations

from unifi_sdk.innerspace._dialect import list_named
from unifi_sdk.innerspace._resource import Resource
from unifi_sdk.innerspace.models.floor_plans import Asset, FloorPlan
from unifi_sdk.pagination import Paginator

__all__ = ["FloorPlans"]


class FloorPlans(Resource):
    """Floor plans."""

    def list(self, *, site_id: str | None = None) -> Paginator[FloorPlan]:
        """Every floor plan, in one request.

        Args:
            site_id: Those of one site alone, by `FloorPlan.site_id`.

        Raises:
            NotFoundError: the console does not run UniFi InnerSpace.
        """
        return list_named(self._app, "GET /v1/floor_plans", FloorPlan, "floor_plans", {"siteId": site_id})

    async def asset(self, plan_id: str, filename: str) -> Asset:
        """A file of a plan, such as its picture; at most 32 MiB, and 10 MB through the cloud.

        Args:
            plan_id: `FloorPlan.id`.
            filename: As the last part of `FloorPlan.image_url` names it.

        Raises:
            NotFoundError: there is no such plan or file.
        """
        response = await self._app.read_bytes(
            "GET /v1/assets/{plan_id}/{filename}",
            content_type=("image/", "application/"),
            plan_id=plan_id,
            filename=filename,
        )
        return Asset(response.body, response.content_type)

"""The project: everything that is drawn."""

from __future__ import annotations

from typing import Literal

from unifi_sdk.innerspace._resource import Resource
from unifi_sdk.innerspace.models.projects import Project, ProjectAnswer

__all__ = ["Projects"]


class Projects(Resource):
    """The project of the console."""

    async def get(self, *, mode: Literal["2D", "3D"] | None = None) -> Project:
        """Everything that is drawn: plans, walls, products.

        Args:
            mode: For which view; the console's own choice when left out.

        Raises:
            NotFoundError: the console does not run UniFi InnerSpace.
        """
        answer = await self._app.call("GET /v1/project", ProjectAnswer, query={"mode": mode})
        return answer.data

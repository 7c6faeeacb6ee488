"""Sites of all hosts."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.cloud._dialect import list_by_token
from unifi_sdk.cloud._resource import Resource, the_one
from unifi_sdk.cloud.models.sites import Site
from unifi_sdk.pagination import Paginator

__all__ = ["Sites"]


class Sites(Resource):
    """Sites of every host that runs UniFi Network."""

    def list(self) -> Paginator[Site]:
        """Every site, with its figures."""
        return list_by_token(self._app, "GET /v1/sites", Site)

    async def find(self, *, name: str) -> Site:
        """The site that is called so.

        Args:
            name: `Site.name`, compared exactly; the first site of most consoles is called ``Default``.

        Raises:
            NotFoundError: none is.
            ConflictError: several are.
        """
        not_empty(name=name)
        return the_one([site for site in await self.list() if site.name == name], f"site is called {name!r}")

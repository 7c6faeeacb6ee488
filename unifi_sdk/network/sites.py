"""Sites of a console."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import ConflictError, NotFoundError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import Resource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.sites import Site
from unifi_sdk.pagination import Paginator

__all__ = ["Sites"]


class Sites(Resource):
    """Sites of a console."""

    def list(self, *, filter: Filter[Site] | None = None) -> Paginator[Site]:  # noqa: A002 - the vendor's word
        """Every site.

        Args:
            filter: Made with `unifi_sdk.network.filters.SiteFilter`.
        """
        return list_pages(self._app, "GET /v1/sites", Site, filter=filter)

    async def find(self, name_or_id: str) -> Site:
        """One site by its id, its internal reference or its name.

        Args:
            name_or_id: Compared exactly; an id first, then an internal reference, then a name.

        Raises:
            ConfigurationError: the text is empty.
            NotFoundError: no site is called that.
            ConflictError: several sites have this name.
        """
        not_empty(name_or_id=name_or_id)
        sites = await self.list()
        for attribute in ("id", "internal_reference", "name"):
            found = [site for site in sites if getattr(site, attribute) == name_or_id]
            if len(found) > 1:
                raise ConflictError(f"{len(found)} sites are called {name_or_id!r}: use an id", application="network")
            if found:
                return found[0]
        raise NotFoundError(
            f"no site is called {name_or_id!r}; there are {', '.join(repr(s.name) for s in sites[:20])}",
            application="network",
        )

"""Networks of a site under the ids that the classic API gives them."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk._core.found import the_one
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.networks import ClassicNetwork
from unifi_sdk.pagination import Paginator

__all__ = ["ClassicNetworks"]


class ClassicNetworks(ClassicResource):
    """Networks and uplinks of a site, for their ids; ``site.networks`` changes them."""

    def list(self) -> Paginator[ClassicNetwork]:
        """Every network, uplinks and VPNs among them."""
        return list_all(self._v1, "GET /rest/networkconf", ClassicNetwork)

    async def find(self, *, name: str) -> ClassicNetwork:
        """One network by its name.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no network is called so.
            ConflictError: several networks are called so.
        """
        not_empty(name=name)
        found = [network for network in await self.list() if network.name == name]
        return the_one(found, f"network is called {name!r}", APPLICATION)

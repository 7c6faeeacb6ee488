"""Networks of a site."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import BadRequestError, ConfigurationError, ConflictError, UniFiError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource, gone_if_resent, the_one
from unifi_sdk.network.errors import NetworkInUseError
from unifi_sdk.network.filters import Filter, NetworkFilter
from unifi_sdk.network.models.networks import Network, NetworkOverview, NetworkReferences, NetworkUse
from unifi_sdk.pagination import Paginator

__all__ = ["Networks"]


class Networks(SiteResource):
    """Networks of a site."""

    def list(self, *, filter: Filter[NetworkOverview] | None = None) -> Paginator[NetworkOverview]:  # noqa: A002 - the vendor's word
        """Every network, without its settings, which `get` tells.

        Args:
            filter: Made with `unifi_sdk.network.filters.NetworkFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/networks", NetworkOverview, filter=filter, site_id=self._site_id
        )

    async def get(self, network_id: str) -> Network:
        """One network with all its settings.

        Raises:
            NotFoundError: no network of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/networks/{network_id}", Network, site_id=self._site_id, network_id=network_id
        )

    async def find(self, *, name: str) -> Network:
        """One network by its name, with all its settings.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no network of this site has this name.
            ConflictError: several networks have it.
        """
        not_empty(name=name)
        named = await self.list(filter=NetworkFilter.name.eq(name))
        found = the_one([network for network in named if network.name == name], f"network is called {name!r}")
        return await self.get(found.id)

    async def create(self, network: Network, *, timeout_seconds: float | None = None) -> Network:
        """Make a network.

        Args:
            network: A `GatewayNetwork`, `SwitchNetwork` or `UnmanagedNetwork`; what the console alone sets is not sent.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The network with its id.

        Raises:
            BadRequestError: a setting is missing or not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        _check(network)
        return await self._app.call(
            "POST /v1/sites/{site_id}/networks",
            Network,
            body=network,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(self, network: Network, *, timeout_seconds: float | None = None) -> Network:
        """Give a network other settings; whatever is None in it is switched off.

        ::

            network = await site.networks.find(name="Lab")
            await site.networks.replace(network.evolve(name="IoT"))

        Args:
            network: As `get` or `find` gave it, changed with ``evolve``; settings that the SDK doesn't know stay as they are.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The network as the console has it now.

        Raises:
            ConfigurationError: the network has no id, or comes from a list and so has no settings.
            BadRequestError: a setting is missing or not accepted.
            NotFoundError: no network of this site has this id.
        """
        _check(network)
        return await self._app.call(
            "PUT /v1/sites/{site_id}/networks/{network_id}",
            Network,
            body=network,
            site_id=self._site_id,
            network_id=network.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, network_id: str, *, force: bool = False, timeout_seconds: float | None = None) -> None:
        """Delete a network.

        Args:
            network_id: Not that of the default network.
            force: Delete it although something uses it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NetworkInUseError: the console refused and something uses the network; the error tells what.
            BadRequestError: the console refused for another reason.
            NotFoundError: no network of this site has this id.
        """
        try:
            with gone_if_resent():
                await self._app.call(
                    "DELETE /v1/sites/{site_id}/networks/{network_id}",
                    None,
                    query={"force": force or None},
                    site_id=self._site_id,
                    network_id=network_id,
                    deadline_seconds=timeout_seconds,
                )
        except (BadRequestError, ConflictError) as error:
            refusal = error
        else:
            return
        uses = await self._uses_if_told(network_id)
        if not uses:
            raise refusal
        raise NetworkInUseError.from_refusal(refusal, uses) from refusal

    async def references(self, network_id: str) -> tuple[NetworkUse, ...]:
        """What uses a network, grouped by kind.

        Raises:
            NotFoundError: no network of this site has this id.
            ServerError: some consoles can't tell it for some networks, however often they are asked.
        """
        answer = await self._app.call(
            "GET /v1/sites/{site_id}/networks/{network_id}/references",
            NetworkReferences,
            site_id=self._site_id,
            network_id=network_id,
        )
        return answer.reference_resources

    async def _uses_if_told(self, network_id: str) -> tuple[NetworkUse, ...]:
        try:
            return await self.references(network_id)
        except UniFiError:
            return ()


def _check(network: object) -> None:
    if not isinstance(network, Network):
        raise ConfigurationError(
            f"network must be a Network, as get() and find() give it, not {type(network).__name__}: "
            "one from a list has no settings, and writing it would switch all of them off"
        )

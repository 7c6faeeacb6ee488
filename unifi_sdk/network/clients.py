"""Connected clients of a site, and guest access."""

from __future__ import annotations

from unifi_sdk._core.check import at_least, mac_address, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk.errors import ConfigurationError, NotFoundError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource, the_one
from unifi_sdk.network.filters import ClientFilter, Filter
from unifi_sdk.network.models.clients import AuthorizationResult, Client, ClientAction, UnauthorizationResult
from unifi_sdk.pagination import Paginator

__all__ = ["Clients"]


class Clients(SiteResource):
    """Connected clients of a site, and guest access."""

    def list(self, *, filter: Filter[Client] | None = None) -> Paginator[Client]:  # noqa: A002 - the vendor's word
        """Every connected client, in the console's order.

        Args:
            filter: Made with `unifi_sdk.network.filters.ClientFilter`.
        """
        return list_pages(self._app, "GET /v1/sites/{site_id}/clients", Client, filter=filter, site_id=self._site_id)

    async def get(self, client_id: str) -> Client:
        """One connected client, with the admission in force if it is a guest.

        Raises:
            NotFoundError: no connected client has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/clients/{client_id}", Client, site_id=self._site_id, client_id=client_id
        )

    async def find(self, *, mac: str | None = None, name: str | None = None) -> Client:
        """One connected client by its MAC address or its name.

        Args:
            mac: In any usual spelling; one request.
            name: Compared exactly; reads the whole list, as the console can't look for names. A guest can take any name,
                also that of another client.

        Raises:
            ConfigurationError: neither is given, or both, the name is empty, or the address is none.
            NotFoundError: no connected client has it.
            ConflictError: several clients have this name.
        """
        if mac is not None and name is None:
            return await self._find_address(mac_address(mac))
        if name is not None and mac is None:
            not_empty(name=name)
            named = [client async for client in self.list() if client.name == name]
            return the_one(named, f"connected client is called {name!r}")
        raise ConfigurationError("mac or name: give one of them")

    async def authorize(
        self,
        client_id: str,
        *,
        minutes: int | None = None,
        data_megabytes: int | None = None,
        rx_kbps: int | None = None,
        tx_kbps: int | None = None,
        timeout_seconds: float | None = None,
    ) -> AuthorizationResult:
        """Let a guest in; an admission in force is replaced and its counters start from zero.

        Args:
            client_id: A connected client that is a guest.
            minutes: How long, from 1 (the console takes up to 1,000,000); the site's default when left out.
            data_megabytes: How much data, from 1 (up to 1,048,576); any amount when left out.
            rx_kbps: Download rate in kilobits a second, from 2 (up to 100,000).
            tx_kbps: Upload rate, likewise.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The admission granted, and the one it replaced.

        Raises:
            ConfigurationError: a limit is out of bounds.
            BadRequestError: the client is no guest, or the console takes no such limit.
            NotFoundError: no connected client has this id.
            OutcomeUnknownError: the answer was lost; `get` tells whether the guest is in.
        """
        at_least(1, minutes=minutes, data_megabytes=data_megabytes)
        at_least(2, rx_kbps=rx_kbps, tx_kbps=tx_kbps)
        return await self._app.call(
            "POST /v1/sites/{site_id}/clients/{client_id}/actions",
            AuthorizationResult,
            body=given(
                action=ClientAction.AUTHORIZE_GUEST_ACCESS,
                time_limit_minutes=minutes,
                data_usage_limit_m_bytes=data_megabytes,
                rx_rate_limit_kbps=rx_kbps,
                tx_rate_limit_kbps=tx_kbps,
            ),
            site_id=self._site_id,
            client_id=client_id,
            deadline_seconds=timeout_seconds,
        )

    async def unauthorize(self, client_id: str, *, timeout_seconds: float | None = None) -> UnauthorizationResult:
        """Send a guest out, at once.

        Args:
            client_id: A connected client that is a guest.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The admission that has ended.

        Raises:
            NotFoundError: no connected client has this id.
            OutcomeUnknownError: the answer was lost; `get` tells whether the guest is out.
        """
        return await self._app.call(
            "POST /v1/sites/{site_id}/clients/{client_id}/actions",
            UnauthorizationResult,
            body=given(action=ClientAction.UNAUTHORIZE_GUEST_ACCESS),
            site_id=self._site_id,
            client_id=client_id,
            deadline_seconds=timeout_seconds,
        )

    async def _find_address(self, address: str) -> Client:
        found = await self.list(filter=ClientFilter.mac_address.eq(address)).first()
        if found is None:
            raise NotFoundError(
                f"no connected client has the address {address}: it may have left, or not appeared yet",
                application="network",
            )
        return found

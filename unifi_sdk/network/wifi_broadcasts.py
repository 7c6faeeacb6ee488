"""WiFi broadcasts of a site: its WiFi networks."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource, gone_if_resent, the_one
from unifi_sdk.network.filters import Filter, WifiBroadcastFilter
from unifi_sdk.network.models.wifi_broadcasts import WifiBroadcast, WifiBroadcastOverview
from unifi_sdk.pagination import Paginator

__all__ = ["WifiBroadcasts"]


class WifiBroadcasts(SiteResource):
    """WiFi broadcasts of a site: its WiFi networks."""

    def list(
        self,
        *,
        filter: Filter[WifiBroadcastOverview] | None = None,  # noqa: A002 - the vendor's word
    ) -> Paginator[WifiBroadcastOverview]:
        """Every WiFi network, without most of its settings, which `get` tells.

        Args:
            filter: Made with `unifi_sdk.network.filters.WifiBroadcastFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/wifi/broadcasts",
            WifiBroadcastOverview,
            filter=filter,
            site_id=self._site_id,
        )

    async def get(self, wifi_broadcast_id: str) -> WifiBroadcast:
        """One WiFi network with all its settings, the passphrase among them.

        Raises:
            NotFoundError: no WiFi network of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/wifi/broadcasts/{wifi_broadcast_id}",
            WifiBroadcast,
            site_id=self._site_id,
            wifi_broadcast_id=wifi_broadcast_id,
        )

    async def find(self, *, name: str) -> WifiBroadcast:
        """One WiFi network by its name, with all its settings.

        Args:
            name: The SSID, compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no WiFi network of this site has this name.
            ConflictError: several have it, such as one for each band.
        """
        not_empty(name=name)
        named = await self.list(filter=WifiBroadcastFilter.name.eq(name))
        found = the_one([item for item in named if item.name == name], f"WiFi network is called {name!r}")
        return await self.get(found.id)

    async def create(self, wifi_broadcast: WifiBroadcast, *, timeout_seconds: float | None = None) -> WifiBroadcast:
        """Make a WiFi network.

        ::

            security = Wpa2PersonalSecurity(passphrase="correct horse battery")
            await site.wifi_broadcasts.create(
                StandardWifiBroadcast(
                    name="Lobby",
                    enabled=True,
                    network=WifiNativeNetwork(),
                    security_configuration=security,
                    broadcasting_frequencies_ghz=(2.4, 5),
                    advertise_device_name=False,
                    channel_2g_locked_to_6=False,
                    dtim_period_2g_locked_to_3=False,
                )
            )

        Args:
            wifi_broadcast: A `StandardWifiBroadcast` or `IotOptimizedWifiBroadcast`.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The WiFi network with its id.

        Raises:
            BadRequestError: a setting is missing or not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        _check(wifi_broadcast)
        return await self._app.call(
            "POST /v1/sites/{site_id}/wifi/broadcasts",
            WifiBroadcast,
            body=wifi_broadcast,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(self, wifi_broadcast: WifiBroadcast, *, timeout_seconds: float | None = None) -> WifiBroadcast:
        """Give a WiFi network other settings; whatever is None in it is switched off.

        ::

            lobby = await site.wifi_broadcasts.find(name="Lobby")
            await site.wifi_broadcasts.replace(lobby.evolve(enabled=False))

        Args:
            wifi_broadcast: As `get` or `find` gave it, changed with ``evolve``; settings that the SDK doesn't know stay
                as they are.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The WiFi network as the console has it now.

        Raises:
            ConfigurationError: it has no id, or comes from a list and so lacks most of its settings.
            BadRequestError: a setting is missing or not accepted.
            NotFoundError: no WiFi network of this site has this id.
        """
        _check(wifi_broadcast)
        return await self._app.call(
            "PUT /v1/sites/{site_id}/wifi/broadcasts/{wifi_broadcast_id}",
            WifiBroadcast,
            body=wifi_broadcast,
            site_id=self._site_id,
            wifi_broadcast_id=wifi_broadcast.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(
        self, wifi_broadcast_id: str, *, force: bool = False, timeout_seconds: float | None = None
    ) -> None:
        """Delete a WiFi network; its clients are disconnected.

        Args:
            wifi_broadcast_id: Which one.
            force: Delete it although something uses it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            BadRequestError: the console refuses, because something uses it for example.
            NotFoundError: no WiFi network of this site has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/sites/{site_id}/wifi/broadcasts/{wifi_broadcast_id}",
                None,
                query={"force": force or None},
                site_id=self._site_id,
                wifi_broadcast_id=wifi_broadcast_id,
                deadline_seconds=timeout_seconds,
            )


def _check(wifi_broadcast: object) -> None:
    if not isinstance(wifi_broadcast, WifiBroadcast):
        raise ConfigurationError(
            f"wifi_broadcast must be a WifiBroadcast, as get() and find() give it, not "
            f"{type(wifi_broadcast).__name__}: one from a list lacks most of its settings"
        )

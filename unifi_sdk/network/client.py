"""The entry to UniFi Network."""

from __future__ import annotations

import aiohttp

from unifi_sdk._core.application import Application
from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.errors import NotFoundError
from unifi_sdk.network._application import NetworkApplication
from unifi_sdk.network._dialect import BASE_PATH, DIALECT
from unifi_sdk.network.countries import Countries
from unifi_sdk.network.devices import PendingDevices
from unifi_sdk.network.dpi import DpiApplications, DpiCategories
from unifi_sdk.network.info import Info
from unifi_sdk.network.models.sites import Site
from unifi_sdk.network.site import SiteScope
from unifi_sdk.network.sites import Sites
from unifi_sdk.retry import RetryPolicy

__all__ = ["NetworkClient"]


class NetworkClient(ApplicationClient):
    """UniFi Network on one console.

    ::

        async with NetworkClient("192.168.1.1", api_key=KEY, tls=Pinned("…")) as network:
            site = await network.default_site()
            async for client in site.clients.list():
                print(client.name)

    Args:
        host: The console: ``host`` or ``host:port`` (UniFi OS Server listens on 11443).
        api_key: A key made in Network > Settings > Control Plane > Integrations.
        tls: How the certificate is judged; None trusts what this machine trusts, which a console's certificate isn't.
        session: A session of yours, which is not closed here.
        read_only: Refuse every write with `MutationBlockedError`.
        retry: How often and how long to try.
        port: Where the console listens, unless the host says it.
        base_path: What stands before ``/v1``, for consoles behind another gateway.

    Raises:
        ConfigurationError: an argument can't be.
    """

    def __init__(
        self,
        host: str,
        *,
        api_key: str,
        tls: TrustByPort = None,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        port: int = 443,
        base_path: str = BASE_PATH,
        _transport: Transport | None = None,
    ) -> None:
        credential = ApiKey(api_key)
        del api_key  # a traceback may show what a frame holds
        transport = _transport or Transport(session=check_session(session), retry=retry, read_only=read_only)
        application = NetworkApplication(
            make_application(
                DIALECT, transport, host=host, port=port, base_path=base_path, credential=credential, tls=tls
            )
        )
        super().__init__(application, owns_transport=_transport is None)
        self._outside = base_path.removesuffix("/integration")
        self.info = Info(application)
        self.sites = Sites(application)
        self.pending_devices = PendingDevices(application)
        self.dpi_applications = DpiApplications(application)
        self.dpi_categories = DpiCategories(application)
        self.countries = Countries(application)

    def site(self, site_id: str) -> SiteScope:
        """A site by its id, without asking the console.

        Args:
            site_id: The UUID, as `Site.id` has it; not the name and not ``default``.
        """
        return SiteScope(self._app, site_id)

    async def find_site(self, name_or_id: str) -> SiteScope:
        """A site by its name, its internal reference or its id.

        Args:
            name_or_id: Compared exactly; an id first, then an internal reference, then a name.

        Raises:
            NotFoundError: no site is called that.
            ConflictError: several sites have this name.
        """
        return self._scope(await self.sites.find(name_or_id))

    async def default_site(self) -> SiteScope:
        """The site with the internal reference ``default``; a console's only site, whatever it is called.

        Raises:
            NotFoundError: there are several sites and none is the default, or none at all.
        """
        sites = await self.sites.list()
        chosen = [site for site in sites if site.internal_reference == "default"] or sites
        if len(chosen) == 1:
            return self._scope(chosen[0])
        raise NotFoundError(
            f"{len(chosen)} sites and none is the default: choose one with find_site(name)", application="network"
        )

    async def specification(self) -> dict[str, object]:
        """What this console says about the API of its Network application: an OpenAPI document, up to 16 MiB of it.

        `unifi_sdk.drift.compare` tells how it differs from what this SDK knows.

        Raises:
            DecodeError: the document is no JSON object.
            NotFoundError: this version serves none.
        """
        endpoint = self._app.endpoint
        outside = Endpoint(
            application=endpoint.application,
            address=endpoint.address,
            base_path=self._outside,
            headers=endpoint.headers,
            trust=endpoint.trust,
            pace=endpoint.pace,
        )
        application = Application(self._app.transport, outside, DIALECT)
        return await application.call("GET /api-docs/integration.json", dict[str, object])

    def _scope(self, site: Site) -> SiteScope:
        return SiteScope(self._app, site.id, site)

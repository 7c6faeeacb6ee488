"""The entry to UniFi Network."""

from __future__ import annotations

from typing import Final

import aiohttp

from unifi_sdk._core.application import Application, Id, Query
from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.model import Json
from unifi_sdk._core.raw import RawBody, raw_call
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.calls import OnCall
from unifi_sdk.errors import NotFoundError, NotSupportedError
from unifi_sdk.network._application import NetworkApplication
from unifi_sdk.network._dialect import BASE_PATH, DIALECT
from unifi_sdk.network.countries import Countries
from unifi_sdk.network.devices import PendingDevices
from unifi_sdk.network.dpi import DpiApplications, DpiCategories
from unifi_sdk.network.info import Info
from unifi_sdk.network.models.sites import Site
from unifi_sdk.network.site import SiteScope
from unifi_sdk.network.sites import Sites
from unifi_sdk.retry import RetryPolicy, Safety

__all__ = ["NetworkClient"]

_DEFAULT_SITE_ID: Final = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
"""The same on every console; source: consoles of seven models."""


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
        on_call: Told of each call when it has ended; see `unifi_sdk.calls`.
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
        on_call: OnCall | None = None,
        port: int = 443,
        base_path: str = BASE_PATH,
        _transport: Transport | None = None,
    ) -> None:
        credential = ApiKey(api_key)
        del api_key  # a traceback may show what a frame holds
        transport = _transport or Transport(
            session=check_session(session), retry=retry, read_only=read_only, on_call=on_call
        )
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

    def site(self, site_id: str, *, internal_reference: str | None = None) -> SiteScope:
        """A site by its id, without asking the console.

        Args:
            site_id: The UUID, as ``Site.id`` has it; not the name and not ``default``.
            internal_reference: The short name, as ``Site.internal_reference`` has it, for ``site.classic``, which looks it up
                otherwise.
        """
        return SiteScope(self._app, site_id, internal_reference=internal_reference)

    async def find_site(self, name_or_id: str) -> SiteScope:
        """A site by its name, its internal reference or its id.

        Args:
            name_or_id: Compared exactly; an id first, then an internal reference, then a name.

        Raises:
            NotFoundError: no site is called that.
            ConflictError: several sites have this name.
            NotSupportedError: the console lists the site without its id.
        """
        return self._scope(await self.sites.find(name_or_id))

    async def default_site(self) -> SiteScope:
        """The site with the internal reference ``default``; a console's only site, whatever it is called.

        Raises:
            NotFoundError: there are several sites and none is the default, or none at all.
            NotSupportedError: the console lists its only site without an id, and it is not the default one, whose id is the
                same on every console.
        """
        sites = await self.sites.list()
        chosen = [site for site in sites if site.internal_reference == "default"] or sites
        if len(chosen) == 1:
            return self._scope(chosen[0])
        raise NotFoundError(
            f"{len(chosen)} sites and none is the default: choose one with find_site(name)", application="network"
        )

    async def call(
        self,
        operation: str,
        *,
        body: RawBody | None = None,
        query: Query | None = None,
        safety: Safety | None = None,
        timeout_seconds: float | None = None,
        **ids: Id,
    ) -> Json:
        """Perform an operation that has no method here, as one of a newer console.

        It takes the same way as all others: certificate, read-only clients, `plan`, pace and limits of size hold.

        ::

            page = await network.call("GET /v1/sites/{site_id}/wans", site_id=site.id)

        Args:
            operation: Verb and path, as the vendor writes them; ids may stand as ``{placeholders}``.
            body: A JSON object or list with the vendor's names, sent as it is.
            query: Query parameters; None values are left out.
            safety: What sending it twice does, where the verb does not tell; READ is for GET alone.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.
            ids: A value for each placeholder.

        Returns:
            The answer as it came, of a list one page; None where it is empty.

        Raises:
            ConfigurationError: the operation can't be, or is no READ.
            ApiError: the console refused.
        """
        return await raw_call(
            self._app, operation, body=body, query=query, safety=safety, timeout_seconds=timeout_seconds, ids=ids
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
            route=endpoint.route,
        )
        application = Application(self._app.transport, outside, DIALECT)
        return await application.call("GET /api-docs/integration.json", dict[str, object])

    def _scope(self, site: Site) -> SiteScope:
        site_id = site.id or (_DEFAULT_SITE_ID if site.internal_reference == "default" else "")
        if not site_id:
            raise NotSupportedError(
                f"this console lists the site {site.name or site.internal_reference or ''!r} without its id, which nothing "
                "else tells: update UniFi Network on the console, or pass the id, if you know it, to network.site()",
                application="network",
            )
        return SiteScope(self._app, site_id, site)

"""The entry to the cloud: Site Manager, Mobility, and the consoles behind its connector."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final, Self

import aiohttp

from unifi_sdk._core.address import Address, parse_host
from unifi_sdk._core.application import Application, Id, Query
from unifi_sdk._core.arguments import checked
from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, standard_headers, trust_for
from unifi_sdk._core.connector import (
    CLOUD_HOST,
    CLOUD_ROUTE,
    CloudAccess,
    cloud_key,
    early_access_pace,
    key_pace,
    mobility_pace,
)
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.model import Json
from unifi_sdk._core.pace import Pace
from unifi_sdk._core.raw import RawBody, raw_call
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk.auth import ApiKey, Secret, hidden
from unifi_sdk.calls import OnCall
from unifi_sdk.cloud._dialect import DIALECT, MOBILITY_DIALECT
from unifi_sdk.cloud.devices import Devices
from unifi_sdk.cloud.hosts import Hosts
from unifi_sdk.cloud.isp_metrics import IspMetricsOfSites
from unifi_sdk.cloud.mobility import Mobility
from unifi_sdk.cloud.models.hosts import Host
from unifi_sdk.cloud.sd_wan_configs import SdWanConfigs
from unifi_sdk.cloud.sites import Sites
from unifi_sdk.console import Console
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import RetryPolicy, Safety
from unifi_sdk.trust import Insecure, Pinned, Trust

__all__ = ["CloudClient"]

_POLICY: Final = RetryPolicy(deadline_seconds=60.0)


class CloudClient(ApplicationClient):
    """The cloud of one account or organisation: Site Manager, Mobility, and its consoles.

    ::

        async with CloudClient(api_key=KEY) as cloud:
            async for host in cloud.hosts.list():
                print(host.name, host.is_online)
            async with cloud.console(host) as console:
                site = await console.network.default_site()

    Args:
        api_key: A key of Site Manager, made at unifi.ui.com > Settings > API Keys; one of a console does not work here.
        host: Where the cloud is, ``host`` or ``host:port``: for a test, or a proxy of yours.
        tls: How the certificate is judged; None trusts what this machine trusts. The vendor's is a public one that changes
            every few weeks, so it can't be pinned.
        session: A session of yours, which is not closed here.
        read_only: Refuse every write with `MutationBlockedError`.
        retry: How often and how long to try; a minute in all when left out.
        on_call: Told of each call when it has ended, those of consoles behind the cloud too; see `unifi_sdk.calls`.

    Raises:
        ConfigurationError: an argument can't be.
    """

    def __init__(
        self,
        *,
        api_key: str,
        host: str = CLOUD_HOST,
        tls: TrustByPort = None,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        _transport: Transport | None = None,
    ) -> None:
        credential, key = ApiKey(api_key), Secret(api_key, "api_key")
        del api_key  # a traceback may show what a frame holds
        address = parse_host(host, 443)
        trust = _judged(address, trust_for(tls, address.port))
        transport = _transport or Transport(
            session=check_session(session), retry=retry or _POLICY, read_only=read_only, on_call=on_call
        )

        def application(dialect: Dialect, pace: Pace) -> Application:
            endpoint = Endpoint(
                application=dialect.application,
                address=address,
                base_path="",
                headers=standard_headers(credential),
                trust=trust,
                pace=pace,
                route=CLOUD_ROUTE,
            )
            return Application(transport, endpoint, dialect)

        everything = application(DIALECT, key_pace(transport.clock, address.origin, credential))
        super().__init__(everything, owns_transport=_transport is None)
        self._access = CloudAccess(address=address, key=key, trust=trust, transport=transport)
        self.hosts = Hosts(everything)
        self.sites = Sites(everything)
        self.devices = Devices(everything)
        self.isp_metrics = IspMetricsOfSites(everything)
        self.sd_wan_configs = SdWanConfigs(everything)
        mobile = application(MOBILITY_DIALECT, mobility_pace(transport.clock, address.origin, credential))
        early = application(DIALECT, early_access_pace(transport.clock, address.origin, credential))
        self.mobility = Mobility(mobile)
        self._parts = {"/v1/mobility/": mobile, "/ea/": early}

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
        """Perform an operation that has no method here, such as one of early access (``/ea/``, 100 requests a minute).

        Args:
            operation: Verb and path, as the vendor writes them; ids may stand as ``{placeholders}``.
            body: A JSON object or list with the vendor's names, sent as it is.
            query: Query parameters; None values are left out.
            safety: What sending it twice does, where the verb does not tell; READ is for GET and for queries.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.
            ids: A value for each placeholder.

        Returns:
            What stands in the envelope, as it came; of a list one page.

        Raises:
            ConfigurationError: the operation can't be, is no READ, or is one of a console, to which `console` leads.
            ApiError: the cloud refused.
        """
        path = operation.partition(" ")[2]
        if path.startswith("/v1/connector/"):
            raise ConfigurationError("operation: a console has its own way, with its own limits: cloud.console(host)")
        app = next((part for prefix, part in self._parts.items() if path.startswith(prefix)), self._app)
        return await raw_call(
            app,
            operation,
            body=body,
            query=query,
            safety=safety,
            timeout_seconds=timeout_seconds,
            reads=lambda path, body: path.endswith("/query"),
            ids=ids,
        )

    @classmethod
    @checked
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
    ) -> Self:
        """The cloud of the account whose key stands in ``UNIFI_CLOUD_API_KEY``; nothing secret stands in a process list.

        ``UNIFI_CLOUD_HOST`` is where the cloud is, for a proxy of yours.

        Args:
            environ: The variables; the process's own when left out.
            session: A session of yours, which is not closed here.
            read_only: Refuse every write with `MutationBlockedError`.
            retry: How often and how long to try.
            on_call: Told of each call when it has ended; see `unifi_sdk.calls`.

        Raises:
            ConfigurationError: the key is missing, or can't be.
        """
        env = hidden(os.environ if environ is None else environ)
        host = env.get("UNIFI_CLOUD_HOST") or CLOUD_HOST
        return cls(
            api_key=cloud_key(env), host=host, session=session, read_only=read_only, retry=retry, on_call=on_call
        )

    def console(
        self,
        host: Host | str,
        *,
        read_only: bool = True,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
    ) -> Console:
        """A console behind the cloud, with its Network and Protect; see `Console.through`.

        Args:
            host: A host of `hosts`, or its id.
            read_only: Refuse every write with `MutationBlockedError`; on unless switched off.
            retry: How often and how long to try; as this client when left out.
            on_call: Told of each call when it has ended; what this client tells when left out. The console is called there as
                the host calls itself, where one is given.

        Raises:
            ConfigurationError: the id can't be.
        """
        console_id, name = (host.id, host.name or "") if isinstance(host, Host) else (host, "")
        return Console.through(self, console_id, read_only=read_only, retry=retry, on_call=on_call, _name=name)


def _judged(address: Address, trust: Trust) -> Trust:
    if address.host == CLOUD_HOST and isinstance(trust, Pinned | Insecure):
        raise ConfigurationError(
            f"tls: the certificate of {CLOUD_HOST} is a public one that changes every few weeks: leave tls out, or pass "
            "CustomCA for the CA of a proxy of yours"
        )
    return trust

"""The entry to UniFi InnerSpace."""

from __future__ import annotations

import aiohttp

from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.innerspace._dialect import BASE_PATH, DIALECT
from unifi_sdk.innerspace.access_points import AccessPoints
from unifi_sdk.innerspace.floor_plans import FloorPlans
from unifi_sdk.innerspace.inventory import Inventory
from unifi_sdk.innerspace.projects import Projects
from unifi_sdk.innerspace.switches import Switches
from unifi_sdk.retry import RetryPolicy

__all__ = ["InnerspaceClient"]


class InnerspaceClient(ApplicationClient):
    """UniFi InnerSpace on one console: its floor plans, and what stands where on them. It is only read.

    ::

        async with InnerspaceClient("192.168.1.1", api_key=KEY, tls=Pinned("…")) as innerspace:
            for plan in await innerspace.floor_plans.list():
                print(plan.name, plan.width, plan.height)

    Args:
        host: The console: ``host`` or ``host:port`` (UniFi OS Server listens on 11443).
        api_key: A key made on this console under Settings > Control Plane > Integrations.
        tls: How the certificate is judged; None trusts what this machine trusts, which a console's certificate isn't.
        session: A session of yours, which is not closed here.
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
        retry: RetryPolicy | None = None,
        port: int = 443,
        base_path: str = BASE_PATH,
        _transport: Transport | None = None,
    ) -> None:
        credential = ApiKey(api_key)
        del api_key  # a traceback may show what a frame holds
        application = make_application(
            DIALECT,
            _transport or Transport(session=check_session(session), retry=retry, read_only=True),
            host=host,
            port=port,
            base_path=base_path,
            credential=credential,
            tls=tls,
        )
        super().__init__(application, owns_transport=_transport is None)
        self.access_points = AccessPoints(application)
        self.floor_plans = FloorPlans(application)
        self.inventory = Inventory(application)
        self.project = Projects(application)
        self.switches = Switches(application)

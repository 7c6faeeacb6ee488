"""The entry to UniFi Protect."""

from __future__ import annotations

from typing import Final

import aiohttp

from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.protect._dialect import BASE_PATH, DIALECT
from unifi_sdk.protect.cameras import Cameras
from unifi_sdk.protect.meta import Meta
from unifi_sdk.protect.nvr import Nvrs
from unifi_sdk.retry import RetryPolicy

__all__ = ["ProtectClient"]

_PER_SECOND: Final = 8


class ProtectClient(ApplicationClient):
    """UniFi Protect on one console.

    ::

        async with ProtectClient("192.168.1.1", api_key=KEY, tls=Pinned("…")) as protect:
            for camera in await protect.cameras.list():
                picture = await protect.cameras.snapshot(camera.id)

    Requests go out evenly, 8 a second at first, then a fifth below what the console says it allows. That limit counts all
    keys of one user together.

    Args:
        host: The console: ``host`` or ``host:port`` (UniFi OS Server listens on 11443).
        api_key: A key made on this console under Settings > Control Plane > Integrations.
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
        transport = _transport or Transport(session=check_session(session), retry=retry, read_only=read_only)
        application = make_application(
            DIALECT,
            transport,
            host=host,
            port=port,
            base_path=base_path,
            credential=ApiKey(api_key),
            tls=tls,
            per_second=_PER_SECOND,
        )
        super().__init__(application, owns_transport=_transport is None)
        self.meta = Meta(application)
        self.cameras = Cameras(application)
        self.nvr = Nvrs(application)

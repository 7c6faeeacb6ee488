"""The entry to UniFi Access."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import aiohttp

from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.stream import StreamItem
from unifi_sdk._core.transport import Transport
from unifi_sdk.access._dialect import BASE_PATH, DIALECT
from unifi_sdk.access.access_policies import AccessPolicies
from unifi_sdk.access.api_server import ApiServer
from unifi_sdk.access.credentials import Credentials
from unifi_sdk.access.devices import Devices
from unifi_sdk.access.door_groups import DoorGroups
from unifi_sdk.access.doors import Doors
from unifi_sdk.access.emergency import Emergency
from unifi_sdk.access.holiday_groups import HolidayGroups
from unifi_sdk.access.identity import Identity
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.access.notifications import open_notifications
from unifi_sdk.access.schedules import Schedules
from unifi_sdk.access.system_logs import SystemLogs
from unifi_sdk.access.touch_passes import TouchPasses
from unifi_sdk.access.user_groups import UserGroups
from unifi_sdk.access.users import Users
from unifi_sdk.access.visitors import Visitors
from unifi_sdk.access.webhooks import Webhooks
from unifi_sdk.auth import BearerToken
from unifi_sdk.calls import OnCall
from unifi_sdk.retry import RetryPolicy

__all__ = ["AccessClient"]


class AccessClient(ApplicationClient):
    """UniFi Access on one console.

    ::

        async with AccessClient("192.168.1.1", token=TOKEN, tls=Pinned("…")) as access:
            doors = await access.doors.list()
            await access.doors.unlock(doors[0].id, actor=Actor("42", "Night shift"))

    Args:
        host: The console: ``host`` or ``host:port``.
        token: An API token made in Access > Settings > General > Advanced; keys of other applications don't work here.
        tls: How the certificate is judged; None trusts what this machine trusts, which a console's certificate isn't. It
            is another certificate than that of Network and Protect.
        session: A session of yours, which is not closed here.
        read_only: Refuse every write with `MutationBlockedError`.
        retry: How often and how long to try.
        on_call: Told of each call when it has ended; see `unifi_sdk.calls`.
        port: Where Access listens, unless the host says it.
        base_path: What stands before ``/users``, for consoles behind another gateway.

    Raises:
        ConfigurationError: an argument can't be.
    """

    def __init__(
        self,
        host: str,
        *,
        token: str,
        tls: TrustByPort = None,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        port: int = 12445,
        base_path: str = BASE_PATH,
        _transport: Transport | None = None,
    ) -> None:
        credential = BearerToken(token)
        del token  # a traceback may show what a frame holds
        transport = _transport or Transport(
            session=check_session(session), retry=retry, read_only=read_only, on_call=on_call
        )
        application = make_application(
            DIALECT, transport, host=host, port=port, base_path=base_path, credential=credential, tls=tls
        )
        super().__init__(application, owns_transport=_transport is None)
        self.users = Users(application)
        self.user_groups = UserGroups(application)
        self.visitors = Visitors(application)
        self.credentials = Credentials(application)
        self.touch_passes = TouchPasses(application)
        self.access_policies = AccessPolicies(application)
        self.schedules = Schedules(application)
        self.holiday_groups = HolidayGroups(application)
        self.doors = Doors(application)
        self.door_groups = DoorGroups(application)
        self.emergency = Emergency(application)
        self.devices = Devices(application)
        self.system_logs = SystemLogs(application)
        self.identity = Identity(application)
        self.webhooks = Webhooks(application)
        self.api_server = ApiServer(application)

    def notifications(self) -> AsyncGenerator[StreamItem[Notification], None]:
        """What happens, as it happens: doorbells, unlocks, doors, the log (reference, notifications; 1.20.11 or later).

        ::

            async for item in access.notifications():
                match item:
                    case DoorbellNotification(data=ring): ...
                    case Gap() | Resynced(): ...  # read the doors again
                    case RawEvent(): ...          # a kind that this SDK doesn't know

        The console says something every few seconds; after half a minute of silence the connection counts as dead. The
        token needs ``view:device``.

        Raises:
            AuthenticationError: the token was refused, at first or later.
            TransportError: the first connection failed; later ones are tried again for ever.
        """
        return open_notifications(self._app)

"""The entry to UniFi Protect."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final

import aiohttp

from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.exchange import Feature
from unifi_sdk._core.stream import StreamItem
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.calls import OnCall
from unifi_sdk.protect._dialect import BASE_PATH, DIALECT
from unifi_sdk.protect.alarm_hubs import AlarmHubs
from unifi_sdk.protect.alarm_manager import AlarmManager
from unifi_sdk.protect.arm_profiles import ArmProfiles
from unifi_sdk.protect.bridges import Bridges
from unifi_sdk.protect.cameras import Cameras
from unifi_sdk.protect.chimes import Chimes
from unifi_sdk.protect.events import EventChange, open_events
from unifi_sdk.protect.files import Files
from unifi_sdk.protect.fobs import Fobs
from unifi_sdk.protect.frames import Frame, SubscriptionName, open_frames
from unifi_sdk.protect.identity_users import IdentityUsers
from unifi_sdk.protect.lights import Lights
from unifi_sdk.protect.link_stations import LinkStations
from unifi_sdk.protect.liveviews import Liveviews
from unifi_sdk.protect.meta import Meta
from unifi_sdk.protect.mirror import Mirror
from unifi_sdk.protect.models.nvr import Nvr
from unifi_sdk.protect.nvr import Nvrs
from unifi_sdk.protect.pos import PosTransactions
from unifi_sdk.protect.relays import Relays
from unifi_sdk.protect.sensors import Sensors
from unifi_sdk.protect.sirens import Sirens
from unifi_sdk.protect.speakers import Speakers
from unifi_sdk.protect.users import Users
from unifi_sdk.protect.viewers import Viewers
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
        application = make_application(
            DIALECT,
            transport,
            host=host,
            port=port,
            base_path=base_path,
            credential=credential,
            tls=tls,
            per_second=_PER_SECOND,
        )
        super().__init__(application, owns_transport=_transport is None)
        self.alarm_hubs = AlarmHubs(application)
        self.alarm_manager = AlarmManager(application)
        self.arm_profiles = ArmProfiles(application)
        self.bridges = Bridges(application)
        self.cameras = Cameras(application)
        self.chimes = Chimes(application)
        self.files = Files(application)
        self.fobs = Fobs(application)
        self.identity_users = IdentityUsers(application)
        self.lights = Lights(application)
        self.link_stations = LinkStations(application)
        self.liveviews = Liveviews(application)
        self.meta = Meta(application)
        self.nvr = Nvrs(application)
        self.pos = PosTransactions(application)
        self.relays = Relays(application)
        self.sensors = Sensors(application)
        self.sirens = Sirens(application)
        self.speakers = Speakers(application)
        self.users = Users(application)
        self.viewers = Viewers(application)

    def events(self) -> AsyncGenerator[StreamItem[EventChange], None]:
        """What happens, as it happens: each event begins once, changes, and ends once (``/v1/subscribe/events``).

        ::

            async for item in protect.events():
                match item:
                    case EventStarted(event=SmartDetection(device=camera)): ...
                    case EventEnded(event=event, ended_by=reason): ...
                    case Gap(): ...       # events are missed from here on
                    case Resynced(): ...  # to here

        The console sends nothing again: what happened in a gap is lost, and events that were open are ended by it.

        Raises:
            AuthenticationError: the key was refused, at first or later.
            NotSupportedError: the console is reached through the cloud, which carries no sockets.
            TransportError: the first connection failed; later ones are tried again for ever.
        """
        self._app.check_route(Feature.SOCKETS, "events")
        return open_events(self._app)

    def frames(self, subscription: SubscriptionName) -> AsyncGenerator[StreamItem[Frame], None]:
        """What a socket says, frame by frame; the layer below `events` and `mirror`.

        Args:
            subscription: Which socket: ``"devices"`` or ``"events"``.

        Raises:
            ConfigurationError: there is no such socket.
            AuthenticationError: the key was refused, at first or later.
            TransportError: the first connection failed; later ones are tried again for ever.
        """
        return open_frames(self._app, subscription)

    def mirror(self) -> Mirror:
        """Every device, kept current in the background; enter it with ``async with``.

        Entering lists every device and raises what a list raises.

        Raises:
            NotSupportedError: the console is reached through the cloud, which carries no sockets.
        """
        self._app.check_route(Feature.SOCKETS, "mirror")

        async def recorder() -> list[Nvr]:
            return [await self.nvr.get()]

        families = (
            self.cameras,
            self.lights,
            self.sensors,
            self.chimes,
            self.sirens,
            self.relays,
            self.speakers,
            self.fobs,
            self.viewers,
            self.bridges,
            self.link_stations,
            self.alarm_hubs,  # link stations too, which the list of those lacks
        )
        return Mirror(self._app, [recorder, *(family.list for family in families)])

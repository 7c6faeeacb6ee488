"""The older API of UniFi Protect: a Cloud Key without UniFi OS, on port 7443."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote

import aiohttp

from unifi_sdk._core.address import check_port, elsewhere
from unifi_sdk._core.application import Id, Query
from unifi_sdk._core.check import at_least, aware, not_empty
from unifi_sdk._core.client import ApplicationClient, TrustByPort, check_session, make_application
from unifi_sdk._core.loops import LoopLock
from unifi_sdk._core.operation import encode_query, parse_operation
from unifi_sdk._core.refusal import text_at
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import Login, Secret
from unifi_sdk.calls import OnCall
from unifi_sdk.errors import ConfigurationError, DecodeError, NotFoundError
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import LEGACY_BASE_PATH, LEGACY_DIALECT, list_all
from unifi_sdk.protect._login import LoginApplication
from unifi_sdk.protect._resource import Resource, the_one
from unifi_sdk.protect.access_key import AccessKey
from unifi_sdk.protect.export import FIRST_BYTE_SECONDS, VideoExport
from unifi_sdk.protect.models.legacy import LegacyBootstrap, LegacyCamera, LegacyUser
from unifi_sdk.protect.models.picture import Picture
from unifi_sdk.retry import RetryPolicy

__all__ = ["LegacyCameras", "LegacyProtectClient"]

_ACCESS_KEY: Final = "POST /auth/access-key"
_SNAPSHOT: Final = "GET /cameras/{camera_id}/snapshot"
_THUMBNAIL: Final = "GET /thumbnails/{thumbnail_id}"
_MARGIN: Final = timedelta(seconds=30)


class LegacyCameras(Resource):
    """Cameras of an old Cloud Key, and what they see."""

    def __init__(self, application: LoginApplication) -> None:
        super().__init__(application)
        self._login = application.login

    def list(self) -> Paginator[LegacyCamera]:
        """Every camera that the user may see, in one request; none for a user without permission."""
        return list_all(self._app, "GET /cameras", LegacyCamera)

    async def get(self, camera_id: str) -> LegacyCamera:
        """One camera.

        Raises:
            NotFoundError: no camera has this id.
        """
        return await self._app.call("GET /cameras/{camera_id}", LegacyCamera, camera_id=camera_id)

    async def find(self, *, name: str) -> LegacyCamera:
        """The one camera that is called so.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no camera is called so.
            ConflictError: several cameras are called so.
        """
        not_empty(name=name)
        found = [camera for camera in await self.list() if camera.name == name]
        return the_one(found, f"camera is called {name!r}")

    async def snapshot(
        self,
        camera_id: str,
        *,
        width: int | None = None,
        height: int | None = None,
        at: datetime | None = None,
        force: bool = True,
    ) -> Picture:
        """What a camera sees. The token of the login stands for the access key, so that none is in an address.

        Args:
            camera_id: A connected camera.
            width: Pixels, from 1; the console's own choice when left out.
            height: Pixels, likewise.
            at: A moment, aware; the present when left out.
            force: Have the camera take a new picture, in place of the last one that the console has.

        Returns:
            The picture, in most cases a JPEG; at most 32 MiB.

        Raises:
            ConfigurationError: a size is below 1, or ``at`` has no time zone.
            NotFoundError: no camera has this id.
            DeviceUnavailableError: the camera is offline.
            UnexpectedContentError: something else than a picture came.
        """
        at_least(1, width=width, height=height)
        aware(at=at)
        response = await self._app.read_bytes(
            _SNAPSHOT,
            content_type="image/",
            query={
                "w": width,
                "h": height,
                "ts": None if at is None else round(at.timestamp() * 1000),
                "force": force,
            },
            camera_id=camera_id,
        )
        return Picture(response.body, response.content_type)

    def export(
        self,
        camera_id: str,
        start: datetime,
        end: datetime,
        *,
        channel: int | None = None,
        first_byte_seconds: float = FIRST_BYTE_SECONDS,
    ) -> VideoExport:
        """A range of a camera's video, to be read or saved chunk by chunk; nothing is asked for yet.

        Args:
            camera_id: Whose video.
            start: The first moment, aware.
            end: The moment after the last, aware.
            channel: The camera's stream, from 0; the best one when left out.
            first_byte_seconds: How long the console may take to put an hour together before its first byte comes; minutes are
                usual.

        Raises:
            ConfigurationError: a time has no time zone, the end is not after the start, the channel is negative, or the time
                for the first byte is not above 0.
        """
        at_least(0, channel=channel)
        return VideoExport(self._app, self._login, camera_id, start, end, channel, first_byte_seconds)

    async def thumbnail(self, thumbnail_id: str, *, width: int | None = None, height: int | None = None) -> Picture:
        """The small picture of an event.

        Args:
            thumbnail_id: As an event has it.
            width: Pixels, from 1; the console's own choice when left out.
            height: Pixels, likewise.

        Raises:
            NotFoundError: there is no such picture.
        """
        at_least(1, width=width, height=height)
        response = await self._app.read_bytes(
            _THUMBNAIL,
            content_type="image/",
            query={"w": width, "h": height},
            thumbnail_id=thumbnail_id,
        )
        return Picture(response.body, response.content_type)


class LegacyProtectClient(ApplicationClient):
    """UniFi Protect on a Cloud Key without UniFi OS; consoles with UniFi OS have `unifi_sdk.protect.ProtectClient`.

    ::

        async with LegacyProtectClient("192.168.1.1", username="viewer", password=PASSWORD, tls=Pinned("…")) as protect:
            for camera in await protect.cameras.list():
                picture = await protect.cameras.snapshot(camera.id, width=640)

    The first call logs in. A call that is answered with 401 gets one new login, which calls at the same time share, and is
    sent once more. Consoles count logins: a login that was refused is not tried again until `login` is called, and after
    one that did not help there is none for a minute.

    Args:
        host: The console: ``host`` or ``host:port``.
        username: A local user of UniFi Protect.
        password: That user's password; kept as a secret, and sent with a login only.
        tls: How the certificate is judged; None trusts what this machine trusts, which a console's certificate isn't.
        session: A session of yours, which is not closed here.
        read_only: Refuse every write with `MutationBlockedError`; a login and an access key are none.
        retry: How often and how long to try.
        on_call: Told of each call when it has ended; see `unifi_sdk.calls`.
        port: Where the API listens, unless the host says it.
        base_path: What stands before every path.

    Raises:
        ConfigurationError: an argument can't be.
    """

    def __init__(
        self,
        host: str,
        *,
        username: str,
        password: str,
        tls: TrustByPort = None,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        port: int = 7443,
        base_path: str = LEGACY_BASE_PATH,
        _transport: Transport | None = None,
    ) -> None:
        user = Login(username, password)
        del password  # a traceback may show what a frame holds
        transport = _transport or Transport(
            session=check_session(session), retry=retry, read_only=read_only, on_call=on_call
        )
        plain = make_application(
            LEGACY_DIALECT, transport, host=host, port=port, base_path=base_path, credential=None, tls=tls
        )
        self._application = LoginApplication(plain, user)
        super().__init__(self._application, owns_transport=_transport is None)
        self._access_key: AccessKey | None = None
        self._access_key_lock = LoopLock()
        self._clock_offset = timedelta()
        self.cameras = LegacyCameras(self._application)

    async def login(self) -> LegacyUser:
        """Log in now, even when there is a token already or a login has been refused; forgets the access key.

        It counts as a read: it changes nothing but the token of this client, a token whose answer was lost does no harm,
        and a read-only client has to log in too. So a lost answer, 429 and 5xx are followed by another attempt, within
        the retry policy; a refusal is not.

        Returns:
            The user.

        Raises:
            AuthenticationError: the name or the password is wrong.
            RateLimitedError: there were too many logins; wait.
            NotSupportedError: this console has no such login, as with UniFi OS.
            UnexpectedContentError: there was no token in the answer.
        """
        self._access_key = None
        return await self._application.login()

    async def bootstrap(self) -> LegacyBootstrap:
        """Everything that the console tells at once: the cameras and an access key among it."""
        return await self._app.call("GET /bootstrap", LegacyBootstrap)

    async def access_key(self, *, renew: bool = False) -> AccessKey:
        """A key for addresses that take the query parameter ``accessKey``.

        The last key is given again until half a minute before its end, by the console's clock as far as the console tells
        it; a key that doesn't tell its end is asked for anew each time. Asking counts as a read, as in `login`.

        Args:
            renew: Ask for a new key in any case, because the last one was refused.

        Raises:
            AuthenticationError: the login was refused.
            DecodeError: there was no key in the answer.
        """
        async with self._access_key_lock:
            key = self._access_key
            if renew or key is None or key.expires_at is None or key.is_expired(self._console_time(), _MARGIN):
                key = self._access_key = await self._ask_for_access_key()
            return key

    async def snapshot_address(
        self, camera_id: str, *, width: int | None = None, height: int | None = None, force: bool = True
    ) -> Secret:
        """Where whoever has no login sees what a camera sees, until the `access_key` in the address is over.

        Args:
            camera_id: A connected camera.
            width: Pixels, from 1; the console's own choice when left out.
            height: Pixels, likewise.
            force: Have the camera take a new picture each time.

        Raises:
            ConfigurationError: a size is below 1.
            AuthenticationError: the login was refused.
        """
        at_least(1, width=width, height=height)
        return await self._address(_SNAPSHOT, {"w": width, "h": height, "force": force}, camera_id=camera_id)

    async def thumbnail_address(
        self, thumbnail_id: str, *, width: int | None = None, height: int | None = None
    ) -> Secret:
        """Where whoever has no login sees the small picture of an event; otherwise as `snapshot_address`.

        Args:
            thumbnail_id: As an event has it.
            width: Pixels, from 1; the console's own choice when left out.
            height: Pixels, likewise.
        """
        at_least(1, width=width, height=height)
        return await self._address(_THUMBNAIL, {"w": width, "h": height}, thumbnail_id=thumbnail_id)

    async def stream_address(self, camera_id: str, *, channel: int = 0, port: int = 7447) -> Secret:
        """Where a camera can be watched live, with the host by which this program reaches the console.

        Args:
            camera_id: The camera's id.
            channel: The camera's stream, from 0, which is the best one.
            port: Where the console serves RTSP.

        Raises:
            ConfigurationError: the channel is negative, or the port can't be.
            NotFoundError: no camera has this id, or RTSP is switched off for this stream.
        """
        at_least(0, channel=channel)
        check_port(port)
        camera = await self.cameras.get(camera_id)
        alias = next(
            (one.rtsp_alias for one in camera.channels or () if one.id == channel and one.is_rtsp_enabled), None
        )
        if not alias:
            raise NotFoundError(
                f"channel {channel} has no RTSP stream: switch it on in the camera's settings", application="protect"
            )
        return Secret(elsewhere(f"rtsp://console:{port}/{quote(alias, safe='')}", self.host), "address")

    async def _address(self, operation: str, query: Query, **ids: Id) -> Secret:
        path = self._app.endpoint.prefix + parse_operation(operation).path(ids)
        key = await self.access_key()
        return Secret(f"{path}?{encode_query({'accessKey': key.reveal(), **query})}", "address")

    async def _ask_for_access_key(self) -> AccessKey:
        document, headers = await self._application.exchange(_ACCESS_KEY)
        self._clock_offset = _clock_offset(headers, self._app.transport.clock.time())
        try:
            return AccessKey.parse(text_at(document, "accessKey"))
        except ConfigurationError:
            pass
        raise DecodeError(
            f"{_ACCESS_KEY}: expected an access key at $.accessKey",
            operation=_ACCESS_KEY,
            path="$.accessKey",
            expected="an access key",
        )

    def _console_time(self) -> datetime:
        return datetime.fromtimestamp(self._app.transport.clock.time(), UTC) + self._clock_offset


def _clock_offset(headers: Mapping[str, str], now: float) -> timedelta:
    """How far the console's clock is ahead of this machine's; nothing where the console doesn't tell."""
    try:
        moment = parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return timedelta()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.fromtimestamp(now, UTC)

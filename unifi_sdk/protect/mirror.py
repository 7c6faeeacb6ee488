"""Every device of a Protect console, kept current: list, follow the socket, and list again after each gap.

What no socket reports is current only after `Mirror.refresh`: the liveview that a viewer shows, a siren that stops by itself,
the feature flags of a sensor that has just been connected. AI ports, AI processors and kinds that this SDK doesn't know are
known from the socket alone, since nothing lists them: what becomes of them in a gap is missed.

RTSPS streams, liveviews, arm profiles and users are no devices; ask for them when they are needed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Final, Self, TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import checked
from unifi_sdk._core.failures import not_open
from unifi_sdk._core.nesting import size_of
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced
from unifi_sdk.errors import (
    AuthenticationError,
    CertificateMismatchError,
    DecodeError,
    PermissionDeniedError,
    UniFiError,
    UntrustedCertificateError,
)
from unifi_sdk.protect._families import Families, Read
from unifi_sdk.protect.frames import Frame, Subscription, open_batches_of_frames
from unifi_sdk.protect.models.devices import Device
from unifi_sdk.protect.reducer import (
    Added,
    Changed,
    DeviceChange,
    MirrorItem,
    MirrorReducer,
    Removed,
    State,
    difference,
)

__all__ = ["Added", "Changed", "DeviceChange", "Mirror", "MirrorItem", "MirrorReducer", "Removed", "difference"]

D = TypeVar("D", bound=Device)

_log = logging.getLogger("unifi_sdk.protect.mirror")

_MOST_WAITING: Final = 10_000
_MOST_BYTES: Final = 16 * 1024 * 1024
"""How much waits for one iteration: so many changes, or so many bytes of them."""
_BYTES_OF_A_CHANGE: Final = 1000
_BYTES_OF_A_KEY: Final = 100
"""About what a model takes, and each key in it that the SDK doesn't know."""
_MOST_TAKEN: Final = 1000
"""How many frames are kept to be applied to a list that is being read."""
_MOST_MISSED: Final = 10_000
_LONGEST_WAIT: Final = 60.0
_LIST_AGAIN_AFTER: Final = 60.0
"""Seconds until everything is listed again for a device of which the socket tells, and which is in no list."""
_GATHERED_FOR: Final = 0.2
"""Seconds in which missing devices are gathered before they are looked for."""
_LISTS_APART: Final = 10.0
"""Seconds between two lists for devices that were missing, however many they are."""
_UNREADABLE: Final = ""
"""Stands for the device of which a message tells that can't be read."""
_OF_THE_STREAM: Final = (Gap, Resynced)
_FINAL: Final = (AuthenticationError, PermissionDeniedError, CertificateMismatchError, UntrustedCertificateError)


class Mirror:
    """Every device of one console, kept current in the background; made by `ProtectClient.mirror`.

    ::

        async with protect.mirror() as home:
            print(len(home.devices))
            async for change in home:
                match change:
                    case Changed(new=Camera() as camera, fields=fields): ...
                    case Gap(): ...        # what follows may be late
                    case Resynced(): ...   # everything is current again

    Args:
        app: The application.
        lists: How each family of devices is listed.
    """

    def __init__(self, app: Application, lists: Sequence[Read]) -> None:
        self._app = app
        self._families = Families(lists, app.transport.clock)
        self._reducer = MirrorReducer(app.dialect.codec)
        self._devices: State = {}
        self._is_current = False
        self._readers: list[_Reader] = []
        self._awaiting: set[asyncio.Future[None]] = set()
        self._ready = asyncio.Event()
        self._listing = asyncio.Lock()
        self._taken: list[Frame] | None = None
        self._missed: OrderedDict[str, float] = OrderedDict()
        self._missing: set[str] = set()
        self._is_missing = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def devices(self) -> Mapping[str, Device]:
        """Every device by its id, as far as it is known; each read gives the state of that moment, which never changes."""
        return MappingProxyType(self._devices)

    @property
    def is_current(self) -> bool:
        """Whether nothing is missing; False from a gap until everything has been listed again."""
        return self._is_current

    @checked
    def all(self, model: type[D]) -> list[D]:
        """The devices of one kind, such as ``home.all(Camera)``."""
        return [device for device in self._devices.values() if isinstance(device, model)]

    @checked
    def get(self, model: type[D], device_id: str) -> D | None:
        """One device by its id; None when it isn't there, or of another kind.

        Args:
            model: Its class, such as `Camera`.
            device_id: Its id.
        """
        device = self._devices.get(device_id)
        return device if isinstance(device, model) else None

    async def refresh(self) -> None:
        """List everything now, for what no socket reports; the changes come out of the iteration as others do.

        A family of which nothing is left is asked for a second time, some seconds later, before its devices are removed.

        Raises:
            UniFiError: a list could not be read; the state stays as it was.
        """
        async with self._listing:
            self._taken = []
            try:
                listed: State = await self._families.list(self._devices)
            finally:
                taken, self._taken = self._taken, None
            for frame in taken:  # the list may be older than these
                with contextlib.suppress(KeyError, DecodeError):
                    listed, _ = self._reducer.reduce(listed, frame)
            self._replace(listed)

    async def __aenter__(self) -> Self:
        self._keeper = self._app.transport.spawn(self._keep())
        self._keeper.add_done_callback(lambda _: self._tell((), self._devices))
        ready = self._app.transport.spawn(_wait_for(self._ready))
        try:
            await asyncio.wait({self._keeper, ready}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            await self._stop()
            raise
        finally:
            ready.cancel()
        if self._keeper.done() or not self._ready.is_set():
            await self._stop()
            if not self._keeper.cancelled():
                self._keeper.result()
            raise not_open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._stop()

    async def __aiter__(self) -> AsyncGenerator[MirrorItem, None]:
        """What changes from now on; every iteration gets all of it.

        An iteration for which too many changes wait is told `Gap`. When it has caught up it is told how everything that has
        changed since then is now, and `Resynced`.

        Raises:
            AuthenticationError: the console no longer takes the credential.
            TransportError: its certificate is no longer trusted.
            ConfigurationError: the mirror was opened in another event loop.
        """
        self._app.transport.check_loop()
        keeper = self._keeper
        if keeper is None:
            raise RuntimeError("use the mirror in 'async with'")
        reader = _Reader()
        self._readers.append(reader)
        try:
            while True:
                while reader.waiting:
                    yield reader.take()
                if self._is_current:
                    reader.catch_up(self._devices)
                if reader.waiting:
                    continue
                if keeper.done():
                    if not keeper.cancelled():
                        keeper.result()
                    return
                await self._news()
        finally:
            self._readers = [other for other in self._readers if other is not reader]

    async def _stop(self) -> None:
        keeper = self._keeper
        if keeper is not None:
            self._app.transport.check_loop()
            keeper.cancel()
            await asyncio.wait({keeper})
            if not keeper.cancelled():
                keeper.exception()

    async def _keep(self) -> None:
        """Follow the socket, and look for what is missing, until one of the two fails."""
        works = {self._app.transport.spawn(self._follow()), self._app.transport.spawn(self._look_for_what_is_missing())}
        try:
            ended, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in ended:
                work.result()
        finally:
            self._is_current = False
            self._ready.clear()
            for work in works:
                work.cancel()
            await asyncio.wait(works)

    async def _follow(self) -> None:
        batches = open_batches_of_frames(self._app, Subscription.DEVICES)
        try:
            async for batch in batches:
                for item in batch:
                    if isinstance(item, Frame):
                        if self._taken is not None:
                            await self._keep_for_the_list(item, self._taken)
                        if self._take(item):
                            await asyncio.sleep(0)  # those that only read take what waits for them now
                    else:
                        await self._note(item)
        finally:
            await batches.aclose()

    async def _note(self, item: Connected | Gap | Resynced | RawEvent) -> None:
        """What the stream says of itself."""
        if isinstance(item, Gap):
            self._is_current = False
            self._tell([item], self._devices)
        elif isinstance(item, RawEvent):
            self._miss_a_message(item.error)
        else:
            await self._synchronize()
            if isinstance(item, Resynced):
                self._tell([item], self._devices)

    async def _keep_for_the_list(self, frame: Frame, taken: list[Frame]) -> None:
        """A list that is being read may be older than a frame, which is applied to it as well."""
        if len(taken) < _MOST_TAKEN:
            taken.append(frame)
        else:
            async with self._listing:  # what comes waits until the list is there
                pass

    def _take(self, frame: Frame) -> bool:
        """Apply a frame; whether half of what may wait for an iteration does now."""
        before = self._devices
        try:
            self._devices, changes = self._reducer.reduce(before, frame)
        except DecodeError as error:
            self._miss_a_message(error)
        except KeyError:  # an update of a device whose beginning was missed
            self._miss(frame.id)
        else:
            if changes:
                return self._tell(changes, before, size_of(frame.item) if self._readers else 0)
        return False

    def _miss(self, device_id: str) -> None:
        """Have a device looked for, but for one that has been lately: a console may tell of devices that it doesn't list."""
        now = self._app.transport.clock.monotonic()
        if now - self._missed.get(device_id, float("-inf")) < _LIST_AGAIN_AFTER:
            return
        self._missed[device_id] = now
        self._missed.move_to_end(device_id)
        if len(self._missed) > _MOST_MISSED:
            self._missed.popitem(last=False)
        self._missing.add(device_id)
        self._is_missing.set()

    def _miss_a_message(self, error: DecodeError | None) -> None:
        """Have everything listed, because nobody knows what has changed."""
        if _UNREADABLE not in self._missing:
            _log.warning("a message could not be read, everything will be listed: %s", error)
        self._missing.add(_UNREADABLE)
        self._is_missing.set()

    async def _look_for_what_is_missing(self) -> None:
        """List everything once for all devices that are missing, and not again at once for others."""
        clock = self._app.transport.clock
        while True:
            await self._is_missing.wait()
            await clock.sleep(_GATHERED_FOR)
            looked_for, self._missing = self._missing, set()
            try:
                await self.refresh()
            except _FINAL:
                raise
            except UniFiError as error:
                _log.warning("the devices could not be listed: %s", error)
                self._missing |= looked_for
            else:
                self._missing &= {_UNREADABLE}  # a device that was missed meanwhile would be in the lists as well
            if not self._missing:
                self._is_missing.clear()
            await clock.sleep(_LIST_AGAIN_AFTER if _UNREADABLE in looked_for else _LISTS_APART)

    async def _synchronize(self) -> None:
        """List everything, however long it takes; only a first attempt that fails raises."""
        attempt = 0
        while True:
            try:
                async with self._listing:
                    self._replace(await self._families.list(self._devices))
                break
            except _FINAL:
                raise
            except UniFiError as error:
                if not self._ready.is_set():
                    raise
                _log.warning("the devices could not be listed: %s", error)
            attempt += 1
            await self._app.transport.clock.sleep(min(2.0 ** min(attempt - 1, 30), _LONGEST_WAIT) * random.random())  # noqa: S311
        self._is_current = True
        self._ready.set()

    def _replace(self, devices: State) -> None:
        before = self._devices
        changes = difference(before, devices)
        if changes:
            changed = {change.new.id for change in changes if isinstance(change, Changed)}
            self._devices = {
                name: device if name in changed or name not in before else before[name]
                for name, device in devices.items()
            }
        self._tell(changes, before)

    def _tell(self, items: Sequence[MirrorItem], before: State, size: int = 0) -> bool:
        is_behind = False
        for reader in self._readers:
            reader.tell(items, before, size)
            is_behind = is_behind or reader.is_behind
        if self._awaiting:
            for awaiting in self._awaiting:
                if not awaiting.done():
                    awaiting.set_result(None)
            self._awaiting.clear()
        return is_behind

    async def _news(self) -> None:
        """Wait until an iteration is told something, or has to look at the state again."""
        awaiting = asyncio.get_running_loop().create_future()
        self._awaiting.add(awaiting)
        try:
            await awaiting
        finally:
            self._awaiting.discard(awaiting)


class _Reader:
    """What waits for one iteration."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[MirrorItem, int]] = deque()
        self._bytes = 0
        self._known: State | None = None
        """The state up to which it was told everything; None as long as that is all there is."""

    @property
    def is_behind(self) -> bool:
        """Whether half of what may wait does."""
        return len(self.waiting) > _MOST_WAITING // 2 or self._bytes > _MOST_BYTES // 2

    def take(self) -> MirrorItem:
        """What has waited longest."""
        item, size = self.waiting.popleft()
        self._bytes -= size
        return item

    def tell(self, items: Sequence[MirrorItem], before: State, size: int) -> None:
        """Let something wait.

        Args:
            items: What has become of the devices.
            before: What they were.
            size: About how many bytes the message takes that said so.
        """
        if self._known is not None or not items:
            return
        each = size // len(items)
        sized = [(item, each + _size_of_change(item)) for item in items]
        total = self._bytes
        for _, own in sized:
            total += own
        if (len(self.waiting) + len(items) > _MOST_WAITING or total > _MOST_BYTES) and self.waiting:
            self._known = before
            self.waiting.append((Gap("overflow"), 0))
        else:
            self._bytes = total
            self.waiting += sized

    def catch_up(self, devices: State) -> None:
        """Let the difference wait that there is to what it was told, and what comes from now on."""
        known, self._known = self._known, None
        if known is not None:
            self.waiting.extend((item, 0) for item in (*difference(known, devices), Resynced()))


def _size_of_change(item: MirrorItem) -> int:
    if isinstance(item, Changed):
        return _BYTES_OF_A_CHANGE + _BYTES_OF_A_KEY * len(item.new.extra)
    return 0 if isinstance(item, _OF_THE_STREAM) else _BYTES_OF_A_CHANGE + _BYTES_OF_A_KEY * len(item.device.extra)


async def _wait_for(event: asyncio.Event) -> None:
    await event.wait()

"""Every device of a Protect console, kept current: list, follow the socket, and list again after each gap.

`reduce` is the whole logic of following, without I/O: a state and a frame give a new state and what has changed. Models are
immutable, and what a frame doesn't name is shared between the old and the new one.

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
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Final, Self, TypeAlias, TypeVar

import attrs

from unifi_sdk._core.application import Application
from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json
from unifi_sdk._core.patch import Patcher, is_same
from unifi_sdk._core.stream import Connected, Gap, Resynced
from unifi_sdk.errors import (
    AuthenticationError,
    CertificateMismatchError,
    DecodeError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    UniFiError,
    UntrustedCertificateError,
)
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.frames import Frame, FrameAction, Subscription, open_frames
from unifi_sdk.protect.models.devices import AdoptedDevice, Device, ModelKey
from unifi_sdk.protect.models.kinds import DEVICE_MODELS

__all__ = ["Added", "Changed", "DeviceChange", "Mirror", "MirrorItem", "MirrorReducer", "Removed", "difference"]

D = TypeVar("D", bound=Device)

_log = logging.getLogger("unifi_sdk.protect.mirror")

_LISTED: Final = DEVICE_MODELS.keys() - {ModelKey.AI_PORT, ModelKey.AI_PROCESSOR}
_MOST_WAITING: Final = 10_000
_LONGEST_WAIT: Final = 60.0
_LIST_AGAIN_AFTER: Final = 60.0
"""Seconds until everything is listed again for a device of which the socket tells, and which is in no list."""
_FINAL: Final = (AuthenticationError, PermissionDeniedError, CertificateMismatchError, UntrustedCertificateError)


@attrs.frozen
class Added:
    """There is a device that was not there before."""

    device: Device


@attrs.frozen
class Changed:
    """A device has changed.

    Args:
        old: What it was.
        new: What it is.
        fields: The names of the fields that differ; ``extra`` stands for keys and values that this SDK doesn't know.
    """

    old: Device = attrs.field(repr=False)
    new: Device
    fields: frozenset[str]


@attrs.frozen
class Removed:
    """A device is no longer there."""

    device: Device


DeviceChange: TypeAlias = Added | Changed | Removed
"""What can become of a device."""
MirrorItem: TypeAlias = DeviceChange | Gap | Resynced
"""What a `Mirror` yields."""
State: TypeAlias = Mapping[str, Device]


class MirrorReducer:
    """What a frame does to a state; pure.

    Args:
        codec: The application's.
    """

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._patcher = Patcher(codec)

    def reduce(self, state: State, frame: Frame) -> tuple[State, tuple[DeviceChange, ...]]:
        """The state after a frame, and what has changed; the same state when nothing has.

        Args:
            state: Devices by id.
            frame: What the socket said.

        Raises:
            KeyError: the frame updates a device that the state doesn't have, of a kind that can be listed.
            DecodeError: the frame is no device.
        """
        old = state.get(frame.id)
        if frame.action == FrameAction.REMOVE:
            if old is None:
                return state, ()
            return {name: device for name, device in state.items() if name != frame.id}, (Removed(old),)
        is_first = old is None and frame.action == FrameAction.UPDATE and _is_told_only(frame.model_key)
        if frame.action == FrameAction.ADD or is_first:
            new = self._codec.decode(DEVICE_MODELS.get(frame.model_key, AdoptedDevice), dict(frame.item))
        elif frame.action == FrameAction.UPDATE:
            new = self._patcher.apply(state[frame.id], frame.item)
        else:
            return state, ()
        change = _change(old, new)
        return (state, ()) if change is None else ({**state, frame.id: new}, (change,))


def difference(old: State, new: State) -> list[DeviceChange]:
    """What has changed between two states: what is gone first, then what has changed or come, in the new order."""
    gone: list[DeviceChange] = [Removed(device) for name, device in old.items() if name not in new]
    changes = (_change(old.get(name), device) for name, device in new.items())
    return gone + [change for change in changes if change is not None]


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

    def __init__(self, app: Application, lists: Sequence[Callable[[], Awaitable[Iterable[Device]]]]) -> None:
        self._app = app
        self._lists = lists
        self._reducer = MirrorReducer(app.dialect.codec)
        self._devices: State = {}
        self._is_current = False
        self._readers: list[deque[MirrorItem]] = []
        self._news = asyncio.Event()
        self._ready = asyncio.Event()
        self._listing = asyncio.Lock()
        self._taken: list[Frame] | None = None
        self._missed: dict[str, float] = {}
        self._follower: asyncio.Task[None] | None = None

    @property
    def devices(self) -> Mapping[str, Device]:
        """Every device by its id, as far as it is known; each read gives the state of that moment, which never changes."""
        return MappingProxyType(self._devices)

    @property
    def is_current(self) -> bool:
        """Whether nothing is missing; False from a gap until everything has been listed again."""
        return self._is_current

    def all(self, model: type[D]) -> list[D]:
        """The devices of one kind, such as ``home.all(Camera)``."""
        return [device for device in self._devices.values() if isinstance(device, model)]

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

        Raises:
            UniFiError: a list could not be read; the state stays as it was.
        """
        async with self._listing:
            self._taken = []
            try:
                listed = await self._list()
            finally:
                taken, self._taken = self._taken, None
            for frame in taken:  # the list may be older than these
                with contextlib.suppress(KeyError, DecodeError):
                    listed, _ = self._reducer.reduce(listed, frame)
            self._replace(listed)

    async def __aenter__(self) -> Self:
        self._follower = self._app.transport.spawn(self._follow())
        self._follower.add_done_callback(lambda _: self._tell(()))
        ready = self._app.transport.spawn(_wait_for(self._ready))
        try:
            await asyncio.wait({self._follower, ready}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            await self._stop()
            raise
        finally:
            ready.cancel()
        if self._follower.done():
            self._follower.result()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._stop()

    async def __aiter__(self) -> AsyncGenerator[MirrorItem, None]:
        """What changes from now on; every iteration gets all of it.

        Raises:
            AuthenticationError: the console no longer takes the credential.
            TransportError: its certificate is no longer trusted.
        """
        follower = self._follower
        if follower is None:
            raise RuntimeError("use the mirror in 'async with'")
        waiting: deque[MirrorItem] = deque()
        self._readers.append(waiting)
        try:
            while True:
                while waiting:
                    yield waiting.popleft()
                if follower.done():
                    if not follower.cancelled():
                        follower.result()
                    return
                news = self._news
                await news.wait()
        finally:
            self._readers = [reader for reader in self._readers if reader is not waiting]

    async def _stop(self) -> None:
        follower = self._follower
        if follower is not None:
            follower.cancel()
            await asyncio.wait({follower})
            if not follower.cancelled():
                follower.exception()

    async def _follow(self) -> None:
        frames = open_frames(self._app, Subscription.DEVICES)
        try:
            async for item in frames:
                if isinstance(item, Frame):
                    await self._take(item)
                elif isinstance(item, Gap):
                    self._is_current = False
                    self._tell([item])
                elif isinstance(item, Connected | Resynced):
                    await self._synchronize()
                    if isinstance(item, Resynced):
                        self._tell([item])
        finally:
            self._is_current = False
            self._ready.clear()
            await frames.aclose()

    async def _take(self, frame: Frame) -> None:
        if self._taken is not None:
            self._taken.append(frame)
        try:
            self._devices, changes = self._reducer.reduce(self._devices, frame)
        except DecodeError as error:
            _log.warning("a frame could not be read: %s", error)
        except KeyError:  # an update of a device whose beginning was missed
            await self._look_for(frame.id)
        else:
            self._tell(changes)

    async def _look_for(self, device_id: str) -> None:
        """List everything for one device; a console that tells of a device and doesn't list it is not asked all the time."""
        now = self._app.transport.clock.monotonic()
        if now - self._missed.get(device_id, float("-inf")) < _LIST_AGAIN_AFTER:
            return
        await self._synchronize()
        self._missed = {name: moment for name, moment in self._missed.items() if now - moment < _LIST_AGAIN_AFTER}
        if device_id not in self._devices:
            self._missed[device_id] = now

    async def _synchronize(self) -> None:
        """List everything, however long it takes; only a first attempt that fails raises."""
        attempt = 0
        while True:
            try:
                async with self._listing:
                    self._replace(await self._list())
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

    async def _list(self) -> State:
        devices: dict[str, Device] = {
            name: device for name, device in self._devices.items() if _is_told_only(device.model_key)
        }
        for read in self._lists:
            with contextlib.suppress(NotFoundError, NotSupportedError):  # an older console lacks some families
                devices |= {device.id: device for device in await read()}
        return devices

    def _replace(self, devices: State) -> None:
        changes = difference(self._devices, devices)
        if changes:
            changed = {change.new.id for change in changes if isinstance(change, Changed)}
            kept = self._devices
            self._devices = {
                name: device if name in changed or name not in kept else kept[name] for name, device in devices.items()
            }
        self._tell(changes)

    def _tell(self, items: Sequence[MirrorItem]) -> None:
        for waiting in self._readers:
            for item in items:
                if len(waiting) >= _MOST_WAITING:
                    waiting.clear()
                    waiting.extend([Gap("overflow"), Resynced()])
                waiting.append(item)
        self._news.set()
        self._news = asyncio.Event()  # whoever waits from now on waits for more


async def _wait_for(event: asyncio.Event) -> None:
    await event.wait()


def _is_told_only(model_key: str | None) -> bool:
    """Whether devices of a kind are known from the socket alone."""
    return bool(model_key) and model_key not in _LISTED


def _change(old: Device | None, new: Device) -> DeviceChange | None:
    if old is None:
        return Added(new)
    if old is new:
        return None
    if type(old) is not type(new):
        return Changed(old, new, frozenset({"model_key"}))
    values = ((name, getattr(old, name), getattr(new, name)) for name in _shape_of(type(new))[0])
    fields = {name for name, before, after in values if before is not after and not is_same(before, after)}
    if len(fields) > 1 and "extra" in fields and is_same(_unknown(old), _unknown(new)):
        fields.discard("extra")
    return Changed(old, new, frozenset(fields)) if fields else None


def _unknown(device: Device) -> dict[str, Json]:
    """What a device has no field for; its extras also hold the nulls of fields that it has."""
    _, known = _shape_of(type(device))
    return {key: value for key, value in device.extra.items() if key not in known}


_SHAPES: Final[dict[object, tuple[tuple[str, ...], frozenset[str]]]] = {}


def _shape_of(model: type[Device]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names of a model's fields, and those that they have on the wire; made once."""
    shape = _SHAPES.get(model)
    if shape is None:
        names = tuple(a.name for a in attrs.fields(model))
        shape = _SHAPES[model] = names, frozenset(DIALECT.codec.wire_names(model).values())
    return shape

"""A mirror beside a simulated Protect application without sockets: a wire that a test cuts, shuffles and doubles by hand."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter, deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator, Mapping
from typing import Any, cast

from tests.support.clock import FakeClock
from tests.support.wire import same_json
from unifi_sdk._core.application import Application
from unifi_sdk._core.stream import Connected, Gap, Liveness, Resynced
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.mirror import Added, Changed, Mirror, Removed
from unifi_sdk.protect.models.devices import Device
from unifi_sdk.protect.models.kinds import DEVICE_MODELS
from unifi_sdk.simulator import ManualClock
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.devices import Camera, Document, SimulatedDevice

__all__ = ["FAMILIES", "HandWire", "add", "differences", "estate", "replayed"]

FAMILIES = ("nvr", "camera", "light", "linkstation")
_DOCUMENTS: Mapping[str, Document] = {
    "light": {"state": "CONNECTED", "isLightOn": False, "lightDeviceSettings": {"ledLevel": 4, "pirDuration": 15000}},
    "linkstation": {
        "isAlarmHub": True,
        "alarmHub": {"armed": "off", "output": {"1": {"active": "off", "name": "Bell"}}},
    },
}


def estate() -> SimulatedProtect:
    """A recorder, two cameras, two lights and an alarm hub."""
    protect = SimulatedProtect(ManualClock(), estate=None)
    for kind, name in (("camera", "c1"), ("camera", "c2"), ("light", "l1"), ("light", "l2"), ("linkstation", "h1")):
        add(protect, kind, name)
    return protect


def add(protect: SimulatedProtect, kind: str, name: str) -> None:
    """Adopt a device of a kind, new."""
    if kind == "camera":
        protect.add_device(Camera(id=name, name=None, mac="00005E005301", type="UVC G5 Bullet"))
    else:
        protect.add_device(SimulatedDevice({"id": name, "modelKey": kind, "name": None, **_DOCUMENTS[kind]}))


def differences(devices: Mapping[str, Device], truth: Mapping[str, Document]) -> Iterator[str]:
    """Where a mirror isn't what the console has."""
    encoded = {name: DIALECT.codec.encode(device) for name, device in devices.items()}
    yield from (f"{name} is missing" for name in truth.keys() - encoded.keys())
    yield from (f"{name} is gone" for name in encoded.keys() - truth.keys())
    for name, document in truth.items():
        if name in encoded and not same_json(encoded[name], document):
            yield f"{name}: {encoded[name]} instead of {document}"


class HandWire:
    """What stands between a console and a mirror of it.

    Args:
        protect: The console.
        dice: Decides how long a list takes.
    """

    def __init__(self, protect: SimulatedProtect, dice: random.Random) -> None:
        self.pending: deque[dict[str, Any]] = deque()
        """Frames that are on their way."""
        self.done: Counter[str] = Counter()
        """How often something was done to them."""
        self.is_cut = False
        self._protect = protect
        self._dice = dice
        self._arrived: asyncio.Queue[object] = asyncio.Queue()
        self._listing = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self.clock = FakeClock()
        self.dialect = DIALECT
        self.transport = self
        protect.sockets.push = lambda stream, frame: self._push(frame)  # type: ignore[method-assign]
        self._arrived.put_nowait(Connected())

    def mirror(self) -> Mirror:
        """A mirror at the other end."""
        return Mirror(cast("Application", self), [self._lister(kind) for kind in FAMILIES])

    def check_loop(self) -> None:
        """There is but one."""

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        return task

    async def batches(
        self, operation: str, decode: Callable[[Any], Iterable[object]], liveness: Liveness
    ) -> AsyncGenerator[Iterable[object], None]:
        while True:
            item = await self._arrived.get()
            yield decode(item) if isinstance(item, dict) else [item]

    def deliver(self, count: int) -> None:
        """Let some frames arrive."""
        for _ in range(min(count, len(self.pending))):
            self._arrived.put_nowait(self.pending.popleft())

    def double(self) -> None:
        """Let the next frame arrive twice."""
        if self.pending:
            self.done["double"] += 1
            self.pending.appendleft(self.pending[0])

    def swap(self) -> None:
        """Let the next two frames change places, unless they are about the same device, whose order a connection keeps."""
        if len(self.pending) > 1 and not ids(self.pending[0]) & ids(self.pending[1]):
            self.done["swap"] += 1
            first = self.pending.popleft()
            self.pending.insert(1, first)

    def cut(self) -> None:
        """Lose the connection and all that is on its way."""
        if not self.is_cut:
            self.is_cut = True
            self.done["cut"] += 1
            self.done["cut with frames on their way"] += bool(self.pending)
            self.pending.clear()
            self._arrived.put_nowait(Gap("connection lost"))

    def mend(self) -> None:
        """Connect again."""
        if self.is_cut:
            self.is_cut = False
            self._arrived.put_nowait(Resynced())

    async def settle(self) -> None:
        """Until everything has arrived and nobody reads a list."""
        self.mend()
        self.deliver(len(self.pending))
        quiet = 0
        while quiet < 5:
            await asyncio.sleep(0)
            quiet = quiet + 1 if self._arrived.empty() and not self._listing else 0

    def _push(self, frame: str | bytes) -> None:
        if not self.is_cut:
            self.pending.append(json.loads(frame))
            self.done["bulk"] += len(ids(self.pending[-1])) > 1

    def _lister(self, kind: str) -> Callable[[], Coroutine[Any, Any, list[Device]]]:
        async def read() -> list[Device]:
            self._listing += 1
            for _ in range(self._dice.randrange(3)):
                await asyncio.sleep(0)
            documents = [device.body() for device in self._protect.devices_of(kind).values()]
            for _ in range(self._dice.randrange(6)):
                await asyncio.sleep(0)
            self._listing -= 1
            return [DIALECT.codec.decode(DEVICE_MODELS[kind], document) for document in documents]  # type: ignore[arg-type]

        return read


def ids(frame: dict[str, Any]) -> set[str]:
    """What a frame is about."""
    found = frame["item"]["id"]
    return set(found) if isinstance(found, list) else {found}


def replayed(devices: dict[str, Device], changes: Iterable[object]) -> dict[str, Device]:
    """What somebody has who knows only what the mirror has told."""
    for change in changes:
        if isinstance(change, Removed):
            assert devices.pop(change.device.id) == change.device
        elif isinstance(change, Added):
            assert change.device.id not in devices
            devices[change.device.id] = change.device
        elif isinstance(change, Changed):
            assert devices[change.new.id] is change.old
            assert change.fields
            devices[change.new.id] = change.new
    return devices

"""Hundreds of small consoles in a few processes, for what asks many of them at once."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Final, Self

import attrs

from unifi_sdk.errors import ConfigurationError
from unifi_sdk.simulator.certificates import make_certificate
from unifi_sdk.simulator.clock import SystemClock
from unifi_sdk.simulator.faults import Fault, Faults
from unifi_sdk.simulator.listener import Listener
from unifi_sdk.simulator.network.application import SimulatedNetwork
from unifi_sdk.simulator.recorder import Recorder

__all__ = ["FleetConsole", "SimulatedFleet"]

_HOST: Final = "127.0.0.1"
_FOREVER: Final = 24 * 3600.0
_STOP, _TELL = "stop", "tell"


@attrs.frozen(kw_only=True)
class FleetConsole:
    """One console of a `SimulatedFleet`."""

    name: str
    """``console-0001`` and so on."""
    address: str
    """Host and port of UniFi OS."""
    fingerprint: str
    """SHA-256 of its certificate; "" for one that refuses connections."""
    mac: str
    """The MAC address of its one client, which no other console has."""
    hangs: bool = False
    """Whether it takes every request, and answers none."""
    refuses: bool = False
    """Whether nobody listens there."""


class SimulatedFleet:
    """Many small consoles on loopback, in processes of their own: Network with a gateway and one client.

        async with SimulatedFleet(count=200) as simulated:
            fleet_file.write_text(simulated.file())
            os.environ.update(simulated.environment())

    Those that hang and those that refuse are spread evenly over the fleet.

    Args:
        count: How many.
        processes: In how many processes.
        hanging: How many take every request and answer none.
        refusing: How many nobody listens at.
        api_key: The key that all of them accept.

    Raises:
        ConfigurationError: a number is too small, or more would hang and refuse than there are.
    """

    def __init__(
        self,
        count: int,
        *,
        processes: int = 2,
        hanging: int = 0,
        refusing: int = 0,
        api_key: str = "simulated-api-key",
    ) -> None:
        if count < 1 or processes < 1 or min(hanging, refusing) < 0 or hanging + refusing > count:
            raise ConfigurationError(
                "count and processes must be at least 1, and hanging and refusing not more than count"
            )
        self.api_key = api_key
        self.consoles: tuple[FleetConsole, ...] = ()
        """The consoles, in the order of their numbers, while they run."""
        faulty = _spread(count, hanging + refusing)
        self._refusing = frozenset(faulty[:: max(1, len(faulty) // refusing)][:refusing]) if refusing else frozenset()
        self._hanging = frozenset(faulty) - self._refusing
        self._shares = [range(first, count, processes) for first in range(min(processes, count))]
        self._processes: list[tuple[SpawnProcess, Connection]] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start the processes, and wait until every console listens; a fleet that runs already is left alone."""
        if self._processes:
            return
        context = multiprocessing.get_context("spawn")
        try:
            for share in self._shares:
                ours, theirs = context.Pipe()
                arguments = (theirs, share, self._hanging, self._refusing, self.api_key)
                process = context.Process(target=_simulate, args=arguments, daemon=True)
                self._processes.append((process, ours))
                await asyncio.to_thread(process.start)
                theirs.close()
            told = await asyncio.gather(*(asyncio.to_thread(pipe.recv) for _, pipe in self._processes))
        except BaseException:
            await self.stop()
            raise
        self.consoles = tuple(sorted((each for some in told for each in some), key=lambda console: console.name))

    async def stop(self) -> None:
        """End the processes."""
        while self._processes:
            process, pipe = self._processes.pop()
            with suppress(OSError):
                pipe.send(_STOP)
            await asyncio.to_thread(process.join, 5.0)
            if process.is_alive():
                process.kill()
                await asyncio.to_thread(process.join)
            pipe.close()
        self.consoles = ()

    async def requests(self) -> Mapping[str, Sequence[str]]:
        """What reached each console: ``VERB /path``, in order, by its name."""
        found: dict[str, Sequence[str]] = {}
        for _, pipe in self._processes:
            pipe.send(_TELL)
            found.update(await asyncio.to_thread(pipe.recv))
        return found

    def file(self) -> str:
        """A fleet file (TOML) that names every console; those with an even number have the tag ``even``."""
        return "\n".join(self._tables())

    def environment(self) -> dict[str, str]:
        """The variable with the key, by the name under which a fleet looks for it."""
        return {"UNIFI_API_KEY": self.api_key}

    def _tables(self) -> Iterator[str]:
        for number, console in enumerate(self.consoles):
            yield "[[console]]"
            yield f'name = "{console.name}"'
            yield f'host = "{console.address}"'
            yield 'model = "UDM Pro"' if number % 10 else 'model = "UCG Ultra"'
            yield f"tags = {['simulated', *(['even'] if number % 2 == 0 else [])]}"
            yield f"pins = {[console.fingerprint] if console.fingerprint else []}"


def _spread(count: int, chosen: int) -> list[int]:
    return [number * count // chosen for number in range(chosen)]


def _simulate(
    pipe: Connection, numbers: Sequence[int], hanging: frozenset[int], refusing: frozenset[int], api_key: str
) -> None:
    """What a process does."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(pipe, numbers, hanging, refusing, api_key))


async def _serve(
    pipe: Connection, numbers: Sequence[int], hanging: frozenset[int], refusing: frozenset[int], api_key: str
) -> None:
    kept, consoles, running = list[socket.socket](), list[FleetConsole](), dict[str, _Small]()
    for number in numbers:
        mac = f"02:00:00:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
        name = f"console-{number + 1:04}"
        if number in refusing:
            kept.append(taken := socket.socket())
            taken.bind((_HOST, 0))  # nobody else gets the port, and nobody listens on it
            address = f"{_HOST}:{taken.getsockname()[1]}"
            consoles.append(FleetConsole(name=name, address=address, fingerprint="", mac=mac, refuses=True))
            continue
        running[name] = small = _Small(mac, api_key, hangs=number in hanging)
        address = f"{_HOST}:{await small.start()}"
        fingerprint = small.listener.certificate.fingerprint
        hangs = number in hanging
        consoles.append(FleetConsole(name=name, address=address, fingerprint=fingerprint, mac=mac, hangs=hangs))
    pipe.send(consoles)
    with suppress(EOFError):  # whoever started this has ended
        while await asyncio.to_thread(pipe.recv) == _TELL:
            pipe.send({name: small.heard() for name, small in running.items()})
    await asyncio.gather(*(small.listener.stop() for small in running.values()))
    for taken in kept:
        taken.close()


class _Small:
    """A console with one port and one application."""

    def __init__(self, mac: str, api_key: str, *, hangs: bool) -> None:
        network = SimulatedNetwork(SystemClock(), estate=None)
        network.api_keys = {api_key}
        network.add_device("Gateway", model="UDM Pro", ports=8)
        network.add_client("Till", mac=mac)
        self._recorder = Recorder(limit=100)
        faults = Faults()
        if hangs:
            faults.add(Fault.delay(_FOREVER), times=None)
        self.listener = Listener("unifi", network.routes(), self._recorder, faults, shell=True)  # noqa: S604 - a web page

    async def start(self) -> int:
        """Begin to listen, and tell the port."""
        return await self.listener.start(_HOST, 0, make_certificate())

    def heard(self) -> list[str]:
        """What has reached it."""
        return [f"{request.verb} {request.path}" for request in self._recorder.requests]

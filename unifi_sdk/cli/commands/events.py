"""`unifi events`: what happens, as it happens, at cameras and doors, and in the log of a site."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import Annotated, Final, Literal, TypeAlias

from cyclopts import App, Parameter, validators

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.event_lines import CONNECTION, AccessLines, Line, Names, ProtectLines
from unifi_sdk.cli.exits import Exit, explain
from unifi_sdk.cli.options import Options, whole
from unifi_sdk.cli.reach import connect, find_site
from unifi_sdk.console import Console
from unifi_sdk.errors import (
    AuthenticationError,
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RequestTimeoutError,
    UnexpectedContentError,
    UntrustedCertificateError,
)

__all__ = ["app"]

app = App(name="events", version_flags=())

Application: TypeAlias = Literal["protect", "access", "network"]
Told: TypeAlias = tuple[Application, Line | Exception]

_BOTH: Final[tuple[Application, ...]] = ("protect", "access")
_MOST_WAITING: Final = 100
_LOOK_SECONDS: Final = 5.0
_HANDSHAKE_SECONDS: Final = 0.5
_THERE_BUT_WRONG: Final = (CertificateMismatchError, UntrustedCertificateError)
_NOT_THERE: Final = (
    ConnectionFailedError,
    RequestTimeoutError,
    NotFoundError,
    NotSupportedError,
    UnexpectedContentError,
)


@app.default
async def events(
    *,
    application: Application | None = None,
    network: bool = False,
    count: Annotated[int | None, whole(1)] = None,
    seconds: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    options: Options = Options(),
) -> Exit:
    """Print what Protect and Access tell, until Ctrl-C; a lost connection is made again.

    Each line has a time, the application and a kind; JSON in a pipe. `gap` says that something may be missing from there on,
    `resynced` that it no longer is. Ends with 3 when --count or --seconds was given and nothing happened.

    Args:
        application: protect, access or network; those of the first two that there is a credential for when left out.
        network: The log of a site, the same as --application network; it is read again and again, by the classic API.
        count: End after so many events; lines about the connection don't count.
        seconds: End after so long.
    """
    application = "network" if network and application is None else application
    wanted = _BOTH if application is None else (application,)
    happened = 0
    async with connect(options, *wanted) as console:
        sources = _sources(options, console, wanted)
        try:
            async with asyncio.timeout(seconds) as limit, aclosing(_merged(sources)) as told:
                async for name, line in _present(told, len(sources), is_chosen=application is not None):
                    options.output.line(_written(options, name, line))
                    happened += line.kind not in CONNECTION
                    if happened == count:
                        break
        except TimeoutError:
            if not limit.expired():
                raise
    return Exit.OK if happened else Exit.EMPTY


def _sources(
    options: Options, console: Console, wanted: Sequence[Application]
) -> dict[Application, AsyncGenerator[Line, None]]:
    """The streams for which there is a credential."""
    made: dict[Application, AsyncGenerator[Line, None]] = {}
    for name in wanted:
        try:
            made[name] = _READERS[name](options, console)
        except ConfigurationError:
            continue
    return made


def _protect(options: Options, console: Console) -> AsyncGenerator[Line, None]:
    protect = console.protect
    names = Names(
        protect.cameras.list,
        protect.sensors.list,
        protect.lights.list,
        protect.relays.list,
        protect.alarm_hubs.list,
        protect.fobs.list,
    )
    lines = ProtectLines(options.writer, names)

    async def read() -> AsyncGenerator[Line, None]:
        async with aclosing(protect.events()) as items:
            async for item in items:
                yield await lines.describe(item)

    return read()


def _access(options: Options, console: Console) -> AsyncGenerator[Line, None]:
    access = console.access
    lines = AccessLines(options.writer, Names(access.devices.list))

    async def read() -> AsyncGenerator[Line, None]:
        async with aclosing(access.notifications()) as items:
            async for item in items:
                line = await lines.describe(item)
                if line is not None:
                    yield line

    return read()


def _network(options: Options, console: Console) -> AsyncGenerator[Line, None]:
    _ = console.network  # without a key this tells so at once

    async def read() -> AsyncGenerator[Line, None]:
        from unifi_sdk.cli.network_lines import NetworkLines

        lines = NetworkLines(options.writer)
        site, _ = await find_site(options, console)
        async with aclosing(site.classic.events.follow(every_seconds=_LOOK_SECONDS)) as items:
            async for item in items:
                yield lines.describe(item)

    return read()


_READERS: Final[Mapping[Application, Callable[[Options, Console], AsyncGenerator[Line, None]]]] = {
    "protect": _protect,
    "access": _access,
    "network": _network,
}


async def _merged(sources: Mapping[Application, AsyncGenerator[Line, None]]) -> AsyncGenerator[Told, None]:
    """What all streams tell, in the order in which it comes, and at last why one has ended."""
    waiting: asyncio.Queue[Told] = asyncio.Queue(_MOST_WAITING)
    began = {name: asyncio.Event() for name in sources}

    async def pump(name: Application, lines: AsyncGenerator[Line, None]) -> None:
        try:
            async with aclosing(lines):
                async for line in lines:
                    began[name].set()
                    await waiting.put((name, line))
        except Exception as error:
            began[name].set()
            await waiting.put((name, error))

    tasks = [asyncio.create_task(pump(name, lines)) for name, lines in sources.items()]
    try:
        while True:
            yield await waiting.get()
    finally:
        await _settled(began.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _settled(began: Iterable[asyncio.Event]) -> None:
    """Wait a moment for handshakes: one that is cut off would leave its connection to the end of the event loop."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_HANDSHAKE_SECONDS):
            for each in began:
                await each.wait()


async def _present(
    told: AsyncGenerator[Told, None], running: int, *, is_chosen: bool
) -> AsyncGenerator[tuple[Application, Line], None]:
    """The lines; a stream that can't begin ends the command, unless its application isn't there and another one is.

    Args:
        told: What all streams tell.
        running: How many there are.
        is_chosen: Whether the user asked for this application alone.

    Raises:
        UniFiError: a stream ended for good.
    """
    first: Exception | None = None
    async for name, line in told:
        if isinstance(line, Line):
            yield name, line
            continue
        is_missing = isinstance(line, _NOT_THERE) and not isinstance(line, _THERE_BUT_WRONG)
        first, running = first or line, running - 1
        if is_chosen or not is_missing:
            raise _refused(line)
        if not running:
            raise first
        reason = explain(line).error
        yield name, Line(kind="unavailable", facts={"reason": reason}, what=f"left out: {reason}")


def _refused(error: Exception) -> Exception:
    """The error, told apart: a handshake is refused in the same way for want of a scope."""
    if isinstance(error, AuthenticationError) and error.status == 403:
        said = PermissionDeniedError(str(error), application=error.application, operation=error.operation, status=403)
        return said.with_traceback(error.__traceback__)
    return error


def _written(options: Options, name: Application, line: Line) -> dict[str, Data]:
    moment = options.writer.write((line.at or datetime.now(UTC)).replace(microsecond=0))
    if not options.for_programs:
        return {"time": moment, "application": name, "where": line.where or None, "what": line.what}
    if line.at is not None:
        moment = options.writer.write(line.at)
    facts = {key: value for key, value in line.facts.items() if value is not None}
    return {"time": moment, "application": name, "kind": line.kind, **facts}

"""The run itself, in one event loop: one session for all consoles, so many at a time, in order of completion."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing, asynccontextmanager
from contextvars import ContextVar
from typing import Final, Generic, TypeAlias, TypeVar

import aiohttp
import attrs

from unifi_sdk import Console  # with its applications: nothing is imported in a running loop
from unifi_sdk._core.connections import Connections
from unifi_sdk._core.exchange import Request, Response
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import hidden
from unifi_sdk.errors import (
    AuthenticationError,
    ConfigurationError,
    OutcomeUnknownError,
    RequestTimeoutError,
    UniFiError,
)
from unifi_sdk.fleet.limits import Limits
from unifi_sdk.fleet.outcomes import ConsoleOutcome, Skipped
from unifi_sdk.fleet.providers import SecretProvider
from unifi_sdk.fleet.references import ConsoleReference

__all__ = ["Job", "Turns", "Work", "current_reference", "has_dead_key", "in_turn", "key_of", "run", "without_key"]

T = TypeVar("T")
Work: TypeAlias = Callable[[Console], Awaitable[T]]
"""What is done with each console, which is open while it is done."""
Turns: TypeAlias = Callable[[], Awaitable[ConsoleReference | None]]
"""Gives the next console, or None when there is none left."""

_OF_THE_CLOUD: Final = frozenset({"cloud", "connector"})
_IDLE_SECONDS: Final = 1.0
"""Each connection takes a quarter of a megabyte, and a console that is done needs none."""
_CURRENT: ContextVar[ConsoleReference] = ContextVar("unifi_sdk_fleet_reference")


@attrs.frozen(kw_only=True)
class Job(Generic[T]):
    """What is to be done with every console, as it may travel.

    Args:
        work: What.
        secrets: Where secrets come from.
        limits: How it is bounded.
        read_only: Whether writes are refused, so that all of it may be done again.
    """

    work: Work[T]
    secrets: SecretProvider
    limits: Limits
    read_only: bool


def current_reference() -> ConsoleReference:
    """The console that the work runs for which calls this: its name and its tags.

    Raises:
        ConfigurationError: no work of `Fleet.map` or `work_on` runs here.
    """
    try:
        return _CURRENT.get()
    except LookupError:
        raise ConfigurationError("current_reference belongs into the work of Fleet.map or work_on") from None


def in_turn(references: Iterable[ConsoleReference]) -> Turns:
    """Consoles one after the other."""
    waiting = deque(references)

    async def take() -> ConsoleReference | None:
        return waiting.popleft() if waiting else None

    return take


async def run(job: Job[T], take: Turns, most: int) -> AsyncGenerator[ConsoleOutcome[T], None]:
    """Outcomes in order of completion; those that timed out and may be asked again come after a second pass.

    Args:
        job: What is to be done.
        take: Whose turn is next.
        most: How many consoles there are at the most.
    """
    again: list[ConsoleReference] = []
    async with _opened(job) as state:
        async with aclosing(_pass(state, take, min(most, job.limits.consoles), 1)) as first:
            async for outcome in first:
                if job.read_only and isinstance(outcome.error, TimeoutError) and not state.is_over:
                    again.append(outcome.reference)
                else:
                    yield outcome
        async with aclosing(_pass(state, in_turn(again), min(len(again), job.limits.consoles), 2)) as second:
            async for outcome in second:
                yield outcome


class _Run(Generic[T]):
    """What all consoles of a run share."""

    def __init__(self, job: Job[T], transport: Transport) -> None:
        self._job = job
        self._transport = transport
        self._secrets: dict[str, str] = {}
        self._dead: set[tuple[str, str]] = set()
        seconds = job.limits.seconds
        self._end = None if seconds is None else time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the time of the whole run has run out."""
        return self._end is not None and time.monotonic() >= self._end

    async def ask(self, reference: ConsoleReference, number: int) -> ConsoleOutcome[T]:
        """Do the work at one console."""
        if key_of(reference) in self._dead:
            return without_key(reference)
        if self.is_over:
            return ConsoleOutcome(reference=reference, error=self._too_late(), passes=number - 1)
        started = time.monotonic()
        value, error = await self._try(reference, started)
        seconds = time.monotonic() - started
        outcome = ConsoleOutcome(reference=reference, value=value, error=error, seconds=seconds, passes=number)
        if has_dead_key(outcome):
            self._dead.add(key_of(reference))
        return outcome

    async def _try(self, reference: ConsoleReference, started: float) -> tuple[T | None, Exception | None]:
        limits, end = self._job.limits, self._end
        allowed = limits.console_seconds if end is None else min(limits.console_seconds, end - started)
        deadline = asyncio.timeout(allowed)
        try:
            async with deadline:
                return await self._work(reference), None
        except TimeoutError as error:
            if not deadline.expired():
                return None, error
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            return None, UniFiError(f"{reference.name}: the work was cancelled from inside of it")
        except Exception as error:  # one console never ends the run
            return None, error
        return None, self._timed_out(reference, allowed)

    async def _work(self, reference: ConsoleReference) -> T:
        for name in reference.secret_names:
            if name not in self._secrets:
                found = await asyncio.to_thread(self._job.secrets, name)
                if found is not None:
                    self._secrets[name] = hidden(found)
        lane = _Lane(self._transport, self._job, read_only=self._job.read_only or reference.read_only is True)
        token = _CURRENT.set(reference)
        try:
            async with reference._made(self._secrets, lane) as console:
                return await self._job.work(console)
        finally:
            _CURRENT.reset(token)

    def _timed_out(self, reference: ConsoleReference, seconds: float) -> Exception:
        told = f"{reference.name}: the work was not done within {seconds:.3g} s"
        if self._job.read_only:
            return RequestTimeoutError(f"{told}: allow more with Limits(console_seconds=...)")
        return OutcomeUnknownError(
            f"{told}: what it has written may have been carried out. Read the state, then decide."
        )

    def _too_late(self) -> Exception:
        return RequestTimeoutError(
            "the time of the whole run was over before this console's turn: nothing was sent to it"
        )


def key_of(reference: ConsoleReference) -> tuple[str, str]:
    """The cloud, and the key that is sent to it; the same for every console that is not behind one."""
    return (reference.host, reference.cloud_key_name) if reference.console_id else ("", "")


def has_dead_key(outcome: ConsoleOutcome[T]) -> bool:
    """Whether the cloud, and not a console behind it, has refused the key."""
    error = outcome.error
    is_refused = isinstance(error, AuthenticationError) and error.application in _OF_THE_CLOUD
    return is_refused and bool(outcome.reference.console_id)


def without_key(reference: ConsoleReference) -> ConsoleOutcome[T]:
    """The outcome of a console that is not asked, since its key was refused."""
    reason = f"the key {reference.cloud_key_name} was refused by the cloud"
    return ConsoleOutcome(reference=reference, skipped=Skipped(reason), passes=0)


class _Lane(Transport):
    """The transport of one console: so many requests at a time, over the session of all."""

    def __init__(self, lender: Transport, job: Job[T], *, read_only: bool) -> None:
        super().__init__(retry=job.limits.retry, read_only=read_only, clock=lender.clock)
        self._lender = lender
        self._turns = asyncio.Semaphore(job.limits.requests)

    async def send(self, request: Request) -> Response:
        """Send a request when fewer than so many are under way."""
        async with self._turns:
            return await super().send(request)


@asynccontextmanager
async def _opened(job: Job[T]) -> AsyncGenerator[_Run[T], None]:
    limits, connections = job.limits, Connections()
    connector = aiohttp.TCPConnector(
        limit=limits.consoles * limits.requests, keepalive_timeout=_IDLE_SECONDS, socket_factory=connections
    )
    try:
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
            transport = Transport(session=session, retry=limits.retry)
            await transport.open()
            try:
                yield _Run(job, transport)
            finally:
                await transport.close()
    finally:
        await connections.end()  # or consoles that hang would be waited for


async def _pass(state: _Run[T], take: Turns, width: int, number: int) -> AsyncGenerator[ConsoleOutcome[T], None]:
    """Ask every console once; whatever is left when the caller goes is cancelled, and waited for."""
    outcomes: asyncio.Queue[ConsoleOutcome[T] | None] = asyncio.Queue()

    async def ask_in_turn() -> None:
        try:
            while (reference := await take()) is not None:
                outcomes.put_nowait(await state.ask(reference, number))
        finally:
            outcomes.put_nowait(None)

    tasks = [asyncio.create_task(ask_in_turn()) for _ in range(width)]
    try:
        left = width
        while left:
            outcome = await outcomes.get()
            if outcome is None:
                left -= 1
            else:
                yield outcome
        for task in tasks:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

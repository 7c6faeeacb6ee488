"""The run on a Dask cluster: batches of references, outcomes as they come, nothing written twice.

Each batch has a queue of tickets on the scheduler, one for each console. Whoever works on a console takes its ticket first,
and the scheduler gives a ticket once. So when a worker dies, and Dask runs its batch again elsewhere, what is done there is
what was never begun. Of a console whose ticket is gone and whose outcome never came, a read is sent in another batch, and the
outcome of a write is unknown.

Outcomes come by another queue, and so does the end of a batch, behind all of its outcomes.
"""

from __future__ import annotations

import asyncio
import math
import time
import uuid
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from typing import Any, Final, Generic, TypeVar

import attrs

from unifi_sdk._core.optional import needs_extra
from unifi_sdk.errors import ConfigurationError, OutcomeUnknownError, RequestTimeoutError, TransportError
from unifi_sdk.fleet._engine import Job, has_dead_key, key_of, run, without_key
from unifi_sdk.fleet.outcomes import ConsoleOutcome
from unifi_sdk.fleet.references import ConsoleReference

with needs_extra("fleet"):
    from distributed import Client, Event, KilledWorker, Queue, get_worker
    from distributed.protocol.pickle import dumps, loads

__all__ = ["run_on"]

T = TypeVar("T")

_MOST_TRIES: Final = 3
"""Of a read, when its worker dies each time."""
_TICKET_SECONDS: Final = 5.0
_IN_FLIGHT: Final = 2
"""Batches for each thread of the cluster, one of which waits."""


@attrs.frozen
class _Batch:
    """Some consoles, and how often it was tried to ask them."""

    name: str
    references: Sequence[ConsoleReference]
    tries: int


@attrs.frozen
class _End:
    """A batch is over: whose tickets nobody has taken, and what went wrong with the whole."""

    batch: _Batch
    untouched: frozenset[int]
    failure: str
    was_killed: bool


async def run_on(
    cluster: Client, job: Job[T], references: Sequence[ConsoleReference]
) -> AsyncGenerator[ConsoleOutcome[T], None]:
    """Outcomes of all consoles as they come from the workers of a cluster.

    Args:
        cluster: A client of it, of either kind; another one to the same scheduler is made for this event loop.
        job: What is to be done.
        references: The consoles.

    Raises:
        ConfigurationError: the client is not connected.
    """
    if cluster.scheduler is None or not cluster.scheduler.address:
        raise ConfigurationError("on: the client is connected to no cluster: open it first")
    async with _client(cluster.scheduler.address, cluster.security) as client:
        over = Event(f"unifi-{uuid.uuid4()}", client=client)
        outcomes = await Queue(f"{over.name}-outcomes", client=client)
        threads = max(1, sum((await client.nthreads()).values()))
        dispatch = _Dispatch(client, job, over.name, outcomes, threads)
        try:
            dispatch.send(references, tries=1)
            async with aclosing(dispatch.outcomes()) as found:
                async for outcome in found:
                    yield outcome
        finally:
            await asyncio.shield(_end(dispatch, over, outcomes))


async def _end(dispatch: _Dispatch[T], over: Event, outcomes: Queue) -> None:
    """Let workers stop, and leave nothing on the scheduler."""
    await over.set()
    await dispatch.cancel()
    await outcomes.put(b"")  # the scheduler may still be waiting for one to give
    outcomes.close()


class _Dispatch(Generic[T]):
    """Sends batches, and puts together what comes back."""

    def __init__(self, client: Client, job: Job[T], run_name: str, outcomes: Queue, threads: int) -> None:
        self._client, self._job, self._name, self._outcomes = client, job, run_name, outcomes
        self._threads = threads
        self._width = max(1, job.limits.consoles // threads)
        self._slots = asyncio.Semaphore(_IN_FLIGHT * threads)
        self._tasks = dict[asyncio.Task[None], _Batch]()
        self._waiting = dict[str, ConsoleReference]()
        self._dead = set[tuple[str, str]]()
        self._sent = 0
        seconds = job.limits.seconds
        self._end = None if seconds is None else time.monotonic() + seconds

    def send(self, references: Sequence[ConsoleReference], *, tries: int) -> None:
        """Send consoles in batches, as soon as there is room for them."""
        size = max(1, min(4 * self._width, math.ceil(len(references) / self._threads)))
        for first in range(0, len(references), size):
            self._sent += 1
            batch = _Batch(f"{self._name}-{self._sent}", references[first : first + size], tries)
            self._waiting.update((each.name, each) for each in batch.references)
            self._tasks[asyncio.create_task(self._follow(batch))] = batch

    async def outcomes(self) -> AsyncGenerator[ConsoleOutcome[T], None]:
        """One for each console, until there is one for all."""
        while self._waiting:
            left = None if self._end is None else self._end - time.monotonic()
            try:
                async with asyncio.timeout(left):
                    data = await self._outcomes.get()
            except TimeoutError:
                for outcome in await self._too_late():
                    yield outcome
                return
            message = loads(data)
            for outcome in self._concluded(message) if isinstance(message, _End) else [message]:
                if self._waiting.pop(outcome.reference.name, None) is None:
                    continue  # a worker that was taken for dead, and was not
                if has_dead_key(outcome):
                    self._dead.add(key_of(outcome.reference))
                yield outcome

    async def cancel(self) -> None:
        """End what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _follow(self, batch: _Batch) -> None:
        """Send a batch, wait for its end, and say so behind its outcomes."""
        async with self._slots:
            for reference in batch.references:
                if key_of(reference) in self._dead:
                    await self._outcomes.put(dumps(without_key(reference)))
            left = [number for number, each in enumerate(batch.references) if key_of(each) not in self._dead]
            tickets = await Queue(batch.name, client=self._client)
            await asyncio.gather(*(tickets.put(number) for number in left))
            limits = attrs.evolve(self._job.limits, consoles=self._width)
            job = attrs.evolve(self._job, limits=limits)
            future = self._client.submit(work_on_batch, self._name, batch, job, key=batch.name, pure=False, retries=0)
            failure, was_killed = "", False
            try:
                await future
            except KilledWorker:
                was_killed = True
            except Exception as error:  # one batch never ends the run
                failure = f"{type(error).__name__}: {error}"
            except asyncio.CancelledError:
                await future.cancel()
                raise
            finally:
                untouched = frozenset(await tickets.get(batch=True))
                tickets.close()
            await self._outcomes.put(dumps(_End(batch, untouched, failure, was_killed)))

    def _concluded(self, end: _End) -> list[ConsoleOutcome[T]]:
        """What is to be said of consoles that have no outcome at the end of their batch; some are sent again."""
        again, found = list[ConsoleReference](), list[ConsoleOutcome[T]]()
        for number, reference in enumerate(end.batch.references):
            if reference.name not in self._waiting:
                continue
            is_untouched = number in end.untouched
            if end.failure:
                found.append(self._failed(reference, end.failure, is_untouched))
            elif (is_untouched or self._job.read_only) and end.batch.tries < _MOST_TRIES:
                again.append(reference)
            else:
                told = f"its worker died, {end.batch.tries} times: look at the logs of the cluster"
                found.append(self._failed(reference, told, is_untouched))
        self.send(again, tries=end.batch.tries + 1)
        return found

    async def _too_late(self) -> list[ConsoleOutcome[T]]:
        """Outcomes of all that is left when the time of the whole run is over."""
        untouched = set[str]()
        for task, batch in self._tasks.items():
            if not task.done():
                tickets = await Queue(batch.name, client=self._client)
                untouched.update(batch.references[number].name for number in await tickets.get(batch=True))
                tickets.close()
        told = "the time of the whole run was over"
        return [
            ConsoleOutcome(reference=each, error=RequestTimeoutError(f"{told} before this console's turn"), passes=0)
            if each.name in untouched
            else self._failed(each, told, is_untouched=self._job.read_only, kind=RequestTimeoutError)
            for each in self._waiting.values()
        ]

    def _failed(
        self,
        reference: ConsoleReference,
        told: str,
        is_untouched: bool,
        kind: type[TransportError] = TransportError,
    ) -> ConsoleOutcome[T]:
        error: Exception = kind(f"{reference.name}: {told}")
        if not is_untouched and not self._job.read_only:
            error = OutcomeUnknownError(
                f"{reference.name}: {told}; what it has written may have been carried out. Read the state, then decide."
            )
        return ConsoleOutcome(reference=reference, error=error)


def work_on_batch(run_name: str, batch: _Batch, job: Job[Any]) -> None:
    """What a worker of the cluster does with one batch, in an event loop of its own."""
    asyncio.run(_work_on_batch(run_name, batch, job))


async def _work_on_batch(run_name: str, batch: _Batch, job: Job[Any]) -> None:
    worker = get_worker()
    async with _client(worker.scheduler.address, worker.security) as client:
        over = asyncio.ensure_future(Event(run_name, client=client).wait())
        work = asyncio.create_task(_outcomes_of_batch(client, run_name, batch, job))
        try:
            await asyncio.wait({over, work}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        finally:
            for task in (over, work):
                task.cancel()
            await asyncio.gather(over, work, return_exceptions=True)


async def _outcomes_of_batch(client: Client, run_name: str, batch: _Batch, job: Job[Any]) -> None:
    tickets = await Queue(batch.name, client=client)
    outcomes = await Queue(f"{run_name}-outcomes", client=client)

    async def take() -> ConsoleReference | None:
        with suppress(TimeoutError):  # somebody else was faster
            if await tickets.qsize():
                number: int = await tickets.get(timeout=_TICKET_SECONDS)
                return batch.references[number]
        return None

    async with aclosing(run(job, take, len(batch.references))) as found:
        async for outcome in found:
            await outcomes.put(_packed(outcome))
    tickets.close()
    outcomes.close()


def _packed(outcome: ConsoleOutcome[Any]) -> bytes:
    """An outcome as it travels; what can't be pickled is told to be so."""
    try:
        data: bytes = dumps(outcome)
        loads(data)
    except Exception as error:  # whatever a class of the user's raises
        what = "error" if outcome.error is not None else "value"
        told = f"{outcome.reference.name}: the work is done, its {what} can't be pickled ({type(error).__name__})"
        data = dumps(
            attrs.evolve(outcome, value=None, error=TransportError(f"{told}: return plain data from the work"))
        )
    return data


def _client(address: str, security: object) -> Client:
    return Client(address, security=security, asynchronous=True, set_as_default=False)

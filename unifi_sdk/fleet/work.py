"""One batch of a fleet as a plain function, for the worker of any engine: Dask, Ray, Celery, Airflow, a process pool."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import aclosing
from typing import TypeVar

from unifi_sdk._core.arguments import checked
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet._engine import Job, Work, current_reference, in_turn, run
from unifi_sdk.fleet.limits import Limits
from unifi_sdk.fleet.outcomes import ConsoleOutcome
from unifi_sdk.fleet.providers import EnvironmentSecrets, SecretProvider
from unifi_sdk.fleet.references import ConsoleReference

__all__ = ["Work", "current_reference", "work_on"]

T = TypeVar("T")


@checked
def work_on(
    references: Iterable[ConsoleReference],
    work: Work[T],
    *,
    secrets: SecretProvider = EnvironmentSecrets(),
    limits: Limits = Limits(),
    read_only: bool = True,
) -> list[ConsoleOutcome[T]]:
    """Do the work at every console of a batch, in an event loop of its own, and return when all of it is done.

    Secrets are looked for where this runs. Nothing is shared with another call but the pace of a console and a key, so an
    engine may run several in threads.

    Args:
        references: The batch.
        work: An async function that is given each console, open.
        secrets: Where secrets come from.
        limits: How many at a time, and for how long.
        read_only: Refuse every write with `MutationBlockedError`. An engine may then run a batch again; with False
            it must not, or what was written is written twice.

    Returns:
        An outcome for each console, in order of completion; an error of one is in its outcome.

    Raises:
        ConfigurationError: an argument is of another type; or an event loop runs in this thread already, where `Fleet.map`
            belongs.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        job = Job(work=work, secrets=secrets, limits=limits, read_only=read_only)
        return asyncio.run(_collect(job, list(references)))
    raise ConfigurationError("work_on has an event loop of its own, and one runs here already: use Fleet.map in it")


async def _collect(job: Job[T], references: list[ConsoleReference]) -> list[ConsoleOutcome[T]]:
    async with aclosing(run(job, in_turn(references), len(references))) as outcomes:
        return [outcome async for outcome in outcomes]

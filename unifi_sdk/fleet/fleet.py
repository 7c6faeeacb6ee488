"""A fleet: many consoles, selected and asked together."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from unifi_sdk._core.connector import CLOUD_HOST
from unifi_sdk.cloud.models.hosts import Host
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet._engine import Job, Work, in_turn, run
from unifi_sdk.fleet._sources import read_file, read_known
from unifi_sdk.fleet.limits import Limits
from unifi_sdk.fleet.outcomes import ConsoleOutcome, Progress, Skipped
from unifi_sdk.fleet.providers import EnvironmentSecrets, SecretProvider
from unifi_sdk.fleet.references import ConsoleReference

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Fleet"]

T = TypeVar("T")


class Fleet:
    """Many consoles, by their references.

    ::

        fleet = Fleet.from_file("hotels.toml")
        async for outcome in fleet.where(tag="hotel").map(count_clients):
            print(outcome.reference.name, outcome.value or outcome.error or outcome.skipped)

    Args:
        references: The consoles; each name stands once.
        secrets: Where their secrets come from.

    Raises:
        ConfigurationError: two consoles have one name.
    """

    def __init__(
        self, references: Iterable[ConsoleReference], *, secrets: SecretProvider = EnvironmentSecrets()
    ) -> None:
        self._references = tuple(references)
        self._secrets = secrets
        names = set[str]()
        for reference in self._references:
            if reference.name in names:
                raise ConfigurationError(f"two consoles of the fleet are called {reference.name!r}: give each a name")
            names.add(reference.name)

    @classmethod
    def from_file(cls, path: str | Path, *, secrets: SecretProvider = EnvironmentSecrets()) -> Self:
        """A fleet from a TOML file: a table ``[[console]]`` for each, ``[defaults]`` for what they have in common.

        The keys are the arguments of `ConsoleReference`, ``pins`` also as a table of ports. There is no place for a secret.

        Args:
            path: The file.
            secrets: Where secrets come from.

        Raises:
            ConfigurationError: the file can't be read, or says something that can't be.
        """
        return cls(read_file(Path(path)), secrets=secrets)

    @classmethod
    def from_known(
        cls, environ: Mapping[str, str] | None = None, *, secrets: SecretProvider = EnvironmentSecrets()
    ) -> Self:
        """Every console whose certificate `unifi trust` has kept, with its pins.

        Args:
            environ: The variables that name the folder; the process's own when left out.
            secrets: Where secrets come from.

        Raises:
            KnownConsolesError: what is kept can't be used.
        """
        return cls(read_known(environ), secrets=secrets)

    @classmethod
    def from_hosts(
        cls,
        hosts: Iterable[Host],
        *,
        secrets: SecretProvider = EnvironmentSecrets(),
        tags: Iterable[str] = (),
        cloud_key_name: str = "UNIFI_CLOUD_API_KEY",
        cloud_host: str = CLOUD_HOST,
        pins: Iterable[str] = (),
    ) -> Self:
        """The hosts of an account, ``Fleet.from_hosts(await cloud.hosts.list())``, through the cloud's connector.

        What the cloud says of each goes along: `map` skips those of which it is known that they can't answer.

        Args:
            hosts: The hosts.
            secrets: Where the cloud's key comes from.
            tags: For `where`.
            cloud_key_name: The name of that key.
            cloud_host: Where the cloud is: for a test, or a proxy of yours.
            pins: Of that proxy's certificate.
        """
        tags, pins = tuple(tags), tuple(pins)
        return cls(
            [
                ConsoleReference.of(host, tags=tags, cloud_key_name=cloud_key_name, cloud_host=cloud_host, pins=pins)
                for host in hosts
            ],
            secrets=secrets,
        )

    def where(self, *, tag: str | None = None, model: str | None = None, name: str | None = None) -> Self:
        """The consoles that have all of this; ``*`` and ``?`` stand for any text and any character, in either case.

        Args:
            tag: One of their tags.
            model: Their model.
            name: Their name.
        """
        chosen = [
            each
            for each in self._references
            if (tag is None or any(_matches(one, tag) for one in each.tags))
            and (model is None or _matches(each.model, model))
            and (name is None or _matches(each.name, name))
        ]
        return type(self)(chosen, secrets=self._secrets)

    async def map(
        self,
        work: Work[T],
        *,
        limits: Limits = Limits(),
        read_only: bool = True,
        needs: Iterable[str] = (),
        skip: bool = True,
        progress: Callable[[Progress], object] | None = None,
        on: Client | None = None,
    ) -> AsyncGenerator[ConsoleOutcome[T], None]:
        """Do the same at every console, many at a time; outcomes come in order of completion, one for each console.

        Nothing that happens at one console ends the run. A console that timed out is asked once more after all others, unless
        writes are allowed. When the cloud refuses its key (401), the consoles that are still to be asked with it are skipped.
        Leaving the loop cancels what is under way.

        Args:
            work: An async function that is given each console, open.
            limits: How many at a time, and for how long.
            read_only: Refuse every write with `MutationBlockedError`. With False nothing is done twice, and a console whose
                time runs out has an `OutcomeUnknownError`.
            needs: Applications that the work asks, such as ``["network"]``: consoles known to be without one are skipped.
            skip: Whether consoles are skipped that are known to be offline, blocked, not owned or without what is needed.
            progress: Called after each outcome.
            on: A client of a Dask cluster that does the work (extra: `fleet`); secrets are looked for on its workers.

        Yields:
            An outcome for each console.

        Raises:
            ConfigurationError: the client of the cluster is not connected.
        """
        needed = (needs,) if isinstance(needs, str) else tuple(needs)
        reasons = {each: each.state.why_not(needed) if skip else "" for each in self._references}
        asked = [each for each in self._references if not reasons[each]]
        job = Job(work=work, secrets=self._secrets, limits=limits, read_only=read_only)
        started, state = time.monotonic(), Progress(total=len(self._references))

        def told(outcome: ConsoleOutcome[T]) -> ConsoleOutcome[T]:
            nonlocal state
            state = state.after(outcome, time.monotonic() - started)
            if progress is not None:
                progress(state)
            return outcome

        for reference in self._references:
            if reason := reasons[reference]:
                yield told(ConsoleOutcome(reference=reference, skipped=Skipped(reason), passes=0))
        async with aclosing(_outcomes(job, asked, on)) as outcomes:
            async for outcome in outcomes:
                yield told(outcome)

    @property
    def references(self) -> tuple[ConsoleReference, ...]:
        """The references, in their order."""
        return self._references

    def __iter__(self) -> Iterator[ConsoleReference]:
        return iter(self._references)

    def __len__(self) -> int:
        return len(self._references)

    def __repr__(self) -> str:
        return f"Fleet({len(self)} consoles)"


def _outcomes(
    job: Job[T], references: list[ConsoleReference], on: Client | None
) -> AsyncGenerator[ConsoleOutcome[T], None]:
    if on is None:
        return run(job, in_turn(references), len(references))
    from unifi_sdk.fleet._dask import run_on

    return run_on(on, job, references)


def _matches(text: str, pattern: str) -> bool:
    return fnmatchcase(text.casefold(), pattern.casefold())

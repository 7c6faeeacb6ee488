"""Running a command at every console of a fleet: a trial first, then all of them at a time, writes only as planned."""

from __future__ import annotations

import asyncio
import inspect
import os
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote

import attrs

from unifi_sdk._core.profiles import profile_locks
from unifi_sdk.cli.current import CURRENT, Current, Reached
from unifi_sdk.cli.exits import CommandError, Exit, explain
from unifi_sdk.cli.fleets.inputs import RepeatedInput
from unifi_sdk.cli.fleets.plans import find_plan, keep_plan
from unifi_sdk.cli.fleets.printing import Collected, Done, Report
from unifi_sdk.cli.fleets.sources import read_fleet, secret_of
from unifi_sdk.cli.options import ListOptions, Options, WriteOptions
from unifi_sdk.cli.output import Format
from unifi_sdk.cli.plans import use_plan
from unifi_sdk.cli.root import app
from unifi_sdk.console import Console
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet import ConsoleOutcome, ConsoleReference, Fleet, Limits, Skipped, current_reference, progress_bar
from unifi_sdk.retry import RetryPolicy

__all__ = ["run_over_fleet"]

_ELSEWHERE: Final = frozenset({"approve", "cloud", "completion", "demo", "doctor", "mcp", "metrics", "schema", "trust"})
"""Commands that are no work at a console, or look at the way to one."""
_DAY_SECONDS: Final = 24 * 3600.0
"""Each call has a deadline of its own; what goes on and on, such as events, ends by its own options."""
_PLACE: Final = "{console}"


def run_over_fleet(tokens: Sequence[str]) -> int:
    """Run a command at every console of the fleet that its options name.

    Args:
        tokens: The command line, arranged.

    Returns:
        The exit code, one of `Exit`.

    Raises:
        CommandError: it can't be run so, or did not go well everywhere.
    """
    command, bound, _ = app.parse_args(tokens)
    bound.apply_defaults()
    options = bound.arguments.get("options")
    if tokens[0] in _ELSEWHERE or not isinstance(options, Options) or not inspect.iscoroutinefunction(command):
        raise _usage(
            f"{tokens[0]} is no command for the consoles of a fleet",
            "leave --fleet away; `unifi fleet check` tells of each console whether it is reached",
        )
    _check_options(options)
    with _input():
        return asyncio.run(_run(_Line(command, bound, options)))


async def _run(line: _Line) -> int:
    return await _Run(line, await read_fleet(line.options)).run()


@attrs.frozen
class _Line:
    """A command with what it was given.

    Args:
        command: The function.
        bound: Its arguments.
        options: Those of its options that all commands share.
    """

    command: Callable[..., Awaitable[object]]
    bound: inspect.BoundArguments
    options: Options

    @property
    def text(self) -> str:
        """The command and what it does, apart from how it is run and printed."""
        values = {name: value for name, value in self.bound.arguments.items() if name != "options"}
        return repr((self.command.__module__, self.command.__qualname__, values, self.options.site))

    async def __call__(self, **changes: object) -> object:
        """Run it at the console that is current, for a program."""
        options = self.options
        for_person = not options.for_programs
        is_bare = options.no_fence or (for_person and not options.wrap_untrusted)
        values = dict(self.bound.arguments)
        values["options"] = replace(options, json=True, format=None, no_fence=is_bare, **cast("Any", changes))
        if values.get("output") is not None:
            values["output"] = _output_of(values["output"])
        bound = inspect.BoundArguments(self.bound.signature, cast("Any", values))
        return await self.command(*bound.args, **bound.kwargs)


class _Run:
    """One run.

    Args:
        line: The command.
        fleet: The consoles that were chosen.
    """

    def __init__(self, line: _Line, fleet: Fleet) -> None:
        self._line = line
        self._fleet = fleet
        self._report = Report(line.options)
        timeout = line.options.timeout
        retry = None if timeout is None else RetryPolicy(deadline_seconds=timeout)
        self._limits = Limits(console_seconds=_DAY_SECONDS, retry=retry)
        self._needs: tuple[str, ...] = ()
        self._locks = {each.name: _locks_of(each) for each in fleet}
        self._plan: str | None = None
        self._plans: dict[str, str] = {}

    async def run(self) -> int:
        """Run it, and tell how it has ended."""
        options = self._line.options
        await self._try()
        chosen = self._fleet
        if isinstance(options, WriteOptions) and options.plan is not None:
            self._plan = options.plan
            self._plans = find_plan(options.plan, self._line.text, self._fleet)
            chosen = Fleet([each for each in self._fleet if each.name in self._plans], secrets=secret_of)
            if not options.dry_run:
                await self._rehearse(chosen)
                use_plan(options.plan)
        made = await self._all(chosen)
        if made and self._plan is None:
            plan = keep_plan(self._line.text, self._fleet, made)
            self._report.tell_plan(plan, sorted(made))
        return self._report.end()

    async def _try(self) -> None:
        """Let the command come as far as its console, so that what is wrong with its line is told once."""
        token = CURRENT.set(Current(name="", output=Collected()))
        try:
            await self._line()
        except Reached as reached:
            self._needs = reached.needed if len(reached.needed) == 1 else ()
            return
        finally:
            CURRENT.reset(token)
        raise _usage("this command asks no console", "leave --fleet away")

    async def _rehearse(self, fleet: Fleet) -> None:
        """Look at every console whether what would be sent is what was planned, before anything is sent to one.

        Raises:
            CommandError: it is not, somewhere.
        """
        differing = []
        rehearsed = fleet.map(self._work(rehearsal=True), limits=self._limits, needs=self._needs)
        async with aclosing(rehearsed) as outcomes:
            async for outcome in outcomes:
                if outcome.skipped is not None:
                    differing.append((outcome.reference.name, outcome.skipped.reason))
                elif outcome.error is not None:
                    ending = explain(outcome.error)
                    differing.append((outcome.reference.name, f"{ending.code}: {ending.error}"))
        if differing:
            told = "; ".join(f"{name}: {why}" for name, why in sorted(differing)[:5])
            raise CommandError(
                Exit.USAGE,
                f"nothing was sent: {len(differing)} of {len(fleet)} consoles are not as they were planned: {told}",
                code="PLAN_MISMATCH",
                remediation="run it with --dry-run again, and look at what it would send",
            )

    async def _all(self, fleet: Fleet) -> dict[str, str]:
        """Run it everywhere; gives the plans of a dry run.

        Raises:
            CommandError: it was done, and what came of it could not be printed.
        """
        plans = dict[str, str]()
        unseen: OSError | None = None
        try:
            async with aclosing(self._outcomes(fleet)) as outcomes:
                async for outcome in outcomes:
                    try:
                        self._report.add(outcome)
                    except OSError as error:  # what was begun is brought to its end, whoever looks
                        if not self._is_write:
                            raise
                        unseen = error
                    if outcome.value is not None and outcome.value.output.plan is not None:
                        plans[outcome.reference.name] = outcome.value.output.plan
        finally:
            self._report.show()
        if unseen is not None:
            raise CommandError(
                Exit.ERROR,
                f"the plan was carried out, and what came of it could not be printed: {unseen.strerror}",
                code="DONE_UNSEEN",
                remediation="do not run it again: look at the state, and at the record of writes",
            ) from unseen
        return plans

    async def _outcomes(self, fleet: Fleet) -> AsyncGenerator[ConsoleOutcome[Done], None]:
        """What becomes of every console that was chosen, also of those that the plan doesn't name."""
        asked = set(fleet)
        for reference in self._fleet:
            if reference not in asked:
                yield ConsoleOutcome(reference=reference, skipped=Skipped("not in the plan"), passes=0)
        with nullcontext() if self._line.options.quiet else progress_bar() as progress:
            mapped = fleet.map(
                self._work(), limits=self._limits, needs=self._needs, read_only=not self._is_write, progress=progress
            )
            async with aclosing(mapped) as outcomes:
                async for outcome in outcomes:
                    yield outcome

    @property
    def _is_write(self) -> bool:
        options = self._line.options
        return isinstance(options, WriteOptions) and options.allows_writes and self._plan is not None

    def _work(self, *, rehearsal: bool = False) -> Callable[[Console], Awaitable[Done]]:
        async def work(console: Console) -> Done:
            reference = current_reference()
            output = Collected(lambda line: self._report.tell_line(reference.name, line))
            current = Current(
                name=reference.name,
                output=output,
                console=console,
                locks=self._locks[reference.name],
                forbidden=_forbidden(reference),
                plan=self._plan,
                rehearsal=rehearsal,
            )
            token = CURRENT.set(current)
            try:
                ended = await self._line(**self._changes(reference.name))
            finally:
                CURRENT.reset(token)
            return Done(ended if isinstance(ended, int) else Exit.OK, output)

        return work

    def _changes(self, name: str) -> Mapping[str, object]:
        return {"plan": self._plans[name]} if name in self._plans else {}


def _locks_of(reference: ConsoleReference) -> tuple[Mapping[str, str], ...]:
    try:
        return tuple(profile_locks(reference.host, reference.console_id, os.environ))
    except ConfigurationError as error:
        raise CommandError(Exit.CONFIG, str(error), code="CONFIG", remediation="correct the profiles") from error


def _forbidden(reference: ConsoleReference) -> str:
    if reference.read_only:
        return f"{reference.name} is read_only in its fleet file"
    if reference.console_id and reference.read_only is None:
        return (
            f"{reference.name} is reached through the cloud, and only read unless its fleet file says read_only = false"
        )
    return ""


def _output_of(output: object) -> object:
    """Where this console's file goes."""
    text = str(output)
    if _PLACE not in text:
        raise _usage("every console would write to the same file", f"put {_PLACE} into its name: --output {_PLACE}.jpg")
    current = CURRENT.get()
    name = quote(current.name if current else "", safe=" ")
    path = text.replace(_PLACE, f"%2E{name[1:]}" if name.startswith(".") else name or "_")
    return Path(path) if isinstance(output, Path) else path


def _check_options(options: Options) -> None:
    if options.host or options.key_stdin:
        given = "--host" if options.host else "--key-stdin"
        raise _usage(
            f"{given} is of one console, and --fleet names many", "the fleet file says hosts and names of keys"
        )
    if options.format in (Format.CSV, Format.TSV):
        raise _usage(f"a fleet has no columns that --format {options.format} could name", "use --format jsonl")
    if isinstance(options, ListOptions) and options.cursor is not None:
        raise _usage("a cursor is of one console, and --fleet names many", "use --page, or --all")


@contextmanager
def _input() -> Iterator[None]:
    """Standard input, which every console's command reads from its beginning."""
    before = sys.stdin
    sys.stdin = RepeatedInput(before)
    try:
        yield
    finally:
        sys.stdin = before


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

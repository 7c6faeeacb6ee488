"""The options that commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Final

from unifi_sdk._core.optional import needs_extra
from unifi_sdk.cli.current import CURRENT
from unifi_sdk.cli.data import Shown, Writer
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.fence import Fence
from unifi_sdk.cli.output import Format, Output, format_for

with needs_extra("cli"):
    from cyclopts import Group, Parameter, Token, validators

__all__ = ["USUAL_LIMIT", "CallOptions", "GetOptions", "ListOptions", "Options", "WriteOptions", "begin_run", "whole"]

_EVERYWHERE: Final = Group("Options of every command", sort_key=90)
_FLEET: Final = Group("Options for a fleet", sort_key=91)
_READS: Final = Group("Options of reads", sort_key=80)
_WRITES: Final = Group("Options of writes", sort_key=80)
USUAL_LIMIT: Final = 50
"""How many items of a list are printed unless more are asked for."""
_FENCE: Final[ContextVar[Fence | None]] = ContextVar("unifi_fence", default=None)


def begin_run() -> None:
    """Let everything that is printed from here on have the same new marks around untrusted text."""
    _FENCE.set(Fence())


def whole(least: int, most: int | None = None) -> Parameter:
    """What says in the annotation of an option that it is a whole number within bounds; nothing is rounded.

    Args:
        least: The smallest.
        most: The largest, if there is one.
    """
    return Parameter(converter=_read_whole, validator=validators.Number(gte=least, lte=most))


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Options:
    """What every command takes."""

    profile: Annotated[
        str | None,
        Parameter(group=_EVERYWHERE, help="A console by its name in profiles.toml. [UNIFI_PROFILE]"),
    ] = None
    host: Annotated[
        str | None, Parameter(group=_EVERYWHERE, help="The console, as host or host:port. [UNIFI_HOST]")
    ] = None
    site: Annotated[
        str | None,
        Parameter(
            group=_EVERYWHERE,
            env_var="UNIFI_SITE",
            show_env_var=False,
            help="The name or id of a site, where the console has several. [UNIFI_SITE]",
        ),
    ] = None
    format: Annotated[
        Format | None,
        Parameter(
            group=_EVERYWHERE, help="How results are printed; a table on a terminal, JSON in a pipe when left out."
        ),
    ] = None
    json: Annotated[bool, Parameter(group=_EVERYWHERE, help="The same as --format json.")] = False
    reveal: Annotated[bool, Parameter(group=_EVERYWHERE, help="Show codes, PINs and passwords as they are.")] = False
    no_fence: Annotated[
        bool, Parameter(group=_EVERYWHERE, help="In JSON, no marks around text that guests can choose.")
    ] = False
    wrap_untrusted: Annotated[
        bool, Parameter(group=_EVERYWHERE, help="On a terminal too, marks around text that guests can choose.")
    ] = False
    quiet: Annotated[
        bool, Parameter(name=["--quiet", "-q"], group=_EVERYWHERE, help="No progress and no hints on standard error.")
    ] = False
    timeout: Annotated[
        float | None,
        Parameter(
            group=_EVERYWHERE,
            validator=validators.Number(gt=0),
            help="Give up on a call after so many seconds, its repetitions included.",
        ),
    ] = None
    fleet: Annotated[
        str | None,
        Parameter(
            group=_FLEET,
            env_var="UNIFI_FLEET",
            show_env_var=False,
            help="Run the command at every console of this fleet file. [UNIFI_FLEET, for `unifi fleet`]",
        ),
    ] = None
    tag: Annotated[str | None, Parameter(group=_FLEET, help="Only those with this tag; * stands for any text.")] = None
    model: Annotated[str | None, Parameter(group=_FLEET, help="Only those of this model, such as 'UDM*'.")] = None
    console: Annotated[str | None, Parameter(group=_FLEET, help="Only those of this name, such as 'Hotel *'.")] = None
    key_stdin: Annotated[
        bool, Parameter(group=_EVERYWHERE, help="Read the key, or lines such as UNIFI_API_KEY=…, from standard input.")
    ] = False

    def __post_init__(self) -> None:
        if self.json and self.format not in (None, Format.JSON):
            raise CommandError(
                Exit.USAGE,
                f"--json and --format {self.format} exclude each other",
                code="USAGE",
                remediation="give one of them",
            )

    @property
    def for_programs(self) -> bool:
        """Whether a program reads the output."""
        return self._printed_as is not Format.TABLE

    @property
    def _printed_as(self) -> Format:
        return format_for(Format.JSON if self.json else self.format)

    @property
    def allows_writes(self) -> bool:
        """Whether anything may be changed."""
        return False

    @property
    def output(self) -> Output:
        """Prints for whoever reads."""
        if (current := CURRENT.get()) is not None:
            return current.output
        return Output(format=self._printed_as, quiet=self.quiet)

    @property
    def writer(self) -> Writer:
        """Turns models into what may be printed; the marks around untrusted text are new in each run."""
        return self._writer(reveal=self.reveal)

    @property
    def revealing(self) -> Writer:
        """The same for a result that is a secret, which nobody could use otherwise."""
        return self._writer(reveal=True)

    def _writer(self, *, reveal: bool) -> Writer:
        is_fenced = self.wrap_untrusted or (self.for_programs and not self.no_fence)
        return Writer(Shown(reveal=reveal, fence=(_FENCE.get() or Fence()) if is_fenced else None))


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class GetOptions(Options):
    """What a command takes that reads."""

    select: Annotated[
        str | None, Parameter(group=_READS, help="Print these fields only, such as id,name,access.type.")
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ListOptions(GetOptions):
    """What a command takes that reads a list."""

    limit: Annotated[
        int | None, whole(1), Parameter(group=_READS, help=f"Print so many items at most; {USUAL_LIMIT} when left out.")
    ] = None
    all_: Annotated[
        bool, Parameter(name="--all", group=_READS, help="Print the list to its end, however long it is.")
    ] = False
    cursor: Annotated[
        str | None,
        Parameter(group=_READS, help="Go on behind an earlier answer: its nextCursor; with the same --limit."),
    ] = None
    page: Annotated[
        int | None, whole(1), Parameter(group=_READS, help="Print this page of --limit items, counted from 1.")
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class WriteOptions(Options):
    """What a command takes that changes something."""

    allow_mutations: Annotated[
        bool, Parameter(group=_WRITES, help="Let the command change something; without this it is refused.")
    ] = False
    dry_run: Annotated[bool, Parameter(group=_WRITES, help="Show what would be sent, and send nothing.")] = False
    plan: Annotated[
        str | None,
        Parameter(group=_WRITES, help="The `plan` of a dry run: do exactly that, once, or refuse."),
    ] = None
    confirm: Annotated[
        str | None, Parameter(group=_WRITES, help="The word that an operation asks for which can't be undone.")
    ] = None

    @property
    def allows_writes(self) -> bool:
        """Whether anything may be changed."""
        return self.allow_mutations and not self.dry_run


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class CallOptions(ListOptions, WriteOptions):
    """What a command takes that reads or changes something, according to what it is told to do."""

    profile: Annotated[str | None, Parameter(parse=False)] = None
    """Only before the command: some operations take a profile of their own."""


def _read_whole(_: type[int], tokens: Sequence[Token]) -> int:
    text = tokens[0].value
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise ValueError(f"{text} is no whole number")
    return int(text)

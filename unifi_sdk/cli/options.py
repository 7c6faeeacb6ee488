"""The options that commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Final

from cyclopts import Group, Parameter, Token, validators

from unifi_sdk.cli.data import Shown, Writer
from unifi_sdk.cli.fence import Fence
from unifi_sdk.cli.output import Output, is_for_programs

__all__ = ["CallOptions", "GetOptions", "ListOptions", "Options", "WriteOptions", "begin_run", "whole"]

_EVERYWHERE: Final = Group("Options of every command", sort_key=90)
_READS: Final = Group("Options of reads", sort_key=80)
_WRITES: Final = Group("Options of writes", sort_key=80)
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
    json: Annotated[bool, Parameter(group=_EVERYWHERE, help="Print JSON on a terminal too; a pipe always gets it.")] = (
        False
    )
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
    key_stdin: Annotated[
        bool, Parameter(group=_EVERYWHERE, help="Read the key, or lines such as UNIFI_API_KEY=…, from standard input.")
    ] = False

    @property
    def for_programs(self) -> bool:
        """Whether a program reads the output."""
        return is_for_programs(self.json)

    @property
    def allows_writes(self) -> bool:
        """Whether anything may be changed."""
        return False

    @property
    def output(self) -> Output:
        """Prints for whoever reads."""
        return Output(for_programs=self.for_programs, quiet=self.quiet)

    @property
    def writer(self) -> Writer:
        """Turns models into what may be printed; the marks around untrusted text are new in each run."""
        is_fenced = self.wrap_untrusted or (self.for_programs and not self.no_fence)
        return Writer(Shown(reveal=self.reveal, fence=(_FENCE.get() or Fence()) if is_fenced else None))


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
        int | None, whole(1), Parameter(group=_READS, help="Print so many items at most; all when left out.")
    ] = None
    cursor: Annotated[
        str | None, Parameter(group=_READS, help="Go on behind an earlier answer: its nextCursor; needs --limit.")
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
        Parameter(group=_WRITES, help="The `plan` of a dry run: do exactly that, or refuse."),
    ] = None

    @property
    def allows_writes(self) -> bool:
        """Whether anything may be changed."""
        return self.allow_mutations and not self.dry_run


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class CallOptions(ListOptions, WriteOptions):
    """What a command takes that reads or changes something, according to what it is told to do."""


def _read_whole(_: type[int], tokens: Sequence[Token]) -> int:
    text = tokens[0].value
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise ValueError(f"{text} is no whole number")
    return int(text)

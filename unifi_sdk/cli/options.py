"""The options that commands share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final

from cyclopts import Group, Parameter, validators

from unifi_sdk.cli.data import Shown, Writer
from unifi_sdk.cli.fence import Fence
from unifi_sdk.cli.output import Output, is_for_programs

__all__ = ["GetOptions", "ListOptions", "Options", "WriteOptions"]

_EVERYWHERE: Final = Group("Options of every command", sort_key=90)
_READS: Final = Group("Options of reads", sort_key=80)
_WRITES: Final = Group("Options of writes", sort_key=80)
_FROM_ONE: Final = validators.Number(gte=1)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Options:
    """What every command takes."""

    host: Annotated[str | None, Parameter(group=_EVERYWHERE, help="The console: host or host:port. [UNIFI_HOST]")] = (
        None
    )
    site: Annotated[
        str | None,
        Parameter(
            group=_EVERYWHERE, env_var="UNIFI_SITE", show_env_var=False, help="A site's name or id. [UNIFI_SITE]"
        ),
    ] = None
    json: Annotated[bool, Parameter(group=_EVERYWHERE, help="JSON also on a terminal; a pipe always gets it.")] = False
    reveal: Annotated[bool, Parameter(group=_EVERYWHERE, help="Show codes, PINs and passwords as they are.")] = False
    no_fence: Annotated[bool, Parameter(group=_EVERYWHERE, help="JSON without marks around untrusted text.")] = False
    wrap_untrusted: Annotated[
        bool, Parameter(group=_EVERYWHERE, help="Marks around untrusted text on a terminal too.")
    ] = False
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], group=_EVERYWHERE, help="No progress and no hints.")] = (
        False
    )
    timeout: Annotated[
        float | None,
        Parameter(group=_EVERYWHERE, validator=validators.Number(gt=0), help="Seconds for a call and its repetitions."),
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

    @cached_property
    def output(self) -> Output:
        """Prints for whoever reads."""
        return Output(for_programs=self.for_programs, quiet=self.quiet)

    @cached_property
    def writer(self) -> Writer:
        """Turns models into what may be printed; the marks around untrusted text are new in each run."""
        is_fenced = self.wrap_untrusted or (self.for_programs and not self.no_fence)
        return Writer(Shown(reveal=self.reveal, fence=Fence() if is_fenced else None))


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class GetOptions(Options):
    """What a command takes that reads."""

    select: Annotated[str | None, Parameter(group=_READS, help="Fields to print, such as id,name,access.type.")] = None


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ListOptions(GetOptions):
    """What a command takes that reads a list."""

    limit: Annotated[
        int | None, Parameter(group=_READS, validator=_FROM_ONE, help="At most so many items; all when left out.")
    ] = None
    cursor: Annotated[str | None, Parameter(group=_READS, help="The nextCursor of an answer; needs --limit.")] = None
    page: Annotated[
        int | None, Parameter(group=_READS, validator=_FROM_ONE, help="A page of --limit items, from 1.")
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class WriteOptions(Options):
    """What a command takes that changes something."""

    allow_mutations: Annotated[bool, Parameter(group=_WRITES, help="Let it change something.")] = False
    dry_run: Annotated[bool, Parameter(group=_WRITES, help="Show what would be sent, and send nothing.")] = False
    plan: Annotated[
        str | None,
        Parameter(group=_WRITES, help="The `plan` that a dry run printed: refuse if anything would differ from it."),
    ] = None

    @property
    def allows_writes(self) -> bool:
        """Whether anything may be changed."""
        return self.allow_mutations and not self.dry_run

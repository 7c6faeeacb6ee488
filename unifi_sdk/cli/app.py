"""Running the command that the arguments name, and how it ends."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from unifi_sdk._core.optional import needs_extra
from unifi_sdk._core.profiles import LOCKS, profile_variables
from unifi_sdk.cli.exits import CommandError, Ending, Exit, explain, missing_library
from unifi_sdk.cli.line import arrange, check_marks, fleet_line, format_asked, profile_asked
from unifi_sdk.cli.options import begin_run
from unifi_sdk.cli.output import Format, print_ending
from unifi_sdk.cli.root import app
from unifi_sdk.cli.settings import check_variables
from unifi_sdk.errors import ConfigurationError

with needs_extra("cli"):
    from cyclopts import CycloptsError

__all__ = ["app", "run"]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name.

    Args:
        arguments: What follows the command's name; the process's own when left out.

    Returns:
        The exit code, one of `Exit`.

    Raises:
        ImportError: a library that the command needs isn't installed.
    """
    tokens = sys.argv[1:] if arguments is None else list(arguments)
    for_programs = format_asked(tokens) is not Format.TABLE
    begin_run()
    try:
        check_marks(tokens)
        check_variables(os.environ)
        fleet = fleet_line(tokens)
        with _profile(profile_asked(tokens), over_fleet=fleet is not None):
            check_variables(os.environ)
            ended = app(arrange(tokens)) if fleet is None else _over_fleet(fleet)
        sys.stdout.flush()
        return ended if isinstance(ended, int) else Exit.OK
    except CycloptsError as error:
        ending = _usage(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except SystemExit as error:
        return _code(error)
    except Exception as error:
        if missing_library(error):
            raise
        if os.environ.get("UNIFI_DEBUG"):
            traceback.print_exc()
        ending = explain(error)
    with suppress(OSError):  # nobody may read what is said
        print_ending(ending, for_programs)
    return ending.exit


def _over_fleet(tokens: Sequence[str]) -> int:
    from unifi_sdk.cli.fleets.running import run_over_fleet

    return run_over_fleet(tokens)


@contextmanager
def _profile(name: str | None, *, over_fleet: bool) -> Iterator[None]:
    """Puts what a profile says into the environment, where every command looks for it; for a fleet no more than its locks."""
    if name is not None and over_fleet:
        raise CommandError(
            Exit.USAGE,
            "--profile names one console, and --fleet many",
            code="USAGE",
            remediation="give one of them; the locks of a console's profile hold in a fleet too",
        )
    if name is None and not os.environ.get("UNIFI_PROFILE"):
        yield
        return
    before = dict(os.environ)
    try:
        said = profile_variables(before if name is None else {**before, "UNIFI_PROFILE": name})
    except ConfigurationError as error:
        raise CommandError(
            Exit.CONFIG, str(error), code="CONFIG", remediation="correct the profile, or name another"
        ) from error
    os.environ.update({key: value for key, value in said.items() if not over_fleet or key in LOCKS})
    os.environ.pop("UNIFI_PROFILE", None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _usage(error: CycloptsError) -> Ending:
    chain = " ".join(["unifi", *(error.command_chain or ())])
    return Ending(Exit.USAGE, " ".join(str(error).split()), "USAGE", f"see `{chain} --help`")


def _code(ended: SystemExit) -> int:
    return ended.code if isinstance(ended.code, int) else Exit.OK if ended.code is None else Exit.ERROR

"""Running the command that the arguments name, and how it ends."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

from cyclopts import CycloptsError

from unifi_sdk.cli.exits import Ending, Exit, explain, missing_library
from unifi_sdk.cli.options import begin_run
from unifi_sdk.cli.output import is_for_programs, print_ending
from unifi_sdk.cli.root import app

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
    for_programs = is_for_programs("--json" in tokens)
    begin_run()
    try:
        ended = app(tokens)
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


def _usage(error: CycloptsError) -> Ending:
    chain = " ".join(["unifi", *(error.command_chain or ())])
    return Ending(Exit.USAGE, " ".join(str(error).split()), "USAGE", f"see `{chain} --help`")


def _code(ended: SystemExit) -> int:
    return ended.code if isinstance(ended.code, int) else Exit.OK if ended.code is None else Exit.ERROR

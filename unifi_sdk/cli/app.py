"""The commands of `unifi`, and how they end."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from cyclopts import App, CycloptsError, Parameter

from unifi_sdk import __version__
from unifi_sdk.cli.commands import (
    call,
    camera,
    client,
    completion,
    demo,
    device,
    doctor,
    door,
    drift,
    events,
    schema,
    site,
    trust,
    user,
    visitor,
    voucher,
)
from unifi_sdk.cli.exits import Ending, Exit, explain
from unifi_sdk.cli.options import begin_run
from unifi_sdk.cli.output import is_for_programs, print_ending

__all__ = ["app", "run"]

_HELP: Final = """UniFi Network, Access and Protect on one console, from the command line.

UNIFI_HOST names the console. UNIFI_API_KEY opens Network and Protect, UNIFI_ACCESS_TOKEN opens Access. `unifi trust`
keeps the console's certificate, once.

Nothing is changed without `--allow-mutations`; `--dry-run` shows what would be sent. A terminal gets tables, a pipe JSON.
"""

app: Final = App(
    name="unifi",
    help=_HELP,
    version=__version__,
    default_parameter=Parameter(negative=(), show_default=False),
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
    suppress_keyboard_interrupt=False,
)
for command in (
    voucher,
    client,
    site,
    device,
    door,
    visitor,
    user,
    camera,
    events,
    trust,
    doctor,
    completion,
    demo,
    drift,
    call,
    schema,
):
    app.command(command.app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name.

    Args:
        arguments: What follows the command's name; the process's own when left out.

    Returns:
        The exit code, one of `Exit`.
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

"""What may be changed at all: a lock in the environment, which no option opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase

from unifi_sdk._core.profiles import read_lock
from unifi_sdk.cli.current import CURRENT
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import WriteOptions
from unifi_sdk.errors import ConfigurationError

__all__ = ["check_console", "check_lock", "check_word"]


def check_lock(action: str, environ: Mapping[str, str] = os.environ) -> None:
    """Refuse a write that whoever set up the environment doesn't want.

    ``UNIFI_READ_ONLY=1`` refuses all of them; ``UNIFI_ALLOW=voucher.create,visitor.*`` all but those that are named.

    Args:
        action: ``voucher.create``, or the method of an operation: ``network.vouchers.create``.
        environ: The environment variables.

    Raises:
        CommandError: it is refused, or a variable can't be understood.
    """
    try:
        is_locked = read_lock(environ)
    except ConfigurationError as error:
        raise CommandError(Exit.CONFIG, str(error), code="CONFIG", remediation="set it to 1, or unset it") from error
    if is_locked:
        raise _locked(f"{action} changes something, and UNIFI_READ_ONLY is set", "READ_ONLY")
    allowed = environ.get("UNIFI_ALLOW")
    if allowed is not None and not any(fnmatchcase(action, name.strip()) for name in allowed.split(",")):
        raise _locked(f"{action} is not among what UNIFI_ALLOW names", "NOT_ALLOWED")


def check_console(action: str) -> None:
    """Refuse a write that this console of a fleet doesn't take, whatever the environment says.

    Args:
        action: As for `check_lock`.

    Raises:
        CommandError: it is refused, or a profile of the console can't be understood.
    """
    if (current := CURRENT.get()) is None:
        return
    for locks in current.locks:
        check_lock(action, locks)
    if current.forbidden:
        raise _locked(current.forbidden, "READ_ONLY")


def check_word(options: WriteOptions, word: str, what: str) -> None:
    """Have somebody say the name of what can't be undone, by ``--confirm`` or at the terminal.

    Args:
        options: What the command was given.
        word: What has to be said.
        what: What would happen, in a sentence.

    Raises:
        CommandError: something else was said, or nothing.
    """
    said = options.confirm
    if said is None and not options.for_programs and sys.stdin is not None and sys.stdin.isatty():
        said = input(f"{what}\nType {word} to go on: ").strip()
    if said != word:
        raise CommandError(
            Exit.INPUT_REQUIRED,
            f"{what} It is done only when its name is said",
            code="CONFIRMATION_REQUIRED",
            remediation=f"if that is what you want, add --confirm {word}",
        )


def _locked(error: str, code: str) -> CommandError:
    return CommandError(
        Exit.MUTATION_BLOCKED,
        error,
        code=code,
        remediation="whoever set up this environment decides; --dry-run shows what would be sent",
    )

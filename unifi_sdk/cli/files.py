"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from unifi_sdk.cli.exits import CommandError, Exit

__all__ = ["check_target", "write_whole"]


def check_target(path: Path) -> None:
    """Refuse a file that can't be written, before anything is asked of a console.

    Args:
        path: Where it is to be.

    Raises:
        CommandError: its folder is missing or can't be written to, or it is a folder itself.
    """
    if path.is_dir():
        raise _refused(f"{path} is a folder", "name a file in it")
    if not path.parent.is_dir():
        raise _refused(f"{path.parent} is no folder", "make it first, or name a file elsewhere")
    if not os.access(path.parent, os.W_OK):
        raise _refused(f"{path.parent} can't be written to", "name a file elsewhere")


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file that appears only when it is whole; one that is there already is replaced.

    Args:
        path: Where to.
        content: All of it.
        private: Let nobody but its owner read it.

    Raises:
        OSError: it can't be written.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    mode = 0o600 if private else 0o666  # less what the umask takes away
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refused(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

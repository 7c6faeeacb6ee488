"""The `unifi` command (extra `cli`)."""

from __future__ import annotations

import contextlib
import io
import os
import sys

from unifi_sdk._version import __version__

__all__ = ["main"]

_OK = 0
_ERROR = 1
_INTERRUPTED = 130


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    _open_streams()
    try:
        code = _run()
    except KeyboardInterrupt:  # before the command had begun, or after it had ended
        code = _INTERRUPTED
    _drop_what_nobody_reads()
    sys.exit(code)


def _run() -> int:
    if sys.argv[1:] == ["--version"]:
        with contextlib.suppress(OSError):  # which is then told as for any other command
            print(__version__, flush=True)
            return _OK
    try:
        from unifi_sdk.cli.app import run

        return run()
    except ImportError as error:
        from unifi_sdk.cli.exits import missing_library

        name = missing_library(error)
        if not name:
            raise
        hint = 'install the extra "cli", with python -m pip install ".[cli]" in a checkout of unifi-sdk'
        print(f"unifi: {name} is not installed: {hint}", file=sys.stderr)
        return _ERROR


def _open_streams() -> None:
    """A closed standard stream is an empty one; a terminal without UTF-8 shows ? for what it can't."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as the process lives
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _drop_what_nobody_reads() -> None:
    """Let the interpreter end without a word when standard output or standard error takes nothing any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""The `unifi` command (extra `cli`)."""

from __future__ import annotations

import io
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows ? for what it can't
    try:
        from unifi_sdk.cli.app import run
    except ImportError as error:
        sys.exit(f"unifi: {error.name} is not installed: install unifi-sdk with its extra, unifi-sdk[cli]")
    sys.exit(run())

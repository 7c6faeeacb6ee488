"""The record of writes: a line of JSON for each that was made, tried or refused."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from unifi_sdk.cli.current import CURRENT
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.state import state_directory

__all__ = ["Audit", "audit_file"]

_OFF: Final = "off"


def audit_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where writes are recorded: ``UNIFI_AUDIT``, else ``audit.jsonl`` among what the command has done; None for nowhere.

    Args:
        environ: The environment variables.
    """
    chosen = environ.get("UNIFI_AUDIT")
    if chosen:
        return None if chosen == _OFF else Path(chosen)
    return state_directory(environ) / "audit.jsonl"


class Audit:
    """The record of one write. It holds no body, no name and no secret: what was done, to which id, and what came of it.

    Args:
        action: The write: ``voucher.create``.
        facts: What else is recorded of it.

    Raises:
        CommandError: the file that was asked for can't be written. The usual one is done without, where it can't be.
    """

    def __init__(self, action: str, facts: Mapping[str, Data] | None = None) -> None:
        current = CURRENT.get()
        of_fleet: dict[str, Data] = (
            {"console": current.name, "fleet_plan": current.plan} if current and current.name else {}
        )
        self._about: dict[str, Data] = {"action": action, **of_fleet, **(facts or {})}
        self._file = audit_file()
        self.is_kept = True
        if self._file is not None:
            self._open(self._file)

    def note(self, outcome: str, **facts: Data) -> None:
        """Record what has become of the write.

        Args:
            outcome: ``sending``, ``done``, or the code of an error.
            facts: What is known besides.
        """
        if self._file is None or not self.is_kept:
            return
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            **self._about,
            "outcome": outcome,
            **facts,
        }
        try:
            _append(self._file, json.dumps(line))
        except OSError:
            self.is_kept = False

    def _open(self, file: Path) -> None:
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _append(file)
        except OSError as error:
            self.is_kept = False
            if os.environ.get("UNIFI_AUDIT"):
                raise CommandError(
                    Exit.CONFIG,
                    f"writes can't be recorded in {file}: {error.strerror}",
                    code="CONFIG",
                    remediation="correct UNIFI_AUDIT: a file that this user may write, or `off`",
                ) from error


def _append(file: Path, line: str = "") -> None:
    """One write of one line, which doesn't mix with those of other processes."""
    descriptor = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode() if line else b"")
    finally:
        os.close(descriptor)

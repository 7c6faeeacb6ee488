"""Running `unifi` in this process, against a simulated console that goes on answering meanwhile."""

from __future__ import annotations

import asyncio
import json
import sys
from io import StringIO
from typing import Any

import attrs
import pytest
from cyclopts import App
from rich.console import Console

from unifi_sdk.cli.app import run
from unifi_sdk.simulator import SimulatedConsole


class _Stream(StringIO):
    def __init__(self, text: str = "", *, is_terminal: bool) -> None:
        super().__init__(text)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@attrs.frozen
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """What it said on standard error, as JSON."""
        return json.loads(self.err)


class Unifi:
    """Runs commands with the environment that names a console."""

    def __init__(self, simulated: SimulatedConsole, monkeypatch: pytest.MonkeyPatch) -> None:
        self.simulated = simulated
        self._monkeypatch = monkeypatch

    async def __call__(
        self, *arguments: str, terminal: bool = False, stdin: str = "", stdout: Any = None, **environ: str
    ) -> Ended:
        """Run a command.

        Args:
            arguments: What follows `unifi`.
            terminal: Whether a person at a terminal reads.
            stdin: What standard input holds.
            stdout: What standard output is, in place of one that takes everything.
            environ: More environment variables.
        """
        out, err = _Stream(is_terminal=terminal), _Stream(is_terminal=terminal)
        with self._monkeypatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", _Stream(stdin, is_terminal=terminal))
            patch.setattr(sys, "stdout", stdout or out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(App, "console", property(lambda _: Console()))  # cyclopts keeps that of the first run
            code = await asyncio.to_thread(run, arguments)
        return Ended(code, out.getvalue(), err.getvalue())

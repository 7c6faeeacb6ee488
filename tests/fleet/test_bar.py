"""The bar of a run: on a terminal and in a notebook, and nothing in a pipe."""

from __future__ import annotations

import sys
import types
from io import StringIO

import pytest
from rich.console import Console

from unifi_sdk.fleet import Progress, progress_bar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_the_run_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("vouchers [all]") as progress:
        progress(Progress(total=40, done=12, failed=2, skipped=1))
    for text in ("vouchers [all]", "12/40", "2 failed, 1 skipped"):
        assert text in shown.getvalue()


def test_a_pipe_gets_nothing_on_either_side(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", shown := StringIO())
    with progress_bar() as progress:
        progress(Progress(total=2, done=1))
    assert shown.getvalue() == ""


def test_what_goes_into_a_pipe_is_not_drawn_into_the_bar(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    monkeypatch.setattr(sys, "stdout", piped := StringIO())
    with progress_bar() as progress:
        progress(Progress(total=2, done=1))
        print("a line")  # noqa: T201
    assert piped.getvalue() == "a line\n"
    assert "a line" not in shown.getvalue()


def test_a_notebook_has_its_own_bar(monkeypatch: pytest.MonkeyPatch):
    drawn: list[tuple[int, int]] = []
    ipython = pytest.importorskip("IPython.display")
    monkeypatch.setattr(Console, "is_jupyter", property(lambda self: True, lambda self, value: None), raising=False)

    class Bar(ipython.ProgressBar):  # type: ignore[misc,name-defined]
        def display(self) -> None:
            drawn.append((self.progress, self.total))

        def update(self) -> None:
            drawn.append((self.progress, self.total))

    monkeypatch.setitem(sys.modules, "IPython.display", types.SimpleNamespace(ProgressBar=Bar))  # type: ignore[arg-type]
    with progress_bar() as progress:
        progress(Progress(total=3, done=1))
        progress(Progress(total=3, done=2))
    assert drawn == [(0, 3), (1, 3), (2, 3)]

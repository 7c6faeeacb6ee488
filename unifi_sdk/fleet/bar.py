"""A bar that shows how far a run is: on a terminal, and in a notebook."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from unifi_sdk._core.arguments import checked
from unifi_sdk.fleet.outcomes import Progress

__all__ = ["progress_bar"]


class _Bar(Protocol):
    progress: int

    def display(self) -> None: ...


class _Display(Protocol):
    """What a notebook can show; it is there in every one."""

    def ProgressBar(self, total: int) -> _Bar: ...  # noqa: N802


@checked
@contextmanager
def progress_bar(what: str = "consoles") -> Iterator[Callable[[Progress], None]]:
    """Show how far a run over a fleet is: on a terminal's standard error, or below the cell of a notebook; nothing in a pipe.

    ::

        with progress_bar("clients") as progress:
            async for outcome in fleet.map(count_clients, progress=progress):
                ...

    Args:
        what: What is done, in a word or two.

    Yields:
        What `Fleet.map` takes as ``progress``.

    Raises:
        ModuleNotFoundError: rich is not installed (extra: `fleet`).
    """
    from unifi_sdk.fleet._terminal import bar_of, is_in_notebook

    if is_in_notebook():
        yield _in_notebook()
        return
    with bar_of(what) as advance:
        yield advance


def _in_notebook() -> Callable[[Progress], None]:
    display: _Display = importlib.import_module("IPython.display")
    bar: _Bar | None = None

    def advance(state: Progress) -> None:
        nonlocal bar
        if bar is None:
            bar = display.ProgressBar(state.total)
            bar.display()
        bar.progress = state.done

    return advance

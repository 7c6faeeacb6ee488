"""The bar of a terminal, by the library `rich`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from unifi_sdk._core.optional import needs_extra
from unifi_sdk.fleet.outcomes import Progress

with needs_extra("fleet"):
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

__all__ = ["bar_of", "is_in_notebook"]


def is_in_notebook() -> bool:
    """Whether a notebook shows what is printed."""
    return Console(stderr=True).is_jupyter


@contextmanager
def bar_of(what: str) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error; nothing where that is no terminal.

    Args:
        what: What is done, in a word or two.
    """
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}")
    with Bar(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=Console().is_terminal,  # or what goes into a pipe would come out on standard error
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(escape(what), total=None, told="")

        def advance(state: Progress) -> None:
            counts = {"failed": state.failed, "skipped": state.skipped}
            told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
            bar.update(task, completed=state.done, total=state.total, told=told)

        yield advance

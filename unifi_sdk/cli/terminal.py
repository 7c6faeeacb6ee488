"""What a person sees on a terminal: tables, lines, hints, errors and progress, drawn by rich."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final, TypeAlias

from unifi_sdk._core.optional import needs_extra
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.projection import pick
from unifi_sdk.cli.texts import one_line, printable, write_json

with needs_extra("cli"):
    from rich.cells import cell_len
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Table
    from rich.text import Text

__all__ = ["Styled", "draw_document", "draw_line", "draw_rows", "print_parts", "show_progress"]

Styled: TypeAlias = str | tuple[str, str]
"""A text, or a text with its style."""

_MOST_COLUMNS: Final = 7
_BORDER: Final = 3
_NARROW: Final = 16
"""How narrow a column may be made that holds no id."""


def print_parts(*parts: Styled, stderr: bool = False) -> None:
    """Print a line, which the terminal breaks where it has to.

    Args:
        parts: What it is made of.
        stderr: On standard error, in place of standard output.
    """
    Console(stderr=stderr, highlight=False, soft_wrap=True).print(Text.assemble(*parts))


def draw_document(document: Mapping[str, Data], *, title: str = "") -> dict[str, list[Data]]:
    """Print one thing as a table of two columns.

    Args:
        document: Plain data.
        title: What it is.

    Returns:
        The lists in it that are tables of their own, by their dot paths.
    """
    table = Table(show_header=False, title=_title(title), title_justify="left")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    lists: dict[str, list[Data]] = {}
    for name, value in _flat(document):
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            lists[name] = value
        else:
            table.add_row(Text(one_line(name), style="bold"), _cell(value))
    Console(highlight=False).print(table)
    return lists


def draw_rows(rows: Sequence[Data], columns: Sequence[str], *, selected: bool = False, title: str = "") -> list[str]:
    """Print a list as a table.

    Args:
        rows: Plain data.
        columns: Dot paths; what most rows have, when there are none.
        selected: Whether the user chose the columns; otherwise the last ones are left out on a narrow terminal.
        title: What it is.

    Returns:
        The columns that there was no room for.
    """
    terminal = Console(highlight=False)
    cells = {column: [_cell(pick(column, row)) for row in rows] for column in columns or _common(rows)}
    shown = list(cells) if selected else _fitting(cells, terminal.width)
    table = Table(title=_title(title), title_justify="left")
    for column in shown:
        table.add_column(Text(one_line(column)), overflow="fold", no_wrap=_is_id(column))
    for index in range(len(rows)):
        table.add_row(*(cells[column][index] for column in shown))
    terminal.print(table)
    return [one_line(column) for column in cells if column not in shown]


def draw_line(document: Mapping[str, Data]) -> None:
    """Print the values of one of many things that come one by one.

    Args:
        document: Plain data.
    """
    texts = (_cell(value) for _, value in _flat(document) if value is not None)
    Console(highlight=False, soft_wrap=True).print(Text("  ").join(texts))


@contextmanager
def show_progress(what: str) -> Iterator[Callable[..., None]]:
    """Show on standard error how far long work is, until it is done; gives what tells that it has gone on.

    Args:
        what: What is done.
    """

    def advance(done: int, total: int | None = None) -> None:
        progress.update(task, completed=done, total=total)

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(escape(one_line(what)), total=None)
        yield advance


def _title(text: str) -> Text | None:
    return Text(one_line(text)) if text else None


def _common(rows: Sequence[Data]) -> list[str]:
    """The fields with a plain value in them, an item's name and id first."""
    found: dict[str, int] = {}
    for row in rows:
        for name, value in row.items() if isinstance(row, dict) else ():
            if not isinstance(value, dict | list):
                found[name] = found.get(name, 0) + 1
    first = [name for name in ("name", "id") if name in found]
    return [*first, *(name for name in found if name not in first)][:_MOST_COLUMNS]


def _fitting(cells: Mapping[str, Sequence[Text]], width: int) -> list[str]:
    """The columns that a terminal has room for, two at least; ids aren't cut, and go before a name does."""
    needs = {column: max([cell_len(column), *(text.cell_len for text in texts)]) for column, texts in cells.items()}
    names = [column for column in cells if "name" in column][:1]
    wanted = list(cells)
    if names and sum(_BORDER + _share(column, needs) for column in {*wanted[:1], *names}) > width - 1:
        wanted = [*names, *(column for column in wanted if column not in names and not _is_id(column))]
    shown: list[str] = []
    room = width - 1
    for column in wanted:
        room -= _BORDER + _share(column, needs)
        if room < 0 and len(shown) > 1:
            break
        shown.append(column)
    return [column for column in cells if column in shown]


def _share(column: str, needs: Mapping[str, int]) -> int:
    """The width below which a column isn't made narrower."""
    return needs[column] if _is_id(column) else min(needs[column], _NARROW)


def _is_id(column: str) -> bool:
    return column.rpartition(".")[2] == "id"


def _flat(document: Mapping[str, Data], before: str = "") -> Iterator[tuple[str, Data]]:
    """Everything in a document by its dot path."""
    for name, value in document.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _cell(value: Data) -> Text:
    if value is None:
        return Text("")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, str):
        return Text(printable(_moment(value)))
    if isinstance(value, list) and all(isinstance(inner, str) for inner in value):
        return Text(", ").join(_cell(inner) for inner in value)
    return Text(write_json(value, indent=None) if isinstance(value, dict | list) else str(value))


def _moment(text: str) -> str:
    """A point in time by the clock of this machine, any other text as it is."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text):
        return text
    return f"{datetime.fromisoformat(text).astimezone():%Y-%m-%d %H:%M:%S}"

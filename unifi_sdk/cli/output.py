"""What a command prints: JSON in a pipe, tables on a terminal, errors and progress on standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final, Protocol, TextIO

from rich.cells import cell_len
from rich.console import Console as Terminal
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Ending
from unifi_sdk.cli.projection import pick

__all__ = ["Advance", "Output", "is_for_programs", "print_ending", "write_json"]

_UNSEEN: Final = re.compile(r"[^\x20-\x7e]")
_PIPED_WIDTH: Final = 200
_MOST_COLUMNS: Final = 7
_BORDER: Final = 3
_NARROW: Final = 16
"""How narrow a column may be made that holds no id."""


class Advance(Protocol):
    """Tells that work has gone on."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Say how far it is.

        Args:
            done: How many are done.
            total: How many there are in all, where that is known.
        """


def is_for_programs(json_asked: bool, stream: TextIO | None = None) -> bool:
    """Whether the output is read by a program rather than by a person.

    Args:
        json_asked: Whether ``--json`` was given.
        stream: Where it goes; standard output when left out.
    """
    return json_asked or not _is_terminal(stream or sys.stdout)


def write_json(document: Data, *, indent: int | None = 2, stream: TextIO | None = None) -> str:
    """JSON that shows on a terminal what it holds: characters that would stay unseen or move the cursor are escaped.

    Args:
        document: Plain data.
        indent: Blanks for each level; None for a single line.
        stream: Where it goes; what its encoding may lack is escaped as well.
    """
    encoding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    is_complete = encoding.lower().startswith(("utf", "u8"))
    return _UNSEEN.sub(_escaped, json.dumps(document, ensure_ascii=not is_complete, indent=indent))


def print_ending(ending: Ending, for_programs: bool) -> None:
    """Say on standard error how a command ended.

    Args:
        ending: What to say.
        for_programs: As JSON.
    """
    if not ending.code:
        return
    error, remediation = _one_line(ending.error), _one_line(ending.remediation)
    if for_programs:
        said: Data = {"error": error, "code": ending.code, "remediation": remediation}
        print(write_json(said, stream=sys.stderr), file=sys.stderr)
    else:
        terminal = Terminal(stderr=True, highlight=False, soft_wrap=True)
        terminal.print(Text.assemble(("unifi: ", "bold red"), error))
        terminal.print(Text(f"  {remediation}"))


class Output:
    """Prints results.

    Args:
        for_programs: JSON, in place of tables.
        quiet: No progress and no hints.
    """

    def __init__(self, *, for_programs: bool, quiet: bool = False) -> None:
        self.for_programs = for_programs
        self._quiet = quiet

    def document(self, document: Data, *, title: str = "") -> None:
        """Print one thing.

        Args:
            document: Plain data.
            title: What it is, for people.
        """
        if self.for_programs or not isinstance(document, dict):
            print(write_json(document))
            return
        table = Table(show_header=False, title=Text(_one_line(title)) if title else None, title_justify="left")
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        lists: dict[str, list[Data]] = {}
        for name, value in _flat(document):
            if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
                lists[name] = value
            else:
                table.add_row(Text(_one_line(name), style="bold"), _cell(value))
        self._terminal().print(table)
        for name, rows in lists.items():
            self.rows(rows, (), title=name)

    def rows(self, rows: Sequence[Data], columns: Sequence[str], *, selected: bool = False, title: str = "") -> None:
        """Print a list as a table.

        Args:
            rows: Plain data.
            columns: Dot paths; what most rows have, when there are none.
            selected: Whether the user chose the columns; otherwise the last ones are left out on a narrow terminal.
            title: What it is.
        """
        terminal = self._terminal()
        cells = {column: [_cell(pick(column, row)) for row in rows] for column in columns or _common(rows)}
        shown = list(cells) if selected else _fitting(cells, terminal.width)
        table = Table(title=Text(_one_line(title)) if title else None, title_justify="left")
        for column in shown:
            table.add_column(Text(_one_line(column)), overflow="fold", no_wrap=_is_id(column))
        for index in range(len(rows)):
            table.add_row(*(cells[column][index] for column in shown))
        terminal.print(table)
        if hidden := [_one_line(column) for column in cells if column not in shown]:
            self.say(f"no room for {', '.join(hidden)}: --select or --json shows them")

    def line(self, document: Mapping[str, Data]) -> None:
        """Print one of many things that come one by one: a line of JSON, or its values.

        Args:
            document: Plain data.
        """
        if self.for_programs:
            print(write_json(dict(document), indent=None), flush=True)
        else:
            texts = (_cell(value) for _, value in _flat(document) if value is not None)
            self._terminal(soft_wrap=True).print(Text("  ").join(texts))

    def say(self, text: str) -> None:
        """Tell a person something, on standard error; not when quiet.

        Args:
            text: A sentence.
        """
        if not self._quiet:
            Terminal(stderr=True, highlight=False, soft_wrap=True).print(Text(_one_line(text), style="dim"))

    @contextmanager
    def progress(self, what: str) -> Iterator[Advance]:
        """Show how far long work is, on a terminal's standard error; nothing elsewhere or when quiet.

        Args:
            what: What is done.
        """
        if self._quiet or not _is_terminal(sys.stderr):
            yield lambda done, total=None: None
            return
        columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, TimeElapsedColumn(), console=Terminal(stderr=True), transient=True) as progress:
            task = progress.add_task(escape(_one_line(what)), total=None)
            yield lambda done, total=None: progress.update(task, completed=done, total=total)

    def _terminal(self, *, soft_wrap: bool = False) -> Terminal:
        terminal = Terminal(highlight=False, soft_wrap=soft_wrap)
        if not _is_terminal(sys.stdout):
            terminal.width = _PIPED_WIDTH
        return terminal


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
    """The columns that a terminal has room for, two at least; ids aren't cut."""
    shown: list[str] = []
    room = width - 1
    for column, texts in cells.items():
        need = max([cell_len(column), *(text.cell_len for text in texts)])
        room -= _BORDER + (need if _is_id(column) else min(need, _NARROW))
        if room < 0 and len(shown) > 1:
            break
        shown.append(column)
    return shown


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
        return Text(_shown(_moment(value)))
    if isinstance(value, list) and all(isinstance(inner, str) for inner in value):
        return Text(", ").join(_cell(inner) for inner in value)
    return Text(write_json(value, indent=None) if isinstance(value, dict | list) else str(value))


def _shown(text: str) -> str:
    """Without what would move the cursor, turn the direction of the text or stay unseen."""
    return "".join(character if character.isprintable() else " " for character in text)


def _one_line(text: str) -> str:
    return " ".join(_shown(text).split())


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _moment(text: str) -> str:
    """A point in time by the clock of this machine, any other text as it is."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text):
        return text
    return f"{datetime.fromisoformat(text).astimezone():%Y-%m-%d %H:%M:%S}"


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\n" or character.isprintable():
        return character
    return json.dumps(character)[1:-1]

"""What a command prints: JSON in a pipe, tables on a terminal, errors and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol, TextIO

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Ending
from unifi_sdk.cli.texts import one_line, write_json

__all__ = ["Advance", "Output", "is_for_programs", "print_ending", "write_json"]


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


def print_ending(ending: Ending, for_programs: bool) -> None:
    """Say on standard error how a command ended.

    Args:
        ending: What to say.
        for_programs: As JSON.
    """
    if not ending.code:
        return
    error, remediation = one_line(ending.error), one_line(ending.remediation)
    if for_programs:
        said: Data = {"error": error, "code": ending.code, "remediation": remediation}
        print(write_json(said, stream=sys.stderr), file=sys.stderr)
    else:
        from unifi_sdk.cli.terminal import print_parts

        print_parts(("unifi: ", "bold red"), error, stderr=True)
        print_parts(f"  {remediation}", stderr=True)


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
        from unifi_sdk.cli.terminal import draw_document

        for name, rows in draw_document(document, title=title).items():
            self.rows(rows, (), title=name)

    def rows(self, rows: Sequence[Data], columns: Sequence[str], *, selected: bool = False, title: str = "") -> None:
        """Print a list as a table.

        Args:
            rows: Plain data.
            columns: Dot paths; what most rows have, when there are none.
            selected: Whether the user chose the columns; otherwise the last ones are left out on a narrow terminal.
            title: What it is.
        """
        from unifi_sdk.cli.terminal import draw_rows

        if hidden := draw_rows(rows, columns, selected=selected, title=title):
            self.say(f"no room for {', '.join(hidden)}: --select or --json shows them")

    def line(self, document: Mapping[str, Data]) -> None:
        """Print one of many things that come one by one: a line of JSON, or its values.

        Args:
            document: Plain data.
        """
        if self.for_programs:
            print(write_json(dict(document), indent=None), flush=True)
            return
        from unifi_sdk.cli.terminal import draw_line

        draw_line(document)

    def say(self, text: str) -> None:
        """Tell a person something, on standard error; not when quiet.

        Args:
            text: A sentence.
        """
        if not self._quiet:
            from unifi_sdk.cli.terminal import print_parts

            print_parts((one_line(text), "dim"), stderr=True)

    @contextmanager
    def progress(self, what: str) -> Iterator[Advance]:
        """Show how far long work is, on a terminal's standard error; nothing elsewhere or when quiet.

        Args:
            what: What is done.
        """
        if self._quiet or not _is_terminal(sys.stderr):
            yield lambda done, total=None: None
            return
        from unifi_sdk.cli.terminal import show_progress

        with show_progress(what) as advance:
            yield advance


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()

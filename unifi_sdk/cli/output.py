"""What a command prints: JSON in a pipe, tables on a terminal, errors and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Final, Protocol, TextIO

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Ending, Exit
from unifi_sdk.cli.texts import one_line, write_json

__all__ = ["Advance", "Format", "Output", "format_for", "print_ending", "write_json"]


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


_SEPARATORS: Final = {Format.CSV: ",", Format.TSV: "\t"}


class Advance(Protocol):
    """Tells that work has gone on."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Say how far it is.

        Args:
            done: How many are done.
            total: How many there are in all, where that is known.
        """


def format_for(asked: Format | None, stream: TextIO | None = None) -> Format:
    """What was asked for, else tables for a person and JSON for a program.

    Args:
        asked: What ``--format`` says.
        stream: Where results go; standard output when left out.
    """
    return asked or (Format.TABLE if _is_terminal(stream or sys.stdout) else Format.JSON)


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
        format: How.
        quiet: No progress and no hints.
    """

    def __init__(self, *, format: Format, quiet: bool = False) -> None:  # noqa: A002
        self.format = format
        self._quiet = quiet

    def document(self, document: Data, *, title: str = "", columns: Sequence[str] = ()) -> None:
        """Print one thing, or an envelope with a list in it.

        Args:
            document: Plain data; what stands below ``items`` of an envelope are the lines or rows of formats that have such.
            title: What it is, for people.
            columns: What the rows of an envelope show, as dot paths.
        """
        if self.format is Format.JSON or not isinstance(document, dict):
            print(write_json(document))
            return
        if self.format is Format.TABLE:
            from unifi_sdk.cli.terminal import draw_document

            for name, rows in draw_document(document, title=title).items():
                self.rows(rows, (), title=name)
            return
        items = document.get("items") if "schemaVersion" in document else None
        rows = items if isinstance(items, list) else [document]
        if self.format is Format.JSONL:
            for row in rows:
                print(write_json(row, indent=None))
            return
        from unifi_sdk.cli.delimited import write_rows

        write_rows(rows, columns, sys.stdout, separator=_SEPARATORS[self.format])

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
        if self.format in _SEPARATORS:
            raise CommandError(
                Exit.USAGE,
                f"what comes one by one has no columns that --format {self.format} could name",
                code="USAGE",
                remediation="use --format jsonl",
            )
        if self.format is not Format.TABLE:
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

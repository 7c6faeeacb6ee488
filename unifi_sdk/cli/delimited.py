"""Rows for spreadsheets and for tools that cut lines: CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import Final, TextIO

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.projection import pick
from unifi_sdk.cli.texts import printable, write_json

__all__ = ["write_rows"]

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@")


def write_rows(rows: Sequence[Data], columns: Sequence[str], stream: TextIO, *, separator: str) -> None:
    """Write a line with the names of the columns, and one for each row.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, since guests choose some of them. Line
    breaks, tabs and control characters in a text become blanks.

    Args:
        rows: Plain data.
        columns: Dot paths; all fields that hold no document when there are none.
        stream: Where to.
        separator: What stands between two columns.
    """
    flat = [_flat(row) if isinstance(row, dict) else {} for row in rows]
    names = columns or list(dict.fromkeys(name for row in flat for name in row))
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerow([printable(name) for name in names])
    for row, fields in zip(rows, flat, strict=True):
        writer.writerow([_cell(fields[name] if name in fields else pick(name, row)) for name in names])


def _flat(document: Mapping[str, Data], before: str = "") -> dict[str, Data]:
    found: dict[str, Data] = {}
    for name, value in document.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def _cell(value: Data) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = printable(value)
        return f"'{text}" if text.lstrip().startswith(_BEGINS_A_FORMULA) else text
    return write_json(value, indent=None) if isinstance(value, dict | list) else str(value)

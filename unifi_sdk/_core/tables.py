"""How models, lists and pictures show themselves in a notebook: HTML made of escaped text, with secrets masked."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import islice
from typing import Any, Final, Protocol, runtime_checkable

import attrs

__all__ = ["Shown", "model_table", "picture_bundle", "rows_table"]

MOST_ROWS: Final = 100
MOST_COLUMNS: Final = 20
LONGEST_CELL: Final = 80
"""Characters of a value in a list; a model that is shown for itself has `LONGEST_VALUE`."""
LONGEST_VALUE: Final = 400

_TABLE: Final = '<table class="tex2jax_ignore mathjax_ignore">'  # a name between two dollars is no formula
_LEFT: Final = ' style="text-align: left"'
_NAMES: Final = ("name", "display_name")
_SPEAKING: Final = (bool, int, float, date, time, timedelta)
"""What says by its text what it is; of anything else the ``repr`` is what may be shown."""
_PICTURES: Final = ("image/jpeg", "image/png", "image/gif", "image/webp")


@runtime_checkable
class Shown(Protocol):
    """What tells of itself field by field, as models do."""

    @property
    def extra(self) -> Mapping[str, object]:
        """What has no field."""

    def _shown(self) -> Iterator[tuple[attrs.Attribute[Any], object]]:
        """The fields that hold something."""


def model_table(shown: Shown) -> str:
    """A model as a table of two columns: each field that holds something, as its ``repr`` tells it.

    Args:
        shown: The model; of its `extra` only the number of keys is told.
    """
    cells = dict(_fields(shown, LONGEST_VALUE))
    if shown.extra:
        cells["extra"] = f"{len(shown.extra)} more on the wire"
    rows = "".join(f"<tr>{_head(name)}{_cell(text)}</tr>" for name, text in cells.items())
    return f"{_TABLE}<caption{_LEFT}>{_escape(type(shown).__name__)}</caption><tbody>{rows}</tbody></table>"


def rows_table(items: Sequence[object], *, total: int | None = None, undecodable: int = 0) -> str:
    """A list as a table with a row for each item, and a column for each field that holds something in one of them.

    Args:
        items: Models, of one class or of several; anything else stands in a column of its own by its ``repr``.
        total: How many there are in all, where these are a part of them.
        undecodable: How many more could not be decoded.
    """
    rows = [_row(item) for item in items[:MOST_ROWS]]
    used = {name: None for row in rows for name, text in row.items() if text}
    columns = sorted(used, key=lambda name: name not in _NAMES)
    notes = _notes(len(items), total, len(columns), undecodable)
    if not columns:
        return f"<p>{_escape(notes)}</p>"
    kept = columns[:MOST_COLUMNS]
    head = "".join(map(_head, kept))
    body = "".join(f"<tr>{''.join(_cell(row.get(name, '')) for name in kept)}</tr>" for row in rows)
    caption = f"<caption{_LEFT}>{_escape(notes)}</caption>"
    return f"{_TABLE}{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def picture_bundle(content: bytes, content_type: str) -> dict[str, str]:
    """A picture by its media type, for Jupyter to show; nothing where a browser would do more with it than show it.

    Args:
        content: The bytes of the file.
        content_type: Its media type, as the console says it.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if not content or media_type not in _PICTURES:
        return {}
    return {media_type: base64.b64encode(content).decode()}


def _row(item: object) -> dict[str, str]:
    if not isinstance(item, Shown):
        return {"value": _text(item, LONGEST_CELL)}
    return dict(_fields(item, LONGEST_CELL))


def _fields(shown: Shown, longest: int) -> Iterator[tuple[str, str]]:
    """The fields that a model's ``repr`` tells of, with their values as text."""
    for field, value in shown._shown():
        if callable(field.repr):  # that of a secret masks it
            yield field.name, _text(field.repr(value).strip("'"), longest)
        else:
            yield field.name, _text(value, longest)


def _text(value: object, longest: int) -> str:
    text = _plain(value, longest)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _plain(value: object, longest: int) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Enum):
        return _text(value.value, longest)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", " UTC")
    if isinstance(value, Shown):
        return _brief(value, longest)
    if isinstance(value, Mapping):
        return _counted(len(value), "entry", "entries") if value else ""
    if isinstance(value, tuple | list):
        return _joined(value, longest)
    return str(value) if isinstance(value, _SPEAKING) else repr(value)


def _brief(nested: Shown, longest: int) -> str:
    """A model within another one: its name if it has one, or what is in it."""
    fields = {name: text for name, text in _fields(nested, longest) if text}
    for name in _NAMES:
        if name in fields:
            return fields[name]
    return ", ".join(f"{name}: {text}" for name, text in fields.items())


def _joined(values: Sequence[object], longest: int) -> str:
    if values and all(isinstance(value, Shown) for value in values):
        return f"{len(values)} {type(values[0]).__name__}"
    return ", ".join(_text(value, longest) for value in islice(_flat(values), longest))


def _flat(values: Sequence[object]) -> Iterator[object]:
    """What lies in lists within lists, however deep."""
    open_lists = [iter(values)]
    while open_lists:
        for value in open_lists[-1]:
            if isinstance(value, tuple | list):
                open_lists.append(iter(value))
                break
            yield value
        else:
            open_lists.pop()


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _notes(count: int, total: int | None, columns: int, undecodable: int) -> str:
    notes = [_counted(count, "item", "items")]
    if total is not None and total > count:
        notes[0] += f" of {total}"
    if count > MOST_ROWS:
        notes.append(f"the first {MOST_ROWS} are shown, … and {count - MOST_ROWS} more")
    if columns > MOST_COLUMNS:
        notes.append(f"{columns - MOST_COLUMNS} more columns are not shown")
    if undecodable:
        notes.append(f"{undecodable} more could not be decoded, see .undecodable")
    return "; ".join(notes)


def _head(text: str) -> str:
    return f"<th{_LEFT}>{_escape(text)}</th>"


def _cell(text: str) -> str:
    return f'<td dir="auto"{_LEFT}>{_escape(text)}</td>'


def _escape(text: str) -> str:
    """Text for HTML; half a character, which JSON can carry and UTF-8 can't, becomes a question mark."""
    return html.escape(text.encode("utf-8", "replace").decode())

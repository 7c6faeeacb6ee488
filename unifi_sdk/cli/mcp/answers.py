"""Answers that fit into the budget of a model: what doesn't is kept, and read by a cursor."""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeAlias

import attrs

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit

__all__ = ["Answers", "Further", "Rows"]

CHARACTERS_OF_A_TOKEN: Final = 4
_MOST_KEPT: Final = 64
_HEAD: Final = 200
"""Characters that an envelope takes."""
_END_OF_MARK: Final = " [UNTRUSTED_DATA_END "


@attrs.frozen
class Rows:
    """A part of a list.

    Args:
        rows: Its items.
        further: Reads the next part; None behind the last.
    """

    rows: Sequence[Data]
    further: Further | None = None


Further: TypeAlias = Callable[[], Awaitable[Rows]]


@attrs.frozen
class _Rest:
    """What an answer had no room for: lines of a document first, then items of a list."""

    lines: Sequence[str] = ()
    rows: Rows | None = None


class Answers:
    """Cuts answers, and keeps the rest of each under a cursor.

    Args:
        budget: Tokens of an answer at most; a token counts as four characters.
    """

    def __init__(self, budget: int) -> None:
        self._most = budget * CHARACTERS_OF_A_TOKEN
        self._kept: OrderedDict[str, _Rest] = OrderedDict()

    def document(self, document: Data) -> str:
        """A document as JSON; one that is too long comes in parts of whole lines.

        Args:
            document: Plain data.
        """
        short = self._shortened(document)
        text = json.dumps(short, ensure_ascii=False)
        if len(text) <= self._most:
            return text
        return self._lines(_Rest(json.dumps(short, ensure_ascii=False, indent=1).split("\n")))

    async def rows(self, rows: Rows) -> str:
        """As many items of a list as there is room for.

        Args:
            rows: Where the list begins.
        """
        while not rows.rows and rows.further is not None:
            rows = await rows.further()
        shown: list[Data] = []
        size = _HEAD
        for row in map(self._shortened, rows.rows):
            size += len(json.dumps(row, ensure_ascii=False)) + 2
            if size > self._most:
                break
            shown.append(row)
        rest = Rows(rows.rows[len(shown) :], rows.further)
        if not shown and rows.rows:
            lines = json.dumps(self._shortened(rows.rows[0]), ensure_ascii=False, indent=1).split("\n")
            return self._lines(_Rest(lines, Rows(rows.rows[1:], rows.further)))
        cursor = self._keep(_Rest(rows=rest)) if rest.rows or rest.further else None
        return json.dumps({"items": shown, "count": len(shown), "nextCursor": cursor}, ensure_ascii=False)

    async def go_on(self, cursor: str) -> str:
        """The part behind an earlier one.

        Args:
            cursor: The ``nextCursor`` of an answer of this server.

        Raises:
            CommandError: there is none such, or it is too long ago.
        """
        rest = self._kept.get(cursor)
        if rest is None:
            raise CommandError(
                Exit.USAGE,
                "this cursor leads nowhere: it is none of this server's, or too old",
                code="CURSOR_UNKNOWN",
                remediation="ask again from the beginning, without a cursor",
            )
        if rest.lines or rest.rows is None:
            return self._lines(rest)
        return await self.rows(rest.rows)

    def _lines(self, rest: _Rest) -> str:
        taken, size = 0, _HEAD
        for line in rest.lines:
            size += len(line) + 1
            if taken and size > self._most:
                break
            taken += 1
        left = _Rest(rest.lines[taken:], rest.rows)
        has_more = left.lines or (left.rows and (left.rows.rows or left.rows.further))
        head = {"part_of_document": True, "nextCursor": self._keep(left) if has_more else None}
        return "\n".join([json.dumps(head), *rest.lines[:taken]])

    def _keep(self, rest: _Rest) -> str:
        cursor = secrets.token_hex(8)
        self._kept[cursor] = rest
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return cursor

    def _shortened(self, value: Data) -> Data:
        """With texts of half the budget at most, their marks kept; what was taken away is said in their place."""
        if isinstance(value, dict):
            return {name: self._shortened(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._shortened(inner) for inner in value]
        most = self._most // 2
        if not isinstance(value, str) or len(value) <= most:
            return value
        text, mark, end = value.rpartition(_END_OF_MARK) if value.endswith("]") else (value, "", "")
        text, mark, end = (text, mark, end) if text else (value, "", "")
        return f"{text[:most]} (… {len(text) - most} more characters are left out){mark}{end}"

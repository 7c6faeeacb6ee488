"""Texts that can be shown anywhere: nothing in them moves the cursor, turns the direction of the text or stays unseen."""

from __future__ import annotations

import json
import re
import sys
from typing import Final, TextIO

from unifi_sdk.cli.data import Data

__all__ = ["one_line", "printable", "write_json"]

_UNSEEN: Final = re.compile(r"[^\x20-\x7e]")


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


def printable(text: str) -> str:
    """The text with a blank in place of each character that can't be printed.

    Args:
        text: Any text.
    """
    return "".join(character if character.isprintable() else " " for character in text)


def one_line(text: str) -> str:
    """The same on one line, with one blank between words.

    Args:
        text: Any text.
    """
    return " ".join(printable(text).split())


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\n" or character.isprintable():
        return character
    return json.dumps(character)[1:-1]

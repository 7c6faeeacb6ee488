"""Marks around text that guests, visitors and neighbours choose, so that whoever reads it takes it for data."""

from __future__ import annotations

import re
import secrets
from typing import Final

__all__ = ["Fence"]

_MARKER: Final = re.compile(r"UNTRUSTED([\s_\-]*)DATA([\s_\-]*)(BEGIN|END)", re.IGNORECASE)


class Fence:
    """Puts a text between two marks that its author can't have known.

    Args:
        marker: What makes the marks of this run different from those of any other; random when left out.
    """

    def __init__(self, marker: str | None = None) -> None:
        self.marker = marker or secrets.token_hex(8)

    def wrap(self, text: str) -> str:
        """The text between its marks; what looks like a mark inside of it no longer does.

        Args:
            text: What somebody chose.
        """
        inner = _MARKER.sub(r"UNTRUSTED\1DATA\2(\3)", _one_line(text)).replace(self.marker, "")
        return f"[UNTRUSTED_DATA_BEGIN {self.marker}] {inner} [UNTRUSTED_DATA_END {self.marker}]"


def _one_line(text: str) -> str:
    """Without line breaks, control characters and characters that turn the direction of the text or stay unseen."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())

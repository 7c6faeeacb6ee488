"""Marks around text that guests, visitors and neighbours choose, so that whoever reads it takes it for data."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

__all__ = ["Fence", "defuse", "imitates"]

_ALIKE: Final = {
    "a": "4@\u0251\u03b1\u0430\u0434\u1d00\u13aa\ua4ee\u2200",
    "b": "8\u0299\u03b2\u0412\u0432\u042c\u044c\u13f4\u15f7\ua4d0",
    "d": "\u00f0\u0111\u0256\u0257\u0501\u13a0\u15de\u1d05\ua4d3",
    "e": "3\u0259\u025b\u03b5\u03be\u0435\u0454\u0451\u13ac\u1d07\ua4f0\u212e\u20ac\u2211",
    "g": "69\u0261\u0262\u050d\u0581\u13c0\ua4d6",
    "i": "1l|!\u0131\u0269\u026a\u03b9\u0406\u0456\u04c0\u04cf\u05c0\u05d5\u05df\u0627\u13a5\u2223\u2d4f\ua4f2\ua7fe",
    "n": "\u0274\u039d\u03b7\u03a0\u0418\u0438\u043f\u0548\u0578\u057c\u144e\ua4e0\u2229",
    "r": "\u0280\u0433\u042f\u044f\u1d26\u13a1\u13d2\u1587\ua4e3\u0279",
    "s": "5$\u017f\u0455\u054f\u13da\ua4e2\ua731\u00a7\u0282",
    "t": "7+\u03c4\u0422\u0442\u13a2\u1d1b\ua4d4\u2020\u22a4",
    "u": "v\u03bd\u028b\u03c5\u03bc\u057d\u054d\u1200\u144c\u1d1c\ua4f4\u222a\u22c3\u0446",
}
"""Characters that are read as a Latin letter, beside those that Unicode itself takes for a form of it."""
_PLAIN: Final = {ord(alike): letter for letter, others in _ALIKE.items() for alike in others}
_IN_BOXES: Final = (0x1F150, 0x1F170, 0x1F1E6)  # A to Z as white letters in circles and squares, and as flags
_UNSEEN_LETTERS: Final = "\u115f\u1160\u3164\uffa0"
_DEFUSED: Final = "(imitated mark)"


class Fence:
    """Puts a text between two marks that its author can't have known.

    Args:
        marker: What makes the marks of this run different from those of any other; random when left out.
    """

    def __init__(self, marker: str | None = None) -> None:
        self.marker = marker or secrets.token_hex(8)

    def wrap(self, text: str) -> str:
        """The text on one line between its marks; what could be read as a mark inside of it is replaced.

        Args:
            text: What somebody chose.
        """
        inner = defuse(text, self.marker)
        return f"[UNTRUSTED_DATA_BEGIN {self.marker}] {inner} [UNTRUSTED_DATA_END {self.marker}]"


def imitates(text: str) -> bool:
    """Whether something in a text could be read as a mark, in whatever letters.

    Args:
        text: What somebody wrote.
    """
    return bool(_marks("").search(_read(_one_line(text))))


def defuse(text: str, marker: str = "") -> str:
    """The text on one line, without anything that could be read as a mark.

    Letters are compared by what they look like: those of other alphabets, in other widths and shapes, with accents, or with
    anything between them that is no letter.

    Args:
        text: What somebody chose.
        marker: What else it must not hold.
    """
    line = _one_line(text)
    seen = [(letter, at) for at, character in enumerate(line) for letter in _letters(character)]
    read = "".join(letter for letter, _ in seen)
    parts, done = [], 0
    for found in _marks(marker).finditer(read):
        first, last = seen[found.start()][1], seen[found.end() - 1][1]
        parts += [line[done:first], _DEFUSED]
        done = last + 1
    return "".join([*parts, line[done:]])


@lru_cache(maxsize=8)
def _marks(marker: str) -> re.Pattern[str]:
    """The marks as they are read."""
    words = ["UNTRUSTED_DATA_BEGIN", "UNTRUSTED_DATA_END", marker]
    return re.compile("|".join(re.escape(read) for read in map(_read, words) if read))


def _read(text: str) -> str:
    return "".join(letter for character in text for letter in _letters(character))


@lru_cache(maxsize=4096)
def _letters(character: str) -> tuple[str, ...]:
    """The plain letters and digits that a character is read as; none for what stands between letters."""
    return tuple(_plain_letters(character))


def _plain_letters(character: str) -> Iterator[str]:
    for part in unicodedata.normalize("NFKD", _out_of_its_box(character)):
        for letter in part.casefold():
            read = _PLAIN.get(ord(part)) or _PLAIN.get(ord(letter)) or letter
            if read.isalnum() and unicodedata.category(read) != "Lm" and read not in _UNSEEN_LETTERS:
                yield read


def _out_of_its_box(character: str) -> str:
    for first in _IN_BOXES:
        if first <= ord(character) < first + 26:
            return chr(ord("a") + ord(character) - first)
    return character


def _one_line(text: str) -> str:
    """Without line breaks, control characters and characters that turn the direction of the text or stay unseen."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())

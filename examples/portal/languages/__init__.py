"""The languages of the portal, one file for each; a guest gets the one that the browser asks for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

__all__ = ["DEFAULT", "Language", "Languages"]

DEFAULT: Final = "en"
"""For guests whose browser asks for none that there is."""

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Language:
    """What the portal says in one language.

    Args:
        code: As browsers ask for it, such as ``de``.
        direction: ``ltr``, or ``rtl`` for one that is written from the right.
        thousands: What stands between groups of digits.
        decimal: What stands before fractions.
        moment: A day and a time.
        weekdays: From Monday on.
        months: From January on.
        texts: What stands on the pages.
        errors: What is wrong with a field.
        problems: Title and text of what stands in the way.
    """

    code: str
    direction: str
    thousands: str
    decimal: str
    moment: str
    weekdays: list[str]
    months: list[str]
    texts: dict[str, str]
    errors: dict[str, str]
    problems: dict[str, list[str]]

    def number(self, value: float) -> str:
        """A number as people write it."""
        marks = {",": self.thousands, ".": self.decimal}
        text = f"{value:,}" if isinstance(value, int) else f"{value:g}"
        return "".join(marks.get(char, char) for char in text)

    def problem(self, key: str, **values: object) -> tuple[str, str]:
        """Title and text of a problem."""
        title, text = self.problems[key]
        return title, Template(text).substitute(start_again=self.texts["start_again"], **values)


class Languages:
    """Every language of which there is a file.

    Args:
        folder: With a file for each, named by its code.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        files = sorted(folder.glob("*.toml"))
        self.by_code = {file.stem: Language(**tomllib.loads(file.read_text("utf-8"))) for file in files}

    def choose(self, wished: str) -> Language:
        """The language that a browser likes best of those that there are.

        Args:
            wished: ``Accept-Language``, such as ``de-AT, de;q=0.9, en;q=0.5``; what can't be read in it is passed over.
        """
        wishes = [_wish(part) for part in wished.split(",")[:50]]
        for _, code in sorted(wishes, key=lambda wish: -wish[0]):
            if code in self.by_code:
                return self.by_code[code]
        return self.by_code[DEFAULT]


def _wish(part: str) -> tuple[float, str]:
    """How much a language is liked; "" for one that is refused."""
    tag, _, quality = part.replace(" ", "").lower().partition(";q=")
    try:
        liked = float(quality or 1)
    except ValueError:
        liked = 0.0
    return (liked, tag.partition("-")[0]) if 0 < liked <= 1 else (0.0, "")

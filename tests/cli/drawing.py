"""Pictures of a recorded terminal: one that moves, of all of it, and ones that stand still, of a command each.

A recording is an asciicast, version 2. Its keystrokes ("i") are what was typed; everything else is what was printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

import attrs
from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.segment import Segment
from rich.terminal_theme import TerminalTheme

__all__ = ["PROMPT", "Cast", "Row", "draw_film", "draw_still", "replay", "seconds_of"]

PROMPT: Final = "\x1b[1;32m$\x1b[0m "

_CELL: Final = 8.4
_LINE: Final = 18.0
_FONT_SIZE: Final = 14
_BASELINE: Final = 13.2
_SIDE: Final = 20.0
_BAR: Final = 36.0
_HEAD: Final = 10.0
_FOOT: Final = 14.0
_HOLD: Final = 6.0
"""How long the last picture stays before the film begins anew, in seconds."""
_TOGETHER: Final = 0.08
"""Rows that come within so many seconds appear at once."""

_INK: Final = "#d5dbe5"
_BRIGHT: Final = "#ffffff"
_DIM: Final = "#98a3b5"
_RULE: Final = "#5b677b"
_GROUND: Final = "#12161e"
_FRAME: Final = "#1c222d"
_DARK: Final = (
    *((90, 99, 116), (255, 123, 123), (113, 217, 138), (240, 199, 94)),
    *((108, 170, 255), (212, 148, 255), (86, 212, 221), (213, 219, 229)),
)
_LIGHT: Final = (
    *((140, 150, 168), (255, 150, 150), (146, 235, 168), (255, 218, 130)),
    *((148, 195, 255), (228, 180, 255), (130, 230, 236), (255, 255, 255)),
)
_THEME: Final = TerminalTheme((18, 22, 30), (213, 219, 229), list(_DARK), list(_LIGHT))

# which arms of a box character are there, and how heavy: up, right, down, left
_ARMS: Final = {
    "─": (0, 1, 0, 1), "━": (0, 2, 0, 2), "│": (1, 0, 1, 0), "┃": (2, 0, 2, 0),
    "┌": (0, 1, 1, 0), "┐": (0, 0, 1, 1), "└": (1, 1, 0, 0), "┘": (1, 0, 0, 1),
    "├": (1, 1, 1, 0), "┤": (1, 0, 1, 1), "┬": (0, 1, 1, 1), "┴": (1, 1, 0, 1), "┼": (1, 1, 1, 1),
    "┏": (0, 2, 2, 0), "┓": (0, 0, 2, 2), "┗": (2, 2, 0, 0), "┛": (2, 0, 0, 2),
    "┣": (2, 2, 2, 0), "┫": (2, 0, 2, 2), "┳": (0, 2, 2, 2), "┻": (2, 2, 0, 2), "╋": (2, 2, 2, 2),
    "┡": (2, 2, 1, 0), "╇": (2, 2, 1, 2), "┩": (2, 0, 1, 2),
    "╭": (0, 1, 1, 0), "╮": (0, 0, 1, 1), "╰": (1, 1, 0, 0), "╯": (1, 0, 0, 1),
}  # fmt: skip

_CONTROL: Final = re.compile(r"(\x1b\[\?\d+[hl]|\x1b\[\d*[AK]|\r\n|\r|\n|\x07)")
_UP: Final = re.compile(r"\x1b\[(\d*)A")
_WIPE: Final = re.compile(r"\x1b\[\d*K")
_CUT_OFF: Final = re.compile(r"\x1b(\[[\d;?]*)?$")
_COLOURS: Final = re.compile(r"\x1b\[[\d;]*m")
_WORDS: Final = re.compile(r"\S+(?: \S+)*")

_STYLE: Final = f"""\
text{{font:{_FONT_SIZE}px ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",\
monospace;fill:{_INK};white-space:pre}}
.t{{fill:{_BRIGHT};font-weight:600}}.b{{font-weight:700}}.d{{fill:{_DIM}}}
.w{{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;font-size:13px;fill:{_DIM};text-anchor:middle}}
path{{stroke:{_RULE};fill:none}}.h{{stroke-width:2}}
"""


@attrs.define
class Typed:
    """Keys that were typed one after the other, in one row.

    Args:
        column: Where the first one stands.
        start: When it was pressed, in seconds.
    """

    column: int
    start: float
    end: float = 0.0
    entered: float = 0.0
    count: int = 0


@attrs.define
class Row:
    """A row of the terminal, with its colours.

    Args:
        text: What stands in it at the end.
        shown: When it came to stand there, in seconds; that of what was typed is when it could be typed.
    """

    text: str = ""
    shown: float = 0.0
    typed: Typed | None = None

    @property
    def plain(self) -> str:
        """The text without its colours."""
        return _COLOURS.sub("", self.text)


@attrs.frozen
class Cast:
    """An asciicast.

    Args:
        width: Columns.
        height: Rows.
        events: Seconds since the start, "o" for printed and "i" for typed, and the text.
    """

    width: int
    height: int
    events: Sequence[tuple[float, str, str]]

    @classmethod
    def parse(cls, text: str) -> Cast:
        """Read a file's text.

        Args:
            text: Lines of JSON.
        """
        header, *lines = map(json.loads, text.splitlines())
        return cls(header["width"], header["height"], [(moment, kind, data) for moment, kind, data in lines])

    def dump(self, title: str) -> str:
        """The text of a file.

        Args:
            title: What players show.
        """
        header = {"version": 2, "width": self.width, "height": self.height, "title": title}
        environment = {"SHELL": "/bin/sh", "TERM": "xterm-256color"}
        lines = [header | {"env": environment}, *([round(moment, 3), kind, data] for moment, kind, data in self.events)]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def replay(events: Iterable[tuple[float, str, str]], width: int) -> list[Row]:
    """The rows that stand at the end, without what was wiped out again, such as progress.

    Args:
        events: Those of a cast.
        width: How many columns there are.

    Raises:
        ValueError: a row is wider; a terminal would have broken it.
    """
    rows, at, is_over, held = [Row()], 0, False, ""
    for moment, kind, data in events:
        if kind == "i":
            _press(rows[at], moment, data)
            continue
        whole = held + data
        cut = _CUT_OFF.search(whole)
        held = cut[0] if cut else ""
        for token in _CONTROL.split(whole.removesuffix(held) if held else whole):
            if token.endswith("\n"):
                at, is_over = at + 1, False
                rows += [Row(shown=moment)] * (at == len(rows))
            elif found := _UP.fullmatch(token):
                at -= int(found[1] or 1)
            elif _WIPE.fullmatch(token):
                rows[at].text, is_over = "", False
            elif token == "\r":
                is_over = True
            elif token and not token.startswith("\x1b[?"):
                rows[at].text = token if is_over else rows[at].text + token
                is_over = False
                if rows[at].typed is None:
                    rows[at].shown = moment
    too_wide = [row.plain for row in rows if len(row.plain) > width]
    if too_wide:
        raise ValueError(f"wider than {width} columns: {too_wide[0]!r}")
    return rows


def seconds_of(rows: Sequence[Row]) -> float:
    """How long it takes, in seconds.

    Args:
        rows: What `replay` gave.
    """
    return max(row.shown for row in rows)


def draw_still(rows: Sequence[Row], width: int, title: str, about: str) -> str:
    """A picture of some rows, as SVG.

    Args:
        rows: What `replay` gave, or a part of it.
        width: How many columns there are.
        title: What it is called.
        about: What it shows, for those who can't see it.
    """
    body = "".join(_row(row, index) for index, row in enumerate(rows)) + _boxes(rows, 0)
    return _window(body, width, len(rows), title, about)


def draw_film(cast: Cast, title: str, about: str) -> str:
    """A picture of all of it that moves by itself, as SVG without a script; still, and at its end, where nothing may move.

    Args:
        cast: The recording.
        title: What it is called.
        about: What it shows, for those who can't see it.
    """
    rows = replay(cast.events, cast.width)
    total = seconds_of(rows) + _HOLD
    drawn, rules = [], []
    for number, (first, block) in enumerate(_blocks(rows)):
        rules.append(_appears(f"r{number}", block[0].shown, total))
        inside = "".join(_row(row, first + index) for index, row in enumerate(block)) + _boxes(block, first)
        drawn.append(f'<g class="r{number}">{inside}</g>\n')
        for index, row in enumerate(block):
            if row.typed:
                drawn.append(_cover(f"k{number}", row.typed, first + index, cast.width))
                rules.append(_types(f"k{number}", row, row.typed, total))
    rules.append(_scrolls(rows, cast.height, total))
    last = rows[-1]
    drawn.append(_cursor(len(last.plain), len(rows) - 1, f"r{number}"))
    moving = "\n".join(rules)
    style = (
        f".c{{visibility:hidden}}.s{{transform:translateY({_scroll_of(len(rows), cast.height)}px)}}\n"
        f"@media (prefers-reduced-motion:no-preference){{\n{moving}\n}}\n"
    )
    body = f'<g class="s">\n{"".join(drawn)}</g>'
    return _window(body, cast.width, cast.height, title, about, style)


def _press(row: Row, moment: float, key: str) -> None:
    if key == "\r":
        if row.typed:
            row.typed.entered = moment
        return
    if row.typed is None:
        row.typed = Typed(len(row.plain), moment)
    row.typed.count += len(key)
    row.typed.end = moment


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Rows that appear together, with the number of the first; what is typed begins a block and ends it."""
    block: list[Row] = []
    for index, row in enumerate(rows):
        if block and (row.typed or block[-1].typed or row.shown - block[0].shown > _TOGETHER):
            yield index - len(block), block
            block = []
        block.append(row)
    yield len(rows) - len(block), block


def _row(row: Row, number: int) -> str:
    """The text of a row: each run of one style stands at its column, whichever font is there."""
    parts, column = [], 0
    y = _number(number * _LINE + _BASELINE)
    for segment in _segments(row):
        text = "".join(" " if character in _ARMS else character for character in segment.text)
        for found in _WORDS.finditer(text):
            x = _number((column + found.start()) * _CELL)
            length = _number(len(found[0]) * _CELL)
            look = _look(segment, is_typed=row.typed is not None and column + found.start() >= row.typed.column)
            parts.append(
                f'<text x="{x}" y="{y}" textLength="{length}" lengthAdjust="spacingAndGlyphs"{look}>'
                f"{escape(found[0], quote=False)}</text>"
            )
        column += len(segment.text)
    return "".join(parts)


def _segments(row: Row) -> Iterator[Segment]:
    console = Console(color_system="truecolor", width=10_000)
    for text in AnsiDecoder().decode(row.text):
        yield from text.render(console)


def _look(segment: Segment, *, is_typed: bool) -> str:
    if is_typed:
        return ' class="t"'
    style = segment.style
    if style is None:
        return ""
    classes = " ".join(name for name, is_on in (("b", style.bold), ("d", style.dim)) if is_on)
    look = f' class="{classes}"' if classes else ""
    if style.color is not None and not style.color.is_default:
        look += f' style="fill:{style.color.get_truecolor(_THEME).hex}"'
    return look


def _boxes(rows: Sequence[Row], first: int) -> str:
    """The lines of tables, drawn, so that they meet whichever font is there."""
    light: list[str] = []
    heavy: list[str] = []
    for number, row in enumerate(rows, first):
        flat: list[tuple[int, float, float]] = []
        for column, character in enumerate(row.plain):
            x, y = (column + 0.5) * _CELL, (number + 0.5) * _LINE
            up, right, down, left = _ARMS.get(character, (0, 0, 0, 0))
            for weight, begin, end in ((left, x - _CELL / 2, x), (right, x, x + _CELL / 2)):
                if weight and flat and flat[-1][0] == weight and abs(flat[-1][2] - begin) < 0.01:
                    flat[-1] = (weight, flat[-1][1], end)
                elif weight:
                    flat.append((weight, begin, end))
            for weight, top, bottom in ((up, y - _LINE / 2, y), (down, y, y + _LINE / 2)):
                if weight:
                    (heavy if weight == 2 else light).append(f"M{_number(x)} {_number(top)}V{_number(bottom)}")
        for weight, begin, end in flat:
            y = (number + 0.5) * _LINE
            (heavy if weight == 2 else light).append(f"M{_number(begin)} {_number(y)}H{_number(end)}")
    thin = f'<path d="{"".join(light)}"/>' if light else ""
    return thin + (f'<path class="h" d="{"".join(heavy)}"/>' if heavy else "")


def _cover(name: str, typed: Typed, row: int, width: int) -> str:
    """What lies over the keys that aren't pressed yet, with the cursor at its left."""
    x, y = _number(typed.column * _CELL), _number(row * _LINE)
    size = _number((width + 2 - typed.column) * _CELL)
    return (
        f'<g class="c {name}"><rect x="{x}" y="{y}" width="{size}" height="{_number(_LINE)}" fill="{_GROUND}"/>'
        f'<rect x="{x}" y="{y}" width="{_number(_CELL)}" height="{_number(_LINE)}" fill="{_INK}"/></g>\n'
    )


def _cursor(column: int, row: int, name: str) -> str:
    x, y = _number(column * _CELL), _number(row * _LINE)
    return f'<rect class="{name}" x="{x}" y="{y}" width="{_number(_CELL)}" height="{_number(_LINE)}" fill="{_INK}"/>\n'


def _appears(name: str, moment: float, total: float) -> str:
    at = _percent(moment, total)
    frames = f"0%{{visibility:hidden}}{at}{{visibility:visible}}"
    return f"@keyframes {name}{{{frames}}}.{name}{{animation:{name} {_number(total)}s step-end infinite}}"


def _types(name: str, row: Row, typed: Typed, total: float) -> str:
    moved = f"transform:translateX({_number(typed.count * _CELL)}px)"
    frames = (
        "0%{visibility:hidden;transform:none}"
        f"{_percent(row.shown, total)}{{visibility:visible;transform:none}}"
        f"{_percent(typed.start, total)}{{transform:none;animation-timing-function:steps({typed.count},start)}}"
        f"{_percent(max(typed.end, typed.start + 0.01), total)}{{visibility:visible;{moved}}}"
        f"{_percent(typed.entered, total)}{{visibility:hidden;{moved}}}"
    )
    return f"@keyframes {name}{{{frames}}}.{name}{{animation:{name} {_number(total)}s step-end infinite}}"


def _scrolls(rows: Sequence[Row], height: int, total: float) -> str:
    """The rows move up when there are more than the window has."""
    moments: dict[str, float] = {"0%": 0.0}
    for first, block in _blocks(rows):
        moments[_percent(block[0].shown, total)] = _scroll_of(first + len(block), height)
    frames = "".join(f"{at}{{transform:translateY({_number(to)}px)}}" for at, to in moments.items())
    return f"@keyframes s{{{frames}}}.s{{animation:s {_number(total)}s step-end infinite}}"


def _scroll_of(count: int, height: int) -> float:
    return -max(0, count - height) * _LINE


def _window(body: str, columns: int, count: int, title: str, about: str, style: str = "") -> str:
    width, inner = columns * _CELL + 2 * _SIDE, count * _LINE
    height, bar = _BAR + _HEAD + inner + _FOOT, _number(_BAR)
    dots = "".join(
        f'<circle cx="{22 + 20 * index}" cy="{_number(_BAR / 2)}" r="6" fill="{colour}"/>'
        for index, colour in enumerate(("#ff6159", "#ffbd2e", "#28c941"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}" '
        f'width="{_number(width)}" height="{_number(height)}" role="img" aria-labelledby="title about">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="about">{escape(about)}</desc>\n'
        f"<style>\n{_STYLE}{style}</style>\n"
        f'<rect x=".5" y=".5" width="{_number(width - 1)}" height="{_number(height - 1)}" rx="10" fill="{_GROUND}" '
        'stroke="#3a4456"/>\n'
        f'<path d="M1 {bar}V10.5a9.5 9.5 0 0 1 9.5-9.5H{_number(width - 10.5)}a9.5 9.5 0 0 1 9.5 9.5V{bar}Z" '
        f'style="fill:{_FRAME};stroke:none"/>\n'
        f'{dots}<text class="w" x="{_number(width / 2)}" y="{_number(_BAR / 2 + 4.5)}">{escape(title)}</text>\n'
        f'<svg x="{_number(_SIDE)}" y="{_number(_BAR + _HEAD)}" width="{_number(width - _SIDE)}" height="{_number(inner)}" '
        f'overflow="hidden">\n{body}\n</svg>\n</svg>\n'
    )


def _percent(moment: float, total: float) -> str:
    return f"{_number(100 * moment / total, 3)}%"


def _number(value: float, digits: int = 1) -> str:
    return f"{round(value, digits) + 0:g}" if digits == 1 else f"{round(value, digits) + 0:.6g}"

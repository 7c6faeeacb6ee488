"""Pages of documentation as programs: their fences in order, run in one namespace."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import attrs

__all__ = [
    "DOCS",
    "PAGES",
    "ROOT",
    "Block",
    "fence_languages",
    "name_of",
    "read_blocks",
    "run_blocks",
    "source_of_tests",
    "wide_lines",
]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *(path for path in sorted(DOCS.rglob("*.md")) if "_build" not in path.parts)]

_FENCE = re.compile(r"( *)(`{3,})([^`\s]*).*")
_FILE = re.compile(r"<!-- file: (\S+)\.py -->")
_COMMAND = re.compile(r"<!-- \w+ -->")
_NO_RUN = re.compile(r"<!-- no-run: \S.* -->")
_MODULE = "page"


@attrs.frozen
class Block:
    """Code of a page.

    Args:
        code: The text.
        line: The page's line of its first line, from 1.
        output: What it must print, or None when nothing is said.
        module: The module whose whole source it is, if it is one.
    """

    code: str
    line: int
    output: str | None = None
    module: str = ""

    @property
    def is_script(self) -> bool:
        """Whether it starts an event loop of its own."""
        return "asyncio.run(" in self.code

    @property
    def is_test(self) -> bool:
        """Whether it belongs into a test file."""
        return bool(re.search(r"^(async )?def test_|^@pytest\.", self.code, re.MULTILINE))


@attrs.frozen
class _Part:
    language: str
    text: str
    line: int
    before: str
    """The last line before it that isn't blank."""


def read_blocks(page: str) -> list[Block]:
    """The Python fences of a page and its hidden blocks, in order.

    A fence behind ``<!-- no-run: reason -->`` is left out. A ``text`` fence right behind a Python fence is its output. A
    fence behind ``<!-- file: path -->`` is a whole file of the library. An HTML comment that begins with ``test`` is a block
    that readers don't see.
    """
    blocks: list[Block] = []
    open_fence = False
    for part in _parts(page):
        if part.language == "text" and part.before.endswith("```") and open_fence:
            blocks[-1] = attrs.evolve(blocks[-1], output=part.text)
        open_fence = part.language == "python" and not _NO_RUN.fullmatch(part.before)
        if open_fence or part.language == "<!-- test":
            file = _FILE.fullmatch(part.before)
            blocks.append(Block(part.text, part.line, module=file[1].replace("/", ".") if file else ""))
    return blocks


def fence_languages(page: str) -> set[str]:
    """What the fences of a page say they are."""
    return {part.language for part in _parts(page)}


def name_of(path: Path) -> str:
    """A file by its path from the root of the checkout."""
    return path.relative_to(ROOT).as_posix()


def wide_lines(page: str, columns: int) -> list[tuple[int, str]]:
    """The lines of fences that are longer than so many columns, with their numbers on the page.

    A fence behind a comment of one word, such as ``<!-- demo -->``, is a command that programs take from the page, and may be
    of any length.
    """
    return [
        (number, line)
        for part in _parts(page)
        if part.language != "<!-- test" and not _COMMAND.fullmatch(part.before)
        for number, line in enumerate(part.text.splitlines(), part.line)
        if len(line) > columns
    ]


def source_of_tests(blocks: list[Block]) -> str:
    """The blocks that hold tests and fixtures, as one file."""
    return "\n\n".join(block.code for block in blocks if block.is_test)


async def run_blocks(blocks: list[Block], names: Mapping[str, object], path: Path) -> None:
    """Run the blocks that hold no tests, one after the other.

    Args:
        blocks: The blocks of one page.
        names: What is there before the first block.
        path: The page, for tracebacks.

    Raises:
        AssertionError: a block printed something else than the page says.
    """
    with _module(names) as scope:
        for block in blocks:
            if block.is_test:
                continue
            printed = await _run(block, scope, path)
            if block.output is not None:
                assert printed == block.output, f"{path}, line {block.line}: another output"


async def _run(block: Block, scope: dict[str, object], path: Path) -> str:
    source = "\n" * (block.line - 1) + block.code
    code = compile(source, str(path), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        if block.is_script:
            await asyncio.to_thread(exec, code, scope)
        elif code.co_flags & inspect.CO_COROUTINE:
            await eval(code, scope)
        else:
            exec(code, scope)
    return printed.getvalue()


@contextlib.contextmanager
def _module(names: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """A namespace that is a module, where classes find the names of their annotations."""
    module = sys.modules[_MODULE] = ModuleType(_MODULE)
    vars(module).update(names)
    try:
        yield vars(module)
    finally:
        del sys.modules[_MODULE]


def _parts(page: str) -> Iterator[_Part]:
    """The fences and hidden blocks of a page, and the line that stands before each."""
    lines = iter(enumerate(page.splitlines(), 1))
    before = ""
    for number, line in lines:
        fence = _FENCE.fullmatch(line)
        if fence:
            indent, ticks, language = fence.groups()
            yield _Part(language, _text_until(lines, indent + ticks, len(indent)), number + 1, before)
            before = ticks
        elif line == "<!-- test":
            yield _Part(line, _text_until(lines, "-->", 0), number + 1, before)
            before = "-->"
        else:
            before = line.strip() or before


def _text_until(lines: Iterator[tuple[int, str]], end: str, indent: int) -> str:
    text = ""
    for _, line in lines:
        if line.rstrip() == end:
            return text
        text += line[indent:] + "\n"
    raise ValueError(f"{end} is missing")

"""Pages of documentation as modules for a type checker, whose lines are the lines of the page.

The fences of a page become one coroutine, since they await without a frame around them. Fences that define tests become a
module of their own, as they do when they run, and so does each script that starts a loop and each whole file of the library.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.support.pages import Block, read_blocks

__all__ = ["errors_by_page", "modules_of"]

_PREAMBLE = """\
from unifi_sdk import Console
from unifi_sdk.network import SiteScope
from unifi_sdk.simulator import ManualClock, SimulatedCloud, SimulatedConsole

HOST: str
HOST_NAME: str
PORT: int
ACCESS_HOST: str
ACCESS_PORT: int
KEY: str
CLOUD_KEY: str
TOKEN: str
FINGERPRINTS: tuple[str, ...]
PIN: str
USERNAME: str
PASSWORD: str
console: Console
site: SiteScope
simulated: SimulatedConsole
simulated_cloud: SimulatedCloud
clock: ManualClock
"""
_NAMES = re.findall(r"^(\w+):", _PREAMBLE, re.MULTILINE)
"""What is there before the first fence, as `tests.test_docs` provides it."""


def modules_of(pages: Mapping[str, str]) -> dict[str, str]:
    """The sources of the modules that a type checker reads, by the names of their files.

    Args:
        pages: The text of each page by its name.
    """
    modules = {"preamble.py": _PREAMBLE}
    for page, text in pages.items():
        blocks = read_blocks(text)
        alone = {
            block: f"{_module_name(page)}_from_{block.line}" for block in blocks if block.is_script or block.module
        }
        program = [block for block in blocks if not block.is_test]
        tests = [block for block in blocks if block.is_test]
        made = {
            f"{_module_name(page)}_program": _coroutine(program, alone) if program else "",
            f"{_module_name(page)}_tests": _lined_up("", tests, lambda block: block.code),
            **{name: _lined_up("", [block], lambda block: block.code) for block, name in alone.items()},
        }
        names = {block.module: name for block, name in alone.items() if block.module}
        modules |= {f"{name}.py": _renamed(source, names) for name, source in made.items() if source}
    return modules


def errors_by_page(report: str, pages: Iterable[str]) -> list[str]:
    """What a type checker reported, with the page in place of the module that was made of it.

    Args:
        report: Its lines.
        pages: The names of the pages.
    """
    names = {_module_name(page): page for page in pages}
    found = []
    for line in report.splitlines():
        place = re.match(r"(\S*?)_(?:program|tests|from_\d+)\.py(:\d+: .*)", line)
        if place:
            found.append(names[Path(place[1]).name] + place[2])
        elif ": error: " in line:
            found.append(line)
    return found


def _coroutine(blocks: list[Block], alone: Mapping[Block, str]) -> str:
    head = f"from preamble import {', '.join(_NAMES)}\nasync def page() -> None:\n"

    def part(block: Block) -> str:
        code = block.code
        if block in alone:
            names = _exported(code)
            code = f"from {alone[block]} import {', '.join(names)}\n" if names else "pass\n"
        return textwrap.indent(code, "    ")

    return _lined_up(head, blocks, part)


def _lined_up(head: str, blocks: Iterable[Block], part: Callable[[Block], str]) -> str:
    """Parts of a module, each in the line where it begins on the page."""
    text = head
    for block in blocks:
        text += "\n" * (block.line - 1 - text.count("\n")) + part(block)
    return text


def _exported(code: str) -> list[str]:
    for node in ast.parse(code).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []


def _renamed(source: str, names: Mapping[str, str]) -> str:
    """A module that imports from the page's other modules what it would import from the library."""
    for module, name in names.items():
        source = re.sub(rf"\bfrom {re.escape(module)} import", f"from {name} import", source)
    return source


def _module_name(page: str) -> str:
    return re.sub(r"\W", "_", page)

"""No module of the package knows another one that knows it: not at the top, not for types, not inside of functions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs
import pytest

import unifi_sdk

PACKAGE = Path(unifi_sdk.__file__).parent
EXEMPT: str | None = None
"""A room in which circles are not looked for; one that leads through it and out of it is found all the same."""

Graph = dict[str, set[str]]


@attrs.frozen
class Source:
    """What stands in a module.

    Args:
        tree: Its statements.
        package: The package in which they stand, which is the module itself where that is an `__init__`.
    """

    tree: ast.Module
    package: str

    @property
    def is_lazy(self) -> bool:
        """Whether it loads names when they are asked for."""
        return any(isinstance(node, ast.FunctionDef) and node.name == "__getattr__" for node in self.tree.body)

    @property
    def typed(self) -> list[ast.stmt]:
        """What type checkers alone read."""
        blocks = [
            node for node in self.tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ]
        return [statement for block in blocks for statement in block.body]

    def source_of(self, node: ast.ImportFrom) -> str:
        """The full name of what a statement imports from."""
        if not node.level:
            return node.module or ""
        above = self.package.split(".")
        return ".".join([*above[: len(above) - node.level + 1], *filter(None, [node.module])])

    def offered(self) -> dict[str, str]:
        """The names that it loads when they are asked for, and the modules that they come from."""
        return {
            alias.asname or alias.name: self.source_of(node)
            for node in (self.typed if self.is_lazy else ())
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }


def read_package(root: Path) -> dict[str, Source]:
    """Every module of a package by its name."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        *package, name = path.relative_to(root.parent).with_suffix("").parts
        own = package if name == "__init__" else [*package, name]
        found[".".join(own)] = Source(ast.parse(path.read_text(encoding="utf-8")), ".".join(package))
    return found


def knows(modules: Mapping[str, Source]) -> Graph:
    """What each module names in an import statement, wherever the statement stands.

    A package that loads its names when they are asked for names nothing by its table: who imports such a name knows the
    module that it comes from.
    """
    offered = {name: module.offered() for name, module in modules.items()}
    graph: Graph = {}
    for name, module in modules.items():
        table = {id(statement) for statement in module.typed} if module.is_lazy else set()
        statements = [node for node in ast.walk(module.tree) if id(node) not in table]
        graph[name] = {target for node in statements for target in named(node, module, offered)} - {name}
    return graph


def named(node: ast.AST, module: Source, offered: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The modules of the package that a statement names; `offered` has all modules."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in offered)
    elif isinstance(node, ast.ImportFrom) and (source := module.source_of(node)) in offered:
        for alias in node.names:
            inside = f"{source}.{alias.name}"
            if alias.name == "*":
                yield from (source, *offered[source].values())
            else:
                yield inside if inside in offered else offered[source].get(alias.name, source)


def circles(graph: Graph) -> list[list[str]]:
    """The groups of modules each of which leads to every other one."""
    reached = {name: reachable(graph, name) for name in graph}
    groups = {frozenset(other for other in reached[name] if name in reached[other]) for name in graph}
    return sorted(sorted(group) for group in groups if group)


def reachable(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def is_exempt(module: str) -> bool:
    return EXEMPT is not None and (module == EXEMPT or module.startswith(f"{EXEMPT}."))


def test_no_import_statement_closes_a_circle():
    graph = knows(read_package(PACKAGE))
    found = [circle for circle in circles(graph) if not all(map(is_exempt, circle))]
    told = [f"{module} -> {', '.join(sorted(graph[module] & {*circle}))}" for circle in found for module in circle]
    assert not found, "\n".join(told)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., list[list[str]]]:
    """Writes a package with some modules, and gives its circles."""

    def write(**modules: str) -> list[list[str]]:
        for name, source in {"__init__": "", **modules}.items():
            path = tmp_path / "house" / f"{name.replace('__in__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return circles(knows(read_package(tmp_path / "house")))

    return write


PAIR = [["house.one", "house.two"]]
TYPED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "
INSIDE = "class Door:\n    async def open(self):\n        "
LAZY = TYPED + "from house.one import One as One\ndef __getattr__(name): ...\n"


@pytest.mark.parametrize(
    "back",
    [
        "from house.one import One",
        "from house import one",
        "import house.one",
        "import house.one as first",
        "from .one import One",
        "from . import one",
        TYPED + "from house.one import One",
        INSIDE + "from house.one import One",
        "try:\n    import house.one\nexcept ImportError:\n    pass",
    ],
)
def test_a_way_back_is_found_wherever_it_stands(write: Callable[..., list[list[str]]], back: str):
    assert write(one="from house.two import Two", two=back) == PAIR


def test_a_long_way_back_is_found_and_what_leads_into_it_is_not_part_of_it(write: Callable[..., list[list[str]]]):
    modules = {"one": "import house.two", "two": "import house.three", "three": "import house.one"}
    assert write(**modules, door="import house.one") == [["house.one", "house.three", "house.two"]]


def test_two_ways_down_to_one_module_are_no_circle(write: Callable[..., list[list[str]]]):
    assert write(one="import house.two, house.three", two="import house.three", three="import json") == []


def test_a_package_that_imports_what_imports_it_is_a_circle(write: Callable[..., list[list[str]]]):
    assert write(__init__="from house.one import One", one="from house import One") == [["house", "house.one"]]


def test_a_package_inside_of_another_is_read_and_knows_its_neighbours(write: Callable[..., list[list[str]]]):
    found = write(one="from house.wing import room", wing__in____init__="", wing__in__room="from ..one import One")
    assert found == [["house.one", "house.wing.room"]]


def test_a_package_with_nothing_else_in_it_is_one_all_the_same(write: Callable[..., list[list[str]]]):
    assert write(one="import house.wing", wing__in____init__="from ..one import One") == [["house.one", "house.wing"]]


def test_a_table_of_lazy_names_is_no_circle(write: Callable[..., list[list[str]]]):
    assert write(__init__=LAZY, one="from house import two", two="import house") == []


def test_a_lazy_name_leads_to_the_module_that_it_comes_from(write: Callable[..., list[list[str]]]):
    assert write(__init__=LAZY, one="from house.two import Two", two="from house import One") == PAIR
    assert write(__init__=LAZY, one="from house.two import Two", two=INSIDE + "from house import *") == PAIR

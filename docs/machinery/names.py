"""The public names of the library: from where users import each, where it stands in the source, and what is said of it."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

import attrs

import unifi_sdk

__all__ = [
    "PACKAGES",
    "ROOT",
    "PublicName",
    "first_sentence",
    "import_path",
    "modules_of",
    "names_of",
    "public_modules",
]

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "unifi_sdk",
    "unifi_sdk.access",
    "unifi_sdk.cloud",
    "unifi_sdk.drift",
    "unifi_sdk.fleet",
    "unifi_sdk.innerspace",
    "unifi_sdk.metrics",
    "unifi_sdk.network",
    "unifi_sdk.protect",
    "unifi_sdk.simulator",
    "unifi_sdk.access.models",
    "unifi_sdk.network.classic",
    "unifi_sdk.network.classic.models",
    "unifi_sdk.cloud.models",
    "unifi_sdk.innerspace.models",
    "unifi_sdk.network.filters",
    "unifi_sdk.network.models",
    "unifi_sdk.protect.models",
)
"""Those that hand on names of the modules below them; a name is imported from the first one that has it."""


@attrs.frozen
class PublicName:
    """A name that users import.

    Args:
        name: Without its module.
        module: Where it is defined.
    """

    name: str
    module: str

    @property
    def path(self) -> str:
        """From where it is imported: `unifi_sdk.network.Vouchers`."""
        return import_path(self.module, self.name)

    @property
    def value(self) -> object:
        """What it stands for."""
        return getattr(importlib.import_module(self.module), self.name)

    @property
    def source(self) -> str:
        """The file that defines it, from the root of the checkout."""
        return _file(self.module).as_posix()

    @property
    def docstring(self) -> str:
        """Its docstring, or the text below its assignment."""
        body = _tree(self.module).body
        for node, following in zip(body, [*body[1:], ast.Pass()], strict=True):
            if (
                isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
                and node.name == self.name
            ):
                return ast.get_docstring(node) or ""
            if self.name in _targets(node):
                return inspect.cleandoc(_text(following))
        return ""

    @property
    def members(self) -> dict[str, str]:
        """The docstrings of what a class offers by itself: methods and properties by their names, in their order."""
        value = self.value
        if not isinstance(value, type):
            return {}
        return {
            name: inspect.getdoc(getattr(value, name)) or ""
            for name, member in vars(value).items()
            if not name.startswith("_")
            and (
                inspect.isroutine(member)
                or isinstance(member, property | cached_property)
            )
        }


def first_sentence(docstring: str) -> str:
    """The first sentence of a docstring, as Markdown."""
    paragraph = " ".join(docstring.partition("\n\n")[0].split()).replace("``", "`")
    return re.split(r"(?<=\.)\s(?=[A-Z`])", paragraph)[0].rstrip(":")


def public_modules() -> Iterator[str]:
    """Every module that is meant to be imported from; the simulator's are those of its public names."""
    for module in pkgutil.walk_packages(unifi_sdk.__path__, "unifi_sdk."):
        if not re.search(r"\._|\.cli|\.simulator\.", module.name):
            yield module.name
    yield from sorted({name.module for name in names_of("unifi_sdk.simulator")})
    yield "unifi_sdk.simulator.pytest_plugin"


def modules_of(package: str) -> list[str]:
    """The public modules right below a package, without packages."""
    found = pkgutil.iter_modules(
        importlib.import_module(package).__path__, f"{package}."
    )
    return sorted(
        module.name for module in found if "._" not in module.name and not module.ispkg
    )


@cache
def names_of(module: str) -> tuple[PublicName, ...]:
    """The public names of a module or package, in the order of the alphabet."""
    return tuple(
        PublicName(name, _origin(module, name))
        for name in importlib.import_module(module).__all__
    )


def import_path(module: str, name: str) -> str:
    """From where users import a name that a module defines."""
    return _handed_on().get((module, name), f"{module}.{name}")


@cache
def _handed_on() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for package in PACKAGES:
        for name in names_of(package):
            found.setdefault((name.module, name.name), f"{package}.{name.name}")
    return found


def _origin(module: str, name: str) -> str:
    """The module that defines a name which another imports, be it for type checkers alone."""
    source = _imported(module).get(name)
    if source is None:
        return module
    return _origin(source, name) if source.startswith("unifi_sdk") else module


@cache
def _imported(module: str) -> dict[str, str]:
    """From where a module has its names."""
    found: dict[str, str] = {}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found.setdefault(alias.asname or alias.name, node.module)
    return found


def _file(module: str) -> Path:
    found = importlib.util.find_spec(module)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).relative_to(Path(unifi_sdk.__file__).parents[1])


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((ROOT / _file(module)).read_text("utf-8"))


def _targets(node: ast.stmt) -> set[str]:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _text(node: ast.stmt) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    return (
        value.value
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
        else ""
    )

"""What the SDK performs, read from its own source: which method sends which operation, and what it takes and gives."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any, Final

import attrs

__all__ = ["Performed", "performed"]

_OPERATION: Final = re.compile(r"(GET|POST|PUT|PATCH|DELETE) /\S*")
_NOTHING: Final = object()


@attrs.frozen(kw_only=True, eq=False)
class Performed:
    """One place in the code that names an operation."""

    operation: str
    """As it stands there: `GET /v1/sites/{site_id}/clients`."""
    owner: type | None
    """The class; None for a function of a module."""
    function: Callable[..., Any]
    """The method or function."""
    answer: Any = None
    """The model of the answer, or of an item of it when `is_list`; None when it isn't read."""
    body: str | Mapping[str, object] | None = None
    """What is sent: the parameter that holds it, or the values of its fields by their names, each the name of a parameter
    or a constant; None for nothing, or for what can't be told."""
    ids: Mapping[str, str] = attrs.field(factory=dict)
    """The parameters that fill the placeholders of the path."""

    @property
    def is_list(self) -> bool:
        """Whether the answer comes in items."""
        return not inspect.iscoroutinefunction(self.function)

    @property
    def name(self) -> str:
        """`Vouchers.create`."""
        return self.function.__qualname__


@cache
def performed(package: str) -> tuple[Performed, ...]:
    """Every place in a package that names an operation, module by module in the order of the source.

    Args:
        package: For instance `unifi_sdk.network`; what lies in packages inside of it isn't looked at.

    Raises:
        OSError: the source is not at hand.
    """
    root = importlib.import_module(package)
    names = [f"{package}.{found.name}" for found in pkgutil.iter_modules(root.__path__) if not found.ispkg]
    return tuple(place for name in names for place in _places(importlib.import_module(name)))


def _places(module: ModuleType) -> Iterator[Performed]:
    tree = ast.parse(inspect.getsource(module))
    constants = dict(_constants(tree))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            owner = getattr(module, node.name)
            for part in node.body:
                yield from _in_function(part, owner, owner, module, constants)
        else:
            yield from _in_function(node, module, None, module, constants)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The operations that a module has given names to."""
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and _is_operation(value.value):
                yield target.id, str(value.value)


def _in_function(
    node: ast.AST, scope: object, owner: type | None, module: ModuleType, constants: Mapping[str, str]
) -> Iterator[Performed]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    function = inspect.unwrap(inspect.getattr_static(scope, node.name))
    parameters = {argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        for position, argument in enumerate(call.args):
            if operation := _operation(argument, constants):
                yield _performed(operation, call, position, function, owner, module, parameters)


def _operation(node: ast.expr, constants: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    return str(node.value) if isinstance(node, ast.Constant) and _is_operation(node.value) else None


def _performed(
    operation: str,
    call: ast.Call,
    position: int,
    function: Callable[..., Any],
    owner: type | None,
    module: ModuleType,
    parameters: set[str],
) -> Performed:
    rest = call.args[position + 1 :]
    keywords = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    places = re.findall(r"\{(\w+)\}", operation)
    return Performed(
        operation=operation,
        owner=owner,
        function=function,
        answer=_value(rest[0], module) if rest else None,
        body=_body(keywords.get("body"), module, parameters),
        ids={
            place: value.id
            for place in places
            if isinstance(value := keywords.get(place), ast.Name) and value.id in parameters
        },
    )


def _body(node: ast.expr | None, module: ModuleType, parameters: set[str]) -> str | Mapping[str, object] | None:
    if isinstance(node, ast.Name):
        return node.id if node.id in parameters else None
    if (
        not isinstance(node, ast.Call)
        or not isinstance(node.func, ast.Name)
        or node.func.id not in ("given", "changes")
    ):
        return None
    return {keyword.arg: _argument(keyword.value, module, parameters) for keyword in node.keywords if keyword.arg}


def _argument(node: ast.expr, module: ModuleType, parameters: set[str]) -> object:
    """The name of the parameter that a value is made of, or the constant that it is."""
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and part.id in parameters]
    return names[0] if names else _value(node, module)


def _value(node: ast.expr, module: ModuleType) -> Any:
    """What a dotted name stands for; None for anything else."""
    if isinstance(node, ast.Attribute):
        return getattr(_value(node.value, module), node.attr, None)
    return getattr(module, node.id, None) if isinstance(node, ast.Name) else None


def _is_operation(value: object) -> bool:
    return isinstance(value, str) and _OPERATION.fullmatch(value) is not None

"""What the SDK performs, read from its own source: which method sends which operation, and what it takes and gives."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import CodeType, ModuleType
from typing import Any, Final

import attrs

__all__ = ["Performed", "entrances", "performed"]

_OPERATION: Final = re.compile(r"(GET|POST|PUT|PATCH|DELETE) /\S*")
_CONSTANTS: Final = (ast.Constant, ast.Dict, ast.Tuple, ast.List)


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
    return tuple(place for module in _modules(package) for place in _places(module))


def entrances(place: Performed) -> list[str]:
    """Where a place is entered from: public methods, and classes that are used in `async with`, by their full names.

    They are the place's own method, or those that lead to it where it is private.

    Args:
        place: Where an operation is named.
    """
    callers = _callers(place.function.__module__.rpartition(".")[0])
    found, met, waiting = set[str](), set[str](), [place.function]
    while waiting:
        function = waiting.pop()
        if entrance := _entrance(function):
            found.add(entrance)
        elif function.__name__ not in met and not function.__name__.startswith("__"):
            met.add(function.__name__)
            waiting += callers.get(function.__name__, ())
    return sorted(found)


def _entrance(function: Callable[..., Any]) -> str:
    """The full name of a public method, that of the class for one that a statement calls, "" for all else."""
    owner, _, name = f"{function.__module__}.{function.__qualname__}".rpartition(".")
    if "." not in function.__qualname__ or "._" in owner:
        return ""
    if name in ("__aenter__", "__aexit__", "__aiter__"):
        return owner
    return "" if name.startswith("_") else f"{owner}.{name}"


@cache
def _callers(package: str) -> Mapping[str, list[Callable[..., Any]]]:
    """By a name, the functions and methods of a package in which it stands."""
    callers: dict[str, list[Callable[..., Any]]] = {}
    for module in _modules(package):
        for scope in (module, *(each for each in vars(module).values() if isinstance(each, type))):
            for each in vars(scope).values():
                function = inspect.unwrap(each) if callable(each) else each
                if inspect.isfunction(function) and function.__module__ == module.__name__:
                    for name in _names(function.__code__):
                        callers.setdefault(name, []).append(function)
    return callers


def _names(code: CodeType) -> set[str]:
    """The globals and attributes that a function uses, and those of the functions inside of it."""
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    return {*code.co_names, *(name for part in inner for name in _names(part))}


def _modules(package: str) -> list[ModuleType]:
    root = importlib.import_module(package)
    names = [f"{package}.{found.name}" for found in pkgutil.iter_modules(root.__path__) if not found.ispkg]
    return [importlib.import_module(name) for name in names]


def _places(module: ModuleType) -> Iterator[Performed]:
    tree = ast.parse(inspect.getsource(module))
    names = _named(tree.body)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            owner: type = getattr(module, node.name)
            for part in node.body:
                yield from _in_function(part, owner, owner, module, names)
        else:
            yield from _in_function(node, module, None, module, names)


def _named(statements: Sequence[ast.stmt]) -> dict[str, tuple[str, ...]]:
    """The names that stand for an operation, or for several."""
    found: dict[str, tuple[str, ...]] = {}
    for node in statements:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, _CONSTANTS):
            continue
        operations = tuple(operation for part in ast.walk(node.value) for operation in _operations(part, {}))
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        found.update({target.id: operations for target in targets if isinstance(target, ast.Name) and operations})
    return found


def _in_function(
    node: ast.AST, scope: object, owner: type | None, module: ModuleType, names: Mapping[str, tuple[str, ...]]
) -> Iterable[Performed]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ()
    function = inspect.unwrap(inspect.getattr_static(scope, node.name))
    names = {**names, **_named(node.body)}
    found: dict[str, Performed] = {}
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            for position, argument in enumerate(call.args):
                for operation in _operations(argument, names):
                    found.setdefault(operation, _performed(operation, call, position, function, owner, module))
    for part in ast.walk(node):
        for operation in _operations(part, names):
            found.setdefault(operation, Performed(operation=operation, owner=owner, function=function))
    return found.values()


def _operations(node: ast.AST, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        return names.get(node.id, ())
    is_one = isinstance(node, ast.Constant) and isinstance(node.value, str) and _OPERATION.fullmatch(node.value)
    return (str(node.value),) if isinstance(node, ast.Constant) and is_one else ()


def _performed(
    operation: str,
    call: ast.Call,
    position: int,
    function: Callable[..., Any],
    owner: type | None,
    module: ModuleType,
) -> Performed:
    parameters = set(inspect.signature(function).parameters)
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

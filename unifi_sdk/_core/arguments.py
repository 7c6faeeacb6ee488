"""Arguments of public functions, held to their type hints before anything else happens.

One rule for all of them: what a type checker would refuse is refused when the program runs too, with a
`ConfigurationError` that names the argument. A model where an id belongs is refused as well, and not taken for its id:
nothing tells a camera's id from a door's once it stands in a path. Whole floats are whole numbers (``1440.0``, which comes
of dividing a `timedelta`), and lists may be anything that can be iterated over but one text.

A secret is handed on as a text that no traceback shows.
"""

from __future__ import annotations

import functools
import inspect
import operator
import os
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs

from unifi_sdk._core.model import Model, OpenEnum, Unset
from unifi_sdk.auth import hidden
from unifi_sdk.errors import ConfigurationError

__all__ = ["check_methods", "checked"]

C = TypeVar("C", bound=type)
F = TypeVar("F", bound=Callable[..., Any])

Reader: TypeAlias = Callable[[Any], Any]
"""From a value to what the function is given; raises `_Wrong`."""

_SECRETS: Final = frozenset(
    {
        "access_token",
        "api_key",
        "code",
        "environ",
        "key",
        "network_api_key",
        "password",
        "pin",
        "protect_api_key",
        "secret",
        "token",
    }
)
_TEXT: Final = "a text"
_SEVERAL: Final = (Iterable, Collection, Sequence, list, tuple, set, frozenset)


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """A value is not what it must be: what that is, and what to do."""

    def __init__(self, expected: str, value: object, place: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.kind = "None" if value is None else _article(type(value).__name__)
        self.hint = _hint(expected, value)
        self.place = place

    def error(self, name: str, *, is_one_of_several: bool = False) -> ConfigurationError:
        if is_one_of_several and self.kind in ("a list", "a tuple") and not self.place:
            self.hint = ": pass each by itself, or *them"
        what = self.kind if not self.expected.startswith("!") else ""
        if not what:
            return ConfigurationError(f"{name}{self.place} {self.expected[1:].format(name=name)}")
        return ConfigurationError(f"{name}{self.place} must be {self.expected}, not {what}{self.hint}")


def _hint(expected: str, value: object) -> str:
    if not isinstance(value, Model):
        return ""
    if expected == _TEXT:
        return ": pass its id" if hasattr(value, "id") else ""
    is_short = type(value).__name__.endswith("Overview")
    return ": what a list gives lacks most of its settings, get() gives all of them" if is_short else ""


def checked(function: F) -> F:
    """A function whose arguments are held to its type hints; see the module.

    Args:
        function: A function, method or ``__init__``; hints are read at its first call.
    """
    arguments = _Arguments(function)
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def call_later(*args: Any, **kwargs: Any) -> Any:
            args, kwargs, error = arguments.read(args, kwargs)
            if error is not None:
                raise error
            return await function(*args, **kwargs)

        return cast("F", call_later)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        args, kwargs, error = arguments.read(args, kwargs)
        if error is not None:
            raise error
        return function(*args, **kwargs)

    return cast("F", call)


def check_methods(cls: C, *, constructor: bool = False) -> C:
    """Apply `checked` to the public methods that a class itself defines; works as a decorator.

    Args:
        cls: The class.
        constructor: Whether ``__init__`` is one of them.
    """
    for name, member in list(vars(cls).items()):
        is_public = not name.startswith("_") or (constructor and name == "__init__")
        if is_public and inspect.isfunction(member) and not hasattr(member, "__wrapped__"):
            setattr(cls, name, checked(member))
    return cls


class _Arguments:
    """How the arguments of one function are read.

    Args:
        function: The function.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._readers: dict[str, Reader] | None = None
        self._order: tuple[str, ...] = ()
        self._rest = ""

    def read(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any], ConfigurationError | None]:
        """The arguments to call with, or an error and none of them: what they hold must stand in no frame."""
        readers = self._readers if self._readers is not None else self._make_readers()
        name = ""
        try:
            if len(args) > 1 or self._rest:  # the first one is the object itself, or the only argument of a function
                args = tuple(
                    readers[name](value) if (name := self._name_at(index)) in readers else value
                    for index, value in enumerate(args)
                )
            elif args and (name := self._name_at(0)) in readers:
                args = (readers[name](args[0]),)
            for name, value in kwargs.items():
                reader = readers.get(name)
                if reader is not None and (read := reader(value)) is not value:
                    kwargs = {**kwargs, name: read}
        except _Wrong as wrong:
            error = wrong.error(name, is_one_of_several=name == self._rest)
        else:
            return args, kwargs, None
        return (), {}, error

    def _name_at(self, index: int) -> str:
        return self._order[index] if index < len(self._order) else self._rest

    def _make_readers(self) -> dict[str, Reader]:
        hints = get_type_hints(self._function, include_extras=True)
        parameters = inspect.signature(self._function).parameters.values()
        positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        self._order = tuple(each.name for each in parameters if each.kind in positional)
        self._rest = next((each.name for each in parameters if each.kind is inspect.Parameter.VAR_POSITIONAL), "")
        readers: dict[str, Reader] = {}
        for each in parameters:
            reader = None
            if each.name in hints and each.kind is not inspect.Parameter.VAR_KEYWORD and not each.name.startswith("_"):
                reader = _reader(hints[each.name])
            if reader is not None:
                readers[each.name] = _hiding(reader) if each.name in _SECRETS else reader
        self._readers = readers
        return readers


def _hiding(read: Reader) -> Reader:
    def hide(value: Any) -> Any:
        value = read(value)
        return value if value is None else hidden(value)

    return hide


def _reader(hint: Any) -> Reader | None:
    """How a value of a type is read; None for a type that takes anything, or that nothing is known of."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _reader(arguments[0])
    if origin in (Union, types.UnionType):
        return _read_one_of(arguments)
    if origin is Literal:
        return _read_choice(arguments)
    kind = origin or hint
    if kind in _SINGLE:
        return _SINGLE[kind]
    if kind in _SEVERAL:
        return _read_several(arguments)
    if kind in (Mapping, dict):
        return _read_mapping(arguments)
    if kind is type:
        return lambda value: _instance(isinstance(value, type), "a class", value)
    if kind is Callable:
        return lambda value: _instance(callable(value), "something to call", value)
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return _read_text
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _read_member(kind)
    if isinstance(kind, type) and (
        kind is os.PathLike or issubclass(kind, Model) or kind.__module__.startswith("unifi_sdk.")
    ):
        if getattr(kind, "_is_protocol", False):
            return None
        expected = "a path" if kind is os.PathLike else _article(kind.__name__)
        if issubclass(kind, Model):
            return lambda value: _read_model(_instance(isinstance(value, kind), expected, value))
        return lambda value: _instance(isinstance(value, kind), expected, value)
    return None


def _read_model(value: Model) -> Model:
    """A model whose fields are what their hints say; models are made without a look at that."""
    for name, read in _fields(cast("Any", type(value))):
        try:
            read(getattr(value, name))
        except _Wrong as wrong:
            wrong.place = f".{name}{wrong.place}"
            raise
    return value


@functools.cache
def _fields(cls: type[Model]) -> tuple[tuple[str, Reader], ...]:
    hints = get_type_hints(cls, include_extras=True)
    readers = ((field.name, _reader(hints[field.name])) for field in attrs.fields(cast("Any", cls)))
    return tuple((name, read) for name, read in readers if read is not None)


def _read_one_of(members: tuple[Any, ...]) -> Reader | None:
    is_optional, is_unset = types.NoneType in members, Unset in members
    readers = [_reader(member) for member in members if member not in (types.NoneType, Unset)]
    if None in readers:
        return None
    known = cast("list[Reader]", readers)
    if len(known) == 1 and is_optional and not is_unset:
        (read_present,) = known
        return lambda value: None if value is None else read_present(value)

    def read(value: Any) -> Any:
        if (value is None and is_optional) or (is_unset and isinstance(value, Unset)):
            return value
        expected: list[str] = []
        for read_member in known:
            try:
                return read_member(value)
            except _Wrong as wrong:
                if len(known) == 1 or wrong.expected.startswith("!") or wrong.place:  # it fits, but for something in it
                    raise
                expected.append(wrong.expected)
        raise _Wrong(" or ".join(dict.fromkeys(expected)), value)

    return read


def _read_choice(choices: tuple[Any, ...]) -> Reader:
    expected = f"!must be one of {', '.join(str(choice) for choice in choices)}"

    def read(value: Any) -> Any:
        is_bool = isinstance(value, bool)
        is_one = any(is_bool == isinstance(choice, bool) and value == choice for choice in choices)
        return _instance(is_one, expected, value)

    return read


def _read_member(kind: type[StrEnum]) -> Reader:
    """A member of an enum that is not open, or its text."""
    members = set(kind)

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise _Wrong(_article(kind.__name__), value)
        return _instance(value in members, f"!must be one of {', '.join(kind)}", value)

    return read


def _read_several(arguments: tuple[Any, ...]) -> Reader | None:
    if len(arguments) == 2 and arguments[1] is not ...:
        return None  # a pair: of two kinds
    read_item = _reader(arguments[0]) if arguments else None

    def read(value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            raise _Wrong("!must be a list, not one text: pass [{name}] for one", value)
        if isinstance(value, bytes | Mapping | Model) or not isinstance(value, Iterable):
            raise _Wrong("a list", value)
        items = tuple(value)
        if read_item is None:
            return items
        found = []
        for index, item in enumerate(items):
            try:
                found.append(read_item(item))
            except _Wrong as wrong:
                wrong.place = f"[{index}]{wrong.place}"
                raise
        return tuple(found)

    return read


def _read_mapping(arguments: tuple[Any, ...]) -> Reader:
    read_value = _reader(arguments[1]) if len(arguments) > 1 else None
    read_key = _reader(arguments[0]) if arguments else None

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _Wrong("a mapping", value)
        for key, item in value.items():
            place = " keys"
            try:
                if read_key is not None:
                    read_key(key)
                place = f"[{key!r}]" if isinstance(key, str | int) else " values"
                if read_value is not None:
                    read_value(item)
            except _Wrong as wrong:
                wrong.place = place + wrong.place
                raise
        return value

    return read


def _read_text(value: Any) -> Any:
    if value.__class__ is str and value.isascii():
        return value
    if not isinstance(value, str):
        raise _Wrong(_TEXT, value)
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise _Wrong("!holds half a character, which no encoding can write: it was read with another one", value)
    return value


def _read_whole(value: Any) -> Any:
    if value.__class__ is int:
        return value
    if isinstance(value, bool):
        raise _Wrong("a whole number", value)
    if isinstance(value, float):
        if not value.is_integer():
            raise _Wrong(f"!must be a whole number, not {value}", value)
        return int(value)
    if hasattr(value, "__index__"):
        return operator.index(value)
    raise _Wrong("a whole number", value)


def _read_number(value: Any) -> Any:
    if value.__class__ is float and value == value:
        return value
    if isinstance(value, bool) or not hasattr(type(value), "__float__"):
        raise _Wrong("a number", value)
    if value != value:
        raise _Wrong("!must be a number, not nan", value)
    return value if isinstance(value, int | float) else float(value)


def _read_moment(value: Any) -> Any:
    return _instance(isinstance(value, datetime), "a datetime", value)


def _read_day(value: Any) -> Any:
    return _instance(isinstance(value, date) and not isinstance(value, datetime), "a date", value)


def _read_bytes(value: Any) -> Any:
    return _instance(isinstance(value, bytes | bytearray | memoryview), "bytes", value)


def _instance(holds: bool, expected: str, value: Any) -> Any:
    if not holds:
        raise _Wrong(expected, value)
    return value


def _article(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


_SINGLE: Final[dict[Any, Reader]] = {
    str: _read_text,
    int: _read_whole,
    float: _read_number,
    bool: lambda value: _instance(isinstance(value, bool), "True or False", value),
    bytes: _read_bytes,
    datetime: _read_moment,
    date: _read_day,
    timedelta: lambda value: _instance(isinstance(value, timedelta), "a timedelta", value),
}

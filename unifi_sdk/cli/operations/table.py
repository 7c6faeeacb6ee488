"""Every operation that the SDK performs, and the call that performs it, read from the resource classes themselves."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import types
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import attrs

from unifi_sdk._core.model import Model
from unifi_sdk._facts import load
from unifi_sdk._facts.performed import Performed, entrances, performed
from unifi_sdk.access.errors import scope_of, version_needed
from unifi_sdk.cli.operations.docstrings import Told, read_docstring
from unifi_sdk.cli.operations.objects import CLASSIC, PACKAGES, Reached, objects
from unifi_sdk.network import Filter, filters
from unifi_sdk.network.classic._reports import KEYS_SINCE, Report, report_of
from unifi_sdk.pagination import Listing, Paginator
from unifi_sdk.protect import VideoChunk

__all__ = ["REQUIRED", "Argument", "Call", "Gives", "Part", "calls"]

REQUIRED: Final = inspect.Parameter.empty
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_READ_WITH_POST: Final = "Safety.READ"


class Part(Enum):
    """What an argument is for."""

    SITE = "the site"
    MAKER = "the object that has the method"
    METHOD = "the method"
    BODY = "the body of an operation without a method of its own"
    DOCUMENT = "the id inside of a document"
    STREAM = "the end of a stream"


class Gives(Enum):
    """What comes of an operation."""

    NOTHING = "nothing"
    ONE = "one"
    LIST = "list"
    FILE = "file"
    STREAM = "stream"


@attrs.frozen(kw_only=True, eq=False)
class Argument:
    """Something that an operation takes."""

    name: str
    hint: Any
    part: Part
    default: object = REQUIRED
    about: str = ""

    @property
    def option(self) -> str:
        """How it is written on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def is_required(self) -> bool:
        """Whether nothing works without it."""
        return self.default is REQUIRED


@attrs.frozen(kw_only=True, eq=False)
class Call:
    """An operation, and the method that performs it."""

    operation: str
    """As the vendor writes it: `GET /v1/sites/{site_id}/devices`."""
    application: str
    """"network", "access", "protect" or "legacy"."""
    function: Callable[..., Any] | None
    """The method; None where the operation is called by itself."""
    attributes: tuple[str, ...] = ()
    """How its object is reached from the client of the application, or from the site."""
    is_of_site: bool = False
    maker: str = ""
    """The method that makes its object, "" where it is reached."""
    within: str = ""
    """The attribute of what is made that has the method: then it is read from the console first."""
    arguments: tuple[Argument, ...]
    fixed: Mapping[str, object] = attrs.field(factory=dict)
    """Arguments that the operation itself decides."""
    ids: Mapping[str, str] = attrs.field(factory=dict)
    """The arguments that fill the placeholders of the path."""
    body: Mapping[str, str] = attrs.field(factory=dict)
    """For an operation without a method: the fields of the body, and the arguments that they come from."""
    answer: Any = None
    """What it gives: a type hint."""
    gives: Gives = Gives.NOTHING
    is_write: bool
    summary: str = ""
    returns: str = ""
    since: str = ""
    """The version of the application that brought it, "" where that isn't known."""
    until: str = ""
    """The version that took it away, "" while there is none."""
    scope: str = ""
    """The permission that a token of UniFi Access needs."""
    report: Report | None = None
    """How an operation of the classic API is known to work; None for all others."""

    @property
    def dialect(self) -> str:
        """How its documents are written: the application, or "classic"."""
        return self.application if self.report is None else "classic"

    @property
    def method(self) -> str:
        """What tells it from others of the same operation: `network.clients.authorize`; "" without a method."""
        if self.function is None:
            return ""
        return ".".join(
            [self.application, *self.attributes, *filter(None, [self.within or self.maker]), self.function.__name__]
        )

    @property
    def item(self) -> Any:
        """The type of an item of a list, of an event of a stream, or of the one thing that it gives."""
        if self.gives in (Gives.LIST, Gives.STREAM):
            return get_args(self.answer)[0]
        return self.answer

    def argument(self, name: str) -> Argument | None:
        """The argument of a name."""
        return next((argument for argument in self.arguments if argument.name == name), None)


@cache
def calls() -> tuple[Call, ...]:
    """Every operation of the three applications, the older APIs of two among them, each with every method that performs it.

    Raises:
        OSError: the source of the SDK is not at hand.
    """
    return tuple(call for package in PACKAGES for call in _calls_of(package))


def _calls_of(package: str) -> Iterator[Call]:
    places: dict[str, list[Performed]] = {}
    for place in performed(package):
        places.setdefault(place.operation, []).append(place)
    reached = {operation: [way for place in found for way in _ways(place)] for operation, found in places.items()}
    writers = {way.function for them in reached.values() for way in them if way.is_write and way.function}
    ways = {
        operation: [way for way in them if way.is_write or way.function not in writers]
        for operation, them in reached.items()
    }
    for operation in ways:
        others = {way.function for other, them in ways.items() if other != operation for way in them}
        chosen = _distinct(ways[operation])
        own = [way for way in chosen if way.function is None or way.function not in others]
        yield from chosen if package == CLASSIC else own or chosen


def _distinct(ways: list[Call]) -> list[Call]:
    """Each method once: several places in one class may name an operation."""
    return list({way.function or way.operation: way for way in ways}.values())


def _ways(place: Performed) -> Iterator[Call]:
    """The calls that lead to a place."""
    is_public = not place.function.__name__.startswith("_")
    reached = objects().get(place.owner) if place.owner else None
    if reached is not None and is_public:
        yield _call(place, place.function, reached)
    elif reached is not None and reached.maker is not None and not reached.within:
        yield _bare_call(place, reached)
    else:
        methods = [method for name in entrances(place) if (method := _method(name)) is not None]
        needed = _needed(place.function)
        exact = [each for each in methods if needed <= set(inspect.signature(each[1]).parameters)]
        for reached_there, function in exact or methods:
            yield _call(place, function, reached_there)


def _method(name: str) -> tuple[Reached, Callable[..., Any]] | None:
    """Where the object of a method is found, and the method; None for what isn't reached from a client."""
    path, _, last = name.rpartition(".")
    module, _, owner = path.rpartition(".")
    reached = objects().get(getattr(import_module(module), owner)) if owner[:1].isupper() else None
    if reached is None or (reached.maker is not None and not reached.within):
        return None
    function = inspect.unwrap(inspect.getattr_static(getattr(import_module(module), owner), last))
    return (reached, function) if inspect.isfunction(function) else None


def _needed(function: Callable[..., Any]) -> set[str]:
    parameters = inspect.signature(function).parameters.values()
    return {each.name for each in parameters if each.default is REQUIRED and each.name not in ("self", "app")}


def _call(place: Performed, function: Callable[..., Any], reached: Reached) -> Call:
    told = read_docstring(function)
    hints = get_type_hints(function, include_extras=True)
    fixed = {} if place.owner else dict(_decided(place.operation, hints))
    arguments = [*_of_site(reached), *_of_function(reached.maker, Part.MAKER)]
    arguments += [
        each for each in _of_function(function, Part.METHOD) if each.name not in fixed and each.hint is not VideoChunk
    ]
    names = [argument.name for argument in arguments]
    ids = {place_: place.ids.get(place_, place_) for place_ in _PLACEHOLDER.findall(place.operation)}
    for unfilled in [name for name in ids.values() if name not in names]:
        arguments += _of_document(unfilled, place, hints)
    facts = _facts(place, function, reached.application)
    answer = _shown(hints["return"], is_write=facts["is_write"])
    gives = _gives(answer)
    if gives is Gives.STREAM:
        arguments += _end_of_stream()
    return Call(
        operation=place.operation,
        application=reached.application,
        function=function,
        attributes=reached.attributes,
        is_of_site=reached.is_of_site,
        maker=reached.maker.__name__ if reached.maker else "",
        within=reached.within,
        arguments=tuple(arguments),
        fixed=fixed,
        ids={
            place_: name for place_, name in ids.items() if name in fixed or name in {each.name for each in arguments}
        },
        answer=answer,
        gives=gives,
        summary=told.summary,
        returns=told.returns,
        **facts,
    )


def _bare_call(place: Performed, reached: Reached) -> Call:
    """The operation itself, for what a class does inside of `async with`: its ids, and the body that the class sends."""
    body = _body_fields(place.function)
    known = {argument.name: argument for argument in _of_function(reached.maker, Part.BODY)}
    ids = {name: name for name in _PLACEHOLDER.findall(place.operation)}
    arguments = [Argument(name=name, hint=str, part=Part.BODY, about=_about(name, str, Told())) for name in ids]
    return Call(
        operation=place.operation,
        application=reached.application,
        function=None,
        attributes=reached.attributes,
        arguments=(*arguments, *(known[name] for name in body.values())),
        ids=ids,
        body=body,
        answer=place.answer,
        gives=Gives.NOTHING if place.answer is None else Gives.ONE,
        summary=read_docstring(place.function).summary or read_docstring(reached.maker).summary
        if reached.maker
        else "",
        **_facts(place, place.function, reached.application),
    )


def _facts(place: Performed, function: Callable[..., Any], application: str) -> dict[str, Any]:
    operation = place.operation
    report = report_of(operation) if place.function.__module__.startswith(CLASSIC) else None
    return {
        "is_write": application != "legacy"  # a login changes nothing but the client's own token
        and not operation.startswith("GET ")
        and not any(_READ_WITH_POST in inspect.getsource(each) for each in (place.function, function)),
        "report": report,
        **_versions(application, operation, report),
        "scope": scope_of(operation) if application == "access" else "",
    }


def _versions(application: str, operation: str, report: Report | None) -> dict[str, str]:
    if report is not None or application == "access":
        return {"since": KEYS_SINCE if report else version_needed(operation)}
    found = load(application).get(operation) if application != "legacy" else None
    return {"since": found.since or "", "until": found.until or ""} if found else {}


def _of_site(reached: Reached) -> list[Argument]:
    if not reached.is_of_site:
        return []
    about = "The site's id or name; --site says the same."
    return [Argument(name="site_id", hint=str, part=Part.SITE, default=None, about=about)]


def _of_function(function: Callable[..., Any] | None, part: Part) -> list[Argument]:
    if function is None:
        return []
    hints, told = get_type_hints(function, include_extras=True), read_docstring(function)
    return [
        Argument(
            name=name,
            hint=types.GenericAlias(tuple, (hints[name], ...)) if each.kind is each.VAR_POSITIONAL else hints[name],
            part=part,
            default=each.default,
            about=_about(name, hints[name], told),
        )
        for name, each in inspect.signature(function).parameters.items()
        if name != "self" and not (name == "timeout_seconds" and each.default is None)  # the option --timeout
    ]


def _about(name: str, hint: Any, told: Told) -> str:
    about = told.arguments.get(name, "")
    if any(get_origin(part) is Filter for part in (hint, *get_args(hint))):
        made = re.search(r"filters\.(\w+)", about)
        kind = getattr(filters, made[1], None) if made else None
        parts = [part for part in vars(kind).values() if hasattr(part, "_name")]
        names = ", ".join(map(str, parts))
        return f"A condition such as {parts[0]._name}.isNotNull(), in the console's own words; on {names}."
    if not about and isinstance(hint, type) and issubclass(hint, Model):
        return (inspect.getdoc(hint) or "").partition("\n")[0]
    if not about and name.endswith("_id"):
        return f"The {name.removesuffix('_id').replace('_', ' ')}'s id."
    return about


def _of_document(name: str, place: Performed, hints: Mapping[str, Any]) -> list[Argument]:
    """The id of the path where the method takes it from a model: the body, or the only one that it is given."""
    models = [
        each for each, hint in hints.items() if each != "return" and isinstance(hint, type) and issubclass(hint, Model)
    ]
    if place.body not in models and len(models) != 1:
        return []
    document = place.body if place.body in models else models[0]
    about = f"The id, where --{str(document).replace('_', '-')} doesn't hold it."
    return [Argument(name=name, hint=str, part=Part.DOCUMENT, default=None, about=about)]


def _end_of_stream() -> list[Argument]:
    return [
        Argument(name="seconds", hint=float, part=Part.STREAM, default=None, about="Stop after so many seconds."),
        Argument(name="count", hint=int, part=Part.STREAM, default=None, about="Stop after so many events."),
    ]


def _decided(operation: str, hints: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The arguments among whose values one is called like the end of the path."""
    last = operation.rpartition("/")[2]
    for name, hint in hints.items():
        values = [
            value for part in (get_args(hint) or (hint,)) if get_origin(part) is Literal for value in get_args(part)
        ]
        if last in values:
            yield name, last


def _shown(hint: Any, *, is_write: bool) -> Any:
    """What is printed of a result: of a thing with its parts what was read, of a write that tells its progress the end."""
    if is_write and get_origin(hint) is AsyncGenerator:
        return get_args(hint)[0]
    is_scope = isinstance(hint, type) and hint.__module__.startswith(CLASSIC) and not issubclass(hint, Model)
    return get_type_hints(hint).get("info", hint) if is_scope else hint


def _gives(hint: Any) -> Gives:
    origin = get_origin(hint) or hint
    if origin is type(None):
        return Gives.NOTHING
    if origin is AsyncGenerator:
        return Gives.FILE if get_args(hint)[0] is bytes else Gives.STREAM
    if origin in (Paginator, Listing, list, tuple):
        return Gives.LIST
    is_picture = attrs.has(origin) and not issubclass(origin, Model) and hasattr(origin, "content_type")
    return Gives.FILE if origin is bytes or is_picture else Gives.ONE


def _body_fields(function: Callable[..., Any]) -> dict[str, str]:
    """The fields of a body that is written out in a method, and the attribute of the object that fills each."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    bodies = [part.value for part in ast.walk(tree) if isinstance(part, ast.keyword) and part.arg == "body"]
    return {
        str(key.value): value.attr.lstrip("_")
        for body in bodies
        if isinstance(body, ast.Dict)
        for key, value in zip(body.keys, body.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Attribute)
    }

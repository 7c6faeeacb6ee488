"""How an application of a console differs from what this SDK knows, by the specification that the console serves."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from unifi_sdk._core.codec import camel_case
from unifi_sdk._core.model import READ_ONLY, Model, OpenEnum, TimeFormat, Unset
from unifi_sdk._facts import Facts, Operation, Schema, read
from unifi_sdk._facts.compact import compact
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network import _resource as network
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.protect import _resource as protect
from unifi_sdk.protect.models.devices import Device
from unifi_sdk.protect.models.events import Event
from unifi_sdk.protect.models.kinds import DEVICE_MODELS

__all__ = ["Finding", "FindingKind", "compare"]


class FindingKind(StrEnum):
    """In which way a console and the SDK differ."""

    MISSING_OPERATION = "MISSING_OPERATION"
    """The console has an operation that the SDK has no method for."""
    EXTRA_OPERATION = "EXTRA_OPERATION"
    """The SDK has a method for an operation that the console doesn't have."""
    EXTRA = "EXTRA"
    """The console has a field that a model lacks; `Model.extra` has it, and can carry it in a body."""
    LOST = "LOST"
    """A model has a field that the console doesn't: it stays None, or is sent in vain."""
    ENUM_DRIFT = "ENUM_DRIFT"
    """An enumeration has other values on the console."""
    REQUIRED_HERE = "REQUIRED_HERE"
    """The SDK can't do without something that the console may leave out."""
    TYPE_DRIFT = "TYPE_DRIFT"
    """A field is of another type on the console; `Model.extra` has its value."""


@attrs.frozen
class Finding:
    """One difference."""

    kind: FindingKind
    where: str
    """An operation, a field such as ``Port.speedMbps`` by its name on the wire, or an enumeration."""
    detail: str
    """What the difference is, in words."""


def compare(specification: Mapping[str, object]) -> list[Finding]:
    """Hold what a console says about its Network or Protect application against this SDK.

    Whatever is found, the SDK goes on working: a finding is something out of its reach, or something without a type.

    Args:
        specification: The decoded OpenAPI document, as `NetworkClient.specification` gives it; that of Protect is shown
            to whoever has logged in to the console in a browser, below ``/proxy/protect/api-docs/integration.json``.

    Returns:
        The differences by kind; none when both agree.

    Raises:
        ConfigurationError: this is no such document.
    """
    try:
        return _findings(read(compact(specification)), _APPLICATIONS[_is_of_protect(specification)])
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        reason = type(error).__name__
    raise ConfigurationError(f"specification: this is no OpenAPI document of UniFi Network or Protect ({reason})")


def _is_of_protect(specification: Mapping[str, Any]) -> bool:
    return "Protect" in str(specification.get("info", {}).get("title"))


@attrs.frozen
class _Application:
    """What has to be known of an application to compare it."""

    package: str
    resources: tuple[type, ...]
    every_number_is_a_number: bool = False
    """Whether the vendor makes no difference between whole numbers and others."""
    messages: Callable[[Facts], Iterator[tuple[type[Model], Schema, str]]] = lambda facts: iter(())
    """The models of what sockets tell, each with its shape and the operation."""


def _messages_of_protect(facts: Facts) -> Iterator[tuple[type[Model], Schema, str]]:
    for name in ("GET /v1/subscribe/devices", "GET /v1/subscribe/events"):
        operation = facts.get(name)
        answer = operation.answer if operation else None
        for frames in answer.options or [answer] if answer else ():
            items = frames.variants["add"].properties["item"]
            if items.discriminator == "type":
                yield Event, items, name
            else:  # what comes in bulk is the same but for its ids
                single = {key: shape for key, shape in items.variants.items() if not shape.properties["id"].options}
                yield from ((DEVICE_MODELS.get(key, Device), shape, name) for key, shape in single.items())


_APPLICATIONS: Final = {
    False: _Application("unifi_sdk.network", (network.Resource, network.SiteResource)),
    True: _Application("unifi_sdk.protect", (protect.Resource,), True, _messages_of_protect),
}


def _findings(facts: Facts, application: _Application) -> list[Finding]:
    if not facts.operations:
        raise ValueError("no operations")
    comparison = _Comparison(application)
    performing: dict[str, list[Performed]] = {name: [] for name in facts.operations}
    for place in _places(application):
        operation = facts.get(place.operation)
        if operation is None:
            comparison.found(FindingKind.EXTRA_OPERATION, place.operation, f"{place.name} performs it")
        else:
            performing[operation.name].append(place)
    for name, places in performing.items():
        if not places:
            comparison.found(FindingKind.MISSING_OPERATION, name, "no method performs it")
        comparison.operation(facts.operations[name], places)
    for model, shape, name in application.messages(facts):
        comparison.message(model, shape, name)
    return comparison.findings()


def _places(application: _Application) -> list[Performed]:
    """Where the SDK names an operation, but for what is no operation of the API."""
    return [
        place
        for place in performed(application.package)
        if " /v1/" in place.operation and (place.owner is None or issubclass(place.owner, application.resources))
    ]


@attrs.frozen
class _At:
    """Where in which body of which operation something stands."""

    operation: str
    is_sent: bool
    path: str = "$"

    def below(self, segment: str) -> _At:
        return attrs.evolve(self, path=self.path + segment)

    def __str__(self) -> str:
        return f"{'body' if self.is_sent else 'answer'} of {self.operation}, {self.path}"


@attrs.define
class _Values:
    """What the console has for an enumeration, by its folded spelling."""

    known: dict[str, tuple[str, _At]] = attrs.field(factory=dict)
    is_open: bool = False
    """Whether it is plain text somewhere, so that nothing is known to be missing."""


class _Comparison:
    """Walks models and shapes side by side, and keeps what it finds."""

    def __init__(self, application: _Application) -> None:
        self._application = application
        self._found: dict[tuple[FindingKind, str, str], Finding] = {}
        self._walked: set[tuple[object, int, bool]] = set()
        self._fields_met: dict[tuple[type, str, bool], bool] = {}
        self._enums: dict[type[OpenEnum], _Values] = {}

    def findings(self) -> list[Finding]:
        """Everything that was found, once each."""
        for (owner, wire, is_sent), is_known in self._fields_met.items():
            if not is_known:
                where = f"{owner.__name__}.{wire}"
                self.found(FindingKind.LOST, where, "no operation takes it" if is_sent else "no answer has it")
        for enum, values in self._enums.items():
            self._compare_values(enum, values)
        order = list(FindingKind)
        return sorted(self._found.values(), key=lambda one: (order.index(one.kind), one.where, one.detail))

    def found(self, kind: FindingKind, where: str, detail: str, at: _At | None = None) -> None:
        """Keep a finding, unless the same stands elsewhere too."""
        finding = Finding(kind, where, f"{detail} ({at})" if at else detail)
        self._found.setdefault((kind, where, detail), finding)

    def operation(self, operation: Operation, places: list[Performed]) -> None:
        """Compare what an operation takes and gives with what the methods for it do."""
        flat = [place for place in places if isinstance(place.body, Mapping)]
        for place in places:
            if place.owner is None:
                continue  # a socket: see `message`
            self._answer(operation, place)
            if isinstance(place.body, str):
                hint = get_type_hints(place.function, include_extras=True)[place.body]
                self._value(hint, operation.body or Schema(), _At(operation.name, is_sent=True), place.name)
        if flat:
            self._flat_bodies(operation, flat)

    def message(self, model: type[Model], shape: Schema, operation: str) -> None:
        """Compare what a socket tells with its model."""
        self._value(model, shape, _At(operation, is_sent=False), model.__name__)

    def _answer(self, operation: Operation, place: Performed) -> None:
        shape, at = operation.answer, _At(operation.name, is_sent=False)
        if place.is_list and shape is not None:
            shape, at = (shape.items, at.below("[]")) if shape.items else (operation.element, at.below(".data[]"))
        if place.answer is None:
            if shape is not None and shape.format != "binary":
                self.found(FindingKind.EXTRA, place.name, "the answer is not read", at)
        elif shape is None:
            self.found(FindingKind.REQUIRED_HERE, place.name, "an answer is expected, and there is none", at)
        else:
            self._value(place.answer, shape, at, place.name)
            for name in operation.filter:
                self._filtered(place.answer, name)

    def _filtered(self, tp: Any, path: str) -> None:
        """A field that a list can be filtered by is one that the console has, whether its shape tells or not."""
        wire, _, rest = path.partition(".")
        for cls in _models_in(tp):
            for variant in (cls, *cls.variants.values()):
                field = _fields_of(variant).get(wire)
                if field is not None:
                    self._fields_met[_owner(variant, field.name), wire, False] = True
                    self._filtered(field.type, rest)

    def _flat_bodies(self, operation: Operation, places: list[Performed]) -> None:
        """Compare a body that is made of arguments; several methods may have a share in it."""
        body = operation.body or Schema()
        shapes = list(body.variants.values()) or [body]
        known = {name: part for shape in shapes for name, part in shape.properties.items()}
        at = _At(operation.name, is_sent=True)
        offered = {
            camel_case(name): (place, value)
            for place in places
            if isinstance(place.body, Mapping)
            for name, value in place.body.items()
        }
        for name, part in known.items():
            if name not in offered and not part.deprecated:
                self.found(FindingKind.EXTRA, f"{places[0].name}.{name}", f"{part.kind} without an argument", at)
        for name, (place, value) in offered.items():
            where = f"{place.name}.{name}"
            if name not in known:
                self.found(FindingKind.LOST, where, "sent, and not taken", at)
            elif isinstance(value, OpenEnum):
                self._enum(type(value), known[name].enum or tuple(body.variants), at.below(f".{name}"))
            elif isinstance(value, str):
                hint = get_type_hints(place.function, include_extras=True)[value]
                self._value(hint, known[name], at.below(f".{name}"), where)

    def _value(self, tp: Any, shape: Schema, at: _At, where: str) -> None:
        shapes = shape.options or [shape]
        members = _members(tp)
        if object in members or any(shape.kind == "any" for shape in shapes):
            return
        for shape in shapes:
            self._shape(members, shape, at, where)

    def _shape(self, members: list[Any], shape: Schema, at: _At, where: str) -> None:
        is_number = shape.kind == "number" and self._application.every_number_is_a_number
        kinds = {shape.kind, "integer"} if is_number else {shape.kind}
        fitting = [member for member in members if kinds & _kinds(member)]
        if not fitting:
            self.found(FindingKind.TYPE_DRIFT, where, f"{_written(shape)} on the console", at)
        for member in fitting:
            if get_origin(member) in (tuple, Iterable):
                self._value(get_args(member)[0], shape.items or Schema(), at.below("[]"), where)
            elif get_origin(member) is Literal and shape.enum and {*get_args(member)} != {*shape.enum}:
                values = ", ".join(map(str, shape.enum))
                self.found(FindingKind.ENUM_DRIFT, where, f"one of {values} on the console", at)
            elif get_origin(member) is Mapping and shape.values is not None:
                self._value(get_args(member)[1], shape.values, at.below(".*"), where)
            elif isinstance(member, type) and issubclass(member, OpenEnum):
                self._enum(member, shape.enum, at)
            elif isinstance(member, type) and issubclass(member, Model):
                self._model(member, shape, at)

    def _model(self, cls: type[Model], shape: Schema, at: _At) -> None:
        key = (cls, id(shape), at.is_sent)
        if key in self._walked:
            return
        self._walked.add(key)
        tag = _fields_of(cls).get(shape.discriminator or "")
        if tag is None or not shape.variants:
            for variant in shape.variants.values() or [shape]:
                self._fields(cls, variant, at)
            return
        for member in _members(tag.type):
            if isinstance(member, type) and issubclass(member, OpenEnum):
                self._enum(member, tuple(shape.variants), at.below(f".{shape.discriminator}"))
        if tag.name == cls.variant_tag and tag.default not in (attrs.NOTHING, None):  # one of the variants itself
            self._fields(cls, shape.variant(str(tag.default)) or shape, at, shape.discriminator)
            return
        is_base = tag.name == cls.variant_tag
        for value, variant in shape.variants.items():
            self._fields(cls.variants.get(value, cls) if is_base else cls, variant, at, shape.discriminator)

    def _fields(self, cls: type[Model], shape: Schema, at: _At, tag: str | None = None) -> None:
        fields = _fields_of(cls)
        if at.is_sent:
            fields = {wire: field for wire, field in fields.items() if not field.metadata.get(READ_ONLY)}
        for name, part in shape.properties.items():
            if name not in fields and not part.deprecated:
                needed = ", required" if at.is_sent and name in shape.required else ""
                self.found(FindingKind.EXTRA, f"{cls.__name__}.{name}", f"{_written(part)}{needed}", at)
        for wire, field in fields.items():
            self._field(cls, wire, field, shape, at, is_tag=wire == tag)

    def _field(
        self, cls: type[Model], wire: str, field: attrs.Attribute[Any], shape: Schema, at: _At, *, is_tag: bool
    ) -> None:
        where = f"{cls.__name__}.{wire}"
        is_known = wire in shape.properties
        key = (_owner(cls, field.name), wire, at.is_sent)
        self._fields_met[key] = self._fields_met.get(key, False) or is_known
        if is_known and not is_tag:
            if not at.is_sent and field.default is attrs.NOTHING:
                if wire not in shape.required:
                    self.found(FindingKind.REQUIRED_HERE, where, "may be left out", at)
                if shape.properties[wire].nullable:
                    self.found(FindingKind.REQUIRED_HERE, where, "may be null", at)
            self._value(field.type, shape.properties[wire], at.below(f".{wire}"), where)

    def _enum(self, enum: type[OpenEnum], values: tuple[object, ...], at: _At) -> None:
        seen = self._enums.setdefault(enum, _Values())
        seen.is_open |= not values
        for value in values:
            seen.known.setdefault(_fold(str(value)), (str(value), at))

    def _compare_values(self, enum: type[OpenEnum], values: _Values) -> None:
        members = {_fold(member.value): member.value for member in enum}
        for folded, (value, at) in values.known.items():
            if folded not in members:
                self.found(FindingKind.ENUM_DRIFT, enum.__name__, f"{value} has no member", at)
        for folded, value in members.items():
            if folded not in values.known and not values.is_open:
                self.found(FindingKind.ENUM_DRIFT, enum.__name__, f"{value} is unknown to the console")


_KINDS: Final[dict[Any, frozenset[str]]] = {
    str: frozenset({"string"}),
    bool: frozenset({"boolean"}),
    int: frozenset({"integer"}),
    float: frozenset({"number", "integer"}),
    tuple: frozenset({"array"}),
    Iterable: frozenset({"array"}),
}


def _kinds(tp: Any) -> frozenset[str]:
    """The kinds of JSON that a type is on the wire."""
    origin = get_origin(tp)
    if origin is Annotated:
        is_text = get_args(tp)[1] in (TimeFormat.ISO, TimeFormat.NANOSECONDS)
        return frozenset({"string"}) if is_text else _KINDS[float]
    if origin is Literal:
        return frozenset[str]().union(*(_kinds(type(value)) for value in get_args(tp)))
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        return _KINDS[str]
    return _KINDS.get(origin or tp, frozenset({"object"}))


def _members(tp: Any) -> list[Any]:
    """The types of a union, but for None and the like."""
    if get_origin(tp) in (Union, types.UnionType):
        return [member for member in get_args(tp) if member not in (types.NoneType, Unset)]
    return [tp]


def _models_in(tp: Any) -> list[type[Model]]:
    """The models that a value of a type, or an item of it, can be."""
    items = [get_args(member)[0] if get_origin(member) is tuple else member for member in _members(tp)]
    return [item for item in items if isinstance(item, type) and issubclass(item, Model)]


def _fields_of(cls: type[Model]) -> dict[str, attrs.Attribute[Any]]:
    """The fields of a model by their names on the wire, with their types resolved."""
    attrs.resolve_types(cls, include_extras=True)
    by_name = {field.name: field for field in attrs.fields(cls)}
    return {wire: by_name[name] for name, wire in DIALECT.codec.wire_names(cls).items()}


def _owner(cls: type[Model], name: str) -> type:
    return next(base for base in cls.__mro__ if name in vars(base).get("__annotations__", {}))


def _written(shape: Schema) -> str:
    return f"{shape.kind} ({shape.format})" if shape.format else shape.kind


def _fold(value: str) -> str:
    """The vendor spells some values in two ways, ``ax.25`` and ``AX_25``."""
    return re.sub(r"[^a-z0-9]", "", value.lower())

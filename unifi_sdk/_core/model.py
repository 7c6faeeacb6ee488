"""What models are made of: the `model` decorator, field markers, open enums, time types and UNSET."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    NoReturn,
    Self,
    TypeAlias,
    TypeVar,
    cast,
    dataclass_transform,
    overload,
)

import attrs

from unifi_sdk._core.left_out import flags_left_out, is_left_out
from unifi_sdk._core.naming import camel_case
from unifi_sdk._core.plain import Naming, Plain, PlainWriter, Times, Told

__all__ = [
    "UNSET",
    "Extra",
    "IfEmpty",
    "IsoTime",
    "Json",
    "Model",
    "Name",
    "OpenEnum",
    "TextForm",
    "TimeFormat",
    "UnixMilliseconds",
    "UnixNanoseconds",
    "UnixSeconds",
    "Unset",
    "at_least_one",
    "field",
    "is_personal",
    "is_secret",
    "is_untrusted",
    "model",
    "one_or_many",
    "personal",
    "secret",
    "untrusted",
]

if TYPE_CHECKING:
    Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
    """A JSON document as the standard library reads it."""
else:
    Json = object  # what a decoder has to know of it: everything fits

Extra: TypeAlias = Mapping[str, Json]
"""Wire keys and values that a model has no field for."""

_C = TypeVar("_C", bound=type)

_SECRET: Final = "secret"  # noqa: S105 - the name of a mark
_UNTRUSTED: Final = "untrusted"
_PERSONAL: Final = "personal"
WIRE: Final = "wire"
READ_ONLY: Final = "read_only"
SINCE: Final = "since"
UNTIL: Final = "until"
ONE_OR_MANY: Final = "one_or_many"
IF_EMPTY: Final = "if_empty"


class _NoExtra(dict[str, Json]):
    """The one empty `Extra` that most models share; it stays empty, and is itself after a pickle."""

    __slots__ = ()

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("extra is read-only: pass evolve(extra={...})")

    __setitem__ = __ior__ = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Callable[[], Extra], tuple[()]]:
        return _no_extra, ()


def _no_extra() -> Extra:
    return NO_EXTRA


NO_EXTRA: Final[Extra] = _NoExtra()


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET
"""Leave this as it is on the console; None on the other hand is sent as JSON null."""


class TimeFormat(Enum):
    """How a point in time stands on the wire."""

    ISO = "ISO 8601 text"
    SECONDS = "unix seconds"
    MILLISECONDS = "unix milliseconds"
    NANOSECONDS = "unix nanoseconds"


IsoTime: TypeAlias = Annotated[datetime, TimeFormat.ISO]
"""An aware UTC datetime; ISO 8601 text on the wire."""

UnixSeconds: TypeAlias = Annotated[datetime, TimeFormat.SECONDS]
"""An aware UTC datetime; whole seconds since 1970 on the wire, where 0 stands for "none"."""

UnixMilliseconds: TypeAlias = Annotated[datetime, TimeFormat.MILLISECONDS]
"""An aware UTC datetime; milliseconds since 1970 on the wire."""

UnixNanoseconds: TypeAlias = Annotated[datetime, TimeFormat.NANOSECONDS]
"""An aware UTC datetime, to the microsecond; nanoseconds since 1970 on the wire, as a text."""


class TextForm(Enum):
    """How the letters of a text are put together."""

    COMPOSED = "Unicode NFC"


Name: TypeAlias = Annotated[str, TextForm.COMPOSED]
"""A text that names something; read in Unicode's composed form, so that it is the same wherever the console wrote it."""


class OpenEnum(StrEnum):
    """A `StrEnum` that keeps a value it does not know as a member carrying that text.

    Comparison is by text, so ``device.state == "NEW_STATE"`` works before the SDK has heard of NEW_STATE.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @classmethod
    def of_number(cls, number: int) -> Self | None:
        """The member that some consoles send as this number; None where there is none, as in all but a few enums."""
        return None

    @property
    def is_known(self) -> bool:
        """Whether this version of the SDK knows the value."""
        return self._value_ in type(self)._value2member_map_

    def __repr__(self) -> str:
        known = "" if self.is_known else " (unknown to this SDK)"
        return f"<{type(self).__name__} {self._value_!r}{known}>"


def _mask(value: object) -> str:
    return "None" if value is None else "'***'"


class IfEmpty(Enum):
    """What becomes of an object that is written back, of whose list a console sent nothing but padding and wants an entry."""

    REFUSED = "refused"
    """It is not written: without the object, more would be allowed than before."""
    LEFT_OUT = "left out"
    """The object is left out of the one that holds it: without an entry it says nothing."""


def field(
    *,
    default: Any = attrs.NOTHING,
    wire: str | None = None,
    read_only: bool = False,
    if_empty: IfEmpty | None = None,
    since: str = "",
    until: str = "",
) -> Any:
    """A field with something to say about the wire.

    Args:
        default: The value when the console leaves it out; without one the field is required.
        wire: Its name on the wire where that is not the field's name in the application's own case.
        read_only: Never sent back by an encoder that writes.
        if_empty: For a list of texts that consoles refuse when it is empty.
        since: The version of the application that brought it, where that is known.
        until: The version that took it away.
    """
    told = {WIRE: wire, READ_ONLY: read_only, IF_EMPTY: if_empty, SINCE: since, UNTIL: until}
    return attrs.field(default=default, metadata=told)


def at_least_one() -> Any:
    """A required list of texts that a console refuses when it is empty, and that is never left out."""
    return field(if_empty=IfEmpty.REFUSED)


def secret(*, default: Any = attrs.NOTHING, wire: str | None = None, read_only: bool = False) -> Any:
    """A field whose value opens something: masked in ``repr``; arguments as for `field`."""
    metadata = {WIRE: wire, READ_ONLY: read_only, _SECRET: True}
    return attrs.field(default=default, repr=_mask, metadata=metadata)


def personal(*, default: Any = attrs.NOTHING, wire: str | None = None, read_only: bool = False) -> Any:
    """A field that tells who or where somebody is: masked wherever a secret is; arguments as for `field`."""
    metadata = {WIRE: wire, READ_ONLY: read_only, _SECRET: True, _PERSONAL: True}
    return attrs.field(default=default, repr=_mask, metadata=metadata)


def untrusted(*, default: Any = attrs.NOTHING, wire: str | None = None, read_only: bool = False) -> Any:
    """A field whose text a guest, visitor or neighbour can choose; arguments as for `field`."""
    return attrs.field(default=default, metadata={WIRE: wire, READ_ONLY: read_only, _UNTRUSTED: True})


def one_or_many(*, wire: str | None = None) -> Any:
    """A field of type ``tuple[..., ...]``, empty by default, for which some versions send one object in place of a list.

    Args:
        wire: As for `field`.
    """
    return attrs.field(default=(), metadata={WIRE: wire, ONE_OR_MANY: True})


def is_secret(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field of a model was declared with `secret` or `personal`."""
    return bool(attribute.metadata.get(_SECRET))


def is_personal(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field of a model was declared with `personal`."""
    return bool(attribute.metadata.get(_PERSONAL))


def is_untrusted(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field of a model was declared with `untrusted`."""
    return bool(attribute.metadata.get(_UNTRUSTED))


@overload
def model(cls: _C, /) -> _C: ...
@overload
def model(*, tag: str = "") -> Callable[[_C], _C]: ...
@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(field, personal, secret, untrusted, at_least_one)
)
def model(cls: Any = None, /, *, tag: str = "") -> Any:
    """Make a class a model: frozen, keyword-only, slotted.

    Args:
        cls: The class, when used without arguments.
        tag: For the base of variants, the field that tells them apart. A subclass that gives this field a default is the
            variant for that value; a value that no subclass has decodes to the base class.
    """
    if cls is None:
        return lambda decorated: _make_model(decorated, tag)
    return _make_model(cls, "")


def _make_model(cls: Any, tag: str) -> Any:
    # What `Model` does once for all needs no code of its own in each of hundreds of classes, and the code of an ``__init__``
    # is made when it is called: that halves their import. So attrs sees fields that have no part in an ``__init__``, and
    # everybody else the fields that were declared.
    declared: list[attrs.Attribute[Any]] = []

    def note(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
        # attrs 25.4 names what a field is called in an ``__init__`` only after this
        declared.extend(each if each.alias else each.evolve(alias=each.name) for each in fields)
        return [_bare(each) for each in fields]

    has_init = "__init__" in vars(cls)
    made: Any = attrs.frozen(
        kw_only=True,
        slots=True,
        weakref_slot=False,
        repr=False,
        eq=False,
        match_args=False,
        init=False,
        field_transformer=note,
    )(cls)
    made.__attrs_attrs__ = type(made.__attrs_attrs__)(declared)
    del made.__attrs_init__
    if not has_init:
        made.__init__ = _initialize_first
    if tag:
        made.variant_tag = tag
        made.variants = {}
    for base in made.__mro__[1:]:
        own_tag = vars(base).get("variant_tag")
        if own_tag:
            tag_field = next(a for a in attrs.fields(made) if a.name == own_tag)
            if tag_field.default is not attrs.NOTHING and not tag_field.inherited:
                base.variants[str(tag_field.default)] = made
    return made


def _bare(attribute: attrs.Attribute[Any]) -> attrs.Attribute[Any]:
    """A field of which attrs makes a slot, and no line of an ``__init__``; one for each name is enough."""
    found = _BARE.get(attribute.name)
    if found is None:
        found = _BARE[attribute.name] = attribute.evolve(default=attrs.NOTHING, init=False)
    return found


_BARE: Final[dict[str, attrs.Attribute[Any]]] = {}


def _initialize_first(self: object, *args: object, **given: object) -> None:
    """The ``__init__`` of every model until its first instance is made; most never are, or only by the decoder."""
    owner = next(cls for cls in type(self).__mro__ if vars(cls).get("__init__") is _initialize_first)
    _give_init(owner)(self, *args, **given)


def _give_init(cls: Any) -> Callable[..., None]:
    """Put the ``__init__`` that attrs makes for such fields into its place."""
    fields = {a.name: attrs.field(default=a.default, kw_only=True) for a in attrs.fields(cls)}
    like: Any = attrs.make_class(cls.__name__, fields, frozen=True, slots=True, repr=False, eq=False)
    made = like.__init__
    made.__module__, made.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    made.__annotations__ = {a.name: a.type for a in attrs.fields(cls)} | {"return": None}
    if cls.__module__ in sys.modules:  # for `typing.get_type_hints`
        made.__globals__.update({**vars(sys.modules[cls.__module__]), **made.__globals__})
    cls.__init__ = made
    return cast("Callable[..., None]", made)


class _Signature:
    """What `inspect.signature` says of a model, whether one was made or not."""

    def __get__(self, instance: object, owner: Any) -> inspect.Signature:
        if owner.__init__ is _initialize_first:
            _give_init(next(cls for cls in owner.__mro__ if "__init__" in vars(cls)))
        signature = inspect.signature(owner.__init__)
        return signature.replace(parameters=[*signature.parameters.values()][1:])


@model
class Model:
    """The base of every model: frozen, compared by value, no client inside and no I/O."""

    variant_tag: ClassVar[str] = ""
    variants: ClassVar[dict[str, type[Model]]] = {}
    __attrs_attrs__: ClassVar[tuple[Any, ...]]
    __signature__: ClassVar[Any] = _Signature()

    extra: Extra = attrs.field(default=NO_EXTRA, eq=False, repr=False)
    """What the console sent and this model has no field for, sent back when the model is written."""

    def evolve(self, **changes: object) -> Self:
        """A copy with some fields changed, as `attrs.evolve` makes it.

        Args:
            changes: New values by field name.

        Raises:
            TypeError: the model has no such field.
        """
        return cast("Self", attrs.evolve(cast("Any", self), **changes))

    def to_dict(
        self, *, names: Naming = "python", times: Times = "datetime", reveal: bool = False, absent: bool = True
    ) -> dict[str, Plain]:
        """The model as plain data, nested models among it: for tables, files and other programs.

        What the model has no field for, or could not read, stands beside the fields as it came. Enums are their texts,
        tuples are lists.

        Args:
            names: ``python`` for the names of the fields; ``wire`` for those that the console gives them.
            times: ``datetime`` leaves times as they are; ``iso`` makes ISO 8601 texts of them (in UTC) and seconds of
                durations, so that everything can be written as JSON.
            reveal: Secrets as they are, and not as ``***``.
            absent: Whether fields that the console left out stand there as None, so that all of a list have the same.

        Raises:
            ConfigurationError: an argument is none of those.
        """
        return PlainWriter(names=names, times=times, reveal=reveal, absent=absent).model(self)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = _values_of(type(self))
        return values(self) == values(other)

    def __hash__(self) -> int:
        values = _values_of(type(self))
        return hash((type(self), values(self)))

    def __repr__(self) -> str:
        shown = (f"{a.name}={a.repr(value) if callable(a.repr) else repr(value)}" for a, value in self._shown())
        return f"{type(self).__name__}({', '.join(shown)})"

    def _shown(self) -> Iterator[tuple[attrs.Attribute[Any], object]]:
        """The fields that are shown, and hold something; one whose ``repr`` is a function is shown by that alone."""
        for a in attrs.fields(type(self)):
            if a.repr and (value := getattr(self, a.name)) is not None and value is not UNSET:
                yield a, value

    def _told(self) -> tuple[list[Told], Mapping[str, Json]]:
        """The fields with what they hold, or what came in place of it; and by its name on the wire what has no field."""
        others = dict(self.extra)
        flags = flags_left_out(self.extra)
        told = []
        for a, wire in _wire_fields(cast("Any", type(self))):
            value = getattr(self, a.name)
            marks = is_secret(a), is_untrusted(a)
            if wire in others and value == a.default:  # it came as null, or can't be read
                told.append(Told(a.name, wire, others.pop(wire), *marks, is_absent=False, is_raw=True))
            elif value is not UNSET:
                if is_secret(a) or str(others.get(wire)).lower() == str(value).lower():
                    others.pop(wire, None)  # the same in another guise
                is_empty = value is None or value == "" == a.default or is_left_out(value)
                is_absent = is_empty or (value is False and a.name in flags)
                told.append(Told(a.name, wire, value, *marks, is_absent=is_absent))
        return told, others

    def _repr_html_(self) -> str:
        """The model as a table, which Jupyter asks for."""
        from unifi_sdk._core.tables import model_table

        return model_table(self)


@cache
def _wire_fields(cls: Any) -> list[tuple[attrs.Attribute[Any], str]]:
    """The fields of a model, and what each is called on the wire: in camelCase, unless a module or package says else."""
    parts = cls.__module__.split(".")
    places = [sys.modules.get(".".join(parts[:length])) for length in range(len(parts), 0, -1)]
    said = [vars(place)["_wire_name"] for place in places if place and "_wire_name" in vars(place)]
    wire_name: Callable[[str], str] = said[0] if said else camel_case
    return [(a, a.metadata.get(WIRE) or wire_name(a.name)) for a in attrs.fields(cls) if a.name != "extra"]


def _values_of(cls: Any) -> Callable[[object], object]:
    """What a model is compared by: all its fields but the extras."""
    found = _COMPARED.get(cls)
    if found is None:
        names = [a.name for a in attrs.fields(cls) if a.name != "extra"]
        found = _COMPARED[cls] = attrgetter(*names) if names else lambda _: ()
    return found


_COMPARED: dict[object, Callable[[object], object]] = {}

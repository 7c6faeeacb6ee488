"""What models are made of: the `model` decorator, field markers, open enums, time types and UNSET."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum, StrEnum
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

__all__ = [
    "UNSET",
    "Extra",
    "IsoTime",
    "Json",
    "Model",
    "OpenEnum",
    "TimeFormat",
    "UnixMilliseconds",
    "UnixNanoseconds",
    "UnixSeconds",
    "Unset",
    "field",
    "is_secret",
    "is_untrusted",
    "model",
    "one_or_many",
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
WIRE: Final = "wire"
READ_ONLY: Final = "read_only"
ONE_OR_MANY: Final = "one_or_many"


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


def field(*, default: Any = attrs.NOTHING, wire: str | None = None, read_only: bool = False) -> Any:
    """A field with something to say about the wire.

    Args:
        default: The value when the console leaves it out; without one the field is required.
        wire: Its name on the wire where that is not the field's name in the application's own case.
        read_only: Never sent back by an encoder that writes.
    """
    return attrs.field(default=default, metadata={WIRE: wire, READ_ONLY: read_only})


def secret(*, default: Any = attrs.NOTHING, wire: str | None = None, read_only: bool = False) -> Any:
    """A field whose value opens something: masked in ``repr``; arguments as for `field`."""
    metadata = {WIRE: wire, READ_ONLY: read_only, _SECRET: True}
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
    """Whether a field of a model was declared with `secret`."""
    return bool(attribute.metadata.get(_SECRET))


def is_untrusted(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field of a model was declared with `untrusted`."""
    return bool(attribute.metadata.get(_UNTRUSTED))


@overload
def model(cls: _C, /) -> _C: ...
@overload
def model(*, tag: str = "") -> Callable[[_C], _C]: ...
@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, secret, untrusted))
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
    # what `Model` does once for all needs no code of its own in each of hundreds of classes: it halves their import
    made: Any = attrs.frozen(kw_only=True, slots=True, weakref_slot=False, repr=False, eq=False, match_args=False)(cls)
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


@model
class Model:
    """The base of every model: frozen, compared by value, no client inside and no I/O."""

    variant_tag: ClassVar[str] = ""
    variants: ClassVar[dict[str, type[Model]]] = {}
    __attrs_attrs__: ClassVar[tuple[Any, ...]]

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

    def _repr_html_(self) -> str:
        """The model as a table, which Jupyter asks for."""
        from unifi_sdk._core.tables import model_table

        return model_table(self)


def _values_of(cls: Any) -> Callable[[object], object]:
    """What a model is compared by: all its fields but the extras."""
    found = _COMPARED.get(cls)
    if found is None:
        names = [a.name for a in attrs.fields(cls) if a.name != "extra"]
        found = _COMPARED[cls] = attrgetter(*names) if names else lambda _: ()
    return found


_COMPARED: dict[object, Callable[[object], object]] = {}

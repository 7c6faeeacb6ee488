"""The function that decodes a model, generated from its fields: a straight line in which only the unexpected branches off.

Two kinds are generated, by the same code. One takes any object and looks every field up; it is made at a model's first use.
The other is for objects that have the same keys in the same order, as all items of a list mostly have. It unpacks their
values, knows beforehand what is absent and what is unknown, and decodes objects within the object in the same line. It is
made when such an object was seen so often that this pays (`_OFTEN`). For a client that is ``{"id": ..., "connectedAt": ...,
"access": {"type": "GUEST"}, "vlan": ...}`` it looks like this, with names in place of numbers::

    def decode(value):
        id, connected_at, access, vlan = value.values()
        extra = {'vlan': vlan if vlan.__class__ in PLAIN else aside(vlan)}      # no field has this name
        if id.__class__ is str: pass                                            # the common case first
        else: raise Mismatch('a string', '.id')                                 # in truth by the field's own decoder
        try: moment = read_iso(connected_at) if connected_at.__class__ is str else None
        except ValueError: moment = None
        if moment is not None and moment.tzinfo is UTC: connected_at = moment
        elif connected_at is None: ...                                          # stays None, and is noted in the extras
        else: ...
        if access is None: ...
        else:
            try:
                if access.__class__ is dict and tuple(access) == ('type',) and access['type'] == 'GUEST':
                    type, = access.values()
                    ...                                                         # the same again, for `GuestAccess`
                    access = made
                else: access = decode_access(access)                            # other keys, or another variant
            except Mismatch as mismatch:
                extra = note(extra, 'access', access)
                access = keep(plan, mismatch)                                   # reads as absent, or as what of it fits
        model = ThawedClient()                                                  # the same slots, and not frozen
        model.id = id
        model.connected_at = connected_at
        model.access = access
        model.name = None                                                       # absent
        model.extra = extra
        model.__class__ = Client
        return model

Whatever is kept as it came, and may be an object or a list, goes through `aside`, which sees how deeply it is nested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final, cast, get_args, get_origin

import attrs

from unifi_sdk._core.left_out import FlagsLeftOut, flags_left_out
from unifi_sdk._core.model import NO_EXTRA, IfEmpty, Json, Model, OpenEnum, TextForm, TimeFormat
from unifi_sdk._core.nesting import aside
from unifi_sdk._core.values import EPOCH, MILLISECOND, Decoder, MismatchError

__all__ = ["FieldPlan", "ModelPlan", "compile_copier", "compile_decoder"]

_MISSING: Final = object()
_COMPOSED: Final = Annotated[str, TextForm.COMPOSED]
_ISO_TIME: Final = Annotated[datetime, TimeFormat.ISO]
_SECONDS_TIME: Final = Annotated[datetime, TimeFormat.SECONDS]
_MILLISECONDS_TIME: Final = Annotated[datetime, TimeFormat.MILLISECONDS]

_OFTEN: Final = 100
"""So many objects with the same keys take about as much longer without a decoder of their own as it takes to make one."""
_MOST_SHAPES: Final = 32
"""Decoders of their own for one model, and sets of keys that are being counted."""
_MOST_UNKNOWN: Final = 16
_LONGEST_UNKNOWN: Final = 100
"""Unknown keys of an object, and letters in one, up to which its keys are worth remembering."""
_DEEPEST_INLINE: Final = 5
_MOST_NAMES: Final = 3000
"""Objects within each other, and names in their lines, up to which they are decoded in one function."""


@attrs.frozen
class FieldPlan:
    """How one field is decoded."""

    name: str
    wire: str
    type: Any
    is_optional: bool
    default: object
    decode: Decoder
    is_read_only: bool
    is_unset_by_default: bool
    if_empty: IfEmpty | None = None

    @property
    def is_required(self) -> bool:
        return self.default is attrs.NOTHING

    @property
    def is_flag(self) -> bool:
        """Whether it is false when it was left out, and is not to be written then."""
        return self.default is False


@attrs.frozen
class ModelPlan:
    """How a model is decoded.

    Args:
        cls: The model.
        fields: Its fields.
        keep: From a field and the mismatch of its value to what the field is then.
        tag: The wire name of the field that tells variants apart, or "".
        plan_of: The plan of another model, which stands in a field.
    """

    cls: type[Model]
    fields: Sequence[FieldPlan]
    keep: Callable[[FieldPlan, MismatchError], object]
    tag: str
    plan_of: Callable[[type[Model]], ModelPlan]

    def of_variant(self, sample: dict[str, Json]) -> ModelPlan | None:
        """The plan of an object's variant, for objects with the same tag; None when that is no text."""
        if not self.tag:
            return self
        name = sample.get(self.tag)
        variant = self.plan_of(self.cls.variants.get(name, self.cls)) if isinstance(name, str) else None
        return None if variant is None or variant.tag not in ("", self.tag) else attrs.evolve(variant, tag=self.tag)

    def is_worth_remembering(self, sample: dict[str, Json]) -> bool:
        """Whether the keys of an object are mostly known ones: a console can't fill the memory with others."""
        unknown = sample.keys() - {field.wire for field in self.fields}
        return len(unknown) <= _MOST_UNKNOWN and all(len(key) <= _LONGEST_UNKNOWN for key in unknown)


def compile_decoder(plan: ModelPlan) -> Decoder:
    """A decoder that has one for any object, and makes others for the keys that come often."""
    decode_any = _Code(plan).function(None)
    shapes: dict[tuple[str, ...], Any] = {}  # by keys: how often they came, then their decoder
    find = shapes.get

    def decode(value: Any) -> Any:
        if value.__class__ is not dict:
            raise MismatchError("an object")
        keys = tuple(value)
        found = find(keys, 0)
        if found.__class__ is not int:
            return found(value)
        if found or (plan.is_worth_remembering(value) and _has_room(shapes)):
            if found >= _OFTEN:
                made = shapes[keys] = _Code(plan).function(value)
                return made(value)
            shapes[keys] = found + 1
        return decode_any(value)

    return decode


def _has_room(shapes: dict[tuple[str, ...], Any]) -> bool:
    """Whether there is room for other keys, at the cost of those that are still being counted."""
    if len(shapes) >= _MOST_SHAPES:
        for keys in [keys for keys, found in shapes.items() if found.__class__ is int]:
            del shapes[keys]
    return len(shapes) < _MOST_SHAPES


def compile_copier(cls: type[Model]) -> Callable[[Any, Sequence[str], Sequence[object]], Any]:
    """A function that copies a model, slot by slot, with other values in some of the fields."""
    lines = ["def copy(model, names, values):", "    made = twin()"]
    lines += (f"    made.{a.name} = model.{a.name}" for a in attrs.fields(cls))
    lines += ["    for name, value in zip(names, values):", "        setattr(made, name, value)"]
    scope: dict[str, Any] = {"twin": _thawed(cls), "cls": cls}
    exec("\n".join([*lines, "    made.__class__ = cls", "    return made"]), scope)
    return cast("Callable[[Any, Sequence[str], Sequence[object]], Any]", scope["copy"])


def _thawed(cls: type[Model]) -> type:
    """A twin of a model with the same slots that isn't frozen.

    Filling one, and making it the model then, takes a third of the time of setting the model's own slots. Models have no
    validators that this would skip.
    """
    twin = _THAWED.get(cls)
    if twin is None:
        plain = {name: vars(object)[name] for name in ("__new__", "__init__", "__setattr__", "__delattr__")}
        slots = {"__module__": "", "__slots__": vars(cls)["__slots__"]}
        twin = _THAWED[cls] = type(cls.__name__, cls.__bases__, slots | plain)
    return twin


_THAWED: Final[dict[object, type]] = {}


def _note(extra: dict[str, Json], wire: str, raw: Json) -> dict[str, Json]:
    """Keep something aside in the extras of the model that is being made, which nobody else has yet."""
    if extra is NO_EXTRA:
        return {wire: aside(raw)}
    extra[wire] = aside(raw)
    return extra


def _without(extra: dict[str, Json], name: str) -> dict[str, Json]:
    """Note that the console left a flag out."""
    return FlagsLeftOut(extra, (*flags_left_out(extra), name))


class _Code:
    """The lines of one decoder, and the values that they refer to.

    Args:
        plan: What is decoded.
    """

    def __init__(self, plan: ModelPlan) -> None:
        self._plan = plan
        self._scope: dict[str, Any] = {
            "MISSING": _MISSING,
            "NO_EXTRA": NO_EXTRA,
            "PLAIN": frozenset({str, int, float, bool, type(None)}),
            "UTC": UTC,
            "EPOCH": EPOCH,
            "MILLISECOND": MILLISECOND,
            "Mismatch": MismatchError,
            "aside": aside,
            "join": "".join,
            "note": _note,
            "read_iso": datetime.fromisoformat,
            "without": _without,
        }
        self._count = 0

    def function(self, sample: dict[str, Json] | None) -> Decoder:
        """Compile a decoder.

        Args:
            sample: An object with the keys for which it is made, and objects within that are like those of others; None for
                one that takes any object.
        """
        lines = ["def decode(value):", *_indented(self._model(self._plan, "value", sample, 0)), "    return value"]
        exec("\n".join(lines), self._scope)
        return cast("Decoder", self._scope["decode"])

    def _name(self, prefix: str, value: object = None) -> str:
        """A name that no other line has, for a value that the lines refer to."""
        self._count += 1
        name = f"{prefix}{self._count}"
        if value is not None:
            self._scope[name] = value
        return name

    def _model(self, plan: ModelPlan, source: str, sample: dict[str, Json] | None, depth: int) -> Iterator[str]:
        """The lines that put a model in the place of an object; until the last of them the object is there."""
        extra, made = self._name("extra"), self._name("model")
        variables = {field.wire: self._name("v") for field in plan.fields}
        if sample is None:
            known = frozenset(variables)
            superset = self._name("is_superset", known.issuperset)
            unknown = self._name(
                "unknown", lambda value: {key: aside(item) for key, item in value.items() if key not in known}
            )
            yield f"get = {source}.get"
            yield f"{extra} = NO_EXTRA if {superset}({source}) else {unknown}({source})"
        else:
            places = {key: variables.get(key) or self._name("u") for key in sample}
            others = [key for key in sample if key not in variables]
            if sample:
                yield f"{', '.join(places.values())}, = {source}.values()"
            entries = (
                f"{key!r}: {u} if {u}.__class__ in PLAIN else aside({u})" for key in others for u in [places[key]]
            )
            yield f"{extra} = {{{', '.join(entries)}}}" if others else f"{extra} = NO_EXTRA"
        for field in plan.fields:
            v = variables[field.wire]
            if sample is None:
                yield f"{v} = get({field.wire!r}, MISSING)"
                yield from self._field(plan, field, v, extra, None, depth)
            elif field.wire in sample:
                yield from self._field(plan, field, v, extra, sample, depth)
            elif field.is_required:
                yield f"raise Mismatch('a value', {'.' + field.wire!r})"
            elif field.is_flag:
                yield f"{extra} = without({extra}, {field.name!r})"
        yield f"{made} = {self._name('twin', _thawed(plan.cls))}()"
        for field in plan.fields:
            is_there = sample is None or field.wire in sample or field.is_required
            yield f"{made}.{field.name} = {variables[field.wire] if is_there else self._default(field)}"
        yield f"{made}.extra = {extra}"
        yield f"{made}.__class__ = {self._name('cls', plan.cls)}"
        yield f"{source} = {made}"

    def _field(
        self, model: ModelPlan, field: FieldPlan, v: str, extra: str, sample: dict[str, Json] | None, depth: int
    ) -> Iterator[str]:
        """The lines that decode one field; the common case comes first."""
        wire = repr(field.wire)
        word = "if"
        for line in self._common_case(field, v, extra):
            yield line
            word = "elif"
        if sample is None:
            yield f"{word} {v} is MISSING:"
            missing = f"raise Mismatch('a value', {'.' + field.wire!r})"
            yield f"    {missing if field.is_required else f'{v} = {self._default(field)}'}"
            if field.is_flag:
                yield f"    {extra} = without({extra}, {field.name!r})"
            word = "elif"
        if field.is_optional or not field.is_required:
            yield f"{word} {v} is None:"
            yield f"    if {extra} is NO_EXTRA: {extra} = {{{wire}: None}}"
            yield f"    else: {extra}[{wire}] = None"
            if not field.is_optional:
                yield f"    {v} = {self._default(field)}"
            word = "elif"
        yield "else:" if word == "elif" else "if True:"
        yield from _indented(self._decode(model, field, v, extra, sample, depth))

    def _common_case(self, field: FieldPlan, v: str, extra: str) -> Iterator[str]:
        """A condition that costs next to nothing and what is done then; nothing for a type that has none."""
        tp = field.type
        if isinstance(tp, type) and issubclass(tp, OpenEnum):
            known = self._name("known", {member.value: member for member in tp}.get)
            yield f"if {v}.__class__ is str: {v} = {known}({v}) or {self._name('decode', field.decode)}({v})"
        elif tp is float:
            yield f"if {v}.__class__ is float or {v}.__class__ is int: pass"
        elif tp in (str, bool, int):
            # an empty text that was sent is told from one that was left out
            is_told = f"if {v} else note({extra}, {field.wire!r}, {v})"
            yield f"if {v}.__class__ is {tp.__name__}: {f'{extra} = {extra} {is_told}' if field.default == '' else 'pass'}"
        elif tp == _COMPOSED:
            yield f"if {v}.__class__ is str and {v}.isascii(): pass"
        elif tp == _ISO_TIME:
            moment = self._name("moment")
            yield f"try: {moment} = read_iso({v}) if {v}.__class__ is str else None"
            yield f"except ValueError: {moment} = None"
            yield f"if {moment} is not None and {moment}.tzinfo is UTC: {v} = {moment}"
        elif tp == _MILLISECONDS_TIME:
            moment = self._name("moment")
            yield f"try: {moment} = EPOCH + {v} * MILLISECOND if {v}.__class__ is int else None"
            yield f"except OverflowError: {moment} = None"
            yield f"if {moment} is not None: {v} = {moment}"
        elif tp == tuple[str, ...]:
            yield f"try: is_texts = {v}.__class__ is list and '' not in {v} and join({v}) is not None"
            yield "except TypeError: is_texts = False"
            yield f"if is_texts: {v} = tuple({v})"
        elif get_origin(tp) is tuple and get_args(tp)[1:] == (...,):
            yield f"if {v}.__class__ is list and not {v}: {v} = ()"

    def _decode(
        self, model: ModelPlan, field: FieldPlan, v: str, extra: str, sample: dict[str, Json] | None, depth: int
    ) -> Iterator[str]:
        inner = None if sample is None else sample[field.wire]
        plain = f"{v} = {self._name('decode', field.decode)}({v})"
        yield "try:"
        variant = self._inline(model, field, inner, depth)
        if variant is None or not isinstance(inner, dict):
            yield f"    {plain}"
        else:
            tag = f" and {v}[{variant.tag!r}] == {inner[variant.tag]!r}" if variant.tag else ""
            yield f"    if {v}.__class__ is dict and tuple({v}) == {self._name('keys', tuple(inner))}{tag}:"
            yield from _indented(_indented(self._model(variant, v, inner, depth + 1)))
            yield f"    else: {plain}"
        yield "except Mismatch as mismatch:"
        if field.is_required:
            yield f"    if mismatch.rest is None: raise mismatch.below({'.' + field.wire!r}) from None"
        yield f"    {extra} = note({extra}, {field.wire!r}, {v})"
        yield f"    {v} = {self._name('keep', model.keep)}({self._name('plan', field)}, mismatch)"
        if field.type == _SECONDS_TIME:
            yield "else:"
            yield f"    {extra} = {extra} if {v} is not None else note({extra}, {field.wire!r}, 0)"

    def _inline(self, model: ModelPlan, field: FieldPlan, inner: Json, depth: int) -> ModelPlan | None:
        """The model that an object in a field is, if it is to be decoded in the same line."""
        tp = field.type
        is_model = isinstance(tp, type) and issubclass(tp, Model)
        if not is_model or not isinstance(inner, dict) or depth >= _DEEPEST_INLINE or self._count > _MOST_NAMES:
            return None
        variant = model.plan_of(tp).of_variant(inner)
        return variant if variant is not None and variant.is_worth_remembering(inner) else None

    def _default(self, field: FieldPlan) -> str:
        return "None" if field.default is None else self._name("default", field.default)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)

"""The function that decodes a model, generated from its fields: a straight line in which only the unexpected branches off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final, cast

import attrs

from unifi_sdk._core.model import NO_EXTRA, Extra, Json, Model, OpenEnum, TimeFormat
from unifi_sdk._core.values import Decoder, MismatchError

__all__ = ["FieldPlan", "compile_copier", "compile_decoder"]

_MISSING: Final = object()
_ISO_TIME: Final = Annotated[datetime, TimeFormat.ISO]
_SECONDS_TIME: Final = Annotated[datetime, TimeFormat.SECONDS]


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

    @property
    def is_required(self) -> bool:
        return self.default is attrs.NOTHING


def compile_decoder(cls: type[Model], plans: Sequence[FieldPlan], keep: Callable[..., object]) -> Decoder:
    """One dict lookup, one check and one slot assignment per field, and a branch for whatever is not as expected.

    Filling the slots takes half the time of calling the frozen class; models have no validators that this would skip.
    """
    known = frozenset(plan.wire for plan in plans)
    scope: dict[str, Any] = {
        "MISSING": _MISSING,
        "NO_EXTRA": NO_EXTRA,
        "UTC": UTC,
        "Mismatch": MismatchError,
        "is_superset": known.issuperset,
        "keep": keep,
        "cls": cls,
        "new": object.__new__,
        "note": _note,
        "read_iso": datetime.fromisoformat,
        "set_extra": cls.extra.__set__,  # type: ignore[attr-defined]
        "unknown": lambda value: {key: item for key, item in value.items() if key not in known},
    }
    lines = [
        "def decode(value):",
        "    if value.__class__ is not dict: raise Mismatch('an object')",
        "    get = value.get",
        "    extra = NO_EXTRA if is_superset(value) else unknown(value)",
    ]
    for index, plan in enumerate(plans):
        scope |= {f"plan{index}": plan, f"default{index}": plan.default, f"decode{index}": plan.decode}
        scope[f"set{index}"] = getattr(cls, plan.name).__set__
        lines += (f"    {line}" for line in _field_lines(index, plan, scope))
    lines += [
        "    model = new(cls)",
        *(f"    set{index}(model, v{index})" for index in range(len(plans))),
        "    set_extra(model, extra)",
        "    return model",
    ]
    exec("\n".join(lines), scope)
    return cast("Decoder", scope["decode"])


def compile_copier(cls: type[Model]) -> Callable[[Any], Any]:
    """A function that copies a model, slot by slot, for whoever then changes some of the copy's slots.

    The copy is filled while it is of a twin class with the same slots that isn't frozen, which takes a third of the time.
    """
    thawed = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    twin = type(cls.__name__, cls.__bases__, {"__slots__": vars(cls)["__slots__"], **thawed})
    lines = ["def copy(model):", "    made = new(twin)"]
    lines += (f"    made.{a.name} = model.{a.name}" for a in attrs.fields(cls))
    scope: dict[str, Any] = {"new": object.__new__, "twin": twin, "cls": cls}
    exec("\n".join([*lines, "    made.__class__ = cls", "    return made"]), scope)
    return cast("Callable[[Any], Any]", scope["copy"])


def _note(extra: Extra, wire: str, raw: Json) -> Extra:
    return {**extra, wire: raw}


def _field_lines(index: int, plan: FieldPlan, scope: dict[str, Any]) -> Iterator[str]:
    """The lines that decode one field; the common case comes first."""
    v, wire, path = f"v{index}", repr(plan.wire), repr(f".{plan.wire}")
    common = _common_case(index, plan, scope)
    yield f"{v} = get({wire}, MISSING)"
    if common:
        yield common
    yield f"{'elif' if common else 'if'} {v} is MISSING:"
    yield f"    raise Mismatch('a value', {path})" if plan.is_required else f"    {v} = default{index}"
    if plan.is_optional or not plan.is_required:
        default = "" if plan.is_optional else f"; {v} = default{index}"
        yield f"elif {v} is None: extra = note(extra, {wire}, None){default}"
    yield "else:"
    yield from (f"    {line}" for line in _decode_lines(index, plan))


def _common_case(index: int, plan: FieldPlan, scope: dict[str, Any]) -> str:
    """A condition that costs next to nothing and what is done then, or "" for a type that has none."""
    v, tp = f"v{index}", plan.type
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        scope[f"known{index}"] = {member.value: member for member in tp}.get
        return f"if {v}.__class__ is str: {v} = known{index}({v}) or decode{index}({v})"
    if tp not in (str, bool, int):
        return ""
    scope[f"type{index}"] = tp
    # an empty text that was sent is told from one that was left out
    action = f"extra = extra if {v} else note(extra, {plan.wire!r}, {v})" if plan.default == "" else "pass"
    return f"if {v}.__class__ is type{index}: {action}"


def _decode_lines(index: int, plan: FieldPlan) -> Iterator[str]:
    v, wire, path = f"v{index}", repr(plan.wire), repr(f".{plan.wire}")
    indent = ""
    if plan.type == _ISO_TIME:
        yield f"try: moment = read_iso({v})"
        yield "except (TypeError, ValueError): moment = None"
        yield f"if moment is not None and moment.tzinfo is UTC: {v} = moment"
        yield "else:"
        indent = "    "
    yield f"{indent}try: {v} = decode{index}({v})"
    yield f"{indent}except Mismatch as mismatch:"
    if plan.is_required:
        yield f"{indent}    if mismatch.rest is None: raise mismatch.below({path}) from None"
    yield f"{indent}    extra = note(extra, {wire}, {v})"
    yield f"{indent}    {v} = keep(plan{index}, mismatch)"
    if plan.type == _SECONDS_TIME:
        yield "else:"
        yield f"    extra = extra if {v} is not None else note(extra, {wire}, 0)"

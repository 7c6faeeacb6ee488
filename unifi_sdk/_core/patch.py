"""Applying a partial document to a model: what the document doesn't name stays, and is shared with the old model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar, cast

import attrs

from unifi_sdk._core.codec import NOTHING_KEPT, Codec
from unifi_sdk._core.compiler import FieldPlan, compile_copier
from unifi_sdk._core.left_out import own
from unifi_sdk._core.model import NO_EXTRA, Extra, Json, Model, OpenEnum, TimeFormat
from unifi_sdk._core.nesting import LESS_DEEP, judged
from unifi_sdk._core.values import EPOCH, MILLISECOND
from unifi_sdk.errors import DecodeError

__all__ = ["Patcher", "is_same", "merge"]

M = TypeVar("M", bound=Model)

_MISSING: Final = object()
_PLAIN: Final = frozenset({str, int, bool})
"""Types whose values are in models what they are on the wire."""
_MILLISECONDS_TIME: Final = Annotated[datetime, TimeFormat.MILLISECONDS]
_SCALARS: Final = frozenset({str, int, float, bool, type(None)})


@attrs.frozen
class _Table:
    """What is needed to patch one class."""

    fields: dict[str, tuple[str, type | None, Callable[[Any], Any] | None, FieldPlan]]
    """By wire name: the field's name, what its value mostly is on the wire and what reads that, and how any is decoded."""
    copy: Callable[[Any, Sequence[str], Sequence[object]], Any]
    tag: str
    """The wire name of the field that tells variants apart, or ""."""


class Patcher:
    """Applies partial documents to the models of one application.

    Nested objects and maps are partial too; a list replaces a list. The rules for odd values are those of the codec.

    Args:
        codec: The application's.
    """

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._tables: dict[type[Model], _Table] = {}

    def apply(self, model: M, patch: Mapping[str, Json]) -> M:
        """The model with a patch applied; the very same model when the patch changes nothing.

        Args:
            model: What is there.
            patch: What has changed, with wire names.

        Raises:
            DecodeError: a required field has a value of another shape, or something is nested too deeply.
        """
        return self.compare(model, patch)[0]

    def compare(self, model: M, patch: Mapping[str, Json]) -> tuple[M, Sequence[str] | None]:
        """The model with a patch applied, and the names of the fields that have changed; None where all may have.

        Args:
            model: As for `apply`.
            patch: As for `apply`.

        Raises:
            DecodeError: as from `apply`.
        """
        try:
            return self._apply(model, patch)
        except RecursionError:
            pass
        try:
            with judged():
                return self._apply(model, patch)
        except RecursionError:
            pass
        raise DecodeError(f"expected {LESS_DEEP} at $", expected=LESS_DEEP)

    def _apply(self, model: M, patch: Mapping[str, Json]) -> tuple[M, Sequence[str] | None]:
        cls = type(model)
        table = self._tables.get(cls) or self._make_table(cls)
        if table.tag and patch.get(table.tag, _MISSING) not in (_MISSING, getattr(model, cls.variant_tag)):
            return self._decode_merged(model, patch), None
        names: list[str] = []
        values: list[object] = []
        known, extra = model.extra, model.extra
        fields = table.fields
        for key, raw in patch.items():
            field = fields.get(key)
            if field is None:
                there = extra.get(key, _MISSING)
                merged = merge(cast("Json", there), raw) if raw.__class__ is dict else raw
                if not is_same(there, merged):
                    extra = _own(extra, known)
                    extra[key] = merged
                continue
            name, common, read, plan = field
            current = getattr(model, name)
            value = None if raw.__class__ is not common else raw if read is None else read(raw)
            if value is not None and value != "":  # an empty text may have to be kept aside
                if value != current:
                    names.append(name)
                    values.append(value)
            elif raw.__class__ is not str or raw != current or not raw:
                value, kept = self._decode(cls, plan, current, raw, extra)
                if value is not current:
                    names.append(name)
                    values.append(value)
                if kept is not NOTHING_KEPT:
                    if not is_same(extra.get(key, _MISSING), kept):
                        extra = _own(extra, known)
                        extra[key] = kept
                    continue
            if extra and key in extra:
                extra = _own(extra, known)
                del extra[key]
        if extra is not known:
            names.append("extra")
            values.append(extra or NO_EXTRA)
        return (table.copy(model, names, values), names) if names else (model, names)

    def _decode(self, cls: type[Model], plan: FieldPlan, current: object, raw: Json, extra: Extra) -> tuple[Any, Any]:
        """What a field is now, the very same if nothing has changed, and what is kept aside as `Codec.decode_field` says."""
        if raw.__class__ is dict:
            if isinstance(current, Model):
                try:
                    return self._apply(current, raw)[0], NOTHING_KEPT
                except DecodeError:
                    pass
            is_whole = current and isinstance(current, Model | dict) and plan.wire not in extra
            raw = merge(self._codec.encode(current) if is_whole else extra.get(plan.wire), raw)
        value, kept = self._codec.decode_field(cls, plan, raw)
        return (current if is_same(value, current) else value), kept

    def _decode_merged(self, model: M, patch: Mapping[str, Json]) -> M:
        base = next(c for c in type(model).__mro__ if vars(c).get("variant_tag"))
        return cast("M", self._codec.decode(base, merge(self._codec.encode(model), dict(patch))))

    def _make_table(self, cls: type[Model]) -> _Table:
        fields = {wire: (plan.name, *_common_case(plan.type), plan) for wire, plan in self._codec.plans(cls).items()}
        tag = self._codec.wire_names(cls)[cls.variant_tag] if cls.variant_tag else ""
        table = self._tables[cls] = _Table(fields, compile_copier(cls), tag)
        return table


def _common_case(tp: Any) -> tuple[type | None, Callable[[Any], Any] | None]:
    """What values of a type mostly are on the wire, and what reads one that is, None for one it can't read."""
    if tp in _PLAIN:
        return tp, None
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        return str, {member.value: member for member in tp}.get
    return (int, _read_milliseconds) if tp == _MILLISECONDS_TIME else (None, None)


def _read_milliseconds(count: int) -> datetime | None:
    try:
        return EPOCH + count * MILLISECOND
    except OverflowError:
        return None


def is_same(old: object, new: object) -> bool:
    """Equality that minds what lies in the extras of models, which their own doesn't, and tells true from 1."""
    waiting = [(old, new)]
    while waiting:
        before, after = waiting.pop()
        if before is after:
            continue
        if before.__class__ in _SCALARS and after.__class__ in _SCALARS:
            if before != after or (before.__class__ is bool) is not (after.__class__ is bool):
                return False
        elif isinstance(before, Model):
            if type(before) is not type(after):
                return False
            names = [a.name for a in attrs.fields(cast("Any", type(before)))]
            waiting += [(getattr(before, name), getattr(after, name)) for name in names]
        elif isinstance(before, tuple | list):
            if not isinstance(after, tuple | list) or type(before) is not type(after) or len(before) != len(after):
                return False
            waiting += zip(before, after, strict=True)
        elif isinstance(before, dict):
            if not isinstance(after, dict) or before.keys() != after.keys():
                return False
            waiting += [(value, after[key]) for key, value in before.items()]
        elif before != after or isinstance(before, bool) != isinstance(after, bool):
            return False
    return True


def _own(extra: Extra, known: Extra) -> dict[str, Json]:
    """Extras that may be changed: a copy of those of the model, made once."""
    return own(extra) if extra is known else cast("dict[str, Json]", extra)


def merge(document: Json, patch: Json) -> Json:
    """A document with a patch applied: objects are merged at any depth, everything else is replaced.

    What the patch replaces is shared with it, so that one message about many things doesn't take many times its memory.
    """
    if not isinstance(document, dict) or not isinstance(patch, dict) or _replaces(document, patch):
        return patch
    merged = {**document}
    waiting = [(merged, patch)]
    while waiting:
        target, changes = waiting.pop()
        for key, value in changes.items():
            there = target.get(key)
            if isinstance(there, dict) and isinstance(value, dict) and not _replaces(there, value):
                target[key] = copy = {**there}
                waiting.append((copy, value))
            else:
                target[key] = value
    return merged


def _replaces(document: dict[str, Json], patch: dict[str, Json]) -> bool:
    """Whether nothing of a document is left when a patch is applied to it."""
    return document.keys() <= patch.keys() and not any(
        isinstance(value, dict) and isinstance(document.get(key), dict) for key, value in patch.items()
    )

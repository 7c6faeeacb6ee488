"""Applying a partial document to a model: what the document doesn't name stays, and is shared with the old model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, cast

import attrs

from unifi_sdk._core.codec import NOTHING_KEPT, Codec
from unifi_sdk._core.compiler import FieldPlan, compile_copier
from unifi_sdk._core.model import NO_EXTRA, Extra, Json, Model
from unifi_sdk.errors import DecodeError

__all__ = ["Patcher", "is_same", "merge"]

M = TypeVar("M", bound=Model)

_MISSING: Final = object()
_PLAIN: Final = frozenset({str, int, bool})
"""Types whose values are in models what they are on the wire."""


@attrs.frozen
class _Table:
    """What is needed to patch one class."""

    plans: dict[str, FieldPlan]
    copy: Callable[[Any], Any]
    setters: dict[str, Callable[[Any, Any], None]]
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
            DecodeError: a required field has a value of another shape.
        """
        cls = type(model)
        table = self._tables.get(cls) or self._make_table(cls)
        if table.tag and patch.get(table.tag, _MISSING) not in (_MISSING, getattr(model, cls.variant_tag)):
            return self._decode_merged(model, patch)
        changes: dict[str, object] = {}
        extra = model.extra
        for key, raw in patch.items():
            plan = table.plans.get(key)
            if plan is None:
                extra = _with(extra, key, merge(extra.get(key), raw))
                continue
            current = getattr(model, plan.name)
            value, kept = self._value(cls, plan, current, raw, extra)
            if value is not current:
                changes[plan.name] = value
            if kept is not NOTHING_KEPT:
                extra = _with(extra, key, kept)
            elif extra and key in extra:
                extra = {name: item for name, item in extra.items() if name != key}
        if extra is not model.extra:
            changes["extra"] = extra or NO_EXTRA
        if not changes:
            return model
        made = table.copy(model)
        for name, change in changes.items():
            table.setters[name](made, change)
        return made  # type: ignore[no-any-return]

    def _value(self, cls: type[Model], plan: FieldPlan, current: object, raw: Json, extra: Extra) -> tuple[Any, Any]:
        """What a field is now, the very same if nothing has changed, and what is kept aside as `Codec.decode_field` says."""
        kind = raw.__class__
        if kind is plan.type and kind in _PLAIN and raw != "":
            return (current if raw == current and current.__class__ is kind else raw), NOTHING_KEPT
        if kind is str and raw and raw == current:
            return current, NOTHING_KEPT
        if kind is dict:
            if isinstance(current, Model):
                try:
                    return self.apply(current, raw), NOTHING_KEPT  # type: ignore[arg-type]
                except DecodeError:
                    pass
            whole = (
                self._codec.encode(current) if current and isinstance(current, Model | dict) else extra.get(plan.wire)
            )
            raw = merge(whole, raw)
        value, kept = self._codec.decode_field(cls, plan, raw)
        return (current if is_same(value, current) else value), kept

    def _decode_merged(self, model: M, patch: Mapping[str, Json]) -> M:
        base = next(c for c in type(model).__mro__ if vars(c).get("variant_tag"))
        return cast("M", self._codec.decode(base, merge(self._codec.encode(model), dict(patch))))

    def _make_table(self, cls: type[Model]) -> _Table:
        wire_names = self._codec.wire_names(cls)
        table = self._tables[cls] = _Table(
            self._codec.plans(cls),
            compile_copier(cls),
            {a.name: getattr(cls, a.name).__set__ for a in attrs.fields(cast("Any", cls))},
            wire_names[cls.variant_tag] if cls.variant_tag else "",
        )
        return table


def is_same(old: object, new: object) -> bool:
    """Equality that minds what lies in the extras of models, which their own doesn't, and tells true from 1."""
    if old is new:
        return True
    if isinstance(old, Model):
        return type(old) is type(new) and _is_same_model(old, new)
    if isinstance(old, tuple | list):
        return type(old) is type(new) and len(old) == len(new) and all(map(is_same, old, new))
    if isinstance(old, dict):
        return isinstance(new, dict) and old.keys() == new.keys() and all(is_same(old[key], new[key]) for key in old)
    return old == new and isinstance(old, bool) == isinstance(new, bool)


def _is_same_model(old: Model, new: Model) -> bool:
    return all(is_same(getattr(old, a.name), getattr(new, a.name)) for a in attrs.fields(cast("Any", type(old))))


def _with(extra: Extra, key: str, value: Json) -> Extra:
    return extra if is_same(extra.get(key, _MISSING), value) else {**extra, key: value}


def merge(document: Json, patch: Json) -> Json:
    """A document with a patch applied: objects are merged at any depth, everything else is replaced."""
    if not isinstance(document, dict) or not isinstance(patch, dict):
        return patch
    return {**document, **{key: merge(document.get(key), value) for key, value in patch.items()}}

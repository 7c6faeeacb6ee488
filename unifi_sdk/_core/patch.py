"""Applying a partial document to a model: what the document doesn't name stays, and is shared with the old model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, cast

import attrs

from unifi_sdk._core.codec import NOTHING_KEPT, Codec
from unifi_sdk._core.compiler import FieldPlan, compile_copier
from unifi_sdk._core.model import NO_EXTRA, Json, Model

__all__ = ["Patcher", "merge"]

M = TypeVar("M", bound=Model)

_MISSING: Final = object()


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

    Nested objects are partial too; a list replaces a list. The rules for odd values are those of the codec.

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
                kept: object = merge(extra.get(key), raw)
            else:
                current = getattr(model, plan.name)
                value: object
                if raw.__class__ is dict and isinstance(current, Model):
                    value, kept = self.apply(current, cast("Mapping[str, Json]", raw)), NOTHING_KEPT
                    is_same = value is current  # what lies in its extras is no part of its equality
                else:
                    value, kept = self._codec.decode_field(cls, plan, raw)
                    is_same = value == current
                if not is_same:
                    changes[plan.name] = value
            if kept is not NOTHING_KEPT:
                if extra.get(key, _MISSING) != kept:
                    extra = {**extra, key: cast("Json", kept)}
            elif key in extra:
                extra = {name: item for name, item in extra.items() if name != key}
        if extra is not model.extra:
            changes["extra"] = extra or NO_EXTRA
        if not changes:
            return model
        made = table.copy(model)
        for name, change in changes.items():
            table.setters[name](made, change)
        return cast("M", made)

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


def merge(document: Json, patch: Json) -> Json:
    """A document with a patch applied: objects are merged at any depth, everything else is replaced."""
    if not isinstance(document, dict) or not isinstance(patch, dict):
        return patch
    return {**document, **{key: merge(document.get(key), value) for key, value in patch.items()}}

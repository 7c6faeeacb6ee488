"""Applying a partial document to a model: what the document doesn't name stays, and is shared with the old model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

import attrs

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json, Model

__all__ = ["Patcher", "merge"]

M = TypeVar("M", bound=Model)

_MISSING: Final = object()


class Patcher:
    """Applies partial documents to the models of one application.

    Nested objects are partial too; a list replaces a list. The rules for odd values are those of the codec.

    Args:
        codec: The application's.
    """

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._fields: dict[type[Model], dict[str, str]] = {}

    def apply(self, model: M, patch: Mapping[str, Json]) -> M:
        """The model with a patch applied; the very same model when the patch changes nothing.

        Args:
            model: What is there.
            patch: What has changed, with wire names.

        Raises:
            DecodeError: a required field would be lost.
        """
        cls = type(model)
        names = self._names(cls)
        if cls.variant_tag and self._changes_variant(model, patch):
            return self._decode_merged(model, patch)
        decoded: Any = None
        changes: dict[str, Any] = {}
        extra = dict(model.extra)
        for key, raw in patch.items():
            name = names.get(key)
            current = getattr(model, name) if name is not None else _MISSING
            if isinstance(current, Model) and isinstance(raw, dict):
                new: Any = self.apply(current, raw)
                kept: Any = _MISSING
            elif name is not None:
                if decoded is None:
                    decoded = self._decode_over(model, patch)
                new = getattr(decoded, name)
                kept = decoded.extra.get(key, _MISSING)
            else:
                new, kept = _MISSING, merge(extra.get(key), raw)
            if new is not current and new != current:
                changes[cast("str", name)] = new
            if kept is _MISSING:
                extra.pop(key, None)
            else:
                extra[key] = kept
        if extra != model.extra:
            changes["extra"] = extra
        return attrs.evolve(cast("Any", model), **changes) if changes else model

    def _decode_over(self, model: M, patch: Mapping[str, Json]) -> M:
        """The patch decoded as if it were whole, with the required parts of the model that it leaves out."""
        cls = type(model)
        required = {
            wire: self._codec.encode(getattr(model, name))
            for wire, name in self._names(cls).items()
            if wire not in patch
            and getattr(attrs.fields_dict(cast("Any", cls))[name], "default", None) is attrs.NOTHING
        }
        return self._codec.decode(cls, cast("Json", {**required, **patch}))

    def _decode_merged(self, model: M, patch: Mapping[str, Json]) -> M:
        base = next(c for c in type(model).__mro__ if "variant_tag" in vars(c) and vars(c)["variant_tag"])
        return cast("M", self._codec.decode(base, merge(self._codec.encode(model), dict(patch))))

    def _changes_variant(self, model: Model, patch: Mapping[str, Json]) -> bool:
        wire = self._codec.wire_names(type(model))[type(model).variant_tag]
        return wire in patch and patch[wire] != getattr(model, type(model).variant_tag)

    def _names(self, cls: type[Model]) -> dict[str, str]:
        found = self._fields.get(cls)
        if found is None:
            found = self._fields[cls] = {wire: name for name, wire in self._codec.wire_names(cls).items()}
        return found


def merge(document: Json, patch: Json) -> Json:
    """A document with a patch applied: objects are merged at any depth, everything else is replaced."""
    if not isinstance(document, dict) or not isinstance(patch, dict):
        return patch
    return {**document, **{key: merge(document.get(key), value) for key, value in patch.items()}}

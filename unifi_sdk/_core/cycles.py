"""Which models may contain themselves, so that only the document tells how deeply they are nested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import attrs

from unifi_sdk._core.model import Model

__all__ = ["contains_itself"]


def contains_itself(model: type[Model]) -> bool:
    """Whether a model, or a variant of it, may stand somewhere in itself.

    Args:
        model: The model.
    """
    seen: set[type[Model]] = set()
    waiting = list(_parts(model))
    while waiting:
        part = waiting.pop()
        if part is model or issubclass(part, model) or issubclass(model, part):
            return True
        if part not in seen:
            seen.add(part)
            waiting += _parts(part)
    return False


def _parts(model: type[Model]) -> Iterator[type[Model]]:
    """The models in the fields of a model and of its variants."""
    for cls in {model, *model.variants.values()}:
        attrs.resolve_types(cls, include_extras=True)
        for attribute in attrs.fields(cls):
            yield from _models_in(attribute.type)


def _models_in(tp: Any) -> Iterator[type[Model]]:
    if isinstance(tp, type) and issubclass(tp, Model):
        yield tp
    for argument in get_args(tp):
        yield from _models_in(argument)

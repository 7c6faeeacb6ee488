"""Taking something out of a body that came from the console and not from whoever changed the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.left_out import own
from unifi_sdk._core.model import Json, Model

__all__ = ["without_extra"]

T = TypeVar("T")

_INDEX: Final = re.compile(r"\[\d+\]")


def without_extra(codec: Codec, body: T, path: str) -> T | None:
    """A body without one property that is among the extras of a model in it.

    Args:
        codec: Knows which properties the models declare; those stay.
        body: A model, or a tuple of models; what it is made of is not changed.
        path: A JSON path to the property, such as ``$.items[0].note``. The elements of a list are alike: the property goes
            out of all of them.

    Returns:
        None when no extra stands there.
    """
    steps = _INDEX.sub("", path).removeprefix("$").removeprefix(".")
    changed = _from_value(codec, body, steps)
    return None if changed is body else changed


def _from_value(codec: Codec, value: T, steps: str) -> T:
    changed: object = value
    if isinstance(value, Model):
        changed = _from_model(codec, value, steps)
    elif isinstance(value, tuple):
        items = tuple(_from_value(codec, item, steps) for item in value)
        changed = value if all(new is old for new, old in zip(items, value, strict=True)) else items
    return changed  # type: ignore[return-value]  # of the same type as the value


def _from_model(codec: Codec, model: Model, steps: str) -> Model:
    fields = {wire: name for name, wire in codec.wire_names(type(model)).items()}
    for wire, rest in _splits(steps):
        if wire in fields and rest:
            old: object = getattr(model, fields[wire])
            new = _from_value(codec, old, rest)
            if new is not old:
                return model.evolve(**{fields[wire]: new})
        elif wire not in fields and wire in model.extra:
            return model.evolve(extra=_from_mapping(model.extra, wire, rest))
    return model


def _from_json(value: Json, steps: str) -> Json:
    if isinstance(value, list):
        return [_from_json(item, steps) for item in value]
    if isinstance(value, dict):
        return next((_from_mapping(value, name, rest) for name, rest in _splits(steps) if name in value), value)
    return value


def _from_mapping(mapping: Mapping[str, Json], name: str, rest: str) -> dict[str, Json]:
    left = own(mapping)
    if rest:
        left[name] = _from_json(left[name], rest)
    else:
        del left[name]
    return left


def _splits(steps: str) -> Iterator[tuple[str, str]]:
    """How a path can be a name and what follows it; names with dots in them exist: ``2.4``."""
    for dot in re.finditer(r"\.|\Z", steps):
        yield steps[: dot.start()], steps[dot.end() :]

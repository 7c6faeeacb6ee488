"""Hypothesis strategies that read a model's fields: JSON as a console of this, an older or a newer version may send it."""

from __future__ import annotations

import json
import types
from functools import cache
from typing import Any, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from tests.support.wire import FLOAT, INT64, JSON, TEXT, same_json
from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import READ_ONLY, Model, OpenEnum

__all__ = ["assert_survives", "documents"]

_UNKNOWN_KEYS = st.dictionaries(TEXT.map(lambda text: f"x-{text}"), JSON, max_size=2)
_PRIMITIVES: dict[Any, st.SearchStrategy[Any]] = {str: TEXT, int: INT64, bool: st.booleans(), float: FLOAT}


def assert_survives(codec: Codec, model: type[Model], document: dict[str, Any]) -> None:
    """What is read and written back is what was read, without what the console alone sets."""
    written = json.loads(codec.body(codec.decode(model, document)))
    withheld = _read_only(codec, model)
    assert same_json(written, {key: value for key, value in document.items() if key not in withheld})


@cache
def documents(codec: Codec, model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that decode to a model, or to a variant of it, or are a variant that nobody knows yet.

    Args:
        codec: Of the application.
        model: The class; its optional fields are there, absent or null, its enums have new values, and there are new keys.
    """
    if not vars(model).get("variant_tag"):
        return _objects(codec, model, {})
    tag = codec.wire_names(model)[model.variant_tag]
    known = [_objects(codec, variant, {tag: st.just(name)}) for name, variant in model.variants.items()]
    unknown = _objects(codec, model, {tag: TEXT.filter(lambda text: text not in model.variants)})
    return st.one_of(*known, unknown)


def _objects(
    codec: Codec, model: type[Model], given: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    attrs.resolve_types(model, include_extras=True)
    wire = codec.wire_names(model)
    always, sometimes = dict(given), {}
    for field in attrs.fields(model):
        if field.name == "extra" or wire[field.name] in given:
            continue
        values = _values(codec, field.type)
        if field.default is None or field.default == "":
            sometimes[wire[field.name]] = values if field.default == "" else values | st.none()
        else:
            always[wire[field.name]] = values
    return st.builds(
        lambda known, new: {**new, **known}, st.fixed_dictionaries(always, optional=sometimes), _UNKNOWN_KEYS
    )


def _values(codec: Codec, tp: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(tp), get_args(tp)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_values(codec, member) for member in arguments if member is not types.NoneType))
    if origin is tuple:
        entries = _values(codec, arguments[0])
        return st.lists(entries.filter(bool) if arguments[0] is str else entries, max_size=2)  # "" is padding
    if issubclass(tp, OpenEnum):
        return st.sampled_from([member.value for member in tp]) | TEXT
    if issubclass(tp, Model):
        return documents(codec, tp)
    return _PRIMITIVES[tp]


def _read_only(codec: Codec, model: type[Model]) -> set[str]:
    wire = codec.wire_names(model)
    return {wire[field.name] for field in attrs.fields(model) if field.metadata.get(READ_ONLY)}

"""The models of the cloud, field by field beside the vendor's documents: nothing is missing, and nothing is made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

import attrs
import pytest

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json, Model, OpenEnum
from unifi_sdk._facts import Schema, load
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.cloud._dialect import DIALECT, MOBILITY_DIALECT
from unifi_sdk.drift._applications import SITE_MANAGER

FACTS = load("cloud")
PLACES = [
    place for place in performed("unifi_sdk.cloud") if place.answer and place.name not in SITE_MANAGER.made_of_parts
]


def codec_of(place: Performed) -> Codec:
    return (MOBILITY_DIALECT if "/mobility/" in place.operation else DIALECT).codec


def inside(tp: Any) -> Any:
    """A type without None, and the items of a list or map."""
    members = [member for member in get_args(tp) or (tp,) if member is not type(None)]
    if get_origin(tp) in (tuple, Mapping) or getattr(get_origin(tp), "__name__", "") == "Mapping":
        return inside(next(member for member in reversed(get_args(tp)) if member is not ...))
    return inside(members[0]) if len(members) == 1 and members[0] is not tp else members[0]


def differences(cls: type[Model], shape: Schema, codec: Codec) -> Iterator[str]:
    attrs.resolve_types(cls, include_extras=True)
    fields = {codec.wire_names(cls)[a.name]: a for a in attrs.fields(cls) if a.name != "extra"}
    yield from (f"{cls.__name__}.{name} has no field" for name in shape.properties.keys() - fields.keys())
    yield from (f"{cls.__name__}.{name} is in no document" for name in fields.keys() - shape.properties.keys())
    for name in fields.keys() & shape.properties.keys():
        part, tp = shape.properties[name], inside(fields[name].type)
        while part.kind == "array" and part.items is not None:
            part = part.items
        if isinstance(tp, type) and issubclass(tp, Model) and part.kind == "object":
            yield from differences(tp, part, codec)
        if isinstance(tp, type) and issubclass(tp, OpenEnum) and part.enum:
            other = {member.value for member in tp} ^ set(part.enum)
            if other - {""}:  # the same word may stand for nothing in one field and not in the other
                yield f"{tp.__name__}: {other}"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_model_has_the_fields_and_values_that_the_vendor_documents(place: Performed):
    shape = FACTS.find(place.operation).answer.properties["data"]
    shape = shape.items if place.is_list else shape
    assert list(differences(place.answer, shape, codec_of(place))) == []


def test_a_field_that_is_missing_or_made_up_is_found():
    place = next(place for place in PLACES if place.name == "Sites.list")
    shape = FACTS.find(place.operation).answer.properties["data"].items
    parts = {**shape.properties, "fieldOfTomorrow": Schema(kind="string")}
    del parts["permission"]
    found = set(differences(place.answer, attrs.evolve(shape, properties=parts), codec_of(place)))
    assert found == {"Site.fieldOfTomorrow has no field", "Site.permission is in no document"}


def test_json_of_any_form_is_no_model():
    assert inside(tuple[Json, ...]) is object

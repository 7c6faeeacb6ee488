"""Variants of a model: the tag chooses, and what nobody knows stays what it was."""

from __future__ import annotations

import pytest

from tests.support.models import (
    Circle,
    Colour,
    ColouredCircle,
    Shape,
    Square,
    codec,
)
from unifi_sdk import DecodeError
from unifi_sdk._core.model import Json, Model


def test_the_tag_chooses_the_variant() -> None:
    assert codec().decode(Shape, {"kind": "CIRCLE", "radius": 4}) == Circle(radius=4)
    assert codec().decode(Shape, {"kind": "SQUARE", "sideMm": 1}) == Square(side_mm=1)


@pytest.mark.parametrize("tag", ["HEPTAGON", "", "circle"])
def test_an_unknown_tag_decodes_to_the_base_and_is_written_back(tag: str) -> None:
    document = {"kind": tag, "radius": 4, "label": "x"}
    decoded = codec().decode(Shape, document)
    assert type(decoded) is Shape
    assert codec().encode(decoded) == document


def test_a_class_that_inherits_its_tag_does_not_take_the_place_of_the_variant() -> None:
    decoded = codec().decode(Shape, {"kind": "CIRCLE"})
    assert type(decoded) is Circle
    assert codec().decode(ColouredCircle, {"kind": "CIRCLE", "colour": "red"}).colour is Colour.RED


@pytest.mark.parametrize("document", [{}, {"kind": None}, {"kind": 5}, {"kind": ["CIRCLE"]}, {"kind": {"CIRCLE": 1}}])
def test_a_variant_needs_a_tag_that_is_text(document: Json) -> None:
    with pytest.raises(DecodeError) as caught:
        codec().decode(Shape, document)
    assert caught.value.path == "$.kind"


def test_a_variant_with_an_unfit_field_is_still_this_variant() -> None:
    decoded = codec().decode(Shape, {"kind": "CIRCLE", "radius": "wide"})
    assert isinstance(decoded, Circle)
    assert decoded.extra == {"radius": "wide"}


def test_the_base_of_all_models_keeps_every_key() -> None:
    assert codec().decode(Model, {"a": 1}).extra == {"a": 1}

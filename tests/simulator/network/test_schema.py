"""How the simulator judges a value by the shape that a specification gives it."""

from __future__ import annotations

import pytest

from unifi_sdk._facts import Schema
from unifi_sdk.simulator.schema import ShapeError, accept, problems, project, read_text

TEXT = Schema(kind="string")
COUNT = Schema(kind="integer", format="int32", minimum=1, maximum=9)
UUID = Schema(kind="string", format="uuid")
CAT = Schema(kind="object", properties={"kind": TEXT, "lives": COUNT}, required=frozenset({"kind", "lives"}))
DOG = Schema(
    kind="object", properties={"kind": TEXT, "tags": Schema(kind="array", items=TEXT, min_items=1, unique_items=True)}
)
PET = Schema(
    kind="object",
    properties={"kind": TEXT},
    required=frozenset({"kind"}),
    discriminator="kind",
    variants={"CAT": CAT, "BIG_DOG": DOG},
)
HOUSE = Schema(kind="object", properties={"pet": PET, "owner": UUID, "size": Schema(kind="number", enum=(2.4, 5))})


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([], "the body must be an object"),
        ({"pet": "cat"}, "'pet' must be an object"),
        ({"pet": {}}, "'pet.kind' must not be null"),
        ({"pet": {"kind": "COW"}}, "'COW' is not a valid 'pet.kind' value"),
        ({"pet": {"kind": "CAT"}}, "'pet.lives' must not be null"),
        ({"pet": {"kind": "CAT", "lives": None}}, "'pet.lives' must not be null"),
        ({"pet": {"kind": "CAT", "lives": 0}}, "'pet.lives' must be greater than or equal to 1"),
        ({"pet": {"kind": "CAT", "lives": 10}}, "'pet.lives' must be less than or equal to 9"),
        ({"pet": {"kind": "CAT", "lives": 2**31}}, "'pet.lives' is out of range"),
        ({"pet": {"kind": "CAT", "lives": 1.5}}, "'pet.lives' must be an integer"),
        ({"pet": {"kind": "CAT", "lives": True}}, "'pet.lives' must be an integer"),
        ({"pet": {"kind": "CAT", "lives": "3"}}, "'pet.lives' must be an integer"),
        ({"pet": {"kind": "BIG_DOG", "tags": []}}, "'pet.tags' size must be between 1 and 2147483647"),
        ({"pet": {"kind": "BIG_DOG", "tags": ["a", 1]}}, "'pet.tags[1]' must be a string"),
        ({"pet": {"kind": "BIG_DOG", "tags": ["a", "a"]}}, "'pet.tags' must not contain duplicates"),
        ({"owner": "me"}, "'me' is not a valid 'owner' value"),
        ({"size": 6}, "'6' is not a valid 'size' value"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence_that_names_the_field(value, problem):
    assert problems(HOUSE, value) == [problem]
    with pytest.raises(ShapeError) as caught:
        accept(HOUSE, value)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("schema", "value", "problem"),
    [
        (Schema(kind="string", min_length=1), "", "'x' must not be empty"),
        (Schema(kind="string", min_length=8, max_length=63), "short", "'x' length must be between 8 and 63"),
        (Schema(kind="string", max_length=3), "long", "'x' length must be between 0 and 3"),
        (Schema(kind="string", pattern="^[a-z]+$"), "A1", "'x' must match '^[a-z]+$'"),
        (Schema(kind="string", enum=("A", "B")), "C", "'C' is not a valid 'x' value"),
        (Schema(kind="string", format="date"), "2026-13-01", "'2026-13-01' is not a valid 'x' value"),
        (Schema(kind="string", format="date-time"), "noon", "'noon' is not a valid 'x' value"),
        (Schema(kind="array", max_items=1), [1, 2], "'x' size must be between 0 and 1"),
        (Schema(kind="boolean"), 1, "'x' must be a boolean"),
        (Schema(kind="number"), False, "'x' must be a number"),
    ],
)
def test_every_kind_of_bound_is_kept(schema, value, problem):
    assert problems(Schema(kind="object", properties={"x": schema}), {"x": value}) == [problem]


@pytest.mark.parametrize("kind", ["BIG_DOG", "big-dog", "big.dog"])
def test_a_variant_may_be_spelled_as_the_vendor_spells_it_elsewhere(kind):
    assert problems(HOUSE, {"pet": {"kind": kind}}) == []


def test_unknown_fields_are_no_problem_and_stay_as_they_are():
    value = {"new": {"deep": [None, 1]}, "pet": {"kind": "CAT", "lives": 9, "colour": "grey"}}
    assert problems(HOUSE, value) == []
    assert accept(HOUSE, value) == value


def test_a_null_is_the_same_as_absent_in_a_request_and_wrong_in_an_answer():
    assert accept(HOUSE, {"owner": None, "size": 5}) == {"size": 5}
    assert problems(HOUSE, {"owner": None, "size": 5}) == ["'owner' must not be null"]


def test_ids_are_taken_in_lower_case():
    owner = "CC212F02-1111-4222-8333-444455556666"
    assert accept(HOUSE, {"owner": owner}) == {"owner": owner.lower()}


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        (COUNT, "-5", -5),
        (Schema(kind="boolean"), "true", True),
        (TEXT, "", ""),
        (UUID, "CC212F02-1111-4222-8333-444455556666", "cc212f02-1111-4222-8333-444455556666"),
    ],
)
def test_values_are_read_out_of_a_query(schema, text, value):
    assert read_text(schema, text) == value


@pytest.mark.parametrize(
    ("schema", "text"), [(COUNT, "1.5"), (COUNT, ""), (Schema(kind="boolean"), "yes"), (UUID, "default")]
)
def test_text_that_stands_for_nothing_is_refused(schema, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_text(schema, text)


def test_an_overview_shows_what_it_knows_and_what_nobody_knows():
    inner = Schema(kind="object", properties={"type": TEXT})
    secret = Schema(kind="object", properties={"type": TEXT, "passphrase": TEXT})
    overview = Schema(kind="object", properties={"name": TEXT, "security": inner})
    details = Schema(kind="object", properties={"name": TEXT, "security": secret, "note": TEXT})
    document = {"name": "a", "note": "b", "new": 1, "security": {"type": "WPA", "passphrase": "c", "newer": 2}}
    assert project(document, overview, details) == {"name": "a", "new": 1, "security": {"type": "WPA", "newer": 2}}
    assert project(document, details, details) == document

"""What models are made of: open enums, UNSET, secrets, copies, and what a class looks like."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.models import Account, Circle, Colour, ColouredCircle, Node, Shape, Square, Thing, codec
from unifi_sdk._core.model import NO_EXTRA, UNSET, Model, Unset, field, is_secret, is_untrusted, model

relaxed = settings(deadline=None, max_examples=60)

TEXT = st.text(max_size=12)


# open enums


@given(TEXT)
@relaxed
def test_any_text_is_a_member(text: str) -> None:
    member = Colour(text)
    assert isinstance(member, Colour)
    assert member == text == member.value == str(member)
    assert member.is_known == (text in ("red", "deep-blue"))


@given(TEXT, TEXT)
@relaxed
def test_members_are_equal_and_hash_alike_when_their_texts_do(one: str, other: str) -> None:
    assert (Colour(one) == Colour(other)) == (one == other)
    assert hash(Colour(one)) == hash(one)
    assert len({Colour(one), Colour(other), one, other}) == len({one, other})


@given(TEXT)
@relaxed
def test_a_member_survives_pickle_and_copies(text: str) -> None:
    member = Colour(text)
    for twin in (pickle.loads(pickle.dumps(member)), copy.copy(member), copy.deepcopy(member), Colour(member)):
        assert type(twin) is Colour
        assert (twin, twin.value, twin.name, twin.is_known) == (member, member.value, member.name, member.is_known)


def test_a_known_value_is_always_the_same_member() -> None:
    assert Colour("red") is Colour.RED
    assert pickle.loads(pickle.dumps(Colour.DEEP_BLUE)) is Colour.DEEP_BLUE


def test_unknown_members_do_not_join_the_class() -> None:
    Colour("ultraviolet")
    assert list(Colour) == [Colour.RED, Colour.DEEP_BLUE]


def test_a_name_is_no_value() -> None:
    assert not Colour("DEEP_BLUE").is_known


@pytest.mark.parametrize("value", [5, None, b"red", ["red"]])
def test_only_text_is_a_member(value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Colour"):
        Colour(value)


def test_an_unknown_member_says_so() -> None:
    assert repr(Colour("odd")) == "<Colour 'odd' (unknown to this SDK)>"
    assert repr(Colour.RED) == "<Colour 'red'>"


# UNSET


def test_unset_is_false_and_one_of_a_kind() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET is copy.deepcopy(UNSET) is Unset("UNSET")


# models


def test_a_model_is_frozen_and_slotted() -> None:
    thing = Thing(id="1")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        thing.name = "x"  # type: ignore[misc]
    assert not hasattr(thing, "__dict__")


def test_a_decoded_model_is_frozen_as_well() -> None:
    decoded = codec().decode(Thing, {"id": "1"})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        decoded.id = "2"  # type: ignore[misc]


def test_a_decoded_model_equals_one_made_by_hand() -> None:
    decoded = codec().decode(Shape, {"kind": "CIRCLE", "radius": 1})
    made = Circle(radius=1)
    assert decoded == made
    assert hash(decoded) == hash(made)
    assert repr(decoded) == repr(made)


def test_extras_do_not_count_for_equality_or_hash() -> None:
    plain, extended = Circle(radius=1), Circle(radius=1, extra={"new": [1]})
    assert plain == extended
    assert len({plain, extended}) == 1


def test_another_variant_with_the_same_values_is_another_thing() -> None:
    assert Shape(kind="CIRCLE") != Circle()
    assert Circle() != ColouredCircle()


@pytest.mark.parametrize(
    "document",
    [
        {"id": "1"},
        {"id": "1", "pinCode": "0000", "shape": {"kind": "SQUARE", "new": 1}, "colour": "odd", "counts": {"a": 1}},
        {"id": "1", "madeAt": "2026-01-01T00:00:00Z", "size": "big", "name": None, "tags": ["a"]},
    ],
)
def test_a_model_survives_pickle_and_copies_with_its_extras(document: dict[str, object]) -> None:
    thing = codec().decode(Thing, document)  # type: ignore[arg-type]
    for twin in (pickle.loads(pickle.dumps(thing)), copy.copy(thing), copy.deepcopy(thing), thing.evolve()):
        assert twin == thing
        assert twin.extra == thing.extra
        assert codec().encode(twin) == document


def test_the_shared_empty_extras_are_themselves_after_a_pickle_and_take_nothing() -> None:
    assert pickle.loads(pickle.dumps(NO_EXTRA)) is NO_EXTRA is copy.deepcopy(NO_EXTRA)
    shared = Thing(id="1").extra
    for change in (
        lambda: shared.__setitem__("a", 1),  # type: ignore[attr-defined]
        lambda: shared.update(a=1),  # type: ignore[attr-defined]
        lambda: shared.setdefault("a", 1),  # type: ignore[attr-defined]
        lambda: shared.__ior__({"a": 1}),  # type: ignore[attr-defined]
    ):
        with pytest.raises(TypeError, match="read-only"):
            change()
    assert Thing(id="2").extra == {}


def test_evolve_changes_what_it_is_told_and_keeps_the_extras() -> None:
    thing = codec().decode(Thing, {"id": "1", "new": 1, "size": 5})
    evolved = thing.evolve(size=6, name="x")
    assert (evolved.size, evolved.name, evolved.extra, thing.size) == (6, "x", {"new": 1}, 5)
    assert type(evolved) is Thing


def test_evolve_refuses_a_field_that_the_model_does_not_have() -> None:
    with pytest.raises(TypeError, match="colour_name"):
        Thing(id="1").evolve(colour_name="red")


# repr


def test_a_secret_is_masked_and_what_is_absent_is_not_shown() -> None:
    assert repr(Account(user="ada", password="fake-password")) == "Account(user='ada', password='***')"
    shown = repr(Account(user="ada", password="p", token="fake-token", key="fake-key"))
    assert shown == "Account(user='ada', password='***', token='***', key='***')"


def test_a_secret_inside_another_model_is_masked() -> None:
    assert "fake-pin" not in repr([{"thing": Thing(id="1", pin_code="fake-pin")}])


def test_a_secret_of_the_wrong_shape_is_not_shown_either() -> None:
    assert "fake-pin" not in repr(codec().decode(Thing, {"id": "1", "pinCode": ["fake-pin"]}))


def test_extras_are_not_shown() -> None:
    assert repr(Thing(id="1", extra={"new": "fake-pin"})) == "Thing(id='1')"


# fields and classes


def test_fields_know_whether_they_are_secret_or_untrusted() -> None:
    fields = attrs.fields_dict(Thing)
    assert (is_secret(fields["pin_code"]), is_untrusted(fields["pin_code"])) == (True, False)
    assert (is_secret(fields["name"]), is_untrusted(fields["name"])) == (False, True)
    assert not is_secret(fields["size"])


def test_variants_know_their_base_only_when_they_give_the_tag_themselves() -> None:
    assert Shape.variants == {"CIRCLE": Circle, "SQUARE": Square}
    assert Shape.variant_tag == "kind"


def test_a_model_with_a_tag_does_not_share_its_variants() -> None:
    assert Node.variants == Model.variants == {}


def test_a_field_of_a_model_is_required_unless_it_has_a_default() -> None:
    @model
    class Pair(Model):
        left: int = field()
        right: int = field(default=2)

    assert Pair(left=1) == Pair(left=1, right=2)
    with pytest.raises(TypeError, match="left"):
        Pair()  # type: ignore[call-arg]


# the first instance


def lamp() -> Any:
    """A model of which no instance was made yet."""

    @model
    class Lamp(Model):
        id: str
        level: int = 3
        tags: tuple[str, ...] = ()

    return Lamp


def test_the_first_instance_is_made_like_those_after_it() -> None:
    kind = lamp()
    first, second = kind(id="1", level=5), kind(id="1", level=5)
    assert first == second
    assert (first.extra, kind(id="2")) == ({}, first.evolve(id="2", level=3))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        first.id = "2"


def test_a_model_of_which_there_is_no_instance_has_the_signature_of_its_fields() -> None:
    kind = lamp()
    parameters = inspect.signature(kind).parameters
    assert [*parameters] == [a.name for a in attrs.fields(kind)]
    assert parameters["level"].default == 3
    assert parameters["id"].default is inspect.Parameter.empty
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert inspect.signature(kind) == inspect.signature(type(kind(id="1")))


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ((), {}, "missing 1 required keyword-only argument: 'id'"),
        ((), {"id": "1", "shade": 1}, "unexpected keyword argument 'shade'"),
        (("1",), {}, "positional argument"),
    ],
)
def test_wrong_arguments_are_told_by_the_first_call_too(
    arguments: tuple[str, ...], given: dict[str, Any], said: str
) -> None:
    for kind in (lamp(), Thing):
        with pytest.raises(TypeError, match=f"__init__.*{said}"):
            kind(*arguments, **given)


def test_a_class_below_a_model_is_made_by_the_models_own_means() -> None:
    kind = lamp()

    class Dimmed(kind):  # type: ignore[misc,valid-type]
        pass

    class Loud(kind):  # type: ignore[misc,valid-type]
        def __init__(self) -> None:
            super().__init__(id="loud")

    assert (Dimmed(id="1").level, Loud().id, kind(id="2").id) == (3, "loud", "2")
    assert inspect.signature(Dimmed) == inspect.signature(kind)


def test_a_model_may_have_an_init_of_its_own() -> None:
    @model
    class Own(Model):
        id: str

        def __init__(self) -> None:
            object.__setattr__(self, "id", "own")
            object.__setattr__(self, "extra", {})

    assert Own().id == "own"
    assert [*inspect.signature(Own).parameters] == []


def test_fields_tell_what_was_declared() -> None:
    fields = attrs.fields(lamp())
    assert (fields.id.default, fields.level.default, fields.level.init) == (attrs.NOTHING, 3, True)
    assert attrs.fields_dict(Thing)["made_at"].init


def test_hints_of_an_init_can_be_read() -> None:
    made: Any = Thing(id="1")
    assert get_type_hints(type(made).__init__)["size"] == int | None

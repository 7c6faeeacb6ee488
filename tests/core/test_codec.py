"""JSON to models and back: nothing is lost, one bad item harms no other, no error tells what was sent."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as arbitrary
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.models import (
    Band,
    Circle,
    Colour,
    Crate,
    Level,
    Log,
    Node,
    Parcel,
    Shape,
    Square,
    Tank,
    Thing,
    ThingInput,
    codec,
)
from tests.support.wire import JSON, Sample, same_json, samples
from unifi_sdk import DecodeError
from unifi_sdk._core import json_text
from unifi_sdk._core.codec import Codec, Undecodable, camel_case, changes, given, snake_case
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import UNSET, Json, Model
from unifi_sdk._core.values import MismatchError
from unifi_sdk.errors import ConfigurationError

CANARY = "canary-that-no-message-may-hold"

relaxed = settings(deadline=None, max_examples=60)


@pytest.fixture(scope="module", params=["orjson", "json"], autouse=True)
def json_library(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "json":
            patch.setattr(json_text, "orjson", None)
        yield request.param


def round_trip(cls: type[Model], document: dict[str, Any]) -> Json:
    """Bytes to model to bytes, and what these say."""
    made = codec()
    return loads(made.body(made.decode(cls, loads(json_text.dumps(document)))))


# nothing is lost


@arbitrary(samples())
@relaxed
def test_what_was_read_is_written_back(sample: Sample) -> None:
    assert same_json(codec().encode(codec().decode(sample.cls, sample.document)), sample.document)


@arbitrary(samples())
@relaxed
def test_what_was_read_is_written_back_through_bytes_too(sample: Sample) -> None:
    assert same_json(round_trip(sample.cls, sample.document), sample.document)


@arbitrary(samples())
@relaxed
def test_a_model_that_was_written_reads_as_itself(sample: Sample) -> None:
    made = codec()
    decoded = made.decode(sample.cls, sample.document)
    again = made.decode(sample.cls, made.encode(decoded))
    assert again == decoded
    assert again.extra == decoded.extra


@arbitrary(samples(), st.randoms())
@relaxed
def test_the_order_of_keys_does_not_matter(sample: Sample, chance: random.Random) -> None:
    keys = list(sample.document)
    chance.shuffle(keys)
    shuffled = codec().decode(sample.cls, {key: sample.document[key] for key in keys})
    decoded = codec().decode(sample.cls, sample.document)
    assert (shuffled, dict(shuffled.extra)) == (decoded, dict(decoded.extra))


@arbitrary(samples(), st.data())
@relaxed
def test_an_edit_leaves_everything_else_as_it_was(sample: Sample, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(sample.fields))
    new = data.draw(chosen.kind.fits)
    made = codec()
    donor = {item.wire: data.draw(item.kind.fits) for item in sample.fields if item.required} | {chosen.wire: new}
    value = getattr(made.decode(sample.cls, donor), chosen.name)
    if value is None:  # unix second 0 means "none"
        return
    edited = made.decode(sample.cls, sample.document).evolve(**{chosen.name: value})
    assert same_json(made.encode(edited), {**sample.document, chosen.wire: new})


@arbitrary(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
@relaxed
def test_unknown_keys_are_kept_and_written_back(unknown: dict[str, Any]) -> None:
    document = {**unknown, "radius": 5, "kind": "CIRCLE"}
    decoded = codec().decode(Shape, document)
    assert isinstance(decoded, Circle)
    assert same_json(codec().encode(decoded), document)


def test_a_null_an_unknown_key_and_a_value_of_the_wrong_shape_stand_among_the_extras() -> None:
    decoded = codec().decode(Thing, {"id": "1", "name": None, "new": [1], "size": "big"})
    assert decoded == Thing(id="1")
    assert decoded.extra == {"name": None, "new": [1], "size": "big"}


def test_extras_of_nested_models_are_kept() -> None:
    document = {"id": "1", "shape": {"kind": "SQUARE", "sideMm": 2.5, "new": {"a": None}, "label": None}}
    assert codec().encode(codec().decode(Thing, document)) == document


def test_an_edited_field_wins_over_the_value_of_the_wrong_shape_that_it_replaces() -> None:
    decoded = codec().decode(Thing, {"id": "1", "size": "big"})
    assert codec().encode(decoded.evolve(size=3)) == {"id": "1", "size": 3}


def test_a_model_without_surprises_has_no_extras() -> None:
    assert codec().decode(Thing, {"id": "1", "name": "a"}).extra == {}


def test_names_that_are_no_python_names_are_read_and_written() -> None:
    document = {"2.4": 1, "5": 2, "6": 3}
    decoded = codec().decode(Band, document)
    assert (decoded.ghz_2_4, decoded.ghz_5, decoded.extra) == (1, 2, {"6": 3})
    assert codec().encode(decoded) == document
    assert codec().wire_names(Band) == {"ghz_2_4": "2.4", "ghz_5": "5"}


def test_an_unknown_value_of_an_enum_is_kept() -> None:
    decoded = codec().decode(Thing, {"id": "1", "colour": "ultraviolet"})
    assert decoded.colour == "ultraviolet"
    assert decoded.colour is not None
    assert not decoded.colour.is_known
    assert codec().encode(decoded) == {"id": "1", "colour": "ultraviolet"}


def test_a_known_value_of_an_enum_is_its_member() -> None:
    assert codec().decode(Thing, {"id": "1", "colour": "deep-blue"}).colour is Colour.DEEP_BLUE


@pytest.mark.parametrize(("number", "member"), [(1, Level.LOW), (2, Level.HIGH), (3, None), (True, None), (1.0, None)])
def test_a_number_that_an_enum_knows_is_its_member(number: Json, member: Level | None) -> None:
    decoded = codec().decode(Tank, {"level": number})
    assert decoded.level is member
    assert codec().encode(decoded) == {"level": number if member is None else member.value}


@arbitrary(st.integers(-(10**12), 10**12))
@relaxed
def test_a_number_in_a_text_is_a_number_where_some_versions_write_them_so(number: int) -> None:
    tolerant = Codec(camel_case, mixes_numbers_and_texts=True)
    document: Json = {"id": "1", "size": str(number), "weight": f"{number}.5", "code": str(number)}
    decoded = tolerant.decode(Thing, document)
    assert (decoded.size, decoded.weight, decoded.code) == (number, float(f"{number}.5"), str(number))
    assert codec().decode(Thing, document).size is None
    times = tolerant.decode(Thing, {"id": "1", "soldAt": "60", "seenAt": "60000"})
    assert times.sold_at == times.seen_at == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", " 1", "1 ", "0x1", "1e3", "one", "1_000", "9" * 50, "-", "1."])
def test_a_text_that_is_no_number_is_none(text: str) -> None:
    decoded = Codec(camel_case, mixes_numbers_and_texts=True).decode(Thing, {"id": "1", "size": text, "soldAt": text})
    assert (decoded.size, decoded.sold_at, decoded.extra) == (None, None, {"size": text, "soldAt": text})


@arbitrary(
    st.sampled_from([None, 5, "", "1"]),
    st.sampled_from([None, "heavy", 0, 7]),
    st.sampled_from([None, "two", ["a", 5], [], ["a"]]),
    st.sampled_from([None, 0, 5]),
)
@relaxed
def test_a_field_with_a_default_is_written_back_as_it_was_sent(
    id_: Json, weight: Json, parts: Json, sent: Json
) -> None:
    document = {"id": id_, "weight": weight, "parts": parts, "sentAt": sent}
    assert codec().encode(codec().decode(Parcel, document)) == document


def test_an_id_that_was_absent_stays_absent_and_an_edit_of_a_default_is_written() -> None:
    decoded = codec().decode(Parcel, {"sentAt": 0, "weight": "heavy"})
    assert "id" not in codec().encode(decoded)  # type: ignore[operator]
    assert codec().encode(decoded.evolve(id="7", weight=8)) == {"id": "7", "weight": 8, "sentAt": 0}


def test_one_object_where_a_list_is_expected_is_a_list_of_one() -> None:
    assert codec().decode(Crate, {"parcel": {"kind": "CIRCLE", "radius": 1}}).parcels == (Circle(radius=1),)
    assert codec().decode(Crate, {"parcel": [{"radius": 1}, {"radius": 2}]}).parcels == (
        Circle(radius=1),
        Circle(radius=2),
    )
    assert codec().decode(Crate, {}).parcels == ()
    unfit = codec().decode(Crate, {"parcel": "none"})
    assert (unfit.parcels, codec().encode(unfit)) == ((), {"parcel": "none"})


@pytest.mark.parametrize(
    "document",
    [
        {"pair": ["a", 5], "shapes": [{"kind": "SQUARE", "new": 1}], "moments": ["2026-01-01T00:00:00Z"]},
        {"opened": [5, None], "closed": {"door": 5000}},
        {"opened": [], "closed": {}, "shapes": []},
        {"pair": ["a", "b"], "shapes": [{"kind": 5}], "moments": ["soon"], "opened": ["x"], "closed": {"door": "x"}},
        {"pair": ["a", 5, 6], "shapes": {}, "moments": 5, "opened": 5, "closed": []},
        {"pair": "ab", "shapes": "", "moments": "", "opened": {}, "closed": ""},
    ],
)
def test_times_and_models_in_containers_are_written_back_in_their_own_form(document: dict[str, Any]) -> None:
    assert codec().encode(codec().decode(Log, document)) == document


def test_containers_hold_what_they_say() -> None:
    decoded = codec().decode(Log, {"pair": ["a", 5], "shapes": [{"kind": "SQUARE"}], "opened": [60, None]})
    assert (decoded.pair, decoded.shapes) == (("a", 5), [Square()])
    assert decoded.opened == (datetime(1970, 1, 1, 0, 1, tzinfo=UTC), None)


# what does not fit


@arbitrary(samples(), st.data())
@relaxed
def test_a_required_field_that_is_missing_or_unfit_is_named_by_its_path(sample: Sample, data: st.DataObject) -> None:
    required = [item for item in sample.fields if item.required and not item.kind.misfits.is_empty]
    if not required:
        return
    chosen = data.draw(st.sampled_from(required))
    broken = {**sample.document, chosen.wire: data.draw(chosen.kind.misfits), "canary": CANARY}
    if data.draw(st.booleans()):
        del broken[chosen.wire]
    with pytest.raises(DecodeError) as caught:
        codec().decode(sample.cls, broken, operation="GET /v1/things")
    assert caught.value.path.startswith(f"$.{chosen.wire}")
    assert caught.value.operation == "GET /v1/things"
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("document", [None, [], "text", 5, True])
def test_a_model_is_made_of_an_object_only(document: Json) -> None:
    with pytest.raises(DecodeError) as caught:
        codec().decode(Thing, document)
    assert (caught.value.path, caught.value.expected) == ("$", "an object")


def test_an_error_deep_inside_tells_where_and_not_what() -> None:
    document: Json = {"name": "a", "children": [{"name": "b"}, {"name": "c", "byName": {CANARY: {"name": [CANARY]}}}]}
    deep = codec().decode(Node, {"name": "top", "child": document})
    assert deep.child is not None
    assert deep.child.children is not None
    assert (deep.child.children[1].by_name, deep.child.children[1].extra) == (
        None,
        {"byName": {CANARY: {"name": [CANARY]}}},
    )
    with pytest.raises(DecodeError) as caught:
        codec().decode(tuple[Node, ...], [{"name": "a"}, {"name": CANARY.encode()}])  # type: ignore[dict-item, list-item]
    assert (caught.value.path, caught.value.expected) == ("$[1].name", "a string")
    assert CANARY not in repr(caught.value)


def test_the_cause_of_a_decode_error_holds_no_content_either() -> None:
    with pytest.raises(DecodeError) as caught:
        codec().decode(Thing, {"id": [CANARY]})
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_literal_and_a_choice_of_types_are_checked() -> None:
    fitting = codec().decode(Thing, {"id": "1", "mode": "fast", "code": 7})
    assert (fitting.mode, fitting.code) == ("fast", 7)
    unfit = codec().decode(Thing, {"id": "1", "mode": "never", "code": [7]})
    assert (unfit.mode, unfit.code, unfit.extra) == (None, None, {"mode": "never", "code": [7]})


def test_a_field_that_takes_anything_keeps_it() -> None:
    payload: Json = {"a": [1, None, {"b": True}]}
    assert codec().decode(Thing, {"id": "1", "payload": payload}).payload == payload


# lists


def test_a_bad_item_is_kept_aside_and_its_neighbours_are_intact() -> None:
    documents: list[Json] = [{"id": "1"}, {"id": 2, "name": CANARY}, CANARY, {"id": "4", "size": "big"}, {}]
    items, undecodable = codec().decode_items(Thing, documents, operation="GET /v1/things", path="$.data")
    assert [item.id for item in items] == ["1", "4"]
    assert [(bad.raw, bad.error.path) for bad in undecodable] == [
        (documents[1], "$.data[1].id"),
        (documents[2], "$.data[2]"),
        (documents[4], "$.data[4].id"),
    ]
    assert {bad.error.operation for bad in undecodable} == {"GET /v1/things"}
    assert CANARY not in repr(undecodable)


@arbitrary(st.lists(st.booleans(), max_size=12))
@relaxed
def test_good_items_stay_in_order_whatever_stands_between_them(goods: list[bool]) -> None:
    documents: list[Json] = [{"id": str(place)} if good else {"name": place} for place, good in enumerate(goods)]
    items, undecodable = codec().decode_items(Thing, documents)
    assert [item.id for item in items] == [str(place) for place, good in enumerate(goods) if good]
    assert [bad.error.path for bad in undecodable] == [f"$[{place}].id" for place, good in enumerate(goods) if not good]


def test_bad_items_are_logged_once_and_without_their_content(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made = codec()
    for _ in range(3):
        made.decode_items(Thing, [{"id": 1, "name": CANARY}, {"id": 2}, {"id": "3", "size": CANARY, "tags": ["a", 5]}])
        made.decode_items(Thing, [{"id": "3", "tags": [CANARY, "b", {}]}])
    assert sorted(record.getMessage() for record in caplog.records) == [
        "Thing.id: expected a string; left out of its list",
        "Thing.size: expected an integer; read as absent",
        "Thing.tags[*]: expected a string; read as absent",
    ]


def test_a_console_that_sends_nothing_right_does_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    made = codec()
    for number in range(1100):
        made._report(Thing, MismatchError("a string", f".field{number}"), "read as absent")
    assert len(caplog.records) == 1000


# writing


def test_read_only_fields_are_withheld_from_a_write_at_every_depth() -> None:
    document: Json = {"id": "1", "updatedAt": "2026-01-01T00:00:00Z", "new": 1}
    decoded = codec().decode(Thing, document)
    assert codec().encode(decoded) == document
    assert codec().encode([{"thing": decoded}], writable=True) == [{"thing": {"id": "1", "new": 1}}]
    assert loads(codec().body(decoded)) == {"id": "1", "new": 1}


@pytest.mark.parametrize("sent", [None, "soon"])
def test_a_read_only_field_is_withheld_when_it_was_null_or_unfit(sent: Json) -> None:
    decoded = codec().decode(Thing, {"id": "1", "updatedAt": sent})
    assert codec().encode(decoded, writable=True) == {"id": "1"}


def test_unset_is_left_out_and_none_is_null() -> None:
    assert codec().encode(ThingInput()) == {}
    assert codec().encode(ThingInput(name="a", note=None, sold_at=None)) == {"name": "a", "note": None, "soldAt": None}


def test_a_null_reads_as_none_where_the_field_may_be_none_and_as_the_default_elsewhere() -> None:
    decoded = codec().decode(ThingInput, {"note": None, "name": None})
    assert (decoded.note, decoded.name) == (None, UNSET)
    assert codec().encode(decoded) == {"note": None, "name": None}
    assert codec().decode(Parcel, {"parts": None, "sentAt": 5}).parts == ()


def test_a_flat_body_has_wire_names() -> None:
    assert loads(codec().body({"time_limit_minutes": 5, "colour": Colour.RED})) == {
        "timeLimitMinutes": 5,
        "colour": "red",
    }


def test_containers_of_models_are_written_whole() -> None:
    value = {"things": (Circle(radius=1), [Colour("odd")]), "ids": {"a"}, 5: None}
    assert codec().encode(value) == {"things": [{"kind": "CIRCLE", "radius": 1}, ["odd"]], "ids": ["a"], "5": None}


@pytest.mark.parametrize("value", ["\ud800", object(), 1j])
def test_a_value_that_json_does_not_have_is_a_configuration_error(value: object) -> None:
    with pytest.raises(ConfigurationError, match="body"):
        codec().body({"name": value})


def test_not_a_number_is_never_written_as_a_number(json_library: str) -> None:
    if json_library == "orjson":
        assert codec().body([float("nan"), float("inf")]) == b"[null,null]"
        return
    with pytest.raises(ConfigurationError):
        codec().body([float("nan")])


def test_given_drops_none_and_changes_drops_unset() -> None:
    assert given(a=1, b=None, c=False, d="") == {"a": 1, "c": False, "d": ""}
    assert changes(a=1, b=None, c=UNSET) == {"a": 1, "b": None}


def test_wire_names_follow_the_application() -> None:
    assert camel_case("data_usage_limit_m_bytes") == "dataUsageLimitMBytes"
    assert (camel_case("id"), snake_case("time_limit")) == ("id", "time_limit")


def test_an_undecodable_item_shows_its_error_and_not_itself() -> None:
    shown = repr(Undecodable({"secret": CANARY}, DecodeError("expected a string at $.id")))
    assert shown == "Undecodable(expected a string at $.id)"

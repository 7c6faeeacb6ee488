"""Taking one of its extras out of a body."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.extras import without_extra
from unifi_sdk._core.model import Model, model

CODEC = Codec(camel_case)


@model
class Entry(Model):
    value: int | None = None


@model
class Thing(Model):
    name: str
    first_entry: Entry | None = None
    items: tuple[Entry, ...] = ()


DOCUMENT: dict[str, Any] = {
    "name": "Lab",
    "new": {"deep": [{"a": 1, "b": 2}, {"a": 3}], "2.4": {"x": 1}},
    "firstEntry": {"value": 1, "new": 5, "value2": None},
    "items": [{"value": 1, "note": "x"}, {"value": 2}, {"value": 3, "note": None}],
}


def left(path: str) -> Any:
    changed = without_extra(CODEC, CODEC.decode(Thing, DOCUMENT), path)
    return None if changed is None else CODEC.encode(changed, writable=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.new", {name: value for name, value in DOCUMENT.items() if name != "new"}),
        ("$.new.deep[0].a", {**DOCUMENT, "new": {**DOCUMENT["new"], "deep": [{"b": 2}, {}]}}),
        ("$.new.2.4.x", {**DOCUMENT, "new": {**DOCUMENT["new"], "2.4": {}}}),
        ("$.firstEntry.new", {**DOCUMENT, "firstEntry": {"value": 1, "value2": None}}),
        ("$.items[2].note", {**DOCUMENT, "items": [{"value": 1}, {"value": 2}, {"value": 3}]}),
    ],
)
def test_a_property_goes_out_where_it_stands_and_out_of_every_entry_of_a_list(path: str, expected: Any) -> None:
    assert left(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "",
        "$",
        "$.",
        "$.name",
        "$.firstEntry",
        "$.firstEntry.value",
        "$.items",
        "$.items[0]",
        "$.items[0].value",
        "$.none",
    ],
)
def test_what_a_model_declares_and_what_is_not_there_stays(path: str) -> None:
    assert left(path) is None


def test_a_declared_property_stays_whose_value_was_of_the_wrong_shape() -> None:
    thing = CODEC.decode(Thing, {"name": "Lab", "firstEntry": "odd"})
    assert thing.extra == {"firstEntry": "odd"}
    assert without_extra(CODEC, thing, "$.firstEntry") is None


def test_what_it_was_made_of_is_not_changed() -> None:
    thing = CODEC.decode(Thing, DOCUMENT)
    assert without_extra(CODEC, thing, "$.new.deep[0].a") is not None
    assert CODEC.encode(thing, writable=True) == DOCUMENT


@given(st.text(max_size=20) | st.from_regex(r"\$(\.(new|items|deep|2\.4|note)|\[[0-9]\]){0,4}", fullmatch=True))
def test_no_path_raises_and_no_declared_field_changes(path: str) -> None:
    thing = CODEC.decode(Thing, DOCUMENT)
    changed = without_extra(CODEC, thing, path)
    assert changed is None or changed == thing

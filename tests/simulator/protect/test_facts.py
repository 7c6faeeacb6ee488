"""The facts about UniFi Protect that the package carries, and how its specification is reduced to them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from unifi_sdk._facts import Schema, load, read
from unifi_sdk._facts.compact import compact, dump
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("protect")
RAW = (files("unifi_sdk._facts") / "protect.json").read_text()
LISTED = Path(__file__).parents[2] / "conformance" / "data" / "protect-7.2.84.txt"


def test_the_operations_are_those_of_the_vendors_list():
    assert set(FACTS.operations) == set(LISTED.read_text().split("\n")) - {""}
    assert (FACTS.version, len(FACTS.operations)) == ("7.2.84", 74)


@pytest.mark.parametrize(("version", "count"), [("5.3.48", 35), ("7.0.107", 35), ("7.1.42", 73), ("7.2.84", 74)])
def test_each_version_has_the_operations_that_it_is_known_to_have(version, count):
    assert sum(operation.is_in(version) for operation in FACTS.operations.values()) == count


def test_no_sentence_stands_in_the_facts():
    keys = set(re.findall(r'"(\w+)":', RAW))
    assert keys.isdisjoint(
        {"summary", "description", "example", "examples", "operationId", "oneOf", "anyOf", "allOf", "$ref"}
    )
    assert max(text.count(" ") for text in re.findall(r'"([^"]*)"', RAW)) == 1


def test_the_facts_are_one_small_line():
    assert RAW.count("\n") == 1
    assert len(RAW) < 100_000
    assert dump(json.loads(RAW)) == RAW


def test_there_are_14_kinds_of_devices_and_38_of_events():
    devices = FACTS.operations["GET /v1/subscribe/devices"].answer
    single, bulk = devices.options
    for shape in (single, bulk):
        assert set(shape.variants) == {"add", "update", "remove"}
        assert all(len(frame.properties["item"].variants) == 14 for frame in shape.variants.values())
    events = FACTS.operations["GET /v1/subscribe/events"].answer
    assert set(events.variants) == {"add", "update"}
    assert len(events.variants["add"].properties["item"].variants) == 38


def test_a_bulk_frame_names_a_device_by_one_id_or_by_several():
    bulk = FACTS.operations["GET /v1/subscribe/devices"].answer.options[1]
    for ids, found in (("a", 0), (["a", "b"], 0), (5, 1)):
        frame = {"type": "remove", "item": {"id": ids, "modelKey": "light"}}
        assert len(problems(bulk, frame)) == found


def body(operation: str) -> Schema:
    shape = FACTS.operations[operation].body
    assert shape is not None
    return shape


def test_what_the_specification_says_by_other_means_is_said():
    camera = body("PATCH /v1/cameras/{id}")
    assert camera.closed
    assert (camera.properties["micVolume"].minimum, camera.properties["micVolume"].maximum) == (1, 100)
    assert camera.properties["hdrType"].enum == ("auto", "on", "off")
    assert set(camera.properties["lcdMessage"].variants) == {
        "LEAVE_PACKAGE_AT_DOOR", "DO_NOT_DISTURB", "CUSTOM_MESSAGE", "IMAGE",
    }  # fmt: skip
    assert body("PATCH /v1/viewers/{id}").properties["liveview"].nullable
    assert not body("PATCH /v1/viewers/{id}").properties["name"].nullable
    assert body("PATCH /v1/lights/{id}").properties["lightModeSettings"].properties["mode"].enum == (
        "always", "motion", "off",
    )  # fmt: skip
    assert body("POST /v1/sirens/{id}/play").properties["duration"].enum == (5, 10, 20, 30)
    assert not FACTS.operations["POST /v1/sirens/{id}/play"].body_required
    assert FACTS.operations["PATCH /v1/sirens/{id}"].body_required


def reduced(schema: object, **named: object) -> Schema:
    operation = {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "Done."}},
    }
    document = {"info": {"version": "1"}, "paths": {"/v1/x": {"post": operation}}, "components": {"schemas": named}}
    shape = read(compact(document)).operations["POST /v1/x"].body
    assert shape is not None
    return shape


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        ({"type": ["string", "null"]}, ["a", None], [5]),
        ({"const": "a", "type": "string"}, ["a"], ["b", None]),
        ({"anyOf": [{"type": "number", "const": 0}, {"type": "number", "const": 5}]}, [0, 5], [1, "0", False]),
        ({"oneOf": [{"$ref": "#/components/schemas/Id"}, {"type": "null"}]}, ["a", None], ["", 5]),
        ({"$ref": "#/components/schemas/Id"}, ["a"], ["", None]),
        ({"allOf": [{"$ref": "#/components/schemas/Id"}], "maxLength": 2}, ["a"], ["", "aaa", None]),
        ({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}, ["a", ["a"]], [5, [5]]),
        ({"type": "object", "additionalProperties": False, "properties": {"a": {}}}, [{}, {"a": 1}], [{"b": 1}, []]),
        ({"type": "object", "additionalProperties": {"type": "number"}}, [{}, {"a": 1}], [{"a": "1"}]),
        ({"type": "object", "additionalProperties": {}}, [{"a": "1"}], [5]),
        ({"type": "number", "exclusiveMinimum": 0}, [0.1, 1], [0, -1, True]),
        ({"type": "integer", "maximum": 3, "minimum": 2}, [2, 3], [1, 4, 2.5]),
        ({"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "boolean"}}, [[True]], [[], [True] * 3]),
        ({"type": "string", "pattern": "^[A-Z]$"}, ["A"], ["a"]),
    ],
)
def test_a_value_is_held_against_the_reduced_schema(schema, right, wrong):
    shape = reduced(schema, Id={"type": "string", "minLength": 1})
    assert [problems(shape, value) for value in right] == [[] for _ in right]
    assert all(problems(shape, value) for value in wrong)


def test_a_choice_whose_options_one_constant_tells_apart_has_a_discriminator():
    options = [
        {"type": "object", "properties": {"size": {"type": "number"}, "kind": {"const": kind}}, "required": [field]}
        for kind, field in (("cat", "size"), ("dog", "kind"))
    ]
    shape = reduced({"oneOf": options})
    assert (shape.kind, shape.discriminator, set(shape.variants)) == ("object", "kind", {"cat", "dog"})
    assert problems(shape, {"kind": "dog"}) == []
    assert problems(shape, {"kind": "cat"}) == ["body must have required property 'size'"]
    assert problems(shape, {"kind": "cow"}) == ["body.kind must be equal to one of the allowed values"]
    assert problems(shape, {}) == ["body must have required property 'kind'"]

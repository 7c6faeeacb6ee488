"""What bodies may hold at all, at every depth."""

from __future__ import annotations

import copy

import pytest

from tests.support.network_bodies import Bodies
from unifi_sdk._facts import Schema, load
from unifi_sdk.simulator.network.body import check_body
from unifi_sdk.simulator.network.failures import NetworkFailure

PUTS = [operation for operation in load("network").operations.values() if operation.body is not None]


def places(schema, value, path="$"):
    """Every object in a value whose properties the specification names: the object, and its JSON path."""
    if isinstance(value, dict):
        shape = schema.variant(value.get(schema.discriminator)) if schema.discriminator else schema
        yield value, path
        for name, part in value.items():
            yield from places(shape.properties[name], part, f"{path}.{name}")
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(schema.items, item, f"{path}[{number}]")


@pytest.mark.parametrize("operation", PUTS, ids=lambda operation: operation.name)
def test_an_unknown_property_is_refused_in_every_object_of_every_body(operation):
    for body in Bodies({}, seed=4).of(operation.body, 4):
        check_body(operation.body, body)
        for index, (_, path) in enumerate(places(operation.body, body)):
            changed = copy.deepcopy(body)
            list(places(operation.body, changed))[index][0]["new"] = None
            with pytest.raises(NetworkFailure) as caught:
                check_body(operation.body, changed)
            assert caught.value.code == "api.request.unknown-property"
            assert caught.value.message == f"Unknown request body property '{path}.new'"


@pytest.mark.parametrize("operation", PUTS, ids=lambda operation: operation.name)
def test_an_unknown_kind_is_refused_wherever_a_property_tells_the_kind(operation):
    for body in Bodies({}, seed=5).of(operation.body, 4):
        kinds = list(kinds_in(operation.body, body))
        for index, (_, tag, path) in enumerate(kinds):
            changed = copy.deepcopy(body)
            list(kinds_in(operation.body, changed))[index][0][tag] = "NONSENSE"
            with pytest.raises(NetworkFailure) as caught:
                check_body(operation.body, changed)
            assert caught.value.code == "api.request.unknown-type-id"
            assert caught.value.message.startswith(f"Invalid {path}.{tag} value 'NONSENSE' (valid values: '")


def kinds_in(schema, value, path="$"):
    """Every object that tells its kind: the object, the name of the property, and the JSON path."""
    if isinstance(value, dict):
        shape = schema.variant(value.get(schema.discriminator)) if schema.discriminator else schema
        if schema.discriminator:
            yield value, schema.discriminator, path
        for name, part in value.items():
            yield from kinds_in(shape.properties[name], part, f"{path}.{name}")
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from kinds_in(schema.items, item, f"{path}[{number}]")


def test_an_object_of_which_nothing_is_said_may_hold_anything():
    check_body(Schema(kind="object"), {"anything": {"at": ["all"]}})
    check_body(Schema(), {"anything": 1})


def test_a_map_takes_any_name_and_judges_what_stands_there():
    entries = Schema(kind="object", properties={"a": Schema(kind="integer")})
    schema = Schema(kind="object", values=entries)
    check_body(schema, {"x": {"a": 1}, "y": {}})
    with pytest.raises(NetworkFailure, match=r"\$\.x\.b"):
        check_body(schema, {"x": {"b": 1}})


def test_an_object_that_does_not_tell_its_kind_is_left_to_whoever_looks_at_the_values():
    schema = Schema(kind="object", discriminator="type", variants={"A": Schema(kind="object")})
    check_body(schema, {"other": 1})

"""JSON Schema of what operations take and give."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Literal

import pytest
from jsonschema import Draft202012Validator

from unifi_sdk.cli.operations.schemas import describe_call, schema_of, schemas_of_models
from unifi_sdk.cli.operations.table import Call, calls


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.method or call.operation)
def test_every_operation_has_a_schema_whose_references_lead_somewhere(call: Call) -> None:
    document = describe_call(call, call.arguments)
    assert json.loads(json.dumps(document)) == document
    properties = document["arguments"]["properties"]  # type: ignore[index, call-overload]
    assert [name for name, schema in properties.items() if not schema.get("description")] == []  # type: ignore[union-attr]
    whole = {"$defs": document["$defs"], "properties": {"in": document["arguments"], "out": document["answer"]}}
    Draft202012Validator.check_schema(whole)
    assert set(re.findall(r"#/\$defs/(\w+)", str(whole))) <= set(document["$defs"])  # type: ignore[arg-type]
    assert [schema for schema in schemas_in(whole) if "title" in schema] == []  # what is no type that JSON has


def schemas_in(schema: object) -> Iterator[dict[str, object]]:
    """Every schema in one, but for the names of properties."""
    if not isinstance(schema, dict):
        return
    yield schema
    named = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    listed = [inner for key in ("anyOf", "oneOf", "allOf") for inner in schema.get(key, [])]
    for inner in (*named, *listed, schema.get("items"), schema.get("additionalProperties")):
        yield from schemas_in(inner)


def test_what_may_be_null_says_so() -> None:
    assert schema_of(int | None) == {"type": ["integer", "null"]}
    assert schema_of(Literal["on", "off"] | None) == {"enum": ["on", "off", None]}
    voucher = next(call.item for call in calls() if call.method == "network.vouchers.list")
    assert schema_of(voucher | None) == {"anyOf": [{"$ref": "#/$defs/Voucher"}, {"type": "null"}]}


def test_a_state_that_the_sdk_does_not_know_yet_fits() -> None:
    camera = next(call.item for call in calls() if call.method == "protect.cameras.list")
    defs = schemas_of_models(camera)
    state = defs["Camera"]["properties"]["state"]  # type: ignore[index, call-overload]
    assert "CONNECTED" in state["examples"]  # type: ignore[index, call-overload]
    assert Draft202012Validator(state).is_valid("STATE_OF_TOMORROW")


def test_secrets_and_texts_of_others_are_marked() -> None:
    voucher = next(call.item for call in calls() if call.method == "network.vouchers.list")
    properties = schemas_of_models(voucher)["Voucher"]["properties"]  # type: ignore[index, call-overload]
    assert properties["code"]["x-secret"]  # type: ignore[index, call-overload]
    assert properties["name"]["x-untrusted"]  # type: ignore[index, call-overload]

"""The facts that the package carries: complete, consistent in themselves, and without a word of anybody's prose."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from unifi_sdk._facts import load, read
from unifi_sdk._facts.compact import compact, dump

FACTS = load("network")
RAW = (files("unifi_sdk._facts") / "network.json").read_text()
FUNCTIONS = {"isNull", "isNotNull", "eq", "ne", "gt", "ge", "lt", "le", "like", "in", "notIn"} | {
    "isEmpty",
    "contains",
    "containsAny",
    "containsAll",
    "containsExactly",
}


def test_there_are_73_operations():
    assert len(FACTS.operations) == 73
    assert FACTS.version == "10.5.66"


def test_they_are_the_operations_of_the_vendors_list():
    listed = (Path(__file__).parent / "data" / "network-10.5.66.txt").read_text().split("\n")
    assert set(FACTS.operations) == set(filter(None, listed))


@pytest.mark.parametrize(
    ("version", "count"),
    [
        ("9.0.99", 7),
        ("9.1.120", 15),
        ("9.5.21", 15),
        ("10.0.162", 50),
        ("10.1.68", 66),
        ("10.1.78", 67),
        ("10.2.78", 73),
    ],
)
def test_each_version_has_the_operations_that_it_is_known_to_have(version, count):
    assert sum(operation.is_in(version) for operation in FACTS.operations.values()) == count


def test_23_operations_can_be_filtered_by_163_properties():
    filtered = [operation for operation in FACTS.operations.values() if operation.filter]
    assert len(filtered) == 23
    assert sum(len(operation.filter) for operation in filtered) == 163
    for operation in filtered:
        for found in operation.filter.values():
            assert found.functions <= FUNCTIONS
            assert found.type in {"STRING", "INTEGER", "DECIMAL", "TIMESTAMP", "BOOLEAN", "UUID"}
            assert found.is_set == bool(found.functions & {"contains", "isEmpty"})


def test_whatever_gives_pages_takes_offset_and_limit():
    pages = [operation for operation in FACTS.operations.values() if operation.element is not None]
    assert len(pages) == 23
    for operation in pages:
        bounds = {parameter.name: parameter.schema for parameter in operation.parameters}
        assert (bounds["offset"].minimum, bounds["offset"].default) == (0, 0)
        vouchers = operation.path.endswith("/vouchers")
        assert (bounds["limit"].default, bounds["limit"].maximum) == ((100, 1000) if vouchers else (25, 200))


def test_every_filter_is_text_even_where_the_vendor_declares_an_object():
    filters = [one.schema for each in FACTS.operations.values() for one in each.parameters if one.name == "filter"]
    assert {schema.kind for schema in filters} == {"string"}
    assert len(filters) == 23


def test_every_variant_has_the_fields_of_what_it_is_a_variant_of():
    bases = [schema for schema in FACTS.schemas if schema.variants]
    assert len(bases) == 76
    odd = [
        name
        for base in bases
        for name, variant in base.variants.items()
        if not base.properties.keys() <= variant.properties.keys() and name != "TELEPORT"
    ]
    assert odd == []


def test_a_variant_is_found_under_both_spellings_of_its_name():
    scopes = FACTS.find("POST /v1/sites/{}/firewall/policies").body.properties["ipProtocolScope"]
    named = scopes.variants["IPV4"].properties["protocolFilter"].variants["NAMED_PROTOCOL"].properties["protocol"]
    assert named.variant("ax.25") is named.variant("AX_25") is not None
    assert named.variant("nonsense") is None
    assert named.variant(5) is None


def test_whole_numbers_are_numbers_even_where_the_vendor_quotes_them():
    device = FACTS.operations["GET /v1/sites/{siteId}/devices/{deviceId}"].answer
    poe = device.properties["interfaces"].properties["ports"].items.properties["poe"]
    assert poe.properties["type"].enum == (1, 2, 3, 4)


def test_an_operation_is_found_whatever_its_ids_are_called():
    found = FACTS.find("DELETE /v1/sites/{site_id}/devices/{device_id}")
    assert (found.verb, found.path, found.since) == ("DELETE", "/v1/sites/{siteId}/devices/{deviceId}", "10.1.78")
    with pytest.raises(KeyError):
        FACTS.find("PATCH /v1/sites")


def test_no_sentence_stands_in_the_facts():
    keys = set(re.findall(r'"(\w+)":', RAW))
    assert keys.isdisjoint({"summary", "title", "example", "examples", "operationId"})
    longest = max(re.findall(r'"([^"]*)"', RAW), key=lambda text: text.count(" "))
    assert longest.count(" ") <= len(FUNCTIONS)
    assert re.findall(r'"[^"]*[.!?] [^"]*"', RAW) == []


def test_the_facts_are_one_small_line():
    assert RAW.count("\n") == 1
    assert len(RAW) < 150_000
    assert dump(json.loads(RAW)) == RAW


def test_other_applications_have_no_facts_yet():
    with pytest.raises(LookupError, match="'talk'"):
        load("talk")


PET = {
    "type": "object",
    "title": "Pet",
    "discriminator": {"propertyName": "kind", "mapping": {"CAT": "#/components/schemas/A cat"}},
    "properties": {"kind": {"type": "string"}, "friend": {}, "name": {"type": "string", "description": "Its name."}},
    "required": ["kind", "name"],
}
CAT = {
    "allOf": [
        {"$ref": "#/components/schemas/Pet"},
        {"type": "object", "properties": {"friend": {"$ref": "#/components/schemas/Pet"}, "name": {"minLength": 1}}},
    ],
    "required": ["friend"],
}
DOCUMENT = {
    "info": {"version": "1.2.3", "description": "About pets."},
    "paths": {
        "/v1/pets/{petId}": {
            "put": {
                "description": "Changes a pet.\n|Name|Type|Allowed functions|\n|-|-|-|\n|`name`|`STRING`|`eq` `ne`|\n",
                "parameters": [{"name": "petId", "in": "path", "required": True, "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {"204": {"description": "Done."}, "400": {"description": "Wrong."}},
            }
        }
    },
    "components": {"schemas": {"Pet": PET, "A cat": CAT, "Unused": {"type": "object"}}},
}


def test_a_document_is_reduced_to_what_its_operations_need():
    facts = read(compact(DOCUMENT, since=lambda operation: "1.0"))
    operation = facts.find("PUT /v1/pets/{id}")
    assert (operation.status, operation.answer, operation.since) == (204, None, "1.0")
    assert operation.filter["name"].functions == {"eq", "ne"}
    assert len(facts.schemas) == 2
    assert "pet" not in dump(compact(DOCUMENT)).lower().replace("/v1/pets/{petid}", "").replace('"petid"', "")


def test_what_a_schema_takes_from_another_stands_in_it_the_nearest_first():
    cat = read(compact(DOCUMENT)).find("PUT /v1/pets/{}").body.variants["CAT"]
    assert cat.required == {"kind", "name", "friend"}
    assert (cat.properties["name"].kind, cat.properties["name"].min_length) == ("string", 1)
    assert cat.properties["friend"] is not None

"""The facts that the package carries: complete, consistent in themselves, and without a word of anybody's prose."""

from __future__ import annotations

import copy
import importlib
import json
import re
from importlib.resources import files
from pathlib import Path
from random import Random

import attrs
import pytest

from tests.conformance.compact import Merge
from unifi_sdk._core.model import SINCE, UNTIL, Model
from unifi_sdk._facts import Schema, load, marked, read, table, versions
from unifi_sdk._facts.compact import compact, dump
from unifi_sdk._facts.versions import at, spans, trimmed
from unifi_sdk.network import filters
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network._versions import filter_spans, property_span, span_of

FACTS = load("network")
RAW = (files("unifi_sdk._facts") / "network.json").read_text()
FUNCTIONS = {"isNull", "isNotNull", "eq", "ne", "gt", "ge", "lt", "le", "like", "in", "notIn"} | {
    "isEmpty",
    "contains",
    "containsAny",
    "containsAll",
    "containsExactly",
}


def test_two_specifications_of_each_application_are_known():
    assert (versions("network"), versions("protect")) == (("10.5.66", "11.0.81"), ("7.2.84", "7.3.70"))


@pytest.mark.parametrize("version", versions("network"))
def test_there_are_73_operations(version):
    facts = load("network", version)
    assert (len(facts.operations), facts.version) == (73, version)


@pytest.mark.parametrize(("application", "of"), [("network", "10.5.66"), ("protect", "7.2.84")])
def test_they_are_the_operations_of_the_vendors_list_in_each_version(application, of):
    listed = (Path(__file__).parent / "data" / f"{application}-{of}.txt").read_text().split("\n")
    for version in versions(application):
        assert set(load(application, version).operations) == set(filter(None, listed))


def stack(version: str) -> Schema:
    answer = load("network", version).find("GET /v1/sites/{}/switching/switch-stacks/{}").answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("version", "switches"),
    [("10.2.78", "members"), ("10.5.66", "members"), ("10.6.88", "units"), ("11.0.81", "units"), ("12.0.1", "units")],
)
def test_a_version_has_what_came_before_it_and_lacks_what_had_gone(version, switches):
    shape = stack(version)
    assert shape.properties.keys() & {"members", "units"} == {switches}
    assert switches in shape.required
    assert ("deviceId" in shape.properties) == (switches == "units")
    filters = load("network", version).find("GET /v1/sites/{}/switching/switch-stacks").filter
    assert filters.keys() >= ({"units.id", "units.macAddress"} if switches == "units" else {"members.deviceId"})
    assert ("members.deviceId" in filters) == (switches == "members")


@pytest.mark.parametrize(("version", "has"), [("10.6.101", False), ("11.0.81", True)])
def test_10_6_has_the_stacks_of_11_0_and_nothing_else_of_it(version, has):
    facts = load("network", version)
    policy = facts.find("GET /v1/sites/{}/firewall/policies/{}").answer
    assert ("reportFlowEnabled" in policy.properties, "reportFlowEnabled" in policy.required) == (has, has)
    radio = facts.find("GET /v1/sites/{}/devices/{}").answer.properties["interfaces"].properties["radios"].items
    assert (0.9 in radio.properties["frequencyGHz"].enum) == has
    assert ("802.11ah" in radio.properties["wlanStandard"].enum) == has


def test_what_not_every_version_has_is_told_with_since_and_until():
    told = {(place.rpartition("/")[2], span) for place, span in spans(marked("network"))}
    assert told >= {
        ("members", ("", "10.6")),
        ("units", ("10.6", "")),
        ("units.id", ("10.6", "")),
        ("members.deviceId", ("", "10.6")),
        ("reportFlowEnabled", ("11.0", "")),
    }
    keypad = {place.rpartition("/")[2] for place, _ in spans(marked("protect"))}
    assert keypad >= {
        "armControlSettings",
        "keypadSettings",
        "hasKeypad",
        "threadState",
        "deviceTamperStatus",
        "userName",
    }


@pytest.mark.parametrize("application", ["network", "protect"])
def test_fields_and_filters_say_which_versions_have_them(application):
    facts = {
        (name, *span)
        for place, span in spans(marked(application))
        if "/enum" not in place and (name := place.rpartition("/")[2]) not in ("required", "items", "values")
    }
    told = {
        (DIALECT.codec.wire_names(cls)[a.name], a.metadata[SINCE], a.metadata[UNTIL])
        for cls in models_of(application)
        for a in attrs.fields(cls)
        if a.metadata.get(SINCE) or a.metadata.get(UNTIL)
    }
    if application == "network":
        parts = [part for name in filters.__all__ for part in vars(getattr(filters, name)).values()]
        told |= {(part._name, part._since, part._until) for part in parts if getattr(part, "_since", "")}
        told |= {(part._name, part._since, part._until) for part in parts if getattr(part, "_until", "")}
    of_units = {("unitId", "10.6", ""), ("unitMacAddress", "10.6", "")}  # the shape of members is another one
    assert told == facts | (of_units if application == "network" else set())


def models_of(application: str) -> list[type[Model]]:
    models = importlib.import_module(f"unifi_sdk.{application}.models")
    named = [getattr(models, name) for name in models.__all__]
    return [each for each in named if isinstance(each, type) and issubclass(each, Model)]


def test_what_is_told_of_a_refusal_is_what_the_facts_tell():
    for name, operation in load("network").operations.items():
        assert (span_of(name).since or "9.0.99", span_of(name).until) == (operation.since, operation.until or "")
        known = [load("network", version).operations[name].filter for version in versions("network")]
        differing = {each for one in known for each in one if any(each not in other for other in known)}
        assert {span.name for span in filter_spans(name)} == differing
        for span in filter_spans(name):
            for version in ("10.2.78", "10.5.66", "10.6.97", "11.0.81"):
                assert span.has(version) == (span.name in load("network", version).operations[name].filter)
        bodies = [load("network", version).operations[name].body for version in versions("network")]
        if bodies[0] is not None:
            gained = bodies[1].properties.keys() ^ bodies[0].properties.keys()
            assert {each for each in gained if property_span(name, f"$.{each}")} == set(gained)
            for each in gained:
                for version in ("10.6.97", "11.0.81"):
                    body = load("network", version).operations[name].body
                    assert property_span(name, f"$.{each}").has(version) == (each in body.properties)


@pytest.mark.parametrize("application", ["network", "protect"])
def test_a_version_has_no_shape_that_no_operation_needs(application):
    for version in versions(application):
        made = table(application, version)
        assert trimmed(made) == made
        assert not [key for key in re.findall(r'"([^"]+)":', dump(dict(made))) if "@" in key]


@pytest.mark.parametrize("seed", range(5))
def test_versions_are_merged_so_that_each_is_found_again(seed):
    """The merge itself compares each version with what was put in; here with three, and with what came and went."""
    documents = [copy.deepcopy(DOCUMENT) for _ in range(3)]
    random = Random(seed)
    for document in documents:
        pet = document["components"]["schemas"]["Pet"]
        for name in random.sample(("age", "owner", "name", "colour"), 2):
            pet["properties"][name] = {"type": random.choice(("string", "integer"))}
    merge = Merge("network")
    for number, document in enumerate(documents):
        merge.add(f"11.{number}.7", document, lambda where, number=number: f"11.{number}")
    assert merge.table["versions"] == ["11.0.7", "11.1.7", "11.2.7"]


def test_an_operation_that_is_gone_says_until_when_it_was_there():
    merge = Merge("network")
    merge.add("10.9.7", DOCUMENT)
    merge.add("11.0.7", {**DOCUMENT, "paths": {"/v1/lockers": {"get": {"responses": {"200": {}}}}}})
    old, new = (read(at(merge.table, "11.0.7")).find(name) for name in ("PUT /v1/pets/{}", "GET /v1/lockers"))
    assert (old.until, new.since) == ("11.0", "11.0")
    assert [(old.is_in(version), new.is_in(version)) for version in ("10.9.7", "11.0.7")] == [
        (True, False),
        (False, True),
    ]


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

"""Drift: nothing is found where the SDK and a specification agree, and whatever is changed in the specification is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.arguments import fields_of
from unifi_sdk import ConfigurationError
from unifi_sdk._core.model import Model, OpenEnum
from unifi_sdk._facts import Schema, load, read, table, versions
from unifi_sdk._facts.compact import compact, dump
from unifi_sdk._facts.expand import expand
from unifi_sdk.drift import Finding, FindingKind, compare
from unifi_sdk.network import models

NEWEST = versions("network")[-1]
TABLE = table("network", NEWEST)
FACTS = load("network", NEWEST)
SINCE = {operation["name"]: operation["since"] for operation in TABLE["operations"]}
DOCUMENT = expand(TABLE)
NEW = "fieldOfTomorrow"
NEW_VALUE = "VALUE_OF_TOMORROW"
KINDS = ("string", "integer", "boolean", "array", "object")
SOME = settings(
    max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

Node = dict[str, Any]


def found(table: Node) -> list[Finding]:
    return compare(expand(table))


def kinds(findings: list[Finding]) -> set[str]:
    return {finding.kind for finding in findings}


def nodes(source: Any) -> Iterator[Node]:
    """Every shape in a table, and every shape in a shape."""
    if isinstance(source, dict):
        if "properties" in source or "type" in source:
            yield source
        for part in source.values():
            yield from nodes(part)
    elif isinstance(source, list):
        for part in source:
            yield from nodes(part)


def changed(change: Callable[[Node], object]) -> Node:
    """The table after a change to each of its shapes."""
    made = copy.deepcopy(dict(TABLE))
    for node in nodes([made["schemas"], made["operations"]]):
        change(node)
    for operation in made["operations"]:
        operation.pop("filter", None)  # it would tell of a field all the same
    return made


def classes(kind: type) -> list[type]:
    named = (getattr(models, name) for name in models.__all__)
    return [each for each in named if isinstance(each, type) and issubclass(each, kind) and each is not kind]


@pytest.mark.parametrize("version", [*versions("network"), "10.6.97", "12.0.1"])
def test_the_sdk_and_the_specifications_that_it_was_made_from_agree(version):
    """With one in between too, and with one that has brought nothing."""
    assert compare(expand(table("network", version), version=version)) == []


@pytest.mark.parametrize(("version", "lost"), [("10.5.66", "SwitchStack.members"), ("11.0.81", "SwitchStack.units")])
def test_what_specifications_of_its_age_have_and_the_console_lacks_is_lost(version, lost):
    made = copy.deepcopy(dict(table("network", version)))
    for node in nodes(made["schemas"]):
        node.get("properties", {}).pop(lost.partition(".")[2], None)
    for one in made["operations"]:
        one.pop("filter", None)
    assert lost in {finding.where for finding in found(made) if finding.kind is FindingKind.LOST}


@SOME
@given(st.sets(st.sampled_from(sorted(FACTS.operations)), min_size=1, max_size=5))
def test_an_operation_that_the_console_lacks_is_an_extra_operation(names):
    findings = found({**TABLE, "operations": [one for one in TABLE["operations"] if one["name"] not in names]})
    lacking = [finding for finding in findings if finding.kind is FindingKind.EXTRA_OPERATION]
    assert {FACTS.find(finding.where).name for finding in lacking} == names
    assert kinds(findings) <= {"EXTRA_OPERATION", "LOST", "ENUM_DRIFT"}


def test_an_operation_that_the_sdk_lacks_is_missing():
    operation = {"name": "POST /v1/sites/{siteId}/lockers", "status": 201, "body": {"type": "object"}}
    findings = found({**TABLE, "operations": [*TABLE["operations"], operation]})
    assert findings == [
        Finding(FindingKind.MISSING_OPERATION, "POST /v1/sites/{siteId}/lockers", "no method performs it")
    ]


def shapes_of_models() -> list[int]:
    """The numbers of shapes that only models have; variants have their own."""
    return [
        number
        for number, shape in enumerate(TABLE["schemas"])
        if "properties" in shape and "totalCount" not in shape["properties"] and "variants" not in shape
    ]


@pytest.mark.parametrize("number", shapes_of_models()[::8])
def test_a_new_field_is_extra_wherever_it_appears(number):
    made = copy.deepcopy(dict(TABLE))
    made["schemas"][number]["properties"][NEW] = {"type": "string"}
    findings = found(made)
    assert kinds(findings) == {"EXTRA"}
    assert all(finding.where.endswith(f".{NEW}") for finding in findings)


@pytest.mark.parametrize("cls", classes(Model)[::7], ids=lambda cls: cls.__name__)
def test_a_field_that_the_console_no_longer_has_is_lost(cls):
    for wire in list(fields_of(cls))[-2:]:
        findings = found(changed(lambda node, wire=wire: node.get("properties", {}).pop(wire, None)))
        assert kinds(findings) <= {"LOST", "ENUM_DRIFT"}
        assert wire in {finding.where.partition(".")[2] for finding in findings} or is_tag(cls, wire)


def shape(made: Node, source: Any) -> Node:
    return made["schemas"][source] if isinstance(source, int) else source


def operation(made: Node, name: str) -> Node:
    return next(one for one in made["operations"] if one["name"] == name)


@pytest.mark.parametrize("value", ["WIRED", "WIRELESS", "VPN", "TELEPORT"])
def test_a_field_that_one_variant_lost_is_not_hidden_by_the_others(value):
    made = copy.deepcopy(dict(TABLE))
    page = shape(made, operation(made, "GET /v1/sites/{siteId}/clients")["answer"])
    variant = shape(made, shape(made, shape(made, page["properties"]["data"])["items"])["variants"][value])
    del variant["properties"]["name"]
    variant["required"] = [name for name in variant.get("required", ()) if name != "name"]
    (finding,) = found(made)
    assert (finding.kind, finding.where.partition(".")[2]) == (FindingKind.LOST, "name")
    assert finding.detail == "not sent (answer of GET /v1/sites/{siteId}/clients, $.data[])"


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("POST /v1/sites/{siteId}/hotspot/vouchers", "Vouchers.create"),  # made of arguments
        ("PATCH /v1/sites/{siteId}/firewall/policies/{firewallPolicyId}", "FirewallPolicies.update"),
        ("PUT /v1/sites/{siteId}/firewall/policies/{firewallPolicyId}", "FirewallPolicy"),  # a model
    ],
)
def test_what_a_body_must_have_and_the_sdk_lacks_is_required_here(name, where):
    made = copy.deepcopy(dict(TABLE))
    body = shape(made, operation(made, name)["body"])
    body["properties"][NEW] = {"type": "string"}
    body["required"] = [*body.get("required", ()), NEW]
    findings = {(one.kind, one.where) for one in found(made)}
    assert (FindingKind.REQUIRED_HERE, f"{where}.{NEW}") in findings
    assert {kind for kind, _ in findings} == {"REQUIRED_HERE", "EXTRA"}


@pytest.mark.parametrize(
    ("name", "field", "where"),
    [
        ("POST /v1/sites/{siteId}/hotspot/vouchers", "timeLimitMinutes", ""),  # it has to be given anyway
        ("POST /v1/sites/{siteId}/hotspot/vouchers", "dataUsageLimitMBytes", "Vouchers.create"),
        ("PUT /v1/sites/{siteId}/firewall/policies/{firewallPolicyId}", "description", "FirewallPolicy"),
    ],
)
def test_what_a_body_must_have_and_the_sdk_may_leave_out_is_required_here(name, field, where):
    made = copy.deepcopy(dict(TABLE))
    body = shape(made, operation(made, name)["body"])
    assert field in body["properties"]
    body["required"] = [*body.get("required", ()), field]
    assert [(one.kind, one.where) for one in found(made)] == (
        [(FindingKind.REQUIRED_HERE, f"{where}.{field}")] if where else []
    )


def test_what_a_query_must_have_is_required_here():
    made = copy.deepcopy(dict(TABLE))
    zones = operation(made, "GET /v1/sites/{siteId}/firewall/zones")
    zones["parameters"].append({"name": "kind", "in": "query", "required": True, "schema": {"type": "string"}})
    assert found(made) == [
        Finding(
            FindingKind.REQUIRED_HERE,
            "FirewallZones.list.kind",
            "the query of GET /v1/sites/{siteId}/firewall/zones needs it",
        )
    ]


def is_tag(cls: type[Model], wire: str) -> bool:
    """Whether a field tells variants apart; the console has it as long as it has the variants."""
    return fields_of(cls)[wire].name == cls.variant_tag


@pytest.mark.parametrize("enum", classes(OpenEnum), ids=lambda enum: enum.__name__)
def test_other_values_are_a_drift_of_the_enumeration(enum):
    drifts = (drift_after_renaming(enum, str(member)) for member in reversed(enum))
    value, details = next((value, details) for value, details in drifts if details)  # some hide others behind them
    assert {NEW_VALUE} <= {detail.split()[0] for detail in details} <= {NEW_VALUE, value}


def drift_after_renaming(enum: type[OpenEnum], value: str) -> tuple[str, list[str]]:
    """What is said about an enumeration after one of its values got another name, wherever it is."""

    def rename(node: Node) -> None:
        for name in ("enum", "variants"):
            if value in node.get(name, ()):
                renamed = [NEW_VALUE if one == value else one for one in node[name]]
                node[name] = renamed if name == "enum" else dict(zip(renamed, node[name].values(), strict=True))

    return value, [one.detail for one in found(changed(rename)) if one.where == enum.__name__]


def test_what_the_sdk_needs_and_the_console_may_leave_out_is_required_here():
    findings = found(changed(lambda node: node.pop("required", None)))
    needed = {
        f"{cls.__name__}.{wire}"
        for cls in classes(Model)
        for wire, field in fields_of(cls).items()
        if field.default is attrs.NOTHING
    }
    required = {finding.where for finding in findings if finding.kind is FindingKind.REQUIRED_HERE}
    assert kinds(findings) == {"REQUIRED_HERE", "LOST"}  # the field that only filters tell of
    assert len(required) > 50
    assert required <= needed


@pytest.mark.parametrize("kind", ["string", "integer", "boolean", "number"])
def test_another_type_is_a_drift_of_the_type(kind):
    def change(node: Node) -> None:
        if node.get("type") == kind and "enum" not in node:
            node["type"] = "object"
            node.pop("format", None)

    findings = found(changed(change))
    assert "TYPE_DRIFT" in kinds(findings)
    assert all(
        finding.detail.startswith("object on the console") for finding in findings if finding.kind == "TYPE_DRIFT"
    )


def test_a_deprecated_field_is_not_missed():
    made = copy.deepcopy(dict(TABLE))
    shape = next(shape for shape in made["schemas"] if "vouchers" in shape.get("properties", {}))
    shape["properties"][NEW] = {"type": "string", "deprecated": True}
    assert found(made) == []


def test_a_field_that_a_list_is_filtered_by_is_one_that_the_console_has():
    made = copy.deepcopy(dict(TABLE))
    for operation in made["operations"]:
        operation.get("filter", {}).pop("metadata.configurable", None)
    assert [finding.where for finding in found(made)] == ["EntityMetadata.configurable"]


def test_findings_come_by_kind_and_once():
    findings = found(changed(lambda node: node.get("properties", {}).update({NEW: {"type": "string"}})))
    assert len(findings) == len(set(findings)) == len({(one.kind, one.where) for one in findings})
    made = {**TABLE, "operations": [*TABLE["operations"][:40], {"name": "GET /v1/lockers", "status": 200}]}
    order = [list(FindingKind).index(finding.kind) for finding in found(made)]
    assert order == sorted(order)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"paths": None},
        {"paths": {}},
        {"paths": {"/v1/sites": {"get": {}}}},
        {"paths": {"/v1/sites": {"get": {"responses": {"200": {"content": {"x": {}}}}}}}},
        {"paths": {"/v1/sites": {"get": {"responses": {"2xx": {}}}}}},
        {"paths": [1]},
    ],
)
def test_whatever_is_no_specification_is_refused(document):
    with pytest.raises(ConfigurationError, match="no OpenAPI document of UniFi Network"):
        compare(document)


def test_a_specification_without_a_success_is_one_all_the_same():
    findings = compare({"paths": {"/v1/sites": {"get": {"responses": {"404": {}}}}}})
    assert "GET /v1/info" in {finding.where for finding in findings if finding.kind == "EXTRA_OPERATION"}


def test_the_document_made_of_the_facts_says_the_same_as_they():
    again = json.loads(dump(compact(DOCUMENT, since=SINCE.get)))
    same = _Same()
    facts = read(again)
    for name, operation in FACTS.operations.items():
        other = facts.operations[name]
        assert (other.since, other.status, other.filter) == (operation.since, operation.status, operation.filter)
        assert [(one.name, one.place, one.required) for one in other.parameters] == [
            (one.name, one.place, one.required) for one in operation.parameters
        ]
        same.check(operation.body, other.body)
        same.check(operation.answer, other.answer)
        for one, two in zip(operation.parameters, other.parameters, strict=True):
            same.check(one.schema, two.schema)
    assert dump(compact(expand(again), since=SINCE.get)) == dump(again)


class _Same:
    """Compares shapes, which may lead back to themselves."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def check(self, one: Schema | None, two: Schema | None) -> None:
        if one is None or two is None:
            assert one is two
            return
        if (id(one), id(two)) in self._seen:
            return
        self._seen.add((id(one), id(two)))
        for name in ("kind", "format", "enum", "minimum", "maximum", "min_length", "max_length", "min_items", "max_items",
                     "unique_items", "default", "deprecated", "required", "discriminator", "nullable", "closed"):  # fmt: skip
            assert getattr(one, name) == getattr(two, name)
        assert (one.properties.keys(), one.variants.keys()) == (two.properties.keys(), two.variants.keys())
        self.check(one.items, two.items)
        for name, part in (*one.properties.items(), *one.variants.items()):
            self.check(part, two.properties.get(name) or two.variants.get(name))

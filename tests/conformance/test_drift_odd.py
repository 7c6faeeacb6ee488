"""Drift of documents that are not as they should be: what can't be read is told, and all else is compared all the same."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError
from unifi_sdk._facts import table
from unifi_sdk._facts.compact import compact
from unifi_sdk._facts.expand import expand
from unifi_sdk.drift import Finding, FindingKind, compare

Node = dict[str, Any]
DOCUMENT = {application: json.dumps(expand(table(application))) for application in ("network", "protect")}
ODD = [[], [1], 5, "text", None, False, {"type": "banana"}, {"type": 5}, {"type": {}}, {"type": []}, {"$ref": 5},
       {"$ref": "#/components/schemas/Nowhere"}, {"enum": 5}, {"enum": [{}]}, {"properties": []}, {"required": 5},
       {"allOf": 5}, {"oneOf": [5]}, {"discriminator": {"mapping": {}}}, {"items": [], "type": "array"}]  # fmt: skip
VOUCHER = "GET /v1/sites/{siteId}/hotspot/vouchers/{voucherId}"
NEW = Finding(FindingKind.MISSING_OPERATION, "GET /v1/lockers", "no method performs it")


def document(application: str = "network") -> Node:
    """The one that the SDK agrees with, and an operation that it lacks."""
    made: Node = json.loads(DOCUMENT[application])
    made["paths"]["/v1/lockers"] = {"get": {"responses": {"204": {}}}}
    return made


def voucher(made: Node) -> tuple[str, Node]:
    """A schema with a name, and its name."""
    verb, path = VOUCHER.split()
    answer = made["paths"][path][verb.lower()]["responses"]["200"]["content"]["application/json"]["schema"]
    name = answer["$ref"].rpartition("/")[2]
    return name, made["components"]["schemas"][name]


def unread(findings: list[Finding]) -> set[str]:
    return {finding.where for finding in findings if finding.kind is FindingKind.UNREADABLE}


def test_the_document_without_anything_odd_lacks_nothing():
    assert compare(document()) == [NEW]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_one_odd_property_does_not_end_the_comparison(odd):
    made = document()
    name, schema = voucher(made)
    schema["properties"]["code"] = odd
    schema["properties"]["fieldOfTomorrow"] = {"type": "string"}
    findings = compare(made)
    assert NEW in findings
    assert "Voucher.fieldOfTomorrow" in {finding.where for finding in findings}
    assert unread(findings) <= {name}
    assert unread(findings) or {"type": "array"}.items() <= dict(odd).items()


@pytest.mark.parametrize("odd", [one for one in ODD if one is not None], ids=repr)
def test_one_odd_schema_does_not_end_the_comparison(odd):
    made = document()
    name, _ = voucher(made)
    made["components"]["schemas"][name] = odd
    findings = compare(made)
    assert NEW in findings
    assert unread(findings) or {"type": "array"}.items() <= dict(odd).items()
    assert {finding.kind for finding in findings} <= {"MISSING_OPERATION", "UNREADABLE", "TYPE_DRIFT"}


def test_a_schema_may_be_true():
    made = document()
    _, schema = voucher(made)
    schema["properties"]["code"] = True
    schema["additionalProperties"] = True
    assert compare(made) == [NEW]


@pytest.mark.parametrize("odd", [[], 5, {}, {"responses": []}, {"responses": {"2XX": {}}}, {"responses": {"200": 5}}])
def test_one_odd_operation_does_not_end_the_comparison(odd):
    made = document()
    verb, path = VOUCHER.split()
    made["paths"][path][verb.lower()] = odd
    assert [(one.kind, one.where) for one in compare(made)] == [
        (FindingKind.MISSING_OPERATION, "GET /v1/lockers"),
        (FindingKind.UNREADABLE, VOUCHER),
    ]


@pytest.mark.parametrize(
    "odd", [5, {}, {"name": 5, "in": "query", "schema": {}}, {"$ref": "#/components/parameters/x"}]
)
def test_one_odd_parameter_does_not_end_the_comparison(odd):
    made = document()
    verb, path = VOUCHER.split()
    made["paths"][path][verb.lower()]["parameters"].append(odd)
    findings = compare(made)
    assert (NEW in findings, unread(findings)) == (True, {VOUCHER})


def cycle(kind: str) -> dict[str, Node]:
    one, two = ({"$ref": f"#/components/schemas/{name}"} for name in ("One", "Two"))
    if kind == "ref":
        return {"One": two, "Two": one}
    return {"One": {kind: [two]}, "Two": {kind: [one]}}


@pytest.mark.parametrize("kind", ["ref", "allOf", "oneOf", "anyOf"])
def test_what_leads_back_to_itself_is_told(kind):
    made = document()
    _, schema = voucher(made)
    made["components"]["schemas"] |= cycle(kind)
    schema["properties"]["code"] = {"$ref": "#/components/schemas/One"}
    findings = compare(made)
    assert NEW in findings
    assert unread(findings)


def test_a_shape_may_hold_itself():
    made = document()
    name, schema = voucher(made)
    schema["properties"]["parent"] = {"$ref": f"#/components/schemas/{name}"}
    assert {(one.kind, one.where) for one in compare(made)} == {
        (FindingKind.MISSING_OPERATION, "GET /v1/lockers"),
        (FindingKind.EXTRA, "Voucher.parent"),
    }


def test_schemas_within_schemas_without_end_are_told():
    made = document()
    _, schema = voucher(made)
    links = {
        f"Link{number}": {"type": "object", "properties": {"next": {"$ref": f"#/components/schemas/Link{number + 1}"}}}
        for number in range(5000)
    }
    made["components"]["schemas"] |= links
    schema["properties"]["code"] = {"$ref": "#/components/schemas/Link0"}
    findings = compare(made)
    assert NEW in findings
    assert any("too deeply" in finding.detail for finding in findings)


def test_a_document_that_is_nested_too_deeply_is_refused():
    made = document()
    _, schema = voucher(made)
    for _ in range(5000):
        schema["properties"] = {"code": {"type": "object", "properties": schema["properties"]}}
    with pytest.raises(ConfigurationError, match="nested too deeply"):
        compare(made)


@pytest.mark.parametrize("kind", ["allOf", "oneOf"])
def test_schemas_that_double_at_every_step_end_soon(kind):
    made = document()
    _, schema = voucher(made)
    for number in range(60):
        part = {"$ref": f"#/components/schemas/Link{number + 1}"}
        made["components"]["schemas"][f"Link{number}"] = {kind: [part, part]}
    made["components"]["schemas"]["Link60"] = {"type": "string"}
    schema["properties"]["code"] = {"$ref": "#/components/schemas/Link0"}
    try:
        assert NEW in compare(made)
    except ConfigurationError as error:
        assert "too many ways" in str(error)  # noqa: PT017


@pytest.mark.parametrize("what", [5, None, [], "openapi", {"paths": 5}, {"paths": {"/v1/sites": 5}}, {"info": {}}])
def test_what_is_no_document_is_refused(what):
    with pytest.raises(
        ConfigurationError, match="no OpenAPI document of UniFi Network or Protect, Site Manager or Mobility"
    ):
        compare(what)


def test_a_document_of_another_application_is_refused():
    other = {"info": {"title": "UniFi Talk API"}, "paths": {"/v1/phones": {"get": {"responses": {"200": {}}}}}}
    with pytest.raises(ConfigurationError, match="no operation of any of them"):
        compare(other)


def test_the_facts_of_the_package_are_made_of_nothing_odd():
    with pytest.raises(LookupError):
        compact({"paths": {"/v1/x": {"get": {"responses": {"200": {"content": {"": {"schema": {"$ref": "#/A"}}}}}}}}})


def places(source: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a document."""
    parts = source.items() if isinstance(source, dict) else enumerate(source) if isinstance(source, list) else ()
    return [path] * bool(path) + [way for key, part in parts for way in places(part, (*path, key))]


PLACES = {application: places(json.loads(text)) for application, text in DOCUMENT.items()}


@pytest.mark.parametrize("application", DOCUMENT)
def test_whatever_is_changed_in_a_document_gives_findings_or_our_error(application):
    @settings(max_examples=60, derandomize=True, deadline=None, database=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(PLACES[application]), st.sampled_from([*ODD, {}, True])), min_size=1, max_size=4
        )
    )
    def check(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
        made = json.loads(DOCUMENT[application])
        for (*way, last), value in changes:
            target = made
            for key in way:
                target = target[key] if isinstance(target, dict | list) and key in _keys(target) else None
            if isinstance(target, dict | list) and last in _keys(target):
                target[last] = copy.deepcopy(value)
        try:
            findings = compare(made)
        except ConfigurationError:
            assert any(len(way) <= 1 for way, _ in changes)  # one schema, or one operation, ends nothing
        else:
            assert all(isinstance(finding, Finding) for finding in findings)

    check()


def _keys(source: Any) -> Any:
    return source if isinstance(source, dict) else range(len(source))

"""Drift of the cloud: nothing is found where the SDK and the documents agree, and a change there is found."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from unifi_sdk._facts import table
from unifi_sdk._facts.expand import expand
from unifi_sdk.drift import Finding, FindingKind, compare
from unifi_sdk.drift._applications import SITE_MANAGER

Node = dict[str, Any]
TITLES = {"Site Manager": "UniFi Site Manager API", "Mobility": "UniFi Mobility API"}
WHOLE = expand(table("cloud"))
DONE: Node = {"responses": {"204": {"description": ""}}}


def document(part: str, change: Callable[[Node], object] = lambda made: None) -> Node:
    """What the vendor offers for download, as far as it is known, after a change."""
    made = copy.deepcopy(WHOLE)
    made["info"]["title"] = TITLES[part]
    made["paths"] = {
        path: item for path, item in made["paths"].items() if path.startswith("/v1/mobility/") == (part == "Mobility")
    }
    change(made)
    return made


def real(made: Node, shape: Node) -> Node:
    """A shape, wherever it stands; the one beside null where it may be null."""
    shape = next((each for each in shape.get("anyOf", ()) if each.get("type") != "null"), shape)
    return made["components"]["schemas"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape


def answer(made: Node, path: str) -> Node:
    """What stands in the envelope of a read, an item of it for a list."""
    shape = made["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    content = real(made, real(made, shape)["properties"]["data"])
    return real(made, content.get("items", content))


def found(made: Node) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.where) for finding in compare(made)]


@pytest.mark.parametrize("part", TITLES)
def test_the_sdk_and_the_documents_that_it_was_made_from_agree(part):
    assert compare(document(part)) == []


@pytest.mark.parametrize("part", TITLES)
def test_a_document_is_known_by_its_operations_where_the_title_says_nothing(part):
    assert compare(document(part, lambda made: made["info"].update(title="An API"))) == []


def test_what_is_needed_on_purpose_is_all_needed():
    for _, where, _ in SITE_MANAGER.reasons:
        assert where.partition(".")[2] in ("id", "hostId", "siteId")
    assert len(SITE_MANAGER.reasons) == 7


@pytest.mark.parametrize("part", TITLES)
def test_an_operation_that_the_sdk_lacks_is_missing(part):
    path = "/v1/mobility/lockers" if part == "Mobility" else "/v1/lockers"
    made = document(part, lambda made: made["paths"].update({path: {"get": DONE}}))
    assert compare(made) == [Finding(FindingKind.MISSING_OPERATION, f"GET {path}", "no method performs it")]


@pytest.mark.parametrize(
    ("part", "path", "operation"),
    [
        ("Site Manager", "/v1/hosts/{id}", "GET /v1/hosts/{host_id}"),
        ("Mobility", "/v1/mobility/workspaces/{workspaceID}/admins", "GET /v1/mobility/workspaces/{workspace_id}/admins"),
    ],
)  # fmt: skip
def test_an_operation_that_the_cloud_lacks_is_extra(part, path, operation):
    findings = found(document(part, lambda made: made["paths"].pop(path)))
    assert (FindingKind.EXTRA_OPERATION, operation) in findings
    assert {kind for kind, _ in findings} <= {"EXTRA_OPERATION", "LOST", "ENUM_DRIFT"}


@pytest.mark.parametrize(
    ("part", "path", "new", "where"),
    [
        ("Site Manager", "/v1/sites", "fieldOfTomorrow", "Site.fieldOfTomorrow"),
        ("Site Manager", "/v1/sd-wan-configs/{id}", "fieldOfTomorrow", "SdWanConfig.fieldOfTomorrow"),
        ("Mobility", "/v1/mobility/workspaces", "field_of_tomorrow", "Workspace.field_of_tomorrow"),
    ],
)
def test_a_new_field_is_extra(part, path, new, where):
    made = document(part, lambda made: answer(made, path)["properties"].update({new: {"type": "string"}}))
    assert found(made) == [(FindingKind.EXTRA, where)]


def test_a_field_that_the_cloud_no_longer_has_is_lost():
    made = document("Site Manager", lambda made: answer(made, "/v1/sites")["properties"].pop("permission"))
    assert (FindingKind.LOST, "Site.permission") in found(made)


def test_a_field_of_another_type_is_told_with_its_place():
    made = document(
        "Site Manager", lambda made: answer(made, "/v1/sites")["properties"].update(isOwner={"type": "string"})
    )
    place = "string on the console (answer of GET /v1/sites, $.data[].isOwner)"
    assert compare(made) == [Finding(FindingKind.TYPE_DRIFT, "Site.isOwner", place)]


def test_what_a_body_must_have_and_the_sdk_lacks_is_required_here():
    def change(made: Node) -> None:
        path = "/v1/mobility/workspaces/{workspaceID}/devices/{deviceID}"
        body = real(made, made["paths"][path]["put"]["requestBody"]["content"]["application/json"]["schema"])
        body["properties"]["reason_why"] = {"type": "string"}
        body["required"] = [*body.get("required", ()), "reason_why"]

    assert found(document("Mobility", change)) == [
        (FindingKind.EXTRA, "MobileDevices.rename.reason_why"),
        (FindingKind.REQUIRED_HERE, "MobileDevices.rename.reason_why"),
    ]


def test_a_new_value_of_an_enumeration_is_told():
    def change(made: Node) -> None:
        answer(made, "/v1/mobility/workspaces")["properties"]["status"]["enum"].append("ASLEEP")

    assert found(document("Mobility", change)) == [(FindingKind.ENUM_DRIFT, "MemberStatus")]


def test_an_answer_that_cannot_be_read_does_not_end_the_comparison():
    def change(made: Node) -> None:
        made["paths"]["/v1/hosts/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = 5
        made["paths"]["/v1/lockers"] = {"get": DONE}

    assert found(document("Site Manager", change)) == [
        (FindingKind.MISSING_OPERATION, "GET /v1/lockers"),
        (FindingKind.UNREADABLE, "GET /v1/hosts/{id}"),
    ]

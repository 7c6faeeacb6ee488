"""Drift of Protect: the models have what its specification has, but for what is known; and a change there is found."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk._facts import read, table, versions
from unifi_sdk._facts.expand import expand
from unifi_sdk.drift import Finding, FindingKind, compare
from unifi_sdk.drift._applications import PROTECT, Known
from unifi_sdk.drift._document import differences
from unifi_sdk.drift._findings import Findings

Node = dict[str, Any]
TABLE = table("protect")
KNOWN = PROTECT.reasons
"""In what the SDK and the specification differ on purpose."""


def found(source: Node) -> set[Known]:
    """Everything that differs, on purpose or not."""
    findings = Findings()
    differences(read(source), PROTECT, findings)
    return {(one.kind, one.where, re.sub(r" \(\w+ of .*", "", one.detail)) for one in findings.without(frozenset())}


def changed(change: Callable[[Node], object]) -> Node:
    made = copy.deepcopy(dict(TABLE))
    change(made)
    return made


def new(source: Node) -> set[tuple[FindingKind, str]]:
    return {(kind, where) for kind, where, _ in found(source) - KNOWN.keys()}


def shapes(source: Node, model_key: str) -> list[Node]:
    """Every shape of a kind of device."""
    keys = [shape for shape in source["schemas"] if shape.get("enum") == [model_key]]
    numbers = {source["schemas"].index(key) for key in keys}
    return [
        shape
        for shape in source["schemas"]
        if isinstance(tag := shape.get("properties", {}).get("modelKey"), int | dict)
        and (tag in numbers if isinstance(tag, int) else tag.get("enum") == [model_key])
    ]


@pytest.mark.parametrize("version", versions("protect"))
def test_only_what_is_known_differs_and_all_of_that_does(version):
    assert found(dict(table("protect", version))) == KNOWN.keys()


@pytest.mark.parametrize("version", [*versions("protect"), "7.2.105", "7.4.1"])
def test_what_is_known_is_no_finding(version):
    assert compare(expand(table("protect", version), version=version)) == []


def test_a_document_that_tells_no_version_is_taken_for_the_newest():
    document = expand(table("protect", versions("protect")[-1]))
    document["info"]["version"] = "0.0.0"
    assert compare(document) == []


def test_an_operation_that_the_sdk_lacks_is_missing():
    source = changed(lambda made: made["operations"].append({"name": "POST /v1/doors", "status": 204}))
    assert new(source) == {(FindingKind.MISSING_OPERATION, "POST /v1/doors")}


@pytest.mark.parametrize("name", ["GET /v1/nvrs", "POST /v1/sirens/{id}/stop", "GET /v1/subscribe/events"])
def test_an_operation_that_the_console_lacks_is_extra(name):
    source = changed(lambda made: made.update(operations=[one for one in made["operations"] if one["name"] != name]))
    assert name.replace("{id}", "{siren_id}") in {
        where for kind, where in new(source) if kind is FindingKind.EXTRA_OPERATION
    }


@pytest.mark.parametrize(("key", "model"), [("camera", "Camera"), ("aiport", "AiPort"), ("linkstation", "LinkStation")])
def test_a_new_field_is_extra(key, model):
    def change(made: Node) -> None:
        for shape in shapes(made, key):
            shape["properties"]["fieldOfTomorrow"] = {"type": "string"}

    assert (FindingKind.EXTRA, f"{model}.fieldOfTomorrow") in new(changed(change))


def test_a_field_that_the_console_no_longer_has_is_lost():
    def change(made: Node) -> None:
        for shape in shapes(made, "camera"):
            shape["properties"].pop("hdrType", None)
            shape["required"] = [name for name in shape.get("required", ()) if name != "hdrType"]

    assert (FindingKind.LOST, "Camera.hdrType") in new(changed(change))


def test_a_field_of_another_type_is_told():
    def change(made: Node) -> None:
        for shape in shapes(made, "camera"):
            shape["properties"]["isMicEnabled"] = {"type": "string"}

    assert (FindingKind.TYPE_DRIFT, "Camera.isMicEnabled") in new(changed(change))


@pytest.mark.parametrize("change", [{"nullable": True}, None], ids=["null", "left out"])
def test_what_the_sdk_needs_and_the_console_may_not_have_is_told(change):
    def alter(made: Node) -> None:
        for shape in shapes(made, "camera"):
            shape["properties"]["id"] = {"type": "string", **(change or {})}
            if change is None:
                shape["required"] = [name for name in shape.get("required", ()) if name != "id"]

    assert (FindingKind.REQUIRED_HERE, "Camera.id") in new(changed(alter))


def test_a_new_value_of_an_enumeration_is_told():
    def change(made: Node) -> None:
        for shape in [
            *made["schemas"],
            *(part for one in made["schemas"] for part in one.get("properties", {}).values()),
        ]:
            if isinstance(shape, dict) and set(shape.get("enum", ())) >= {"CONNECTED", "DISCONNECTED"}:
                shape["enum"].append("ASLEEP")

    assert new(changed(change)) == {(FindingKind.ENUM_DRIFT, "DeviceState")}


def test_other_values_for_a_literal_are_told():
    def change(made: Node) -> None:
        play = next(one for one in made["operations"] if one["name"] == "POST /v1/sirens/{id}/play")
        body = play["body"] if isinstance(play["body"], dict) else made["schemas"][play["body"]]
        body["properties"]["duration"] = {"type": "number", "enum": [5, 10, 20, 30, 60]}

    assert new(changed(change)) == {(FindingKind.ENUM_DRIFT, "Sirens.play.duration")}


def test_a_document_is_known_by_its_title():
    document = {"info": {"title": "UniFi Protect API", "version": "9"}, "paths": {"/v1/doors": {"get": DONE}}}
    assert Finding(FindingKind.MISSING_OPERATION, "GET /v1/doors", "no method performs it") in compare(document)
    assert {one.where for one in compare(document)} >= {"GET /v1/cameras/{camera_id}", "GET /v1/subscribe/devices"}
    with pytest.raises(ConfigurationError):
        compare({"info": {"title": "UniFi Protect API"}, "paths": {}})


DONE: Node = {"responses": {"204": {"description": ""}}}

"""The documents that are made of the facts: complete, in the terms of JSON Schema, and reduced to the same facts again."""

from __future__ import annotations

from typing import Any

import pytest

from unifi_sdk._facts import load, table, versions
from unifi_sdk._facts.compact import compact, dump
from unifi_sdk._facts.expand import expand

APPLICATIONS = ("network", "protect")
Known = tuple[str, str]


@pytest.fixture(params=[(name, version) for name in APPLICATIONS for version in versions(name)], ids=" ".join)
def application(request: pytest.FixtureRequest) -> Known:
    """An application, and a version of it."""
    return request.param


def nodes(source: Any):
    if isinstance(source, dict):
        yield source
        for part in source.values():
            yield from nodes(part)
    elif isinstance(source, list):
        for part in source:
            yield from nodes(part)


def test_the_document_is_reduced_to_what_it_was_made_of(application):
    source = table(*application)
    since = {operation["name"]: operation.get("since") for operation in source["operations"]}
    again = compact(expand(source), since=since.get)
    assert [(each["name"], each["status"]) for each in again["operations"]] == [
        (each["name"], each["status"]) for each in source["operations"]
    ]
    assert len(again["schemas"]) == len(source["schemas"])
    assert dump(compact(expand(again), since=since.get)) == dump(again)


def test_every_answer_has_its_shape(application):
    document = expand(table(*application))
    for operation in load(*application).operations.values():
        described = document["paths"][operation.path][operation.verb.lower()]["responses"]
        shape = described[str(operation.status)].get("content", {})
        assert bool(shape) == (operation.answer is not None), operation.name
        assert all(each["schema"] for each in shape.values())


def test_pictures_and_uploads_are_no_json():
    paths = expand(table("protect"))["paths"]
    assert [*paths["/v1/cameras/{id}/snapshot"]["get"]["responses"]["200"]["content"]] == ["image/jpeg"]
    assert [*paths["/v1/files/{fileType}"]["post"]["requestBody"]["content"]] == ["multipart/form-data"]


def test_no_word_of_another_dialect_is_in_it(application):
    document = expand(table(*application))
    assert not [
        node for node in nodes(document) if node.get("nullable") is True or "variants" in node or "options" in node
    ]


def test_what_a_discriminator_tells_is_said_without_it_too(application):
    told = [node for node in nodes(expand(table(*application))) if isinstance(node.get("discriminator"), dict)]
    assert told
    for node in told:
        tag, choice = node["discriminator"]["propertyName"], node.get("oneOf", ())
        named = {value for each in choice for value in each["allOf"][1]["properties"][tag]["enum"]}
        assert named == {*node["discriminator"]["mapping"]} or "enum" in node["properties"][tag]


def test_the_document_says_whose_it_is(application):
    name, version = application
    assert expand(table(name, version))["info"] == {"title": f"UniFi {name.title()}", "version": version}

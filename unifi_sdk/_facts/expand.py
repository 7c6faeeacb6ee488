"""From facts back to an OpenAPI document: without a word in it, and enough for whoever reads such documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unifi_sdk._facts.versions import covers

__all__ = ["expand"]

_Node = dict[str, Any]

_TRANSLATED = {"nullable", "items", "properties", "discriminator", "variants", "options", "closed", "values"}
_BINARY = {"type": "string", "format": "binary"}


def expand(table: Mapping[str, Any], *, version: str | None = None) -> _Node:
    """The document that `unifi_sdk._facts.compact.compact` reduces to a table.

    It says in the terms of JSON Schema what the vendor's own says with a discriminator alone, so that whoever validates or
    generates by it, without knowing discriminators, has the right variant.

    Args:
        table: As `unifi_sdk._facts.table` gives it.
        version: Leave out the operations that this version doesn't have; nothing is left out if it isn't given.
    """
    is_protect = any("/cameras" in operation["name"] for operation in table["operations"])
    paths: dict[str, _Node] = {}
    for operation in table["operations"]:
        if version is None or covers((operation.get("since", ""), operation.get("until", "")), version):
            verb, _, path = operation["name"].partition(" ")
            paths.setdefault(path, {})[verb.lower()] = _operation(operation)
    schemas = {_name(number): _schema(source) for number, source in enumerate(table["schemas"])}
    return {
        "openapi": "3.1.0",
        "info": {"title": "UniFi Protect" if is_protect else "UniFi Network", "version": version or table["version"]},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(source: Mapping[str, Any]) -> _Node:
    rows = "".join(
        f"\n|`{name}`|`{kind}`|{' '.join(f'`{function}`' for function in functions.split())}|"
        for name, (kind, functions) in source.get("filter", {}).items()
    )
    answer: _Node = {"description": ""} | (
        {"content": _content(source["answer"], "image/jpeg")} if "answer" in source else {}
    )
    operation: _Node = {
        "description": rows,
        "parameters": [{**each, "schema": _schema(each["schema"])} for each in source.get("parameters", ())],
        "responses": {str(source["status"]): answer},
    }
    if "body" in source:
        operation["requestBody"] = {
            "content": _content(source["body"], "multipart/form-data"),
            "required": not source.get("bodyOptional", False),
        }
    return operation


def _content(source: Mapping[str, Any] | int, binary: str) -> _Node:
    return {binary if source == _BINARY else "application/json": {"schema": _schema(source)}}


def _schema(source: Mapping[str, Any] | int) -> _Node:
    if isinstance(source, int):
        return {"$ref": f"#/components/schemas/{_name(source)}"}
    schema = {key: value for key, value in source.items() if key not in _TRANSLATED}
    if "items" in source:
        schema["items"] = _schema(source["items"])
    if "properties" in source:
        schema["properties"] = {name: _schema(part) for name, part in source["properties"].items()}
    if "options" in source:
        schema["anyOf"] = [_schema(option) for option in source["options"]]
    if source.get("closed") or "values" in source:
        schema["additionalProperties"] = _schema(source["values"]) if "values" in source else False
    if "variants" in source:
        schema |= _variants(source)
    return {"anyOf": [schema, {"type": "null"}]} if source.get("nullable") else schema


def _variants(source: Mapping[str, Any]) -> _Node:
    tag, variants = source["discriminator"], source["variants"]
    if not all(isinstance(variant, int) for variant in variants.values()):
        return {"oneOf": [_schema(variant) for variant in variants.values()]}  # each says itself what its tag is
    values: dict[int, list[str]] = {}
    for value, number in variants.items():
        values.setdefault(number, []).append(value)
    shapes = [_schema(number) for number in values]
    choice: _Node = {
        "oneOf": [{"allOf": [shape, _tagged(tag, names)]} for shape, names in zip(shapes, values.values(), strict=True)]
    }
    if "enum" in source.get("properties", {}).get(tag, {}):
        choice = {"anyOf": shapes}  # the tag's own values are spelt otherwise than the discriminator's
    mapping = {value: _schema(number)["$ref"] for value, number in variants.items()}
    return {"discriminator": {"propertyName": tag, "mapping": mapping}, **choice}


def _tagged(tag: str, values: list[str]) -> _Node:
    return {"properties": {tag: {"enum": values}}, "required": [tag]}


def _name(number: int) -> str:
    return f"Schema {number}"

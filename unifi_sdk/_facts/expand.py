"""From facts back to an OpenAPI document: without a word in it, and enough for whoever reads such documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["expand"]

_Node = dict[str, Any]

_TRANSLATED = {"items", "properties", "discriminator", "variants", "options", "closed", "values"}


def expand(table: Mapping[str, Any], *, version: str | None = None) -> _Node:
    """The document that `unifi_sdk._facts.compact.compact` reduces to a table.

    Args:
        table: As `unifi_sdk._facts.table` gives it; the variants of its shapes have numbers, as those of UniFi Network.
        version: Leave out the operations that came after this version; nothing is left out if it isn't given.
    """
    paths: dict[str, _Node] = {}
    for operation in table["operations"]:
        if version is None or _numbers(operation.get("since", "")) <= _numbers(version):
            verb, _, path = operation["name"].partition(" ")
            paths.setdefault(path, {})[verb.lower()] = _operation(operation)
    schemas = {_name(number): _schema(source) for number, source in enumerate(table["schemas"])}
    return {
        "openapi": "3.1.0",
        "info": {"title": "UniFi Network", "version": version or table["version"]},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(source: Mapping[str, Any]) -> _Node:
    rows = "".join(
        f"\n|`{name}`|`{kind}`|{' '.join(f'`{function}`' for function in functions.split())}|"
        for name, (kind, functions) in source.get("filter", {}).items()
    )
    answer: _Node = {"description": ""} | ({"content": _content(source["answer"])} if "answer" in source else {})
    operation: _Node = {
        "description": rows,
        "parameters": [{**each, "schema": _schema(each["schema"])} for each in source.get("parameters", ())],
        "responses": {str(source["status"]): answer},
    }
    if "body" in source:
        operation["requestBody"] = {
            "content": _content(source["body"]),
            "required": not source.get("bodyOptional", False),
        }
    return operation


def _content(source: Mapping[str, Any] | int) -> _Node:
    return {"application/json": {"schema": _schema(source)}}


def _schema(source: Mapping[str, Any] | int) -> _Node:
    if isinstance(source, int):
        return {"$ref": f"#/components/schemas/{_name(source)}"}
    schema = {key: value for key, value in source.items() if key not in _TRANSLATED}
    if "items" in source:
        schema["items"] = _schema(source["items"])
    if "properties" in source:
        schema["properties"] = {name: _schema(part) for name, part in source["properties"].items()}
    if "options" in source:
        schema["oneOf"] = [_schema(option) for option in source["options"]]
    if source.get("closed") or "values" in source:
        schema["additionalProperties"] = _schema(source["values"]) if "values" in source else False
    if "variants" in source:
        mapping = {value: _schema(number)["$ref"] for value, number in source["variants"].items()}
        schema["discriminator"] = {"propertyName": source["discriminator"], "mapping": mapping}
    return schema


def _name(number: int) -> str:
    return f"Schema {number}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", version))

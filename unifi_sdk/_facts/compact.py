"""From an OpenAPI document to the facts in it: operations, shapes, bounds and filters, without a word of its prose."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["compact", "dump"]

_Node = dict[str, Any]

_VERBS = ("get", "post", "put", "patch", "delete")
_KEPT = (
    "type",
    "format",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "default",
)
_UNBOUNDED = 2_147_483_647
_FILTER_ROW = re.compile(r"^\s*\|`([\w.]+)`\|`([A-Z()]+)`\|((?:\s*`\w+`)+)\s*\|", re.MULTILINE)
_FUNCTION = re.compile(r"`(\w+)`")


def compact(document: Mapping[str, Any], *, since: Callable[[str], str | None] = lambda operation: None) -> _Node:
    """Reduce an OpenAPI document of UniFi Network to its facts.

    Schemas lose their names and get numbers; what they take from others by `allOf` stands in them; what no operation
    needs is left out.

    Args:
        document: The whole specification, as a console serves it.
        since: The version that brought an operation (`"GET /v1/info"`), None if it isn't known.

    Returns:
        What `unifi_sdk._facts.read` understands; serializable as JSON.

    Raises:
        KeyError: the document refers to a schema that it doesn't have.
    """
    reduction = _Reduction(document.get("components", {}).get("schemas", {}))
    operations = [
        _operation(f"{verb.upper()} {path}", item[verb], item.get("parameters", []), reduction, since)
        for path, item in sorted(document["paths"].items())
        for verb in _VERBS
        if verb in item
    ]
    version = document.get("info", {}).get("version", "")
    return {"version": version, "operations": operations, "schemas": reduction.schemas}


def dump(facts: _Node) -> str:
    """One line of JSON, the same for the same facts."""
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False, sort_keys=True) + "\n"


def _operation(
    name: str, source: _Node, shared: list[_Node], reduction: _Reduction, since: Callable[[str], str | None]
) -> _Node:
    status, answer = next(
        (int(status), answer) for status, answer in source["responses"].items() if status.startswith("2")
    )
    operation: _Node = {"name": name, "status": status}
    if version := since(name):
        operation["since"] = version
    if parameters := [_parameter(parameter, reduction) for parameter in (*shared, *source.get("parameters", []))]:
        operation["parameters"] = sorted(parameters, key=lambda parameter: name.find(f"{{{parameter['name']}}}"))
    for key, part in (("body", source.get("requestBody", {})), ("answer", answer)):
        for media in part.get("content", {}).values():
            operation[key] = reduction.node(media["schema"])
    if rows := _FILTER_ROW.findall(source.get("description", "")):
        operation["filter"] = {path: [kind, " ".join(_FUNCTION.findall(functions))] for path, kind, functions in rows}
    return operation


def _parameter(source: _Node, reduction: _Reduction) -> _Node:
    # One list declares its filter as an object of the server's inside; on the wire it is text like all the others.
    schema = {"type": "string"} if source["name"] == "filter" else reduction.node(source["schema"])
    parameter: _Node = {"name": source["name"], "in": source["in"], "schema": schema}
    if source.get("required"):
        parameter["required"] = True
    return parameter


class _Reduction:
    """Schemas in the order in which the operations need them."""

    def __init__(self, sources: Mapping[str, _Node]) -> None:
        self.schemas: list[_Node] = []
        self._sources = sources
        self._numbers: dict[str, int] = {}

    def node(self, source: _Node) -> _Node | int:
        """A schema where it is used: the number of a named one, or the schema itself."""
        if "$ref" in source:
            return self._number(source["$ref"].rpartition("/")[2])
        return self._inline(source)

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            number = self._numbers[name] = len(self.schemas)
            self.schemas.append({})
            self.schemas[number] = self._inline(self._sources[name])
        return self._numbers[name]

    def _inline(self, source: _Node) -> _Node:
        properties, required = self._flatten(source)
        node: _Node = {key: source[key] for key in _KEPT if key in source and source[key] != _UNBOUNDED}
        if "enum" in source:
            node["enum"] = (
                [int(value) for value in source["enum"]] if source.get("type") == "integer" else source["enum"]
            )
        if properties or "allOf" in source or "discriminator" in source:
            node["type"] = "object"
        if properties:
            node["properties"] = {name: self.node(properties[name]) for name in sorted(properties)}
        if required:
            node["required"] = sorted(required)
        if "items" in source:
            node["items"] = self.node(source["items"])
        if "discriminator" in source:
            node["discriminator"] = source["discriminator"]["propertyName"]
            node["variants"] = {
                value: self._number(reference.rpartition("/")[2])
                for value, reference in source["discriminator"]["mapping"].items()
            }
        return node

    def _flatten(self, source: _Node) -> tuple[dict[str, _Node], set[str]]:
        """The properties of a schema and of all that it is made of, the most specific of each."""
        properties: dict[str, _Node] = {}
        required = set(source.get("required", ()))
        for part in source.get("allOf", ()):
            whole = self._sources[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
            inherited, needed = self._flatten(whole)
            self._merge(properties, inherited)
            required |= needed
        self._merge(properties, source.get("properties", {}))
        return properties, required

    def _merge(self, properties: dict[str, _Node], additions: Mapping[str, _Node]) -> None:
        for name, addition in additions.items():
            present = properties.get(name, {})
            if "$ref" in addition:
                empty = not _says_anything(self._sources[addition["$ref"].rpartition("/")[2]])
                properties[name] = present if present and empty else addition
            else:
                properties[name] = (
                    {**present, **addition} if "$ref" not in present or _says_anything(addition) else present
                )


def _says_anything(schema: _Node) -> bool:
    return bool({"type", "$ref", "allOf", "properties", "discriminator", "enum"} & schema.keys())

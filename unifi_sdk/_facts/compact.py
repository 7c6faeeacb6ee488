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
    "nullable",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "default",
    "deprecated",
)
_UNBOUNDED = 2_147_483_647
_FILTER_ROW = re.compile(r"^\s*\|`([\w.]+)`\|`([A-Z()]+)`\|((?:\s*`\w+`)+)\s*\|", re.MULTILINE)
_FUNCTION = re.compile(r"`(\w+)`")


def compact(document: Mapping[str, Any], *, since: Callable[[str], str | None] = lambda operation: None) -> _Node:
    """Reduce the OpenAPI document of an application to its facts.

    Schemas lose their names and get numbers; what they take from others by `allOf` stands in them; a choice whose
    alternatives one constant property tells apart has that property as its discriminator; what no operation needs is
    left out.

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
    nothing: tuple[int, _Node] = (200, {})
    successes = ((int(status), answer) for status, answer in source["responses"].items() if status.startswith("2"))
    status, answer = next(successes, nothing)
    operation: _Node = {"name": name, "status": status}
    if version := since(name):
        operation["since"] = version
    if parameters := [_parameter(parameter, reduction) for parameter in (*shared, *source.get("parameters", []))]:
        operation["parameters"] = sorted(parameters, key=lambda parameter: name.find(f"{{{parameter['name']}}}"))
    parts: dict[str, _Node] = {"body": source.get("requestBody", {}), "answer": answer}
    for key, part in parts.items():
        for media in part.get("content", {}).values():
            operation[key] = reduction.node(media["schema"])
    if source.get("requestBody", {}).get("required") is False:
        operation["bodyOptional"] = True
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
            # What has a name is an object, even where nothing is said about it.
            self.schemas[number] = self._inline(self._sources[name]) or {"type": "object"}
        return self._numbers[name]

    def _inline(self, source: _Node) -> _Node:
        source = self._plain(source)
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
        if source.get("additionalProperties") is False:
            node["closed"] = True
        elif source.get("additionalProperties"):
            node["values"] = self.node(source["additionalProperties"])
        if "items" in source:
            node["items"] = self.node(source["items"])
        return node | self._alternatives(source)

    def _alternatives(self, source: _Node) -> _Node:
        """What a schema says about the shapes between which it lets choose."""
        if "mapping" in source.get("discriminator", {}):
            named = {
                value: self._number(reference.rpartition("/")[2])
                for value, reference in source["discriminator"]["mapping"].items()
            }
            return {"discriminator": source["discriminator"]["propertyName"], "variants": named}
        options = source.get("oneOf") or source.get("anyOf")
        if not options:
            return {}
        if tags := self._tags(options):
            variants = {tag: self.node(option) for tag, option in zip(tags[1], options, strict=True)}
            return {"type": "object", "discriminator": tags[0], "variants": variants}
        return {"options": [self.node(option) for option in options]}

    def _tags(self, options: list[_Node]) -> tuple[str, list[str]] | None:
        """The property that has another constant in each of the options, and these constants."""
        shapes = [self._resolve(option).get("properties", {}) for option in options]
        for name in shapes[0]:
            constants: list[Any] = [self._resolve(shape.get(name, {})).get("const") for shape in shapes]
            if None not in constants and len(set(constants)) == len(constants):
                return name, constants
        return None

    def _plain(self, source: _Node) -> _Node:
        """The same schema with a constant as an enum, null as a flag, and a narrowed value in place of its `allOf`."""
        plain = dict(source)
        if "const" in plain:
            plain["enum"] = [plain.pop("const")]
        if isinstance(plain.get("type"), list):
            kinds = [kind for kind in plain["type"] if kind != "null"]
            plain |= {"type": kinds[0], "nullable": True} if len(kinds) < len(plain["type"]) else {"type": kinds[0]}
        for key in ("oneOf", "anyOf"):
            if key in plain and "discriminator" not in plain:
                plain = self._without_trivial_choice(plain, key)
        parts = [self._resolve(part) for part in plain.get("allOf", ())]
        if parts and all(part.get("type") not in (None, "object") for part in parts):
            del plain["allOf"]
            for part in parts:
                plain = {**self._plain(part), **plain}
        return plain

    def _without_trivial_choice(self, source: _Node, key: str) -> _Node:
        """Null as a flag, a choice between constants as an enum, a choice of one as that one."""
        options = [option for option in source[key] if option != {"type": "null"}]
        rest = {name: value for name, value in source.items() if name != key}
        if len(options) < len(source[key]):
            rest["nullable"] = True
        whole = [self._resolve(option) for option in options]
        if all("const" in option for option in whole):
            return {**rest, "type": whole[0]["type"], "enum": [option["const"] for option in whole]}
        if len(options) == 1:
            return {**self._plain(whole[0]), **rest}
        return {**rest, key: options}

    def _resolve(self, source: _Node) -> _Node:
        while "$ref" in source:
            source = self._sources[source["$ref"].rpartition("/")[2]]
        return source

    def _flatten(self, source: _Node) -> tuple[dict[str, _Node], set[str]]:
        """The properties of a schema and of all that it is made of, the most specific of each."""
        properties: dict[str, _Node] = {}
        required = set(source.get("required", ()))
        for part in source.get("allOf", ()):
            inherited, needed = self._flatten(self._resolve(part))
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
    return bool({"type", "$ref", "allOf", "oneOf", "anyOf", "properties", "discriminator", "enum"} & schema.keys())

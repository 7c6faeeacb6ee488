"""Documents as an outline for people; what JSON Schema says of a value stands in a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from unifi_sdk.cli.data import Data

__all__ = ["outline"]

_ON_THE_HEADLINE = ("name", "command", "description")
_COMBINED = ("anyOf", "type", "enum", "examples", "items", "$ref", "minimum", "maximum")


def outline(document: Mapping[str, Data]) -> Iterator[str]:
    """Lines for a document, indented by how deep they are.

    Args:
        document: Plain data.
    """
    yield from _lines(dict(document), "")


def _lines(value: Data, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("properties"), Mapping):
            yield from _properties(value, indent)
        else:
            for name, inner in value.items():
                yield from _branch(f"{indent}{name}", inner, indent)
    elif isinstance(value, list):
        for item in value:
            yield from _branch(f"{indent}-", item, indent)


def _properties(schema: Mapping[str, Data], indent: str) -> Iterator[str]:
    properties, required = schema["properties"], schema.get("required")
    if not isinstance(properties, Mapping):
        return
    for name, inner in properties.items():
        is_required = isinstance(required, Sequence) and name in required
        yield f"{indent}{name}{_in_words(inner)}{' (required)' if is_required else ''}{_about(inner)}"
    if isinstance(models := schema.get("$defs"), Mapping):
        yield from _lines(dict(models), indent)


def _branch(head: str, value: Data, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        name = value.get("command") or value.get("name")
        title = f" {name}" if isinstance(name, str) else ""
        kind = "" if "properties" in value else _in_words(value)
        yield f"{head}{title}{kind}{_about(value)}"
        hidden = (*_ON_THE_HEADLINE, *(_COMBINED if kind else ()))
        yield from _lines(
            {key: inner for key, inner in value.items() if (inner or key == "properties") and key not in hidden},
            indent + "  ",
        )
    elif isinstance(value, list) and value:
        yield head
        yield from _lines(value, indent + "  ")
    elif value not in (None, "", [], {}):
        yield f"{head}: {value if isinstance(value, str) else json.dumps(value)}"


def _about(value: Data) -> str:
    about = value.get("description") if isinstance(value, Mapping) else None
    return f" {about}" if isinstance(about, str) and about else ""


def _in_words(schema: Data) -> str:
    words = _type(schema)
    return f" <{words}>" if words else ""


def _type(schema: Data) -> str:
    """A schema in words: a model by its name, a choice with bars."""
    if not isinstance(schema, Mapping):
        return ""
    if isinstance(kinds := schema.get("anyOf"), list):
        return " | ".join(filter(None, map(_type, kinds)))
    if isinstance(values := schema.get("enum"), list):
        return " | ".join("null" if value is None else str(value) for value in values)
    if isinstance(reference := schema.get("$ref"), str):
        return reference.rpartition("/")[2]
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if isinstance(values := schema.get("examples"), list):
        return " | ".join((*map(str, values), "...", *("null" for kind in kinds if kind == "null")))
    return " | ".join(_named(str(kind), schema) for kind in kinds if kind)


def _named(kind: str, schema: Mapping[str, Data]) -> str:
    if kind == "array":
        return f"list of {_type(schema.get('items'))}"
    return str(schema.get("format") or kind) if kind == "string" else kind

"""From an OpenAPI document to the facts in it: operations, shapes, bounds and filters, without a word of its prose."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from unifi_sdk._facts.reduction import Node, Odd, Reduction

__all__ = ["compact", "dump"]

_VERBS = ("get", "post", "put", "patch", "delete")
_FILTER_ROW = re.compile(r"^\s*\|`([\w.]+)`\|`([A-Z()]+)`\|((?:\s*`\w+`)+)\s*\|", re.MULTILINE)
_FUNCTION = re.compile(r"`(\w+)`")


def compact(
    document: Mapping[str, Any],
    *,
    since: Callable[[str], str | None] = lambda operation: None,
    odd: Odd | None = None,
    names: list[str] | None = None,
) -> Node:
    """Reduce the OpenAPI document of an application to its facts.

    Schemas lose their names and get numbers; what they take from others by `allOf` stands in them; a choice whose
    alternatives one constant property tells apart has that property as its discriminator; what no operation needs is
    left out, and so is an operation whose path may be anything (``/*path``).

    Args:
        document: The whole specification, as a console serves it.
        since: The version that brought an operation (`"GET /v1/info"`), None if it isn't known.
        odd: Is told where a part of the document can't be read, and why; such a schema becomes `any`, such an operation
            takes and gives anything. Without it the first such part ends the reduction.
        names: Gets the names of the schemas, in the order of their numbers.

    Returns:
        What `unifi_sdk._facts.read` understands; serializable as JSON.

    Raises:
        AttributeError: the document is none, or a part of it is nothing that OpenAPI has there.
        LookupError: something is missing, for instance a schema that is referred to.
        OverflowError: its schemas refer to each other in too many ways.
        TypeError, ValueError: as the first.
    """
    components = document.get("components", {})
    components = components if isinstance(components, Mapping) else {}
    schemas, parameters = (components.get(kind, {}) for kind in ("schemas", "parameters"))
    reduction = Reduction(
        schemas if isinstance(schemas, Mapping) else {},
        odd,
        parameters if isinstance(parameters, Mapping) else {},
    )
    operations: list[Node] = []
    for path, item in sorted(document["paths"].items()):
        if "*" in path:
            continue
        with reduction.told(path):
            shared = item.get("parameters", [])
            operations += [
                _operation(f"{verb.upper()} {path}", item[verb], shared, reduction, since)
                for verb in _VERBS
                if verb in item
            ]
    info = document.get("info", {})
    version = info.get("version", "") if isinstance(info, Mapping) else ""
    if names is not None:
        names += reduction.names
    return {"version": version, "operations": operations, "schemas": reduction.schemas}


def dump(facts: Node) -> str:
    """One line of JSON, the same for the same facts."""
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False, sort_keys=True) + "\n"


def _operation(
    name: str, source: Node, shared: Sequence[Node], reduction: Reduction, since: Callable[[str], str | None]
) -> Node:
    operation: Node = {"name": name, "status": 200, "answer": {}, "body": {}}
    with reduction.told(name):
        operation = _readable(name, source, shared, reduction)
    if version := since(name):
        operation["since"] = version
    return operation


def _readable(name: str, source: Node, shared: Sequence[Node], reduction: Reduction) -> Node:
    nothing: tuple[int, Node] = (200, {})
    successes = ((int(status), answer) for status, answer in source["responses"].items() if status.startswith("2"))
    status, answer = next(successes, nothing)
    operation: Node = {"name": name, "status": status}
    parameters: list[Node] = []
    for parameter in (*shared, *source.get("parameters", ())):
        with reduction.told(name):
            parameters.append(_parameter(reduction.parameter(parameter), reduction))
    if parameters:
        operation["parameters"] = sorted(parameters, key=lambda parameter: name.find(f"{{{parameter['name']}}}"))
    parts: dict[str, Node] = {"body": source.get("requestBody", {}), "answer": answer}
    for key, part in parts.items():
        for media in part.get("content", {}).values():
            operation[key] = reduction.node(media["schema"])
    if source.get("requestBody", {}).get("required") is False:
        operation["bodyOptional"] = True
    if rows := _FILTER_ROW.findall(source.get("description", "")):
        operation["filter"] = {path: [kind, " ".join(_FUNCTION.findall(functions))] for path, kind, functions in rows}
    return operation


def _parameter(source: Node, reduction: Reduction) -> Node:
    if not isinstance(source["name"], str):
        raise TypeError("a parameter without a name")
    # One list declares its filter as an object of the server's inside; on the wire it is text like all the others.
    schema = {"type": "string"} if source["name"] == "filter" else reduction.node(source["schema"])
    parameter: Node = {"name": source["name"], "in": source["in"], "schema": schema}
    if source.get("required"):
        parameter["required"] = True
    return parameter

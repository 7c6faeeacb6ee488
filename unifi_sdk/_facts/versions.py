"""Several versions of a specification in one table: what stands there only from or before a version says so in its name.

A key such as `units@10.6` is `units` from version 10.6 on, `members@-10.6` is `members` before it, and `x@10.2-10.6` is `x`
in between. Whatever has no such mark is in every version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

__all__ = ["Span", "at", "covers", "numbers", "span_of", "spans", "trimmed"]

Span = tuple[str, str]
"""Since which version and until which: it is in the first and no longer in the second; "" for an end that isn't known."""

_Node = dict[str, Any]


@lru_cache(maxsize=256)
def numbers(version: str) -> tuple[int, ...]:
    """A version as something that can be compared.

    Args:
        version: Such as `10.5.66`.
    """
    return tuple(int(digits) for digits in re.findall(r"\d+", version))


def span_of(key: str) -> tuple[str, Span]:
    """A key without its mark, and the versions that have it.

    Args:
        key: As it stands in the table.
    """
    name, _, mark = key.partition("@")
    since, _, until = mark.partition("-")
    return name, (since, until)


def covers(span: Span, version: str) -> bool:
    """Whether a version is among those of a span.

    Args:
        span: Since when and until when.
        version: The version.
    """
    since, until = span
    return numbers(since) <= numbers(version) and not (until and numbers(until) <= numbers(version))


def at(table: Mapping[str, Any], version: str) -> _Node:
    """The table as one version has it, without marks.

    Operations stay whatever the version: each says itself since when it is there.

    Args:
        table: With marks.
        version: The version, known or not.
    """
    found = {key: part for key, part in table.items() if key != "versions"}
    return trimmed({**_at(found, version), "version": version})


def spans(table: Mapping[str, Any]) -> Iterator[tuple[str, Span]]:
    """Everything that not every version has: where it stands in the table, and since and until when it is there.

    Args:
        table: With marks.
    """
    waiting: list[tuple[str, Any]] = [("", table)]
    while waiting:
        path, node = waiting.pop()
        for key, part in _parts(node):
            name, span = span_of(key)
            place = f"{path}/{name}"
            if any(span):
                yield place, span
            waiting.append((place, part))


def trimmed(table: Mapping[str, Any]) -> _Node:
    """The same table without shapes that no operation needs, the others numbered in the order in which they are needed.

    Args:
        table: Without marks.
    """
    order: dict[int, int] = {}
    shapes: list[Any] = []
    operations = [
        {key: _needed(key, one[key], table, order, shapes) for key in sorted(one)} for one in table["operations"]
    ]
    return {**table, "operations": operations, "schemas": shapes}


def _needed(key: str, part: Any, table: Mapping[str, Any], order: dict[int, int], shapes: list[Any]) -> Any:
    def shape(source: Any) -> Any:
        if not isinstance(source, int):
            return node(source)
        if source not in order:
            order[source] = len(shapes)
            shapes.append(None)
            shapes[order[source]] = node(table["schemas"][source])
        return order[source]

    def node(source: Mapping[str, Any]) -> _Node:
        made = dict(source)
        for name in sorted(made):
            if name in ("items", "values"):
                made[name] = shape(made[name])
            elif name in ("properties", "variants"):
                made[name] = {each: shape(made[name][each]) for each in sorted(made[name])}
            elif name == "options":
                made[name] = [shape(each) for each in made[name]]
        return made

    if key in ("answer", "body"):
        return shape(part)
    if key == "parameters":
        return [{**one, "schema": shape(one["schema"])} for one in part]
    return part


def _at(node: Any, version: str) -> Any:
    if isinstance(node, list):
        return [_at(part, version) for part in node]
    if not isinstance(node, dict):
        return node
    marked = ((*span_of(key), part) for key, part in node.items())
    return {name: _at(part, version) for name, span, part in marked if covers(span, version)}


def _parts(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield (str(part["name"]) if isinstance(part, dict) and "name" in part else str(number)), part

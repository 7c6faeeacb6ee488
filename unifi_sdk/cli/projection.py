"""Dot paths: which parts of an item are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias, get_args, get_origin

import attrs

from unifi_sdk._core.model import Model
from unifi_sdk._core.nesting import DEEPEST
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit

__all__ = ["check_paths", "parse_paths", "pick", "project"]

_Tree: TypeAlias = "dict[str, _Tree]"
"""What is wanted below each name; all of it below a name that has nothing."""


def parse_paths(text: str | None) -> list[list[str]]:
    """The paths of ``--select id,name,uplink.device_id``; none when nothing is selected.

    Args:
        text: Paths with commas between them.

    Raises:
        CommandError: a path is empty, or leads deeper than any document.
    """
    if text is None:
        return []
    paths = [part.strip().split(".") for part in text.split(",")]
    if not all(all(path) for path in paths):
        raise _unknown(text, "it has an empty part")
    if any(len(path) > DEEPEST for path in paths):
        raise _unknown(f"{text[:40]}…", f"a path has {DEEPEST} parts at most")
    return paths


def check_paths(paths: Iterable[Sequence[str]], items: Sequence[object], written: Sequence[Data]) -> None:
    """Refuse a path that no item can have: a typing error would read as a list of nulls.

    Args:
        paths: What is selected.
        items: The models.
        written: The same as plain data.

    Raises:
        CommandError: a part of a path is the name of no field.
    """
    if not written:
        return
    for path in paths:
        kinds, values = _relatives(items), list(written)
        for at, name in enumerate(path):
            known = {key for value in values if isinstance(value, dict) for key in value}
            known |= {field for kind in kinds for field in _field_types(kind)}
            if name not in known:
                place = f"below {'.'.join(path[:at])} " if at else ""
                raise _unknown(".".join(path), f"{place}there are {', '.join(sorted(known)) or 'no fields'}")
            kinds, is_free = _below(kinds, name)
            if is_free:
                break
            values = [inner for value in values if isinstance(value, dict) for inner in _flattened(value.get(name))]


def project(paths: Sequence[Sequence[str]], document: Data) -> Data:
    """The selected parts of a document, in their places; what it lacks is null. All of it when nothing is selected.

    Args:
        paths: What is selected.
        document: Plain data.
    """
    return _part(document, _tree(paths)) if paths and isinstance(document, dict) else document


def pick(path: str, document: Data) -> Data:
    """What stands at a dot path, None when nothing does; of a list, that of each item.

    Args:
        path: Names with dots between them.
        document: Plain data.
    """
    found = document
    for name in path.split("."):
        found = _each(partial(_get, name), found)
    return found


def _relatives(items: Iterable[object]) -> set[type[Model]]:
    """The models of the items, and those that other items of the same list may be of."""
    kinds = {type(item) for item in items if isinstance(item, Model)}
    return _with_variants({base for kind in kinds for base in kind.__mro__ if issubclass(base, Model)})


def _with_variants(kinds: set[type[Model]]) -> set[type[Model]]:
    return kinds | {variant for kind in kinds for variant in vars(kind).get("variants", {}).values()}


def _field_types(kind: Any) -> Mapping[str, object]:
    """The fields of a model with their types."""
    attrs.resolve_types(kind, include_extras=True)
    return {field.name: field.type for field in attrs.fields(kind) if field.name != "extra"}


def _below(kinds: Iterable[type[Model]], name: str) -> tuple[set[type[Model]], bool]:
    """The models that a field may hold, and whether it may hold JSON that no model describes."""
    hints = [types[name] for kind in kinds if name in (types := _field_types(kind))]
    parts = [part for hint in hints for part in _parts(hint)]
    models = {part for part in parts if isinstance(part, type) and issubclass(part, Model)}
    is_free = any(part in (dict, Mapping, object) for part in parts)
    return _with_variants(models), is_free


def _parts(hint: object) -> Iterator[object]:
    """A type with all that it is made of."""
    yield get_origin(hint) or hint
    for inner in get_args(hint):
        yield from _parts(inner)


def _flattened(value: Data) -> Iterator[Data]:
    if isinstance(value, list):
        for inner in value:
            yield from _flattened(inner)
    else:
        yield value


def _tree(paths: Iterable[Sequence[str]]) -> _Tree:
    """The paths by their first names; nothing below a name that is wanted as a whole."""
    below: dict[str, list[Sequence[str]]] = {}
    for path in paths:
        below.setdefault(path[0], []).append(path[1:])
    return {name: _tree(rest) if all(rest) else {} for name, rest in below.items()}


def _part(document: Data, wanted: _Tree) -> Data:
    if not wanted:
        return document

    def select(item: Data) -> Data:
        return (
            {name: _part(item.get(name), below) for name, below in wanted.items()} if isinstance(item, dict) else None
        )

    return _each(select, document)


def _get(name: str, document: Data) -> Data:
    return document.get(name) if isinstance(document, dict) else None


def _each(take: Callable[[Data], Data], document: Data) -> Data:
    """What is taken of a document; of a list, what is taken of each item, however deep lists lie in lists."""
    if not isinstance(document, list):
        return take(document)
    taken: list[Data] = []
    waiting = [(document, taken)]
    while waiting:
        items, into = waiting.pop()
        for item in items:
            if isinstance(item, list):
                below: list[Data] = []
                into.append(below)
                waiting.append((item, below))
            else:
                into.append(take(item))
    return taken


def _unknown(path: str, why: str) -> CommandError:
    return CommandError(
        Exit.USAGE, f"--select {path}: {why}", code="USAGE", remediation="name fields as the JSON output has them"
    )

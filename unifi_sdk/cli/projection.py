"""Dot paths: which parts of an item are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import attrs

from unifi_sdk._core.model import Model
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
        CommandError: a path is empty.
    """
    if text is None:
        return []
    paths = [part.strip().split(".") for part in text.split(",")]
    if not all(all(path) for path in paths):
        raise _unknown(text, "it has an empty part")
    return paths


def check_paths(paths: Iterable[Sequence[str]], items: Sequence[object], written: Sequence[Data]) -> None:
    """Refuse a path that no item has: a typing error would read as a list of nulls.

    Args:
        paths: What is selected.
        items: The models.
        written: The same as plain data.

    Raises:
        CommandError: a path begins with the name of no field.
    """
    if not written:
        return
    known = {name for item in written if isinstance(item, dict) for name in item}
    known |= {a.name for kind in _relatives(items) for a in attrs.fields(kind)}
    known.discard("extra")
    for path in paths:
        if path[0] not in known:
            raise _unknown(".".join(path), f"there are {', '.join(sorted(known))}")


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
        if isinstance(found, list):
            found = [pick(name, item) for item in found]
        else:
            found = found.get(name) if isinstance(found, dict) else None
    return found


def _relatives(items: Iterable[object]) -> set[type[Model]]:
    """The models of the items, and those that other items of the same list may be of."""
    kinds = {type(item) for item in items if isinstance(item, Model)}
    bases = {base for kind in kinds for base in kind.__mro__ if issubclass(base, Model)}
    return kinds | {variant for base in bases for variant in vars(base).get("variants", {}).values()}


def _tree(paths: Iterable[Sequence[str]]) -> _Tree:
    """The paths by their first names; nothing below a name that is wanted as a whole."""
    below: dict[str, list[Sequence[str]]] = {}
    for path in paths:
        below.setdefault(path[0], []).append(path[1:])
    return {name: _tree(rest) if all(rest) else {} for name, rest in below.items()}


def _part(document: Data, wanted: _Tree) -> Data:
    if not wanted:
        return document
    if isinstance(document, dict):
        return {name: _part(document.get(name), below) for name, below in wanted.items()}
    return [_part(item, wanted) for item in document] if isinstance(document, list) else None


def _unknown(path: str, why: str) -> CommandError:
    return CommandError(
        Exit.USAGE, f"--select {path}: {why}", code="USAGE", remediation="name fields as the JSON output has them"
    )

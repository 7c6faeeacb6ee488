"""Dot paths: which parts of an item are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from unifi_sdk._core.model import Model
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit

__all__ = ["check_paths", "parse_paths", "pick", "project"]


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
    known |= {a.name for kind in {type(item) for item in items} if issubclass(kind, Model) for a in attrs.fields(kind)}
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
    if not paths or not isinstance(document, dict):
        return document
    chosen: dict[str, Data] = {}
    for path in paths:
        _put(chosen, path, document)
    return chosen


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


def _put(chosen: dict[str, Data], path: Sequence[str], document: dict[str, Data]) -> None:
    name, rest = path[0], path[1:]
    value = document.get(name)
    if not rest:
        chosen[name] = value
    elif isinstance(value, dict):
        inner = chosen.setdefault(name, {})
        if isinstance(inner, dict):
            _put(inner, rest, value)
    elif isinstance(value, list):
        before = chosen.get(name)
        chosen[name] = [
            _merged(before[index] if isinstance(before, list) else {}, rest, item) for index, item in enumerate(value)
        ]
    else:
        chosen.setdefault(name, None)


def _merged(before: Data, path: Sequence[str], item: Data) -> Data:
    inner = before if isinstance(before, dict) else {}
    if isinstance(item, dict):
        _put(inner, path, item)
    return inner


def _unknown(path: str, why: str) -> CommandError:
    return CommandError(
        Exit.USAGE, f"--select {path}: {why}", code="USAGE", remediation="name fields as the JSON output has them"
    )

"""Hold JSON against the shape that a specification gives it, and say in the vendor's way what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from unifi_sdk._facts import Schema

__all__ = ["ShapeError", "accept", "problems", "project", "read_text"]

_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_WHOLE_NUMBERS = {"int32": 2**31, "int64": 2**63}
_KINDS: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "object": ("an object", Mapping),
    "array": ("an array", list),
    "string": ("a string", str),
    "boolean": ("a boolean", bool),
    "integer": ("an integer", int),
    "number": ("a number", (int, float)),
}


class ShapeError(Exception):
    """A value doesn't have the shape it must have; the text names the field: `'ports[0]' must be an integer`."""


def accept(schema: Schema, value: object) -> object:
    """Take a value as the console takes a body: what it doesn't know stays, null is the same as absent.

    Args:
        schema: What is expected.
        value: Decoded JSON.

    Returns:
        A copy without nulls, with its UUIDs in lower case.

    Raises:
        ShapeError: something is missing, of the wrong kind or out of bounds; the first such thing.
    """
    walk = _Walk(nulls_are_absent=True)
    taken = walk.value(schema, value, "")
    if walk.problems:
        raise ShapeError(walk.problems[0])
    return taken


def problems(schema: Schema, value: object) -> list[str]:
    """Everything about a value that isn't as the schema says, a sentence each; a null is wrong anywhere.

    Args:
        schema: What is expected.
        value: Decoded JSON; fields that the schema doesn't know are no problem.
    """
    walk = _Walk(nulls_are_absent=False)
    walk.value(schema, value, "")
    return walk.problems


def read_text(schema: Schema, text: str) -> object:
    """A value out of a path or a query.

    Args:
        schema: What is expected: a string, a UUID, an integer or a boolean; bounds are not looked at.
        text: As it stands there, percent-decoded.

    Returns:
        The value, a UUID in lower case.

    Raises:
        ValueError: the text stands for no such value.
    """
    if schema.kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if schema.kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if schema.kind == "string" and schema.format != "uuid":
        return text
    if schema.format == "uuid" and _UUID.fullmatch(text):
        return text.lower()
    raise ValueError(text)


def project(document: Mapping[str, object], overview: Schema, details: Schema) -> dict[str, object]:
    """What an overview shows of an object.

    Args:
        document: The whole object.
        overview: The smaller schema.
        details: The larger schema of the same object.

    Returns:
        The fields that the overview knows and those that not even the larger schema knows, in their order.
    """
    shown, whole = _shape(overview, document), _shape(details, document)
    if shown.properties.keys() == whole.properties.keys():
        return dict(document)
    return {
        name: _projected(value, shown.properties[name], whole.properties[name]) if name in shown.properties else value
        for name, value in document.items()
        if name in shown.properties or name not in whole.properties
    }


class _Walk:
    """One way through a value, and what was found on it."""

    def __init__(self, *, nulls_are_absent: bool) -> None:
        self.problems: list[str] = []
        self._nulls_are_absent = nulls_are_absent

    def value(self, schema: Schema, value: object, path: str) -> object:
        if schema.kind == "any":
            return value
        name, types = _KINDS[schema.kind]
        if not isinstance(value, types) or (isinstance(value, bool) and schema.kind != "boolean"):
            self._refuse(path, f"must be {name}")
            return value
        if isinstance(value, Mapping):
            return self._object(schema, value, path)
        if isinstance(value, list):
            return self._array(schema, value, path)
        if isinstance(value, str):
            return self._text(schema, value, path)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            self._number(schema, value, path)
        return value

    def _object(self, schema: Schema, value: Mapping[str, object], path: str) -> dict[str, object]:
        shape = schema
        if schema.discriminator is not None and value.get(schema.discriminator) is not None:
            chosen = schema.variant(value[schema.discriminator])
            if chosen is None:
                wrong = value[schema.discriminator]
                self.problems.append(f"'{wrong}' is not a valid '{_join(path, schema.discriminator)}' value")
                return dict(value)
            shape = chosen
        needed = shape.required if schema.discriminator is None else shape.required | {schema.discriminator}
        for name in sorted(needed):
            if value.get(name) is None:
                self._refuse(_join(path, name), "must not be null")
        taken = {}
        for name, part in value.items():
            if part is None:
                if not self._nulls_are_absent and name not in needed:
                    self._refuse(_join(path, name), "must not be null")
                continue
            known = shape.properties.get(name)
            decided = name == schema.discriminator  # its spelling was judged above
            taken[name] = part if known is None or decided else self.value(known, part, _join(path, name))
        return taken

    def _array(self, schema: Schema, value: list[object], path: str) -> list[object]:
        least, most = schema.min_items, schema.max_items
        if (least is not None and len(value) < least) or (most is not None and len(value) > most):
            self._refuse(path, f"size must be between {least or 0} and {2**31 - 1 if most is None else most}")
        items = schema.items or Schema()
        taken = [self.value(items, item, f"{path}[{number}]") for number, item in enumerate(value)]
        if schema.unique_items and any(item in taken[:number] for number, item in enumerate(taken)):
            self._refuse(path, "must not contain duplicates")
        return taken

    def _text(self, schema: Schema, value: str, path: str) -> str:
        if schema.enum and value not in schema.enum:
            self.problems.append(f"'{value}' is not a valid '{path}' value")
        if schema.pattern is not None and not re.search(schema.pattern, value):
            self._refuse(path, f"must match '{schema.pattern}'")
        least, most = schema.min_length, schema.max_length
        if least == 1 and not value:
            self._refuse(path, "must not be empty")
        elif (least is not None and len(value) < least) or (most is not None and len(value) > most):
            self._refuse(path, f"length must be between {least or 0} and {2**31 - 1 if most is None else most}")
        if schema.format is not None and not _is_formatted(schema.format, value):
            self.problems.append(f"'{value}' is not a valid '{path}' value")
        return value.lower() if schema.format == "uuid" else value

    def _number(self, schema: Schema, value: float, path: str) -> None:
        limit = _WHOLE_NUMBERS.get(schema.format or "")
        if schema.enum and value not in schema.enum:
            self.problems.append(f"'{value}' is not a valid '{path}' value")
        elif limit is not None and not -limit <= value < limit:
            self._refuse(path, "is out of range")
        elif schema.minimum is not None and value < schema.minimum:
            self._refuse(path, f"must be greater than or equal to {schema.minimum}")
        elif schema.maximum is not None and value > schema.maximum:
            self._refuse(path, f"must be less than or equal to {schema.maximum}")

    def _refuse(self, path: str, what: str) -> None:
        self.problems.append(f"'{path}' {what}" if path else f"the body {what}")


def _is_formatted(name: str, text: str) -> bool:
    if name == "uuid":
        return _UUID.fullmatch(text) is not None
    readers = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
    if name not in readers:
        return True
    try:
        readers[name](text)
    except ValueError:
        return False
    return True


def _shape(schema: Schema, document: Mapping[str, object]) -> Schema:
    chosen = schema.variant(document.get(schema.discriminator)) if schema.discriminator else None
    return chosen or schema


def _projected(value: object, overview: Schema, details: Schema) -> object:
    return project(value, overview, details) if isinstance(value, Mapping) else value


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name

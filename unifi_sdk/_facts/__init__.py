"""What the vendor's specification says, as data: operations, the shapes they take and give, bounds, filters, versions.

Nothing here is used to talk to a console. The simulator checks what it is sent against these facts, the conformance
tests check the SDK against them, and so can whoever wants to know how a console differs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import attrs

from unifi_sdk._facts.versions import at, covers

__all__ = [
    "Facts",
    "FilterProperty",
    "Kind",
    "Operation",
    "Parameter",
    "Schema",
    "load",
    "marked",
    "read",
    "table",
    "versions",
]

Kind = Literal["any", "object", "array", "string", "integer", "number", "boolean"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_PLACEHOLDER = re.compile(r"\{[^}]*\}")


@attrs.frozen(kw_only=True, eq=False)
class Schema:
    """The shape of a JSON value; what it takes from other shapes stands in it."""

    kind: Kind = "any"
    format: str | None = None
    """`uuid`, `date-time`, `date`, `int32`, `int64`, `double`, `uri`, `binary`."""
    nullable: bool = False
    """Whether null is a value too."""
    enum: tuple[str | int | float, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    """A number must be greater."""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    default: object = None
    deprecated: bool = False
    items: Schema | None = None
    """What an array holds."""
    properties: Mapping[str, Schema] = _NOTHING
    """By their names on the wire."""
    required: frozenset[str] = frozenset()
    closed: bool = False
    """Whether an object has no other properties than these."""
    values: Schema | None = None
    """What stands under any other property, None when nothing is said about it."""
    discriminator: str | None = None
    """The property whose value decides which of the variants an object is."""
    variants: Mapping[str, Schema] = _NOTHING
    """By the discriminator's value; each has all the properties, those of this schema too."""
    options: Sequence[Schema] = ()
    """Shapes of which the value has at least one, where no property tells which."""

    def variant(self, value: object) -> Schema | None:
        """The variant that a value of the discriminator stands for, None if it stands for none.

        The vendor writes some values in two ways, `ax.25` and `AX_25`; both are found.
        """
        if not isinstance(value, str):
            return None
        return self.variants.get(value) or self.variants.get(re.sub(r"[.\-]", "_", value).upper())


@attrs.frozen(kw_only=True, eq=False)
class Parameter:
    """Something that stands in the path or in the query."""

    name: str
    place: Literal["path", "query"]
    schema: Schema
    required: bool = False


@attrs.frozen(kw_only=True)
class FilterProperty:
    """What a list can be filtered by."""

    name: str
    """Dotted: `access.authorized`."""
    type: str
    """`STRING`, `INTEGER`, `DECIMAL`, `TIMESTAMP`, `BOOLEAN` or `UUID`; of a set, the type of its elements."""
    is_set: bool
    functions: frozenset[str]


@attrs.frozen(kw_only=True, eq=False)
class Operation:
    """One documented call."""

    name: str
    """`GET /v1/sites/{siteId}/clients`, ids called as the vendor calls them."""
    since: str | None
    """The first version that has it."""
    until: str | None
    """The first version that doesn't have it any more; None as long as there is none."""
    status: int
    """Of a success: 200, 201 or 204."""
    parameters: tuple[Parameter, ...] = ()
    """Those of the query, then those of the path in their order."""
    body: Schema | None = None
    body_required: bool = True
    """Whether the body may not be left out, if there is one at all."""
    answer: Schema | None = None
    """None when a success has no body."""
    filter: Mapping[str, FilterProperty] = _NOTHING
    """By name; empty when the operation takes no filter."""

    @property
    def verb(self) -> str:
        """`GET`, `POST`, `PUT`, `PATCH` or `DELETE`."""
        return self.name.partition(" ")[0]

    @property
    def path(self) -> str:
        """`/v1/sites/{siteId}/clients`."""
        return self.name.partition(" ")[2]

    @property
    def element(self) -> Schema | None:
        """What a page of this list holds, None when the operation gives no pages."""
        if self.answer is None or "totalCount" not in self.answer.properties:
            return None
        return self.answer.properties["data"].items

    @property
    def versions(self) -> str:
        """The versions that have it, in words: `10.0.162`, or `10.0.162, before 11.0`."""
        return ", ".join(filter(None, [self.since, self.until and f"before {self.until}"]))

    def is_in(self, version: str) -> bool:
        """Whether an application of this version, for instance `10.0.162`, has the operation."""
        return covers((self.since or "", self.until or ""), version)


@attrs.frozen(kw_only=True, eq=False)
class Facts:
    """All that the specification of one application says."""

    version: str
    operations: Mapping[str, Operation]
    """By name."""
    schemas: Sequence[Schema]
    """Those that have a name in the specification; their numbers mean nothing."""

    def find(self, operation: str) -> Operation:
        """An operation, whatever its ids are called: `GET /v1/sites/{site_id}/clients` is found.

        Raises:
            KeyError: there is no such operation.
        """
        found = self.get(operation)
        if found is None:
            raise KeyError(operation)
        return found

    def get(self, operation: str) -> Operation | None:
        """An operation as `find` has it, or None."""
        wanted = _PLACEHOLDER.sub("{}", operation)
        return next((found for name, found in self.operations.items() if _PLACEHOLDER.sub("{}", name) == wanted), None)


@lru_cache(maxsize=32)
def load(application: str, version: str = "") -> Facts:
    """The facts that the package carries.

    Args:
        application: `network` or `protect`.
        version: Of the application, whether its specification is known or not. The oldest known one if left out, which is
            that of simulated consoles unless they are told otherwise.

    Raises:
        LookupError: the package carries none of this application.
    """
    return read(table(application, version))


def table(application: str, version: str = "") -> Mapping[str, Any]:
    """The same facts as data, for `unifi_sdk._facts.expand.expand`.

    Args:
        application: As for `load`.
        version: As for `load`.

    Raises:
        LookupError: the package carries none of this application.
    """
    return at(marked(application), version or versions(application)[0])


def versions(application: str) -> tuple[str, ...]:
    """The versions whose specifications are known, the newest last.

    Args:
        application: As for `load`.

    Raises:
        LookupError: the package carries none of this application.
    """
    return tuple(marked(application)["versions"])


@cache
def marked(application: str) -> Mapping[str, Any]:
    """The facts of all versions, as they stand in the package and as `unifi_sdk._facts.versions` reads them.

    Args:
        application: As for `load`.

    Raises:
        LookupError: the package carries none of this application.
    """
    source = files(__name__).joinpath(f"{application}.json")
    if not source.is_file():
        raise LookupError(f"there are no facts of {application!r}")
    found: Mapping[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found


def read(table: Mapping[str, Any]) -> Facts:
    """Make facts of what `unifi_sdk._facts.compact.compact` wrote.

    Args:
        table: The decoded JSON.
    """
    shelf = _Shelf(table["schemas"])
    operations = [_operation(source, shelf) for source in table["operations"]]
    return Facts(
        version=table["version"],
        operations={operation.name: operation for operation in operations},
        schemas=[shelf.schema(number) for number in range(len(table["schemas"]))],
    )


class _Shelf:
    """Makes each numbered schema once; one that holds itself is `any` inside."""

    def __init__(self, sources: Sequence[Mapping[str, Any]]) -> None:
        self._sources = sources
        self._made: dict[int, Schema] = {}

    def schema(self, source: Mapping[str, Any] | int) -> Schema:
        if not isinstance(source, int):
            return self._make(source)
        if source not in self._made:
            self._made[source] = Schema()
            self._made[source] = self._make(self._sources[source])
        return self._made[source]

    def _make(self, source: Mapping[str, Any]) -> Schema:
        return Schema(
            kind=source.get("type", "any"),
            format=source.get("format"),
            nullable=source.get("nullable", False),
            enum=tuple(source.get("enum", ())),
            minimum=source.get("minimum"),
            maximum=source.get("maximum"),
            exclusive_minimum=source.get("exclusiveMinimum"),
            min_length=source.get("minLength"),
            max_length=source.get("maxLength"),
            pattern=source.get("pattern"),
            min_items=source.get("minItems"),
            max_items=source.get("maxItems"),
            unique_items=source.get("uniqueItems", False),
            default=source.get("default"),
            deprecated=source.get("deprecated", False),
            items=self.schema(source["items"]) if "items" in source else None,
            properties={name: self.schema(part) for name, part in source.get("properties", {}).items()},
            required=frozenset(source.get("required", ())),
            closed=source.get("closed", False),
            values=self.schema(source["values"]) if "values" in source else None,
            discriminator=source.get("discriminator"),
            variants={value: self.schema(variant) for value, variant in source.get("variants", {}).items()},
            options=tuple(self.schema(option) for option in source.get("options", ())),
        )


def _operation(source: Mapping[str, Any], shelf: _Shelf) -> Operation:
    return Operation(
        name=source["name"],
        since=source.get("since"),
        until=source.get("until"),
        status=source["status"],
        parameters=tuple(_parameter(parameter, shelf) for parameter in source.get("parameters", ())),
        body=shelf.schema(source["body"]) if "body" in source else None,
        body_required=not source.get("bodyOptional", False),
        answer=shelf.schema(source["answer"]) if "answer" in source else None,
        filter={name: _filter_property(name, *row) for name, row in source.get("filter", {}).items()},
    )


def _parameter(source: Mapping[str, Any], shelf: _Shelf) -> Parameter:
    return Parameter(
        name=source["name"],
        place=source["in"],
        schema=shelf.schema(source["schema"]),
        required=source.get("required", False),
    )


def _filter_property(name: str, kind: str, functions: str) -> FilterProperty:
    return FilterProperty(
        name=name,
        type=kind.removeprefix("SET(").removesuffix(")"),
        is_set=kind.startswith("SET("),
        functions=frozenset(functions.split()),
    )

"""From the schemas of an OpenAPI document to the shapes in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

__all__ = ["Node", "Odd", "Reduction"]

Node = dict[str, Any]
Odd = Callable[[str, str], object]
"""Is told where something can't be read, and why."""

_ODD: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
_KINDS: Final = ("object", "array", "string", "integer", "number", "boolean")
_KEPT: Final = (
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
_UNBOUNDED: Final = 2_147_483_647
_DEEPEST: Final = 64
"""Schemas within each other; no document of the vendor has half of that."""
_MOST_STEPS: Final = 1_000_000
"""Times that a schema is looked at; a document of the vendor takes some thousand."""


class Reduction:
    """Schemas in the order in which the operations need them."""

    def __init__(
        self, sources: Mapping[str, Node], odd: Odd | None = None, parameters: Mapping[str, Node] | None = None
    ) -> None:
        self.schemas: list[Node] = []
        self._sources = sources
        self._parameters = parameters or {}
        self._numbers: dict[str, int] = {}
        self._flat: dict[int, tuple[dict[str, Node], set[str]]] = {}
        self._odd = odd
        self._where: list[str] = []
        self._depth = self._steps = 0

    @property
    def names(self) -> list[str]:
        """The names of the schemas, in the order of their numbers."""
        return list(self._numbers)

    def parameter(self, source: Node) -> Node:
        """A parameter itself, where an operation refers to one that several have."""
        return self._parameters[source["$ref"].rpartition("/")[2]] if "$ref" in source else source

    @contextmanager
    def told(self, where: str) -> Iterator[None]:
        """Tell of what can't be read inside, and go on behind it.

        Args:
            where: What it stands in: an operation, or the name of a schema.
        """
        self._where.append(where)
        try:
            yield
        except _ODD as error:
            if self._odd is None:
                raise
            self._odd(self._where[-1], _reason(error))
        finally:
            self._where.pop()

    def node(self, source: Any) -> Node | int:
        """A schema where it is used: the number of a named one, or the schema itself; `any` where it can't be read."""
        node: Node | int = {}
        self._depth += 1
        try:
            with self.told(self._where[-1]):
                node = self._node(source)
        finally:
            self._depth -= 1
        return node

    def _node(self, source: Any) -> Node | int:
        if source is True:
            return {}
        if self._depth > _DEEPEST:
            raise ValueError("schemas that are nested too deeply")
        is_reference = isinstance(source, dict) and "$ref" in source
        return self._number(_name(source)) if is_reference else self._inline(source)

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            source = self._sources[name]
            number = self._numbers[name] = len(self.schemas)
            self.schemas.append({})
            with self.told(name):
                # What has a name is an object, even where nothing is said about it.
                self.schemas[number] = self._inline(self._resolve(source)) or {"type": "object"}
        return self._numbers[name]

    def _inline(self, source: Any) -> Node:
        if not isinstance(source, dict):
            raise TypeError("a schema that is no object")
        source = self._plain(source)
        properties, required = self._flatten(source)
        node: Node = {key: source[key] for key in _KEPT if key in source and source[key] != _UNBOUNDED}
        if "enum" in source:
            node["enum"] = _values(source)
        if properties or "allOf" in source or "discriminator" in source:
            node["type"] = "object"
        if node.get("type", "object") not in _KINDS:
            raise ValueError(f"the type {node['type']!r}")
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

    def _alternatives(self, source: Node) -> Node:
        """What a schema says about the shapes between which it lets choose."""
        if "mapping" in source.get("discriminator", {}):
            named = {
                value: self.node({"$ref": reference}) for value, reference in source["discriminator"]["mapping"].items()
            }
            return {"discriminator": str(source["discriminator"]["propertyName"]), "variants": named}
        options = source.get("oneOf") or source.get("anyOf")
        if not options:
            return {}
        if tags := self._tags(options):
            variants = {tag: self.node(option) for tag, option in zip(tags[1], options, strict=True)}
            return {"type": "object", "discriminator": tags[0], "variants": variants}
        return {"options": [self.node(option) for option in options]}

    def _tags(self, options: list[Node]) -> tuple[str, list[str]] | None:
        """The property that has another constant in each of the options, and these constants."""
        shapes = [self._resolve(option).get("properties", {}) for option in options]
        for name in shapes[0]:
            constants: list[Any] = [_constant(self._resolve(shape.get(name, {}))) for shape in shapes]
            if None not in constants and len(set(constants)) == len(constants):
                return name, constants
        return None

    def _plain(self, source: Node) -> Node:
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

    def _without_trivial_choice(self, source: Node, key: str) -> Node:
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

    def _resolve(self, source: Node) -> Node:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise OverflowError("schemas that refer to each other in too many ways")
        for _ in range(_DEEPEST):
            if "$ref" not in source:
                return source
            source = self._sources[_name(source)]
        raise ValueError("a reference that leads back to itself")

    def _flatten(self, source: Node) -> tuple[dict[str, Node], set[str]]:
        """The properties of a schema and of all that it is made of, the most specific of each."""
        properties: dict[str, Node] = {}
        required = set(source.get("required", ()))
        for part in source.get("allOf", ()):
            inherited, needed = self._flattened(self._resolve(part))
            self._merge(properties, inherited)
            required |= needed
        self._merge(properties, source.get("properties", {}))
        return properties, required

    def _flattened(self, source: Node) -> tuple[dict[str, Node], set[str]]:
        """The same of a schema that stands in the document, and may be a part of many."""
        if id(source) not in self._flat:
            self._flat[id(source)] = self._flatten(source)
        return self._flat[id(source)]

    def _merge(self, properties: dict[str, Any], additions: Mapping[str, Any]) -> None:
        for name, addition in additions.items():
            present = properties.get(name, {})
            if not isinstance(addition, dict) or not isinstance(present, dict):
                properties[name] = addition
            elif "$ref" in addition:
                named = self._sources.get(str(addition["$ref"]).rpartition("/")[2])
                properties[name] = present if present and named is not None and not _says_anything(named) else addition
            else:
                properties[name] = (
                    {**present, **addition} if "$ref" not in present or _says_anything(addition) else present
                )


def _name(source: Node) -> str:
    """The name of the schema that is referred to."""
    reference = source["$ref"]
    if not isinstance(reference, str):
        raise TypeError("a reference that is no text")
    return reference.rpartition("/")[2]


def _values(source: Node) -> list[Any]:
    if not isinstance(source["enum"], list):
        raise TypeError("an enumeration that is no list")
    # one document of the vendor has the list of values in a list
    every = (value for one in source["enum"] for value in (one if isinstance(one, list) else [one]))
    values = [value for value in every if value is not None]
    if not all(isinstance(value, str | int | float) for value in values):
        raise TypeError("an enumeration of what is neither text nor number")
    return [int(value) for value in values] if source.get("type") == "integer" else values


def _constant(schema: Node) -> Any:
    """The only value that a schema allows."""
    values = schema.get("enum", ())
    return values[0] if len(values) == 1 else schema.get("const")


def _says_anything(schema: Node) -> bool:
    return bool({"type", "$ref", "allOf", "oneOf", "anyOf", "properties", "discriminator", "enum"} & schema.keys())


def _reason(error: Exception) -> str:
    if isinstance(error, LookupError):
        return f"there is no {error}"
    return "it leads back to itself" if isinstance(error, RecursionError) else str(error)

"""Models held against shapes, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args, get_origin

import attrs

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import READ_ONLY, Model, OpenEnum
from unifi_sdk.drift._enums import Enums
from unifi_sdk.drift._findings import At, FindingKind, Findings
from unifi_sdk.drift._sides import Sides
from unifi_sdk.drift._types import fields_of, kinds, members_of, models_in, owner_of, written

__all__ = ["Models", "newly_required"]


@attrs.define
class _Met:
    """Where a field was looked for."""

    is_here: bool = False
    """Whether any shape of the console's has it."""
    is_known: bool = False
    """Whether any known specification has it."""
    lost: list[tuple[str, At]] = attrs.field(factory=list)
    """Where the console lacks it although specifications of its age have it."""


class Models:
    """Walks models and shapes side by side, and keeps what it finds.

    Args:
        findings: Gets what is found.
        codec: What knows how fields are called on the wire.
        every_number_is_a_number: Whether the vendor makes no difference between whole numbers and others.
    """

    def __init__(self, findings: Findings, codec: Codec, *, every_number_is_a_number: bool) -> None:
        self.enums = Enums(findings)
        self._findings = findings
        self._codec = codec
        self._every_number_is_a_number = every_number_is_a_number
        self._walked: set[tuple[object, ...]] = set()
        self._fields_met: dict[tuple[type, str, bool], _Met] = {}

    def finish(self) -> None:
        """Find what can only be told when everything has been walked."""
        for (owner, wire, is_sent), met in self._fields_met.items():
            if met.is_here:
                for where, at in met.lost[:1]:
                    self._findings.add(FindingKind.LOST, where, "not taken" if is_sent else "not sent", at)
            elif met.lost or not met.is_known:
                detail = "no operation takes it" if is_sent else "no answer has it"
                self._findings.add(FindingKind.LOST, f"{owner.__name__}.{wire}", detail)
        self.enums.finish()

    def filtered(self, tp: Any, path: str) -> None:
        """A field that a list can be filtered by is one that the console has, whether its shape tells or not.

        Args:
            tp: What the list holds.
            path: The property of the filter.
        """
        wire, _, rest = path.partition(".")
        for cls in models_in(tp):
            for variant in (cls, *cls.variants.values()):
                field = fields_of(variant, self._codec).get(wire)
                if field is not None:
                    self._met(variant, field.name, wire, is_sent=False).is_here = True
                    self.filtered(field.type, rest)

    def value(self, tp: Any, sides: Sides, at: At, where: str) -> None:
        """Compare a value of any type.

        Args:
            tp: The type hint.
            sides: Its shapes.
            at: Where it stands.
            where: What findings are about.
        """
        members, options = members_of(tp), sides.options()
        if object in members or any(option.here.kind == "any" for option in options):
            return
        for option in options:
            self._shape(members, option, at, where)

    def _shape(self, members: list[Any], sides: Sides, at: At, where: str) -> None:
        shape = sides.here
        is_number = shape.kind == "number" and self._every_number_is_a_number
        sent = {shape.kind, "integer"} if is_number else {shape.kind}
        fitting = [member for member in members if sent & kinds(member)]
        if not fitting:
            self._findings.add(FindingKind.TYPE_DRIFT, where, f"{written(shape)} on the console", at)
        for member in fitting:
            if get_origin(member) in (tuple, Iterable):
                self.value(get_args(member)[0], sides.part(lambda one: one.items), at.below("[]"), where)
            elif get_origin(member) is Literal and shape.enum and {*get_args(member)} != {*shape.enum}:
                values = ", ".join(map(str, shape.enum))
                self._findings.add(FindingKind.ENUM_DRIFT, where, f"one of {values} on the console", at)
            elif get_origin(member) is Mapping and shape.values is not None:
                self.value(get_args(member)[1], sides.part(lambda one: one.values), at.below(".*"), where)
            elif isinstance(member, type) and issubclass(member, OpenEnum):
                self.enums.value(member, sides, lambda one: one.enum, at)
            elif isinstance(member, type) and issubclass(member, Model):
                self.model(member, sides, at)

    def model(self, cls: type[Model], sides: Sides, at: At) -> None:
        """Compare a model, or a variant of one, with all the variants that there are.

        Args:
            cls: The model.
            sides: Its shapes.
            at: Where it stands.
        """
        key = (cls, at.is_sent, *sides.identity)
        if key in self._walked:
            return
        self._walked.add(key)
        shape = sides.here
        tag = fields_of(cls, self._codec).get(shape.discriminator or "")
        if not shape.variants:
            self._fields(cls, sides, at)
        elif tag is None:
            for value in shape.variants:
                self._fields(cls, sides.variant(value), at)
        else:
            self._tagged(cls, tag, sides, at)

    def _tagged(self, cls: type[Model], tag: attrs.Attribute[Any], sides: Sides, at: At) -> None:
        name = sides.here.discriminator or ""
        for member in members_of(tag.type):
            if isinstance(member, type) and issubclass(member, OpenEnum):
                self.enums.value(member, sides, lambda one: tuple(one.variants), at.below(f".{name}"))
        is_base = tag.name == cls.variant_tag
        if is_base and tag.default not in (attrs.NOTHING, None):  # one of the variants itself
            value = str(tag.default)
            self._fields(cls, sides.variant(value) if sides.here.variant(value) else sides, at, name)
            return
        for value in sides.here.variants:
            self._fields(cls.variants.get(value, cls) if is_base else cls, sides.variant(value), at, name)

    def _fields(self, cls: type[Model], sides: Sides, at: At, tag: str | None = None) -> None:
        fields, shape = fields_of(cls, self._codec), sides.here
        if at.is_sent:
            fields = {wire: field for wire, field in fields.items() if not field.metadata.get(READ_ONLY)}
        for name, part in shape.properties.items():
            if name not in fields and not part.deprecated:
                self._findings.add(FindingKind.EXTRA, f"{cls.__name__}.{name}", written(part), at)
        if at.is_sent:
            for name in newly_required(sides):
                if name not in fields:
                    self._findings.add(FindingKind.REQUIRED_HERE, f"{cls.__name__}.{name}", "no field has it", at)
                elif fields[name].default is not attrs.NOTHING and name != tag:
                    self._findings.add(FindingKind.REQUIRED_HERE, f"{cls.__name__}.{name}", "must be sent", at)
        for wire, field in fields.items():
            self._field(cls, wire, field, sides, at, is_tag=wire == tag)

    def _field(
        self, cls: type[Model], wire: str, field: attrs.Attribute[Any], sides: Sides, at: At, *, is_tag: bool
    ) -> None:
        where, shape = f"{cls.__name__}.{wire}", sides.here
        is_here = wire in shape.properties
        met = self._met(cls, field.name, wire, is_sent=at.is_sent)
        met.is_here |= is_here
        met.is_known |= sides.knows(lambda one: wire in one.properties)
        if not is_here:
            if sides.expects(lambda one: wire in one.properties):
                met.lost.append((where, at))
            return
        if is_tag:
            return
        if not at.is_sent and field.default is attrs.NOTHING:
            if wire not in shape.required:
                self._findings.add(FindingKind.REQUIRED_HERE, where, "may be left out", at)
            if shape.properties[wire].nullable:
                self._findings.add(FindingKind.REQUIRED_HERE, where, "may be null", at)
        self.value(field.type, sides.property(wire), at.below(f".{wire}"), where)

    def _met(self, cls: type[Model], name: str, wire: str, *, is_sent: bool) -> _Met:
        return self._fields_met.setdefault((owner_of(cls, name), wire, is_sent), _Met())


def newly_required(sides: Sides) -> list[str]:
    """What the console requires of a body, and no known specification does.

    Args:
        sides: The shapes of the body, or of an object in it.
    """
    known = {name for shape in (*sides.near, *sides.far) if shape for name in shape.required}
    return sorted((sides.here.required & sides.here.properties.keys()) - known)

"""Operations held against the methods that perform them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import get_type_hints

from unifi_sdk._core.model import OpenEnum
from unifi_sdk._facts import Facts, Operation, Schema
from unifi_sdk._facts.performed import Performed
from unifi_sdk.drift._applications import Application
from unifi_sdk.drift._findings import At, FindingKind, Findings
from unifi_sdk.drift._models import Models, newly_required
from unifi_sdk.drift._sides import ANYTHING, Sides
from unifi_sdk.drift._types import written

__all__ = ["Comparison"]


class Comparison:
    """Walks the operations of a console and those of the SDK side by side.

    Args:
        application: Whose they are.
        facts: What the console says about itself.
        near: The specifications known to the SDK that are next to the console's version.
        far: All others that are known.
        findings: Gets what is found.
    """

    def __init__(
        self,
        application: Application,
        facts: Facts,
        near: Sequence[Facts],
        far: Sequence[Facts],
        findings: Findings,
    ) -> None:
        self._application, self._facts, self._near, self._far = application, facts, near, far
        self._findings = findings
        self._models = Models(
            findings, application.codec, every_number_is_a_number=application.every_number_is_a_number
        )

    def run(self) -> None:
        """Find whatever differs."""
        performing: dict[str, list[Performed]] = {name: [] for name in self._facts.operations}
        for place in self._application.places():
            operation = self._facts.get(place.operation)
            if operation is None:
                self._findings.add(FindingKind.EXTRA_OPERATION, place.operation, f"{place.name} performs it")
            else:
                performing[operation.name].append(place)
        for name, places in performing.items():
            if not places:
                self._findings.add(FindingKind.MISSING_OPERATION, name, "no method performs it")
            self._operation(self._facts.operations[name], places)
        for model, sides, name in self._application.messages(self._facts, self._near, self._far):
            self._models.value(model, sides, At(name, is_sent=False), model.__name__)
        self._models.finish()

    def _operation(self, operation: Operation, places: list[Performed]) -> None:
        body = self._sides(operation, lambda one: one.body)
        self._query(operation, places)
        for place in places:
            if place.owner is None:
                continue  # a socket: what it tells is compared by itself
            self._answer(operation, place)
            if isinstance(place.body, str):
                hint = get_type_hints(place.function, include_extras=True)[place.body]
                self._models.value(hint, body, At(operation.name, is_sent=True), place.name)
        flat = [place for place in places if isinstance(place.body, Mapping)]
        if flat and not (operation.body is not None and operation.body.kind == "any"):
            self._flat_body(body, At(operation.name, is_sent=True), flat)

    def _sides(self, operation: Operation, part: Callable[[Operation], Schema | None]) -> Sides:
        near, far = (
            tuple(part(known) if (known := facts.get(operation.name)) else None for facts in versions)
            for versions in (self._near, self._far)
        )
        return Sides(part(operation) or ANYTHING, near, far)

    def _query(self, operation: Operation, places: list[Performed]) -> None:
        """Tell of what a query needs, and needs in no known specification."""
        known = [facts.get(operation.name) for facts in (*self._near, *self._far)]
        needed = {one.name for each in known if each for one in each.parameters if one.required}
        for parameter in operation.parameters:
            if places and parameter.place == "query" and parameter.required and parameter.name not in needed:
                where = f"{places[0].name}.{parameter.name}"
                self._findings.add(FindingKind.REQUIRED_HERE, where, f"the query of {operation.name} needs it")

    def _answer(self, operation: Operation, place: Performed) -> None:
        content = self._application.content
        at = At(operation.name, is_sent=False, path="$.data" if self._application.is_enveloped else "$")
        sides = self._sides(operation, lambda one: content(one.answer))
        shape = content(operation.answer)
        if place.is_list and shape is not None:
            segment = "[]" if shape.items else ".data[]"
            sides = self._sides(
                operation, lambda one: (inside := content(one.answer)) and (inside.items or one.element)
            )
            shape, at = shape.items or operation.element, at.below(segment)
        if place.answer is None:
            if shape is not None and shape.format != "binary" and shape.kind != "any":
                self._findings.add(FindingKind.EXTRA, place.name, "the answer is not read", at)
        elif operation.answer is None:
            self._findings.add(FindingKind.REQUIRED_HERE, place.name, "an answer is expected, and there is none", at)
        elif shape is None:
            self._findings.add(
                FindingKind.TYPE_DRIFT, place.name, f"{written(operation.answer)} in place of a list", at
            )
        else:
            self._models.value(place.answer, sides, at, place.name)
            for name in operation.filter:
                self._models.filtered(place.answer, name)

    def _flat_body(self, sides: Sides, at: At, places: list[Performed]) -> None:
        """Compare a body that is made of arguments; several methods may have a share in it."""
        variants = [sides.variant(value) for value in sides.here.variants] or [sides]
        known = {name: each.property(name) for each in variants for name in each.here.properties}
        offered = {
            self._application.codec.wire_name(name): (place, value)
            for place in places
            if isinstance(place.body, Mapping)
            for name, value in place.body.items()
        }
        for name, part in known.items():
            if name not in offered and not part.here.deprecated:
                where = f"{places[0].name}.{name}"
                self._findings.add(FindingKind.EXTRA, where, f"{part.here.kind} without an argument", at)
        for each in variants:
            for name in newly_required(each):
                place, value = offered.get(name, (places[0], None))
                if name not in offered:
                    detail = "no argument gives it"
                    self._findings.add(FindingKind.REQUIRED_HERE, f"{place.name}.{name}", detail, at)
                elif _may_be_left_out(place, value):
                    self._findings.add(FindingKind.REQUIRED_HERE, f"{place.name}.{name}", "must be sent", at)
        for name, (place, value) in offered.items():
            where = f"{place.name}.{name}"
            if name not in known:
                if sides.expects(partial(_takes, name)) or not sides.knows(partial(_takes, name)):
                    self._findings.add(FindingKind.LOST, where, "sent, and not taken", at)
            elif isinstance(value, OpenEnum):
                self._models.enums.value(type(value), sides, partial(_values, name), at.below(f".{name}"))
            elif isinstance(value, str):
                hint = get_type_hints(place.function, include_extras=True)[value]
                self._models.value(hint, known[name], at.below(f".{name}"), where)


def _may_be_left_out(place: Performed, value: object) -> bool:
    """Whether what is sent is an argument that may be missing, and no constant."""
    if not isinstance(value, str) or isinstance(value, OpenEnum):
        return False
    return inspect.signature(place.function).parameters[value].default is not inspect.Parameter.empty


def _takes(name: str, body: Schema) -> bool:
    return any(name in shape.properties for shape in (*body.variants.values(), body))


def _values(name: str, body: Schema) -> tuple[object, ...]:
    """The values of a property, which may be the one that tells variants apart."""
    shapes = [shape for shape in (*body.variants.values(), body) if name in shape.properties]
    return tuple(value for shape in shapes for value in shape.properties[name].enum) or tuple(body.variants)

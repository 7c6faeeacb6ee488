"""How an application of one version shows what a newer or an older one has more of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import attrs

from unifi_sdk._facts import Schema, load, versions
from unifi_sdk.errors import ConfigurationError

__all__ = ["Cut", "cut_of", "known_version"]

_VERSION = re.compile(r"\d+(\.\d+){1,3}")


@attrs.frozen(kw_only=True, eq=False)
class Cut:
    """What one version leaves out of a value that has what all versions have."""

    left_out: frozenset[str] = frozenset()
    """Properties that other versions have."""
    parts: Mapping[str, Cut] = attrs.field(factory=dict)
    """What is left out below other properties."""
    items: Cut | None = None
    tag: str | None = None
    variants: Mapping[str, Cut] = attrs.field(factory=dict)
    """By the value of the tag."""

    def apply(self, value: object) -> object:
        """A value as this version has it; what no version knows stays.

        Args:
            value: JSON; what has to be changed in it is copied.
        """
        if isinstance(value, list):
            return [self.items.apply(item) for item in value] if self.items else value
        if not isinstance(value, Mapping):
            return value
        cut = self.variants.get(str(value.get(self.tag))) if self.tag else self
        if cut is None:
            return value
        return {
            name: cut.parts[name].apply(part) if name in cut.parts else part
            for name, part in value.items()
            if name not in cut.left_out
        }


@lru_cache(maxsize=1024)
def cut_of(application: str, version: str, operation: str, *, of_element: bool = False) -> Callable[[object], object]:
    """What makes the answer of an operation one of this version.

    Args:
        application: `network` or `protect`.
        version: Known or not.
        operation: As the vendor writes it.
        of_element: Whether an element of the list is meant.
    """
    found = [load(application, each).operations.get(operation) for each in (version, *versions(application))]
    here, *others = [(one.element if of_element else one.answer) if one else None for one in found]
    cut = _cut(here, [shape for shape in others if shape is not None]) if here else None
    return cut.apply if cut else _as_it_is


def known_version(**versions: str) -> None:
    """Check the numbers of versions.

    Args:
        versions: By the names of the arguments.

    Raises:
        ConfigurationError: one is no number such as ``11.0.81``.
    """
    for name, version in versions.items():
        if not _VERSION.fullmatch(str(version)):
            raise ConfigurationError(f"{name}: expected a version such as '11.0.81', not {version!r}")


def _cut(here: Schema, others: Sequence[Schema]) -> Cut | None:
    """None when nothing is left out."""
    here, *others = [shape.options[0] if shape.options else shape for shape in (here, *others)]
    if here.variants:
        cuts = {
            value: _cut(shape, [other.variants[value] for other in others if value in other.variants])
            for value, shape in here.variants.items()
        }
        made = Cut(tag=here.discriminator, variants={value: cut for value, cut in cuts.items() if cut})
        return made if made.variants else None
    of_items = _cut(here.items, [other.items for other in others if other.items]) if here.items else None
    cuts = {
        name: _cut(shape, [other.properties[name] for other in others if name in other.properties])
        for name, shape in here.properties.items()
    }
    parts = {name: cut for name, cut in cuts.items() if cut}
    left_out = frozenset(name for other in others for name in other.properties) - here.properties.keys()
    return Cut(left_out=left_out, parts=parts, items=of_items) if left_out or parts or of_items else None


def _as_it_is(value: object) -> object:
    return value

"""The shape that a console has for something, beside those that the specifications known to the SDK have for the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from unifi_sdk._facts import Schema

__all__ = ["ANYTHING", "Sides"]

ANYTHING: Final = Schema()
"""The shape of what isn't described."""


@attrs.frozen(eq=False)
class Sides:
    """Shapes of the same thing.

    Args:
        here: On the console.
        near: In the known specifications right before and after the console's version; None where one has no such thing.
        far: In all others that are known.
    """

    here: Schema
    near: tuple[Schema | None, ...]
    far: tuple[Schema | None, ...] = ()

    @property
    def identity(self) -> tuple[int, ...]:
        """Equal for the same shapes, which live as long as their facts."""
        return (id(self.here), *map(id, self.near), *map(id, self.far))

    def part(self, part: Callable[[Schema], Schema | None]) -> Sides:
        """A part of each shape; anything where the console doesn't say what it is.

        Args:
            part: Takes it out of a shape.
        """
        return self._with(part(self.here) or ANYTHING, part)

    def property(self, name: str) -> Sides:
        """A property.

        Args:
            name: On the wire.
        """
        return self.part(lambda shape: shape.properties.get(name))

    def variant(self, value: str) -> Sides:
        """One of the variants; a shape that has none stands for itself.

        Args:
            value: Of the discriminator.
        """
        return self.part(lambda shape: shape.variant(value) if shape.variants else shape)

    def options(self) -> list[Sides]:
        """Each of the shapes that the value may have on the console, beside the option in the same place."""
        if not self.here.options:
            return [self._with(self.here, lambda shape: _option(shape, 0))]
        return [
            self._with(option, lambda shape, number=number: _option(shape, number))  # type: ignore[misc]
            for number, option in enumerate(self.here.options)
        ]

    def expects(self, holds: Callable[[Schema], bool]) -> bool:
        """Whether something is true in every specification around the console's version.

        Args:
            holds: What is asked of a shape.
        """
        return bool(self.near) and all(shape is not None and holds(shape) for shape in self.near)

    def knows(self, holds: Callable[[Schema], bool]) -> bool:
        """Whether something is true in any specification.

        Args:
            holds: What is asked of a shape.
        """
        return any(shape is not None and holds(shape) for shape in (*self.near, *self.far))

    def _with(self, here: Schema, part: Callable[[Schema], Schema | None]) -> Sides:
        near, far = (tuple(part(shape) if shape else None for shape in shapes) for shapes in (self.near, self.far))
        return Sides(here, near, far)


def _option(shape: Schema, number: int) -> Schema | None:
    if not shape.options:
        return shape
    return shape.options[number] if number < len(shape.options) else None

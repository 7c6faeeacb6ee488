"""Models that no console has, with every kind of field once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.model import (
    UNSET,
    IsoTime,
    Json,
    Model,
    OpenEnum,
    UnixMilliseconds,
    UnixNanoseconds,
    UnixSeconds,
    Unset,
    field,
    model,
    one_or_many,
    secret,
    untrusted,
)


class Colour(OpenEnum):
    RED = "red"
    DEEP_BLUE = "deep-blue"


class Level(OpenEnum):
    """Some versions send its number."""

    LOW = "low"
    HIGH = "high"

    @classmethod
    def of_number(cls, number: int) -> Self | None:
        return {1: cls("low"), 2: cls("high")}.get(number)


@model
class Tank(Model):
    level: Level | None = None


@model(tag="kind")
class Shape(Model):
    kind: str
    label: str | None = None


@model
class Circle(Shape):
    kind: str = "CIRCLE"
    radius: int | None = None


@model
class Square(Shape):
    kind: str = "SQUARE"
    side_mm: float | None = None


@model
class ColouredCircle(Circle):
    """Inherits the tag of `Circle` and is no variant of its own."""

    colour: Colour | None = None


@model
class Band(Model):
    """Wire names that are no Python names."""

    ghz_2_4: int | None = field(default=None, wire="2.4")
    ghz_5: int | None = field(default=None, wire="5")


@model
class Node(Model):
    name: str
    child: Node | None = None
    children: tuple[Node, ...] | None = None
    by_name: Mapping[str, Node] | None = None


@model
class Thing(Model):
    id: str
    name: str | None = untrusted(default=None)
    pin_code: str | None = secret(default=None)
    size: int | None = None
    weight: float | None = None
    active: bool | None = None
    colour: Colour | None = None
    made_at: IsoTime | None = None
    sold_at: UnixSeconds | None = None
    seen_at: UnixMilliseconds | None = None
    logged_at: UnixNanoseconds | None = None
    shape: Shape | None = None
    tags: tuple[str, ...] | None = None
    counts: Mapping[str, int] | None = None
    payload: Json = None
    mode: Literal["fast", "slow"] | None = None
    code: int | str | None = None
    updated_at: IsoTime | None = field(default=None, read_only=True)


@model
class Parcel(Model):
    """Fields whose default is something."""

    id: str = field(default="")
    weight: int = 0
    parts: tuple[str, ...] = ()
    sent_at: UnixSeconds | None


@model
class Log(Model):
    """Containers of every kind, with times in them."""

    pair: tuple[str, int] | None = None
    shapes: list[Shape] | None = None
    moments: list[IsoTime] | None = None
    opened: tuple[UnixSeconds | None, ...] | None = None
    closed: Mapping[str, UnixMilliseconds] | None = None


@model
class Crate(Model):
    """A list for which some versions send one object."""

    parcels: tuple[Circle, ...] = one_or_many(wire="parcel")


@model
class ThingInput(Model):
    """What is sent to change a thing."""

    name: str | Unset = UNSET
    note: str | Unset | None = UNSET
    sold_at: UnixSeconds | Unset | None = UNSET


@model
class Account(Model):
    """Secrets of every kind of absence."""

    user: str
    password: str = secret()
    token: str | None = secret(default=None)
    key: str | Unset = secret(default=UNSET)


def codec() -> Codec:
    """A new one, that has reported nothing yet."""
    return Codec(camel_case)

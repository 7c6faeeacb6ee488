"""Every model class of every application, and the least document that is one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.values import MismatchError
from unifi_sdk.access._dialect import DIALECT as ACCESS
from unifi_sdk.network._dialect import DIALECT as NETWORK
from unifi_sdk.protect._dialect import DIALECT as PROTECT

__all__ = ["CODECS", "every_model", "example", "fits", "least"]

CODECS = {"access": ACCESS.codec, "network": NETWORK.codec, "protect": PROTECT.codec}
_CANDIDATES: tuple[Json, ...] = ("x", "2026-01-01T00:00:00Z", 1, True, {}, [], "192.0.2.1")


def every_model() -> Iterator[tuple[str, type[Model]]]:
    """The name of an application, and one of its models."""
    for application in CODECS:
        package = importlib.import_module(f"unifi_sdk.{application}.models")
        for module in pkgutil.iter_modules(package.__path__):
            for cls in vars(importlib.import_module(f"{package.__name__}.{module.name}")).values():
                if isinstance(cls, type) and issubclass(cls, Model) and cls.__module__.endswith(f".{module.name}"):
                    yield application, cls


def fits(decode: Any, entry: Json) -> bool:
    """Whether a decoder takes a value as it is."""
    try:
        decode(entry)
    except MismatchError:
        return False
    return True


def example(codec: Codec, tp: Any) -> Json:
    """A value that a type takes as it is."""
    is_model = isinstance(tp, type) and issubclass(tp, Model)
    decode = codec.decoder(tp)
    return next(entry for entry in ([least(codec, tp)] if is_model else [*_CANDIDATES]) if fits(decode, entry))


def least(codec: Codec, cls: type[Model]) -> dict[str, Any]:
    """The least object that is a model."""
    return {plan.wire: example(codec, plan.type) for plan in codec.plans(cls).values() if plan.is_required}

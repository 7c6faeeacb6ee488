"""One instance of every model with every field filled, and with texts in it that tell where they stood."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import types
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

import unifi_sdk
from unifi_sdk._core.model import Model, OpenEnum, Unset, is_secret, is_untrusted

__all__ = ["Plenty", "all_models"]

_DEPTH = 4
_MOMENT = datetime(2026, 11, 20, 9, 30, 15, 250_000, tzinfo=UTC)


def all_models() -> list[type[Model]]:
    """The models of every application, each as its module has it.

    attrs makes a class with slots anew, and the first one stays below its base until it is collected: it is no model.
    """
    for module in pkgutil.walk_packages(unifi_sdk.__path__, "unifi_sdk."):
        if ".models" in module.name:
            importlib.import_module(module.name)
    ours = {kind for kind in _below(Model) if kind.__module__.startswith("unifi_sdk.")}
    found = {kind for kind in ours if vars(sys.modules[kind.__module__]).get(kind.__name__) is kind}
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


class Plenty:
    """Makes instances, and remembers the texts that went into them.

    Args:
        odd: What stands in each text beside its number.
    """

    def __init__(self, odd: str = "") -> None:
        self._odd = odd
        self._numbers = count()
        self.secrets: set[str] = set()
        self.chosen: set[str] = set()
        """What guests could have chosen: texts of untrusted fields, and of fields that no model has."""

    def of(self, kind: type[Model], depth: int = 0) -> Model:
        """An instance with every field filled."""
        attrs.resolve_types(kind, include_extras=True)
        given: dict[str, Any] = {"extra": self._extra()}
        for field in attrs.fields(kind):
            if field.name == "extra":
                continue
            if field.name == kind.variant_tag and isinstance(field.default, str):
                given[field.name] = field.default
            elif is_secret(field):
                given[field.name] = self._of(field.type, "SECRET", depth)
            else:
                given[field.name] = self._of(field.type, "CHOSEN" if is_untrusted(field) else "PLAIN", depth)
        return kind(**given)

    def _extra(self) -> dict[str, object]:
        return {
            "fieldOfTomorrow": self._text("CHOSEN"),
            "deepThings": [{"note": self._text("CHOSEN"), "wifiPassword": self._text("SECRET"), "pinCode": 1234}],
            "streamAddress": f"rtsps://192.0.2.1:7441/{self._text('SECRET')}",
        }

    def _text(self, mark: str) -> str:
        text = f"{mark}{self._odd}{next(self._numbers)}."
        if mark == "SECRET":
            self.secrets.add(text)
        elif mark == "CHOSEN":
            self.chosen.add(text)
        return text

    def _of(self, hint: Any, mark: str, depth: int) -> Any:
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            members = [member for member in get_args(hint) if member not in (types.NoneType, Unset)]
            is_deep = depth >= _DEPTH and types.NoneType in get_args(hint)
            return None if is_deep else self._of(members[0], mark, depth)
        if origin is Annotated:
            return _MOMENT if get_args(hint)[0] is datetime else self._of(get_args(hint)[0], mark, depth)
        if origin is Literal:
            return get_args(hint)[0]
        if origin is tuple:
            return () if depth >= _DEPTH else (self._of(get_args(hint)[0], mark, depth),)
        if origin is not None:  # a mapping, whose keys no model knows: its texts are marked as well
            return {"key": self._of(get_args(hint)[1], "CHOSEN" if mark == "PLAIN" else mark, depth)}
        return self._plain(hint, mark, depth)

    def _plain(self, hint: Any, mark: str, depth: int) -> Any:
        if hint is object:  # JSON that no model describes may hold what guests chose
            return {"note": self._text("SECRET" if mark == "SECRET" else "CHOSEN")}
        if issubclass(hint, Model):
            return self.of(hint, depth + 1)
        if issubclass(hint, OpenEnum):
            return next(iter(hint))
        if issubclass(hint, str):
            return self._text(mark)
        return {bool: True, int: 7, float: 2.5}[hint]


def _below(kind: type[Model]) -> Iterator[type[Model]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)

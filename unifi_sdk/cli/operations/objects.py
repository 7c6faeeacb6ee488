"""The objects whose methods perform operations, and where they are found from the client of an application."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, get_type_hints

import attrs

from unifi_sdk._core.model import Model
from unifi_sdk.access import AccessClient
from unifi_sdk.network import NetworkClient
from unifi_sdk.protect import LegacyProtectClient, ProtectClient

__all__ = ["CLASSIC", "PACKAGES", "Reached", "objects"]

CLASSIC: Final = "unifi_sdk.network.classic"
PACKAGES: Final = ("unifi_sdk.network", CLASSIC, "unifi_sdk.access", "unifi_sdk.protect")
"""Where operations are performed."""


@attrs.frozen
class Reached:
    """Where an object is found."""

    application: str
    attributes: tuple[str, ...] = ()
    is_of_site: bool = False
    maker: Callable[..., Any] | None = None
    within: str = ""


@cache
def objects() -> Mapping[type, Reached]:
    """The classes whose methods perform operations, and where their objects are found from a console."""
    host = "console.invalid"  # nothing is sent
    network = NetworkClient(host, api_key="none")
    clients = {
        "network": network,
        "access": AccessClient(host, token="none"),  # noqa: S106 - nothing is sent
        "protect": ProtectClient(host, api_key="none"),
        "legacy": LegacyProtectClient(host, username="none", password="none"),  # noqa: S106
    }
    found: dict[type, Reached] = {type(client): Reached(name) for name, client in clients.items()}
    for name, client in clients.items():
        found |= {type(part): Reached(name, (key,)) for key, part in vars(client).items() if _is_resource(key, part)}
    site = network.site("none")
    found |= {
        type(part): Reached("network", (key,), True) for key, part in vars(site).items() if _is_resource(key, part)
    }
    found |= {
        type(part): Reached("network", ("classic", key), True)
        for key, part in vars(site.classic).items()
        if _is_resource(key, part)
    }
    return found | dict(_made(found))


def _made(found: Mapping[type, Reached]) -> Iterator[tuple[type, Reached]]:
    """The classes whose objects a method of another object makes, such as the credentials of a user."""
    for owner, reached in found.items():
        for name, function in inspect.getmembers(owner, inspect.isfunction):
            if name.startswith("_"):
                continue
            made = get_type_hints(inspect.unwrap(function)).get("return")
            if inspect.iscoroutinefunction(function):
                yield from _within(made, attrs.evolve(reached, maker=function))
            elif isinstance(made, type) and made.__module__.startswith(PACKAGES) and made not in found:
                yield made, attrs.evolve(reached, maker=function)


def _within(made: Any, reached: Reached) -> Iterator[tuple[type, Reached]]:
    """The classes whose objects hang on one that is read from the console, such as the ports of a device."""
    if isinstance(made, type) and made.__module__.startswith(CLASSIC) and not issubclass(made, Model):
        for name, part in get_type_hints(made).items():
            if isinstance(part, type) and not issubclass(part, Model):
                yield part, attrs.evolve(reached, within=name)


def _is_resource(name: str, part: object) -> bool:
    return not name.startswith("_") and type(part).__module__.startswith(PACKAGES)

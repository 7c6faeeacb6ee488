"""The estates that a simulated console can start with."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from unifi_sdk.errors import ConfigurationError

__all__ = ["Estate", "known_estate"]

Estate: TypeAlias = Literal["hotel", "campus"]
"""`hotel` is a small one, with a bit of everything; `campus` has 20,000 clients, 500 devices, 200 cameras and 5,000 users."""


def known_estate(name: str | None) -> Estate | None:
    """The estate of this name; None, an empty console, stays None.

    Raises:
        ConfigurationError: there is no such estate; the message lists those that exist.
    """
    known: tuple[Estate, ...] = get_args(Estate)
    for estate in known:
        if estate == name:
            return estate
    if name is None:
        return None
    raise ConfigurationError(
        f"estate: there is no {name!r}; known are {', '.join(known)}, and None for an empty console"
    )

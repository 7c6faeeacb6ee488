"""What the resources of UniFi Access have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from unifi_sdk._core.application import Application
from unifi_sdk.errors import ConfigurationError, NotFoundError

__all__ = ["Resource", "check_pin", "gone_if_resent"]


class Resource:
    """A resource of the whole application."""

    def __init__(self, application: Application) -> None:
        self._app = application


@contextmanager
def gone_if_resent() -> Iterator[None]:
    """Let a deletion pass that finds nothing at its second attempt, for the first may well have done it."""
    try:
        yield
    except NotFoundError as error:
        if not error.resent:
            raise


def check_pin(pin: str) -> None:
    """Refuse what can't be a PIN; how long one has to be is a setting of the console.

    Raises:
        ConfigurationError: it isn't made of digits; the message doesn't repeat it.
    """
    if not (pin.isascii() and pin.isdigit()):
        raise ConfigurationError("pin must be made of the digits 0 to 9 and nothing else")

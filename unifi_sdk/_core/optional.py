"""Libraries that come with an extra of the distribution, and what is said where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["EXTRAS", "needs_extra"]

_SIMULATOR: Final = {"PIL": "Pillow", "cryptography": "cryptography", "segno": "segno"}
EXTRAS: Final = {
    "simulator": _SIMULATOR,
    "cli": {"cyclopts": "cyclopts", "rich": "rich"},
    "fleet": {"distributed": "distributed", "keyring": "keyring", "rich": "rich"},
    "metrics": {"prometheus_client": "prometheus-client"},
}
"""For each extra, the modules that it brings and the distributions that they are in."""


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Goes around the imports of a module that an extra brings.

    Args:
        extra: Its name, which is also that of the package that needs it.

    Raises:
        ModuleNotFoundError: one of its libraries is missing; the message names it and the extra.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = EXTRAS[extra].get((error.name or "").partition(".")[0])
        if library is None:
            raise
        raise ModuleNotFoundError(
            f"unifi_sdk.{extra} needs {library}, which is not installed: install the SDK with its extra `{extra}`, "
            f"for instance by `pip install '.[{extra}]'` in a checkout",
            name=error.name,
        ) from None

"""Finding what a person means by an id or a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar
from unicodedata import normalize

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.errors import NotFoundError

__all__ = ["MAC_ADDRESS", "find_named"]

MAC_ADDRESS: Final = re.compile(r"[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}){5}|([0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}")

T = TypeVar("T")


def find_named(
    text: str, items: Sequence[T], id_of: Callable[[T], str], names_of: Callable[[T], Iterable[str | None]], what: str
) -> T:
    """The one item with an id, or with a name when no id is the text; both are compared exactly.

    Letters may be put together in another Unicode form than the console's, as some keyboards and shells do.

    Args:
        text: What the person wrote.
        items: All that there are.
        id_of: The id of an item.
        names_of: What an item is called.
        what: What an item is, in the singular.

    Raises:
        NotFoundError: nothing has this id or name.
        CommandError: several are called that.
    """
    found = [item for item in items if id_of(item) == text]
    if not found:
        name = normalize("NFC", text)
        found = [item for item in items if name in (normalize("NFC", each) for each in names_of(item) if each)]
    if len(found) == 1 and text:
        return found[0]
    from unifi_sdk._core.dialect import clean_text

    if not text or not found:
        raise NotFoundError(f"no {what} has the id or the name {clean_text(text)!r}")
    raise CommandError(
        Exit.INPUT_REQUIRED,
        f"{len(found)} {what}s are called {clean_text(text)!r}",
        code="INPUT_REQUIRED",
        remediation=f"use an id: {', '.join(clean_text(id_of(item)) for item in found[:5])}",
    )

"""What one application does differently from the others, as data for `Application`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Json
from unifi_sdk.catalogue import Catalogue
from unifi_sdk.errors import ApiError

__all__ = ["Dialect", "RawPage", "Refusal", "clean_text"]

_SNIPPET: Final = 200


@attrs.frozen
class Refusal:
    """What an error body says.

    Args:
        code: The vendor's code, or "".
        message: The vendor's sentence, or ""; made harmless with `clean_text` before it is shown.
        request_id: What the console calls the request, or "".
        row: The row of the catalogue, where more than the code tells which one it is.
    """

    code: str = ""
    message: str = ""
    request_id: str = ""
    row: str = ""


@attrs.frozen
class RawPage:
    """One page as it came, before its items are decoded.

    Args:
        items: The items.
        count: How far the console says this page reaches; its own count, not what decodes.
        total: How many items there are in all, None where the console doesn't say.
        path: Where the items stand in the answer, for errors.
        may_be_capped: Whether a page that is shorter than was asked for may be one of a console that gives no longer ones.
        next_token: What asks for the page behind this one, where pages are asked for by tokens; "" behind the last.
    """

    items: list[Json]
    count: int
    total: int | None
    path: str = "$"
    may_be_capped: bool = False
    next_token: str = ""


@attrs.frozen(kw_only=True)
class Dialect:
    """How one application speaks.

    Args:
        application: Its name in errors and logs.
        codec: Its wire names.
        catalogue: Its error codes.
        read_refusal: From an HTTP status and the decoded body (None when it is no JSON) to what was refused; None when
            nothing was. It is asked for every answer where ``refuses_with_200`` is set, for statuses from 400 otherwise.
        advise: From an exception class, the vendor's code and the operation to a sentence that says what to do next, or "".
        content: From the decoded body of a success to the part that holds the data; raises `TypeError` or `KeyError` when
            the body has not the form of every answer.
        root: Where that part stands, for errors.
        amend: From the body of a write and the refusal that it met to the body to send in its place, or None to leave it at
            the refusal; only what the console itself had sent may go.
        refuses_with_200: Whether a refusal can come with a status below 400.
        keeps_in_ids: Characters of ids that stand in the path as they are.
        in_front: How a gateway speaks that may refuse in the application's place.
        claims: Whether an error body is the gateway's.
    """

    application: str
    codec: Codec
    catalogue: Catalogue
    read_refusal: Callable[[int, Json], Refusal | None]
    advise: Callable[[type[ApiError], str, str], str]
    content: Callable[[Json], Json] = lambda document: document
    root: str = "$"
    amend: Callable[[object, ApiError], object | None] = lambda body, refusal: None
    refuses_with_200: bool = False
    keeps_in_ids: str = ""
    in_front: Dialect | None = None
    claims: Callable[[Json], bool] = lambda document: False

    def refuses(self, status: int, body: bytes) -> bool:
        """Whether an answer with a status below 400 is a refusal."""
        if not self.refuses_with_200 or not body[:_SNIPPET].lstrip().startswith(b"{"):
            return False
        try:
            return self.read_refusal(status, loads(body)) is not None
        except ValueError:
            return False

    def speaker(self, document: Json) -> Dialect:
        """Whose words an error body is: the gateway's in front of the application, or the application's own."""
        return self.in_front if self.in_front is not None and self.claims(document) else self


def clean_text(text: str, limit: int = _SNIPPET) -> str:
    """A text from the console, safe to put into a message: one line, printable, bounded.

    Args:
        text: What the console sent; part of it may have been chosen by a guest.
        limit: The most characters to keep.
    """
    kept = "".join(character if character.isprintable() else " " for character in text[: limit * 4])
    folded = " ".join(kept.split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"

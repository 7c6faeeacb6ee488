"""How UniFi Access speaks: snake_case, an envelope around every answer, refusals with HTTP 200, pages by number."""

from __future__ import annotations

from typing import Final, TypeVar, cast

from unifi_sdk._core.application import Application, Query
from unifi_sdk._core.codec import Codec, snake_case
from unifi_sdk._core.dialect import Dialect, RawPage
from unifi_sdk._core.model import Json, Model
from unifi_sdk.access.errors import CATALOGUE, advise, read_refusal
from unifi_sdk.pagination import Listing, PageStyle, Paginator
from unifi_sdk.retry import Safety

__all__ = [
    "BASE_PATH",
    "DEFAULT_PAGE_SIZE",
    "DIALECT",
    "call_list",
    "content",
    "list_pages",
    "list_whole",
    "page_places",
    "page_query",
    "read_list",
    "told_number",
]

M = TypeVar("M", bound=Model)

BASE_PATH: Final = "/api/v1/developer"

DEFAULT_PAGE_SIZE: Final = 25
"""Items to a page when a request doesn't say how many: no console gives fewer than that where there are more."""
_PAGE_SIZE: Final = 100
"""Items to ask for; a console that gives fewer is asked for so many from then on."""
_LONGEST_NUMBER: Final = 16


def list_pages(
    app: Application, operation: str, model: type[M], *, query: Query | None = None, key: str = "id", **ids: str | int
) -> Paginator[M]:
    """A list in pages of ``data`` and ``pagination``; ``key`` is the field that tells items apart.

    The vendor names no largest page; 25 is the size of its own samples and the console's default.
    """
    return app.pages(
        operation,
        model,
        style=PageStyle.NUMBER,
        read_page=_read_page,
        page_size=_PAGE_SIZE,
        page_query=page_query,
        query=query,
        ids=ids,
        key=key,
        certain_size=DEFAULT_PAGE_SIZE,
    )


def list_whole(
    app: Application, operation: str, model: type[M], *, query: Query | None = None, **ids: str | int
) -> Paginator[M]:
    """A list that comes at once."""
    return app.pages(operation, model, style=PageStyle.SINGLE, read_page=_read_whole, page_size=1, query=query, ids=ids)


async def call_list(
    app: Application,
    operation: str,
    model: type[M],
    *,
    body: object,
    safety: Safety | None = None,
    deadline_seconds: float | None = None,
) -> Listing[M]:
    """Perform an operation that answers with a list, or with its only item alone, or with null for an empty one."""
    answer = await app.call(operation, object, body=body, safety=safety, deadline_seconds=deadline_seconds)
    return read_list(app, operation, model, answer)


def read_list(app: Application, operation: str, model: type[M], answer: object) -> Listing[M]:
    """The items in what `Application.call` or `Application.upload` gave back for ``object``."""
    documents = cast("list[Json]", answer if isinstance(answer, list) else [] if answer is None else [answer])
    items, undecodable = app.dialect.codec.decode_items(model, documents, operation=operation, path=DIALECT.root)
    return Listing(items, tuple(undecodable))


def page_query(position: int, size: int) -> Query:
    """What asks for a page by its number."""
    return {"page_num": position, "page_size": size}


def page_places(document: Json) -> tuple[Json, ...]:
    """Where an envelope may tell of its page: in ``pagination``, in the data, or beside them, according to the version."""
    if not isinstance(document, dict):
        return ()
    return document.get("pagination"), document.get("data"), document


def told_number(name: str, *places: Json) -> int | None:
    """A number that an answer tells in one of several places; older versions write it as a text."""
    for place in places:
        value = place.get(name) if isinstance(place, dict) else None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _LONGEST_NUMBER:
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def content(document: Json) -> Json:
    """What an envelope holds, None where that is left out or null: nothing, or an empty list.

    Raises:
        TypeError: this is no envelope.
    """
    if not isinstance(document, dict) or "code" not in document:
        raise TypeError("no envelope")
    return document.get("data")


DIALECT: Final = Dialect(
    application="access",
    codec=Codec(snake_case, mixes_numbers_and_texts=True),
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    content=content,
    root="$.data",
    refuses_with_200=True,
)


def _read_page(document: Json) -> RawPage:
    """A page; the console's ``page_size`` is the number of items it sent, so they are counted here instead."""
    items = _items(document)
    total = told_number("total", *page_places(document))
    if total is not None and total < len(items):
        total = None
    may_be_capped = total is None and len(items) >= DEFAULT_PAGE_SIZE
    return RawPage(items, len(items), total, DIALECT.root, may_be_capped=may_be_capped)


def _read_whole(document: Json) -> RawPage:
    items = _items(document)
    return RawPage(items, len(items), len(items), DIALECT.root)


def _items(document: Json) -> list[Json]:
    items = content(document)
    if items is None:
        return []
    if not isinstance(items, list):
        raise TypeError("no list")
    return items

"""How the cloud speaks: an envelope around everything, pages by token in Site Manager and by offset in Mobility."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeVar

import attrs

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.application import Application, Query
from unifi_sdk._core.codec import Codec, camel_case, snake_case
from unifi_sdk._core.dialect import Dialect, RawPage, clean_text
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.site_manager import CATALOGUE, advise, read_refusal
from unifi_sdk.pagination import PageStyle, Paginator

__all__ = ["DIALECT", "MOBILITY_DIALECT", "PAGE_SIZE", "list_all", "list_by_offset", "list_by_token"]

M = TypeVar("M", bound=Model)

_log = logging.getLogger("unifi_sdk.cloud")

PAGE_SIZE: Final = 500
"""The most that Site Manager takes; what it gives without being asked is documented nowhere."""
_MOBILITY_PAGE_SIZE: Final = 200
_DATA: Final = "$.data"


def _content(document: Json) -> Json:
    if not isinstance(document, dict):
        raise TypeError("no envelope")
    return document["data"]


DIALECT: Final = Dialect(
    application="cloud",
    codec=Codec(camel_case),
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    content=_content,
    root=_DATA,
    keeps_in_ids=":",  # host ids have one, and nobody has tried what becomes of %3A
)
MOBILITY_DIALECT: Final = Dialect(
    application="mobility",
    codec=Codec(snake_case),
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    content=_content,
    root=_DATA,
)


def list_by_token(
    app: Application,
    operation: str,
    model: type[M],
    query: Query | None = None,
    *,
    parts: Callable[[Json], list[Json]] = lambda item: [item],
) -> Paginator[M]:
    """A list whose pages name the next one; ``parts`` makes the items out of what comes."""

    def read_page(document: Json) -> RawPage:
        page = _read_page(document)
        return attrs.evolve(page, items=[part for item in page.items for part in parts(item)])

    return app.token_pages(
        operation,
        model,
        read_page=read_page,
        page_size=PAGE_SIZE,
        page_query=lambda token, size: {"pageSize": size, "nextToken": token or None},
        query=query,
    )


def list_all(app: Application, operation: str, model: type[M], query: Query | None = None, **ids: str) -> Paginator[M]:
    """A list that comes whole."""
    read_page = single_page(_content, _DATA)
    return app.pages(operation, model, style=PageStyle.SINGLE, read_page=read_page, query=query, ids=ids)


def list_by_offset(app: Application, operation: str, model: type[M], **ids: str) -> Paginator[M]:
    """A list of Mobility in pages of ``offset`` and ``limit``."""
    return app.pages(
        operation,
        model,
        style=PageStyle.OFFSET,
        read_page=_read_mobility_page,
        page_size=_MOBILITY_PAGE_SIZE,
        page_query=lambda position, size: {"offset": position, "limit": min(size, _MOBILITY_PAGE_SIZE)},
        ids=ids,
        key="",
    )


def _items(document: Json) -> list[Json]:
    items = _content(document)
    if not isinstance(items, list):
        raise TypeError("no list")
    return items


def _read_page(document: Json) -> RawPage:
    items, token, code = _items(document), None, None
    if isinstance(document, dict):
        token, code = document.get("nextToken"), document.get("code")
    if code:  # it may stand beside a success: what some upstream said, which is missing among the items
        _log.warning("a list is answered with the code %s: something may be missing", clean_text(str(code)))
    return RawPage(items, len(items), None, _DATA, next_token=token if isinstance(token, str) else "")


def _read_mobility_page(document: Json) -> RawPage:
    items = _items(document)
    total = document.get("total") if isinstance(document, dict) else None
    return RawPage(items, len(items), total if type(total) is int and total >= 0 else None, _DATA)

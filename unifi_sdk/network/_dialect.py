"""How UniFi Network speaks: camelCase, pages by offset, no envelope around a single thing."""

from __future__ import annotations

import logging
from typing import Final, TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.connector import CONNECTOR
from unifi_sdk._core.dialect import Dialect, RawPage
from unifi_sdk._core.extras import without_extra
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.site_manager import claims
from unifi_sdk.errors import ApiError
from unifi_sdk.network.errors import CATALOGUE, UnknownPropertyError, advise, read_refusal
from unifi_sdk.network.filters import Filter
from unifi_sdk.pagination import PageStyle, Paginator

__all__ = ["BASE_PATH", "DIALECT", "list_pages"]

M = TypeVar("M", bound=Model)

_log = logging.getLogger("unifi_sdk.network")

BASE_PATH: Final = "/proxy/network/integration"
_CODEC: Final = Codec(camel_case, pads_lists=True, mixes_numbers_and_texts=True)


def _amend(body: object, refusal: ApiError) -> object | None:
    """A replacement without what a newer console shows of a thing and doesn't take back; nothing has changed until then."""
    if not isinstance(refusal, UnknownPropertyError) or not refusal.operation.startswith("PUT "):
        return None
    amended = without_extra(_CODEC, body, refusal.path)
    if amended is not None:
        _log.info("%s: sent again without %s, which this console shows and can't set", refusal.operation, refusal.path)
    return amended


DIALECT: Final = Dialect(
    application="network",
    codec=_CODEC,
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    amend=_amend,
    refuses_with_200=True,
    in_front=CONNECTOR,
    claims=claims,
)


def list_pages(
    app: Application,
    operation: str,
    model: type[M],
    *,
    page_size: int = 200,
    filter: Filter[M] | None = None,  # noqa: A002 - the vendor's word
    **ids: str | int,
) -> Paginator[M]:
    """A list in pages of ``offset``, ``limit``, ``count``, ``totalCount`` and ``data``."""
    return app.pages(
        operation,
        model,
        style=PageStyle.OFFSET,
        read_page=_read_page,
        page_size=page_size,
        page_query=lambda position, size: {"offset": position, "limit": size},
        query={"filter": str(filter)} if filter is not None else None,
        ids=ids,
    )


def _read_page(document: Json) -> RawPage:
    if not isinstance(document, dict):
        raise TypeError("no page")
    items, count, total = document["data"], document.get("count"), document.get("totalCount")
    if not isinstance(items, list):
        raise TypeError("no list")
    reach = max(count, len(items)) if type(count) is int else len(items)
    return RawPage(items, reach, total if type(total) is int and total >= 0 else None, "$.data")

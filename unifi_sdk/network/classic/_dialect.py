"""How the classic API speaks, in its two halves: v1 wraps a list in ``meta`` and ``data``, v2 is bare."""

from __future__ import annotations

from typing import Final

from unifi_sdk._core.codec import Codec, snake_case
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.model import Json
from unifi_sdk.network.classic.errors import CATALOGUE, advise, read_refusal

__all__ = ["APPLICATION", "V1", "V1_PATH", "V2", "V2_PATH", "content"]

APPLICATION: Final = "network-classic"
V1_PATH: Final = "/api/s/{site}"
"""What stands before every path; the short name of a site is put in as an id is."""
V2_PATH: Final = "/v2/api/site/{site}"

_CODEC: Final = Codec(snake_case, mixes_numbers_and_texts=True)


def content(document: Json) -> Json:
    """The list in an envelope, empty where a success has none.

    Raises:
        TypeError: this is no envelope.
    """
    if not isinstance(document, dict) or not ("data" in document or "meta" in document):
        raise TypeError("no envelope")
    data = document.get("data")
    if data is None:
        return []
    if not isinstance(data, list):
        raise TypeError("no list")
    return data


V1: Final = Dialect(
    application=APPLICATION,
    codec=_CODEC,
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    content=content,
    root="$.data",
    refuses_with_200=True,
)
V2: Final = Dialect(
    application=APPLICATION,
    codec=_CODEC,
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    refuses_with_200=True,
)

"""How UniFi Protect speaks, on its present API and the older one: camelCase, no envelope, lists as bare arrays."""

from __future__ import annotations

from typing import Final, TypeVar

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.application import Application, Id
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.connector import CONNECTOR
from unifi_sdk._core.dialect import Dialect, Refusal
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.site_manager import claims
from unifi_sdk.errors import ApiError
from unifi_sdk.pagination import PageStyle, Paginator
from unifi_sdk.protect.errors import CATALOGUE, advise, read_refusal

__all__ = ["BASE_PATH", "DIALECT", "LEGACY_BASE_PATH", "LEGACY_DIALECT", "list_all"]

M = TypeVar("M", bound=Model)

BASE_PATH: Final = "/proxy/protect/integration"
LEGACY_BASE_PATH: Final = "/api"

_CODEC: Final = Codec(camel_case, mixes_numbers_and_texts=True)

DIALECT: Final = Dialect(
    application="protect",
    codec=_CODEC,
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise,
    in_front=CONNECTOR,
    claims=claims,
)


def list_all(app: Application, operation: str, model: type[M], **ids: Id) -> Paginator[M]:
    """A list that comes whole."""
    return app.pages(operation, model, style=PageStyle.SINGLE, read_page=single_page(_itself), ids=ids)


def _itself(document: Json) -> Json:
    return document


def _read_legacy_refusal(status: int, document: Json) -> Refusal | None:
    """The older API says ``type`` where the present one says ``name``."""
    if isinstance(document, dict) and "type" in document:
        document = {"name": document["type"], **document}
    return read_refusal(status, document)


def _advise_legacy(exception: type[ApiError], code: str, operation: str) -> str:
    return advise(exception, code, operation.replace(" ", f" {LEGACY_BASE_PATH}", 1))


LEGACY_DIALECT: Final = Dialect(
    application="protect-legacy",
    codec=_CODEC,
    catalogue=CATALOGUE,
    read_refusal=_read_legacy_refusal,
    advise=_advise_legacy,
)

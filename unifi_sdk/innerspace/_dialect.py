"""How UniFi InnerSpace speaks: lists come whole, under the name of what they hold."""

from __future__ import annotations

from typing import Final, TypeVar

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.application import Application, Query
from unifi_sdk._core.codec import Codec, snake_case
from unifi_sdk._core.connector import CONNECTOR
from unifi_sdk._core.dialect import Dialect, Refusal
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.refusal import read_lenient
from unifi_sdk._core.site_manager import claims
from unifi_sdk.catalogue import Catalogue
from unifi_sdk.errors import ApiError, AuthenticationError, NotFoundError
from unifi_sdk.pagination import PageStyle, Paginator

__all__ = ["BASE_PATH", "DIALECT", "list_named"]

M = TypeVar("M", bound=Model)

BASE_PATH: Final = "/proxy/innerspace/integration"


def _read_refusal(status: int, document: Json) -> Refusal | None:
    return read_lenient(status, document) if status >= 400 else None


def _advise(exception: type[ApiError], code: str, operation: str) -> str:
    if issubclass(exception, AuthenticationError):
        return "Pass a key that was made on this console under Settings > Control Plane > Integrations."
    if issubclass(exception, NotFoundError) and "{" not in operation:  # nothing is named that could be missing
        return "The console does not run UniFi InnerSpace, or a version without this API."
    return ""


DIALECT: Final = Dialect(
    application="innerspace",
    codec=Codec(snake_case),
    catalogue=Catalogue([]),
    read_refusal=_read_refusal,
    advise=_advise,
    in_front=CONNECTOR,
    claims=claims,
)


def list_named(app: Application, operation: str, model: type[M], name: str, query: Query | None = None) -> Paginator[M]:
    """A list that comes whole, under its name.

    Args:
        app: What performs the operation.
        operation: What to call.
        model: Of an item.
        name: Under which the list stands in the answer.
        query: Query parameters; None values are left out.
    """

    def items(document: Json) -> Json:
        if not isinstance(document, dict):
            raise TypeError("no object")
        return document[name]

    return app.pages(operation, model, style=PageStyle.SINGLE, read_page=single_page(items, f"$.{name}"), query=query)

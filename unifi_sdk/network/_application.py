"""UniFi Network as an application that knows its version when that matters."""

from __future__ import annotations

import re
from typing import Final, TypeVar

import attrs
from yarl import URL

from unifi_sdk._core.application import Application
from unifi_sdk._core.transport import Request, Response
from unifi_sdk.errors import ApiError, NotFoundError, NotSupportedError, UniFiError
from unifi_sdk.network._versions import Span, filter_spans, is_before, property_span, span_of
from unifi_sdk.network.errors import (
    FilterNotSupportedError,
    InvalidFilterError,
    PropertyNotSupportedError,
    UnknownPropertyError,
    advise,
)
from unifi_sdk.network.info import Info

__all__ = ["NetworkApplication"]

E = TypeVar("E", bound=NotSupportedError)

_TAKEN_FOR_GRANTED: Final = "9.1.120"
_TEXT: Final = re.compile(r"'[^']*'")


class NetworkApplication(Application):
    """Tells what the console's version doesn't have from what isn't there or is wrong: the answers are the same.

    An operation that is missing is answered with 404, like a thing that isn't there; a property of a filter or of a body with
    400, like one that never was. After such an answer to what not every version from 9.1.120 on has, the console is asked for
    its version. That is kept for good, unless it doesn't explain the answer: consoles get updated.

    Args:
        application: The application without this.
    """

    def __init__(self, application: Application) -> None:
        dialect = attrs.evolve(application.dialect, advise=self._advise)
        super().__init__(application.transport, application.endpoint, dialect)
        self._version = ""

    async def send(self, request: Request) -> Response:
        """Send one request.

        Raises:
            NotSupportedError: the console's version doesn't have the operation, or a property in the filter or the body.
        """
        response = await super().send(request)
        if response.status not in (400, 404):
            return response
        refusal = self._refusal(request, response)
        for kind, span in _suspects(request, refusal):
            if not self._version or span.until or not span.has(self._version):
                self._version = await self._ask_for_version()
            if not span.has(self._version):
                raise _not_supported(kind, refusal, self._version, span)
        return response

    async def _ask_for_version(self) -> str:
        try:
            info = await Info(self).get()
        except UniFiError:
            return ""
        return info.application_version

    def _refusal(self, request: Request, response: Response) -> ApiError:
        try:
            self.answers.document(request.operation.text, response)
        except ApiError as error:
            return error
        except UniFiError:  # it is no answer of this API
            pass
        return ApiError()

    def _advise(self, exception: type[ApiError], code: str, operation: str) -> str:
        return advise(exception, code, operation, self._version)


def _suspects(request: Request, refusal: ApiError) -> list[tuple[type[NotSupportedError], Span]]:
    """What the console's version may lack, when that is what a refusal can mean."""
    operation = request.operation.text
    if isinstance(refusal, NotFoundError):
        span = span_of(operation)
        may_be_missing = is_before(_TAKEN_FOR_GRANTED, span.since) or span.until
        return [(NotSupportedError, span)] if may_be_missing else []
    if isinstance(refusal, InvalidFilterError):
        text = _TEXT.sub("", URL(request.target, encoded=True).query.get("filter", ""))
        return [(FilterNotSupportedError, span) for span in filter_spans(operation) if f"{span.name}." in text]
    if isinstance(refusal, UnknownPropertyError):
        found = property_span(operation, refusal.path)
        return [(PropertyNotSupportedError, found)] if found else []
    return []


def _not_supported(kind: type[E], refusal: ApiError, version: str, span: Span) -> E:
    what = "this operation, which" if kind is NotSupportedError else f"{span.name!r}, which"
    way_out = "" if span.has_gone(version) else ": update it on the console"
    error = kind(
        f"{refusal.operation}: UniFi Network {version} does not have {what} {span}{way_out}",
        application=refusal.application,
        operation=refusal.operation,
        status=refusal.status,
        code=refusal.code,
        request_id=refusal.request_id,
        known=refusal.known,
        resent=refusal.resent,
    )
    error.since, error.until = span.since, span.until
    return error

"""What Site Manager and its connector refuse: one catalogue, whose words stand in front of any application behind them."""

from __future__ import annotations

from typing import Final

import attrs

from unifi_sdk._core.dialect import Refusal
from unifi_sdk._core.model import Json
from unifi_sdk._core.refusal import read_lenient
from unifi_sdk.catalogue import Catalogue, ErrorCode, Retry
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    DeviceUnavailableError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
)

__all__ = [
    "CATALOGUE",
    "ConsoleTimeoutError",
    "MissingScopeError",
    "NotOwnerError",
    "claims",
    "fold_code",
    "read_refusal",
]


class NotOwnerError(PermissionDeniedError):
    """The account of the key does not own this console, or the key may not do this to it; the vendor says both at once."""


class MissingScopeError(PermissionDeniedError):
    """The key lacks the scope or the role for this; a key keeps the scopes that it was made with."""


class ConsoleTimeoutError(DeviceUnavailableError, RequestTimeoutError):
    """The console behind the connector did not answer within the 25 seconds that it has."""


_NOT_OWNER: Final = "cloud.not-owner"
_MISSING_SCOPE: Final = "cloud.missing-scope"


def fold_code(code: str) -> str:
    """One spelling for all that the vendor writes: ``RATE_LIMIT``, ``rate_limit`` and ``RateLimit`` are the same."""
    return code.casefold().translate(_SEPARATORS)


_SEPARATORS: Final = str.maketrans("", "", "_- ")

CATALOGUE: Final = Catalogue(
    [
        ErrorCode("bad_request", BadRequestError, "The request is not accepted as it is"),
        ErrorCode("parameter_invalid", BadRequestError, "A parameter is not accepted"),
        ErrorCode("unauthorized", AuthenticationError, "The API key is missing or wrong"),
        ErrorCode("forbidden", PermissionDeniedError, "The API key does not reach this far", Retry.AFTER_ACTION),
        ErrorCode("not_found", NotFoundError, "There is no such thing"),
        ErrorCode("DeviceTimeout", ConsoleTimeoutError, "The console did not answer Site Manager", Retry.LATER),
        ErrorCode("rate_limit", RateLimitedError, "Too many requests", Retry.LATER),
        ErrorCode("server_error", ServerError, "Site Manager failed on its own side", Retry.LATER),
        ErrorCode("bad_gateway", ServerError, "Site Manager got no usable answer from behind it", Retry.LATER),
        # of whatever stands behind Mobility; it comes with 400, 404 and 500, which tell what it is
        ErrorCode("upstream_error", None, "What stands behind Site Manager refused"),
        # told apart by a sentence; what is on the wire is ``forbidden``
        ErrorCode(_NOT_OWNER, NotOwnerError, "The console belongs to another account", Retry.AFTER_ACTION),
        ErrorCode(_MISSING_SCOPE, MissingScopeError, "The key lacks a scope or a role", Retry.AFTER_ACTION),
    ],
    fold=fold_code,
)
"""Every error code of Site Manager, Mobility and the connector, looked up without regard to case, ``_`` and ``-``.

Those that begin with ``cloud.`` are this SDK's own: rows for a ``forbidden`` whose sentence tells more. `ApiError.code`
is the vendor's in any case.
"""


def claims(document: Json) -> bool:
    """Whether an error body is of the cloud: it has a ``traceId`` beside an ``httpStatusCode``, as no console's has."""
    return isinstance(document, dict) and "traceId" in document and "httpStatusCode" in document


def read_refusal(status: int, document: Json) -> Refusal | None:
    """What an answer of the cloud refuses; the trace id is the request id, for which the vendor asks.

    Args:
        status: The HTTP status.
        document: The decoded body, None when it is no JSON.

    Returns:
        None for a success; always a refusal for a status from 400.
    """
    if status < 400:
        return None
    refusal = read_lenient(status, document)
    if fold_code(refusal.code) != "forbidden":
        return refusal
    said = refusal.message.casefold()
    row = _NOT_OWNER if "owner" in said else _MISSING_SCOPE if "permission" in said or "scope" in said else ""
    return attrs.evolve(refusal, row=row)


def advise(exception: type[ApiError], code: str, operation: str) -> str:
    """What to do about a refusal of Site Manager or Mobility.

    Args:
        exception: The class that it raises.
        code: The vendor's code, or "".
        operation: The operation that was refused.

    Returns:
        A sentence or two, or "" when there is nothing to say.
    """
    if operation == ISP_QUERY and issubclass(exception, ServerError):
        return (
            "This is also what a key hears that reaches none of these sites: take host and site ids from sites.list() of "
            "the same key."
        )
    if "/v1/mobility/" in operation:
        mobile = next((advice for kind, advice in _MOBILITY_ADVICE if issubclass(exception, kind)), "")
        if mobile:
            return mobile
    return next((advice for kind, advice in _ADVICE if issubclass(exception, kind)), "")


def advise_on_connector(exception: type[ApiError], code: str, operation: str) -> str:
    """What to do about a refusal of the connector, whatever application the call was for; as `advise`."""
    return next((advice for kind, advice in _CONNECTOR_ADVICE if issubclass(exception, kind)), "")


ISP_QUERY: Final = "POST /v1/isp-metrics/{type}/query"
_MAKE_A_KEY: Final = (
    "Make a key at unifi.ui.com > Settings > API Keys; one that was made on a console does not work here, and a key of "
    "the cloud works on no console itself."
)
_OLD_FIRMWARE: Final = "A console needs UniFi OS 5.0.3 or later to be reached through the cloud."
_MOBILITY_ADVICE: Final = (
    (
        PermissionDeniedError,
        "The key needs the app scope mobility with read:mobility, for writes write:mobility too, and its account has to "
        "be a member of the workspace, for writes an admin.",
    ),
    (NotFoundError, "The vendor does not tell a device that is not there from one of another workspace."),
    (RateLimitedError, "All calls of Mobility with one key together may be 100 a minute."),
)
_ADVICE: Final = (
    (AuthenticationError, _MAKE_A_KEY),
    (
        PermissionDeniedError,
        "A key reaches what its account or organisation reaches, with the scopes that it was made with; for more, make "
        "another one at unifi.ui.com > Settings > API Keys.",
    ),
    (NotFoundError, "A key sees what belongs to its account or organisation, and nothing else."),
    (RateLimitedError, "All calls with one key together may be 10,000 a minute."),
)
_CONNECTOR_ADVICE: Final = (
    (AuthenticationError, _MAKE_A_KEY),
    (
        PermissionDeniedError,
        "The key of a person reaches the consoles that this account owns, not those that it administers for others; an "
        "organisation's reaches all of the organisation. A key that may only read is refused so for a write.",
    ),
    (RateLimitedError, "A console takes 100 requests a minute through the cloud, from all that use the key."),
    (ConsoleTimeoutError, "The console is offline or slow: look at its state in cloud.hosts before you try again."),
    (BadRequestError, _OLD_FIRMWARE),
    (NotFoundError, _OLD_FIRMWARE),
)

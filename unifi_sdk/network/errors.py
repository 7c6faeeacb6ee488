"""What UniFi Network refuses: its error codes, the finer exceptions, and what to do about them."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final, Self

from unifi_sdk._core.dialect import Refusal, clean_text
from unifi_sdk._core.model import Json
from unifi_sdk._core.refusal import read_lenient, text_at
from unifi_sdk.catalogue import Catalogue, ErrorCode, Retry
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
)
from unifi_sdk.network._versions import version_needed
from unifi_sdk.network.models.networks import NetworkUse

__all__ = [
    "CATALOGUE",
    "FilterNotSupportedError",
    "InvalidFilterError",
    "NetworkInUseError",
    "PropertyNotSupportedError",
    "UnknownPropertyError",
    "ZoneBasedFirewallNotConfiguredError",
]


class InvalidFilterError(BadRequestError):
    """A filter with a property, function or value that this list does not have."""


class NetworkInUseError(ConflictError):
    """A network was not deleted, and something uses it; the refusal itself is the cause of this exception."""

    references: tuple[NetworkUse, ...] = ()
    """What uses the network, grouped by kind."""

    @classmethod
    def from_refusal(cls, refusal: ApiError, references: tuple[NetworkUse, ...]) -> Self:
        """The same refusal, with what uses the network.

        Args:
            refusal: What the console said to the deletion.
            references: What uses the network; not empty.
        """
        users = (f"{use.resource_type} ({use.reference_count or len(use.ids) or 'any number'})" for use in references)
        error = cls(
            f"{str(refusal).rstrip('.')}. The network is used by {clean_text(', '.join(users))}",
            application=refusal.application,
            operation=refusal.operation,
            status=refusal.status,
            code=refusal.code,
            request_id=refusal.request_id,
            known=refusal.known,
            retry_after=refusal.retry_after,
            resent=refusal.resent,
        )
        error.references = references
        return error


class UnknownPropertyError(BadRequestError):
    """A body with a property that this console doesn't take there."""

    @property
    def path(self) -> str:
        """Where the property stands in the body, such as ``$.source.trafficFilter``; "" when the console doesn't tell."""
        found = re.search(r"'(\$[^']+)'", str(self))
        return found[1] if found else ""


class FilterNotSupportedError(InvalidFilterError, NotSupportedError):
    """A filter with a property that this list has in other versions of UniFi Network; ``since`` and ``until`` tell which."""


class PropertyNotSupportedError(UnknownPropertyError, NotSupportedError):
    """A body with a property that other versions of UniFi Network take; ``since`` and ``until`` tell which."""


class ZoneBasedFirewallNotConfiguredError(NotSupportedError):
    """The site still has the firewall of before zones, so it has neither zones nor policies to work with."""


CATALOGUE: Final = Catalogue(
    [
        ErrorCode("api.authentication.missing-credentials", AuthenticationError, "The request carried no API key"),
        ErrorCode("api.authentication.invalid-credentials", AuthenticationError, "The API key is wrong or was deleted"),
        ErrorCode(
            "api.authentication.failed-limit-reached",
            RateLimitedError,
            "Too many attempts with wrong credentials",
            Retry.LATER,
        ),
        ErrorCode(
            "api.authorization.denied",
            PermissionDeniedError,
            "The API key does not reach this far",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("api.forbidden", PermissionDeniedError, "This is not allowed to the API key", Retry.AFTER_ACTION),
        ErrorCode(
            "api.firewall.zone-based-firewall-not-configured",
            ZoneBasedFirewallNotConfiguredError,
            "The site does not use the zone-based firewall",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("api.request.invalid-filter", InvalidFilterError, "The filter can't be used with this list"),
        ErrorCode("api.request.error", None, "The request is not accepted as it is"),
        ErrorCode(
            "api.request.argument-type-mismatch", BadRequestError, "A value in the path or query is of the wrong kind"
        ),
        ErrorCode(
            "api.request.unknown-property", UnknownPropertyError, "The body has a property that is not taken there"
        ),
        ErrorCode(
            "api.request.unknown-type-id", BadRequestError, "The body has a kind of thing that is not taken there"
        ),
        ErrorCode("api.network.validation.missing-zone-id", BadRequestError, "The network is in no firewall zone"),
        ErrorCode(
            "api.firewall.policy.ordering.not-all-firewall-policies-specified",
            BadRequestError,
            "The order lacks policies of these zones",
        ),
        ErrorCode("api.unexpected-error", ServerError, "UniFi Network failed on its own side", Retry.LATER),
        ErrorCode("api.rate-limit.exceeded", RateLimitedError, "Too many requests", Retry.LATER),
        ErrorCode("api.device.not-found", NotFoundError, "There is no such device at this site"),
        ErrorCode("api.resource-not-found", NotFoundError, "There is no such thing at this site"),
        ErrorCode("api.resource.not-found", NotFoundError, "There is no such thing at this site"),
        ErrorCode(
            "api.resource.conflict", ConflictError, "The state of the site stands in the way", Retry.AFTER_ACTION
        ),
        ErrorCode("not-found", NotFoundError, "There is no such thing"),
        ErrorCode("VALIDATION_ERROR", BadRequestError, "A value is not accepted"),
        # the gateway's login
        ErrorCode(
            "AUTHENTICATION_FAILED_LIMIT_REACHED", RateLimitedError, "Too many failed attempts to log in", Retry.LATER
        ),
        # Site Manager and its connector; they write the same code in either case
        ErrorCode("bad_gateway", ServerError, "Site Manager got no usable answer from the console", Retry.LATER),
        ErrorCode("parameter_invalid", BadRequestError, "A parameter is not accepted"),
        ErrorCode("not_found", NotFoundError, "There is no such thing"),
        ErrorCode("rate_limit", RateLimitedError, "Too many requests", Retry.LATER),
        ErrorCode("server_error", ServerError, "Site Manager failed on its own side", Retry.LATER),
        ErrorCode("unauthorized", AuthenticationError, "The API key is missing or wrong"),
        ErrorCode("forbidden", PermissionDeniedError, "The API key does not reach this console", Retry.AFTER_ACTION),
        ErrorCode("DeviceTimeout", DeviceUnavailableError, "The console did not answer Site Manager", Retry.LATER),
        # the older API of the same application
        ErrorCode("api.err.LoginRequired", AuthenticationError, "There is no session, or it is over"),
        ErrorCode("api.err.Invalid", BadRequestError, "The request, or the password of a login, is not accepted"),
        ErrorCode("api.err.NoPermission", PermissionDeniedError, "The account may not do this", Retry.AFTER_ACTION),
        ErrorCode("api.err.NoSiteContext", BadRequestError, "There is no site of this name"),
        ErrorCode("api.err.Ubic2faTokenRequired", AuthenticationError, "The account asks for a second factor"),
        ErrorCode("api.err.InvalidValue", BadRequestError, "A value is not accepted"),
        ErrorCode("api.err.MissingIPAddress", BadRequestError, "An IP address is missing"),
        ErrorCode("api.err.InvalidDomain", BadRequestError, "A domain name is not accepted"),
        ErrorCode("api.err.IdInvalid", BadRequestError, "An id is not accepted"),
        ErrorCode("api.err.NotFound", NotFoundError, "There is no such thing"),
        ErrorCode(
            "api.err.FirewallPolicyCreateRespondTrafficPolicyNotAllowed",
            BadRequestError,
            "A policy for the return traffic can't be made together with this one",
        ),
        ErrorCode("CouldNotFindHotspotFirewallZone", NotFoundError, "The site has no hotspot zone", Retry.AFTER_ACTION),
    ]
)
"""Every error code that consoles, their gateway and Site Manager are known to send; none of them is a closed list."""


def read_refusal(status: int, document: Json) -> Refusal | None:
    """What an answer on the way to UniFi Network refuses.

    Below the application's own body (``code``, ``message``, ``requestId``) there are those of the gateway, of Site
    Manager (``traceId``), of the older API (``meta.rc``, also with HTTP 200), and bodies that are no JSON at all. A 404 that
    says nothing is none of the application's, which always says what isn't there.

    Args:
        status: The HTTP status.
        document: The decoded body, None when it is no JSON.

    Returns:
        None for a success; always a refusal for a status from 400.
    """
    meta = document.get("meta") if isinstance(document, dict) else None
    if text_at(meta, "rc") == "error":
        return Refusal(code=text_at(meta, "msg"), message=text_at(meta, "message"))
    if status == HTTPStatus.NOT_FOUND and document is None:
        return Refusal(message=_NOBODY_THERE)
    return read_lenient(status, document) if status >= 400 else None


def advise(exception: type[ApiError], code: str, operation: str, version: str = "") -> str:
    """What to do about a refusal.

    Args:
        exception: The class that it raises.
        code: The vendor's code, or "".
        operation: The operation that was refused.
        version: The version of UniFi Network, "" when it isn't known.

    Returns:
        A sentence or two, or "" when there is nothing to say.
    """
    if advice := _ADVICE_BY_CODE.get(code.casefold()):
        return advice
    if issubclass(exception, NotFoundError | NotSupportedError):
        needed = version_needed(operation)
        is_told = not needed or bool(version)
        return "" if is_told else f"UniFi Network before {needed} does not have the operation and answers the same."
    return next((advice for kind, advice in _ADVICE_BY_CLASS if issubclass(exception, kind)), "")


_NOBODY_THERE: Final = (
    "no UniFi Network of a UniFi OS console answers here: check host, port (443; UniFi OS Server 11443) and base_path; "
    "a server without UniFi OS (8443) has no API keys"
)
_WAIT_FOR_THE_LOGIN: Final = "Wait some minutes, and do not log in again in a loop: each attempt counts."
_ADVICE_BY_CODE: Final = {
    "api.authentication.failed-limit-reached": _WAIT_FOR_THE_LOGIN,
    "authentication_failed_limit_reached": _WAIT_FOR_THE_LOGIN,
    "api.err.ubic2fatokenrequired": "Use an API key, or a local account without a second factor.",
    "api.firewall.zone-based-firewall-not-configured": "Move the site to the zone-based firewall in UniFi Network first.",
    "api.request.argument-type-mismatch": "A site is named by its UUID here, not by its name or 'default'.",
    "api.request.unknown-property": "Send it without: thing.evolve(extra={}) leaves out what the SDK has no field for "
    "(each nested thing has an extra of its own); a field that it has may need a newer version of UniFi Network.",
    "api.request.unknown-type-id": "Not every kind goes with the rest of the body: TCP or UDP of both IP versions, for "
    "example, is the preset TCP_UDP or a policy for each version.",
    "api.network.validation.missing-zone-id": "Pass zone_id: the id of site.firewall_zones.find(name='Internal'), for "
    "example.",
    "api.firewall.policy.ordering.not-all-firewall-policies-specified": "Read the order again and name everything in it, "
    "None among it too: policies without an id keep their places.",
    "api.request.invalid-filter": "Each list has its own filter properties and functions; an id stands without quotes.",
    "api.unexpected-error": "Some objects are refused so every time; the request id leads to the cause in the server log.",
    "devicetimeout": "Check that the console is online.",
}
_ADVICE_BY_CLASS: Final = (
    (
        AuthenticationError,
        "Make an API key on this very console under Settings > Control Plane > Integrations; keys of Site Manager and "
        "tokens of UniFi Access do not work here, nor does a session cookie.",
    ),
    (
        PermissionDeniedError,
        "An API key reaches as far as the admin who made it, and that of a view-only admin nowhere; a self-hosted Network "
        "Server without UniFi OS (port 8443) refuses every key.",
    ),
    (RateLimitedError, "Send fewer requests at a time."),
)

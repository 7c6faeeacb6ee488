"""What UniFi Protect refuses: its error codes, the finer exceptions, and what to do about them."""

from __future__ import annotations

from typing import Final

import attrs

from unifi_sdk._core.dialect import Refusal
from unifi_sdk._core.model import Json
from unifi_sdk._core.refusal import read_lenient, since, text_at
from unifi_sdk.catalogue import Catalogue, ErrorCode, Retry
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RateLimitedError,
)

__all__ = ["CATALOGUE", "ArmedError", "GlobalAlarmManagerError"]


class ArmedError(ConflictError):
    """The alarm is armed; this can be changed only while it is not."""


class GlobalAlarmManagerError(ConflictError):
    """The alarm manager is in global mode, in which the arm profiles of this API do not count."""


_ARMED: Final = "protect.armed"
_GLOBAL_ALARM_MANAGER: Final = "protect.global-alarm-manager"
_DEVICE_UNREACHABLE: Final = "protect.device-unreachable"

CATALOGUE: Final = Catalogue(
    [
        ErrorCode("TOO_MANY_REQUESTS_ERROR", RateLimitedError, "Too many requests", Retry.LATER),
        # the gateway's login
        ErrorCode(
            "AUTHENTICATION_FAILED_LIMIT_REACHED", RateLimitedError, "Too many failed attempts to log in", Retry.LATER
        ),
        # the API on port 7443
        ErrorCode("AuthenticationError", AuthenticationError, "The token or access key is missing, wrong or expired"),
        # derived from a status or a sentence, where the name of the error says nothing
        ErrorCode(_ARMED, ArmedError, "The alarm is armed", Retry.AFTER_ACTION),
        ErrorCode(
            _GLOBAL_ALARM_MANAGER,
            GlobalAlarmManagerError,
            "The alarm manager is in global mode",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            _DEVICE_UNREACHABLE, DeviceUnavailableError, "The device is offline or can't be reached", Retry.LATER
        ),
    ]
)
"""The codes that tell more than the HTTP status does.

API_ERROR, BAD_REQUEST and UNKNOWN_ERROR are left out: they say no more than the HTTP status, which then decides. Those that
begin with ``protect.`` are this SDK's own, for refusals that UniFi Protect tells apart by a sentence only.
"""

_VAGUE: Final = frozenset({"", "API_ERROR", "BAD_REQUEST", "UNKNOWN_ERROR"})
_SENTENCES: Final = (("global alarm manager", _GLOBAL_ALARM_MANAGER), ("alarm is armed", _ARMED))


def read_refusal(status: int, document: Json) -> Refusal | None:
    """What an answer on the way to UniFi Protect refuses, on its present API or the older one on port 7443.

    Args:
        status: The HTTP status.
        document: The decoded body, None when it is no JSON.

    Returns:
        None for a success; always a refusal for a status from 400. Its code is the name of the error, or of its cause
        where that tells more, or one of the `CATALOGUE` that is derived. A name that gives way to a derived code and is
        not vague stands before the message.
    """
    if status < 400:
        return None
    refusal = read_lenient(status, document)
    cause = text_at(document.get("cause"), "name") if isinstance(document, dict) else ""
    name = next((given for given in (refusal.code, cause) if given.upper() not in _VAGUE), "")
    if name and CATALOGUE.find(name):
        return attrs.evolve(refusal, code=name)
    derived = _derive(status, document, refusal.message)
    if not derived:
        return attrs.evolve(refusal, code=name or refusal.code)
    return attrs.evolve(refusal, code=derived, message=f"{name}: {refusal.message}" if name else refusal.message)


def advise(exception: type[ApiError], code: str, operation: str) -> str:
    """What to do about a refusal.

    Args:
        exception: The class that it raises.
        code: The code of the refusal, or "".
        operation: The operation that was refused, of the present API or of the older one on port 7443.

    Returns:
        A sentence or two, or "" when there is nothing to say.
    """
    if advice := _ADVICE_BY_CODE.get(code.casefold()):
        return advice
    by_class = _LEGACY_ADVICE_BY_CLASS if " /api/" in operation else _ADVICE_BY_CLASS
    if operation.endswith(" /api/auth") and issubclass(exception, NotFoundError):
        return "A console with UniFi OS does not have the API of port 7443; use ProtectClient."
    if advice := next((advice for kind, advice in by_class if issubclass(exception, kind)), ""):
        return advice
    if issubclass(exception, NotFoundError | NotSupportedError):
        version = since(operation, _SINCE)
        return f"UniFi Protect before {version} does not have the operation and answers the same." if version else ""
    return ""


_SINCE: Final = (
    (r"/v1/pos/", "7.2.84"),
    (
        r"/v1/(arm-profiles|sirens|relays|fobs|speakers|bridges|link-stations|alarm-hubs|users|ulp-users)\b",
        "7.1.42",
    ),
)
_ADVICE_BY_CODE: Final = {
    _ARMED: "Disarm first.",
    _GLOBAL_ALARM_MANAGER: "Set the alarm manager of UniFi Protect to local mode to use arm profiles here.",
    "authentication_failed_limit_reached": "Wait some minutes, and do not log in again in a loop: each attempt counts.",
}
_ADVICE_BY_CLASS: Final = (
    (
        AuthenticationError,
        "Make an API key on this very console under Settings > Control Plane > Integrations, as its owner or an admin; "
        "keys of Site Manager and tokens of UniFi Access do not work here.",
    ),
    (PermissionDeniedError, "An API key reaches as far as the admin who made it."),
    (
        RateLimitedError,
        "The limit counts all keys of one user and the event streams together; a user of its own for each program helps.",
    ),
    (DeviceUnavailableError, "Check that the device has power and network, then try again."),
)
_LEGACY_ADVICE_BY_CLASS: Final = (
    (AuthenticationError, "Log in with the name and password of a local user of UniFi Protect."),
    (PermissionDeniedError, "The user needs the permission for this in UniFi Protect."),
)


def _derive(status: int, document: Json, message: str) -> str:
    """The code that a sentence of a 400 gives away, or a 503 whose body the application wrote, not its gateway; or ""."""
    if status == 503:
        return _DEVICE_UNREACHABLE if text_at(document, "name") else ""
    said = " ".join(message.casefold().replace("_", " ").replace("-", " ").split())
    return next((code for words, code in _SENTENCES if status == 400 and words in said), "")

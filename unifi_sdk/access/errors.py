"""What UniFi Access refuses: its error codes, the finer exceptions, and what to do about them."""

from __future__ import annotations

import re
from typing import Final

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.dialect import Refusal
from unifi_sdk._core.model import Json
from unifi_sdk._core.refusal import code_at, read_lenient, since, text_at
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

__all__ = [
    "CATALOGUE",
    "AlreadyExistsError",
    "CardRejectedError",
    "CredentialInUseError",
    "EnrolmentExpiredError",
    "InUseError",
    "NoCardYetError",
    "NoHubError",
    "NothingToDoError",
    "scope_of",
    "version_needed",
]


class AlreadyExistsError(ConflictError):
    """The name, or the URL of a webhook endpoint, is taken."""


class CredentialInUseError(ConflictError):
    """The PIN or NFC card belongs to somebody already."""


class InUseError(ConflictError):
    """Something else still uses the item, so it can't be deleted or edited."""


class NothingToDoError(ConflictError):
    """The firmware is up to date already."""


class CardRejectedError(BadRequestError):
    """The card at the reader can't be enrolled or handed on; ``code`` tells why."""


class EnrolmentExpiredError(NotFoundError):
    """The session of an NFC enrolment is over, or there never was one."""


class NoCardYetError(ApiError):
    """Nobody has held a card to the reader yet; the enrolment goes on."""


class NoHubError(NotSupportedError):
    """The door is there, and no hub drives it: it can't be unlocked from afar, and takes no lock rules."""


CATALOGUE: Final = Catalogue(
    [
        ErrorCode("CODE_PARAMS_INVALID", BadRequestError, "A parameter is missing or has a value that is not accepted"),
        ErrorCode(
            "CODE_SYSTEM_ERROR",
            ServerError,
            "UniFi Access failed on its own side, or refuses without a better code",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("CODE_RESOURCE_NOT_FOUND", NotFoundError, "There is no such resource"),
        ErrorCode(
            "CODE_OPERATION_FORBIDDEN",
            PermissionDeniedError,
            "The operation is not allowed to this token, or not in this state",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("CODE_AUTH_FAILED", AuthenticationError, "The API token was not accepted"),
        ErrorCode("CODE_ACCESS_TOKEN_INVALID", AuthenticationError, "The API token is wrong, expired or deleted"),
        ErrorCode(
            "CODE_UNAUTHORIZED", PermissionDeniedError, "The API token does not reach this far", Retry.AFTER_ACTION
        ),
        ErrorCode("CODE_NOT_EXISTS", NotFoundError, "There is no such item"),
        ErrorCode("CODE_USER_EMAIL_ERROR", BadRequestError, "This is no email address"),
        ErrorCode("CODE_USER_ACCOUNT_NOT_EXIST", NotFoundError, "There is no such user account"),
        ErrorCode("CODE_USER_WORKER_NOT_EXISTS", NotFoundError, "There is no such user"),
        ErrorCode("CODE_USER_NAME_DUPLICATED", AlreadyExistsError, "Another one has this name", Retry.AFTER_ACTION),
        ErrorCode("CODE_USER_CSV_IMPORT_INCOMPLETE_PROP", BadRequestError, "A first or last name is missing"),
        ErrorCode("CODE_ACCESS_POLICY_USER_TIMEZONE_NOT_FOUND", NotFoundError, "There is no such weekly schedule"),
        ErrorCode("CODE_ACCESS_POLICY_HOLIDAY_TIMEZONE_NOT_FOUND", NotFoundError, "There is no such holiday schedule"),
        ErrorCode("CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND", NotFoundError, "There is no such holiday group"),
        ErrorCode("CODE_ACCESS_POLICY_HOLIDAY_NOT_FOUND", NotFoundError, "There is no such holiday"),
        ErrorCode("CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND", NotFoundError, "There is no such schedule"),
        ErrorCode(
            "CODE_ACCESS_POLICY_HOLIDAY_NAME_EXIST",
            AlreadyExistsError,
            "Another holiday has this name",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_ACCESS_POLICY_HOLIDAY_GROUP_NAME_EXIST",
            AlreadyExistsError,
            "Another holiday group has this name",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_ACCESS_POLICY_SCHEDULE_NAME_EXIST",
            AlreadyExistsError,
            "Another schedule has this name",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE",
            InUseError,
            "The schedule can't be deleted while it is used",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE",
            InUseError,
            "The holiday group can't be deleted while a schedule uses it",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_CREDS_NFC_HAS_BIND_USER",
            CredentialInUseError,
            "The card belongs to another person",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_CREDS_DISABLE_TRANSFER_UID_USER_NFC",
            CardRejectedError,
            "The card of an Identity Enterprise user can't be handed on",
        ),
        ErrorCode(
            "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND",
            EnrolmentExpiredError,
            "There is no such enrolment session any more",
        ),
        ErrorCode(
            "CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY",
            NoCardYetError,
            "No card has been held to the reader yet",
            Retry.LATER,
        ),
        ErrorCode(
            "CODE_CREDS_NFC_CARD_IS_PROVISION",
            CardRejectedError,
            "The card is registered at another site",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_CREDS_NFC_CARD_PROVISION_FAILED",
            CardRejectedError,
            "The card left the reader too early",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("CODE_CREDS_NFC_CARD_INVALID", CardRejectedError, "This kind of card is not supported"),
        ErrorCode(
            "CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE", InUseError, "The card can't be deleted now", Retry.AFTER_ACTION
        ),
        ErrorCode(
            "CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST", CredentialInUseError, "The PIN belongs to somebody already"
        ),
        ErrorCode(
            "CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID", BadRequestError, "The PIN has not the length that is set here"
        ),
        ErrorCode("CODE_SPACE_DEVICE_BOUND_LOCATION_NOT_FOUND", NotFoundError, "The device belongs to no location"),
        ErrorCode("CODE_DEVICE_DEVICE_VERSION_NOT_FOUND", NothingToDoError, "The firmware is up to date already"),
        ErrorCode(
            "CODE_DEVICE_DEVICE_VERSION_TOO_OLD",
            NotSupportedError,
            "The firmware of the device is too old",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("CODE_DEVICE_DEVICE_BUSY", DeviceUnavailableError, "The camera is in use", Retry.LATER),
        ErrorCode("CODE_DEVICE_DEVICE_NOT_FOUND", NotFoundError, "There is no such device"),
        ErrorCode("CODE_DEVICE_DEVICE_OFFLINE", DeviceUnavailableError, "The device is offline", Retry.LATER),
        ErrorCode(
            "CODE_OTHERS_UID_ADOPTED_NOT_SUPPORTED",
            NotSupportedError,
            "A console that was upgraded to Identity Enterprise has no API",
        ),
        ErrorCode(
            "CODE_HOLIDAY_GROUP_CAN_NOT_DELETE",
            InUseError,
            "The holiday group can't be deleted while it is used",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_HOLIDAY_GROUP_CAN_NOT_EDIT",
            InUseError,
            "The holiday group can't be edited while it is used",
            Retry.AFTER_ACTION,
        ),
        ErrorCode(
            "CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED",
            AlreadyExistsError,
            "Another webhook endpoint has this URL",
            Retry.AFTER_ACTION,
        ),
        ErrorCode("CODE_DEVICE_API_NOT_SUPPORTED", NotSupportedError, "This device does not have the operation"),
    ]
)
"""Every error code of the UniFi Access API reference, section 2 (Error Code)."""

_SUCCESS: Final = frozenset({"success", "succeed", "1"})
_CODES: Final = ("code", "codeS")


def read_refusal(status: int, document: Json) -> Refusal | None:
    """What an answer of UniFi Access refuses; a refusal may come with HTTP 200.

    Args:
        status: The HTTP status.
        document: The decoded body, None when it is no JSON. The code may be a number with its name beside it in
            ``codeS``, as the application's private API has it.

    Returns:
        None for a success; always a refusal for a status from 400. Below 400 a body without a code is none of this
        function's business: it may be a file, and is no envelope that could refuse anything.
    """
    if not isinstance(document, dict) or document.keys().isdisjoint(_CODES):
        return read_lenient(status, document) if status >= 400 else None
    code = code_at(status, document, *_CODES)
    succeeded = code.casefold() in _SUCCESS
    if succeeded and status < 400:
        return None
    said = read_lenient(status, document)
    return Refusal("" if succeeded else code, text_at(document, "msg") or said.message, said.request_id)


def advise(exception: type[ApiError], code: str, operation: str) -> str:
    """What to do about a refusal.

    Args:
        exception: The class that it raises.
        code: The vendor's code, or "".
        operation: The operation that was refused.

    Returns:
        A sentence or two, or "" when there is nothing to say.
    """
    code = code.upper()
    if code == "CODE_SYSTEM_ERROR":
        return next((advice for part, advice in _SYSTEM_ERROR_ADVICE if part in operation), "")
    if issubclass(exception, NotSupportedError):
        return _advise_version(code, operation)
    if advice := _ADVICE_BY_CODE.get(code):
        return advice
    if issubclass(exception, PermissionDeniedError):
        return _advise_permission(operation)
    if issubclass(exception, NotFoundError) and CATALOGUE.find(code) is None:
        return _advise_version(code, operation)
    return next((advice for kind, advice in _ADVICE_BY_CLASS if issubclass(exception, kind)), "")


@checked
def version_needed(operation: str) -> str:
    """The first version that has an operation, "" for one that was always there.

    Args:
        operation: As the vendor writes it, with or without the leading ``/api/v1/developer``.
    """
    return since(operation, _SINCE)


@checked
def scope_of(operation: str) -> str:
    """The permission that a token needs for an operation, such as ``edit:space`` for an unlock.

    Args:
        operation: As the vendor writes it, with or without the leading ``/api/v1/developer``.

    Returns:
        One of the sixteen permissions that a token can have, or "" for an unknown path.
    """
    verb, _, path = operation.partition(" ")
    path = path.removeprefix("/api/v1/developer")
    for prefix, scope in _ODD_SCOPES:
        if path.startswith(prefix):
            return scope
    area = _AREAS.get(path.split("/")[1] if path.startswith("/") else "")
    return f"{'view' if verb == 'GET' else 'edit'}:{area}" if area else ""


_AREAS: Final = {
    "users": "user",
    "user_groups": "user",
    "visitors": "visitor",
    "access_policies": "policy",
    "credentials": "credential",
    "door_groups": "space",
    "doors": "space",
    "devices": "device",
    "webhooks": "webhook",
}
_ODD_SCOPES: Final = (
    ("/credentials/pin_codes", "view:credential"),
    ("/credentials/nfc_cards/sessions", "edit:credential"),
    ("/system/", "view:system_log"),
    ("/api_server/", "edit:api_server"),
)

_SINCE: Final = (
    (r"/doorbell$", "4.0.10"),
    (r"/license_plates|/qr_codes|/avatar$|/nfc_cards/import$|/devices/[^/]+/settings$", "3.3.10"),
    (r"/touch_passes", "3.2.20"),
    (r"^PUT .*/nfc_cards/tokens|/users/search$|^DELETE .*/users/[^/]+$", "3.1.30"),
    (r"/webhooks|/api_server", "2.2.10"),
    (r"/user_groups/[^/]+/identity", "2.2.0"),
    (r"/user_groups|^GET .*/users/[^/]+/access_policies$", "2.2.6"),
    (r"/identity/|/lock_rule$|/settings/emergency$|/system/logs/resource|/system/static", "1.24.6"),
    (r"/nfc_cards/tokens", "1.22.16"),
    (r"/devices/notifications$|/system/logs/export$", "1.20.11"),
)
_DELETES_A_USER: Final = re.compile(r"^DELETE .*/users/[^/]+$")

_SYSTEM_ERROR_ADVICE: Final = (
    (
        "/pin_codes",
        "UniFi Access answers so, too, when the PIN belongs to somebody already, this very person included.",
    ),
    ("/lock_rule", "Older hubs answer so to a lock rule that they do not know."),
)

_NO_API_AT_ALL: Final = "CODE_OTHERS_UID_ADOPTED_NOT_SUPPORTED"
_IN_USE: Final = "Take it out of everything that uses it first."
_ADVICE_BY_CODE: Final = {
    "CODE_ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE": _IN_USE,
    "CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE": _IN_USE,
    "CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE": "Take the card from its holder first.",
    "CODE_CREDS_NFC_CARD_INVALID": "Use a UA card, or import cards of other makers from a file.",
    "CODE_CREDS_NFC_CARD_IS_PROVISION": "Start a new enrolment with reset_ua_card to take the card over.",
    "CODE_CREDS_NFC_CARD_PROVISION_FAILED": "Hold the card to the reader for more than five seconds, in a new enrolment.",
    "CODE_CREDS_NFC_HAS_BIND_USER": "Assign it with force_add to take it from its present holder.",
    "CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY": "Ask again in a second.",
    "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND": "Start a new enrolment.",
    "CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST": "Choose another PIN, or let UniFi Access make one.",
    "CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID": "The settings of UniFi Access say how long a PIN has to be.",
    "CODE_DEVICE_DEVICE_VERSION_TOO_OLD": "Update the firmware of the device.",
    "CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED": "List the endpoints and update the one with this URL.",
    "CODE_HOLIDAY_GROUP_CAN_NOT_DELETE": _IN_USE,
    "CODE_HOLIDAY_GROUP_CAN_NOT_EDIT": _IN_USE,
}
_ADVICE_BY_CLASS: Final = (
    (
        AuthenticationError,
        "Make an API token in UniFi Access under Settings > General > Advanced > API Token; keys made for Network, Protect "
        "or Site Manager do not work here on port 12445, and an expired or deleted token has to be replaced.",
    ),
    (AlreadyExistsError, "Choose another one, or use the one that exists."),
    (RateLimitedError, "Send fewer requests at a time."),
    (DeviceUnavailableError, "Check that the device has power and network, then try again."),
)


def _advise_version(code: str, operation: str) -> str:
    version = "" if code == _NO_API_AT_ALL else version_needed(operation)
    needed = f"The operation needs UniFi Access {version} or later." if version else ""
    return " ".join(filter(None, (_ADVICE_BY_CODE.get(code), needed)))


def _advise_permission(operation: str) -> str:
    scope = scope_of(operation)
    hints = [f"The token needs the permission {scope}; permissions are chosen when a token is made."] if scope else []
    if _DELETES_A_USER.search(operation):
        hints.append("A user can be deleted only once it is deactivated.")
    return " ".join(hints)

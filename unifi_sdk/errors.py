"""Every exception of the SDK, in one tree.

::

    UniFiError
    ├── ConfigurationError (ValueError)       an argument that can never work; raised before any I/O
    │   └── KnownConsolesError                what `unifi trust` has kept can't be used
    ├── TransportError                        no usable answer
    │   ├── ConnectionFailedError (ConnectionError)
    │   │   ├── UntrustedCertificateError     carries the SHA-256 that was presented and how to pin it
    │   │   └── CertificateMismatchError      the certificate is not the pinned one; nothing was sent
    │   ├── RequestTimeoutError (TimeoutError)
    │   ├── ResponseTooLargeError
    │   ├── DecodeError                       an answer of the wrong shape; names the JSON path
    │   └── UnexpectedContentError            HTML, a redirect, or another thing that is no API answer
    ├── OutcomeUnknownError                   a write left, its answer did not come back
    ├── MutationBlockedError                  a write was refused on this side; nothing was sent
    └── ApiError                              the console answered, and refused
        ├── BadRequestError
        ├── AuthenticationError
        ├── PermissionDeniedError
        ├── NotFoundError
        ├── ConflictError
        ├── RateLimitedError
        ├── DeviceUnavailableError
        ├── NotSupportedError
        └── ServerError

The applications refine these below (``unifi_sdk.access.errors.CredentialInUseError`` is a `ConflictError`). An exception
never holds a credential, a request body or more than a short cleaned piece of what the console said.
"""

from __future__ import annotations

__all__ = [
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "CertificateMismatchError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionFailedError",
    "DecodeError",
    "DeviceUnavailableError",
    "KnownConsolesError",
    "MutationBlockedError",
    "NotFoundError",
    "NotSupportedError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "RateLimitedError",
    "RequestTimeoutError",
    "ResponseTooLargeError",
    "ServerError",
    "TransportError",
    "UnexpectedContentError",
    "UniFiError",
    "UntrustedCertificateError",
]


class UniFiError(Exception):
    """The base of every exception that this SDK raises on purpose."""


class ConfigurationError(UniFiError, ValueError):
    """An argument that can never work, such as an empty host; raised before any I/O."""


class KnownConsolesError(ConfigurationError):
    """The file of `unifi trust` can't be read, holds something else, or can be written by others; nothing was sent."""


class TransportError(UniFiError):
    """There was no usable answer.

    Args:
        message: What happened and what to do next.
        operation: The operation that was under way, as the vendor writes it, or "" outside of one.
    """

    def __init__(self, message: str = "", *, operation: str = "") -> None:
        super().__init__(message)
        self.operation = operation


class ConnectionFailedError(TransportError, ConnectionError):
    """The console could not be reached, or the connection was lost during a read."""


class UntrustedCertificateError(ConnectionFailedError):
    """The console's certificate is signed by nobody that is trusted, out of date, or somebody else's; nothing was sent.

    Args:
        message: What happened and what to do next.
        operation: The operation that was under way, or "".
        host: The host that presented the certificate.
        port: Its TCP port.
        fingerprint: SHA-256 of the presented certificate in lower-case hex, or "" when it could not be read.
        reason: ``expired``, ``not yet valid``, ``other name``, or ``unknown issuer`` for whatever else is wrong.
    """

    def __init__(
        self,
        message: str = "",
        *,
        operation: str = "",
        host: str = "",
        port: int = 0,
        fingerprint: str = "",
        reason: str = "unknown issuer",
    ) -> None:
        super().__init__(message, operation=operation)
        self.host = host
        self.port = port
        self.fingerprint = fingerprint
        self.reason = reason


class CertificateMismatchError(ConnectionFailedError):
    """The console presented another certificate than the pinned one; nothing was sent.

    Args:
        message: What happened and what to do next.
        operation: The operation that was under way, or "".
        host: The host that presented the certificate.
        port: Its TCP port.
        expected: The pinned SHA-256 fingerprints in lower-case hex.
        presented: The SHA-256 that was presented.
    """

    def __init__(
        self,
        message: str = "",
        *,
        operation: str = "",
        host: str = "",
        port: int = 0,
        expected: tuple[str, ...] = (),
        presented: str = "",
    ) -> None:
        super().__init__(message, operation=operation)
        self.host = host
        self.port = port
        self.expected = expected
        self.presented = presented


class RequestTimeoutError(TransportError, TimeoutError):
    """No answer within the deadline, for a call that is safe to repeat or that was never sent."""


class ResponseTooLargeError(TransportError):
    """The answer, once decompressed, is larger than this kind of answer may be.

    Args:
        message: What happened and what to do next.
        operation: The operation that was under way.
        limit: The cap in bytes.
    """

    def __init__(self, message: str = "", *, operation: str = "", limit: int = 0) -> None:
        super().__init__(message, operation=operation)
        self.limit = limit


class DecodeError(TransportError):
    """An answer, or a value in it, has another shape than the operation has.

    Args:
        message: What was expected where; never the content itself.
        operation: The operation that was under way, or "" for a value decoded on its own.
        path: Where in the JSON document, such as ``$.data[3].id``.
        expected: What should have stood there.
    """

    def __init__(self, message: str = "", *, operation: str = "", path: str = "$", expected: str = "") -> None:
        super().__init__(message, operation=operation)
        self.path = path
        self.expected = expected


class UnexpectedContentError(TransportError):
    """The console sent something that is no API answer: HTML, a redirect, a page that repeats itself.

    Args:
        message: What came and what to check.
        operation: The operation that was under way.
        status: The HTTP status, or 0.
        content_type: The media type of the answer, or "".
    """

    def __init__(self, message: str = "", *, operation: str = "", status: int = 0, content_type: str = "") -> None:
        super().__init__(message, operation=operation)
        self.status = status
        self.content_type = content_type


class OutcomeUnknownError(UniFiError):
    """A write left for the console, and its answer did not come back or tells nothing: it may or may not have been done.

    The SDK does not send it again. Read the state first (is the door open, does the voucher exist), then decide.

    Args:
        message: What happened and what to do next.
        application: "network", "access", "protect", "innerspace", "cloud" or "mobility".
        operation: The operation that was sent.
        attempts: How often it may have reached the console; 1 unless the operation may be repeated.
        status: The HTTP status of a gateway that answered in the application's place, or of an answer that tells nothing;
            0 where none came.
    """

    def __init__(
        self, message: str = "", *, application: str = "", operation: str = "", attempts: int = 1, status: int = 0
    ) -> None:
        super().__init__(message)
        self.application = application
        self.operation = operation
        self.attempts = attempts
        self.status = status


class MutationBlockedError(UniFiError):
    """A write was refused on this side because the client is read-only; nothing was sent.

    Args:
        message: What was refused and how to allow it.
        operation: The operation that was refused.
    """

    def __init__(self, message: str = "", *, operation: str = "") -> None:
        super().__init__(message)
        self.operation = operation


class ApiError(UniFiError):
    """The console answered and did not do what was asked.

    Args:
        message: What the console said, cleaned and bounded, and what to do next.
        application: "network", "access", "protect", "protect-legacy", "innerspace", "cloud" or "mobility"; "connector" where
            that refused in place of the application behind it.
        operation: The operation, as the vendor writes it.
        status: The HTTP status; 200 is possible, Access refuses with it.
        code: The vendor's own code, or "" when there was none; the ones that begin with ``protect.`` are this SDK's.
        request_id: What the console calls this request in its own logs, or "".
        known: Whether the code stands in the application's catalogue.
        retry_after: Seconds to wait before trying again, where the console said so.
        resent: Whether an earlier attempt of the same call may have reached the console too.
    """

    def __init__(
        self,
        message: str = "",
        *,
        application: str = "",
        operation: str = "",
        status: int = 0,
        code: str = "",
        request_id: str = "",
        known: bool = False,
        retry_after: float | None = None,
        resent: bool = False,
    ) -> None:
        super().__init__(message)
        self.application = application
        self.operation = operation
        self.status = status
        self.code = code
        self.request_id = request_id
        self.known = known
        self.retry_after = retry_after
        self.resent = resent


class BadRequestError(ApiError):
    """A value, filter or body that the console does not accept."""


class AuthenticationError(ApiError):
    """The key, token or password is missing, wrong, expired or made for another application."""


class PermissionDeniedError(ApiError):
    """The credential is good but does not reach this far."""


class NotFoundError(ApiError):
    """There is no such thing on this console."""


class ConflictError(ApiError):
    """The state of the console stands in the way: the name is taken, the item is in use."""


class RateLimitedError(ApiError):
    """Too many requests; ``retry_after`` tells how many seconds to wait, where the console said so."""


class DeviceUnavailableError(ApiError):
    """The device behind the console is offline, busy or did not answer."""


class NotSupportedError(ApiError):
    """This console, its version or this device does not have the operation, or a part of it."""

    since: str = ""
    """The version of the application that brought it, where that is known and why it is missing."""
    until: str = ""
    """The version that took it away, where that is why it is missing."""


class ServerError(ApiError):
    """The application failed on its own side."""

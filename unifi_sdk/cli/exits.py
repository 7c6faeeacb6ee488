"""How a command ends: exit codes, and what is said about an error."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import attrs

from unifi_sdk.cli.fence import defuse
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    CertificateMismatchError,
    ConfigurationError,
    ConflictError,
    ConnectionFailedError,
    DecodeError,
    DeviceUnavailableError,
    KnownConsolesError,
    MutationBlockedError,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitedError,
    RequestTimeoutError,
    ResponseTooLargeError,
    ServerError,
    UnexpectedContentError,
    UniFiError,
    UntrustedCertificateError,
)

__all__ = ["CommandError", "Ending", "Exit", "explain", "missing_library", "without_extra"]


class Exit(IntEnum):
    """The exit codes of `unifi`."""

    OK = 0
    ERROR = 1
    USAGE = 2
    EMPTY = 3
    AUTH = 4
    NOT_FOUND = 5
    PERMISSION = 6
    RATE_LIMITED = 7
    RETRYABLE = 8
    CONFIG = 10
    UNSUPPORTED = 11
    MUTATION_BLOCKED = 12
    INPUT_REQUIRED = 13
    INTERRUPTED = 130


@attrs.frozen
class Ending:
    """What is said about an error.

    Args:
        exit: The exit code.
        error: One sentence: what went wrong.
        code: A word for programs.
        remediation: What to do next.
    """

    exit: Exit
    error: str
    code: str
    remediation: str


class CommandError(UniFiError):
    """A command that can't go on, for a reason of its own.

    Args:
        ending: What is said about it.
    """

    def __init__(self, exit: Exit, error: str, *, code: str, remediation: str) -> None:  # noqa: A002
        super().__init__(error)
        self.ending = Ending(exit, error, code, remediation)


_REMEDIES: Final[tuple[tuple[type[BaseException], Exit, str, str], ...]] = (
    (
        UntrustedCertificateError,
        Exit.CONFIG,
        "UNTRUSTED_CERTIFICATE",
        "run `unifi trust HOST`, compare the fingerprint with the console's, and store it",
    ),
    (
        CertificateMismatchError,
        Exit.CONFIG,
        "CERTIFICATE_MISMATCH",
        "if the console has a new certificate, run `unifi trust HOST`, or correct UNIFI_FINGERPRINTS where it is set; "
        "if not, somebody else is answering",
    ),
    (
        ConnectionFailedError,
        Exit.RETRYABLE,
        "CONNECTION_FAILED",
        "check the host, its port and the network, then retry",
    ),
    (RequestTimeoutError, Exit.RETRYABLE, "TIMEOUT", "retry later, or give it more seconds with --timeout"),
    (OutcomeUnknownError, Exit.ERROR, "OUTCOME_UNKNOWN", "look at the state first; do not simply run it again"),
    (MutationBlockedError, Exit.MUTATION_BLOCKED, "MUTATION_BLOCKED", "re-run with --allow-mutations"),
    (AuthenticationError, Exit.AUTH, "AUTH_FAILED", "check the key or token: each application has its own"),
    (PermissionDeniedError, Exit.PERMISSION, "PERMISSION_DENIED", "give the key or token the scope that is named"),
    (NotFoundError, Exit.NOT_FOUND, "NOT_FOUND", "list what there is, and use an id from there"),
    (RateLimitedError, Exit.RATE_LIMITED, "RATE_LIMITED", "wait, then run it again"),
    (DeviceUnavailableError, Exit.RETRYABLE, "DEVICE_UNAVAILABLE", "check that the device is online, then retry"),
    (NotSupportedError, Exit.UNSUPPORTED, "UNSUPPORTED", "update the application, or do without this command"),
    (ServerError, Exit.RETRYABLE, "SERVER_ERROR", "retry later; the console's own log tells more"),
    (ConflictError, Exit.ERROR, "CONFLICT", "change what stands in the way, then run it again"),
    (BadRequestError, Exit.ERROR, "BAD_REQUEST", "correct the value that is named"),
    (ApiError, Exit.ERROR, "API_ERROR", "the console refused: see what it says"),
    (DecodeError, Exit.ERROR, "UNREADABLE_ANSWER", "run `unifi drift`: the console may speak a newer version"),
    (UnexpectedContentError, Exit.ERROR, "UNEXPECTED_CONTENT", "check that the host and port are a UniFi console's"),
    (ResponseTooLargeError, Exit.ERROR, "ANSWER_TOO_LARGE", "ask for less at a time, with --limit"),
    (KnownConsolesError, Exit.CONFIG, "CONFIG", "mend or remove what is named, then run `unifi trust HOST` again"),
    (ConfigurationError, Exit.USAGE, "USAGE", "correct the value that is named; --help tells what the command takes"),
    (UniFiError, Exit.ERROR, "ERROR", "see what it says"),
    (BrokenPipeError, Exit.OK, "", ""),
    (OSError, Exit.ERROR, "OS_ERROR", "check the file or path that is named"),
)


def explain(error: BaseException) -> Ending:
    """What to say about an error, and how to end.

    Args:
        error: Anything that was raised.
    """
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, CommandError):
        return error.ending
    for kind, code, name, remediation in _REMEDIES:
        if isinstance(error, kind):
            return Ending(code, _sentence(error), name, _remedy(error) or remediation)
    return Ending(
        Exit.ERROR,
        f"this should not have happened: {type(error).__name__}",
        "UNEXPECTED",
        "report it; with UNIFI_DEBUG=1 the command shows where it happened",
    )


def missing_library(error: BaseException | None) -> str:
    """The name of the library for want of which something could not be imported; "" when it is none.

    Args:
        error: What was raised; what led to it counts as well.
    """
    while error is not None:
        if isinstance(error, ImportError) and error.name and not error.name.startswith("unifi_sdk"):
            return error.name
        error = error.__cause__
    return ""


def without_extra(error: ImportError, extra: str) -> CommandError:
    """What is said where a command lacks a library of an extra of its own.

    Args:
        error: What importing it raised.
        extra: The extra.

    Raises:
        ImportError: it is no library that is missing.
    """
    name = missing_library(error).partition(".")[0]
    if not name:
        raise error
    return CommandError(
        Exit.CONFIG,
        f"{name} is not installed",
        code="CONFIG",
        remediation=f'install the extra "{extra}", with python -m pip install ".[{extra}]" in a checkout of unifi-sdk',
    )


def _sentence(error: BaseException) -> str:
    from unifi_sdk._core.dialect import clean_text
    from unifi_sdk._core.x509 import FLAWS

    text = str(error)
    if isinstance(error, UntrustedCertificateError):
        said = f" (SHA-256 {error.fingerprint})" if error.fingerprint else ""
        text = f"{_place(error)} presented a certificate that {FLAWS[error.reason]}{said}: nothing was sent"
    elif isinstance(error, CertificateMismatchError):
        said = f" (SHA-256 {error.presented})" if error.presented else ""
        text = f"{_place(error)} presented another certificate than the one that is trusted{said}: nothing was sent"
    elif isinstance(error, OSError) and error.strerror and not isinstance(error, UniFiError):
        text = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return defuse(clean_text(text, 600)) or type(error).__name__


def _remedy(error: BaseException) -> str:
    """What to do next, where that depends on more than the kind of error."""
    if isinstance(error, RateLimitedError) and error.retry_after:
        return f"wait {error.retry_after:.0f} s, then run it again"
    return ""


def _place(error: UntrustedCertificateError | CertificateMismatchError) -> str:
    return f"{error.host}:{error.port}" if error.host else "the console"

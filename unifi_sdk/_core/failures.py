"""Our own exceptions for what goes wrong on the way, in place of aiohttp's, whose ``repr`` may hold the request's headers."""

from __future__ import annotations

from typing import Final

import aiohttp
import attrs

from unifi_sdk._core.address import Address, why_unreachable
from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.exchange import Endpoint, Request
from unifi_sdk._core.operation import Operation
from unifi_sdk._core.x509 import FLAWS, flaw_of
from unifi_sdk.errors import (
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    OutcomeUnknownError,
    RateLimitedError,
    RequestTimeoutError,
    ResponseTooLargeError,
    TransportError,
    UniFiError,
    UntrustedCertificateError,
)
from unifi_sdk.retry import Failure
from unifi_sdk.trust import Certificate, CustomCA, fetch_certificate

__all__ = [
    "CAUGHT",
    "UNSENT",
    "AnswerLostError",
    "HandshakeRefusedError",
    "NoAnswer",
    "explain",
    "may_have_been_done",
    "no_turn",
    "not_open",
    "outcome_unknown",
    "too_large",
]


class HandshakeRefusedError(TransportError):
    """The console answered a WebSocket handshake with something else than a WebSocket.

    Args:
        operation: What was called.
        status: The HTTP status of the answer.
    """

    def __init__(self, operation: str = "", status: int = 0) -> None:
        super().__init__(f"{operation}: the console opened no WebSocket (HTTP status {status})", operation=operation)
        self.status = status


@attrs.frozen
class NoAnswer:
    """An attempt without an answer, and what to raise if it was the last."""

    failure: Failure
    error: TransportError


class AnswerLostError(Exception):
    """Takes the place of the exceptions after which aiohttp would send a PUT or DELETE a second time by itself."""


CAUGHT: Final = (aiohttp.ClientError, OSError, TimeoutError, ValueError, AnswerLostError)
UNSENT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)

_LOOKING_SECONDS: Final = 5.0
_SHORTEST_LOOK: Final = 0.01


async def explain(
    error: Exception,
    endpoint: Endpoint,
    operation: Operation,
    *,
    has_left: bool = True,
    seconds: float = _LOOKING_SECONDS,
) -> NoAnswer | UniFiError:
    """Our own exception for one of aiohttp's, whose ``repr`` may hold the request's headers.

    Args:
        error: What aiohttp raised.
        endpoint: Where the request went.
        operation: What was called.
        has_left: False when it is certain that no byte of the request has left.
        seconds: How long an untrusted certificate may be looked at; not at all below a hundredth.
    """
    address, text = endpoint.address, operation.text
    if isinstance(error, aiohttp.ServerFingerprintMismatch):
        presented = error.got.hex()
        return CertificateMismatchError(
            f"{address} presented a certificate with SHA-256 {presented}, which is not pinned: nothing was sent. "
            f'If the console has a new certificate, pin it with Pinned("{presented}").',
            operation=text,
            host=address.host,
            port=address.port,
            expected=getattr(endpoint.trust, "fingerprints", ()),
            presented=presented,
        )
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        flaw = flaw_of(error.certificate_error)
        return await _untrusted(endpoint, text, flaw, min(seconds, _LOOKING_SECONDS))
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return ConfigurationError(f"{text}: the request could not be built: check the host and the session's settings")
    failure = _classify(error) if has_left else Failure.UNSENT
    return NoAnswer(failure, _no_answer_error(error, failure, address, text))


def _classify(error: Exception) -> Failure:
    if isinstance(error, UNSENT):
        return Failure.UNSENT
    return Failure.TIMED_OUT if isinstance(error, TimeoutError) else Failure.LOST


def _no_answer_error(error: Exception, failure: Failure, address: Address, operation: str) -> TransportError:
    if isinstance(error, TimeoutError):
        where = f"{address} accepted no connection" if failure is Failure.UNSENT else f"{address} gave no answer"
        return RequestTimeoutError(f"{operation}: {where} in time", operation=operation)
    if failure is Failure.LOST:
        return ConnectionFailedError(
            f"{operation}: {address} closed the connection before it had answered", operation=operation
        )
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return ConnectionFailedError(f"{operation}: {address} does not speak TLS; check the port", operation=operation)
    why = why_unreachable(getattr(error, "os_error", None))
    return ConnectionFailedError(
        f"{operation}: {address} can't be reached ({why}); check the host, the port and the firewall",
        operation=operation,
    )


async def _untrusted(endpoint: Endpoint, operation: str, flaw: str, seconds: float) -> UntrustedCertificateError:
    address = endpoint.address
    seen: Certificate | None = None
    try:
        if seconds >= _SHORTEST_LOOK:
            seen = await fetch_certificate(address.host, address.port, timeout_seconds=seconds)
    except (TransportError, ValueError):
        pass
    pin = (
        f'compare its SHA-256 with the console\'s and pass tls=Pinned("{seen.fingerprint}").'
        if seen
        else "read it with fetch_certificate() and pin it with tls=Pinned(...)."
    )
    what, advice = _judgement(endpoint, flaw, seen)
    return UntrustedCertificateError(
        f"{address} presented a certificate that {what}: nothing was sent. "
        + (f"{advice}, or {pin}" if advice else pin[0].upper() + pin[1:]),
        operation=operation,
        host=address.host,
        port=address.port,
        fingerprint=seen.fingerprint if seen else "",
        reason=flaw,
    )


def _judgement(endpoint: Endpoint, flaw: str, seen: Certificate | None) -> tuple[str, str]:
    """What is wrong with a certificate, and what to do beside pinning it."""
    trust, said = endpoint.trust, FLAWS[flaw]
    validity = f" (it says: from {seen.not_before:%Y-%m-%d} to {seen.not_after:%Y-%m-%d})" if seen else ""
    if flaw == "expired":
        return said + validity, "Renew it on the console"
    if flaw == "not yet valid":
        return said + validity, "Set this machine's clock and the console's"
    if flaw == "other name":
        subject = f" ({clean_text(seen.subject, 64)})" if seen and seen.subject else ""
        called = trust.server_hostname or endpoint.address.host
        way = "pass CustomCA(..., server_hostname=...)" if isinstance(trust, CustomCA) else "call it by that"
        return f"{said}{subject} than {called}", f"If that name is the console's, {way}"
    if isinstance(trust, CustomCA):
        return "is not signed by the CA that was given", ""
    return f"{said}, as consoles do", ""


def not_open() -> ConfigurationError:
    return ConfigurationError(
        "the client is not open: use it in 'async with', or give it a session, and don't close that before"
    )


def no_turn(endpoint: Endpoint, operation: str) -> RateLimitedError | RequestTimeoutError:
    wait = endpoint.pace.held_for()
    if wait:
        return RateLimitedError(
            f"{operation}: {endpoint.address} has asked for no request in the next {wait:.0f} s: nothing was sent",
            application=endpoint.application,
            operation=operation,
            status=429,
            retry_after=wait,
        )
    return RequestTimeoutError(
        f"{operation}: so many requests wait for {endpoint.address} that this one has no turn in time: nothing was sent",
        operation=operation,
    )


def may_have_been_done(operation: str) -> str:
    """What is noted on the cancellation of a write."""
    return (
        f"{operation} had left when it was cancelled: it may have been carried out or not. "
        "Read the state before you send it again."
    )


def outcome_unknown(request: Request, status: int, attempts: int, what: str = "") -> OutcomeUnknownError:
    """For a write of which nobody on this side can say whether it was carried out.

    Args:
        request: The write.
        status: Of what came in place of an answer, or 0.
        attempts: How often it may have reached the console.
        what: What became of its answer, where that is not told by the status.
    """
    operation = request.operation.text
    what = what or (f"a gateway answered {status} in the application's place" if status else "its answer was lost")
    return OutcomeUnknownError(
        f"{operation} was sent and {what}: it may have been carried out or not. "
        "Read the state before you send it again.",
        application=request.endpoint.application,
        operation=operation,
        attempts=attempts,
        status=status,
    )


def too_large(request: Request, status: int) -> ResponseTooLargeError:
    operation, advice = request.operation.text, request.endpoint.route.cap_advice
    limit = int(request.endpoint.limit(request.cap))
    return ResponseTooLargeError(
        f"{operation}: the answer (status {status}) is larger than {limit} bytes and was dropped"
        + (f". {advice}" if advice and limit < request.cap else ""),
        operation=operation,
        limit=limit,
    )

"""Receiving what UniFi Access sends to a webhook endpoint: the signature, the age, the event.

::

    endpoint = await access.webhooks.ensure_endpoint(endpoint=URL, name="Night watch")
    webhook = Webhook(endpoint)

    async def receive(delivery: Delivery) -> None:
        print(delivery.event.event)

    app = aiohttp.web.Application()
    app.router.add_post("/unifi", webhook.handler(receive))

Source: reference, chapter on webhooks. The endpoint itself is made with ``access.webhooks``.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs
from aiohttp import web

from unifi_sdk._core.check import aware
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Json
from unifi_sdk._core.receiver import Receiver, read_request
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models.webhook_events import WebhookEvent
from unifi_sdk.access.models.webhooks import WebhookEndpoint
from unifi_sdk.auth import Secret
from unifi_sdk.errors import ConfigurationError, DecodeError, UniFiError

__all__ = ["Delivery", "InvalidSignatureError", "Webhook"]

_log = logging.getLogger("unifi_sdk.access.webhooks")

_TOLERANCE: Final = timedelta(minutes=5)
_MOST_BYTES: Final = 1024 * 1024
_MOST_SIGNATURES: Final = 8


class InvalidSignatureError(UniFiError):
    """A delivery that is not from the console, was changed on the way, or is too old.

    Args:
        message: What is wrong with it.
        skew: How far the delivery's time is before this machine's, where that was the reason.
    """

    def __init__(self, message: str = "", *, skew: timedelta | None = None) -> None:
        super().__init__(message)
        self.skew = skew


@attrs.frozen
class Delivery:
    """A checked delivery.

    Args:
        event: What happened.
        signed_at: When the console signed it, by the console's clock.
        key: The same for a delivery that comes again; keep the keys of some minutes to take each once.
    """

    event: WebhookEvent
    signed_at: datetime
    key: str


class Webhook:
    """Checks and reads deliveries of one endpoint.

    Args:
        secret: The endpoint, or the secret that the console shows with it; several while it is being changed.

    Raises:
        ConfigurationError: there is no secret, an endpoint came without one, or one is empty or holds white space.
    """

    def __init__(self, *secret: str | WebhookEndpoint) -> None:
        if not secret:
            raise ConfigurationError("secret is missing: the console shows it with the endpoint")
        self._secrets = tuple(Secret(_secret_text(one), "secret") for one in secret)

    def parse(
        self,
        body: bytes,
        headers: Mapping[str, str],
        *,
        tolerance: timedelta | None = _TOLERANCE,
        now: datetime | None = None,
    ) -> Delivery:
        """Check a delivery and read it; no I/O.

        Args:
            body: The request's body, byte for byte as it came.
            headers: The request's headers; their names are compared without regard to case.
            tolerance: How far the signature's time may be from now, in either direction; None for any.
            now: Aware; this machine's time when left out.

        Raises:
            InvalidSignatureError: the signature is missing, malformed or wrong, or too old.
            DecodeError: the body is no event.
            ConfigurationError: ``now`` has no time zone, or an argument is of another type.
        """
        aware(now=now)
        _check(body, headers, tolerance)
        if len(body) > _MOST_BYTES:
            raise InvalidSignatureError(f"the body is larger than {_MOST_BYTES} bytes")
        signed, signatures = _read_signature(headers)
        expected = [_sign(secret, signed, body) for secret in self._secrets]
        matches = [hmac.compare_digest(ours, theirs) for ours in expected for theirs in signatures]
        if not any(matches):
            raise InvalidSignatureError("the signature is not that of this endpoint's secret")
        signed_at = _moment(signed)
        skew = (now or datetime.now(UTC)) - signed_at
        if tolerance is not None and abs(skew) > tolerance:
            raise InvalidSignatureError(
                f"the signature is {abs(skew).total_seconds():.0f} s away from now: it is old, or a clock is wrong",
                skew=skew,
            )
        event = DIALECT.codec.decode(WebhookEvent, _read_body(body), operation="webhook")
        return Delivery(event, signed_at, hashlib.sha256(signed + b"." + body).hexdigest())

    def handler(
        self, receive: Callable[[Delivery], Awaitable[None]], *, tolerance: timedelta | None = _TOLERANCE
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A handler for `aiohttp.web` that answers at once and works afterwards: the console waits five seconds at most.

        A delivery that comes again is answered and not handed on. What ``receive`` raises is logged.

        The secret is needed here already, and the console makes it for a URL. So the port has to be known before the server
        runs: choose one, or bind a socket to port 0 and hand it to `aiohttp.web.SockSite` once the endpoint is registered;
        what the console delivers meanwhile waits in the socket.

        Args:
            receive: What to do with a delivery.
            tolerance: As for `parse`.

        Raises:
            ConfigurationError: an argument is of another type.
        """
        _check(b"", {}, tolerance)
        receiver = Receiver(receive, _log)

        async def handle(request: web.Request) -> web.Response:
            body = await read_request(request, _MOST_BYTES)
            if body is None:
                return web.Response(status=413)
            try:
                delivery = self.parse(body, request.headers, tolerance=tolerance)
            except (InvalidSignatureError, DecodeError) as error:
                _log.warning("delivery refused: %s", error)
                return web.Response(status=401 if isinstance(error, InvalidSignatureError) else 400)
            receiver.hand_on(delivery, delivery.key, delivery.event.event)
            return web.Response(status=200)

        return handle


def _check(body: object, headers: object, tolerance: object) -> None:
    """Refuse arguments of another type; what is in headers may be anything, since anybody can send a request."""
    if not isinstance(body, bytes | bytearray | memoryview):
        raise ConfigurationError(f"body must be bytes, as they came, not {type(body).__name__}")
    if not isinstance(headers, Mapping):
        raise ConfigurationError(f"headers must be a mapping, not {type(headers).__name__}")
    if tolerance is not None and not isinstance(tolerance, timedelta):
        raise ConfigurationError(f"tolerance must be a timedelta, not {type(tolerance).__name__}")


def _secret_text(secret: str | WebhookEndpoint) -> str:
    if not isinstance(secret, WebhookEndpoint):
        return secret
    if not secret.secret:
        raise ConfigurationError(
            f"secret is missing: the endpoint {secret.name or secret.id!r} came without one, webhooks.list() tells it"
        )
    return secret.secret


def _read_signature(headers: Mapping[str, str]) -> tuple[bytes, list[bytes]]:
    """The time as it was signed, and the signatures; unknown parts are left alone, as the vendor's own verifier does."""
    text = next((value for name, value in headers.items() if str(name).lower() == "signature"), "")
    parts = [part.strip().partition("=") for part in str(text).split(",")]
    times = [value for name, _, value in parts if name == "t"]
    signatures = [_unhex(value) for name, _, value in parts if name == "v1"][:_MOST_SIGNATURES]
    known = [signature for signature in signatures if signature]
    if len(times) != 1 or not times[0].isascii() or not times[0].isdigit() or len(times[0]) > 12 or not known:
        raise InvalidSignatureError("the Signature header is missing or malformed")
    return times[0].encode(), known


def _unhex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _sign(secret: Secret, signed: bytes, body: bytes) -> bytes:
    return hmac.new(secret.reveal().encode(), signed + b"." + body, hashlib.sha256).digest()


def _moment(signed: bytes) -> datetime:
    try:
        return datetime.fromtimestamp(int(signed), UTC)
    except (OverflowError, ValueError, OSError):
        pass
    raise InvalidSignatureError("the Signature header is missing or malformed")


def _read_body(body: bytes) -> Json:
    try:
        return loads(body)
    except ValueError:
        pass
    raise DecodeError("webhook: expected JSON at $", operation="webhook")

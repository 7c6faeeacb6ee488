"""Receiving what the alarm manager of UniFi Protect posts: alarms, with the plates and faces that nothing else tells.

::

    webhook = AlarmWebhook(TOKEN, sources=["192.168.1.1"])
    print(webhook.address("http://192.168.1.20:8080/alarms").reveal())  # for the alarm's webhook, with POST

    async def receive(delivery: AlarmDelivery) -> None:
        for trigger in delivery.event.alarm.triggers:
            print(trigger.key, trigger.device, trigger.plate)

    app = aiohttp.web.Application()
    app.router.add_post("/alarms/{token}", webhook.handler(receive))

**The vendor signs nothing.** Two things alone tell that a delivery is the console's: it comes from an address that is
allowed, and it has the token in its path. Whoever can read the connection has the token too, and whoever has it and sends
from such an address is believed in whatever they say. So put HTTPS in front or keep both on a network of their own, and let
no alarm open a door by itself.

Alarms are set up in the alarm manager; no operation does it. Source: what consoles were seen to send.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import attrs
from aiohttp import web

from unifi_sdk._core.addresses import Address, is_in, read_address, read_networks
from unifi_sdk._core.arguments import checked
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Json
from unifi_sdk._core.receiver import Receiver, read_request
from unifi_sdk.auth import Secret, hidden
from unifi_sdk.errors import ConfigurationError, DecodeError, UniFiError
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.models.alarm_webhooks import AlarmWebhookEvent
from unifi_sdk.proxies import TrustedProxies

__all__ = ["AlarmDelivery", "AlarmWebhook", "ForeignDeliveryError"]

_log = logging.getLogger("unifi_sdk.protect.alarm_webhooks")

_MOST_BYTES: Final = 4 * 1024 * 1024
"""Pictures come along."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_~-]{16,200}")


class ForeignDeliveryError(UniFiError):
    """A delivery to `AlarmWebhook` whose token is wrong, or whose sender is none of those that are allowed.

    Args:
        message: Which of the two, without the token.
        source: The address of the sender, or "" when it is not known.
    """

    def __init__(self, message: str = "", *, source: str = "") -> None:
        super().__init__(message)
        self.source = source


@attrs.frozen
class AlarmDelivery:
    """A delivery whose token and sender were right; nothing proves that its content is the console's.

    Args:
        event: What happened.
        source: The address of the sender.
        key: The same for a delivery that comes again.
    """

    event: AlarmWebhookEvent
    source: str
    key: str


class AlarmWebhook:
    """Checks and reads the deliveries of alarms.

    Args:
        token: What stands at the end of the URL that the alarm calls, as `new_token` makes it; several while it is changed.
        sources: The addresses and networks that deliveries may come from, such as ``192.168.1.1`` or ``10.0.0.0/24``: the
            console's own. ``0.0.0.0/0`` and ``::/0`` are everybody.
        trusted_proxies: Addresses and networks of your reverse proxies, whose ``X-Forwarded-For`` is believed; no other's is.

    Raises:
        ConfigurationError: a token is too short or has letters that stand for something in a URL, there is no source, or one
            is no address.
    """

    @checked
    def __init__(self, *token: str, sources: Iterable[str], trusted_proxies: Iterable[str] = ()) -> None:
        tokens = [Secret(each, "token") for each in token]
        del token  # a traceback may show what a frame holds
        if not tokens:
            raise ConfigurationError("token is missing: AlarmWebhook.new_token() makes one")
        if not all(_TOKEN.fullmatch(each.reveal()) for each in tokens):
            raise ConfigurationError(
                "token must be 16 to 200 letters, digits, dashes or underscores: AlarmWebhook.new_token() makes one"
            )
        self._tokens = tokens
        self._sources = read_networks("sources", sources)
        self._proxies = TrustedProxies(*trusted_proxies)
        if not self._sources:
            raise ConfigurationError("sources is empty: pass the address of the console")

    @staticmethod
    def new_token() -> str:
        """A token that nobody guesses, of 43 characters; keep it, the console has to send the same one always."""
        return secrets.token_urlsafe(32)

    @checked
    def address(self, url: str) -> Secret:
        """What the alarm has to call: a URL with the first token at its end.

        Args:
            url: Where the handler is, as the console reaches it, without the token: ``http://192.168.1.20:8080/alarms``.

        Raises:
            ConfigurationError: this is no URL.
        """
        scheme, _, host = url.partition("://")
        if scheme.lower() not in ("http", "https") or not host.strip("/") or "?" in url or "#" in url:
            raise ConfigurationError("url must begin with https:// or http://, and end with a path")
        return Secret(f"{url.rstrip('/')}/{self._tokens[0].reveal()}", "url")

    def parse(self, body: bytes, *, token: str, source: str) -> AlarmDelivery:
        """Check a delivery and read it; no I/O.

        Args:
            body: The request's body.
            token: What stood at the end of the path.
            source: The IP address of the sender: the connection's, or what a proxy of yours says; see `handler`.

        Raises:
            ForeignDeliveryError: the token is wrong, or the sender is none of those that are allowed.
            DecodeError: the body is no alarm of UniFi Protect; those of UniFi Network have another format.
            ConfigurationError: an argument is of another type.
        """
        token = hidden(token)  # a traceback may show what a frame holds
        _check_types(body, token, source)
        sender = self._check(token, read_address(source))
        if len(body) > _MOST_BYTES:
            raise DecodeError(f"alarm webhook: the body is larger than {_MOST_BYTES} bytes", operation="alarm webhook")
        event = DIALECT.codec.decode(AlarmWebhookEvent, _read_body(body), operation="alarm webhook")
        return AlarmDelivery(event, str(sender), hashlib.sha256(body).hexdigest())

    def handler(
        self, receive: Callable[[AlarmDelivery], Awaitable[None]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A handler for `aiohttp.web` that answers at once and works afterwards, at a route that ends with ``{token}``.

        A sender that is not allowed and a wrong token get 403, before the body is read. A delivery that comes again is
        answered and not handed on. What ``receive`` raises is logged. `aiohttp.web` logs paths, and with them the token:
        pass ``access_log=None`` to whatever runs the application.

        Args:
            receive: What to do with a delivery.
        """
        receiver = Receiver(receive, _log)

        async def handle(request: web.Request) -> web.Response:
            token = hidden(request.match_info.get("token", ""))
            try:
                sender = self._check(token, self._proxies.sender(request))
                body = await read_request(request, _MOST_BYTES)
                if body is None:
                    return web.Response(status=413)
                delivery = self.parse(body, token=token, source=str(sender))
            except ForeignDeliveryError as error:
                _log.warning("delivery refused: %s", error)
                return web.Response(status=403)
            except DecodeError as error:
                _log.warning("delivery refused: %s", error)
                return web.Response(status=400)
            receiver.hand_on(delivery, delivery.key, "an alarm")
            return web.Response(status=200)

        return handle

    def _check(self, token: str, sender: Address | None) -> Address:
        if sender is None or not is_in(sender, self._sources):
            raise ForeignDeliveryError(
                f"{sender or 'an unknown sender'} is none of the sources", source=str(sender or "")
            )
        if not self._is_ours(token):
            raise ForeignDeliveryError(f"{sender} sent a wrong token, or the route lacks {{token}}", source=str(sender))
        return sender

    def _is_ours(self, token: str) -> bool:
        given = token.encode(errors="replace")
        return any([hmac.compare_digest(given, each.reveal().encode()) for each in self._tokens])  # noqa: C419 - all of them


def _check_types(body: object, token: object, source: object) -> None:
    """Whatever a token holds that a stranger has sent, it is wrong and no mistake of this program's."""
    if not isinstance(body, bytes) or not isinstance(token, str) or not isinstance(source, str):
        raise ConfigurationError("parse takes a body of bytes, and token and source as texts")


def _read_body(body: bytes) -> Json:
    try:
        document = loads(body)
    except ValueError:
        document = None
    if isinstance(document, dict) and isinstance(document.get("alarm"), dict):
        return document
    raise DecodeError(
        "alarm webhook: expected JSON with an alarm at $.alarm", operation="alarm webhook", path="$.alarm"
    )

"""Signed tickets: what the portal has checked of a redirect, carried by the guest's browser in place of a session."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, TypedDict

from unifi_sdk.network import PortalRedirect

__all__ = ["InvalidTicketError", "Purpose", "Ticket", "Tickets"]

Purpose = Literal["form", "online"]

_LONGEST: Final = 8192
_LONGEST_URL: Final = 2000


class _Content(TypedDict):
    at: int
    mac: str
    site: str
    ssid: str | None
    url: str | None


class InvalidTicketError(ValueError):
    """A ticket that this portal has not made, or has made for another purpose."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A ticket whose signature is good.

    Args:
        redirect: The device, the site and the page that the guest wanted.
        age_seconds: How long ago it was issued.
    """

    redirect: PortalRedirect
    age_seconds: float


class Tickets:
    """Issues tickets and reads them.

    Args:
        secret: At least 32 bytes, the same for every process of the portal.
        now: Unix time in seconds; for tests.

    Raises:
        ValueError: the secret is too short.
    """

    def __init__(self, secret: bytes, now: Callable[[], float] = time.time) -> None:
        if len(secret) < 32:
            raise ValueError("the secret of the tickets must have at least 32 bytes")
        self._secret = secret
        self._now = now

    def issue(self, purpose: Purpose, redirect: PortalRedirect) -> str:
        """A ticket for the device and the site of a redirect; a wanted page that is very long is left out.

        Args:
            purpose: `form` to sign in once, `online` to see what is granted.
            redirect: A checked one.
        """
        wanted = redirect.original_url
        content: _Content = {
            "at": int(self._now()),
            "mac": redirect.client_mac,
            "site": redirect.site_reference,
            "ssid": redirect.ssid,
            "url": wanted if wanted and len(wanted) <= _LONGEST_URL else None,
        }
        body = base64.urlsafe_b64encode(json.dumps(content).encode())
        return f"{body.decode()}.{self._signature(purpose, body)}"

    def read(self, purpose: Purpose, text: str) -> Ticket:
        """What a ticket says.

        Args:
            purpose: What it must have been issued for.
            text: From the guest's browser.

        Raises:
            InvalidTicketError: the signature is not good.
        """
        body, _, signature = text.partition(".")
        if len(text) > _LONGEST or not text.isascii():
            raise InvalidTicketError("this is no ticket")
        if not hmac.compare_digest(signature, self._signature(purpose, body.encode())):
            raise InvalidTicketError("this ticket is not from here")
        content: _Content = json.loads(base64.urlsafe_b64decode(body))
        redirect = PortalRedirect(
            client_mac=content["mac"],
            site_reference=content["site"],
            redirected_at=datetime.fromtimestamp(content["at"], UTC),
            ssid=content["ssid"],
            original_url=content["url"],
        )
        return Ticket(redirect=redirect, age_seconds=self._now() - content["at"])

    def _signature(self, purpose: Purpose, body: bytes) -> str:
        return hmac.new(self._secret, b"%s\0%s" % (purpose.encode(), body), "sha256").hexdigest()

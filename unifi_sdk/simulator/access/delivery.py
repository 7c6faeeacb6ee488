"""The signed delivery of a simulated Access application's events to its webhook endpoints."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING

from attrs import Factory, define, field
from multidict import CIMultiDict

from unifi_sdk.simulator.access.wire import new_id
from unifi_sdk.simulator.outbox import Delivery, Outbox, Parcel, is_on_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unifi_sdk.simulator.clock import Clock

__all__ = ["Delivery", "WebhookDelivery", "WebhookEndpoint", "is_reached", "sign"]


@define(kw_only=True)
class WebhookEndpoint:
    """An address that wants to hear of events."""

    id: str = Factory(new_id)
    endpoint: str
    name: str
    events: list[str]
    headers: dict[str, str] = field(default=Factory(dict))
    """Sent along with every event."""
    secret: str = field(default=Factory(lambda: secrets.token_hex(8)), repr=False)
    """Sixteen hexadecimal digits, whose ASCII bytes are the key of the signature."""


class WebhookDelivery(Outbox):
    """Sends events to endpoints, signed when their turn has come.

    Args:
        clock: Tells the time in unix seconds that is signed.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def send(self, endpoint: WebhookEndpoint, event: Mapping[str, object]) -> None:
        """Hand an event over soon."""
        body = json.dumps(event, separators=(",", ":")).encode()

        def headers() -> Mapping[str, str]:
            told = CIMultiDict(endpoint.headers)
            told["Signature"] = sign(endpoint.secret, int(self._clock.now()), body)
            return told

        self.put(
            Parcel(
                endpoint_id=endpoint.id,
                url=lambda: endpoint.endpoint,
                event=str(event["event"]),
                body=body,
                headers=headers,
            )
        )


def sign(secret: str, time: int, body: bytes) -> str:
    """The `Signature` header of a delivery (reference 11.7).

    Args:
        secret: The endpoint's secret.
        time: Unix seconds.
        body: The body as it is sent.
    """
    digest = hmac.new(secret.encode("ascii"), f"{time}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={time},v1={digest}"


def is_reached(endpoint: WebhookEndpoint) -> bool:
    """Whether events are sent to an endpoint: its address is on loopback."""
    return is_on_loopback(endpoint.endpoint)

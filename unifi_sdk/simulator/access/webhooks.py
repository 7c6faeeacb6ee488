"""The simulated webhook endpoints of Access (reference 11.3 to 11.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yarl import URL

from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.delivery import WebhookEndpoint, sign
from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, required

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.wire import Operation

__all__ = ["EVENTS", "WebhookOperations", "sign"]

EVENTS = (
    "access.doorbell.incoming",
    "access.doorbell.completed",
    "access.doorbell.incoming.REN",
    "access.device.dps_status",
    "access.door.unlock",
    "access.device.emergency_status",
    "access.unlock_schedule.activate",
    "access.unlock_schedule.deactivate",
    "access.temporary_unlock.start",
    "access.temporary_unlock.end",
    "access.visitor.status.changed",
)
"""What an endpoint can subscribe to (reference 11.2)."""


class WebhookOperations:
    """The addresses that want to hear of events; every answer tells the secret, there is no single read.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield from Shelf(
            path="/webhooks/endpoints",
            scope="webhook",
            items=self._access.webhook_endpoints,
            make=self._read,
            change=self._change,
            show=_shown,
            has_single=False,
            deleted=None,
        ).operations()

    def _read(self, body: Body, endpoint_id: str = "") -> WebhookEndpoint:
        events = required(body.texts("events"))
        if not events or not set(EVENTS).issuperset(events):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        endpoint = WebhookEndpoint(
            endpoint=_address(body), name=body.required_name("name"), events=events, headers=_headers(body)
        )
        others = [other for other in self._access.webhook_endpoints.values() if other.id != endpoint_id]
        if any(other.endpoint == endpoint.endpoint for other in others):
            raise AccessRefusalError("CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED")
        return endpoint

    def _change(self, endpoint: WebhookEndpoint, body: Body) -> None:
        new = self._read(body, endpoint.id)
        endpoint.endpoint, endpoint.name = new.endpoint, new.name
        endpoint.events, endpoint.headers = new.events, new.headers


def _shown(endpoint: WebhookEndpoint) -> dict[str, object]:
    return {
        "endpoint": endpoint.endpoint,
        "events": [*endpoint.events],
        "headers": dict(endpoint.headers),
        "id": endpoint.id,
        "name": endpoint.name,
        "secret": endpoint.secret,
    }


def _address(body: Body) -> str:
    text = body.required_name("endpoint")
    try:
        url = URL(text)
    except ValueError:
        raise AccessRefusalError("CODE_PARAMS_INVALID") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return text


def _headers(body: Body) -> dict[str, str]:
    headers = Body(body.mapping("headers") or {})
    return {name: required(headers.text(name)) for name in headers.values}

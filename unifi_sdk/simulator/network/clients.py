"""Clients in the simulated Network API, and what can be done to the guests among them."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.failures import invalid, not_found
from unifi_sdk.simulator.network.hotspot import Limits, SimulatedClient, number_in
from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler, page

__all__ = ["HANDLERS"]

_CLIENTS = "/v1/sites/{siteId}/clients"


def _list_clients(call: Call) -> Document:
    return page(call, call.site.visible_clients(call.now), lambda client: client.to_wire(call.now))


def _get_client(call: Call) -> Document:
    return _client(call).to_wire(call.now, detailed=True)


def _act_on_client(call: Call) -> Document:
    client, action = _client(call), call.body["action"]
    if not client.guest:
        raise invalid(f"Client '{client.id}' is not a guest")
    revoked = client.active_authorization(call.now)
    answer: Document = {"action": action}
    if revoked is not None:
        answer["revokedAuthorization"] = revoked.to_wire(call.now)
    if action == "AUTHORIZE_GUEST_ACCESS":
        minutes = number_in(call.body, "timeLimitMinutes") or call.site.default_time_limit_minutes
        granted = client.authorize(call.now, call.now + minutes * 60, Limits.of(call.body))
        answer["grantedAuthorization"] = granted.to_wire(call.now)
    elif revoked is None:
        raise invalid(f"Client '{client.id}' is not authorized")
    else:
        client.authorization, client.connected_at = None, call.now  # it is thrown out, and comes back as a stranger
    return answer


HANDLERS: Mapping[str, Handler] = {
    f"GET {_CLIENTS}": _list_clients,
    f"GET {_CLIENTS}/{{clientId}}": _get_client,
    f"POST {_CLIENTS}/{{clientId}}/actions": _act_on_client,
}
"""By the name of the operation."""


def _client(call: Call) -> SimulatedClient:
    client = call.site.visible_client(call.ids["clientId"], call.now)
    if client is None:
        raise not_found("Client", call.ids["clientId"])
    return client

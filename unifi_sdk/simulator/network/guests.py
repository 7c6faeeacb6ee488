"""Clients and vouchers in the simulated Network API: the operations of the hotspot."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.state import Document, Limits, SimulatedClient, SimulatedVoucher
from unifi_sdk.simulator.network.wire import Call, Handler, choose, invalid, not_found, page

__all__ = ["HANDLERS"]

_SITE = "/v1/sites/{siteId}"


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
        minutes = _number(call.body, "timeLimitMinutes") or call.site.default_time_limit_minutes
        granted = client.authorize(call.now, call.now + minutes * 60, _limits(call.body))
        answer["grantedAuthorization"] = granted.to_wire(call.now)
    elif revoked is None:
        raise invalid(f"Client '{client.id}' is not authorized")
    else:
        client.authorization, client.connected_at = None, call.now  # it is thrown out, and comes back as a stranger
    return answer


def _list_vouchers(call: Call) -> Document:
    return page(call, call.site.vouchers.values(), lambda voucher: voucher.to_wire(call.now))


def _create_vouchers(call: Call) -> Document:
    vouchers = call.network.add_vouchers(
        _number(call.body, "count") or 1,
        name=str(call.body["name"]),
        minutes=_number(call.body, "timeLimitMinutes") or 0,
        guests=_number(call.body, "authorizedGuestLimit"),
        limits=_limits(call.body),
        site=call.site,
    )
    return {"vouchers": [voucher.to_wire(call.now) for voucher in vouchers]}


def _get_voucher(call: Call) -> Document:
    return _voucher(call).to_wire(call.now)


def _delete_voucher(call: Call) -> Document:
    del call.site.vouchers[_voucher(call).id]
    return {"vouchersDeleted": 1}


def _delete_vouchers(call: Call) -> Document:
    doomed = choose(call, call.site.vouchers.values(), lambda voucher: voucher.to_wire(call.now))
    for voucher in doomed:
        del call.site.vouchers[voucher.id]
    return {"vouchersDeleted": len(doomed)}


HANDLERS: Mapping[str, Handler] = {
    f"GET {_SITE}/clients": _list_clients,
    f"GET {_SITE}/clients/{{clientId}}": _get_client,
    f"POST {_SITE}/clients/{{clientId}}/actions": _act_on_client,
    f"GET {_SITE}/hotspot/vouchers": _list_vouchers,
    f"POST {_SITE}/hotspot/vouchers": _create_vouchers,
    f"DELETE {_SITE}/hotspot/vouchers": _delete_vouchers,
    f"GET {_SITE}/hotspot/vouchers/{{voucherId}}": _get_voucher,
    f"DELETE {_SITE}/hotspot/vouchers/{{voucherId}}": _delete_voucher,
}
"""By the name of the operation."""


def _client(call: Call) -> SimulatedClient:
    client = call.site.visible_client(call.ids["clientId"], call.now)
    if client is None:
        raise not_found("Client", call.ids["clientId"])
    return client


def _voucher(call: Call) -> SimulatedVoucher:
    voucher = call.site.vouchers.get(call.ids["voucherId"])
    if voucher is None:
        raise not_found("Voucher", call.ids["voucherId"])
    return voucher


def _limits(body: Document) -> Limits:
    return Limits(
        data_usage_mbytes=_number(body, "dataUsageLimitMBytes"),
        rx_rate_kbps=_number(body, "rxRateLimitKbps"),
        tx_rate_kbps=_number(body, "txRateLimitKbps"),
    )


def _number(body: Document, name: str) -> int | None:
    value = body.get(name)
    return value if isinstance(value, int) else None

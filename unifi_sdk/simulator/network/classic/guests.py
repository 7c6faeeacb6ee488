"""Guests in the simulated classic API: every stay, with the voucher that gave it, also when the voucher is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unifi_sdk.simulator.network.classic.records import records
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.hotspot import SimulatedClient, SimulatedVoucher
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS"]

_HOUR = 3600


def _list_guests(call: Call) -> list[Document]:
    text = call.query.get("within", "24")
    if not text.isdigit():
        raise ClassicFailure("InvalidPayload", validationError={"field": "within"})
    for entry in _entries(call):
        call.site.classic.guests[str(entry["_id"])] = entry
    earliest = call.now - int(text) * _HOUR
    return [entry for entry in call.site.classic.guests.values() if int(str(entry["end"])) >= earliest]


def _entries(call: Call) -> Iterator[Document]:
    for client in [*call.site.clients.values(), *call.site.classic.barred.values()]:
        if client.guest and client.authorization is not None and client.mac_address:
            yield _entry(call, client)


def _entry(call: Call, client: SimulatedClient) -> Document:
    stay = client.authorization
    assert stay is not None
    shown = stay.to_wire(call.now)["usage"]
    usage: Mapping[str, object] = shown if isinstance(shown, dict) else {}
    record = records(call.site, call.now).get(str(client.mac_address), {})
    entry: Document = {
        "_id": hex_id(f"guest {client.mac_address} {stay.authorized_at}"),
        "mac": client.mac_address,
        "site_id": hex_id(call.site.id),
        "start": int(stay.authorized_at),
        "end": int(stay.expires_at),
        "expired": call.now >= stay.ends_at,
        "authorized_by": stay.method.lower(),
        "hostname": client.name,
        "duration": usage.get("durationSec", 0),
        "bytes": usage.get("bytes", 0),
        "rx_bytes": usage.get("txBytes", 0),
        "tx_bytes": usage.get("rxBytes", 0),
        "is_returning": False,
    }
    if "_id" in record:
        entry["user_id"] = record["_id"]
    if client.ip_address:
        entry["ip"] = client.ip_address
    voucher = _voucher_of(call, client) if stay.method == "VOUCHER" else None
    if voucher is not None:
        entry |= {"voucher_id": hex_id(voucher.id), "voucher_code": voucher.code}
    return entry


def _voucher_of(call: Call, client: SimulatedClient) -> SimulatedVoucher | None:
    used = [voucher for voucher in call.site.classic.redeemed if client.id in voucher.guests]
    used += [voucher for voucher in call.site.vouchers.values() if client.id in voucher.guests]
    return used[0] if used else None


HANDLERS: Mapping[str, Handler] = {"GET /stat/guest": _list_guests}
"""By the operation."""

"""Vouchers in the simulated Network API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.failures import not_found
from unifi_sdk.simulator.network.hotspot import Limits, SimulatedVoucher, number_in
from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler, choose, page

__all__ = ["HANDLERS"]

_VOUCHERS = "/v1/sites/{siteId}/hotspot/vouchers"


def _list_vouchers(call: Call) -> Document:
    return page(call, call.site.vouchers.values(), lambda voucher: voucher.to_wire(call.now))


def _create_vouchers(call: Call) -> Document:
    vouchers = call.network.add_vouchers(
        number_in(call.body, "count") or 1,
        name=str(call.body["name"]),
        minutes=number_in(call.body, "timeLimitMinutes") or 0,
        guests=number_in(call.body, "authorizedGuestLimit"),
        limits=Limits.of(call.body),
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
    f"GET {_VOUCHERS}": _list_vouchers,
    f"POST {_VOUCHERS}": _create_vouchers,
    f"DELETE {_VOUCHERS}": _delete_vouchers,
    f"GET {_VOUCHERS}/{{voucherId}}": _get_voucher,
    f"DELETE {_VOUCHERS}/{{voucherId}}": _delete_voucher,
}
"""By the name of the operation."""


def _voucher(call: Call) -> SimulatedVoucher:
    voucher = call.site.vouchers.get(call.ids["voucherId"])
    if voucher is None:
        raise not_found("Voucher", call.ids["voucherId"])
    return voucher

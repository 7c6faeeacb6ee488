"""Leases: of clients that are there, and addresses that are kept for those that are not."""

from __future__ import annotations

import pytest

from tests.support.classic import PRINTER, TABLET
from unifi_sdk import DecodeError
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import ConnectionType
from unifi_sdk.simulator import Fault, SimulatedConsole


async def test_leases_tell_who_has_which_address(classic: Classic):
    await classic.reservations.set_address(TABLET, "192.168.1.77")
    leases = {lease.mac: lease for lease in await classic.leases.list()}
    printer, tablet = leases[PRINTER], leases[TABLET]
    assert (printer.ip, printer.status, printer.client_type) == ("192.168.1.21", "online", ConnectionType.WIRED)
    assert printer.lease_expiration_time is not None
    assert (tablet.ip, tablet.status, tablet.use_fixedip, tablet.lease_expiration_time) == (
        "192.168.1.77",
        "offline",
        True,
        None,
    )


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"dhcp_lease_info":1}'])
async def test_what_is_no_list_of_leases_is_told(classic: Classic, console: SimulatedConsole, body: bytes):
    console.faults.add(Fault.body(body), "GET /*/active-leases")
    with pytest.raises(DecodeError):
        await classic.leases.list()

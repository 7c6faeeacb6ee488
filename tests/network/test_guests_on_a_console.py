"""Guests and vouchers on a console: found by name, let in by the clock, and vouchers deleted only as they were seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from unifi_sdk import (
    BadRequestError,
    ConfigurationError,
    ConflictError,
    Console,
    NotFoundError,
    OutcomeUnknownError,
    plan,
)
from unifi_sdk.network import ClientFilter, SiteScope, VoucherFilter
from unifi_sdk.network.models import AuthorizationMethod, ClientType, GuestAccess
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

HOTEL = VoucherFilter.name.eq("hotel-guest")


def verbs(console: SimulatedConsole) -> list[str]:
    return [request.verb for request in console.requests]


# clients


async def test_clients_are_chosen_by_how_and_when_they_came(hotel: SiteScope, clock: ManualClock) -> None:
    waiting = ClientFilter.access_type.eq("GUEST") & ClientFilter.access_authorized.eq(False)
    assert [client.name for client in await hotel.clients.list(filter=waiting)] == ["Guest Phone", "Galaxy S24"]
    today = datetime.fromtimestamp(clock.now(), UTC) - timedelta(hours=2.5)
    recent = ClientFilter.connected_at.gt(today) & ClientFilter.type.ne(ClientType.VPN)
    assert [client.name for client in await hotel.clients.list(filter=recent)] == [
        "Lobby Thermostat",
        "Guest Phone",
        "Room 12 Games Console",
    ]


async def test_a_client_is_found_by_its_name(hotel: SiteScope) -> None:
    found = await hotel.clients.find(name="Manager's Laptop")
    assert found == await hotel.clients.find(mac="a4:83:e7:10:20:30")


async def test_a_client_is_found_by_its_name_on_any_page(hotel: SiteScope, console: SimulatedConsole) -> None:
    console.network.add_clients(700)
    assert (await hotel.clients.find(name="Client 00699")).name == "Client 00699"


async def test_a_name_that_two_clients_have_is_a_conflict(hotel: SiteScope, console: SimulatedConsole) -> None:
    console.network.add_clients(700)
    console.network.add_client("Guest Phone", guest=True)
    with pytest.raises(ConflictError, match="more than one connected client is called 'Guest Phone'"):
        await hotel.clients.find(name="Guest Phone")


async def test_a_name_is_compared_as_a_whole(hotel: SiteScope) -> None:
    for name in ("Guest", "guest phone", "Guest Phone "):
        with pytest.raises(NotFoundError, match="no connected client is called"):
            await hotel.clients.find(name=name)


@pytest.mark.parametrize("arguments", [{}, {"name": ""}, {"name": " "}, {"name": "A", "mac": "1c:71:25:63:e4:24"}])
async def test_a_search_for_nothing_or_for_both_is_never_sent(
    hotel: SiteScope, console: SimulatedConsole, arguments: dict[str, str]
) -> None:
    console.requests.clear()
    with pytest.raises(ConfigurationError, match="name"):
        await hotel.clients.find(**arguments)
    assert console.requests == []


async def test_a_guest_is_let_in_for_a_time_and_sent_out(hotel: SiteScope, clock: ManualClock) -> None:
    guest = await hotel.clients.find(name="Guest Phone")
    await hotel.clients.authorize(guest.id, minutes=10)
    clock.advance(599)
    assert (await hotel.clients.get(guest.id)).is_authorized
    clock.advance(1)
    assert not (await hotel.clients.get(guest.id)).is_authorized
    await hotel.clients.authorize(guest.id)
    result = await hotel.clients.unauthorize(guest.id)
    assert result.revoked_authorization is not None
    assert not (await hotel.clients.get(guest.id)).is_authorized


async def test_who_is_no_guest_is_refused(hotel: SiteScope) -> None:
    printer = await hotel.clients.find(name="Office Printer")
    with pytest.raises(BadRequestError, match="not a guest"):
        await hotel.clients.authorize(printer.id)


# vouchers


async def test_vouchers_are_made_used_and_expire(
    hotel: SiteScope, console: SimulatedConsole, clock: ManualClock
) -> None:
    (voucher,) = await hotel.vouchers.create(name="day", minutes=60, guests=1, data_megabytes=100)
    guest = await hotel.clients.find(name="Guest Phone")
    console.network.redeem(voucher.code or "", guest.id)
    admitted = (await hotel.clients.get(guest.id)).access
    assert isinstance(admitted, GuestAccess)
    assert admitted.authorization is not None
    assert admitted.authorization.authorization_method is AuthorizationMethod.VOUCHER
    clock.advance(3600)
    gone = await hotel.vouchers.get(voucher.id)
    assert (gone.authorized_guest_count, gone.expired) == (1, True)
    assert await hotel.vouchers.delete(voucher.id) is True
    assert await hotel.vouchers.delete(voucher.id) is False


async def test_vouchers_go_when_as_many_match_as_were_seen(hotel: SiteScope, estate: SimulatedSite) -> None:
    found = await hotel.vouchers.list(filter=HOTEL)
    assert await hotel.vouchers.delete_matching(HOTEL, expect=len(found)) == 2
    assert [voucher.name for voucher in estate.vouchers.values()] == ["conference", "day-pass"]


async def test_no_voucher_goes_when_another_one_matches_by_now(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    found = await hotel.vouchers.list(filter=HOTEL)
    console.network.add_vouchers(1, name="hotel-guest")
    with pytest.raises(ConflictError, match="3 vouchers match the filter and not 2: nothing was deleted"):
        await hotel.vouchers.delete_matching(HOTEL, expect=len(found))
    assert len(estate.vouchers) == 5
    assert "DELETE" not in verbs(console)


async def test_no_voucher_goes_when_fewer_match_by_now(hotel: SiteScope, estate: SimulatedSite) -> None:
    with pytest.raises(ConflictError, match="2 vouchers match"):
        await hotel.vouchers.delete_matching(HOTEL, expect=1000)
    assert len(estate.vouchers) == 4


async def test_counting_before_a_deletion_takes_one_request(hotel: SiteScope, console: SimulatedConsole) -> None:
    console.network.add_vouchers(3000)
    console.requests.clear()
    everything = VoucherFilter.name.eq("batch")
    assert await hotel.vouchers.delete_matching(everything, expect=3000) == 3000
    assert verbs(console) == ["GET", "DELETE"]
    assert dict(console.requests[0].query)["filter"] == str(everything) == dict(console.requests[1].query)["filter"]


async def test_nothing_to_delete_can_be_expected(hotel: SiteScope) -> None:
    nothing = VoucherFilter.name.eq("nobody's")
    assert await hotel.vouchers.delete_matching(nothing, expect=0) == 0


async def test_a_console_that_does_not_tell_the_total_is_counted_by_hand(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    untold: dict[str, Any] = {"offset": 0, "limit": 1, "count": 0, "totalCount": None, "data": []}
    console.faults.add(Fault.status(200, untold), "GET *")
    with pytest.raises(ConflictError, match="2 vouchers match"):
        await hotel.vouchers.delete_matching(HOTEL, expect=0)
    assert len(estate.vouchers) == 4


@pytest.mark.parametrize("expect", [-1, True])
async def test_a_number_that_cannot_be_expected_is_never_sent(
    hotel: SiteScope, console: SimulatedConsole, expect: int
) -> None:
    console.requests.clear()
    with pytest.raises(ConfigurationError, match="expect"):
        await hotel.vouchers.delete_matching(HOTEL, expect=expect)
    assert console.requests == []


async def test_a_guarded_deletion_can_be_seen_before_it_is_sent(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    planned = await plan(hotel.vouchers.delete_matching(HOTEL, expect=2))
    assert (planned.verb, planned.body) == ("DELETE", None)
    with pytest.raises(ConflictError):
        await plan(hotel.vouchers.delete_matching(HOTEL, expect=3))
    assert len(estate.vouchers) == 4


async def test_a_guarded_deletion_whose_answer_is_lost_is_not_sent_again(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.faults.add(Fault.lose_answer(), "DELETE *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.vouchers.delete_matching(HOTEL, expect=2)
    assert verbs(console).count("DELETE") == 1
    assert len(estate.vouchers) == 2


async def test_a_voucher_of_another_site_is_neither_found_nor_deleted(connected: Console, hotel: SiteScope) -> None:
    warehouse = await connected.network.find_site("Warehouse")
    (voucher,) = await warehouse.vouchers.create(name="forklift", minutes=60)
    with pytest.raises(NotFoundError):
        await hotel.vouchers.get(voucher.id)
    assert await hotel.vouchers.delete(voucher.id) is False
    assert await warehouse.vouchers.get(voucher.id) == voucher

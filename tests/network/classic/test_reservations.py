"""What is set on a client's record: each by itself, and whoever has an address already is named."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.support.classic import LAPTOP, PRINTER, STRANGER, TABLET, lines
from unifi_sdk import BadRequestError, ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import AddressTakenError, Classic
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

SETTINGS = {
    "address": {"use_fixedip", "fixed_ip", "network_id"},
    "dns_name": {"local_dns_record_enabled", "local_dns_record"},
    "alias": {"name"},
    "note": {"note", "noted"},
    "group": {"usergroup_id"},
}


async def furnished(classic: Classic) -> None:
    reservations = classic.reservations
    await reservations.set_address(TABLET, "192.168.1.77")
    await reservations.set_dns_name(TABLET, "tablet.hotel.example")
    await reservations.set_alias(TABLET, "Anna's tablet")
    await reservations.set_note(TABLET, "no videos")
    await reservations.set_group(TABLET, (await classic.clients.groups())[1].id)


async def test_everything_is_set_and_shown(classic: Classic):
    await furnished(classic)
    known = (await classic.clients.find(mac=TABLET)).known
    assert known is not None
    assert (known.reserved_ip, known.dns_name, known.name, known.note, known.noted) == (
        "192.168.1.77",
        "tablet.hotel.example",
        "Anna's tablet",
        "no videos",
        True,
    )
    assert known.usergroup_id == (await classic.clients.groups())[1].id


@pytest.mark.parametrize("what", ["dns_name", "alias", "note", "group"])
async def test_clearing_one_leaves_the_others_alone(classic: Classic, estate: SimulatedSite, what: str):
    await furnished(classic)
    before = dict(estate.classic.users[TABLET])
    clear: Callable[[str], Awaitable[object]] = getattr(classic.reservations, f"clear_{what}")
    await clear(TABLET)
    after = estate.classic.users[TABLET]
    assert {name for name in after if after[name] != before.get(name)} <= SETTINGS[what]
    assert after != before


async def test_setting_one_leaves_alone_what_the_sdk_does_not_know(classic: Classic, estate: SimulatedSite):
    estate.classic.users[TABLET] |= {"fingerprint_override": True, "dev_id_override": 4711, "odd": {"a": [1, None]}}
    before = dict(estate.classic.users[TABLET])
    await classic.reservations.set_note(TABLET, "new")
    assert estate.classic.users[TABLET] == {**before, "note": "new", "noted": True}


async def test_an_address_is_sent_with_the_network_that_has_it(classic: Classic, console: SimulatedConsole):
    guests = (await classic.networks.find(name="Guests")).id
    await classic.reservations.set_address(LAPTOP, "10.10.0.50")
    body = [request.json for request in console.requests if request.verb == "PUT"][-1]
    assert body == {"use_fixedip": True, "fixed_ip": "10.10.0.50", "network_id": guests}


async def test_an_address_of_no_network_is_refused_before_anything_is_written(
    classic: Classic, console: SimulatedConsole
):
    with pytest.raises(ConfigurationError, match="network_id"):
        await classic.reservations.set_address(LAPTOP, "172.16.0.1")
    for text in ("", "192.168.1", "::1", "192.168.1.256"):
        with pytest.raises(ConfigurationError, match="IPv4"):
            await classic.reservations.set_address(LAPTOP, text)
    assert all(line.startswith("GET ") for line in lines(console))


@pytest.mark.parametrize(
    ("holder", "code"),
    [
        ("reserved", "DuplicateFixedIP"),
        ("online", "FixedIpAlreadyUsedByClient"),
        ("device", "FixedIpAlreadyUsedByDevice"),
    ],
)
async def test_who_has_an_address_already_is_named(
    classic: Classic, estate: SimulatedSite, console: SimulatedConsole, holder: str, code: str
):
    taken = {"reserved": "192.168.1.77", "online": "192.168.1.21", "device": "192.168.1.2"}[holder]
    if holder == "reserved":
        await classic.reservations.set_address(TABLET, taken)
    with pytest.raises(AddressTakenError) as caught:
        await classic.reservations.set_address(LAPTOP, taken)
    expected = {"reserved": TABLET, "online": PRINTER, "device": "74:ac:b9:10:00:02"}[holder]
    assert caught.value.holder == expected
    assert caught.value.code == f"api.err.{code}"
    assert expected in str(caught.value)
    assert isinstance(caught.value, ConflictError)


async def test_the_refusal_is_told_also_when_nobody_can_be_asked_who_it_is(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.html(), "GET /*/rest/user")
    with pytest.raises(AddressTakenError) as caught:
        await classic.reservations.set_address(LAPTOP, "192.168.1.21")
    assert (caught.value.holder, caught.value.code) == (None, "api.err.FixedIpAlreadyUsedByClient")


async def test_a_client_may_reserve_the_address_that_it_has(classic: Classic):
    assert (await classic.reservations.set_address(PRINTER, "192.168.1.21")).reserved_ip == "192.168.1.21"


async def test_a_reservation_ends_and_its_dns_name_only_when_asked(classic: Classic):
    await furnished(classic)
    with pytest.raises(ConflictError, match="with_dns_name=True"):
        await classic.reservations.clear_address(TABLET)
    record = await classic.reservations.clear_address(TABLET, with_dns_name=True)
    assert (record.reserved_ip, record.dns_name, record.fixed_ip) == (None, None, "192.168.1.77")
    assert record.name == "Anna's tablet"


async def test_a_dns_name_needs_a_reserved_address(classic: Classic):
    with pytest.raises(BadRequestError, match="Reserve an address first"):
        await classic.reservations.set_dns_name(TABLET, "tablet.home")
    for name in ("", "two words", "-x", "a..b", "ü"):
        with pytest.raises(ConfigurationError, match="name"):
            await classic.reservations.set_dns_name(TABLET, name)


async def test_a_dns_name_that_a_record_has_is_refused(classic: Classic):
    await classic.reservations.set_address(PRINTER, "192.168.1.21")
    with pytest.raises(BadRequestError):
        await classic.reservations.set_dns_name(PRINTER, "printer.hotel.example")


async def test_an_alias_is_what_the_official_api_calls_a_client(classic: Classic, site: SiteScope):
    await classic.reservations.set_alias(PRINTER, "Big Printer")
    assert (await site.clients.find(mac=PRINTER)).name == "Big Printer"
    record = await classic.reservations.clear_alias(PRINTER)
    assert record.display_name == "Office Printer"
    assert (await site.clients.find(mac=PRINTER)).name == "Office Printer"


async def test_a_stranger_gets_a_record_only_when_asked(classic: Classic, estate: SimulatedSite):
    with pytest.raises(NotFoundError, match="create_record=True"):
        await classic.reservations.set_note(STRANGER, "soon")
    assert STRANGER not in estate.classic.users
    assert (await classic.reservations.set_note(STRANGER, "soon", create_record=True)).note == "soon"
    reserved = await classic.reservations.set_address("02-00-00-00-00-98", "192.168.1.98", create_record=True)
    assert (reserved.mac, reserved.reserved_ip) == ("02:00:00:00:00:98", "192.168.1.98")


async def test_empty_texts_are_no_way_to_clear(classic: Classic, console: SimulatedConsole):
    for write in (classic.reservations.set_alias, classic.reservations.set_note, classic.reservations.set_group):
        with pytest.raises(ConfigurationError, match="is empty"):
            await write(TABLET, " ")
    assert console.requests == []

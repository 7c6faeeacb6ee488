"""What some live consoles do otherwise than the documents say, met by the SDK."""

from __future__ import annotations

import pytest

from unifi_sdk import AuthenticationError, ConfigurationError, NetworkClient, NotFoundError, Pinned
from unifi_sdk.network import SiteScope
from unifi_sdk.network.models import GatewayNetwork, StandardWifiBroadcast
from unifi_sdk.network.models.metadata import Origin
from unifi_sdk.simulator import Quirk, SimulatedConsole

PRINT, PING, LOG = "Guests may print", "Guests may not ping", "Log what guests print"


async def test_a_key_that_the_gateway_refuses_is_an_authentication_error(console: SimulatedConsole) -> None:
    console.network.quirks.add(Quirk.GATEWAY_REFUSES_KEYS)
    async with NetworkClient(console.address, api_key="wrong", tls=Pinned(console.fingerprint("unifi"))) as network:
        with pytest.raises(AuthenticationError, match="Make an API key on this very console") as caught:
            await network.info.get()
    assert (caught.value.status, caught.value.code) == (401, "")


async def test_policies_without_an_id_are_listed_and_can_not_be_changed(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    before = await hotel.firewall_policies.list()
    console.network.quirks.add(Quirk.POLICIES_WITHOUT_ID)
    after = await hotel.firewall_policies.list()
    assert after.undecodable == ()
    assert after == [policy if policy in after else policy.evolve(id="") for policy in before]
    assert {policy.id for policy in after if policy.metadata and policy.metadata.origin != Origin.USER_DEFINED} == {""}
    migrated = next(policy for policy in after if policy.name == PING)
    with pytest.raises(ConfigurationError, match="without an id"):
        await hotel.firewall_policies.replace(migrated.evolve(enabled=False))
    (known,) = [policy for policy in before if policy.name == PING]
    with pytest.raises(NotFoundError):
        await hotel.firewall_policies.get(known.id)


async def test_a_policy_moves_between_nulls(hotel: SiteScope, console: SimulatedConsole) -> None:
    hotspot, internal = [await hotel.firewall_zones.find(name=name) for name in ("Hotspot", "Internal")]
    pair = {"source_zone": hotspot.id, "destination_zone": internal.id}
    ids = {policy.name: policy.id for policy in await hotel.firewall_policies.list()}
    console.network.quirks.add(Quirk.NULLS_IN_ORDERINGS)
    order = (await hotel.firewall_policies.get_ordering(**pair)).ordered_firewall_policy_ids
    assert (order.before_system_defined, order.after_system_defined) == ((ids[PRINT], None), (ids[LOG],))
    moved = await hotel.firewall_policies.move(ids[LOG], before=ids[PRINT], **pair)
    order = moved.ordered_firewall_policy_ids
    assert (order.before_system_defined, order.after_system_defined) == ((ids[LOG], ids[PRINT], None), ())
    with pytest.raises(NotFoundError, match="no place in this order; 1 in it have no id"):
        await hotel.firewall_policies.move(ids[PING], before=ids[PRINT], **pair)


async def test_a_rule_moves_between_nulls(hotel: SiteScope, console: SimulatedConsole) -> None:
    console.network.quirks.add(Quirk.NULLS_IN_ORDERINGS)
    first, nothing = (await hotel.acl_rules.get_ordering()).ordered_acl_rule_ids
    assert first is not None
    assert nothing is None
    rule = await hotel.acl_rules.get(first)
    second = await hotel.acl_rules.create(rule.evolve(name="Second"))
    moved = await hotel.acl_rules.move(first, after=second.id)
    assert moved.ordered_acl_rule_ids == (None, second.id, first)


async def test_padded_address_lists_are_read_without_the_padding_and_written_back_without_it(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.network.quirks.add(Quirk.PADDED_ADDRESS_LISTS)
    guests = await hotel.networks.find(name="Guests")
    changed = await hotel.networks.replace(guests.evolve(name="Visitors"))
    assert isinstance(changed, GatewayNetwork)
    assert changed.dhcp_guarding is not None
    assert changed.dhcp_guarding.trusted_dhcp_server_ip_addresses == ("10.10.0.1",)
    stored = console.network.default_site.networks[changed.id]
    assert stored["dhcpGuarding"] == {"trustedDhcpServerIpAddresses": ["10.10.0.1"]}


async def test_a_guard_that_is_nothing_but_padding_is_left_out_of_a_replacement(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.network.quirks.add(Quirk.PADDED_ADDRESS_LISTS)
    guests = await hotel.networks.find(name="Guests")
    console.network.default_site.networks[guests.id]["dhcpGuarding"] = {"trustedDhcpServerIpAddresses": []}
    shown = await hotel.networks.get(guests.id)
    assert shown.dhcp_guarding is not None
    changed = await hotel.networks.replace(shown.evolve(name="Visitors"))
    assert (changed.name, changed.dhcp_guarding) == ("Visitors", None)


async def test_numbers_that_come_as_texts_are_read_and_what_holds_them_is_written_back(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.network.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    lobby = await hotel.devices.get((await hotel.devices.find(name="Lobby")).id)
    assert [radio.frequency_ghz for radio in lobby.radios] == [2.4, 5, 6]
    staff = await hotel.wifi_broadcasts.find(name="Hotel Staff")
    assert isinstance(staff, StandardWifiBroadcast)
    assert staff.broadcasting_frequencies_ghz == ("2.4", "5", "6")
    assert (await hotel.wifi_broadcasts.replace(staff.evolve(enabled=False))) == staff.evolve(enabled=False)


async def test_a_console_with_every_quirk_is_worked_with() -> None:
    async with SimulatedConsole(quirks=Quirk) as console, console.connect() as connected:
        hotel = await connected.network.default_site()
        for area in (hotel.networks, hotel.wifi_broadcasts, hotel.firewall_policies, hotel.acl_rules, hotel.devices):
            assert not (await area.list()).undecodable

"""Zones and policies on a console: made, ordered, changed without a loss, and a site that has none of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from unifi_sdk import BadRequestError, ConflictError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import (
    Filter,
    FirewallPolicyFilter,
    FirewallZoneFilter,
    SiteScope,
    ZoneBasedFirewallNotConfiguredError,
)
from unifi_sdk.network.models import (
    AllowAction,
    BlockAction,
    FirewallDestination,
    FirewallPolicy,
    FirewallPolicyOrdering,
    FirewallSource,
    FirewallZone,
    IpAddressDestination,
    IpAddressListMatch,
    IpProtocolScope,
    IpVersion,
    NetworkMatch,
    NetworkSource,
    OrderedFirewallPolicyIds,
    Origin,
    PresetName,
    PresetProtocolMatch,
    ProtocolPreset,
)
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"
EVERYTHING = IpProtocolScope(ip_version=IpVersion.IPV4_AND_IPV6)
PRINT, PING, LOG = "Guests may print", "Guests may not ping", "Log what guests print"

Order = Callable[[], Awaitable[tuple[list[str], list[str]]]]
"""Reads the names of the policies from the guests inwards: before the console's own, and after."""


@pytest.fixture
async def hotspot(hotel: SiteScope) -> FirewallZone:
    return await hotel.firewall_zones.find(name="Hotspot")


@pytest.fixture
async def internal(hotel: SiteScope) -> FirewallZone:
    return await hotel.firewall_zones.find(name="Internal")


def block(name: str, source: FirewallZone, destination: FirewallZone) -> FirewallPolicy:
    return FirewallPolicy(
        name=name,
        enabled=True,
        action=BlockAction(),
        source=FirewallSource(zone_id=source.id),
        destination=FirewallDestination(zone_id=destination.id),
        ip_protocol_scope=EVERYTHING,
        logging_enabled=False,
    )


async def policies(hotel: SiteScope, chosen: Filter[FirewallPolicy] | None = None) -> list[str]:
    return [policy.name for policy in await hotel.firewall_policies.list(filter=chosen)]


# zones


async def test_a_zone_is_made_read_changed_and_deleted(hotel: SiteScope, internal: FirewallZone) -> None:
    made = await hotel.firewall_zones.create(FirewallZone(name="Lab", network_ids=()))
    assert await hotel.firewall_zones.get(made.id) == made
    default = internal.network_ids[0]
    changed = await hotel.firewall_zones.replace(made.evolve(name="Workshop", network_ids=(default,)))
    assert (changed.name, changed.network_ids) == ("Workshop", (default,))
    assert (await hotel.firewall_zones.find(name="Internal")).network_ids == ()
    await hotel.firewall_zones.delete(made.id)
    assert (await hotel.firewall_zones.find(name="Internal")).network_ids == (default,)
    with pytest.raises(NotFoundError):
        await hotel.firewall_zones.get(made.id)


async def test_zones_are_chosen_by_who_made_them(hotel: SiteScope) -> None:
    own = await hotel.firewall_zones.list(filter=FirewallZoneFilter.metadata_origin.eq(Origin.USER_DEFINED))
    assert [zone.name for zone in own] == ["Things"]
    fixed = await hotel.firewall_zones.list(filter=FirewallZoneFilter.metadata_configurable.eq(False))
    assert [zone.name for zone in fixed] == ["External", "Gateway", "Vpn"]


async def test_only_the_networks_of_a_configurable_zone_of_the_console_can_change(
    hotel: SiteScope, internal: FirewallZone
) -> None:
    things = await hotel.networks.find(name="Things")
    changed = await hotel.firewall_zones.replace(internal.evolve(network_ids=(*internal.network_ids, things.id)))
    assert things.id in changed.network_ids
    with pytest.raises(BadRequestError, match="Only the networks"):
        await hotel.firewall_zones.replace(changed.evolve(name="Inside"))
    with pytest.raises(BadRequestError, match="not user-defined"):
        await hotel.firewall_zones.delete(internal.id)


async def test_a_zone_of_the_console_that_is_not_configurable_cannot_change(hotel: SiteScope) -> None:
    external = await hotel.firewall_zones.find(name="External")
    assert external.metadata is not None
    assert external.metadata.configurable is False
    with pytest.raises(BadRequestError, match="not user-defined"):
        await hotel.firewall_zones.replace(external.evolve(network_ids=()))


async def test_unknown_settings_of_a_zone_survive_a_change(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["firewall/zones"] = {"$.quarantine"}
    zone = await hotel.firewall_zones.find(name="Things")
    estate.firewall_zones[zone.id]["quarantine"] = {"level": 2}
    zone = await hotel.firewall_zones.find(name="Things")
    await hotel.firewall_zones.replace(zone.evolve(name="IoT"))
    assert estate.firewall_zones[zone.id]["quarantine"] == {"level": 2}


async def test_with_a_zone_go_its_policies(hotel: SiteScope) -> None:
    zone = await hotel.firewall_zones.find(name="Things")
    assert "Things stay inside" in await policies(hotel)
    await hotel.firewall_zones.delete(zone.id)
    assert "Things stay inside" not in await policies(hotel)


async def test_a_zone_with_a_network_that_does_not_exist_is_refused(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="networkIds"):
        await hotel.firewall_zones.create(FirewallZone(name="Lab", network_ids=(NOBODY,)))


# policies


async def test_a_policy_is_made_read_changed_and_deleted(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    made = await hotel.firewall_policies.create(block("Guests stay out", hotspot, internal))
    assert made.index is not None
    assert await hotel.firewall_policies.get(made.id) == made
    changed = await hotel.firewall_policies.replace(made.evolve(enabled=False, description="for now"))
    assert changed == made.evolve(enabled=False, description="for now")
    assert await hotel.firewall_policies.find(name="Guests stay out") == changed
    await hotel.firewall_policies.delete(made.id)
    with pytest.raises(NotFoundError):
        await hotel.firewall_policies.get(made.id)


async def test_a_policy_with_filters_on_both_sides_comes_back_as_it_was_made(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    guests = await hotel.networks.find(name="Guests")
    printers = await hotel.traffic_matching_lists.find(name="Printers")
    wanted = block("Guests may print", hotspot, internal).evolve(
        action=AllowAction(allow_return_traffic=True),
        source=FirewallSource(
            zone_id=hotspot.id, traffic_filter=NetworkSource(network_filter=NetworkMatch(network_ids=(guests.id,)))
        ),
        destination=FirewallDestination(
            zone_id=internal.id,
            traffic_filter=IpAddressDestination(
                ip_address_filter=IpAddressListMatch(traffic_matching_list_id=printers.id)
            ),
        ),
        ip_protocol_scope=IpProtocolScope(
            ip_version=IpVersion.IPV4,
            protocol_filter=PresetProtocolMatch(preset=ProtocolPreset(name=PresetName.TCP_UDP)),
        ),
    )
    made = await hotel.firewall_policies.create(wanted)
    assert wanted.evolve(id=made.id, index=made.index, metadata=made.metadata) == made


async def test_policies_are_chosen_by_their_zones_and_origin(hotel: SiteScope, hotspot: FirewallZone) -> None:
    external = await hotel.firewall_zones.find(name="External")
    between = FirewallPolicyFilter.source_zone_id.eq(hotspot.id) & FirewallPolicyFilter.destination_zone_id.eq(
        external.id
    )
    assert await policies(hotel, between) == ["No games on weekends"]
    derived = FirewallPolicyFilter.metadata_origin.eq(Origin.DERIVED)
    assert await policies(hotel, derived) == ["Allow Hotspot Portal", "Isolated Networks"]


async def test_a_name_between_other_zones_is_told_apart(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    external = await hotel.firewall_zones.find(name="External")
    for destination in (internal, external):
        await hotel.firewall_policies.create(block("Quiet", hotspot, destination))
    with pytest.raises(ConflictError, match="more than one firewall policy"):
        await hotel.firewall_policies.find(name="Quiet")
    found = await hotel.firewall_policies.find(name="Quiet", source_zone=hotspot.id, destination_zone=external.id)
    assert found.destination.zone_id == external.id


async def test_unknown_settings_of_a_policy_survive_a_change(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["firewall/policies"] = {
        "$.riskScore",
        "$.destination.trafficFilter.ipAddressFilter.negate",
    }
    policy = await hotel.firewall_policies.find(name="Guests may print")
    stored = estate.firewall_policies[policy.id]
    stored["riskScore"] = 5
    stored["destination"]["trafficFilter"]["ipAddressFilter"]["negate"] = "never"  # type: ignore[index]
    policy = await hotel.firewall_policies.get(policy.id)
    await hotel.firewall_policies.replace(policy.evolve(logging_enabled=True))
    assert estate.firewall_policies[policy.id] == {**stored, "loggingEnabled": True}


async def test_logging_is_switched_and_the_rest_left_alone(hotel: SiteScope, estate: SimulatedSite) -> None:
    policy = await hotel.firewall_policies.find(name="Guests may print")
    before = dict(estate.firewall_policies[policy.id])
    changed = await hotel.firewall_policies.update(policy.id, logging_enabled=True)
    assert changed == policy.evolve(logging_enabled=True)
    assert estate.firewall_policies[policy.id] == {**before, "loggingEnabled": True}


async def test_a_policy_of_the_console_can_be_neither_changed_nor_deleted(hotel: SiteScope) -> None:
    policy = await hotel.firewall_policies.find(name="Allow Return Traffic")
    attempts: list[Callable[[], Awaitable[object]]] = [
        lambda: hotel.firewall_policies.replace(policy.evolve(enabled=False)),
        lambda: hotel.firewall_policies.update(policy.id, logging_enabled=True),
        lambda: hotel.firewall_policies.delete(policy.id),
    ]
    for attempt in attempts:
        with pytest.raises(BadRequestError, match="not user-defined"):
            await attempt()


async def test_a_policy_that_is_not_there_is_not_found(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    policy = block("Nothing", hotspot, internal).evolve(id=NOBODY)
    attempts: list[Callable[[], Awaitable[object]]] = [
        lambda: hotel.firewall_policies.get(NOBODY),
        lambda: hotel.firewall_policies.replace(policy),
        lambda: hotel.firewall_policies.update(NOBODY, logging_enabled=True),
        lambda: hotel.firewall_policies.delete(NOBODY),
    ]
    for attempt in attempts:
        with pytest.raises(NotFoundError):
            await attempt()


async def test_a_creation_whose_answer_is_lost_is_found_and_not_repeated(
    hotel: SiteScope, console: SimulatedConsole, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.firewall_policies.create(block("Guests stay out", hotspot, internal))
    assert (await hotel.firewall_policies.find(name="Guests stay out")).enabled


# their order


@pytest.fixture
async def order(hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone) -> Order:
    async def read() -> tuple[list[str], list[str]]:
        called = {policy.id: policy.name for policy in await hotel.firewall_policies.list()}
        ordering = await hotel.firewall_policies.get_ordering(source_zone=hotspot.id, destination_zone=internal.id)
        ids = ordering.ordered_firewall_policy_ids
        return [called[i] for i in ids.before_system_defined], [called[i] for i in ids.after_system_defined]

    return read


async def test_the_order_of_policies_stands_around_those_of_the_console(order: Order) -> None:
    assert await order() == ([PRINT, PING], [LOG])


async def test_a_policy_moves_before_another(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone, order: Order
) -> None:
    ping, printing = [await hotel.firewall_policies.find(name=name) for name in (PING, PRINT)]
    await hotel.firewall_policies.move(
        ping.id, before=printing.id, source_zone=hotspot.id, destination_zone=internal.id
    )
    assert await order() == ([PING, PRINT], [LOG])
    ping, printing = [await hotel.firewall_policies.get(policy.id) for policy in (ping, printing)]
    assert (ping.index or 0) < (printing.index or 0)


async def test_a_policy_moves_to_the_other_side_of_the_consoles_own(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone, order: Order
) -> None:
    zones = {"source_zone": hotspot.id, "destination_zone": internal.id}
    log, ping = [await hotel.firewall_policies.find(name=name) for name in (LOG, PING)]
    await hotel.firewall_policies.move(log.id, before=Origin.SYSTEM_DEFINED, **zones)
    assert await order() == ([PRINT, PING, LOG], [])
    await hotel.firewall_policies.move(ping.id, after=Origin.SYSTEM_DEFINED, **zones)
    assert await order() == ([PRINT, LOG], [PING])


async def test_the_whole_order_can_be_written(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone, order: Order
) -> None:
    ids = [(await hotel.firewall_policies.find(name=name)).id for name in (LOG, PING, PRINT)]
    ordered = OrderedFirewallPolicyIds(before_system_defined=(), after_system_defined=tuple(ids))
    wanted = FirewallPolicyOrdering(ordered_firewall_policy_ids=ordered)
    zones = {"source_zone": hotspot.id, "destination_zone": internal.id}
    assert await hotel.firewall_policies.replace_ordering(wanted, **zones) == wanted
    assert await order() == ([], [LOG, PING, PRINT])


async def test_an_order_that_leaves_a_policy_out_is_refused(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone, order: Order
) -> None:
    wanted = FirewallPolicyOrdering(
        ordered_firewall_policy_ids=OrderedFirewallPolicyIds(before_system_defined=(), after_system_defined=())
    )
    with pytest.raises(BadRequestError, match=r"not-all-firewall-policies-specified: .* None among"):
        await hotel.firewall_policies.replace_ordering(wanted, source_zone=hotspot.id, destination_zone=internal.id)
    assert await order() == ([PRINT, PING], [LOG])


async def test_a_policy_between_other_zones_has_no_place_in_the_order(
    hotel: SiteScope, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    games, ping = [await hotel.firewall_policies.find(name=name) for name in ("No games on weekends", PING)]
    with pytest.raises(NotFoundError, match="no place"):
        await hotel.firewall_policies.move(
            games.id, before=ping.id, source_zone=hotspot.id, destination_zone=internal.id
        )


async def test_the_order_between_zones_that_do_not_exist_is_not_found(hotel: SiteScope, internal: FirewallZone) -> None:
    with pytest.raises(NotFoundError):
        await hotel.firewall_policies.get_ordering(source_zone=NOBODY, destination_zone=internal.id)


# a site without zones


async def test_a_site_without_the_zone_based_firewall_says_so_to_every_call(
    hotel: SiteScope, estate: SimulatedSite, hotspot: FirewallZone, internal: FirewallZone
) -> None:
    estate.zone_based_firewall = False
    zones, policies = hotel.firewall_zones, hotel.firewall_policies
    policy = block("Nothing", hotspot, internal).evolve(id=NOBODY)
    between = {"source_zone": hotspot.id, "destination_zone": internal.id}
    attempts: list[Callable[[], Awaitable[object]]] = [
        lambda: zones.list().first(),
        lambda: zones.get(NOBODY),
        lambda: zones.find(name="Internal"),
        lambda: zones.create(FirewallZone(name="Lab", network_ids=())),
        lambda: zones.replace(internal),
        lambda: zones.delete(NOBODY),
        lambda: policies.list().first(),
        lambda: policies.get(NOBODY),
        lambda: policies.find(name="Nothing"),
        lambda: policies.create(policy),
        lambda: policies.replace(policy),
        lambda: policies.update(NOBODY, logging_enabled=True),
        lambda: policies.delete(NOBODY),
        lambda: policies.get_ordering(**between),
        lambda: policies.move(NOBODY, before=internal.id, **between),
    ]
    for attempt in attempts:
        with pytest.raises(ZoneBasedFirewallNotConfiguredError, match="Move the site"):
            await attempt()

"""ACL rules on a console: made, found, ordered, and changed without a loss."""

from __future__ import annotations

import pytest

from tests.network.conftest import BASE, Sent
from unifi_sdk import BadRequestError, ConfigurationError, ConflictError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import AclRuleFilter, Filter, SiteScope
from unifi_sdk.network.models import (
    AclAction,
    AclProtocol,
    AclRule,
    AclRuleOrdering,
    AclRuleType,
    AclSwitchFilter,
    Ipv4AclRule,
    MacAclRule,
    MacAddressAclEndpoint,
    NetworkAclEndpoint,
    Origin,
    PortAclEndpoint,
)
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"
PRINTERS, CAMERAS, DERIVED = "Printers on paper ports", "Old cameras", "Isolate Guests"
QUIET = Ipv4AclRule(
    name="Quiet",
    enabled=True,
    action=AclAction.BLOCK,
    destination_filter=PortAclEndpoint(port_filter=(5353,)),
    protocol_filter=(AclProtocol.UDP,),
)


async def names(hotel: SiteScope, chosen: Filter[AclRule] | None = None) -> list[str]:
    return [rule.name for rule in await hotel.acl_rules.list(filter=chosen)]


async def test_a_rule_is_made_read_changed_and_deleted(hotel: SiteScope) -> None:
    made = await hotel.acl_rules.create(QUIET)
    assert made == QUIET.evolve(id=made.id, index=made.index, metadata=made.metadata)
    assert await hotel.acl_rules.get(made.id) == made
    changed = await hotel.acl_rules.replace(made.evolve(action=AclAction.ALLOW, protocol_filter=None))
    assert changed == made.evolve(action=AclAction.ALLOW, protocol_filter=None)
    assert await hotel.acl_rules.find(name="Quiet") == changed
    await hotel.acl_rules.delete(made.id)
    with pytest.raises(NotFoundError):
        await hotel.acl_rules.get(made.id)


async def test_a_rule_about_mac_addresses_comes_back_as_it_was_made(hotel: SiteScope) -> None:
    switch = await hotel.devices.find(name="Lobby Switch")
    things = await hotel.networks.find(name="Things")
    wanted = MacAclRule(
        name="One maker only",
        enabled=True,
        action=AclAction.ALLOW,
        enforcing_device_filter=AclSwitchFilter(device_ids=(switch.id,)),
        source_filter=MacAddressAclEndpoint(mac_addresses=("00:0e:8f:00:00:00",), prefix_length=24),
        network_id_filter=things.id,
    )
    made = await hotel.acl_rules.create(wanted)
    assert made == wanted.evolve(id=made.id, index=made.index, metadata=made.metadata)


async def test_rules_are_chosen_by_type_protocol_and_network(hotel: SiteScope) -> None:
    guests = await hotel.networks.find(name="Guests")
    things = await hotel.networks.find(name="Things")
    assert await names(hotel, AclRuleFilter.type.eq(AclRuleType.MAC)) == [CAMERAS]
    assert await names(hotel, AclRuleFilter.network_id.eq(things.id)) == [CAMERAS]
    assert await names(hotel, AclRuleFilter.protocol_filter.contains_exactly(AclProtocol.TCP)) == [PRINTERS]
    from_guests = AclRuleFilter.source_filter_network_ids.contains(guests.id)
    assert await names(hotel, from_guests & AclRuleFilter.metadata_origin.eq(Origin.USER_DEFINED)) == [PRINTERS]
    assert await names(hotel, AclRuleFilter.source_filter_prefix_length.le(24)) == [CAMERAS]


async def test_a_rule_is_found_by_its_whole_name(hotel: SiteScope) -> None:
    assert (await hotel.acl_rules.find(name=CAMERAS)).action == AclAction.BLOCK
    with pytest.raises(NotFoundError, match="no ACL rule is called 'old cameras'"):
        await hotel.acl_rules.find(name="old cameras")
    with pytest.raises(ConfigurationError, match="name is empty"):
        await hotel.acl_rules.find(name=" ")


async def test_a_name_that_two_rules_have_is_a_conflict(hotel: SiteScope) -> None:
    await hotel.acl_rules.create(QUIET)
    await hotel.acl_rules.create(QUIET)
    with pytest.raises(ConflictError, match="more than one ACL rule"):
        await hotel.acl_rules.find(name="Quiet")


async def test_unknown_settings_survive_a_change(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["acl-rules"] = {"$.hitCount", "$.sourceFilter.wildcard"}
    rule = await hotel.acl_rules.find(name=PRINTERS)
    stored = estate.acl_rules[rule.id]
    stored["hitCount"] = 12
    stored["sourceFilter"]["wildcard"] = True  # type: ignore[index]
    rule = await hotel.acl_rules.get(rule.id)
    await hotel.acl_rules.replace(rule.evolve(enabled=False))
    assert estate.acl_rules[rule.id] == {**stored, "enabled": False}


async def test_a_rule_of_the_console_can_be_neither_changed_nor_deleted(hotel: SiteScope) -> None:
    derived = await hotel.acl_rules.find(name=DERIVED)
    with pytest.raises(BadRequestError, match="not user-defined"):
        await hotel.acl_rules.replace(derived.evolve(enabled=False))
    with pytest.raises(BadRequestError, match="not user-defined"):
        await hotel.acl_rules.delete(derived.id)


async def test_a_rule_that_is_not_there_is_not_found(hotel: SiteScope) -> None:
    for call in (hotel.acl_rules.get, hotel.acl_rules.delete):
        with pytest.raises(NotFoundError):
            await call(NOBODY)
    with pytest.raises(NotFoundError):
        await hotel.acl_rules.replace(QUIET.evolve(id=NOBODY))


async def test_a_network_that_does_not_exist_is_refused(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="networkIds"):
        await hotel.acl_rules.create(QUIET.evolve(source_filter=NetworkAclEndpoint(network_ids=(NOBODY,))))


async def test_a_creation_whose_answer_is_lost_is_found_and_not_repeated(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.acl_rules.create(QUIET)
    assert (await hotel.acl_rules.find(name="Quiet")).enabled


# their order


async def test_the_order_has_the_rules_of_admins(hotel: SiteScope) -> None:
    ordering = await hotel.acl_rules.get_ordering()
    called = {rule.id: rule.name for rule in await hotel.acl_rules.list()}
    assert [called[one] for one in ordering.ordered_acl_rule_ids] == [PRINTERS, CAMERAS]


async def test_a_rule_moves_and_its_index_follows(hotel: SiteScope) -> None:
    quiet = await hotel.acl_rules.create(QUIET)
    printers = await hotel.acl_rules.find(name=PRINTERS)
    moved = await hotel.acl_rules.move(quiet.id, before=printers.id)
    assert moved == await hotel.acl_rules.get_ordering()
    assert await names(hotel) == ["Quiet", PRINTERS, CAMERAS, DERIVED]
    await hotel.acl_rules.move(quiet.id, after=printers.id)
    assert await names(hotel) == [PRINTERS, "Quiet", CAMERAS, DERIVED]
    assert (await hotel.acl_rules.get(quiet.id)).index == 1


async def test_a_move_that_changes_nothing_writes_nothing(hotel: SiteScope, console: SimulatedConsole) -> None:
    printers, cameras = [await hotel.acl_rules.find(name=name) for name in (PRINTERS, CAMERAS)]
    await hotel.acl_rules.move(cameras.id, after=printers.id)
    assert {request.verb for request in console.requests} == {"GET"}


async def test_the_whole_order_can_be_written(hotel: SiteScope) -> None:
    ordering = await hotel.acl_rules.get_ordering()
    wanted = AclRuleOrdering(ordered_acl_rule_ids=ordering.ordered_acl_rule_ids[::-1])
    assert await hotel.acl_rules.replace_ordering(wanted) == wanted
    assert await names(hotel) == [CAMERAS, PRINTERS, DERIVED]


async def test_an_order_that_leaves_a_rule_out_is_refused(hotel: SiteScope) -> None:
    ordering = await hotel.acl_rules.get_ordering()
    with pytest.raises(BadRequestError, match="must be in the order"):
        await hotel.acl_rules.replace_ordering(ordering.evolve(ordered_acl_rule_ids=ordering.ordered_acl_rule_ids[:1]))


async def test_a_rule_of_the_console_has_no_place_in_the_order(hotel: SiteScope) -> None:
    derived, printers = [await hotel.acl_rules.find(name=name) for name in (DERIVED, PRINTERS)]
    with pytest.raises(NotFoundError, match="no place"):
        await hotel.acl_rules.move(derived.id, before=printers.id)


# before 10.1.68, which asks for the index


async def test_an_older_console_is_sent_the_index_that_it_showed(
    hotel: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.network.version = "10.0.162"
    rule = await hotel.acl_rules.find(name=CAMERAS)
    changed = await hotel.acl_rules.replace(rule.evolve(enabled=not rule.enabled))
    assert changed == rule.evolve(enabled=not rule.enabled)
    first, second = sent.bodies
    assert isinstance(first, dict)
    assert second == {**first, "index": rule.index}
    assert "index" not in first


async def test_a_rule_that_is_made_on_an_older_console_goes_behind_all_others(
    hotel: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.network.version = "10.0.162"
    last = max(rule.index or 0 for rule in await hotel.acl_rules.list())
    made = await hotel.acl_rules.create(QUIET)
    assert made == QUIET.evolve(id=made.id, index=made.index, metadata=made.metadata)
    assert sent.bodies[-1]["index"] == last + 1  # type: ignore[index]
    assert len(sent.bodies) == 2


async def test_or_where_its_index_says(hotel: SiteScope, console: SimulatedConsole, sent: Sent) -> None:
    console.network.version = "10.0.162"
    await hotel.acl_rules.create(QUIET.evolve(index=0))
    assert sent.bodies[-1]["index"] == 0  # type: ignore[index]


async def test_the_first_rule_of_an_older_console_has_the_first_index(
    hotel: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.network.version = "10.0.162"
    console.network.default_site.acl_rules.clear()
    await hotel.acl_rules.create(QUIET)
    assert sent.bodies[-1]["index"] == 0  # type: ignore[index]


async def test_what_an_older_console_refuses_with_the_index_too_is_refused(
    hotel: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.network.version = "10.0.162"
    with pytest.raises(BadRequestError) as caught:
        await hotel.acl_rules.create(QUIET.evolve(name=""))
    assert "index" not in str(caught.value)
    assert len(sent.bodies) == 2


async def test_a_newer_console_is_never_sent_an_index(hotel: SiteScope, sent: Sent) -> None:
    with pytest.raises(BadRequestError):
        await hotel.acl_rules.create(QUIET.evolve(name="", index=3))
    assert sent.lines[-1] == "GET /v1/info"
    assert [body.keys() & {"index"} for body in sent.bodies if isinstance(body, dict)] == [set()]


async def test_a_console_that_does_not_tell_its_version_gives_its_refusal(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.status(500), f"GET {BASE}/v1/info", times=None)
    with pytest.raises(BadRequestError):
        await hotel.acl_rules.create(QUIET.evolve(name=""))

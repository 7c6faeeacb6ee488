"""DNS policies and traffic matching lists on a console: made, found, changed without a loss, and kept while in use."""

from __future__ import annotations

import pytest

from unifi_sdk import BadRequestError, ConflictError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import DnsPolicyFilter, Filter, SiteScope, TrafficMatchingListFilter
from unifi_sdk.network.models import (
    AaaaRecord,
    ARecord,
    CnameRecord,
    DnsPolicy,
    DnsPolicyType,
    ForwardDomain,
    Ipv4Host,
    Ipv4MatchingList,
    Ipv4Range,
    Ipv4Subnet,
    Ipv6Host,
    Ipv6MatchingList,
    MxRecord,
    PortMatchingList,
    PortRange,
    SinglePort,
    SrvRecord,
    TxtRecord,
)
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"
NAS = ARecord(enabled=True, domain="nas.example.com", ipv4_address="192.0.2.5", ttl_seconds=3600)
WEB = PortMatchingList(name="Web", items=(SinglePort(value=443), PortRange(start=8000, stop=8080)))
POLICIES: tuple[DnsPolicy, ...] = (
    NAS,
    AaaaRecord(enabled=True, domain="nas.example.com", ipv6_address="2001:db8::5", ttl_seconds=3600),
    CnameRecord(enabled=False, domain="files.example.com", target_domain="nas.example.com", ttl_seconds=60),
    MxRecord(enabled=True, domain="example.com", mail_server_domain="mail.example.com", priority=10),
    TxtRecord(enabled=True, domain="example.com", text="v=spf1 -all"),
    SrvRecord(
        enabled=True,
        domain="example.com",
        server_domain="ldap.example.com",
        service="_ldap",
        protocol="_tcp",
        port=389,
        priority=1,
        weight=0,
    ),
    ForwardDomain(enabled=True, domain="corp.example.com", ip_address="192.0.2.53"),
)
LISTS: tuple[PortMatchingList | Ipv4MatchingList | Ipv6MatchingList, ...] = (
    WEB,
    Ipv4MatchingList(
        name="Office",
        items=(
            Ipv4Host(value="192.0.2.5"),
            Ipv4Subnet(value="192.0.2.64/28"),
            Ipv4Range(start="192.0.2.9", stop="192.0.2.12"),
        ),
    ),
    Ipv6MatchingList(name="Servers 6", items=(Ipv6Host(value="2001:db8::5"),)),
)


# DNS


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.type)
async def test_a_dns_policy_of_each_kind_is_made_read_changed_and_deleted(hotel: SiteScope, policy: DnsPolicy) -> None:
    made = await hotel.dns_policies.create(policy)
    assert made == policy.evolve(id=made.id, metadata=made.metadata)
    assert await hotel.dns_policies.get(made.id) == made
    changed = await hotel.dns_policies.replace(made.evolve(domain="other.example.com"))
    assert changed == made.evolve(domain="other.example.com")
    await hotel.dns_policies.delete(made.id)
    with pytest.raises(NotFoundError):
        await hotel.dns_policies.get(made.id)


async def domains(hotel: SiteScope, chosen: Filter[DnsPolicy]) -> list[str | None]:
    return [policy.domain for policy in await hotel.dns_policies.list(filter=chosen)]


async def test_dns_policies_are_chosen_by_what_they_answer(hotel: SiteScope) -> None:
    records = DnsPolicyFilter.type.in_(DnsPolicyType.A_RECORD, DnsPolicyType.AAAA_RECORD)
    assert await domains(hotel, records) == ["printer.hotel.example", "nas.hotel.example"]
    assert await domains(hotel, DnsPolicyFilter.ttl_seconds.lt(1000)) == ["scan.hotel.example"]
    assert await domains(hotel, DnsPolicyFilter.service.eq("_sip")) == ["hotel.example"]
    assert await domains(hotel, DnsPolicyFilter.domain.like("*.hotel\\.example") & records) == [
        "printer.hotel.example",
        "nas.hotel.example",
    ]


async def test_unknown_settings_of_a_dns_policy_survive_a_change(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["dns/policies"] = {"$.encryption"}
    (forward,) = await hotel.dns_policies.list(filter=DnsPolicyFilter.type.eq(DnsPolicyType.FORWARD_DOMAIN))
    stored = estate.dns_policies[forward.id]
    stored["encryption"] = {"mode": "TLS", "port": 853}
    forward = await hotel.dns_policies.get(forward.id)
    await hotel.dns_policies.replace(forward.evolve(enabled=False))
    assert estate.dns_policies[forward.id] == {**stored, "enabled": False}


async def test_a_kind_of_dns_policy_that_the_sdk_does_not_know_is_written_back_whole(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    document = {"type": "PTR_RECORD", "domain": "5.2.0.192.in-addr.arpa", "enabled": True, "host": "nas.example.com"}
    policy = await hotel.dns_policies.get(estate.add(estate.dns_policies, document))
    assert (type(policy), policy.type, policy.type.is_known) == (DnsPolicy, "PTR_RECORD", False)
    with pytest.raises(BadRequestError, match="PTR_RECORD"):  # nor does this version of the console
        await hotel.dns_policies.replace(policy.evolve(enabled=False))
    assert console.requests[-1].json == {**document, "enabled": False}


async def test_a_record_that_the_console_does_not_take_is_refused(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="ttlSeconds"):
        await hotel.dns_policies.create(NAS.evolve(ttl_seconds=None))


async def test_a_dns_policy_that_is_not_there_is_not_found(hotel: SiteScope) -> None:
    for call in (hotel.dns_policies.get, hotel.dns_policies.delete):
        with pytest.raises(NotFoundError):
            await call(NOBODY)
    with pytest.raises(NotFoundError):
        await hotel.dns_policies.replace(NAS.evolve(id=NOBODY))


async def test_a_record_whose_creation_was_not_answered_is_found_by_its_domain(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.dns_policies.create(NAS)
    assert await domains(hotel, DnsPolicyFilter.domain.eq("nas.example.com")) == ["nas.example.com"]


# traffic matching lists


@pytest.mark.parametrize("wanted", LISTS, ids=lambda wanted: wanted.type)
async def test_a_list_of_each_kind_is_made_found_renamed_and_deleted(
    hotel: SiteScope, wanted: PortMatchingList | Ipv4MatchingList | Ipv6MatchingList
) -> None:
    made = await hotel.traffic_matching_lists.create(wanted)
    assert isinstance(made, type(wanted))
    assert (made.name, made.items) == (wanted.name, wanted.items)
    renamed = await hotel.traffic_matching_lists.replace(made.evolve(name="Renamed"))
    assert await hotel.traffic_matching_lists.find(name="Renamed") == renamed == made.evolve(name="Renamed")
    await hotel.traffic_matching_lists.delete(made.id)
    with pytest.raises(NotFoundError):
        await hotel.traffic_matching_lists.get(made.id)


async def test_lists_are_chosen_by_name(hotel: SiteScope) -> None:
    found = await hotel.traffic_matching_lists.list(filter=TrafficMatchingListFilter.name.starts_with("Print"))
    assert [one.name for one in found] == ["Printing", "Printers"]


async def test_a_name_that_two_lists_have_is_a_conflict(hotel: SiteScope) -> None:
    for _ in range(2):
        await hotel.traffic_matching_lists.create(WEB)
    with pytest.raises(ConflictError, match="more than one traffic matching list"):
        await hotel.traffic_matching_lists.find(name="Web")


async def test_unknown_settings_of_a_list_and_its_entries_survive_a_change(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["traffic-matching-lists"] = {"$.colour", "$.items[*].note"}
    printing = await hotel.traffic_matching_lists.find(name="Printing")
    stored = estate.traffic_matching_lists[printing.id]
    stored["colour"] = "green"
    stored["items"][0]["note"] = "IPP"  # type: ignore[index]
    printing = await hotel.traffic_matching_lists.get(printing.id)
    assert isinstance(printing, PortMatchingList)
    await hotel.traffic_matching_lists.replace(printing.evolve(items=(*printing.items, SinglePort(value=515))))
    expected = [*stored["items"], {"type": "PORT_NUMBER", "value": 515}]  # type: ignore[misc]
    assert estate.traffic_matching_lists[printing.id] == {**stored, "items": expected}


async def test_a_list_that_a_policy_refers_to_stays(hotel: SiteScope) -> None:
    printers = await hotel.traffic_matching_lists.find(name="Printers")
    with pytest.raises(BadRequestError, match="in use"):
        await hotel.traffic_matching_lists.delete(printers.id)
    assert await hotel.traffic_matching_lists.get(printers.id) == printers
    await hotel.firewall_policies.delete((await hotel.firewall_policies.find(name="Guests may print")).id)
    await hotel.traffic_matching_lists.delete(printers.id)
    assert [one.name for one in await hotel.traffic_matching_lists.list()] == ["Printing", "Servers"]


async def test_a_list_without_entries_is_refused(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="items"):
        await hotel.traffic_matching_lists.create(WEB.evolve(items=()))


async def test_a_list_that_is_not_there_is_not_found(hotel: SiteScope) -> None:
    for call in (hotel.traffic_matching_lists.get, hotel.traffic_matching_lists.delete):
        with pytest.raises(NotFoundError):
            await call(NOBODY)
    with pytest.raises(NotFoundError):
        await hotel.traffic_matching_lists.replace(WEB.evolve(id=NOBODY))

"""Traffic matching lists: each kind of list and of entry, reading, writing back, deleting."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.documents import assert_survives, documents
from tests.support.filter_tables import assert_as_documented
from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import TrafficMatchingListFilter
from unifi_sdk.network.models import (
    Ipv4Entry,
    Ipv4Host,
    Ipv4MatchingList,
    Ipv4Range,
    Ipv4Subnet,
    Ipv6Host,
    Ipv6MatchingList,
    Ipv6Subnet,
    PortEntry,
    PortMatchingList,
    PortRange,
    SinglePort,
    TrafficMatchingList,
)
from unifi_sdk.retry import Safety

LISTS = f"/v1/sites/{SITE}/traffic-matching-lists"
ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"

PORTS = {
    "type": "PORTS",
    "id": ID,
    "name": "Web",
    "items": [{"type": "PORT_NUMBER", "value": 443}, {"type": "PORT_NUMBER_RANGE", "start": 8000, "stop": 8010}],
}
IPV4 = {
    "type": "IPV4_ADDRESSES",
    "id": ID,
    "name": "Servers",
    "items": [
        {"type": "IP_ADDRESS", "value": "192.0.2.5"},
        {"type": "SUBNET", "value": "192.0.2.0/24"},
        {"type": "IP_ADDRESS_RANGE", "start": "192.0.2.10", "stop": "192.0.2.20"},
    ],
}
IPV6 = {
    "type": "IPV6_ADDRESSES",
    "id": OTHER,
    "name": "Servers",
    "items": [{"type": "IP_ADDRESS", "value": "2001:db8::5"}, {"type": "SUBNET", "value": "2001:db8:1::/64"}],
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


@given(documents(DIALECT.codec, TrafficMatchingList))
def test_a_list_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, TrafficMatchingList, document)


def test_the_filter_has_what_the_vendor_documents() -> None:
    assert_as_documented(TrafficMatchingListFilter, "GET /v1/sites/{siteId}/traffic-matching-lists")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (PORTS, PortMatchingList(id=ID, name="Web", items=(SinglePort(value=443), PortRange(start=8000, stop=8010)))),
        (
            IPV4,
            Ipv4MatchingList(
                id=ID,
                name="Servers",
                items=(
                    Ipv4Host(value="192.0.2.5"),
                    Ipv4Subnet(value="192.0.2.0/24"),
                    Ipv4Range(start="192.0.2.10", stop="192.0.2.20"),
                ),
            ),
        ),
        (
            IPV6,
            Ipv6MatchingList(
                id=OTHER, name="Servers", items=(Ipv6Host(value="2001:db8::5"), Ipv6Subnet(value="2001:db8:1::/64"))
            ),
        ),
    ],
    ids=["ports", "ipv4", "ipv6"],
)
async def test_a_list_is_of_the_class_of_its_kind(
    wire: RecordingTransport, site: SiteScope, document: object, expected: TrafficMatchingList
) -> None:
    wire.answer(document)
    assert await site.traffic_matching_lists.get(ID) == expected
    assert wire.sent[0].line == f"GET {LISTS}/{ID}"


@pytest.mark.parametrize(
    ("base", "document"),
    [
        (TrafficMatchingList, {"type": "MAC_ADDRESSES", "name": "Phones", "items": [{"value": "aa:bb:cc:dd:ee:ff"}]}),
        (PortEntry, {"type": "SERVICE", "value": "https"}),
        (Ipv4Entry, {"type": "WILDCARD", "value": "192.0.2.1"}),
    ],
)
def test_a_kind_that_is_new_is_of_the_base_and_loses_nothing(base: type, document: dict[str, object]) -> None:
    decoded = DIALECT.codec.decode(base, document)  # type: ignore[arg-type, var-annotated]
    assert type(decoded) is base
    assert DIALECT.codec.encode(decoded, writable=True) == document


async def test_lists_are_filtered(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(PORTS, IPV6))
    found = await site.traffic_matching_lists.list(filter=TrafficMatchingListFilter.name.starts_with("S"))
    assert [type(item) for item in found] == [PortMatchingList, Ipv6MatchingList]
    assert wire.sent[0].line == f"GET {LISTS}"
    assert wire.sent[0].query["filter"] == "name.like('S*')"


async def test_a_list_is_found_by_its_name(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(PORTS))
    assert (await site.traffic_matching_lists.find(name="Web")).id == ID
    assert wire.sent[0].query["filter"] == "name.eq('Web')"


async def test_a_name_that_two_lists_have_is_a_conflict(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(IPV4, IPV6))
    with pytest.raises(ConflictError, match="more than one traffic matching list is called 'Servers'"):
        await site.traffic_matching_lists.find(name="Servers")


async def test_a_list_is_made(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(PORTS, status=201)
    made = await site.traffic_matching_lists.create(
        PortMatchingList(name="Web", items=(SinglePort(value=443), PortRange(start=8000, stop=8010)))
    )
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {LISTS}", Safety.UNSAFE)
    assert sent.body == {key: value for key, value in PORTS.items() if key != "id"}
    assert made.id == ID


async def test_a_list_is_replaced_with_one_change_and_nothing_lost(wire: RecordingTransport, site: SiteScope) -> None:
    items = [{**IPV4["items"][0], "comment": "mail"}]  # type: ignore[dict-item]
    wire.answer({**IPV4, "items": items, "new": [1]}, IPV4)
    read = await site.traffic_matching_lists.get(ID)
    await site.traffic_matching_lists.replace(read.evolve(name="Mail"))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {LISTS}/{ID}", Safety.IDEMPOTENT)
    assert sent.body == {"type": "IPV4_ADDRESSES", "name": "Mail", "items": items, "new": [1]}


async def test_a_list_without_an_id_is_not_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="traffic_matching_list_id is empty"):
        await site.traffic_matching_lists.replace(PortMatchingList(name="Web", items=(SinglePort(value=443),)))
    assert wire.sent == []


async def test_a_list_is_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.traffic_matching_lists.delete(ID)
    assert (wire.sent[0].line, wire.sent[0].safety) == (f"DELETE {LISTS}/{ID}", Safety.IDEMPOTENT)


async def test_a_list_that_is_not_there_can_not_be_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({}, status=404)
    with pytest.raises(NotFoundError):
        await site.traffic_matching_lists.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({}, status=404, resent=True)
    await site.traffic_matching_lists.delete(ID)
    assert len(wire.sent) == 1

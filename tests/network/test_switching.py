"""Stacks, MC-LAG domains and LAGs."""

from __future__ import annotations

import pytest

from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import NotSupportedError
from unifi_sdk._core.model import Json
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import LagFilter, McLagDomainFilter, SwitchStackFilter
from unifi_sdk.network.models import (
    Lag,
    LagMember,
    LagType,
    LocalLag,
    McLagPeer,
    McLagRole,
    MultiChassisLag,
    Origin,
    SwitchStack,
    SwitchStackLag,
    SwitchStackMember,
    SwitchStackRole,
    SwitchStackUnit,
)

SWITCHING = f"/v1/sites/{SITE}/switching"
ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"

METADATA: Json = {"origin": "USER_DEFINED"}
MEMBERS: Json = [{"deviceId": ID, "portIdxs": [1, 2]}, {"deviceId": OTHER, "portIdxs": [3]}]
STACK = {
    "id": ID,
    "name": "Rack 1",
    "members": [{"deviceId": ID}, {"deviceId": OTHER}],
    "lags": [{"id": OTHER, "members": MEMBERS, "metadata": METADATA}],
    "metadata": METADATA,
}
DOMAIN = {
    "id": ID,
    "name": "Core",
    "peers": [
        {"role": "TOP", "deviceId": ID, "linkPortIdxs": [49, 50]},
        {"role": "BOTTOM", "deviceId": OTHER, "linkPortIdxs": [49]},
    ],
    "lags": [{"id": OTHER, "members": MEMBERS, "metadata": METADATA}],
    "metadata": METADATA,
}
COMMON = {"id": ID, "members": MEMBERS, "metadata": METADATA}
LAGS: dict[type[Lag], dict[str, Json]] = {
    LocalLag: {**COMMON, "type": "LOCAL"},
    SwitchStackLag: {**COMMON, "type": "SWITCH_STACK", "switchStackId": OTHER},
    MultiChassisLag: {**COMMON, "type": "MULTI_CHASSIS", "mcLagDomainId": OTHER},
    Lag: {**COMMON, "type": "INTERPLANETARY", "planet": "Mars"},
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


def lines(wire: RecordingTransport) -> list[str]:
    return [sent.line for sent in wire.sent]


async def test_a_stack_tells_its_members_and_lags(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(STACK), STACK)
    [listed] = await site.switch_stacks.list()
    stack = await site.switch_stacks.get(ID)
    assert lines(wire) == [f"GET {SWITCHING}/switch-stacks", f"GET {SWITCHING}/switch-stacks/{ID}"]
    assert listed == stack
    assert (stack.id, stack.name) == (ID, "Rack 1")
    assert stack.members == (SwitchStackMember(device_id=ID), SwitchStackMember(device_id=OTHER))
    assert stack.lags[0].members == (
        LagMember(device_id=ID, port_idxs=(1, 2)),
        LagMember(device_id=OTHER, port_idxs=(3,)),
    )
    assert stack.metadata is not None
    assert stack.metadata.origin is Origin.USER_DEFINED


async def test_a_stack_whose_members_are_named_otherwise_is_still_one(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({**STACK, "members": [{"macAddress": "02:00:5e:00:53:01"}]})
    stack = await site.switch_stacks.get(ID)
    [member] = stack.members
    assert (member.device_id, member.extra) == (None, {"macAddress": "02:00:5e:00:53:01"})


async def test_a_domain_tells_its_peers_and_the_ports_between_them(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(DOMAIN), DOMAIN)
    [listed] = await site.mc_lag_domains.list()
    domain = await site.mc_lag_domains.get(ID)
    assert lines(wire) == [f"GET {SWITCHING}/mc-lag-domains", f"GET {SWITCHING}/mc-lag-domains/{ID}"]
    assert listed == domain
    assert domain.peers == (
        McLagPeer(role=McLagRole.TOP, device_id=ID, link_port_idxs=(49, 50)),
        McLagPeer(role=McLagRole.BOTTOM, device_id=OTHER, link_port_idxs=(49,)),
    )
    assert domain.lags[0].id == OTHER


async def test_each_lag_is_of_its_kind(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(*({**lag, "id": str(number)} for number, lag in enumerate(LAGS.values()))))
    found = await site.lags.list()
    assert lines(wire) == [f"GET {SWITCHING}/lags"]
    assert [type(lag) for lag in found] == list(LAGS)
    assert [lag.type for lag in found] == ["LOCAL", "SWITCH_STACK", "MULTI_CHASSIS", "INTERPLANETARY"]


async def test_a_lag_tells_what_it_belongs_to(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(LAGS[SwitchStackLag], LAGS[MultiChassisLag])
    stacked, chassis = await site.lags.get(ID), await site.lags.get(ID)
    assert lines(wire) == [f"GET {SWITCHING}/lags/{ID}"] * 2
    assert isinstance(stacked, SwitchStackLag)
    assert stacked.switch_stack_id == OTHER
    assert isinstance(chassis, MultiChassisLag)
    assert chassis.mc_lag_domain_id == OTHER
    assert chassis.members[0].port_idxs == (1, 2)


@pytest.mark.parametrize("document", LAGS.values(), ids=lambda document: str(document["type"]))
def test_a_lag_loses_nothing(document: dict[str, Json]) -> None:
    codec = DIALECT.codec
    assert codec.encode(codec.decode(Lag, document)) == document


async def test_before_10_2_there_are_no_lags(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"statusCode": 404}, status=404)
    wire.answer({"applicationVersion": "10.1.84"})
    with pytest.raises(NotSupportedError, match=r"10\.2\.78"):
        await site.lags.list()


def test_stacks_domains_and_lags_are_filtered_by_what_their_lists_offer() -> None:
    assert str(SwitchStackFilter.members_device_id.contains(ID)) == f"members.deviceId.contains({ID})"
    assert str(SwitchStackFilter.name.like("Rack*")) == "name.like('Rack*')"
    assert str(McLagDomainFilter.peers_device_id.contains_all(ID, OTHER)) == (
        f"peers.deviceId.containsAll({ID}, {OTHER})"
    )
    assert str(LagFilter.type.eq(LagType.LOCAL)) == "type.eq('LOCAL')"
    assert str(LagFilter.switch_stack_id.is_null()) == "switchStackId.isNull()"
    assert str(LagFilter.mc_lag_domain_id.in_(ID)) == f"mcLagDomainId.in({ID})"
    assert str(LagFilter.members_port_idxs.contains_any(1, 2)) == "members.portIdxs.containsAny(1, 2)"
    assert str(LagFilter.metadata_origin.eq(Origin.DERIVED)) == "metadata.origin.eq('DERIVED')"
    assert not hasattr(LagFilter, "name")
    assert not hasattr(LagFilter.members_device_id, "is_empty")


UNITS: Json = [
    {"id": 1, "macAddress": "02:00:5e:00:53:01", "role": "ACTIVE_CONTROLLER", "order": 1},
    {"id": 2, "macAddress": "02:00:5e:00:53:02"},
]
UNIT_MEMBERS: Json = [{"unitId": 2, "unitMacAddress": "02:00:5e:00:53:02", "portIdxs": [1, 2]}]
STACK_OF_UNITS = {
    "id": ID,
    "name": "Rack 1",
    "deviceId": OTHER,
    "units": UNITS,
    "lags": [{"id": OTHER, "members": UNIT_MEMBERS, "metadata": METADATA}],
    "metadata": METADATA,
}


async def test_from_10_6_on_a_stack_tells_its_units(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(STACK_OF_UNITS))
    [stack] = await site.switch_stacks.list()
    assert stack.units == (
        SwitchStackUnit(id=1, mac_address="02:00:5e:00:53:01", role=SwitchStackRole.ACTIVE_CONTROLLER, order=1),
        SwitchStackUnit(id=2, mac_address="02:00:5e:00:53:02"),
    )
    assert (stack.device_id, stack.members) == (OTHER, ())
    assert stack.lags[0].members == (LagMember(unit_id=2, unit_mac_address="02:00:5e:00:53:02", port_idxs=(1, 2)),)


@pytest.mark.parametrize("document", [STACK, STACK_OF_UNITS], ids=["members", "units"])
def test_a_stack_is_written_back_as_it_came_whichever_version_sent_it(document: dict[str, Json]) -> None:
    codec = DIALECT.codec
    assert codec.encode(codec.decode(SwitchStack, document)) == document


def test_a_lag_of_units_loses_nothing() -> None:
    document: dict[str, Json] = {**LAGS[SwitchStackLag], "members": UNIT_MEMBERS}
    codec = DIALECT.codec
    assert codec.encode(codec.decode(Lag, document)) == document


def test_stacks_are_filtered_by_their_units() -> None:
    assert str(SwitchStackFilter.units_id.contains_any(1, 2)) == "units.id.containsAny(1, 2)"
    assert str(SwitchStackFilter.units_mac_address.contains("02:00:5e:00:53:01")) == (
        "units.macAddress.contains('02:00:5e:00:53:01')"
    )

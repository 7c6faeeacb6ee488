"""Networks: reading them, writing them back without a loss, and what keeps one from being deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.networks import GATEWAY, ID, OTHER, SWITCH, UNMANAGED, without_read_only
from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import BadRequestError, ConfigurationError, ConflictError, NotFoundError, ServerError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.errors import NetworkInUseError
from unifi_sdk.network.filters import NetworkFilter
from unifi_sdk.network.models import (
    DhcpServer,
    GatewayNetwork,
    GatewayNetworkOverview,
    IpAddressRange,
    Ipv4Configuration,
    Network,
    NetworkManagement,
    NetworkOverview,
    NetworkUser,
    Origin,
    SwitchNetworkOverview,
    UnmanagedNetwork,
    UnmanagedNetworkOverview,
)
from unifi_sdk.retry import Safety

NETWORKS = f"/v1/sites/{SITE}/networks"
REFERENCES = {
    "referenceResources": [
        {"resourceType": "WIFI", "referenceCount": 2, "references": [{"referenceId": ID}, {"referenceId": OTHER}]},
        {"resourceType": "STATIC_ROUTE", "referenceCount": 1},
    ]
}
REFUSED = {"statusCode": 400, "statusName": "BAD_REQUEST", "code": "api.request.error", "message": "Network is in use"}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


def lines(wire: RecordingTransport) -> list[str]:
    return [sent.line for sent in wire.sent]


def decode(document: Any) -> Network:
    return DIALECT.codec.decode(Network, document)


# Reading


async def test_the_list_tells_who_manages_each_network(wire: RecordingTransport, site: SiteScope) -> None:
    common = {key: GATEWAY[key] for key in ("name", "enabled", "vlanId", "metadata", "default")}
    wire.answer(
        page(
            {**common, "id": "1", "management": "GATEWAY", "zoneId": OTHER},
            {**common, "id": "2", "management": "SWITCH", "deviceId": OTHER},
            {**common, "id": "3", "management": "UNMANAGED"},
            {**common, "id": "4", "management": "CLOUD", "region": "eu"},
        )
    )
    gateway, switch, unmanaged, unknown = await site.networks.list()
    assert lines(wire) == [f"GET {NETWORKS}"]
    assert wire.sent[0].query == {"offset": "0", "limit": "200"}
    assert isinstance(gateway, GatewayNetworkOverview)
    assert (gateway.zone_id, gateway.name, gateway.vlan_id, gateway.enabled) == (OTHER, "Lab", 20, True)
    assert isinstance(switch, SwitchNetworkOverview)
    assert switch.device_id == OTHER
    assert type(unmanaged) is UnmanagedNetworkOverview
    assert type(unknown) is NetworkOverview
    assert (unknown.management, unknown.extra) == ("CLOUD", {"region": "eu"})


async def test_a_list_takes_a_filter(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    await site.networks.list(filter=NetworkFilter.vlan_id.in_(20, 30))
    assert wire.sent[0].query["filter"] == "vlanId.in(20, 30)"


async def test_a_network_of_the_gateway_has_all_its_settings(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(GATEWAY)
    network = await site.networks.get(ID)
    assert lines(wire) == [f"GET {NETWORKS}/{ID}"]
    assert isinstance(network, GatewayNetwork)
    assert (network.id, network.default, network.zone_id) == (ID, False, OTHER)
    assert network.metadata is not None
    assert network.metadata.origin is Origin.USER_DEFINED
    assert network.dhcp_guarding is not None
    assert network.dhcp_guarding.trusted_dhcp_server_ip_addresses == ("192.0.2.1",)
    assert network.mdns_forwarding_enabled
    assert network.extra == {}


# Looking for one


async def test_a_network_is_found_by_its_name_with_all_its_settings(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page({**UNMANAGED, "name": "other"}, {**UNMANAGED, "id": OTHER, "name": "Lab"}), GATEWAY)
    network = await site.networks.find(name="Lab")
    assert lines(wire) == [f"GET {NETWORKS}", f"GET {NETWORKS}/{OTHER}"]
    assert wire.sent[0].query["filter"] == "name.eq('Lab')"
    assert isinstance(network, GatewayNetwork)


async def test_a_name_that_no_network_has_is_not_found(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    with pytest.raises(NotFoundError, match="no network is called 'Lab'"):
        await site.networks.find(name="Lab")


async def test_a_name_that_two_networks_have_is_a_conflict(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(UNMANAGED, {**UNMANAGED, "id": OTHER}))
    with pytest.raises(ConflictError, match="more than one network is called 'Cameras'"):
        await site.networks.find(name="Cameras")
    assert len(wire.sent) == 1


async def test_an_empty_name_fails_before_any_request(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="name is empty"):
        await site.networks.find(name="")
    assert wire.sent == []


# Writing


async def test_a_network_is_made_from_a_model(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(GATEWAY, status=201)
    made = await site.networks.create(
        GatewayNetwork(
            name="Lab",
            enabled=True,
            vlan_id=20,
            isolation_enabled=False,
            cellular_backup_enabled=False,
            internet_access_enabled=True,
            ipv4_configuration=Ipv4Configuration(
                host_ip_address="192.0.2.1",
                prefix_length=24,
                auto_scale_enabled=False,
                dhcp_configuration=DhcpServer(
                    ip_address_range=IpAddressRange(start="192.0.2.10", stop="192.0.2.200"),
                    lease_time_seconds=86400,
                    ping_conflict_detection_enabled=True,
                ),
            ),
        )
    )
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {NETWORKS}", Safety.UNSAFE)
    assert sent.body == {
        "management": "GATEWAY",
        "name": "Lab",
        "enabled": True,
        "vlanId": 20,
        "isolationEnabled": False,
        "cellularBackupEnabled": False,
        "internetAccessEnabled": True,
        "ipv4Configuration": {
            "hostIpAddress": "192.0.2.1",
            "prefixLength": 24,
            "autoScaleEnabled": False,
            "dhcpConfiguration": {
                "mode": "SERVER",
                "ipAddressRange": {"start": "192.0.2.10", "stop": "192.0.2.200"},
                "leaseTimeSeconds": 86400,
                "pingConflictDetectionEnabled": True,
            },
        },
    }
    assert made.id == ID


async def test_a_copy_of_a_network_is_made_without_what_the_console_sets(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer(GATEWAY, status=201)
    await site.networks.create(decode(GATEWAY).evolve(name="Lab 2", vlan_id=21))
    assert wire.sent[0].body == {**without_read_only(GATEWAY), "name": "Lab 2", "vlanId": 21}


@pytest.mark.parametrize("document", [GATEWAY, SWITCH, UNMANAGED], ids=lambda document: str(document["management"]))
async def test_a_network_is_replaced_with_one_change_and_nothing_lost(
    wire: RecordingTransport, site: SiteScope, document: dict[str, Any]
) -> None:
    wire.answer({**document, "newSetting": {"on": True}}, {**document, "name": "IoT"})
    network = await site.networks.get(ID)
    replaced = await site.networks.replace(network.evolve(name="IoT"))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {NETWORKS}/{ID}", Safety.IDEMPOTENT)
    assert sent.body == {**without_read_only(document), "name": "IoT", "newSetting": {"on": True}}
    assert replaced.name == "IoT"


async def test_a_setting_that_becomes_none_is_left_out_and_so_off(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(GATEWAY)
    await site.networks.replace(decode(GATEWAY).evolve(dhcp_guarding=None, ipv6_configuration=None))
    kept = without_read_only(GATEWAY)
    assert wire.sent[0].body == {
        key: value for key, value in kept.items() if key not in ("dhcpGuarding", "ipv6Configuration")
    }


@pytest.mark.parametrize("verb", ["create", "replace"])
async def test_a_network_from_a_list_is_never_written(wire: RecordingTransport, site: SiteScope, verb: str) -> None:
    item = UnmanagedNetworkOverview(id=ID, name="Cameras", enabled=True, vlan_id=30)
    with pytest.raises(ConfigurationError, match="UnmanagedNetworkOverview"):
        await getattr(site.networks, verb)(item)
    assert wire.sent == []


async def test_a_network_without_an_id_is_not_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="network_id is empty"):
        await site.networks.replace(UnmanagedNetwork(name="Cameras", enabled=True, vlan_id=30))
    assert wire.sent == []


# Deleting


async def test_a_network_is_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.networks.delete(ID)
    [sent] = wire.sent
    assert (sent.line, sent.query, sent.body) == (f"DELETE {NETWORKS}/{ID}", {}, None)
    assert sent.safety is Safety.IDEMPOTENT


async def test_a_network_is_deleted_by_force_on_request(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.networks.delete(ID, force=True)
    assert wire.sent[0].query == {"force": "true"}


async def test_deleting_a_network_that_is_not_there_fails(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"statusCode": 404}, status=404)
    with pytest.raises(NotFoundError):
        await site.networks.delete(ID)
    assert len(wire.sent) == 1


async def test_a_network_that_the_first_of_two_attempts_deleted_is_deleted(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({"statusCode": 404}, status=404, resent=True)
    await site.networks.delete(ID)
    assert len(wire.sent) == 1


@pytest.mark.parametrize("status", [400, 409, 422])
async def test_a_network_in_use_is_refused_with_what_uses_it(
    wire: RecordingTransport, site: SiteScope, status: int
) -> None:
    wire.answer({**REFUSED, "requestId": "request-1", "windowMs": 2000}, status=status)
    wire.answer(REFERENCES)
    with pytest.raises(NetworkInUseError, match=r"Network is in use.*WIFI \(2\), STATIC_ROUTE \(1\)") as caught:
        await site.networks.delete(ID)
    assert lines(wire) == [f"DELETE {NETWORKS}/{ID}", f"GET {NETWORKS}/{ID}/references"]
    error = caught.value
    assert isinstance(error, ConflictError)
    assert [use.resource_type for use in error.references] == [NetworkUser.WIFI, NetworkUser.STATIC_ROUTE]
    assert (error.status, error.code, error.request_id) == (status, "api.request.error", "request-1")
    assert (error.application, error.known, error.resent, error.retry_after) == ("network", True, False, 2)
    assert error.operation == "DELETE /v1/sites/{site_id}/networks/{network_id}"
    assert error.__cause__ is not None
    assert "Network is in use" in str(error.__cause__)


@pytest.mark.parametrize(
    "answer",
    [
        lambda wire: wire.answer({"code": "api.unexpected-error", "message": "Failed"}, status=500),
        lambda wire: wire.answer({"referenceResources": []}),
        lambda wire: wire.answer({}),
        lambda wire: wire.answer([]),
        lambda wire: wire.answer({"statusCode": 404}, status=404),
    ],
    ids=["fails for good", "none", "nothing", "of another shape", "not known"],
)
async def test_a_refusal_stays_as_it_is_when_nothing_tells_what_uses_the_network(
    wire: RecordingTransport, site: SiteScope, answer: Callable[[RecordingTransport], None]
) -> None:
    wire.answer(REFUSED, status=400)
    answer(wire)
    with pytest.raises(BadRequestError, match="Network is in use") as caught:
        await site.networks.delete(ID)
    assert len(wire.sent) == 2
    assert type(caught.value) is BadRequestError
    assert caught.value.__cause__ is None


async def test_other_refusals_do_not_ask_what_uses_the_network(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"code": "api.unexpected-error"}, status=500)
    with pytest.raises(ServerError):
        await site.networks.delete(ID)
    assert len(wire.sent) == 1


async def test_what_uses_a_network_is_grouped_by_kind(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(REFERENCES)
    wifi, route = await site.networks.references(ID)
    assert lines(wire) == [f"GET {NETWORKS}/{ID}/references"]
    assert (wifi.resource_type, wifi.reference_count, wifi.ids) == (NetworkUser.WIFI, 2, (ID, OTHER))
    assert (route.resource_type, route.references, route.ids) == (NetworkUser.STATIC_ROUTE, None, ())


async def test_a_kind_of_user_that_is_new_is_told_in_the_error(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(REFUSED, status=400)
    wire.answer({"referenceResources": [{"resourceType": "TELE\nPORT"}]})
    with pytest.raises(NetworkInUseError) as caught:
        await site.networks.delete(ID)
    assert "TELE PORT" in str(caught.value)


# Filters


def test_networks_are_filtered_by_what_the_list_offers() -> None:
    assert str(NetworkFilter.management.eq(NetworkManagement.SWITCH)) == "management.eq('SWITCH')"
    assert str(NetworkFilter.vlan_id.ge(100)) == "vlanId.ge(100)"
    assert str(NetworkFilter.device_id.is_not_null()) == "deviceId.isNotNull()"
    assert str(NetworkFilter.device_id.in_(OTHER)) == f"deviceId.in({OTHER})"
    assert str(NetworkFilter.metadata_origin.ne(Origin.SYSTEM_DEFINED)) == "metadata.origin.ne('SYSTEM_DEFINED')"
    assert str(NetworkFilter.enabled.eq(False)) == "enabled.eq(false)"
    assert str(NetworkFilter.name.starts_with("IoT.")) == r"name.like('IoT\.*')"
    assert not hasattr(NetworkFilter.vlan_id, "is_null")
    assert not hasattr(NetworkFilter.management, "like")

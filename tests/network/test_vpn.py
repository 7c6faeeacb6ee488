"""VPN servers, and tunnels to other sites."""

from __future__ import annotations

import pytest

from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk._core.model import Json
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import SiteToSiteTunnelFilter, VpnServerFilter
from unifi_sdk.network.models import (
    IpsecTunnel,
    L2tpServer,
    OpenVpnServer,
    OpenVpnTunnel,
    Origin,
    PptpServer,
    SiteToSiteTunnel,
    TunnelSource,
    TunnelType,
    UidVpnServer,
    VpnServer,
    VpnServerType,
    WireGuardServer,
    WireGuardTunnel,
)

ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
SERVERS = {
    "OPENVPN": OpenVpnServer,
    "WIREGUARD": WireGuardServer,
    "L2TP": L2tpServer,
    "PPTP": PptpServer,
    "UID": UidVpnServer,
    "TIN_CANS": VpnServer,
}
TUNNELS = {
    "OPENVPN": OpenVpnTunnel,
    "IPSEC": IpsecTunnel,
    "WIREGUARD": WireGuardTunnel,
    "STRING": SiteToSiteTunnel,
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


def server(kind: str) -> dict[str, Json]:
    return {"type": kind, "id": f"id of {kind}", "name": "Home", "enabled": True, "metadata": {"origin": "DERIVED"}}


def tunnel(kind: str) -> dict[str, Json]:
    metadata: Json = {"origin": "DERIVED", "source": "SDWAN"}
    return {"type": kind, "id": f"id of {kind}", "name": "Office", "metadata": metadata}


async def test_each_server_is_of_its_kind(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(*map(server, SERVERS)))
    found = await site.vpn_servers.list()
    assert wire.sent[0].line == f"GET /v1/sites/{SITE}/vpn/servers"
    assert {one.type: type(one) for one in found} == SERVERS
    assert (found[0].id, found[0].name, found[0].enabled) == ("id of OPENVPN", "Home", True)
    assert found[0].metadata is not None
    assert found[0].metadata.origin is Origin.DERIVED


async def test_each_tunnel_is_of_its_kind(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(*map(tunnel, TUNNELS)))
    found = await site.site_to_site_tunnels.list()
    assert wire.sent[0].line == f"GET /v1/sites/{SITE}/vpn/site-to-site-tunnels"
    assert {one.type: type(one) for one in found} == TUNNELS
    assert found[0].metadata is not None
    assert (found[0].metadata.origin, found[0].metadata.source) == (Origin.DERIVED, TunnelSource.SDWAN)


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_loses_nothing(kind: str) -> None:
    codec, document = DIALECT.codec, {**server(kind), "port": 1194}
    assert codec.encode(codec.decode(VpnServer, document)) == document


@pytest.mark.parametrize("kind", TUNNELS)
def test_a_tunnel_loses_nothing(kind: str) -> None:
    codec, document = DIALECT.codec, {**tunnel(kind), "peer": "192.0.2.1"}
    assert codec.encode(codec.decode(SiteToSiteTunnel, document)) == document


async def test_lists_take_their_filters(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(), page())
    await site.vpn_servers.list(filter=VpnServerFilter.enabled.eq(True))
    await site.site_to_site_tunnels.list(filter=SiteToSiteTunnelFilter.metadata_source.is_null())
    assert [sent.query["filter"] for sent in wire.sent] == ["enabled.eq(true)", "metadata.source.isNull()"]


def test_servers_and_tunnels_are_filtered_by_what_their_lists_offer() -> None:
    assert str(VpnServerFilter.type.in_(VpnServerType.L2TP, VpnServerType.PPTP)) == "type.in('L2TP', 'PPTP')"
    assert str(VpnServerFilter.id.eq(ID)) == f"id.eq({ID})"
    assert str(VpnServerFilter.metadata_origin.eq(Origin.USER_DEFINED)) == "metadata.origin.eq('USER_DEFINED')"
    assert str(SiteToSiteTunnelFilter.type.ne(TunnelType.IPSEC)) == "type.ne('IPSEC')"
    assert str(SiteToSiteTunnelFilter.metadata_source.eq(TunnelSource.SDWAN)) == "metadata.source.eq('SDWAN')"
    assert str(SiteToSiteTunnelFilter.name.like("*")) == "name.like('*')"
    assert not hasattr(SiteToSiteTunnelFilter, "enabled")

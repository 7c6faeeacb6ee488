"""Devices: reading them, and what is done to them just once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import ConfigurationError, ConflictError, MutationBlockedError, NotFoundError
from unifi_sdk.guard import plan
from unifi_sdk.network import NetworkClient, SiteScope
from unifi_sdk.network.filters import DeviceFilter, PendingDeviceFilter
from unifi_sdk.network.models import (
    AccessPointFeature,
    Device,
    DeviceFeature,
    DeviceInterface,
    DeviceOverview,
    DeviceState,
    Origin,
    PoeStandard,
    PoeState,
    PortConnector,
    PortState,
    WlanStandard,
)
from unifi_sdk.retry import Safety

DEVICES = f"/v1/sites/{SITE}/devices"
SWITCH = "0b1f5c3e-6f54-4b1c-9a3e-2d7c5b8a9f10"
PARENT = "3b7a0f5e-11d2-4a67-8c55-90f2d4e6a1b2"

OVERVIEW = {
    "id": SWITCH,
    "macAddress": "02:00:5e:00:53:01",
    "ipAddress": "192.0.2.11",
    "name": "Lobby switch",
    "model": "USW Pro 24",
    "state": "ONLINE",
    "supported": True,
    "firmwareVersion": "7.1.26",
    "firmwareUpdatable": False,
    "features": ["switching"],
    "interfaces": ["ports"],
}
DETAILS = {
    **OVERVIEW,
    "adoptedAt": "2026-01-02T03:04:05Z",
    "provisionedAt": "2026-01-02T03:04:06.789Z",
    "configurationId": "7596498d2f367dc2",
    "uplink": {"deviceId": PARENT},
    "features": {
        "switching": {"lags": [{"id": "lag", "portIdxs": [7, 8], "metadata": {"origin": "USER_DEFINED"}}]},
        "accessPoint": {},
    },
    "interfaces": {
        "ports": [
            {
                "idx": 1,
                "state": "UP",
                "connector": "RJ45",
                "maxSpeedMbps": 2500,
                "speedMbps": 1000,
                "poe": {"standard": "802.3bt", "type": 3, "enabled": True, "state": "LIMITED"},
            },
            {"idx": 25, "state": "DOWN", "connector": "SFPPLUS", "maxSpeedMbps": 10000},
        ],
        "radios": [{"wlanStandard": "802.11be", "frequencyGHz": 2.4, "channelWidthMHz": 40, "channel": 6}],
    },
}
STATISTICS = {
    "uptimeSec": 3600,
    "lastHeartbeatAt": "2026-01-02T03:04:05Z",
    "nextHeartbeatAt": "2026-01-02T03:04:35Z",
    "loadAverage1Min": 0.5,
    "loadAverage5Min": 0.25,
    "loadAverage15Min": 1,
    "cpuUtilizationPct": 12.5,
    "memoryUtilizationPct": 40,
    "uplink": {"txRateBps": 1_000_000_000_000, "rxRateBps": 0},
    "interfaces": {"radios": [{"frequencyGHz": 5, "txRetriesPct": 3.5}]},
}
PENDING = {
    "macAddress": "02:00:5e:00:53:02",
    "ipAddress": "192.0.2.12",
    "model": "U7PRO",
    "state": "PENDING_ADOPTION",
    "supported": True,
    "firmwareVersion": "8.0.1",
    "firmwareUpdatable": True,
    "features": ["accessPoint"],
    "adoptionTargetSiteIds": [SITE],
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def network(wire: RecordingTransport) -> NetworkClient:
    return wire.network()


@pytest.fixture
def site(network: NetworkClient) -> SiteScope:
    return network.site(SITE)


def lines(wire: RecordingTransport) -> list[str]:
    return [sent.line for sent in wire.sent]


# Reading


async def test_the_list_asks_for_the_largest_pages(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(OVERVIEW))
    [device] = await site.devices.list()
    assert lines(wire) == [f"GET {DEVICES}"]
    assert wire.sent[0].query == {"offset": "0", "limit": "200"}
    assert device == DeviceOverview(
        id=SWITCH,
        mac_address="02:00:5e:00:53:01",
        ip_address="192.0.2.11",
        name="Lobby switch",
        model="USW Pro 24",
        state=DeviceState.ONLINE,
        supported=True,
        firmware_version="7.1.26",
        firmware_updatable=False,
        features=(DeviceFeature.SWITCHING,),
        interfaces=(DeviceInterface.PORTS,),
    )
    assert device.is_online


async def test_a_device_has_its_ports_radios_and_features(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(DETAILS)
    device = await site.devices.get(SWITCH)
    assert lines(wire) == [f"GET {DEVICES}/{SWITCH}"]
    assert (device.adopted_at, device.configuration_id) == (
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "7596498d2f367dc2",
    )
    assert device.provisioned_at == datetime(2026, 1, 2, 3, 4, 6, 789_000, tzinfo=UTC)
    assert device.uplink is not None
    assert device.uplink.device_id == PARENT
    assert device.features is not None
    assert device.features.access_point == AccessPointFeature()
    assert device.features.switching is not None
    [lag] = device.features.switching.lags
    assert (lag.id, lag.port_idxs, lag.metadata and lag.metadata.origin) == ("lag", (7, 8), Origin.USER_DEFINED)
    copper, fibre = device.ports
    assert (copper.idx, copper.state, copper.connector) == (1, PortState.UP, PortConnector.RJ45)
    assert (copper.max_speed_mbps, copper.speed_mbps) == (2500, 1000)
    assert copper.poe is not None
    assert (copper.poe.standard, copper.poe.type, copper.poe.enabled) == (PoeStandard.BT, 3, True)
    assert copper.poe.state is PoeState.LIMITED
    assert (fibre.connector, fibre.speed_mbps, fibre.poe) == (PortConnector.SFP_PLUS, None, None)
    [radio] = device.radios
    assert (radio.wlan_standard, radio.frequency_ghz) == (WlanStandard.BE, 2.4)
    assert (radio.channel_width_mhz, radio.channel) == (40, 6)


async def test_a_device_that_says_next_to_nothing_is_still_one(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"macAddress": "02:00:5e:00:53:01", "features": {"switching": {}}, "interfaces": {}})
    device = await site.devices.get(SWITCH)
    assert isinstance(device, Device)
    assert (device.id, device.ports, device.radios, device.is_online) == ("", (), (), False)
    assert device.features is not None
    assert device.features.switching is not None
    assert device.features.access_point is None


async def test_a_device_without_interfaces_has_no_ports(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"id": SWITCH})
    device = await site.devices.get(SWITCH)
    assert (device.ports, device.radios, device.interfaces) == ((), (), None)


async def test_states_and_features_that_are_new_keep_their_text(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page({**OVERVIEW, "state": "HIBERNATING", "features": ["switching", "camera"], "colour": "white"}))
    [device] = await site.devices.list()
    assert device.state == "HIBERNATING"
    assert device.state is not None
    assert not device.state.is_known
    assert device.features == ("switching", "camera")
    assert device.extra == {"colour": "white"}


async def test_a_band_that_stands_there_as_a_text_is_read(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"id": SWITCH, "interfaces": {"radios": [{"frequencyGHz": "5"}]}})
    [radio] = (await site.devices.get(SWITCH)).radios
    assert radio.frequency_ghz == 5


async def test_statistics_tell_load_uplink_and_radios(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(STATISTICS)
    found = await site.devices.statistics(SWITCH)
    assert lines(wire) == [f"GET {DEVICES}/{SWITCH}/statistics/latest"]
    assert (found.uptime_sec, found.cpu_utilization_pct, found.memory_utilization_pct) == (3600, 12.5, 40)
    assert (found.load_average_1_min, found.load_average_5_min, found.load_average_15_min) == (0.5, 0.25, 1)
    assert found.last_heartbeat_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.next_heartbeat_at == datetime(2026, 1, 2, 3, 4, 35, tzinfo=UTC)
    assert found.uplink is not None
    assert (found.uplink.tx_rate_bps, found.uplink.rx_rate_bps) == (10**12, 0)
    assert found.interfaces is not None
    assert [(radio.frequency_ghz, radio.tx_retries_pct) for radio in found.interfaces.radios] == [(5, 3.5)]


async def test_statistics_of_an_offline_device_are_nearly_empty(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({})
    found = await site.devices.statistics(SWITCH)
    assert (found.uptime_sec, found.uplink, found.interfaces) == (None, None, None)


async def test_pending_devices_belong_to_the_console(wire: RecordingTransport, network: NetworkClient) -> None:
    wire.answer(page(PENDING))
    [device] = await network.pending_devices.list(filter=PendingDeviceFilter.supported.eq(True))
    assert lines(wire) == ["GET /v1/pending-devices"]
    assert wire.sent[0].query["filter"] == "supported.eq(true)"
    assert (device.mac_address, device.state) == ("02:00:5e:00:53:02", DeviceState.PENDING_ADOPTION)
    assert (device.features, device.adoption_target_site_ids) == ((DeviceFeature.ACCESS_POINT,), (SITE,))


# Looking for one


async def test_a_device_is_found_by_its_name(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page({**OVERVIEW, "name": "Anna's switch"}))
    found = await site.devices.find(name="Anna's switch")
    assert wire.sent[0].query["filter"] == "name.eq('Anna''s switch')"
    assert found.id == SWITCH


async def test_a_device_is_found_by_any_spelling_of_its_address(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page({**OVERVIEW, "macAddress": "02:00:5E:00:53:01"}))
    found = await site.devices.find(mac="02-00-5e-00-53-01")
    assert wire.sent[0].query["filter"] == "macAddress.eq('02:00:5e:00:53:01')"
    assert found.id == SWITCH


async def test_a_console_that_ignores_the_filter_brings_no_wrong_device(
    wire: RecordingTransport, site: SiteScope
) -> None:
    others = {**OVERVIEW, "id": PARENT, "name": "Gateway", "macAddress": "02:00:5e:00:53:09"}
    wire.answer(page(others, OVERVIEW), page(others, OVERVIEW), page(others, {"id": "bare"}))
    assert (await site.devices.find(name="Lobby switch")).id == SWITCH
    assert (await site.devices.find(mac="02:00:5e:00:53:01")).id == SWITCH
    with pytest.raises(NotFoundError, match="02:00:5e:00:53:01"):
        await site.devices.find(mac="02:00:5e:00:53:01")


async def test_a_name_that_nobody_has_is_not_found(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    with pytest.raises(NotFoundError, match="no device is called 'Attic'"):
        await site.devices.find(name="Attic")


async def test_a_name_that_two_devices_have_is_a_conflict(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(OVERVIEW, {**OVERVIEW, "id": PARENT}))
    with pytest.raises(ConflictError, match="more than one device is called 'Lobby switch'"):
        await site.devices.find(name="Lobby switch")


@pytest.mark.parametrize(
    "arguments", [{}, {"name": "a", "mac": "02:00:5e:00:53:01"}, {"name": " "}, {"mac": "02:00"}], ids=repr
)
async def test_a_search_for_nothing_fails_before_any_request(
    wire: RecordingTransport, site: SiteScope, arguments: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError):
        await site.devices.find(**arguments)
    assert wire.sent == []


# Doing something to them


async def test_a_restart_is_sent_as_an_action_that_is_never_repeated(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.devices.restart(SWITCH)
    [sent] = wire.sent
    assert (sent.line, sent.body) == (f"POST {DEVICES}/{SWITCH}/actions", {"action": "RESTART"})
    assert sent.safety is Safety.UNSAFE


async def test_a_port_is_power_cycled_by_its_number(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.devices.power_cycle_port(SWITCH, 12)
    [sent] = wire.sent
    assert sent.line == f"POST {DEVICES}/{SWITCH}/interfaces/ports/12/actions"
    assert (sent.body, sent.safety) == ({"action": "POWER_CYCLE"}, Safety.UNSAFE)


@pytest.mark.parametrize("port_idx", [0, -1, True])
async def test_a_port_that_can_not_be_fails_before_any_request(
    wire: RecordingTransport, site: SiteScope, port_idx: int
) -> None:
    with pytest.raises(ConfigurationError, match="port_idx"):
        await site.devices.power_cycle_port(SWITCH, port_idx)
    assert wire.sent == []


async def test_a_device_is_adopted_by_its_address(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({**DETAILS, "state": "ADOPTING"})
    device = await site.devices.adopt("0200.5E00.5301")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {DEVICES}", Safety.UNSAFE)
    assert sent.body == {"macAddress": "02:00:5e:00:53:01", "ignoreDeviceLimit": False}
    assert (device.id, device.state) == (SWITCH, DeviceState.ADOPTING)


async def test_the_limit_of_devices_is_ignored_on_request(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(DETAILS)
    await site.devices.adopt("02:00:5e:00:53:01", ignore_device_limit=True)
    assert wire.sent[0].body == {"macAddress": "02:00:5e:00:53:01", "ignoreDeviceLimit": True}


async def test_an_address_that_is_none_is_not_adopted(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="MAC"):
        await site.devices.adopt("lobby")
    assert wire.sent == []


async def test_a_removal_resets_the_device_and_is_never_repeated(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.devices.remove(SWITCH)
    [sent] = wire.sent
    assert (sent.line, sent.query, sent.body) == (f"DELETE {DEVICES}/{SWITCH}", {}, None)
    assert sent.safety is Safety.UNSAFE


async def test_removing_a_device_that_is_not_there_fails(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"statusCode": 404, "statusName": "NOT_FOUND"}, status=404)
    with pytest.raises(NotFoundError):
        await site.devices.remove(SWITCH)


async def test_a_device_without_an_id_can_not_be_restarted(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="device_id is empty"):
        await site.devices.restart("")
    assert wire.sent == []


async def test_a_read_only_client_touches_no_device() -> None:
    wire = RecordingTransport(read_only=True)
    devices = wire.network().site(SITE).devices
    for write in (
        devices.restart(SWITCH),
        devices.power_cycle_port(SWITCH, 1),
        devices.adopt("02:00:5e:00:53:01"),
        devices.remove(SWITCH),
    ):
        with pytest.raises(MutationBlockedError):
            await write
    assert wire.sent == []


async def test_a_restart_can_be_looked_at_before_it_is_sent(wire: RecordingTransport, site: SiteScope) -> None:
    planned = await plan(site.devices.restart(SWITCH))
    assert (planned.verb, planned.body) == ("POST", {"action": "RESTART"})
    assert planned.path.endswith(f"/devices/{SWITCH}/actions")
    assert wire.sent == []


# Filters


def test_devices_are_filtered_by_what_the_list_offers() -> None:
    outdated = DeviceFilter.firmware_version.lt("7.0.0") | DeviceFilter.firmware_version.is_null()
    chosen = DeviceFilter.features.contains(DeviceFeature.SWITCHING) & outdated
    assert str(chosen) == (
        "and(features.contains('switching'), or(firmwareVersion.lt('7.0.0'), firmwareVersion.isNull()))"
    )
    assert str(DeviceFilter.firmware_version.like(r"7\.*")) == r"firmwareVersion.like('7\.*')"
    assert str(DeviceFilter.interfaces.is_empty()) == "interfaces.isEmpty()"
    assert str(DeviceFilter.state.in_(DeviceState.OFFLINE, DeviceState.ISOLATED)) == "state.in('OFFLINE', 'ISOLATED')"
    assert str(PendingDeviceFilter.model.ne("U7PRO")) == "model.ne('U7PRO')"


@pytest.mark.parametrize(
    ("kind", "function"),
    [
        (DeviceFilter.mac_address, "like"),
        (DeviceFilter.model, "is_null"),
        (DeviceFilter.supported, "in_"),
        (DeviceFilter.name, "gt"),
        (PendingDeviceFilter, "name"),
        (PendingDeviceFilter, "id"),
        (PendingDeviceFilter, "interfaces"),
    ],
)
def test_what_the_list_does_not_offer_is_not_there(kind: object, function: str) -> None:
    assert not hasattr(kind, function)


async def test_from_11_0_on_a_radio_may_work_below_1_ghz(wire: RecordingTransport, site: SiteScope) -> None:
    radio = {"wlanStandard": "802.11ah", "frequencyGHz": 0.9, "channelWidthMHz": 8}
    wire.answer({"id": SWITCH, "interfaces": {"radios": [radio]}})
    device = await site.devices.get(SWITCH)
    [found] = device.radios
    assert (found.wlan_standard, found.frequency_ghz) == (WlanStandard.AH, 0.9)

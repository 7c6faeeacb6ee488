"""Link stations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.protect.models import LinkStation, ThreadNetworkStatus, ThreadRole
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "linkstation",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "isAlarmHub": False,
    "ledSettings": {"isEnabled": True},
    "lastEvent": 1767225600000,
    "threadState": {
        "network": {
            "status": "ready",
            "role": "leader",
            "networkName": "Example",
            "channel": 15,
            "panId": "1a2b",
            "extendedPanId": "1a2b3c4d5e6f7a8b",
            "joinedDeviceCount": 3,
            "errorReason": "none",
            "lastUpdatedAt": 1767225600000,
        }
    },
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.link_stations.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/link-stations"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.link_stations.get(ID)
    assert wire.sent[0].line == f"GET /v1/link-stations/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (LinkStation, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.link_stations.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(LinkStation, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.link_stations.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/link-stations/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(LinkStation, WHOLE)


def test_values_are_typed() -> None:
    station = read(LinkStation, WHOLE)
    assert (station.is_alarm_hub, station.alarm_hub) == (False, None)
    assert station.last_event == datetime(2026, 1, 1, tzinfo=UTC)
    network = station.thread_state.network
    assert (network.status, network.role) == (ThreadNetworkStatus.READY, ThreadRole.LEADER)
    assert (network.channel, network.joined_device_count) == (15, 3)
    assert network.last_updated_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_station_without_such_a_radio_has_no_thread_network() -> None:
    assert read(LinkStation, WHOLE | {"threadState": {"network": None}}).thread_state.network is None

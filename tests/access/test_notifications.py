"""Every kind of notification, frame by frame: each has its class, and beyond the kind nothing has to be there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.access_calls import read_frame
from unifi_sdk import RawEvent
from unifi_sdk.access import models
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models import Door, DoorPosition, LocationState, LocationUpdate, LockRelay, Notification

DOOR, HUB = "450a6c0f-28f7-47ca-99c3-5a35475fece4", "e4388384236b"
STATE = {
    "lock": "unlocked",
    "dps": "none",
    "dps_connected": False,
    "emergency": {"software": "none", "hardware": "none"},
    "is_unavailable": False,
    "alarms": [],
    "remain_unlock": {"type": "keep_unlock", "until": 3602128309, "state": "unlock"},
}
PLACE = {"id": DOOR, "location_type": "door", "name": "Lobby", "device_ids": [HUB], "state": STATE}
KINDS: dict[str, tuple[type[Notification], dict[str, Any]]] = {
    "access.remote_view": (
        models.DoorbellNotification,
        {"request_id": "r", "device_id": HUB, "create_time": 1694771479},
    ),
    "access.remote_view.change": (
        models.DoorbellChangeNotification,
        {"remote_call_request_id": "r", "reason_code": 108},
    ),
    "access.data.device.remote_unlock": (
        models.RemoteUnlockNotification,
        {"unique_id": DOOR, "level": 0, "work_time": "[]"},
    ),
    "access.data.v2.location.update": (models.LocationUpdateNotification, PLACE),
    "access.data.device.location_update_v2": (models.OlderLocationUpdateNotification, PLACE),
    "access.data.location.update": (models.LegacyLocationUpdateNotification, {"unique_id": DOOR, "name": "Lobby"}),
    "access.data.v2.device.update": (
        models.DeviceUpdateNotification,
        {"id": HUB, "device_type": "UAH", "online": True, "location_states": [{"location_id": DOOR}], "cap": None},
    ),
    "access.data.device.update": (
        models.LegacyDeviceUpdateNotification,
        {"unique_id": HUB, "configs": [{"key": "input_d1_dps", "value": "on", "tag": "hub_action"}]},
    ),
    "access.data.device.delete": (models.DeviceDeletedNotification, {"id": HUB}),
    "access.data.setting.update": (models.SettingUpdateNotification, {"evacuation": False, "lockdown": True}),
    "access.logs.add": (
        models.LogEntryNotification,
        {
            "_id": "1",
            "_source": {"event": {"type": "access.door.unlock", "published": 1694771479123}},
            "tag": "door_openings",
        },
    ),
    "access.logs.insights.add": (
        models.InsightEntryNotification,
        {"log_key": "k", "published": 1694771479123, "metadata": {"door": {"id": DOOR}, "actor": [{"id": "42"}]}},
    ),
    "access.hw.door_bell": (
        models.HardwareDoorbellNotification,
        {"door_id": DOOR, "door_name": "Lobby", "request_id": "r"},
    ),
    "access.base.info": (models.BaseInfoNotification, {"top_log_count": 7}),
    "access.dps_change": (models.LegacyPositionNotification, {"status": "open"}),
}
ODD = st.sampled_from([None, "", 0, -1, True, [], {}, [None], {"id": 7}, "of tomorrow", 1e300])


def read(kind: str, data: object) -> Any:
    (item,) = read_frame({"event": kind, "event_object_id": "", "data": data})
    return item


def test_every_kind_that_is_typed_is_tried() -> None:
    assert Notification.variants.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_class_and_shows_what_it_brought(kind: str) -> None:
    cls, data = KINDS[kind]
    item = read(kind, data)
    assert type(item) is cls
    assert json.loads(json.dumps(DIALECT.codec.encode(item)))["data"].keys() >= data.keys()
    assert item.data is not None


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_beyond_the_kind_has_to_be_there(kind: str) -> None:
    cls = KINDS[kind][0]
    assert type(read(kind, {})) is cls
    assert type(read(kind, None)) is cls
    assert [type(item) for item in read_frame({"event": kind})] == [cls]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_no_odd_value_keeps_a_notification_from_being_read(kind: str, data: st.DataObject) -> None:
    cls, sound = KINDS[kind]
    damaged = {name: data.draw(st.one_of(st.just(value), ODD), label=name) for name, value in sound.items()}
    assert type(read(kind, damaged)) is cls


@pytest.mark.parametrize("frame", ["Hello", 7, None, True, [], [{"event": "access.base.info"}]])
def test_a_frame_that_is_no_object_is_a_sign_of_life_and_no_more(frame: object) -> None:
    assert read_frame(frame) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("event", [None, 7, {}, ["access.base.info"]])
def test_a_kind_that_is_no_text_is_kept_as_it_came(event: object) -> None:
    frame = {"event": event, "data": {}}
    (item,) = read_frame(frame)
    assert isinstance(item, RawEvent)
    assert item.raw == frame


def test_times_have_the_unit_of_their_field() -> None:
    ring = read("access.remote_view", {"create_time": 1694771479}).data
    insight = read("access.logs.insights.add", {"published": 1694771479123}).data
    assert ring.create_time == datetime(2023, 9, 15, 9, 51, 19, tzinfo=UTC)
    assert insight.published == datetime(2023, 9, 15, 9, 51, 19, 123000, tzinfo=UTC)


@pytest.mark.parametrize("door", [{"id": DOOR}, [{"id": DOOR}]])
def test_an_insight_tells_its_door_alone_or_in_a_list(door: object) -> None:
    insight = read("access.logs.insights.add", {"metadata": {"door": door}}).data
    assert [one.id for one in insight.metadata.door] == [DOOR]


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        ({"dps": "open"}, True),
        ({"dps": "open", "dps_connected": True}, True),
        ({"dps": "close"}, False),
        ({"dps": "close", "dps_connected": False}, None),
        ({"dps": "none"}, None),
        ({"dps": ""}, None),
        ({"dps": None}, None),
        ({"dps": "ajar"}, None),
        ({}, None),
    ],
)
def test_a_position_that_nobody_knows_is_neither_open_nor_closed(state: dict, is_open: bool | None) -> None:
    assert DIALECT.codec.decode(LocationState, state).is_open is is_open


@pytest.mark.parametrize(
    ("lock", "is_locked"),
    [("locked", True), ("unlocked", False), ("", None), (None, None), ("lock", None), ("jammed", None)],
)
def test_a_lock_that_nobody_knows_is_neither_locked_nor_unlocked(lock: object, is_locked: bool | None) -> None:
    assert DIALECT.codec.decode(LocationState, {"lock": lock}).is_locked is is_locked


@pytest.mark.parametrize(
    ("state", "is_locked", "is_open"),
    [
        ({"lock": "unlocked", "dps": "open"}, False, True),
        ({"lock": "locked", "dps": "close", "dps_connected": True}, True, False),
        ({"lock": "unlocked"}, False, False),
        ({"dps": "open"}, True, True),
        ({"lock": "jammed", "dps": "ajar"}, None, None),
        ({"dps": "close", "dps_connected": False}, True, None),
        ({"lock": "locked", "dps": "close", "is_unavailable": True}, None, None),
        (None, True, False),
    ],
)
def test_a_door_is_as_the_last_update_says_and_otherwise_as_it_was(
    state: dict | None, is_locked: bool | None, is_open: bool | None
) -> None:
    door = Door(id="d", name="Lobby", door_lock_relay_status=LockRelay.LOCK, door_position_status=DoorPosition.CLOSE)
    after = DIALECT.codec.decode(LocationUpdate, {"id": "d", "state": state}).applied_to(door)
    assert (after.id, after.name, after.is_locked, after.is_open) == ("d", "Lobby", is_locked, is_open)

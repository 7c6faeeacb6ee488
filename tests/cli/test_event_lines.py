"""What a notification says in one line, whatever of it is there."""

from __future__ import annotations

from typing import Any

import pytest

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models import Device
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.cli.data import Shown, Writer
from unifi_sdk.cli.event_lines import AccessLines, Line, Names
from unifi_sdk.cli.fence import Fence

CODEC: Codec = DIALECT.codec


async def devices() -> list[Device]:
    return [Device(id="e4388384236b", name="Reader by the gate")]


@pytest.fixture
def lines() -> AccessLines:
    return AccessLines(Writer(Shown(fence=Fence("0f1e"))), Names(devices))


async def line(lines: AccessLines, event: str, data: object) -> Line:
    told = await lines.describe(CODEC.decode(Notification, {"event": event, "event_object_id": "o1", "data": data}))
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("event", "data", "where", "what"),
    [
        ("access.remote_view", {"door_name": "Gate", "device_id": "x"}, "Gate", "somebody rings"),
        ("access.remote_view", {"device_id": "e4388384236b"}, "Reader by the gate", "somebody rings"),
        ("access.remote_view.change", {"reason_code": 108}, "", "the ring has ended: cancelled"),
        ("access.remote_view.change", {"reason_code": 999}, "", "the ring has ended: 999"),
        ("access.data.device.remote_unlock", {"unique_id": "d", "name": "Gate"}, "Gate", "unlocked from afar"),
        ("access.hw.door_bell", {"door_name": "Gate"}, "Gate", "somebody rings"),
        (
            "access.data.v2.location.update",
            {"name": "Gate", "state": {"lock": "unlocked", "dps": "open"}},
            "Gate",
            "unlocked, position open",
        ),
        (
            "access.data.device.location_update_v2",
            {"name": "Gate", "state": {"lock": "locked", "dps": ""}},
            "Gate",
            "locked, position unknown",
        ),
        ("access.data.v2.location.update", {"name": "Gate"}, "Gate", "lock unknown, position unknown"),
        ("access.data.v2.device.update", {"id": "e4388384236b", "online": True}, "Reader by the gate", "online"),
        ("access.data.v2.device.update", {"id": "x", "online": False}, "", "offline"),
        ("access.data.v2.device.update", {"id": "x"}, "", "changed"),
        (
            "access.data.setting.update",
            {"lockdown": True, "evacuation": True},
            "",
            "emergency: lockdown and evacuation",
        ),
        ("access.data.setting.update", {"lockdown": False}, "", "emergency: none"),
        ("access.data.device.delete", {"id": "x"}, "", "access.data.device.delete"),
        ("access.logs.insights.add", {"event_type": "access.door.unlock"}, "", "access.door.unlock"),
        ("access.logs.add", {"_source": {"event": {"type": "access.door.unlock"}}}, "", "access.door.unlock"),
        ("access.logs.add", {}, "", "access.logs.add"),
    ],
)
async def test_a_notification_is_told_in_words(lines: AccessLines, event: str, data: object, where: str, what: str):
    told = await line(lines, event, data)
    assert (told.kind, told.where, told.what) == (event, where, what)
    assert told.facts["id"] == "o1"


@pytest.mark.parametrize("event", sorted(Notification.variants))
@pytest.mark.parametrize("data", [{}, {"unknown": "text"}, None])
async def test_no_notification_is_too_bare_for_a_line(lines: AccessLines, event: str, data: object):
    told = await lines.describe(CODEC.decode(Notification, {"event": event, "data": data}))
    assert told is None if event == "access.base.info" else told is not None and told.what


async def test_what_somebody_could_have_written_is_fenced(lines: AccessLines):
    source = {
        "actor": {"display_name": "Ada"},
        "event": {"display_message": "in", "result": "ACCESS"},
        "target": {"type": "door", "id": "d", "display_name": "Gate"},
    }
    told = await line(lines, "access.logs.add", {"_source": source})
    fenced = "[UNTRUSTED_DATA_BEGIN 0f1e] {} [UNTRUSTED_DATA_END 0f1e]".format
    assert (told.facts["actor"], told.facts["door_name"]) == (fenced("Ada"), fenced("Gate"))
    assert told.what == f"{fenced('in')}, {fenced('Ada')}, ACCESS"


async def test_a_record_that_no_model_describes_is_fenced_whole(lines: AccessLines):
    told = await line(lines, "access.data.location.update", {"name": "Gate", "pin_code": "1234"})
    details: Any = told.facts["details"]
    assert details["name"] == "[UNTRUSTED_DATA_BEGIN 0f1e] Gate [UNTRUSTED_DATA_END 0f1e]"
    assert details["pin_code"] == "***"


async def test_the_life_of_a_stream_is_told(lines: AccessLines):
    told = [await lines.describe(each) for each in (Connected(), Gap("silence"), Resynced(), RawEvent("?"))]
    assert [each.kind for each in told if each] == ["connected", "gap", "resynced", "raw"]


@pytest.mark.parametrize("name", ["with blanks", "x" * 81, "esc\x1b", 5, None])
async def test_a_name_that_is_none_is_not_repeated(lines: AccessLines, name: object):
    told = await lines.describe(RawEvent({"event": name}))
    assert told is not None
    assert told.facts["event"] is None

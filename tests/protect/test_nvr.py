"""The recorder: one object under a path in the plural."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from unifi_sdk import DecodeError, ProtectClient
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk.protect.models import ArmStatus, ModelKey, Nvr
from unifi_sdk.simulator import Fault, SimulatedConsole

CODEC = Codec(camel_case)
WHOLE = {
    "id": "66e000000000000000000001",
    "modelKey": "nvr",
    "name": "Example recorder",
    "type": "UNVR-PRO",
    "guid": "00000000-0000-4000-8000-000000000001",
    "mac": "00005E005300",
    "doorbellSettings": {
        "defaultMessageText": "WELCOME",
        "defaultMessageResetTimeoutMs": 60000,
        "customMessages": ["Back at noon"],
        "customImages": [{"preview": "a.png.gif", "sprite": "a.png"}],
    },
    "armMode": {
        "status": "armed",
        "armProfileId": "66e000000000000000000099",
        "armedAt": 1767225600000,
        "willBeArmedAt": 1767225600500.0,
        "breachDetectedAt": 1767225601000,
        "breachEventCount": 2,
        "breachTriggerEventId": "event-1",
        "breachEventId": "event-2",
    },
}


async def test_the_recorder_is_one_object(protect: ProtectClient, console: SimulatedConsole) -> None:
    nvr = await protect.nvr.get()
    assert (nvr.id, nvr.name, nvr.type) == (console.protect.nvr.id, "Harbour House", "UDM-PRO")
    assert nvr.doorbell_settings is not None
    assert nvr.doorbell_settings.custom_messages == ("Ring at the gate",)
    assert nvr.arm_mode is not None
    assert nvr.arm_mode.status is ArmStatus.DISABLED


async def test_a_list_in_its_place_is_no_recorder(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.body(b"[]"))
    with pytest.raises(DecodeError, match=r"GET /v1/nvrs: expected an object at \$"):
        await protect.nvr.get()


def test_every_documented_field_has_its_place() -> None:
    nvr = CODEC.decode(Nvr, WHOLE)
    assert nvr.model_key is ModelKey.NVR
    settings, alarm = nvr.doorbell_settings, nvr.arm_mode
    assert settings is not None
    assert settings.custom_images is not None
    assert alarm is not None
    assert not any(part.extra for part in (nvr, settings, settings.custom_images[0], alarm))
    assert settings.default_message_reset_timeout_ms == 60000
    assert alarm.armed_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert alarm.will_be_armed_at == datetime(2026, 1, 1, 0, 0, 0, 500_000, tzinfo=UTC)
    assert alarm.breach_event_count == 2


def test_a_recorder_comes_back_as_it_was_read() -> None:
    assert CODEC.encode(CODEC.decode(Nvr, WHOLE)) == WHOLE


def test_an_older_console_needs_no_more_than_an_id() -> None:
    nvr = CODEC.decode(Nvr, {"id": "1", "modelKey": "nvr", "name": None})
    assert (nvr.name, nvr.type, nvr.mac, nvr.arm_mode) == (None, None, None, None)


@pytest.mark.parametrize("wrong", [7, "text", [], {}, True, 1e400, {"status": 3}, {"armedAt": "soon"}])
@pytest.mark.parametrize("key", sorted(WHOLE.keys() - {"id"}))
def test_a_value_of_another_shape_is_kept_and_spoils_nothing(key: str, wrong: object) -> None:
    document = WHOLE | {key: wrong}
    nvr = CODEC.decode(Nvr, document)  # type: ignore[arg-type]
    assert nvr.id == WHOLE["id"]
    assert CODEC.encode(nvr) == document


def test_an_alarm_state_of_a_newer_console_keeps_its_name() -> None:
    nvr = CODEC.decode(Nvr, {"id": "1", "armMode": {"status": "snoozed"}})
    assert nvr.arm_mode is not None
    assert nvr.arm_mode.status == "snoozed"
    assert nvr.arm_mode.status is not None
    assert not nvr.arm_mode.status.is_known

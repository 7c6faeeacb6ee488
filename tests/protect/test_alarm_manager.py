"""The alarm manager."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording
from tests.support.recording import Sent
from unifi_sdk import BadRequestError, ConfigurationError, ProtectClient
from unifi_sdk.retry import Safety


async def test_alarms_are_set_off_by_an_id_of_ones_own(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.alarm_manager.trigger("gate left open")
    assert wire.sent == [Sent("POST /v1/alarm-manager/webhook/gate left open", {}, None, Safety.UNSAFE)]
    assert wire.requests[0].target == "/v1/alarm-manager/webhook/gate%20left%20open"


@pytest.mark.parametrize("webhook_id", ["", "a/b", ".."])
async def test_an_id_that_would_leave_its_place_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, webhook_id: str
) -> None:
    with pytest.raises(ConfigurationError, match="webhook_id"):
        await api.alarm_manager.trigger(webhook_id)
    assert wire.sent == []


async def test_what_the_console_refuses_is_told(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "'id' is required", "name": "BAD_REQUEST"}, status=400)
    with pytest.raises(BadRequestError, match="'id' is required"):
        await api.alarm_manager.trigger("x")

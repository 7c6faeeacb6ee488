"""Webhooks that trigger alarms in the simulated Protect application."""

from __future__ import annotations

import pytest


async def test_a_webhook_reaches_the_alarm_manager(api, protect):
    assert (await api.call("POST", "/v1/alarm-manager/webhook/front%20desk")).status == 204
    assert protect.webhooks == ["front desk"]


@pytest.mark.parametrize("identifier", ["", "%20"])
async def test_a_webhook_needs_an_id(api, protect, identifier):
    answer = await api.call("POST", f"/v1/alarm-manager/webhook/{identifier}")
    assert (answer.status, answer.json) == (400, {"error": "'id' is required", "name": "BAD_REQUEST"})
    assert protect.webhooks == []

"""`unifi device`: gateways, switches and access points."""

from __future__ import annotations

import pytest

from unifi_sdk.simulator import Fault


@pytest.fixture
async def device(unifi) -> str:
    return (await unifi("device", "list", "--limit", "1")).json["items"][0]["id"]


async def test_devices_are_listed_and_shown(unifi, device):
    listed = await unifi("device", "list", "--no-fence")
    assert listed.json["count"] == len(listed.json["items"]) > 1
    one = await unifi("device", "get", device, "--no-fence")
    first = next(item for item in listed.json["items"] if item["id"] == device)
    assert {key: one.json[key] for key in ("id", "name", "model")} == {
        key: first[key] for key in ("id", "name", "model")
    }


async def test_a_restart_has_to_be_allowed_and_can_be_looked_at_before(unifi, device):
    assert (await unifi("device", "restart", device)).code == 12
    planned = await unifi("device", "restart", device, "--dry-run")
    assert planned.json["request"]["body"] == {"action": "RESTART"}
    assert not any(request.verb == "POST" for request in unifi.simulated.requests)
    done = await unifi("device", "restart", device, "--allow-mutations", "--plan", planned.json["plan"])
    assert done.json == {"ok": True, "action": "device.restart", "id": device}


async def test_a_restart_whose_answer_was_lost_is_not_repeated(unifi, device):
    unifi.simulated.faults.add(Fault.lose_answer(), "POST /*")
    assert (await unifi("device", "restart", device, "--allow-mutations")).error["code"] == "OUTCOME_UNKNOWN"
    assert [request.verb for request in unifi.simulated.requests].count("POST") == 1


async def test_a_device_that_is_not_there_is_not_found(unifi):
    missing = "a1b2c3d4-0000-0000-0000-000000000001"
    assert (await unifi("device", "get", missing)).code == 5
    assert (await unifi("device", "restart", missing, "--allow-mutations")).code == 5

"""The simulated Access application on the wire: emergencies."""

from __future__ import annotations

from tests.support.access_api import Api
from unifi_sdk.simulator.access.estate.people import sample_id

EMERGENCY = "/doors/settings/emergency"
MAIN, LOBBY, GATE, WORKSHOP, STORE = (
    f"/doors/{sample_id(name)}" for name in ("main-entrance", "lobby", "car-gate", "workshop", "store-room")
)


async def test_an_evacuation_opens_every_door_with_a_hub(api: Api) -> None:
    assert (await api.ok("PUT", EMERGENCY, {"lockdown": False, "evacuation": True}))["data"] == "success"
    assert (await api.ok("GET", EMERGENCY))["data"] == {"lockdown": False, "evacuation": True}
    doors = (await api.ok("GET", "/doors"))["data"]
    assert [door["door_lock_relay_status"] for door in doors] == ["unlock"] * 4 + ["lock"]


async def test_a_lockdown_locks_every_door_and_refuses_to_unlock(api: Api) -> None:
    await api.ok("PUT", EMERGENCY, {"lockdown": True, "evacuation": False})
    doors = (await api.ok("GET", "/doors"))["data"]
    assert {door["door_lock_relay_status"] for door in doors} == {"lock"}
    assert await api.refusal("PUT", f"{MAIN}/unlock") == "CODE_OPERATION_FORBIDDEN"


async def test_an_emergency_flag_that_is_left_out_becomes_false(api: Api) -> None:
    await api.ok("PUT", EMERGENCY, {"lockdown": True})
    await api.ok("PUT", EMERGENCY, {"evacuation": True})
    assert (await api.ok("GET", EMERGENCY))["data"] == {"lockdown": False, "evacuation": True}

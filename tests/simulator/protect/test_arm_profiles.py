"""Arm profiles and the alarm in the simulated Protect application."""

from __future__ import annotations

import pytest

from unifi_sdk._facts import load
from unifi_sdk.simulator import ManualClock
from unifi_sdk.simulator.protect.schema import problems

NIGHT, AWAY = "66e0000000000000000000b1", "66e0000000000000000000b2"
PROFILE = {
    "name": "Holiday",
    "automations": ["66e0000000000000000000d1"],
    "schedules": [{"start": "0 8 * * 1", "end": "0 18 * * 1"}],
    "recordEverything": True,
    "activationDelay": 300000,
}
WHILE_ARMED = [
    ("POST", "/v1/arm-profiles", PROFILE),
    ("PATCH", f"/v1/arm-profiles/{NIGHT}", {"name": "x"}),
    ("DELETE", f"/v1/arm-profiles/{NIGHT}", None),
    ("PATCH", "/v1/arm-profiles/settings", {"armProfileId": NIGHT}),
    ("POST", "/v1/arm-profiles/enable", None),
]


async def choose(api, profile: str) -> None:
    assert (await api.call("PATCH", "/v1/arm-profiles/settings", json={"armProfileId": profile})).status == 204


async def arm(api) -> None:
    assert (await api.call("POST", "/v1/arm-profiles/enable")).status == 204


async def test_a_profile_is_created_changed_and_deleted(api, clock: ManualClock):
    created = await api.call("POST", "/v1/arm-profiles", json=PROFILE)
    assert created.status == 201
    assert problems(load("protect").operations["POST /v1/arm-profiles"].answer, created.json) == []
    assert PROFILE.items() <= created.json.items()
    clock.advance(1)
    changed = await api.call("PATCH", f"/v1/arm-profiles/{created.json['id']}", json={"name": "Feast"})
    now = round(clock.now() * 1000)
    assert changed.json == {**created.json, "name": "Feast", "updatedAt": now}
    assert (await api.get("/v1/arm-profiles"))[-1] == changed.json
    assert (await api.call("DELETE", f"/v1/arm-profiles/{created.json['id']}")).status == 204
    assert [profile["id"] for profile in await api.get("/v1/arm-profiles")] == [NIGHT, AWAY]


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "x" * 256}, {"activationDelay": 1}, {"schedules": [{}]}, {"automations": [1]}]
)
async def test_a_wrong_profile_is_refused(api, change):
    assert (await api.call("POST", "/v1/arm-profiles", json={**PROFILE, **change})).status == 400
    assert (await api.call("PATCH", f"/v1/arm-profiles/{NIGHT}", json=change)).status == 400


@pytest.mark.parametrize("field", PROFILE)
async def test_a_new_profile_needs_every_field(api, field):
    body = {name: value for name, value in PROFILE.items() if name != field}
    answer = await api.call("POST", "/v1/arm-profiles", json=body)
    assert (answer.status, answer.json["error"]) == (400, f"body must have required property '{field}'")


async def test_without_a_profile_the_alarm_cannot_be_armed(api):
    assert (await api.call("POST", "/v1/arm-profiles/enable")).status == 400


async def test_the_alarm_is_armed_at_once_and_disarmed(api, protect, clock: ManualClock):
    async with api.listen("devices") as listener:
        await choose(api, NIGHT)
        await arm(api)
        assert (await api.call("POST", "/v1/arm-profiles/disable")).status == 204
        modes = [frame["item"]["armMode"] for frame in await listener.frames(3)]
    now = clock.now() * 1000
    assert modes == [
        {"armProfileId": NIGHT},
        {"status": "armed", "armedAt": now},
        {"status": "disabled", "armedAt": None},
    ]
    assert protect.nvr.arm_mode["armProfileId"] == NIGHT


async def test_a_delay_leaves_time_to_go(api, protect, clock: ManualClock):
    await choose(api, AWAY)
    await arm(api)
    assert (await api.get("/v1/nvrs"))["armMode"]["status"] == "arming"
    clock.advance(60)
    mode = (await api.get("/v1/nvrs"))["armMode"]
    assert (mode["status"], mode["armedAt"], mode["willBeArmedAt"]) == ("armed", clock.now() * 1000, None)


async def test_an_alarm_that_was_disarmed_in_time_is_not_armed_later(api, protect, clock: ManualClock):
    await choose(api, AWAY)
    await arm(api)
    assert (await api.call("POST", "/v1/arm-profiles/disable")).status == 204
    clock.advance(60)
    assert (await api.get("/v1/nvrs"))["armMode"]["status"] == "disabled"


@pytest.mark.parametrize(("verb", "path", "body"), WHILE_ARMED)
async def test_nothing_can_be_changed_while_the_alarm_is_armed(api, verb, path, body):
    await choose(api, NIGHT)
    await arm(api)
    answer = await api.call(verb, path, json=body)
    assert answer.status == 400
    assert "arm alarm is armed" in answer.json["error"]
    assert len(await api.get("/v1/arm-profiles")) == 2


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [*WHILE_ARMED, ("GET", "/v1/arm-profiles", None), ("POST", "/v1/arm-profiles/disable", None)],
)
async def test_nothing_works_while_the_alarm_is_managed_for_all_consoles(api, protect, verb, path, body):
    await choose(api, NIGHT)
    await arm(api)
    protect.global_alarm_manager = True
    answer = await api.call(verb, path, json=body)
    assert answer.status == 400
    assert answer.json["error"] == "This operation is not available when global alarm manager is enabled"
    assert (await api.get("/v1/nvrs"))["armMode"]["status"] == "disabled"


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("PATCH", "/v1/arm-profiles/unknown", {}),
        ("DELETE", "/v1/arm-profiles/unknown", None),
        ("PATCH", "/v1/arm-profiles/settings", {"armProfileId": "unknown"}),
    ],
)
async def test_an_unknown_profile_is_http_404(api, verb, path, body):
    assert (await api.call(verb, path, json=body)).status == 404


async def test_a_profile_that_is_deleted_is_not_chosen_any_more(api, protect):
    await choose(api, NIGHT)
    assert (await api.call("DELETE", f"/v1/arm-profiles/{NIGHT}")).status == 204
    assert protect.nvr.arm_mode["armProfileId"] is None


async def test_a_breach_is_told(api, protect, clock: ManualClock):
    await choose(api, NIGHT)
    await arm(api)
    async with api.listen("devices") as listener:
        event = protect.start_event("sensorOpened", "Back door")
        protect.breach(event)
        mode = (await listener.frame())["item"]["armMode"]
    assert (mode["status"], mode["breachEventCount"], mode["breachTriggerEventId"]) == ("breach", 1, event.id)
    assert (await api.call("POST", "/v1/arm-profiles/disable")).status == 204
    assert protect.nvr.arm_mode["breachEventCount"] == 0

"""Cameras of the simulated Protect application: displays, streams, talking, turning."""

from __future__ import annotations

import pytest

from tests.support.protect_browser import is_refused
from unifi_sdk.simulator import ManualClock


async def test_a_message_stays_for_the_default_time_if_no_end_is_given(api, path, clock: ManualClock):
    answer = await api.call("PATCH", path("Front Door"), json={"lcdMessage": {"type": "LEAVE_PACKAGE_AT_DOOR"}})
    assert answer.json["lcdMessage"] == {
        "type": "LEAVE_PACKAGE_AT_DOOR",
        "text": "LEAVE PACKAGE AT DOOR",
        "resetAt": (clock.now() + 60) * 1000,
    }


@pytest.mark.parametrize("reset_at", [None, 0, 1_800_000_000_000])
async def test_the_end_of_a_message_is_kept_as_it_is_given(api, path, reset_at):
    message = {"type": "CUSTOM_MESSAGE", "text": "Soon", "resetAt": reset_at}
    answer = await api.call("PATCH", path("Front Door"), json={"lcdMessage": message})
    assert answer.json["lcdMessage"] == message


async def test_a_message_needs_a_type(api, path):
    answer = await api.call("PATCH", path("Front Door"), json={"lcdMessage": {}})
    assert is_refused(answer, 400, "must have required property 'type'")


@pytest.mark.parametrize("message", [{"type": "CUSTOM_MESSAGE"}, {"type": "IMAGE", "text": "no-such.png"}])
async def test_a_message_needs_what_it_shows(api, path, message):
    assert is_refused(await api.call("PATCH", path("Front Door"), json={"lcdMessage": message}), 400)


async def test_a_camera_without_a_display_shows_no_message(api, path, protect):
    foreign = list(protect.cameras)[-1]
    for target in (path("Yard"), f"/v1/cameras/{foreign}"):
        answer = await api.call("PATCH", target, json={"lcdMessage": {"type": "DO_NOT_DISTURB"}})
        assert is_refused(answer, 400, "LCD")


async def test_streams_are_created_listed_and_removed(api, path):
    streams = path("Front Door", "/rtsps-stream")
    assert await api.get(streams) == {"high": None, "medium": None, "low": None, "package": None}
    created = (await api.call("POST", streams, json={"qualities": ["low", "package"]})).json
    assert list(created) == ["low", "package"]
    assert all(url.startswith("rtsps://192.0.2.1:7441/") and url.endswith("?enableSrtp") for url in created.values())
    assert await api.get(streams) == {"high": None, "medium": None, **created}
    assert (await api.call("DELETE", streams, params={"qualities": "low"})).status == 204
    assert (await api.get(streams))["low"] is None
    both = [("qualities", "high"), ("qualities", "package")]
    assert (await api.call("DELETE", streams, params=both)).status == 204
    assert set((await api.get(streams)).values()) == {None}


async def test_a_stream_that_is_there_keeps_its_address_until_the_camera_reconnects(api, path, protect):
    streams = path("Yard", "/rtsps-stream")
    first = (await api.call("POST", streams, json={"qualities": ["high"]})).json
    assert (await api.call("POST", streams, json={"qualities": ["high"]})).json == first
    camera = protect.find_device("Yard")
    camera.state = "DISCONNECTED"
    camera.state = "CONNECTED"
    assert (await api.get(streams))["high"] not in (None, first["high"])


@pytest.mark.parametrize(
    ("verb", "options"),
    [
        ("POST", {"json": {"qualities": []}}),
        ("POST", {"json": {"qualities": ["best"]}}),
        ("POST", {"json": {"qualities": ["package"]}}),
        ("DELETE", {}),
        ("DELETE", {"params": {"qualities": "best"}}),
    ],
)
async def test_a_senseless_quality_is_refused(api, path, verb, options):
    assert is_refused(await api.call(verb, path("Yard", "/rtsps-stream"), **options), 400)


async def test_one_can_talk_through_a_camera_with_a_speaker(api, path):
    answer = await api.call("POST", path("Front Door", "/talkback-session"))
    assert answer.json == {"url": "rtp://192.0.2.20:7004", "codec": "opus", "samplingRate": 24000, "bitsPerSample": 16}
    assert is_refused(await api.call("POST", path("Yard", "/talkback-session")), 400, "speaker")


async def test_a_microphone_can_be_disabled_for_good(api, path):
    answer = await api.call("POST", path("Yard", "/disable-mic-permanently"))
    camera = answer.json
    assert (camera["isMicEnabled"], camera["micVolume"], camera["featureFlags"]["hasMic"]) == (False, 0, False)


async def test_a_camera_that_turns_goes_to_presets_and_patrols(api, path, protect):
    assert (await api.call("POST", path("Yard", "/ptz/goto/-1"))).status == 204
    assert (await api.call("POST", path("Yard", "/ptz/goto/12"))).status == 204
    assert (await api.call("POST", path("Yard", "/ptz/patrol/start/3"))).status == 204
    assert (await api.get(path("Yard")))["activePatrolSlot"] == 3
    assert (await api.call("POST", path("Yard", "/ptz/patrol/stop"))).status == 204
    assert (await api.get(path("Yard")))["activePatrolSlot"] is None
    assert [action.details for action in protect.actions] == [{"slot": -1}, {"slot": 12}, {"slot": 3}, {}]
    assert protect.actions[0].operation == "POST /v1/cameras/{id}/ptz/goto/{slot}"


@pytest.mark.parametrize("rest", ["/ptz/goto/-2", "/ptz/goto/x", "/ptz/patrol/start/5", "/ptz/patrol/start/-1"])
async def test_a_senseless_slot_is_refused(api, path, rest):
    assert is_refused(await api.call("POST", path("Yard", rest)), 400, "slot")


async def test_a_camera_that_cannot_turn_does_not(api, path):
    assert is_refused(await api.call("POST", path("Front Door", "/ptz/goto/0")), 400, "turn")

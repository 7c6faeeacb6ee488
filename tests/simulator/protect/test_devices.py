"""What the families of devices of the simulated Protect application do, each in its own way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.protect_browser import ProtectBrowser
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect

NAMES = ("Front Door", "Car Gate", "Yard", "Store Room")


@pytest.fixture
def protect(console: SimulatedConsole) -> SimulatedProtect:
    console.protect.rate_limit = None
    return console.protect


@pytest.fixture
async def api(protect: SimulatedProtect, console: SimulatedConsole) -> AsyncIterator[ProtectBrowser]:
    async with aiohttp.ClientSession() as session:
        yield ProtectBrowser(console, session)


@pytest.fixture
def path(protect: SimulatedProtect):
    """The path of a device, by its name."""
    folders = {"linkstation": "link-stations"}

    def path(name: str, rest: str = "") -> str:
        device = protect.find_device(name)
        folder = "alarm-hubs" if device.get("isAlarmHub") else folders.get(device.kind, f"{device.kind}s")
        return f"/v1/{folder}/{device.id}{rest}"

    return path


def is_refused(answer, status: int, words: str = "") -> bool:
    return answer.status == status and answer.json["name"] == "API_ERROR" and words in answer.json["error"]


# bodies


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null"])
async def test_a_body_that_is_no_object_is_refused(api, path, body):
    headers = {"Content-Type": "application/json"}
    assert is_refused(await api.call("PATCH", path("Driveway"), data=body, headers=headers), 400)


async def test_a_body_of_another_type_is_none(api, path):
    headers = {"Content-Type": "text/plain"}
    assert is_refused(await api.call("PATCH", path("Driveway"), data='{"name": "x"}', headers=headers), 400)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": 5}, "body.name must be string"),
        ({"name": None}, "body.name must be string"),
        ({"lightModeSettings": {"mode": "sometimes"}}, "body.lightModeSettings.mode must be equal to one of"),
        ({"lightDeviceSettings": {"ledLevel": 7}}, "body.lightDeviceSettings.ledLevel must be <= 6"),
        ({"lightDeviceSettings": {"ledLevel": 0}}, "body.lightDeviceSettings.ledLevel must be >= 1"),
        ({"isDark": True}, "must NOT have additional properties"),
    ],
)
async def test_a_wrong_field_is_named(api, path, body, words):
    assert is_refused(await api.call("PATCH", path("Driveway"), json=body), 400, words)


async def test_what_is_not_sent_stays(api, path):
    before = await api.get(path("Yard"))
    answer = await api.call("PATCH", path("Yard"), json={"osdSettings": {"isLogoEnabled": True}})
    before["osdSettings"]["isLogoEnabled"] = True
    assert answer.json == before == await api.get(path("Yard"))


@pytest.mark.parametrize(
    "folder",
    ["cameras", "lights", "sensors", "chimes", "viewers", "sirens", "relays", "speakers", "fobs", "bridges",
     "link-stations", "alarm-hubs", "liveviews", "users", "ulp-users"],
)  # fmt: skip
async def test_an_unknown_id_is_http_404(api, folder):
    assert is_refused(await api.call("GET", f"/v1/{folder}/nothing"), 404, "No such")


async def test_operations_that_came_later_are_unknown_to_an_older_application(api, protect):
    protect.version = "7.0.107"
    assert (await api.call("GET", "/v1/sirens")).status == 404
    assert (await api.call("GET", "/v1/lights")).status == 200
    assert await api.get("/v1/meta/info") == {"applicationVersion": "7.0.107"}


# cameras


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


# others


async def test_a_forced_light_is_on(api, path):
    assert (await api.call("PATCH", path("Driveway"), json={"isLightForceEnabled": True})).json["isLightOn"] is True
    assert (await api.call("PATCH", path("Driveway"), json={"isLightForceEnabled": False})).json["isLightOn"] is False


async def test_a_sensor_refuses_what_it_cannot_sense_with_409(api, path):
    answer = await api.call("PATCH", path("Laundry"), json={"motionSettings": {"sensitivity": 5}})
    assert is_refused(answer, 409, "not supported")
    answer = await api.call("PATCH", path("Laundry"), json={"temperatureSettings": {"highThreshold": None}})
    assert answer.json["temperatureSettings"]["highThreshold"] is None


async def test_ring_settings_replace_the_whole_list(api, path, protect):
    camera = protect.find_device("Car Gate").id
    ring = {"cameraId": camera, "repeatTimes": 2, "ringtoneId": "66e0000000000000000000c2", "volume": 0}
    answer = await api.call("PATCH", path("Reception"), json={"ringSettings": [ring], "cameraIds": [camera]})
    assert (answer.json["ringSettings"], answer.json["cameraIds"]) == ([ring], [camera])


@pytest.mark.parametrize("change", [{"ringtoneId": None}, {"repeatTimes": 11}, {"cameraId": "unknown"}, {"tune": 1}])
async def test_a_wrong_ring_setting_is_refused(api, path, protect, change):
    camera = protect.find_device("Car Gate").id
    ring = {"cameraId": camera, "repeatTimes": 2, "ringtoneId": "x", "volume": 0, **change}
    assert is_refused(await api.call("PATCH", path("Reception"), json={"ringSettings": [ring]}), 400)


async def test_a_viewer_can_show_nothing_and_nobody_is_told(api, path):
    async with api.listen("devices") as listener:
        answer = await api.call("PATCH", path("Reception screen"), json={"liveview": None, "name": "Screen"})
        assert answer.json["liveview"] is None
        assert (await listener.frame())["item"].keys() == {"id", "modelKey", "name"}
    assert is_refused(await api.call("PATCH", path("Screen"), json={"liveview": "unknown"}), 400)


async def test_a_siren_sounds_for_its_time_and_nobody_is_told_of_the_end(api, path, clock: ManualClock):
    async with api.listen("devices") as listener:
        assert (await api.call("POST", path("Roof", "/play"), json={"duration": 10})).status == 204
        begun = {"isActive": True, "activatedAt": clock.now() * 1000, "duration": 10000}
        assert (await listener.frame())["item"]["sirenStatus"] == begun
        clock.advance(9)
        assert (await api.get(path("Roof")))["sirenStatus"] == begun
        clock.advance(1)
        assert (await api.get(path("Roof")))["sirenStatus"]["isActive"] is False
        assert await listener.is_silent()


async def test_a_siren_without_a_time_sounds_until_it_is_stopped(api, path, clock: ManualClock):
    assert (await api.call("POST", path("Roof", "/play"), json={})).status == 204
    clock.advance(3600)
    assert (await api.get(path("Roof")))["sirenStatus"]["isActive"] is True
    async with api.listen("devices") as listener:
        assert (await api.call("POST", path("Roof", "/stop"))).status == 204
        assert (await listener.frame())["item"]["sirenStatus"]["isActive"] is False


async def test_a_siren_that_sounds_again_begins_anew(api, path, clock: ManualClock):
    await api.call("POST", path("Roof", "/play"), json={"duration": 5})
    clock.advance(4)
    await api.call("POST", path("Roof", "/play"), json={"duration": 30})
    clock.advance(4)
    assert (await api.get(path("Roof")))["sirenStatus"]["duration"] == 30000


@pytest.mark.parametrize("rest", ["/play", "/test-sound"])
async def test_a_siren_wants_a_body_if_only_an_empty_one(api, path, protect, rest):
    assert is_refused(await api.call("POST", path("Roof", rest)), 400)
    assert protect.actions == []
    assert (await api.call("POST", path("Roof", rest), json={})).status == 204
    assert len(protect.actions) == 1


@pytest.mark.parametrize("body", [{"duration": 15}, {"duration": None}, {"duration": "10"}, {"volume": 5}])
async def test_a_siren_knows_four_durations(api, path, body):
    assert is_refused(await api.call("POST", path("Roof", "/play"), json=body), 400)


async def test_a_speaker_is_tested_with_or_without_a_body(api, path, protect):
    assert (await api.call("POST", path("Lobby", "/test-sound"))).status == 204
    assert (await api.call("POST", path("Lobby", "/test-sound"), json={"volume": 0})).status == 204
    assert [action.details for action in protect.actions] == [{}, {"volume": 0}]


async def output(api, path, number: int, name: str = "Garage") -> str:
    return (await api.get(path(name)))["outputs"][number]["state"]


async def test_an_output_is_switched_and_toggled(api, path):
    activate = path("Garage", "/outputs/1/activate")
    async with api.listen("devices") as listener:
        assert (await api.call("POST", activate, json={"state": "on"})).status == 204
        assert [each["state"] for each in (await listener.frame())["item"]["outputs"]] == ["off", "on", "off"]
    assert (await api.call("POST", activate)).status == 204
    assert await output(api, path, 1) == "off"
    assert (await api.call("POST", activate, json={})).status == 204
    assert await output(api, path, 1) == "on"


async def test_a_pulse_ends_by_the_clock_and_is_told(api, path, protect, clock: ManualClock):
    await api.call("POST", path("Garage", "/outputs/1/activate"), json={"state": "on", "pulseDuration": 2000})
    async with api.listen("devices") as listener:
        clock.advance(1.9)
        protect.settle()
        assert await listener.is_silent()
        clock.advance(0.1)
        protect.settle()
        assert (await listener.frame())["item"]["outputs"][1]["state"] == "off"


async def test_an_output_with_a_pulse_of_its_own_takes_that(api, path, clock: ManualClock):
    await api.call("POST", path("Garage", "/outputs/0/activate"))
    assert await output(api, path, 0) == "on"
    clock.advance(0.5)
    assert await output(api, path, 0) == "off"


async def test_an_output_that_is_switched_again_forgets_the_pulse(api, path, clock: ManualClock):
    activate = path("Garage", "/outputs/1/activate")
    await api.call("POST", activate, json={"state": "on", "pulseDuration": 2000})
    await api.call("POST", activate, json={"state": "on", "pulseDuration": 0})
    clock.advance(10)
    assert await output(api, path, 1) == "on"


@pytest.mark.parametrize(
    ("number", "body", "status"),
    [
        ("1", {"pulseDuration": 5}, 400),
        ("1", {"state": "off", "pulseDuration": 5}, 400),
        ("1", {"state": "half"}, 400),
        ("x", {}, 400),
        ("-1", {}, 400),
        ("9", {}, 404),
    ],
)
async def test_a_senseless_activation_is_refused(api, path, number, body, status):
    assert is_refused(await api.call("POST", path("Garage", f"/outputs/{number}/activate"), json=body), status)


async def test_an_alarm_hub_is_no_link_station(api, path, protect):
    hub, station = protect.find_device("Alarm").id, protect.find_device("Upstairs").id
    assert (await api.call("GET", f"/v1/link-stations/{hub}")).status == 404
    assert (await api.call("GET", f"/v1/alarm-hubs/{station}")).status == 404
    assert is_refused(await api.call("POST", f"/v1/alarm-hubs/{station}/outputs/1/trigger"), 404)


async def test_an_output_of_an_alarm_hub_begins_and_ends_by_the_clock(api, path, clock: ManualClock):
    async def active() -> str:
        return (await api.get(path("Alarm")))["alarmHub"]["output"]["1"]["active"]

    body = {"enable": True, "delay": 1000, "duration": 2000}
    assert (await api.call("POST", path("Alarm", "/outputs/1/trigger"), json=body)).status == 204
    seen = [await active()]
    for _ in range(3):
        clock.advance(1)
        seen.append(await active())
    assert seen == ["off", "on", "on", "off"]


async def test_an_output_of_an_alarm_hub_is_toggled_without_a_body_and_told_in_part(api, path, protect):
    trigger = path("Alarm", "/outputs/2/trigger")
    async with api.listen("devices") as listener:
        for state in ("on", "off"):
            assert (await api.call("POST", trigger)).status == 204
            assert (await listener.frame())["item"]["alarmHub"] == {"output": {"2": {"active": state}}}
    assert (await api.call("POST", path("Alarm", "/outputs/7/trigger"))).status == 404


async def test_a_device_that_is_offline_does_nothing_and_says_503(api, path, protect):
    protect.change_devices([protect.find_device(name).id for name in ("Front Door", "Yard")], {"state": "DISCONNECTED"})
    for name in ("Lobby", "Alarm"):
        protect.find_device(name).state = "DISCONNECTED"
    calls = [
        ("Front Door", "/talkback-session"),
        ("Yard", "/ptz/goto/1"),
        ("Yard", "/ptz/patrol/stop"),
        ("Cellar", "/play"),
        ("Cellar", "/stop"),
        ("Lobby", "/test-sound"),
        ("Boat house", "/outputs/0/activate"),
        ("Alarm", "/outputs/1/trigger"),
    ]
    for name, rest in calls:
        assert is_refused(await api.call("POST", path(name, rest), json={}), 503), (name, rest)
    assert protect.actions == []
    assert await output(api, path, 0, "Boat house") == "off"


async def test_the_truth_is_what_the_api_shows(api, path, protect, clock: ManualClock):
    await api.call("POST", path("Garage", "/outputs/0/activate"))
    clock.advance(1)
    truth = protect.snapshot_truth()
    folders = ("cameras", "lights", "sensors", "chimes", "viewers", "sirens", "relays", "speakers", "fobs", "bridges",
               "link-stations", "alarm-hubs")  # fmt: skip
    shown = [device for folder in folders for device in await api.get(f"/v1/{folder}")]
    assert truth == {device["id"]: device for device in [*shown, await api.get("/v1/nvrs")]}

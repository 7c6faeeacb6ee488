"""What the families of devices of the simulated Protect application do alike."""

from __future__ import annotations

import pytest

from tests.support.protect_browser import is_refused
from unifi_sdk.simulator import ManualClock


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null"])
async def test_a_body_that_is_no_object_is_refused(api, path, body):
    headers = {"Content-Type": "application/json"}
    assert is_refused(await api.call("PATCH", path("Driveway"), data=body, headers=headers), 400)


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "\xff"}',
        '{"name": "é"}'.encode("utf-16"),
        b'{"name": "a"} more',
        b'{"lightDeviceSettings": {"pirDuration": NaN}}',
        b'{"lightDeviceSettings": {"pirDuration": Infinity}}',
        b'{"lightDeviceSettings": {"pirDuration": 1e999}}',
        b'{"lightDeviceSettings": {"pirDuration": ' + b"9" * 5000 + b"}}",
        b'{"a":' * 100 + b"1" + b"}" * 100,
        b"[" * 100_000,
    ],
    ids=["encoding", "utf-16", "more", "nan", "infinity", "overflow", "digits", "depth", "brackets"],
)
async def test_a_body_that_is_no_json_or_beyond_it_is_refused(api, path, body):
    headers = {"Content-Type": "application/json"}
    assert is_refused(await api.call("PATCH", path("Driveway"), data=body, headers=headers), 400)


@pytest.mark.parametrize(("digits", "shown"), [("15000.0", 15000), ("15e3", 15000), ("15000.5", 15000.5)])
async def test_a_number_is_a_number_however_it_is_written(api, path, digits, shown):
    headers = {"Content-Type": "application/json"}
    body = f'{{"lightDeviceSettings": {{"pirDuration": {digits}}}}}'
    answer = await api.call("PATCH", path("Driveway"), data=body, headers=headers)
    assert answer.json["lightDeviceSettings"]["pirDuration"] == shown


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
    assert (await api.get(path("Boat house")))["outputs"][0]["state"] == "off"


async def test_the_truth_is_what_the_api_shows(api, path, protect, clock: ManualClock):
    await api.call("POST", path("Garage", "/outputs/0/activate"))
    clock.advance(1)
    truth = protect.snapshot_truth()
    folders = ("cameras", "lights", "sensors", "chimes", "viewers", "sirens", "relays", "speakers", "fobs", "bridges",
               "link-stations", "alarm-hubs")  # fmt: skip
    shown = [device for folder in folders for device in await api.get(f"/v1/{folder}")]
    assert truth == {device["id"]: device for device in [*shown, await api.get("/v1/nvrs")]}

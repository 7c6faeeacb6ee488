"""Relays of the simulated Protect application."""

from __future__ import annotations

import pytest

from tests.support.protect_browser import is_refused
from unifi_sdk.simulator import ManualClock


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


async def test_a_pulse_may_be_written_with_a_point(api, path, clock: ManualClock):
    body = {"state": "on", "pulseDuration": 1500.0}
    assert (await api.call("POST", path("Garage", "/outputs/1/activate"), json=body)).status == 204
    clock.advance(1.4)
    assert await output(api, path, 1) == "on"
    clock.advance(0.1)
    assert await output(api, path, 1) == "off"


async def test_an_output_with_a_very_large_number_is_not_found(api, path):
    answer = await api.call("POST", path("Garage", f"/outputs/{'9' * 30}/activate"), json={})
    assert is_refused(answer, 404)

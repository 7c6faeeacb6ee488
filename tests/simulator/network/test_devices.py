"""Devices of the simulated Network application: states by the clock, actions, adoption and removal."""

from __future__ import annotations

import uuid

import pytest

NETWORK = "/proxy/network/integration/v1"
FLEX_MINI = "74:ac:b9:30:00:01"
UNSUPPORTED = "74:ac:b9:30:00:02"


@pytest.fixture
def devices(site):
    return f"{site}/devices"


@pytest.fixture
def switch(console):
    return next(device for device in console.network.default_site.devices.values() if device.name == "Lobby Switch")


@pytest.fixture
def access_point(console):
    return next(device for device in console.network.default_site.devices.values() if device.radios)


async def state(browser, path):
    return (await browser.get(path)).json["state"]


async def pending(browser):
    return {device["macAddress"]: device for device in (await browser.get("/pending-devices")).json["data"]}


async def test_the_estate_has_a_gateway_two_switches_and_two_access_points(browser, devices):
    listed = (await browser.get(devices)).json["data"]
    assert [device["features"] for device in listed] == [["switching"]] * 3 + [["accessPoint"]] * 2
    assert {device["state"] for device in listed} == {"ONLINE"}


async def test_a_gateway_is_a_switch_without_uplink(browser, devices):
    gateway = (await browser.get(f"{devices}?filter=name.eq('Gateway')")).json["data"][0]
    assert "uplink" not in (await browser.get(f"{devices}/{gateway['id']}")).json


async def test_clients_hang_on_devices_of_their_own_site(console):
    for site in console.network.sites.values():
        uplinks = {client.uplink_device_id for client in site.clients.values()} - {None}
        assert uplinks
        assert uplinks <= set(site.devices)


async def test_the_list_names_features_and_the_detail_describes_them(browser, devices, switch):
    listed = (await browser.get(devices, filter=f"id.eq({switch.id})")).json["data"][0]
    detail = (await browser.get(f"{devices}/{switch.id}")).json
    assert (listed["features"], listed["interfaces"]) == (["switching"], ["ports"])
    assert len(detail["features"]["switching"]["lags"]) == 1
    assert len(detail["interfaces"]["ports"]) == 26


async def test_a_port_without_link_has_no_speed(browser, devices, switch):
    ports = (await browser.get(f"{devices}/{switch.id}")).json["interfaces"]["ports"]
    assert {port["state"] for port in ports} == {"UP", "DOWN"}
    for port in ports:
        assert ("speedMbps" in port) == (port["state"] == "UP")
        assert ("poe" in port) == (port["connector"] == "RJ45")


async def test_a_restarted_device_goes_down_and_comes_back_by_the_clock(browser, devices, switch, clock):
    path = f"{devices}/{switch.id}"
    answer = await browser.post(f"{path}/actions", {"action": "RESTART"})
    assert (answer.status, answer.body) == (200, b"")
    assert (await state(browser, path), switch.restarts) == ("OFFLINE", 1)
    clock.advance(30)
    assert await state(browser, path) == "GETTING_READY"
    clock.advance(30)
    assert await state(browser, path) == "ONLINE"
    assert (await browser.get(f"{path}/statistics/latest")).json["uptimeSec"] == 30


async def test_how_long_a_restart_takes_can_be_set(console, browser, devices, switch, clock):
    console.network.restart_seconds = 4
    await browser.post(f"{devices}/{switch.id}/actions", {"action": "RESTART"})
    clock.advance(4)
    assert await state(browser, f"{devices}/{switch.id}") == "ONLINE"


async def test_a_device_that_is_down_can_be_neither_restarted_nor_power_cycled(browser, devices, switch):
    switch.become("OFFLINE")
    for path in ("actions", "interfaces/ports/1/actions"):
        action = "POWER_CYCLE" if "ports" in path else "RESTART"
        answer = await browser.post(f"{devices}/{switch.id}/{path}", {"action": action})
        assert (answer.status, answer.json["code"]) == (400, "api.request.error")
    assert switch.restarts == switch.ports[0].power_cycles == 0


@pytest.mark.parametrize("body", [{}, {"action": "EXPLODE"}, {"action": None}, []])
async def test_an_unknown_action_is_a_400(browser, devices, switch, body):
    for path in (f"{switch.id}/actions", f"{switch.id}/interfaces/ports/1/actions"):
        assert (await browser.post(f"{devices}/{path}", body)).status == 400
    assert switch.restarts == 0


async def test_a_power_cycle_is_counted_and_takes_the_port_down_for_a_moment(browser, devices, switch, clock):
    path = f"{devices}/{switch.id}"
    answer = await browser.post(f"{path}/interfaces/ports/3/actions", {"action": "POWER_CYCLE"})
    assert (answer.status, answer.body) == (200, b"")
    port = (await browser.get(path)).json["interfaces"]["ports"][2]
    assert (port["state"], port["poe"]["state"]) == ("DOWN", "DOWN")
    clock.advance(5)
    port = (await browser.get(path)).json["interfaces"]["ports"][2]
    assert (port["state"], port["poe"]["state"]) == ("UP", "UP")
    assert [port.power_cycles for port in switch.ports[:4]] == [0, 0, 1, 0]


@pytest.mark.parametrize(("port", "status", "code"), [
    ("25", 400, "api.request.error"),
    ("99", 404, "api.request.error"),
    ("first", 400, "api.request.argument-type-mismatch"),
])  # fmt: skip
async def test_only_ports_with_poe_can_be_power_cycled(browser, devices, switch, port, status, code):
    answer = await browser.post(f"{devices}/{switch.id}/interfaces/ports/{port}/actions", {"action": "POWER_CYCLE"})
    assert (answer.status, answer.json["code"]) == (status, code)


async def test_statistics_follow_the_clock(browser, devices, access_point, clock):
    path = f"{devices}/{access_point.id}/statistics/latest"
    first = (await browser.get(path)).json
    clock.advance(25)
    second = (await browser.get(path)).json
    assert second["uptimeSec"] - first["uptimeSec"] == 25
    assert second["lastHeartbeatAt"] == "2026-01-01T00:00:20Z"
    assert [radio["frequencyGHz"] for radio in second["interfaces"]["radios"]] == [2.4, 5, 6]


async def test_a_device_that_is_down_has_hardly_any_statistics(browser, devices, access_point):
    access_point.become("OFFLINE")
    assert (await browser.get(f"{devices}/{access_point.id}/statistics/latest")).json == {"interfaces": {}}


async def test_adoption_moves_a_pending_device_to_the_site_by_the_clock(browser, devices, clock):
    assert (await pending(browser))[FLEX_MINI]["state"] == "PENDING_ADOPTION"
    answer = await browser.post(devices, {"macAddress": FLEX_MINI.upper(), "ignoreDeviceLimit": False})
    assert (answer.status, answer.json["state"]) == (200, "ADOPTING")
    assert FLEX_MINI not in await pending(browser)
    path = f"{devices}/{answer.json['id']}"
    clock.advance(29)
    assert await state(browser, path) == "ADOPTING"
    assert "provisionedAt" not in (await browser.get(path)).json
    clock.advance(1)
    device = (await browser.get(path)).json
    assert (device["state"], device["adoptedAt"]) == ("ONLINE", "2026-01-01T00:00:00Z")
    assert device["provisionedAt"] == "2026-01-01T00:00:30Z"


async def test_a_device_that_nobody_sees_is_not_adopted(browser, devices):
    answer = await browser.post(devices, {"macAddress": "00:00:00:00:00:00", "ignoreDeviceLimit": True})
    assert answer.status == 404


async def test_an_unsupported_device_is_not_adopted(browser, devices):
    assert "firmwareVersion" not in (await pending(browser))[UNSUPPORTED]
    assert (await browser.post(devices, {"macAddress": UNSUPPORTED, "ignoreDeviceLimit": True})).status == 400


async def test_the_device_limit_holds_unless_it_is_ignored(console, browser, devices):
    console.network.default_site.device_limit = 5
    assert (await browser.post(devices, {"macAddress": FLEX_MINI, "ignoreDeviceLimit": False})).status == 400
    assert (await browser.post(devices, {"macAddress": FLEX_MINI, "ignoreDeviceLimit": True})).status == 200


async def test_a_removed_device_is_gone_and_waits_for_adoption_after_its_reset(
    console, browser, devices, switch, clock
):
    answer = await browser.call("DELETE", f"{NETWORK}{devices}/{switch.id}")
    assert (answer.status, answer.body) == (200, b"")
    assert (await browser.get(f"{devices}/{switch.id}")).status == 404
    assert switch.mac_address not in await pending(browser)
    clock.advance(console.network.restart_seconds)
    assert (await pending(browser))[switch.mac_address]["state"] == "PENDING_ADOPTION"


async def test_a_device_that_was_removed_while_it_was_down_does_not_come_back(browser, devices, switch, clock):
    switch.become("OFFLINE")
    await browser.call("DELETE", f"{NETWORK}{devices}/{switch.id}")
    clock.advance(3600)
    assert switch.mac_address not in await pending(browser)


async def test_a_removed_device_is_no_longer_tagged(console, browser, devices, site, switch, access_point):
    for device in (switch, access_point):
        await browser.call("DELETE", f"{NETWORK}{devices}/{device.id}")
    tags = (await browser.get(f"{site}/device-tags")).json["data"]
    assert [tag["name"] for tag in tags] == ["Outdoors"]


async def test_devices_can_be_put_up_by_a_test(console, browser, devices):
    switch = console.network.add_device("Test Switch", model="USW Flex", ports=5)
    waiting = console.network.add_device("Test AP", mac="02:00:00:00:00:0A", pending=True)
    assert (await browser.get(f"{devices}/{switch.id}")).json["name"] == "Test Switch"
    assert (await pending(browser))[waiting.mac_address]["features"] == ["accessPoint"]


@pytest.mark.parametrize("path", ["", "/statistics/latest"])
async def test_an_unknown_device_is_a_404(browser, devices, path):
    answer = await browser.get(f"{devices}/{uuid.uuid4()}{path}")
    assert (answer.status, answer.json["statusName"]) == (404, "NOT_FOUND")

"""Alarm hubs of the simulated Protect application."""

from __future__ import annotations

from tests.support.protect_browser import is_refused
from unifi_sdk.simulator import ManualClock


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

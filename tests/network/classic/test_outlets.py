"""Outlets of a power strip: one is switched and no other."""

from __future__ import annotations

import pytest

from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.network.classic import Classic, DeviceScope
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.equipment import SimulatedDevice


@pytest.fixture
def strip(console: SimulatedConsole) -> SimulatedDevice:
    return console.network.add_device("Rack", model="USP PDU Pro", mac="74:ac:b9:40:00:01", outlets=4)


@pytest.fixture
async def rack(classic: Classic, strip: SimulatedDevice) -> DeviceScope:
    return await classic.devices.get("74:ac:b9:40:00:01")


async def test_outlets_tell_what_they_give(rack: DeviceScope):
    assert [outlet.name for outlet in rack.outlets] == ["Outlet 1", "Outlet 2", "Outlet 3", "Outlet 4"]
    first = rack.outlets[1]
    assert (first.relay_state, first.outlet_power, first.outlet_voltage, first.can_meter) == (True, 11.2, 120.1, True)
    assert (rack.info.outlet_ac_power_consumption, len(rack.outlets)) == (44.8, 4)


async def test_one_is_switched_and_the_others_stay(rack: DeviceScope, strip: SimulatedDevice):
    assert (await rack.outlets.set(2, on=False)).relay_state is False
    assert (await rack.outlets.set(3, name="Server", cycle=True)).name == "Server"
    assert [(each.name, each.relay_state, each.cycle_enabled) for each in strip.outlets] == [
        ("Outlet 1", True, False),
        ("Outlet 2", False, False),
        ("Server", True, True),
        ("Outlet 4", True, False),
    ]
    assert (await rack.outlets.set(2, on=True)).outlet_power == 11.2


async def test_what_is_not_there_is_refused(rack: DeviceScope, console: SimulatedConsole):
    with pytest.raises(NotFoundError, match="no outlet 9"):
        await rack.outlets.set(9, on=False)
    for wrong in ({}, {"name": ""}, {"on": "yes"}):
        with pytest.raises(ConfigurationError):
            await rack.outlets.set(1, **wrong)  # type: ignore[arg-type]
    assert [request for request in console.requests if request.verb == "PUT"] == []

"""Devices on a console: reading, adopting, restarting and removing them, and cycling the power of a port."""

from __future__ import annotations

import pytest

from unifi_sdk import BadRequestError, ConflictError, Console, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import DeviceFilter, Filter, PendingDeviceFilter, SiteScope
from unifi_sdk.network.models import DeviceFeature, DeviceInterface, DeviceOverview, DeviceState, PoeState, PortState
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.equipment import SimulatedDevice
from unifi_sdk.simulator.network.state import SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"
FLEX_MINI = "74:AC:B9:30:00:01"


def device_called(estate: SimulatedSite, name: str) -> SimulatedDevice:
    return next(device for device in estate.devices.values() if device.name == name)


async def names(hotel: SiteScope, chosen: Filter[DeviceOverview] | None = None) -> list[str | None]:
    return [device.name for device in await hotel.devices.list(filter=chosen)]


async def state(hotel: SiteScope, device_id: str) -> DeviceState | None:
    return (await hotel.devices.get(device_id)).state


# reading


async def test_the_list_is_in_the_consoles_order(hotel: SiteScope, estate: SimulatedSite) -> None:
    assert await names(hotel) == [device.name for device in estate.devices.values()]


async def test_devices_are_chosen_by_what_they_are(hotel: SiteScope) -> None:
    access_points = DeviceFilter.features.contains(DeviceFeature.ACCESS_POINT)
    assert await names(hotel, access_points) == ["Lobby", "Garden"]
    wireless = DeviceFilter.interfaces.contains_exactly(DeviceInterface.RADIOS)
    assert await names(hotel, wireless) == ["Lobby", "Garden"]


async def test_devices_are_chosen_by_their_firmware(hotel: SiteScope) -> None:
    old = DeviceFilter.firmware_version.lt("7.1.0") & DeviceFilter.model.ne("UDM Pro")
    assert await names(hotel, old) == ["Attic Switch"]
    assert await names(hotel, DeviceFilter.firmware_updatable.eq(True)) == ["Attic Switch"]


async def test_a_device_has_its_ports_its_radios_and_its_uplink(hotel: SiteScope) -> None:
    lobby = await hotel.devices.get((await hotel.devices.find(name="Lobby")).id)
    switch = await hotel.devices.get((await hotel.devices.find(mac="74-AC-B9-10-00-02")).id)
    assert lobby.uplink is not None
    assert lobby.uplink.device_id == switch.id
    assert [radio.frequency_ghz for radio in lobby.radios] == [2.4, 5, 6]
    assert (len(switch.ports), switch.radios) == (26, ())
    assert (switch.ports[0].state, switch.ports[0].speed_mbps) == (PortState.UP, 1000)


async def test_a_name_that_two_devices_have_is_a_conflict(hotel: SiteScope, console: SimulatedConsole) -> None:
    console.network.add_device("Garden")
    with pytest.raises(ConflictError, match="more than one device is called 'Garden'"):
        await hotel.devices.find(name="Garden")


async def test_a_device_of_another_site_is_not_found(connected: Console, hotel: SiteScope) -> None:
    warehouse = await connected.network.find_site("Warehouse")
    gateway = await warehouse.devices.find(name="Warehouse Gateway")
    for call in (hotel.devices.get, hotel.devices.statistics, hotel.devices.restart, hotel.devices.remove):
        with pytest.raises(NotFoundError):
            await call(gateway.id)


async def test_statistics_are_those_of_the_moment(hotel: SiteScope, clock: ManualClock) -> None:
    device = await hotel.devices.find(name="Lobby")
    before = await hotel.devices.statistics(device.id)
    clock.advance(90)
    after = await hotel.devices.statistics(device.id)
    assert (after.uptime_sec or 0) - (before.uptime_sec or 0) == 90
    assert after.interfaces is not None
    assert [radio.frequency_ghz for radio in after.interfaces.radios] == [2.4, 5, 6]


async def test_a_device_out_of_reach_has_next_to_no_statistics(connected: Console) -> None:
    warehouse = await connected.network.find_site("Warehouse")
    hall = await warehouse.devices.find(name="Hall")
    statistics = await warehouse.devices.statistics(hall.id)
    assert (hall.is_online, statistics.uptime_sec, statistics.uplink) == (False, None, None)


# actions


async def test_a_restarted_device_goes_down_and_comes_back(
    hotel: SiteScope, estate: SimulatedSite, clock: ManualClock
) -> None:
    device = await hotel.devices.find(name="Garden")
    await hotel.devices.restart(device.id)
    seen = [await state(hotel, device.id)]
    for _ in range(2):
        clock.advance(30)
        seen.append(await state(hotel, device.id))
    assert seen == [DeviceState.OFFLINE, DeviceState.GETTING_READY, DeviceState.ONLINE]
    assert device_called(estate, "Garden").restarts == 1


async def test_a_device_that_is_down_is_not_restarted_again(hotel: SiteScope, estate: SimulatedSite) -> None:
    device = await hotel.devices.find(name="Garden")
    await hotel.devices.restart(device.id)
    with pytest.raises(BadRequestError, match="not online"):
        await hotel.devices.restart(device.id)
    assert device_called(estate, "Garden").restarts == 1


async def test_a_restart_whose_answer_is_lost_happens_once_and_the_uptime_tells(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite, clock: ManualClock
) -> None:
    device = await hotel.devices.find(name="Garden")
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.devices.restart(device.id)
    clock.advance(60)
    assert (await hotel.devices.statistics(device.id)).uptime_sec == 30
    assert device_called(estate, "Garden").restarts == 1


async def test_the_power_of_a_port_goes_off_and_on_again(
    hotel: SiteScope, estate: SimulatedSite, clock: ManualClock
) -> None:
    device = await hotel.devices.find(name="Lobby Switch")
    await hotel.devices.power_cycle_port(device.id, 3)
    port = (await hotel.devices.get(device.id)).ports[2]
    assert port.poe is not None
    assert (port.idx, port.state, port.poe.state) == (3, PortState.DOWN, PoeState.DOWN)
    clock.advance(5)
    assert (await hotel.devices.get(device.id)).ports[2].state is PortState.UP
    counted = [port.power_cycles for port in device_called(estate, "Lobby Switch").ports]
    assert (counted[2], sum(counted)) == (1, 1)


async def test_a_power_cycle_whose_answer_is_lost_happens_once(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    device = await hotel.devices.find(name="Lobby Switch")
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.devices.power_cycle_port(device.id, 3)
    assert device_called(estate, "Lobby Switch").ports[2].power_cycles == 1


async def test_a_port_that_gives_no_power_or_does_not_exist_is_refused(hotel: SiteScope) -> None:
    switch = await hotel.devices.find(name="Lobby Switch")
    with pytest.raises(BadRequestError, match="PoE"):
        await hotel.devices.power_cycle_port(switch.id, 25)
    with pytest.raises(NotFoundError):
        await hotel.devices.power_cycle_port(switch.id, 27)


# adopted and removed


async def test_a_waiting_device_is_adopted_and_comes_online(
    connected: Console, hotel: SiteScope, clock: ManualClock
) -> None:
    ready = PendingDeviceFilter.supported.eq(True)
    (waiting,) = await connected.network.pending_devices.list(filter=ready)
    assert hotel.id in waiting.adoption_target_site_ids
    adopted = await hotel.devices.adopt(waiting.mac_address or "")
    assert (adopted.state, adopted.provisioned_at) == (DeviceState.ADOPTING, None)
    assert await connected.network.pending_devices.list(filter=ready) == []
    clock.advance(30)
    online = await hotel.devices.find(mac=FLEX_MINI)
    assert (online.id, online.is_online) == (adopted.id, True)


async def test_a_device_that_this_version_cannot_work_with_is_not_adopted(connected: Console, hotel: SiteScope) -> None:
    (unknown,) = await connected.network.pending_devices.list(filter=PendingDeviceFilter.supported.eq(False))
    with pytest.raises(BadRequestError, match="not supported"):
        await hotel.devices.adopt(unknown.mac_address or "")


async def test_an_address_that_does_not_wait_is_not_found(hotel: SiteScope) -> None:
    with pytest.raises(NotFoundError):
        await hotel.devices.adopt("74:ac:b9:10:00:02")


async def test_the_device_limit_holds_until_it_is_ignored(hotel: SiteScope, estate: SimulatedSite) -> None:
    estate.device_limit = len(estate.devices)
    with pytest.raises(BadRequestError, match="limit"):
        await hotel.devices.adopt(FLEX_MINI)
    assert (await hotel.devices.adopt(FLEX_MINI, ignore_device_limit=True)).mac_address == FLEX_MINI.lower()


async def test_a_removed_device_is_gone_and_waits_for_adoption_again(
    connected: Console, hotel: SiteScope, clock: ManualClock
) -> None:
    device = await hotel.devices.find(name="Garden")
    await hotel.devices.remove(device.id)
    with pytest.raises(NotFoundError):
        await hotel.devices.get(device.id)
    assert "Outdoors" not in [tag.name for tag in await hotel.device_tags.list()]
    clock.advance(60)
    assert device.mac_address in [one.mac_address for one in await connected.network.pending_devices.list()]


async def test_a_removal_whose_answer_is_lost_is_not_sent_again(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    device = await hotel.devices.find(name="Garden")
    console.faults.add(Fault.lose_answer(), "DELETE *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.devices.remove(device.id)
    assert device.id not in estate.devices
    assert [request.verb for request in console.requests].count("DELETE") == 1

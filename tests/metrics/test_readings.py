"""What is read of consoles and of the cloud is what they say, and nothing that they don't."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unifi_sdk.cloud.models import IspMetric, IspPeriod, IspPeriodData, IspWan
from unifi_sdk.metrics import GAUGES, Gauge
from unifi_sdk.metrics import _clouds as clouds
from unifi_sdk.metrics._clouds import read_cloud
from unifi_sdk.metrics._consoles import read_access, read_network, read_protect
from unifi_sdk.metrics._labels import told_apart
from unifi_sdk.metrics.samples import MOST_SERIES, Samples
from unifi_sdk.simulator import Fault, SimulatedCloud, SimulatedConsole

pytestmark = pytest.mark.asyncio(loop_scope="package")

Values = Mapping[str, Mapping[tuple[str, ...], float]]


def values(samples: Samples) -> Values:
    return {gauge.name: series for gauge, series in samples}


async def test_devices_and_clients_are_those_of_the_console(simulated: SimulatedConsole):
    async with simulated.connect() as console:
        site = await console.network.default_site()
        devices, clients = await site.devices.list(), await site.clients.list()
        everywhere = values(await read_network(console.network, statistics=True))
    found = {
        name: {labels: value for labels, value in series.items() if labels[0] == "Default"}
        for name, series in everywhere.items()
    }
    online = sum(device.is_online for device in devices)
    assert found["unifi_devices"][("Default", "online")] == online
    assert sum(found["unifi_device_up"].values()) == online
    assert len(found["unifi_device_up"]) == len(devices)
    assert sum(found["unifi_clients"].values()) == len(clients)
    kinds = Counter((client.type.value.lower(), "yes" if client.is_guest else "no") for client in clients)
    assert {key[1:]: number for key, number in found["unifi_clients"].items() if number} == kinds
    points = found["unifi_access_point_clients"]
    assert sum(points.values()) == sum(client.type == "WIRELESS" for client in clients)
    assert len(points) == sum("accessPoint" in device.features for device in devices)
    assert len(found["unifi_device_uptime_seconds"]) == online
    assert all(0 <= value <= 1 for value in found["unifi_device_cpu_ratio"].values())
    assert {labels[-1] for labels in found["unifi_device_uplink_bits_per_second"]} == {"up", "down"}


async def test_devices_are_not_asked_one_by_one_where_that_is_too_much(simulated: SimulatedConsole):
    simulated.requests.clear()
    async with simulated.connect() as console:
        found = values(await read_network(console.network, statistics=False))
    assert "unifi_device_uptime_seconds" not in found
    assert not [request for request in simulated.requests if "statistics" in request.path]


async def test_figures_that_a_device_leaves_out_are_absent(simulated: SimulatedConsole):
    simulated.faults.add(Fault.body(b'{"cpuUtilizationPct": 12.5}'), "GET /*/statistics/latest", times=None)
    try:
        async with simulated.connect() as console:
            found = values(await read_network(console.network, statistics=True))
    finally:
        simulated.faults.clear()
    assert set(found["unifi_device_cpu_ratio"].values()) == {0.125}
    assert "unifi_device_memory_ratio" not in found
    assert "unifi_device_uplink_bits_per_second" not in found


async def test_doors_are_locked_and_open_as_they_say(simulated: SimulatedConsole):
    async with simulated.connect() as console:
        doors = await console.access.doors.list()
        found = values(await read_access(console.access))
    assert sorted(found["unifi_door_locked"].values()) == sorted(
        float(door.is_locked) for door in doors if door.is_locked is not None
    )
    assert len(found.get("unifi_door_open", {})) == sum(door.is_open is not None for door in doors)


async def test_a_door_that_says_nothing_is_absent_and_not_locked(simulated: SimulatedConsole):
    door = {"id": "1", "name": "Front", "door_lock_relay_status": "", "door_position_status": "none"}
    answer = {"code": "SUCCESS", "msg": "success", "data": [door]}
    simulated.faults.add(Fault.body(json.dumps(answer).encode()), "GET /*/doors")
    async with simulated.connect() as console:
        assert values(await read_access(console.access)) == {}


async def test_cameras_are_up_that_can_be_reached(simulated: SimulatedConsole):
    async with simulated.connect() as console:
        cameras = await console.protect.cameras.list()
        found = values(await read_protect(console.protect))
    connected = sum(camera.is_connected for camera in cameras)
    assert found["unifi_cameras"][("connected",)] == connected
    assert sum(found["unifi_camera_up"].values()) == connected


async def test_the_cloud_tells_of_hosts_sites_and_their_internet(simulated: SimulatedConsole):
    async with SimulatedCloud(consoles=[simulated], seed=True) as behind, behind.connect() as cloud:
        found = values(await read_cloud(cloud, datetime.now(UTC)))
    assert found["unifi_cloud_hosts"] == {("offline",): 0, ("online",): 3, ("unknown",): 1}
    assert found["unifi_cloud_host_up"][("Console 1",)] == 1
    assert found["unifi_cloud_site_devices"][("Console 1", "Default")] == 5
    assert 0.005 <= found["unifi_isp_latency_seconds"][("Console 1", "Default")] <= 0.016
    assert found["unifi_isp_uptime_ratio"][("Console 1", "Default")] == 1
    assert found["unifi_isp_download_bits_per_second"][("Console 1", "Default")] >= 100_000_000


async def test_a_host_that_is_offline_has_no_figures_of_its_last_hour(simulated: SimulatedConsole):
    async with SimulatedCloud(consoles=[simulated]) as behind, behind.connect() as cloud:
        (host,) = behind.hosts.values()
        host.is_online = False
        found = values(await read_cloud(cloud, datetime.now(UTC) + timedelta(minutes=30)))
    assert found["unifi_cloud_host_up"] == {("Console 1",): 0}
    assert "unifi_cloud_site_devices" not in found
    assert "unifi_isp_latency_seconds" not in found


def period(now: datetime, minutes: float, wan: IspWan | None) -> IspPeriod:
    return IspPeriod(metric_time=now - timedelta(minutes=minutes), data=IspPeriodData(wan=wan))


async def test_the_last_period_with_figures_counts_and_no_older_one_than_twenty_minutes():
    now = datetime.now(UTC)
    new, old = period(now, 10, IspWan(avg_latency=5)), period(now, 15, IspWan(avg_latency=9))
    assert clouds._last(IspMetric(periods=(old, new, period(now, 5, None))), now) is new
    assert clouds._last(IspMetric(periods=(period(now, 21, IspWan()),)), now) is None
    assert clouds._last(IspMetric(), now) is None


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(["Lobby", "Hall", "", None]), st.uuids()), unique_by=lambda item: item[1]))
async def test_things_of_one_name_are_told_apart_and_always_alike(items: list[tuple[str | None, object]]):
    found = told_apart(items, lambda item: item[0], lambda item: str(item[1]))
    assert len({label for label, _ in found}) == len(items)
    assert found == told_apart(reversed(items), lambda item: item[0], lambda item: str(item[1]))


async def test_no_gauge_has_more_series_than_are_allowed_and_the_rest_is_counted():
    samples, gauge = Samples(), Gauge("unifi_x", "X", ("name",))
    for number in range(MOST_SERIES + 7):
        samples.put(gauge, 1, str(number))
    ((_, series),) = samples
    assert (len(series), samples.left_out) == (MOST_SERIES, 7)


async def test_what_nobody_knows_has_no_series():
    samples = Samples()
    samples.put(Gauge("unifi_x", "X"), None)
    assert list(samples) == []


async def test_every_gauge_has_a_name_of_its_own():
    assert len({gauge.name for gauge in GAUGES}) == len(GAUGES) > 30

"""Ports: one is changed and no other, whatever the console's list holds."""

from __future__ import annotations

import asyncio
import contextlib
import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.classic import SWITCH, lines
from unifi_sdk import (
    ConfigurationError,
    DecodeError,
    MutationBlockedError,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    plan,
)
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic._overrides import REMOVED, number_of, with_changes
from unifi_sdk.network.classic.models import PoeMode, PortMode
from unifi_sdk.simulator import Fault, ManualClock, Quirk, SimulatedConsole
from unifi_sdk.simulator.network.classic.state import Settings
from unifi_sdk.simulator.network.estate.ids import SWITCH_ID
from unifi_sdk.simulator.network.state import SimulatedSite

ODD = [
    {"port_idx": 1, "name": "Uplink", "qos_profile": {"a": [1, None, "x"]}, "unknown": True},
    {"name": "an element without a number"},
    {"port_idx": 7, "port_security_mac_address": ["aa:bb:cc:dd:ee:ff"], "isolation": False},
    {"port_idx": True, "name": "a number that is none"},
]


@pytest.fixture
def behind(estate: SimulatedSite) -> Settings:
    """What was written to the switch."""
    return estate.classic.devices.setdefault(SWITCH_ID, Settings())


def stored(behind: Settings) -> list[Any]:
    return behind.port_overrides[-1][1]


def written(console: SimulatedConsole) -> list[Any]:
    return [request.json for request in console.requests if request.verb == "PUT"]


async def test_ports_tell_their_link_power_and_neighbours(classic: Classic):
    device = await classic.devices.get("74-AC-B9-10-00-02")
    assert (device.name, len(device.ports), device.info.is_online) == ("Lobby Switch", 26, True)
    printer, idle, fibre = device.ports[2], device.ports[12], device.ports[25]
    assert (printer.up, printer.speed, printer.poe_mode, printer.poe_class) == (True, 1000, PoeMode.AUTO, "Class 4")
    assert (printer.poe_power, printer.poe_voltage, printer.poe_current) == (4.31, 53.44, 80.65)
    assert [(each.mac, each.hostname) for each in printer.mac_table] == [("00:80:77:31:01:07", "Office Printer")]
    assert (idle.up, idle.speed, idle.poe_enable, idle.mac_table) == (False, 0, False, ())
    assert (fibre.media, fibre.sfp_vendor, fibre.sfp_temperature, fibre.port_poe) == ("SFP+", "Ubiquiti", 41.25, False)
    assert {port.port_idx for port in device.ports} == set(range(1, 27))


async def test_every_device_is_listed_and_no_secret_is_shown(classic: Classic):
    devices = await classic.devices.list()
    assert [device.type for device in devices] == ["udm", "usw", "usw", "uap", "uap"]
    assert devices[0].x_authkey == "simulated-authkey"
    assert "simulated-authkey" not in repr(devices)
    with pytest.raises(NotFoundError):
        await classic.devices.get("02:00:00:00:00:01")


async def test_power_is_switched_off_and_the_official_api_shows_it(classic: Classic, site: SiteScope):
    device = await classic.devices.get(SWITCH)
    port = await device.ports.set(2, poe_mode=PoeMode.OFF)
    assert (port.poe_mode, port.poe_enable) == (PoeMode.OFF, False)
    official = await site.devices.get(SWITCH_ID)
    assert [each.idx for each in official.ports if each.poe and not each.poe.enabled] == [2]
    assert (await device.ports.set(2, poe_mode=True)).poe_mode is PoeMode.AUTO


async def test_the_console_forgets_the_others_when_one_is_sent_alone(classic: Classic, behind: Settings):
    device = await classic.devices.get(SWITCH)
    await device.ports.set(3, name="Camera")
    body = {"port_overrides": [{"port_idx": 4, "name": "Lone"}]}
    await classic.call("PUT /rest/device/{device_id}", body=body, device_id=device.info.id)
    assert stored(behind) == [{"port_idx": 4, "name": "Lone"}]


async def test_all_others_go_back_as_they_came(classic: Classic, behind: Settings, console: SimulatedConsole):
    behind.port_overrides = [(0.0, copy.deepcopy(ODD))]
    device = await classic.devices.get(SWITCH)
    await device.ports.set(7, name="Camera")
    await device.ports.set(8, name="New")
    wanted = copy.deepcopy(ODD)
    wanted[2]["name"] = "Camera"
    assert stored(behind) == [*wanted, {"port_idx": 8, "name": "New"}]
    assert [list(body) for body in written(console)] == [["port_overrides"], ["port_overrides"]]


async def test_what_a_console_writes_as_texts_stays_texts(
    classic: Classic, behind: Settings, console: SimulatedConsole
):
    behind.port_overrides = [(0.0, [{"port_idx": 7, "isolation": True, "speed": 1000}])]
    console.network.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    device = await classic.devices.get(SWITCH)
    assert device.ports[7].port_idx == 7
    assert device.info.is_online
    await device.ports.set(7, name="Camera")
    assert stored(behind) == [{"port_idx": "7", "isolation": "true", "speed": "1000", "name": "Camera"}]


async def test_what_is_read_back_is_what_the_device_shows_once_it_has_caught_up(
    classic: Classic, console: SimulatedConsole, clock: ManualClock
):
    device = await classic.devices.get(SWITCH)
    started = clock.now()
    assert (await device.ports.set(3, name="Camera")).name == "Camera"
    assert clock.now() - started == pytest.approx(1.0)
    assert lines(console)[1:] == [
        f"GET /stat/device/{SWITCH.replace(':', '%3A')}",
        f"PUT /rest/device/{device.info.id}",
        *[f"GET /stat/device/{SWITCH.replace(':', '%3A')}"] * 3,
    ]


async def test_two_changes_right_behind_each_other_both_stay(classic: Classic, behind: Settings):
    device = await classic.devices.get(SWITCH)
    other = await classic.devices.get(SWITCH)
    await asyncio.gather(*(each.ports.set(idx, name=f"P{idx}") for idx, each in enumerate((device, other) * 3, 3)))
    assert sorted((each["port_idx"], each["name"]) for each in stored(behind)) == [(i, f"P{i}") for i in range(3, 9)]


async def test_writers_of_two_scopes_of_one_client_wait_for_each_other(
    network: Any, console: SimulatedConsole, behind: Settings
):
    sites = [network.site(console.network.default_site.id) for _ in range(2)]
    devices = [await site.classic.devices.get(SWITCH) for site in sites]
    await asyncio.gather(*(device.ports.set(idx, name="x") for idx, device in enumerate(devices, 3)))
    assert {each["port_idx"] for each in stored(behind)} == {3, 4}


async def test_changes_of_a_block_leave_as_one_write(classic: Classic, console: SimulatedConsole, behind: Settings):
    device = await classic.devices.get(SWITCH)
    async with device.ports.edit() as ports:
        ports.set(3, poe_mode=False)
        ports.set(3, name="Camera")
        ports.set(4, enabled=False)
        assert written(console) == []
    assert len(written(console)) == 1
    assert stored(behind) == [
        {"port_idx": 3, "name": "Camera", "poe_mode": "off"},
        {"port_idx": 4, "forward": "disabled"},
    ]
    assert (device.ports[3].poe_mode, device.ports[4].up, device.ports[4].forward) == (
        PoeMode.OFF,
        False,
        PortMode.DISABLED,
    )


async def test_a_block_that_fails_writes_nothing(classic: Classic, console: SimulatedConsole):
    device = await classic.devices.get(SWITCH)
    with contextlib.suppress(ZeroDivisionError):
        async with device.ports.edit() as ports:
            ports.set(3, name="Camera")
            raise ZeroDivisionError
    async with device.ports.edit():
        pass
    assert len(lines(console)) == 1


async def test_what_is_so_already_is_not_written(classic: Classic, console: SimulatedConsole):
    device = await classic.devices.get(SWITCH)
    await device.ports.set(3, name="Camera")
    await device.ports.set(3, name="Camera")
    assert len(written(console)) == 1


async def test_a_port_is_disabled_and_comes_back_as_it_was(classic: Classic, behind: Settings):
    device = await classic.devices.get(SWITCH)
    await device.ports.set(3, tagged_networks=False)
    assert (await device.ports.set(3, enabled=False)).forward is PortMode.DISABLED
    assert (await device.ports.set(3, enabled=True)).forward is PortMode.NATIVE
    assert stored(behind) == [{"port_idx": 3, "forward": "native", "tagged_vlan_mgmt": "block_all"}]
    assert (await device.ports.set(3, tagged_networks=True)).forward is PortMode.ALL
    assert (await device.ports.set(4, enabled=False)).enable is False
    assert (await device.ports.set(4, enabled=True)).forward is PortMode.ALL


async def test_networks_of_a_port(classic: Classic, behind: Settings):
    ids = {str(each.name): each.id for each in await classic.networks.list()}
    device = await classic.devices.get(SWITCH)
    port = await device.ports.set(3, native_network_id=ids["Default"], tagged_networks=[ids["Things"]], isolated=True)
    assert (port.forward, port.native_networkconf_id) == (PortMode.CUSTOMIZE, ids["Default"])
    assert stored(behind) == [
        {
            "port_idx": 3,
            "native_networkconf_id": ids["Default"],
            "forward": "customize",
            "tagged_vlan_mgmt": "custom",
            "excluded_networkconf_ids": [ids["Guests"]],
            "isolation": True,
            "setting_preference": "manual",
        }
    ]
    await device.ports.set(3, native_network_id=None, tagged_networks=None, isolated=None)
    assert stored(behind) == [{"port_idx": 3, "setting_preference": "manual"}]
    with pytest.raises(ConfigurationError, match="tagged_networks"):
        await device.ports.set(3, tagged_networks=[ids["Internet 1"]])


async def test_isolation_counts_although_the_console_minds_the_port_itself(classic: Classic, behind: Settings):
    behind.port_overrides = [(0.0, [{"port_idx": 3, "setting_preference": "auto"}])]
    device = await classic.devices.get(SWITCH)
    body = {"port_overrides": [{"port_idx": 3, "setting_preference": "auto", "isolation": True}]}
    await classic.call("PUT /rest/device/{device_id}", body=body, device_id=device.info.id)
    assert stored(behind) == [{"port_idx": 3, "setting_preference": "auto"}]
    await device.ports.set(3, isolated=True)
    assert stored(behind) == [{"port_idx": 3, "setting_preference": "manual", "isolation": True}]


async def test_what_can_not_be_is_refused_before_it_is_written(classic: Classic, console: SimulatedConsole):
    device = await classic.devices.get(SWITCH)
    with pytest.raises(NotFoundError, match="no port 99"):
        await device.ports.set(99, name="x")
    with pytest.raises(NotSupportedError, match="no power"):
        await device.ports.set(25, poe_mode=True)
    for wrong in ({}, {"name": ""}, {"name": "x" * 129}, {"name": 5}, {"enabled": "no"}, {"poe_mode": 3}):
        with pytest.raises(ConfigurationError):
            await device.ports.set(3, **wrong)
        with pytest.raises(ConfigurationError):
            device.ports.edit().set(3, **wrong)
    with pytest.raises(ConfigurationError):
        await device.ports.set(0, name="x")
    assert written(console) == []


async def test_a_list_that_is_none_is_not_replaced(classic: Classic, console: SimulatedConsole):
    device = await classic.devices.get(SWITCH)
    body = (
        b'{"meta":{"rc":"ok"},"data":[{"_id":"a","mac":"b","port_overrides":{"odd":1},"port_table":[{"port_idx":3}]}]}'
    )
    console.faults.add(Fault.body(body), "GET /*/stat/device/*")
    with pytest.raises(DecodeError, match="port_overrides"):
        await device.ports.set(3, name="x")
    assert written(console) == []


async def test_a_change_can_be_planned_refused_and_lost(classic: Classic, console: SimulatedConsole):
    device = await classic.devices.get(SWITCH)
    planned = await plan(device.ports.set(3, name="Camera"))
    assert planned.body == {"port_overrides": [{"port_idx": 3, "name": "Camera"}]}
    console.faults.add(Fault.status(502), "PUT /*/rest/device/*")
    with pytest.raises(OutcomeUnknownError):
        await device.ports.set(3, name="Camera")
    assert (await device.ports.set(3, name="Camera")).name == "Camera"
    async with console.connect(read_only=True) as connected:
        site = await connected.network.default_site()
        with pytest.raises(MutationBlockedError):
            await (await site.classic.devices.get(SWITCH)).ports.set(3, name="y")


async def test_a_device_that_takes_a_setting_otherwise_shows_that_and_says_so(
    classic: Classic, console: SimulatedConsole, caplog: pytest.LogCaptureFixture
):
    device = await classic.devices.get(SWITCH)
    console.faults.add(Fault.body(b'{"meta":{"rc":"ok"},"data":[]}'), "PUT /*/rest/device/*")
    assert (await device.ports.set(3, name="Camera")).name == "Port 3"
    assert "does not show all" in caplog.text


numbers = st.one_of(st.integers(0, 8), st.integers(1, 8).map(str), st.booleans(), st.none(), st.just(2.0))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=4,
)
elements = st.one_of(
    st.dictionaries(st.sampled_from(["name", "poe_mode", "forward", "odd", ""]), values, max_size=3),
    st.builds(
        lambda number, rest: {**rest, "port_idx": number},
        numbers,
        st.dictionaries(st.sampled_from(["name", "poe_mode", "odd"]), values, max_size=3),
    ),
    values,
)
wishes = st.dictionaries(
    st.integers(1, 8),
    st.dictionaries(
        st.sampled_from(["name", "poe_mode", "forward"]), st.one_of(values, st.just(REMOVED)), min_size=1, max_size=3
    ),
    max_size=3,
)


@given(st.lists(elements, max_size=8), wishes)
def test_no_other_override_is_ever_lost_or_changed(overrides: list[Any], changes: dict[int, Any]):
    before = copy.deepcopy(overrides)
    merged = with_changes(overrides, "port_idx", changes)
    assert overrides == before
    kept, appended = merged[: len(overrides)], merged[len(overrides) :]
    for old, new in zip(before, kept, strict=True):
        wanted = changes.get(number_of(old, "port_idx"), {}) if isinstance(old, dict) else {}
        if not wanted:
            assert repr(new) == repr(old)
            continue
        assert {name: value for name, value in new.items() if name not in wanted} == {
            name: value for name, value in old.items() if name not in wanted
        }
        for name, value in wanted.items():
            assert (name not in new) if value is REMOVED else new[name] == value
    there = {number_of(old, "port_idx") for old in before}
    assert [each["port_idx"] for each in appended] == [
        idx for idx in changes if idx not in there and any(value is not REMOVED for value in changes[idx].values())
    ]
    assert with_changes(merged, "port_idx", changes) == merged


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def running(runner: asyncio.Runner) -> Iterator[SimulatedConsole]:
    console = SimulatedConsole(clock=ManualClock())
    runner.run(console.start())
    yield console
    runner.run(console.stop())


shown = st.lists(
    st.builds(
        lambda number, rest: {**rest, **({} if number is None else {"port_idx": number})},
        st.one_of(st.none(), st.integers(1, 30), st.integers(1, 26).map(str)),
        st.dictionaries(st.sampled_from(["name", "odd", "speed", "qos_profile"]), values, max_size=3),
    ),
    max_size=6,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(overrides=shown, port_idx=st.integers(1, 26))
def test_no_other_override_is_lost_on_the_way_to_a_console(
    running: SimulatedConsole, runner: asyncio.Runner, overrides: list[Any], port_idx: int
):
    side = running.network.default_site.classic
    side.lag_seconds = 0.0
    settings_of_switch = side.devices.setdefault(SWITCH_ID, Settings())
    settings_of_switch.port_overrides = [(0.0, copy.deepcopy(overrides))]

    async def rename() -> None:
        async with running.connect() as connected:
            site = connected.network.site(running.network.default_site.id, internal_reference="default")
            await (await site.classic.devices.get(SWITCH)).ports.set(port_idx, name="renamed")

    runner.run(rename())
    after = settings_of_switch.port_overrides[-1][1]
    is_own = [number_of(each, "port_idx") == port_idx for each in overrides]
    wanted = [{**each, "name": "renamed"} if own else each for each, own in zip(overrides, is_own, strict=True)]
    assert after == (wanted if any(is_own) else [*wanted, {"port_idx": port_idx, "name": "renamed"}])

"""A simulated console of a certain version: it shows, takes and filters by what this version has, and by nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from tests.simulator.conftest import Browser
from tests.simulator.network.test_conformance import NETWORK, fill
from tests.simulator.protect.test_conformance import LISTS, wrong
from tests.support.protect_browser import ProtectBrowser
from unifi_sdk import ConfigurationError, Console
from unifi_sdk._facts import Schema, load
from unifi_sdk.drift import compare
from unifi_sdk.network.errors import InvalidFilterError, UnknownPropertyError
from unifi_sdk.network.filters import SwitchStackFilter
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.schema import problems

NETWORKS = ("10.5.66", "10.6.97", "11.0.81")
GETS = sorted(name for name in load("network").operations if name.startswith("GET "))
FOB = {"armControlSettings", "keypadSettings"}


@pytest.fixture(params=NETWORKS)
def version(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
async def simulated(version: str) -> AsyncIterator[SimulatedConsole]:
    protect = "7.3.70" if version == "11.0.81" else "7.2.84"
    async with SimulatedConsole(network_version=version, protect_version=protect) as console:
        console.protect.rate_limit = None
        yield console


@pytest.fixture
async def browser(simulated: SimulatedConsole) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(simulated, session)


@pytest.fixture
async def api(simulated: SimulatedConsole) -> AsyncIterator[ProtectBrowser]:
    async with aiohttp.ClientSession() as session:
        yield ProtectBrowser(simulated, session)


@pytest.fixture
async def console(simulated: SimulatedConsole) -> AsyncIterator[Console]:
    async with simulated.connect() as console:
        yield console


def unknown(schema: Schema, value: Any, path: str = "$") -> Iterator[str]:
    """What stands in an answer that its schema doesn't have."""
    if isinstance(value, list):
        for item in value:
            yield from unknown(schema.items or Schema(), item, f"{path}[]")
    elif isinstance(value, dict) and schema.kind == "object":
        shape = schema.variant(value.get(schema.discriminator)) or schema
        for name, part in value.items():
            if name in shape.properties:
                yield from unknown(shape.properties[name], part, f"{path}.{name}")
            elif shape.properties and shape.values is None and name != "configurable":  # only filters tell of that one
                yield f"{path}.{name}"


async def test_whatever_is_shown_is_what_this_version_has(simulated: SimulatedConsole, browser: Browser, version: str):
    zones = list(simulated.network.default_site.firewall_zones)
    for name in GETS:
        operation = load("network", version).operations[name]
        pair = {"sourceFirewallZoneId": zones[4], "destinationFirewallZoneId": zones[0]}
        query = pair if "policies/ordering" in name else {}
        answer = await browser.call("GET", NETWORK + fill(simulated, operation), query=query)
        assert (answer.status, problems(operation.answer, answer.json)) == (200, []), name
        assert [*unknown(operation.answer, answer.json)] == [], name


async def test_its_stacks_and_their_lags_are_of_the_sdk_s_shape(console: Console, version: str):
    site = await console.network.default_site()
    [stack] = await site.switch_stacks.list()
    lag = next(lag for lag in await site.lags.list() if lag.type == "SWITCH_STACK")
    assert stack == await site.switch_stacks.get(stack.id)
    if version == "10.5.66":
        assert (len(stack.members), stack.units, stack.device_id) == (2, (), None)
        assert all(member.device_id and member.unit_id is None for member in lag.members)
    else:
        assert (stack.members, [unit.id for unit in stack.units]) == ((), [1, 2])
        assert stack.device_id
        assert [member.unit_id for member in stack.lags[0].members] == [1, 2]
        assert all(member.device_id is None and member.unit_mac_address for member in lag.members)


async def test_its_stacks_are_filtered_by_what_they_show(console: Console, version: str):
    site = await console.network.default_site()
    [stack] = await site.switch_stacks.list()
    by_units = [SwitchStackFilter.units_id.contains(1)]
    by_members = [SwitchStackFilter.members_device_id.contains(site.id)]
    if stack.units:
        by_units.append(SwitchStackFilter.units_mac_address.contains(stack.units[0].mac_address or ""))
    allowed, refused = (by_members, by_units) if version == "10.5.66" else (by_units, by_members)
    for condition in allowed:
        assert len(await site.switch_stacks.list(filter=condition)) == (0 if condition in by_members else 1)
    for condition in refused:
        with pytest.raises(InvalidFilterError):
            await site.switch_stacks.list(filter=condition)


async def test_its_policies_report_flows_from_11_0_on(console: Console, version: str):
    site = await console.network.default_site()
    policies = await site.firewall_policies.list()
    policy = next(one for one in policies if one.metadata and one.metadata.origin == "USER_DEFINED")
    assert {one.report_flow_enabled for one in policies} == ({True} if version == "11.0.81" else {None})
    if version == "11.0.81":
        changed = await site.firewall_policies.update(policy.id, report_flow_enabled=False)
        assert not changed.report_flow_enabled
        kept = await site.firewall_policies.replace(changed.evolve(name="Renamed"))
        assert (kept.name, kept.report_flow_enabled) == ("Renamed", False)
        again = await site.firewall_policies.replace(kept.evolve(report_flow_enabled=None))
        assert again.report_flow_enabled  # what is left out is on
        made = await site.firewall_policies.create(again.evolve(id="", report_flow_enabled=None))
        assert made.report_flow_enabled
    else:
        with pytest.raises(UnknownPropertyError) as caught:
            await site.firewall_policies.update(policy.id, report_flow_enabled=False)
        assert caught.value.path == "$.reportFlowEnabled"
        with pytest.raises(UnknownPropertyError):
            await site.firewall_policies.replace(policy.evolve(report_flow_enabled=True))
        assert (await site.firewall_policies.replace(policy.evolve(name="Renamed"))).name == "Renamed"


async def test_whatever_is_listed_is_written_back_as_it_came(console: Console, browser: Browser, version: str):
    site = await console.network.default_site()
    path = f"/sites/{site.id}"
    for policy in await site.firewall_policies.list():
        if policy.metadata and policy.metadata.origin == "USER_DEFINED":
            before = (await browser.get(f"{path}/firewall/policies/{policy.id}")).json
            await site.firewall_policies.replace(policy)
            assert (await browser.get(f"{path}/firewall/policies/{policy.id}")).json == before


async def test_its_specification_is_that_of_its_version(console: Console, version: str):
    specification = await console.network.specification()
    assert specification["info"] == {"title": "UniFi Network", "version": version}
    assert compare(specification) == []
    assert (await console.network.info.get()).application_version == version


async def test_its_protect_shows_what_this_version_has(simulated: SimulatedConsole, api: ProtectBrowser):
    facts = load("protect", simulated.protect.version)
    for path in LISTS:
        operation = facts.find("GET /v1/files/{}" if path[:5] == "files" else f"GET /v1/{path}")
        items = await api.get(f"/v1/{path}")
        assert wrong(operation.answer, items) == []
        assert [*unknown(operation.answer, items)] == []
    [fob] = await api.get("/v1/fobs")
    assert FOB & fob.keys() == (FOB if simulated.protect.version == "7.3.70" else set())


async def test_its_protect_tells_listeners_what_this_version_has(simulated: SimulatedConsole, api: ProtectBrowser):
    protect = simulated.protect
    has_it = protect.version == "7.3.70"
    async with api.listen("devices") as listener:
        protect.find_device("Key ring").change({"keypadSettings": {"beepVolume": 10}, "awayState": "RECENTLY_SEEN"})
        item = (await listener.frame())["item"]
        assert (item["awayState"], "keypadSettings" in item) == ("RECENTLY_SEEN", has_it)
        protect.find_device("Alarm").change({"alarmHub": {"deviceTamperStatus": "tampered", "armed": "on"}})
        item = (await listener.frame())["item"]["alarmHub"]
        assert (item["armed"], "deviceTamperStatus" in item) == ("on", has_it)
    async with api.listen("events") as listener:
        metadata = {"status": {"text": "tampered"}, "deviceId": {"text": "1"}, "userName": "Example"}
        protect.start_event("alarmHubDeviceTamper", "Alarm", metadata=metadata)
        assert ("userName" in (await listener.frame())["item"]["metadata"]) == has_it


async def test_the_version_can_be_changed_while_it_runs():
    async with SimulatedConsole() as simulated, simulated.connect() as console:
        site = await console.network.default_site()
        assert (await site.switch_stacks.list())[0].members
        simulated.network.version = "11.0.81"
        [stack] = await site.switch_stacks.list()
        assert (stack.members, len(stack.units)) == ((), 2)


def test_it_is_10_5_66_and_7_2_84_unless_told_otherwise():
    console = SimulatedConsole(estate=None)
    assert (console.network.version, console.protect.version) == ("10.5.66", "7.2.84")


@pytest.mark.parametrize("name", ["network_version", "protect_version"])
@pytest.mark.parametrize("version", ["", "newest", "11", "11.0.81-rc1", None, 11.0])
def test_what_is_no_version_is_refused(name: str, version: Any):
    if version == 11.0:
        version = ("11.0",)
    with pytest.raises(ConfigurationError, match=f"{name}: expected a version"):
        SimulatedConsole(estate=None, **{name: version})

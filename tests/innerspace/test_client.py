"""The way in: on the console, and through the cloud."""

from __future__ import annotations

import pytest

from unifi_sdk import AuthenticationError, Console, DecodeError, NotFoundError, Pinned
from unifi_sdk.cloud import NotOwnerError
from unifi_sdk.innerspace import InnerspaceClient
from unifi_sdk.simulator import Fault, SimulatedCloud, SimulatedConsole


async def test_a_console_leads_to_it_with_the_key_of_network(simulated: SimulatedConsole):
    pins = Pinned(*simulated.fingerprints)
    async with Console(simulated.address, api_key=simulated.api_key, tls=pins) as console:
        assert console.innerspace is console.innerspace
        assert [plan.name for plan in await console.innerspace.floor_plans.list()] == ["Ground floor"]


async def test_the_cloud_leads_to_it_too(simulated: SimulatedConsole):
    async with SimulatedCloud(consoles=[simulated]) as simulated_cloud, simulated_cloud.connect() as cloud:
        host = next(iter(simulated_cloud.hosts.values()))
        host.gzips = True
        async with cloud.console(host.id) as far:
            assert [place.name for place in await far.innerspace.access_points.list()] == ["Lobby"]
        with pytest.raises(NotOwnerError) as caught:
            await cloud.console("0" * 64 + ":1").innerspace.project.get()
    assert caught.value.application == "connector"


async def test_a_wrong_key_is_refused_and_says_where_the_right_one_is_made(simulated: SimulatedConsole):
    pins = Pinned(*simulated.fingerprints)
    async with InnerspaceClient(simulated.address, api_key="another", tls=pins) as innerspace:
        with pytest.raises(AuthenticationError, match="Integrations") as caught:
            await innerspace.switches.list()
    assert caught.value.application == "innerspace"


async def test_a_console_without_it_is_told_so(innerspace: InnerspaceClient, simulated: SimulatedConsole):
    simulated.faults.add(Fault.status(404, {}), "GET /proxy/innerspace/*")
    with pytest.raises(NotFoundError, match="does not run UniFi InnerSpace"):
        await innerspace.project.get()


@pytest.mark.parametrize("body", [b"[]", b'{"switches": 5}', b'{"data": []}'])
async def test_a_list_under_another_name_is_no_answer(
    innerspace: InnerspaceClient, simulated: SimulatedConsole, body: bytes
):
    simulated.faults.add(Fault.body(body), "GET /proxy/innerspace/*/switches")
    with pytest.raises(DecodeError):
        await innerspace.switches.list()

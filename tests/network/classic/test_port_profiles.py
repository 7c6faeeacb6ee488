"""Port profiles: made, changed without loss, given to ports, deleted."""

from __future__ import annotations

import pytest

from tests.support.classic import SWITCH
from unifi_sdk import BadRequestError, ConfigurationError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import PoeMode, PortMode, PortProfile
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite


async def test_the_consoles_own_are_there_and_stay(classic: Classic):
    found = {profile.name: profile for profile in await classic.port_profiles.list()}
    assert found["Disabled"].forward is PortMode.DISABLED
    with pytest.raises(BadRequestError):
        await classic.port_profiles.delete(found["All"].id)


async def test_a_profile_is_made_given_to_a_port_and_deleted(classic: Classic):
    made = await classic.port_profiles.create(PortProfile(name="Cameras off", poe_mode=PoeMode.OFF))
    assert (made.name, made.poe_mode) == ("Cameras off", PoeMode.OFF)
    device = await classic.devices.get(SWITCH)
    port = await device.ports.set(3, profile_id=made.id)
    assert (port.portconf_id, port.poe_mode) == (made.id, PoeMode.OFF)
    await classic.port_profiles.delete(made.id)
    with pytest.raises(NotFoundError):
        await classic.port_profiles.get(made.id)
    assert (await classic.devices.get(SWITCH)).ports[3].portconf_id != made.id


async def test_what_the_sdk_does_not_know_of_a_profile_stays(classic: Classic, estate: SimulatedSite):
    made = await classic.port_profiles.create(PortProfile(name="Trunk", forward=PortMode.ALL))
    shelf = estate.classic.port_profiles
    shelf[made.id] |= {"stormctrl_bcast_rate": "100", "qos_profile": {"x": [None]}, "autoneg": "true", "speed": "1000"}
    before = dict(shelf[made.id])
    profile = await classic.port_profiles.get(made.id)
    assert (profile.autoneg, profile.speed) == (True, 1000)
    changed = await classic.port_profiles.replace(profile.evolve(name="Trunks"))
    assert changed.name == "Trunks"
    assert shelf[made.id] == {**before, "name": "Trunks"}


async def test_what_can_not_be_is_refused(classic: Classic, console: SimulatedConsole):
    with pytest.raises(ConfigurationError, match="name"):
        await classic.port_profiles.create(PortProfile())
    with pytest.raises(ConfigurationError, match="no id"):
        await classic.port_profiles.replace(PortProfile(name="x"))
    assert console.requests == []
    with pytest.raises(BadRequestError, match="poe_mode"):
        await classic.port_profiles.create(PortProfile(name="x", poe_mode=PoeMode.PASSTHROUGH))
    console.faults.add(Fault.body(b'{"meta":{"rc":"ok"},"data":[]}'), "POST /*/rest/portconf")
    with pytest.raises(OutcomeUnknownError):
        await classic.port_profiles.create(PortProfile(name="x"))

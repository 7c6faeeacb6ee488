"""How a site is doing."""

from __future__ import annotations

from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import HealthStatus
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite


async def test_every_part_tells_how_it_is(classic: Classic, estate: SimulatedSite):
    parts = {part.subsystem.value: part for part in await classic.health.list()}
    assert list(parts) == ["wlan", "wan", "www", "lan", "vpn"]
    assert (parts["wlan"].status, parts["wlan"].num_ap, parts["wlan"].num_guest) == (HealthStatus.OK, 2, 3)
    assert (parts["wan"].isp_name, parts["wan"].asn, parts["wan"].gw_name) == ("Example Telecom", 64500, "Gateway")
    assert parts["vpn"].num_adopted is None
    next(device for device in estate.devices.values() if device.name == "Garden").become("OFFLINE")
    parts = {part.subsystem.value: part for part in await classic.health.list()}
    assert (parts["wlan"].status, parts["wlan"].num_disconnected) == (HealthStatus.WARNING, 1)


async def test_the_application_tells_its_version_and_no_secret(
    classic: Classic, site: SiteScope, console: SimulatedConsole
):
    system = await classic.health.system()
    assert (system.version, system.ip_addrs) == (console.network.version, ("192.168.1.1",))
    assert system.sso_app_sec == "simulated-sso-secret"
    assert "simulated-sso-secret" not in repr(system)

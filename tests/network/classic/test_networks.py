"""Networks under their classic ids."""

from __future__ import annotations

import pytest

from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic


async def test_networks_lead_to_those_of_the_official_api(classic: Classic, site: SiteScope):
    found = await classic.networks.find(name="Guests")
    assert (found.ip_subnet, found.vlan, found.is_for_ports) == ("10.10.0.1/24", 10, True)
    assert found.external_id == (await site.networks.find(name="Guests")).id
    assert [each.name for each in await classic.networks.list() if not each.is_for_ports] == [
        "Internet 1",
        "Internet 2",
    ]
    with pytest.raises(NotFoundError):
        await classic.networks.find(name="Nowhere")
    with pytest.raises(ConfigurationError):
        await classic.networks.find(name="")


async def test_every_network_names_its_site_as_wlans_do(classic: Classic):
    wlan = (await classic.wlans.list())[0]
    assert {network.site_id for network in await classic.networks.list()} == {wlan.extra["site_id"]}

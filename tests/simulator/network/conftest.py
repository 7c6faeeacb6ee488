"""Paths and ids of the sample estate."""

from __future__ import annotations

import pytest


@pytest.fixture
def zones(site):
    return f"{site}/firewall/zones"


@pytest.fixture
def policies(site):
    return f"{site}/firewall/policies"


@pytest.fixture
def rules(site):
    return f"{site}/acl-rules"


@pytest.fixture
def zone(console):
    """The ids of the zones, by name."""
    return {zone["name"]: key for key, zone in console.network.default_site.firewall_zones.items()}


@pytest.fixture
def network(console):
    """The ids of the networks, by name."""
    return {network["name"]: key for key, network in console.network.default_site.networks.items()}


@pytest.fixture
def networks(site):
    return f"{site}/networks"


@pytest.fixture
def broadcasts(site):
    return f"{site}/wifi/broadcasts"


@pytest.fixture
def guests(console):
    """The id of the guest network, which the guest WiFi uses."""
    return next(key for key, network in console.network.default_site.networks.items() if network["name"] == "Guests")


@pytest.fixture
def default(console):
    return next(iter(console.network.default_site.networks))


@pytest.fixture
def records(site):
    return f"{site}/dns/policies"

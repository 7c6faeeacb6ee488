"""The classic API of the default site, and what stands behind it."""

from __future__ import annotations

import pytest

from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.simulator import SimulatedConsole


@pytest.fixture
def classic(site: SiteScope, console: SimulatedConsole) -> Classic:
    """Its short name is looked up, and that is no request of the test."""
    return Classic(site.clients._app, site.id, "default")

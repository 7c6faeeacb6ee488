"""A simulated console, a cloud in front of it, and `unifi` with an environment that names it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.commands import Unifi
from unifi_sdk import SystemTrust
from unifi_sdk.simulator import SimulatedCloud, SimulatedConsole


@pytest_asyncio.fixture
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        yield console


@pytest.fixture
def unifi(simulated: SimulatedConsole, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Unifi:
    """Runs a command as in a pipe, with nothing stored on this machine but what a test stores."""
    for name in ("UNIFI_DEBUG", "UNIFI_READ_ONLY", "UNIFI_ALLOW", "UNIFI_AUDIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UNIFI_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("UNIFI_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("UNIFI_SITE", "Default")
    for name, value in simulated.environment().items():
        monkeypatch.setenv(name, value)
    return Unifi(simulated, monkeypatch)


@pytest_asyncio.fixture
async def cloud(unifi: Unifi, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SimulatedCloud]:
    """A cloud that this machine trusts, in front of the console, named by the environment."""
    async with SimulatedCloud(consoles=[unifi.simulated], seed=True) as cloud:
        trusted = ssl.create_default_context(cadata=cloud.ca_pem.decode())

        async def trust(self: SystemTrust) -> ssl.SSLContext:
            return trusted

        monkeypatch.setattr(SystemTrust, "ssl_option", trust)
        monkeypatch.setenv("UNIFI_CLOUD_HOST", f"localhost:{cloud.port}")
        monkeypatch.setenv("UNIFI_CLOUD_API_KEY", cloud.api_key)
        yield cloud

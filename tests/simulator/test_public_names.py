"""What users hold on to: names, arguments and handles of the simulator, and the fixtures of its pytest plugin."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from unifi_sdk import simulator
from unifi_sdk.simulator import SimulatedConsole, pytest_plugin

ROOT = Path(__file__).parents[2]
NAMES = {
    "Certificate",
    "Clock",
    "CloudAccount",
    "CloudHost",
    "CloudKey",
    "CloudWorkspace",
    "Fault",
    "Faults",
    "FiredFault",
    "FleetConsole",
    "ManualClock",
    "Quirk",
    "RecordedRequest",
    "SimulatedAccess",
    "SimulatedCloud",
    "SimulatedConsole",
    "SimulatedFleet",
    "SimulatedInnerspace",
    "SimulatedLegacy",
    "SimulatedNetwork",
    "SimulatedProtect",
    "SystemClock",
    "VoucherRefusedError",
    "make_certificate",
}
ARGUMENTS = {
    "clock": None,
    "host": "127.0.0.1",
    "unifi_port": 0,
    "access_port": 0,
    "legacy_port": 0,
    "api_key": "simulated-api-key",
    "access_token": "simulated-access-token",
    "username": "simulated-admin",
    "password": "simulated-password",
    "estate": "hotel",
    "seed": True,
    "quirks": (),
    "network_version": "10.5.66",
    "protect_version": "7.2.84",
}
HANDLES = {
    "access",
    "access_port",
    "access_token",
    "address",
    "api_key",
    "ca_pem",
    "clock",
    "connect",
    "drop_connections",
    "environment",
    "faults",
    "fingerprint",
    "fingerprints",
    "host",
    "innerspace",
    "legacy",
    "legacy_port",
    "network",
    "password",
    "protect",
    "replace_certificate",
    "requests",
    "start",
    "stop",
    "unifi_port",
    "username",
}
MENTIONED = re.compile(r"\bsimulated(?:_console)?\.([a-z_]+)")


def test_the_public_names_are_these():
    assert set(simulator.__all__) == NAMES


@pytest.mark.parametrize("name", simulator.__all__)
def test_every_public_name_loads(name):
    assert getattr(simulator, name).__name__ == name
    assert name in dir(simulator)


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing_like_this"):
        simulator.nothing_like_this  # noqa: B018


def test_the_console_takes_these_arguments_by_name():
    parameters = inspect.signature(SimulatedConsole).parameters
    assert {name: parameter.default for name, parameter in parameters.items()} == ARGUMENTS
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}


def test_the_console_has_these_handles():
    console = SimulatedConsole(seed=False)
    assert {name for name in dir(console) if not name.startswith("_")} == HANDLES


def test_what_the_documentation_mentions_is_a_handle():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.py")]
    mentioned = {name for page in pages for name in MENTIONED.findall(page.read_text(encoding="utf-8"))}
    assert mentioned
    assert mentioned <= HANDLES


def test_the_plugin_has_these_fixtures():
    assert set(pytest_plugin.__all__) == {"simulated_clock", "simulated_cloud", "simulated_console"}
    for name in pytest_plugin.__all__:
        assert "Fixture" in type(getattr(pytest_plugin, name)).__name__

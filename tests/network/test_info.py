"""What the Network application says about itself."""

from __future__ import annotations

import pytest

from tests.network.conftest import Sent
from unifi_sdk import AuthenticationError, NetworkClient, Pinned
from unifi_sdk.simulator import Fault, SimulatedConsole


async def test_the_version_is_told(network: NetworkClient, console: SimulatedConsole, sent: Sent) -> None:
    console.network.version = "10.6.106"
    assert (await network.info.get()).application_version == "10.6.106"
    assert sent.lines == ["GET /v1/info"]


async def test_a_wrong_key_says_where_a_right_one_is_made(console: SimulatedConsole) -> None:
    pin = Pinned(console.fingerprint("unifi"))
    async with NetworkClient(console.address, api_key="another-fake-key", tls=pin) as network:
        with pytest.raises(AuthenticationError, match="Settings > Control Plane > Integrations") as caught:
            await network.info.get()
    assert (caught.value.status, caught.value.code) == (401, "api.authentication.invalid-credentials")
    assert caught.value.request_id
    assert "another-fake-key" not in f"{caught.value!r} {caught.value} {vars(caught.value)}"


async def test_what_a_newer_console_adds_is_kept(network: NetworkClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(200, {"applicationVersion": "11.0.1", "channel": "beta"}))
    assert (await network.info.get()).extra == {"channel": "beta"}

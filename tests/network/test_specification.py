"""What a console says about its own API."""

from __future__ import annotations

import pytest

from tests.network.conftest import Sent
from unifi_sdk import AuthenticationError, DecodeError, NetworkClient, NotFoundError, Pinned, ResponseTooLargeError
from unifi_sdk._core.transport import Transport
from unifi_sdk.drift import compare
from unifi_sdk.simulator import Fault, SimulatedConsole

PATH = "/proxy/network/api-docs/integration.json"


async def test_the_specification_is_the_console_s_own(network: NetworkClient, console: SimulatedConsole) -> None:
    console.network.version = "10.1.84"
    specification = await network.specification()
    assert specification["info"] == {"title": "UniFi Network", "version": "10.1.84"}
    assert [finding.kind for finding in compare(specification)] == ["EXTRA_OPERATION"] * 6  # switching came later


async def test_it_stands_beside_the_api_and_takes_the_same_key(network: NetworkClient, sent: Sent) -> None:
    await network.specification()
    assert sent.lines == [f"GET {PATH}"]


async def test_behind_another_gateway_it_stands_beside_the_api_too(
    console: SimulatedConsole, transport: Transport, sent: Sent
) -> None:
    network = NetworkClient(
        console.address,
        api_key=console.api_key,
        tls=Pinned(console.fingerprint("unifi")),
        base_path="/proxy/gateway/network/integration",
        _transport=transport,
    )
    with pytest.raises(NotFoundError):
        await network.specification()
    assert sent.lines == ["GET /proxy/gateway/network/api-docs/integration.json"]


async def test_a_wrong_key_gets_none(console: SimulatedConsole, transport: Transport) -> None:
    network = NetworkClient(
        console.address,
        api_key="fake-and-wrong-0123456789",
        tls=Pinned(console.fingerprint("unifi")),
        _transport=transport,
    )
    with pytest.raises(AuthenticationError, match=r"GET /api-docs/integration\.json"):
        await network.specification()


async def test_what_is_no_object_is_none(network: NetworkClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(200, ["openapi"]), f"GET {PATH}")
    with pytest.raises(DecodeError, match="an object"):
        await network.specification()


async def test_it_may_have_16_mebibytes_and_no_more(network: NetworkClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(200, {"info": "x" * 16 * 1024 * 1024}), f"GET {PATH}")
    with pytest.raises(ResponseTooLargeError):
        await network.specification()

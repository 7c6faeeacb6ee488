"""The Protect client: where it sends what, and how fast."""

from __future__ import annotations

import aiohttp
import pytest

from tests.support.clock import FakeClock
from unifi_sdk import (
    AuthenticationError,
    ConfigurationError,
    ConnectionFailedError,
    Pinned,
    ProtectClient,
    RateLimitedError,
    RetryPolicy,
)
from unifi_sdk._core.transport import Transport
from unifi_sdk.simulator import Fault, SimulatedConsole

FOREIGN_PIN = "00" * 32


async def test_it_stands_alone_with_its_own_session(console: SimulatedConsole) -> None:
    async with ProtectClient(
        console.host, port=console.unifi_port, api_key=console.api_key, tls=Pinned(*console.fingerprints)
    ) as protect:
        assert (await protect.meta.info()).application_version
    with pytest.raises(ConfigurationError, match="not open"):
        await protect.meta.info()


async def test_a_session_of_the_callers_stays_open(console: SimulatedConsole) -> None:
    async with aiohttp.ClientSession() as session:
        async with ProtectClient(
            console.address, api_key=console.api_key, tls=Pinned(*console.fingerprints), session=session
        ) as protect:
            await protect.meta.info()
        assert not session.closed


async def test_it_sends_its_key_in_the_vendors_header_below_the_vendors_path(
    protect: ProtectClient, console: SimulatedConsole
) -> None:
    await protect.meta.info()
    request = console.requests[-1]
    assert (request.verb, request.path) == ("GET", "/proxy/protect/integration/v1/meta/info")
    assert "X-API-KEY" in request.headers
    assert "Authorization" not in request.headers


async def test_another_base_path_replaces_the_consoles(console: SimulatedConsole, transport: Transport) -> None:
    protect = ProtectClient(
        console.address,
        api_key=console.api_key,
        tls=Pinned(*console.fingerprints),
        base_path="/proxy/protect/other",
        _transport=transport,
    )
    with pytest.raises(Exception, match="GET /v1/meta/info"):
        await protect.meta.info()
    assert console.requests[-1].path == "/proxy/protect/other/v1/meta/info"


async def test_a_wrong_key_says_where_a_right_one_is_made(console: SimulatedConsole, transport: Transport) -> None:
    protect = ProtectClient(
        console.address, api_key="wrong-key", tls=Pinned(*console.fingerprints), _transport=transport
    )
    with pytest.raises(AuthenticationError, match="Integrations") as caught:
        await protect.cameras.list()
    assert (caught.value.application, caught.value.status) == ("protect", 401)
    assert "wrong-key" not in str(caught.value)


async def test_a_wrong_pin_fails_before_any_request_is_sent(console: SimulatedConsole, transport: Transport) -> None:
    protect = ProtectClient(console.address, api_key=console.api_key, tls=Pinned(FOREIGN_PIN), _transport=transport)
    with pytest.raises(ConnectionFailedError):
        await protect.meta.info()
    assert console.requests == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"host": " "}, "host"),
        ({"api_key": ""}, "api_key"),
        ({"port": 0}, "port"),
        ({"base_path": "relative"}, "base_path"),
        ({"tls": "insecure"}, "tls"),
    ],
)
def test_a_senseless_argument_is_named_at_once(arguments: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        ProtectClient(**({"host": "192.0.2.1", "api_key": "fake-key"} | arguments))  # type: ignore[arg-type]


def test_the_key_is_in_no_repr() -> None:
    protect = ProtectClient("192.0.2.1", api_key="fake-secret-key")
    assert repr(protect) == "ProtectClient('192.0.2.1:443')"
    assert "fake-secret-key" not in str(vars(protect))


async def test_requests_are_an_eighth_of_a_second_apart_before_the_console_has_told_its_limit(
    protect: ProtectClient, console: SimulatedConsole, fake_clock: FakeClock
) -> None:
    console.protect.rate_limit = None
    for _ in range(3):
        await protect.meta.info()
    assert fake_clock.slept == pytest.approx([0.125, 0.125])


async def test_the_pace_is_a_fifth_below_what_the_console_allows(
    protect: ProtectClient, console: SimulatedConsole, fake_clock: FakeClock
) -> None:
    console.protect.rate_limit = 5
    for _ in range(4):
        await protect.meta.info()
    assert fake_clock.slept == pytest.approx([0.25, 0.25, 0.25])


async def test_a_refused_pace_waits_as_long_as_the_console_asks(
    protect: ProtectClient, console: SimulatedConsole, fake_clock: FakeClock
) -> None:
    console.faults.add(Fault.rate_limit("7"))
    assert await protect.meta.info()
    assert fake_clock.slept[0] == 7


async def test_a_pace_that_is_refused_again_and_again_is_told(console: SimulatedConsole) -> None:
    console.faults.add(Fault.rate_limit("1"), times=None)
    async with ProtectClient(
        console.address,
        api_key=console.api_key,
        tls=Pinned(*console.fingerprints),
        retry=RetryPolicy(attempts=1),
    ) as protect:
        with pytest.raises(RateLimitedError) as caught:
            await protect.meta.info()
    assert caught.value.retry_after == 1


async def test_the_web_page_of_a_console_without_protect_is_told_as_such(
    protect: ProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.html())
    with pytest.raises(Exception, match="a web page came") as caught:
        await protect.meta.info()
    assert type(caught.value).__name__ == "UnexpectedContentError"

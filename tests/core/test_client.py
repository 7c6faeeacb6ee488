"""What every client does: how it is opened, whose transport it closes, and which certificate belongs to which port."""

from __future__ import annotations

import aiohttp
import pytest

from tests.support.calls import KEY
from tests.support.certificates import certificate
from tests.support.raw_server import RawServer, answer
from unifi_sdk import __version__
from unifi_sdk._core.client import check_session, standard_headers, trust_for
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.errors import CertificateMismatchError, ConfigurationError
from unifi_sdk.network import NetworkClient
from unifi_sdk.trust import Pinned, SystemTrust

INFO = answer(200, {"applicationVersion": "10.5.66"})
PIN = Pinned("ab" * 32)


async def test_a_client_closes_the_transport_that_it_made():
    async with RawServer(INFO) as server:
        async with NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint)) as client:
            await client.info.get()
            assert server.open_connections == 1
        await server.all_closed()
        with pytest.raises(ConfigurationError, match="not open"):
            await client.info.get()


async def test_a_client_leaves_a_transport_that_it_was_given():
    transport = Transport()
    async with RawServer(INFO) as server:
        async with NetworkClient(
            server.host, api_key=KEY, tls=Pinned(server.fingerprint), _transport=transport
        ) as client:
            await client.info.get()
        assert (await client.info.get()).application_version == "10.5.66"
        await transport.close()


async def test_a_client_says_who_it_is():
    async with RawServer(INFO) as server:
        async with NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint)) as client:
            await client.info.get()
        headers = server.requests[0].headers
    assert headers["user-agent"] == f"unifi-sdk/{__version__}"
    assert headers["accept"].startswith("application/json")


def test_a_client_without_a_credential_sends_none():
    assert set(standard_headers(None)) == {"Accept", "User-Agent"}
    assert standard_headers(ApiKey(KEY))["X-API-KEY"] == KEY


def test_the_address_of_a_client_stands_in_its_repr():
    client = NetworkClient("https://console.invalid:11443/", api_key=KEY)
    assert client.address == "console.invalid:11443"
    assert repr(client) == "NetworkClient('console.invalid:11443')"


@pytest.mark.parametrize("path", ["", "proxy", "/proxy/", "proxy/"])
def test_a_base_path_that_can_not_be_is_refused(path: str):
    with pytest.raises(ConfigurationError, match=r"^base_path must begin with a slash"):
        NetworkClient("console.invalid", api_key=KEY, base_path=path)


async def test_a_base_path_of_ones_own_is_used():
    async with RawServer(INFO) as server:
        pin = Pinned(server.fingerprint)
        async with NetworkClient(server.host, api_key=KEY, tls=pin, base_path="/gateway/x") as client:
            await client.info.get()
        assert server.requests[0].target == "/gateway/x/v1/info"


# certificates by port


def test_trust_is_the_same_for_every_port_or_told_for_each():
    assert trust_for(PIN, 443) is trust_for(PIN, 7443) is trust_for({443: PIN}, 443) is PIN
    assert isinstance(trust_for(None, 443), SystemTrust)
    assert isinstance(trust_for({443: PIN}, 12445), SystemTrust)


@pytest.mark.parametrize("tls", [True, "ab" * 32, {443: False}, Pinned])
def test_what_is_no_trust_is_refused_with_the_choices(tls: object):
    with pytest.raises(ConfigurationError, match="tls takes SystemTrust"):
        trust_for(tls, 443)  # type: ignore[arg-type]


@pytest.mark.parametrize("tls", [False, "", 0, {}])
def test_what_is_empty_never_means_that_nothing_is_checked(tls: object):
    try:
        chosen = trust_for(tls, 443)  # type: ignore[arg-type]
    except ConfigurationError:
        return
    assert isinstance(chosen, SystemTrust)


async def test_each_port_is_judged_by_its_own_trust():
    async with RawServer(INFO) as one, RawServer(INFO, presented=certificate("other")) as other:
        tls = {one.port: Pinned(one.fingerprint), other.port: Pinned(one.fingerprint)}
        async with NetworkClient(one.host, api_key=KEY, tls=tls) as client:
            await client.info.get()
        async with NetworkClient(other.host, api_key=KEY, tls=tls) as client:
            with pytest.raises(CertificateMismatchError):
                await client.info.get()
        assert await other.met_and_told_nothing()


async def test_a_closed_session_is_refused_when_it_is_given():
    session = aiohttp.ClientSession()
    assert check_session(session) is session
    assert check_session(None) is None
    await session.close()
    with pytest.raises(ConfigurationError, match="session is closed"):
        NetworkClient("console.invalid", api_key=KEY, session=session)

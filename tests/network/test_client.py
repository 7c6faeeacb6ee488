"""The entry to UniFi Network: what it takes, what it refuses, and which site it chooses."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.network.conftest import Sent
from unifi_sdk import (
    BadRequestError,
    CertificateMismatchError,
    ConfigurationError,
    ConflictError,
    NetworkClient,
    NotFoundError,
    Pinned,
    UnexpectedContentError,
    UntrustedCertificateError,
)
from unifi_sdk.network import SiteScope
from unifi_sdk.simulator import Fault, SimulatedConsole

# which site


async def test_the_default_site_is_the_one_called_so(network: NetworkClient, console: SimulatedConsole) -> None:
    site = await network.default_site()
    assert (site.id, site.name) == (console.network.default_site.id, "Default")
    assert site.site is not None
    assert repr(site) == f"SiteScope('{site.id}', name='Default')"


async def test_the_only_site_is_the_default_whatever_it_is_called(
    network: NetworkClient, console: SimulatedConsole
) -> None:
    console.network.sites.clear()
    only = console.network.add_site("Cabin")
    assert (await network.default_site()).id == only.id


@pytest.mark.parametrize("count", [0, 2])
async def test_no_site_is_the_default_when_none_stands_out(
    network: NetworkClient, console: SimulatedConsole, count: int
) -> None:
    console.network.sites.clear()
    for number in range(count):
        console.network.add_site(f"Cabin {number}")
    with pytest.raises(NotFoundError, match=rf"{count} sites.*find_site"):
        await network.default_site()


async def test_a_site_is_found_by_its_name_and_has_its_resources(network: NetworkClient) -> None:
    site = await network.find_site("Warehouse")
    assert site.name == "Warehouse"
    assert [client.name for client in await site.clients.list()] == ["Forklift Terminal", "Label Printer"]
    assert await site.vouchers.list() == []


async def test_a_site_that_is_not_there_or_is_there_twice_is_told(
    network: NetworkClient, console: SimulatedConsole
) -> None:
    with pytest.raises(NotFoundError):
        await network.find_site("Moon")
    console.network.add_site("Warehouse")
    with pytest.raises(ConflictError):
        await network.find_site("Warehouse")


async def test_a_site_by_id_asks_nothing(network: NetworkClient, sent: Sent) -> None:
    site = network.site("88f7af54-98f8-306a-a1c7-c9349722b1f6")
    assert (site.name, site.site) == (None, None)
    assert sent.lines == []


@pytest.mark.parametrize("site_id", ["", " "])
def test_a_site_has_an_id(network: NetworkClient, site_id: str) -> None:
    with pytest.raises(ConfigurationError, match="site_id is empty"):
        network.site(site_id)


@pytest.mark.parametrize("site_id", ["../info", "a/b", "%2e%2e", "a\\b"])
async def test_a_site_id_that_could_leave_its_place_is_never_sent(
    network: NetworkClient, sent: Sent, site_id: str
) -> None:
    with pytest.raises(ConfigurationError, match="site_id"):
        network.site(site_id).clients.list()
    with pytest.raises(ConfigurationError, match="site_id"):
        await network.site(site_id).vouchers.get("a")
    assert sent.lines == []


async def test_the_name_of_a_site_is_no_id(network: NetworkClient) -> None:
    with pytest.raises(BadRequestError, match=r"GET /v1/sites/\{site_id\}/clients") as caught:
        await network.site("default").clients.list()
    assert caught.value.status == 400


# what it takes


async def test_it_stands_alone_and_closes_what_it_opened(console: SimulatedConsole) -> None:
    network = NetworkClient(
        console.host, port=console.unifi_port, api_key=console.api_key, tls=Pinned(*console.fingerprints)
    )
    assert network.address == console.address
    assert repr(network) == f"NetworkClient('{console.address}')"
    async with network:
        assert (await network.info.get()).application_version
    with pytest.raises(ConfigurationError, match="not open"):
        await network.info.get()
    await network.close()


async def test_it_can_be_opened_again(console: SimulatedConsole) -> None:
    network = NetworkClient(console.address, api_key=console.api_key, tls=Pinned(*console.fingerprints))
    for _ in range(2):
        async with network:
            assert (await network.default_site()).name == "Default"


async def test_a_session_of_the_callers_is_used_and_not_closed(console: SimulatedConsole) -> None:
    async with aiohttp.ClientSession() as session:
        pin = Pinned(*console.fingerprints)
        async with NetworkClient(console.address, api_key=console.api_key, tls=pin, session=session) as network:
            await network.info.get()
        assert not session.closed


async def test_a_session_that_is_closed_is_refused() -> None:
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(ConfigurationError, match="session is closed"):
        NetworkClient("console", api_key="fake-key", session=session)


async def test_the_trust_can_be_told_for_each_port(console: SimulatedConsole) -> None:
    pin = Pinned(console.fingerprint("unifi"))
    async with NetworkClient(console.address, api_key=console.api_key, tls={console.unifi_port: pin}) as network:
        assert (await network.info.get()).application_version
    async with NetworkClient(console.address, api_key=console.api_key, tls={443: pin}) as network:
        with pytest.raises(UntrustedCertificateError):
            await network.info.get()


async def test_a_wrong_pin_sends_nothing(console: SimulatedConsole, sent: Sent) -> None:
    async with NetworkClient(console.address, api_key=console.api_key, tls=Pinned("00" * 32)) as network:
        with pytest.raises(CertificateMismatchError):
            await network.default_site()
    assert sent.lines == []


async def test_another_base_path_is_used_as_it_is(console: SimulatedConsole, sent: Sent) -> None:
    async with NetworkClient(
        console.address, api_key=console.api_key, tls=Pinned(*console.fingerprints), base_path="/integration"
    ) as network:
        with pytest.raises(UnexpectedContentError, match="web page"):
            await network.info.get()
    assert sent.lines == ["GET /integration/v1/info"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"host": ""}, "host"),
        ({"host": "http://console"}, "host"),
        ({"host": "console/path"}, "host"),
        ({"host": "user@console"}, "host"),
        ({"host": "console:99999"}, "port"),
        ({"host": "console:port"}, "host"),
        ({"port": 0}, "port"),
        ({"port": 65536}, "port"),
        ({"api_key": ""}, "api_key"),
        ({"api_key": "with space"}, "api_key"),
        ({"api_key": "line\nbreak"}, "api_key"),
        ({"base_path": ""}, "base_path"),
        ({"base_path": "integration"}, "base_path"),
        ({"base_path": "/integration/"}, "base_path"),
        ({"tls": "5f3a"}, "tls"),
        ({"tls": {443: False}}, "tls"),
    ],
)
def test_an_argument_that_cannot_be_is_refused_at_once(arguments: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named) as caught:
        NetworkClient(**{"host": "console", "api_key": "fake-key", **arguments})
    assert "fake-key" not in str(caught.value)


async def test_an_application_that_is_still_starting_is_told_as_such(
    network: NetworkClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.html())
    with pytest.raises(UnexpectedContentError, match="missing or starting"):
        await network.default_site()


def test_the_parts_of_a_site_share_its_id(network: NetworkClient) -> None:
    site = network.site("abc")
    assert isinstance(site, SiteScope)
    assert {site.clients._site_id, site.vouchers._site_id} == {"abc"}


@pytest.mark.parametrize("fault", [Fault.status(404), Fault.html(404), Fault.status(404, "not here")], ids=str)
async def test_a_404_that_says_nothing_is_told_as_no_console_with_unifi_os(
    network: NetworkClient, console: SimulatedConsole, fault: Fault
) -> None:
    console.faults.add(fault, times=None)
    for way in (network.info.get(), network.sites.list(), network.default_site()):
        with pytest.raises(
            NotFoundError, match=r"no UniFi Network of a UniFi OS console answers here: check host, port"
        ):
            await way

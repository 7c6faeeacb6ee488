"""One console with its applications: which of them it has, one session for all, and how each port is trusted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from unifi_sdk import (
    CertificateMismatchError,
    ConfigurationError,
    Console,
    MutationBlockedError,
    Pinned,
    UntrustedCertificateError,
)
from unifi_sdk.simulator import SimulatedConsole

KEY = "fake-api-key"
TOKEN = "fake-access-token"


@pytest.fixture
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        yield console


def console_for(simulated: SimulatedConsole, **changes: Any) -> Console:
    """Everything that the simulated console has, with some arguments changed."""
    arguments: dict[str, Any] = {
        "api_key": simulated.api_key,
        "access_token": simulated.access_token,
        "username": simulated.username,
        "password": simulated.password,
        "tls": Pinned(*simulated.fingerprints),
        "access_port": simulated.access_port,
        "legacy_port": simulated.legacy_port,
        **changes,
    }
    return Console(simulated.address, **arguments)


# which applications it has


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("network", "api_key="),
        ("protect", "api_key="),
        ("access", "access_token="),
        ("legacy_protect", "username= and password="),
    ],
)
def test_an_application_without_its_credential_names_the_argument(name: str, argument: str) -> None:
    with pytest.raises(ConfigurationError, match=f"no credential for .* was given: pass {argument}"):
        getattr(Console("console"), name)


def test_a_key_is_for_network_and_protect_and_a_token_for_access() -> None:
    console = Console("console", api_key=KEY)
    assert (console.network.address, console.protect.address) == ("console:443", "console:443")
    with pytest.raises(ConfigurationError, match="access_token="):
        _ = console.access
    assert Console("console", access_token=TOKEN).access.address == "console:12445"


@pytest.mark.parametrize(
    ("argument", "present", "absent"),
    [("network_api_key", "network", "protect"), ("protect_api_key", "protect", "network")],
)
def test_a_key_can_be_for_one_application_alone(argument: str, present: str, absent: str) -> None:
    arguments: dict[str, Any] = {argument: KEY}
    console = Console("console", **arguments)
    assert getattr(console, present).address == "console:443"
    with pytest.raises(ConfigurationError):
        getattr(console, absent)


async def test_a_key_of_its_own_goes_before_the_common_one(simulated: SimulatedConsole) -> None:
    simulated.network.api_keys = {"fake-network-key"}
    async with console_for(simulated, network_api_key="fake-network-key") as console:
        assert (await console.network.info.get()).application_version
        assert await console.protect.cameras.list()


@pytest.mark.parametrize("half", [{"username": "ada"}, {"password": "fake-password"}])
def test_half_a_login_is_refused(half: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"username|password"):
        Console("console", **half)


# where they are


@pytest.mark.parametrize(
    ("host", "address", "access"),
    [
        ("192.168.1.1", "192.168.1.1:443", "192.168.1.1:12445"),
        ("console.lan:11443", "console.lan:11443", "console.lan:12445"),
        ("https://console.lan:11443/", "console.lan:11443", "console.lan:12445"),
        ("[fd00::1]:11443", "[fd00::1]:11443", "[fd00::1]:12445"),
        ("fd00::1", "[fd00::1]:443", "[fd00::1]:12445"),
    ],
)
def test_a_port_in_the_host_is_that_of_network_and_protect(host: str, address: str, access: str) -> None:
    console = Console(host, api_key=KEY, access_token=TOKEN, username="ada", password="fake-password")
    assert console.address == console.network.address == console.protect.address == address
    assert console.access.address == access
    assert console.legacy_protect.address == access.replace("12445", "7443")
    assert repr(console) == f"Console({address!r})"


def test_every_port_can_be_chosen() -> None:
    console = Console(
        "console", api_key=KEY, access_token=TOKEN, username="ada", password="x", port=1, access_port=2, legacy_port=3
    )
    assert (console.network.address, console.access.address) == ("console:1", "console:2")
    assert (console.protect.address, console.legacy_protect.address) == ("console:1", "console:3")


@pytest.mark.parametrize(
    "arguments",
    [
        {"host": ""},
        {"host": "http://console"},
        {"host": "console/x"},
        {"host": "console:0"},
        {"port": 0},
        {"access_port": 70_000, "access_token": TOKEN},
        {"legacy_port": -1, "username": "ada", "password": "fake-password"},
        {"api_key": ""},
        {"access_token": ""},
        {"access_token": "two words"},
        {"tls": "5f3a", "api_key": KEY},
    ],
)
def test_an_argument_that_cannot_be_is_refused_at_once(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Console(**{"host": "console", **arguments})
    assert "two words" not in str(caught.value)


def test_no_credential_is_shown() -> None:
    console = Console("console", api_key=KEY, access_token=TOKEN, username="ada", password="fake-password")
    shown = repr([console, console.network, console.access, console.protect, console.legacy_protect, vars(console)])
    for secret in (KEY, TOKEN, "fake-password"):
        assert secret not in shown


# one session


async def test_all_applications_work_over_one_session(simulated: SimulatedConsole) -> None:
    async with console_for(simulated) as console:
        assert (await console.network.default_site()).name == "Default"
        assert await console.access.doors.list()
        assert await console.protect.cameras.list()
        transports = {client._app.transport for client in (console.network, console.access, console.protect)}
    assert len(transports) == 1


async def test_its_own_session_is_closed_and_twice_does_no_harm(simulated: SimulatedConsole) -> None:
    console = console_for(simulated)
    async with console:
        await console.network.info.get()
        session = console._transport._session
        assert session is not None
    assert session.closed
    await console.close()
    with pytest.raises(ConfigurationError, match="not open"):
        await console.network.info.get()


async def test_closing_one_application_does_not_close_the_console(simulated: SimulatedConsole) -> None:
    async with console_for(simulated) as console:
        await console.network.close()
        async with console.protect:
            pass
        assert await console.access.doors.list()


async def test_a_session_of_the_callers_is_used_and_not_closed(simulated: SimulatedConsole) -> None:
    async with aiohttp.ClientSession() as session:
        async with console_for(simulated, session=session) as console:
            await console.network.info.get()
            assert await console.access.doors.list()
            assert console._transport._session is session
        assert not session.closed


async def test_a_session_of_the_callers_needs_no_opening(simulated: SimulatedConsole) -> None:
    async with aiohttp.ClientSession() as session:
        console = console_for(simulated, session=session)
        assert (await console.network.info.get()).application_version
        await console.close()
        assert not session.closed


async def test_a_session_that_is_closed_is_refused() -> None:
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(ConfigurationError, match="session is closed"):
        Console("console", api_key=KEY, session=session)


async def test_read_only_holds_for_every_application(simulated: SimulatedConsole) -> None:
    async with console_for(simulated, read_only=True) as console:
        site = await console.network.default_site()
        door = (await console.access.doors.list())[0]
        with pytest.raises(MutationBlockedError):
            await site.vouchers.create(name="lobby", minutes=5)
        with pytest.raises(MutationBlockedError):
            await console.access.doors.unlock(door.id)
    assert {request.verb for request in simulated.requests} == {"GET"}


# trust


async def test_each_port_can_be_trusted_in_its_own_way(simulated: SimulatedConsole) -> None:
    tls = {
        simulated.unifi_port: Pinned(simulated.fingerprint("unifi")),
        simulated.access_port: Pinned(simulated.fingerprint("access")),
    }
    async with console_for(simulated, tls=tls) as console:
        assert (await console.network.info.get()).application_version
        assert await console.access.doors.list()


async def test_a_port_that_is_not_in_the_mapping_is_trusted_as_the_system_does(simulated: SimulatedConsole) -> None:
    tls = {simulated.unifi_port: Pinned(simulated.fingerprint("unifi"))}
    async with console_for(simulated, tls=tls) as console:
        await console.network.info.get()
        with pytest.raises(UntrustedCertificateError) as caught:
            await console.access.doors.list()
    assert caught.value.fingerprint == simulated.fingerprint("access")


async def test_the_pin_of_one_port_does_not_open_another(simulated: SimulatedConsole) -> None:
    async with console_for(simulated, tls=Pinned(simulated.fingerprint("unifi"))) as console:
        await console.network.info.get()
        with pytest.raises(CertificateMismatchError):
            await console.access.doors.list()
    assert {request.listener for request in simulated.requests} == {"unifi"}


# from the environment


async def test_a_console_is_made_from_environment_variables(simulated: SimulatedConsole) -> None:
    environ = {
        "UNIFI_HOST": simulated.address,
        "UNIFI_API_KEY": simulated.api_key,
        "UNIFI_ACCESS_TOKEN": simulated.access_token,
        "UNIFI_FINGERPRINTS": ", ".join(simulated.fingerprints),
        "UNIFI_ACCESS_PORT": str(simulated.access_port),
    }
    async with Console.from_env(environ) as console:
        assert (await console.network.info.get()).application_version
        assert await console.access.doors.list()
    with pytest.raises(ConfigurationError, match="username= and password="):
        _ = console.legacy_protect


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNIFI_HOST", "console.lan:11443")
    monkeypatch.setenv("UNIFI_USERNAME", "ada")
    monkeypatch.setenv("UNIFI_PASSWORD", "fake-password")
    monkeypatch.setenv("UNIFI_LEGACY_PORT", "7444")
    monkeypatch.delenv("UNIFI_API_KEY", raising=False)
    console = Console.from_env()
    assert (console.address, console.legacy_protect.address) == ("console.lan:11443", "console.lan:7444")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "UNIFI_HOST"),
        ({"UNIFI_HOST": ""}, "UNIFI_HOST"),
        ({"UNIFI_ACCESS_PORT": "x"}, "UNIFI_ACCESS_PORT"),
        ({"UNIFI_ACCESS_PORT": "99999"}, "UNIFI_ACCESS_PORT"),
        ({"UNIFI_LEGACY_PORT": "-1"}, "UNIFI_LEGACY_PORT"),
        ({"UNIFI_LEGACY_PORT": "٧٤٤٣"}, "UNIFI_LEGACY_PORT"),
        ({"UNIFI_FINGERPRINTS": "5f3a"}, "fingerprint"),
    ],
)
def test_a_variable_that_cannot_be_is_named(environ: dict[str, str], named: str) -> None:
    host = {} if "UNIFI_HOST" in environ or not environ else {"UNIFI_HOST": "console"}
    with pytest.raises(ConfigurationError, match=named):
        Console.from_env({**host, **environ})

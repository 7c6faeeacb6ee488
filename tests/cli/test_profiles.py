"""Consoles by a name of their own, for the command and for the library."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.commands import Unifi
from unifi_sdk import ConfigurationError, Console, MutationBlockedError
from unifi_sdk.simulator import SimulatedConsole

CREATE = ("voucher", "create", "lobby", "--minutes", "60", "--allow-mutations")


@pytest.fixture
def profiles(unifi: Unifi, tmp_path: Path) -> Path:
    """The file, with a profile of the simulated console; the environment names another one."""
    folder = tmp_path / "config"
    folder.mkdir(mode=0o700)
    file = folder / "profiles.toml"
    environment = unifi.simulated.environment()
    file.write_text(
        f"""
[hotel]
host = "{environment["UNIFI_HOST"]}"
access_port = {environment["UNIFI_ACCESS_PORT"]}
site = "Warehouse"
fingerprints = {environment["UNIFI_FINGERPRINTS"].split(",")}
api_key_from = "HOTEL_KEY"

[lobby]
host = "{environment["UNIFI_HOST"]}"
fingerprints = {environment["UNIFI_FINGERPRINTS"].split(",")}
read_only = true
allow = ["voucher.create"]
""",
        "utf-8",
    )
    return file


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


async def test_a_profile_names_console_site_and_key(unifi: Unifi, profiles: Path):
    elsewhere = {"UNIFI_HOST": "192.0.2.1", "UNIFI_API_KEY": "another", "HOTEL_KEY": unifi.simulated.api_key}
    for line in (("--profile", "hotel", "client", "list"), ("client", "list", "--profile=hotel")):
        ended = await unifi(*line, **elsewhere)
        assert (ended.code, ended.json["count"]) == (0, 2), ended.err
    by_variable = await unifi("client", "list", UNIFI_PROFILE="hotel", **elsewhere)
    assert by_variable.json["count"] == 2


async def test_an_option_comes_before_the_profile(unifi: Unifi, profiles: Path):
    ended = await unifi("client", "list", "--profile", "hotel", "--site", "Default", HOTEL_KEY=unifi.simulated.api_key)
    assert ended.json["count"] == 10


async def test_a_profile_locks_and_no_environment_unlocks(unifi: Unifi, profiles: Path):
    ended = await unifi(*CREATE, "--profile", "lobby", UNIFI_READ_ONLY="0")
    assert (ended.code, ended.error["code"]) == (12, "READ_ONLY")
    change(profiles, "read_only = true", "")
    assert (await unifi(*CREATE, "--profile", "lobby")).code == 0
    other = await unifi(*CREATE, "--profile", "lobby", UNIFI_ALLOW="voucher.delete")
    assert (other.code, other.error["code"]) == (12, "NOT_ALLOWED")


async def test_the_environment_is_as_it_was_afterwards(unifi: Unifi, profiles: Path):
    before = dict(os.environ)
    await unifi("client", "list", "--profile", "hotel", HOTEL_KEY=unifi.simulated.api_key)
    await unifi("client", "list", "--profile", "attic")
    assert dict(os.environ) == before


async def test_a_profile_that_is_not_there_is_told_with_those_that_are(unifi: Unifi, profiles: Path):
    ended = await unifi("client", "list", "--profile", "attic")
    assert ended.code == 10
    assert "hotel, lobby" in ended.error["error"]


async def test_without_a_file_it_is_named(unifi: Unifi):
    ended = await unifi("client", "list", "--profile", "hotel")
    assert ended.code == 10
    assert "profiles.toml" in ended.error["error"]


@pytest.mark.parametrize(
    "line",
    [
        "hots = 'x'",
        "host = 5",
        "access_port = '5'",
        "allow = 'voucher.create'",
        "read_only = 1",
        "api_key_from = 'NOT_SET'",
    ],
)
async def test_what_a_profile_can_not_say_is_named(line: str, unifi: Unifi, profiles: Path):
    change(profiles, "[hotel]", f"[broken]\n{line}\n[hotel]")
    ended = await unifi("client", "list", "--profile", "broken")
    assert ended.code == 10
    assert line.split()[0] in ended.error["error"]


async def test_a_file_that_others_can_write_is_not_believed(unifi: Unifi, profiles: Path):
    os.chmod(profiles, 0o666)
    ended = await unifi("client", "list", "--profile", "hotel")
    assert ended.code == 10
    assert "others can write" in ended.error["error"]


async def test_the_library_finds_the_same_profile(simulated: SimulatedConsole, profiles: Path):
    variables = {"UNIFI_CONFIG_DIR": str(profiles.parent), "HOTEL_KEY": simulated.api_key, "UNIFI_HOST": "192.0.2.1"}
    async with Console.from_env({**variables, "UNIFI_PROFILE": "hotel"}) as console:
        assert len(await console.network.sites.list()) == 2
    with pytest.raises(ConfigurationError, match="attic"):
        Console.from_env({**variables, "UNIFI_PROFILE": "attic"})


async def test_the_library_obeys_the_lock(simulated: SimulatedConsole):
    async with Console.from_env({**simulated.environment(), "UNIFI_READ_ONLY": "1"}, read_only=False) as console:
        site = await console.network.default_site()
        with pytest.raises(MutationBlockedError):
            await site.vouchers.create(name="x", minutes=5)


async def test_behind_call_the_option_is_the_operation_s(unifi: Unifi, profiles: Path):
    line = ("call", "POST /v1/arm-profiles", "--profile", '{"name": "Away"}', "--dry-run")
    assert (await unifi(*line)).code == 0
    chosen = await unifi("--profile", "hotel", *line, HOTEL_KEY=unifi.simulated.api_key)
    assert chosen.code == 0, chosen.err

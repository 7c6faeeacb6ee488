"""What a profile stands for, as environment variables, and the lock that the environment can hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk._core.profiles import profile_variables, read_lock

FILE = """
[hotel]
host = "192.0.2.7"
site = "Lobby"
access_port = 13445
legacy_port = 8443
fingerprints = ["aa", "bb"]
api_key_from = "HOTEL_KEY"
allow = ["voucher.create", "client.block"]

[far]
console_id = "900A6F00301100000000074A6BA90000000007A3387E0000000063EC9853:123456789"
cloud_api_key_from = "CLOUD_KEY"
read_only = true

[open]
host = "192.0.2.8"
read_only = false
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "config"
    folder.mkdir(mode=0o700)
    (folder / "profiles.toml").write_text(FILE, "utf-8")
    return {"UNIFI_CONFIG_DIR": str(folder), "HOTEL_KEY": "simulated-key", "CLOUD_KEY": "simulated-cloud-key"}


def test_without_a_name_it_says_nothing(environ: dict[str, str]):
    assert profile_variables(environ) == {}
    assert profile_variables({**environ, "UNIFI_PROFILE": ""}) == {}


def test_it_names_the_console_and_everything_about_it(environ: dict[str, str]):
    assert profile_variables({**environ, "UNIFI_PROFILE": "hotel"}) == {
        "UNIFI_HOST": "192.0.2.7",
        "UNIFI_CONSOLE_ID": "",
        "UNIFI_SITE": "Lobby",
        "UNIFI_ACCESS_PORT": "13445",
        "UNIFI_LEGACY_PORT": "8443",
        "UNIFI_FINGERPRINTS": "aa,bb",
        "UNIFI_API_KEY": "simulated-key",
        "UNIFI_ALLOW": "voucher.create,client.block",
    }


def test_a_console_behind_the_cloud_is_not_also_a_host(environ: dict[str, str]):
    said = profile_variables({**environ, "UNIFI_PROFILE": "far", "UNIFI_HOST": "192.0.2.1"})
    assert said["UNIFI_HOST"] == ""
    assert said["UNIFI_CONSOLE_ID"].startswith("900A6F")
    assert said["UNIFI_CLOUD_API_KEY"] == "simulated-cloud-key"
    assert said["UNIFI_READ_ONLY"] == "1"


def test_fingerprints_of_the_environment_are_another_console_s(environ: dict[str, str]):
    said = profile_variables({**environ, "UNIFI_PROFILE": "open", "UNIFI_FINGERPRINTS": "cc"})
    assert said["UNIFI_FINGERPRINTS"] == ""


def test_a_lock_is_only_added_to(environ: dict[str, str]):
    named = {**environ, "UNIFI_PROFILE": "hotel", "UNIFI_ALLOW": "client.block, door.unlock"}
    assert profile_variables(named)["UNIFI_ALLOW"] == "client.block"
    assert "UNIFI_READ_ONLY" not in profile_variables({**environ, "UNIFI_PROFILE": "open", "UNIFI_READ_ONLY": "1"})


def test_a_name_that_is_none_is_told_with_those_that_are(environ: dict[str, str]):
    with pytest.raises(ConfigurationError, match="far, hotel, open"):
        profile_variables({**environ, "UNIFI_PROFILE": "attic"})


def test_a_key_that_is_not_there_is_named_and_no_other_is_used(environ: dict[str, str]):
    del environ["HOTEL_KEY"]
    with pytest.raises(ConfigurationError, match="HOTEL_KEY"):
        profile_variables({**environ, "UNIFI_PROFILE": "hotel", "UNIFI_API_KEY": "another-console-s"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[hotel]\nhots = 'x'", "hots"),
        ("[hotel]\nhost = 5", "host has another type"),
        ("[hotel]\nhost = ''", "host"),
        ("[hotel]\naccess_port = true", "access_port"),
        ("[hotel]\nallow = ['a', 1]", "allow"),
        ("[hotel]\nread_only = 'yes'", "read_only"),
        ("hotel = 'a text'", "no profile hotel"),
        ("[hotel", "can't be read"),
    ],
)
def test_what_can_not_be_understood_is_named(text: str, said: str, environ: dict[str, str]):
    (Path(environ["UNIFI_CONFIG_DIR"]) / "profiles.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=said):
        profile_variables({**environ, "UNIFI_PROFILE": "hotel"})


def test_a_file_that_is_not_there_is_named(environ: dict[str, str], tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"profiles\.toml"):
        profile_variables({"UNIFI_CONFIG_DIR": str(tmp_path / "nothing"), "UNIFI_PROFILE": "hotel"})


@pytest.mark.parametrize("text", ["1", "true", "YES", " on "])
def test_a_lock_is_shut(text: str):
    assert read_lock({"UNIFI_READ_ONLY": text})


@pytest.mark.parametrize("environ", [{}, {"UNIFI_READ_ONLY": ""}, {"UNIFI_READ_ONLY": "0"}, {"UNIFI_READ_ONLY": "off"}])
def test_a_lock_is_open(environ: dict[str, str]):
    assert not read_lock(environ)


def test_a_lock_that_can_not_be_read_is_no_open_one():
    with pytest.raises(ConfigurationError, match="UNIFI_READ_ONLY"):
        read_lock({"UNIFI_READ_ONLY": "perhaps"})

"""From where a fleet is read, and how consoles are chosen from it."""

from __future__ import annotations

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk._core.known import store_fingerprints
from unifi_sdk.fleet import ConsoleReference, Fleet, Pin
from unifi_sdk.simulator import SimulatedCloud

FILE = """
[defaults]
api_key_name = "HOTELS"
tags = ["hotel"]

[[console]]
name = "Rome"
host = "10.1.0.1"
pins = ["{pin}"]
model = "UDM Pro"

[[console]]
name = "Paris"
host = "10.2.0.1:11443"
pins = {{ 11443 = ["{pin}"] }}
tags = ["hotel", "france"]
api_key_name = "PARIS"

[[console]]
console_id = "ABC:123"
"""
PIN = "ab" * 32


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Fleet:
        (tmp_path / "fleet.toml").write_text(text)
        return Fleet.from_file(tmp_path / "fleet.toml")

    return read


def test_a_file_names_consoles_and_what_they_have_in_common(read):
    rome, paris, cloud = read(FILE.format(pin=PIN))
    assert rome == ConsoleReference(
        name="Rome", host="10.1.0.1", pins=[PIN], model="UDM Pro", tags=["hotel"], api_key_name="HOTELS"
    )
    assert (paris.api_key_name, paris.tags, paris.pins) == ("PARIS", ("france", "hotel"), (Pin(PIN, 11443),))
    assert (cloud.name, cloud.host, cloud.console_id) == ("ABC:123", "api.ui.com", "ABC:123")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[console]]\nhost = "h"\napi_key = "s3cr3t-s3cr3t"', "api_key would be a secret.*write api_key_name"),
        ('[[console]]\nhost = "h"\nhots = "x"', "console 1: there is no hots"),
        ('[consoles]\nhost = "h"', "there is no consoles"),
        ('console = ["h"]', r"write \[\[console\]\]"),
        ('[console]\nhost = "h"', r"\[\[console\]\] before each"),
        ("[[console]]\nhost = 5", "console 1: host must be a text"),
        ('[[console]]\nhost = "h"\ntags = 5', "console 1: tags takes"),
        ('[[console]]\nhost = "h"\npins = {a = 1}', "console 1: pins"),
        ("[[console]]\nname = 'Rome'", "console 1: host is empty"),
        ('[[console]]\nhost = "h"\n[[console]]\nhost = "h"', "two consoles of the fleet are called 'h'"),
        ("[[console", "is no TOML"),
    ],
)
def test_a_file_that_can_not_be_says_where_and_what(read, text, told):
    with pytest.raises(ConfigurationError, match=told) as caught:
        read(text)
    assert "s3cr3t" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"gone\.toml"):
        Fleet.from_file(tmp_path / "gone.toml")


def test_consoles_whose_certificates_were_trusted_are_a_fleet(tmp_path):
    environ = {"UNIFI_CONFIG_DIR": str(tmp_path / "config")}
    store_fingerprints("rome.example", {443: PIN, 12445: "cd" * 32}, environ)
    store_fingerprints("fd00::1", {11443: PIN}, environ)
    second, first = Fleet.from_known(environ)
    assert (first.host, first.pins) == ("rome.example", (Pin(PIN, 443), Pin("cd" * 32, 12445)))
    assert (second.name, second.host) == ("fd00::1", "[fd00::1]:11443")


def test_nobody_trusted_is_an_empty_fleet(tmp_path):
    assert len(Fleet.from_known({"UNIFI_CONFIG_DIR": str(tmp_path / "nothing")})) == 0


def test_tags_models_and_names_select(read):
    fleet = read(FILE.format(pin=PIN))
    assert [each.name for each in fleet.where(tag="HOTEL", model="udm*")] == ["Rome"]
    assert [each.name for each in fleet.where(tag="fr*")] == ["Paris"]
    assert [each.name for each in fleet.where(name="?ome")] == ["Rome"]
    assert len(fleet.where(tag="hotel").where(model="*")) == 3
    assert len(fleet.where(tag="school")) == 0


async def test_the_hosts_of_an_account_are_a_fleet(simulated_cloud: SimulatedCloud):
    async with simulated_cloud.connect() as cloud:
        hosts = await cloud.hosts.list()
    fleet = Fleet.from_hosts(hosts, tags=["msp"], cloud_host=simulated_cloud.address, pins=[])
    assert [each.console_id for each in fleet] == [host.id for host in hosts]
    assert all(each.tags == ("msp",) and each.host == simulated_cloud.address for each in fleet)

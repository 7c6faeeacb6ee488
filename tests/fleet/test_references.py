"""References: plain data that leads to a console, and holds no secret."""

from __future__ import annotations

import pickle

import pytest

from unifi_sdk import ConfigurationError, Console, MutationBlockedError
from unifi_sdk.fleet import ConsoleReference, Pin
from unifi_sdk.simulator import SimulatedConsole

PIN = "ab" * 32
KEY = "k9Vw2nP8sLq4Zx7Tb1Rf6Hd3Yc5Mj0Ga"


def test_a_reference_comes_out_of_a_pickle_as_it_went_in():
    reference = ConsoleReference(name="Rome", host="10.0.0.1", pins=[PIN], tags=["hotel"], model="UDM Pro")
    assert pickle.loads(pickle.dumps(reference)) == reference
    assert hash(pickle.loads(pickle.dumps(reference))) == hash(reference)


def test_a_reference_is_frozen():
    with pytest.raises(AttributeError):
        ConsoleReference(host="10.0.0.1").host = "10.0.0.2"


def test_a_console_that_is_opened_leaves_no_secret_in_its_reference():
    reference = ConsoleReference(host="10.0.0.1", api_key_name="ROME")
    reference.connect({"ROME": KEY}.get)
    assert KEY.encode() not in pickle.dumps(reference)
    assert KEY not in repr(reference)


@pytest.mark.parametrize("field", ["api_key_name", "access_token_name", "password_name", "cloud_key_name"])
def test_a_secret_in_place_of_its_name_is_refused_and_not_repeated(field):
    with pytest.raises(ConfigurationError, match=field) as caught:
        ConsoleReference(host="10.0.0.1", **{field: KEY})
    assert KEY not in str(caught.value)


def test_a_console_says_to_pickle_its_reference():
    with pytest.raises(TypeError, match="pickle its ConsoleReference"):
        pickle.dumps(Console("10.0.0.1", api_key=KEY))


def test_names_and_pins_are_read_in_every_usual_way():
    reference = ConsoleReference(host="10.0.0.1", pins={443: [PIN.upper()], 12445: ["cd" * 32]}, tags=["b", "a", "b"])
    assert reference.pins == (Pin(PIN, 443), Pin("cd" * 32, 12445))
    assert reference.tags == ("a", "b")
    assert reference.name == "10.0.0.1"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({}, "host"),
        ({"host": "a b"}, "host"),
        ({"console_id": "../v1"}, "console_id"),
        ({"host": "h", "pins": ["short"]}, "fingerprints"),
        ({"host": "h", "pins": PIN}, "pins"),
        ({"host": "h", "tags": "hotel"}, "tags"),
        ({"host": "h", "access_port": 70000}, "access_port"),
        ({"host": "h", "model": 5}, "model"),
        ({"host": "h", "api_key_name": "two words"}, "api_key_name"),
    ],
)
def test_an_argument_that_can_not_be_is_named(arguments, named):
    with pytest.raises(ConfigurationError, match=named):
        ConsoleReference(**arguments)


def test_a_missing_secret_is_asked_for_by_its_name():
    with pytest.raises(ConfigurationError, match="no secret called ROME"):
        ConsoleReference(name="Rome", host="10.0.0.1", api_key_name="ROME").connect({}.get)


async def test_a_reference_opens_every_application_of_a_console(simulated_console: SimulatedConsole):
    reference = ConsoleReference(
        host=simulated_console.address,
        pins=simulated_console.fingerprints,
        access_token_name="TOKEN",
        username=simulated_console.username,
        password_name="PASSWORD",
        access_port=simulated_console.access_port,
        legacy_port=simulated_console.legacy_port,
    )
    secrets = {
        "UNIFI_API_KEY": simulated_console.api_key,
        "TOKEN": simulated_console.access_token,
        "PASSWORD": simulated_console.password,
    }
    async with reference.connect(secrets.get) as console:
        assert (await console.network.default_site()).name == "Default"
        assert await console.access.doors.list()
        assert await console.protect.cameras.list()
        assert await console.legacy_protect.cameras.list()


async def test_pins_by_port_count_for_their_port_alone(simulated_console: SimulatedConsole):
    other = {simulated_console.access_port: [simulated_console.fingerprint("unifi")]}
    pins = {simulated_console.unifi_port: [simulated_console.fingerprint("unifi")], **other}
    reference = ConsoleReference(
        host=simulated_console.address, pins=pins, access_token_name="TOKEN", access_port=simulated_console.access_port
    )
    secrets = {"UNIFI_API_KEY": simulated_console.api_key, "TOKEN": simulated_console.access_token}
    async with reference.connect(secrets.get) as console:
        await console.network.default_site()
        with pytest.raises(ConnectionError, match="not pinned"):
            await console.access.doors.list()


async def test_a_console_of_a_reference_refuses_writes_unless_they_are_allowed(simulated_console: SimulatedConsole):
    reference = ConsoleReference(host=simulated_console.address, pins=simulated_console.fingerprints)
    secrets = {"UNIFI_API_KEY": simulated_console.api_key}
    async with reference.connect(secrets.get) as console:
        site = await console.network.default_site()
        with pytest.raises(MutationBlockedError):
            await site.vouchers.create(name="x", minutes=60)
    async with reference.connect(secrets.get, read_only=False) as console:
        site = await console.network.default_site()
        assert await site.vouchers.create(name="x", minutes=60)

"""A secret that a caller passes stands in no frame of the SDK when a constructor or a method raises."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.leaks import all_texts_of
from tests.support.raw_server import RawServer, answer, drop
from unifi_sdk import (
    AccessClient,
    Console,
    LegacyProtectClient,
    NetworkClient,
    OutcomeUnknownError,
    Pinned,
    ProtectClient,
    UniFiError,
)
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import ApiKey, BearerToken, Password, Redactor, Secret
from unifi_sdk.errors import ConfigurationError

CANARY = "canary-7f3d9a1b5e-secret"
SPACED = f"{CANARY} with a blank"
PIN = "73915046"

CONSTRUCTORS: dict[str, Callable[[], object]] = {
    "ApiKey": lambda: ApiKey(SPACED),
    "BearerToken": lambda: BearerToken(SPACED),
    "Secret": lambda: Secret(SPACED),
    "Secret by name": lambda: Secret(value=SPACED),
    "Password": lambda: Password(CANARY + "\ud800"),
    "Console, bad key": lambda: Console("console.test", api_key=SPACED),
    "Console, bad token": lambda: Console("console.test", api_key=CANARY, access_token=SPACED),
    "Console, bad host": lambda: Console("no host", api_key=CANARY, access_token=CANARY, username="u", password=CANARY),
    "Console, bad port": lambda: Console("console.test", network_api_key=CANARY, protect_api_key=CANARY, port=0),
    "Console, bad type": lambda: Console("console.test", api_key=CANARY, port="443"),  # type: ignore[arg-type]
    "Console, no text": lambda: Console("console.test", api_key=[CANARY]),  # type: ignore[arg-type]
    "Console, bad tls": lambda: Console("console.test", api_key=CANARY, tls=CANARY),  # type: ignore[arg-type]
    "NetworkClient": lambda: NetworkClient("console.test", api_key=SPACED),
    "NetworkClient, bad host": lambda: NetworkClient("no host", api_key=CANARY),
    "AccessClient": lambda: AccessClient("console.test", token=SPACED),
    "AccessClient, bad host": lambda: AccessClient("no host", token=CANARY),
    "ProtectClient": lambda: ProtectClient("no host", api_key=CANARY),
    "LegacyProtectClient": lambda: LegacyProtectClient("no host", username="u", password=CANARY),
    "LegacyProtectClient, no text": lambda: LegacyProtectClient(
        "console.test",
        username="u",
        password=CANARY.encode(),  # type: ignore[arg-type]
    ),
    "from_env, bad key": lambda: Console.from_env({"UNIFI_HOST": "console.test", "UNIFI_API_KEY": SPACED, "X": CANARY}),
    "from_env, bad host": lambda: Console.from_env({"UNIFI_HOST": "no host", "UNIFI_API_KEY": CANARY, "X": CANARY}),
    "from_env, no host": lambda: Console.from_env({"UNIFI_API_KEY": CANARY}),
    "from_env, bad port": lambda: Console.from_env(
        {"UNIFI_HOST": "console.test", "UNIFI_PASSWORD": CANARY, "UNIFI_ACCESS_PORT": "x"}
    ),
    "from_env, bad value": lambda: Console.from_env({"UNIFI_HOST": "console.test", "UNIFI_API_KEY": [CANARY]}),  # type: ignore[dict-item]
}


def assert_hidden(error: BaseException, secret: str = CANARY) -> None:
    for where, text in all_texts_of(error):
        assert secret not in text, f"{where}: {text[:3000]}"


@pytest.mark.parametrize("make", CONSTRUCTORS.values(), ids=CONSTRUCTORS)
def test_a_constructor_that_raises_shows_no_secret(make: Callable[[], object]):
    with pytest.raises(ConfigurationError) as caught:
        make()
    assert_hidden(caught.value)


def test_the_environment_of_the_process_is_in_no_frame(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOMETHING_ELSE", CANARY)
    monkeypatch.setenv("UNIFI_API_KEY", CANARY)
    for host in ("", "no host"):
        monkeypatch.setenv("UNIFI_HOST", host)
        with pytest.raises(ConfigurationError) as caught:
            Console.from_env()
        assert_hidden(caught.value)
    assert os.environ["UNIFI_API_KEY"] == CANARY


METHODS: dict[str, Callable[[AccessClient], Awaitable[object]]] = {
    "users.assign_pin": lambda access: access.users.credentials("u").assign_pin(PIN),
    "visitors.assign_pin": lambda access: access.visitors.credentials("v").assign_pin(PIN),
    "users.assign_card": lambda access: access.users.credentials("u").assign_card(PIN),
    "visitors.assign_card": lambda access: access.visitors.credentials("v").assign_card(token=PIN, force=True),
    "users.remove_card": lambda access: access.users.credentials("u").remove_card(PIN),
    "visitors.remove_card": lambda access: access.visitors.credentials("v").remove_card(PIN),
}


@pytest.mark.parametrize("call", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize(
    "step", [answer(400, {"code": "CODE_PARAMS_INVALID", "msg": "x"}), answer(200, b"<html>"), drop()]
)
async def test_a_method_that_raises_shows_no_secret(call: Callable[[AccessClient], Awaitable[object]], step: Any):
    async with (
        RawServer(step) as server,
        AccessClient(server.host, token=CANARY, tls=Pinned(server.fingerprint)) as access,
    ):
        with pytest.raises((UniFiError, OutcomeUnknownError)) as caught:
            await call(access)
        assert PIN.encode() in server.received
    assert_hidden(caught.value)
    assert_hidden(caught.value, PIN)


@pytest.mark.parametrize("pin", [f"x{PIN}", int(PIN), PIN.encode(), [PIN], f"{PIN}\ud800"])
async def test_a_pin_that_can_not_be_one_is_not_shown(pin: Any):
    access = AccessClient("console.test", token=CANARY, _transport=Transport())
    for person in (access.users.credentials("u"), access.visitors.credentials("v")):
        for call in (lambda person=person: person.assign_pin(pin), lambda person=person: person.assign_pin(pin=pin)):
            with pytest.raises(ConfigurationError, match="pin") as caught:
                await call()
            shown = "".join(text for where, text in all_texts_of(caught.value) if "frame" not in where)
            ours = shown.split("unifi_sdk/")[1:]
            assert not [part for part in ours if PIN in part]


# what a console sends back


@pytest.mark.parametrize(
    "written",
    [
        CANARY,
        CANARY.replace("-", "\\u002d"),
        CANARY.replace("-", "\\u002D").replace("c", "\\u0063"),
        CANARY.replace("-", "\\\\u002d"),
        "".join(f"\\u{ord(character):04x}" for character in CANARY),
        CANARY.replace("-", "%2D"),
    ],
)
def test_a_credential_that_comes_back_escaped_is_blacked_out(written: str):
    redactor = Redactor([CANARY])
    data = f'{{"message": "the key {written} is wrong", "name": "caf\\u00e9"}}'.encode()
    assert redactor.finds(data)
    assert redactor.clean(data) == b'{"message": "the key *** is wrong", "name": "caf\\u00e9"}'


def test_what_holds_no_credential_is_left_as_it_is():
    redactor = Redactor([CANARY, "another+key/of=many"])
    data = b'{"name": "caf\\u00e9 100% \\\\ canary-7f3d9a1b5e"}'
    assert not redactor.finds(data)
    assert redactor.clean(data) is data or redactor.clean(data) == data

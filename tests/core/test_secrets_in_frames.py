"""A secret that a caller passes stands in no frame of the SDK when a constructor or a method raises."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.leaks import all_texts_of, texts_of_ours
from tests.support.raw_server import RawServer, answer, drop
from unifi_sdk import (
    AccessClient,
    Console,
    DecodeError,
    LegacyProtectClient,
    MutationBlockedError,
    NetworkClient,
    OutcomeUnknownError,
    Pinned,
    ProtectClient,
    RetryPolicy,
    UniFiError,
    plan,
)
from unifi_sdk._core.transport import Transport
from unifi_sdk.access.models import WebhookEndpoint, WebhookEventType
from unifi_sdk.auth import ApiKey, BearerToken, Password, Redactor, Secret
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network import VoucherFilter
from unifi_sdk.network.models import StandardWifiBroadcast, WifiAccessPointFilter, Wpa2PersonalSecurity
from unifi_sdk.protect import AccessKey, AlarmWebhook, ForeignDeliveryError

CANARY = "canary-7f3d9a1b5e-secret"
SPACED = f"{CANARY} with a blank"
PIN = "73915046"
ONCE = RetryPolicy(attempts=1)

CONSTRUCTORS: dict[str, Callable[[], object]] = {
    "ApiKey": lambda: ApiKey(SPACED),
    "BearerToken": lambda: BearerToken(SPACED),
    "Secret": lambda: Secret(SPACED),
    "Secret by name": lambda: Secret(value=SPACED),
    "Password": lambda: Password(CANARY + "\ud800"),
    "AccessKey": lambda: AccessKey.parse(SPACED),
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
    "AlarmWebhook, blank": lambda: AlarmWebhook(SPACED, sources=["192.0.2.1"]),
    "AlarmWebhook, bad letters": lambda: AlarmWebhook("fake-token-0123456789", f"{CANARY}/", sources=["192.0.2.1"]),
    "AlarmWebhook, no text": lambda: AlarmWebhook([CANARY], sources=["192.0.2.1"]),  # type: ignore[arg-type]
    "AlarmWebhook, bad source": lambda: AlarmWebhook(CANARY, sources=["no host"]),
    "AlarmWebhook, no source": lambda: AlarmWebhook(CANARY, sources=[]),
    "AlarmWebhook, bad url": lambda: AlarmWebhook(CANARY, sources=["192.0.2.1"]).address("no url"),
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


@pytest.mark.parametrize(("source", "body"), [("192.0.2.1", b"{"), ("192.0.2.9", b"{}")])
def test_a_delivery_that_is_refused_shows_no_token(source: str, body: bytes):
    webhook = AlarmWebhook(CANARY, sources=["192.0.2.1"])
    with pytest.raises((DecodeError, ForeignDeliveryError)) as caught:
        webhook.parse(body, token=CANARY, source=source)
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
    "credentials.get_card": lambda access: access.credentials.get_card(PIN),
    "credentials.update_card": lambda access: access.credentials.update_card(token=PIN, alias="Cleaner"),
    "credentials.delete_card": lambda access: access.credentials.delete_card(PIN),
}
ECHOES = [
    answer(400, {"code": "CODE_PARAMS_INVALID", "msg": f"there is no {PIN} here"}),
    answer(200, {"code": "CODE_NOT_EXISTS", "msg": f"{PIN}: gone"}),
    answer(404, {"code": "CODE_NOT_EXISTS", "msg": "x" * 190 + PIN, "request_id": "r"}),
    answer(500, f'"{PIN}"'.encode()),
]


@pytest.mark.parametrize("call", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize(
    "step", [answer(400, {"code": "CODE_PARAMS_INVALID", "msg": "x"}), answer(200, b"<html>"), drop(), *ECHOES]
)
async def test_a_method_that_raises_shows_no_secret(
    call: Callable[[AccessClient], Awaitable[object]], step: Any, caplog: pytest.LogCaptureFixture
):
    async with (
        RawServer(step) as server,
        AccessClient(server.host, token=CANARY, tls=Pinned(server.fingerprint), retry=ONCE) as access,
    ):
        with caplog.at_level(logging.DEBUG), pytest.raises((UniFiError, OutcomeUnknownError)) as caught:
            await call(access)
        assert PIN.encode() in server.received
    assert_hidden(caught.value)
    assert_hidden(caught.value, PIN)
    assert PIN not in caplog.text


@pytest.mark.parametrize("name", ["credentials.update_card", "credentials.delete_card", "users.assign_pin"])
async def test_a_write_that_is_planned_or_blocked_shows_no_secret(name: str):
    for read_only in (False, True):
        access = AccessClient("console.test", token=CANARY, _transport=Transport(read_only=read_only))
        if not read_only:
            planned = await plan(METHODS[name](access))
            assert PIN not in repr(planned)
            assert PIN in planned.path or PIN in str(planned.body)
            continue
        with pytest.raises(MutationBlockedError) as caught:
            await METHODS[name](access)
        assert_hidden(caught.value, PIN)


@pytest.mark.parametrize(
    "token", [f"{PIN}/../x", f"{PIN}%2f", f"{PIN}\n", f"{PIN}\ud800", f"..{PIN}\\", "73:91:50:46:aa:bb"]
)
async def test_a_token_that_can_not_be_one_is_not_shown(token: str):
    access = AccessClient("console.test", token=CANARY, _transport=Transport())
    with pytest.raises(ConfigurationError, match=r"token (is|holds)") as caught:
        await access.credentials.get_card(token)
    assert not [text for text in texts_of_ours(caught.value) if PIN in text or "73:91" in text]


async def test_what_a_card_says_of_itself_is_not_blacked_out():
    card = {"code": "SUCCESS", "msg": "success", "data": {"token": PIN, "alias": f"card {PIN}"}}
    async with (
        RawServer(answer(200, card)) as server,
        AccessClient(server.host, token=CANARY, tls=Pinned(server.fingerprint)) as access,
    ):
        read = await access.credentials.get_card(PIN)
    assert (read.token, read.alias) == (PIN, f"card {PIN}")


CODE = "73915-04688"
DIGITS = CODE.replace("-", "")


@pytest.mark.parametrize(
    "step",
    [
        answer(400, {"code": "api.request.invalid-filter", "message": f"failed to parse '{DIGITS}' at 1:9"}),
        answer(200, b"<html>"),
        answer(200, {"data": {}}),
        drop(),
    ],
)
async def test_the_code_of_a_voucher_is_not_shown(step: Any, caplog: pytest.LogCaptureFixture):
    async with (
        RawServer(step) as server,
        NetworkClient(server.host, api_key=CANARY, tls=Pinned(server.fingerprint), retry=ONCE) as network,
    ):
        with caplog.at_level(logging.DEBUG), pytest.raises(UniFiError) as caught:
            await network.site("s").vouchers.find(code=CODE)
        assert DIGITS.encode() in server.received
    for secret in (CODE, DIGITS):
        assert secret not in caplog.text
        assert not [text for text in texts_of_ours(caught.value) if secret in text]


def test_a_filter_by_a_code_is_written_and_not_shown():
    chosen = VoucherFilter.code.eq(CODE) & ~VoucherFilter.expired.eq(True) | VoucherFilter.code.in_(CODE)
    assert str(chosen).count(DIGITS) == 2
    assert DIGITS not in repr(chosen)
    assert repr(VoucherFilter.name.eq("lobby")) == """Filter("name.eq('lobby')")"""


WIFI = StandardWifiBroadcast(
    id="w",
    name="Guests",
    enabled=True,
    security_configuration=Wpa2PersonalSecurity(passphrase=CANARY),
    broadcasting_device_filter=WifiAccessPointFilter(device_ids=(), extra={"deviceIds": [""]}),
)


@pytest.mark.parametrize(
    "changes", [{}, {"broadcasting_device_filter": None, "extra": {"x": float("nan")}}, {"extra": {"x": object()}}]
)
async def test_the_passphrase_of_a_wifi_that_can_not_be_written_is_not_shown(changes: dict[str, Any]):
    network = NetworkClient("console.test", api_key="fake-key-0123456789", _transport=Transport())
    with pytest.raises(ConfigurationError) as caught:
        await network.site("s").wifi_broadcasts.replace(WIFI.evolve(**changes))
    assert_hidden(caught.value)


async def test_the_headers_of_an_endpoint_are_sent_and_not_shown():
    headers = {"X-Key": CANARY, "X": "1"}
    endpoint = WebhookEndpoint(
        id="e",
        name="x",
        endpoint="https://x.example",
        events=(WebhookEventType("access.door.unlock"),),
        headers=headers,
    )
    del headers
    async with (
        RawServer(answer(400, {"code": "CODE_PARAMS_INVALID", "msg": f"{CANARY}?"})) as server,
        AccessClient(server.host, token="fake-token-0123456789", tls=Pinned(server.fingerprint)) as access,
    ):
        with pytest.raises(UniFiError) as caught:
            await access.webhooks.replace(endpoint)
        assert CANARY.encode() in server.received
    assert_hidden(caught.value)


async def test_a_passphrase_that_the_console_repeats_is_blacked_out():
    said = {"code": "api.request.error", "message": f"passphrase {CANARY.upper()} is too short"}
    async with (
        RawServer(answer(400, said)) as server,
        NetworkClient(server.host, api_key="fake-key-0123456789", tls=Pinned(server.fingerprint)) as network,
    ):
        with pytest.raises(UniFiError, match=r"passphrase \*\*\* is too short") as caught:
            await network.site("s").wifi_broadcasts.replace(WIFI.evolve(broadcasting_device_filter=None))
    assert_hidden(caught.value)


@pytest.mark.parametrize("pin", [f"x{PIN}", int(PIN), PIN.encode(), [PIN], f"{PIN}\ud800"])
async def test_a_pin_that_can_not_be_one_is_not_shown(pin: Any):
    access = AccessClient("console.test", token=CANARY, _transport=Transport())
    for person in (access.users.credentials("u"), access.visitors.credentials("v")):
        for call in (lambda person=person: person.assign_pin(pin), lambda person=person: person.assign_pin(pin=pin)):
            with pytest.raises(ConfigurationError, match="pin") as caught:
                await call()
            assert not [text for text in texts_of_ours(caught.value) if PIN in text]


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

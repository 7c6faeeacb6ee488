"""`unifi doctor`: one line for each thing, and the exit code of the first that is wrong."""

from __future__ import annotations

import importlib
import importlib.util
import re
import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Ended, Unifi
from unifi_sdk.cli import settings
from unifi_sdk.simulator import Fault, make_certificate

NO_CREDENTIALS = dict.fromkeys(("UNIFI_API_KEY", "UNIFI_ACCESS_TOKEN", "UNIFI_USERNAME", "UNIFI_PASSWORD"), "")


def found(ended: Ended, name: str) -> list[tuple[str, str]]:
    return [(each["state"], each["detail"]) for each in ended.json["items"] if each["name"] == name]


def worst(ended: Ended) -> list[str]:
    return [each["name"] for each in ended.json["items"] if each["state"] == "fail"]


async def test_where_all_is_well_it_ends_with_0(unifi: Unifi):
    ended = await unifi("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["count"] == len(ended.json["items"])
    assert {each["state"] for each in ended.json["items"] if each["name"] != "orjson"} == {"ok"}
    names = [each["name"] for each in ended.json["items"]]
    assert [name for name in names if name in ("network", "site", "protect", "access", "legacy")] == [
        "network",
        "site",
        "protect",
        "access",
        "legacy",
    ]


async def test_versions_are_told(unifi: Unifi):
    ended = await unifi("doctor")
    assert "UniFi Network 10." in found(ended, "network")[0][1]
    assert "UniFi Protect 7." in found(ended, "protect")[0][1]
    assert "aiohttp" in found(ended, "python")[0][1]


async def test_it_changes_nothing(unifi: Unifi):
    await unifi("doctor")
    assert {(request.verb, request.path) for request in unifi.simulated.requests if request.verb != "GET"} == {
        ("POST", "/api/auth")
    }


async def test_a_person_gets_a_line_for_each_thing(unifi: Unifi):
    ended = await unifi("doctor", terminal=True, UNIFI_API_KEY="fake-and-wrong")
    assert ended.code == 4
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in ended.out.splitlines()]
    assert any(line.startswith("ok   sdk: unifi-sdk") for line in lines)
    assert any(line.startswith("fail network: ") for line in lines)
    assert ended.err == ""


async def test_where_a_credential_comes_from_is_told_but_never_the_credential(
    unifi: Unifi, monkeypatch: pytest.MonkeyPatch
):
    class Keyring:
        @staticmethod
        def get_password(service_name: str, username: str) -> str | None:
            return "fake-token-of-the-keyring" if username.endswith("UNIFI_ACCESS_TOKEN") else None

    importing = importlib.import_module

    def import_module(name: str, package: str | None = None) -> Any:
        return Keyring if name == "keyring" else importing(name, package)

    monkeypatch.setattr(settings.importlib, "import_module", import_module)
    unifi.simulated.access.tokens["fake-token-of-the-keyring"] = None
    key = unifi.simulated.api_key
    lines = f"UNIFI_API_KEY={key}\n"
    ended = await unifi("doctor", "--key-stdin", stdin=lines, UNIFI_API_KEY="", UNIFI_ACCESS_TOKEN="")
    assert ended.code == 0
    details = " ".join(detail for _, detail in found(ended, "credential"))
    assert "UNIFI_API_KEY from standard input" in details
    assert "UNIFI_ACCESS_TOKEN from the keyring" in details
    assert "UNIFI_PASSWORD from the environment" in details
    for secret in (key, "fake-token-of-the-keyring", unifi.simulated.password):
        assert secret not in ended.out + ended.err


async def test_without_a_credential_the_way_to_the_console_is_looked_at(unifi: Unifi):
    ended = await unifi("doctor", **NO_CREDENTIALS)
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert worst(ended) == ["credential"]
    assert len(found(ended, "port")) == len(found(ended, "certificate")) == 3
    assert [request.path for request in unifi.simulated.requests] == ["/"]


async def test_one_credential_is_enough(unifi: Unifi):
    only_access = {**NO_CREDENTIALS, "UNIFI_ACCESS_TOKEN": unifi.simulated.access_token}
    ended = await unifi("doctor", **only_access)
    assert ended.code == 0
    assert found(ended, "access")
    assert not found(ended, "network")


async def test_a_dead_host_ends_with_8_soon(unifi: Unifi):
    started = time.monotonic()
    ended = await unifi("doctor", "--host", "127.0.0.1:1", UNIFI_ACCESS_PORT="1", UNIFI_LEGACY_PORT="1")
    assert (ended.code, ended.error["code"]) == (8, "CONNECTION_FAILED")
    assert worst(ended) == ["port"]
    assert time.monotonic() - started < 5


async def test_a_name_that_nobody_knows_ends_with_8(unifi: Unifi, monkeypatch: pytest.MonkeyPatch):
    def getaddrinfo(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    ended = await unifi("doctor", "--host", "console.invalid")
    assert (ended.code, worst(ended)) == (8, ["name"])
    assert "console.invalid" in ended.error["error"]


async def test_a_closed_port_that_nothing_needs_is_no_failure(unifi: Unifi):
    ended = await unifi("doctor", UNIFI_LEGACY_PORT="1", UNIFI_USERNAME="", UNIFI_PASSWORD="")
    assert ended.code == 0
    assert any("1 does not answer" in detail for _, detail in found(ended, "port"))


async def test_a_certificate_that_nobody_agreed_to_ends_with_10_and_no_credential_is_sent(unifi: Unifi):
    ended = await unifi("doctor", UNIFI_FINGERPRINTS="")
    assert (ended.code, ended.error["code"]) == (10, "UNTRUSTED_CERTIFICATE")
    assert "unifi trust" in ended.error["remediation"]
    assert [request.path for request in unifi.simulated.requests] == ["/"]


async def test_a_wrong_pin_ends_with_10_and_no_credential_is_sent(unifi: Unifi):
    ended = await unifi("doctor", UNIFI_FINGERPRINTS="0" * 64)
    assert (ended.code, ended.error["code"]) == (10, "CERTIFICATE_MISMATCH")
    assert [request.path for request in unifi.simulated.requests] == ["/"]


async def test_a_wrong_key_ends_with_4_and_is_not_shown(unifi: Unifi):
    ended = await unifi("doctor", UNIFI_API_KEY="fake-and-wrong")
    assert (ended.code, ended.error["code"]) == (4, "AUTH_FAILED")
    assert "fake-and-wrong" not in ended.out + ended.err
    assert worst(ended) == ["network", "protect"]
    assert found(ended, "access")[0][0] == "ok"


async def test_a_wrong_site_ends_with_5(unifi: Unifi):
    ended = await unifi("doctor", "--site", "Nowhere")
    assert (ended.code, worst(ended)) == (5, ["site"])


async def test_a_token_with_few_scopes_is_a_warning(unifi: Unifi):
    unifi.simulated.access.tokens["fake-reader"] = {"view:visitor"}
    ended = await unifi("doctor", UNIFI_ACCESS_TOKEN="fake-reader")
    assert ended.code == 0
    assert found(ended, "access")[0][0] == "warn"


async def test_an_application_that_is_not_installed_is_a_warning(unifi: Unifi):
    unifi.simulated.faults.add(Fault.html(), "GET /proxy/protect/*", times=None)
    ended = await unifi("doctor")
    assert ended.code == 0
    assert found(ended, "protect")[0][0] == "warn"


async def test_a_host_without_any_application_ends_with_5(unifi: Unifi):
    unifi.simulated.faults.add(Fault.html(), "GET /proxy/*", times=None)
    ended = await unifi("doctor")
    assert (ended.code, worst(ended)) == (5, ["applications"])


async def test_clocks_that_disagree_are_a_warning(unifi: Unifi):
    late = Fault.status(200, "", {"Date": "Thu, 01 Jan 2026 00:00:00 GMT"})
    unifi.simulated.faults.add(late, "GET /")
    ended = await unifi("doctor")
    assert ended.code == 0
    ((state, detail),) = found(ended, "clock")
    assert state == "warn"
    assert "behind this machine's" in detail


@pytest.mark.parametrize("headers", [{"Date": "yesterday"}, {"Date": ""}])
async def test_a_console_that_tells_no_time_is_fine(unifi: Unifi, headers: dict[str, str]):
    unifi.simulated.faults.add(Fault.status(200, "", headers), "GET /")
    ended = await unifi("doctor")
    assert found(ended, "clock") == [("ok", "the console doesn't tell its time")]


async def test_a_certificate_that_this_machine_trusts_needs_no_pin(
    unifi: Unifi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    bundle = tmp_path / "machine.pem"
    bundle.write_bytes(unifi.simulated.ca_pem("access"))
    vouches = ssl.create_default_context(cafile=str(bundle))
    vouches.check_hostname = False
    monkeypatch.setattr(ssl, "create_default_context", lambda: vouches)
    ended = await unifi("doctor", UNIFI_FINGERPRINTS="")
    states = {detail.split()[1]: state for state, detail in found(ended, "certificate")}
    assert states[str(unifi.simulated.access_port)] == "ok"
    assert states[str(unifi.simulated.unifi_port)] == "fail"


@pytest.mark.parametrize(("last_day", "said"), [(-3, "has expired"), (9, "is not valid yet")])
async def test_a_pinned_certificate_that_is_out_of_date_is_a_warning(unifi: Unifi, last_day: int, said: str):
    now = datetime.now(UTC)
    flawed = make_certificate(valid_from=now + timedelta(days=last_day - 5), valid_until=now + timedelta(days=last_day))
    pin = await unifi.simulated.replace_certificate("access", flawed)
    ended = await unifi("doctor", UNIFI_FINGERPRINTS=f"{pin},{unifi.simulated.fingerprint('unifi')}")
    assert ended.code == 0
    states = {detail.split()[1]: (state, detail) for state, detail in found(ended, "certificate")}
    assert states[str(unifi.simulated.unifi_port)][0] == "ok"
    state, detail = states[str(unifi.simulated.access_port)]
    assert state == "warn"
    assert f"pinned and {said}" in detail
    assert f"nobody has agreed to yet and which {said}" in (await unifi("doctor", UNIFI_FINGERPRINTS="")).out


async def test_a_certificate_of_a_ca_that_the_machine_trusts_is_told_to_have_another_name(
    unifi: Unifi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    bundle = tmp_path / "machine.pem"
    bundle.write_bytes(unifi.simulated.ca_pem("access"))
    vouches = ssl.create_default_context(cafile=str(bundle))
    monkeypatch.setattr(ssl, "create_default_context", lambda: vouches)
    ended = await unifi("doctor", UNIFI_FINGERPRINTS="")
    details = {detail.split()[1]: detail for _, detail in found(ended, "certificate")}
    assert "is made out to another name" in details[str(unifi.simulated.access_port)]


async def test_pins_that_are_written_as_openssl_writes_them_are_taken(unifi: Unifi):
    pins = [bytes.fromhex(text).hex(":").upper() for text in unifi.simulated.fingerprints]
    ended = await unifi("doctor", UNIFI_FINGERPRINTS=", ".join(f"SHA256 Fingerprint={pin}" for pin in pins))
    assert ended.code == 0
    assert {state for state, _ in found(ended, "certificate")} == {"ok"}


async def test_a_machine_without_orjson_is_told_so(unifi: Unifi, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    ended = await unifi("doctor")
    assert ended.code == 0
    assert found(ended, "orjson")[0][0] == "warn"


async def test_half_a_login_is_told(unifi: Unifi):
    ended = await unifi("doctor", UNIFI_PASSWORD="")
    assert ("warn", "an old Cloud Key: UNIFI_USERNAME from the environment, but no UNIFI_PASSWORD") in found(
        ended, "credential"
    )
    assert (ended.code, ended.error["error"], worst(ended)) == (10, "password is empty", ["settings"])


async def test_a_file_that_cannot_be_read_ends_with_10(unifi: Unifi, tmp_path: Path):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "known_consoles.json").write_text("[]")
    ended = await unifi("doctor")
    assert (ended.code, worst(ended)) == (10, ["configuration"])


IMPOSSIBLE = [{"UNIFI_HOST": ""}, {"UNIFI_ACCESS_PORT": "x"}, {"UNIFI_HOST": "a b"}, {"UNIFI_FINGERPRINTS": "ab"}]


@pytest.mark.parametrize("environ", IMPOSSIBLE)
async def test_settings_that_cannot_be_end_with_10(unifi: Unifi, environ: dict[str, str]):
    ended = await unifi("doctor", **environ)
    assert (ended.code, worst(ended)) == (10, ["settings"])

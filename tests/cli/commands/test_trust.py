"""`unifi trust`: a person compares, and the command knows from then on."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.commands import Unifi
from unifi_sdk._core.known import known_by_port
from unifi_sdk.simulator import make_certificate

NO_PINS = {"UNIFI_FINGERPRINTS": ""}


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return tmp_path / "config" / "known_consoles.json"


def read(path: Path) -> object:
    """What is kept, None when nothing ever was."""
    return json.loads(path.read_text()) if path.exists() else None


def write(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)


def by_port(unifi: Unifi) -> dict[str, list[str]]:
    console = unifi.simulated
    ports = {"unifi": console.unifi_port, "access": console.access_port, "legacy": console.legacy_port}
    return {str(port): [console.fingerprint(name)] for name, port in ports.items()}


def expected(unifi: Unifi) -> list[str]:
    return [word for text in unifi.simulated.fingerprints for word in ("--fingerprint", text)]


async def test_a_person_agrees_and_the_certificates_of_all_ports_are_kept(unifi: Unifi, known: Path):
    ended = await unifi("trust", unifi.simulated.address, terminal=True, stdin="y\n", **NO_PINS)
    assert ended.code == 0
    assert read(known) == {"127.0.0.1": by_port(unifi)}
    assert unifi.simulated.requests == []


async def test_what_was_kept_is_what_other_commands_go_by(unifi: Unifi):
    assert (await unifi("door", "list", **NO_PINS)).code == 10
    await unifi("trust", *expected(unifi), **NO_PINS)
    assert (await unifi("door", "list", **NO_PINS)).code == 0


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "why\n"])
async def test_a_person_who_does_not_agree_keeps_nothing(unifi: Unifi, known: Path, answer: str):
    ended = await unifi("trust", terminal=True, stdin=answer, **NO_PINS)
    assert ended.code == 1
    assert "[y/N]" in ended.out
    assert read(known) is None


async def test_a_person_sees_fingerprints_as_consoles_show_them(unifi: Unifi):
    ended = await unifi("trust", terminal=True, **NO_PINS)
    fingerprint = unifi.simulated.fingerprint("access")
    pairs = [fingerprint[index : index + 2].upper() for index in range(0, 64, 2)]
    assert fingerprint in ended.out
    assert ":".join(pairs) in ended.out
    assert "unifi.local" in ended.out
    assert re.search(r"valid +\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", ended.out)


async def test_without_a_person_nothing_is_kept(unifi: Unifi, known: Path):
    ended = await unifi("trust", stdin="y\n", **NO_PINS)
    assert (ended.code, ended.error["code"]) == (13, "INPUT_REQUIRED")
    assert "--fingerprint" in ended.error["remediation"]
    assert {each["port"]: each["fingerprint"] for each in ended.json["certificates"]} == {
        int(port): text for port, (text,) in by_port(unifi).items()
    }
    assert ended.json["stored"] is None
    assert read(known) is None


async def test_fingerprints_that_were_given_are_kept_without_a_question(unifi: Unifi, known: Path):
    ended = await unifi("trust", *expected(unifi), **NO_PINS)
    assert (ended.code, ended.json["stored"]) == (0, str(known))
    assert read(known) == {"127.0.0.1": by_port(unifi)}


async def test_colons_and_capitals_make_no_difference(unifi: Unifi, known: Path):
    pin = unifi.simulated.fingerprint("access")
    text = ":".join(pin[index : index + 2] for index in range(0, 64, 2)).upper()
    port = str(unifi.simulated.access_port)
    ended = await unifi("trust", "--port", port, "--fingerprint", text, **NO_PINS)
    assert ended.code == 0
    assert read(known) == {"127.0.0.1": {port: [pin]}}


@pytest.mark.parametrize("terminal", [True, False])
async def test_another_fingerprint_than_the_given_ends_with_10(unifi: Unifi, known: Path, terminal: bool):
    given = ("--fingerprint", unifi.simulated.fingerprint("unifi"))
    ended = await unifi("trust", *given, terminal=terminal, stdin="y\n", **NO_PINS)
    assert ended.code == 10
    assert unifi.simulated.fingerprint("access") in ended.err
    assert read(known) is None


async def test_what_is_no_fingerprint_ends_with_2(unifi: Unifi):
    ended = await unifi("trust", "--fingerprint", "abc")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")


async def test_certificates_that_are_known_need_no_answer(unifi: Unifi):
    await unifi("trust", *expected(unifi), **NO_PINS)
    again = await unifi("trust", **NO_PINS)
    assert again.code == 0
    assert {each["state"] for each in again.json["certificates"]} == {"known"}
    assert again.json["stored"] is None


async def test_a_changed_certificate_is_told_loudly_and_kept_only_on_a_yes(unifi: Unifi):
    await unifi("trust", *expected(unifi), **NO_PINS)
    port, before = str(unifi.simulated.access_port), unifi.simulated.fingerprint("access")
    now = await unifi.simulated.replace_certificate("access")
    declined = await unifi("trust", terminal=True, stdin="n\n", **NO_PINS)
    assert declined.code == 1
    assert "CHANGED" in declined.out
    assert before in declined.out
    assert known_by_port("127.0.0.1")[int(port)] == [before]
    await unifi("trust", terminal=True, stdin="yes\n", **NO_PINS)
    assert known_by_port("127.0.0.1")[int(port)] == [now]


async def test_a_changed_certificate_is_changed_for_programs_too(unifi: Unifi):
    await unifi("trust", *expected(unifi), **NO_PINS)
    await unifi.simulated.replace_certificate("access")
    ended = await unifi("trust", **NO_PINS)
    assert ended.code == 13
    states = {each["port"]: each["state"] for each in ended.json["certificates"]}
    assert states[unifi.simulated.access_port] == "changed"
    assert states[unifi.simulated.unifi_port] == "known"


async def test_a_closed_port_is_told_and_left_out(unifi: Unifi):
    ended = await unifi("trust", *expected(unifi), **NO_PINS, UNIFI_LEGACY_PORT="1")
    assert ended.code == 0
    assert [each["port"] for each in ended.json["closed"]] == [1]
    shown = await unifi("trust", terminal=True, **NO_PINS, UNIFI_LEGACY_PORT="1")
    assert "port 1 is left out: 127.0.0.1:1 can't be reached (connection refused)" in shown.out


@pytest.mark.parametrize(("last_day", "word"), [(-3, "expired"), (9, "not yet valid")])
async def test_a_certificate_that_is_out_of_date_is_told_as_such(unifi: Unifi, last_day: int, word: str):
    now = datetime.now(UTC)
    flawed = make_certificate(valid_from=now + timedelta(days=last_day - 5), valid_until=now + timedelta(days=last_day))
    await unifi.simulated.replace_certificate("access", flawed)
    ended = await unifi("trust", *expected(unifi), **NO_PINS)
    told = {each["port"]: each["out_of_date"] for each in ended.json["certificates"]}
    assert told[unifi.simulated.access_port] == word
    assert told[unifi.simulated.unifi_port] is None
    assert word.upper() in (await unifi("trust", terminal=True, stdin="n\n", **NO_PINS)).out


async def test_a_host_where_nothing_answers_ends_with_8(unifi: Unifi):
    ended = await unifi("trust", "127.0.0.1", "--port", "1", "--timeout", "2")
    assert (ended.code, ended.error["code"]) == (8, "CONNECTION_FAILED")


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [((), {"UNIFI_HOST": ""}), (("a b",), {}), ((), {"UNIFI_HOST": "a b"}), ((), {"UNIFI_LEGACY_PORT": "65536"})],
)
async def test_settings_that_cannot_be_end_with_10(unifi: Unifi, arguments: tuple[str, ...], environ: dict[str, str]):
    ended = await unifi("trust", *arguments, **environ)
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")


@pytest.mark.parametrize("arguments", [("--port", "0"), ("--port", "65536"), ("--port", "1.5")])
async def test_what_is_no_port_ends_with_2(unifi: Unifi, arguments: tuple[str, ...]):
    ended = await unifi("trust", *arguments)
    assert (ended.code, ended.error["code"]) == (2, "USAGE")


async def test_a_file_that_cannot_be_read_is_not_replaced(unifi: Unifi, known: Path):
    write(known, '"not ours"')
    ended = await unifi("trust", *expected(unifi), **NO_PINS)
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert read(known) == "not ours"


async def test_pins_of_the_environment_that_come_first_are_told(unifi: Unifi):
    ended = await unifi("trust", *expected(unifi))
    assert "UNIFI_FINGERPRINTS" in ended.err

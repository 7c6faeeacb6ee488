"""Where a command learns which console it talks to and with what key, and what comes before what."""

from __future__ import annotations

import getpass
import os
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cyclopts import App, Argument

from tests.support.commands import Unifi
from unifi_sdk._core.known import known_file, store_fingerprints
from unifi_sdk.cli.app import app
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.settings import KEYRING_SERVICE, read_settings

HOST = {"UNIFI_HOST": "console.example"}
SECRET_WORDS = {"key", "token", "password", "secret", "passphrase", "credential", "psk"}


class Keyring(types.ModuleType):
    """The `keyring` package, with a few entries."""

    def __init__(self, **entries: str) -> None:
        super().__init__("keyring")
        self.entries = entries
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service_name: str, username: str) -> str | None:
        self.asked.append((service_name, username))
        return self.entries.get(username.rpartition("/")[2])


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    made = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", made)
    return made


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNIFI_CONFIG_DIR", str(tmp_path))
    monkeypatch.setitem(sys.modules, "keyring", None)


def lines(*texts: str) -> Callable[[], str]:
    rest: Iterator[str] = iter([f"{text}\n" for text in texts])
    return lambda: next(rest, "")


def settings(*needed: str, environ: dict[str, str] | None = None, **more: object) -> dict[str, str]:
    return read_settings(*needed, environ={**HOST, **(environ or {})}, **more)  # type: ignore[arg-type]


def refusal(*needed: str, environ: dict[str, str], **more: object) -> CommandError:
    with pytest.raises(CommandError) as raised:
        read_settings(*needed, environ=environ, **more)  # type: ignore[arg-type]
    assert raised.value.ending.exit is Exit.CONFIG
    return raised.value


def test_the_environment_names_the_console_and_the_key():
    found = settings("network", environ={"UNIFI_API_KEY": "k"})
    assert (found["UNIFI_HOST"], found["UNIFI_API_KEY"]) == ("console.example", "k")


def test_a_host_that_was_given_comes_before_all_others():
    environ = {"UNIFI_API_KEY": "k"}
    assert settings("network", environ=environ, host="other")["UNIFI_HOST"] == "other"
    piped = lines("UNIFI_HOST=third", "UNIFI_API_KEY=p")
    assert settings("network", host="other", key_stdin=True, read_line=piped)["UNIFI_HOST"] == "other"
    piped = lines("UNIFI_HOST=third", "UNIFI_API_KEY=p")
    assert settings("network", key_stdin=True, read_line=piped)["UNIFI_HOST"] == "third"


def test_standard_input_may_name_the_console_too():
    found = read_settings("network", environ={}, key_stdin=True, read_line=lines("UNIFI_HOST=h", "UNIFI_API_KEY=k"))
    assert found["UNIFI_HOST"] == "h"


def test_standard_input_comes_before_the_environment_and_the_environment_before_the_keyring(keyring):
    keyring.entries["UNIFI_API_KEY"] = "ring"
    environ = {"UNIFI_API_KEY": "env"}
    assert settings("network", environ=environ, key_stdin=True, read_line=lines("pipe"))["UNIFI_API_KEY"] == "pipe"
    assert settings("network", environ=environ)["UNIFI_API_KEY"] == "env"
    assert keyring.asked == []
    assert settings("network")["UNIFI_API_KEY"] == "ring"


def test_the_keyring_is_asked_for_what_is_needed_and_missing_only(keyring):
    keyring.entries["UNIFI_ACCESS_TOKEN"] = "t"
    found = settings("network", "access", environ={"UNIFI_API_KEY": "k"})
    assert found["UNIFI_ACCESS_TOKEN"] == "t"
    assert keyring.asked == [(KEYRING_SERVICE, "console.example/UNIFI_ACCESS_TOKEN")]


def test_a_keyring_that_fails_is_as_good_as_none(keyring, monkeypatch):
    def fail(service_name: str, username: str) -> str:
        raise RuntimeError("locked")

    monkeypatch.setattr(keyring, "get_password", fail)
    refusal("network", environ=HOST)


def test_one_of_the_needed_applications_is_enough():
    assert "UNIFI_API_KEY" not in settings("protect", "access", environ={"UNIFI_ACCESS_TOKEN": "t"})
    refusal("legacy", environ={**HOST, "UNIFI_USERNAME": "only"})


@pytest.mark.parametrize(
    ("piped", "needed", "expected"),
    [
        (["abc"], "network", {"UNIFI_API_KEY": "abc"}),
        (["abc"], "access", {"UNIFI_ACCESS_TOKEN": "abc"}),
        (["UNIFI_API_KEY=abc"], "network", {"UNIFI_API_KEY": "abc"}),
        (["UNIFI_API_KEY=abc=="], "network", {"UNIFI_API_KEY": "abc=="}),
        (["abc=="], "network", {"UNIFI_API_KEY": "abc=="}),
        (["# made in May", "", "export UNIFI_API_KEY='a b'"], "network", {"UNIFI_API_KEY": "a b"}),
        (['UNIFI_USERNAME="u"', "UNIFI_PASSWORD=p"], "legacy", {"UNIFI_USERNAME": "u", "UNIFI_PASSWORD": "p"}),
        (["OTHER=thing", "UNIFI_API_KEY=k"], "network", {"UNIFI_API_KEY": "k"}),
    ],
)
def test_standard_input_holds_a_key_or_a_file_of_variables(piped, needed, expected):
    found = settings(needed, key_stdin=True, read_line=lines(*piped))
    assert expected.items() <= found.items()
    assert "OTHER" not in found


@pytest.mark.parametrize("piped", [[], ["", "  "], ["# nothing"], ["one", "two"]])
def test_standard_input_without_one_key_is_refused(piped):
    refusal("network", environ=HOST, key_stdin=True, read_line=lines(*piped))


def test_a_console_or_a_key_that_is_missing_is_named_with_how_to_give_it():
    assert "UNIFI_HOST" in refusal("network", environ={}).ending.remediation
    missing = refusal("access", environ={**HOST, "UNIFI_API_KEY": "k"}).ending
    assert "UNIFI_ACCESS_TOKEN" in missing.remediation
    assert f"keyring set {KEYRING_SERVICE} console.example/UNIFI_ACCESS_TOKEN" in missing.remediation


def test_the_environment_of_the_process_is_left_alone(monkeypatch):
    monkeypatch.delenv("UNIFI_HOST", raising=False)
    read_settings(host="h", environ=os.environ)
    assert "UNIFI_HOST" not in os.environ


def all_commands(group: App, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], App]]:
    for name in group:
        if not name.startswith("-"):
            yield (*path, name), group[name]
            yield from all_commands(group[name], (*path, name))


def options_of(command: App) -> list[Argument]:
    if command.default_command is None:
        return []
    collection = command.assemble_argument_collection(default_parameter=app.default_parameter, parse_docstring=True)
    return [argument for argument in collection if argument.show]


def test_no_command_takes_a_secret_as_an_argument():
    seen = {
        (" ".join(path), name)
        for path, command in all_commands(app)
        for argument in options_of(command)
        for name in argument.names
        if argument.hint not in (bool, Path, Path | None)  # the name of a file is none
    }
    assert {("voucher create", "--minutes"), ("client authorize", "--site"), ("device restart", "DEVICE")} <= seen
    words = {name: set(name.strip("-").lower().replace("_", "-").split("-")) for _, name in seen}
    assert [name for name in words if words[name] & SECRET_WORDS] == []


def test_every_argument_has_a_help_text():
    silent = [
        f"{' '.join(path)} {argument.name}"
        for path, command in all_commands(app)
        for argument in options_of(command)
        if not argument.parameter.help
    ]
    assert silent == []


async def test_a_key_may_come_by_standard_input(unifi: Unifi, monkeypatch):
    monkeypatch.delenv("UNIFI_API_KEY")
    refused = await unifi("site", "list")
    assert (refused.code, refused.error["code"]) == (10, "CONFIG")
    for piped in (unifi.simulated.api_key, f"UNIFI_API_KEY={unifi.simulated.api_key}\n"):
        assert (await unifi("site", "list", "--key-stdin", stdin=piped)).code == 0
    assert (await unifi("site", "list", "--key-stdin", stdin="")).code == 10


async def test_a_key_that_is_typed_is_not_shown(unifi: Unifi, monkeypatch):
    monkeypatch.delenv("UNIFI_API_KEY")
    typed = iter([unifi.simulated.api_key])
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed, ""))
    ended = await unifi("site", "list", "--key-stdin", terminal=True)
    assert ended.code == 0
    assert unifi.simulated.api_key not in ended.out + ended.err


async def test_a_key_may_stand_in_the_keyring(unifi: Unifi, keyring, monkeypatch):
    monkeypatch.delenv("UNIFI_API_KEY")
    keyring.entries["UNIFI_API_KEY"] = unifi.simulated.api_key
    assert (await unifi("site", "list")).code == 0
    assert keyring.asked == [(KEYRING_SERVICE, f"{unifi.simulated.address}/UNIFI_API_KEY")]


async def test_a_stored_certificate_is_trusted(unifi: Unifi, monkeypatch):
    monkeypatch.delenv("UNIFI_FINGERPRINTS")
    assert (await unifi("site", "list")).code == 10
    store_fingerprints(unifi.simulated.host, {unifi.simulated.unifi_port: unifi.simulated.fingerprint("unifi")})
    assert (await unifi("site", "list")).code == 0


async def test_a_damaged_file_is_one_sentence_for_the_user(unifi, monkeypatch):
    monkeypatch.delenv("UNIFI_FINGERPRINTS")
    path = known_file()
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_text("{", encoding="utf-8")
    ended = await unifi("site", "list")
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert "unifi trust" in ended.error["remediation"]

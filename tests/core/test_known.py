"""Certificates that were agreed to: kept in a file of the user, which is replaced whole or left alone."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from pathlib import Path

import pytest

from unifi_sdk import Console, KnownConsolesError, Pinned, SystemTrust, known_pins
from unifi_sdk._core.known import config_directory, known_by_port, known_file, store_fingerprints
from unifi_sdk.simulator import SimulatedConsole

A, B, C = "aa" * 32, "bb" * 32, "cc" * 32


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"UNIFI_CONFIG_DIR": str(tmp_path / "config")}


def test_nothing_is_known_at_first(environ):
    assert known_by_port("console.example", environ) == {}
    assert not known_file(environ).exists()


def test_what_is_stored_is_known_by_host_and_port(environ):
    path = store_fingerprints("Console.Example", {443: A, 12445: B}, environ)
    assert path == known_file(environ)
    for name in ("console.example", "CONSOLE.example", "console.example."):
        assert known_by_port(name, environ) == {443: [A], 12445: [B]}
    assert known_by_port("other.example", environ) == {}


def test_a_new_certificate_takes_the_place_of_the_one_on_the_same_port_only(environ):
    store_fingerprints("h", {443: A, 12445: B}, environ)
    store_fingerprints("h", {443: C}, environ)
    store_fingerprints("other", {443: A}, environ)
    assert known_by_port("h", environ) == {443: [C], 12445: [B]}
    assert known_by_port("other", environ) == {443: [A]}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_file_and_its_folder_are_the_user_s_own(environ):
    path = store_fingerprints("h", {443: A}, environ)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        '{"h": []}',
        '{"h": {"443": "aa"}}',
        '{"h": {"443": ["not a fingerprint"]}}',
        '{"h": {"443": [7]}}',
        f'{{"h": {{"https": ["{A}"]}}}}',
        f'{{"h": {{"{9:05000}": []}}}}',
        '{"h": {}}' + " " * 1024 * 1024,
        "[" * 100_000,
        "\xff\xfe",
    ],
)
def test_a_file_that_is_damaged_is_refused_and_left_as_it_is(environ, content):
    path = known_file(environ)
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_text(content, encoding="latin-1")
    path.chmod(0o600)
    for use in (lambda: known_by_port("h", environ), lambda: store_fingerprints("h", {443: A}, environ)):
        with pytest.raises(KnownConsolesError, match=re.escape(f"{path} ")):
            use()
    assert path.read_text(encoding="latin-1") == content


def test_a_failed_write_leaves_what_was_there_and_no_rest(environ, monkeypatch):
    path = store_fingerprints("h", {443: A}, environ)

    def fail(self: Path, target: Path) -> None:
        raise OSError("disk is full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk is full"):
        store_fingerprints("h", {443: B}, environ)
    assert json.loads(path.read_text(encoding="utf-8")) == {"h": {"443": [A]}}
    assert list(path.parent.iterdir()) == [path]


def test_the_folder_is_the_one_that_was_chosen_or_the_system_s(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert config_directory({"UNIFI_CONFIG_DIR": "/x", "XDG_CONFIG_HOME": "/y"}) == Path("/x")
    monkeypatch.setattr(sys, "platform", "linux")
    assert config_directory({"XDG_CONFIG_HOME": "/y"}) == Path("/y/unifi-sdk")
    assert config_directory({}) == tmp_path / ".config" / "unifi-sdk"
    monkeypatch.setattr(sys, "platform", "win32")
    assert config_directory({"APPDATA": "/z"}) == Path("/z/unifi-sdk")
    assert config_directory({}) == tmp_path / "unifi-sdk"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize("mode", [0o020, 0o002])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_others_can_write_is_refused(environ, mode, what):
    path = store_fingerprints("h", {443: A}, environ)
    loose = path if what == "file" else path.parent
    loose.chmod(stat.S_IMODE(loose.stat().st_mode) | mode)
    for use in (lambda: known_by_port("h", environ), lambda: store_fingerprints("h", {443: B}, environ)):
        with pytest.raises(KnownConsolesError, match=re.escape(f"chmod go-w {loose})")):
            use()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_nothing_is_kept_where_others_can_write(environ):
    folder = known_file(environ).parent
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(KnownConsolesError, match="others can write"):
        store_fingerprints("h", {443: A}, environ)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_refused_and_not_waited_for(environ, make):
    path = known_file(environ)
    path.parent.mkdir(mode=0o700)
    make(path)
    with pytest.raises(KnownConsolesError, match="can't be read"):
        known_by_port("h", environ)


def test_a_user_without_a_home_knows_nothing_and_is_told_where_it_could_be_kept(monkeypatch):
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    assert known_by_port("h", {}) == {}
    with pytest.raises(KnownConsolesError, match="UNIFI_CONFIG_DIR"):
        store_fingerprints("h", {443: A}, {})


# what clients make of it


def test_each_port_is_pinned_to_what_was_kept_for_it(environ):
    store_fingerprints("console.example", {443: A, 12445: B}, environ)
    pins = known_pins("Console.Example:11443", environ)
    assert {port: pin.fingerprints for port, pin in pins.items() if isinstance(pin, Pinned)} == {443: (A,), 12445: (B,)}
    assert known_pins("other.example", environ) == {}


def judged_by(console: Console, name: str) -> object:
    return getattr(console, name)._app.endpoint.trust


def test_a_console_from_the_environment_finds_what_was_kept(environ):
    store_fingerprints("console.example", {443: A, 12445: B}, environ)
    variables = {**environ, "UNIFI_HOST": "console.example", "UNIFI_API_KEY": "k" * 9, "UNIFI_ACCESS_TOKEN": "t" * 9}
    console = Console.from_env(variables)
    assert repr(judged_by(console, "network")) == repr(Pinned(A))
    assert repr(judged_by(console, "access")) == repr(Pinned(B))
    on_another_port = Console.from_env({**variables, "UNIFI_HOST": "console.example:11443"})
    assert isinstance(judged_by(on_another_port, "network"), SystemTrust)


def test_the_environment_and_the_argument_come_before_what_was_kept(environ):
    path = store_fingerprints("console.example", {443: A}, environ)
    variables = {**environ, "UNIFI_HOST": "console.example", "UNIFI_API_KEY": "k" * 9}
    pinned = Console.from_env({**variables, "UNIFI_FINGERPRINTS": B})
    assert repr(judged_by(pinned, "network")) == repr(Pinned(B))
    path.write_text("{")  # which is not even read
    chosen = Console.from_env({**variables, "UNIFI_FINGERPRINTS": B}, tls=Pinned(C))
    assert repr(judged_by(chosen, "network")) == repr(Pinned(C))
    assert isinstance(judged_by(Console.from_env(variables, tls={}), "network"), SystemTrust)


def test_a_file_that_is_damaged_is_a_typed_error_of_the_console(environ):
    path = store_fingerprints("console.example", {443: A}, environ)
    path.write_text("{")
    with pytest.raises(KnownConsolesError, match="unifi trust"):
        Console.from_env({**environ, "UNIFI_HOST": "console.example"})


async def test_a_console_that_was_agreed_to_is_reached_without_a_line_about_trust(environ):
    async with SimulatedConsole(seed=False) as simulated:
        variables = {**simulated.environment(), **environ, "UNIFI_FINGERPRINTS": ""}
        ports = {"unifi": simulated.unifi_port, "access": simulated.access_port}
        store_fingerprints(simulated.host, {port: simulated.fingerprint(name) for name, port in ports.items()}, environ)
        async with Console.from_env(variables) as console:
            assert await console.network.sites.list()
            await console.access.doors.list()

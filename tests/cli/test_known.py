"""Certificates that were agreed to: kept in a file of the user, which is replaced whole or left alone."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.known import config_directory, known_by_port, known_file, known_fingerprints, store_fingerprints

A, B, C = "aa" * 32, "bb" * 32, "cc" * 32


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"UNIFI_CONFIG_DIR": str(tmp_path / "config")}


def test_nothing_is_known_at_first(environ):
    assert known_fingerprints("console.example", environ) == []
    assert not known_file(environ).exists()


def test_what_is_stored_is_known_by_host_and_port(environ):
    path = store_fingerprints("Console.Example", {443: A, 12445: B}, environ)
    assert path == known_file(environ)
    assert set(known_fingerprints("console.example", environ)) == {A, B}
    assert known_by_port("CONSOLE.example", environ) == {"443": [A], "12445": [B]}
    assert known_fingerprints("other.example", environ) == []


def test_a_new_certificate_takes_the_place_of_the_one_on_the_same_port_only(environ):
    store_fingerprints("h", {443: A, 12445: B}, environ)
    store_fingerprints("h", {443: C}, environ)
    store_fingerprints("other", {443: A}, environ)
    assert known_by_port("h", environ) == {"443": [C], "12445": [B]}
    assert known_by_port("other", environ) == {"443": [A]}


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
        "[" * 100_000,
        "\xff\xfe",
    ],
)
def test_a_file_that_is_damaged_is_refused_and_left_as_it_is(environ, content):
    path = known_file(environ)
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="latin-1")
    for use in (lambda: known_fingerprints("h", environ), lambda: store_fingerprints("h", {443: A}, environ)):
        with pytest.raises(CommandError) as raised:
            use()
        assert raised.value.ending.exit is Exit.CONFIG
        assert str(path) in raised.value.ending.error
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
    assert config_directory({"XDG_CONFIG_HOME": "/y"}) == Path("/y/unifi")
    assert config_directory({}) == tmp_path / ".config" / "unifi"
    monkeypatch.setattr(sys, "platform", "win32")
    assert config_directory({"APPDATA": "/z"}) == Path("/z/unifi")
    assert config_directory({}) == tmp_path / "unifi"


async def test_a_damaged_file_is_one_sentence_for_the_user(unifi, monkeypatch):
    monkeypatch.delenv("UNIFI_FINGERPRINTS")
    path = known_file()
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    ended = await unifi("site", "list")
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert "unifi trust" in ended.error["remediation"]

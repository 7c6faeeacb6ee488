"""Options that every command takes are taken anywhere on the line."""

from __future__ import annotations

import pytest

from tests.support.commands import Unifi
from unifi_sdk import __version__
from unifi_sdk.cli.line import arrange, format_asked
from unifi_sdk.cli.output import Format


@pytest.mark.parametrize(
    "line",
    [
        "--site Warehouse client list --json",
        "--site=Warehouse --json client list",
        "client --site Warehouse --json list",
        "client list --json --site Warehouse",
    ],
)
async def test_an_option_of_every_command_stands_anywhere(line: str, unifi: Unifi):
    ended = await unifi(*line.split())
    assert ended.code == 0, ended.err
    assert ended.json["count"] == 2


def test_what_stands_behind_two_dashes_stays_there():
    assert arrange(["--json", "door", "unlock", "--", "--quiet"]) == ["door", "unlock", "--json", "--", "--quiet"]


def test_what_belongs_to_a_command_stays_in_its_place():
    line = ["voucher", "create", "--minutes", "5", "x", "--json"]
    assert arrange(line) == line


def test_an_option_that_no_command_shares_is_left_to_the_command_to_refuse():
    assert arrange(["--bogus", "voucher", "list"]) == ["--bogus", "voucher", "list"]


def test_options_without_a_command_are_left_as_they_are():
    assert arrange(["--json", "--site", "x"]) == ["--json", "--site", "x"]


@pytest.mark.parametrize(
    "line", ["--version", "voucher --version", "voucher list --version", "--json doctor --version"]
)
async def test_the_version_is_that_of_the_sdk_wherever_it_is_asked_for(line: str, unifi: Unifi):
    ended = await unifi(*line.split())
    assert (ended.code, ended.out.strip()) == (0, __version__)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("voucher list --json", Format.JSON),
        ("--format csv voucher list", Format.CSV),
        ("voucher list --format=TSV", Format.TSV),
        ("voucher list --format table", Format.TABLE),
        ("voucher list --format", Format.JSON),
        ("voucher list --format xml", Format.JSON),
    ],
)
def test_how_errors_are_printed_is_told_by_the_line_alone(line: str, asked: Format, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdout", None)
    assert format_asked(line.split()) is asked

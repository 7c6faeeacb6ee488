"""Files that appear whole or not at all, and things that are found by what they are called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest

from unifi_sdk import NotFoundError
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.files import check_target, write_whole
from unifi_sdk.cli.moments import parse_moment
from unifi_sdk.cli.named import find_named


@attrs.frozen
class Thing:
    id: str
    name: str | None


THINGS = [Thing("1", "2"), Thing("2", "Yard"), Thing("3", "Twin"), Thing("4", "Twin"), Thing("", None)]


def find(text: str) -> Thing:
    return find_named(text, THINGS, lambda thing: thing.id, lambda thing: (thing.name,), "thing")


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_file_of_before_is_replaced(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"older and longer")
    write_whole(path, b"newer")
    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize(("private", "others"), [(True, 0), (False, 0o044)])
def test_a_private_file_is_its_owner_s(tmp_path: Path, private: bool, others: int):
    write_whole(tmp_path / "a", b"content", private=private)
    assert (tmp_path / "a").stat().st_mode & 0o044 == others


@pytest.mark.parametrize("place", [".", "missing/a"])
def test_a_place_that_takes_no_file_is_refused_beforehand(tmp_path: Path, place: str):
    with pytest.raises(CommandError):
        check_target(tmp_path / place)


def test_an_id_comes_before_a_name():
    assert find("2").name == "Yard"
    assert find("Yard").id == "2"


@pytest.mark.parametrize("text", ["yard", "Yar", "", "None"])
def test_nothing_is_found_by_a_part_or_by_nothing(text: str):
    with pytest.raises(NotFoundError):
        find(text)


def test_of_two_with_a_name_none_is_chosen():
    with pytest.raises(CommandError) as caught:
        find("Twin")
    assert caught.value.ending.exit == Exit.INPUT_REQUIRED
    assert "3, 4" in caught.value.ending.remediation


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T14:00Z", datetime(2026, 11, 20, 14, tzinfo=UTC)),
        ("2026-11-20 14:00:30+01:00", datetime(2026, 11, 20, 13, 0, 30, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20).astimezone()),
        ("2026-11-20T14:00", datetime(2026, 11, 20, 14).astimezone()),
    ],
)
def test_a_moment_is_aware(text: str, moment: datetime):
    assert parse_moment(text, "--from") == moment
    assert parse_moment(text, "--from").utcoffset() is not None


@pytest.mark.parametrize("text", ["", "now", "14:00", "2026-02-30", "0001-01-01T00:00+23:00"])
def test_what_is_no_moment_is_a_mistake(text: str):
    with pytest.raises(CommandError) as caught:
        parse_moment(text, "--from")
    assert caught.value.ending.exit == Exit.USAGE
    assert caught.value.ending.error.startswith("--from")


@pytest.mark.parametrize(("called", "asked"), [("T\u00fcr", "Tu\u0308r"), ("Tu\u0308r", "T\u00fcr")])
def test_a_name_is_found_in_whatever_unicode_form_it_is_typed(called: str, asked: str):
    there = Thing("1", called)
    assert find_named(asked, [there], lambda thing: thing.id, lambda thing: (thing.name,), "thing") is there

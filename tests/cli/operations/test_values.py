"""What stands behind an operation on the command line reaches the console by its type."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.commands import Unifi
from unifi_sdk._core.codec import Codec, snake_case
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.access import Actor
from unifi_sdk.cli.exits import CommandError
from unifi_sdk.cli.operations.documents import Reader
from unifi_sdk.cli.operations.table import Argument, Call, Part
from unifi_sdk.cli.operations.values import read_arguments, split_options
from unifi_sdk.network import Filter

PLAIN = ("--reveal", "--no-fence")


class Colour(StrEnum):
    RED = "RED"
    DARK_BLUE = "dark-blue"


def paint(
    *,
    text: str | Unset = UNSET,
    whole: int | None = None,
    number: float = 0.0,
    flag: bool = False,
    day: date | None = None,
    hour: time | None = None,
    moment: datetime | None = None,
    wait: timedelta | None = None,
    colour: Colour | None = None,
    size: Literal[5, 10] | Literal["big"] = 5,
    condition: Filter[Any] | None = None,
    content: bytes = b"",
    numbers: Iterable[int] = (),
    names: tuple[str, ...] = (),
    headers: Mapping[str, str] | None = None,
    actor: Actor | None = None,
) -> None:
    """Has an argument of every type."""


def call_of(function: Callable[..., Any]) -> Call:
    hints = get_type_hints(function)
    arguments = [
        Argument(name=name, hint=hints[name], part=Part.METHOD, default=each.default)
        for name, each in inspect.signature(function).parameters.items()
    ]
    return Call(operation="POST /x", application="access", function=function, arguments=tuple(arguments), is_write=True)


PAINT = call_of(paint)


def read(*tokens: str) -> dict[str, Any]:
    return read_arguments(PAINT, split_options(PAINT, tokens), Reader(Codec(snake_case), ()))


@pytest.mark.parametrize(
    ("tokens", "value"),
    [
        (["--text", "null"], "null"),
        (["--text="], ""),
        (["--text=--json"], "--json"),
        (["--text", "-3"], "-3"),
        (["--whole", "-3"], -3),
        (["--whole", "null"], None),
        (["--number", "1.5"], 1.5),
        (["--flag"], True),
        (["--flag", "OFF"], False),
        (["--day", "2026-11-20"], date(2026, 11, 20)),
        (["--hour", "09:30"], time(9, 30)),
        (["--moment", "2026-11-20T14:00:00+01:00"], datetime.fromisoformat("2026-11-20T13:00:00+00:00")),
        (["--wait", "1.5"], timedelta(seconds=1.5)),
        (["--colour", "RED"], Colour.RED),
        (["--colour", "Dark-Blue"], Colour.DARK_BLUE),
        (["--size", "10"], 10),
        (["--size", "big"], "big"),
        (["--condition", "name.eq('a')"], Filter("name.eq('a')")),
        (["--numbers", "1", "--numbers", "2"], (1, 2)),
        (["--numbers", "[1, 2]", "--numbers=3"], (1, 2, 3)),
        (["--numbers", "[]"], ()),
        (["--names", "a,b"], ("a,b",)),
        (["--headers", "A=1=2"], {"A": "1=2"}),
        (["--headers", "null"], None),
        (["--actor", '{"id": "1", "name": "Ada"}'], Actor("1", "Ada")),
    ],
)
def test_a_text_becomes_a_value_of_its_type(tokens: list[str], value: object):
    ((_, found),) = read(*tokens).items()
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["--whole", "1.5"], "expected a whole number"),
        (["--number", "much"], "expected a number"),
        (["--number", "nan"], "expected a number"),
        (["--actor", '{"id": NaN, "name": "a"}'], "expected JSON"),
        (["--flag=perhaps"], "expected true or false"),
        (["--day", "someday"], "is no date"),
        (["--hour", "25:00"], "is no time"),
        (["--colour", "GREEN"], "expected one of RED, dark-blue"),
        (["--size", "6"], "expected one of 5, 10, big"),
        (["--content", "text"], "expected @FILE"),
        (["--headers", "A"], "expected NAME=VALUE"),
        (["--headers", "[1]"], "expected"),
        (["--actor", '{"id": "1"}'], "expected an object with id and name"),
        (["--numbers", "[1, 2"], "expected JSON"),
        (["--no-text"], "takes no '--no-text'"),
    ],
)
def test_a_text_that_is_no_such_value_is_told(tokens: list[str], said: str):
    with pytest.raises(CommandError) as raised:
        read(*tokens)
    assert raised.value.ending.exit == 2
    assert said in raised.value.ending.error


def test_a_file_is_read_as_bytes(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"\x00\xff")
    assert read("--content", f"@{tmp_path / 'a'}") == {"content": b"\x00\xff"}


@given(st.text(), st.integers(), st.booleans(), st.lists(st.integers(), min_size=1))
def test_any_value_is_read_as_it_was_written(text: str, whole: int, flag: bool, numbers: list[int]):
    found = read(f"--text={text}", f"--whole={whole}", f"--flag={flag}", "--numbers", json.dumps(numbers))
    assert found == {"text": text, "whole": whole, "flag": flag, "numbers": tuple(numbers)}


async def test_arguments_reach_the_console_by_their_types(unifi: Unifi):
    ended = await unifi(
        *("call", "PUT /doors/{door_id}/unlock", "--door-id", "7", "--dry-run", "--no-fence"),
        *("--actor", '{"id": "42", "name": "Night shift"}', "--extra", '{"shift": 3}', "--control-cmd", "OPEN"),
    )
    body = ended.json["request"]["body"]
    assert body == {"actor_id": "42", "actor_name": "Night shift", "extra": {"shift": 3}}
    assert ended.json["request"]["path"].endswith("/doors/7/unlock?control_cmd=open")


@pytest.mark.parametrize(
    "texts", [["--door-ids", "a", "--door-ids", "b"], ["--door-ids", '["a", "b"]'], ["--door-ids=a", "--door-ids=b"]]
)
async def test_a_list_is_given_one_by_one_or_as_json(unifi: Unifi, texts: list[str]):
    ended = await unifi("call", "POST /door_groups", "--name", "Two", *texts, "--dry-run", "--no-fence")
    assert ended.json["request"]["body"]["resources"] == ["a", "b"]


@pytest.mark.parametrize(
    "texts", [["--headers", "X-A=1", "--headers", "X-B=2"], ["--headers", '{"X-A": "1", "X-B": "2"}']]
)
async def test_a_mapping_is_given_in_pairs_or_as_json(unifi: Unifi, texts: list[str]):
    endpoint = ("--endpoint", "https://hooks.test/a", "--name", "A", "--events", "access.door.unlock")
    ended = await unifi("call", "POST /webhooks/endpoints", *endpoint, *texts, "--dry-run", *PLAIN)
    assert ended.json["request"]["body"]["headers"] == {"X-A": "1", "X-B": "2"}


@pytest.mark.parametrize(
    ("texts", "sent"),
    [(["--force"], True), (["--force", "true"], True), (["--force=no"], False), (["--no-force"], False), ([], False)],
)
async def test_a_flag_is_on_off_or_left_out(unifi: Unifi, texts: list[str], sent: bool):
    ended = await unifi("call", "PUT /users/1/nfc_cards", *texts, "--token", "abc", "--dry-run")
    assert ended.json["request"]["body"]["force_add"] is sent


async def test_what_is_left_out_stays_and_null_takes_away(unifi: Unifi):
    left_out = await unifi("call", "PATCH /v1/viewers/1", "--name", "Hall", "--dry-run", "--no-fence")
    taken = await unifi("call", "PATCH /v1/viewers/1", "--liveview", "null", "--dry-run", "--no-fence")
    text = await unifi("call", "PATCH /v1/viewers/1", "--name", "null", "--dry-run", "--no-fence")
    assert [ended.json["request"]["body"] for ended in (left_out, taken, text)] == [
        {"name": "Hall"},
        {"liveview": None},
        {"name": "null"},
    ]


async def test_a_secret_may_come_from_standard_input(unifi: Unifi):
    ended = await unifi("call", "PUT /users/1/pin_codes", "--pin", "-", "--dry-run", "--reveal", stdin="482915\n")
    assert "482915" in ended.json["request"]["body"]["pin_code"]


@pytest.mark.parametrize("way", ["text", "file", "stdin"])
async def test_a_document_is_json_a_file_or_standard_input(unifi: Unifi, tmp_path: Path, way: str):
    document = json.dumps({"name": "Away", "record_everything": True})
    (tmp_path / "profile.json").write_text(document)
    text = {"text": document, "file": f"@{tmp_path / 'profile.json'}", "stdin": "-"}[way]
    ended = await unifi("call", "POST /v1/arm-profiles", "--profile", text, "--dry-run", "--no-fence", stdin=document)
    assert ended.json["request"]["body"]["recordEverything"] is True


async def test_a_file_that_is_not_there_is_named(unifi: Unifi):
    ended = await unifi("call", "POST /v1/arm-profiles", "--profile", "@/no/such.json", "--dry-run")
    assert (ended.code, ended.error["code"]) == (1, "OS_ERROR")
    assert "/no/such.json" in ended.error["error"]


@pytest.mark.parametrize("names", ["snake_case", "camelCase"])
async def test_a_document_has_the_names_of_the_output_or_of_the_wire(unifi: Unifi, names: str):
    wire = {"name": "Away", "recordEverything": True, "activationDelay": 60000}
    ours = {"name": "Away", "record_everything": True, "activation_delay": 60000}
    document = json.dumps(ours if names == "snake_case" else wire)
    ended = await unifi("call", "POST /v1/arm-profiles", "--profile", document, "--dry-run", "--no-fence")
    assert wire.items() <= ended.json["request"]["body"].items()


async def test_times_go_out_in_the_units_of_the_wire(unifi: Unifi):
    changes = json.dumps({"start_time": "2027-03-01T09:00:00Z", "end_time": 1804000000})
    ended = await unifi("call", "PUT /visitors/1", "--changes", changes, "--dry-run", "--no-fence")
    assert ended.json["request"]["body"] == {"start_time": 1803891600, "end_time": 1804000000}

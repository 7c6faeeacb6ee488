"""What is printed: JSON that programs can read and terminals can show, tables that no text can break out of."""

from __future__ import annotations

import io
import json
import re
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.commands import Unifi
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Ending, Exit
from unifi_sdk.cli.output import Format, Output, format_for, print_ending, write_json
from unifi_sdk.simulator import Fault

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07red \x9b31m",
    "[red]not red[/red] [/] [link=https://example.invalid]x[/link] :smile:",
    "\u202egnp.exe\u2066 \u200f",
    "two\r\nlines\ttabs\x00\x7f",
    "\ud800 lone",
    "├──┼──┤ ┃",
    "a" * 300,
    "日本語 ☕ é",
)
TEXTS = st.text() | st.sampled_from(HOSTILE)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
STYLE = re.compile(r"\x1b\[[\d;]*m")


class Stream(io.TextIOWrapper):
    """A terminal, or a pipe, with an encoding."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="replace", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


def printed(document: Data, *, encoding: str = "utf-8", for_programs: bool = False, method: str = "document") -> str:
    before, sys.stdout = sys.stdout, Stream(encoding, terminal=not for_programs)
    try:
        getattr(Output(format=Format.JSON if for_programs else Format.TABLE), method)(document)
        return sys.stdout.text
    finally:
        sys.stdout = before


@given(DOCUMENTS)
@example("\u2028\u202e\x1b\x9b\ud800\U000e0041")
def test_json_is_equal_after_reading_and_holds_printable_characters_only(document):
    for indent in (2, None):
        text = write_json(document, indent=indent)
        assert json.loads(text) == document
        assert all(character.isprintable() or character == "\n" for character in text)


@given(DOCUMENTS)
def test_json_on_a_stream_without_utf_8_loses_nothing(document):
    assert json.loads(printed(document, encoding="ascii", for_programs=True)) == document
    assert json.loads(printed(document, encoding="cp1252", for_programs=True)) == document


def test_json_keeps_letters_readable_where_the_stream_can():
    assert printed({"name": "Müller ☕"}, for_programs=True) == '{\n  "name": "Müller ☕"\n}\n'


@given(st.dictionaries(TEXTS, DOCUMENTS, max_size=4))
@example({"name": HOSTILE[0]})
@example({"a": [{HOSTILE[1]: HOSTILE[0]}]})
def test_a_document_on_a_terminal_holds_no_control_characters(document):
    check_harmless(printed(document))


@given(st.lists(st.dictionaries(TEXTS, DOCUMENTS, min_size=1, max_size=3), max_size=3))
def test_a_table_holds_no_control_characters(rows):
    before, sys.stdout = sys.stdout, Stream()
    try:
        Output(format=Format.TABLE, quiet=True).rows(rows, ())
        check_harmless(sys.stdout.text)
    finally:
        sys.stdout = before


@given(st.dictionaries(TEXTS, DOCUMENTS, max_size=4))
def test_a_line_is_one_line_for_people_and_for_programs(document):
    for for_programs in (False, True):
        text = printed(document, for_programs=for_programs, method="line")
        assert text.count("\n") == 1
        check_harmless(text)


@given(TEXTS, TEXTS)
@example(HOSTILE[0], HOSTILE[1])
def test_what_is_said_about_an_error_holds_no_control_characters(error, remediation):
    before, sys.stderr = sys.stderr, Stream()
    try:
        print_ending(Ending(Exit.ERROR, error, "ERROR", remediation), for_programs=False)
        Output(format=Format.TABLE).say(error)
        check_harmless(sys.stderr.text)
        assert sys.stderr.text.count("\n") == 3
    finally:
        sys.stderr = before


def check_harmless(text: str) -> None:
    plain = STYLE.sub("", text)
    assert all(character.isprintable() or character == "\n" for character in plain)


async def on_a_terminal(unifi: Unifi, name: str, *arguments: str) -> str:
    unifi.simulated.network.find_client("1c:71:25:63:e4:24").name = name
    ended = await unifi("client", "list", *arguments, terminal=True)
    assert ended.code == 0
    check_harmless(ended.out)
    return STYLE.sub("", ended.out)


async def test_rich_markup_in_a_name_is_text(unifi):
    assert "[red]x[/red] :smile:" in await on_a_terminal(unifi, "[red]x[/red] :smile:", "--select", "name")


async def test_escape_sequences_in_a_name_do_nothing(unifi):
    assert "x [2Jy" in await on_a_terminal(unifi, "x\x1b[2Jy", "--select", "name")


async def test_a_name_can_not_turn_the_direction_of_a_table(unifi):
    assert "a b c" in await on_a_terminal(unifi, "a\u202eb\u2066c", "--select", "name")


async def test_ids_are_whole_on_a_narrow_terminal_and_columns_without_room_are_named(unifi, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ended = await unifi("client", "list", terminal=True)
    assert unifi.simulated.network.find_client("1c:71:25:63:e4:24").id in ended.out
    assert "no room for" in ended.err
    assert "access.authorized" in ended.err
    assert max(len(line) for line in STYLE.sub("", ended.out).splitlines()) <= 80


async def test_what_was_selected_is_all_there_on_a_narrow_terminal(unifi, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    ended = await unifi("client", "list", "--select", "name,type,ip_address,mac_address", terminal=True)
    assert "no room" not in ended.err
    letters = re.sub(r"[\s│]", "", STYLE.sub("", ended.out))
    for text in ("GuestPhone", "10.10.0.101"):
        assert all(letter in letters for letter in text)


async def test_moments_are_shown_by_the_clock_of_this_machine_to_people_and_in_utc_to_programs(unifi):
    ended = await unifi("voucher", "list", "--select", "created_at", terminal=True)
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ", ended.out)
    assert re.search(r'T\d\d:\d\d:\d\dZ"', (await unifi("voucher", "list", "--select", "created_at")).out)


async def test_what_stands_deep_in_one_thing_has_a_line_of_its_own(unifi):
    guest = unifi.simulated.network.find_client("42:8a:f7:3c:50:b0")
    ended = await unifi("client", "get", guest.id, terminal=True)
    assert re.search(r"access\.authorization\.authorization_method\S* │ API", STYLE.sub("", ended.out))


async def test_a_batch_of_vouchers_is_a_table(unifi):
    arguments = ("voucher", "create", "day-pass", "--minutes", "60", "--count", "3", "--reveal", "--allow-mutations")
    ended = await unifi(*arguments, terminal=True)
    codes = [voucher.code for voucher in unifi.simulated.network.default_site.vouchers.values()][-3:]
    assert all(code in ended.out for code in codes)


async def test_an_empty_list_says_so_to_people(unifi):
    unifi.simulated.network.default_site.vouchers.clear()
    ended = await unifi("voucher", "list", terminal=True)
    assert (ended.code, ended.out) == (3, "")
    assert "no vouchers" in ended.err


async def test_a_part_of_a_list_tells_people_how_to_go_on(unifi):
    first = await unifi("client", "list", "--limit", "4", terminal=True)
    how = re.search(r"there is more: (.*)", STYLE.sub("", first.err))
    assert how
    second = await unifi("client", "list", *how[1].split(), "--json")
    assert second.json["count"] == 4


async def test_quiet_says_nothing_on_standard_error(unifi):
    ended = await unifi("voucher", "list", "--limit", "1", "--quiet", terminal=True)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


async def test_items_that_can_not_be_read_are_counted(unifi):
    broken = b'{"offset":0,"limit":2,"count":2,"totalCount":2,"data":[{"id":"1"},{"name":"no id"}]}'
    unifi.simulated.faults.add(Fault.body(broken), "GET /*/vouchers")
    ended = await unifi("voucher", "list")
    nulls = {"authorized_guest_limit": None, "activated_at": None, "expires_at": None}
    assert ended.json["items"] == [{"id": "1"} | nulls]
    assert ended.json["unreadable"] == 1
    assert "1 of the vouchers could not be read" in ended.err


async def test_progress_is_shown_on_a_terminal_s_standard_error_and_nowhere_else(unifi):
    unifi.simulated.network.add_vouchers(2500)
    shown = await unifi("voucher", "list", "--all", terminal=True)
    assert "vouchers" in shown.err
    assert "2504" in shown.err
    for ended in (
        await unifi("voucher", "list", "--all"),
        await unifi("voucher", "list", "--all", "--quiet", terminal=True),
        await unifi("voucher", "list", "--all", FORCE_COLOR="1"),
    ):
        assert ended.err == ""


async def test_a_batch_shows_that_it_is_under_way_on_a_terminal_only(unifi):
    arguments = ("voucher", "create", "batch", "--minutes", "60", "--count", "1000", "--allow-mutations", "--reveal")
    assert "voucher.create" in (await unifi(*arguments, "--json", terminal=True)).err
    assert (await unifi(*arguments)).err == ""
    assert (await unifi(*arguments, "--quiet", "--json", terminal=True)).err == ""


def test_a_stream_that_is_closed_or_missing_belongs_to_no_person(monkeypatch):
    closed = Stream()
    closed.close()
    assert format_for(None, closed) is Format.JSON
    monkeypatch.setattr(sys, "stdout", None)
    assert format_for(None) is Format.JSON


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_format_is_what_was_asked_for_else_it_fits_the_reader(is_terminal):
    stream = Stream(terminal=is_terminal)
    assert format_for(None, stream) is (Format.TABLE if is_terminal else Format.JSON)
    for asked in Format:
        assert format_for(asked, stream) is asked

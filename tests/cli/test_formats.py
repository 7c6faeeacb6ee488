"""Results as tables, JSON, lines of JSON, CSV and TSV; lists that end where nobody asked for more."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.support.commands import Unifi
from unifi_sdk.cli.delimited import write_rows


def rows_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


async def test_lines_of_json_hold_an_item_each_without_an_envelope(unifi: Unifi):
    ended = await unifi("voucher", "list", "--format", "jsonl", "--select", "id,name")
    items = [json.loads(line) for line in ended.out.splitlines()]
    assert len(items) == 4
    assert {tuple(item) for item in items} == {("id", "name")}


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
async def test_columns_are_those_that_were_selected(name: str, delimiter: str, unifi: Unifi):
    ended = await unifi("client", "list", "--format", name, "--select", "type,access.type", "--no-fence")
    head, *rows = rows_of(ended.out, delimiter)
    assert head == ["type", "access.type"]
    assert len(rows) == 10
    assert ["WIRELESS", "GUEST"] in rows


async def test_without_a_selection_the_columns_are_those_of_the_table(unifi: Unifi):
    head, *rows = rows_of((await unifi("voucher", "list", "--format", "csv")).out)
    assert head[:3] == ["id", "name", "code"]
    assert {row[2] for row in rows} == {"***"}


async def test_a_list_of_an_operation_has_columns_as_well(unifi: Unifi):
    head, *rows = rows_of((await unifi("call", "GET /v1/sites", "--format", "csv")).out)
    assert {"id", "name"} <= set(head)
    assert len(rows) == 2


async def test_one_thing_is_one_row(unifi: Unifi):
    voucher = next(iter(unifi.simulated.network.default_site.vouchers))
    head, row = rows_of((await unifi("voucher", "get", voucher, "--format", "csv")).out)
    assert dict(zip(head, row, strict=True))["id"] == voucher


async def test_the_columns_of_an_empty_list_are_named(unifi: Unifi):
    unifi.simulated.network.default_site.vouchers.clear()
    ended = await unifi("voucher", "list", "--format", "csv")
    assert ended.code == 3
    assert len(rows_of(ended.out)) == 1


async def test_two_formats_at_once_are_refused(unifi: Unifi):
    ended = await unifi("site", "list", "--json", "--format", "csv")
    assert ended.code == 2
    assert "--format csv" in ended.error["error"]


async def test_a_table_is_printed_into_a_pipe_where_it_is_asked_for(unifi: Unifi):
    ended = await unifi("site", "list", "--format", "table")
    assert "Warehouse" in ended.out
    assert not ended.out.startswith("{")


async def test_what_comes_one_by_one_has_no_columns(unifi: Unifi):
    ended = await unifi("events", "--application", "protect", "--seconds", "1", "--format", "csv")
    assert ended.code == 2
    assert "jsonl" in ended.error["remediation"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1"])
def test_a_text_that_a_spreadsheet_would_calculate_is_marked_as_text(text: str):
    out = io.StringIO()
    write_rows([{"name": text}], (), out, separator=",")
    assert rows_of(out.getvalue())[1][0].startswith("'")


def test_a_number_below_zero_stays_a_number():
    out = io.StringIO()
    write_rows([{"signal": -61, "loss": -0.5}], (), out, separator=",")
    assert rows_of(out.getvalue())[1] == ["-61", "-0.5"]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_no_text_breaks_out_of_its_cell(separator: str):
    hostile = 'two\r\nlines,\t"quotes" \x1b[31m'
    out = io.StringIO()
    write_rows([{"name": hostile, "tags": ["a", "b"], "at": {"x": 1}}], (), out, separator=separator)
    head, row = rows_of(out.getvalue(), separator)
    assert head == ["name", "tags", "at.x"]
    assert row == [
        'two  lines, "quotes"  [31m',
        '["a", "b"]',
        "1",
    ]


async def test_a_list_ends_at_fifty_and_says_how_many_there_are(unifi: Unifi):
    unifi.simulated.network.add_vouchers(66, name="pool")
    piped = await unifi("voucher", "list")
    assert piped.json["count"] == 50
    assert piped.json["nextCursor"]
    shown = await unifi("voucher", "list", terminal=True)
    assert "50 of 70 are shown" in shown.err
    assert "--all" in shown.err
    rest = await unifi("voucher", "list", "--cursor", piped.json["nextCursor"])
    assert (rest.json["count"], rest.json["nextCursor"]) == (20, None)
    assert (await unifi("voucher", "list", "--page", "2")).json["items"] == rest.json["items"] or rest.json[
        "count"
    ] == 20
    assert (await unifi("voucher", "list", "--all")).json["count"] == 70


async def test_a_narrow_terminal_keeps_the_name_and_lets_the_id_go(unifi: Unifi):
    shown = await unifi("user", "list", terminal=True, COLUMNS="40")
    assert "first_name" in shown.out
    assert "no room for" in shown.err
    assert "id" in shown.err

"""Dot paths: which parts of an item are printed, and which paths are refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.projection import check_paths, parse_paths, pick, project
from unifi_sdk.network.models import GuestAccess, TeleportClient, VpnClient

NAMES = st.sampled_from("abcd")
ITEMS = st.recursive(
    st.none() | st.integers(),
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3) | st.lists(inner, max_size=2),
    max_leaves=12,
)
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=4)

CLIENT: Data = {
    "id": "1",
    "name": "a",
    "access": {"type": "GUEST", "authorized": True, "authorization": {"expires_at": "x"}},
    "ports": [{"index": 1, "poe": {"on": True}}, {"index": 2}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id", {"id": "1"}),
        ("name,id", {"name": "a", "id": "1"}),
        (" id , name ", {"id": "1", "name": "a"}),
        ("access.type", {"access": {"type": "GUEST"}}),
        ("access.type,access.authorized", {"access": {"type": "GUEST", "authorized": True}}),
        ("access.authorization.expires_at", {"access": {"authorization": {"expires_at": "x"}}}),
        ("ports.index", {"ports": [{"index": 1}, {"index": 2}]}),
        ("ports.index,ports.poe.on", {"ports": [{"index": 1, "poe": {"on": True}}, {"index": 2, "poe": None}]}),
        ("mac_address", {"mac_address": None}),
        ("name.first", {"name": None}),
        ("id,id", {"id": "1"}),
        ("access.nothing,access", {"access": CLIENT["access"]}),
        ("id.x,id", {"id": "1"}),
    ],
)
def test_what_is_selected_stands_where_it_stood(text, expected):
    assert project(parse_paths(text), CLIENT) == expected


def test_what_is_selected_comes_in_the_order_that_was_asked_for():
    chosen = project(parse_paths("name,access.type,id"), CLIENT)
    assert isinstance(chosen, dict)
    assert list(chosen) == ["name", "access", "id"]


def test_without_a_selection_everything_is_there():
    assert project(parse_paths(None), CLIENT) == CLIENT


@pytest.mark.parametrize("text", ["", ",", "id,", "a..b", ".id", "id.", " "])
def test_a_path_with_an_empty_part_is_refused(text):
    with pytest.raises(CommandError) as raised:
        parse_paths(text)
    assert raised.value.ending.exit is Exit.USAGE


@given(PATHS, ITEMS)
def test_a_projection_holds_the_whole_of_what_each_path_points_to(paths, document):
    if not isinstance(document, dict):
        return
    before = repr(document)
    chosen = project(paths, document)
    assert repr(document) == before
    assert isinstance(chosen, dict)
    assert list(chosen) == list(dict.fromkeys(path[0] for path in paths))
    for path in paths:
        if [path[0]] in paths:
            assert chosen[path[0]] == document.get(path[0])


@given(PATHS, ITEMS)
def test_a_projection_of_a_projection_is_itself(paths, document):
    once = project(paths, document)
    assert project(paths, once) == once


def test_a_table_finds_what_a_path_points_to():
    assert pick("access.type", CLIENT) == "GUEST"
    assert pick("access.none.at_all", CLIENT) is None
    assert pick("ports.index", CLIENT) == [1, 2]
    assert pick("name.first", CLIENT) is None


def lists(depth: int, innermost: object) -> object:
    made = innermost
    for _ in range(depth):
        made = [made]
    return made


def innermost(document: object) -> object:
    while isinstance(document, list):
        (document,) = document
    return document


@pytest.mark.parametrize("depth", [1, 3, 100, 5000])
def test_lists_may_lie_in_lists_however_deep(depth):
    document = {"rows": lists(depth, {"id": "1", "name": "a"})}
    assert innermost(project(parse_paths("rows.id"), document)["rows"]) == {"id": "1"}
    assert innermost(pick("rows.name", document)) == "a"
    assert innermost(pick("rows", document)) == {"id": "1", "name": "a"}


def test_a_path_that_leads_deeper_than_any_document_is_refused():
    assert parse_paths(".".join("a" * 128))
    with pytest.raises(CommandError, match="128 parts at most"):
        parse_paths(".".join("a" * 5000))


def test_a_path_that_no_item_has_is_refused_with_those_that_there_are():
    with pytest.raises(CommandError, match=r"--select nmae: there are .*\bid, name\b"):
        check_paths(parse_paths("id,nmae"), [], [{"id": "1"}, {"name": "a"}])


def test_a_field_that_no_item_of_this_page_has_may_be_selected():
    teleport = TeleportClient(id="1")
    check_paths(parse_paths("mac_address,uplink_device_id,access.authorized"), [teleport], [{"id": "1"}])
    check_paths(parse_paths("name"), [VpnClient(id="1")], [{"id": "1"}])


def test_a_field_of_tomorrow_may_be_selected():
    check_paths(parse_paths("newThing"), [GuestAccess()], [{"newThing": 1}])


def test_the_place_of_what_has_no_field_is_no_field():
    with pytest.raises(CommandError):
        check_paths(parse_paths("extra"), [TeleportClient(id="1")], [{"id": "1"}])


def test_nothing_is_refused_where_there_is_nothing():
    check_paths(parse_paths("whatever"), [], [])


async def test_a_typing_error_in_select_is_a_usage_error_and_prints_nothing(unifi):
    ended = await unifi("client", "list", "--select", "id,mac_adress")
    assert ended.code == 2
    assert ended.out == ""
    assert "mac_address" in ended.error["error"]


async def test_select_chooses_the_columns_of_a_table(unifi):
    ended = await unifi("client", "list", "--select", "name,access.type", terminal=True)
    header = re.sub(r"\x1b\[\d*m", "", ended.out.splitlines()[1])
    assert [cell.strip() for cell in header.split("┃")[1:-1]] == ["name", "access.type"]
    assert "GUEST" in ended.out


async def test_select_works_for_one_thing_too(unifi):
    listed = await unifi("device", "list")
    first = listed.json["items"][0]
    ended = await unifi("device", "get", first["id"], "--select", "id,features")
    assert list(ended.json) == ["id", "features"]

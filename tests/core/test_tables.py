"""Tables in a notebook: everything that a guest has named stays text, and secrets stay secret."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.models import Account, Circle, Colour, Crate, Node, Shape, Thing, ThingInput
from unifi_sdk import Listing, Page, Undecodable
from unifi_sdk._core.model import UNSET, Model, OpenEnum, model
from unifi_sdk._core.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, picture_bundle, rows_table
from unifi_sdk.access.models import PinHash, StoredFile, User
from unifi_sdk.auth import ApiKey
from unifi_sdk.errors import DecodeError
from unifi_sdk.network.models import Client, GuestAccess, Voucher, VpnClient, WirelessClient
from unifi_sdk.protect import Picture

HOSTILE = """<script>alert("1")</script>&amp;'"""
OURS = {"p", "table", "caption", "thead", "tbody", "tr", "th", "td"}
TEXTS = st.text() | st.text("<>&\"'/!-= \n\ud800\x00$\\") | st.just(HOSTILE)


class Grid(HTMLParser):
    """Reads a table back, and refuses what is not closed or not ours."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.caption = ""
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OURS
        assert {name for name, _ in attrs} <= {"class", "style", "dir"}
        self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        place = self._open[-1]
        if place in ("td", "th"):
            self.rows[-1][-1] += data
        else:
            assert place in ("caption", "p")
            self.caption += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    handle_decl = unknown_decl = handle_pi = handle_comment

    @property
    def columns(self) -> list[str]:
        return self.rows[0]

    def column(self, name: str) -> list[str]:
        at = self.rows[0].index(name)
        return [row[at] for row in self.rows[1:]]

    @property
    def fields(self) -> dict[str, str]:
        return dict(self.rows)


def read(shown: Model | Listing[Model] | Page[Model]) -> Grid:
    return Grid(shown._repr_html_())


# one model


def test_a_model_is_a_table_of_the_fields_that_hold_something() -> None:
    grid = read(Thing(id="1", size=0, active=False, weight=1.5))
    assert grid.caption == "Thing"
    assert grid.fields == {"id": "1", "size": "0", "active": "False", "weight": "1.5"}


def test_what_is_left_alone_is_not_shown_and_null_neither() -> None:
    assert read(ThingInput(name="new", note=UNSET, sold_at=None)).fields == {"name": "new"}


def test_a_hostile_name_is_shown_as_it_is() -> None:
    grid = read(Thing(id="1", name=HOSTILE))
    assert grid.fields["name"] == HOSTILE
    assert "<script" not in Thing(id="1", name=HOSTILE)._repr_html_()


def test_secrets_are_masked_as_in_the_repr() -> None:
    account = Account(user="ada", password="hunter2", token="t0ken-abc")
    assert read(account).fields == {"user": "ada", "password": "***", "token": "***"}


def test_an_empty_secret_does_not_tell_that_it_is_empty() -> None:
    assert read(Account(user="ada", password="")).fields["password"] == "***"


def test_a_secret_within_another_model_is_masked() -> None:
    user = User(id="1", first_name="Ada", pin_code=PinHash(token="4711-hash"))
    assert read(user).fields["pin_code"] == "token: ***"
    assert "4711" not in Listing([user])._repr_html_()


def test_of_what_is_unknown_only_the_number_is_told() -> None:
    thing = Thing(id="1", extra={"newSecret": "hunter2", "other": HOSTILE})
    assert read(thing).fields == {"id": "1", "extra": "2 more on the wire"}


def test_times_are_shown_to_the_second_with_their_zone() -> None:
    local = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    fields = read(Thing(id="1", made_at=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), seen_at=local)).fields
    assert (fields["made_at"], fields["seen_at"]) == ("2026-01-02 03:04:05 UTC", "2026-01-02 03:04:05+02:00")


@pytest.mark.parametrize(("colour", "shown"), [(Colour.RED, "red"), (Colour("<b>odd"), "<b>odd")])
def test_enums_are_shown_by_their_values_known_or_not(colour: OpenEnum, shown: str) -> None:
    assert read(Thing(id="1", colour=colour)).fields["colour"] == shown


def test_a_model_within_a_model_is_shown_by_what_is_in_it() -> None:
    access = GuestAccess(authorized=True)
    assert read(WirelessClient(id="1", access=access)).fields["access"] == "type: GUEST, authorized: True"


def test_a_model_with_a_name_is_shown_by_its_name_within_another() -> None:
    tree = Node(name="root", child=Node(name="leaf", child=Node(name="below")))
    assert read(tree).fields["child"] == "leaf"


def test_texts_are_listed_and_models_and_mappings_counted() -> None:
    thing = Thing(id="1", tags=("a", "<b>"), counts={"hunter2": 1}, payload=[{"pin": "4711"}, 3])
    fields = read(thing).fields
    assert (fields["tags"], fields["counts"], fields["payload"]) == ("a, <b>", "1 entry", "1 entry, 3")
    assert read(Crate(parcels=(Circle(), Circle()))).fields == {"parcels": "2 Circle"}


def test_a_long_text_is_cut() -> None:
    value = read(Thing(id="1", name="x" * 100_000)).fields["name"]
    assert len(value) < 1000
    assert value.endswith("x…")


def test_half_a_character_is_replaced_so_that_the_page_can_be_sent() -> None:
    assert read(Thing(id="1", name="a\ud800b")).fields["name"] == "a?b"


def test_dollars_are_no_formula_to_the_notebook() -> None:
    assert (
        Thing(id="1", name=r"$\href{https://example.com}{free}$")
        ._repr_html_()
        .startswith('<table class="tex2jax_ignore mathjax_ignore">')
    )


# lists


def test_a_list_has_a_row_for_each_item_and_a_column_for_what_any_of_them_has() -> None:
    clients: Listing[Model] = Listing(
        [WirelessClient(id="1", name="Phone", mac_address="02:00:00:00:00:01"), VpnClient(id="2")]
    )
    grid = read(clients)
    assert grid.caption == "2 items"
    assert grid.columns == ["name", "id", "mac_address", "type"]
    assert grid.column("name") == ["Phone", ""]
    assert grid.column("type") == ["WIRELESS", "VPN"]


def test_columns_without_anything_in_them_are_left_out() -> None:
    assert read(Listing([User(id="1", first_name="", nfc_cards=(), last_name="Test")])).columns == ["id", "last_name"]


def test_voucher_codes_are_masked_in_a_list() -> None:
    vouchers: Listing[Model] = Listing([Voucher(id=str(n), name="spa", code=f"48614095{n:02}") for n in range(3)])
    assert read(vouchers).column("code") == ["***"] * 3
    assert "48614095" not in vouchers._repr_html_()


def test_a_long_list_is_cut_and_says_so() -> None:
    grid = read(Listing([Thing(id=str(number)) for number in range(MOST_ROWS + 900)]))
    assert len(grid.rows) == 1 + MOST_ROWS
    assert grid.caption == f"{MOST_ROWS + 900} items; the first {MOST_ROWS} are shown, … and 900 more"


def test_a_list_as_long_as_the_limit_is_whole() -> None:
    grid = read(Listing([Thing(id=str(number)) for number in range(MOST_ROWS)]))
    assert (len(grid.rows), grid.caption) == (1 + MOST_ROWS, f"{MOST_ROWS} items")


def test_a_wide_list_is_cut_behind_its_name() -> None:
    wide = model(type("Wide", (Model,), {"__annotations__": {**{f"f{n}": int for n in range(30)}, "name": str}}))
    grid = read(Listing([wide(name="last", **{f"f{n}": n for n in range(30)})]))
    assert (len(grid.columns), grid.columns[0]) == (MOST_COLUMNS, "name")
    assert grid.caption == f"1 item; {31 - MOST_COLUMNS} more columns are not shown"


@pytest.mark.parametrize("items", [[], [ThingInput()]])
def test_a_list_with_nothing_in_it_says_so(items: list[Model]) -> None:
    grid = read(Listing(items))
    assert grid.rows == []
    assert grid.caption in ("0 items", "1 item")


def test_what_could_not_be_decoded_is_counted_and_not_shown() -> None:
    broken = Undecodable({"code": "4861409510"}, DecodeError("expected a value at $.data[1].id"))
    shown = Listing([Thing(id="1")], (broken,))._repr_html_()
    assert Grid(shown).caption == "1 item; 1 more could not be decoded, see .undecodable"
    assert "4861409510" not in shown


def test_an_undecodable_item_shows_its_error_and_not_its_content() -> None:
    broken = Undecodable({"code": "4861409510"}, DecodeError("expected a value at $.data[1].id"))
    shown = Listing([broken])._repr_html_()
    assert "expected a value" in shown
    assert "4861409510" not in shown


def test_a_page_tells_how_many_items_there_are_in_all() -> None:
    page: Page[Model] = Page(items=(Thing(id="1"), Thing(id="2")), total=7)
    assert read(page).caption == "2 items of 7"
    assert read(page).column("id") == ["1", "2"]


def test_anything_else_in_a_list_has_a_column_of_its_own() -> None:
    assert Grid(rows_table(["<a>", 5, object])).column("value") == ["<a>", "5", "<class 'object'>"]


def test_a_credential_is_shown_by_its_repr_which_hides_it() -> None:
    (shown,) = Grid(rows_table([ApiKey("hunter2")])).column("value")
    assert shown == repr(ApiKey("hunter2"))
    assert "hunter2" not in shown


def test_a_list_is_a_list_in_everything_else() -> None:
    listing = Listing([Thing(id="1")])
    assert listing == [Thing(id="1")]
    assert repr(listing) == repr([Thing(id="1")])


def test_tables_cost_nothing_before_one_is_asked_for() -> None:
    code = "import sys, unifi_sdk.pagination, unifi_sdk._core.model; print('unifi_sdk._core.tables' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# any texts


def things(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Model]:
    times = st.datetimes(timezones=st.just(UTC))
    shapes = st.builds(Shape, kind=texts, label=texts) | st.builds(Circle, radius=st.integers())
    return st.builds(
        Thing,
        id=texts,
        name=texts,
        pin_code=st.just("hunter2"),
        colour=texts.map(Colour),
        made_at=times,
        shape=shapes,
        tags=st.lists(texts).map(tuple),
        counts=st.dictionaries(texts, st.integers()),
        payload=st.recursive(
            texts | st.none() | st.floats(), lambda below: st.lists(below) | st.dictionaries(texts, below)
        ),
        extra=st.dictionaries(texts, texts, min_size=1),
    ) | st.builds(Client, type=texts, id=texts, name=texts)


@given(st.lists(things(TEXTS), max_size=4))
def test_no_text_becomes_a_tag_and_no_secret_a_text(items: list[Model]) -> None:
    shown = [Listing(items)._repr_html_(), *(item._repr_html_() for item in items)]
    for source in shown:
        grid = Grid(source)  # tags that are not ours, or not closed, fail here
        assert "hunter2" not in source
        source.encode()
        assert len({len(row) for row in grid.rows}) <= 1


@given(TEXTS)
def test_any_name_is_read_back_as_it_was_typed(name: str) -> None:
    sendable = name.encode("utf-8", "replace").decode()
    expected = sendable if len(name) <= LONGEST_CELL else f"{sendable[: LONGEST_CELL - 1]}…"
    (cell,) = Grid(rows_table([Thing(id="1", name=name)])).column("name") if name else [""]
    assert cell == expected


# pictures


@pytest.mark.parametrize("kind", [Picture, StoredFile])
def test_a_picture_shows_itself(kind: type[Picture | StoredFile]) -> None:
    assert kind(b"\xff\xd8\xff", "image/jpeg")._repr_mimebundle_() == {"image/jpeg": "/9j/"}


@pytest.mark.parametrize("media_type", ["image/png; q=1", " IMAGE/PNG"])
def test_the_media_type_is_read_as_loosely_as_it_is_written(media_type: str) -> None:
    assert picture_bundle(b"\x89PNG", media_type) == {"image/png": "iVBORw=="}


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/javascript", "video/mp4", ""])
def test_what_a_browser_could_run_is_never_shown(media_type: str) -> None:
    assert picture_bundle(b"<script>alert(1)</script>", media_type) == {}


def test_an_empty_picture_is_none() -> None:
    assert picture_bundle(b"", "image/jpeg") == {}

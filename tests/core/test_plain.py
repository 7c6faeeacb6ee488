"""Models as dictionaries: everything is there, by either name, with secrets masked until they are asked for."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs
import pytest

from tests.support.models import Account, Band, Colour, Square, Thing, codec
from tests.support.paging import ScriptedList, numbered
from tests.support.plentiful import Plenty, all_models
from unifi_sdk import ConfigurationError, Listing, Page
from unifi_sdk._core.model import UNSET, Model
from unifi_sdk._core.plain import MASK, PlainWriter
from unifi_sdk.access._dialect import DIALECT as ACCESS
from unifi_sdk.cloud._dialect import DIALECT as SITE_MANAGER
from unifi_sdk.cloud._dialect import MOBILITY_DIALECT as MOBILITY
from unifi_sdk.innerspace._dialect import DIALECT as INNERSPACE
from unifi_sdk.network._dialect import DIALECT as NETWORK
from unifi_sdk.network.classic._dialect import V1 as CLASSIC
from unifi_sdk.network.models import Client, Voucher
from unifi_sdk.protect._dialect import DIALECT as PROTECT

MODELS = all_models()
CODECS = {"access": ACCESS.codec, "network": NETWORK.codec, "protect": PROTECT.codec}
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def codec_of(kind: type[Model]) -> Any:
    places = kind.__module__.split(".")
    if places[1] == "network" and places[2] == "classic":
        return CLASSIC.codec
    if places[1] == "cloud":
        return MOBILITY.codec if places[-1] == "mobility" else SITE_MANAGER.codec
    return INNERSPACE.codec if places[1] == "innerspace" else CODECS[places[1]]


def test_every_field_of_every_model_stands_there_by_either_name() -> None:
    for kind in MODELS:
        model = Plenty().of(kind)
        wire = codec_of(kind).wire_names(kind)
        assert set(wire) <= set(model.to_dict()), kind
        assert set(wire.values()) <= set(model.to_dict(names="wire")), kind


def test_no_secret_of_any_model_is_shown_unless_it_is_asked_for_and_json_can_hold_all() -> None:
    for kind in MODELS:
        model = Plenty().of(kind)
        assert "SECRET" not in repr(model.to_dict()), kind
        assert "SECRET" not in json.dumps(model.to_dict(names="wire", times="iso")), kind
        assert "SECRET" in json.dumps(model.to_dict(reveal=True, times="iso")), kind


def test_fields_are_what_they_are_and_nested_models_dictionaries() -> None:
    thing = Thing(id="1", name="a", shape=Square(side_mm=1.5), colour=Colour("mauve"))
    told = thing.to_dict()
    assert told["shape"] == {"kind": "SQUARE", "label": None, "side_mm": 1.5}
    assert told["colour"] == "mauve"
    assert type(told["colour"]) is str
    assert set(told) == {each.name for each in attrs.fields(Thing)} - {"extra"}


def test_names_of_the_wire_are_those_that_the_console_uses_at_any_depth() -> None:
    thing = Thing(id="1", shape=Square(side_mm=1.5))
    assert thing.to_dict(names="wire", absent=False) == {"id": "1", "shape": {"kind": "SQUARE", "sideMm": 1.5}}
    assert Band(ghz_2_4=1, ghz_5=2).to_dict(names="wire") == codec().encode(Band(ghz_2_4=1, ghz_5=2))


def test_what_was_left_out_is_none_or_not_there() -> None:
    voucher = NETWORK.codec.decode(Voucher, {"id": "1"})
    assert {value for name, value in voucher.to_dict().items() if name != "id"} == {None}
    assert voucher.to_dict(absent=False) == {"id": "1"}


def test_what_is_unset_is_never_there() -> None:
    kinds = [kind for kind in MODELS if any(each.default is UNSET for each in attrs.fields(kind))]
    assert kinds
    for kind in kinds:
        needed = {each.name: "x" for each in attrs.fields(kind) if each.default is attrs.NOTHING}
        assert UNSET not in kind(**needed).to_dict().values()  # type: ignore[arg-type]


def test_times_stay_or_become_texts() -> None:
    writer, texts = PlainWriter(), PlainWriter(times="iso")
    for value, text in {
        NOW: "2026-01-02T03:04:05Z",
        date(2026, 1, 2): "2026-01-02",
        time(3, 4): "03:04:00",
        timedelta(minutes=1.5): 90.0,
    }.items():
        assert writer.plain(value) == value
        assert texts.plain(value) == text


def test_fields_that_the_sdk_does_not_know_stand_beside_the_others() -> None:
    client = NETWORK.codec.decode(Client, {"id": "1", "type": "ZIGBEE", "channel": 11, "apiToken": "hush"})
    told = client.to_dict(absent=False)
    assert told == {"id": "1", "type": "ZIGBEE", "channel": 11, "apiToken": MASK}
    assert client.to_dict(absent=False, reveal=True)["apiToken"] == "hush"


def test_what_could_not_be_read_stands_as_it_came_in_the_place_of_its_field() -> None:
    voucher = NETWORK.codec.decode(Voucher, {"id": "1", "timeLimitMinutes": "many", "code": 12})
    assert voucher.to_dict(absent=False) == {"id": "1", "time_limit_minutes": "many", "code": MASK}
    assert voucher.to_dict(absent=False, names="wire", reveal=True) == {
        "id": "1",
        "timeLimitMinutes": "many",
        "code": "12",
    }


def test_a_list_of_which_a_part_could_be_read_is_that_part_and_beside_it_what_came() -> None:
    thing = codec().decode(Thing, {"id": "1", "tags": ["a", 7]})
    assert thing.to_dict(names="wire", absent=False) == {"id": "1", "tags": ["a"]}
    assert thing.to_dict(absent=False) == {"id": "1", "tags": ["a"], "tags_": ["a", 7]}


def test_a_secret_is_masked_and_none_is_none() -> None:
    account = Account(user="ada", password="hush")
    assert account.to_dict() == {"user": "ada", "password": MASK, "token": None}
    assert account.to_dict(reveal=True)["password"] == "hush"


@pytest.mark.parametrize(
    "options",
    [
        {"names": "ruby"},
        {"names": None},
        {"names": []},
        {"times": "unix"},
        {"times": {}},
        {"reveal": 1},
        {"absent": None},
    ],
)
def test_an_option_that_can_not_be_is_refused_by_name(options: dict[str, Any]) -> None:
    (name,) = options
    for way in (Thing(id="1").to_dict, Listing([Thing(id="1")]).to_dicts, Page(items=(Thing(id="1"),)).to_dicts):
        with pytest.raises(ConfigurationError, match=f"^{name} must be"):
            way(**options)


async def test_lists_and_pages_are_rows() -> None:
    listing = await ScriptedList(numbered(3)).paginator()
    things = Listing([Thing(id="1"), Thing(id="2")])
    assert [row["id"] for row in things.to_dicts()] == ["1", "2"]
    assert Page(items=tuple(things)).to_dicts(names="wire") == things.to_dicts(names="wire")
    assert len(listing.to_dicts()) == 3
    assert Listing(["a", "b"]).to_dicts() == [{"value": "a"}, {"value": "b"}]
    assert Listing[Thing]([]).to_dicts() == []

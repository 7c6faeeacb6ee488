"""Numbers, true and false as texts, and texts as numbers: read as what the field is, and written back as they came."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

import pytest
from hypothesis import given as arbitrary
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.every_model import CODECS, every_model, least
from tests.support.models import Thing
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.model import IsoTime, Json, Model, TimeFormat, UnixSeconds, model
from unifi_sdk._core.patch import Patcher
from unifi_sdk.errors import DecodeError

relaxed = settings(deadline=None, max_examples=80)
NUMBER = TimeFormat.SECONDS, TimeFormat.MILLISECONDS


@model
class Meter(Model):
    number: int
    name: str
    is_on: bool = False
    rates: tuple[float, ...] = ()
    codes: tuple[str, ...] = ()
    names: Mapping[str, str] | None = None
    counts: Mapping[str, int] | None = None
    read_at: UnixSeconds | None = None
    either: tuple[float | str, ...] | None = None


def tolerant() -> Codec:
    return Codec(camel_case, mixes_numbers_and_texts=True)


PLAIN: dict[str, Json] = {
    "number": 7,
    "name": "12",
    "isOn": True,
    "rates": [2.4, 5],
    "codes": ["1", "b"],
    "names": {"a": "1"},
    "counts": {"a": 1},
    "readAt": 60,
}
GUISES: dict[str, Json] = {
    "number": "7",
    "name": 12,
    "isOn": "True",
    "rates": ["2.4", 5],
    "codes": [1, "b"],
    "names": {"a": 1},
    "counts": {"a": "1"},
    "readAt": "60",
}


def test_what_comes_in_another_guise_is_read_alike_and_written_back_as_it_came() -> None:
    codec = tolerant()
    read = codec.decode(Meter, GUISES)
    assert read == codec.decode(Meter, PLAIN)
    assert codec.encode(read) == GUISES


@pytest.mark.parametrize("name", PLAIN)
def test_a_field_that_was_changed_is_written_as_what_it_is(name: str) -> None:
    codec = tolerant()
    read = codec.decode(Meter, GUISES)
    other = codec.decode(Meter, {**PLAIN, "number": 8, "name": "x", "isOn": False, "rates": [1], "codes": ["c"]})
    other = other.evolve(names=None, counts={"b": 2}, read_at=None)
    field = {wire: field for field, wire in codec.wire_names(Meter).items()}[name]
    changed: Any = codec.encode(read.evolve(**{field: getattr(other, field)}))
    wanted: Any = codec.encode(other)
    assert changed.pop(name, None) == wanted.get(name)
    assert changed == {key: value for key, value in GUISES.items() if key != name}


def test_nothing_is_logged_where_nothing_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        tolerant().decode(Meter, GUISES)
    assert caplog.records == []


def test_an_entry_that_is_lost_is_told_where_others_come_in_another_guise(caplog: pytest.LogCaptureFixture) -> None:
    codec = tolerant()
    read = codec.decode(Meter, {**PLAIN, "rates": ["2.4", None, "5"]})
    assert read.rates == (2.4, 5)
    assert "Meter.rates[*]: expected a number" in caplog.text
    assert codec.encode(read) == {**PLAIN, "rates": ["2.4", None, "5"]}


def test_where_a_field_may_be_both_it_stays_what_it_was() -> None:
    read = tolerant().decode(Meter, {**PLAIN, "either": ["2.4", 5]})
    assert read.either == ("2.4", 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "7.5"),
        ("number", "seven"),
        ("number", True),
        ("name", True),
        ("isOn", "yes"),
        ("isOn", 1),
        ("readAt", "soon"),
    ],
)
def test_what_is_another_thing_is_not_guessed(name: str, value: Json) -> None:
    codec = tolerant()
    if name in ("number", "name"):
        with pytest.raises(DecodeError):
            codec.decode(Meter, {**PLAIN, name: value})
    else:
        read = codec.decode(Meter, {**PLAIN, name: value})
        assert read.extra == {name: value}
        assert codec.encode(read) == {**PLAIN, name: value}


def test_an_application_that_does_not_mix_them_keeps_them_apart() -> None:
    codec = Codec(camel_case)
    with pytest.raises(DecodeError):
        codec.decode(Meter, GUISES)
    assert codec.decode(Thing, {"id": "1", "active": "true", "name": 5}).active is None


def test_an_answer_that_is_one_value_is_read_too() -> None:
    assert tolerant().decode(str, 67203419) == "67203419"
    assert tolerant().decode(int, "5") == 5


@arbitrary(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12), st.booleans())
@relaxed
def test_a_patch_is_read_by_the_same_rules(before: int, after: int, as_text: bool) -> None:
    codec = tolerant()
    model_before = codec.decode(Meter, {**PLAIN, "number": str(before)})
    patch: dict[str, Json] = {"number": str(after) if as_text else after, "name": after}
    patched = Patcher(codec).apply(model_before, patch)
    assert (patched.number, patched.name) == (after, str(after))
    assert codec.encode(patched) == {**PLAIN, **patch}


# every scalar of every model


def guise(tp: Any) -> tuple[Json, Json] | None:
    """A value of a type, and the same in the other guise; None for a type that has none."""
    if get_origin(tp) is Annotated and get_args(tp)[1] in NUMBER:
        return 1_790_000_000, "1790000000"
    return {int: (7, "7"), float: (2.5, "2.5"), bool: (True, "true"), str: ("7", 7)}.get(tp)


def scalars() -> Iterator[Any]:
    for application, cls in every_model():
        for plan in CODECS[application].plans(cls).values():
            is_list = get_origin(plan.type) is tuple and get_args(plan.type)[1:] == (...,)
            pair = guise(get_args(plan.type)[0] if is_list else plan.type)
            if pair and plan.name != cls.variant_tag:
                plain, other = ([pair[0]], [pair[1]]) if is_list else pair
                yield pytest.param(application, cls, plan.wire, plain, other, id=f"{cls.__name__}.{plan.name}")


@pytest.mark.parametrize(("application", "cls", "wire", "plain", "other"), [*scalars()])
def test_every_scalar_of_every_model_is_read_in_either_guise(
    application: str, cls: type[Model], wire: str, plain: Json, other: Json
) -> None:
    codec = CODECS[application]
    needed = {**least(codec, cls)}
    read = codec.decode(cls, {**needed, wire: other})
    assert read == codec.decode(cls, {**needed, wire: plain})
    assert json.loads(json.dumps(codec.encode(read))) == {**needed, **tags(read, codec), wire: other}


def tags(read: Model, codec: Codec) -> dict[str, Json]:
    """What a variant writes of itself, and other defaults that are no empty list and no flag."""
    required = [plan.name for plan in codec.plans(type(read)).values() if plan.is_required]
    written: Any = codec.encode(type(read)(**{name: getattr(read, name) for name in required}))
    return {key: value for key, value in written.items() if value is not False and value != []}


def test_a_time_in_iso_8601_has_no_other_guise() -> None:
    assert guise(IsoTime) is None

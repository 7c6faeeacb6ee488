"""A console that writes texts, numbers and booleans as one another: each is read as meant, and goes back as it came."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.codec import Codec, snake_case
from unifi_sdk._core.model import Model, UnixSeconds, field, model
from unifi_sdk.errors import DecodeError


@model
class Port(Model):
    name: str | None = None
    idx: int | None = None
    watts: float | None = None
    is_up: bool | None = None
    vlans: tuple[int, ...] | None = None
    seen: UnixSeconds | None = None
    rate: float | None = field(default=None, wire="rx_bytes-r")


@model
class Switch(Model):
    id: str
    ports: tuple[Port, ...] = ()


CODEC = Codec(snake_case, mixes_numbers_and_texts=True)
STRICT = Codec(snake_case)

numbers = st.integers(-(10**12), 10**12)
loose = st.one_of(
    st.none(),
    st.text(max_size=5),
    numbers,
    numbers.map(str),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.sampled_from(["true", "false", "True", "0", "1", "2.53", "-1", ""]),
)
ports = st.fixed_dictionaries(
    {},
    optional={
        "name": loose,
        "idx": loose,
        "watts": loose,
        "is_up": loose,
        "vlans": st.one_of(loose, st.lists(loose, max_size=3)),
        "rx_bytes-r": loose,
        "odd": loose,
    },
)


@pytest.mark.parametrize(
    ("wire", "value", "meant"),
    [
        ("name", 12, "12"),
        ("name", 1.5, "1.5"),
        ("idx", "12", 12),
        ("idx", "12.0", 12),
        ("watts", "2.53", 2.53),
        ("watts", "-1.0", -1.0),
        ("is_up", "true", True),
        ("is_up", "False", False),
    ],
)
def test_a_value_is_read_as_what_it_means(wire: str, value: Any, meant: Any, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        port = CODEC.decode(Port, {wire: value})
    assert getattr(port, wire) == meant
    assert type(getattr(port, wire)) is type(meant)
    assert CODEC.encode(port, writable=True) == {wire: value}
    assert caplog.records == []


@pytest.mark.parametrize(
    ("wire", "value"),
    [("idx", "twelve"), ("idx", "1.5"), ("idx", True), ("is_up", 1), ("name", True), ("is_up", "on"), ("name", [])],
)
def test_what_leaves_a_doubt_is_read_as_absent(wire: str, value: Any):
    port = CODEC.decode(Port, {wire: value})
    assert getattr(port, wire) is None
    assert CODEC.encode(port, writable=True) == {wire: value}


def test_what_is_changed_goes_out_as_what_it_is():
    port = CODEC.decode(Port, {"idx": "12", "is_up": "true", "watts": "2.50"})
    changed = port.evolve(idx=13, is_up=False)
    assert CODEC.encode(changed, writable=True) == {"idx": 13, "is_up": False, "watts": "2.50"}


def test_an_id_may_be_a_number_and_times_may_be_texts():
    assert CODEC.decode(Switch, {"id": 7}).id == "7"
    port = CODEC.decode(Port, {"seen": "1767225600"})
    assert port.seen is not None
    assert port.seen.year == 2026
    with pytest.raises(DecodeError):
        CODEC.decode(Switch, {"id": None})


def test_another_console_is_taken_at_its_word():
    assert STRICT.decode(Port, {"idx": "12", "is_up": "true"}) == Port()


@given(st.lists(ports, max_size=4))
def test_nothing_that_was_read_is_written_back_otherwise(documents: list[dict[str, Any]]):
    switch = {"id": "a", "ports": documents}
    assert CODEC.encode(CODEC.decode(Switch, switch), writable=True) == (
        switch if documents else {"id": "a", "ports": []}
    )
    for port in documents:
        written = CODEC.encode(CODEC.decode(Port, port), writable=True)
        assert isinstance(written, dict)
        for name, value in port.items():
            assert written.get(name) == value, name
            assert kind(written.get(name)) is kind(value), name


def kind(value: object) -> type:
    """The type in JSON, which has one for numbers."""
    return float if type(value) is int else type(value)

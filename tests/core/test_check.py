"""Arguments that can never work are refused by name, before anything else happens."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.check import at_least, aware, between, encodable, mac_address, not_empty
from unifi_sdk.errors import ConfigurationError

digits = st.text("0123456789abcdefABCDEF", min_size=12, max_size=12)


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_text_is_refused_by_name(text: str):
    with pytest.raises(ConfigurationError, match=r"^second is empty"):
        not_empty(first="x", second=text)


def test_texts_with_something_in_them_pass():
    not_empty(first="x", second=" y ")


@given(st.text())
def test_a_text_that_utf_8_can_hold_passes(text: str):
    encodable(name=text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\ud83d\ude00"])
def test_half_a_character_is_refused_by_the_name_of_the_argument(text: str):
    with pytest.raises(ConfigurationError, match=r"^second holds half a character"):
        encodable(first="x", second=text)


@given(st.integers(), st.integers())
def test_a_number_below_the_minimum_is_refused(minimum: int, value: int):
    if value >= minimum:
        at_least(minimum, number=value)
    else:
        with pytest.raises(ConfigurationError, match=f"^number must be at least {minimum}, not {value}$"):
            at_least(minimum, number=value)


@pytest.mark.parametrize("value", [True, False, math.nan, -math.inf, 0.999])
def test_what_is_no_number_from_one_up_is_refused(value: float):
    with pytest.raises(ConfigurationError, match="number must be at least 1"):
        at_least(1, number=value)


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-10, 10))
def test_a_number_outside_a_range_is_refused(low: int, high: int, value: int):
    if low <= value <= high:
        between(low, high, number=value)
    else:
        with pytest.raises(ConfigurationError, match=f"^number must be from {low} to {high}, not {value}$"):
            between(low, high, number=value)


@pytest.mark.parametrize("value", [True, math.nan])
def test_what_is_no_number_is_in_no_range(value: float):
    with pytest.raises(ConfigurationError, match="number must be from 0 to 5"):
        between(0, 5, number=value)  # type: ignore[arg-type]


def test_none_is_no_number_and_passes():
    at_least(1, number=None)
    between(1, 2, number=None)
    aware(moment=None)


def test_a_time_without_a_zone_is_refused_by_name():
    with pytest.raises(ConfigurationError, match=r"^until has no time zone"):
        aware(since=datetime.now(UTC), until=datetime(2026, 1, 1))


def test_a_time_with_a_zone_passes():
    aware(since=datetime.now(UTC))


@given(digits, st.sampled_from(["", ":", "-", ".", " "]), st.sampled_from([1, 2, 4, 12]))
def test_every_usual_spelling_of_a_mac_address_becomes_one(text: str, separator: str, group: int):
    spelled = separator.join(text[i : i + group] for i in range(0, 12, group))
    read = mac_address(f" {spelled} ")
    assert read.replace(":", "") == text.lower()
    assert read[2::3] == ":::::"
    assert mac_address(read) == read


@pytest.mark.parametrize(
    "text", ["", "aa:bb:cc:dd:ee", "aa:bb:cc:dd:ee:ff:00", "gg:bb:cc:dd:ee:ff", "aa/bb/cc/dd/ee/ff", "\u0663" * 12]
)
def test_what_is_no_mac_address_is_refused_by_name(text: str):
    with pytest.raises(ConfigurationError, match=r"^ap_mac is no MAC address"):
        mac_address(text, "ap_mac")

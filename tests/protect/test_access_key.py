"""Access keys: what they tell, and that they give nothing away."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError
from unifi_sdk.protect import AccessKey

USER = "0123456789abcdef01234567"
DATA = "fedcba9876543210" * 8
END = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = f"1767225600000:{USER}:{DATA}"
SECOND = timedelta(seconds=1)
LAST_MILLISECOND = 253_402_300_799_999

visible = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
moments = st.datetimes(timezones=st.just(UTC)) | st.datetimes(timezones=st.just(timezone(timedelta(hours=9))))


def test_a_key_tells_its_end_and_its_user() -> None:
    key = AccessKey.parse(TEXT)
    assert (key.expires_at, key.user_id, key.reveal()) == (END, USER, TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "access:key",
        "header.payload.signature",
        f"{TEXT}:more",
        f"soon:{USER}:{DATA}",
        f"-1:{USER}:{DATA}",
        f"1e12:{USER}:{DATA}",
        f":{USER}:{DATA}",
        f"1767225600000:{USER}0:{DATA}",
        f"1767225600000:{USER}:{DATA}0",
        f"1767225600000::{DATA}",
        f"{LAST_MILLISECOND + 1}:{USER}:{DATA}",
        f"{10**30}:{USER}:{DATA}",
        f"{'9' * 5000}:{USER}:{DATA}",
    ],
)
def test_a_key_of_another_form_is_kept_and_tells_nothing(text: str) -> None:
    key = AccessKey.parse(text)
    assert (key.expires_at, key.user_id, key.reveal()) == (None, None, text)
    assert (key.remaining(END), key.is_expired(END)) == (None, False)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "two words", f"{TEXT}\n", f" {TEXT}", "schlüssel", "a\x00b"])
def test_what_can_be_no_key_is_refused_by_name(text: str) -> None:
    with pytest.raises(ConfigurationError, match="access_key"):
        AccessKey.parse(text)


@given(st.text(visible, min_size=1))
def test_every_visible_text_is_a_key_and_stays_as_it_is(text: str) -> None:
    assert AccessKey.parse(text).reveal() == text


@given(st.integers(0, LAST_MILLISECOND), st.text(st.sampled_from("0123456789abcdefXYZ-_"), min_size=24, max_size=24))
def test_every_expiry_that_a_calendar_has_is_told_to_the_millisecond(milliseconds: int, user: str) -> None:
    key = AccessKey.parse(f"{milliseconds}:{user}:{DATA}")
    assert key.expires_at is not None
    assert (key.expires_at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1) == milliseconds
    assert key.expires_at.tzinfo is UTC
    assert key.user_id == user


@given(moments)
def test_what_remains_is_never_negative_and_ends_with_the_key(now: datetime) -> None:
    key = AccessKey.parse(TEXT)
    remaining = key.remaining(now)
    assert remaining is not None
    assert remaining >= timedelta()
    assert (remaining == timedelta()) == (now >= END) == key.is_expired(now, timedelta())


@given(moments, st.timedeltas(timedelta()))
def test_a_key_that_has_expired_has_expired_with_every_margin(now: datetime, skew: timedelta) -> None:
    key = AccessKey.parse(TEXT)
    assert key.is_expired(now, skew) >= key.is_expired(now, timedelta())
    assert key.is_expired(now, skew) == (key.expires_at is not None and END - now <= skew)


def test_a_key_counts_as_expired_half_a_minute_before_its_end() -> None:
    key = AccessKey.parse(TEXT)
    assert not key.is_expired(END - 31 * SECOND)
    assert key.is_expired(END - 30 * SECOND)
    assert key.remaining(END - 30 * SECOND) == 30 * SECOND


def test_without_a_time_it_is_judged_by_this_machines_clock() -> None:
    ended, lasting = AccessKey.parse(f"0:{USER}:{DATA}"), AccessKey.parse(f"{LAST_MILLISECOND}:{USER}:{DATA}")
    assert ended.is_expired()
    assert ended.remaining() == timedelta()
    assert not lasting.is_expired()


@pytest.mark.parametrize("text", [TEXT, "opaque"])
def test_a_time_without_a_zone_is_refused_by_name(text: str) -> None:
    key = AccessKey.parse(text)
    for judge in (key.is_expired, key.remaining):
        with pytest.raises(ConfigurationError, match="now"):
            judge(datetime(2026, 1, 1))


def test_a_negative_margin_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match="skew"):
        AccessKey.parse(TEXT).is_expired(END, -SECOND)


@given(st.text(visible, min_size=8))
def test_no_way_of_printing_shows_a_key(data: str) -> None:
    for text in (data, f"1767225600000:{USER}:{(data * 16)[:128]}"):
        key = AccessKey.parse(f"~{text}~")
        for shown in (repr(key), str(key), f"{key}", f"{key!r:>9}", repr(vars_of(key)), repr([key])):
            assert f"~{text}~" not in shown


def vars_of(key: AccessKey) -> dict[str, object]:
    return attrs.asdict(key)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_key_is_never_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(AccessKey.parse(TEXT), protocol)


def test_a_copy_is_equal_and_can_be_a_key_of_a_mapping() -> None:
    key = AccessKey.parse(TEXT)
    assert copy.deepcopy(key) == copy.copy(key) == key != AccessKey.parse("other")
    assert {key: 1}[AccessKey.parse(TEXT)] == 1


def test_a_key_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        AccessKey.parse(TEXT).expires_at = END  # type: ignore[misc]

"""The rules of repetition by themselves: full jitter, every spelling of Retry-After, the quota."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import (
    Failure,
    Quota,
    RetryPolicy,
    Safety,
    leaves_outcome_unknown,
    may_resend,
    parse_retry_after,
    parse_retry_after_body,
    parse_wait,
)

NOW = 1_767_225_600.0
seconds = st.floats(min_value=0.001, max_value=1000)


@given(
    seed=st.integers(),
    attempt=st.integers(1, 10_000),
    base=seconds,
    throttled=seconds,
    most=seconds,
    is_429=st.booleans(),
)
def test_a_wait_is_between_zero_and_the_doubled_base_and_never_over_the_maximum(
    seed: int, attempt: int, base: float, throttled: float, most: float, is_429: bool
):
    policy = RetryPolicy(
        base_seconds=base, throttled_base_seconds=throttled, max_wait_seconds=most, jitter=random.Random(seed).random
    )
    wait = policy.wait_seconds(attempt, throttled=is_429)
    bound = (throttled if is_429 else base) * 2.0 ** min(attempt - 1, 1000)
    assert 0 <= wait <= min(bound, most)


@pytest.mark.parametrize(("attempt", "wait"), [(1, 0.25), (2, 0.5), (3, 1.0), (7, 16.0), (8, 20.0), (500, 20.0)])
def test_the_bound_of_the_wait_doubles_up_to_twenty_seconds(attempt: int, wait: float):
    assert RetryPolicy(jitter=lambda: 1.0).wait_seconds(attempt) == wait


def test_the_whole_range_down_to_zero_is_used():
    assert RetryPolicy(jitter=lambda: 0.0).wait_seconds(5) == 0.0


def test_the_wait_after_a_429_is_longer():
    assert RetryPolicy(jitter=lambda: 1.0).wait_seconds(1, throttled=True) == 1.0


def test_the_usual_wait_is_random():
    policy = RetryPolicy()
    assert len({policy.wait_seconds(3) for _ in range(10)}) > 1


@pytest.mark.parametrize(
    "name",
    [
        "attempts",
        "base_seconds",
        "throttled_base_seconds",
        "max_wait_seconds",
        "max_retry_after_seconds",
        "deadline_seconds",
        "connect_seconds",
        "quota",
    ],
)
@pytest.mark.parametrize("value", [0, -1, math.nan])
def test_a_policy_takes_only_positive_numbers(name: str, value: float):
    with pytest.raises(ConfigurationError, match=f"{name} must be greater than 0"):
        RetryPolicy(**{name: value})


@pytest.mark.parametrize("failure", Failure)
def test_a_read_is_sent_again_after_every_failure_and_never_unknown(failure: Failure):
    assert may_resend(Safety.READ, failure)
    assert not leaves_outcome_unknown(Safety.READ, failure)


@pytest.mark.parametrize(
    ("safety", "failure", "again", "unknown"),
    [
        (Safety.IDEMPOTENT, Failure.UNSENT, True, False),
        (Safety.IDEMPOTENT, Failure.LOST, True, True),
        (Safety.IDEMPOTENT, Failure.TIMED_OUT, False, True),
        (Safety.UNSAFE, Failure.UNSENT, True, False),
        (Safety.UNSAFE, Failure.LOST, False, True),
        (Safety.UNSAFE, Failure.TIMED_OUT, False, True),
    ],
)
def test_a_write_without_an_answer(safety: Safety, failure: Failure, again: bool, unknown: bool):
    assert may_resend(safety, failure) is again
    assert leaves_outcome_unknown(safety, failure) is unknown


@given(st.integers(100, 599), st.sampled_from(Safety))
def test_an_unsafe_call_is_sent_again_after_no_status_but_429(status: int, safety: Safety):
    if safety is Safety.UNSAFE:
        assert may_resend(safety, status) is (status == 429)
    elif may_resend(Safety.IDEMPOTENT, status):
        assert may_resend(Safety.READ, status)


# Retry-After


@given(st.floats(min_value=0, max_value=1e6).map(lambda number: round(number, 3)))
def test_a_number_of_seconds_is_read_whole_or_not(number: float):
    assert parse_retry_after(f"{number:.3f}", NOW) == number
    assert parse_retry_after(f" {number:.3f}s ", NOW) == number
    assert parse_retry_after(str(int(number)), NOW) == int(number)


@given(hours=st.integers(0, 99), minutes=st.integers(0, 99), whole=st.integers(0, 99), milliseconds=st.integers(0, 999))
def test_a_duration_in_units_is_their_sum(hours: int, minutes: int, whole: int, milliseconds: int):
    expected = hours * 3600 + minutes * 60 + whole + milliseconds / 1000
    assert parse_retry_after(f"{hours}h{minutes}m{whole}s{milliseconds}ms", NOW) == pytest.approx(expected)


@given(st.integers(-(10**6), 10**6))
def test_a_date_is_the_time_until_then_and_never_negative(distance: int):
    date = format_datetime(datetime.fromtimestamp(NOW + distance, UTC), usegmt=True)
    assert parse_retry_after(date, NOW) == max(0, distance)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30),
        ("Thu, 01 Jan 2026 00:00:30 -0000", 30),
        ("Thu, 01 Jan 2026 01:00:30 +0100", 30),
        ("Thursday, 01-Jan-26 00:00:30 GMT", 30),
    ],
)
def test_a_date_may_be_spelled_in_the_old_ways(date: str, expected: float):
    assert parse_retry_after(date, NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "-1",
        "1,5",
        "1e3",
        "NaN",
        "inf",
        "5 s",
        "1m 0s",
        "0x10",
        "s",
        "1x",
        "Jan +0000 25:61:61 " + "9" * 20,
    ],
)
def test_what_can_not_be_read_is_none(text: str):
    assert parse_retry_after(text, NOW) is None


date_parts = st.sampled_from(
    ["Mon,", "1", "31", "Jan", "2026", "9" * 20, "00:00:00", "25:61:61", "GMT", "+0000", "-9999", "EST", ":", "."]
)


@given(st.one_of(st.text(), st.lists(date_parts, max_size=8).map(" ".join)))
def test_any_text_is_a_wait_or_none(text: str):
    wait = parse_retry_after(text, NOW)
    assert wait is None or wait >= 0


def test_a_number_of_absurd_length_is_a_wait_that_fits_nowhere():
    assert parse_retry_after("9" * 400, NOW) == math.inf


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"windowMs": 1500}, 1.5),
        ({"windowMs": 0}, 0),
        ({"windowMs": 250.5}, 0.2505),
        ({"message": "Rate limit exceeded. Retry after 5.3s."}, 5.3),
        ({"message": "retry after 1m0s, please"}, 60),
        ({"windowMs": True}, None),
        ({"windowMs": -1}, None),
        ({"windowMs": 1e12}, None),
        ({"windowMs": math.nan}, None),
        ({"windowMs": "1500"}, None),
        ({"message": "retry after a while"}, None),
        ({"message": None}, None),
        ({}, None),
        ([{"windowMs": 1}], None),
        ("retry after 5s", None),
        (None, None),
    ],
)
def test_the_wait_in_a_body(document: object, expected: float | None):
    assert parse_retry_after_body(document) == expected


# the quota


def test_a_quota_gives_all_or_nothing():
    quota = Quota(7)
    assert quota.take(5)
    assert not quota.take(5)
    assert quota.tokens == 2


@given(st.integers(1, 50), st.lists(st.integers(-20, 20)))
def test_a_quota_stays_between_zero_and_its_capacity(capacity: int, moves: list[int]):
    quota = Quota(capacity)
    for move in moves:
        quota.give_back(move) if move > 0 else quota.take(-move)
        assert 0 <= quota.tokens <= capacity


@pytest.mark.parametrize(
    ("header", "message", "seconds"),
    [
        ("5", "retry after 9s", 5),
        ("1500us", "", 0.0015),
        ("1500\u00b5s", "", 0.0015),
        ("2h3m4.5s", "", 7384.5),
        ("junk", "retry after 9s", 9),
        ("-1", "retry after 9s", 9),
        ("nan", "retry after 350ms", 0.35),
        ("inf", "", None),
        (None, "rate limit exceeded, retry after 5.372786998s", 5.372786998),
        (None, "no", None),
    ],
)
def test_a_wait_is_in_the_header_and_else_in_the_body(header, message, seconds):
    found = parse_wait(header, {"message": message}, NOW)
    assert found == (None if seconds is None else pytest.approx(seconds))

"""Putting together the times of a week."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError
from unifi_sdk.access import Week, times_of_day
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access._resource import check_week
from unifi_sdk.access.models import EVERY_DAY, WEEKEND, WORKDAYS, Day, TimeRange, WeekSchedule


def spans(*pairs: tuple[str, str]) -> tuple[TimeRange, ...]:
    return tuple(TimeRange(start_time=start, end_time=end) for start, end in pairs)


def test_a_day_closes_with_the_last_second_of_its_minute() -> None:
    assert times_of_day("09:00-17:00") == spans(("09:00:00", "17:00:59"))


def test_the_end_of_the_day_has_two_names() -> None:
    assert times_of_day("18:00-24:00") == times_of_day("18:00-23:59") == spans(("18:00:00", "23:59:59"))


def test_times_with_seconds_are_taken_as_they_are() -> None:
    assert times_of_day("09:00:15 - 17:00:00") == spans(("09:00:15", "17:00:00"))


def test_a_day_has_several_times_in_order() -> None:
    assert times_of_day("13:00-17:00", "09:00-12:00") == spans(("09:00:00", "12:00:59"), ("13:00:00", "17:00:59"))


def test_times_that_touch_or_overlap_become_one() -> None:
    assert times_of_day("09:00-12:00", "12:00-14:00", "11:00-13:00") == spans(("09:00:00", "14:00:59"))


def test_days_are_added_one_by_one_and_together() -> None:
    week = Week().on(WORKDAYS, "09:00-12:00").on(Day.FRIDAY, "13:00-15:00").on(WEEKEND, "10:00-11:00").schedule
    assert week.monday == week.thursday == spans(("09:00:00", "12:00:59"))
    assert week.friday == spans(("09:00:00", "12:00:59"), ("13:00:00", "15:00:59"))
    assert week.saturday == week.sunday == spans(("10:00:00", "11:00:59"))


def test_a_week_can_go_on_from_one_that_was_read() -> None:
    read = WeekSchedule(monday=spans(("08:00:00", "09:00:59")))
    assert Week(read).on(Day.MONDAY, "09:00-10:00").schedule.monday == spans(("08:00:00", "10:00:59"))
    assert read.monday == spans(("08:00:00", "09:00:59"))


def test_a_week_is_sent_with_all_seven_days() -> None:
    written = DIALECT.codec.encode(Week().on(Day.MONDAY, "09:00-17:00").schedule)
    assert isinstance(written, dict)
    assert sorted(written) == sorted(EVERY_DAY)
    assert written["monday"] == [{"start_time": "09:00:00", "end_time": "17:00:59"}]
    assert written["sunday"] == []


@pytest.mark.parametrize(
    "text", ["", "9-17", "09:00", "17:00-09:00", "09:00-25:00", "09:60-10:00", "9:00-10:00", "24:00-24:00", "a-b", "-"]
)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="no part of a day"):
        times_of_day(text)


MINUTES = st.integers(0, 24 * 60 - 1)
SPANS = st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] <= pair[1])


@given(
    st.lists(SPANS, max_size=5),
    st.sets(st.sampled_from(Day)),
)
def test_a_week_is_open_exactly_at_the_minutes_that_were_given(pairs: list, days: set) -> None:
    ranges = [f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}" for start, end in pairs]
    week = Week().on(days, *ranges).schedule
    check_week(week)
    wanted = {minute for start, end in pairs for minute in range(start, end + 1)}
    for day in Day:
        times = getattr(week, day)
        opened = [minute for span in times for minute in range(_minute(span.start_time), _minute(span.end_time) + 1)]
        assert len(opened) == len(set(opened))
        assert set(opened) == (wanted if day in days else set())


def _minute(time: str) -> int:
    hours, minutes, _ = time.split(":")
    return int(hours) * 60 + int(minutes)


def test_a_schedule_without_a_week_is_one_without_any_time():
    assert Week(None) == Week()
    assert Week(None).on(Day.MONDAY, "09:00-10:00") == Week().on(Day.MONDAY, "09:00-10:00")

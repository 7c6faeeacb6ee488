"""A range of video is asked for in chunks that end at full hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError
from unifi_sdk.protect.export import VideoChunk, video_chunks

moments = st.datetimes(datetime(2019, 1, 1), datetime(2021, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=moment.microsecond // 1000 * 1000)
)
FINER = timedelta(microseconds=999)


@given(moments, st.timedeltas(timedelta(milliseconds=1), timedelta(hours=30)))
def test_chunks_cover_a_range_without_overlap_and_none_crosses_an_hour(start, length):
    length = timedelta(milliseconds=max(1, length // timedelta(milliseconds=1)))
    chunks = list(video_chunks(start, start + length))
    assert chunks[0].start == start
    assert chunks[-1].end == start + length - timedelta(milliseconds=1)
    for chunk in chunks:
        assert chunk.start <= chunk.end
        assert chunk.start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) > chunk.end
    for before, after in pairwise(chunks):
        assert before.end + timedelta(milliseconds=1) == after.start
        assert (after.start.minute, after.start.second, after.start.microsecond) == (0, 0, 0)


@given(moments, st.timedeltas(timedelta(milliseconds=1), timedelta(hours=3)))
def test_what_is_finer_than_a_millisecond_is_cut_off(start, length):
    length = timedelta(milliseconds=max(1, length // timedelta(milliseconds=1)))
    assert [*video_chunks(start + FINER, start + length + FINER)] == [*video_chunks(start, start + length)]


@given(moments, st.timedeltas(timedelta(milliseconds=1), timedelta(hours=30)))
def test_names_sort_by_time(start, length):
    names = [chunk.name for chunk in video_chunks(start, start + length + timedelta(milliseconds=1))]
    assert names == sorted(set(names))


def test_a_name_tells_both_ends_in_utc():
    tokyo = timezone(timedelta(hours=9))
    first, second = video_chunks(datetime(2020, 1, 2, 1, 30, tzinfo=tokyo), datetime(2020, 1, 2, 3, tzinfo=tokyo))
    assert first.name == "20200101T163000.000Z-20200101T165959.999Z.mp4"
    assert second.name == "20200101T170000.000Z-20200101T175959.999Z.mp4"
    assert VideoChunk(first.start.astimezone(tokyo), first.end.astimezone(tokyo)).name == first.name


@given(moments, moments, moments, moments)
def test_only_the_same_chunk_has_the_same_name(start, end, other_start, other_end):
    one, other = VideoChunk(start, end), VideoChunk(other_start, other_end)
    assert (one.name == other.name) == (one == other)


@pytest.mark.parametrize("camera_id", ["66e0", "../../etc/passwd", "a/b\\c", "", "x" * 10])
def test_a_name_tells_the_camera_and_stays_in_its_folder(camera_id: str):
    start = datetime(2020, 1, 2, tzinfo=UTC)
    (chunk,) = video_chunks(start, start + timedelta(minutes=1), camera_id)
    assert Path(chunk.name).name == chunk.name
    assert ".." not in chunk.name.removesuffix(".mp4")
    assert not camera_id.isalnum() or chunk.name.endswith(f"-{camera_id}.mp4")


def test_what_is_no_range_is_refused():
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(ConfigurationError, match="end"):
        video_chunks(moment, moment)
    with pytest.raises(ConfigurationError, match="start"):
        video_chunks(moment.replace(tzinfo=None), moment)
    with pytest.raises(ConfigurationError, match="end"):
        video_chunks(moment, moment + FINER)

"""A range of video is asked for in chunks that end at full hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError
from unifi_sdk.protect.export import video_chunks

moments = st.datetimes(datetime(2019, 1, 1), datetime(2021, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=moment.microsecond // 1000 * 1000)
)


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


def test_a_chunk_has_a_name_that_sorts_by_time():
    first, second = video_chunks(datetime(2020, 1, 1, 16, 30, tzinfo=UTC), datetime(2020, 1, 1, 18, tzinfo=UTC))
    assert (first.name, second.name) == ("20200101T163000Z.mp4", "20200101T170000Z.mp4")


def test_what_is_no_range_is_refused():
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(ConfigurationError, match="end"):
        video_chunks(moment, moment)
    with pytest.raises(ConfigurationError, match="start"):
        video_chunks(moment.replace(tzinfo=None), moment)

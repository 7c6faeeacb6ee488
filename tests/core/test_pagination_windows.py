"""Windows: some items out of a list, for programs that have pages of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.paging import ScriptedList, ids, numbered
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import PageStyle

STYLES = list(PageStyle)


@pytest.mark.parametrize("style", STYLES)
@given(count=st.integers(0, 60), offset=st.integers(0, 70), limit=st.integers(1, 70))
async def test_a_window_is_what_slicing_the_whole_list_gives(style: PageStyle, count: int, offset: int, limit: int):
    window = await ScriptedList(numbered(count), style).paginator().window(offset=offset, limit=limit)
    whole = await ScriptedList(numbered(count), style).paginator()
    assert list(window.items) == whole[offset : offset + limit]
    assert (window.next_cursor is None) == (offset + limit >= count)


@pytest.mark.parametrize("style", STYLES)
@given(count=st.integers(1, 60), limit=st.integers(1, 70))
async def test_windows_one_after_the_other_are_the_whole_list(style: PageStyle, count: int, limit: int):
    found: list[str] = []
    window = await ScriptedList(numbered(count), style).paginator().window(limit=limit)
    found += ids(window.items)
    while window.next_cursor is not None:
        window = await ScriptedList(numbered(count), style).paginator().window(limit=limit, cursor=window.next_cursor)
        found += ids(window.items)
    assert found == numbered(count)


async def test_a_window_of_a_list_that_counts_items_is_one_request():
    source = ScriptedList(numbered(60), PageStyle.OFFSET)
    await source.paginator().window(offset=37, limit=7)
    assert len(source.asked) == 1


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (1, -1)])
async def test_a_window_of_nothing_is_refused(limit: int, offset: int):
    with pytest.raises(ConfigurationError, match="limit must be at least 1"):
        await ScriptedList(numbered(3), PageStyle.OFFSET).paginator().window(limit=limit, offset=offset)


async def test_what_can_not_be_decoded_does_not_cut_a_list_of_windows():
    source = ScriptedList(["bad-1", "bad-2", *numbered(3)])
    first = await source.paginator().window(limit=2)
    assert (first.items, len(first.undecodable)) == ((), 2)
    assert first.next_cursor is not None
    second = await source.paginator().window(limit=5, cursor=first.next_cursor)
    assert ids(second.items) == numbered(3)

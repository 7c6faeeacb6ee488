"""One message of a socket is one frame for each thing it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import DecodeError
from unifi_sdk.protect.frames import Frame, FrameAction, read_frames

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "item", "id", "x"]), inner),
    max_leaves=8,
)


def test_a_message_about_one_item_is_one_frame():
    (frame,) = read_frames({"type": "update", "item": {"id": "a", "modelKey": "camera", "name": "Yard"}})
    assert (frame.action, frame.id, frame.model_key) == (FrameAction.UPDATE, "a", "camera")
    assert frame.item == {"id": "a", "modelKey": "camera", "name": "Yard"}


def test_a_bulk_message_is_one_frame_for_each_id():
    frames = read_frames({"type": "update", "item": {"id": ["a", "b"], "modelKey": "light", "isDark": True}})
    assert [(frame.id, frame.item["id"], frame.item["isDark"]) for frame in frames] == [
        ("a", "a", True),
        ("b", "b", True),
    ]


def test_an_action_that_the_sdk_does_not_know_is_kept():
    (frame,) = read_frames({"type": "replace", "item": {"id": "a"}})
    assert (frame.action, frame.model_key) == ("replace", "")


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("Hello", "$"),
        ({}, "$.type"),
        ({"type": 1, "item": {"id": "a"}}, "$.type"),
        ({"type": "add"}, "$.item"),
        ({"type": "add", "item": {}}, "$.item.id"),
        ({"type": "add", "item": {"id": []}}, "$.item.id"),
        ({"type": "add", "item": {"id": ["a", 2]}}, "$.item.id"),
        ({"type": "add", "item": {"id": ""}}, "$.item.id"),
    ],
)
def test_a_message_that_is_none_says_where(message, path):
    with pytest.raises(DecodeError) as caught:
        read_frames(message)
    assert caught.value.path == path


@given(json_values)
def test_any_message_gives_frames_or_a_decode_error(message):
    try:
        frames = read_frames(message)
    except DecodeError:
        return
    assert frames
    assert all(isinstance(frame, Frame) and frame.item["id"] == frame.id for frame in frames)

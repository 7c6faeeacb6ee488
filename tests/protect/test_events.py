"""Each event begins once, changes, and ends once, whatever the console sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import DecodeError
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.events import EventEnded, EventLog, EventStarted, EventUpdated
from unifi_sdk.protect.frames import read_frames
from unifi_sdk.protect.models.events import Event, Motion, SmartZoneDetection

START, END = 1_767_225_600_000, 1_767_225_610_000


def play(*messages: tuple[str, dict], log: EventLog | None = None) -> list[object]:
    log = log or EventLog(DIALECT.codec)
    return [
        change
        for action, item in messages
        for frame in read_frames({"type": action, "item": {"id": "e", "modelKey": "event"} | item})
        for change in log.take(frame)
    ]


def kinds(changes: list[object]) -> list[str]:
    return [type(change).__name__ for change in changes]


def test_an_event_begins_changes_and_ends():
    begun, changed, ended = play(
        ("add", {"type": "smartDetectZone", "start": START, "device": "cam", "smartDetectTypes": ["person"]}),
        ("update", {"smartDetectTypes": ["person", "vehicle"]}),
        ("update", {"end": END}),
    )
    assert isinstance(begun, EventStarted)
    assert isinstance(begun.event, SmartZoneDetection)
    assert isinstance(changed, EventUpdated)
    assert changed.before == begun.event
    assert isinstance(ended, EventEnded)
    assert ended.ended_by == "console"
    assert [str(t) for t in ended.event.smart_detect_types] == ["person", "vehicle"]
    assert ended.event.device == "cam"


def test_a_full_event_as_an_update_is_merged_like_a_partial_one():
    whole = {"type": "motion", "start": START, "device": "cam", "end": None}
    assert kinds(play(("add", whole), ("update", whole), ("update", whole | {"end": END}))) == [
        "EventStarted",
        "EventEnded",
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"type": "smartDetectZone", "start": START, "end": END, "smartDetectTypes": ["package"]},
        {"type": "nfcCardScanned", "start": START, "end": END},
        {"type": "fingerprintIdentified", "start": START, "end": END},
    ],
)
@pytest.mark.parametrize("action", ["add", "update"])
def test_an_event_that_comes_with_its_end_begins_and_ends(action, item):
    assert kinds(play((action, item))) == ["EventStarted", "EventEnded"]


def test_a_kind_that_the_console_never_ends_is_over_at_once():
    begun, ended = play(("add", {"type": "lightMotion", "start": START}))
    assert isinstance(begun, EventStarted)
    assert ended.ended_by == "at once"


def test_an_end_that_comes_again_is_no_second_end():
    motion = {"type": "motion", "start": START}
    changes = play(
        ("add", motion), ("update", {"end": END}), ("update", {"end": END}), ("update", motion | {"end": END})
    )
    assert kinds(changes) == ["EventStarted", "EventEnded"]


def test_more_about_an_event_that_is_over_is_an_update():
    changes = play(
        ("add", {"type": "motion", "start": START}), ("update", {"end": END}), ("update", {"metadata": {"x": 1}})
    )
    assert kinds(changes) == ["EventStarted", "EventEnded", "EventUpdated"]


def test_an_update_of_an_event_whose_beginning_was_missed_begins_it():
    log = EventLog(DIALECT.codec)
    (begun,) = play(("update", {"smartDetectTypes": ["person"]}), log=log)
    assert isinstance(begun, EventStarted)
    (changed,) = play(("update", {"type": "motion"}), log=log)
    assert isinstance(changed.event, Motion)


def test_an_unknown_kind_is_the_base_class():
    (begun,) = play(("add", {"type": "catSeen", "start": START, "mood": "good"}))
    assert type(begun.event) is Event
    assert begun.event.extra == {"mood": "good"}


def test_a_gap_ends_what_is_open():
    log = EventLog(DIALECT.codec)
    play(("add", {"type": "motion", "start": START}), log=log)
    (ended,) = log.lose()
    assert (ended.ended_by, log.open, log.lose()) == ("gap", (), [])
    assert kinds(play(("update", {"end": END}), log=log)) == ["EventUpdated"]


def test_a_frame_that_is_no_event_says_so():
    with pytest.raises(DecodeError):
        play(("add", {"modelKey": 5, "id": ["x"], "start": START} | {"id": ""}))


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "update", "remove"]),
        st.fixed_dictionaries(
            {"id": st.sampled_from(["a", "b", "c"])},
            optional={
                "type": st.sampled_from(["motion", "ring", "lightMotion", "catSeen"]),
                "start": st.just(START),
                "end": st.none() | st.just(END),
            },
        ),
    ),
    max_size=30,
)


@given(steps)
def test_in_any_history_an_event_begins_before_it_changes_and_ends_at_most_once(history):
    begun: set[str] = set()
    ended: set[str] = set()
    log = EventLog(DIALECT.codec)
    for change in play(*history, log=log):
        name = change.event.id
        if isinstance(change, EventStarted):
            assert name not in begun
            begun.add(name)
        elif isinstance(change, EventEnded):
            assert name in begun
            assert name not in ended
            ended.add(name)
        else:
            assert name in begun
    assert {event.id for event in log.open} == begun - ended

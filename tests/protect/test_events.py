"""Each event begins once, changes, and ends once, whatever the console sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.clock import FakeClock
from unifi_sdk import DecodeError, RawEvent
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.events import EventEnded, EventLog, EventStarted, EventUpdated
from unifi_sdk.protect.frames import read_frames
from unifi_sdk.protect.models.events import Event, EventType, SmartZoneDetection

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


@pytest.mark.parametrize(
    ("fragment", "path"),
    [
        ({"smartDetectTypes": ["person"]}, "$.item.type"),
        ({"end": END}, "$.item.type"),
        ({"start": START, "end": END, "device": "cam"}, "$.item.type"),
        ({"type": None, "start": START}, "$.item.type"),
        ({"type": "", "start": START}, "$.item.type"),
        ({"type": 5, "start": START}, "$.item.type"),
        ({"type": "motion"}, "$.item.start"),
        ({"type": "motion", "end": END}, "$.item.start"),
        ({}, "$.item.type"),
    ],
)
def test_a_fragment_of_an_event_whose_beginning_was_missed_begins_nothing(fragment, path):
    log = EventLog(DIALECT.codec)
    (raw,) = play(("update", fragment), log=log)
    assert isinstance(raw, RawEvent)
    assert raw.raw == {"type": "update", "item": {"id": "e", "modelKey": "event"} | fragment}
    assert raw.error.path == path
    assert log.open == ()


def test_fragments_become_an_event_when_together_they_tell_what_it_is():
    log = EventLog(DIALECT.codec)
    fragments = ({"smartDetectTypes": ["person"]}, {"metadata": {"x": 1}}, {"type": "smartDetectZone"})
    assert kinds(play(*(("update", fragment) for fragment in fragments), log=log)) == ["RawEvent"] * 3
    (begun,) = play(("update", {"start": START, "metadata": {"y": 2}}), log=log)
    assert isinstance(begun, EventStarted)
    assert isinstance(begun.event, SmartZoneDetection)
    assert [str(kind) for kind in begun.event.smart_detect_types] == ["person"]
    assert begun.event.extra == {"metadata": {"x": 1, "y": 2}}
    assert kinds(play(("update", {"end": END}), log=log)) == ["EventEnded"]


def test_an_update_that_comes_before_the_beginning_is_part_of_it():
    changes = play(("update", {"end": END}), ("add", {"type": "motion", "start": START}))
    assert kinds(changes) == ["RawEvent", "EventStarted", "EventEnded"]
    assert changes[1].event.end is not None


def test_an_update_of_an_event_that_a_gap_has_ended_is_completed_from_what_is_known():
    log = EventLog(DIALECT.codec)
    play(("add", {"type": "smartDetectZone", "start": START, "device": "cam"}), log=log)
    log.lose()
    (changed,) = play(("update", {"smartDetectTypes": ["face"]}), log=log)
    assert isinstance(changed, EventUpdated)
    assert (changed.event.type, changed.event.device) == ("smartDetectZone", "cam")


def test_no_more_than_a_hundred_events_of_which_there_are_fragments_are_remembered():
    log = EventLog(DIALECT.codec)
    play(*(("update", {"id": str(number), "start": START}) for number in range(101)), log=log)
    assert kinds(play(("update", {"id": "1", "type": "motion"}), log=log)) == ["EventStarted"]
    assert kinds(play(("update", {"id": "0", "type": "motion"}), log=log)) == ["RawEvent"]


def test_what_is_taken_away_before_anything_is_known_of_it_is_forgotten():
    assert kinds(play(("update", {"start": START}), ("remove", {}), ("update", {"type": "motion"}))) == ["RawEvent"] * 2


@pytest.mark.parametrize("action", ["replace", "", "ADD"])
def test_an_unknown_action_is_a_raw_event(action):
    log = EventLog(DIALECT.codec)
    play(("add", {"type": "motion", "start": START}), log=log)
    (raw,) = play((action, {"type": "motion", "start": START, "end": END}), log=log)
    assert isinstance(raw, RawEvent)
    assert (raw.raw["type"], raw.error.path) == (action, "$.type")
    assert len(log.open) == 1


@pytest.mark.parametrize("action", ["add", "update", "remove"])
@pytest.mark.parametrize("kind", ["camera", "nvr", "toaster"])
def test_an_item_that_is_no_event_is_a_raw_event(action, kind):
    (raw,) = play((action, {"modelKey": kind, "type": "UVC G5", "start": START}))
    assert isinstance(raw, RawEvent)
    assert raw.error.path == "$.item.modelKey"


def test_a_kind_without_an_end_is_over_as_soon_as_its_kind_is_known():
    changes = play(("update", {"start": START}), ("update", {"type": "lightMotion"}), ("update", {"device": "l"}))
    assert kinds(changes) == ["RawEvent", "EventStarted", "EventEnded", "EventUpdated"]
    assert changes[2].ended_by == "at once"


MOMENTARY = [
    "ring", "nfcCardScanned", "fingerprintIdentified", "sensorButtonPressed", "sensorSmokeTest", "relayInputChanged",
    "cameraDigitalInputChanged", "alarmHubButtonPress", "alarmHubRelaySwitched", "alarmHubBatteryConnected",
]  # fmt: skip
SEEN = [
    "motion", "smartAudioDetect", "smartDetectZone", "smartDetectLine", "smartDetectLoiterZone", "sensorMotion",
    "sensorVape", "alarmHubMotion", "alarmHubGlassBreak", "catSeen",
]  # fmt: skip
MINUTES = dict.fromkeys(MOMENTARY, 5) | dict.fromkeys(SEEN, 30)


@pytest.mark.parametrize("kind", [*(kind.value for kind in EventType if kind != EventType.LIGHT_MOTION), "catSeen"])
def test_an_event_of_which_nothing_is_heard_for_long_is_over(kind):
    seconds = 60 * MINUTES.get(kind, 12 * 60)
    clock = FakeClock()
    log = EventLog(DIALECT.codec, clock)
    play(("add", {"type": kind, "start": START}), log=log)
    clock.now += seconds - 1
    assert log.expire() == []
    clock.now += 1
    (ended,) = log.expire()
    assert (ended.event.type, ended.event.end, ended.ended_by) == (kind, None, "silence")
    assert (log.open, log.expire()) == ((), [])


def test_what_is_heard_of_an_event_keeps_it_open_whether_it_says_something_new_or_not():
    clock = FakeClock()
    log = EventLog(DIALECT.codec, clock)
    motion = {"type": "motion", "start": START}
    play(("add", motion), log=log)
    for item in (motion, {"odd": 1}, {}):
        clock.now += 29 * 60
        assert "EventEnded" not in kinds(play(("update", item), log=log))
    clock.now += 30 * 60
    assert kinds(play(("update", {"odd": 2}), log=log)) == ["EventUpdated"]


def test_any_frame_brings_the_ends_of_others_with_it():
    clock = FakeClock()
    log = EventLog(DIALECT.codec, clock)
    play(("add", {"id": "a", "type": "motion", "start": START}), log=log)
    clock.now += 60
    play(("add", {"id": "b", "type": "ring", "start": START}), log=log)
    clock.now += 29 * 60
    ended, late, begun = play(("add", {"id": "c", "type": "motion", "start": START}), log=log)
    assert [(change.event.id, change.ended_by) for change in (ended, late)] == [("a", "silence"), ("b", "silence")]
    assert begun.event.id == "c"


def test_what_comes_after_an_end_by_silence_is_an_update():
    clock = FakeClock()
    log = EventLog(DIALECT.codec, clock)
    play(("add", {"type": "motion", "start": START}), log=log)
    clock.now += 3600
    log.expire()
    (changed,) = play(("update", {"end": END}), log=log)
    assert isinstance(changed, EventUpdated)
    assert changed.event.end is not None


def test_without_a_clock_time_goes_by_what_the_frames_say():
    log = EventLog(DIALECT.codec)
    play(*(("add", {"id": name, "type": "motion", "start": START + at}) for name, at in (("a", 0), ("b", 1))), log=log)
    assert log.expire() == []
    play(("add", {"id": "c", "type": "motion", "start": START + 1_799_999}), log=log)
    assert [event.id for event in log.open] == ["a", "b", "c"]
    changes = play(("update", {"id": "c", "end": START + 1_800_001}), log=log)
    assert [(change.event.id, change.ended_by) for change in changes] == [
        ("a", "silence"), ("b", "silence"), ("c", "console"),
    ]  # fmt: skip


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


def test_an_event_that_goes_on_after_a_gap_begins_no_second_time():
    log = EventLog(DIALECT.codec)
    begun = {"type": "smartDetectZone", "start": START, "smartDetectTypes": ["person"]}
    play(("add", begun), log=log)
    log.lose()
    assert kinds(play(("add", begun), ("update", {"smartDetectTypes": ["face"]}), log=log)) == ["EventUpdated"]
    assert log.open == ()


def test_events_that_nobody_ends_are_ended_when_a_thousand_younger_ones_are_open():
    log = EventLog(DIALECT.codec)
    changes = play(*(("add", {"id": str(number), "type": "ring", "start": START}) for number in range(1005)), log=log)
    ended = [change for change in changes if isinstance(change, EventEnded)]
    assert [(change.event.id, change.ended_by) for change in ended] == [(str(number), "age") for number in range(5)]
    assert [event.id for event in log.open] == [str(number) for number in range(5, 1005)]


def test_no_more_than_a_thousand_events_are_remembered_beside_the_open_ones():
    log = EventLog(DIALECT.codec)
    over = {"type": "motion", "start": START, "end": END}
    play(*(("add", {"id": str(number)} | over) for number in range(1001)), log=log)
    assert kinds(play(("update", {"id": "1"} | over), log=log)) == []
    assert kinds(play(("update", {"id": "0"} | over), log=log)) == ["EventStarted", "EventEnded"]


BEGUN, CHANGED, ENDED = "EventStarted", "EventUpdated", "EventEnded"
OVER = {"end": END}
LIVES = {
    "a beginning and an end": ([("add", {}), ("update", OVER)], [BEGUN, ENDED]),
    "a beginning with its end": ([("add", OVER)], [BEGUN, ENDED]),
    "an end and no beginning": ([("update", OVER)], [BEGUN, ENDED]),
    "an end three times": ([("add", {}), *[("update", OVER)] * 3], [BEGUN, ENDED]),
    "a beginning twice": ([("add", {}), ("add", {}), ("update", OVER)], [BEGUN, ENDED]),
    "more between the two": ([("add", {}), ("update", {"odd": 1}), ("update", OVER)], [BEGUN, CHANGED, ENDED]),
    "more after the end": ([("add", {}), ("update", OVER), ("update", {"odd": 1})], [BEGUN, ENDED, CHANGED]),
    "another end": ([("add", {}), ("update", OVER), ("update", {"end": END + 1})], [BEGUN, ENDED, CHANGED]),
    "a beginning and nothing else": ([("add", {})], [BEGUN]),
    "taken away": ([("add", {}), ("remove", {})], [BEGUN, ENDED]),
}
WITHOUT_END = {
    "a beginning and nothing else": [BEGUN, ENDED],
    "taken away": [BEGUN, ENDED],
    "more between the two": [BEGUN, ENDED, CHANGED, CHANGED],
    "more after the end": [BEGUN, ENDED, CHANGED, CHANGED],
    "a beginning and an end": [BEGUN, ENDED, CHANGED],
    "an end three times": [BEGUN, ENDED, CHANGED],
    "a beginning twice": [BEGUN, ENDED, CHANGED],
    "another end": [BEGUN, ENDED, CHANGED, CHANGED],
}
"""What is otherwise with a kind that the vendor never ends: an end that comes all the same is one more thing to know."""


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("kind", EventType)
def test_every_kind_begins_once_and_ends_once_however_it_is_told(kind, life):
    messages, expected = LIVES[life]
    if kind == EventType.LIGHT_MOTION:
        expected = WITHOUT_END.get(life, expected)
    assert (
        kinds(play(*((action, {"type": kind.value, "start": START} | item) for action, item in messages))) == expected
    )


@pytest.mark.parametrize("kind", EventType)
def test_one_message_begins_changes_and_ends_several_events(kind):
    both = {"id": ["a", "b"], "type": kind.value, "start": START}
    changes = play(("add", both), ("update", both | {"odd": 1}), ("update", both | OVER))
    for name in ("a", "b"):
        mine = [change for change in changes if change.event.id == name]
        assert kinds(mine[:1]) == [BEGUN]
        assert kinds(mine).count(ENDED) == 1
        assert (mine[-1].event.end is not None, mine[-1].event.extra) == (True, {"odd": 1})


def test_a_frame_that_is_no_event_says_so():
    with pytest.raises(DecodeError):
        play(("add", {"modelKey": 5, "id": ["x"], "start": START} | {"id": ""}))


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "update", "remove", "replace"]),
        st.fixed_dictionaries(
            {"id": st.sampled_from(["a", "b", "c"])},
            optional={
                "type": st.sampled_from(["motion", "ring", "lightMotion", "catSeen"]),
                "start": st.sampled_from([START, START + 7_200_000]),
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
        if isinstance(change, RawEvent):
            continue
        assert change.event.type
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

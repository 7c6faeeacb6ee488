"""Following the device socket: pure, and equal to what the console has."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.patch import merge
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.frames import read_frames
from unifi_sdk.protect.mirror import Added, Changed, MirrorReducer, Removed, difference
from unifi_sdk.protect.models import AiPort, AiProcessor
from unifi_sdk.protect.models.cameras import Camera
from unifi_sdk.protect.models.devices import AdoptedDevice
from unifi_sdk.protect.models.lights import Light

reducer = MirrorReducer(DIALECT.codec)


def play(*messages: tuple[str, dict], state=MappingProxyType({})):
    changes: list[object] = []
    for action, item in messages:
        for frame in read_frames({"type": action, "item": item}):
            state, more = reducer.reduce(state, frame)
            changes += more
    return state, changes


def camera(name: str = "c1", **item: object) -> dict:
    return {"id": name, "modelKey": "camera", "state": "CONNECTED", "micVolume": 5} | item


def test_a_device_is_added_changed_and_removed():
    state, (added, changed, removed) = play(
        ("add", camera()), ("update", {"id": "c1", "modelKey": "camera", "micVolume": 9}), ("remove", {"id": "c1"})
    )
    assert isinstance(added, Added)
    assert isinstance(added.device, Camera)
    assert (changed.old.mic_volume, changed.new.mic_volume, changed.fields) == (5, 9, {"mic_volume"})
    assert isinstance(removed, Removed)
    assert state == {}


def test_a_patch_that_changes_nothing_yields_nothing_and_keeps_the_state():
    before, _ = play(("add", camera(ledSettings={"isEnabled": True})))
    after, changes = play(("update", {"id": "c1", "ledSettings": {"isEnabled": True}}), state=before)
    assert changes == []
    assert after is before


def test_what_a_frame_does_not_name_is_shared():
    before, _ = play(("add", camera(ledSettings={"isEnabled": True})), ("add", camera("c2")))
    after, _ = play(("update", {"id": "c1", "name": "Yard"}), state=before)
    assert after["c2"] is before["c2"]
    assert after["c1"].led_settings is before["c1"].led_settings


def test_a_bulk_frame_changes_each_device():
    state, changes = play(
        ("add", camera("c1")),
        ("add", camera("c2")),
        ("update", {"id": ["c1", "c2"], "modelKey": "camera", "name": "x"}),
    )
    assert [device.name for device in state.values()] == ["x", "x"]
    assert len(changes) == 4


def test_a_kind_that_the_sdk_does_not_know_is_kept():
    state, _ = play(("add", {"id": "d", "modelKey": "doorlock", "name": "Back", "bolt": 1}))
    assert type(state["d"]) is AdoptedDevice
    assert state["d"].extra == {"bolt": 1}


def test_an_update_of_an_unknown_device_is_told():
    with pytest.raises(KeyError):
        play(("update", {"id": "c1", "name": "x"}))


@pytest.mark.parametrize(
    ("kind", "model"), [("aiport", AiPort), ("aiprocessor", AiProcessor), ("toaster", AdoptedDevice)]
)
def test_a_device_of_a_kind_that_nothing_lists_is_known_from_its_first_update(kind, model):
    first = {"id": "a", "modelKey": kind, "state": "CONNECTED"}
    state, (added, changed) = play(("update", first), ("update", {"id": "a", "modelKey": kind, "name": "Rack"}))
    assert (type(added), type(added.device), changed.fields) == (Added, model, {"name"})
    assert state["a"].is_connected


def test_a_removal_of_an_unknown_device_and_an_unknown_action_change_nothing():
    before, _ = play(("add", camera()))
    after, changes = play(("remove", {"id": "c9"}), ("reboot", camera(micVolume=9)), state=before)
    assert changes == []
    assert after is before


def test_a_state_that_was_given_is_not_touched():
    before, _ = play(("add", camera("c1")), ("add", camera("c2")))
    kept = dict(before)
    play(("remove", {"id": "c1"}), ("update", camera("c2", micVolume=7)), ("add", camera("c3")), state=before)
    assert before == kept
    assert all(before[name] is device for name, device in kept.items())


@pytest.mark.parametrize(
    ("before", "patch"),
    [
        ({"lcdMessage": None}, {"lcdMessage": None}),
        ({"odd": {"x": 1}}, {"odd": {}}),
        ({"micVolume": 5.0}, {"micVolume": 5}),
        ({"hdrType": "tomorrow"}, {"hdrType": "tomorrow"}),
        ({"lcdMessage": {"type": "DO_NOT_DISTURB", "resetAt": 5}}, {"lcdMessage": {"resetAt": 5}}),
        ({"micVolume": "loud"}, {"micVolume": "loud"}),
        ({"smartDetectSettings": {"objectTypes": ["face"]}}, {"smartDetectSettings": {"objectTypes": ["face"]}}),
    ],
)
def test_saying_again_what_is_there_already_yields_nothing(before, patch):
    state, _ = play(("add", camera(**before)))
    after, changes = play(("update", {"id": "c1", "modelKey": "camera"} | patch), state=state)
    assert changes == []
    assert after is state


def test_a_null_in_place_of_nothing_is_a_change_that_no_field_shows():
    state, _ = play(("add", camera()))
    _, (changed,) = play(("update", {"id": "c1", "lcdMessage": None}), state=state)
    assert (changed.fields, changed.old == changed.new) == ({"extra"}, True)
    assert (changed.old.extra, changed.new.extra) == ({}, {"lcdMessage": None})


def test_a_change_below_an_unknown_key_is_a_change():
    state, _ = play(("add", camera(ledSettings={"isEnabled": True, "hue": {"warm": 1}})))
    _, (changed,) = play(("update", {"id": "c1", "ledSettings": {"hue": {"warm": 2}}}), state=state)
    assert isinstance(changed, Changed)
    assert changed.fields == {"led_settings"}


def test_the_difference_of_two_lists_is_what_came_went_and_changed():
    old, _ = play(("add", camera("c1")), ("add", camera("c2")), ("add", camera("c3")))
    new, _ = play(("add", camera("c2")), ("add", camera("c3", micVolume=1)), ("add", {"id": "l", "modelKey": "light"}))
    removed, changed, added = difference(old, new)
    assert (removed.device.id, changed.new.id, added.device.id) == ("c1", "c3", "l")
    assert isinstance(added.device, Light)


values = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["a", "b"])
patches = st.fixed_dictionaries(
    {},
    optional={
        "name": values,
        "micVolume": values,
        "isMicEnabled": values,
        "ledSettings": st.fixed_dictionaries({}, optional={"isEnabled": values, "hue": values}),
        "smartDetectSettings": st.fixed_dictionaries({}, optional={"objectTypes": st.lists(st.text("ab"), max_size=2)}),
        "odd": values | st.fixed_dictionaries({}, optional={"x": values}),
    },
)
names = st.sampled_from(["c1", "c2", "c3"])
steps = st.lists(st.tuples(st.sampled_from(["add", "update", "remove"]), names, patches), max_size=25)


@given(steps)
def test_after_any_history_the_state_is_what_the_console_has(history):
    truth: dict[str, dict] = {}
    state = MappingProxyType({})
    for action, name, patch in history:
        item = {"id": name, "modelKey": "camera"} | patch
        if action == "add":
            truth[name] = item
        elif action == "remove":
            truth.pop(name, None)
        elif name in truth:
            truth[name] = merge(truth[name], item)
        else:
            continue
        state, _ = play((action, item), state=state)
    assert {name: DIALECT.codec.encode(device) for name, device in state.items()} == truth

"""The messages that the benchmark follows devices with: they are followed truly, by the model and by the mirror."""

from __future__ import annotations

import copy
from typing import Any

from benchmarks.devices import make_cameras, make_messages
from tests.support.wire import same_json
from unifi_sdk._core.patch import Patcher, merge
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.frames import read_frames
from unifi_sdk.protect.mirror import Changed, MirrorReducer
from unifi_sdk.protect.models import Camera

MESSAGES = make_messages(3000)


def merged() -> dict[str, Any]:
    """What there is after all messages."""
    truth: dict[str, Any] = copy.deepcopy(make_cameras())
    for message in MESSAGES:
        name = message["item"]["id"]
        truth[name] = merge(truth[name], message["item"])
    return truth


def test_patched_models_are_what_merged_documents_are():
    patcher = Patcher(DIALECT.codec)
    cameras = {name: DIALECT.codec.decode(Camera, document) for name, document in make_cameras().items()}
    for message in MESSAGES:
        name = message["item"]["id"]
        cameras[name] = patcher.apply(cameras[name], message["item"])
    assert same_json({name: DIALECT.codec.encode(camera) for name, camera in cameras.items()}, merged())


def test_the_mirror_tells_every_change_and_ends_with_the_same():
    reducer = MirrorReducer(DIALECT.codec)
    state: Any = {name: DIALECT.codec.decode(Camera, document) for name, document in make_cameras().items()}
    told: list[Any] = []
    for message in MESSAGES:
        for frame in read_frames(message):
            state, changes = reducer.reduce(state, frame)
            told += changes
    assert same_json({name: DIALECT.codec.encode(device) for name, device in state.items()}, merged())
    assert all(isinstance(change, Changed) and change.fields for change in told)
    assert {field for change in told for field in change.fields} == {
        "state", "mic_volume", "is_mic_enabled", "led_settings", "smart_detect_settings", "lcd_message",
    }  # fmt: skip

"""Every answer and frame of the simulated Protect API, held against the vendor's specification."""

from __future__ import annotations

import re

import aiohttp
import pytest

from tests.support.network_bodies import Bodies
from tests.support.pictures import make_picture
from unifi_sdk._facts import load
from unifi_sdk.simulator.protect.api import HANDLERS, STREAMS
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("protect")
DEVICE_FRAME = FACTS.operations["GET /v1/subscribe/devices"].answer
EVENT_FRAME = FACTS.operations["GET /v1/subscribe/events"].answer
EVENT_TYPES = sorted(EVENT_FRAME.variants["add"].properties["item"].variants)
LISTS = {
    "cameras": 5, "lights": 2, "sensors": 4, "chimes": 1, "viewers": 1, "sirens": 2, "relays": 2, "speakers": 1,
    "fobs": 1, "bridges": 1, "link-stations": 1, "alarm-hubs": 1, "liveviews": 3, "arm-profiles": 2, "users": 2,
    "ulp-users": 2, "files/animations": 0,
}  # fmt: skip
PATCHED = sorted(
    name for name in HANDLERS if name.startswith("PATCH") and "settings" not in name and "liveviews" not in name
)
LCD = re.compile(
    r"body(\[\d+\])?(\.item)? must have required property 'lcdMessage'|body(\[\d+\])?\.lcdMessage must be object"
)


def wrong(schema, value) -> list[str]:
    """What is wrong with an answer but for the display: consoles leave it out, or send null."""
    return [problem for problem in problems(schema, value) if not LCD.fullmatch(problem)]


def test_every_operation_has_its_handler():
    assert len(HANDLERS) == 72
    assert {*HANDLERS, *STREAMS} == set(FACTS.operations)


@pytest.mark.parametrize("path", LISTS)
async def test_what_the_sample_estate_shows_is_as_the_specification_says(api, path):
    operation = FACTS.find(f"GET /v1/{path}") if path[:5] != "files" else FACTS.find("GET /v1/files/{}")
    items = await api.get(f"/v1/{path}")
    assert wrong(operation.answer, items) == []
    assert len(items) == LISTS[path]
    for item in items:
        one = FACTS.find(f"GET /v1/{path}/{{}}" if path != "arm-profiles" else "PATCH /v1/arm-profiles/{}")
        assert wrong(one.answer, item) == []
        if path != "arm-profiles":
            assert await api.get(f"/v1/{path}/{item['id']}") == item


@pytest.mark.parametrize("path", ["meta/info", "nvrs"])
async def test_what_there_is_once_is_as_the_specification_says(api, path):
    assert problems(FACTS.find(f"GET /v1/{path}").answer, await api.get(f"/v1/{path}")) == []


@pytest.mark.parametrize("name", PATCHED)
async def test_whatever_the_specification_allows_can_be_changed_and_read_back(console, api, name):
    operation = FACTS.operations[name]
    protect = console.protect
    form = aiohttp.FormData()
    form.add_field("file", make_picture(), filename="a.gif", content_type="image/gif")
    image = (await api.call("POST", "/v1/files/animations", data=form)).json["name"]
    references = {
        "cameraIds": list(protect.cameras),
        "cameraId": list(protect.cameras),
        "liveview": list(protect.liveviews),
        "text": [image],
    }
    things = await api.get(operation.path.removesuffix("/{id}"))
    path = operation.path.replace("{id}", things[-1 if "sensors" in name else 0]["id"])  # one that supports everything
    for body in Bodies(references).of(operation.body, 20):
        answer = await api.call("PATCH", path, json=body)
        assert answer.status == 200, (answer, body)
        assert wrong(operation.answer, answer.json) == []
        assert contains(answer.json, body), (answer.json, body)


@pytest.mark.parametrize("name", PATCHED)
async def test_a_field_that_is_not_writable_is_a_400_that_names_it(api, name):
    operation = FACTS.operations[name]
    thing = (await api.get(operation.path.removesuffix("/{id}")))[0]
    answer = await api.call("PATCH", operation.path.replace("{id}", thing["id"]), json={"mac": "00005E005399"})
    if operation.body.closed:
        assert (answer.status, answer.json["name"]) == (400, "API_ERROR")
        assert "'mac'" in answer.json["error"]
    else:
        assert answer.status == 200
        assert "mac" not in answer.json


@pytest.mark.parametrize("kind", EVENT_TYPES)
async def test_every_type_of_event_begins_and_ends_as_the_specification_says(console, api, kind):
    protect = console.protect
    async with api.listen("events") as listener:
        event = protect.start_event(kind, "Back door")
        begun = await listener.frame()
        assert problems(EVENT_FRAME, begun) == []
        assert (begun["type"], begun["item"]["id"]) == ("add", event.id)
        if kind != "lightMotion":
            protect.end_event(event)
            ended = await listener.frame()
            assert problems(EVENT_FRAME, ended) == []
            assert ended == {"type": "update", "item": event.body()}


async def test_the_frames_about_devices_are_as_the_specification_says(console, api):
    protect = console.protect
    async with api.listen("devices") as listener:
        for device in list(protect.snapshot_truth()):
            found = protect.find_device(device)
            found.name = f"{found.name}!"
            protect.add_device(found) if found.kind != "nvr" else None
            if found.kind not in ("nvr", "camera"):
                protect.remove_devices(found.id)
        protect.change_devices(list(protect.cameras), {"state": "DISCONNECTED"})
        protect.remove_devices(*protect.cameras)
        frames = await listener.frames(1 + 2 * 5 + 3 * 17 + 2)
    assert [problem for frame in frames for problem in wrong(DEVICE_FRAME, frame) if "lcdMessage" not in problem] == []
    assert isinstance(frames[-1]["item"]["id"], list)


def contains(whole, part) -> bool:
    if isinstance(part, dict):
        return all(name in whole and contains(whole[name], value) for name, value in part.items())
    return whole == part

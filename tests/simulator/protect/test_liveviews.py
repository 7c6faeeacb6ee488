"""Live views of the simulated Protect application."""

from __future__ import annotations

import pytest

from unifi_sdk._facts import load
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("protect")


@pytest.fixture
def view(protect) -> dict[str, object]:
    slot = {"cameras": [next(iter(protect.cameras))], "cycleMode": "motion", "cycleInterval": 10}
    return {"name": "Gate", "isGlobal": True, "layout": 1, "slots": [slot]}


async def test_a_liveview_is_created_and_replaced(api, protect, view):
    created = await api.call("POST", "/v1/liveviews", json=view)
    assert created.status == 200
    assert problems(FACTS.operations["POST /v1/liveviews"].answer, created.json) == []
    assert (view | {"isDefault": False, "owner": next(iter(protect.users))}).items() <= created.json.items()
    path = f"/v1/liveviews/{created.json['id']}"
    changed = await api.call("PATCH", path, json={**view, "name": "Door", "slots": []})
    assert changed.json == {**created.json, "name": "Door", "slots": []} == await api.get(path)
    assert changed.json in await api.get("/v1/liveviews")


async def test_a_liveview_is_made_of_all_that_the_specification_asks_for(api, protect, view):
    whole = {"id": "66e0000000000000000000ff", "modelKey": "liveview", "isDefault": True, "owner": "someone", **view}
    assert problems(FACTS.operations["POST /v1/liveviews"].body, whole) == []
    created = await api.call("POST", "/v1/liveviews", json=whole)
    assert created.status == 200
    assert problems(FACTS.operations["POST /v1/liveviews"].answer, created.json) == []
    assert view.items() <= created.json.items()


async def test_the_console_says_which_id_a_new_liveview_has_and_whose_it_is(api, protect, view):
    shown = (await api.get("/v1/liveviews"))[0]
    created = (await api.call("POST", "/v1/liveviews", json={**shown, **view, "owner": "someone"})).json
    assert created["id"] != shown["id"]
    assert (created["owner"], created["isDefault"]) == (next(iter(protect.users)), False)
    assert shown in await api.get("/v1/liveviews")


@pytest.mark.parametrize("wrong", [{"isDefault": "yes"}, {"modelKey": "light"}, {"owner": None}, {"id": 5}, {"new": 1}])
async def test_what_a_new_liveview_is_made_of_is_of_the_right_kind(api, view, wrong):
    assert (await api.call("POST", "/v1/liveviews", json={**view, **wrong})).status == 400


@pytest.mark.parametrize("field", ["id", "modelKey", "isDefault", "owner"])
async def test_a_liveview_is_not_changed_as_it_was_read(api, view, field):
    shown = (await api.get("/v1/liveviews"))[0]
    answer = await api.call("PATCH", f"/v1/liveviews/{shown['id']}", json={**view, field: shown[field]})
    assert answer.status == 400


@pytest.mark.parametrize("field", ["name", "isGlobal", "layout", "slots"])
async def test_a_liveview_is_written_as_a_whole(api, view, field):
    shown = (await api.get("/v1/liveviews"))[0]
    body = {name: value for name, value in view.items() if name != field}
    for verb, path in (("POST", "/v1/liveviews"), ("PATCH", f"/v1/liveviews/{shown['id']}")):
        answer = await api.call(verb, path, json=body)
        assert (answer.status, answer.json["error"]) == (400, f"body must have required property '{field}'")


@pytest.mark.parametrize("change", [{"layout": 0}, {"layout": 27}, {"slots": [{"cameras": []}]}])
async def test_a_wrong_liveview_is_refused(api, view, change):
    assert (await api.call("POST", "/v1/liveviews", json={**view, **change})).status == 400


async def test_a_liveview_of_an_unknown_camera_is_refused(api, view):
    slot = {"cameras": ["unknown"], "cycleMode": "time", "cycleInterval": 10}
    assert (await api.call("POST", "/v1/liveviews", json={**view, "slots": [slot]})).status == 400


async def test_personal_liveviews_of_others_are_not_shown(api, protect):
    hidden = [view for view in protect.liveviews.values() if view["name"] == "Night desk"]
    names = [view["name"] for view in await api.get("/v1/liveviews")]
    assert names == ["All", "Entrances", "Mine"]
    assert (await api.call("GET", f"/v1/liveviews/{hidden[0]['id']}")).status == 404


async def test_nobody_is_told_of_liveviews(api, view):
    async with api.listen("devices") as listener:
        await api.call("POST", "/v1/liveviews", json=view)
        assert await listener.is_silent()

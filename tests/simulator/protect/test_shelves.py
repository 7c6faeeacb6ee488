"""Liveviews, people, uploaded files and receipts of the simulated Protect application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest

from tests.support.protect_browser import ProtectBrowser
from unifi_sdk._facts import load
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.schema import problems
from unifi_sdk.simulator.protect.shelves import MAX_FILE_BYTES

FACTS = load("protect")
SALE = {"type": "sale", "externalId": "receipt 1", "amount": 12.5, "currency": "EUR"}


@pytest.fixture
def protect(console: SimulatedConsole) -> SimulatedProtect:
    console.protect.rate_limit = None
    return console.protect


@pytest.fixture
async def api(protect: SimulatedProtect, console: SimulatedConsole) -> AsyncIterator[ProtectBrowser]:
    async with aiohttp.ClientSession() as session:
        yield ProtectBrowser(console, session)


@pytest.fixture
def view(protect: SimulatedProtect) -> dict[str, object]:
    slot = {"cameras": [next(iter(protect.cameras))], "cycleMode": "motion", "cycleInterval": 10}
    return {"name": "Gate", "isGlobal": True, "layout": 1, "slots": [slot]}


def upload(content: bytes, content_type: str = "image/gif", field: str = "file", filename: str = "welcome.gif"):
    form = aiohttp.FormData()
    form.add_field(field, BytesIO(content), filename=filename, content_type=content_type)
    return form


# liveviews


async def test_a_liveview_is_created_and_replaced(api, protect, view):
    created = await api.call("POST", "/v1/liveviews", json=view)
    assert created.status == 200
    assert problems(FACTS.operations["POST /v1/liveviews"].answer, created.json) == []
    assert (view | {"isDefault": False, "owner": next(iter(protect.users))}).items() <= created.json.items()
    path = f"/v1/liveviews/{created.json['id']}"
    changed = await api.call("PATCH", path, json={**view, "name": "Door", "slots": []})
    assert changed.json == {**created.json, "name": "Door", "slots": []} == await api.get(path)
    assert changed.json in await api.get("/v1/liveviews")


@pytest.mark.parametrize("field", ["id", "modelKey", "isDefault", "owner"])
async def test_a_liveview_is_not_taken_as_it_was_read(api, protect, view, field):
    shown = (await api.get("/v1/liveviews"))[0]
    for verb, path in (("POST", "/v1/liveviews"), ("PATCH", f"/v1/liveviews/{shown['id']}")):
        assert (await api.call(verb, path, json={**view, field: shown[field]})).status == 400


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


# files


async def test_a_file_is_kept_and_listed_with_more_than_the_specification_says(api, protect, clock: ManualClock):
    answer = await api.call("POST", "/v1/files/animations", data=upload(b"GIF89a..."))
    assert answer.status == 200
    assert problems(FACTS.find("POST /v1/files/{}").answer, answer.json) == []
    assert answer.json["name"] == f"{answer.json['id']}.png"
    assert (answer.json["originalName"], answer.json["size"]) == ("welcome.gif", 9)
    assert answer.json["createdAt"] == clock.now() * 1000
    assert await api.get("/v1/files/animations") == [answer.json]
    assert protect.files[answer.json["name"]].content == b"GIF89a..."


async def test_an_uploaded_picture_can_be_shown_on_a_doorbell(api, protect):
    async with api.listen("devices") as listener:
        name = (await api.call("POST", "/v1/files/animations", data=upload(b"GIF89a"))).json["name"]
        images = (await listener.frame())["item"]["doorbellSettings"]["customImages"]
    assert images == [{"preview": f"{name}.gif", "sprite": name}]
    camera = next(iter(protect.cameras))
    body = {"lcdMessage": {"type": "IMAGE", "text": name, "resetAt": None}}
    assert (await api.call("PATCH", f"/v1/cameras/{camera}", json=body)).json["lcdMessage"] == body["lcdMessage"]


async def test_the_same_file_twice_is_two_files(api):
    for _ in range(2):
        await api.call("POST", "/v1/files/animations", data=upload(b"GIF89a"))
    assert len({file["name"] for file in await api.get("/v1/files/animations")}) == 2


@pytest.mark.parametrize(
    "options",
    [
        lambda: {"data": upload(b"x", field="upload")},
        lambda: {"data": upload(b"x", "text/plain")},
        lambda: {"data": b"GIF89a", "headers": {"Content-Type": "image/gif"}},
        dict,
    ],
    ids=["field", "type", "plain", "nothing"],
)
async def test_what_is_no_file_is_refused(api, protect, options):
    assert (await api.call("POST", "/v1/files/animations", **options())).status == 400
    assert protect.files == {}


async def test_a_file_has_a_largest_size(api, protect):
    assert (await api.call("POST", "/v1/files/animations", data=upload(bytes(MAX_FILE_BYTES)))).status == 200
    assert (await api.call("POST", "/v1/files/animations", data=upload(bytes(MAX_FILE_BYTES + 1)))).status == 413
    assert len(protect.files) == 1


async def test_there_are_no_other_files_than_animations(api):
    assert (await api.call("GET", "/v1/files/films")).status == 400
    assert (await api.call("POST", "/v1/files/films", data=upload(b"x"))).status == 400


# receipts


async def test_a_receipt_is_recorded_once(api, protect):
    camera = next(iter(protect.cameras))
    path = f"/v1/pos/cameras/{camera}/transactions"
    first = await api.call("POST", path, json=SALE)
    assert (first.status, first.json["created"]) == (200, True)
    again = await api.call("POST", path, json=SALE)
    assert again.json == {"created": False, "eventId": first.json["eventId"]}
    other = await api.call("POST", path, json={**SALE, "externalId": "receipt 2"})
    assert other.json["created"] is True
    assert protect.transactions[camera, "receipt 1"]["amount"] == 12.5


async def test_a_receipt_that_is_being_processed_is_a_conflict(api, protect):
    camera = next(iter(protect.cameras))
    protect.transactions_in_flight.add((camera, "receipt 1"))
    answer = await api.call("POST", f"/v1/pos/cameras/{camera}/transactions", json=SALE)
    assert (answer.status, protect.transactions) == (409, {})


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (-86400, 200), (300, 200), (-86401, 400), (301, 400)])
async def test_a_receipt_is_of_the_last_day(api, protect, clock: ManualClock, seconds, status):
    stamp = round((clock.now() + seconds) * 1000)
    path = f"/v1/pos/cameras/{next(iter(protect.cameras))}/transactions"
    assert (await api.call("POST", path, json={**SALE, "timestamp": stamp})).status == status


@pytest.mark.parametrize(
    "change", [{"currency": "eur"}, {"amount": -1}, {"type": "gift"}, {"externalId": ""}, {"tip": 1}]
)
async def test_a_wrong_receipt_is_refused(api, protect, change):
    path = f"/v1/pos/cameras/{next(iter(protect.cameras))}/transactions"
    assert (await api.call("POST", path, json={**SALE, **change})).status == 400


async def test_a_receipt_needs_a_camera(api):
    assert (await api.call("POST", "/v1/pos/cameras/unknown/transactions", json=SALE)).status == 404

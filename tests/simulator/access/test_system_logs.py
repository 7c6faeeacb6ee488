"""The simulated Access application on the wire: the system log, its export, its recordings and pictures."""

from __future__ import annotations

import csv
import io

import pytest
from PIL import Image

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import BASE_PATH, SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock
from unifi_sdk.simulator.quirks import Quirk

LOGS, EXPORT = "/system/logs", "/system/logs/export"
MAIN, WORKSHOP, STORE = (sample_id(name) for name in ("main-entrance", "workshop", "store-room"))
ADA, BRUNO, DMITRI, FAY, GUS = (sample_id(name) for name in ("ada", "bruno", "dmitri", "fay", "gus"))
OPENINGS = {"topic": "door_openings"}
MONTH = 31 * 24 * 3600


async def hits(api: Api, **body: object) -> list[dict]:
    return [hit["_source"] for hit in (await api.data("POST", LOGS, {**OPENINGS, **body}))["hits"]]


async def test_an_unlock_by_the_api_is_in_the_log_with_its_actor_and_targets(api: Api, clock: ManualClock) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/unlock", {"actor_id": "42", "actor_name": "Night shift"})
    (hit,) = (await api.data("POST", LOGS, OPENINGS))["hits"]
    source = hit["_source"]
    assert (hit["tag"], hit["@timestamp"]) == ("access", "2026-01-01T00:00:00Z")
    assert (source["actor"]["id"], source["actor"]["display_name"]) == ("42", "Night shift")
    assert source["authentication"]["credential_provider"] == "REMOTE_THROUGH_UAH"
    assert (source["event"]["type"], source["event"]["result"]) == ("access.door.unlock", "ACCESS")
    assert source["event"]["published"] == int(clock.now() * 1000)
    kinds = [target["type"] for target in source["target"]]
    assert kinds == ["UAH", "device_config", "door", "floor", "building", "activities_resource"]


async def test_page_and_total_stand_beside_the_data(api: Api) -> None:
    for _ in range(5):
        await api.ok("PUT", f"/doors/{MAIN}/unlock")
    body = await api.ok("POST", f"{LOGS}?page_num=2&page_size=3", OPENINGS)
    assert (len(body["data"]["hits"]), body["page"], body["total"]) == (2, 2, 5)
    assert "pagination" not in body


async def test_page_and_total_can_stand_in_the_data(api: Api, access: SimulatedAccess) -> None:
    access.journal.totals_inside_data = True
    body = await api.ok("POST", LOGS, OPENINGS)
    assert body["data"] == {"hits": [], "page": 1, "total": 0}
    assert "total" not in body


async def test_page_and_total_can_stand_in_a_pagination_of_their_own(api: Api, access: SimulatedAccess) -> None:
    access.quirks.add(Quirk.LOG_PAGINATION)
    for _ in range(5):
        await api.ok("PUT", f"/doors/{MAIN}/unlock")
    body = await api.ok("POST", f"{LOGS}?page_num=2&page_size=3", OPENINGS)
    assert body.keys() == {"code", "msg", "data", "pagination"}
    assert body["data"].keys() == {"hits"}
    assert body["pagination"] == {"page_num": 2, "page_size": 2, "total": 5}


async def test_the_newest_entry_comes_first(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    for door in (MAIN, WORKSHOP):
        await api.ok("PUT", f"/doors/{door}/unlock")
        clock.advance(1)
    assert [hit["target"][2]["id"] for hit in await hits(api)] == [WORKSHOP, MAIN]


async def test_the_log_is_cut_by_time_and_actor(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    start = int(clock.now())
    for person in (ADA, BRUNO, ADA):
        access.present(MAIN, person)
        clock.advance(60)
    assert len(await hits(api, since=start + 60)) == 2
    assert len(await hits(api, since=start, until=start + 60)) == 2
    assert len(await hits(api, actor_id=ADA)) == 2


@pytest.mark.parametrize("body", [{}, {"topic": "gossip"}, {"topic": "all", "since": "now"}])
async def test_a_malformed_query_is_refused(api: Api, body: object) -> None:
    assert await api.refusal("POST", LOGS, body) == "CODE_PARAMS_INVALID"


@pytest.mark.parametrize(
    ("person", "door", "opens"),
    [
        (ADA, WORKSHOP, True),
        (BRUNO, WORKSHOP, True),
        (sample_id("elif"), MAIN, True),
        (sample_id("elif"), sample_id("car-gate"), False),
        (DMITRI, MAIN, False),
        (FAY, MAIN, True),
        (FAY, WORKSHOP, False),
        (GUS, MAIN, False),
        (None, MAIN, False),
        (ADA, STORE, False),
    ],
)
async def test_a_credential_opens_the_doors_of_its_holder_and_the_log_says_so(
    api: Api, access: SimulatedAccess, person: str | None, door: str, opens: bool
) -> None:
    assert access.present(door, person, "PIN_CODE") is opens
    (source,) = await hits(api)
    assert source["event"]["result"] == ("ACCESS" if opens else "BLOCKED")
    assert source["actor"]["id"] == (person or "")
    relay = (await api.data("GET", f"/doors/{door}"))["door_lock_relay_status"]
    assert relay == ("unlock" if opens else "lock")


async def test_a_visitor_who_comes_in_has_arrived(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    clock.advance(25 * 3600)
    assert access.present(MAIN, GUS)
    assert (await api.data("GET", f"/visitors/{GUS}"))["status"] == "VISITING"


async def test_changes_by_the_api_are_filed_under_their_topic(api: Api) -> None:
    await api.ok("POST", "/users", {"first_name": "New", "last_name": "Person"})
    await api.ok("DELETE", f"/visitors/{GUS}")
    assert [hit["event"]["type"] for hit in await hits(api, topic="admin_activity")] == ["access.users.create"]
    types = [hit["event"]["type"] for hit in await hits(api, topic="visitor")]
    assert types == ["access.visitor.status.changed", "access.visitors.delete"]
    assert len(await hits(api, topic="all")) == 3


async def test_a_refused_change_is_not_in_the_log(api: Api) -> None:
    await api.refusal("POST", "/users", {})
    assert await hits(api, topic="all") == []


async def test_an_enrolled_card_is_in_the_log(api: Api, access: SimulatedAccess) -> None:
    await api.ok("POST", "/credentials/nfc_cards/sessions", {"device_id": "00005e005302"})
    access.tap("ABCD1234")
    assert "access.nfc_card.enrolled" in [hit["event"]["type"] for hit in await hits(api, topic="admin_activity")]


async def test_a_device_that_goes_offline_is_critical(api: Api, access: SimulatedAccess) -> None:
    access.devices["00005e005302"].is_online = False
    assert [hit["event"]["type"] for hit in await hits(api, topic="critical")] == ["access.device.offline"]


# Export


async def test_an_export_is_csv_in_the_time_of_a_place(api: Api, clock: ManualClock) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    body = {**OPENINGS, "since": int(clock.now()) - 10, "until": int(clock.now()), "timezone": "America/New_York"}
    kind, content = await api.file("POST", EXPORT, body)
    (row,) = csv.DictReader(io.StringIO(content.decode()))
    assert kind == "text/csv"
    assert (row["time"], row["actor"], row["door"]) == ("2025-12-31 19:00:00", "Simulated Token", "Main Entrance")


@pytest.mark.parametrize(
    "fields",
    [
        {"since": 0, "until": 10},
        {"since": 0, "timezone": "UTC"},
        {"since": 0, "until": MONTH + 1, "timezone": "UTC"},
        {"since": 10, "until": 0, "timezone": "UTC"},
        {"since": 0, "until": 10, "timezone": "Atlantis/Main"},
        {"since": 0, "until": 10, "timezone": "../etc"},
    ],
)
async def test_an_export_needs_a_month_at_most_and_a_place(api: Api, fields: dict) -> None:
    assert await api.refusal("POST", EXPORT, {**OPENINGS, **fields}) == "CODE_PARAMS_INVALID"


# Files


async def test_the_recording_of_an_opening_can_be_fetched(api: Api) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    target = (await hits(api))[0]["target"][-1]
    recording = await api.data("GET", f"/system/logs/resource/{target['id']}")
    assert recording["created_at"] == "2026-01-01T00:00:00+00:00"
    assert (await api.file("GET", f"/system/static{recording['video_record']}"))[0] == "video/mp4"
    kind, picture = await api.file("GET", f"/system/static{recording['video_record_thumbnail']}")
    assert (kind, picture[:3]) == ("image/jpeg", b"\xff\xd8\xff")


async def test_the_preview_of_a_door_can_be_fetched(api: Api) -> None:
    extras = (await api.data("GET", f"/doors/{MAIN}"))["extras"]
    kind, picture = await api.file("GET", f"/system/static{extras['door_thumbnail']}")
    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        assert (kind, image.format, image.size) == ("image/jpeg", "JPEG", (320, 180))


@pytest.mark.parametrize("path", ["avatar/unknown", "preview/unknown.jpg", "activities_resource/video/x.mp4", "etc"])
async def test_an_unknown_file_is_not_found(api: Api, path: str) -> None:
    assert await api.refusal("GET", f"/system/static/{path}") == "CODE_RESOURCE_NOT_FOUND"
    assert await api.refusal("GET", "/system/logs/resource/unknown") == "CODE_RESOURCE_NOT_FOUND"


async def test_a_slash_that_was_encoded_is_refused(api: Api, access: SimulatedAccess) -> None:
    url = api.client.make_url("/").joinpath(f"{BASE_PATH}/system/static/avatar%2F{ADA}".lstrip("/"), encoded=True)
    async with api.client.session.get(url, headers={"Authorization": "Bearer all"}) as response:
        assert "%2F" in response.request_info.url.raw_path
        assert (await response.json())["code"] == "CODE_PARAMS_INVALID"
    assert (await api.file("GET", f"/system/static/avatar/{ADA}"))[1] == access.users[ADA].avatar

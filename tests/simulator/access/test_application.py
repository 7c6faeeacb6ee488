"""The simulated Access application on the wire: envelope, tokens, users and visitors."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from unifi_sdk.simulator.access.application import BASE_PATH, SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.clock import ManualClock

HOUR = 3600


class Api:
    def __init__(self, client: TestClient) -> None:
        self._client = client

    async def send(self, method: str, path: str, json: object = None, token: str | None = "all") -> tuple[int, dict]:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        async with self._client.request(method, BASE_PATH + path, json=json, headers=headers) as response:
            return response.status, await response.json()

    async def ok(self, method: str, path: str, json: object = None) -> dict:
        status, body = await self.send(method, path, json)
        assert (status, body["code"]) == (200, "SUCCESS")
        return body

    async def refusal(self, method: str, path: str, json: object = None) -> str:
        status, body = await self.send(method, path, json)
        assert status == 200
        assert set(body) == {"code", "msg"}
        return body["code"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    access = SimulatedAccess(clock)
    access.tokens = {"all": None, "doors": {"view:space"}}
    return access


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    app = web.Application()
    app.add_routes(access.routes())
    async with TestClient(TestServer(app)) as client:
        yield Api(client)
    await access.close()


async def new_visitor(api: Api, clock: ManualClock, **fields: object) -> dict:
    now = int(clock.now())
    body = {"first_name": "Vera", "last_name": "Late", "start_time": now + HOUR, "end_time": now + 2 * HOUR}
    return (await api.ok("POST", "/visitors", {**body, "visit_reason": "Business", **fields}))["data"]


# Tokens and routes


@pytest.mark.parametrize(("token", "code"), [(None, "CODE_AUTH_FAILED"), ("wrong", "CODE_ACCESS_TOKEN_INVALID")])
async def test_a_missing_or_unknown_token_is_http_401(api: Api, token: str | None, code: str) -> None:
    status, body = await api.send("GET", "/users", token=token)
    assert (status, body["code"]) == (401, code)


async def test_a_token_without_the_scope_is_http_403(api: Api) -> None:
    status, body = await api.send("GET", "/users", token="doors")
    assert (status, body["code"]) == (403, "CODE_UNAUTHORIZED")


async def test_a_token_with_the_scope_gets_in(api: Api) -> None:
    status, body = await api.send("GET", "/doors", token="doors")
    assert (status, body["code"]) == (200, "SUCCESS")


async def test_a_withdrawn_token_is_http_401(api: Api, access: SimulatedAccess) -> None:
    access.tokens.clear()
    assert (await api.send("GET", "/doors"))[0] == 401


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("PATCH", "/users"), ("DELETE", "/users/x/nfc_cards/delete")]
)
async def test_an_unknown_path_or_verb_is_http_404_with_a_numeric_code(api: Api, method: str, path: str) -> None:
    status, body = await api.send(method, path)
    assert (status, body["code"], body["codeS"]) == (404, 404, "CODE_NOT_FOUND")


async def test_every_scope_of_an_operation_is_checked(access: SimulatedAccess, api: Api) -> None:
    access.tokens["none"] = set()
    checked = [route for route in access.routes() if route.method != "*"]
    for route in checked:
        path = re.sub(r"{[^}]+}", "x", route.path).removeprefix(BASE_PATH)
        status, body = await api.send(route.method, path, token="none")
        assert (status, body["code"]) == (403, "CODE_UNAUTHORIZED"), route
    assert len(checked) == 107


# Users


async def test_a_page_says_how_many_items_it_returned_not_how_many_were_asked_for(api: Api) -> None:
    body = await api.ok("GET", "/users?page_num=2&page_size=3")
    assert len(body["data"]) == 2
    assert body["pagination"] == {"page_num": 2, "page_size": 2, "total": 5}


async def test_pages_hold_25_items_unless_told_otherwise(api: Api, access: SimulatedAccess) -> None:
    access.add_users(60)
    pages = [(await api.ok("GET", f"/users?page_num={number}"))["data"] for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [25, 25, 15, 0]
    assert len({user["id"] for page in pages for user in page}) == 65


@pytest.mark.parametrize("query", ["page_num=0", "page_size=0", "page_num=x", "page_size=-1"])
async def test_a_senseless_page_is_refused(api: Api, query: str) -> None:
    assert await api.refusal("GET", f"/users?{query}") == "CODE_PARAMS_INVALID"


async def test_policies_come_only_with_a_listed_user_when_asked_for(api: Api) -> None:
    plain = (await api.ok("GET", "/users"))["data"][0]
    expanded = (await api.ok("GET", "/users?expand%5B%5D=access_policy"))["data"][0]
    assert "access_policies" not in plain
    assert [policy["id"] for policy in expanded["access_policies"]] == plain["access_policy_ids"]


async def test_a_touch_pass_is_an_object_and_missing_where_there_is_none(api: Api) -> None:
    users = (await api.ok("GET", "/users"))["data"]
    assert isinstance(users[0]["touch_pass"], dict)
    assert all("touch_pass" not in user for user in users[1:])


async def test_creating_a_user_answers_four_fields(api: Api) -> None:
    fields = {"first_name": "New", "last_name": "Person", "user_email": "new@example.com", "onboard_time": 1689150139}
    data = (await api.ok("POST", "/users", fields))["data"]
    assert set(data) == {"first_name", "last_name", "id", "user_email"}
    read = (await api.ok("GET", f"/users/{data['id']}"))["data"]
    assert (read["onboard_time"], read["status"], read["full_name"]) == (1689150139, "ACTIVE", "New Person")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"first_name": "Only"}, "CODE_PARAMS_INVALID"),
        ({"first_name": " ", "last_name": "L"}, "CODE_PARAMS_INVALID"),
        ({"first_name": 1, "last_name": "L"}, "CODE_PARAMS_INVALID"),
        ({"first_name": "F", "last_name": "L", "onboard_time": True}, "CODE_PARAMS_INVALID"),
        ({"first_name": "F", "last_name": "L", "user_email": "nobody"}, "CODE_USER_EMAIL_ERROR"),
        (["F", "L"], "CODE_PARAMS_INVALID"),
    ],
)
async def test_a_malformed_user_is_refused(api: Api, access: SimulatedAccess, fields: object, code: str) -> None:
    assert await api.refusal("POST", "/users", fields) == code
    assert len(access.users) == 5


async def test_an_update_leaves_absent_fields_alone_and_answers_null(api: Api) -> None:
    user_id = sample_id("bruno")
    body = await api.ok("PUT", f"/users/{user_id}", {"last_name": "Renamed", "pin_code": ""})
    assert body == {"code": "SUCCESS", "msg": "success", "data": None}
    read = (await api.ok("GET", f"/users/{user_id}"))["data"]
    assert (read["first_name"], read["last_name"], read["employee_number"]) == ("Bruno", "Renamed", "1002")


async def test_an_empty_text_clears_a_field(api: Api) -> None:
    await api.ok("PUT", f"/users/{sample_id('bruno')}", {"employee_number": ""})
    assert (await api.ok("GET", f"/users/{sample_id('bruno')}"))["data"]["employee_number"] == ""


async def test_a_user_cannot_be_set_to_pending(api: Api) -> None:
    assert await api.refusal("PUT", f"/users/{sample_id('bruno')}", {"status": "PENDING"}) == "CODE_PARAMS_INVALID"


async def test_only_a_deactivated_user_can_be_deleted(api: Api, access: SimulatedAccess) -> None:
    path = f"/users/{sample_id('bruno')}"
    assert await api.refusal("DELETE", path) == "CODE_OPERATION_FORBIDDEN"
    await api.ok("PUT", path, {"status": "DEACTIVATED"})
    assert await api.ok("DELETE", path) == {"code": "SUCCESS", "msg": "success"}
    assert await api.refusal("GET", path) == "CODE_USER_WORKER_NOT_EXISTS"
    assert access.cards[sample_token("100003")].holder_id is None


async def test_a_search_repeats_statuses_and_ids_and_has_no_pagination(api: Api) -> None:
    body = await api.ok("GET", "/users/search?status=DEACTIVATED&status=PENDING")
    assert "pagination" not in body
    assert [user["first_name"] for user in body["data"]] == ["Chloë", "Dmitri"]
    query = f"user_id={sample_id('ada')}&user_id={sample_id('elif')}&keyword=NIGHT"
    assert [user["alias"] for user in (await api.ok("GET", f"/users/search?{query}"))["data"]] == ["Night shift"]


async def test_a_search_can_be_narrowed_to_administrators(api: Api) -> None:
    users = (await api.ok("GET", "/users/search?only_admin=true"))["data"]
    assert [user["id"] for user in users] == [sample_id("ada"), sample_id("chloe")]


async def test_a_search_is_paged_all_the_same(api: Api) -> None:
    first, second = [(await api.ok("GET", f"/users/search?page_size=4&page_num={n}"))["data"] for n in (1, 2)]
    assert (len(first), len(second)) == (4, 1)


# Visitors


async def test_a_visit_goes_from_upcoming_over_active_to_no_visit(api: Api, clock: ManualClock) -> None:
    visitor = await new_visitor(api, clock)
    seen = [visitor["status"]]
    for _ in range(2):
        clock.advance(HOUR)
        seen.append((await api.ok("GET", f"/visitors/{visitor['id']}"))["data"]["status"])
    assert seen == ["UPCOMING", "ACTIVE", "NO_VISIT"]


async def test_a_visitor_who_came_is_visiting_and_then_visited(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    visitor = await new_visitor(api, clock)
    clock.advance(HOUR)
    access.arrive(visitor["id"])
    seen = [(await api.ok("GET", f"/visitors/{visitor['id']}"))["data"]["status"]]
    clock.advance(HOUR)
    seen.append((await api.ok("GET", f"/visitors/{visitor['id']}"))["data"]["status"])
    assert seen == ["VISITING", "VISITED"]


@pytest.mark.parametrize(
    ("number", "status"), [(1, "UPCOMING"), (2, "VISITED"), (3, "VISITING"), (4, "CANCELLED"), (6, "ACTIVE")]
)
async def test_visitors_are_filtered_by_the_number_of_a_status(api: Api, number: int, status: str) -> None:
    body = await api.ok("GET", f"/visitors?status={number}")
    assert {visitor["status"] for visitor in body["data"]} == {status}
    assert body["pagination"]["total"] == len(body["data"])


@pytest.mark.parametrize("query", ["status=7", "status=ACTIVE", "expand[]=nfl_card"])
async def test_an_unknown_filter_is_refused(api: Api, query: str) -> None:
    assert await api.refusal("GET", f"/visitors?{query}") == "CODE_PARAMS_INVALID"


async def test_a_keyword_matches_the_start_of_a_name_and_switches_the_status_filter_off(api: Api) -> None:
    visitors = (await api.ok("GET", "/visitors?keyword=ca&status=1"))["data"]
    assert [visitor["last_name"] for visitor in visitors] == ["Cancelled"]
    assert (await api.ok("GET", "/visitors?keyword=ancelled"))["data"] == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"resources", "schedule", "nfc_cards", "pin_code"}),
        ("?expand[]=none", set()),
        ("?expand[]=resource&expand[]=nfc_card", {"resources", "nfc_cards"}),
    ],
)
async def test_expand_chooses_the_objects_of_a_listed_visitor(api: Api, query: str, shown: set[str]) -> None:
    visitor = (await api.ok("GET", f"/visitors{query}"))["data"][0]
    assert shown == {"resources", "schedule", "nfc_cards", "pin_code"} & visitor.keys()


async def test_doors_given_one_by_one_become_a_private_door_group(api: Api, clock: ManualClock) -> None:
    resources = [
        {"id": sample_id("workshop"), "type": "door"},
        {"id": sample_id("public-doors"), "type": "door_group"},
    ]
    visitor = await new_visitor(api, clock, resources=resources)
    assert [group["type"] for group in visitor["resources"]] == ["door_group", "door_group"]
    assert visitor["resources"][0]["id"] == sample_id("public-doors")
    assert re.fullmatch(r"visitor-\d{13}", visitor["resources"][1]["name"])


async def test_a_schedule_is_sent_as_week_schedule_and_answered_as_weekly(api: Api, clock: ManualClock) -> None:
    hours = [{"start_time": "10:00:00", "end_time": "17:00:59"}]
    visitor = await new_visitor(api, clock, week_schedule={"monday": hours})
    assert visitor["schedule"]["weekly"]["monday"] == hours
    assert visitor["schedule"]["weekly"]["sunday"] == []
    assert len(visitor["schedule"]["weekly"]) == 7
    changed = (await api.ok("PUT", f"/visitors/{visitor['id']}", {"remarks": "Badge"}))["data"]
    assert changed["schedule"] == visitor["schedule"]


async def test_a_single_visit_has_no_weekly_hours(api: Api, clock: ManualClock) -> None:
    assert (await new_visitor(api, clock))["schedule"]["weekly"] is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"end_time": 1}, "CODE_PARAMS_INVALID"),
        ({"visit_reason": ""}, "CODE_PARAMS_INVALID"),
        ({"week_schedule": {"someday": []}}, "CODE_PARAMS_INVALID"),
        ({"week_schedule": {"monday": [{"start_time": "9:00", "end_time": "10:00"}]}}, "CODE_PARAMS_INVALID"),
        ({"resources": [{"id": "x", "type": "floor"}]}, "CODE_PARAMS_INVALID"),
        ({"resources": [{"id": "x", "type": "door"}]}, "CODE_RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_malformed_visitor_is_refused(
    api: Api, access: SimulatedAccess, clock: ManualClock, fields: dict[str, object], code: str
) -> None:
    body = {"first_name": "V", "last_name": "L", "visit_reason": "Others", "start_time": 100, "end_time": 200}
    assert await api.refusal("POST", "/visitors", {**body, **fields}) == code
    assert len(access.visitors) == 5


async def test_deleting_a_visitor_only_cancels_the_visit(api: Api) -> None:
    path = f"/visitors/{sample_id('gus')}"
    assert await api.ok("DELETE", path) == {"code": "SUCCESS", "msg": "success", "data": None}
    assert (await api.ok("GET", path))["data"]["status"] == "CANCELLED"


async def test_deleting_a_visitor_by_force_removes_the_visitor(api: Api) -> None:
    path = f"/visitors/{sample_id('gus')}"
    assert (await api.ok("DELETE", f"{path}?is_force=true"))["data"] is None
    assert await api.refusal("GET", path) == "CODE_NOT_EXISTS"


async def test_a_visitors_credentials_are_gone_when_the_visit_ends(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    path = f"/visitors/{(await new_visitor(api, clock))['id']}"
    await api.ok("PUT", f"{path}/pin_codes", {"pin_code": "57301208"})
    await api.ok("PUT", f"{path}/nfc_cards", {"token": sample_token("100005")})
    clock.advance(2 * HOUR)
    visitor = (await api.ok("GET", path))["data"]
    assert (visitor["pin_code"], visitor["nfc_cards"]) == (None, [])
    await api.ok("PUT", path, {"end_time": int(clock.now()) + HOUR})
    visitor = (await api.ok("GET", path))["data"]
    assert (visitor["status"], visitor["pin_code"], visitor["nfc_cards"]) == ("ACTIVE", None, [])


async def test_a_cancelled_visit_loses_its_credentials_and_takes_no_new_ones(api: Api) -> None:
    path = f"/visitors/{sample_id('fay')}"
    assert len((await api.ok("GET", path))["data"]["nfc_cards"]) == 1
    await api.ok("DELETE", path)
    assert (await api.ok("GET", path))["data"]["nfc_cards"] == []
    assert await api.refusal("PUT", f"{path}/pin_codes", {"pin_code": "57301208"}) == "CODE_OPERATION_FORBIDDEN"

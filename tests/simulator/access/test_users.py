"""The simulated Access application on the wire: users, their policies and pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.support.access_api import Api, form
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.access.pictures import avatar_picture

BARE = {"code": "SUCCESS", "msg": "success"}
ADA, BRUNO, CHLOE, DMITRI, ELIF = (sample_id(name) for name in ("ada", "bruno", "chloe", "dmitri", "elif"))
EVERYWHERE, OFFICE_HOURS = sample_id("everywhere"), sample_id("office-hours")


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
    assert not plain.keys() & {"access_policies", "access_policy_ids", "license_plates"}
    assert [policy["id"] for policy in expanded["access_policies"]] == expanded["access_policy_ids"]
    assert [plate["credential"] for plate in expanded["license_plates"]] == ["EX 1001"]
    single = (await api.ok("GET", f"/users/{plain['id']}"))["data"]
    assert (single["access_policy_ids"], len(single["license_plates"])) == (expanded["access_policy_ids"], 1)


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


async def test_a_search_by_a_status_that_there_is_not_is_refused(api: Api) -> None:
    assert await api.refusal("GET", "/users/search?status=ACTIVE&status=RETIRED") == "CODE_PARAMS_INVALID"


async def test_a_search_can_be_narrowed_to_administrators(api: Api) -> None:
    users = (await api.ok("GET", "/users/search?only_admin=true"))["data"]
    assert [user["id"] for user in users] == [sample_id("ada"), sample_id("chloe")]


async def test_a_search_is_paged_all_the_same(api: Api) -> None:
    first, second = [(await api.ok("GET", f"/users/search?page_size=4&page_num={n}"))["data"] for n in (1, 2)]
    assert (len(first), len(second)) == (4, 1)


async def test_policies_of_a_user_are_replaced_and_the_answer_has_no_data(api: Api) -> None:
    path = f"/users/{ELIF}/access_policies"
    assert await api.ok("PUT", path, {"access_policy_ids": [EVERYWHERE]}) == BARE
    own = await api.data("GET", f"{path}?only_user_policies=true")
    assert [policy["name"] for policy in own] == ["Everywhere"]
    await api.ok("PUT", path, {"access_policy_ids": []})
    assert await api.data("GET", f"{path}?only_user_policies=true") == []


async def test_policies_of_a_users_groups_come_along_unless_excluded(api: Api) -> None:
    path = f"/users/{ELIF}/access_policies"
    assert [policy["id"] for policy in await api.data("GET", path)] == [OFFICE_HOURS]
    assert await api.data("GET", f"{path}?only_user_policies=true") == []


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "CODE_PARAMS_INVALID"), ({"access_policy_ids": ["unknown"]}, "CODE_RESOURCE_NOT_FOUND")],
)
async def test_unknown_policies_are_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("PUT", f"/users/{ELIF}/access_policies", body) == code


async def test_an_uploaded_picture_can_be_read_back(api: Api) -> None:
    picture = avatar_picture("elif")
    data = await api.data("POST", f"/users/{ELIF}/avatar", data=form(file=picture))
    assert data["avatar_url"].endswith(f"/proxy/users/public/avatar/{ELIF}")
    found = await api.data("GET", f"/users/search?user_id={ELIF}")
    assert await api.file("GET", f"/system/static{found[0]['avatar_relative_path']}") == ("image/png", picture)


def test_a_face_is_a_picture_of_its_own_for_each_name() -> None:
    faces = [Image.open(io.BytesIO(avatar_picture(name))) for name in ("ada", "bruno")]
    assert [(face.format, face.size) for face in faces] == [("PNG", (40, 40))] * 2
    assert faces[0].tobytes() != faces[1].tobytes()


@pytest.mark.parametrize(
    ("user", "files", "code"),
    [
        (ELIF, {"file": b"text"}, "CODE_PARAMS_INVALID"),
        (ELIF, {"picture": avatar_picture("x")}, "CODE_PARAMS_INVALID"),
        (CHLOE, {"file": avatar_picture("x")}, "CODE_OPERATION_FORBIDDEN"),
        ("unknown", {"file": avatar_picture("x")}, "CODE_USER_WORKER_NOT_EXISTS"),
    ],
)
async def test_a_picture_must_be_one_and_of_a_local_user(api: Api, user: str, files: dict, code: str) -> None:
    assert await api.refusal("POST", f"/users/{user}/avatar", data=form(**files)) == code


async def test_a_picture_must_come_in_a_form(api: Api) -> None:
    assert await api.refusal("POST", f"/users/{ELIF}/avatar", {"file": "x"}) == "CODE_PARAMS_INVALID"

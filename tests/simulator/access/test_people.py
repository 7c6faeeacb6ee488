"""The simulated Access application on the wire: groups, policies, plates, pictures, passes and Identity of people."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.access_api import Api, form, serve
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.pictures import avatar_picture
from unifi_sdk.simulator.clock import ManualClock

ADA, BRUNO, CHLOE, DMITRI, ELIF = (sample_id(name) for name in ("ada", "bruno", "chloe", "dmitri", "elif"))
TOP, STAFF, NIGHT = (f"/user_groups/{sample_id(name)}" for name in ("group-top", "group-staff", "group-night"))
EVERYWHERE, OFFICE_HOURS = sample_id("everywhere"), sample_id("office-hours")
GUS = f"/visitors/{sample_id('gus')}"
PASSES = "/credentials/touch_passes"
FREE, USED, ADAS = (sample_id(f"{name}-touch-pass") for name in ("free", "used", "ada"))
BARE = {"code": "SUCCESS", "msg": "success"}


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    return SimulatedAccess(clock)


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    async with serve(access) as api:
        yield api


# Groups


async def test_a_group_tells_the_groups_above_it(api: Api) -> None:
    group = await api.data("GET", NIGHT)
    assert group == {
        "full_name": "Staff/Night Shift",
        "id": sample_id("group-night"),
        "name": "Night Shift",
        "up_id": sample_id("group-staff"),
        "up_ids": [sample_id("group-top"), sample_id("group-staff")],
    }


async def test_creating_a_group_tells_no_id(api: Api) -> None:
    assert await api.ok("POST", "/user_groups", {"name": "Cleaning", "up_id": sample_id("group-top")}) == BARE
    groups = await api.data("GET", "/user_groups")
    assert [(group["name"], group["up_id"]) for group in groups][-1] == ("Cleaning", sample_id("group-top"))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "CODE_PARAMS_INVALID"),
        ({"name": "New", "up_id": "unknown"}, "CODE_RESOURCE_NOT_FOUND"),
        ({"name": "Staff", "up_id": sample_id("group-top")}, "CODE_USER_NAME_DUPLICATED"),
    ],
)
async def test_a_malformed_group_is_refused(api: Api, access: SimulatedAccess, body: object, code: str) -> None:
    assert await api.refusal("POST", "/user_groups", body) == code
    assert len(access.user_groups) == 3


async def test_a_group_is_renamed_and_moved(api: Api) -> None:
    assert await api.ok("PUT", NIGHT, {"name": "Late", "up_id": sample_id("group-top")}) == BARE
    group = await api.data("GET", NIGHT)
    assert (group["name"], group["up_ids"]) == ("Late", [sample_id("group-top")])


async def test_a_group_cannot_lie_in_itself(api: Api) -> None:
    body = {"name": "Staff", "up_id": sample_id("group-night")}
    assert await api.refusal("PUT", STAFF, body) == "CODE_PARAMS_INVALID"


async def test_a_group_with_groups_in_it_is_not_deleted(api: Api) -> None:
    assert await api.refusal("DELETE", STAFF) == "CODE_OPERATION_FORBIDDEN"
    assert await api.ok("DELETE", NIGHT) == BARE
    assert await api.ok("DELETE", STAFF) == BARE
    assert await api.refusal("GET", STAFF) == "CODE_RESOURCE_NOT_FOUND"


async def test_members_are_added_and_removed_with_a_bare_array(api: Api) -> None:
    assert await api.ok("POST", f"{STAFF}/users", [ELIF, ADA]) == BARE
    assert await api.ok("POST", f"{STAFF}/users/delete", [BRUNO]) == BARE
    assert [user["id"] for user in await api.data("GET", f"{STAFF}/users")] == [ADA, ELIF]


@pytest.mark.parametrize(
    ("body", "code"), [({"ids": []}, "CODE_PARAMS_INVALID"), (["unknown"], "CODE_USER_WORKER_NOT_EXISTS")]
)
async def test_malformed_members_are_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("POST", f"{STAFF}/users", body) == code


async def test_members_of_groups_below_come_only_when_all_are_asked_for(api: Api) -> None:
    assert [user["id"] for user in await api.data("GET", f"{TOP}/users")] == [CHLOE]
    everybody = await api.data("GET", f"{TOP}/users/all")
    assert {user["id"] for user in everybody} == {CHLOE, ADA, BRUNO, ELIF}
    assert all("nfc_cards" not in user and "username" in user for user in everybody)


async def test_a_deleted_user_is_in_no_group(api: Api) -> None:
    await api.ok("PUT", f"/users/{BRUNO}", {"status": "DEACTIVATED"})
    await api.ok("DELETE", f"/users/{BRUNO}")
    assert [user["id"] for user in await api.data("GET", f"{STAFF}/users")] == [ADA]


# Policies of people


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


async def test_policies_of_a_group_are_answered_with_null(api: Api) -> None:
    answer = await api.ok("PUT", f"{STAFF}/access_policies", {"access_policy_ids": [EVERYWHERE, OFFICE_HOURS]})
    assert answer == {**BARE, "data": None}
    policies = await api.data("GET", f"{STAFF}/access_policies")
    assert [set(policy) for policy in policies] == [{"id", "name", "resources", "schedule_id"}] * 2


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "CODE_PARAMS_INVALID"), ({"access_policy_ids": ["unknown"]}, "CODE_RESOURCE_NOT_FOUND")],
)
async def test_unknown_policies_are_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("PUT", f"/users/{ELIF}/access_policies", body) == code


# Plates


@pytest.mark.parametrize("person", [f"/users/{ELIF}", GUS])
async def test_plates_are_added_by_text_and_removed_by_id(api: Api, person: str) -> None:
    await api.ok("PUT", f"{person}/license_plates", ["abcd5"])
    assert await api.ok("PUT", f"{person}/license_plates", ["efge36", "abcd5"]) == {**BARE, "data": None}
    plates = (await api.data("GET", person))["license_plates"]
    assert [plate["credential"] for plate in plates] == ["abcd5", "efge36"]
    assert {(plate["credential_type"], plate["credential_status"]) for plate in plates} == {("license", "active")}
    path = f"{person}/license_plates/{plates[0]['id']}"
    assert await api.ok("DELETE", path) == {**BARE, "data": None}
    assert await api.refusal("DELETE", path) == "CODE_RESOURCE_NOT_FOUND"


async def test_plates_replace_what_is_there_when_told_so(api: Api, access: SimulatedAccess) -> None:
    access.plates_replace = True
    await api.ok("PUT", f"/users/{ADA}/license_plates", ["abcd5"])
    assert [*access.users[ADA].license_plates.values()] == ["abcd5"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"license_plates": ["abcd5"]}, "CODE_PARAMS_INVALID"),
        ([""], "CODE_PARAMS_INVALID"),
        (["EX 1001"], "CODE_OPERATION_FORBIDDEN"),
    ],
)
async def test_malformed_and_taken_plates_are_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("PUT", f"/users/{ELIF}/license_plates", body) == code


# Pictures


async def test_an_uploaded_picture_can_be_read_back(api: Api) -> None:
    picture = avatar_picture("elif")
    data = await api.data("POST", f"/users/{ELIF}/avatar", data=form(file=picture))
    assert data["avatar_url"].endswith(f"/proxy/users/public/avatar/{ELIF}")
    found = await api.data("GET", f"/users/search?user_id={ELIF}")
    assert await api.file("GET", f"/system/static{found[0]['avatar_relative_path']}") == ("image/png", picture)


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


# Touch Passes


async def test_passes_are_listed_by_status_with_succ(api: Api) -> None:
    body = await api.ok("GET", f"{PASSES}?status=ACTIVE&page_size=10")
    assert (body["msg"], body["pagination"]) == ("succ", {"page_num": 1, "page_size": 1, "total": 1})
    assert await api.refusal("GET", f"{PASSES}?status=EXPIRED") == "CODE_PARAMS_INVALID"


async def test_a_pass_tells_its_moments_as_objects_once_it_was_active(api: Api) -> None:
    active, new = await api.data("GET", f"{PASSES}/{ADAS}"), await api.data("GET", f"{PASSES}/{FREE}")
    assert (active["activated_at"], active["expired_at"]) == ({}, {})
    assert "activated_at" not in new
    assert (active["user_status"], new["user_status"]) == ("ACTIVE", "")


@pytest.mark.parametrize(("condition", "found"), [("0000-1111", 3), ("ada", 1), ("nobody", 0)])
async def test_passes_are_searched_by_card_and_name(api: Api, condition: str, found: int) -> None:
    assert len(await api.data("GET", f"{PASSES}/search?condition={condition}")) == found


async def test_a_search_without_a_condition_is_refused(api: Api) -> None:
    assert await api.refusal("GET", f"{PASSES}/search") == "CODE_PARAMS_INVALID"


async def test_a_pass_is_pending_once_it_is_assigned(api: Api) -> None:
    given = await api.data("PUT", f"/users/{BRUNO}/touch_passes/{FREE}")
    assert (given["status"], given["user_id"], given["user_name"], given["user_status"]) == (
        "PENDING",
        BRUNO,
        "Bruno Sample",
        "",
    )
    assert (await api.data("GET", f"/users/{BRUNO}"))["touch_pass"]["id"] == FREE
    assert [item["id"] for item in await api.data("GET", f"{PASSES}/assignable")] == [USED]


@pytest.mark.parametrize(
    ("user", "touch_pass", "code"),
    [
        (ADA, FREE, "CODE_OPERATION_FORBIDDEN"),
        (BRUNO, ADAS, "CODE_OPERATION_FORBIDDEN"),
        (BRUNO, "unknown", "CODE_RESOURCE_NOT_FOUND"),
        ("unknown", FREE, "CODE_USER_WORKER_NOT_EXISTS"),
    ],
)
async def test_one_free_pass_goes_to_one_user(api: Api, user: str, touch_pass: str, code: str) -> None:
    assert await api.refusal("PUT", f"/users/{user}/touch_passes/{touch_pass}") == code


@pytest.mark.parametrize(("user", "touch_pass", "status"), [(ADA, ADAS, "SUSPENDED"), (BRUNO, FREE, "INACTIVE")])
async def test_an_unassigned_pass_is_suspended_if_a_phone_ever_had_it(
    api: Api, user: str, touch_pass: str, status: str
) -> None:
    if user == BRUNO:
        await api.ok("PUT", f"/users/{user}/touch_passes/{touch_pass}")
    data = await api.data("DELETE", f"/users/{user}/touch_passes/{touch_pass}")
    assert (data["status"], data["user_id"], data["user_name"], data["user_status"]) == (status, "", "", "ACTIVE")
    assert "touch_pass" not in await api.data("GET", f"/users/{user}")


async def test_several_users_get_passes_by_their_addresses(api: Api) -> None:
    body = {"ids": [BRUNO, ELIF], "emails": {ELIF: "elif@example.com"}}
    given = await api.data("PUT", "/users/touch_passes/assign", body)
    assert [(item["user_id"], item["user_email"]) for item in given] == [
        (BRUNO, "bruno@example.com"),
        (ELIF, "elif@example.com"),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"emails": {}}, "CODE_PARAMS_INVALID"),
        ({"ids": []}, "CODE_PARAMS_INVALID"),
        ({"ids": [ELIF]}, "CODE_USER_EMAIL_ERROR"),
        ({"ids": ["unknown"]}, "CODE_USER_WORKER_NOT_EXISTS"),
        ({"ids": [ADA]}, "CODE_OPERATION_FORBIDDEN"),
    ],
)
async def test_a_batch_that_cannot_be_done_whole_is_not_done(
    api: Api, access: SimulatedAccess, body: object, code: str
) -> None:
    assert await api.refusal("PUT", "/users/touch_passes/assign", body) == code
    assert [item.user_id for item in access.touch_passes.values()] == [ADA, "", ""]


async def test_a_pass_is_renamed_and_suspended(api: Api) -> None:
    data = await api.data("PUT", f"{PASSES}/{ADAS}", {"card_name": "Renamed", "status": "SUSPENDED"})
    assert (data["card_name"], data["status"], data["user_id"]) == ("Renamed", "SUSPENDED", ADA)
    assert ADAS not in [item["id"] for item in await api.data("GET", f"{PASSES}/assignable")]


async def test_a_phone_is_unbound_by_disabled(api: Api) -> None:
    bundle = {"bundle_id": sample_id("ada-bundle"), "bundle_status": "SUSPENDED"}
    assert await api.refusal("PUT", f"{PASSES}/{ADAS}", {"bundles": [bundle]}) == "CODE_PARAMS_INVALID"
    data = await api.data("PUT", f"{PASSES}/{ADAS}", {"bundles": [{**bundle, "bundle_status": "DISABLED"}]})
    assert data["bundles"] == []


async def test_a_purchase_of_two_answers_one_pass(api: Api, access: SimulatedAccess) -> None:
    data = await api.data("POST", PASSES, {"count": 2})
    assert (data["status"], data["user_id"]) == ("INACTIVE", "")
    assert (access.touch_passes_purchased, len(access.touch_passes)) == (2, 5)


@pytest.mark.parametrize("body", [{}, {"count": 0}, {"count": "2"}])
async def test_a_malformed_purchase_buys_nothing(api: Api, access: SimulatedAccess, body: object) -> None:
    assert await api.refusal("POST", PASSES, body) == "CODE_PARAMS_INVALID"
    assert access.touch_passes_purchased == 0


async def test_the_pass_of_a_deleted_user_is_unlinked(api: Api) -> None:
    await api.ok("PUT", f"/users/{ADA}", {"status": "DEACTIVATED"})
    await api.ok("DELETE", f"/users/{ADA}")
    data = await api.data("GET", f"{PASSES}/{ADAS}")
    assert (data["status"], data["user_status"]) == ("SUSPENDED", "UNLINK")


# Identity


async def test_failed_invitations_are_in_the_data_of_a_success(api: Api, access: SimulatedAccess) -> None:
    wishes = [{"user_id": ADA}, {"user_id": ELIF}, {"user_id": BRUNO, "email": "new@example.com"}]
    failures = await api.data("POST", "/users/identity/invitations", wishes)
    assert failures == [{"error_code": "", "error_msg": "invalid email", "user_email": "", "user_id": ELIF}]
    assert access.invitations == [(ADA, "ada@example.com"), (BRUNO, "new@example.com")]
    assert access.users[BRUNO].email == "new@example.com"


async def test_identity_resources_are_chosen_by_one_text_with_commas(api: Api) -> None:
    chosen = await api.data("GET", "/users/identity/assignments?resource_type=ev_station,wifi")
    assert set(chosen) == {"ev_station", "wifi"}
    assert set(await api.data("GET", "/users/identity/assignments")) == {"ev_station", "vpn", "wifi", "camera"}
    assert chosen["wifi"][0].keys() == {"deleted", "id", "metadata", "name", "short_name"}


@pytest.mark.parametrize("holder", [f"/users/{ELIF}", STAFF])
async def test_an_identity_resource_is_assigned(api: Api, holder: str) -> None:
    path, vpn = f"{holder}/identity/assignments", "66e000000000000000000041"
    assert await api.data("POST", path, {"resource_type": "vpn", "resource_ids": [vpn]}) is None
    data = await api.data("GET", path)
    assert (set(data), [item["metadata"] for item in data["vpn"]]) == (
        {"ev_station", "vpn", "wifi"},
        [{"has_ip": True}],
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"resource_type": "camera", "resource_ids": []}, "CODE_PARAMS_INVALID"),
        ({"resource_type": "wifi", "resource_ids": ["unknown"]}, "CODE_RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_malformed_assignment_is_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("POST", f"{STAFF}/identity/assignments", body) == code

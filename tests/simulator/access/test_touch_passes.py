"""The simulated Access application on the wire: Touch Passes."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id

PASSES = "/credentials/touch_passes"
FREE, USED, ADAS = (sample_id(f"{name}-touch-pass") for name in ("free", "used", "ada"))
ADA, BRUNO, CHLOE, DMITRI, ELIF = (sample_id(name) for name in ("ada", "bruno", "chloe", "dmitri", "elif"))


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

"""Touch Passes: buying, giving and taking back, in every shape that consoles answer in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError, MutationBlockedError, NotFoundError
from unifi_sdk.access.models import BundleSource, BundleStatus, TouchPassStatus, TouchPassUserStatus
from unifi_sdk.retry import Safety

ID = "b7c8d9e0-f1a2-4b3c-8d4e-5f60718293a4"
PASS = {
    "activated_at": {},
    "bundles": [
        {
            "bundle_id": "DAPLODe1",
            "bundle_status": "ACTIVE",
            "device_id": "device-1",
            "device_name": "Ada's phone",
            "device_type": 20,
            "source": "google",
        }
    ],
    "card_id": "70A3-2FAD-181B-4CC9",
    "card_name": "",
    "expired_at": {},
    "id": ID,
    "last_activity": "2026-04-09T17:49:20+08:00",
    "status": "ACTIVE",
    "user_avatar": "",
    "user_email": "ada@example.com",
    "user_id": "u1",
    "user_name": "Ada Example",
    "user_status": "ACTIVE",
}
FREE = {
    **PASS,
    "bundles": [],
    "status": "INACTIVE",
    "user_id": "",
    "user_name": "",
    "user_email": "",
    "user_status": "",
}


async def test_a_pass_is_read_with_its_phones() -> None:
    wire = Wire()
    wire.data(PASS)
    read = await wire.access.touch_passes.get(ID)
    assert (read.status, read.user_status) == (TouchPassStatus.ACTIVE, TouchPassUserStatus.ACTIVE)
    assert read.last_activity == datetime(2026, 4, 9, 9, 49, 20, tzinfo=UTC)
    assert (read.activated_at, read.expired_at) == ({}, {})
    [phone] = read.bundles
    assert (phone.bundle_status, phone.source, phone.device_type) == (BundleStatus.ACTIVE, BundleSource.GOOGLE, 20)
    assert wire.lines == [f"GET /credentials/touch_passes/{ID}"]


async def test_a_pass_before_its_activation_has_no_times() -> None:
    wire = Wire()
    wire.data({"id": ID, "user_status": "UNLINK", "activated_at": "2026-01-01"})
    read = await wire.access.touch_passes.get(ID)
    assert (read.activated_at, read.expired_at, read.last_activity) == (None, None, None)
    assert read.extra == {"activated_at": "2026-01-01"}
    assert read.user_status is TouchPassUserStatus.UNLINK


async def test_passes_are_listed_page_by_page() -> None:
    wire = Wire()
    first = [{**PASS, "id": f"p{number}"} for number in range(25)]
    wire.envelope(
        {"code": "SUCCESS", "msg": "succ", "data": first, "pagination": {"page_num": 1, "page_size": 25, "total": 26}}
    )
    wire.envelope(
        {"code": "SUCCESS", "msg": "succ", "data": [PASS], "pagination": {"page_num": 2, "page_size": 1, "total": 26}}
    )
    passes = await wire.access.touch_passes.list(status=TouchPassStatus.PENDING)
    assert len(passes) == 26
    assert wire.lines == ["GET /credentials/touch_passes"] * 2
    assert [sent.query for sent in wire.sent] == [
        [("status", "PENDING"), ("page_num", page), ("page_size", size)] for page, size in (("1", "100"), ("2", "25"))
    ]


async def test_every_pass_is_listed_without_a_status() -> None:
    wire = Wire()
    wire.data(None)
    assert await wire.access.touch_passes.list() == []
    assert wire.last.query == [("page_num", "1"), ("page_size", "100")]


async def test_passes_are_searched_and_those_to_give_are_listed_in_one_request() -> None:
    wire = Wire()
    wire.data([PASS], [FREE])
    [found] = await wire.access.touch_passes.search("70A3 Ada&")
    [free] = await wire.access.touch_passes.list_assignable()
    assert (found.id, free.user_status, free.user_id) == (ID, TouchPassUserStatus.NONE, "")
    assert wire.lines == ["GET /credentials/touch_passes/search", "GET /credentials/touch_passes/assignable"]
    assert [sent.query for sent in wire.sent] == [[("condition", "70A3 Ada&")], []]


async def test_an_update_sends_only_what_is_given() -> None:
    wire = Wire()
    wire.data({**PASS, "status": "SUSPENDED"}, PASS, PASS)
    suspended = await wire.access.touch_passes.update(ID, card_name="test", status=TouchPassStatus.SUSPENDED)
    await wire.access.touch_passes.update(ID, card_name="")
    await wire.access.touch_passes.update(ID, unbind_bundle_ids=["DAPLODe1"])
    assert suspended.status is TouchPassStatus.SUSPENDED
    assert [sent.body for sent in wire.sent] == [
        {"card_name": "test", "status": "SUSPENDED"},
        {"card_name": ""},
        {"bundles": [{"bundle_id": "DAPLODe1", "bundle_status": "DISABLED"}]},
    ]
    assert set(wire.lines) == {f"PUT /credentials/touch_passes/{ID}"}


@pytest.mark.parametrize(
    ("answer", "ids"),
    [(FREE, [ID]), ([FREE], [ID]), ([FREE, {**FREE, "id": "p2"}], [ID, "p2"]), ([], []), (None, [])],
)
async def test_passes_are_bought_once_and_told_alone_or_in_a_list(answer: object, ids: list[str]) -> None:
    wire = Wire()
    wire.data(answer)
    bought = await wire.access.touch_passes.purchase(2)
    assert [one.id for one in bought] == ids
    assert (wire.lines, wire.last.body) == (["POST /credentials/touch_passes"], {"count": 2})
    assert wire.last.safety is Safety.UNSAFE


async def test_an_answer_that_makes_no_sense_does_not_hide_what_was_bought() -> None:
    wire = Wire()
    wire.data([FREE, "no pass"])
    bought = await wire.access.touch_passes.purchase(2)
    assert [one.id for one in bought] == [ID]
    assert [failure.error.path for failure in bought.undecodable] == ["$.data[1]"]


async def test_nothing_is_bought_by_a_client_that_only_reads() -> None:
    wire = Wire(read_only=True)
    with pytest.raises(MutationBlockedError):
        await wire.access.touch_passes.purchase(1)
    assert wire.sent == []


async def test_passes_are_given_to_several_users_once() -> None:
    wire = Wire()
    wire.data([{**PASS, "status": "PENDING"}], [])
    [given] = await wire.access.touch_passes.assign(["u1"], emails={"u1": "ada@example.com"})
    assert await wire.access.touch_passes.assign(["u1", "u2"]) == []
    assert (given.status, given.user_id) == (TouchPassStatus.PENDING, "u1")
    assert wire.lines == ["PUT /users/touch_passes/assign"] * 2
    assert [(sent.body, sent.safety) for sent in wire.sent] == [
        ({"ids": ["u1"], "emails": {"u1": "ada@example.com"}}, Safety.UNSAFE),
        ({"ids": ["u1", "u2"]}, Safety.UNSAFE),
    ]


async def test_a_pass_is_given_to_one_user_and_taken_back() -> None:
    wire = Wire()
    wire.data({**PASS, "status": "PENDING", "user_status": ""}, {**FREE, "user_status": "ACTIVE"})
    credentials = wire.access.users.credentials("u1")
    given = await credentials.assign_touch_pass(ID)
    taken = await credentials.remove_touch_pass(ID)
    assert (given.status, taken.status, taken.user_id) == (TouchPassStatus.PENDING, TouchPassStatus.INACTIVE, "")
    assert wire.lines == [f"PUT /users/u1/touch_passes/{ID}", f"DELETE /users/u1/touch_passes/{ID}"]
    assert [(sent.body, sent.safety) for sent in wire.sent] == [(None, Safety.UNSAFE), (None, Safety.IDEMPOTENT)]


async def test_a_pass_that_the_first_of_two_attempts_took_back_is_read() -> None:
    wire = Wire()
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    wire.data(FREE)
    taken = await wire.access.users.credentials("u1").remove_touch_pass(ID)
    assert taken.status is TouchPassStatus.INACTIVE
    assert wire.lines == [f"DELETE /users/u1/touch_passes/{ID}", f"GET /credentials/touch_passes/{ID}"]


async def test_a_pass_that_the_user_never_had_is_not_taken_back() -> None:
    wire = Wire()
    wire.refuse("CODE_NOT_EXISTS")
    with pytest.raises(NotFoundError):
        await wire.access.users.credentials("u1").remove_touch_pass(ID)


async def test_what_can_never_work_fails_before_any_byte_is_sent() -> None:
    wire = Wire()
    passes = wire.access.touch_passes
    with pytest.raises(ConfigurationError, match="condition"):
        passes.search(" ")
    with pytest.raises(ConfigurationError, match="count"):
        await passes.purchase(0)
    with pytest.raises(ConfigurationError, match="unbind_bundle_ids"):
        await passes.update(ID, unbind_bundle_ids=[""])
    with pytest.raises(ConfigurationError, match="user_ids is empty"):
        await passes.assign([])
    with pytest.raises(ConfigurationError, match="emails"):
        await passes.assign(["u1"], emails={"u1": ""})
    with pytest.raises(ConfigurationError, match="emails"):
        await passes.assign(["u1"], emails={"u2": "bruno@example.com"})
    with pytest.raises(ConfigurationError, match="touch_pass_id"):
        await wire.access.users.credentials("u1").assign_touch_pass("../../p")
    assert wire.sent == []

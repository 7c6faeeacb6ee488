"""Users over the wire: paging, searching, and changing nothing but what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.access.recording import Wire
from unifi_sdk import BadRequestError, ConfigurationError, NotFoundError, OutcomeUnknownError, PermissionDeniedError
from unifi_sdk.access import AccessClient
from unifi_sdk.access.models import EmailStatus, ResourceType, User, UserStatus
from unifi_sdk.retry import Safety
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id

Sent = Callable[..., list]
AnswerWith = Callable[..., None]

ADA, BRUNO, CHLOE, DMITRI, ELIF = map(sample_id, ("ada", "bruno", "chloe", "dmitri", "elif"))


# Lists


async def test_every_page_is_read_in_order(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.add_users(120)
    users = await access.users.list()
    assert [user.id for user in users] == list(console.access.users)


async def test_pages_are_asked_for_by_number_and_never_by_the_size_that_came_back(
    access: AccessClient, console: SimulatedConsole, sent: Sent
) -> None:
    console.access.add_users(102)
    await access.users.list()
    assert sent("query") == [
        [("page_num", "1"), ("page_size", "100")],
        [("page_num", "2"), ("page_size", "100")],
    ]


@pytest.mark.parametrize("largest", [25, 40, 99])
async def test_a_console_that_gives_fewer_is_asked_for_so_many_from_then_on(
    access: AccessClient, console: SimulatedConsole, sent: Sent, largest: int
) -> None:
    console.access.add_users(120)
    console.access.largest_page = largest
    users = await access.users.list()
    assert [user.id for user in users] == list(console.access.users)
    sizes = [dict(query)["page_size"] for query in sent("query")]
    assert sizes == ["100"] + [str(largest)] * (-(-len(users) // largest) - 1)


@pytest.mark.parametrize("limit", [25, 40, 100])
async def test_a_window_is_right_on_a_console_that_gives_fewer(
    access: AccessClient, console: SimulatedConsole, limit: int
) -> None:
    console.access.add_users(195)
    console.access.largest_page = 25
    page = await access.users.list().window(limit=limit, offset=limit)
    assert [user.id for user in page.items] == list(console.access.users)[limit : 2 * limit]


async def test_the_total_is_told(access: AccessClient) -> None:
    users = access.users.list()
    await users
    assert users.total == 5


@pytest.mark.parametrize("pagination", [None, {}, {"total": None}, {"total": 0}, {"total": 7}])
async def test_a_total_that_is_missing_or_cannot_be_cuts_nothing(
    access: AccessClient, answer: AnswerWith, pagination: object
) -> None:
    answer([{"id": f"a{number}"} for number in range(25)], pagination=pagination)
    answer([{"id": "b"}], pagination=pagination)
    assert len(await access.users.list()) == 26


async def test_a_console_that_ignores_the_page_number_comes_to_an_end(
    access: AccessClient, answer: AnswerWith, sent: Sent
) -> None:
    answer([{"id": f"a{number}"} for number in range(30)], times=None)
    assert len(await access.users.list()) == 30
    assert len(sent()) == 2


@pytest.mark.parametrize("asked", [False, True])
async def test_policies_come_along_when_they_are_asked_for(access: AccessClient, sent: Sent, asked: bool) -> None:
    listed, single = (
        (await access.users.list(access_policies=asked))[0],
        await access.users.get(ADA, access_policies=asked),
    )
    assert single.access_policy_ids != ()
    assert listed.access_policy_ids == (single.access_policy_ids if asked else ())
    assert listed.license_plates == (single.license_plates if asked else ())
    assert bool(listed.access_policies) is bool(single.access_policies) is asked
    assert [("expand[]", "access_policy") in query for query in sent("query")] == [asked, asked]


async def test_a_policy_tells_its_doors(access: AccessClient) -> None:
    [policy] = (await access.users.get(BRUNO, access_policies=True)).access_policies
    assert policy.name == "Office Hours"
    assert [resource.type for resource in policy.resources] == [ResourceType.DOOR_GROUP, ResourceType.DOOR]


async def test_a_search_repeats_ids_and_statuses(access: AccessClient, sent: Sent) -> None:
    found = await access.users.search(
        user_ids=[ADA, CHLOE, DMITRI], statuses=[UserStatus.ACTIVE, UserStatus.PENDING], only_admin=True
    )
    assert [user.id for user in found] == [ADA, CHLOE]
    assert sent("query")[0][:6] == [
        ("user_id", ADA),
        ("user_id", CHLOE),
        ("user_id", DMITRI),
        ("status", "ACTIVE"),
        ("status", "PENDING"),
        ("only_admin", "true"),
    ]


async def test_a_search_by_keyword_finds_what_lists_leave_out(access: AccessClient) -> None:
    [elif_test] = await access.users.search(keyword="night")
    assert (elif_test.id, elif_test.alias, elif_test.phone) == (ELIF, "Night shift", "+1 555 0100")


async def test_a_search_reads_every_page_although_no_total_is_told(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.access.add_users(60)
    assert len(await access.users.search(keyword="Guest")) == 60


def test_an_empty_keyword_is_refused(access: AccessClient) -> None:
    with pytest.raises(ConfigurationError, match="keyword"):
        access.users.search(keyword=" ")


# One user


async def test_a_user_is_read_with_everything_the_console_tells(access: AccessClient) -> None:
    ada = await access.users.get(ADA)
    assert (ada.full_name, ada.user_email, ada.employee_number) == ("Ada Example", "ada@example.com", "1001")
    assert (ada.status, ada.email_status) == (UserStatus.ACTIVE, EmailStatus.UNVERIFIED)
    assert [card.id for card in ada.nfc_cards] == ["100001", "100002"]
    assert [plate.credential for plate in ada.license_plates] == ["EX 1001"]
    assert ada.pin_code is not None
    assert ada.onboard_time is not None
    assert ada.onboard_time.tzinfo is UTC


async def test_an_onboard_time_of_zero_is_none(access: AccessClient) -> None:
    assert (await access.users.get(ELIF)).onboard_time is None


async def test_a_user_without_pin_and_cards_has_none(access: AccessClient) -> None:
    chloe = await access.users.get(CHLOE)
    assert (chloe.pin_code, chloe.nfc_cards) == (None, ())


async def test_neither_pin_nor_card_shows_when_printed(access: AccessClient) -> None:
    ada = await access.users.get(ADA)
    assert ada.pin_code is not None
    for token in (ada.pin_code.token, *(card.token for card in ada.nfc_cards)):
        assert token
        assert token not in repr(ada)


@pytest.mark.parametrize(
    ("touch_pass", "ids"),
    [([], []), ({}, []), ({"id": "t"}, ["t"]), ([{"id": "t"}], ["t"]), ([{"id": "t"}, {"id": "u"}], ["t", "u"])],
)
async def test_a_touch_pass_is_read_alone_and_in_a_list(
    access: AccessClient, answer: AnswerWith, touch_pass: object, ids: list[str]
) -> None:
    answer({"id": "u", "touch_pass": touch_pass})
    assert [one.id for one in (await access.users.get("u")).touch_pass] == ids


@pytest.mark.parametrize("touch_pass", [None, "odd", [None]])
async def test_a_touch_pass_that_makes_no_sense_is_kept(
    access: AccessClient, answer: AnswerWith, touch_pass: object
) -> None:
    answer({"id": "u", "first_name": "Ada", "touch_pass": touch_pass})
    user = await access.users.get("u")
    assert (user.first_name, user.touch_pass, user.extra["touch_pass"]) == ("Ada", (), touch_pass)


async def test_a_touch_pass_without_an_id_is_read(access: AccessClient, answer: AnswerWith) -> None:
    answer({"id": "u", "touch_pass": [{"card_id": "no id"}]})
    (touch_pass,) = (await access.users.get("u")).touch_pass
    assert (touch_pass.id, touch_pass.card_id) == ("", "no id")


async def test_a_user_without_a_touch_pass_has_none(access: AccessClient, answer: AnswerWith) -> None:
    answer({"id": "u"})
    user = await access.users.get("u")
    assert (user.touch_pass, user.extra) == ((), {})


@pytest.mark.parametrize("odd", [None, "", 7, {}, [1]])
@pytest.mark.parametrize(
    "name", ["first_name", "status", "nfc_cards", "license_plates", "pin_code", "access_policies", "onboard_time"]
)
async def test_no_odd_value_beside_the_id_keeps_a_user_from_being_read(
    access: AccessClient, answer: AnswerWith, name: str, odd: object
) -> None:
    answer({"id": "u", name: odd})
    assert (await access.users.get("u")).id == "u"


async def test_a_status_of_tomorrow_keeps_its_text(access: AccessClient, answer: AnswerWith) -> None:
    answer({"id": "u", "status": "ON_LEAVE"})
    status = (await access.users.get("u")).status
    assert status == "ON_LEAVE"
    assert status is not None
    assert not status.is_known


# Writing


async def test_a_new_user_is_read_back(access: AccessClient) -> None:
    began = datetime(2026, 3, 1, 9, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=2)))
    made = await access.users.create(
        first_name="Olga",
        last_name="Neu",
        user_email="olga@example.com",
        employee_number="77",
        onboard_time=began,
    )
    assert (made.first_name, made.user_email, made.status) == ("Olga", "olga@example.com", None)
    olga = await access.users.get(made.id)
    assert (olga.employee_number, olga.status) == ("77", UserStatus.ACTIVE)
    assert olga.onboard_time == datetime(2026, 3, 1, 7, 30, 15, tzinfo=UTC)


async def test_a_new_user_is_sent_without_what_was_left_out(access: AccessClient, sent: Sent) -> None:
    await access.users.create(first_name="Olga", last_name="Neu")
    assert sent("json") == [{"first_name": "Olga", "last_name": "Neu"}]


async def test_a_malformed_address_is_refused_by_the_console(access: AccessClient) -> None:
    with pytest.raises(BadRequestError) as raised:
        await access.users.create(first_name="Olga", last_name="Neu", user_email="nowhere")
    assert raised.value.code == "CODE_USER_EMAIL_ERROR"


async def test_a_creation_whose_answer_is_lost_is_not_sent_again(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError):
        await access.users.create(first_name="Olga", last_name="Neu")
    assert [user.first_name for user in console.access.users.values()].count("Olga") == 1


async def test_an_update_sends_only_what_is_given(access: AccessClient, sent: Sent) -> None:
    before = await access.users.get(ADA)
    await access.users.update(ADA, last_name="Changed")
    after = await access.users.get(ADA)
    assert sent("body")[1] == b'{"last_name":"Changed"}'
    [touch_pass] = before.touch_pass
    renamed = (touch_pass.evolve(user_name="Ada Changed"),)
    assert after == before.evolve(last_name="Changed", full_name="Ada Changed", touch_pass=renamed)


async def test_an_update_can_take_texts_and_the_date_away(access: AccessClient) -> None:
    await access.users.update(ADA, user_email="", employee_number="", onboard_time=None)
    ada = await access.users.get(ADA)
    assert (ada.user_email, ada.employee_number, ada.onboard_time) == ("", "", None)


async def test_an_update_without_anything_changes_nothing(access: AccessClient) -> None:
    before = await access.users.get(ADA)
    await access.users.update(ADA)
    assert await access.users.get(ADA) == before


async def test_an_update_sets_the_date_in_whole_seconds(access: AccessClient, sent: Sent) -> None:
    await access.users.update(ADA, onboard_time=datetime(2026, 3, 1, 0, 0, 0, 900_000, tzinfo=UTC))
    assert sent("json") == [{"onboard_time": 1_772_323_200}]


async def test_only_a_deactivated_user_can_be_deleted_and_nothing_is_deactivated_in_passing(
    access: AccessClient, console: SimulatedConsole, sent: Sent
) -> None:
    with pytest.raises(PermissionDeniedError, match="deactivated"):
        await access.users.delete(ADA)
    assert sent() == [f"DELETE /users/{ADA}"]
    assert console.access.users[ADA].status == "ACTIVE"


async def test_a_deactivated_user_is_deleted(access: AccessClient) -> None:
    await access.users.update(ADA, status=UserStatus.DEACTIVATED)
    await access.users.delete(ADA)
    with pytest.raises(NotFoundError):
        await access.users.get(ADA)


async def test_a_deletion_whose_answer_is_lost_is_a_deletion(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer())
    await access.users.delete(DMITRI)
    assert DMITRI not in console.access.users
    assert len(console.requests) == 2


async def test_a_user_that_never_was_is_not_deleted(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.users.delete("nobody")


# Policies and pictures


@pytest.mark.parametrize(
    ("direct_only", "query"),
    [
        (None, []),
        (True, [("only_user_policies", "true")]),
        (False, [("only_user_policies", "false")]),
    ],
)
async def test_policies_of_a_user_are_read_with_or_without_those_of_groups(
    direct_only: bool | None, query: list
) -> None:
    wire = Wire()
    wire.data([{"id": "p", "name": "Office", "resources": [{"id": "g", "type": "door_group"}], "schedule_id": "s"}])
    [policy] = await wire.access.users.list_access_policies("u1", direct_only=direct_only)
    assert (wire.lines, wire.last.query) == (["GET /users/u1/access_policies"], query)
    assert (policy.name, policy.resources[0].type) == ("Office", ResourceType.DOOR_GROUP)


async def test_policies_of_a_user_are_replaced_as_a_whole() -> None:
    wire = Wire()
    wire.done()
    wire.done()
    await wire.access.users.replace_access_policies("u1", ["p", "q"])
    await wire.access.users.replace_access_policies("u1", ())
    assert wire.lines == ["PUT /users/u1/access_policies"] * 2
    assert [(sent.body, sent.safety) for sent in wire.sent] == [
        ({"access_policy_ids": ["p", "q"]}, Safety.IDEMPOTENT),
        ({"access_policy_ids": []}, Safety.IDEMPOTENT),
    ]


@pytest.mark.parametrize(("answer", "url"), [({"avatar_url": "https://c/a/u1"}, "https://c/a/u1"), ({}, "")])
async def test_a_picture_is_sent_as_a_form(answer: dict, url: str) -> None:
    wire = Wire()
    wire.data(answer)
    told = await wire.access.users.upload_avatar("u1", b"\xff\xd8 picture", content_type="image/png", file_name="a.png")
    assert told == url
    assert (wire.lines, wire.last.safety) == (["POST /users/u1/avatar"], Safety.UNSAFE)
    assert isinstance(wire.last.body, bytes)
    assert b'form-data; name="file"; filename="a.png"' in wire.last.body
    assert b"Content-Type: image/png" in wire.last.body
    assert b"\xff\xd8 picture" in wire.last.body


async def test_ids_and_pictures_that_can_never_work_fail_before_any_byte_is_sent() -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match="policy_ids"):
        await wire.access.users.replace_access_policies("u1", [""])
    with pytest.raises(ConfigurationError, match="policy_ids"):
        await wire.access.users.replace_access_policies("u1", "p")
    with pytest.raises(ConfigurationError, match="user_ids"):
        wire.access.users.search(user_ids="u1")
    with pytest.raises(ConfigurationError, match="content"):
        await wire.access.users.upload_avatar("u1", b"")
    assert wire.sent == []


async def test_a_search_tells_credentials_and_says_nothing_of_pages() -> None:
    wire = Wire()
    wire.data(
        [
            {
                "alias": "",
                "avatar_relative_path": "/avatar/u1",
                "email": "ada@example.com",
                "email_status": "VERIFIED",
                "id": "u1",
                "nfc_cards": [],
                "onboard_time": 0,
                "pin_code": None,
                "status": "ACTIVE",
                "username": "",
            }
        ]
    )
    [found] = await wire.access.users.search(keyword="Ada", only_admin=False)
    assert wire.last.query == [("keyword", "Ada"), ("only_admin", "false"), ("page_num", "1"), ("page_size", "100")]
    assert (found.email, found.avatar_relative_path, found.pin_code) == ("ada@example.com", "/avatar/u1", None)


# Before any byte


@pytest.mark.parametrize(
    ("fields", "argument"),
    [
        ({"first_name": ""}, "first_name"),
        ({"last_name": "  "}, "last_name"),
        ({"onboard_time": datetime(2026, 3, 1)}, "onboard_time"),
    ],
)
async def test_what_can_never_work_fails_before_any_byte_is_sent(
    access: AccessClient, console: SimulatedConsole, fields: dict, argument: str
) -> None:
    with pytest.raises(ConfigurationError, match=argument):
        await access.users.create(**{"first_name": "Olga", "last_name": "Neu", **fields})
    with pytest.raises(ConfigurationError, match=argument):
        await access.users.update(ADA, **fields)
    assert console.requests == []


def test_a_user_is_compared_by_what_it_says() -> None:
    assert User(id="u", first_name="Ada") == User(id="u", first_name="Ada", extra={"height": 1.7})

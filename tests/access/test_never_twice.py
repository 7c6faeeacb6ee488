"""What may have happened is never sent again: over real sockets, with the answer lost after the console has acted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import attrs
import pytest

from tests.access.conftest import BASE
from unifi_sdk import OutcomeUnknownError
from unifi_sdk.access import AccessClient
from unifi_sdk.access.models import Invitation, ResourceRef, ResourceType, VisitorInput, VisitReason
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token

ADA, GUS, MAIN = map(sample_id, ("ada", "gus", "main-entrance"))
READER = "00005e005302"
FREE_CARD = sample_token("100005")
PIN = "57301208"


@attrs.frozen
class Act:
    """Something that must not happen twice.

    Args:
        name: What it is called in a report.
        operation: As the error has it.
        path: What the console was asked for.
        do: Has the SDK do it.
        count: How often the console has done it.
    """

    name: str
    operation: str
    path: str
    do: Callable[[AccessClient, ManualClock], Awaitable[object]]
    count: Callable[[SimulatedAccess], int]


async def enrol(access: AccessClient, _: ManualClock) -> None:
    async with access.credentials.enrol_card(READER):
        raise AssertionError("the session was entered although nobody knows whether there is one")


async def announce(access: AccessClient, clock: ManualClock) -> None:
    start = datetime.fromtimestamp(clock.now(), UTC) + timedelta(days=1)
    visitor = VisitorInput(
        first_name="Kim",
        last_name="Lost",
        start_time=start,
        end_time=start + timedelta(hours=2),
        visit_reason=VisitReason.BUSINESS,
        resources=(ResourceRef(id=MAIN, type=ResourceType.DOOR),),
    )
    await access.visitors.create(visitor)


ACTS = (
    Act(
        "unlock",
        "PUT /doors/{door_id}/unlock",
        f"/doors/{MAIN}/unlock",
        lambda access, _: access.doors.unlock(MAIN),
        lambda console: console.times_opened(MAIN),
    ),
    Act(
        "purchase of a Touch Pass",
        "POST /credentials/touch_passes",
        "/credentials/touch_passes",
        lambda access, _: access.touch_passes.purchase(1),
        lambda console: console.touch_passes_purchased,
    ),
    Act(
        "doorbell",
        "POST /devices/{device_id}/doorbell",
        f"/devices/{READER}/doorbell",
        lambda access, _: access.devices.ring_doorbell(READER),
        lambda console: len(console.rings),
    ),
    Act(
        "enrolment session",
        "POST /credentials/nfc_cards/sessions",
        "/credentials/nfc_cards/sessions",
        enrol,
        lambda console: len(console.sessions),
    ),
    Act(
        "user group",
        "POST /user_groups",
        "/user_groups",
        lambda access, _: access.user_groups.create(name="Lost"),
        lambda console: sum(group.name == "Lost" for group in console.user_groups.values()),
    ),
    Act(
        "PIN of a user",
        "PUT /users/{user_id}/pin_codes",
        f"/users/{ADA}/pin_codes",
        lambda access, _: access.users.credentials(ADA).assign_pin(PIN),
        lambda console: sum(person.pin_code == PIN for person in console.people()),
    ),
    Act(
        "PIN of a visitor",
        "PUT /visitors/{visitor_id}/pin_codes",
        f"/visitors/{GUS}/pin_codes",
        lambda access, _: access.visitors.credentials(GUS).assign_pin(PIN),
        lambda console: sum(person.pin_code == PIN for person in console.people()),
    ),
    Act(
        "card of a user",
        "PUT /users/{user_id}/nfc_cards",
        f"/users/{ADA}/nfc_cards",
        lambda access, _: access.users.credentials(ADA).assign_card(FREE_CARD),
        lambda console: int(console.cards[FREE_CARD].holder_id == ADA),
    ),
    Act(
        "card of a visitor",
        "PUT /visitors/{visitor_id}/nfc_cards",
        f"/visitors/{GUS}/nfc_cards",
        lambda access, _: access.visitors.credentials(GUS).assign_card(FREE_CARD),
        lambda console: int(console.cards[FREE_CARD].holder_id == GUS),
    ),
    Act(
        "invitation",
        "POST /users/identity/invitations",
        "/users/identity/invitations",
        lambda access, _: access.identity.invite([Invitation(user_id=ADA)]),
        lambda console: len(console.invitations),
    ),
    Act(
        "visitor",
        "POST /visitors",
        "/visitors",
        announce,
        lambda console: sum(visitor.last_name == "Lost" for visitor in console.visitors.values()),
    ),
)


@pytest.mark.parametrize("is_kept", [False, True], ids=["new connection", "kept connection"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_what_was_done_although_the_answer_was_lost_is_not_done_again(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock, act: Act, is_kept: bool
) -> None:
    if is_kept:
        await access.doors.get(MAIN)
        console.requests.clear()
    assert act.count(console.access) == 0
    console.faults.add(Fault.lose_answer(), f"* {BASE}{act.path}", times=None)
    with pytest.raises(OutcomeUnknownError) as raised:
        await act.do(access, clock)
    assert [request.path for request in console.requests] == [BASE + act.path]
    assert act.count(console.access) == 1
    error = raised.value
    assert (error.application, error.operation, error.attempts) == ("access", act.operation, 1)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_what_may_not_have_arrived_is_not_sent_again_either(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock, act: Act
) -> None:
    console.faults.add(Fault.drop(), f"* {BASE}{act.path}", times=None)
    with pytest.raises(OutcomeUnknownError):
        await act.do(access, clock)
    assert [request.path for request in console.requests] == [BASE + act.path]
    assert act.count(console.access) == 0


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_an_answer_that_is_cut_off_is_an_answer_that_was_lost(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock, act: Act
) -> None:
    console.faults.add(Fault.cut_body(5), f"* {BASE}{act.path}", times=None)
    with pytest.raises(OutcomeUnknownError):
        await act.do(access, clock)
    assert len(console.requests) == act.count(console.access) == 1


async def test_the_three_passes_of_a_lost_purchase_are_found_in_the_list_and_were_paid_once(
    access: AccessClient, console: SimulatedConsole
) -> None:
    before = {one.id for one in await access.touch_passes.list_assignable()}
    console.faults.add(Fault.lose_answer(), "POST *", times=None)
    with pytest.raises(OutcomeUnknownError):
        await access.touch_passes.purchase(3)
    bought = {one.id for one in await access.touch_passes.list_assignable()} - before
    assert len(bought) == console.access.touch_passes_purchased == 3


async def test_a_pin_whose_answer_was_lost_is_not_in_the_error(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer())
    with pytest.raises(OutcomeUnknownError) as raised:
        await access.users.credentials(ADA).assign_pin(PIN)
    assert PIN not in repr(raised.value) + str(raised.value)

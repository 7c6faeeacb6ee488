"""What a guest is told when the console doesn't know the device, doesn't answer, or its answer gets lost."""

from __future__ import annotations

import pytest

from tests.portal.serving import (
    GUEST,
    LAPTOP,
    ROOM,
    Markup,
    arrive,
    guest_of,
    is_in,
    page_after,
    redirect_path,
    send,
    sign_in,
    ticket_in,
    writes,
)
from unifi_sdk.simulator import Fault

ACTIONS = "POST /*/actions"
CLIENTS = "GET /*/clients"


async def test_a_device_that_the_console_does_not_see_yet_is_told_to_try_again(guest, simulated):
    simulated.network.hide_client(GUEST, 60)
    answer = await sign_in(guest)

    page = await answer.text()
    assert (answer.status, "does not see your device yet" in page) == (404, True)
    assert f'value="{ROOM}"' in page
    assert writes(simulated) == []


async def test_a_site_that_the_console_does_not_have_is_told_like_a_device_that_is_away(guest):
    shown = await guest.get(redirect_path().replace("/default/", "/elsewhere/"))
    answer = await send(guest, ticket_in(await shown.text()))
    assert answer.status == 404


async def test_a_device_that_is_no_guest_is_not_let_in(guest, simulated):
    answer = await send(guest, await arrive(guest, mac=LAPTOP))

    assert (answer.status, "not on the guest WiFi" in await answer.text()) == (409, True)
    assert writes(simulated) == []


@pytest.mark.parametrize("fault", [Fault.status(500), Fault.html(), Fault.status(401), Fault.drop()], ids=str)
async def test_a_console_that_does_not_answer_lets_nobody_in_and_says_so(guest, simulated, fault):
    simulated.faults.add(fault, CLIENTS, times=None)
    answer = await sign_in(guest)

    assert (answer.status, "The WiFi does not answer" in await answer.text()) == (503, True)
    assert writes(simulated) == []


async def test_a_lost_answer_of_a_guest_who_is_in_is_success(guest, simulated):
    simulated.faults.add(Fault.lose_answer(), ACTIONS)

    page = await page_after(guest, await sign_in(guest))

    assert "You are online" in page
    assert writes(simulated) == ["POST"]


async def test_an_action_that_never_arrived_is_not_told_as_success(guest, simulated):
    simulated.faults.add(Fault.drop(), ACTIONS)
    answer = await sign_in(guest)

    page = await answer.text()
    assert (answer.status, "You are not online yet" in page) == (503, True)
    assert (writes(simulated), is_in(simulated)) == (["POST"], False)
    assert (await send(guest, ticket_in(page))).status == 303


async def test_a_refused_admission_is_looked_at_before_it_is_told(guest, simulated):
    simulated.faults.add(Fault.status(400, {"message": "no such limit"}), ACTIONS)
    answer = await sign_in(guest)

    page = await answer.text()
    assert (answer.status, "You are not online yet" in page, "no such limit" in page) == (503, True, False)


async def test_a_guest_of_whom_nobody_knows_can_look_again(guest, simulated):
    simulated.faults.add(Fault.lose_answer(), ACTIONS)
    simulated.faults.add(Fault.status(500), CLIENTS, times=None, skip=2)  # the portal's look and that of `admit`
    simulated.faults.add(Fault.status(500), "GET /*/clients/*", times=None)
    answer = await sign_in(guest)

    page = Markup(await answer.text())
    assert (answer.status, "You may be online already" in page.text) == (503, True)
    (again,) = page.links()
    assert (await guest.get(again)).status == 503
    simulated.faults.clear()
    assert "You are online" in await (await guest.get(again)).text()
    assert writes(simulated) == ["POST"]


async def test_a_console_without_details_of_the_admission_is_taken_at_its_word(guest, simulated):
    answer = await sign_in(guest)
    client = {"type": "WIRELESS", "id": guest_of(simulated).id, "access": {"type": "GUEST", "authorized": True}}
    simulated.faults.add(Fault.status(200, client), "GET /*/clients/*")

    page = Markup(await page_after(guest, answer))

    assert "You are online" in page.text
    assert "dl" not in [tag for tag, _ in page.elements]

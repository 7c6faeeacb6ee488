"""Plans: bound to what they were made from, used once, and approved by a person and nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from mcp_types import ElicitRequestParams, ElicitResult

from tests.cli.mcp.conftest import Starts
from tests.support.commands import Unifi

VOUCHER: dict[str, Any] = {"operation": "network.vouchers.create", "arguments": {"name": "lobby", "minutes": 60}}
ERAS = pytest.mark.parametrize("mode", ["legacy", "auto"])


class Person:
    """Answers the forms of the client."""

    def __init__(self, action: str = "accept", **content: Any) -> None:
        self.result = ElicitResult.model_validate({"action": action, "content": content or None})
        self.asked: list[str] = []

    async def __call__(self, _: object, params: ElicitRequestParams) -> ElicitResult:
        self.asked.append(params.message)
        return self.result


def made(unifi: Unifi) -> int:
    return sum(request.verb == "POST" for request in unifi.simulated.requests)


async def approve(unifi: Unifi, plan: str, word: str = "yes") -> int:
    return (await unifi("approve", plan, terminal=True, stdin=f"{word}\n")).code


# by the client's form


@ERAS
async def test_a_person_who_agrees_in_the_client_has_it_done_once(agent: Starts, unifi: Unifi, mode: str) -> None:
    person = Person(approve=True)
    async with agent("network.guests", mode=mode, elicitation_callback=person) as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert made(unifi) == 0
        assert (await ask("apply", plan=plan))["ok"] is True
        assert made(unifi) == 1
        assert await ask.refused("apply", plan=plan) == "NO_SUCH_PLAN"
        assert made(unifi) == 1
    assert "lobby" in person.asked[0]
    assert "hotspot/vouchers" in person.asked[0]


@ERAS
@pytest.mark.parametrize("person", [Person("decline"), Person("cancel"), Person(approve=False), Person(word="yes")])
async def test_a_person_who_does_not_agree_ends_the_plan(
    agent: Starts, unifi: Unifi, mode: str, person: Person
) -> None:
    async with agent("network.guests", mode=mode, elicitation_callback=person) as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await ask.refused("apply", plan=plan) == "DECLINED"
        assert await ask.refused("apply", plan=plan) == "NO_SUCH_PLAN"
    assert made(unifi) == 0


@ERAS
async def test_a_danger_is_approved_by_its_name_only(agent: Starts, unifi: Unifi, mode: str) -> None:
    emergency = {"operation": "access.emergency.set", "arguments": {"lockdown": True, "evacuation": False}}
    for person, code in ((Person(approve=True), "DECLINED"), (Person(word="emergency"), "")):
        async with agent("access.emergency,emergency", mode=mode, elicitation_callback=person) as ask:
            plan = (await ask("plan", **emergency))["plan"]
            answer = await ask("apply", plan=plan)
            assert answer.get("code", "") == code
    assert sum(request.verb == "PUT" for request in unifi.simulated.requests) == 1


async def test_an_answer_to_a_question_that_was_not_asked_is_none(agent: Starts, unifi: Unifi) -> None:
    person = Person("decline")
    async with agent("network.guests", elicitation_callback=person) as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        said = {"": ElicitResult(action="accept", content={"approve": True})}
        await ask.client.session.call_tool("apply", {"plan": plan}, input_responses=said, allow_input_required=True)
        assert made(unifi) == 0


# by what the model can set


@pytest.mark.parametrize(
    "more", [{"approve": True}, {"approved": True}, {"confirm": "yes"}, {"code": ""}, {"code": "000000"}, {"force": 1}]
)
async def test_no_argument_is_an_approval(agent: Starts, unifi: Unifi, more: dict[str, Any]) -> None:
    async with agent("network.guests") as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await ask.refused("apply", plan=plan, **more) in ("USAGE", "APPROVAL_REQUIRED")
    assert made(unifi) == 0


# by `unifi approve`


async def test_a_person_at_a_terminal_approves(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests") as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await ask.refused("apply", plan=plan) == "APPROVAL_REQUIRED"
        listed = (await unifi("approve")).json["items"]
        assert [item["plan"] for item in listed] == [plan]
        assert await approve(unifi, plan) == 0
        assert (await ask("apply", plan=plan))["ok"] is True
        assert (await unifi("approve")).code == 3
    assert made(unifi) == 1


async def test_another_word_at_the_terminal_approves_nothing(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests") as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await approve(unifi, plan, "y") == 13
        assert await ask.refused("apply", plan=plan) == "APPROVAL_REQUIRED"


async def test_a_pipe_approves_nothing(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests") as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert (await unifi("approve", plan, stdin="yes\n")).code == 13
        assert await ask.refused("apply", plan=plan) == "APPROVAL_REQUIRED"


async def test_an_approval_of_one_plan_is_none_of_another(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests") as ask:
        first, second = [(await ask("plan", **VOUCHER))["plan"] for _ in range(2)]
        assert await approve(unifi, first) == 0
        assert await ask.refused("apply", plan=second) == "APPROVAL_REQUIRED"


# by the code on the terminal


async def test_the_code_that_the_terminal_shows_approves(agent: Starts, unifi: Unifi) -> None:
    shown: list[str] = []
    async with agent("network.guests", show=shown.append) as ask:
        planned = await ask("plan", **VOUCHER)
        code = shown[0].rpartition(" ")[2]
        assert code not in str(planned)
        assert (await ask("apply", plan=planned["plan"], code=code))["ok"] is True
    assert made(unifi) == 1


async def test_a_code_can_not_be_guessed(agent: Starts, unifi: Unifi) -> None:
    shown: list[str] = []
    async with agent("network.guests", show=shown.append) as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        refusals = [await ask.refused("apply", plan=plan, code="wrong") for _ in range(4)]
        assert refusals == ["APPROVAL_REQUIRED", "APPROVAL_REQUIRED", "WRONG_CODE", "NO_SUCH_PLAN"]


# what a plan is bound to


async def test_a_plan_expires(agent: Starts, unifi: Unifi) -> None:
    import time

    passed = 0.0
    async with agent("network.guests", now=lambda: time.time() + passed) as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await approve(unifi, plan) == 0
        passed = 601.0
        assert await ask.refused("apply", plan=plan) == "PLAN_EXPIRED"
    assert made(unifi) == 0


async def test_a_plan_of_another_server_is_none(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests") as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await approve(unifi, plan) == 0
    async with agent("network.guests") as ask:
        assert await ask.refused("apply", plan=plan) == "NO_SUCH_PLAN"


async def test_a_plan_does_nothing_when_what_stands_there_has_changed(agent: Starts, unifi: Unifi) -> None:
    async with agent("protect.cameras") as ask:
        camera = (await ask("read", operation="protect.cameras.list", select="id,name"))["items"][0]
        arguments = {"camera_id": camera["id"], "changes": {"name": "Yard"}}
        planned = await ask("plan", operation="protect.cameras.update", arguments=arguments)
        assert any(line.startswith("-") and camera["name"] in line for line in planned["diff"])
        assert any(line.startswith("+") and "Yard" in line for line in planned["diff"])
        assert await approve(unifi, planned["plan"]) == 0
        unifi.simulated.protect.devices_of("camera")[camera["id"]].name = "Renamed meanwhile"
        assert await ask.refused("apply", plan=planned["plan"]) == "PLAN_STALE"
        assert await ask.refused("apply", plan=planned["plan"]) == "NO_SUCH_PLAN"
    assert not any(request.verb == "PATCH" for request in unifi.simulated.requests)


async def test_a_door_is_named_to_whoever_approves(agent: Starts, unifi: Unifi) -> None:
    async with agent("access.doors,doors") as ask:
        door = (await ask("read", operation="access.doors.list"))["items"][0]
        planned = await ask("plan", operation="access.doors.unlock", arguments={"door_id": door["id"]})
        assert door["name"] in planned["stands"]["name"]
        shown = await unifi("approve", planned["plan"], terminal=True, stdin="no\n")
        assert door["name"] in shown.err


async def test_two_calls_at_once_do_it_once(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests") as ask:
        plan = (await ask("plan", **VOUCHER))["plan"]
        assert await approve(unifi, plan) == 0
        answers = await asyncio.gather(*(ask("apply", plan=plan) for _ in range(4)))
        assert [answer.get("ok") for answer in answers].count(True) == 1
    assert made(unifi) == 1


async def test_a_code_that_was_made_is_not_given_to_the_agent(agent: Starts, unifi: Unifi) -> None:
    async with agent("network.guests", elicitation_callback=Person(approve=True)) as ask:
        done = await ask("apply", plan=(await ask("plan", **VOUCHER))["plan"])
        assert done["result"][0]["code"] == "***"

"""Every operation is found, described and called through the server."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

import pytest
from mcp_types import TextContent

from tests.cli.mcp.conftest import Agent, Starts, read
from tests.cli.operations.samples import furnish_classic, made_up, read_arguments
from tests.support.commands import Unifi
from unifi_sdk.cli.operations.documents import plain_type
from unifi_sdk.cli.operations.table import Argument, Call, Gives, calls
from unifi_sdk.cli.operations.values import split_options

ALL = "network,access,protect,doors,emergency,microphones,deletion,firmware"
SECONDS = 20
NOT_GIVEN = {"legacy.cameras.export.read": "video", "access.visitors.credentials.qr_code": "secret"}
"""Reads that a model is told why it can't have them."""
MAY_STAND_THERE = {"POST /rest/user": "PUT"}
"""What makes a thing unless there is one, which is changed then."""
CLASSIC = {call.operation: call for call in calls() if call.report}
SOME = [call for call in calls() if call.report is None or CLASSIC[call.operation] is call]
"""Of the classic API, in which one operation does many things, one method for each: `unifi call` makes all of them."""
APPLICATIONS = ["network", "access", "protect", "legacy"]


def arguments_of(call: Call, options: list[str]) -> dict[str, Any]:
    """What stands on a command line, as an agent gives it."""
    return {
        name: value_of(next(each for each in call.arguments if each.name == name), texts[0])
        for name, texts in split_options(call, options).items()
    }


def value_of(argument: Argument, text: str) -> Any:
    kind = plain_type(argument.hint)
    if kind is bytes:
        return {"base64": base64.b64encode(Path(text[1:]).read_bytes()).decode()}
    if kind is str:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def secrets_of(unifi: Unifi) -> list[str]:
    """What nobody but a person may be given, of all that the console holds."""
    simulated = unifi.simulated
    codes = [voucher.code for site in simulated.network.sites.values() for voucher in site.vouchers.values()]
    return [
        simulated.api_key,
        *codes,
        *(value for name, value in simulated.environment().items() if "TOKEN" in name or "PASSWORD" in name),
    ]


async def find(ask: Agent, call: Call) -> None:
    """The operation is among what its own words find."""
    words = (call.method or call.operation).replace(".", " ").replace("_", " ")
    answer = await ask("search_operations", words=call.operation, application=call.application)
    for _ in range(50):
        if any(
            item["operation"] == call.operation and item["method"] == (call.method or None) for item in answer["items"]
        ):
            return
        answer = await ask("search_operations", cursor=answer["nextCursor"])
    raise AssertionError(f"{words} is not found")


async def call_it(ask: Agent, unifi: Unifi, call: Call, folder: Path) -> None:
    if call.gives is Gives.STREAM:
        seen = await ask("watch", stream=call.operation, seconds=0.1)
        assert seen["items"] in ([], [{"type": "connected"}]) or seen["count"]
        return
    if call.is_write:
        arguments = arguments_of(call, await made_up(unifi, call, folder))
        before = len(unifi.simulated.requests)
        answer = await ask("plan", operation=call.operation, method=call.method, arguments=arguments)
        assert "error" not in answer, answer
        verbs = (call.operation.partition(" ")[0], MAY_STAND_THERE.get(call.operation))
        assert "part_of_document" in answer or answer["sends"]["verb"] in verbs, answer
        assert {request.verb for request in unifi.simulated.requests[before:]} <= {"GET"}
        return
    arguments = arguments_of(call, await read_arguments(unifi, call))
    asked = {"operation": call.operation, "method": call.method, "arguments": arguments}
    result = await ask.client.call_tool("read", asked)
    if call.method in NOT_GIVEN:
        assert NOT_GIVEN[call.method] in read(result)["error"]
        return
    assert not result.is_error, result
    assert isinstance(result.content[0], TextContent)
    assert len(result.content[0].text) <= 4 * 4000
    assert [secret for secret in secrets_of(unifi) if secret in result.content[0].text] == []
    if call.gives is Gives.LIST:
        assert result.content[0].text.startswith(('{"items"', '{"part_of_document"'))


@pytest.mark.parametrize("application", APPLICATIONS)
async def test_every_operation_is_found_described_and_called(
    agent: Starts, unifi: Unifi, tmp_path: Path, application: str
) -> None:
    failed: list[str] = []
    furnish_classic(unifi.simulated)
    async with agent(ALL) as ask:
        for call in [call for call in SOME if call.application == application]:
            try:
                async with asyncio.timeout(SECONDS):
                    await find(ask, call)
                    described = await ask("describe_operation", operation=call.operation, method=call.method)
                    assert "part_of_document" in described or described["operation"] == call.operation
                    await call_it(ask, unifi, call, tmp_path)
            except Exception as error:  # all that fail are told at once
                failed.append(f"{call.method or call.operation}: {type(error).__name__} {str(error)[:400]}")
    assert failed == []


def test_no_application_is_left_out() -> None:
    assert {call.application for call in calls()} == set(APPLICATIONS)

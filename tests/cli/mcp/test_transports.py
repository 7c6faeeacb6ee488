"""Both transports, with the official client and the command itself."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import ElicitRequestParams, ElicitResult

from tests.cli.mcp.conftest import read
from tests.support.commands import Unifi
from tests.support.missing import missing

TOKEN = "a-token-that-is-long-enough-for-it"
VOUCHER = {"operation": "network.vouchers.create", "arguments": {"name": "lobby", "minutes": 60}}
COMMAND = ["-m", "unifi_sdk.cli", "mcp"]
PAGE = Path(__file__).parents[3] / "docs/howto/agents.md"
MODES = pytest.mark.parametrize("mode", ["legacy", "auto"])


def stdio(*arguments: str) -> StdioServerParameters:
    environ = {name: value for name, value in os.environ.items() if name.startswith(("UNIFI_", "PYTHON", "PATH"))}
    environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    return StdioServerParameters(command=sys.executable, args=[*COMMAND, *arguments], env=environ)


@asynccontextmanager
async def served(*arguments: str) -> AsyncIterator[str]:
    """The address of a server in a process of its own."""
    environ = {**os.environ, "UNIFI_MCP_TOKEN": TOKEN, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *COMMAND, "--http", "0", *arguments, env=environ, stderr=subprocess.PIPE
    )
    try:
        assert process.stderr
        line = (await asyncio.wait_for(process.stderr.readline(), 30)).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+/mcp", line)
        assert found, line
        assert TOKEN not in line
        yield found[0]
    finally:
        process.terminate()
        await process.communicate()


async def agree(_: object, params: ElicitRequestParams) -> ElicitResult:
    assert "lobby" in params.message
    return ElicitResult(action="accept", content={"approve": True})


async def work_with(client: Client, unifi: Unifi) -> None:
    """What every transport has to carry: tools, a read, and a write that the person approves."""
    assert [tool.name for tool in (await client.list_tools()).tools][-2:] == ["plan", "apply"]
    sites = read(await client.call_tool("read", {"operation": "GET /v1/sites"}))
    assert [site["name"] for site in sites["items"]] == ["Default", "Warehouse"]
    plan = read(await client.call_tool("plan", VOUCHER))["plan"]
    done = read(await client.call_tool("apply", {"plan": plan}))
    assert done["ok"] is True
    assert sum(request.verb == "POST" for request in unifi.simulated.requests) == 1


def configured() -> list[str]:
    """What the page on agents has in its configuration."""
    (text,) = re.findall(r'^```text\n(\{\n  "mcpServers".*?)^```', PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    server = json.loads(text)["mcpServers"]["unifi"]
    assert (server["command"], server["args"][0]) == ("unifi", "mcp")
    arguments: list[str] = server["args"][1:]
    return arguments


@MODES
async def test_standard_input_and_output_as_the_page_configures_it(unifi: Unifi, mode: str) -> None:
    async with Client(stdio(*configured()), mode=mode, elicitation_callback=agree) as client:
        await work_with(client, unifi)


@MODES
async def test_http_on_this_machine(unifi: Unifi, mode: str) -> None:
    async with (
        served("--allow", "network.guests") as address,
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
        Client(streamable_http_client(address, http_client=http), mode=mode, elicitation_callback=agree) as client,
    ):
        await work_with(client, unifi)


async def test_http_answers_nobody_without_the_token_or_from_elsewhere(
    unifi: Unifi, records: Callable[[], list[dict[str, Any]]]
) -> None:
    ask = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    plain = {"Accept": "application/json, text/event-stream"}
    right = {**plain, "Authorization": f"Bearer {TOKEN}"}
    async with served() as address, httpx2.AsyncClient() as http:
        for headers in (
            plain,
            {**plain, "Authorization": "Bearer wrong"},
            {**plain, "Authorization": f"Basic {TOKEN}"},
        ):
            assert (await http.post(address, json=ask, headers=headers)).status_code == 401
        assert (await http.post(address, json=ask, headers={**right, "Host": "evil.test"})).status_code == 421
        assert (await http.post(address, json=ask, headers={**right, "Origin": "http://evil.test"})).status_code == 403
    assert unifi.simulated.requests == []
    assert [(line["action"], line["outcome"]) for line in records()] == [("mcp.http", "WRONG_TOKEN")]


async def test_a_short_token_is_refused(unifi: Unifi) -> None:
    ended = await unifi("mcp", "--http", "0", UNIFI_MCP_TOKEN="short")
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")


async def test_an_unknown_group_is_refused_before_anything_is_served(unifi: Unifi) -> None:
    ended = await unifi("mcp", "--allow", "network.everything")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert "network.guests" in ended.error["remediation"]
    assert "microphones" in ended.error["remediation"]


async def test_a_key_is_not_read_from_the_stream_of_the_client(unifi: Unifi) -> None:
    ended = await unifi("mcp", "--key-stdin", stdin="key\n")
    assert (ended.code, json.loads(ended.err)["code"]) == (2, "USAGE")


@pytest.mark.parametrize("library", ["mcp", "uvicorn", "jsonschema"])
async def test_without_the_extra_the_command_says_how_to_get_it(unifi: Unifi, library: str) -> None:
    with missing(library, "unifi_sdk.cli.mcp"):
        ended = await unifi("mcp")
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert ended.error["error"] == f"{library} is not installed"
    assert '".[mcp]"' in ended.error["remediation"]


def test_no_command_imports_the_protocol_before_it_serves() -> None:
    program = """
import sys, unifi_sdk.cli.commands.call, unifi_sdk.cli.commands.approve, unifi_sdk.cli.commands.mcp
print(*{"mcp", "mcp_types", "uvicorn", "pydantic"} & {*sys.modules})
"""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environ)
    assert done.stdout.split() == []

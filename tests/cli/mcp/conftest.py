"""A server in this process, and the official client that talks to it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import attrs
import pytest
from mcp import Client
from mcp_types import CallToolResult

from tests.support.commands import Unifi
from unifi_sdk.cli.mcp.planning import Plans
from unifi_sdk.cli.mcp.rights import Rights
from unifi_sdk.cli.mcp.room import Room, open_room
from unifi_sdk.cli.mcp.server import make_server
from unifi_sdk.cli.mcp.tools import Tools
from unifi_sdk.cli.options import WriteOptions


@attrs.frozen
class Agent:
    """The client, as a model uses it."""

    client: Client

    async def __call__(self, tool: str, **arguments: Any) -> Any:
        """What a tool answers, as JSON; a refusal too."""
        return read(await self.client.call_tool(tool, arguments))

    async def refused(self, tool: str, **arguments: Any) -> str:
        """The code of a refusal."""
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error, result
        return str(read(result)["code"])


def read(result: CallToolResult) -> Any:
    (content,) = result.content
    assert content.type == "text", content
    text = content.text
    return json.loads(text) if not text.startswith('{"part_of_document"') else text


class Starts(Protocol):
    def __call__(
        self, allow: str = "", *, budget: int = 4000, site: str | None = "Default", mode: str = "auto", **more: Any
    ) -> AbstractAsyncContextManager[Agent]: ...


@pytest.fixture
def agent(unifi: Unifi) -> Starts:
    """Starts a server over the simulated console, and a client of it."""

    @asynccontextmanager
    async def start(
        allow: str = "",
        *,
        budget: int = 4000,
        site: str | None = "Default",
        mode: str = "auto",
        show: Callable[[str], None] | None = None,
        **more: Any,
    ) -> AsyncIterator[Agent]:
        clock = {"now": more.pop("now")} if "now" in more else {}
        async with open_room(WriteOptions(site=site), Rights.of(allow), budget) as room:
            tools = Tools(room, Plans(room, show=show, **clock))
            async with Client(make_server(room, tools), mode=mode, **more) as client:
                yield Agent(client)

    return start


@pytest.fixture
def records(tmp_path: Path, unifi: Unifi) -> Callable[[], list[dict[str, Any]]]:
    """The lines of the audit log."""

    def lines() -> list[dict[str, Any]]:
        file = tmp_path / "state" / "audit.jsonl"
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    return lines


__all__ = ["Agent", "Room", "Starts"]

"""The tools: what each is called, what it takes, and what it does."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from mcp_types import ContentBlock, ImageContent, TextContent, Tool, ToolAnnotations

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.catalogue import describe_operation, search_operations
from unifi_sdk.cli.mcp.planning import HOLDS_SECONDS, Plans
from unifi_sdk.cli.mcp.reading import picture, read, watch
from unifi_sdk.cli.mcp.room import Room

__all__ = ["APPLY", "Tools"]

APPLY: Final = "apply"
_Schema: TypeAlias = dict[str, Any]

_TEXT: Final[_Schema] = {"type": "string"}
_OBJECT: Final[_Schema] = {"type": "object"}
_CURSOR: Final[_Schema] = {"type": "string", "description": "nextCursor of an earlier answer, alone"}
_OPERATION: Final[_Schema] = {"type": "string", "description": "GET /v1/sites, or a method: network.devices.list"}


def _takes(required: tuple[str, ...] = (), **properties: _Schema) -> _Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


_READS: Final = (
    (
        "search_operations",
        "Find operations of UniFi Network, Access and Protect by words.",
        _takes(
            words=_TEXT,
            application={"enum": ["network", "access", "protect", "legacy"]},
            cursor=_CURSOR,
        ),
    ),
    (
        "describe_operation",
        "JSON Schema of what an operation takes and gives. Large models are named in `parts`: ask for each by `part`.",
        _takes(operation=_OPERATION, method=_TEXT, part=_TEXT, cursor=_CURSOR),
    ),
    (
        "read",
        "Call an operation that changes nothing. An answer that is cut has a nextCursor.",
        _takes(
            operation=_OPERATION,
            method=_TEXT,
            arguments=_OBJECT,
            select={"type": "string", "description": "fields alone: id,name,access.type"},
            limit={"type": "integer", "minimum": 1, "maximum": 200},
            cursor=_CURSOR,
        ),
    ),
    (
        "watch",
        "Events as they happen, for a time.",
        _takes(
            ("stream",),
            stream={"type": "string", "description": "an operation that gives a stream"},
            seconds={"type": "number", "exclusiveMinimum": 0, "maximum": 60},
            count={"type": "integer", "minimum": 1, "maximum": 200},
        ),
    ),
    (
        "picture",
        "A camera's snapshot, or another picture.",
        _takes(
            ("arguments",),
            operation={"type": "string", "description": "GET /v1/cameras/{camera_id}/snapshot when left out"},
            arguments=_OBJECT,
        ),
    ),
)
_WRITES: Final = (
    (
        "plan",
        "Plan a write: shows what would be sent, and a diff of what stands there. Sends nothing.",
        _takes(("operation",), operation=_OPERATION, method=_TEXT, arguments=_OBJECT),
    ),
    (
        APPLY,
        f"Do what a plan says, once, within {HOLDS_SECONDS // 60} minutes. A person has to approve it first.",
        _takes(
            ("plan",),
            plan=_TEXT,
            code={"type": "string", "description": "the one-time code, where the person tells you one"},
        ),
    ),
)
_SNAPSHOT: Final = "GET /v1/cameras/{camera_id}/snapshot"
_USUAL_SECONDS: Final = 10.0
_USUAL_EVENTS: Final = 20


class Tools:
    """The tools of a server; those that write are there only when something may be changed.

    Args:
        room: What there is.
        plans: The plans of the server.
    """

    def __init__(self, room: Room, plans: Plans) -> None:
        self._room = room
        self.plans = plans
        self._offered = _READS if room.rights.reads_only else (*_READS, *_WRITES)

    def listed(self) -> list[Tool]:
        """The tools, as the protocol describes them."""
        writing = {name for name, _, _ in _WRITES}
        return [
            Tool(
                name=name,
                description=about,
                input_schema=schema,
                annotations=ToolAnnotations(read_only_hint=False) if name in writing else None,
            )
            for name, about, schema in self._offered
        ]

    def check(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Refuse a tool that isn't offered, and arguments that it doesn't take.

        Args:
            name: The tool.
            arguments: What was given.

        Raises:
            CommandError: there is no such tool, or an argument is wrong.
        """
        schema = next((schema for offered, _, schema in self._offered if offered == name), None)
        if schema is None:
            raise _refused(f"there is no tool {clean_text(name)!r}", "tools/list shows what there is")
        error = next(iter(Draft202012Validator(schema).iter_errors(dict(arguments))), None)
        if error is not None:
            place = ".".join(map(str, error.absolute_path)) or name
            raise _refused(clean_text(f"{place}: {error.message}", 300), "tools/list tells what a tool takes")

    async def run(self, name: str, given: Mapping[str, Any]) -> list[ContentBlock]:
        """Do what a tool does; `apply` goes by the server, which asks the person.

        Args:
            name: A tool that `check` has let pass.
            given: What it takes.

        Raises:
            CommandError: it can't be done.
        """
        room = self._room
        if name == "picture":
            content, kind = await picture(room, given.get("operation", _SNAPSHOT), given["arguments"])
            return [ImageContent(data=base64.b64encode(content).decode(), mime_type=kind)]
        return [TextContent(text=await self._text(name, given))]

    async def _text(self, name: str, given: Mapping[str, Any]) -> str:
        room = self._room
        if "cursor" in given:
            if len(given) > 1:
                raise _refused("a cursor stands alone", "leave the other arguments away")
            return await room.answers.go_on(given["cursor"])
        if name == "search_operations":
            return await search_operations(room, given.get("words", ""), given.get("application", ""))
        if name == "watch":
            seconds, count = given.get("seconds", _USUAL_SECONDS), given.get("count", _USUAL_EVENTS)
            return await watch(room, given["stream"], seconds, count)
        if "operation" not in given:
            raise _refused("operation is missing", "search_operations finds it")
        operation, method = given["operation"], given.get("method")
        if name == "describe_operation":
            return describe_operation(room, operation, method, given.get("part"))
        arguments = given.get("arguments", {})
        if name == "plan":
            return await self.plans.make(operation, arguments, method)
        bounds = {"limit": given["limit"]} if "limit" in given else {}
        return await read(room, operation, arguments, method=method, select=given.get("select"), **bounds)


def _refused(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

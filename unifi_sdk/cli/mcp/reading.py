"""What changes nothing: reads, events for a time, pictures."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Final

from unifi_sdk._core.model import Json
from unifi_sdk._core.stream import Connected, Gap, Resynced
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.answers import Rows
from unifi_sdk.cli.mcp.arguments import read_values
from unifi_sdk.cli.mcp.room import Room
from unifi_sdk.cli.operations.calling import Task, event_line, nameable, with_client_id
from unifi_sdk.cli.operations.dangers import KEYS
from unifi_sdk.cli.operations.table import Call, Gives
from unifi_sdk.cli.projection import check_paths, parse_paths, project
from unifi_sdk.cli.reach import find_site
from unifi_sdk.network import SiteScope
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect import VideoExport

__all__ = ["PICTURE_BYTES", "find_place", "picture", "read", "watch"]

PICTURE_BYTES: Final = 2_000_000
"""How large a picture may be."""
_IMAGES: Final = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"GIF8": "image/gif"}
_USUAL_ITEMS: Final = 50


async def read(
    room: Room,
    operation: str,
    arguments: Mapping[str, Json],
    *,
    method: str | None = None,
    select: str | None = None,
    limit: int = _USUAL_ITEMS,
) -> str:
    """What an operation gives that changes nothing.

    Args:
        room: What there is.
        operation: As the vendor writes it, or a method.
        arguments: What it takes.
        method: Which of several methods.
        select: Dot paths of the fields that are wanted.
        limit: How many items of a list are read at a time.

    Raises:
        CommandError: there is no such operation, or it changes something, or an argument is wrong.
    """
    call, ids = room.find(operation, method)
    if call.is_write:
        raise _misplaced("this operation changes something", "use plan, and then apply")
    if call.gives is Gives.STREAM:
        raise _misplaced("this operation tells events", "use watch")
    result = await _result(room, call, arguments, ids)
    if isinstance(result, Sequence) and not isinstance(result, str | bytes):
        return await room.answers.rows(Rows(_written(room, result, select)))
    if isinstance(result, Paginator):
        return await room.answers.rows(await _window(room, result, select, limit, None))
    if call.gives is Gives.FILE:
        return room.answers.document(_file(room, result))
    if result is None:
        return room.answers.document({"ok": True})
    shown = nameable(call, result)
    written = room.writer.write(shown)
    paths = parse_paths(select)
    check_paths(paths, [shown], [written])
    return room.answers.document(project(paths, written))


async def watch(room: Room, stream: str, seconds: float, count: int) -> str:
    """Events until enough have come or the time is over.

    Args:
        room: What there is.
        stream: The operation or method that tells them.
        seconds: How long at most.
        count: How many at most.

    Raises:
        CommandError: it is no stream.
    """
    call, _ = room.find(stream)
    if call.gives is not Gives.STREAM:
        raise _misplaced("this operation tells no events", "search_operations shows those that give a stream")
    task = Task(call=call, console=room.reading, values={})
    seen: list[Data] = []
    events = 0
    told: AsyncGenerator[Any, None] = task.invocation(task.owner(None))()
    writer = room.writer
    try:
        async with asyncio.timeout(seconds) as limit, aclosing(told) as items:
            async for item in items:
                seen.append(event_line(writer, item))
                events += not isinstance(item, Connected | Gap | Resynced)
                if events == count:
                    break
    except TimeoutError:
        if not limit.expired():
            raise
    return await room.answers.rows(Rows(seen))


async def picture(room: Room, operation: str, arguments: Mapping[str, Json]) -> tuple[bytes, str]:
    """A picture, and what kind of.

    Args:
        room: What there is.
        operation: One that gives a file.
        arguments: What it takes.

    Raises:
        CommandError: it gives no picture, or one that is too large.
    """
    call, ids = room.find(operation)
    if call.is_write or call.gives is not Gives.FILE:
        raise _misplaced("this operation gives no file", "search_operations shows those that do")
    content = _content(await _result(room, call, arguments, ids))
    kind = _kind_of_image(content)
    if not kind:
        raise _misplaced("this file is no picture", "read tells what it is")
    if len(content) > PICTURE_BYTES:
        raise _misplaced(f"the picture has {len(content)} bytes, more than {PICTURE_BYTES}", "ask for a smaller one")
    return content, kind


async def find_place(room: Room, call: Call, values: Mapping[str, Any], *, writing: bool = False) -> SiteScope | None:
    """The site that a call is made at; None for what is of no site.

    Args:
        room: What there is.
        call: The operation.
        values: What it takes.
        writing: Whether something is changed there by it.

    Raises:
        CommandError: it has to be named, or another one is written to than the server was started for.
    """
    if not call.is_of_site:
        return None
    named = values.get("site_id") or room.options.site
    console = room.writing if writing and room.writing else room.reading
    try:
        site, _ = await find_site(replace(room.options, site=named), console, changing=call.is_write)
    except CommandError as error:
        ending = error.ending
        raise CommandError(
            ending.exit, ending.error, code=ending.code, remediation="name it, by its name or id, as argument site_id"
        ) from error
    if call.is_write and room.options.site:
        own, _ = await find_site(room.options, room.reading, changing=True)
        if own.id != site.id:
            raise CommandError(
                Exit.MUTATION_BLOCKED,
                "this server was started for another site",
                code="OTHER_SITE",
                remediation="leave site_id away, or ask the person who starts the server",
            )
    return site


async def _result(room: Room, call: Call, arguments: Mapping[str, Json], ids: Mapping[str, str]) -> Any:
    if call.operation in KEYS:
        raise CommandError(
            Exit.PERMISSION,
            "this file opens doors: it is a secret, and not shown",
            code="SECRET",
            remediation="a person can save it with `unifi call`",
        )
    values = await asyncio.to_thread(read_values, call, arguments, ids)
    site = await find_place(room, call, values)
    task = Task(call=call, console=room.reading, values=await with_client_id(values, site))
    owner = task.owner(site)
    if isinstance(owner, VideoExport):
        raise _misplaced("a video is nothing that a model reads", "a person can save it with `unifi camera export`")
    made = task.invocation(owner)()
    return await made if inspect.isawaitable(made) and not isinstance(made, Paginator) else made


async def _window(room: Room, listing: Paginator[Any], select: str | None, limit: int, cursor: str | None) -> Rows:
    page = await listing.window(limit=limit, cursor=cursor)
    rows = _written(room, page.items, select)
    if page.undecodable:
        rows.append({"unreadable": len(page.undecodable)})
    following = page.next_cursor
    if following is None:
        return Rows(rows)
    return Rows(rows, lambda: _window(room, listing, select, limit, following))


def _written(room: Room, items: Sequence[object], select: str | None) -> list[Data]:
    """Items of a list, as far as they are wanted."""
    writer, paths = room.writer, parse_paths(select)
    written = [writer.write(item) for item in items]
    check_paths(paths, items, written)
    return [project(paths, item) for item in written]


def _file(room: Room, result: Any) -> dict[str, Data]:
    """What a file is; of a text, the text."""
    content = _content(result)
    kind = _kind_of_image(content)
    about: dict[str, Data] = {"bytes": len(content), "content_type": kind or getattr(result, "content_type", "")}
    if kind:
        return {**about, "remediation": "picture shows it"}
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return about
    writer = room.writer
    return {**about, "lines": [writer.untrusted_text(line) for line in lines]}


def _content(result: Any) -> bytes:
    content: bytes = result if isinstance(result, bytes) else result.content
    return content


def _kind_of_image(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _IMAGES.items() if content.startswith(begin)), "")


def _misplaced(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

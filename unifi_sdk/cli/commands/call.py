"""`unifi call`: every operation of the three applications, through the method of the SDK that performs it."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import attrs
from cyclopts import App, Group, Parameter

from unifi_sdk._core.stream import Connected, Gap, Resynced
from unifi_sdk.cli.commands.schema import list_operations, schema
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.files import check_target, write_whole
from unifi_sdk.cli.lock import check_word
from unifi_sdk.cli.operations.calling import Task, event_line, fill_ids, nameable, noun, reader_for, with_client_id
from unifi_sdk.cli.operations.dangers import DANGERS
from unifi_sdk.cli.operations.finding import find_call, find_operation, is_operation
from unifi_sdk.cli.operations.table import Call, Gives, Part
from unifi_sdk.cli.operations.values import read_arguments, split_options
from unifi_sdk.cli.options import CallOptions
from unifi_sdk.cli.reach import connect, find_site
from unifi_sdk.cli.reads import show, show_items, show_list
from unifi_sdk.cli.writes import check_allowed, perform
from unifi_sdk.network import SiteScope
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect import VideoExport

__all__ = ["app"]

_DEFAULTS: Final = CallOptions()
_STANDARD_OUTPUT: Final = "-"
_CALL: Final = Group("Options of this command", sort_key=70)

app = App(
    name="call",
    help_flags=(),
    version_flags=(),
    usage='Usage: unifi call "OPERATION" [--NAME VALUE ...] [OPTIONS]',
)


@app.default
async def call_operation(
    *words: Annotated[str, Parameter(allow_leading_hyphen=True, show=False)],
    method: Annotated[str | None, Parameter(group=_CALL)] = None,
    output: Annotated[str | None, Parameter(name=["--output", "-o"], group=_CALL, allow_leading_hyphen=True)] = None,
    list_: Annotated[bool, Parameter(name="--list", group=_CALL)] = False,
    help_: Annotated[bool, Parameter(name=["--help", "-h"], group=_CALL)] = False,
    options: CallOptions = _DEFAULTS,
) -> Exit:
    """Call an operation.

    Args:
        words: The operation, and what it takes.
        method: Which method performs it, where there are several: authorize.
        output: Where a picture, a video or another file is written; - for standard output, where that is a pipe.
        list_: List the operations, or those in which the words are found.
        help_: Tell what the operation takes; without one, this.
    """
    if list_:
        return list_operations(options, words)
    if help_ and not words:
        app.help_print()
        return Exit.OK
    text, tokens = _operation_among(words)
    found = find_operation(text)
    if help_:
        return schema(found.calls[0].operation, options=options)
    call = find_call(found, method)
    _check_options(call, options)
    _check_output(call, output)
    given = {name: [value] for name, value in found.values.items()} | split_options(call, tokens)
    reader = reader_for(call)
    values = await asyncio.to_thread(read_arguments, call, given, reader)
    fill_ids(call, values)
    if reader.left_out:
        options.output.say(f"not sent, the console sets it by itself: {', '.join(dict.fromkeys(reader.left_out))}")
    if "site_id" in values and call.is_of_site:
        options = replace(options, site=values["site_id"])
    async with connect(options, call.application) as console:
        return await _run(_Task(call=call, options=options, console=console, values=values, output=output))


@attrs.frozen(kw_only=True)
class _Task(Task):
    """One call with all that it needs, and what the command was given."""

    options: CallOptions
    output: str | None = None


async def _run(task: _Task) -> Exit:
    call, options = task.call, task.options
    site, said = await find_site(options, task.console, changing=call.is_write) if call.is_of_site else (None, "")
    ended = await _run_at(attrs.evolve(task, values=await with_client_id(task.values, site)), site)
    if said:
        options.output.say(said)
    return ended


async def _run_at(task: _Task, site: SiteScope | None) -> Exit:
    call, options = task.call, task.options
    owner = task.owner(site)
    invoke = task.invocation(owner)
    if call.is_write:
        return await _write(task, invoke, site)
    if isinstance(owner, VideoExport):
        return await _export(task, owner)
    result = invoke()
    if call.gives is Gives.STREAM:
        return await _follow(task, result)
    if isinstance(result, Paginator):
        return await show_list(options, result, (), noun(call))
    return await _show(task, await result if inspect.isawaitable(result) else result)


async def _write(task: _Task, invoke: Callable[[], Awaitable[Any]], site: SiteScope | None) -> Exit:
    call = task.call
    about: dict[str, Data] = {"action": call.operation, **({"method": call.method} if call.method else {})}

    def report(result: object) -> Mapping[str, object]:
        if isinstance(result, bool):
            return {"existed": result}
        return {} if result is None else {"result": nameable(call, result, reveal=task.options.reveal)}

    return await perform(task.options, invoke, about, report, site=site)


async def _show(task: _Task, result: Any) -> Exit:
    call, options = task.call, task.options
    if call.gives is Gives.FILE:
        is_bytes = isinstance(result, bytes)
        content, kind = (result, "") if is_bytes else (result.content, result.content_type)
        return await _write_file(task, content, kind)
    if call.gives is Gives.LIST:
        return await show_items(options, list(result), (), noun(call))
    if result is None:
        options.output.document({"ok": True})
        return Exit.OK
    return show(options, nameable(call, result, reveal=task.options.reveal))


async def _write_file(task: _Task, content: bytes, content_type: str) -> Exit:
    if task.output == _STANDARD_OUTPUT:
        _write_out(content)
        return Exit.OK
    target = Path(str(task.output))
    await asyncio.to_thread(write_whole, target, content)
    _tell_file(task.options, target, len(content), content_type)
    return Exit.OK


async def _export(task: _Task, export: VideoExport) -> Exit:
    chunk, *others = export.chunks
    if others:
        raise CommandError(
            Exit.USAGE,
            f"a file of video ends at a full hour: this would be {len(export.chunks)} files",
            code="USAGE",
            remediation=f"ask for one at a time, at first until {others[0].start.isoformat()}; or use `unifi camera export`",
        )
    if task.output == _STANDARD_OUTPUT:
        async with aclosing(export.read(chunk)) as pieces:
            async for piece in pieces:
                _write_out(piece)
        return Exit.OK
    size = await export.save(chunk, Path(str(task.output)))
    if not size:
        task.options.output.say("there is no video of that time")
        return Exit.EMPTY
    _tell_file(task.options, Path(str(task.output)), size, "video/mp4")
    return Exit.OK


async def _follow(task: _Task, stream: AsyncGenerator[Any, None]) -> Exit:
    """Print a line for each event, until enough have come or the time is over."""
    end = task.of(Part.STREAM)
    seen = 0
    try:
        async with asyncio.timeout(end.get("seconds")) as limit, aclosing(stream) as items:
            async for item in items:
                task.options.output.line(event_line(task.options.writer, item))
                seen += not isinstance(item, Connected | Gap | Resynced)
                if seen == end.get("count"):
                    break
    except TimeoutError:
        if not limit.expired():
            raise
    return Exit.OK if seen else Exit.EMPTY


def _check_options(call: Call, options: CallOptions) -> None:
    """Refuse what an operation has no use for, before anything is asked of the console."""
    if call.is_write:
        check_allowed(options, call.operation, action=call.method or call.operation)
        if not options.dry_run and call.operation in DANGERS:
            check_word(options, *DANGERS[call.operation])
    elif options.dry_run or options.plan is not None:
        raise _usage(f"{call.operation} only reads: there is nothing to plan", "run it without --dry-run and --plan")
    is_page = options.limit is not None or options.cursor is not None or options.page is not None
    if (is_page or options.all_) and call.gives is not Gives.LIST:
        raise _usage(f"{call.operation} gives no list", "leave --limit, --all, --cursor and --page away")


def _check_output(call: Call, output: str | None) -> None:
    if call.gives is not Gives.FILE:
        if output is not None:
            raise _usage(f"{call.operation} gives no file", "leave --output away")
    elif output is None:
        raise _usage(f"{call.operation} gives a file", "say where to with --output FILE, or --output - for a pipe")
    elif output != _STANDARD_OUTPUT:
        check_target(Path(output))
    elif sys.stdout.isatty():
        raise _usage("a file is not written to a terminal", "name a file with --output, or pipe it somewhere")


def _operation_among(words: Sequence[str]) -> tuple[str, list[str]]:
    """The operation and the rest; it comes first, unless options do, and may be two words."""
    if words and not words[0].startswith("-"):
        is_split = len(words) > 1 and not is_operation(words[0]) and is_operation(" ".join(words[:2]))
        return (" ".join(words[:2]), list(words[2:])) if is_split else (words[0], list(words[1:]))
    at = next((at for at, word in enumerate(words) if is_operation(word)), None)
    if at is None:
        raise _usage("no operation is named", 'write it first: unifi call "GET /v1/sites"')
    return words[at], [*words[:at], *words[at + 1 :]]


def _write_out(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _tell_file(options: CallOptions, target: Path, size: int, content_type: str) -> None:
    about: dict[str, Data] = {"ok": True, "file": str(target), "bytes": size}
    options.output.document({**about, **({"content_type": content_type} if content_type else {})})


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

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

from unifi_sdk._core.dialect import RawPage
from unifi_sdk._core.model import Model
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced
from unifi_sdk.access._dialect import DIALECT as ACCESS
from unifi_sdk.cli.commands.schema import list_operations, schema
from unifi_sdk.cli.data import MASK, Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.files import check_target, write_whole
from unifi_sdk.cli.operations.documents import Reader
from unifi_sdk.cli.operations.finding import find_call, find_operation, is_operation
from unifi_sdk.cli.operations.table import Call, Gives, Part, calls
from unifi_sdk.cli.operations.values import read_arguments, split_options
from unifi_sdk.cli.options import CallOptions
from unifi_sdk.cli.work import check_allowed, connect, find_site, perform, show, show_list
from unifi_sdk.console import Console
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT as NETWORK
from unifi_sdk.pagination import PageSource, PageStyle, Paginator
from unifi_sdk.protect import Frame, VideoExport
from unifi_sdk.protect._dialect import DIALECT as PROTECT
from unifi_sdk.protect._dialect import LEGACY_DIALECT

__all__ = ["app"]

_CODECS: Final = {
    "network": NETWORK.codec,
    "access": ACCESS.codec,
    "protect": PROTECT.codec,
    "legacy": LEGACY_DIALECT.codec,
}
_DEFAULTS: Final = CallOptions()
_STANDARD_OUTPUT: Final = "-"
_CALL: Final = Group("Options of this command", sort_key=70)

app = App(
    name="call",
    help_flags=(),
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
    reader = Reader(_CODECS[call.application], _given_models(), _sibling(call))
    values = await asyncio.to_thread(read_arguments, call, given, reader)
    _fill_ids(call, values)
    if reader.left_out:
        options.output.say(f"not sent, the console sets it by itself: {', '.join(dict.fromkeys(reader.left_out))}")
    if "site_id" in values and call.is_of_site:
        options = replace(options, site=values["site_id"])
    async with connect(options, call.application) as console:
        return await _run(_Task(call, options, console, values, output))


@attrs.frozen
class _Task:
    """One call with all that it needs."""

    call: Call
    options: CallOptions
    console: Console
    values: Mapping[str, Any]
    output: str | None = None

    def of(self, part: Part) -> dict[str, Any]:
        """The arguments for a part of the call."""
        names = [argument.name for argument in self.call.arguments if argument.part is part]
        return {name: self.values[name] for name in names if name in self.values}

    @property
    def client(self) -> Any:
        """The client of the application."""
        name = "legacy_protect" if self.call.application == "legacy" else self.call.application
        return getattr(self.console, name)


async def _run(task: _Task) -> Exit:
    call, options = task.call, task.options
    site = await find_site(options, task.console) if call.is_of_site else None
    owner: Any = site or task.client
    for name in call.attributes:
        owner = getattr(owner, name)
    if call.maker:
        owner = getattr(owner, call.maker)(**task.of(Part.MAKER))
    invoke = _invocation(task, owner)
    if call.is_write:
        return await _write(task, invoke, site)
    if isinstance(owner, VideoExport):
        return await _export(task, owner)
    result = invoke()
    if call.gives is Gives.STREAM:
        return await _follow(task, result)
    if isinstance(result, Paginator):
        return await show_list(options, result, (), _noun(call))
    return await _show(task, await result if inspect.isawaitable(result) else result)


def _invocation(task: _Task, owner: Any) -> Callable[[], Any]:
    """Calls the method, or the operation itself where it has none; made anew for each use."""
    call = task.call
    if call.function is None:
        application = task.client._app
        values = task.of(Part.BODY)
        defaults = {each.name: each.default for each in call.arguments if not each.is_required}
        body = {key: values.get(name, defaults.get(name)) for key, name in call.body.items()}
        ids = {name: values[name] for name in call.ids}
        return lambda: application.call(call.operation, call.answer, **({"body": body} if body else {}), **ids)
    method, arguments = getattr(owner, call.function.__name__), {**task.of(Part.METHOD), **call.fixed}
    return lambda: method(**arguments)


async def _write(task: _Task, invoke: Callable[[], Awaitable[Any]], site: SiteScope | None) -> Exit:
    call = task.call
    about: dict[str, Data] = {"action": call.operation, **({"method": call.method} if call.method else {})}

    def report(result: object) -> Mapping[str, object]:
        if isinstance(result, bool):
            return {"existed": result}
        return {} if result is None else {"result": _nameable(task, result)}

    return await perform(task.options, invoke, about, report, site=site)


async def _show(task: _Task, result: Any) -> Exit:
    call, options = task.call, task.options
    if call.gives is Gives.FILE:
        is_bytes = isinstance(result, bytes)
        content, kind = (result, "") if is_bytes else (result.content, result.content_type)
        return await _write_file(task, content, kind)
    if call.gives is Gives.LIST:
        return await show_list(options, _whole(call, list(result)), (), _noun(call))
    if result is None:
        options.output.document({"ok": True})
        return Exit.OK
    return show(options, _nameable(task, result))


def _nameable(task: _Task, result: Any) -> Any:
    """A result that is no model by the name of what it is, so that a secret among them is known for one."""
    if hasattr(result, "reveal"):
        kind = type(result)
        names = [field.name for field in attrs.fields(kind) if field.name[0] != "_"] if attrs.has(kind) else []
        shown = result.reveal() if task.options.reveal else MASK
        return {"secret": shown, **{name: getattr(result, name) for name in names}}
    if isinstance(result, str):
        return {_noun(task.call).rstrip("s").replace("-", "_"): result}
    return result


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
                task.options.output.line(_line(task, item))
                seen += not isinstance(item, Connected | Gap | Resynced)
                if seen == end.get("count"):
                    break
    except TimeoutError:
        if not limit.expired():
            raise
    return Exit.OK if seen else Exit.EMPTY


def _line(task: _Task, item: object) -> dict[str, Data]:
    writer, kind = task.options.writer, type(item).__name__.lower()
    if isinstance(item, RawEvent):
        return {"type": "raw", "raw": writer.write_json(item.raw)}
    if isinstance(item, Frame):
        about: dict[str, Data] = {"type": str(item.action), "id": item.id, "model_key": item.model_key}
        return {**about, "item": writer.write_json(item.item)}
    written = writer.write(item)
    fields = written if isinstance(written, dict) else {}
    return {"type": "event" if isinstance(item, Model) else kind, **fields}


def _check_options(call: Call, options: CallOptions) -> None:
    """Refuse what an operation has no use for, before anything is asked of the console."""
    if call.is_write:
        check_allowed(options, call.operation)
    elif options.dry_run or options.plan is not None:
        raise _usage(f"{call.operation} only reads: there is nothing to plan", "run it without --dry-run and --plan")
    is_page = options.limit is not None or options.cursor is not None or options.page is not None
    if is_page and call.gives is not Gives.LIST:
        raise _usage(f"{call.operation} gives no list", "leave --limit, --cursor and --page away")


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


def _fill_ids(call: Call, values: dict[str, Any]) -> None:
    """Put the ids of the path into the documents that have to hold them."""
    documents = [name for name, value in values.items() if isinstance(value, Model)]
    for argument in [each for each in call.arguments if each.part is Part.DOCUMENT]:
        for name in documents:
            document = values[name]
            if argument.name in values:
                values[name] = document.evolve(id=values[argument.name])
            elif not document.id:
                raise _usage(f"{call.operation} needs {argument.option}, or an id in the document", argument.about)


def _given_models() -> frozenset[type[Model]]:
    items = [call.item for call in calls() if isinstance(call.item, type)]
    return frozenset(item for item in items if issubclass(item, Model))


def _sibling(call: Call) -> type[Model] | None:
    """The model that the console gives where this one is sent."""
    path = call.operation.partition(" ")[2]
    reads = [other.item for other in calls() if other.operation == f"GET {path}"]
    models = [item for item in (call.item, *reads) if isinstance(item, type) and issubclass(item, Model)]
    return models[0] if models else None


def _whole(call: Call, items: list[Any]) -> Paginator[Any]:
    """A list that is there already, as a list that is read."""

    async def fetch(position: int, size: int) -> RawPage:
        return RawPage([], len(items), len(items), "$")

    source = PageSource[Any](
        call.operation,
        PageStyle.SINGLE,
        0,
        fetch,
        lambda page: (list(items), []),
        asyncio.ensure_future,
        call.operation,
    )
    return Paginator(source)


def _noun(call: Call) -> str:
    """What the end of a path is about: `devices`."""
    parts = [part for part in call.operation.split("/") if not part.startswith("{")]
    return parts[-1]


def _write_out(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _tell_file(options: CallOptions, target: Path, size: int, content_type: str) -> None:
    about: dict[str, Data] = {"ok": True, "file": str(target), "bytes": size}
    options.output.document({**about, **({"content_type": content_type} if content_type else {})})


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)

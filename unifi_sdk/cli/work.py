"""What commands do: reach the console, find the site, print what was read, make or plan a write."""

from __future__ import annotations

import asyncio
import hashlib
import json
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from unifi_sdk.cli.data import MASK, Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import GetOptions, ListOptions, Options, WriteOptions
from unifi_sdk.cli.projection import check_paths, parse_paths, project
from unifi_sdk.cli.settings import read_settings
from unifi_sdk.errors import ConfigurationError, ConflictError, NotFoundError, TransportError

if TYPE_CHECKING:
    from unifi_sdk.console import Console
    from unifi_sdk.guard import PlannedRequest
    from unifi_sdk.network.site import SiteScope
    from unifi_sdk.pagination import Page, Paginator

__all__ = ["SCHEMA_VERSION", "at_site", "check_allowed", "connect", "find_site", "perform", "show", "show_list"]

T = TypeVar("T")

SCHEMA_VERSION: Final = 1
_GOODBYE_SECONDS: Final = 0.05
"""How long a connection that was given up has to end its TLS, before the event loop ends."""


@asynccontextmanager
async def connect(options: Options, *needed: str) -> AsyncIterator[Console]:
    """The console that is meant; it only reads, unless writes were allowed.

    Args:
        options: What the command was given.
        needed: The applications whose credentials are needed, one of them at least: "network", "access", "protect",
            "legacy".

    Raises:
        CommandError: no console is named, there is no credential, or a setting can't be.
    """
    from unifi_sdk.console import Console
    from unifi_sdk.retry import RetryPolicy

    retry = RetryPolicy(deadline_seconds=options.timeout) if options.timeout is not None else None
    with _interruptible():
        settings = read_settings(*needed, host=options.host, key_stdin=options.key_stdin)
    try:
        opened = Console.from_env(settings, read_only=not options.allows_writes, retry=retry)
    except ConfigurationError as error:
        raise CommandError(
            Exit.CONFIG, str(error), code="CONFIG", remediation="correct the option or environment variable behind it"
        ) from error
    try:
        async with opened as console:
            yield console
    except TransportError:
        await asyncio.sleep(_GOODBYE_SECONDS)
        raise


async def find_site(options: Options, console: Console) -> SiteScope:
    """The site that is meant: the one that was named, or the default.

    Args:
        options: What the command was given.
        console: Where the site is.

    Raises:
        NotFoundError: no site is called that, or there is none at all.
        CommandError: several sites are called that, or none was named and none of several is the default.
    """
    if options.site:
        try:
            return await console.network.find_site(options.site)
        except ConflictError as error:
            raise CommandError(
                Exit.INPUT_REQUIRED,
                str(error),
                code="INPUT_REQUIRED",
                remediation="name it by its id; `unifi site list` shows them",
            ) from error
    try:
        return await console.network.default_site()
    except NotFoundError as error:
        if error.status:  # the console said so: there is something else that it doesn't have
            raise
    if not await console.network.sites.list():
        raise NotFoundError("this console has no site")
    raise CommandError(
        Exit.INPUT_REQUIRED,
        "there are several sites and none is the default",
        code="INPUT_REQUIRED",
        remediation="name one with --site or UNIFI_SITE; `unifi site list` shows them",
    )


@asynccontextmanager
async def at_site(options: Options) -> AsyncIterator[SiteScope]:
    """The site that is meant, of a console that is open meanwhile; see `connect` and `find_site`.

    Args:
        options: What the command was given.
    """
    async with connect(options, "network") as console:
        yield await find_site(options, console)


def show(options: GetOptions, model: object, *, title: str = "") -> Exit:
    """Print one thing.

    Args:
        options: What the command was given.
        model: What the SDK gave.
        title: What it is, for people.
    """
    paths = parse_paths(options.select)
    written = options.writer.write(model)
    check_paths(paths, [model], [written])
    options.output.document(project(paths, written), title=title)
    _hint(options, written)
    return Exit.OK


async def show_list(
    options: ListOptions,
    listing: Paginator[T],
    columns: Sequence[str],
    what: str,
    *,
    more: Callable[[T], Mapping[str, Data]] = lambda _: {},
) -> Exit:
    """Print a list, or the part of it that was asked for.

    Args:
        options: What the command was given.
        listing: What the SDK gave.
        columns: What the table shows, as dot paths.
        what: What the items are called, in the plural.
        more: What is printed of an item besides its fields.

    Returns:
        `Exit.EMPTY` when there is nothing in it.
    """
    paths = parse_paths(options.select)
    page = await _read(options, listing, what)
    written: list[Data] = []
    for item in page.items:
        fields = options.writer.write(item)
        written.append({**fields, **more(item)} if isinstance(fields, dict) else fields)
    check_paths(paths, page.items, written)
    rows = [project(paths, item) for item in written]
    output = options.output
    if options.for_programs:
        envelope: dict[str, Data] = {"schemaVersion": SCHEMA_VERSION, "items": rows}
        envelope |= {"count": len(rows), "nextCursor": page.next_cursor}
        if page.undecodable:
            envelope["unreadable"] = len(page.undecodable)
        output.document(envelope)
    elif rows:
        output.rows(rows, [".".join(path) for path in paths] or columns, selected=bool(paths))
        _hint(options, rows)
    else:
        output.say(f"no {what}")
    if page.next_cursor and not options.for_programs:
        output.say(f"there is more: --limit {options.limit} --cursor {page.next_cursor}")
    if page.undecodable:
        output.say(f"{len(page.undecodable)} of the {what} could not be read: `unifi drift` may tell why")
    return Exit.OK if rows else Exit.EMPTY


def check_allowed(options: WriteOptions, command: str) -> None:
    """Refuse a write that was not allowed, before anything is sent.

    Args:
        options: What the command was given.
        command: Its name: ``voucher create``.

    Raises:
        CommandError: neither ``--allow-mutations`` nor ``--dry-run`` was given.
    """
    if not options.allow_mutations and not options.dry_run:
        raise CommandError(
            Exit.MUTATION_BLOCKED,
            f"{command} is a mutating operation and is blocked by default",
            code="MUTATION_BLOCKED",
            remediation="re-run with --allow-mutations (add --dry-run to preview)",
        )


async def perform(
    options: WriteOptions,
    call: Callable[[], Awaitable[T]],
    about: Mapping[str, Data],
    report: Callable[[T], Mapping[str, object]],
    *,
    site: SiteScope | None = None,
    done: Mapping[str, Data] | None = None,
    then: Sequence[str] = (),
) -> Exit:
    """Make a write and print what came of it; with ``--dry-run``, print what would be sent.

    Args:
        options: What the command was given.
        call: Calls the SDK; made anew for each use.
        about: What is done to what, as the dry run prints it.
        report: From what the SDK gave to what is added to the printed result.
        site: Where it is done; a dry run names it.
        done: What is printed in place of ``about`` when it is done.
        then: What the call does after its first write, a sentence each; a dry run says it, and a plan is bound to it.

    Raises:
        CommandError: the write differs from the plan that was given.
    """
    from unifi_sdk.guard import plan

    if options.dry_run:
        request = await plan(call())
        _check_plan(options.plan, request, site, then)
        preview = {**about, "dry_run": True, **_describe(options, request, site, then)}
        options.output.document(preview, title="nothing was sent")
        return Exit.OK
    if options.plan is not None:
        _check_plan(options.plan, await plan(call()), site, then)
    try:
        with options.output.progress(str(about.get("action", "waiting"))):
            result = await call()
    except asyncio.CancelledError:
        options.output.say("interrupted: it may have been done, or not; look at the state before you run it again")
        raise
    written = {name: options.writer.write(value) for name, value in report(result).items()}
    options.output.document({"ok": True, **(about if done is None else done), **written})
    _hint(options, written, always=True)
    return Exit.OK


@contextmanager
def _interruptible() -> Iterator[None]:
    """Lets Ctrl-C end what blocks the event loop, such as a wait for standard input or for a keyring to be unlocked."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _describe(
    options: WriteOptions, request: PlannedRequest, site: SiteScope | None, then: Sequence[str]
) -> dict[str, Data]:
    return {
        "console": request.console,
        "site": site.id if site else None,
        "request": {
            "application": request.application,
            "operation": request.operation,
            "verb": request.verb,
            "path": request.path,
            "body": options.writer.write(request.body),
        },
        **({"then": list(then)} if then else {}),
        "plan": _digest(request, site, then),
    }


def _digest(request: PlannedRequest, site: SiteScope | None, then: Sequence[str]) -> str:
    """What tells a write from any other, on this console and this site."""
    parts = [request.console, site.id if site else "", request.verb, request.path, request.body, *then]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=repr).encode()).hexdigest()[:16]


def _check_plan(expected: str | None, request: PlannedRequest, site: SiteScope | None, then: Sequence[str]) -> None:
    if expected is not None and _digest(request, site, then) != expected:
        raise CommandError(
            Exit.USAGE,
            f"this is not what was planned: it would send {request.verb} {request.path} to {request.console}",
            code="PLAN_MISMATCH",
            remediation="run it with --dry-run again, and look at what it would send",
        )


async def _read(options: ListOptions, listing: Paginator[T], what: str) -> Page[T]:
    from unifi_sdk.pagination import Page

    if options.cursor is not None and options.page is not None:
        raise _usage("--cursor and --page exclude each other", "give one of them")
    if options.limit is not None:
        offset = ((options.page or 1) - 1) * options.limit
        return await listing.window(limit=options.limit, offset=offset, cursor=options.cursor)
    if options.cursor is not None or options.page is not None:
        raise _usage("--cursor and --page count with --limit", "add --limit, the same for each part of a list")
    items: list[T] = []
    with options.output.progress(what) as advance:
        async with aclosing(listing.pages()) as pages:
            async for page in pages:
                items += page.items
                advance(len(items), page.total)
    return Page(items=tuple(items), total=len(items), undecodable=tuple(listing.undecodable))


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)


def _hint(options: Options, written: object, *, always: bool = False) -> None:
    if not options.reveal and (always or not options.for_programs) and _holds_mask(written):
        options.output.say("secrets are hidden: --reveal shows them")


def _holds_mask(written: object) -> bool:
    if isinstance(written, Mapping):
        return any(map(_holds_mask, written.values()))
    return any(map(_holds_mask, written)) if isinstance(written, list) else written == MASK

"""Printing what was read: one thing, or a list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Final, TypeVar

from unifi_sdk.cli.data import MASK, Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import USUAL_LIMIT, GetOptions, ListOptions, Options
from unifi_sdk.cli.output import Format
from unifi_sdk.cli.projection import check_paths, parse_paths, project

if TYPE_CHECKING:
    from unifi_sdk.pagination import Page, Paginator

__all__ = ["SCHEMA_VERSION", "hint_at_masks", "show", "show_items", "show_list"]

T = TypeVar("T")

SCHEMA_VERSION: Final = 1


def show(
    options: GetOptions, model: T, *, title: str = "", more: Callable[[T], Mapping[str, Data]] = lambda _: {}
) -> Exit:
    """Print one thing.

    Args:
        options: What the command was given.
        model: What the SDK gave.
        title: What it is, for people.
        more: What is printed besides its fields.
    """
    paths = parse_paths(options.select)
    written = options.writer.write(model)
    if isinstance(written, dict):
        written |= more(model)
    check_paths(paths, [model], [written])
    options.output.document(project(paths, written), title=title)
    hint_at_masks(options, written)
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
    parse_paths(options.select)  # what can't be is told before anything is read
    return _show_page(options, await _read(options, listing, what), columns, what, more)


async def show_items(options: ListOptions, items: Sequence[T], columns: Sequence[str], what: str) -> Exit:
    """Print a list that is there already.

    Args:
        options: What the command was given.
        items: All of it.
        columns: What the table shows, as dot paths.
        what: What the items are called, in the plural.

    Returns:
        `Exit.EMPTY` when there is nothing in it.
    """
    from unifi_sdk._core.dialect import RawPage
    from unifi_sdk.pagination import PageSource, PageStyle, Paginator

    async def fetch(position: int, size: int) -> RawPage:
        return RawPage([], len(items), len(items), "$")

    source = PageSource[T](
        what, PageStyle.SINGLE, 0, fetch, lambda page: (list(items), []), asyncio.ensure_future, what
    )
    return await show_list(options, Paginator(source), columns, what)


def _show_page(
    options: ListOptions,
    page: Page[T],
    columns: Sequence[str],
    what: str,
    more: Callable[[T], Mapping[str, Data]],
) -> Exit:
    paths = parse_paths(options.select)
    written: list[Data] = []
    for item in page.items:
        fields = options.writer.write(item)
        written.append({**fields, **more(item)} if isinstance(fields, dict) else fields)
    check_paths(paths, page.items, written)
    rows = [project(paths, item) for item in written]
    output = options.output
    shown = [".".join(path) for path in paths] or columns
    if options.for_programs:
        envelope: dict[str, Data] = {"schemaVersion": SCHEMA_VERSION, "items": rows}
        envelope |= {"count": len(rows), "nextCursor": page.next_cursor}
        if page.undecodable:
            envelope["unreadable"] = len(page.undecodable)
        output.document(envelope, columns=shown)
    elif rows:
        output.rows(rows, shown, selected=bool(paths))
        hint_at_masks(options, rows)
    else:
        output.say(f"no {what}")
    if page.next_cursor and output.format is not Format.JSON:
        limit = f"--limit {options.limit} " if options.limit is not None else ""
        shown_of = f"{len(rows)} of {page.total} are shown" if page.total is not None else "a part is shown"
        output.say(f"{shown_of}, --all shows all; there is more: {limit}--cursor {page.next_cursor}")
    if page.undecodable:
        output.say(f"{len(page.undecodable)} of the {what} could not be read: `unifi drift` may tell why")
    return Exit.OK if rows else Exit.EMPTY


async def _read(options: ListOptions, listing: Paginator[T], what: str) -> Page[T]:
    from unifi_sdk.pagination import Page

    asked = [options.limit, options.cursor, options.page]
    if options.all_ and any(option is not None for option in asked):
        raise _usage("--all is the whole list, --limit, --cursor and --page are parts of it", "give one or the other")
    if options.cursor is not None and options.page is not None:
        raise _usage("--cursor and --page exclude each other", "give one of them")
    if not options.all_:
        limit = options.limit or USUAL_LIMIT
        return await listing.window(limit=limit, offset=((options.page or 1) - 1) * limit, cursor=options.cursor)
    items: list[T] = []
    with options.output.progress(what) as advance:
        async with aclosing(listing.pages()) as pages:
            async for page in pages:
                items += page.items
                advance(len(items), page.total)
    return Page(items=tuple(items), total=len(items), undecodable=tuple(listing.undecodable))


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)


def hint_at_masks(options: Options, written: object, *, always: bool = False) -> None:
    """Say that something was masked, where it was.

    Args:
        options: What the command was given.
        written: What was printed.
        always: To programs too.
    """
    if not options.reveal and (always or not options.for_programs) and _holds_mask(written):
        options.output.say("secrets are hidden: --reveal shows them")


def _holds_mask(written: object) -> bool:
    if isinstance(written, Mapping):
        return any(map(_holds_mask, written.values()))
    return any(map(_holds_mask, written)) if isinstance(written, list) else written == MASK

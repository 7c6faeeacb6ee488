"""Lists that are read page by page: await one for everything, or iterate it and begin before the end has arrived."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Generator
from enum import Enum
from typing import Any, Final, Generic, TypeVar

import attrs

from unifi_sdk._core.codec import Undecodable
from unifi_sdk._core.dialect import RawPage
from unifi_sdk.errors import ConfigurationError, UnexpectedContentError

__all__ = ["Listing", "Page", "Paginator", "Undecodable"]

T = TypeVar("T")
_S = TypeVar("_S")

_IN_FLIGHT: Final = 4
_MOST_PAGES: Final = 10_000


class PageStyle(Enum):
    """How an application counts its pages."""

    OFFSET = "offset"
    """By the number of items before the page."""
    NUMBER = "page"
    """From 1 up."""
    SINGLE = "single"
    """There is but one."""


class Listing(list[T]):
    """All items of a list.

    Args:
        items: The items that could be decoded, in the console's order.
        undecodable: The ones that couldn't, kept aside.
    """

    def __init__(self, items: list[T], undecodable: tuple[Undecodable, ...] = ()) -> None:
        super().__init__(items)
        self.undecodable = undecodable


@attrs.frozen(kw_only=True)
class Page(Generic[T]):
    """One page.

    Args:
        items: The items that could be decoded and had not been seen before.
        total: How many items the console says there are in all, None where it doesn't say.
        next_cursor: What ``pages(cursor=…)`` takes to go on after this page, None after the last.
        undecodable: The items that couldn't be decoded.
    """

    items: tuple[T, ...]
    total: int | None = None
    next_cursor: str | None = None
    undecodable: tuple[Undecodable, ...] = ()


@attrs.frozen
class PageSource(Generic[T]):
    """Where a paginator gets its pages.

    Args:
        operation: What is called, for errors.
        style: How pages are counted.
        page_size: Items asked for with each page.
        fetch: From a position and a size to the page as it came.
        decode: From a page as it came to its items and what can't be decoded.
        spawn: Starts a task that ends with the client at the latest.
    """

    operation: str
    style: PageStyle
    page_size: int
    fetch: Callable[[int, int], Coroutine[Any, Any, RawPage]]
    decode: Callable[[RawPage], tuple[list[T], list[Undecodable]]]
    spawn: Callable[[Coroutine[Any, Any, RawPage]], asyncio.Task[RawPage]]


class Paginator(Generic[T]):
    """A list on the console.

    ::

        vouchers = await site.vouchers.list()              # everything
        async for voucher in site.vouchers.list(): ...     # as pages arrive, in order
        async for page in site.vouchers.list().pages(): ...

    Up to four pages are on their way at once when the first has told the total. Leaving the loop cancels them. Items
    that come twice, because the list moved while it was read, are dropped.

    Nothing is requested before the first ``await`` or iteration; each starts from the beginning.
    """

    def __init__(self, source: PageSource[T]) -> None:
        self._source = source
        self.total: int | None = None
        """How many items there are, as the console said last; None before the first page, or when it doesn't say."""
        self.drift = 0
        """How much `total` has moved since the first page; not 0 when the list changed while it was read."""
        self.repeated = 0
        """Items that came again and were dropped."""
        self.undecodable: list[Undecodable] = []
        """Items that could not be decoded, kept aside."""

    def __await__(self) -> Generator[Any, None, Listing[T]]:
        return self._all().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        pages = self.pages()
        try:
            async for page in pages:
                for item in page.items:
                    yield item
        finally:
            await pages.aclose()

    async def first(self) -> T | None:
        """The first item, or None; one request."""
        size = 1 if self._source.style is PageStyle.OFFSET else None
        pages = self.pages(size=size)
        try:
            async for page in pages:
                if page.items or size is None:
                    return page.items[0] if page.items else None
        finally:
            await pages.aclose()
        return None

    async def pages(self, *, cursor: str | None = None, size: int | None = None) -> AsyncGenerator[Page[T], None]:
        """The pages, in order.

        Args:
            cursor: A `Page.next_cursor` of the same list, to go on behind that page.
            size: Items to a page, from 1; the list's usual size when left out. The console may give fewer.

        Raises:
            ConfigurationError: the cursor is none of this list's, or the size is below 1.
            UnexpectedContentError: the console repeats itself and would never come to an end.
        """
        source = self._source
        size = source.page_size if size is None else size
        if size < 1 and source.style is not PageStyle.SINGLE:
            raise ConfigurationError(f"size must be at least 1, not {size}")
        position = _read_cursor(cursor, source.style)
        self.total, self.drift, self.repeated, self.undecodable = None, 0, 0, []
        seen: set[str] = set()
        ahead: deque[tuple[int, asyncio.Task[RawPage]]] = deque()
        first_total: int | None = None
        step = size
        try:
            for number in range(_MOST_PAGES):
                page = await self._next_page(ahead, position, size)
                if number == 0:
                    first_total, step = page.total, page.count or size
                self.total = page.total
                self.drift = (self.total or 0) - (first_total or 0)
                position, is_last = _advance(source.style, position, page, size)
                if not is_last:
                    self._look_ahead(ahead, position, step, size)
                    await asyncio.sleep(0)  # lets the requests out before this page is decoded
                items, undecodable = source.decode(page)
                fresh = self._drop_repeated(items, seen)
                if items and not fresh and not is_last:
                    if self.total is not None and len(seen) < self.total and source.style is PageStyle.OFFSET:
                        raise self._endless(f"it sends the same items again; {len(seen)} of {self.total} were read")
                    is_last = True
                self.undecodable += undecodable
                yield Page(
                    items=tuple(fresh),
                    total=self.total,
                    next_cursor=None if is_last else _write_cursor(position, source.style),
                    undecodable=tuple(undecodable),
                )
                if is_last:
                    return
            raise self._endless(f"it has sent {_MOST_PAGES} pages")
        finally:
            for _, task in ahead:
                _abandon(task)

    async def _all(self) -> Listing[T]:
        items: list[T] = []
        async for page in self.pages():
            items += page.items
        return Listing(items, tuple(self.undecodable))

    async def _next_page(self, ahead: deque[tuple[int, asyncio.Task[RawPage]]], position: int, size: int) -> RawPage:
        """The page at a position: one that is on its way already, or a new request when the console has moved."""
        while ahead:
            expected, task = ahead.popleft()
            if expected == position:
                return await task
            _abandon(task)
        return await self._source.fetch(position, size)

    def _look_ahead(self, ahead: deque[tuple[int, asyncio.Task[RawPage]]], position: int, step: int, size: int) -> None:
        source, total = self._source, self.total
        if total is None or source.style is PageStyle.SINGLE:
            return
        by_number = source.style is PageStyle.NUMBER
        end, step = (-(-total // size) + 1, 1) if by_number else (total, step)
        nearest = ahead[-1][0] + step if ahead else position
        while len(ahead) < _IN_FLIGHT and nearest < end:
            ahead.append((nearest, source.spawn(source.fetch(nearest, size))))
            nearest += step

    def _drop_repeated(self, items: list[T], seen: set[str]) -> list[T]:
        if self._source.style is PageStyle.SINGLE:
            return items
        fresh = []
        for item in items:
            key = getattr(item, "id", None)
            if key:
                if key in seen:
                    self.repeated += 1
                    continue
                seen.add(key)
            fresh.append(item)
        return fresh

    def _endless(self, what: str) -> UnexpectedContentError:
        operation = self._source.operation
        return UnexpectedContentError(f"{operation}: the console does not come to an end: {what}", operation=operation)


def _abandon(task: asyncio.Task[RawPage]) -> None:
    """End a page that nobody waits for, and let nobody hear of its failure."""
    task.cancel()
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())


def _advance(style: PageStyle, position: int, page: RawPage, size: int) -> tuple[int, bool]:
    """The position behind a page, and whether there is nothing there."""
    if style is PageStyle.SINGLE:
        return 1, True
    if style is PageStyle.OFFSET:
        following = position + page.count
        return following, page.count <= 0 or (page.total is not None and following >= page.total)
    following = position + 1
    at_end = page.total is not None and position * size >= page.total
    return following, at_end or page.count < size


def _write_cursor(position: int, style: PageStyle) -> str:
    document = json.dumps({style.value: position}, separators=(",", ":"))
    return base64.urlsafe_b64encode(document.encode()).decode()


def _read_cursor(cursor: str | None, style: PageStyle) -> int:
    if cursor is None:
        return 1 if style is PageStyle.NUMBER else 0
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor))[style.value]
    except (binascii.Error, ValueError, KeyError, TypeError):
        position = None
    if not isinstance(position, int) or position < 0:
        raise ConfigurationError("cursor is none of this list's: pass a page's next_cursor as it is")
    return position

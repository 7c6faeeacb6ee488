"""Lists that are read page by page: await one for everything, or iterate it and begin before the end has arrived."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import json
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Mapping
from contextlib import aclosing, suppress
from enum import Enum
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

import attrs

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.codec import Undecodable
from unifi_sdk._core.dialect import RawPage
from unifi_sdk._core.plain import Naming, Plain, PlainWriter, Times
from unifi_sdk._core.repeatable import Repeatable
from unifi_sdk.errors import ConfigurationError, ConnectionFailedError, UnexpectedContentError

__all__ = ["Listing", "Page", "Paginator", "Undecodable"]

T = TypeVar("T")

_IN_FLIGHT: Final = 4
_NO_KEYS: Final = ("", None)
_MOST_PAGES: Final = 10_000
_MOST_REPEATED_PAGES: Final = 5


class PageStyle(Enum):
    """How an application counts its pages."""

    OFFSET = "offset"
    """By the number of items before the page."""
    NUMBER = "page"
    """From 1 up."""
    SINGLE = "single"
    """There is but one."""


class Listing(list[T]):
    """All items of a list; a notebook shows them as a table.

    Args:
        items: The items that could be decoded, in the console's order.
        undecodable: The ones that couldn't, kept aside.
    """

    @checked
    def __init__(self, items: list[T], undecodable: tuple[Undecodable, ...] = ()) -> None:
        super().__init__(items)
        self.undecodable = undecodable

    def to_dicts(
        self, *, names: Naming = "python", times: Times = "datetime", reveal: bool = False, absent: bool = True
    ) -> list[dict[str, Plain]]:
        """Each item as `Model.to_dict` gives it, which is what pandas and polars make a table of.

        Args:
            names: ``python`` or ``wire``.
            times: ``datetime`` or ``iso``.
            reveal: Secrets as they are.
            absent: Whether fields that the console left out stand there as None.

        Raises:
            ConfigurationError: an argument is none of those.
        """
        return PlainWriter(names=names, times=times, reveal=reveal, absent=absent).rows(self)

    def _repr_html_(self) -> str:
        """The list as a table, which Jupyter asks for."""
        from unifi_sdk._core.tables import rows_table

        return rows_table(self, undecodable=len(self.undecodable))


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

    def to_dicts(
        self, *, names: Naming = "python", times: Times = "datetime", reveal: bool = False, absent: bool = True
    ) -> list[dict[str, Plain]]:
        """Each item as `Model.to_dict` gives it.

        Args:
            names: ``python`` or ``wire``.
            times: ``datetime`` or ``iso``.
            reveal: Secrets as they are.
            absent: Whether fields that the console left out stand there as None.

        Raises:
            ConfigurationError: an argument is none of those.
        """
        return PlainWriter(names=names, times=times, reveal=reveal, absent=absent).rows(self.items)

    def _repr_html_(self) -> str:
        """The page as a table, which Jupyter asks for."""
        from unifi_sdk._core.tables import rows_table

        return rows_table(self.items, total=self.total, undecodable=len(self.undecodable))


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
        identity: What tells this list from others, so that it takes no other's cursor.
        key: The field that tells an item from others.
        certain_size: Items that every console gives to a page when so many are asked for; ``page_size`` when left out.
    """

    operation: str
    style: PageStyle
    page_size: int
    fetch: Callable[[int, int], Coroutine[Any, Any, RawPage]]
    decode: Callable[[RawPage], tuple[list[T], list[Undecodable]]]
    spawn: Callable[[Coroutine[Any, Any, RawPage]], asyncio.Task[RawPage]]
    identity: str = ""
    key: str = "id"
    certain_size: int | None = None


class Paginator(Repeatable[Listing[T]], Generic[T]):
    """A list on the console.

    ::

        vouchers = await site.vouchers.list()              # everything
        count = await site.vouchers.list().count()         # how many there are
        async for voucher in site.vouchers.list(): ...     # as pages arrive, in order
        async for page in site.vouchers.list().pages(): ...

    Up to four pages are on their way at once when the first has told the total. Leaving the loop cancels them. Items
    that come twice, because the list moved while it was read, are dropped.

    Nothing is requested before the first ``await`` or iteration; each starts from the beginning. For asyncio it is a
    coroutine, so that `asyncio.create_task` and `asyncio.TaskGroup.create_task` take it as it is.
    """

    def __init__(self, source: PageSource[T]) -> None:
        super().__init__()
        if not isinstance(source, PageSource):
            raise ConfigurationError("source: the methods called list give paginators, nobody else makes one")
        self._source = source
        self.total: int | None = None
        """How many items there are, as the console said last; None before the first page, or when it doesn't say."""
        self.drift = 0
        """How much `total` has moved since the first page; not 0 when the list changed while it was read."""
        self.repeated = 0
        """Items that came again and were dropped."""
        self.undecodable: list[Undecodable] = []
        """Items that could not be decoded, kept aside."""

    async def _begin(self) -> Listing[T]:
        source = self._source
        position, size = _first_position(source.style), source.page_size
        opening = await source.fetch(position, size)
        if self._is_whole(opening, position, size):
            items, undecodable = source.decode(opening)
            self.undecodable = undecodable
            return Listing(self._drop_repeated(items, set()), tuple(undecodable))
        items, undecodable = [], []
        async with aclosing(self._read(position, size, has_cursors=False, opening=opening)) as pages:
            async for page in pages:
                items += page.items
                undecodable += page.undecodable
        return Listing(items, tuple(undecodable))

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
        size = 1 if self._source.style is PageStyle.OFFSET else self._source.page_size
        position = _first_position(self._source.style)
        opening = await self._source.fetch(position, size)
        is_whole = self._is_whole(opening, position, size)
        items, self.undecodable = self._source.decode(opening)
        if items or is_whole:
            return next(iter(items), None)
        async with aclosing(self._read(position, size, 0, has_cursors=False, opening=opening)) as pages:
            async for page in pages:
                if page.items:
                    return page.items[0]
        return None

    async def count(self) -> int:
        """How many items there are.

        One request for a single item, where the console tells the total; a list that comes whole, or without a total, is
        read and what came is counted. Items that can't be decoded count as well.

        The total is the console's own number: the log of UniFi Access was seen to tell too few.
        """
        style = self._source.style
        if style is not PageStyle.SINGLE:
            page = await self._source.fetch(_first_position(style), 1)
            if page.total is not None:
                self.total = page.total
                return page.total
        listing = await self
        return len(listing) + len(listing.undecodable)

    @checked
    def pages(self, *, cursor: str | None = None, size: int | None = None) -> AsyncGenerator[Page[T], None]:
        """The pages, in order.

        Args:
            cursor: A `Page.next_cursor` of the same list, to go on behind that page.
            size: Items to a page, from 1; the list's usual size when left out. The console may give fewer.

        Raises:
            ConfigurationError: the cursor is none of this list's, or the size is below 1, or not the one that the
                cursor counts with.
            UnexpectedContentError: the console repeats itself and would never come to an end.
            ConnectionFailedError: the client was closed meanwhile.
        """
        if size is not None and size < 1:
            raise ConfigurationError(f"size must be at least 1, not {size}")
        if cursor is None:
            return self._read(_first_position(self._source.style), size or self._source.page_size)
        position, counted = self._read_cursor(cursor, self._source.style)
        if counted and size not in (None, counted):
            raise ConfigurationError(f"size must be {counted} as for the pages that the cursor counts, not {size}")
        return self._read(position, counted or size or self._source.page_size)

    @checked
    async def window(self, *, limit: int, offset: int = 0, cursor: str | None = None) -> Page[T]:
        """Some items out of the list, for a program with pages of its own.

        One request where the console can start there; otherwise what stands before is read as well.

        Args:
            limit: Items at most, from 1.
            offset: Items to pass over, from 0.
            cursor: The `Page.next_cursor` of another window of this list, in place of ``offset``.

        Raises:
            ConfigurationError: the limit is below 1, the offset below 0, or the cursor none of this list's.
        """
        if limit < 1 or offset < 0:
            raise ConfigurationError(f"limit must be at least 1 and offset at least 0, not {limit} and {offset}")
        offset = offset if cursor is None else self._read_cursor(cursor, PageStyle.OFFSET)[0]
        position, size, skip = self._start_of_window(offset, limit)
        items: list[T] = []
        undecodable: list[Undecodable] = []
        read, is_last = 0, True
        async with aclosing(self._read(position, size, in_flight=0)) as pages:
            async for page in pages:
                items += page.items
                undecodable += page.undecodable
                read, is_last = len(items) + (0 if skip else len(undecodable)), page.next_cursor is None
                if read >= skip + limit:
                    break
        beyond = max(read - skip - limit, 0)
        chosen = items[skip : len(items) - beyond]
        end = offset + read - skip - beyond
        return Page(
            items=tuple(chosen),
            total=read if self.total is None and is_last and position <= 1 else self.total,
            next_cursor=None if (is_last and not beyond) or end <= offset else self._cursor({"offset": end}),
            undecodable=tuple(undecodable),
        )

    def _start_of_window(self, offset: int, limit: int) -> tuple[int, int, int]:
        """The position to start at, the size of the pages, and how many items to pass over from there."""
        style, usual = self._source.style, self._source.page_size
        if style is PageStyle.OFFSET:
            return offset, limit, 0
        certain = usual if self._source.certain_size is None else self._source.certain_size
        if style is PageStyle.NUMBER and limit <= certain and offset % limit == 0:
            return offset // limit + 1, limit, 0
        return _first_position(style), usual, offset

    async def _read(
        self,
        position: int,
        size: int,
        in_flight: int = _IN_FLIGHT,
        *,
        has_cursors: bool = True,
        opening: RawPage | None = None,
    ) -> AsyncGenerator[Page[T], None]:
        source = self._source
        self.total, self.drift, self.repeated, self.undecodable = None, 0, 0, []
        passed = position if source.style is PageStyle.OFFSET else (position - 1) * size
        seen: set[str] = set()
        ahead: deque[tuple[int, asyncio.Task[RawPage]]] = deque()
        first_total: int | None = None
        step, repetitions = size, 0
        try:
            for number in range(_MOST_PAGES):
                page = (number == 0 and opening) or await self._next_page(ahead, position, size)
                if number == 0:
                    first_total, step = page.total, page.count or size
                    size = _real_size(source.style, position, page, size)
                self.total = page.total
                self.drift = (self.total or 0) - (first_total or 0)
                position, is_last = _advance(source.style, position, page, size)
                if not is_last and in_flight:
                    self._look_ahead(ahead, position, step, size, in_flight)
                    await asyncio.sleep(0)  # lets the requests out before this page is decoded
                items, undecodable = source.decode(page)
                fresh = self._drop_repeated(items, seen)
                passed += len(fresh) + len(undecodable)
                repetitions = repetitions + 1 if items and not fresh else 0
                if repetitions:
                    is_last = self._judge_repetition(repetitions, passed, is_last)
                self.undecodable += undecodable
                yield Page(
                    items=tuple(fresh),
                    total=self.total,
                    next_cursor=self._write_cursor(position, size) if has_cursors and not is_last else None,
                    undecodable=tuple(undecodable),
                )
                if is_last:
                    return
            raise self._endless(f"it has sent {_MOST_PAGES} pages")
        finally:
            for _, task in ahead:
                _abandon(task)

    def _is_whole(self, opening: RawPage, position: int, size: int) -> bool:
        """Forget what an earlier reading has told; whether the first page is all there is."""
        self.total, self.drift, self.repeated, self.undecodable = opening.total, 0, 0, []
        style = self._source.style
        return _advance(style, position, opening, _real_size(style, position, opening, size))[1]

    async def _next_page(self, ahead: deque[tuple[int, asyncio.Task[RawPage]]], position: int, size: int) -> RawPage:
        """The page at a position: one that is on its way already, or a new request when the console has moved."""
        while ahead:
            expected, task = ahead.popleft()
            if expected == position:
                return await self._wait_for(task)
            _abandon(task)
        return await self._source.fetch(position, size)

    async def _wait_for(self, task: asyncio.Task[RawPage]) -> RawPage:
        try:
            return await task
        except asyncio.CancelledError:
            reader = asyncio.current_task()
            if reader is not None and reader.cancelling():
                raise
        operation = self._source.operation
        raise ConnectionFailedError(f"{operation}: the client was closed while the list was read", operation=operation)

    def _look_ahead(
        self, ahead: deque[tuple[int, asyncio.Task[RawPage]]], position: int, step: int, size: int, in_flight: int
    ) -> None:
        source, total = self._source, self.total
        if total is None or source.style is PageStyle.SINGLE:
            return
        by_number = source.style is PageStyle.NUMBER
        end, step = (-(-total // size) + 1, 1) if by_number else (total, step)
        nearest = ahead[-1][0] + step if ahead else position
        while len(ahead) < in_flight and nearest < end:
            ahead.append((nearest, source.spawn(source.fetch(nearest, size))))
            nearest += step

    def _drop_repeated(self, items: list[T], seen: set[str]) -> list[T]:
        if self._source.style is PageStyle.SINGLE:
            return items
        with suppress(AttributeError):
            different: set[Any] = set(map(attrgetter(self._source.key), items))
            if len(different) == len(items) and different.isdisjoint(seen) and different.isdisjoint(_NO_KEYS):
                seen |= different
                return items
        fresh = []
        for item in items:
            key = getattr(item, self._source.key, None)
            if key:
                if key in seen:
                    self.repeated += 1
                    continue
                seen.add(key)
            fresh.append(item)
        return fresh

    def _judge_repetition(self, repetitions: int, passed: int, is_last: bool) -> bool:
        """Whether a list ends with a page that brought nothing new; raises where that would cut it."""
        if self.total is None:
            return True
        unread = passed < self.total and not self.drift
        if repetitions > _MOST_REPEATED_PAGES or (is_last and unread):
            raise self._endless(f"it sends the same items again; {passed} of {self.total} were read")
        return is_last

    def _write_cursor(self, position: int, size: int) -> str:
        style = self._source.style
        return self._cursor({style.value: position} | ({"size": size} if style is PageStyle.NUMBER else {}))

    def _cursor(self, place: Mapping[str, int]) -> str:
        document = {**place, "list": self._digest()}
        return base64.urlsafe_b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()

    def _read_cursor(self, cursor: str, style: PageStyle) -> tuple[int, int]:
        """The position, and the size of the pages that it counts or 0."""
        try:
            document = json.loads(base64.urlsafe_b64decode(cursor))
        except (binascii.Error, ValueError, RecursionError):
            document = None
        known = document if isinstance(document, dict) else {}
        position, size = known.get(style.value), known.get("size", 0)
        fits = known.get("list", self._digest()) == self._digest() and (size != 0) == (style is PageStyle.NUMBER)
        if not fits or type(position) is not int or type(size) is not int or position < 1 or size < 0:
            raise ConfigurationError("cursor is none of this list's: pass a page's next_cursor as it is")
        return position, size

    def _digest(self) -> str:
        return hashlib.sha256((self._source.identity or self._source.operation).encode()).hexdigest()[:12]

    def _endless(self, what: str) -> UnexpectedContentError:
        operation = self._source.operation
        return UnexpectedContentError(f"{operation}: the console does not come to an end: {what}", operation=operation)


def _abandon(task: asyncio.Task[RawPage]) -> None:
    """End a page that nobody waits for, and let nobody hear of its failure."""
    task.cancel()
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())


def _first_position(style: PageStyle) -> int:
    return 0 if style is PageStyle.OFFSET else 1


def _real_size(style: PageStyle, position: int, page: RawPage, size: int) -> int:
    """The size that page numbers count with: a console that caps a page counts in its own."""
    is_capped = 0 < page.count < size and (page.may_be_capped if page.total is None else page.count < page.total)
    return page.count if is_capped and style is PageStyle.NUMBER and position == 1 else size


def _advance(style: PageStyle, position: int, page: RawPage, size: int) -> tuple[int, bool]:
    """The position behind a page, and whether there is nothing there."""
    if style is PageStyle.SINGLE:
        return position + 1, True
    if style is PageStyle.OFFSET:
        following = position + page.count
        return following, page.count <= 0 or (page.total is not None and following >= page.total)
    if page.count <= 0 or page.total is None:
        return position + 1, page.count < size
    return position + 1, (position - 1) * size + page.count >= page.total

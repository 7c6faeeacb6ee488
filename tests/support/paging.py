"""Scripted lists: what a console gives for a position and a size, without any HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import attrs

from unifi_sdk._core.codec import Undecodable
from unifi_sdk._core.dialect import RawPage
from unifi_sdk.errors import DecodeError
from unifi_sdk.pagination import PageSource, PageStyle, Paginator


@attrs.frozen
class Item:
    id: str


@attrs.define
class ScriptedList:
    """A list of ids, and how it is given out; the ids may be changed while it is read.

    Args:
        ids: The items; an id that begins with "bad" can't be decoded.
        style: How pages are counted.
        page_size: What is asked for.
        cap: The most that a page has, whatever was asked for.
        tells_total: Whether pages say how many items there are.
        before_page: Called before each page is cut, with the number of pages that were cut so far; it may change the list.
        ignores_position: Give the first page every time.
    """

    ids: list[str]
    style: PageStyle = PageStyle.OFFSET
    page_size: int = 10
    cap: int = 1000
    tells_total: bool = True
    may_be_capped: bool = False
    """Whether pages say that they may have been cut down."""
    before_page: Callable[[int], None] = lambda number: None
    ignores_position: bool = False
    total: int | None = None
    """Said instead of the truth."""
    asked: list[tuple[int, int]] = attrs.field(factory=list, init=False)
    in_flight: int = attrs.field(default=0, init=False)
    most_in_flight: int = attrs.field(default=0, init=False)
    tasks: set[asyncio.Task[Any]] = attrs.field(factory=set, init=False)
    failures: dict[int, Exception] = attrs.field(factory=dict, init=False)
    """By position."""
    delays: Callable[[int], int] = lambda position: 2
    """How many turns of the loop a page takes, by position."""
    served: int = attrs.field(default=0, init=False)

    def paginator(self, identity: str = "") -> Paginator[Item]:
        return Paginator(
            PageSource(
                "GET /v1/things", self.style, self.page_size, self.fetch, self.decode, self.spawn, identity=identity
            )
        )

    async def fetch(self, position: int, size: int) -> RawPage:
        self.asked.append((position, size))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await turns(self.delays(position))
        finally:
            self.in_flight -= 1
        if position in self.failures:
            raise self.failures[position]
        self.before_page(self.served)
        self.served += 1
        size = min(size, self.cap)
        start = (position - 1) * size if self.style is PageStyle.NUMBER else position
        cut = self.ids if self.style is PageStyle.SINGLE else self.ids[0 if self.ignores_position else start :][:size]
        total = (len(self.ids) if self.total is None else self.total) if self.tells_total else None
        return RawPage(list(cut), len(cut), total, "$.data", may_be_capped=self.may_be_capped)

    def decode(self, page: RawPage) -> tuple[list[Item], list[Undecodable]]:
        bad = [Undecodable(raw, DecodeError("no id")) for raw in page.items if str(raw).startswith("bad")]
        return [Item(str(raw)) for raw in page.items if not str(raw).startswith("bad")], bad

    def spawn(self, work: Coroutine[Any, Any, RawPage]) -> asyncio.Task[RawPage]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


def numbered(count: int, first: int = 0) -> list[str]:
    return [f"id-{number:05}" for number in range(first, first + count)]


def ids(items: Iterable[Item]) -> list[str]:
    return [item.id for item in items]


async def turns(count: int = 3) -> None:
    """Let everything else run for some turns of the loop."""
    for _ in range(count):
        await asyncio.sleep(0)

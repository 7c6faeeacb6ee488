"""Lists whose pages are asked for by a token that came with the page before: one after the other, and never for ever."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any, Final, TypeVar

from unifi_sdk._core.dialect import RawPage
from unifi_sdk.errors import ConfigurationError, DecodeError
from unifi_sdk.pagination import Listing, Page, PageSource, Paginator

__all__ = ["FetchByToken", "TokenPaginator"]

T = TypeVar("T")
FetchByToken = Callable[[str, int], Coroutine[Any, Any, RawPage]]

_MOST_PAGES: Final = 10_000
_MOST_EMPTY_PAGES: Final = 2
_LONGEST_TOKEN: Final = 4096


class TokenPaginator(Paginator[T]):
    """A list whose pages come one by one, each naming the next; the total is not told.

    A page's ``next_cursor`` holds the vendor's token, of which nobody says how long it lives.

    Args:
        source: What the pages have in common; by its style they can't be counted.
        fetch: From a token ("" for the first page) and a size to the page as it came.
        most: The most items to a page; a larger size is cut to it.
    """

    def __init__(self, source: PageSource[T], fetch: FetchByToken, most: int) -> None:
        super().__init__(source)
        self._fetch = fetch
        self._most = most

    def pages(self, *, cursor: str | None = None, size: int | None = None) -> AsyncGenerator[Page[T], None]:
        """The pages, in order.

        Args:
            cursor: A `Page.next_cursor` of the same list, to go on behind that page; for the same run of a program.
            size: Items to a page, from 1; the list's usual size when left out.

        Raises:
            ConfigurationError: the cursor is none of this list's, or the size is below 1.
            DecodeError: a page names one that was there before.
        """
        if size is not None and size < 1:
            raise ConfigurationError(f"size must be at least 1, not {size}")
        return self._follow("" if cursor is None else self._read_token(cursor), size or self._source.page_size)

    async def first(self) -> T | None:
        """The first item, or None; usually one request."""
        pages = self._follow("", 1)
        try:
            async for page in pages:
                if page.items:
                    return page.items[0]
        finally:
            await pages.aclose()
        return None

    async def _begin(self) -> Listing[T]:
        items: list[T] = []
        async with aclosing(self._follow("", self._source.page_size)) as pages:
            async for page in pages:
                items += page.items
        return Listing(items, tuple(self.undecodable))

    def _read(
        self, position: int, size: int, in_flight: int = 0, *, has_cursors: bool = True, opening: RawPage | None = None
    ) -> AsyncGenerator[Page[T], None]:
        return self._follow("", size)

    async def _follow(self, token: str, size: int) -> AsyncGenerator[Page[T], None]:
        self.total, self.drift, self.repeated, self.undecodable = None, 0, 0, []
        tokens, empty, size = {token}, 0, min(size, self._most)
        for _ in range(_MOST_PAGES):
            raw = await self._fetch(token, size)
            items, undecodable = self._source.decode(raw)
            self.undecodable += undecodable
            token, empty = raw.next_token, 0 if raw.count else empty + 1
            is_last = not token or empty >= _MOST_EMPTY_PAGES
            yield Page(
                items=tuple(items),
                next_cursor=None if is_last else self._cursor_at(token),
                undecodable=tuple(undecodable),
            )
            if is_last:
                return
            if token in tokens:
                raise self._circle()
            tokens.add(token)
        raise self._endless(f"it has sent {_MOST_PAGES} pages")

    def _circle(self) -> DecodeError:
        operation = self._source.operation
        return DecodeError(
            f"{operation}: a page names a next one that was there before: the list would not come to an end",
            operation=operation,
            path="$.nextToken",
            expected="a token that was not there before",
        )

    def _cursor_at(self, token: str) -> str:
        document = {"token": token, "list": self._digest()}
        return base64.urlsafe_b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()

    def _read_token(self, cursor: str) -> str:
        try:
            document = json.loads(base64.urlsafe_b64decode(cursor))
        except (binascii.Error, ValueError, RecursionError):
            document = None
        known = document if isinstance(document, dict) else {}
        token = known.get("token")
        if known.get("list") != self._digest() or not isinstance(token, str) or not 0 < len(token) <= _LONGEST_TOKEN:
            raise ConfigurationError("cursor is none of this list's: pass a page's next_cursor as it is")
        return token

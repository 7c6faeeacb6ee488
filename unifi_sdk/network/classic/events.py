"""What happened at a site: its log by time and category, and whatever is added to it from now on."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from unifi_sdk._core.check import aware, positive_seconds
from unifi_sdk._core.codec import Undecodable, given
from unifi_sdk._core.dialect import RawPage
from unifi_sdk._core.model import Json
from unifi_sdk._core.stream import Gap, RawEvent, Resynced
from unifi_sdk.errors import DecodeError, RateLimitedError, ServerError, TransportError
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.events import LogCategory, LogEntry, LogSeverity
from unifi_sdk.pagination import PageSource, PageStyle, Paginator
from unifi_sdk.retry import Safety

__all__ = ["SiteEvents"]

Followed: TypeAlias = "LogEntry | RawEvent | Gap | Resynced"

_PAGE_SIZE: Final = 100
_USUAL_RANGE: Final = timedelta(days=1)
_LATE: Final = timedelta(minutes=5)
"""How much later than others an entry may be written; it is looked for so far back."""
_SKEW: Final = timedelta(hours=1)
"""How much the clocks of the console and of this machine may differ."""


class SiteEvents(ClassicResource):
    """The log of a site, from UniFi Network 8 on: clients, devices, the Internet, and what admins did.

    Names and messages in it are chosen by guests and neighbours, among others.
    """

    def list(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        categories: Collection[LogCategory] | None = None,
        severities: Collection[LogSeverity] | None = None,
        search: str | None = None,
    ) -> Paginator[LogEntry]:
        """The entries of a time, the newest first.

        Args:
            since: The first moment; a day before the last one when left out.
            until: The last moment; the present when left out.
            categories: Those of these categories alone.
            severities: Those of these severities alone.
            search: Those that hold this text alone.

        Raises:
            ConfigurationError: a time has no time zone.
            BadRequestError: this version does not have one of the categories.
        """
        aware(since=since, until=until)
        last = until or self._now() + _SKEW
        body = given(
            timestampFrom=_milliseconds(since or (until or self._now()) - _USUAL_RANGE),
            timestampTo=_milliseconds(last),
            categories=None if categories is None else [*categories],
            severities=None if severities is None else [*severities],
            searchText=search,
            type="GENERAL",
        )
        return self._pages(body)

    async def follow(
        self,
        *,
        since: datetime | None = None,
        categories: Collection[LogCategory] | None = None,
        severities: Collection[LogSeverity] | None = None,
        every_seconds: float = 10.0,
    ) -> AsyncGenerator[LogEntry | RawEvent | Gap | Resynced, None]:
        """Entries as they come, the oldest first and none of them twice; the log is read again and again for it.

        While the console can't be read there is a `Gap`, and after it a `Resynced`, behind which comes what was logged
        meanwhile. What can't be decoded is a `RawEvent`.

        Args:
            since: Begin with what was logged from this moment on; with what is new when left out.
            categories: Those of these categories alone.
            severities: Those of these severities alone.
            every_seconds: How long to wait between two looks.

        Raises:
            ConfigurationError: the time between two looks is not above 0, or ``since`` has no time zone.
            ApiError: the console refuses the key, or this version has no log.
        """
        positive_seconds(every_seconds=every_seconds)
        aware(since=since)
        follower = _Follower(since or self._now() - _SKEW, is_first_told=since is not None)
        is_broken = False
        while True:
            try:
                page = self.list(since=follower.begin, categories=categories, severities=severities)
                entries = await page
            except (TransportError, ServerError, RateLimitedError) as error:
                if not is_broken:
                    is_broken = True
                    yield Gap("rate limit" if isinstance(error, RateLimitedError) else "connection lost")
            else:
                if is_broken:
                    is_broken = False
                    yield Resynced()
                for item in follower.fresh(entries, entries.undecodable):
                    yield item
            await self.clock.sleep(every_seconds)

    def _pages(self, body: dict[str, object]) -> Paginator[LogEntry]:
        operation = "POST /system-log/all"
        app = self._v2

        async def fetch(position: int, size: int) -> RawPage:
            page = {**body, "pageNumber": position - 1, "pageSize": size}
            request = app.request(operation, {}, body=page, safety=Safety.READ)
            return _read_page(operation, app.answers.decode(object, request, await app.send(request)))

        return Paginator(
            PageSource(
                operation,
                PageStyle.NUMBER,
                _PAGE_SIZE,
                fetch,
                lambda page: app.dialect.codec.decode_items(LogEntry, page.items, operation=operation, path=page.path),
                app.transport.spawn,
                f"{operation} {sorted(body.items())}",
            )
        )

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.time(), UTC)


class _Follower:
    """Knows what has been told.

    Args:
        begin: From where on the log is read.
        is_first_told: Whether what is there at the first look is told, or only remembered.
    """

    def __init__(self, begin: datetime, *, is_first_told: bool) -> None:
        self.begin = begin
        self._is_told = is_first_told
        self._known: dict[str, datetime] = {}

    def fresh(self, entries: Collection[LogEntry], undecodable: Collection[Undecodable]) -> list[Followed]:
        """What has not been told yet, the oldest first."""
        new = [entry for entry in reversed([*entries]) if entry.id not in self._known]
        new.sort(key=lambda entry: entry.timestamp or self.begin)
        raw = [each for each in undecodable if _key(each.raw) not in self._known]
        told: list[Followed] = [*new, *(RawEvent(each.raw, each.error) for each in raw)] if self._is_told else []
        self._is_told = True
        self._known |= {entry.id: entry.timestamp or self.begin for entry in new}
        latest = max(self._known.values(), default=self.begin)
        self._known |= {_key(each.raw): latest for each in raw}
        self.begin = max(self.begin, latest - _LATE)
        self._known = {key: moment for key, moment in self._known.items() if moment >= self.begin - _LATE}
        return told


def _key(raw: Json) -> str:
    """What tells an entry that can't be decoded from others."""
    return str(raw.get("id") if isinstance(raw, dict) and raw.get("id") else raw)


def _read_page(operation: str, document: object) -> RawPage:
    """A page; some versions send nothing but the list."""
    if isinstance(document, list):
        return RawPage(document, len(document), None)
    items = document.get("data") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise DecodeError(
            f"{operation}: expected a page of a list at $", operation=operation, expected="a page of a list"
        )
    total = document.get("total_element_count") if isinstance(document, dict) else None
    return RawPage(items, len(items), total if type(total) is int and total >= len(items) else None, "$.data")


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)

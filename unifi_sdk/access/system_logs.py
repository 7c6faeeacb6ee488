"""The system log, and the pictures and videos that belong to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from unifi_sdk._core.check import at_least, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk._core.dialect import RawPage
from unifi_sdk._core.model import Json
from unifi_sdk._core.transport import Cap
from unifi_sdk.access._dialect import DEFAULT_PAGE_SIZE, content, page_places, page_query, told_number
from unifi_sdk.access._resource import Resource, check_times, unix_seconds
from unifi_sdk.access.models.files import StoredFile
from unifi_sdk.access.models.system_logs import LogEntry, LogResource, LogTopic
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import PageStyle, Paginator
from unifi_sdk.retry import Safety

__all__ = ["SystemLogs"]

_PAGE_SIZE: Final = 100
_LONGEST_EXPORT: Final = timedelta(days=31)
_CSV: Final = ("text/csv", "text/plain", "application/csv", "application/octet-stream")
_FILE: Final = ("image/", "video/", "application/octet-stream")


class SystemLogs(Resource):
    """What has happened at doors and devices; the token needs ``view:system_log``."""

    def list(
        self,
        topic: LogTopic = LogTopic.ALL,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        actor_id: str | None = None,
    ) -> Paginator[LogEntry]:
        """The entries about a topic, in the console's order; 100 to a page (reference 9.2).

        Args:
            topic: What they are about.
            since: From when on; aware, whole seconds are sent.
            until: Until when; aware, after ``since``.
            actor_id: Only those of this user, visitor or device.

        Raises:
            ConfigurationError: a time has no time zone, the end is not after the start, or the id is empty.
        """
        return self._app.pages(
            "POST /system/logs",
            LogEntry,
            style=PageStyle.NUMBER,
            read_page=_read_page,
            page_size=_PAGE_SIZE,
            page_query=page_query,
            body=_selection(topic, since, until, actor_id),
            safety=Safety.READ,  # a list that is asked for with POST
            key="key",
        )

    async def export(
        self, topic: LogTopic, *, since: datetime, until: datetime, timezone: str, actor_id: str | None = None
    ) -> bytes:
        """The entries about a topic as a CSV file (reference 9.3; UniFi Access 1.20.11 or later).

        Args:
            topic: What they are about.
            since: From when on; aware, whole seconds are sent.
            until: Until when; aware, after ``since`` and at most a month later.
            timezone: What the times in the file are in, such as ``Europe/Vienna``.
            actor_id: Only those of this user, visitor or device.

        Returns:
            The file; at most 32 MiB.

        Raises:
            ConfigurationError: a time has no time zone, the end is not after the start or more than 31 days behind it, or a
                text is empty.
            UnexpectedContentError: something else than a file came.
        """
        not_empty(timezone=timezone)
        body = {**_selection(topic, since, until, actor_id), "timezone": timezone}
        if until - since > _LONGEST_EXPORT:
            raise ConfigurationError("until must be at most a month after since")
        response = await self._app.read_bytes(
            "POST /system/logs/export",
            content_type=_CSV,
            body=body,
            safety=Safety.READ,  # a file that is asked for with POST
        )
        return response.body

    async def get_resource(self, resource_id: str) -> LogResource:
        """What was recorded with an event (reference 9.4; UniFi Access 1.24.6 or later).

        Args:
            resource_id: The id of a `LogTarget` with the type ``activities_resource``.

        Raises:
            NotFoundError: there is no such record.
        """
        return await self._app.call("GET /system/logs/resource/{resource_id}", LogResource, resource_id=resource_id)

    async def file(self, path: str, *, max_bytes: int = Cap.IMAGE) -> StoredFile:
        """A picture or a video (reference 9.5; UniFi Access 1.24.6 or later).

        Args:
            path: As `LogResource`, the avatar of a user or the thumbnail of a door has it, such as
                ``/activities_resource/video/….mp4`` or ``/preview/….jpg``; it may begin with a slash.
            max_bytes: The most to take, from 1; 32 MiB when left out.

        Raises:
            ConfigurationError: this is no such path, or the limit is below 1.
            NotFoundError: there is no such file.
            ResponseTooLargeError: the file is larger.
            UnexpectedContentError: something else than a file came.
        """
        at_least(1, max_bytes=max_bytes)
        segments = tuple(path.removeprefix("/").split("/"))
        response = await self._app.read_bytes(
            "GET /system/static/{path}", content_type=_FILE, cap=max_bytes, path=segments
        )
        return StoredFile(response.body, response.content_type)


def _selection(
    topic: LogTopic, since: datetime | None, until: datetime | None, actor_id: str | None
) -> dict[str, object]:
    check_times(since=since, until=until)
    if actor_id is not None:
        not_empty(actor_id=actor_id)
    return given(
        topic=topic,
        since=None if since is None else unix_seconds(since),
        until=None if until is None else unix_seconds(until),
        actor_id=actor_id,
    )


def _read_page(document: Json) -> RawPage:
    """A page; its number and the total stand beside the data, in them, or in ``pagination``, according to the version."""
    data = content(document)
    if data is None:
        data = {}
    if not isinstance(document, dict) or not isinstance(data, dict):
        raise TypeError("no page")
    hits = data.get("hits")
    if hits is None:
        hits = []
    if not isinstance(hits, list):
        raise TypeError("no list")
    places = page_places(document)
    total, page = told_number("total", *places), told_number("page", *places) or told_number("page_num", *places)
    return RawPage(
        hits,
        len(hits),
        _likely(total, page, len(hits)),
        "$.data.hits",
        may_be_capped=total is None and len(hits) >= DEFAULT_PAGE_SIZE,
    )


def _likely(total: int | None, page: int | None, count: int) -> int | None:
    """The total, unless this page may be a full one that reaches it: consoles were seen to tell too few."""
    return None if total is None or page is None or total <= page * count else total

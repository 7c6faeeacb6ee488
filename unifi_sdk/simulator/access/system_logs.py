"""The simulated system log operations of Access: query, export, recordings, pictures (reference chapter 9)."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web

from unifi_sdk.simulator.access.journal import TOPICS, LogEntry
from unifi_sdk.simulator.access.pictures import door_picture, media_type
from unifi_sdk.simulator.access.wire import (
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    iso_moment,
    page_of,
    read_body,
    required,
)
from unifi_sdk.simulator.quirks import Quirk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.access.running import RunningAccess

LONGEST_EXPORT = 31 * 24 * 3600
"""Seconds."""
COLUMNS = ("time", "topic", "event", "message", "result", "actor", "door")
EMPTY_FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2\x00\x00\x00\x08mdat"
"""An MP4 container with nothing in it."""


class LogOperations:
    """The system log and what it refers to.

    Args:
        access: What the operations read.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area, all under one scope."""
        scope = "view:system_log"
        yield Operation("POST", "/system/logs", scope, self.find)
        yield Operation("POST", "/system/logs/export", scope, self.export)
        yield Operation("GET", "/system/logs/resource/{id}", scope, self.get_recording)
        yield Operation("GET", "/system/static/{path}", scope, self.get_static)

    async def find(self, request: web.Request) -> Reply:
        """Reference 9.2: newest first; `page` and `total` stand beside `data`.

        Or in it, see `totals_inside_data`; or in `pagination`, see `Quirk.LOG_PAGINATION`.
        """
        body = await read_body(request)
        entries = self._entries(body, body.integer("since"), body.integer("until"))
        page, numbers = page_of(request, entries, self._access.largest_page)
        data: dict[str, object] = {"hits": [entry.hit() for entry in page]}
        if Quirk.LOG_PAGINATION in self._access.quirks:
            return Reply(data, numbers)
        totals: dict[str, object] = {"page": numbers["page_num"], "total": numbers["total"]}
        if self._access.journal.totals_inside_data:
            return Reply({**data, **totals})
        return Reply(data, beside=totals)

    async def export(self, request: web.Request) -> web.Response:
        """Reference 9.3: CSV over at most a month, oldest first, in the time of a place."""
        body = await read_body(request)
        since, until = required(body.integer("since")), required(body.integer("until"))
        if not 0 <= until - since <= LONGEST_EXPORT:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        try:
            zone = ZoneInfo(body.required_name("timezone"))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise AccessRefusalError("CODE_PARAMS_INVALID") from None
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows(entry.row(zone) for entry in reversed(self._entries(body, since, until)))
        return web.Response(body=text.getvalue().encode(), content_type="text/csv", charset="utf-8")

    async def get_recording(self, request: web.Request) -> Reply:
        """Reference 9.4: where film and picture of an opening lie; the id is that of an `activities_resource`."""
        recording = self._access.journal.recordings.get(request.match_info["id"])
        recording = required(recording, "CODE_RESOURCE_NOT_FOUND")
        moment = iso_moment(recording.time)
        return Reply(
            {
                "created_at": moment,
                "updated_at": moment,
                "video_record": recording.video,
                "video_record_thumbnail": recording.thumbnail,
            }
        )

    async def get_static(self, request: web.Request) -> web.Response:
        """Reference 9.5: pictures of people, previews of doors, films and their pictures; slashes are sent as slashes."""
        path = request.match_info["path"]
        if "%2f" in request.raw_path.lower() or ".." in path.split("/"):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        if path.startswith("avatar/"):
            return self._avatar(path.removeprefix("avatar/"))
        if path.startswith("preview/"):
            return await self._preview(f"/{path}")
        for recording in self._access.journal.recordings.values():
            if f"/{path}" == recording.video:
                return web.Response(body=EMPTY_FILM, content_type="video/mp4")
            if f"/{path}" == recording.thumbnail:
                return await self._photo(recording.device_id, recording.time)
        raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")

    def _entries(self, body: Body, since: int | None, until: int | None) -> list[LogEntry]:
        topic = required(body.choice("topic", ("all", *TOPICS)))
        return self._access.journal.find(topic, since, until, body.text("actor_id") or None)

    def _avatar(self, user_id: str) -> web.Response:
        user = self._access.users.get(user_id)
        if user is None or not user.avatar:
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        return web.Response(body=user.avatar, content_type=media_type(user.avatar) or "application/octet-stream")

    async def _preview(self, path: str) -> web.Response:
        for door in self._access.doors.values():
            extras = door.live_fields.get("extras")
            if isinstance(extras, dict) and extras.get("door_thumbnail") == path:
                return await self._photo(door.id, float(extras.get("door_thumbnail_last_update", 0)))
        raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")

    async def _photo(self, subject: str, time: float) -> web.Response:
        name = self._access.doors[subject].name if subject in self._access.doors else self._access.devices[subject].name
        jpeg = await asyncio.to_thread(door_picture, subject, name, time)
        return web.Response(body=jpeg, content_type="image/jpeg")

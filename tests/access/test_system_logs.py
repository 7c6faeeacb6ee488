"""The system log: pages whose numbers stand in either place, files, and paths of several segments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError, DecodeError, NotFoundError, UnexpectedContentError
from unifi_sdk.access.models import CredentialProvider, LogEntry, LogEvent, LogResult, LogSource, LogTopic, StoredFile
from unifi_sdk.retry import Safety

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = datetime(2026, 3, 31, tzinfo=UTC)
ENTRY = {
    "@timestamp": "2026-03-11T12:11:27Z",
    "_id": "",
    "_source": {
        "actor": {"alternate_id": "", "alternate_name": "", "display_name": "N/A", "id": "", "type": "user"},
        "authentication": {"credential_provider": "NFC", "issuer": "6FC02554"},
        "event": {
            "display_message": "Access Denied / Unknown (NFC)",
            "published": 1773231087123,
            "reason": "",
            "result": "BLOCKED",
            "type": "access.door.unlock",
        },
        "target": [
            {"alternate_id": "", "alternate_name": "", "display_name": "UA-HUB", "id": "0a1b2c3d4e5f", "type": "UAH"}
        ],
    },
    "tag": "access",
}


def entries(first: int, count: int) -> list[dict]:
    return [{**ENTRY, "_id": f"e{number}"} for number in range(first, first + count)]


def beside(hits: list, page: object, total: object) -> dict:
    return {"code": "SUCCESS", "data": {"hits": hits}, "page": page, "total": total}


def within(hits: list, page: object, total: object) -> dict:
    return {"code": "SUCCESS", "data": {"hits": hits, "page": page, "total": total}}


async def test_an_entry_is_read() -> None:
    wire = Wire()
    wire.envelope(beside([ENTRY], 1, 1))
    [entry] = await wire.access.system_logs.list(LogTopic.DOOR_OPENINGS)
    assert (entry.timestamp, entry.tag) == (datetime(2026, 3, 11, 12, 11, 27, tzinfo=UTC), "access")
    assert entry.source is not None
    assert entry.source.event is not None
    assert entry.source.event.result is LogResult.BLOCKED
    assert entry.source.event.published == datetime(2026, 3, 11, 12, 11, 27, 123_000, tzinfo=UTC)
    assert entry.source.authentication is not None
    assert entry.source.authentication.credential_provider is CredentialProvider.NFC
    assert entry.source.authentication.issuer == "6FC02554"
    assert [(target.type, target.id) for target in entry.source.target] == [("UAH", "0a1b2c3d4e5f")]


async def test_an_entry_tells_at_its_top_what_stands_deep_within() -> None:
    wire = Wire()
    wire.envelope(beside([ENTRY], 1, 1))
    [entry] = await wire.access.system_logs.list()
    assert entry.happened_at == datetime(2026, 3, 11, 12, 11, 27, 123_000, tzinfo=UTC)
    assert (entry.result, entry.actor_name, entry.credential_provider) == ("BLOCKED", "N/A", "NFC")
    assert [target.display_name for target in entry.targets("UAH")] == ["UA-HUB"]
    assert entry.targets("door") == ()


@pytest.mark.parametrize("source", [None, LogSource(), LogSource(event=LogEvent())])
def test_an_entry_without_its_parts_tells_none_of_them(source: LogSource | None) -> None:
    moment = datetime(2026, 3, 11, tzinfo=UTC)
    entry = LogEntry(timestamp=moment, source=source)
    assert entry.happened_at == moment
    assert (entry.result, entry.actor_name, entry.credential_provider, entry.targets("door")) == (None, None, None, ())


async def test_an_entry_in_another_shape_is_read_too() -> None:
    wire = Wire()
    source = {"target": ENTRY["_source"]["target"][0], "authentication": {"issuer": 7}, "actor": None, "tag": "access"}
    wire.envelope(beside([{"_source": source}, {"_id": "x", "_source": None}], None, None))
    odd, empty = await wire.access.system_logs.list()
    assert odd.source is not None
    assert odd.source.authentication is not None
    assert (odd.source.authentication.issuer, odd.source.target[0].display_name) == (7, "UA-HUB")
    assert odd.source.extra == {"actor": None, "tag": "access"}
    assert (empty.id, empty.source) == ("x", None)


async def test_what_is_asked_for_stands_in_the_body_and_the_page_in_the_query() -> None:
    wire = Wire()
    wire.envelope(beside([], 1, 0))
    await wire.access.system_logs.list(
        LogTopic.VISITOR, since=SINCE, until=SINCE + timedelta(seconds=90.9), actor_id="u1"
    )
    assert (wire.lines, wire.last.safety) == (["POST /system/logs"], Safety.READ)
    assert wire.last.query == [("page_num", "1"), ("page_size", "100")]
    assert wire.last.body == {
        "topic": "visitor",
        "since": int(SINCE.timestamp()),
        "until": int(SINCE.timestamp()) + 90,
        "actor_id": "u1",
    }


async def test_everything_is_asked_for_without_a_topic() -> None:
    wire = Wire(read_only=True)
    wire.envelope({"code": "SUCCESS", "data": None})
    assert await wire.access.system_logs.list() == []
    assert wire.last.body == {"topic": "all"}


@pytest.mark.parametrize("shape", [beside, within])
@pytest.mark.parametrize("total", [250, 120, 0, None, "250", 9999])
async def test_every_page_is_read_wherever_the_total_stands_and_whatever_it_says(shape, total: object) -> None:
    wire = Wire()
    for page, (first, count) in enumerate(((0, 100), (100, 100), (200, 50)), 1):
        wire.envelope(shape(entries(first, count), page, total))
    for page in range(4, 8):
        wire.envelope(shape([], page, total))  # for what is asked for ahead
    found = await wire.access.system_logs.list()
    assert [entry.id for entry in found] == [f"e{number}" for number in range(250)]


@pytest.mark.parametrize("shape", [beside, within])
async def test_the_total_lets_pages_be_asked_for_ahead_wherever_it_stands(shape) -> None:
    wire = Wire()
    for page in range(1, 4):
        wire.envelope(shape(entries(page * 100, 100 if page < 3 else 50), page, 250))
    logs = wire.access.system_logs.list()
    assert len(await logs) == 250
    assert (logs.total, len(wire.sent)) == (250, 3)


async def test_a_console_that_gives_no_ids_and_ignores_the_page_comes_to_an_end() -> None:
    wire = Wire()
    page = [{**ENTRY, "@timestamp": f"2026-03-11T12:{n // 60:02}:{n % 60:02}Z"} for n in range(100)]
    for _ in range(3):
        wire.envelope(beside(page, None, None))
    assert len(await wire.access.system_logs.list()) == 100


async def test_entries_without_ids_are_told_apart_by_all_that_they_say() -> None:
    wire = Wire()
    other = {**ENTRY, "_source": {**ENTRY["_source"], "detail": "of tomorrow"}}
    wire.envelope(beside([ENTRY, other, ENTRY], 1, 3))
    assert len(await wire.access.system_logs.list()) == 2


@pytest.mark.parametrize("data", [[], "success", {"hits": {}}, 7])
async def test_a_log_that_is_none_is_told(data: object) -> None:
    wire = Wire()
    wire.data(data)
    with pytest.raises(DecodeError):
        await wire.access.system_logs.list()


# Export


@pytest.mark.parametrize("kind", ["text/csv; charset=utf-8", "application/octet-stream", "text/plain"])
async def test_an_export_is_the_bytes_of_a_file(kind: str) -> None:
    wire = Wire(read_only=True)
    wire.file(b"time,door\n", kind)
    content = await wire.access.system_logs.export(
        LogTopic.DOOR_OPENINGS, since=SINCE, until=UNTIL, timezone="Europe/Vienna", actor_id="u1"
    )
    assert content == b"time,door\n"
    assert (wire.lines, wire.last.safety) == (["POST /system/logs/export"], Safety.READ)
    assert wire.last.body == {
        "topic": "door_openings",
        "since": int(SINCE.timestamp()),
        "until": int(UNTIL.timestamp()),
        "timezone": "Europe/Vienna",
        "actor_id": "u1",
    }


async def test_a_refused_export_is_no_file() -> None:
    wire = Wire()
    wire.refuse("CODE_NOT_EXISTS")
    wire.data("success")
    for error in (NotFoundError, UnexpectedContentError):
        with pytest.raises(error):
            await wire.access.system_logs.export(LogTopic.ALL, since=SINCE, until=UNTIL, timezone="UTC")


@pytest.mark.parametrize(
    ("fields", "argument"),
    [
        ({"since": datetime(2026, 3, 1)}, "since"),
        ({"until": SINCE}, "until"),
        ({"until": SINCE + timedelta(days=31, seconds=1)}, "month"),
        ({"timezone": " "}, "timezone"),
        ({"actor_id": ""}, "actor_id"),
    ],
)
async def test_an_export_that_can_never_work_fails_before_any_byte_is_sent(fields: dict, argument: str) -> None:
    wire = Wire()
    arguments = {"since": SINCE, "until": UNTIL, "timezone": "UTC", **fields}
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.system_logs.export(LogTopic.ALL, **arguments)
    assert wire.sent == []


@pytest.mark.parametrize(
    ("fields", "argument"),
    [
        ({"since": datetime(2026, 3, 1)}, "since"),
        ({"since": UNTIL, "until": SINCE}, "until"),
        ({"actor_id": " "}, "actor_id"),
    ],
)
def test_a_list_that_can_never_be_is_refused(fields: dict, argument: str) -> None:
    with pytest.raises(ConfigurationError, match=argument):
        Wire().access.system_logs.list(**fields)


# Resources and files


async def test_what_was_recorded_is_read() -> None:
    wire = Wire()
    wire.data(
        {
            "video_record": "/activities_resource/video/1_a.mp4",
            "video_record_thumbnail": "/activities_resource/thumbnail/1_b.jpg",
            "created_at": "2026-02-20T18:23:58+08:00",
            "updated_at": "",
        }
    )
    record = await wire.access.system_logs.get_resource("0a1b2c3d4e5f-b6906057")
    assert wire.lines == ["GET /system/logs/resource/0a1b2c3d4e5f-b6906057"]
    assert record.video_record == "/activities_resource/video/1_a.mp4"
    assert (record.created_at, record.updated_at) == (datetime(2026, 2, 20, 10, 23, 58, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/activities_resource/video/1_a.mp4", "GET /system/static/activities_resource/video/1_a.mp4"),
        ("avatar/u1", "GET /system/static/avatar/u1"),
        (
            "unifi_storage/unifi-access/capture_image/x y.jpg",
            "GET /system/static/unifi_storage/unifi-access/capture_image/x%20y.jpg",
        ),
    ],
)
async def test_a_file_is_fetched_by_the_segments_of_its_path(path: str, line: str) -> None:
    wire = Wire()
    wire.file(b"\xff\xd8", "image/jpeg")
    assert await wire.access.system_logs.file(path) == StoredFile(b"\xff\xd8", "image/jpeg")
    assert (wire.lines, wire.last.request.cap) == ([line], 32 * 1024 * 1024)


@pytest.mark.parametrize(
    "path", ["", "/", "../users", "avatar/../../users", "avatar//u1", "avatar/%2e%2e", "avatar/%2fu", "a\\b", "a/"]
)
async def test_a_path_that_leads_elsewhere_fails_before_any_byte_is_sent(path: str) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match="path"):
        await wire.access.system_logs.file(path)
    assert wire.sent == []


async def test_a_video_may_be_larger_when_it_is_asked_for() -> None:
    wire = Wire()
    wire.file(b"mp4", "video/mp4")
    await wire.access.system_logs.file("/activities_resource/video/1_a.mp4", max_bytes=200_000_000)
    assert wire.last.request.cap == 200_000_000
    with pytest.raises(ConfigurationError, match="max_bytes"):
        await wire.access.system_logs.file("/avatar/u1", max_bytes=0)


def test_the_bytes_of_a_file_do_not_show_when_printed() -> None:
    assert (
        repr(StoredFile(b"secret picture", "image/png")) == "StoredFile(content=<14 bytes>, content_type='image/png')"
    )

"""The system log with its files, and the certificate of the API, from end to end on a console."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from unifi_sdk import BadRequestError, ConfigurationError, NotFoundError, OutcomeUnknownError
from unifi_sdk.access import AccessClient, Actor
from unifi_sdk.access.models import LogResult, LogTopic
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id

MAIN, WORKSHOP, ADA, NOBODY = map(sample_id, ("main-entrance", "workshop", "ada", "nobody"))
READER = "00005e005302"


# The system log


@pytest.mark.parametrize("is_inside", [False, True], ids=["totals beside the data", "totals in the data"])
async def test_every_page_of_the_log_is_read(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock, is_inside: bool
) -> None:
    console.access.journal.totals_inside_data = is_inside
    for number in range(250):
        clock.advance(1)
        console.access.events.log("updates", "access.device.upgrade", f"update {number}")
    console.requests.clear()
    entries = await access.system_logs.list(LogTopic.UPDATES)
    assert [entry.source.event.display_message for entry in entries] == [f"update {n}" for n in reversed(range(250))]
    assert len(console.requests) == 3


async def test_the_log_is_filtered_by_topic_time_and_actor(
    access: AccessClient, console: SimulatedConsole, clock: ManualClock
) -> None:
    console.access.present(MAIN, ADA)
    clock.advance(3600)
    noon = datetime.fromtimestamp(clock.now(), UTC)
    await access.doors.unlock(MAIN, actor=Actor("42", "Night shift"))
    console.access.present(WORKSHOP, None)
    openings = await access.system_logs.list(LogTopic.DOOR_OPENINGS, since=noon)
    assert [(one.source.event.result, one.source.actor.display_name) for one in openings] == [
        (LogResult.BLOCKED, "N/A"),
        (LogResult.ACCESS, "Night shift"),
    ]
    assert openings[1].timestamp == noon
    assert openings[1].source.event.published == noon
    [adas] = await access.system_logs.list(actor_id=ADA)
    assert adas.timestamp == noon - timedelta(hours=1)
    assert [one.id for one in await access.system_logs.list(LogTopic.DOOR_OPENINGS, until=noon, actor_id="42")] == [
        openings[1].id
    ]


async def test_the_log_is_exported_in_the_time_of_a_place(access: AccessClient, clock: ManualClock) -> None:
    clock.advance(12 * 3600)
    now = datetime.fromtimestamp(clock.now(), UTC)
    await access.doors.unlock(MAIN, actor=Actor("42", "Nächtens"))
    content = await access.system_logs.export(
        LogTopic.DOOR_OPENINGS,
        since=now - timedelta(hours=1),
        until=now + timedelta(hours=1),
        timezone="Europe/Vienna",
    )
    [row] = csv.DictReader(io.StringIO(content.decode()))
    assert (row["time"], row["actor"], row["door"]) == ("2026-01-01 13:00:00", "Nächtens", "Main Entrance")


async def test_a_place_that_nobody_knows_is_refused_by_the_console(access: AccessClient, clock: ManualClock) -> None:
    now = datetime.fromtimestamp(clock.now(), UTC)
    with pytest.raises(BadRequestError):
        await access.system_logs.export(LogTopic.ALL, since=now - timedelta(1), until=now, timezone="Mars/Olympus")


async def test_a_recording_leads_to_its_film_and_its_picture(access: AccessClient) -> None:
    await access.doors.unlock(MAIN)
    [entry] = await access.system_logs.list(LogTopic.DOOR_OPENINGS)
    [resource_id] = [target.id for target in entry.source.target if target.type == "activities_resource"]
    resource = await access.system_logs.get_resource(resource_id)
    assert resource.created_at == entry.timestamp
    film = await access.system_logs.file(resource.video_record)
    picture = await access.system_logs.file(resource.video_record_thumbnail)
    assert (film.content_type, film.content[4:8]) == ("video/mp4", b"ftyp")
    assert (picture.content_type, picture.content[:2]) == ("image/jpeg", b"\xff\xd8")


async def test_the_preview_of_a_door_and_the_picture_of_a_user_are_files(access: AccessClient) -> None:
    door = await access.doors.get(MAIN)
    preview = await access.system_logs.file(door.extra["extras"]["door_thumbnail"])
    avatar = await access.system_logs.file(f"avatar/{ADA}")
    assert preview.content_type == "image/jpeg"
    assert avatar.content_type.startswith("image/")
    assert len(avatar.content) > 100


@pytest.mark.parametrize("path", ["../users", "preview/../../doors", "preview//x", ""])
async def test_a_path_never_leaves_its_place(access: AccessClient, console: SimulatedConsole, path: str) -> None:
    with pytest.raises(ConfigurationError):
        await access.system_logs.file(path)
    assert console.requests == []


async def test_what_is_not_recorded_is_not_found(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.system_logs.get_resource(f"{READER}-{NOBODY}")
    with pytest.raises(NotFoundError):
        await access.system_logs.file("/activities_resource/video/1_nothing.mp4")


# The certificate of the API


async def test_a_certificate_is_taken_and_given_up(access: AccessClient, console: SimulatedConsole) -> None:
    issued = trustme.CA().issue_cert("access.example.com")
    key, chain = issued.private_key_pem.bytes(), issued.cert_chain_pems[0].bytes()
    await access.api_server.upload_certificate(key=key, certificate=chain)
    assert console.access.certificate == (chain, key)
    assert (await access.doors.list())[0].id == MAIN
    await access.api_server.delete_certificate()
    assert console.access.certificate is None


async def test_a_key_of_another_certificate_is_refused(access: AccessClient, console: SimulatedConsole) -> None:
    authority = trustme.CA()
    one, other = authority.issue_cert("one.example.com"), authority.issue_cert("two.example.com")
    with pytest.raises(BadRequestError):
        await access.api_server.upload_certificate(
            key=one.private_key_pem.bytes(), certificate=other.cert_chain_pems[0].bytes()
        )
    assert console.access.certificate is None


async def test_a_certificate_whose_answer_is_lost_is_not_sent_again(
    access: AccessClient, console: SimulatedConsole, sent: Callable[..., list]
) -> None:
    issued = trustme.CA().issue_cert("access.example.com")
    console.faults.add(Fault.lose_answer(), "POST *", times=None)
    with pytest.raises(OutcomeUnknownError):
        await access.api_server.upload_certificate(
            key=issued.private_key_pem.bytes(), certificate=issued.cert_chain_pems[0].bytes()
        )
    assert sent() == ["POST /api_server/certificates"]
    assert console.access.certificate is not None

"""The record of admissions: what the terms of use say is what is kept."""

from __future__ import annotations

import json
import logging
import stat

import pytest
from aiohttp.test_utils import TestClient

from examples.portal.record import Entry, Record
from tests.portal.serving import GUEST, ROOM, Hands, arrive, guest_of, redirect_path, send, serve, sign_in
from unifi_sdk.simulator import Fault

DAY = 24 * 3600
NOON = 1_798_804_800.0
"""On 1 January 2027."""


def entry(at: float = NOON, until: float = NOON + 3600, device: str = GUEST) -> Entry:
    return Entry(at=at, until=until, device=device, room=ROOM, address="10.0.0.9", site="default")


def lines(folder) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text("utf-8").splitlines()]


async def test_an_admission_is_written_down_once(console, tmp_path):
    async with serve(console, record=Record(tmp_path / "r", 7)) as server, TestClient(server) as guest:
        await sign_in(guest)
        await sign_in(guest)
        await sign_in(guest, surname="Sample")

    (line,) = lines(tmp_path / "r")
    assert (line["device"], line["room"], line["address"], line["site"]) == (GUEST, ROOM, "127.0.0.1", "default")
    assert line["until"] - line["at"] == 120 * 60
    assert "surname" not in line


async def test_an_admission_of_which_nobody_knows_is_written_down_as_well(console, simulated, tmp_path):
    simulated.faults.add(Fault.lose_answer(), "POST /*/actions")
    simulated.faults.add(Fault.status(500), "GET /*/clients", times=None, skip=2)
    simulated.faults.add(Fault.status(500), "GET /*/clients/*", times=None)
    async with serve(console, record=Record(tmp_path, 7)) as server, TestClient(server) as guest:
        assert (await sign_in(guest)).status == 503
    assert len(lines(tmp_path)) == 1


async def test_a_guest_who_was_not_let_in_is_not_in_the_record(console, simulated, tmp_path):
    simulated.faults.add(Fault.drop(), "POST /*/actions")
    async with serve(console, record=Record(tmp_path, 7)) as server, TestClient(server) as guest:
        assert (await sign_in(guest)).status == 503
    assert lines(tmp_path) == []


async def test_the_terms_say_how_long_admissions_are_kept(console, tmp_path):
    async with serve(console, record=Record(tmp_path, 9)) as server, TestClient(server) as guest:
        assert "are kept for 9 days and then deleted" in await (await guest.get(redirect_path())).text()
    async with serve(console) as server, TestClient(server) as guest:
        assert "Nothing is kept" in await (await guest.get(redirect_path())).text()


async def test_the_record_has_a_file_for_each_day_and_deletes_those_that_are_too_old(tmp_path):
    hands = Hands()
    hands.time = lambda: NOON + hands.moved
    record = Record(tmp_path, 2, hands.time)
    (tmp_path / "notes.txt").touch()
    for day in range(4):
        hands.moved = day * DAY
        await record.add(entry(at=hands.time()))
    await record.prune()

    names = sorted(path.name for path in tmp_path.iterdir())
    days = [f"admissions-2027-01-0{day}.jsonl" for day in (2, 3, 4)]
    assert names == [*days, "notes.txt"]


async def test_a_portal_that_starts_deletes_what_is_too_old(console, tmp_path):
    hands, old = Hands(), tmp_path / "admissions-2020-01-01.jsonl"
    old.touch()
    async with serve(console, hands, record=Record(tmp_path, 7, hands.time)) as server, TestClient(server) as guest:
        await sign_in(guest)
    assert not old.exists()


async def test_only_the_portal_may_read_the_record(tmp_path):
    record = Record(tmp_path / "kept", 7)
    await record.add(entry())
    (file,) = (tmp_path / "kept").iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file)] == [0o700, 0o600]


async def test_a_line_that_was_torn_spoils_no_other(tmp_path, caplog):
    record = Record(tmp_path, 7, lambda: NOON)
    await record.add(entry(device="a"))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes() + b'[1]\n{"until": "x"}\n{"at": 17988')
    await record.add(entry(device="b"))
    await record.add(entry(until=NOON - 1, device="over"))

    with caplog.at_level(logging.ERROR):
        assert [known.device for known in await record.in_force()] == ["a", "b"]


async def test_a_record_that_cannot_be_written_is_told_and_turns_nobody_away(console, simulated, tmp_path, caplog):
    record = Record(tmp_path / "gone", 7)
    async with serve(console, record=record) as server, TestClient(server) as guest:
        await arrive(guest)
        (tmp_path / "gone").rmdir()
        with caplog.at_level(logging.CRITICAL):
            assert (await sign_in(guest)).status == 303
    assert record.problem is not None
    assert guest_of(simulated).authorization is not None


async def test_the_places_of_a_room_outlast_a_restart(console, simulated, tmp_path):
    simulated.network.add_client("second", mac="02:00:00:00:02:01", guest=True)
    for mac, status in (GUEST, 303), ("02:00:00:00:02:01", 409):
        async with (
            serve(console, record=Record(tmp_path, 7), devices_per_room=1) as server,
            TestClient(server) as guest,
        ):
            assert (await send(guest, await arrive(guest, mac=mac))).status == status


def test_nothing_is_kept_for_no_time(tmp_path):
    with pytest.raises(ValueError, match="at least 1 day"):
        Record(tmp_path, 0)

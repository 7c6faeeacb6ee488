"""A guest who leaves the house earlier than was thought is sent out, and nobody else is."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, time

import pytest
from aiohttp.test_utils import TestClient

from examples.portal.departures import GONE_SECONDS, Departures
from examples.portal.door import Door
from examples.portal.guests import Allowance, Guest, GuestList, Stay
from examples.portal.record import Entry, Record
from examples.portal.rooms import Place
from examples.portal.settings import Settings
from examples.portal.sources import CsvFile, SourcedGuests
from tests.portal.serving import GUEST, SECRET, Hands, guest_of, is_in, send, serve, sign_in, writes
from unifi_sdk.simulator import Fault

HERE, GONE = [Guest("12", "Example"), Guest("14B", "Muster-Müller")], [Guest("12", "Example")]
STAY = Stay("14 b", "muster mueller")


class House:
    """Guests whom a test lets come and go."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.guests = HERE

    def list(self) -> GuestList:
        return GuestList(self.guests, Allowance(minutes=600), zone=UTC, now=self.hands.time)

    async def allowance(self, room: str, surname: str) -> Allowance | None:
        return await self.list().allowance(room, surname)

    async def left(self, stays):
        return await self.list().left(stays)


class Desk:
    """Looks who has left, as often as a test says."""

    def __init__(self, console, hands: Hands, record: Record | None = None) -> None:
        self.house = House(hands)
        settings = Settings(secret=SECRET, now=hands.time)
        self.door = Door(console.network, settings, record)
        self.departures = Departures(self.house, self.door, hands.time)
        self.hands = hands

    def put(self, simulated, stay: Stay = STAY, mac: str = GUEST) -> None:
        """A device that is online."""
        now = self.hands.time()
        guest_of(simulated, mac).authorize(simulated.clock.now(), simulated.clock.now() + 36_000)
        entry = Entry(at=now, until=now + 36_000, device=mac, room=stay.room, address=None, site="default")
        self.door.rooms.put(mac, Place(stay=stay, entry=entry))

    async def check(self, *later: float) -> None:
        for seconds in later:
            self.hands.moved += seconds
            await self.departures.check()


@pytest.fixture
def desk(console, hands) -> Desk:
    return Desk(console, hands)


async def test_whoever_has_left_the_list_is_sent_out_after_two_minutes(desk, simulated):
    desk.put(simulated)
    desk.house.guests = GONE

    await desk.check(0, 60, 59)
    assert (is_in(simulated), simulated.requests) == (True, [])
    await desk.check(1)

    assert not is_in(simulated)
    assert desk.door.rooms.taken() == {}
    await desk.check(30, 30)
    assert writes(simulated) == ["POST"]


async def test_a_departure_that_is_moved_to_an_earlier_day_ends_the_admission_at_check_out(desk, simulated):
    desk.put(simulated)
    tomorrow = datetime.fromtimestamp(desk.hands.time() + 24 * 3600, UTC).date()
    desk.house.guests = [*GONE, Guest("14B", "Muster-Müller", tomorrow)]
    await desk.check(0, 3600)
    assert is_in(simulated)

    desk.house.guests = [*GONE, Guest("14B", "Muster-Müller", date(2026, 11, 1))]
    await desk.check(0, GONE_SECONDS)
    assert not is_in(simulated)


async def test_a_list_that_lacks_somebody_for_a_moment_sends_nobody_out(desk, simulated):
    desk.put(simulated)
    for guests in GONE, HERE, GONE, HERE:
        desk.house.guests = guests
        await desk.check(90)
    assert (is_in(simulated), simulated.requests) == (True, [])


async def test_whoever_stays_is_asked_nothing_about(desk, simulated):
    desk.put(simulated)
    await desk.check(0, GONE_SECONDS, GONE_SECONDS)
    assert (is_in(simulated), simulated.requests) == (True, [])


async def test_a_device_that_is_away_is_sent_out_when_it_is_back(desk, simulated):
    desk.put(simulated)
    desk.house.guests = GONE
    simulated.network.hide_client(GUEST, 60)
    await desk.check(0, GONE_SECONDS)
    assert is_in(simulated)

    simulated.network.hide_client(GUEST, 0)
    await desk.check(30)
    assert not is_in(simulated)


@pytest.mark.parametrize("fault", [Fault.status(500), Fault.drop(), Fault.lose_answer()], ids=str)
async def test_what_the_console_does_not_do_is_done_the_next_time(desk, simulated, caplog, fault):
    desk.put(simulated)
    desk.house.guests = GONE
    simulated.faults.add(fault, "POST /*/actions")
    with caplog.at_level(logging.ERROR):
        await desk.check(0, GONE_SECONDS)
        await desk.check(30)
    assert (is_in(simulated), desk.door.rooms.taken()) == (False, {})


async def test_many_who_leave_together_are_looked_for_together(desk, simulated):
    for number in range(60):
        mac = f"02:00:00:00:03:{number:02x}"
        simulated.network.add_client(f"phone {number}", mac=mac, guest=True)
        desk.put(simulated, mac=mac)
    desk.house.guests = GONE
    await desk.check(0, GONE_SECONDS)
    assert desk.door.rooms.taken() == {}
    assert len([request for request in simulated.requests if request.path.endswith("/clients")]) == 2
    assert len(writes(simulated)) == 60


async def test_a_guest_who_gets_another_room_signs_in_for_it_and_stays_online(console, simulated, hands, tmp_path):
    house = House(hands)
    house.guests = [Guest("12", "Example"), Guest("14B", "Muster-Müller"), Guest("15", "Muster-Müller")]
    async with (
        serve(console, hands, house, Record(tmp_path, 7, hands.time), check_seconds=0.02) as server,
        TestClient(server) as guest,
    ):
        await sign_in(guest)
        await sign_in(guest, room="15")
        house.guests = [Guest("12", "Example"), Guest("15", "Muster-Müller")]
        for _ in range(3):
            hands.moved += GONE_SECONDS
            await asyncio.sleep(0.1)
    assert is_in(simulated)
    (file,) = tmp_path.iterdir()
    assert [json.loads(line)["room"] for line in file.read_text("utf-8").splitlines()] == ["14B", "15"]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.02)


@pytest.fixture
async def house_with_a_file(console, hands, tmp_path) -> AsyncIterator[tuple[TestClient, SourcedGuests]]:
    (tmp_path / "guests.csv").write_text("room,surname,departure\n14B,Muster-Müller,\n12,Example,\n", "utf-8")
    guests = SourcedGuests(
        CsvFile(tmp_path / "guests.csv"),
        lambda found: GuestList(found, Allowance(minutes=600), check_out=time(11), zone=UTC, now=hands.time),
        every_seconds=0,
    )
    record = Record(tmp_path / "record", 7, hands.time)
    async with serve(console, hands, guests, record, check_seconds=0.02) as server, TestClient(server) as guest:
        yield guest, guests


async def test_a_portal_that_runs_sends_out_whom_its_file_has_no_more(house_with_a_file, simulated, hands, tmp_path):
    guest, _ = house_with_a_file
    assert (await sign_in(guest)).status == 303
    (tmp_path / "guests.csv").write_text("room,surname\n12,Example\n", "utf-8")

    def sent_out() -> bool:
        hands.moved += 30
        return not is_in(simulated)

    await until(sent_out)
    (file,) = (tmp_path / "record").iterdir()
    await until(lambda: len(file.read_text("utf-8").splitlines()) == 2)
    admitted, ended = map(json.loads, file.read_text("utf-8").splitlines())
    assert ended["until"] < admitted["until"]
    assert {**ended, "until": 0} == {**admitted, "until": 0}
    assert (await sign_in(guest)).status == 403


async def test_a_file_that_cannot_be_read_any_more_sends_nobody_out_and_is_told(
    house_with_a_file, simulated, hands, tmp_path, caplog
):
    guest, guests = house_with_a_file
    await sign_in(guest)
    with caplog.at_level(logging.CRITICAL):
        (tmp_path / "guests.csv").unlink()
        await until(lambda: guests.problem is not None)  # without a guest who comes
        for _ in range(3):
            hands.moved += GONE_SECONDS
            await asyncio.sleep(0.05)
    assert is_in(simulated)


async def test_after_a_restart_the_last_guest_of_the_room_counts(desk, console, simulated, hands, tmp_path):
    record = Record(tmp_path, 7, hands.time)
    desk.put(simulated)
    (place,) = desk.door.rooms.taken().values()
    await record.add(place.entry)
    again = Desk(console, hands, record)
    await again.door.remember()

    again.house.guests = [*GONE, Guest("14B", "Sample")]
    await again.check(0, GONE_SECONDS)
    assert is_in(simulated)
    again.house.guests = GONE
    await again.check(0, GONE_SECONDS)

    assert not is_in(simulated)
    assert await record.in_force() == []


async def test_a_source_that_breaks_down_does_not_end_the_looking(console, simulated, hands, caplog):
    class Broken(House):
        asked = 0

        async def left(self, stays):
            self.asked += 1
            if self.asked == 1:
                raise RuntimeError("no answer from the booking system")
            return await super().left(stays)

    house = Broken(hands)
    with caplog.at_level(logging.CRITICAL):
        async with serve(console, hands, house, check_seconds=0.02) as server, TestClient(server) as guest:
            await until(lambda: house.asked > 2)
            assert (await send(guest, "forged")).status == 403

"""Who stays in the house: names however they are typed, stays that end, and files that are read again."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.portal.guests import Allowance, Guest, GuestList, Stay, name_essence
from examples.portal.sources import CsvFile, SourcedGuests, SqliteFile, source_of

ALLOWANCE = Allowance(minutes=600)
NOON = datetime(2026, 12, 31, 12, tzinfo=UTC).timestamp()


class Hands:
    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


def write_csv(path, *lines: str):
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def listed(guests: list[Guest]) -> GuestList:
    return GuestList(guests, ALLOWANCE)


# names


@pytest.mark.parametrize(
    "typed", ["Müller", "Mueller", "muller", "MÜLLER", "Mu\u0308ller", " mul-ler ", "MUELLER", "\uff4düller"]
)
async def test_a_name_may_be_spelled_in_many_ways(typed):
    for booked in "Müller", "Mueller", "Muller":
        assert await listed([Guest("12", booked)]).allowance("12", typed) == ALLOWANCE


@pytest.mark.parametrize(
    ("booked", "typed"),
    [("Weiß", "WEISS"), ("Sørensen", "Soerensen"), ("Sørensen", "sorensen"), ("Łukasz", "lukasz"), ("Ærø", "aeroe")],
)
async def test_letters_that_a_keyboard_lacks_may_be_written_around(booked, typed):
    assert await listed([Guest("12", booked)]).allowance("12", typed) == ALLOWANCE


@pytest.mark.parametrize("typed", ["Möller", "Miller", "Mülle", "", "12"])
async def test_another_name_is_another_name(typed):
    assert await listed([Guest("12", "Müller")]).allowance("12", typed) is None


async def test_rooms_are_not_spelled_like_names():
    assert await listed([Guest("A1", "Example")]).allowance("AE1", "Example") is None


@given(st.text(max_size=30))
def test_what_is_compared_does_not_depend_on_capitals(name):
    assert name_essence(name.casefold()) == name_essence(name)


@pytest.mark.parametrize("guest", [Guest("12", "-"), Guest("#", "Example")])
def test_a_guest_whom_nobody_could_name_is_refused(guest):
    with pytest.raises(ValueError, match="letters or digits"):
        listed([guest])


# stays


@pytest.mark.parametrize(
    ("seconds_before", "minutes"), [(36_001, 600), (3600, 60), (119, 1), (59, None), (0, None), (-86400, None)]
)
async def test_nobody_is_let_in_for_longer_than_the_stay(seconds_before, minutes):
    guests = GuestList(
        [Guest("12", "Example", date(2026, 12, 31))],
        ALLOWANCE,
        check_out=time(12),
        zone=UTC,
        now=Hands(NOON - seconds_before),
    )
    granted = await guests.allowance("12", "Example")
    assert (granted and granted.minutes) == minutes


@pytest.mark.parametrize(
    ("day", "check_out", "ends"),
    [
        (date(2027, 3, 28), time(12), datetime(2027, 3, 28, 10, tzinfo=UTC)),  # the night that has an hour less
        (date(2027, 3, 27), time(12), datetime(2027, 3, 27, 11, tzinfo=UTC)),
        (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # an hour that there isn't
        (date(2027, 10, 31), time(12), datetime(2027, 10, 31, 11, tzinfo=UTC)),  # and one more
        (date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # which comes twice
        (date(2027, 1, 1), time(0), datetime(2026, 12, 31, 23, tzinfo=UTC)),  # midnight, as the day begins
    ],
)
async def test_a_stay_ends_by_the_clock_on_the_wall_also_when_it_is_changed(day, check_out, ends):
    zone, end = ZoneInfo("Europe/Berlin"), ends.timestamp()
    for before, left in (7200, 120), (61, 1), (59, None), (0, None):
        guests = GuestList(
            [Guest("12", "Example", day)], ALLOWANCE, check_out=check_out, zone=zone, now=Hands(end - before)
        )
        granted = await guests.allowance("12", "Example")
        assert (granted and granted.minutes) == left
        assert await guests.left([Stay("12", "Example")]) == (set() if before else {Stay("12", "Example")})


async def test_a_house_without_a_limit_of_time_still_ends_with_the_stay():
    guests = GuestList(
        [Guest("12", "Example", date(2026, 12, 31))], Allowance(tx_kbps=9), zone=UTC, now=Hands(NOON - 600)
    )
    assert await guests.allowance("12", "Example") == Allowance(minutes=10, tx_kbps=9)


async def test_a_guest_who_stays_on_has_the_later_of_two_departures():
    stays = [Guest("12", "Example", date(2026, 12, 31)), Guest("12", "Example", date(2027, 1, 3))]
    guests = GuestList(stays, ALLOWANCE, zone=UTC, now=Hands(NOON + 60))
    assert await guests.allowance("12", "Example") == ALLOWANCE


# files


def test_a_csv_file_has_columns_by_name_and_may_have_more(tmp_path):
    file = write_csv(
        tmp_path / "guests.csv", "nights,surname,room,departure", "3,Müller, 12 ,2026-12-31", "1,Sample,13,"
    )
    assert CsvFile(file).read() == [Guest("12", "Müller", date(2026, 12, 31)), Guest("13", "Sample")]
    assert CsvFile(write_csv(file, "room,surname", "1,A")).read() == [Guest("1", "A")]


def test_a_csv_file_may_come_from_a_spreadsheet(tmp_path):
    file = write_csv(tmp_path / "guests.csv", 'Room;"Surname"; Departure', '12;"Müller; Muster";2026-12-31', "")
    assert CsvFile(file).read() == [Guest("12", "Müller; Muster", date(2026, 12, 31))]


def test_a_database_is_read_like_a_file(tmp_path):
    file = tmp_path / "guests #1.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE guests (room INTEGER, surname TEXT, departure TEXT)")
        database.execute("INSERT INTO guests VALUES (12, 'Müller', '2026-12-31 11:00:00'), (13, 'Sample', NULL)")
    database.close()

    source = source_of(file)

    assert isinstance(source, SqliteFile)
    assert source.read() == [Guest("12", "Müller", date(2026, 12, 31)), Guest("13", "Sample")]
    assert isinstance(source_of(tmp_path / "guests.csv"), CsvFile)


@pytest.mark.parametrize("name", ["guests.csv", "guests.db"])
def test_a_file_that_is_not_there_is_not_made(tmp_path, name):
    with pytest.raises(FileNotFoundError, match=name):
        source_of(tmp_path / name).read()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("guests.csv", b"room,surname\n12,\n", "guest 1 lacks one"),
        ("guests.csv", b"12,Example\n13,Sample\n", "every line needs"),
        ("guests.csv", b"", "first line names the columns"),
        ("guests.csv", b"room,surname,departure\n12,Example,31.12.2026\n", "is no day"),
        ("guests.csv", b"room,surname\n12,M\xfcller\n", "utf-8"),
        ("guests.csv", b"room,surname\n12," + b"x" * 200_000, "field larger"),
        ("guests.db", b"not a database, but long enough to look like one" * 100, "not a database"),
        ("guests.db", b"", "no such table"),
    ],
)
def test_a_file_that_is_no_list_of_guests_is_told_apart(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=message):
        source_of(tmp_path / name).read()


# reading again


async def test_guests_who_arrive_and_leave_are_seen_without_a_restart(tmp_path):
    file, hands = write_csv(tmp_path / "guests.csv", "room,surname", "12,Example"), Hands()
    guests = SourcedGuests(CsvFile(file), listed, every_seconds=30, clock=hands)
    write_csv(file, "room,surname", "12,Sample")

    assert await guests.allowance("12", "Example") == ALLOWANCE
    hands.seconds = 30

    assert await guests.allowance("12", "Example") is None
    assert await guests.allowance("12", "Sample") == ALLOWANCE


async def test_a_file_that_is_away_or_half_written_leaves_the_last_list_in_force(tmp_path, caplog):
    file, hands = write_csv(tmp_path / "guests.csv", "room,surname", "12,Example"), Hands()
    guests = SourcedGuests(CsvFile(file), listed, every_seconds=30, clock=hands)

    for content in None, "room,surname\n12,Exam\n13,":
        file.unlink(missing_ok=True)
        if content:
            file.write_text(content)
        hands.seconds += 30
        with caplog.at_level(logging.CRITICAL):
            assert await guests.allowance("12", "Example") == ALLOWANCE
        assert guests.problem is not None

    write_csv(file, "room,surname", "12,Sample", "13,Example")
    hands.seconds += 30
    assert await guests.allowance("12", "Example") is None
    assert (guests.problem, len(guests)) == (None, 2)


async def test_a_file_may_be_a_link_that_is_turned_to_another(tmp_path):
    for name in "monday", "tuesday":
        write_csv(tmp_path / f"{name}.csv", "room,surname", f"12,{name}")
    link, hands = tmp_path / "guests.csv", Hands()
    link.symlink_to("monday.csv")
    guests = SourcedGuests(source_of(link), listed, every_seconds=30, clock=hands)
    assert await guests.allowance("12", "Monday") == ALLOWANCE

    (tmp_path / "new").symlink_to("tuesday.csv")
    (tmp_path / "new").replace(link)
    hands.seconds = 30
    assert await guests.allowance("12", "Monday") is None
    assert await guests.allowance("12", "Tuesday") == ALLOWANCE


async def test_many_guests_at_once_read_the_file_once(tmp_path):
    class Counting(CsvFile):
        readings = 0

        def read(self) -> list[Guest]:
            self.readings += 1
            return super().read()

    source, hands = Counting(write_csv(tmp_path / "guests.csv", "room,surname", "12,Example")), Hands()
    guests = SourcedGuests(source, listed, every_seconds=30, clock=hands)
    hands.seconds = 31
    await asyncio.gather(*(guests.allowance("12", "Example") for _ in range(20)))
    assert source.readings == 2

"""What the examples about UniFi Access do to a console when they run without arguments."""

from __future__ import annotations

import asyncio
import csv
import itertools
import re
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.journal import TOPICS, LogEntry, actor_of, target_of
from unifi_sdk.simulator.access.state import User, Visitor

__all__ = [
    "DAY",
    "MAIN",
    "check_access_door_panel",
    "check_access_export_logs",
    "check_access_onboard_person",
    "check_access_visitor_day",
    "check_access_webhook_receiver",
    "employee",
    "exported",
    "life_at_the_doors",
    "remember",
    "visitor_called",
]

DAY = 24 * 3600
MAIN = sample_id("main-entrance")


def employee(console: SimulatedConsole, number: str) -> User | None:
    """The only user with an employee number, or None."""
    users = [user for user in console.access.users.values() if user.employee_number == number]
    assert len(users) <= 1
    return users[0] if users else None


def visitor_called(console: SimulatedConsole, first_name: str) -> Visitor | None:
    """The only visitor with a first name, or None."""
    visitors = [visitor for visitor in console.access.visitors.values() if visitor.first_name == first_name]
    assert len(visitors) <= 1
    return visitors[0] if visitors else None


def remember(console: SimulatedConsole, time: float, topic: str = "door_openings", name: str = "Ada Example") -> None:
    """Put an entry into the log that is as old as it is told; the oldest has to come first."""
    kind = "access.door.unlock" if topic == "door_openings" else "access.sample"
    door = target_of("door", MAIN, "Main Entrance")
    entry = LogEntry(topic=topic, type=kind, message="told", time=time, actor=actor_of("1", name), targets=[door])
    console.access.journal.entries.append(entry)


def exported(file: Path) -> list[dict[str, str]]:
    """The rows of an exported log."""
    with open(file, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@asynccontextmanager
async def life_at_the_doors(console: SimulatedConsole) -> AsyncIterator[None]:
    """A month has passed; a door moves as long as somebody listens, and opens as long as somebody is called."""
    now = console.clock.now()
    remember(console, now - 40 * DAY)
    for hours in range(250, 0, -1):
        remember(console, now - hours * 3600)
    for topic in TOPICS:
        remember(console, now - 60, topic, name='=HYPERLINK("http://example.com")')

    async def live() -> None:
        while True:
            if console.access.socket_count:
                door = console.access.doors[MAIN]
                door.position = "close" if door.position == "open" else "open"
            if console.access.webhook_endpoints:
                console.access.present(MAIN, sample_id("ada"))
            await asyncio.sleep(0.05)

    living = asyncio.create_task(live())
    try:
        yield
    finally:
        living.cancel()


def check_access_door_panel(console: SimulatedConsole, out: str, folder: Path) -> None:
    *lines, total = out.splitlines()
    assert lines[1:5] == [
        "Lobby: unlocked, open",
        "Car Gate: locked, position unknown",
        "Workshop: locked, position unknown",
        "Store Room: locked, position unknown",
    ]
    told = [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in (lines[0], *lines[5:])]
    assert {*told} == {"Main Entrance: locked, open", "Main Entrance: locked, closed"}
    assert all(before != after for before, after in itertools.pairwise(told))
    assert (len(told), total) == (4, "3 changes.")
    assert {request.verb for request in console.requests} == {"GET"}


def check_access_export_logs(console: SimulatedConsole, out: str, folder: Path) -> None:
    file = folder / "access-logs.csv"
    rows = exported(file)
    assert out == "256 entries, in access-logs.csv\n"
    assert {topic: sum(row["topic"] == topic for row in rows) for topic in TOPICS} == {
        **dict.fromkeys(TOPICS, 1),
        "door_openings": 251,
    }
    assert {row["actor"] for row in rows} == {"Ada Example", '\'=HYPERLINK("http://example.com")'}
    assert rows[-1].keys() == {
        "time", "topic", "event", "result", "message", "actor", "actor_id", "credential", "door",
    }  # fmt: skip
    assert {row["door"] for row in rows} == {"Main Entrance"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["access-logs.csv"]
    assert len(console.requests) == len(TOPICS) + 2  # 251 openings are three pages


def check_access_onboard_person(console: SimulatedConsole, out: str, folder: Path) -> None:
    user = employee(console, "2001")
    assert user is not None
    [card] = console.access.cards_of(user)
    assert out.splitlines() == [
        "Hold a card to the reader 00005e005302 within 5 s.",
        "Kim Example comes in by Office Hours.",
        f"PIN: {user.pin_code}",
        "Plates: EX 2001",
        f"Cards: {card.display_id}",
    ]
    assert card.token not in out
    assert (user.status, user.access_policy_ids) == ("ACTIVE", [sample_id("office-hours")])
    assert console.access.sessions == {}


def check_access_visitor_day(console: SimulatedConsole, out: str, folder: Path) -> None:
    visitor = visitor_called(console, "Robin")
    assert visitor is not None
    tomorrow = datetime.combine(date.today() + timedelta(days=1), datetime.min.time()).replace(hour=9).astimezone()
    assert (visitor.start_time, visitor.weekly) == (tomorrow.timestamp(), None)
    assert visitor.end_time - visitor.start_time == 8 * 3600
    assert console.access.door_groups[visitor.private_group_id or ""].door_ids == [MAIN]
    picture = folder / "visitor.png"
    assert visitor.qr_code
    assert picture.read_bytes().startswith(b"\x89PNG\r\n")
    assert stat.S_IMODE(picture.stat().st_mode) == 0o600
    assert out.splitlines()[-1] == f"visitor.png: image/png, {picture.stat().st_size} bytes"


def check_access_webhook_receiver(console: SimulatedConsole, out: str, folder: Path) -> None:
    first, *lines, total = out.splitlines()
    assert re.fullmatch(r"Listening at http://127\.0\.0\.1:\d+/unifi", first)
    assert len(lines) == 3
    for line in lines:
        assert re.fullmatch(r"\d\d:\d\d:\d\d 'Main Entrance' was unlocked by 'Ada Example'", line)
    assert total == "3 deliveries."
    assert [delivery.status for delivery in console.access.deliveries[:3]] == [200] * 3
    assert console.access.webhook_endpoints == {}

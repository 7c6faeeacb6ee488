"""Write a month of the system log as CSV: who passed which door, what devices and administrators did.

Each topic is asked for on its own, and written page by page: a busy month never has to fit into memory. The file appears
when it is whole, and only you can read it, since it tells who was where.

Visitors choose their names, so a cell could begin as a formula, which a spreadsheet would carry out. Such cells get an
apostrophe before them.

    python examples/access_export_logs.py                                   the last 31 days, into access-logs.csv
    python examples/access_export_logs.py --month 2026-10 --topic door_openings --topic visitor --output october.csv

Months are those of this machine's time zone; the times in the file are in UTC. The environment names the console, see
`Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from unifi_sdk import Console, UniFiError
from unifi_sdk.access.models import LogActor, LogEntry, LogEvent, LogSource, LogTopic

TOPICS = [topic for topic in LogTopic if topic is not LogTopic.ALL]
COLUMNS = ("time", "topic", "event", "result", "message", "actor", "actor_id", "credential", "door")
FORMULA = re.compile("(^|[,;])(?=\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a formula could begin, in both widths of its signs; some spreadsheets take a semicolon for the end of a cell."""


def month(text: str) -> tuple[datetime, datetime]:
    """The start of a month such as 2026-10, and of the next."""
    start = datetime.strptime(text, "%Y-%m")
    end = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start.astimezone(), end.astimezone()


def harmless(value: object) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    printable = "".join(character if character.isprintable() else " " for character in text)
    return FORMULA.sub(r"\1'", printable.strip())


def row_of(topic: LogTopic, entry: LogEntry) -> list[str]:
    """The cells of an entry; any part of it may be missing."""
    source = entry.source or LogSource()
    event, actor = source.event or LogEvent(), source.actor or LogActor()
    doors = [target.display_name or target.id or "" for target in entry.targets("door")]
    cells = (
        entry.happened_at and entry.happened_at.isoformat(timespec="seconds"),
        topic,
        event.type,
        entry.result,
        event.display_message,
        entry.actor_name,
        actor.id,
        entry.credential_provider,
        ", ".join(doors),
    )
    return [harmless(cell) for cell in cells]


async def export(topics: Sequence[LogTopic], since: datetime, until: datetime, file: TextIO) -> int:
    """Write the entries of each topic, the newest first, up to the end and not at it; how many there were."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    count = unreadable = 0
    async with Console.from_env(read_only=True) as console:
        for topic in topics:
            entries = console.access.system_logs.list(topic, since=since, until=until)
            async with aclosing(entries.pages()) as pages:
                async for page in pages:
                    rows = [row_of(topic, entry) for entry in page.items if (entry.happened_at or since) < until]
                    writer.writerows(rows)
                    count += len(rows)
                    unreadable += len(page.undecodable)
    if unreadable:
        print(f"Left out, because they make no sense to this program: {unreadable}.", file=sys.stderr)
    return count


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file that only its owner can read, and that is there when it is whole."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open(
            part, "x", newline="", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)
        ) as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    now = datetime.now(UTC)
    parser = argparse.ArgumentParser(description="Write a month of the system log as CSV.")
    parser.add_argument("--month", type=month, default=(now - timedelta(days=31), now), help="YYYY-MM")
    parser.add_argument(
        "--topic", type=LogTopic, choices=TOPICS, action="append", help="one or several; else every one"
    )
    parser.add_argument("--output", type=Path, default=Path("access-logs.csv"), help="the file")
    args = parser.parse_args()
    since, until = args.month
    try:
        with whole_file(args.output) as file:
            count = asyncio.run(export(args.topic or TOPICS, since, until, file))
    except (UniFiError, OSError) as error:
        print(f"access_export_logs: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"{count} entries, in {args.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

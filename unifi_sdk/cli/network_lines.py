"""What the log of a site tells, each entry as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from unifi_sdk._core.stream import Gap, RawEvent, Resynced
from unifi_sdk.cli.data import Data, Writer
from unifi_sdk.cli.event_lines import Line, life_line

if TYPE_CHECKING:
    from unifi_sdk.network.classic.models import LogEntry

__all__ = ["NetworkLines"]

Followed: TypeAlias = "LogEntry | RawEvent | Gap | Resynced"


class NetworkLines:
    """The lines of UniFi Network, by the classic API.

    Args:
        writer: Writes what may be shown.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def describe(self, item: Followed) -> Line:
        """The line of something that was logged.

        Args:
            item: What following the log gave.
        """
        if isinstance(item, Gap | Resynced | RawEvent):
            return life_line(item, self._writer)
        facts: dict[str, Data] = {
            "id": item.id,
            "category": None if item.category is None else str(item.category),
            "severity": None if item.severity is None else str(item.severity),
            "client_mac": item.client_mac,
            "details": self._writer.write(item),
        }
        kind = item.key or item.event or "log"
        return Line(kind=kind, facts=facts, where=str(item.category or ""), what=item.message, at=item.timestamp)

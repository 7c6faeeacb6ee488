"""Where things are; imports nothing, so that a process that is measured has no more than it needs."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ACCESS", "ANSWERS_LATE", "HEADERS", "LAST", "NETWORK", "PROTECT", "SITE", "Server"]

SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
NETWORK = "/proxy/network/integration"
PROTECT = "/proxy/protect/integration"
ACCESS = "/api/v1/developer"
HEADERS = {"X-API-KEY": "benchmark-key", "Authorization": "Bearer benchmark-token", "Accept": "application/json"}
ANSWERS_LATE = "/late"
"""A path that begins so is answered 5 ms late."""
LAST = "the last one"
"""The name in the last message of each kind."""


class Server(NamedTuple):
    """A running server: where it listens and which certificate it has."""

    port: int
    fingerprint: str

    @property
    def origin(self) -> str:
        """What stands before every path."""
        return f"https://127.0.0.1:{self.port}"

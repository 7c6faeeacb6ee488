"""Every write takes a time of its own, and that time holds."""

from __future__ import annotations

import asyncio
import inspect
import math
from typing import Any

import pytest

from tests.support.calls import KEY
from tests.support.raw_server import RawServer, hang
from unifi_sdk import ConfigurationError, OutcomeUnknownError, Pinned, RequestTimeoutError
from unifi_sdk._facts.performed import Performed, entrances, performed
from unifi_sdk.access import AccessClient

READ_BY_POST = {
    "POST /credentials/pin_codes",
    "POST /system/logs",
    "POST /system/logs/export",
    "POST /auth",
    "POST /auth/access-key",
    "POST /system-log/all",
    "POST /stat/rogueap",
    "POST /stat/report/{report}",
    "POST /stat/sitedpi",
    "POST /stat/stadpi",
}
PLACES = [
    place
    for package in ("unifi_sdk.network", "unifi_sdk.network.classic", "unifi_sdk.access", "unifi_sdk.protect")
    for place in performed(package)
    if not place.operation.startswith("GET") and place.operation not in READ_BY_POST
]
SESSIONS = "unifi_sdk.access.enrolment.CardEnrolment"
"""Made and ended by a statement, which takes nothing."""
EDITS = "unifi_sdk.network.classic.ports.PortEdit"
"""Takes its time where it is made, and writes where the statement ends."""
LOOKS = "unifi_sdk.network.classic.speed_tests.SpeedTests.progress"
"""Asks with the operation of commands, and changes nothing."""


def methods(place: Performed) -> list[str]:
    return [name for name in entrances(place) if name not in (SESSIONS, EDITS, LOOKS)]


def resolve(name: str) -> Any:
    module, _, rest = name.rpartition(".")
    module, _, owner = module.rpartition(".")
    return getattr(getattr(__import__(module, fromlist=[owner]), owner), rest)


def test_every_write_is_found() -> None:
    assert len(PLACES) > 120


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.name} {place.operation}")
def test_every_write_takes_a_time_of_its_own(place: Performed) -> None:
    for name in methods(place):
        parameter = inspect.signature(resolve(name)).parameters["timeout_seconds"]
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert parameter.default is None


@pytest.mark.parametrize("seconds", [0, -1, math.nan, math.inf, True, "5"])
async def test_a_time_that_can_not_be_is_refused_before_anything_is_sent(seconds: Any) -> None:
    async with (
        RawServer() as server,
        AccessClient(server.host, token=KEY, tls=Pinned(server.fingerprint)) as access,
    ):
        with pytest.raises(ConfigurationError, match="timeout_seconds"):
            await access.doors.unlock("d", timeout_seconds=seconds)
        assert server.connections == 0


async def test_a_door_that_was_told_to_open_and_did_not_say_so_in_time_is_an_unknown_outcome() -> None:
    async with (
        RawServer(hang()) as server,
        AccessClient(server.host, token=KEY, tls=Pinned(server.fingerprint)) as access,
    ):
        with pytest.raises(OutcomeUnknownError):
            await access.doors.unlock("d", timeout_seconds=0.15)
        assert len(server.requests) == 1


async def test_a_door_that_could_not_be_told_in_time_is_a_timeout() -> None:
    writers: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda reader, writer: writers.append(writer), "127.0.0.1", 0)
    async with server, AccessClient(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", token=KEY) as access:
        with pytest.raises(RequestTimeoutError):
            await access.doors.unlock("d", timeout_seconds=0.1)
    for writer in writers:
        writer.close()

"""What comes by HTTP: bodies up to a size, and each delivery worked on once, after the answer."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from unifi_sdk import ConfigurationError
from unifi_sdk._core.receiver import Receiver, read_request

LOG = logging.getLogger("unifi_sdk.test")


async def test_a_delivery_is_handed_on_once():
    seen: list[str] = []

    async def receive(delivery: str) -> None:
        seen.append(delivery)

    receiver = Receiver(receive, LOG)
    for key in ("a", "b", "a"):
        receiver.hand_on(f"delivery {key}", key, key)
    await asyncio.sleep(0)
    assert seen == ["delivery a", "delivery b"]


async def test_after_a_thousand_others_it_is_forgotten():
    seen: list[int] = []

    async def receive(delivery: int) -> None:
        seen.append(delivery)

    receiver = Receiver(receive, LOG)
    for number in [*range(1001), 0]:
        receiver.hand_on(number, str(number), "x")
    await asyncio.sleep(0)
    assert seen.count(0) == 2


async def test_what_fails_is_logged_and_the_next_one_is_worked_on(caplog: pytest.LogCaptureFixture):
    seen: list[str] = []

    async def receive(delivery: str) -> None:
        if delivery == "bad":
            raise ValueError("no")
        seen.append(delivery)

    receiver = Receiver(receive, LOG)
    receiver.hand_on("bad", "1", "the bad one")
    receiver.hand_on("good", "2", "the good one")
    for _ in range(3):
        await asyncio.sleep(0)
    assert seen == ["good"]
    assert "the bad one" in caplog.text


@pytest.mark.parametrize("receive", [None, "f", 5])
def test_what_can_not_be_called_is_refused(receive: Any):
    with pytest.raises(ConfigurationError, match="receive"):
        Receiver(receive, LOG)


@pytest.mark.parametrize(("size", "is_taken"), [(0, True), (1000, True), (1001, False), (300_000, False)])
async def test_a_body_is_read_up_to_its_size(size: int, is_taken: bool):
    read: list[bytes | None] = []

    async def handle(request: web.Request) -> web.Response:
        read.append(await read_request(request, 1000))
        return web.Response()

    application = web.Application()
    application.router.add_post("/", handle)
    async with (
        TestServer(application) as server,
        aiohttp.ClientSession() as session,
        session.post(server.make_url("/"), data=b"x" * size),
    ):
        pass
    assert read == [b"x" * size if is_taken else None]

"""Alarms that come by HTTP: from whom they are taken, and what becomes of them; at last those of a console."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import attrs
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from unifi_sdk.protect import AlarmDelivery, AlarmWebhook
from unifi_sdk.protect.models import AlarmTriggerKey
from unifi_sdk.simulator import SimulatedConsole

TOKEN, OTHER = "fake-token-0123456789", "fake-other-0123456789"
HERE = ["127.0.0.1"]
BODY: dict[str, Any] = {"alarm": {"name": "Gate", "triggers": [{"key": "ring", "device": "00005E005311"}]}}


@attrs.define
class Listening:
    """A program with a handler, and what it was told."""

    url: str
    received: list[AlarmDelivery]

    async def post(
        self, document: Any = BODY, token: str = TOKEN, headers: dict[str, str] | None = None, path: str = "/alarms"
    ) -> int:
        data = io.BytesIO(document if isinstance(document, bytes) else json.dumps(document).encode())
        url = f"{self.url}{path}/{token}"
        async with aiohttp.ClientSession() as session, session.post(url, data=data, headers=headers) as answer:
            return answer.status


@pytest.fixture
def webhook() -> AlarmWebhook:
    return AlarmWebhook(TOKEN, sources=HERE)


@pytest.fixture
async def listening(webhook: AlarmWebhook) -> AsyncIterator[Listening]:
    received: list[AlarmDelivery] = []

    async def receive(delivery: AlarmDelivery) -> None:
        received.append(delivery)
        if delivery.event.alarm.name == "bad":
            raise RuntimeError("not today")

    app = web.Application()
    app.router.add_post("/alarms/{token}", webhook.handler(receive))
    app.router.add_post("/without/{other}", webhook.handler(receive))
    async with TestServer(app) as server:
        yield Listening(str(server.make_url("")).rstrip("/"), received)


async def test_a_delivery_is_answered_and_handed_on_once(listening: Listening) -> None:
    assert [await listening.post() for _ in range(3)] == [200, 200, 200]
    assert [delivery.event.alarm.name for delivery in listening.received] == ["Gate"]


async def test_a_wrong_token_gets_403_before_the_body_is_read(
    listening: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "unifi_sdk.protect.alarm_webhooks"):
        assert await listening.post(b"x" * 500_000, token=OTHER) == 403
    assert listening.received == []
    assert "127.0.0.1 sent a wrong token" in caplog.text
    assert OTHER not in caplog.text


async def test_a_route_without_a_token_lets_nobody_in(listening: Listening) -> None:
    assert await listening.post(path="/without") == 403


@pytest.mark.parametrize(("document", "status"), [(b"{", 400), ({}, 400), (b" " * (4 * 1024 * 1024 + 1), 413)])
async def test_what_is_no_alarm_is_refused(listening: Listening, document: Any, status: int) -> None:
    assert await listening.post(document) == status
    assert listening.received == []


async def test_work_that_fails_is_logged_and_the_next_delivery_is_taken(
    listening: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "unifi_sdk.protect.alarm_webhooks"):
        assert await listening.post({"alarm": {"name": "bad"}}) == 200
    assert await listening.post() == 200
    assert [delivery.event.alarm.name for delivery in listening.received] == ["bad", "Gate"]
    assert "an alarm could not be handled" in caplog.text


@pytest.mark.parametrize(
    ("webhook", "forwarded", "status"),
    [
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"]), "192.0.2.7", 403),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"]), None, 403),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), "192.0.2.7", 200),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), "192.0.2.7, 203.0.113.9", 403),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), "203.0.113.9, 192.0.2.7", 200),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), "192.0.2.7, 127.0.0.1", 200),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), "192.0.2.7, unknown", 403),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), "192.0.2.7:4711", 200),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), None, 403),
        (AlarmWebhook(TOKEN, sources=["192.0.2.7"], trusted_proxies=HERE), " , ", 403),
        (AlarmWebhook(TOKEN, sources=HERE, trusted_proxies=HERE), None, 200),
        (AlarmWebhook(TOKEN, sources=HERE), "203.0.113.9", 200),
    ],
)
async def test_a_header_is_believed_of_trusted_proxies_alone(
    listening: Listening, forwarded: str | None, status: int
) -> None:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert await listening.post(headers=headers) == status


# On a console


async def test_an_alarm_of_a_console_is_received(
    console: SimulatedConsole, webhook: AlarmWebhook, listening: Listening
) -> None:
    protect = console.protect
    camera = next(iter(protect.cameras.values()))
    url = webhook.address(f"{listening.url}/alarms").reveal()
    protect.alarms.add("Gate", url, ["license_plate_known", "ring"], devices=[camera.id], sends_thumbnail=True)
    protect.alarms.set_off(camera, "license_plate_known", value="EX3001", group="Ada")
    protect.start_event("ring", camera)
    await protect.alarms.delivered()
    assert [delivery.status for delivery in protect.alarms.deliveries] == [200, 200]
    plate, ring = (delivery.event.alarm for delivery in listening.received)
    assert [(seen.device, seen.plate, seen.known_name) for seen in plate.triggers] == [(camera.mac, "EX3001", "Ada")]
    assert [seen.key for seen in ring.triggers] == [AlarmTriggerKey.RING]
    assert plate.picture is not None
    assert plate.picture.content.startswith(b"\xff\xd8\xff")

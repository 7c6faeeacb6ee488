"""What whoever runs the portal may ask, and nobody else."""

from __future__ import annotations

import logging

import pytest
from aiohttp.test_utils import TestClient

from examples.portal.record import Record
from tests.portal.serving import GUEST, SURNAME, arrive, send, serve, sign_in
from unifi_sdk.proxies import TrustedProxies
from unifi_sdk.simulator import Fault


async def metrics(guest: TestClient) -> dict[str, str]:
    shown = await guest.get("/metrics")
    assert (shown.status, shown.headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    text = await shown.text()
    assert text.endswith("\n")
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))


async def test_a_portal_that_is_well_says_so(console, tmp_path):
    async with serve(console, record=Record(tmp_path, 7)) as server, TestClient(server) as watcher:
        shown = await watcher.get("/health")
        assert (shown.status, await shown.json()) == (200, {"console": "ok", "record": "ok"})


async def test_a_console_that_does_not_answer_is_no_health(guest, simulated):
    simulated.faults.add(Fault.status(500), "GET /*/info", times=None)
    shown = await guest.get("/health")
    assert (shown.status, await shown.json()) == (503, {"console": "ServerError"})
    assert (await metrics(guest))['portal_up{part="console"}'] == "0"


async def test_a_record_that_cannot_be_written_is_no_health(console, tmp_path, caplog):
    async with serve(console, record=Record(tmp_path / "r", 7)) as server, TestClient(server) as guest:
        form = await arrive(guest)
        (tmp_path / "r").rmdir()
        with caplog.at_level(logging.CRITICAL):
            await send(guest, form)
        assert (await guest.get("/health")).status == 503


async def test_the_console_is_asked_no_more_often_than_now_and_then(guest, simulated):
    for _ in range(20):
        await guest.get("/health")
        await guest.get("/metrics")
    assert len(simulated.requests) == 1


async def test_what_became_of_guests_is_counted(guest):
    await sign_in(guest, surname="Sample")
    await sign_in(guest, surname="")
    await sign_in(guest)
    await sign_in(guest)
    await send(guest, "forged")

    shown = await metrics(guest)

    for result, number in ("no_match", 1), ("one_missing", 1), ("online", 2), ("bad_form", 1):
        assert shown[f'portal_outcomes_total{{result="{result}"}}'] == str(number)
    assert (shown["portal_devices"], shown['portal_up{part="console"}']) == ("1", "1")


async def test_nothing_that_is_counted_tells_who_a_guest_is(guest):
    await sign_in(guest)
    text = await (await guest.get("/metrics")).text()
    assert GUEST not in text
    assert SURNAME not in text


@pytest.mark.parametrize("path", ["/health", "/metrics"])
async def test_guests_see_neither_health_nor_metrics(console, simulated, path):
    settings = {"proxies": TrustedProxies("127.0.0.1"), "watchers": ("127.0.0.1", "10.0.0.0/24")}
    async with serve(console, **settings) as server, TestClient(server) as client:
        for address, status in ("192.168.50.7", 404), ("10.0.0.9", 200), ("fe80::1", 404), ("nobody", 404):
            shown = await client.get(path, headers={"X-Forwarded-For": address})
            assert shown.status == status, address

"""Faults: what a client sees, and whether the request was executed."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from unifi_sdk.simulator import Fault, SimulatedConsole

NETWORK = "/proxy/network/integration/v1"
VOUCHER = {"name": "night", "timeLimitMinutes": 60}


def executed(console: SimulatedConsole) -> bool:
    return any(voucher.name == "night" for voucher in console.network.default_site.vouchers.values())


async def test_a_dropped_request_is_not_executed(console, browser, vouchers):
    console.faults.add(Fault.drop())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await browser.post(vouchers, VOUCHER)
    assert not executed(console)
    assert console.requests[-1].json == VOUCHER


async def test_a_lost_answer_belongs_to_an_executed_request(console, browser, vouchers):
    console.faults.add(Fault.lose_answer())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await browser.post(vouchers, VOUCHER)
    assert executed(console)


async def test_a_lost_refusal_is_lost_too(console, browser):
    console.faults.add(Fault.lose_answer())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await browser.call("POST", "/nothing/here")


async def test_a_cut_body_announces_its_full_length(console, browser):
    whole = await browser.get("/info")
    console.faults.add(Fault.cut_body(after=3))
    with pytest.raises(aiohttp.ClientPayloadError, match=f"received 3 of {len(whole.body)}"):
        await browser.get("/info")


async def test_a_status_comes_instead_of_the_answer(console, browser, vouchers):
    console.faults.add(Fault.status(503, {"why": "restarting"}, {"X-Who": "nginx"}))
    answer = await browser.post(vouchers, VOUCHER)
    assert (answer.status, answer.json, answer.headers["X-Who"]) == (503, {"why": "restarting"}, "nginx")
    assert not executed(console)


@pytest.mark.parametrize(("body", "sent"), [(None, b""), ("plain words", b"plain words")])
async def test_a_status_may_have_no_body_or_text(console, browser, body, sent):
    console.faults.add(Fault.status(502, body))
    answer = await browser.get("/info")
    assert (answer.status, answer.body) == (502, sent)


async def test_a_rate_limit_says_when_to_come_back(console, browser):
    console.faults.add(Fault.rate_limit("1m0s"))
    answer = await browser.get("/info")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "1m0s")
    assert "windowMs" not in answer.json


async def test_a_rate_limit_may_say_it_in_the_body_only(console, browser):
    console.faults.add(Fault.rate_limit(None, window_ms=1000))
    answer = await browser.get("/info")
    assert "Retry-After" not in answer.headers
    assert answer.json["windowMs"] == 1000


async def test_html_comes_where_json_is_expected(console, browser):
    console.faults.add(Fault.html())
    answer = await browser.get("/info")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html")
    assert answer.body.startswith(b"<!doctype html>")


async def test_a_redirect_points_elsewhere(console, browser):
    console.faults.add(Fault.redirect("https://other.invalid/"))
    answer = await browser.get("/info")
    assert (answer.status, answer.headers["Location"]) == (302, "https://other.invalid/")


@pytest.mark.parametrize("size", [4, 5, 64 * 1024 + 4, 200_001])
async def test_an_oversized_body_is_json_of_exactly_that_size(console, browser, size):
    console.faults.add(Fault.oversized(size))
    answer = await browser.get("/info")
    assert len(answer.body) == size
    assert len(answer.json) == 1
    assert "Content-Length" not in answer.headers


async def test_a_compressed_body_expands_to_exactly_that_size(console, browser):
    console.faults.add(Fault.compressed(3_000_000))
    answer = await browser.get("/info")
    assert len(answer.body) == 3_000_000
    assert int(answer.headers["Content-Length"]) < 10_000


async def test_any_bytes_can_come_instead(console, browser):
    console.faults.add(Fault.body(b"\xff{", content_type="application/octet-stream", status=201))
    answer = await browser.get("/info")
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (201, b"\xff{", "application/octet-stream")


async def test_a_delayed_request_is_answered_as_usual(console, browser):
    console.faults.add(Fault.delay(0.05))
    begun = time.perf_counter()
    answer = await browser.get("/info")
    assert answer.status == 200
    assert time.perf_counter() - begun >= 0.05


async def test_a_delay_can_go_on_with_another_fault(console, browser):
    console.faults.add(Fault.delay(0.01, then=Fault.status(504)))
    assert (await browser.get("/info")).status == 504


async def test_a_client_that_gives_up_does_not_keep_the_console_from_stopping(console, browser):
    console.faults.add(Fault.delay(60))
    with pytest.raises(TimeoutError):
        await browser.call("GET", NETWORK + "/info", timeout=aiohttp.ClientTimeout(total=0.05))
    await browser.session.close()
    async with asyncio.timeout(1):
        await console.stop()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_request_whose_client_gave_up_is_executed_after_the_delay(console, browser, vouchers):
    console.faults.add(Fault.delay(0.05))
    with pytest.raises(TimeoutError):
        await browser.call("POST", NETWORK + vouchers, json=VOUCHER, timeout=aiohttp.ClientTimeout(total=0.02))
    assert not executed(console)
    await asyncio.sleep(0.1)
    assert executed(console)


async def test_a_fault_is_used_up_after_its_times(console, browser):
    console.faults.add(Fault.status(500), times=2)
    assert [(await browser.get("/info")).status for _ in range(3)] == [500, 500, 200]
    assert console.faults.pending == []


async def test_a_fault_without_times_lasts_until_it_is_cleared(console, browser):
    console.faults.add(Fault.status(500), times=None)
    assert [(await browser.get("/info")).status for _ in range(3)] == [500, 500, 500]
    console.faults.clear()
    assert (await browser.get("/info")).status == 200
    assert len(console.faults.fired) == 3


async def test_a_fault_can_let_some_requests_through_first(console, browser):
    console.faults.add(Fault.status(500), skip=1)
    assert [(await browser.get("/info")).status for _ in range(3)] == [200, 500, 200]


async def test_a_fault_meets_only_what_it_matches(console, browser):
    console.faults.add(Fault.status(500), match="GET /proxy/network/*/sites")
    assert (await browser.get("/info")).status == 200
    assert (await browser.get("/sites")).status == 500
    fired = console.faults.fired[0]
    assert (fired.listener, fired.verb, fired.path) == ("unifi", "GET", NETWORK + "/sites")


async def test_faults_fire_in_the_order_they_were_armed(console, browser):
    console.faults.add(Fault.status(501))
    console.faults.add(Fault.status(502))
    assert [(await browser.get("/info")).status for _ in range(2)] == [501, 502]


@pytest.mark.parametrize("match", ["/v1/info", "GET", "GET v1/info", ""])
def test_a_match_without_verb_or_path_is_refused(match):
    console = SimulatedConsole(seed=False)
    with pytest.raises(ValueError, match="VERB"):
        console.faults.add(Fault.drop(), match=match)


@pytest.mark.parametrize("numbers", [{"times": 0}, {"skip": -1}])
def test_a_fault_that_could_never_fire_is_refused(numbers):
    with pytest.raises(ValueError, match="at least"):
        SimulatedConsole(seed=False).faults.add(Fault.drop(), **numbers)


def test_a_fault_reads_as_it_was_made():
    assert str(Fault.delay(2, then=Fault.status(503))) == "delay(2), then status(503)"
    assert Fault.status(503) == Fault.status(503)
    assert Fault.status(503) != Fault.drop()

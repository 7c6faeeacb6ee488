"""A scrape is answered at once, over TLS and to whoever has the token, and tells nothing more than was asked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from tests.metrics.test_exporter import hanging, one, read, target, until
from tests.support.certificates import certificate
from unifi_sdk.calls import CallOutcome, CallRecord
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.metrics import CallMetrics, Exporter, make_app, serve

pytestmark = pytest.mark.asyncio(loop_scope="package")

TOKEN = "a-token-that-is-long-enough"


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def exporter() -> AsyncIterator[Exporter]:
    targets = [target("one", network=one), target("hanging", network=hanging), target("cloud", cloud=one)]
    async with Exporter(targets, jitter=lambda: 0.0) as running:
        await until(lambda: "unifi_up" in read(running, "one") and "unifi_up" in read(running, "cloud"))
        yield running


async def get(exporter: Exporter, path: str, token: str | None = None, **headers: str) -> tuple[int, str, str]:
    """Status, content type and text of an answer."""
    async with (
        serve(make_app(exporter, CallMetrics(), token=token)) as address,
        aiohttp.ClientSession() as session,
        session.get(f"{address}{path}", headers=headers) as answer,
    ):
        return answer.status, answer.headers.get("Content-Type", ""), await answer.text()


async def test_a_probe_gives_the_values_of_its_target(exporter: Exporter):
    status, kind, text = await get(exporter, "/probe?target=one")
    assert (status, kind.partition(";")[0]) == (200, "text/plain")
    values = {family.name: family.samples[0].value for family in text_string_to_metric_families(text)}
    assert (values["unifi_up"], values["unifi_level"]) == (1, 1)
    assert "unifi_collected_age_seconds" in values


@pytest.mark.parametrize("path", ["/cloud", "/probe?target=cloud"])
async def test_the_cloud_is_a_target_too(exporter: Exporter, path: str):
    assert "unifi_level 1.0" in (await get(exporter, path))[2]


async def test_a_console_that_hangs_makes_no_scrape_wait(exporter: Exporter):
    async with asyncio.timeout(1):
        assert (await get(exporter, "/probe?target=hanging"))[:1] == (200,)


async def test_an_unknown_target_is_not_found_and_no_name_is_told(exporter: Exporter):
    assert await get(exporter, "/probe?target=x") == (404, "text/plain; charset=utf-8", "there is no such target\n")


@pytest.mark.parametrize("query", ["", "?target=one&target=cloud"])
async def test_a_probe_names_one_target(exporter: Exporter, query: str):
    assert (await get(exporter, f"/probe{query}"))[0] == 400


async def test_openmetrics_is_spoken_to_whoever_asks_for_it(exporter: Exporter):
    _, kind, text = await get(exporter, "/probe?target=one", Accept="application/openmetrics-text; version=1.0.0")
    assert kind.startswith("application/openmetrics-text")
    assert text.endswith("# EOF\n")


@pytest.mark.parametrize("path", ["/", "/probe?target=one", "/cloud", "/metrics"])
async def test_nothing_is_told_without_the_token(exporter: Exporter, path: str):
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        status, _, text = await get(exporter, path, TOKEN, **headers)
        assert (status, text) == (401, "a token is needed\n")
    assert (await get(exporter, path, TOKEN, Authorization=f"Bearer {TOKEN}"))[0] == 200


async def test_a_token_of_odd_bytes_is_only_wrong(exporter: Exporter):
    async with serve(make_app(exporter, token=TOKEN)) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xe4\r\nConnection: close\r\n\r\n")
        assert (await reader.readline()).split()[1] == b"401"
        writer.close()


async def test_an_empty_token_lets_nobody_in_by_mistake(exporter: Exporter):
    with pytest.raises(ConfigurationError, match="token is empty"):
        make_app(exporter, token="")


async def test_it_speaks_tls(exporter: Exporter, tmp_path: Path):
    async with serve(make_app(exporter), ssl_context=certificate().context) as address:
        assert address.startswith("https://127.0.0.1:")
        pin = aiohttp.Fingerprint(bytes.fromhex(certificate().fingerprint))
        async with aiohttp.ClientSession() as session, session.get(f"{address}/cloud", ssl=pin) as answer:
            assert answer.status == 200
        with pytest.raises(ssl.SSLError):
            await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]), ssl=True)


async def test_the_exporter_tells_of_its_own_calls_and_process(exporter: Exporter):
    calls = CallMetrics()
    calls(record())
    calls(record(outcome=CallOutcome.TIMED_OUT, attempts=3))
    async with (
        serve(make_app(exporter, calls)) as address,
        aiohttp.ClientSession() as session,
        session.get(f"{address}/metrics") as answer,
    ):
        text = await answer.text()
    assert 'unifi_sdk_calls_total{application="network",console="Seaside",outcome="ok"} 1.0' in text
    assert 'unifi_sdk_calls_total{application="network",console="Seaside",outcome="timed_out"} 1.0' in text
    assert 'unifi_sdk_call_attempts_total{application="network"} 4.0' in text
    assert 'unifi_sdk_call_bytes_total{application="network",direction="received"} 200.0' in text
    assert 'unifi_sdk_call_duration_seconds_count{application="network",operation="GET /v1/sites"} 2.0' in text
    assert "process_cpu_seconds_total" in text


async def test_consoles_and_operations_behind_the_first_ones_are_counted_together(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("unifi_sdk.metrics.calls._MOST_CONSOLES", 10)
    monkeypatch.setattr("unifi_sdk.metrics.calls._MOST_OPERATIONS", 5)
    calls = CallMetrics()
    for number in range(13):
        calls(record(console=f"console {number}", operation=f"GET /v1/{number}"))
    read_back = calls.registry.get_sample_value
    labels = {"application": "network", "outcome": "ok"}
    assert read_back("unifi_sdk_calls_total", {**labels, "console": "(other)"}) == 3
    other = {"application": "network", "operation": "(other)"}
    assert read_back("unifi_sdk_call_duration_seconds_count", other) == 8


def record(
    *,
    console: str = "Seaside",
    operation: str = "GET /v1/sites",
    outcome: CallOutcome = CallOutcome.OK,
    attempts: int = 1,
) -> CallRecord:
    return CallRecord(
        operation=operation,
        console=console,
        application="network",
        status=200,
        seconds=0.1,
        attempts=attempts,
        bytes_sent=0,
        bytes_received=100,
        outcome=outcome,
    )

"""Run every benchmark and print tables, each figure the median of interleaved repetitions."""

from __future__ import annotations

import argparse
import asyncio
import copy
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from typing import Any

import aiohttp

from benchmarks import startup
from benchmarks.devices import make_cameras, make_messages
from benchmarks.server import PAGE, PREFIX, SITE, Server, make_clients, serve
from benchmarks.simulator import start_consoles
from unifi_sdk import NetworkClient, Pinned
from unifi_sdk._core import codec
from unifi_sdk._core.patch import Patcher
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import Client
from unifi_sdk.protect._dialect import DIALECT as PROTECT
from unifi_sdk.protect.models import Camera

Work = Callable[[], Awaitable[None]]

KEY = "benchmark-key"


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--clients", type=int, default=20_000)
    arguments = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, aiohttp {aiohttp.__version__}, {_json_library()}")
    print(f"{'':46}{'ours':>14}{'raw':>14}{'ours/raw':>10}")
    with serve(arguments.clients) as server:
        asyncio.run(_network(server, arguments.clients, arguments.repetitions))
    _decoding(arguments.repetitions)
    _following(arguments.repetitions)
    if find_spec("orjson"):
        setattr(codec, "orjson", None)  # noqa: B010 - as it is without the extra `speed`
        _decoding(arguments.repetitions, ", standard json")
        _following(arguments.repetitions, ", standard json")
    _memory(arguments.clients)
    startup.measure(arguments.repetitions)
    start_consoles(arguments.repetitions)


async def _network(server: Server, count: int, repetitions: int) -> None:
    pin = Pinned(server.fingerprint)
    host = f"127.0.0.1:{server.port}"
    origin = f"https://{host}{PREFIX}"
    headers = {"X-API-KEY": KEY, "Accept": "application/json"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        NetworkClient(host, api_key=KEY, tls=pin) as fast,
        NetworkClient(host, api_key=KEY, tls=pin, base_path="/slow" + PREFIX) as slow,
    ):
        fingerprint = aiohttp.Fingerprint(bytes.fromhex(server.fingerprint))

        async def get(url: str) -> object:
            async with session.get(url, ssl=fingerprint) as response:
                return json.loads(await response.read())

        async def raw_pages(base: str) -> None:
            clients: list[object] = []
            total = 1
            while len(clients) < total:
                page = await get(f"{base}/v1/sites/{SITE}/clients?offset={len(clients)}&limit={PAGE}")
                assert isinstance(page, dict)
                clients += page["data"]
                total = page["totalCount"]
            assert len(clients) == count

        async def our_pages(network: NetworkClient) -> None:
            assert len(await network.site(SITE).clients.list()) == count

        async def raw_gets(number: int) -> None:
            for _ in range(number):
                await get(f"{origin}/v1/sites/{SITE}/clients/{server.client_id}")

        async def our_gets(number: int) -> None:
            clients = fast.site(SITE).clients
            for _ in range(number):
                await clients.get(server.client_id)

        async def side_by_side(work: Callable[[int], Awaitable[None]]) -> None:
            async with asyncio.TaskGroup() as group:
                for share in range(32):
                    group.create_task(_run(work, 5000 // 32 + (share < 5000 % 32)))

        async def row(name: str, unit: str, amount: int, ours: Work, raw: Work) -> None:
            await _compare(name, unit, amount, ours, raw, repetitions)

        await row("list clients, 200 to a page", "objects/s", count, lambda: our_pages(fast), lambda: raw_pages(origin))
        slow_origin = origin.replace(PREFIX, "/slow" + PREFIX)
        await row(
            "the same, 5 ms of latency", "objects/s", count, lambda: our_pages(slow), lambda: raw_pages(slow_origin)
        )
        await row("small GETs, one at a time", "calls/s", 2000, lambda: our_gets(2000), lambda: raw_gets(2000))
        await row(
            "small GETs, 32 at a time", "calls/s", 5000, lambda: side_by_side(our_gets), lambda: side_by_side(raw_gets)
        )


async def _run(work: Callable[[int], Awaitable[None]], number: int) -> None:
    await work(number)


async def _compare(name: str, unit: str, amount: int, ours: Work, raw: Work, repetitions: int) -> None:
    await ours()
    await raw()
    rates = [(amount / await _seconds(ours), amount / await _seconds(raw)) for _ in range(repetitions)]
    _print_row(f"{name} ({unit})", rates)


async def _seconds(work: Work) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def _decoding(repetitions: int, note: str = "") -> None:
    documents = [json.dumps(client, separators=(",", ":")).encode() for client in make_clients(2000)]
    decode = DIALECT.codec.decoder(Client)

    def ours() -> None:
        for document in documents:
            decode(codec.loads(document))

    def raw() -> None:
        for document in documents:
            json.loads(document)

    times = [(_microseconds(ours, len(documents)), _microseconds(raw, len(documents))) for _ in range(repetitions)]
    _print_row(f"decode a client{note} (us; lower is better)", times)


def _following(repetitions: int, note: str = "") -> None:
    """Messages about devices, applied to models beside being merged into dictionaries."""
    cameras = make_cameras()
    messages = [json.dumps(message, separators=(",", ":")).encode() for message in make_messages(50_000)]
    patcher = Patcher(PROTECT.codec)
    decode = PROTECT.codec.decoder(Camera)

    def ours() -> None:
        state: dict[str, Camera] = {name: decode(camera) for name, camera in cameras.items()}
        for message in messages:
            frame = codec.loads(message)
            assert isinstance(frame, dict)
            item = frame["item"]
            assert isinstance(item, dict)
            name = str(item["id"])
            state[name] = patcher.apply(state[name], item)

    def raw() -> None:
        state: dict[str, dict[str, Any]] = copy.deepcopy(cameras)
        for message in messages:
            item = json.loads(message)["item"]
            _merge_into(state[item["id"]], item)

    rates = []
    for _ in range(repetitions):
        seconds = [_elapsed(work) for work in (ours, raw)]
        rates.append((len(messages) / seconds[0], len(messages) / seconds[1]))
    _print_row(f"follow devices{note} (messages/s)", rates)


def _merge_into(document: dict[str, Any], patch: dict[str, Any]) -> None:
    for key, value in patch.items():
        present = document.get(key)
        if isinstance(value, dict) and isinstance(present, dict):
            _merge_into(present, value)
        else:
            document[key] = value


def _elapsed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _microseconds(work: Callable[[], None], amount: int) -> float:
    started = time.perf_counter()
    for _ in range(5):
        work()
    return (time.perf_counter() - started) / amount / 5 * 1e6


def _memory(count: int) -> None:
    program = (
        "import json, tracemalloc\n"
        "from benchmarks.server import make_clients\n"
        "from unifi_sdk.network._dialect import DIALECT\n"
        "from unifi_sdk.network.models import Client\n"
        "body = json.dumps(make_clients({count})).encode()\n"
        "tracemalloc.start()\n"
        "kept = {work}\n"
        "print(tracemalloc.get_traced_memory()[1] / 2**20)\n"
    )
    ours = "DIALECT.codec.decode_items(Client, json.loads(body))"
    figures = [float(_python(program.format(count=count, work=work))) for work in (ours, "json.loads(body)")]
    _print_row(f"peak memory of {count} clients (MiB)", [(figures[0], figures[1])])


def _python(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout


def _print_row(name: str, pairs: list[tuple[float, float]]) -> None:
    ours, raw = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
    ratio = statistics.median(pair[0] / pair[1] for pair in pairs)
    print(f"{name:46}{ours:14.1f}{raw:14.1f}{ratio:10.2f}", flush=True)


def _json_library() -> str:
    return "decoding with orjson" if find_spec("orjson") else "decoding with the standard json"


if __name__ == "__main__":
    main()

"""How much memory a list of clients takes: its peak in a process of its own, and what a client takes that is kept."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import tracemalloc
from pathlib import Path

from benchmarks.places import HEADERS, NETWORK, SITE, Server

__all__ = ["bytes_of_a_client", "peak", "peak_of_this_process"]


def peak(server: Server, count: int, way: str) -> float:
    """Mebibytes that a process had at the most that reads a list of clients.

    Args:
        server: Whom to ask.
        count: How many.
        way: ``ours`` or ``raw``.
    """
    arguments = ["-m", "benchmarks.memory", str(server.port), server.fingerprint, str(count), way]
    return float(subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout)


def bytes_of_a_client(samples: list[dict[str, object]], count: int = 20_000) -> tuple[float, float]:
    """Bytes that a model takes, and a dictionary, beside what both share.

    Args:
        samples: Some clients.
        count: How many are made.
    """
    from benchmarks.documents import many
    from unifi_sdk._core.json_text import loads
    from unifi_sdk.network._dialect import DIALECT
    from unifi_sdk.network.models import Client

    body = json.dumps(many(samples, count)).encode()
    documents = loads(body)
    assert isinstance(documents, list)
    DIALECT.codec.decode_items(Client, documents[:200])
    del documents
    figures = []
    for ours in (True, False):
        tracemalloc.start()
        documents = loads(body)
        assert isinstance(documents, list)
        kept = DIALECT.codec.decode_items(Client, documents)[0] if ours else documents
        del documents
        figures.append(tracemalloc.get_traced_memory()[0] / count)
        tracemalloc.stop()
        del kept
    return figures[0], figures[1]


async def _read(server: Server, count: int, way: str) -> None:
    if way == "raw":
        import aiohttp
        import orjson

        from benchmarks.raw import Raw

        async with aiohttp.ClientSession(headers=HEADERS) as session:
            kept: object = await Raw(session, server, orjson.loads).by_offset("clients", count, 200)
    else:
        from unifi_sdk import NetworkClient, Pinned

        async with NetworkClient(
            "127.0.0.1",
            port=server.port,
            api_key="benchmark-key",
            tls=Pinned(server.fingerprint),
            base_path=f"/{count}{NETWORK}",
        ) as network:
            kept = await network.site(SITE).clients.list()
    print(peak_of_this_process())
    del kept


def peak_of_this_process() -> float:
    """Mebibytes; Linux counts from the start of a program, the other figure may be its parent's."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(found[0] if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


if __name__ == "__main__":
    port, fingerprint, count, way = sys.argv[1:]
    asyncio.run(_read(Server(int(port), fingerprint), int(count), way))

"""The README and the documentation: every Python fence runs.

The fences of a page are one program, run in order against a console that is simulated for this page alone. The console
answers at `HOST` on the ports of a real one, and the environment holds what `Console.from_env` reads. These names are
there before the first fence:

- ``HOST``, ``PORT``, ``ACCESS_PORT``: where the console is (``HOST_NAME`` and ``ACCESS_HOST`` are ``HOST``)
- ``KEY``, ``TOKEN``, ``USERNAME``, ``PASSWORD``: its credentials
- ``FINGERPRINTS``: of all its certificates; ``PIN`` is the one of port 443
- ``console`` and ``site``: an open `Console`, and the default site of its Network application
- ``simulated`` and ``clock``: the simulated console and its clock, for the blocks that readers don't see
- ``CLOUD_KEY`` and ``simulated_cloud``: a key of the vendor's cloud, and the simulated one in front of the console

`tests.support.pages.read_blocks` tells how fences are marked. Those with tests or fixtures are a test file, which pytest
runs in a process of its own.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from importlib.metadata import entry_points
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

import unifi_sdk
from docs.machinery.names import public_modules
from tests.support.pages import (
    DOCS,
    PAGES,
    ROOT,
    fence_languages,
    name_of,
    read_blocks,
    run_blocks,
    source_of_tests,
)
from unifi_sdk import SystemTrust, UniFiError
from unifi_sdk.simulator import ManualClock, SimulatedCloud, SimulatedConsole

HOST = "console.example"
CLOUD = "api.ui.com"
PLUGIN = "unifi_sdk.simulator.pytest_plugin"
NEEDS_NO_RUNNING = {"", "sh", "text", "toml", "<!-- test"}


def public_exceptions() -> Iterator[type[UniFiError]]:
    for name in public_modules():
        for _, kind in inspect.getmembers(importlib.import_module(name), inspect.isclass):
            if issubclass(kind, UniFiError) and kind.__module__ == name:
                yield kind


@pytest_asyncio.fixture
async def simulated() -> AsyncIterator[SimulatedConsole]:
    clock = ManualClock(float(int(time.time())))
    # all pages name the same host: with a key of its own, a page isn't held back by what another was told
    async with SimulatedConsole(clock=clock, api_key=f"simulated-{uuid.uuid4()}") as console:
        yield console


@pytest_asyncio.fixture
async def simulated_cloud(simulated: SimulatedConsole) -> AsyncIterator[SimulatedCloud]:
    key = f"simulated-{uuid.uuid4()}"
    async with SimulatedCloud(consoles=[simulated], clock=simulated.clock, api_key=key, seed=True) as cloud:
        yield cloud


@pytest.fixture
def _at_home(
    simulated: SimulatedConsole,
    simulated_cloud: SimulatedCloud,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Let whoever connects to the console's address reach the simulated one, and nobody reach anything beyond."""
    monkeypatch.chdir(tmp_path)
    ports = {
        (HOST, 443): simulated.unifi_port,
        (HOST, 12445): simulated.access_port,
        (HOST, 7443): simulated.legacy_port,
        (CLOUD, 443): simulated_cloud.port,
    }
    machine = ssl.create_default_context(cadata=simulated_cloud.ca_pem.decode())

    async def trust_the_cloud(self: SystemTrust) -> ssl.SSLContext:
        return machine

    monkeypatch.setattr(SystemTrust, "ssl_option", trust_the_cloud)

    async def resolve(
        loop: asyncio.AbstractEventLoop, host: str, port: int, **options: int
    ) -> list[tuple[object, ...]]:
        if (host, port) not in ports:
            raise socket.gaierror(socket.EAI_NONAME, f"a page connects to {host}")
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", ports[host, port]))]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", resolve)
    monkeypatch.setattr(aiohttp.connector, "DefaultResolver", aiohttp.ThreadedResolver)
    variables = {
        "HOST": HOST,
        "API_KEY": simulated.api_key,
        "ACCESS_TOKEN": simulated.access_token,
        "USERNAME": simulated.username,
        "PASSWORD": simulated.password,
        "FINGERPRINTS": ",".join(simulated.fingerprints),
    }
    for name, value in variables.items():
        monkeypatch.setenv(f"UNIFI_{name}", value)
    monkeypatch.setenv("UNIFI_CONFIG_DIR", str(tmp_path / "config"))


@pytest_asyncio.fixture
async def names(
    simulated: SimulatedConsole, simulated_cloud: SimulatedCloud, _at_home: None
) -> AsyncIterator[dict[str, object]]:
    async with unifi_sdk.Console.from_env() as console:
        yield {
            "HOST": HOST,
            "HOST_NAME": HOST,
            "PORT": 443,
            "ACCESS_HOST": HOST,
            "ACCESS_PORT": 12445,
            "KEY": simulated.api_key,
            "TOKEN": simulated.access_token,
            "FINGERPRINTS": simulated.fingerprints,
            "PIN": simulated.fingerprint("unifi"),
            "USERNAME": simulated.username,
            "PASSWORD": simulated.password,
            "console": console,
            "site": await console.network.default_site(),
            "simulated": simulated,
            "CLOUD_KEY": simulated_cloud.api_key,
            "simulated_cloud": simulated_cloud,
            "clock": simulated.clock,
        }


def run_tests(source: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "test_page.py").write_text(source, encoding="utf-8")
    options = "asyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\nfilterwarnings = error\n"
    (folder / "pytest.ini").write_text(f"[pytest]\n{options}", encoding="utf-8")
    installed = any(point.value == PLUGIN for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", PLUGIN]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.filterwarnings("ignore::unifi_sdk.trust.InsecureTransportWarning")
@pytest.mark.parametrize("path", [path for path in PAGES if read_blocks(path.read_text("utf-8"))], ids=name_of)
async def test_the_code_of_a_page_runs(path, names, tmp_path):
    blocks = read_blocks(path.read_text("utf-8"))

    await run_blocks(blocks, names, path)

    source = source_of_tests(blocks)
    if source:
        done = await asyncio.to_thread(run_tests, source, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_code_of_a_page_hides_under_another_language(path):
    assert fence_languages(path.read_text("utf-8")) - NEEDS_NO_RUNNING <= {"python"}


def test_the_page_on_errors_names_every_public_exception():
    words = set(re.findall(r"\w+", (DOCS / "howto/errors.md").read_text("utf-8")))
    assert [kind.__name__ for kind in public_exceptions() if kind.__name__ not in words] == []


async def test_a_fence_that_raises_fails_its_page():
    blocks = read_blocks("# A page\n\n```python\n1 / 0\n```\n")
    with pytest.raises(ZeroDivisionError):
        await run_blocks(blocks, {}, Path("page.md"))


async def test_an_output_that_differs_fails_its_page():
    blocks = read_blocks("```python\nprint(1)\n```\n\n```text\n2\n```\n")
    with pytest.raises(AssertionError, match=r"page\.md, line 2"):
        await run_blocks(blocks, {}, Path("page.md"))


async def test_the_fences_of_a_page_share_their_names():
    blocks = read_blocks(
        "```python\na = 1\n```\n\n<!-- test\na += b\n-->\n\n```python\nprint(a)\n```\n```text\n3\n```\n"
    )
    await run_blocks(blocks, {"b": 2}, Path("page.md"))


def test_a_fence_is_left_out_only_with_a_reason():
    page = "<!-- no-run: {} -->\n```python\na = 1\n```\n"
    assert read_blocks(page.format("it needs a door")) == []
    assert len(read_blocks(page.format(""))) == 1

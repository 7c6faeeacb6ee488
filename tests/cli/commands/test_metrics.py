"""`unifi metrics`: what it reads, where it listens, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import ssl
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
import trustme

from tests.support.commands import Unifi
from tests.support.missing import missing
from unifi_sdk.cli.exporting import Listening, targets_of
from unifi_sdk.cli.options import Options
from unifi_sdk.simulator import SimulatedConsole

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOKEN = "a-token-that-is-long-enough"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def simulated() -> AsyncIterator[SimulatedConsole]:
    """One for all: nothing is changed there."""
    async with SimulatedConsole() as console:
        yield console


@pytest.fixture
def fleet_file(unifi: Unifi, tmp_path: Path) -> Path:
    """A fleet of the simulated console, and of one where nobody is."""
    file = tmp_path / "fleet.toml"
    file.write_text(fleet_of(unifi.simulated), "utf-8")
    return file


def fleet_of(simulated: SimulatedConsole) -> str:
    return f"""
[[console]]
name = "seaside"
host = "{simulated.address}"
pins = {list(simulated.fingerprints)}
access_token_name = "UNIFI_ACCESS_TOKEN"
access_port = {simulated.access_port}

[[console]]
name = "gone"
host = "127.0.0.1:9"
"""


async def test_it_serves_a_fleet_over_tls_with_a_token_until_it_is_told_to_end(fleet_file: Path, tmp_path: Path):
    authority = trustme.CA()
    pem, token = tmp_path / "exporter.pem", tmp_path / "token"
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(pem)
    token.write_text(f"{TOKEN}\n")
    token.chmod(0o600)
    options = ("--listen", "localhost:0", "--token-file", token, "--certificate", pem, "--key", pem)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "unifi_sdk.cli", "metrics", fleet_file, *options, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr
    try:
        async with asyncio.timeout(20):
            said = (await process.stderr.readline()).decode()
            address = said.removeprefix("listening at ").partition(",")[0]
            trusted = ssl.create_default_context(cadata=authority.cert_pem.bytes().decode())
            async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
                text = ""
                while "unifi_camera_up" not in text or "unifi_door_locked" not in text:
                    text = await scrape(session, f"{address}/probe?target=seaside", trusted)
                gone = ""
                while "unifi_up 0.0" not in gone:
                    gone = await scrape(session, f"{address}/probe?target=gone", trusted)
                itself = await scrape(session, f"{address}/metrics", trusted)
                async with session.get(f"{address}/probe?target=cloud", ssl=trusted) as answer:
                    assert answer.status == 404
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
            left = (await process.stderr.read()).decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert said == f"listening at {address}, 2 targets\n"
    assert "unifi_up 1.0" in text
    assert "unifi_device_up" not in gone
    assert 'unifi_sdk_calls_total{application="network",console="gone",outcome="unreachable"} 1.0' in itself
    assert "Traceback" not in left
    assert os.environ["UNIFI_API_KEY"] not in text + itself + left


async def scrape(session: aiohttp.ClientSession, url: str, trusted: ssl.SSLContext) -> str:
    await asyncio.sleep(0.02)
    async with session.get(url, ssl=trusted) as answer:
        assert answer.status == 200
        return await answer.text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "network,talk"), "there is no application talk"),
        (("--listen", "here"), "here is no place to listen at"),
        (("--listen", "127.0.0.1:99999"), "127.0.0.1:99999 is no place to listen at"),
        (("--certificate", "x.pem"), "--certificate and --key go together"),
        (("--certificate", "x.pem", "--key", "x.pem"), "are no certificate and its key"),
        (("--token-file", "missing"), "missing can't be read"),
        (("--profiles", "nobody"), "where profiles stand"),
        (("missing.toml",), "missing.toml can't be read"),
        (("--keep", "1"), "keep_seconds must be as long"),
    ],
)
async def test_what_can_not_be_is_told_before_anything_is_read(unifi: Unifi, arguments: tuple[str, ...], said: str):
    unifi.simulated.requests.clear()
    ended = await unifi("metrics", *arguments)
    assert ended.code in (2, 10)
    assert said in ended.error["error"]
    assert unifi.simulated.requests == []


async def test_a_token_that_is_short_or_that_others_can_read_is_refused(unifi: Unifi, tmp_path: Path):
    ended = await unifi("metrics", UNIFI_METRICS_TOKEN="short")
    assert "fewer than 24 characters" in ended.error["error"]
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "token").chmod(0o644)
    ended = await unifi("metrics", "--token-file", str(tmp_path / "token"))
    assert "others can read or replace" in ended.error["error"]
    assert TOKEN not in ended.err


async def test_a_token_goes_beyond_this_machine_over_https_alone(unifi: Unifi):
    ended = await unifi("metrics", "--listen", "0.0.0.0:0", UNIFI_METRICS_TOKEN=TOKEN)
    assert (ended.code, ended.error["error"]) == (10, "a token would travel in the clear")


async def test_a_console_of_a_fleet_can_not_be_called_as_the_cloud_is(unifi: Unifi, tmp_path: Path):
    file = tmp_path / "fleet.toml"
    file.write_text('[[console]]\nname = "cloud"\nhost = "127.0.0.1"\n')
    assert "call the console otherwise" in (await unifi("metrics", str(file))).error["error"]


async def test_a_missing_library_is_named_with_the_extra(unifi: Unifi):
    with missing("prometheus_client", "unifi_sdk.metrics", "unifi_sdk.cli.exporting"):
        ended = await unifi("metrics")
    assert (ended.code, ended.error["error"]) == (10, "prometheus_client is not installed")
    assert 'the extra "metrics"' in ended.error["remediation"]


@pytest.mark.usefixtures("unifi")
async def test_without_a_file_the_console_of_the_environment_is_read(simulated: SimulatedConsole):
    (only,) = targets_of(Options(), None, only="network,access")
    assert (only.name, only.applications) == (simulated.address, ("network", "access"))


@pytest.mark.usefixtures("unifi")
async def test_profiles_and_the_cloud_are_targets_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "config").mkdir(mode=0o700)
    (tmp_path / "config/profiles.toml").write_text(
        '[hotel]\nhost = "192.0.2.1"\napi_key_from = "HOTEL"\n[office]\nconsole_id = "A:1"\n'
    )
    monkeypatch.setenv("HOTEL", "a-key-of-the-hotel")
    monkeypatch.setenv("UNIFI_CLOUD_API_KEY", "a-key-of-the-cloud")
    targets = targets_of(Options(), None, profiles="hotel,office", cloud=True)
    assert [(target.name, target.applications) for target in targets] == [
        ("hotel", ("network", "protect", "access")),
        ("office", ("network", "protect")),
        ("cloud", ("cloud",)),
    ]


@pytest.mark.parametrize(
    ("place", "is_private"),
    [("127.0.0.1:1", True), ("[::1]:1", True), ("localhost:1", True), ("0.0.0.0:1", False), ("[::]:1", False)],
)
async def test_it_knows_whether_others_can_reach_it(place: str, is_private: bool):
    assert Listening.of(place, token_file=None, certificate=None, key=None).is_private is is_private

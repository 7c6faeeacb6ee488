"""`unifi drift` as a user runs it, on a file and against a console."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.cli.test_demo import unifi
from unifi_sdk._facts import table
from unifi_sdk._facts.expand import expand
from unifi_sdk.simulator import SimulatedConsole

Run = Callable[..., Awaitable[CompletedProcess[str]]]


@pytest.fixture
async def console():
    async with SimulatedConsole() as console:
        yield console


@pytest.fixture
def run(console: SimulatedConsole) -> Run:
    """`unifi` where the environment names the console, which goes on answering meanwhile."""
    environ = {
        "UNIFI_HOST": console.address,
        "UNIFI_API_KEY": console.api_key,
        "UNIFI_FINGERPRINTS": console.fingerprint("unifi"),
    }

    async def run(*arguments: str, **others: str) -> CompletedProcess[str]:
        return await asyncio.to_thread(unifi, *arguments, **{**environ, **others})

    return run


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "integration.json"
    path.write_text(json.dumps(expand(table("network"))))
    return path


def test_a_document_that_the_sdk_knows_ends_with_0(document: Path) -> None:
    done = unifi("drift", str(document))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "UniFi Network 10.5.66 and this SDK: no difference.\n"


def test_each_difference_is_a_row_and_ends_with_1(document: Path) -> None:
    specification = json.loads(document.read_text())
    specification["paths"]["/v1/lockers"] = {"get": {"responses": {"200": {}}}}
    del specification["paths"]["/v1/countries"]
    document.write_text(json.dumps(specification))

    done = unifi("drift", str(document))

    assert (done.returncode, done.stderr) == (1, "")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.splitlines()]
    assert ["MISSING_OPERATION", "GET /v1/lockers", "no method performs it"] in rows
    assert ["EXTRA_OPERATION", "GET /v1/countries", "Countries.list performs it"] in rows
    assert done.stdout.endswith("this SDK: 2 differences.\n")


def test_a_document_cannot_reach_the_terminal_s_controls(document: Path) -> None:
    specification = json.loads(document.read_text())
    specification["paths"]["/v1/[red]\x1b[2Jx"] = {"get": {"responses": {"200": {}}}}
    document.write_text(json.dumps(specification))

    done = unifi("drift", str(document))

    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "/v1/[red] [2Jx" in done.stdout


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"paths": 5}', '{"paths": {}}', '{"paths": {"/v1": {"get": {}}}}']
)
def test_another_file_ends_with_2_and_one_sentence(document: Path, content: str) -> None:
    document.write_text(content)

    done = unifi("drift", str(document))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("unifi drift: ")
    assert "no OpenAPI document of UniFi Network" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_ends_with_2(tmp_path: Path) -> None:
    done = unifi("drift", str(tmp_path / "nothing.json"))

    assert done.returncode == 2
    assert "nothing.json" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_console_is_asked_for_its_own(run: Run, console: SimulatedConsole) -> None:
    done = await run("drift")

    assert (done.returncode, done.stderr) == (0, "")
    assert "no difference" in done.stdout
    assert [request.path for request in console.requests] == ["/proxy/network/api-docs/integration.json"]


async def test_an_older_console_lacks_what_came_later(run: Run, console: SimulatedConsole) -> None:
    console.network.version = "10.1.84"

    done = await run("drift")

    assert done.returncode == 1
    assert done.stdout.count("EXTRA_OPERATION") == 6
    assert "GET /v1/sites/{site_id}/switching/lags" in done.stdout
    assert "UniFi Network 10.1.84 and this SDK:" in done.stdout


async def test_host_comes_before_the_environment_s(run: Run, console: SimulatedConsole) -> None:
    done = await run("drift", "--host", console.address, UNIFI_HOST="console.invalid")

    assert (done.returncode, done.stderr) == (0, "")


async def test_a_wrong_key_ends_with_2_and_is_not_shown(run: Run) -> None:
    done = await run("drift", UNIFI_API_KEY="fake-and-wrong-0123456789")

    assert (done.returncode, done.stdout) == (2, "")
    assert "GET /api-docs/integration.json" in done.stderr
    assert "fake-and-wrong" not in done.stderr


def test_without_a_file_and_a_console_one_sentence_says_so() -> None:
    done = unifi("drift", UNIFI_HOST="")

    assert (done.returncode, done.stdout) == (2, "")
    assert "UNIFI_HOST" in done.stderr

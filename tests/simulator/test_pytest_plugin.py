"""The fixtures that users get with the SDK, in a pytest run of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

PLUGIN = "unifi_sdk.simulator.pytest_plugin"
BODY = """
    import aiohttp
    before = simulated_clock.now()
    pin = aiohttp.Fingerprint(bytes.fromhex(simulated_console.fingerprints[0]))
    async with aiohttp.ClientSession() as session:
        async with session.get(f"https://{simulated_console.address}/", ssl=pin) as response:
            assert response.status == 200
    simulated_clock.advance(5)
    assert simulated_console.clock.now() == before + 5
"""


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={"PYTHONPATH": root}, capture_output=True, text=True, check=False
    )


def by_name() -> list[str]:
    installed = any(point.value == PLUGIN for point in entry_points(group="pytest11"))
    return [] if installed else ["-p", PLUGIN]


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_one_argument_gives_a_user_a_running_console(tmp_path, mode):
    mark = "import pytest\n@pytest.mark.asyncio\n" if mode == "strict" else ""
    source = f"{mark}async def test_it(simulated_console, simulated_clock):{BODY}"
    (tmp_path / "test_user.py").write_text(source)
    options = f"asyncio_mode = {mode}\nasyncio_default_fixture_loop_scope = function\nfilterwarnings = error\n"
    (tmp_path / "pytest.ini").write_text(f"[pytest]\n{options}")
    done = run("-m", "pytest", "-q", "-p", "no:cacheprovider", *by_name(), folder=tmp_path)
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_importing_the_plugin_imports_nothing_heavy(tmp_path):
    code = f"import sys, {PLUGIN}; print(sorted({{'aiohttp', 'attrs', 'ssl', 'trustme'}} & set(sys.modules)))"
    done = run("-c", code, folder=tmp_path)
    assert "aiohttp" not in done.stdout
    assert "trustme" not in done.stdout
    assert done.returncode == 0, done.stderr


def test_the_plugin_can_be_imported_without_its_extras(tmp_path):
    blocked = "import sys; sys.modules.update(dict.fromkeys(['pytest_asyncio', 'aiohttp', 'trustme']))"
    done = run("-c", f"{blocked}; import {PLUGIN} as plugin; print(plugin.simulated_console)", folder=tmp_path)
    assert done.returncode == 0, done.stderr

"""The notebook of examples/, run as its reader runs it: by a Jupyter kernel, against a console that listens here."""

from __future__ import annotations

import base64
import time
from collections.abc import AsyncIterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.support.examples import EXAMPLES, environment
from unifi_sdk import Console
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.estate.devices import GARDEN_ACCESS_POINT_ID

NOTEBOOK = EXAMPLES / "explore.ipynb"
HOSTILE = "<script>alert(1)</script> $x^$"
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
SECONDS = 60


class Notebook:
    """What a run of the notebook has put out, by the ids of its cells."""

    def __init__(self, document: nbformat.NotebookNode) -> None:
        self._cells = {cell.id: cell for cell in document.cells}

    def data(self, cell: str, media_type: str) -> list[str]:
        outputs = self._cells[cell].outputs
        return [output.data[media_type] for output in outputs if media_type in output.get("data", {})]

    def printed(self, cell: str) -> str:
        return "".join(output.text for output in self._cells[cell].outputs if output.get("name") == "stdout")

    def everything(self) -> str:
        return str([cell.get("outputs") for cell in self._cells.values()])


def stored() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=nbformat.NO_CONVERT)


async def run(console: SimulatedConsole, folder: Path, **changes: str) -> Notebook:
    """Run the notebook; a cell that raises fails the test."""
    variables = environment(console, IPYTHONDIR=str(folder), **changes)
    del variables["PYTHONWARNINGS"]  # those of Jupyter's own packages are not ours
    client = NotebookClient(stored(), timeout=SECONDS, resources={"metadata": {"path": str(folder)}})
    shown = Notebook(await client.async_execute(env=variables))
    for secret in (console.api_key, console.access_token, console.password):
        assert secret not in shown.everything()
    return shown


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let Jupyter leave nothing behind, and find no kernel but the one of this Python."""
    for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
async def lively() -> AsyncIterator[SimulatedConsole]:
    """A console with guests on two access points, and doors that were opened in three of the last hours."""
    clock = ManualClock(time.time() - 4 * 3600)
    async with SimulatedConsole(clock=clock) as console:
        for times_opened in (1, 3, 2):
            await open_a_door(console, times_opened)
            clock.advance(4800)
        guests = console.network.add_clients(7)
        guests[0].name = console.network.default_site.devices[GARDEN_ACCESS_POINT_ID].name = HOSTILE
        for guest in guests[:4]:
            guest.uplink_device_id = GARDEN_ACCESS_POINT_ID
        yield console


async def open_a_door(simulated: SimulatedConsole, times: int) -> None:
    variables = environment(simulated)
    async with Console.from_env(variables) as console:
        door = await console.access.doors.list().first()
        assert door is not None
        for _ in range(times):
            await console.access.doors.unlock(door.id)


async def test_the_notebook_shows_tables_plots_and_a_picture(lively, tmp_path):
    shown = await run(lively, tmp_path)

    (sites,), (clients,), (devices,) = (shown.data(cell, "text/html") for cell in ("sites", "clients", "devices"))
    assert "Default" in sites
    assert "Warehouse" in sites
    assert "17 items" in clients
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in clients
    assert "<script" not in clients
    assert "Lobby Switch" in devices
    for cell in ("access-points", "doors"):
        (plot,) = shown.data(cell, "image/png")
        assert base64.b64decode(plot).startswith(PNG)
    (picture,) = shown.data("camera", "image/jpeg")
    assert base64.b64decode(picture).startswith(JPEG)
    assert shown.printed("camera") == "Front Door\n"
    assert shown.printed("doors") == ""


async def test_an_empty_console_is_no_error_and_the_notebook_says_what_is_missing(tmp_path):
    async with SimulatedConsole(seed=False) as console:
        shown = await run(console, tmp_path)

    assert shown.data("clients", "text/html") == ["<p>0 items</p>"]
    assert shown.printed("access-points") == "This site has no access points.\n"
    assert shown.printed("doors") == "No door openings in the last 24 hours.\n"
    assert shown.printed("camera") == "No camera can be reached.\n"
    assert "image/" not in shown.everything()


async def test_what_the_console_does_not_have_takes_one_sentence(tmp_path):
    async with SimulatedConsole() as console:
        shown = await run(console, tmp_path, UNIFI_ACCESS_TOKEN="")

    assert shown.printed("doors").startswith("no credential for UniFi Access was given: ")
    assert shown.printed("doors").count("\n") == 1
    assert shown.data("camera", "image/jpeg")


def test_the_notebook_is_stored_without_outputs():
    document = stored()
    nbformat.validate(document)
    assert (document.nbformat, document.nbformat_minor) == (4, 5)
    assert [cell.id for cell in document.cells if cell.get("outputs") or cell.get("execution_count")] == []

"""The simulator and the command where their extra is not installed: they say so in a sentence, and nothing else breaks."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from unifi_sdk._core.optional import EXTRAS

ROOT = Path(__file__).parents[2]
_EXTRA = EXTRAS["simulator"]
WITHOUT = """
import sys

missing = sys.argv.pop()

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
"""
ASK = """
from unifi_sdk.simulator import Quirk, Fault
try:
    from unifi_sdk.simulator import SimulatedConsole
except ModuleNotFoundError as error:
    print(error, error.name, error.__cause__, error.__suppress_context__, sep="|")
else:
    print("it works")
"""


def without(module: str, program: str) -> str:
    command = [sys.executable, "-c", WITHOUT + program, module]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_the_console_names_what_is_missing_and_the_extra_that_has_it():
    sentence, name, cause, hidden = without("cryptography", ASK).split("|")
    assert sentence == (
        "unifi_sdk.simulator needs cryptography, which is not installed: install the SDK with its extra `simulator`, "
        "for instance by `pip install '.[simulator]'` in a checkout"
    )
    assert (name, cause, hidden) == ("cryptography", "None", "True")


def test_another_library_that_is_missing_is_not_said_to_be_in_the_extra():
    assert without("aiohttp", ASK.replace("import Quirk, Fault", "import Quirk")).startswith(
        "No module named 'aiohttp'"
    )


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_the_extra_is_what_the_sentence_can_name(extra: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    listed = {requirement.partition(">=")[0] for requirement in project["optional-dependencies"][extra]}
    assert {name.lower() for name in EXTRAS[extra].values()} == listed - {"unifi-sdk[simulator]"}
    for module, distribution in EXTRAS[extra].items():
        installed = {name.lower().replace("_", "-") for name in packages_distributions()[module]}
        assert distribution.lower() in installed


@pytest.mark.parametrize(
    ("extra", "library"), [(extra, library) for extra, libraries in EXTRAS.items() for library in libraries]
)
def test_whichever_module_is_imported_first_names_the_extra(extra: str, library: str):
    walk = f"""
import importlib, pkgutil
import unifi_sdk.{extra} as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".", onerror=lambda name: None):
    if module.name.endswith("__main__"):
        continue
    try:
        importlib.import_module(module.name)
    except ImportError as error:
        print(error, error.name, sep="|")
"""
    told = set(without(library, walk).splitlines())
    distribution = EXTRAS[extra][library]
    assert {line for line in told if line.startswith(f"unifi_sdk.{extra} needs {distribution}, which")} == told
    assert all(f"extra `{extra}`" in line and line.endswith(f"|{library}") for line in told)
    assert told


@pytest.mark.parametrize("module", sorted(_EXTRA))
def test_a_test_that_asks_for_the_fixture_is_told(tmp_path, module):
    (tmp_path / "test_user.py").write_text("async def test_it(simulated_console): ...")
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n")
    plugin = "unifi_sdk.simulator.pytest_plugin"
    program = f"""
import pytest
from importlib.metadata import entry_points
installed = any(point.value == {plugin!r} for point in entry_points(group="pytest11"))
by_name = [] if installed else ["-p", {plugin!r}]
pytest.main(["-q", "-p", "no:cacheprovider", "-c", {str(tmp_path / "pytest.ini")!r}, *by_name, {str(tmp_path)!r}])
"""
    shown = without(module, program)
    needed = f"unifi_sdk.simulator needs {_EXTRA[module]}"
    assert needed in shown or "1 passed" in shown
    assert (needed in shown) == (module in without_the_console(module))


def without_the_console(module: str) -> set[str]:
    """The module, if a console can't be had without it."""
    return {module} if without(module, ASK) != "it works" else set()

"""What a command imports: what it needs, and no room that it doesn't enter."""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from cyclopts import App

from tests.support.commands import Unifi
from unifi_sdk.cli import commands
from unifi_sdk.cli.root import app

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
ROOMS = ("unifi_sdk.network", "unifi_sdk.access", "unifi_sdk.protect", "unifi_sdk.simulator")
LEAN = ("voucher", "client", "site", "device", "user")
"""Commands that tell what they take without any room of the SDK."""
SHELLS = ("bash", "zsh", "fish")

KEYRING = """
import os

def get_password(service, name):
    return os.environ["KEY_IN_THE_KEYRING"] if name.endswith("/UNIFI_API_KEY") else None
"""

# runs `unifi` and writes the names of all modules into a file when the process ends
PROGRAM = """
import atexit, sys

path = sys.argv.pop(1)

@atexit.register
def tell():
    with open(path, "w") as file:
        file.write("\\n".join(sys.modules))

from unifi_sdk.cli import main

main()
"""


@attrs.frozen
class Started:
    """A command that has run in a process of its own, and the modules that it has imported."""

    code: int
    out: str
    err: str
    modules: frozenset[str]

    def below(self, *packages: str) -> list[str]:
        """The imported modules that are one of these packages, or stand in one."""
        return sorted(name for name in self.modules if name.startswith(tuple(f"{each}." for each in packages))) + [
            each for each in packages if each in self.modules
        ]

    @property
    def commands(self) -> set[str]:
        """The commands whose modules were imported."""
        return {name.rpartition(".")[2] for name in self.below("unifi_sdk.cli.commands")} - {"commands"}


def start(folder: Path, *arguments: str) -> Started:
    path = folder / "modules"
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)])}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(path), *arguments],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Started(done.returncode, done.stdout, done.stderr, frozenset(path.read_text(encoding="utf-8").splitlines()))


async def run(folder: Path, *arguments: str) -> Started:
    return await asyncio.to_thread(start, folder, *arguments)


# what is imported


def test_the_version_needs_nothing(tmp_path: Path) -> None:
    started = start(tmp_path, "--version")
    assert started.code == 0
    assert started.below("cyclopts", "rich", "attr", "attrs", "aiohttp", "asyncio", *ROOMS) == []
    assert started.below("unifi_sdk") == ["unifi_sdk._version", "unifi_sdk.cli", "unifi_sdk"]


def test_the_version_is_the_same_on_the_short_way_and_on_the_long_one(tmp_path: Path) -> None:
    short, long = start(tmp_path, "--version"), start(tmp_path, "--version", "--version")
    assert "cyclopts" in long.modules
    assert (short.code, short.out) == (long.code, long.out)


def test_the_list_of_commands_needs_none_of_them(tmp_path: Path) -> None:
    started = start(tmp_path, "--help")
    assert started.code == 0
    assert started.commands == set()
    assert started.below("aiohttp", "asyncio", *ROOMS) == []


@pytest.mark.parametrize("name", LEAN)
def test_what_a_command_takes_is_told_without_another_one(tmp_path: Path, name: str) -> None:
    started = start(tmp_path, name, "list", "--help")
    assert started.code == 0
    assert started.commands == {name}
    assert started.below("aiohttp", "cattrs", *ROOMS) == []


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {*LEAN, "demo", "completion", "schema"}))
def test_help_needs_no_simulator(tmp_path: Path, name: str) -> None:
    started = start(tmp_path, name, "--help")
    assert started.code == 0
    assert started.below("unifi_sdk.simulator", "trustme", "cryptography") == []


@pytest.mark.parametrize("line", ["demo --help", "completion bash", "schema"])
def test_what_asks_for_the_options_of_the_demo_starts_no_simulator(tmp_path: Path, line: str) -> None:
    started = start(tmp_path, *line.split())
    assert started.code == 0
    assert started.below("unifi_sdk.simulator.console", "unifi_sdk.simulator.certificates", "cryptography", "PIL") == []


@pytest.mark.usefixtures("unifi")
@pytest.mark.parametrize(
    ("arguments", "room"),
    [
        (("voucher", "list"), "unifi_sdk.network"),
        (("device", "list"), "unifi_sdk.network"),
        (("door", "list"), "unifi_sdk.access"),
        (("visitor", "list"), "unifi_sdk.access"),
        (("camera", "list"), "unifi_sdk.protect"),
    ],
)
async def test_a_command_enters_its_own_room_alone(tmp_path: Path, arguments: tuple[str, ...], room: str) -> None:
    (tmp_path / "keyring.py").write_text(KEYRING, encoding="utf-8")
    started = await run(tmp_path, *arguments)
    assert (started.code, started.err) == (0, "")
    assert started.below(room)
    assert started.below(*(other for other in ROOMS if other != room)) == []
    left_out = ("rich", "keyring", "trustme", "cryptography", "distributed", "unifi_sdk.fleet", "unifi_sdk.cli.fleets")
    assert started.below(*left_out, "unifi_sdk._facts") == []
    assert arguments[0] in started.commands
    assert started.commands <= {arguments[0], "door"}, "visitors are let through doors"


async def test_a_keyring_is_opened_for_a_key_that_stands_nowhere_else(
    unifi: Unifi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keyring.py").write_text(KEYRING, encoding="utf-8")
    monkeypatch.delenv("UNIFI_API_KEY")
    monkeypatch.setenv("KEY_IN_THE_KEYRING", unifi.simulated.api_key)
    started = await run(tmp_path, "site", "list")
    assert started.code == 0
    assert "keyring" in started.modules


def test_a_write_that_is_not_allowed_enters_no_room(tmp_path: Path) -> None:
    started = start(tmp_path, "voucher", "create", "day-pass", "--minutes", "5")
    assert started.code == 12
    assert started.below("aiohttp", "rich", *ROOMS) == []


# everything is still there


def test_every_module_of_a_command_is_in_the_tree_and_the_other_way_round() -> None:
    assert sorted(name for name in app if not name.startswith("-")) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_called_as_its_module(name: str) -> None:
    own = importlib.import_module(f"unifi_sdk.cli.commands.{name}").app
    assert app[name] is own
    assert own.name == (name,)
    assert own.help.strip()


async def test_help_names_every_command_with_what_it_is_for(unifi: Unifi) -> None:
    shown = " ".join(re.sub(r"[│\s]+", " ", (await unifi("--help")).out).split())
    for name in COMMANDS:
        purpose = app[name].help.partition("\n")[0].replace("`", "")
        assert f" {name} {purpose}" in shown


@pytest.mark.parametrize("shell", SHELLS)
async def test_completion_knows_every_command_and_every_option(unifi: Unifi, shell: str) -> None:
    script = (await unifi("completion", shell)).out
    for words, command in every_command(app):
        for word in (words[-1], *options(command)):
            assert re.search(rf"(?<![\w-]){word}(?![\w-])|-l {word.removeprefix('--')}(?![\w-])", script), words


def every_command(command: App, words: tuple[str, ...] = ("unifi",)) -> list[tuple[tuple[str, ...], App]]:
    below = [name for name in command if not name.startswith("-")]
    return [(words, command), *(found for name in below for found in every_command(command[name], (*words, name)))]


def options(command: App) -> list[str]:
    if command.default_command is None:
        return []
    arguments = command.assemble_argument_collection(default_parameter=app.default_parameter)
    shown = [each for each in arguments if each.parse and each.show and not each.children]
    return [name for each in shown for name in each.names if name.startswith("--")]


def test_nothing_below_the_command_knows_how_it_is_run() -> None:
    folder = Path(commands.__file__).parents[1]
    knowing = [path.name for path in folder.rglob("*.py") if "unifi_sdk.cli.app" in path.read_text(encoding="utf-8")]
    assert knowing == ["__init__.py"]

"""`unifi` as a user runs it: in another process; and once in this one, where every secret that it must not show is known."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from unifi_sdk import ConfigurationError, __version__, simulator
from unifi_sdk.cli import main
from unifi_sdk.cli.commands import demo
from unifi_sdk.network.vouchers import Vouchers
from unifi_sdk.protect import LegacyProtectClient
from unifi_sdk.simulator import SimulatedConsole

LONGEST_SECONDS = 20

WITHOUT = """
import sys

missing = sys.argv.pop()

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
sys.argv = ["unifi", "demo"]

from unifi_sdk.cli import main

main()
"""


def unifi(*arguments: str, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "unifi_sdk.cli", *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environ}, capture_output=True, text=True, timeout=LONGEST_SECONDS
    )


def without(module: str) -> subprocess.CompletedProcess[str]:
    """`unifi demo` where a module is not installed."""
    command = [sys.executable, "-c", WITHOUT, module]
    return subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS)


def is_jpeg(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"\xff\xd8\xff") and content.endswith(b"\xff\xd9")


def test_the_demo_does_everything_in_time_and_without_a_word_on_stderr(tmp_path):
    started = time.monotonic()

    done = unifi("demo", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything worked" in done.stdout
    assert time.monotonic() - started < LONGEST_SECONDS


def test_the_demo_shows_each_call_with_what_came_back(tmp_path):
    shown = unifi("demo", cwd=tmp_path).stdout

    for call, result in {
        "fetch_certificate(": "subject 'unifi.local'",
        "site.clients.authorize(guest.id, minutes=120, data_megabytes=500)": "500 MB",
        'site.vouchers.create(name="demo", minutes=1440, count=3, guests=2)': "Voucher(",
        "site.vouchers.delete(voucher.id), twice": "existed: True, then False",
        "visitors.credentials(visitor.id).assign_pin(pin)": "a PIN of 8 digits",
        "console.access.doors.unlock('Main Entrance'": "the console took it",
        "the same, and the answer is lost on the way": "OutcomeUnknownError; the door was opened 1 time",
        "console.legacy_protect.access_key()": "minutes left",
        "console.protect.cameras.snapshot(camera.id)": "image/jpeg",
    }.items():
        _, found, rest = shown.partition(f"  {call}")
        assert found, call
        assert result in rest.partition("\n    -> ")[2].partition("\n")[0]


def test_the_demo_leaves_nothing_in_the_current_folder(tmp_path):
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()

    done = unifi("demo", cwd=here, TMPDIR=str(temporary))

    (picture,) = temporary.rglob("*.jpg")
    assert str(picture) in done.stdout
    assert is_jpeg(picture)
    assert [*here.iterdir()] == []


def test_the_demo_writes_the_picture_where_it_is_told(tmp_path):
    target = tmp_path / "elsewhere.jpg"

    done = unifi("demo", "--output", str(target), cwd=tmp_path)

    assert str(target) in done.stdout
    assert is_jpeg(target)
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere.jpg"]


@pytest.mark.parametrize("output", ["no-such-folder/picture.jpg", "."])
def test_a_picture_that_cannot_be_written_takes_one_sentence(tmp_path, output):
    failed = unifi("demo", "--output", output, cwd=tmp_path)

    assert failed.returncode == 1
    assert json.loads(failed.stderr)["code"] == "OS_ERROR"
    assert output in json.loads(failed.stderr)["error"]


async def test_the_demo_shows_no_secret(tmp_path, monkeypatch, capsys):
    consoles: list[SimulatedConsole] = []
    secrets: list[str | None] = []

    class Watched(SimulatedConsole):
        def __init__(self) -> None:
            super().__init__()
            consoles.append(self)

    async def create(self, **options):
        vouchers = await make_vouchers(self, **options)
        secrets.extend(voucher.code for voucher in vouchers)
        return vouchers

    async def access_key(self):
        key = await ask_for_key(self)
        secrets.append(key.reveal())
        return key

    make_vouchers, ask_for_key = Vouchers.create, LegacyProtectClient.access_key
    monkeypatch.setattr(simulator, "SimulatedConsole", Watched)
    monkeypatch.setattr(Vouchers, "create", create)
    monkeypatch.setattr(LegacyProtectClient, "access_key", access_key)

    await demo.walk_through(tmp_path / "picture.jpg")

    (console,) = consoles
    pins = [visitor.pin_code for visitor in console.access.visitors.values() if visitor.first_name == "Ada"]
    assert len(secrets) == 4
    assert None not in pins
    shown = "".join(capsys.readouterr())
    assert "Everything worked" in shown
    secrets += [console.api_key, console.access_token, console.password, *pins, *console.access.cards]
    assert [secret for secret in secrets if secret is None or secret in shown] == []


def test_a_terminal_without_utf_8_is_good_enough(tmp_path):
    done = unifi("demo", cwd=tmp_path, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()


def test_the_version_is_the_package_s():
    done = unifi("--version")

    assert (done.returncode, done.stdout.strip()) == (0, __version__)


def test_help_names_the_commands():
    done = unifi("--help")

    assert done.returncode == 0
    assert "demo" in done.stdout


def test_help_of_the_demo_names_its_options():
    done = unifi("demo", "--help")

    assert done.returncode == 0
    assert "--output" in done.stdout
    for option in ("--keep-running", "--host", "--port", "--estate", "--quirks", "--network-version"):
        assert option in done.stdout


@pytest.mark.parametrize("arguments", [["no-such-command"], ["demo", "--no-such-option"]])
def test_a_wrong_command_line_is_refused_without_a_traceback(arguments):
    failed = unifi(*arguments)

    assert failed.returncode not in (0, 1)
    assert arguments[-1] in failed.stdout + failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("module", ["cyclopts", "rich", "cryptography"])
def test_a_missing_extra_takes_one_sentence(module):
    failed = without(module)

    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith(f'unifi: {module} is not installed: install the extra "cli", ')
    assert failed.stderr.count("\n") == 1


def test_the_command_is_called_unifi():
    (command,) = entry_points(group="console_scripts", name="unifi")

    assert command.load() is main


@asynccontextmanager
async def kept_running(*arguments: str) -> AsyncIterator[str]:
    """What `unifi demo --keep-running` prints, while it runs; it must end well by an interruption."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-W", "error", "-m", "unifi_sdk.cli", "demo", "--keep-running", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            yield (await process.stdout.readuntil(b"Ctrl-C ends it.")).decode()
            process.send_signal(signal.SIGINT)
            _, error = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (process.returncode, error) == (0, b"")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_reads_the_lines_that_are_printed(shell):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    environment = {"ONE": "[::1]:443", "TWO": "it's $HOME; *", "THREE": 'a "b" #c', "FOUR": "x,y"}
    ask = "import json, os; print(json.dumps({**os.environ}))"
    script = f"{demo.shell_lines(environment)}\n{shlex.join([sys.executable, '-c', ask])}"

    done = subprocess.run([program, "-c", script], capture_output=True, text=True, timeout=LONGEST_SECONDS, check=True)

    assert {name: json.loads(done.stdout)[name] for name in environment} == environment


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
async def test_the_console_that_is_kept_running_is_where_and_what_it_was_told(host):
    port = free_port()
    arguments = ["--host", host, "--port", str(port), "--quirks", "avatar-url", "succeed"]
    async with kept_running(*arguments) as printed:
        environment = dict(
            line.removeprefix("export ").split("=", 1) for line in re.findall("^export.*$", printed, re.M)
        )
        environment = {name: shlex.split(value)[0] for name, value in environment.items()}
        address = {"::1": f"[::1]:{port}", "localhost": f"127.0.0.1:{port}"}.get(host, f"{host}:{port}")
        assert environment["UNIFI_HOST"] == address
        command = [sys.executable, "-m", "unifi_sdk.cli", "door", "list"]
        asked = await asyncio.create_subprocess_exec(
            *command, env={**os.environ, **environment}, stdout=asyncio.subprocess.PIPE
        )
        shown, _ = await asked.communicate()
    assert asked.returncode == 0
    assert b"Main Entrance" in shown


async def test_a_campus_is_kept_running_too():
    async with kept_running("--estate", "campus", "--quirks", "all") as printed:
        assert "export UNIFI_FINGERPRINTS=" in printed


async def test_a_console_of_a_certain_version_is_kept_running(monkeypatch):
    started = []

    async def keep(console):
        started.append(console)

    monkeypatch.setattr(demo, "run_until_interrupted", keep)
    await demo.demo(keep_running=True, network_version="11.0.81", protect_version="7.3.70")
    (console,) = started
    assert (console.network.version, console.protect.version) == ("11.0.81", "7.3.70")
    with pytest.raises(ConfigurationError, match="network_version"):
        await demo.demo(keep_running=True, network_version="newest")
    with pytest.raises(ConfigurationError, match="--keep-running"):
        await demo.demo(protect_version="7.3.70")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com", "10.0.0.1"])
def test_nobody_else_reaches_a_console_whose_keys_everybody_knows(host):
    failed = unifi("demo", "--keep-running", "--host", host)

    assert (failed.returncode, failed.stdout) == (2, "")
    said = json.loads(failed.stderr)["error"]
    assert host in said
    assert "ssh -L" in said


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--estate", "campus"], "--keep-running"),
        (["--port", "0"], "--keep-running"),
        (["--host", "127.0.0.1"], "--keep-running"),
        (["--quirks", "succeed"], "--keep-running"),
        (["--keep-running", "--output", "x.jpg"], "--output"),
        (["--keep-running", "--estate", "village"], "campus"),
        (["--keep-running", "--quirks", "succeed", "no-such"], "visitor-status-numbers"),
        (["--keep-running", "--port", "70000"], "65535"),
    ],
)
def test_options_that_make_no_sense_are_refused(arguments, word):
    failed = unifi("demo", *arguments)

    assert (failed.returncode, failed.stdout) == (2, "")
    assert word in json.loads(failed.stderr)["error"]


def test_a_port_that_is_taken_takes_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        failed = unifi("demo", "--keep-running", "--port", str(taken.getsockname()[1]))

    assert failed.returncode == 1
    assert json.loads(failed.stderr)["code"] == "OS_ERROR"


async def test_people_come_and_go_in_the_console_that_is_kept_running():
    async with SimulatedConsole() as simulated, simulated.connect() as console, asyncio.timeout(LONGEST_SECONDS):
        living = asyncio.create_task(demo.live(simulated, 0.06))
        notified = {type(item).__name__ async for item in first(12, console.access.notifications())}
        seen = {type(item).__name__ async for item in first(4, console.protect.events())}
        reader = next(device.id for device in simulated.access.devices.values() if "nfc" in device.capabilities)
        async with console.access.credentials.enrol_card(reader) as enrolment:
            card = await enrolment.card(timeout_seconds=10)
        living.cancel()
    assert {"DoorbellNotification", "LogEntryNotification"} <= notified
    assert {"EventStarted", "EventEnded"} <= seen
    assert card.token


async def first(count: int, stream):
    async with aclosing(stream):
        async for item in stream:
            yield item
            count -= 1
            if not count:
                return

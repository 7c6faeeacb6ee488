"""What goes wrong: one clear sentence and the right exit code each, no traceback ever, and never a secret."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from tests.support.commands import Ended, Unifi
from unifi_sdk.simulator import Fault

ROOT = Path(__file__).parents[2]
STYLE = re.compile(r"\x1b\[[\d;]*m")
SECRETS = ("simulated-api-key", "simulated-access-token", "simulated-password")
GONE = "a1b2c3d4-0000-0000-0000-000000000001"
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and a shell of POSIX")
CREATE = ("voucher", "create", "x", "--minutes", "5", "--allow-mutations")


@attrs.frozen
class Failure:
    """A command that fails.

    Args:
        name: What is wrong.
        code: How it ends.
        says: What its sentence holds.
        arguments: The command.
        environ: Variables that differ.
        fault: What the console does instead of answering.
    """

    name: str
    code: int
    says: str
    arguments: tuple[str, ...] = ("site", "list")
    environ: dict[str, str] = attrs.field(factory=dict)
    fault: Fault | None = None


FAILURES = [
    Failure("a host that nobody knows", 8, "no-such-host.invalid", environ={"UNIFI_HOST": "no-such-host.invalid"}),
    Failure("a host that is none", 10, "host", environ={"UNIFI_HOST": "http://192.0.2.1/x y"}),
    Failure("no host", 10, "no console is named", environ={"UNIFI_HOST": ""}),
    Failure("a closed port", 8, "can't be reached", environ={"UNIFI_HOST": "127.0.0.1:1"}),
    Failure("another pin", 10, "presented another certificate", environ={"UNIFI_FINGERPRINTS": "ab" * 32}),
    Failure("no pin", 10, "doesn't trust", environ={"UNIFI_FINGERPRINTS": ""}),
    Failure("a pin that is none", 10, "64 hexadecimal digits", environ={"UNIFI_FINGERPRINTS": "abc"}),
    Failure("a port that is none", 10, "UNIFI_ACCESS_PORT", environ={"UNIFI_ACCESS_PORT": "front"}),
    Failure("another key", 4, "invalid-credentials", environ={"UNIFI_API_KEY": "not-the-key"}),
    Failure("no key", 10, "no credential", environ={"UNIFI_API_KEY": ""}),
    Failure("a key with a line break", 10, "copy it again", environ={"UNIFI_API_KEY": "a\nb"}),
    Failure("another site", 5, "no site is called 'Attic'", ("voucher", "list", "--site", "Attic")),
    Failure("another id", 5, GONE[:8], ("client", "get", GONE)),
    Failure("an id that is none", 1, "is not a valid", ("client", "get", "phone")),
    Failure("an id that leads elsewhere", 2, "no id", ("client", "get", "../sites")),
    Failure("a web page", 1, "web page", fault=Fault.html()),
    Failure("a web page with an error", 8, "GET /v1/sites", fault=Fault.html(502)),
    Failure("too many requests", 7, "GET /v1/sites", fault=Fault.rate_limit("3600")),
    Failure("an error of the console", 8, "GET /v1/sites", fault=Fault.status(500, {"message": "oops"})),
    Failure("a console that starts", 8, "GET /v1/sites", fault=Fault.status(503)),
    Failure("a path that is not there", 5, "GET /v1/sites", fault=Fault.status(404, {"statusCode": 404})),
    Failure("a key without a scope", 6, "GET /v1/sites", fault=Fault.status(403, {"statusCode": 403})),
    Failure("an answer that is cut", 1, "GET /v1/sites", fault=Fault.body(b'{"data": [')),
    Failure("an answer of another shape", 1, "GET /v1/sites", fault=Fault.body(b'"hello"')),
    Failure("an answer without end", 1, "GET /v1/sites", fault=Fault.oversized(17 * 1024 * 1024)),
    Failure("a way that leads elsewhere", 1, "GET /v1/sites", fault=Fault.redirect("https://example.invalid/")),
    Failure("no answer", 8, "GET /v1/sites", fault=Fault.drop()),
    Failure("no answer in time", 8, "GET /v1/sites", ("site", "list", "--timeout", "0.2"), fault=Fault.delay(5)),
    Failure("a command that is none", 2, "Did you mean", ("vouchers", "list")),
    Failure("a verb that is none", 2, "lst", ("voucher", "lst")),
    Failure("an argument too many", 2, "extra", ("site", "list", "extra")),
    Failure("an argument too few", 2, "VOUCHER_ID", ("voucher", "get")),
    Failure("an option that is none", 2, "--frobnicate", ("site", "list", "--frobnicate")),
    Failure("an option without its value", 2, "--limit", ("site", "list", "--limit")),
    Failure("a limit of nothing", 2, "--limit", ("site", "list", "--limit", "0")),
    Failure("half a page", 2, "--page", ("site", "list", "--limit", "1", "--page", "1.5")),
    Failure("a page before the first", 2, "--page", ("site", "list", "--limit", "1", "--page", "0")),
    Failure("all of a list and a page of it", 2, "--all", ("site", "list", "--all", "--page", "2")),
    Failure("all of a list and so much of it", 2, "--all", ("site", "list", "--all", "--limit", "2")),
    Failure("a field that is none below one that is", 2, "below access", ("client", "list", "--select", "access.typ")),
    Failure("a cursor and a page", 2, "exclude", ("site", "list", "--limit", "1", "--page", "2", "--cursor", "x")),
    Failure("a cursor that is none", 2, "cursor", ("site", "list", "--limit", "1", "--cursor", "x")),
    Failure("a field that is none", 2, "--select", ("site", "list", "--select", "nmae")),
    Failure("a time without end", 2, "--timeout", ("site", "list", "--timeout", "nan")),
    Failure("a name that is empty", 2, "name", ("voucher", "create", "", "--minutes", "5", "--allow-mutations")),
    Failure("a guest who is none", 1, "actions", ("client", "authorize", "{desk}", "--allow-mutations")),
    Failure("a plan that differs", 2, "not what was planned", (*CREATE, "--plan", "0123456789abcdef")),
    Failure("a plan that differs, looked at", 2, "planned", (*CREATE, "--dry-run", "--plan", "0123456789abcdef")),
]


async def run(unifi: Unifi, failure: Failure, *, terminal: bool = False) -> Ended:
    if failure.fault is not None:
        unifi.simulated.faults.add(failure.fault, times=None)
    desk = unifi.simulated.network.find_client("00:1b:21:3c:4d:5e").id
    arguments = [argument.replace("{desk}", desk) for argument in failure.arguments]
    return await unifi(*arguments, terminal=terminal, **failure.environ)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
async def test_a_program_gets_an_error_of_three_fields_and_a_code(failure, unifi):
    ended = await run(unifi, failure)
    assert ended.code == failure.code, ended.err
    assert ended.out == ""
    assert list(ended.error) == ["error", "code", "remediation"]
    assert all(isinstance(text, str) and text.strip() for text in ended.error.values())
    assert failure.says.lower() in ended.error["error"].lower()
    check_nothing_leaks(ended, failure)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
async def test_a_person_gets_a_sentence_and_what_to_do_next(failure, unifi):
    ended = await run(unifi, failure, terminal=True)
    assert ended.code == failure.code
    assert ended.out == ""
    said = [line for line in STYLE.sub("", ended.err.rpartition("\x1b[?25h")[2]).splitlines() if line.strip()]
    assert len(said) == 2, ended.err
    assert re.match(r"(\x1b\[1A\x1b\[2K)?unifi: \S", said[0])
    assert failure.says.lower() in said[0].lower()
    assert re.match(r"  \S", said[1])
    check_nothing_leaks(ended, failure)


def check_nothing_leaks(ended: Ended, failure: Failure) -> None:
    everything = ended.out + ended.err
    assert "Traceback" not in everything
    assert "this should not have happened" not in everything
    for secret in (*SECRETS, failure.environ.get("UNIFI_API_KEY")):
        assert not secret or secret not in everything


async def test_a_write_whose_answer_was_lost_is_made_once_and_says_so(unifi):
    unifi.simulated.faults.add(Fault.lose_answer(), "POST /*")
    ended = await unifi(*CREATE)
    assert (ended.code, ended.error["code"]) == (1, "OUTCOME_UNKNOWN")
    assert "do not simply run it again" in ended.error["remediation"]
    assert [request.verb for request in unifi.simulated.requests].count("POST") == 1


async def test_a_write_that_can_not_have_arrived_is_made_again(unifi):
    unifi.simulated.faults.add(Fault.rate_limit("0"), "POST /*")
    ended = await unifi(*CREATE)
    assert ended.code == 0
    assert ended.json["count"] == 1


async def test_a_plan_holds_for_the_same_write_only(unifi):
    planned = (await unifi(*CREATE, "--dry-run")).json["plan"]
    for other in (
        (*CREATE, "--count", "2"),
        (*CREATE, "--site", "Warehouse"),
        ("voucher", "create", "y", "--minutes", "5", "--allow-mutations"),
    ):
        assert (await unifi(*other, "--plan", planned)).code == 2
    assert not any(request.verb == "POST" for request in unifi.simulated.requests)
    assert (await unifi(*CREATE, "--plan", planned)).code == 0


async def test_a_mistake_of_the_command_shows_where_it_was_made_only_when_asked(unifi, monkeypatch):
    async def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("unifi_sdk.cli.commands.site.show_list", broken)
    ended = await unifi("site", "list")
    assert (ended.code, ended.error["code"]) == (1, "UNEXPECTED")
    assert "Traceback" not in ended.err
    assert "Traceback" in (await unifi("site", "list", UNIFI_DEBUG="1")).err


async def command(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """`unifi` in a process of its own."""
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "unifi_sdk.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **more.pop("environ", {})},  # type: ignore[dict-item]
        text=True,
        check=False,
        timeout=60,
        **({"capture_output": True} | more),  # type: ignore[call-overload]
    )


async def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell, where UNIFI is the command and each command tells how it ended on standard error."""
    line = line.replace("UNIFI", f'"{sys.executable}" -m unifi_sdk.cli')
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return await asyncio.to_thread(
        subprocess.run, ["bash", "-c", line], env=environ, capture_output=True, text=True, check=False, timeout=60
    )


async def test_a_process_ends_as_the_command_does(unifi):
    done = await command("voucher", "create", "x", "--minutes", "5")
    assert (done.returncode, done.stdout) == (12, "")
    assert json.loads(done.stderr)["code"] == "MUTATION_BLOCKED"
    assert (await command("site", "list")).returncode == 0
    assert (await command("--version")).stdout.strip()


@_POSIX
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("UNIFI voucher list | head -1 >/dev/null; echo ${PIPESTATUS[0]} >&2", 0),
        ("UNIFI voucher list | true; echo ${PIPESTATUS[0]} >&2", 0),
        ("UNIFI voucher list >&-; echo $? >&2", 0),
        ("UNIFI site list --key-stdin <&- 2>/dev/null; echo $? >&2", 10),
    ],
)
async def test_a_stream_that_is_closed_ends_no_command_with_a_traceback(unifi, line, code):
    unifi.simulated.network.add_vouchers(500)
    done = await shell(line)
    assert done.stderr.split() == [str(code)]


@_POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
async def test_a_disk_that_is_full_is_told(unifi):
    done = await shell("UNIFI site list >/dev/full")
    assert done.returncode == 1
    assert json.loads(done.stderr)["code"] == "OS_ERROR"
    assert (await shell("UNIFI site lst 2>/dev/full")).returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
async def test_names_survive_a_standard_output_without_utf_8(unifi, encoding):
    phone = unifi.simulated.network.find_client("1c:71:25:63:e4:24")
    phone.name = "Zoë ☕ 日本"
    done = await command(
        "client", "get", phone.id, "--no-fence", environ={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["name"] == phone.name


async def interrupted(*arguments: str, when: Callable[[], object], stdin: int | None = None) -> tuple[int, str, str]:
    """How a command ends that is interrupted as Ctrl-C does, as soon as something is the case, and what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "unifi_sdk.cli",
        *arguments,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(60):
            while not when():  # noqa: ASYNC110 - another process is watched
                await asyncio.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, out.decode(), err.decode()


@_POSIX
async def test_ctrl_c_ends_a_read_with_130_and_without_a_word(unifi):
    unifi.simulated.faults.add(Fault.delay(30), "GET /*")
    assert await interrupted("site", "list", when=lambda: unifi.simulated.requests) == (130, "", "")


@_POSIX
async def test_ctrl_c_in_a_write_says_that_it_may_have_been_made(unifi):
    unifi.simulated.faults.add(Fault.delay(30), "POST /*")
    code, out, err = await interrupted(
        *CREATE, when=lambda: any(request.verb == "POST" for request in unifi.simulated.requests)
    )
    assert (code, out) == (130, "")
    assert err.startswith("interrupted: it may have been done")
    assert err.count("\n") == 1


@_POSIX
async def test_ctrl_c_ends_a_wait_for_standard_input(unifi):
    fcntl, termios = importlib.import_module("fcntl"), importlib.import_module("termios")
    reader, writer = os.pipe()
    os.write(writer, b"# a line that is no key\n")

    def has_read() -> bool:
        return int.from_bytes(fcntl.ioctl(reader, termios.FIONREAD, b"\0" * 4), sys.byteorder) == 0

    try:
        ended = await interrupted("site", "list", "--key-stdin", when=has_read, stdin=reader)
    finally:
        os.close(reader)
        os.close(writer)
    assert ended == (130, "", "")

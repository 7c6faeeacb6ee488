"""The command lines of the page on the command line: each runs against a simulated console and ends as the page says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from tests.cli.test_settings import all_commands
from tests.support.commands import Ended, Unifi
from unifi_sdk.cli.app import app
from unifi_sdk.cli.exits import Exit

PAGE = Path(__file__).parents[2] / "docs/howto/command-line.md"
FENCE = re.compile(r"^(<!-- no-run: [^\n]*-->\n)?```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENDING = re.compile(r"\s+# exit code (\d+)$")
COMMANDS_ELSEWHERE = {"demo", "drift", "camera export"}


@attrs.frozen
class Line:
    """A command line of the page.

    Args:
        text: All of it.
        code: How it ends.
    """

    text: str
    code: int

    @property
    def arguments(self) -> str:
        """What follows `unifi`, without a pipe before it and a file behind it."""
        return self.text.rpartition("unifi ")[2] if "| unifi" in self.text else self.text.removeprefix("unifi ")


def lines_of(page: str) -> Iterator[Line]:
    for is_shown, text in FENCE.findall(page):
        for line in text.replace("\\\n", " ").splitlines():
            if line.strip() and not is_shown:
                code = ENDING.search(line)
                yield Line(ENDING.sub("", line), int(code[1]) if code else 0)


LINES = list(lines_of(PAGE.read_text("utf-8")))


class Reader:
    """Types the lines of the page, one after the other, with what was printed before in place of the variables."""

    def __init__(self, unifi: Unifi) -> None:
        self._unifi = unifi
        self._printed: dict[str, str] = {}

    async def type(self, line: Line) -> Ended:
        words = shlex.split(re.sub(r"\$([A-Z_]+)", lambda name: self._value(name[1]), line.arguments))
        if ">" in words:
            words = words[: words.index(">")]
        piped = re.match(r'echo "([^"]*)" \|', line.text)
        stdin = self._unifi.simulated.api_key if "--key-stdin" in words else f"{piped[1]}\n" if piped else ""
        ended = await self._unifi(*words, stdin=stdin)
        self._remember(words, ended)
        return ended

    def _value(self, name: str) -> str:
        simulated = self._unifi.simulated
        network = simulated.network
        values = {
            "FINGERPRINT": simulated.fingerprint("unifi"),
            "ACCESS_FINGERPRINT": simulated.fingerprint("access"),
            "VOUCHER": next(iter(network.default_site.vouchers)),
            "DEVICE": next(iter(network.default_site.devices)),
            "GUEST": network.find_client("1c:71:25:63:e4:24").id,
            "DOOR": "Main Entrance",
            "CAMERA": "Front Door",
            "CAMERA_ID": next(iter(simulated.protect.cameras)),
        }
        return {**values, **self._printed}[name]

    def _remember(self, words: list[str], ended: Ended) -> None:
        if ended.code != 0 or not ended.out.startswith("{"):
            return
        printed = json.loads(ended.out.splitlines()[-1]) if "\n{" in ended.out else ended.json
        if cursor := printed.get("nextCursor"):
            self._printed["CURSOR"] = cursor
        if "plan" in printed:
            self._printed["PLAN"] = printed["plan"]
        if words[:2] == ["visitor", "create"]:
            self._printed["VISITOR"] = printed["result"]["visitor"]["id"]


async def test_every_command_line_of_the_page_ends_as_the_page_says(unifi: Unifi, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    simulated = unifi.simulated
    (tmp_path / "hotels.toml").write_text(
        f'[[console]]\nhost = "{simulated.address}"\npins = {list(simulated.fingerprints)}\n'
        'model = "UDM Pro"\ntags = ["hotel"]\n'
    )
    reader = Reader(unifi)
    assert len(LINES) > 35
    for line in LINES:
        ended = await reader.type(line)
        assert ended.code == line.code, f"{line.text}\n{ended.err}"
    assert (tmp_path / "front.jpg").read_bytes().startswith(b"\xff\xd8")


def test_the_page_shows_every_command():
    shown = PAGE.read_text("utf-8")
    names = {" ".join(path) for path, command in all_commands(app) if command.default_command is not None}
    assert [name for name in sorted(names - COMMANDS_ELSEWHERE) if f"unifi {name}" not in shown] == []


def test_the_page_has_every_exit_code():
    codes = re.findall(r"^\| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [int(code) for code in codes] == [code.value for code in Exit]


@pytest.mark.parametrize("page", ["```sh\nunifi site lst\n```\n", "```sh\nunifi site list  # exit code 3\n```\n"])
async def test_a_line_that_ends_otherwise_is_found(unifi, page):
    (line,) = lines_of(page)
    assert (await Reader(unifi).type(line)).code != line.code


def test_what_is_not_to_be_run_is_left_out():
    assert list(lines_of("<!-- no-run: reason -->\n```sh\nunifi x\n```\n\n```sh\nunifi y\n```\n")) == [
        Line("unifi y", 0)
    ]

"""The pictures in docs/pictures/: each still shows what the commands print."""

from __future__ import annotations

import asyncio
import sys
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.drawing import PROMPT, Cast, replay
from tests.cli.recording import (
    FOLDER,
    STILLS,
    WALKTHROUGH,
    Step,
    Story,
    come_and_go,
    environment,
    find_plan,
    normalise,
    pictures,
    split,
)
from unifi_sdk.cli.app import run
from unifi_sdk.simulator import SimulatedConsole

STORIES = [WALKTHROUGH, STILLS]
ANEW = "record it anew: python -m tests.cli.recording"
PATIENCE = 20.0


class Screen(StringIO):
    """A terminal, on which whatever is typed shows too.

    Args:
        answer: What is typed when a command reads.
    """

    def __init__(self, answer: str = "") -> None:
        super().__init__()
        self._answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        self.write(f"{self._answer}\n")
        return f"{self._answer}\n"


def by_name(story: Story) -> str:
    return story.name


def stored(story: Story) -> Cast:
    return Cast.parse((FOLDER / f"{story.name}.cast").read_text("utf-8"))


def lines_of(printed: str) -> list[str]:
    """What stands on the terminal, as it may be compared; the connections are made in any order."""
    rows = replay([(0.0, "o", printed)], sys.maxsize)
    lines = [normalise(row.text) for row in rows if row.text]
    connected = sorted(line for line in lines if line.endswith("  connected"))
    return connected + [line for line in lines if line not in connected]


async def perform(
    step: Step, plan: str, simulated: SimulatedConsole, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    """Run a command in this process, as on a terminal.

    Returns:
        Its exit code, and what it printed.
    """
    screen = Screen(step.answer)
    arguments = [argument.replace("{plan}", plan) for argument in step.arguments or ()]
    arguments += ["--seconds", str(PATIENCE)] if step.is_busy else []  # a thread can't be told to end
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, screen)
        async with asyncio.timeout(2 * PATIENCE), asyncio.TaskGroup() as tasks:
            running = tasks.create_task(asyncio.to_thread(run, arguments))
            if step.is_busy:
                tasks.create_task(come_and_go(simulated, screen.getvalue, 0.0))
    return running.result(), screen.getvalue()


@pytest.fixture
def _at_the_terminal(simulated: SimulatedConsole, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("UNIFI_SITE", "UNIFI_DEBUG", "UNIFI_FINGERPRINTS", "UNIFI_USERNAME", "UNIFI_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment(simulated).items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_at_the_terminal")
@pytest.mark.parametrize("story", STORIES, ids=by_name)
async def test_a_recording_still_shows_what_the_commands_print(
    story: Story, simulated: SimulatedConsole, monkeypatch: pytest.MonkeyPatch
):
    cast = stored(story)
    shown = split(replay(cast.events, cast.width))
    assert len(shown) == len(story.steps), ANEW

    plan, code = "", 0
    for step, (command, rows) in zip(story.steps, shown, strict=True):
        assert normalise(command) == normalise(step.command.replace("{plan}", "0" * 24)), ANEW
        before = "\n".join(row.text for row in rows[1:])
        if step.arguments is None:
            assert before == (str(code) if step.command == "echo $?" else ""), ANEW
            continue
        code, printed = await perform(step, plan, simulated, monkeypatch)
        assert code == step.exit, printed
        assert lines_of(before) == lines_of(printed), f"{command}: {ANEW}"
        plan = find_plan(printed) or plan


@pytest.mark.parametrize("story", STORIES, ids=by_name)
def test_the_pictures_are_those_of_the_recording(story: Story):
    for name, drawn in pictures(story, stored(story)).items():
        assert (FOLDER / name).read_text("utf-8") == drawn, f"{name}: {ANEW}"


@pytest.mark.parametrize("story", STORIES, ids=by_name)
def test_a_picture_tells_in_words_what_it_shows_and_needs_nothing_from_elsewhere(story: Story):
    for text in pictures(story, stored(story)).values():
        root = ET.fromstring(text)
        names = {element.tag.rpartition("}")[2]: element for element in root}
        assert names["title"].text
        assert "unifi" in (names["desc"].text or "")
        assert "script" not in {element.tag.rpartition("}")[2] for element in root.iter()}
        assert "://" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "url(" not in text
        assert len(text.encode()) < 150_000


@pytest.mark.parametrize("story", STORIES, ids=by_name)
def test_a_recording_holds_no_secret_and_no_path_of_the_machine(story: Story):
    text = (FOLDER / f"{story.name}.cast").read_text("utf-8")
    simulated = SimulatedConsole()
    for secret in (simulated.api_key, simulated.access_token, simulated.password):
        assert secret not in text
    assert not [path for path in ("/home", "/root", "/tmp", "/usr", str(Path.home())) if path in text]


def test_the_film_moves_only_for_those_who_like_it():
    film = pictures(WALKTHROUGH, stored(WALKTHROUGH))["walkthrough.svg"]
    before, _, inside = film.partition("@media (prefers-reduced-motion:no-preference){")
    assert "animation" not in before
    assert "animation" in inside


def test_progress_that_was_wiped_out_leaves_no_row():
    told = "\x1b[?25l\r\x1b[2Ksites 0/?\r\x1b[2Ksites 2/2\n\x1b[?25h\x1b[1A\x1b[2Kname\r\nDefault\r\n"
    halves = [(0.0, "o", told[:9]), (1.0, "o", told[9:])]
    assert [row.plain for row in replay(halves, 80)] == ["name", "Default", ""]


def test_a_row_that_a_terminal_would_break_is_refused():
    with pytest.raises(ValueError, match="wider than 10 columns"):
        replay([(0.0, "o", "a" * 11)], 10)


def test_keys_are_told_from_what_is_printed():
    events = [(0.0, "o", PROMPT), (1.0, "i", "l"), (1.0, "o", "l"), (2.0, "i", "s"), (2.0, "o", "s"), (3.0, "i", "\r")]
    row = replay([*events, (3.0, "o", "\r\n"), (4.0, "o", "here")], 80)[0]
    assert row.typed is not None
    assert (row.typed.column, row.typed.count, row.typed.start, row.typed.end, row.typed.entered) == (2, 2, 1, 2, 3)
    assert row.shown == 0

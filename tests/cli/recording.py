"""Record the command at work for docs/pictures/: `python -m tests.cli.recording`, on a machine with a POSIX shell.

What is shown is what a shell and the real command print in a terminal, against a simulated console. Only the waiting is
shortened: how long a command takes to begin is the recording machine's affair.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import re
import shlex
import shutil
import struct
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final

import attrs

from tests.cli.drawing import PROMPT, Cast, Row, draw_film, draw_still, replay
from unifi_sdk.simulator import SimulatedConsole

__all__ = [
    "FOLDER", "STILLS", "WALKTHROUGH", "Step", "Story", "come_and_go", "environment", "find_plan",
    "normalise", "pictures", "record", "split",
]  # fmt: skip

FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH: Final = 108
"""A fingerprint with its colons has room."""
HEIGHT: Final = 28

_KEY_SECONDS: Final = 0.02
_MOST_WAITING: Final = 0.5
_PATIENCE: Final = 60.0
_PLAN: Final = re.compile(r"(plan(?:\s|\x1b\[[\d;]*m|│|--)+)([0-9a-f]{24})\b")
_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_MOVING: Final = (
    (re.compile(r"(?<![0-9A-F])([0-9A-F]{2}:){31}[0-9A-F]{2}\b"), "<fingerprint with colons>"),
    (re.compile(r"(?<![0-9a-f])([0-9a-f]{64}\b|[0-9a-f]{16}…)"), "<fingerprint>"),
    (_PLAN, r"\1<plan>"),
    (re.compile(r"\b[0-9]{10}\b"), "<code>"),
    (re.compile(rf"(?<![0-9a-f]){_UUID}\b"), "<random id>"),
    (re.compile(r"(?<!\d)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b"), "<time>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\b"), "<validity>"),
    (re.compile(r"(127\.0\.0\.1:|port:? )\d{5}\b"), r"\1<port>"),
    (re.compile(r"(unifi-sdk|Python|aiohttp) \d[\w.+]*"), r"\1 <version>"),
)


@attrs.frozen
class Step:
    """A command that is typed.

    Args:
        command: What is typed; ``{plan}`` is the one that was printed before.
        exit: How it ends.
        pause: How long what it prints may be read, in seconds.
        answer: What is typed when it asks.
        picture: The name of a picture of this step alone.
        about: What that shows.
        is_busy: Whether people come and go meanwhile.
    """

    command: str
    exit: int = 0
    pause: float = 2.0
    answer: str = ""
    picture: str = ""
    about: str = ""
    is_busy: bool = False

    @property
    def arguments(self) -> list[str] | None:
        """What follows `unifi`; None for what isn't for it."""
        words = shlex.split(self.command, comments=True)
        return words[1:] if words[:1] == ["unifi"] else None


@attrs.frozen
class Story:
    """Commands that are typed one after the other, on a console of their own.

    Args:
        name: Of the file.
        title: What it is called.
        steps: The commands.
    """

    name: str
    title: str
    steps: Sequence[Step]


_GUEST: Final = "f2539cb5-71fd-5959-b6bf-aee0232f07c8"
_BREAKFAST: Final = "unifi voucher create breakfast --minutes 90 --count 2"

WALKTHROUGH: Final = Story(
    "walkthrough",
    "unifi: a walk-through",
    (
        Step("# UNIFI_HOST and the keys are set; the console is a simulated one", pause=0.4),
        Step("unifi trust", answer="y", pause=1),
        Step("unifi voucher list", pause=2.5),
        Step(_BREAKFAST, exit=12, pause=1.5),
        Step("echo $?", pause=0.6),
        Step(f"{_BREAKFAST} --dry-run", pause=3),
        Step(f"{_BREAKFAST} --allow-mutations --plan {{plan}}", pause=2.2),
        Step(f"unifi client authorize {_GUEST} --minutes 120 --allow-mutations", pause=1.8),
        Step("unifi events --count 6", is_busy=True, pause=1.5),
        Step('unifi door unlock "Main Entrance" --allow-mutations', pause=1.5),
        Step('unifi call "GET /v1/sites/{site_id}/devices" --select name,model,state,ip_address', pause=0),
    ),
)
STILLS: Final = Story(
    "command-stills",
    "unifi: single commands",
    (
        Step("unifi trust", answer="y", pause=0),
        Step("unifi doctor", picture="doctor", about="a line for each thing that is in place", pause=0),
        Step("unifi voucher list", picture="vouchers", about="a table of vouchers, with their codes hidden", pause=0),
        Step(
            f"{_BREAKFAST} --dry-run",
            picture="dry-run",
            about="the request that would be sent, and its plan",
            pause=0,
        ),
        Step(_BREAKFAST, exit=12, picture="blocked", about="a sentence, and what to do next", pause=0),
        Step(
            "unifi client list --site Werehouse",
            exit=5,
            picture="error",
            about="a sentence, and what to do next",
            pause=0,
        ),
        Step(
            "unifi events --count 6",
            is_busy=True,
            picture="events",
            about="a line for each thing that happens",
            pause=0,
        ),
    ),
)


def environment(simulated: SimulatedConsole) -> dict[str, str]:
    """What the commands are given besides the path: a console that isn't known yet, and a terminal.

    Args:
        simulated: The console.
    """
    left_out = ("UNIFI_FINGERPRINTS", "UNIFI_USERNAME", "UNIFI_PASSWORD")
    return {
        **{name: value for name, value in simulated.environment().items() if name not in left_out},
        "UNIFI_CONFIG_DIR": ".config/unifi",
        "UNIFI_STATE_DIR": ".state",
        "UNIFI_SITE": "Default",
        "COLUMNS": str(WIDTH),
        "LINES": str(HEIGHT),
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


async def come_and_go(simulated: SimulatedConsole, printed: Callable[[], str], pause: float) -> None:
    """Let people be seen, ring, be turned away and come in; the next thing happens when the one before is printed.

    Args:
        simulated: The console.
        printed: What the command has printed so far.
        pause: How long to wait between them, in seconds.
    """
    access, protect = simulated.access, simulated.protect
    reader = next(device for device in access.devices.values() if "remote_call" in device.capabilities)
    camera = next(camera for camera in protect.devices_of("camera").values() if camera.is_connected)
    door, person = next(iter(access.doors)), next(iter(access.users))
    await _until(lambda: printed().count("  connected") == 2)
    await asyncio.sleep(pause)
    motion = protect.start_event("motion", camera)
    await _until(lambda: "motion started" in printed())
    await asyncio.sleep(pause)
    access.ring(reader.id)
    await _until(lambda: "rings" in printed())
    await asyncio.sleep(pause)
    access.present(door, None)
    await _until(lambda: "Denied" in printed())
    await asyncio.sleep(pause)
    protect.end_event(motion)
    await _until(lambda: "motion ended" in printed())
    await asyncio.sleep(pause)
    access.present(door, person)


def find_plan(printed: str) -> str:
    """The last plan that a dry run has printed; nothing when there is none.

    Args:
        printed: What was printed, with or without colours.
    """
    plans = [found[2] for found in _PLAN.finditer(printed)]
    return plans[-1] if plans else ""


def normalise(text: str) -> str:
    """The text without what differs from one recording to the next.

    That is: certificates and their validity, plans (they are bound to the port), random ids and codes, times, the simulated
    console's ports, and versions of Python and of what is installed. All else must be the same.

    Args:
        text: What was printed.
    """
    for pattern, put in _MOVING:
        text = pattern.sub(put, text)
    return text


def split(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The commands that were typed, with their rows: that of the prompt first, then what was printed.

    Args:
        rows: Those of a cast.
    """
    prompts = [index for index, row in enumerate(rows) if row.text.startswith(PROMPT)]
    return [(rows[begin].plain.removeprefix("$ "), list(rows[begin:end])) for begin, end in pairwise(prompts)]


def pictures(story: Story, cast: Cast) -> dict[str, str]:
    """The pictures that are made of a recording, by the names of their files.

    Args:
        story: What was typed.
        cast: The recording of it.
    """
    drawn = {}
    rows = replay(cast.events, cast.width)
    commands = split(rows)
    for step, (command, of_step) in zip(story.steps, commands, strict=True):
        if step.picture:
            about = f"A terminal in which `{command}` has printed {step.about}."
            drawn[f"command-{step.picture}.svg"] = draw_still(of_step, cast.width, f"unifi: {step.picture}", about)
    if not drawn:
        typed = ", ".join(command for command, _ in commands if command.startswith("unifi"))
        about = f"A terminal in which these commands are typed one after the other, with what they print: {typed}."
        drawn[f"{story.name}.svg"] = draw_film(cast, story.title, about)
    return drawn


class Session:
    """A shell in a terminal, and everything that is typed and printed there.

    Args:
        master: The terminal's other end.
    """

    def __init__(self, master: int) -> None:
        self.events: list[tuple[float, str, str]] = []
        self._master = master
        self._started = time.monotonic()
        self._entered: float | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._printed = ""

    @property
    def printed(self) -> str:
        """What was printed since the last command was entered."""
        return self._printed

    def read(self) -> None:
        """Take what the terminal has."""
        text = self._decoder.decode(os.read(self._master, 65536))
        self._printed += text
        if text.strip() and self._entered is not None:
            self._started += max(0.0, self._now() - self._entered - _MOST_WAITING)
            self._entered = None
        self.events.append((self._now(), "o", text))

    async def type(self, text: str) -> None:
        """Press keys one by one, and then Enter."""
        for key in text:
            self._press(key)
            await asyncio.sleep(_KEY_SECONDS)
        await asyncio.sleep(0.25)
        self._printed = ""
        self._entered = self._now()
        self._press("\r")

    async def prompt(self) -> None:
        """Wait until the shell waits."""
        await _until(lambda: self._printed.endswith(PROMPT))

    def _press(self, key: str) -> None:
        self.events.append((self._now(), "i", key))
        os.write(self._master, key.encode())

    def _now(self) -> float:
        return time.monotonic() - self._started


async def record(story: Story) -> Cast:
    """Type the commands of a story into a shell.

    Args:
        story: What to type.

    Raises:
        RuntimeError: a command did not end as it should.
    """
    with tempfile.TemporaryDirectory() as folder:
        console = SimulatedConsole(unifi_port=28443, access_port=12445, legacy_port=17443)
        async with console as simulated, _shell(simulated, Path(folder)) as session:
            await session.prompt()
            for step in story.steps:
                await asyncio.sleep(0.3)
                printed = "\n".join(row.plain for row in replay(session.events, WIDTH))
                await session.type(step.command.replace("{plan}", find_plan(printed)))
                if step.answer:
                    await _until(lambda: session.printed.endswith("[y/N] "))
                    await asyncio.sleep(2)
                    await session.type(step.answer)
                if step.is_busy:
                    await come_and_go(simulated, lambda: session.printed, 0.4)
                await session.prompt()
                await asyncio.sleep(step.pause)
            return Cast(WIDTH, HEIGHT, session.events)


async def main() -> None:
    """Record all stories, and write them and their pictures."""
    FOLDER.mkdir(exist_ok=True)
    for story in (WALKTHROUGH, STILLS):
        dumped = (await record(story)).dump(story.title)
        for name, text in {f"{story.name}.cast": dumped, **pictures(story, Cast.parse(dumped))}.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
            print(name, len(text.encode()))  # noqa: T201


@asynccontextmanager
async def _shell(simulated: SimulatedConsole, home: Path) -> AsyncIterator[Session]:
    import fcntl  # this module is imported where there is no such thing, too
    import termios

    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    unifi = shutil.which("unifi", path=str(Path(sys.executable).parent))
    if unifi is None:
        raise RuntimeError("`unifi` is not installed beside this Python")
    given = {
        **environment(simulated),
        "PATH": f"{Path(unifi).parent}{os.pathsep}{os.defpath}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PS1": PROMPT,
    }
    shell = await asyncio.create_subprocess_exec(
        *("sh", "+m", "-i"), stdin=slave, stdout=slave, stderr=slave, cwd=home, env=given, start_new_session=True
    )
    os.close(slave)
    session = Session(master)
    loop = asyncio.get_running_loop()
    loop.add_reader(master, session.read)
    try:
        yield session
    finally:
        loop.remove_reader(master)
        os.close(master)
        shell.kill()
        await shell.wait()


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not is_so():  # noqa: ASYNC110 - whoever prints knows of no event
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(main())

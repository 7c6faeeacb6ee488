"""What the examples about UniFi Protect do to a console when they run without arguments."""

from __future__ import annotations

import asyncio
import base64
import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree

from tests.support.examples import Outcome, finish, started
from unifi_sdk.simulator import SimulatedConsole

__all__ = [
    "LIGHT",
    "captions_on",
    "check_alarm_webhook_receiver",
    "check_arm_and_disarm",
    "check_export_evening",
    "check_follow_one_light",
    "check_motion_to_message",
    "check_siren_test",
    "check_snapshot_wall",
    "hear_alarms",
    "life_in_the_house",
    "pictures_on",
]

SVG = "{http://www.w3.org/2000/svg}"
LIGHT = "66e000000000000000000031"


@asynccontextmanager
async def life_in_the_house(console: SimulatedConsole) -> AsyncIterator[None]:
    """People walk past the front door, and the light goes on and off, as long as somebody listens."""

    async def live() -> None:
        is_on = False
        while True:
            if console.protect.count_sockets("events"):
                event = console.protect.start_event("smartDetectZone", "Front Door")
                console.protect.end_event(event)
            if console.protect.count_sockets("devices"):
                is_on = not is_on
                console.protect.devices[LIGHT].change({"isLightOn": is_on})
            await asyncio.sleep(0.05)

    living = asyncio.create_task(live())
    try:
        yield
    finally:
        living.cancel()


async def hear_alarms(console: SimulatedConsole, folder: Path, *arguments: str, **changes: str) -> Outcome:
    """The outcome of the receiver of alarms, of which three are set off at the address that it tells first."""
    async with started(console, folder, "alarm_webhook_receiver", *arguments, **changes) as process:
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        alarms = console.protect.alarms
        keys = ["license_plate_known", "license_plate_unknown", "ring"]
        alarms.add("Gate", line.decode().removeprefix("Webhook for the alarm: ").strip(), keys)
        alarms.set_off("Car Gate", "license_plate_known", value="EX3001", group="Ada")
        alarms.set_off("Car Gate", "license_plate_unknown", value="EX3002", group="EX3002")
        console.protect.start_event("ring", "Front Door")
        return await finish(process)


def check_alarm_webhook_receiver(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out.splitlines() == [
        "'Gate': 'Car Gate': license plate 'EX3001', known as 'Ada'",
        "'Gate': 'Car Gate': license plate 'EX3002'",
        "'Gate': 'Front Door': ring",
        "3 alarms.",
    ]


def pictures_on(sheet: str) -> list[bytes]:
    """The pictures on a contact sheet, which is XML and loads nothing from elsewhere."""
    links = [value for node in ElementTree.fromstring(sheet).iter() for key, value in node.items() if "href" in key]
    assert all(link.startswith("data:image/jpeg;base64,") for link in links)
    return [base64.b64decode(link.partition(",")[2]) for link in links]


def captions_on(sheet: str) -> list[str]:
    """What stands below each picture, in the order of the sheet."""
    groups = ElementTree.fromstring(sheet).iter(f"{SVG}g")
    return [group.findall(f"{SVG}text")[-1].text or "" for group in groups]


def check_arm_and_disarm(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == "Armed with 'Night', status armed.\nDisarmed, status disabled.\n"
    writes = [request.path.partition("/v1/")[2] for request in console.requests if request.verb != "GET"]
    assert writes == ["arm-profiles/settings", "arm-profiles/enable", "arm-profiles/disable"]
    assert console.protect.nvr.arm_status == "disabled"


def check_export_evening(console: SimulatedConsole, out: str, folder: Path) -> None:
    files = sorted((folder / "evening").iterdir())
    assert [len(out.splitlines()), len(files), len(console.legacy.exports)] == [5, 5, 5]
    assert all(file.read_bytes()[4:8] == b"ftyp" for file in files)
    assert all(export.end - export.start == 3_600_000 - 1 for export in console.legacy.exports)
    assert (console.legacy.logins, console.legacy.crashes) == (1, 0)


def check_follow_one_light(console: SimulatedConsole, out: str, folder: Path) -> None:
    first, *changes, last = out.splitlines()
    assert re.fullmatch("Driveway: (on|off), connected", first)
    assert len(changes) == 3
    for before, after in itertools.pairwise(changes):
        assert {before, after} == {"  is_light_on: True -> False", "  is_light_on: False -> True"}
    assert re.fullmatch("Driveway: (on|off), connected", last)


def check_motion_to_message(console: SimulatedConsole, out: str, folder: Path) -> None:
    *messages, total = out.splitlines()
    assert (len(messages), total) == (3, "3 messages.")
    assert all(re.fullmatch(r"\d\d:\d\d:\d\d person at Front Door", message) for message in messages)


def check_siren_test(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == "Roof sounds at 10 %, battery 95 %.\n"
    (action,) = console.protect.actions
    assert (action.operation, action.details) == ("POST /v1/sirens/{id}/test-sound", {"volume": 10})
    assert console.protect.find_device(action.device).name == "Roof"


def check_snapshot_wall(console: SimulatedConsole, out: str, folder: Path) -> None:
    sheet = (folder / "wall.svg").read_text(encoding="utf-8")
    assert out == "4 of 5 cameras, in wall.svg\n"
    pictures = pictures_on(sheet)
    assert len(set(pictures)) == len(pictures) == 4
    assert all(picture.startswith(b"\xff\xd8\xff") for picture in pictures)
    assert captions_on(sheet) == [camera.name or camera.id for camera in console.protect.cameras.values()]
    assert ">disconnected</text>" in sheet
    places = re.findall(r"translate\((\d+) (\d+)\)", sheet)
    assert [(int(x) // 496, int(y) // 326) for x, y in places] == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)]

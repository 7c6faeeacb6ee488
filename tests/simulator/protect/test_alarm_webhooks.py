"""Alarms of the simulated Protect application: what sets them off, and what they post where."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect


class Receiver:
    """Keeps what it gets."""

    def __init__(self) -> None:
        self.url = ""
        self.status = 200
        self.bodies: list[dict] = []
        self.headers: list[dict[str, str]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.headers.append(dict(request.headers))
        self.bodies.append(json.loads(await request.read()))
        return web.Response(status=self.status)

    @property
    def keys(self) -> list[list[str]]:
        return [[trigger["key"] for trigger in body["alarm"]["triggers"]] for body in self.bodies]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/alarm", receiver.take)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/alarm"))
        yield receiver


@pytest.mark.parametrize(
    ("kind", "device", "seen", "keys"),
    [
        ("motion", "Yard", None, ["motion"]),
        ("ring", "Front Door", None, ["ring"]),
        ("smartDetectZone", "Yard", ["person", "vehicle"], ["person", "vehicle"]),
        ("smartDetectLine", "Yard", ["animal"], ["line_crossed", "animal"]),
        ("smartDetectLoiterZone", "Yard", ["person"], ["smart_loiter_detection", "person"]),
        ("smartAudioDetect", "Yard", ["alrmGlassBreak"], ["audio_alarm_glass_break"]),
    ],
)
async def test_an_event_sets_off_the_alarms_that_wait_for_it(
    protect: SimulatedProtect, receiver: Receiver, kind: str, device: str, seen: list[str] | None, keys: list[str]
) -> None:
    protect.alarms.add("All", receiver.url, keys)
    protect.alarms.add("Others", receiver.url, ["device_issue"])
    protect.start_event(kind, device, smart_detect_types=seen)
    await protect.alarms.delivered()
    assert receiver.keys == [keys]


async def test_a_sensor_sets_an_alarm_off(protect: SimulatedProtect, receiver: Receiver) -> None:
    sensor = next(device for device in protect.devices.values() if device.kind == "sensor")
    protect.alarms.add("Door", receiver.url, ["sensor_door_opened"])
    protect.start_event("sensorOpened", sensor)
    await protect.alarms.delivered()
    [trigger] = receiver.bodies[0]["alarm"]["triggers"]
    assert (trigger["key"], trigger["device"], "zones" in trigger) == ("sensor_door_opened", sensor.mac, False)


async def test_an_event_that_is_over_when_it_is_told_sets_an_alarm_off(
    protect: SimulatedProtect, receiver: Receiver
) -> None:
    protect.alarms.add("Parcel", receiver.url, ["package"])
    protect.tell_ended_event("Front Door")
    await protect.alarms.delivered()
    assert receiver.keys == [["package"]]


async def test_what_is_posted_is_the_whole_alarm(
    protect: SimulatedProtect, console: SimulatedConsole, receiver: Receiver
) -> None:
    yard = protect.find_device("Yard")
    keys = ["license_plate_known", "ring"]
    protect.alarms.add("Gate", receiver.url, keys, devices=["Yard"], headers={"X-Own": "fake"}, sends_thumbnail=True)
    protect.alarms.set_off("Yard", "license_plate_known", value="EX3001", group="Ada")
    await protect.alarms.delivered()
    [body] = receiver.bodies
    event_id, moment = body["alarm"]["triggers"][0]["eventId"], body["timestamp"]
    assert body["alarm"].pop("thumbnail").startswith("data:image/jpeg;base64,/9j/")
    assert body == {
        "alarm": {
            "name": "Gate",
            "sources": [{"device": yard.mac, "type": "include"}],
            "conditions": [{"condition": {"type": "is", "source": key}} for key in keys],
            "triggers": [
                {
                    "key": "license_plate_known",
                    "device": yard.mac,
                    "eventId": event_id,
                    "timestamp": moment,
                    "value": "EX3001",
                    "group": {"name": "Ada"},
                    "zones": {"line": [], "loiter": [], "zone": [1]},
                }
            ],
            "eventPath": f"/protect/events/event/{event_id}",
            "eventLocalLink": f"https://192.0.2.1/protect/events/event/{event_id}",
        },
        "timestamp": moment,
    }
    assert (receiver.headers[0]["X-Own"], receiver.headers[0]["Content-Type"]) == ("fake", "application/json")


async def test_nothing_is_signed(protect: SimulatedProtect, receiver: Receiver) -> None:
    protect.alarms.add("All", receiver.url, ["ring"])
    protect.start_event("ring", "Front Door")
    await protect.alarms.delivered()
    assert not {"signature", "authorization"}.intersection(name.lower() for name in receiver.headers[0])


async def test_an_alarm_watches_its_devices_alone(protect: SimulatedProtect, receiver: Receiver) -> None:
    alarm = protect.alarms.add("Gate", receiver.url, ["motion"], devices=["Yard"])
    assert protect.alarms.set_off("Front Door", "motion") == []
    assert protect.alarms.set_off("Yard", "motion") == [alarm]
    await protect.alarms.delivered()
    assert len(receiver.bodies) == 1


@pytest.mark.parametrize(
    ("url", "status", "error"),
    [("http://192.0.2.9/alarm", None, "not on loopback"), ("http://127.0.0.1:9/alarm", None, "ClientConnectorError")],
)
async def test_what_is_not_reached_is_noted(
    protect: SimulatedProtect, url: str, status: int | None, error: str
) -> None:
    protect.alarms.add("Gate", url, ["motion"])
    protect.start_event("motion", "Yard")
    await protect.alarms.delivered()
    assert [(each.event, each.status, each.error) for each in protect.alarms.deliveries] == [("Gate", status, error)]


async def test_a_refusal_is_noted_and_not_repeated(protect: SimulatedProtect, receiver: Receiver) -> None:
    receiver.status = 403
    protect.alarms.add("Gate", receiver.url, ["motion"])
    protect.start_event("motion", "Yard")
    await protect.alarms.delivered()
    assert ([each.status for each in protect.alarms.deliveries], len(receiver.bodies)) == ([403], 1)


def test_a_device_that_there_is_not_can_t_be_watched(clock: ManualClock) -> None:
    with pytest.raises(KeyError):
        SimulatedProtect(clock).alarms.add("Gate", "http://127.0.0.1", ["motion"], devices=["No such device"])

"""Every operation, from the method through TLS to a simulated console, and what it does there."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from tests.support.pictures import make_picture
from unifi_sdk import ProtectClient
from unifi_sdk._facts import load
from unifi_sdk.protect.models import (
    ArmProfileChanges,
    ArmProfileInput,
    CameraChanges,
    CycleMode,
    LightChanges,
    LiveviewInput,
    LiveviewSlotInput,
    PosTransaction,
    PosTransactionType,
    SensorChanges,
    StreamQuality,
)
from unifi_sdk.simulator import SimulatedConsole

PREFIX = "/proxy/protect/integration"
FACTS = load("protect")
DOORBELL, BULLET, TURNING = (f"66e0000000000000000000{number}" for number in ("11", "12", "13"))
LIGHT, SENSOR, CHIME, SIREN, SPEAKER, RELAY, FOB, BRIDGE, STATION, HUB, VIEWER, VIEW, NIGHT, USER = (
    f"66e0000000000000000000{number}"
    for number in ("31", "41", "51", "52", "54", "61", "63", "91", "92", "93", "71", "a1", "b1", "21")
)
PERSON = "00000000-0000-4000-8000-000000000021"
VIEW_INPUT = LiveviewInput(
    name="Gates",
    is_global=True,
    layout=1,
    slots=(LiveviewSlotInput(cameras=(BULLET,), cycle_mode=CycleMode.TIME, cycle_interval=10),),
)
SALE = PosTransaction(type=PosTransactionType.SALE, external_id="till-1", amount=12.5)

Call = Callable[[ProtectClient], Coroutine[Any, Any, Any]]
Check = Callable[[SimulatedConsole, Any], object]


def named(device: str) -> Check:
    return lambda console, result: result.name == console.protect.find_device(device).name == "New"


def one(device: str) -> Check:
    return lambda console, result: (result.id, result.name) == (device, console.protect.find_device(device).name)


def several(kind: str) -> Check:
    return lambda console, result: [each.id for each in result] == list(console.protect.devices_of(kind))


def acted(device: str, **details: object) -> Check:
    return lambda console, _: [(each.device, each.details) for each in console.protect.actions] == [(device, details)]


def listing(family: str) -> Call:
    async def call(protect: ProtectClient) -> Any:
        return await getattr(protect, family).list()

    return call


def stations(*, hubs: bool) -> Check:
    return lambda console, result: [each.id for each in result] == [HUB if hubs else STATION]


async def delete_stream(protect: ProtectClient) -> Any:
    await protect.cameras.create_rtsps_streams(DOORBELL, [StreamQuality.LOW, StreamQuality.HIGH])
    await protect.cameras.delete_rtsps_streams(DOORBELL, [StreamQuality.LOW])
    streams = await protect.cameras.rtsps_streams(DOORBELL)
    return streams.low, streams.high is not None


async def patrol(protect: ProtectClient) -> Any:
    await protect.cameras.start_patrol(TURNING, 2)
    return (await protect.cameras.get(TURNING)).active_patrol_slot


async def stop_patrol(protect: ProtectClient) -> Any:
    await protect.cameras.start_patrol(TURNING, 2)
    await protect.cameras.stop_patrol(TURNING)
    return (await protect.cameras.get(TURNING)).active_patrol_slot


async def silence(protect: ProtectClient) -> Any:
    await protect.sirens.play(SIREN, duration_seconds=30)
    await protect.sirens.stop(SIREN)
    return (await protect.sirens.get(SIREN)).siren_status.is_active


async def sound(protect: ProtectClient) -> Any:
    await protect.sirens.play(SIREN, duration_seconds=30)
    return (await protect.sirens.get(SIREN)).siren_status


async def arm(protect: ProtectClient) -> Any:
    await protect.arm_profiles.select(NIGHT)
    await protect.arm_profiles.arm()


async def disarm(protect: ProtectClient) -> Any:
    await arm(protect)
    await protect.arm_profiles.disarm()


async def upload(protect: ProtectClient) -> Any:
    return await protect.files.upload(make_picture(), name="wave.gif", content_type="image/gif")


async def upload_and_list(protect: ProtectClient) -> Any:
    made = await upload(protect)
    return made.name in {each.name for each in await protect.files.list()}


def true(_: SimulatedConsole, result: Any) -> object:
    return result is True


def armed(status: str) -> Check:
    return lambda console, _: console.protect.nvr.arm_status == status


OPERATIONS: dict[str, tuple[Call, Check]] = {
    "GET /v1/meta/info": (lambda p: p.meta.info(), lambda c, r: r.application_version == c.protect.version),
    "GET /v1/nvrs": (lambda p: p.nvr.get(), lambda c, r: (r.id, r.name) == (c.protect.nvr.id, c.protect.nvr.name)),
    "GET /v1/cameras": (listing("cameras"), several("camera")),
    "GET /v1/cameras/{id}": (lambda p: p.cameras.get(BULLET), one(BULLET)),
    "PATCH /v1/cameras/{id}": (lambda p: p.cameras.update(BULLET, CameraChanges(name="New")), named(BULLET)),
    "GET /v1/cameras/{id}/snapshot": (
        lambda p: p.cameras.snapshot(DOORBELL, high_quality=True), lambda c, r: r.content[:2] == b"\xff\xd8",
    ),
    "POST /v1/cameras/{id}/rtsps-stream": (
        lambda p: p.cameras.create_rtsps_streams(DOORBELL, [StreamQuality.LOW]),
        lambda c, r: r.low.startswith("rtsps://") and r.high is None,
    ),
    "GET /v1/cameras/{id}/rtsps-stream": (
        lambda p: p.cameras.rtsps_streams(DOORBELL),
        lambda c, r: {r.high, r.medium, r.low, r.package} == {None} and len(r.extra) == 4,
    ),
    "DELETE /v1/cameras/{id}/rtsps-stream": (delete_stream, lambda c, r: r == (None, True)),
    "POST /v1/cameras/{id}/ptz/goto/{slot}": (lambda p: p.cameras.ptz_goto(TURNING, -1), acted(TURNING, slot=-1)),
    "POST /v1/cameras/{id}/ptz/patrol/start/{slot}": (patrol, lambda c, r: r == 2),
    "POST /v1/cameras/{id}/ptz/patrol/stop": (stop_patrol, lambda c, r: r is None),
    "POST /v1/cameras/{id}/disable-mic-permanently": (
        lambda p: p.cameras.disable_mic_permanently(DOORBELL), lambda c, r: r.is_mic_enabled is False,
    ),
    "POST /v1/cameras/{id}/talkback-session": (
        lambda p: p.cameras.create_talkback_session(DOORBELL), lambda c, r: r.url.startswith("rtp://"),
    ),
    "GET /v1/lights": (listing("lights"), several("light")),
    "GET /v1/lights/{id}": (lambda p: p.lights.get(LIGHT), one(LIGHT)),
    "PATCH /v1/lights/{id}": (lambda p: p.lights.update(LIGHT, LightChanges(name="New")), named(LIGHT)),
    "GET /v1/sensors": (listing("sensors"), several("sensor")),
    "GET /v1/sensors/{id}": (lambda p: p.sensors.get(SENSOR), one(SENSOR)),
    "PATCH /v1/sensors/{id}": (lambda p: p.sensors.update(SENSOR, SensorChanges(name="New")), named(SENSOR)),
    "GET /v1/chimes": (listing("chimes"), several("chime")),
    "GET /v1/chimes/{id}": (lambda p: p.chimes.get(CHIME), one(CHIME)),
    "PATCH /v1/chimes/{id}": (lambda p: p.chimes.update(CHIME, name="New"), named(CHIME)),
    "GET /v1/sirens": (listing("sirens"), several("siren")),
    "GET /v1/sirens/{id}": (lambda p: p.sirens.get(SIREN), one(SIREN)),
    "PATCH /v1/sirens/{id}": (lambda p: p.sirens.update(SIREN, name="New"), named(SIREN)),
    "POST /v1/sirens/{id}/play": (sound, lambda c, r: (r.is_active, r.duration) == (True, 30_000)),
    "POST /v1/sirens/{id}/stop": (silence, lambda c, r: r is False),
    "POST /v1/sirens/{id}/test-sound": (lambda p: p.sirens.test_sound(SIREN), acted(SIREN)),
    "GET /v1/speakers": (listing("speakers"), several("speaker")),
    "GET /v1/speakers/{id}": (lambda p: p.speakers.get(SPEAKER), one(SPEAKER)),
    "PATCH /v1/speakers/{id}": (lambda p: p.speakers.update(SPEAKER, name="New"), named(SPEAKER)),
    "POST /v1/speakers/{id}/test-sound": (
        lambda p: p.speakers.test_sound(SPEAKER, volume=40), acted(SPEAKER, volume=40),
    ),
    "GET /v1/relays": (listing("relays"), several("relay")),
    "GET /v1/relays/{id}": (lambda p: p.relays.get(RELAY), one(RELAY)),
    "PATCH /v1/relays/{id}": (lambda p: p.relays.update(RELAY, name="New"), named(RELAY)),
    "POST /v1/relays/{id}/outputs/{outputId}/activate": (
        lambda p: p.relays.turn_on(RELAY, 1, pulse_duration_milliseconds=500),
        acted(RELAY, output=1, state="on", pulseDuration=500),
    ),
    "GET /v1/fobs": (listing("fobs"), several("fob")),
    "GET /v1/fobs/{id}": (lambda p: p.fobs.get(FOB), one(FOB)),
    "PATCH /v1/fobs/{id}": (lambda p: p.fobs.update(FOB, name="New"), named(FOB)),
    "GET /v1/viewers": (listing("viewers"), several("viewer")),
    "GET /v1/viewers/{id}": (lambda p: p.viewers.get(VIEWER), one(VIEWER)),
    "PATCH /v1/viewers/{id}": (
        lambda p: p.viewers.update(VIEWER, liveview=None),
        lambda c, r: r.liveview is c.protect.find_device(VIEWER).get("liveview") is None,
    ),
    "GET /v1/bridges": (listing("bridges"), several("bridge")),
    "GET /v1/bridges/{id}": (lambda p: p.bridges.get(BRIDGE), one(BRIDGE)),
    "PATCH /v1/bridges/{id}": (lambda p: p.bridges.update(BRIDGE, name="New"), named(BRIDGE)),
    "GET /v1/link-stations": (listing("link_stations"), stations(hubs=False)),
    "GET /v1/link-stations/{id}": (lambda p: p.link_stations.get(STATION), one(STATION)),
    "PATCH /v1/link-stations/{id}": (lambda p: p.link_stations.update(STATION, name="New"), named(STATION)),
    "GET /v1/alarm-hubs": (listing("alarm_hubs"), stations(hubs=True)),
    "GET /v1/alarm-hubs/{id}": (lambda p: p.alarm_hubs.get(HUB), one(HUB)),
    "PATCH /v1/alarm-hubs/{id}": (lambda p: p.alarm_hubs.update(HUB, name="New"), named(HUB)),
    "POST /v1/alarm-hubs/{id}/outputs/{outputId}/trigger": (
        lambda p: p.alarm_hubs.turn_on(HUB, 1, duration_milliseconds=0),
        acted(HUB, output=1, enable=True, duration=0),
    ),
    "GET /v1/liveviews": (
        listing("liveviews"), lambda c, r: [each.name for each in r] == ["All", "Entrances", "Mine"],
    ),
    "GET /v1/liveviews/{id}": (lambda p: p.liveviews.get(VIEW), lambda c, r: (r.id, r.name) == (VIEW, "All")),
    "POST /v1/liveviews": (
        lambda p: p.liveviews.create(VIEW_INPUT), lambda c, r: c.protect.liveviews[r.id]["name"] == "Gates",
    ),
    "PATCH /v1/liveviews/{id}": (
        lambda p: p.liveviews.replace(VIEW, VIEW_INPUT), lambda c, r: c.protect.liveviews[VIEW]["name"] == "Gates",
    ),
    "GET /v1/arm-profiles": (listing("arm_profiles"), lambda c, r: [each.name for each in r] == ["Night", "Away"]),
    "POST /v1/arm-profiles": (
        lambda p: p.arm_profiles.create(ArmProfileInput(name="Holiday")),
        lambda c, r: c.protect.arm_profiles[r.id]["name"] == "Holiday",
    ),
    "PATCH /v1/arm-profiles/{id}": (
        lambda p: p.arm_profiles.update(NIGHT, ArmProfileChanges(activation_delay=60000)),
        lambda c, r: (r.activation_delay, c.protect.arm_profiles[NIGHT]["activationDelay"]) == (60000, 60000),
    ),
    "DELETE /v1/arm-profiles/{id}": (
        lambda p: p.arm_profiles.delete(NIGHT), lambda c, _: NIGHT not in c.protect.arm_profiles,
    ),
    "PATCH /v1/arm-profiles/settings": (
        lambda p: p.arm_profiles.select(NIGHT), lambda c, _: c.protect.nvr.arm_mode["armProfileId"] == NIGHT,
    ),
    "POST /v1/arm-profiles/enable": (arm, armed("armed")),
    "POST /v1/arm-profiles/disable": (disarm, armed("disabled")),
    "POST /v1/alarm-manager/webhook/{id}": (
        lambda p: p.alarm_manager.trigger("front-gate"), lambda c, _: c.protect.webhooks == ["front-gate"],
    ),
    "GET /v1/files/{fileType}": (upload_and_list, true),
    "POST /v1/files/{fileType}": (upload, lambda c, r: list(c.protect.files) == [r.name]),
    "GET /v1/users": (listing("users"), lambda c, r: [each.id for each in r] == list(c.protect.users)),
    "GET /v1/users/{id}": (lambda p: p.users.get(USER), lambda c, r: r.id == USER),
    "GET /v1/ulp-users": (listing("identity_users"), lambda c, r: [each.id for each in r] == list(c.protect.ulp_users)),
    "GET /v1/ulp-users/{id}": (lambda p: p.identity_users.get(PERSON), lambda c, r: r.id == PERSON),
    "POST /v1/pos/cameras/{id}/transactions": (
        lambda p: p.pos.ingest(DOORBELL, SALE), lambda c, r: r.created and (DOORBELL, "till-1") in c.protect.transactions,
    ),
}  # fmt: skip


def reached(console: SimulatedConsole, operation: str) -> bool:
    pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", operation))
    return any(pattern.fullmatch(f"{each.verb} {each.path.removeprefix(PREFIX)}") for each in console.requests)


def test_every_operation_is_among_them() -> None:
    shapes = {FACTS.find(operation).name for operation in OPERATIONS}
    assert shapes == {name for name in FACTS.operations if "/subscribe/" not in name}
    assert len(OPERATIONS) == len(shapes) == 72


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_an_operation_reaches_the_console_and_does_what_it_says(
    protect: ProtectClient, console: SimulatedConsole, operation: str
) -> None:
    call, holds = OPERATIONS[operation]
    result = await call(protect)
    assert reached(console, operation)
    assert holds(console, result)

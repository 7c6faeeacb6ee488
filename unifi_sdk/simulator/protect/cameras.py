"""Cameras of a simulated Protect application: pictures, streams, talking and turning."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping

from aiohttp import web

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import Camera, Document, SimulatedDevice
from unifi_sdk.simulator.protect.scene import picture
from unifi_sdk.simulator.protect.wire import Call, Handler, invalid, offline

__all__ = ["HANDLERS", "paint"]

SMALL, FULL_HD = (640, 360), (1920, 1080)
QUALITIES = ("high", "medium", "low", "package")
PATROL_SLOTS = ("0", "1", "2", "3", "4")
_PRESET = re.compile(r"-1|[0-9]{1,3}")
_MESSAGES = {"DO_NOT_DISTURB": "DO NOT DISTURB", "LEAVE_PACKAGE_AT_DOOR": "LEAVE PACKAGE AT DOOR"}


async def paint(camera: Camera, moment: float, size: tuple[int, int], channel: str = "main") -> bytes:
    """What a camera sees, as a JPEG.

    Args:
        camera: Which camera.
        moment: Unix seconds.
        size: Width and height in pixels.
        channel: `main` or `package`.
    """
    seed, label = camera.id, camera.name or "Camera"
    if channel == "package":
        seed, label = f"{seed}/package", f"{label} package"
    return await asyncio.to_thread(picture, seed, label, moment, *size)


async def _snapshot(call: Call) -> web.Response:
    camera = call.camera()
    channel = call.query.get("channel", ["main"])[0]
    if channel == "package" and not camera.has_package_camera:
        raise invalid("The camera has no package camera")
    if not camera.is_connected:
        raise offline("camera")
    is_large = call.query.get("highQuality") == ["true"] and camera.has_full_hd_snapshot
    jpeg = await paint(camera, call.now, FULL_HD if is_large else SMALL, channel)
    return web.Response(body=jpeg, content_type="image/jpeg")


def _create_streams(call: Call) -> Document:
    camera = call.camera()
    wanted = call.body["qualities"]
    qualities = [str(quality) for quality in wanted] if isinstance(wanted, list) else []
    if "package" in qualities and not camera.has_package_camera:
        raise invalid("The camera has no package camera")
    for quality in qualities:
        camera.streams.setdefault(quality, secrets.token_hex(8))
    return {quality: _address(call, camera.streams[quality]) for quality in QUALITIES if quality in qualities}


def _list_streams(call: Call) -> Document:
    streams = call.camera().streams
    return {quality: _address(call, streams[quality]) if quality in streams else None for quality in QUALITIES}


def _delete_streams(call: Call) -> None:
    camera = call.camera()
    for quality in call.query["qualities"]:
        camera.streams.pop(quality, None)


def _address(call: Call, alias: str) -> str:
    return f"rtsps://{call.protect.stream_host}:7441/{alias}?enableSrtp"


def _talk(call: Call) -> Document:
    camera = call.camera()
    if not camera.has_speaker:
        raise invalid("The camera has no speaker")
    call.perform(camera)
    return {"url": "rtp://192.0.2.20:7004", "codec": "opus", "samplingRate": 24000, "bitsPerSample": 16}


def _disable_mic(call: Call) -> Document:
    camera = call.camera()
    call.perform(camera)
    camera.change({"isMicEnabled": False, "micVolume": 0, "featureFlags": {"hasMic": False}})
    return camera.body()


def _go_to(call: Call) -> None:
    if not _PRESET.fullmatch(call.ids["slot"]):
        raise invalid("slot must be -1 or a preset")
    call.perform(_turning(call), slot=int(call.ids["slot"]))


def _start_patrol(call: Call) -> None:
    if call.ids["slot"] not in PATROL_SLOTS:
        raise invalid("slot must be from 0 to 4")
    camera, slot = _turning(call), int(call.ids["slot"])
    call.perform(camera, slot=slot)
    camera.change({"activePatrolSlot": slot})


def _stop_patrol(call: Call) -> None:
    camera = _turning(call)
    call.perform(camera)
    camera.change({"activePatrolSlot": None})


def _turning(call: Call) -> Camera:
    camera = call.camera()
    if not camera.is_ptz:
        raise invalid("The camera does not turn")
    return camera


def _adjust(call: Call, camera: SimulatedDevice, changes: Document) -> None:
    message = changes.get("lcdMessage")
    if not isinstance(message, Mapping):
        return
    if not isinstance(camera.get("lcdMessage"), Mapping):
        raise invalid("The camera has no LCD screen")
    if message["type"] == "IMAGE" and message["text"] not in call.protect.files:
        raise invalid("No such image")
    default = round((call.now + call.protect.nvr.message_seconds) * 1000)
    changes["lcdMessage"] = {
        "type": message["type"],
        "text": _MESSAGES.get(str(message["type"])) or message["text"],
        "resetAt": message.get("resetAt", default),
    }


_FAMILY = Family(path="/v1/cameras", kind="camera", label="camera", adjust=_adjust, is_listed_early=True)
HANDLERS: Mapping[str, Handler] = {
    **_FAMILY.handlers(),
    "GET /v1/cameras/{id}/snapshot": _snapshot,
    "POST /v1/cameras/{id}/rtsps-stream": _create_streams,
    "GET /v1/cameras/{id}/rtsps-stream": _list_streams,
    "DELETE /v1/cameras/{id}/rtsps-stream": _delete_streams,
    "POST /v1/cameras/{id}/talkback-session": _talk,
    "POST /v1/cameras/{id}/disable-mic-permanently": _disable_mic,
    "POST /v1/cameras/{id}/ptz/goto/{slot}": _go_to,
    "POST /v1/cameras/{id}/ptz/patrol/start/{slot}": _start_patrol,
    "POST /v1/cameras/{id}/ptz/patrol/stop": _stop_patrol,
}
"""By operation."""

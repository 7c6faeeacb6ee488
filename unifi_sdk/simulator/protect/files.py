"""Files that are uploaded to a simulated Protect application: pictures for displays, which become sprites, and sounds."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Mapping

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.sprites import Sprite, UnreadablePictureError, make_sprite
from unifi_sdk.simulator.protect.state import StoredFile
from unifi_sdk.simulator.protect.wire import Call, Handler, ProtectFailure, invalid

__all__ = ["HANDLERS", "MAX_FILE_BYTES", "MAX_SPRITE_BYTES"]

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_SPRITE_BYTES = 1024 * 1024
MIME_TYPES = {
    "image/gif": "png",
    "image/jpeg": "png",
    "image/png": "png",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wave": "wav",
    "audio/x-caf": "caf",
}
"""What may be uploaded, and the ending under which it is kept: pictures become sprites."""
_MALFORMED = (
    ValueError,
    AssertionError,
    RuntimeError,
    RuntimeWarning,
    LookupError,
    EOFError,
    HttpProcessingError,
    web.RequestPayloadError,
)
"""What reading a form raises when it is none."""


def _list(call: Call) -> list[Document]:
    return [file.document for file in call.protect.files.values()]


async def _upload(call: Call) -> Document:
    if call.request.content_type != "multipart/form-data":
        raise invalid("Multipart form data is expected")
    try:
        part, content = await _receive(call)
    except _MALFORMED:
        raise invalid("Malformed multipart form data") from None
    content_type = part.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type not in MIME_TYPES:
        raise invalid("The file has an unsupported type")
    sprite = await _process(content) if content_type.startswith("image/") else None
    return _keep(call, part.filename, content_type, content, sprite)


async def _receive(call: Call) -> tuple[BodyPartReader, bytes]:
    """The file in a form, and no more than it may hold."""
    form = await call.request.multipart()
    part = await form.next()
    if part is None:
        raise invalid("No file was uploaded")
    if not isinstance(part, BodyPartReader) or part.name != "file":
        raise invalid("Unexpected field")
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > MAX_FILE_BYTES:
            raise ProtectFailure(413, "The file is too large")
    while await form.next() is not None:  # the form has to end
        raise invalid("Unexpected field")
    return part, bytes(content)


async def _process(content: bytes) -> Sprite:
    try:
        sprite = await asyncio.to_thread(make_sprite, content)
    except UnreadablePictureError:
        raise invalid("The file could not be processed") from None
    if len(sprite.png) > MAX_SPRITE_BYTES:
        raise invalid("The processed file is too large")
    return sprite


def _keep(call: Call, filename: str | None, content_type: str, content: bytes, sprite: Sprite | None) -> Document:
    identifier = str(uuid.uuid4())
    name = f"{identifier}.{MIME_TYPES[content_type]}"
    document: Document = {
        "id": identifier,
        "name": name,
        "type": call.ids["fileType"],
        "originalName": re.split(r"[/\\]", filename or name)[-1],
        "path": f"/data/{call.ids['fileType']}/{name}",
        "size": len(content),
        "createdAt": call.milliseconds,
    }
    call.protect.files[name] = StoredFile(
        document=document,
        content_type=content_type,
        content=content,
        sprite=sprite.png if sprite else None,
        preview=sprite.gif if sprite else None,
    )
    if sprite is not None:
        _offer_image(call, name)
    return document


def _offer_image(call: Call, name: str) -> None:
    settings = call.protect.nvr.get("doorbellSettings")
    images = settings["customImages"] if isinstance(settings, dict) else []
    shown = [*images, {"preview": f"{name}.gif", "sprite": name}]
    call.protect.nvr.change({"doorbellSettings": {"customImages": shown}})


HANDLERS: Mapping[str, Handler] = {
    "GET /v1/files/{fileType}": _list,
    "POST /v1/files/{fileType}": _upload,
}
"""By operation."""

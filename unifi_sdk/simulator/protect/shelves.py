"""What a simulated Protect application holds beside devices: liveviews, people, uploaded files, and itself."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

import attrs
from aiohttp import BodyPartReader

from unifi_sdk.simulator.protect.state import Document
from unifi_sdk.simulator.protect.wire import Call, Handler, ProtectFailure, invalid, not_found

__all__ = ["HANDLERS", "StoredFile"]

MAX_FILE_BYTES = 10 * 1024 * 1024
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


@attrs.frozen(kw_only=True)
class StoredFile:
    """Something that was uploaded."""

    document: Document
    """As the API shows it."""
    content_type: str
    content: bytes = attrs.field(repr=False)
    """As it came."""


def _info(call: Call) -> Document:
    return {"applicationVersion": call.protect.version}


def _nvr(call: Call) -> Document:
    return call.protect.nvr.body()


def _list_users(call: Call) -> list[Document]:
    return list(call.protect.users.values())


def _get_user(call: Call) -> Document:
    return _from(call.protect.users, call, "user")


def _list_ulp_users(call: Call) -> list[Document]:
    return list(call.protect.ulp_users.values())


def _get_ulp_user(call: Call) -> Document:
    return _from(call.protect.ulp_users, call, "user")


def _list_liveviews(call: Call) -> list[Document]:
    return [liveview for liveview in call.protect.liveviews.values() if _is_visible(call, liveview)]


def _get_liveview(call: Call) -> Document:
    liveview = _from(call.protect.liveviews, call, "liveview")
    if not _is_visible(call, liveview):
        raise not_found("liveview")
    return liveview


def _create_liveview(call: Call) -> Document:
    _check_cameras(call)
    identifier = call.protect.new_id()
    liveview = {"id": identifier, "modelKey": "liveview", "isDefault": False, "owner": _owner(call), **call.body}
    call.protect.liveviews[identifier] = liveview
    return liveview


def _update_liveview(call: Call) -> Document:
    liveview = _get_liveview(call)
    _check_cameras(call)
    liveview.update(call.body)
    return liveview


def _check_cameras(call: Call) -> None:
    slots = call.body["slots"]
    shown = [camera for slot in slots for camera in slot["cameras"]] if isinstance(slots, list) else []
    if any(camera not in call.protect.cameras for camera in shown):
        raise invalid("No such camera")


def _is_visible(call: Call, liveview: Document) -> bool:
    return liveview["isGlobal"] is True or liveview["owner"] == _owner(call)


def _owner(call: Call) -> str:
    """The user to whom the key belongs."""
    return next(iter(call.protect.users), "")


def _list_files(call: Call) -> list[Document]:
    return [file.document for file in call.protect.files.values()]


async def _upload(call: Call) -> Document:
    if call.request.content_type != "multipart/form-data":
        raise invalid("Multipart form data is expected")
    async for part in await call.request.multipart():
        if not isinstance(part, BodyPartReader) or part.name != "file":
            raise invalid("Unexpected field")
        return _keep(call, part, await _read(part))
    raise invalid("No file was uploaded")


async def _read(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > MAX_FILE_BYTES:
            raise ProtectFailure(413, "The file is too large")
    return bytes(content)


def _keep(call: Call, part: BodyPartReader, content: bytes) -> Document:
    content_type = part.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type not in MIME_TYPES:
        raise invalid("The file has an unsupported type")
    identifier = str(uuid.uuid4())
    name = f"{identifier}.{MIME_TYPES[content_type]}"
    document: Document = {
        "id": identifier,
        "name": name,
        "type": call.ids["fileType"],
        "originalName": re.split(r"[/\\]", part.filename or name)[-1],
        "path": f"/data/{call.ids['fileType']}/{name}",
        "size": len(content),
        "createdAt": call.milliseconds,
    }
    call.protect.files[name] = StoredFile(document=document, content_type=content_type, content=content)
    if content_type.startswith("image/"):
        _offer_image(call, name)
    return document


def _offer_image(call: Call, name: str) -> None:
    settings = call.protect.nvr.get("doorbellSettings")
    images = settings["customImages"] if isinstance(settings, dict) else []
    shown = [*images, {"preview": f"{name}.gif", "sprite": name}]
    call.protect.nvr.change({"doorbellSettings": {"customImages": shown}})


def _from(shelf: Mapping[str, Document], call: Call, label: str) -> Document:
    if call.id not in shelf:
        raise not_found(label)
    return shelf[call.id]


HANDLERS: Mapping[str, Handler] = {
    "GET /v1/meta/info": _info,
    "GET /v1/nvrs": _nvr,
    "GET /v1/users": _list_users,
    "GET /v1/users/{id}": _get_user,
    "GET /v1/ulp-users": _list_ulp_users,
    "GET /v1/ulp-users/{id}": _get_ulp_user,
    "GET /v1/liveviews": _list_liveviews,
    "POST /v1/liveviews": _create_liveview,
    "GET /v1/liveviews/{id}": _get_liveview,
    "PATCH /v1/liveviews/{id}": _update_liveview,
    "GET /v1/files/{fileType}": _list_files,
    "POST /v1/files/{fileType}": _upload,
}
"""By operation."""

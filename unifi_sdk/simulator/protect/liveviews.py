"""Live views of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.wire import WRITABLE_OF_LIVEVIEWS, Call, Handler, not_found

__all__ = ["HANDLERS"]


def _list(call: Call) -> list[Document]:
    return [liveview for liveview in call.protect.liveviews.values() if _is_visible(call, liveview)]


def _get(call: Call) -> Document:
    liveview = call.one_of(call.protect.liveviews, "liveview")
    if not _is_visible(call, liveview):
        raise not_found("liveview")
    return liveview


def _create(call: Call) -> Document:
    """Which id it has, whose it is and whether it is the default is for the console to say, whatever was sent."""
    _check_cameras(call)
    identifier = call.protect.new_id()
    chosen = {name: call.body[name] for name in WRITABLE_OF_LIVEVIEWS}
    liveview = {"id": identifier, "modelKey": "liveview", "isDefault": False, "owner": _owner(call), **chosen}
    call.protect.liveviews[identifier] = liveview
    return liveview


def _replace(call: Call) -> Document:
    liveview = _get(call)
    _check_cameras(call)
    liveview.update(call.body)
    return liveview


def _check_cameras(call: Call) -> None:
    slots = call.body["slots"]
    call.check_cameras([camera for slot in slots for camera in slot["cameras"]] if isinstance(slots, list) else [])


def _is_visible(call: Call, liveview: Document) -> bool:
    return liveview["isGlobal"] is True or liveview["owner"] == _owner(call)


def _owner(call: Call) -> str:
    """The user to whom the key belongs."""
    return next(iter(call.protect.users), "")


HANDLERS: Mapping[str, Handler] = {
    "GET /v1/liveviews": _list,
    "POST /v1/liveviews": _create,
    "GET /v1/liveviews/{id}": _get,
    "PATCH /v1/liveviews/{id}": _replace,
}
"""By operation."""

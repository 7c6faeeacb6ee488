"""What the sockets of UniFi Protect carry, one frame for each thing it is about."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Final, Literal, TypeAlias

import attrs

from unifi_sdk._core.application import Application
from unifi_sdk._core.model import Json, OpenEnum
from unifi_sdk._core.stream import Liveness, StreamItem, in_a_row
from unifi_sdk.errors import ConfigurationError, DecodeError

__all__ = ["Frame", "FrameAction", "Subscription", "SubscriptionName", "read_frames"]

LIVENESS: Final = Liveness(ping_seconds=30)  # a quiet site says nothing for hours, and a gateway cuts what is idle


class Subscription(OpenEnum):
    """Which socket."""

    DEVICES = "devices"
    EVENTS = "events"


SubscriptionName: TypeAlias = Subscription | Literal["devices", "events"]
"""A `Subscription`, or its text."""


class FrameAction(OpenEnum):
    """What has become of an item."""

    ADD = "add"
    UPDATE = "update"
    REMOVE = "remove"


ADD: Final = FrameAction.ADD
UPDATE: Final = FrameAction.UPDATE
REMOVE: Final = FrameAction.REMOVE
_ACTIONS: Final = {action.value: action for action in FrameAction}

OPERATIONS: Final = {
    Subscription.DEVICES: "GET /v1/subscribe/devices",
    Subscription.EVENTS: "GET /v1/subscribe/events",
}


@attrs.frozen
class Frame:
    """One thing that has become of one item.

    Args:
        action: What.
        id: Of which item.
        model_key: Of which kind, as the vendor calls it: ``camera``, ``light``, ``event``; "" when the frame doesn't say.
        item: The item, or the part of it that has changed, with wire names; its ``id`` is this frame's.
    """

    action: FrameAction
    id: str
    model_key: str
    item: Mapping[str, Json] = attrs.field(repr=False)


def open_frames(app: Application, subscription: SubscriptionName) -> AsyncGenerator[StreamItem[Frame], None]:
    """See `ProtectClient.frames`."""
    return in_a_row(open_batches_of_frames(app, subscription))


def open_batches_of_frames(
    app: Application, subscription: SubscriptionName
) -> AsyncGenerator[Iterable[StreamItem[Frame]], None]:
    """The same, for what goes through all that has come at once."""
    operation = OPERATIONS.get(Subscription(subscription))
    if operation is None:
        raise ConfigurationError(f"subscription must be one of {', '.join(OPERATIONS)}, not {subscription}")
    return app.batches(operation, lambda frame: read_frames(frame, operation), LIVENESS)


def read_frames(document: Json, operation: str = "") -> Iterable[Frame]:
    """The frames in one message, each made when it is asked for: a bulk message names any number of ids for one change.

    Args:
        document: The message.
        operation: Which socket it came from, for errors.

    Raises:
        DecodeError: it is no such message.
    """
    if not isinstance(document, dict):
        raise _mismatch(operation, "$", "an object")
    action, item = document.get("type"), document.get("item")
    if not isinstance(action, str):
        raise _mismatch(operation, "$.type", "a string")
    if not isinstance(item, dict):
        raise _mismatch(operation, "$.item", "an object")
    ids, key = item.get("id"), item.get("modelKey")
    what, model_key = _ACTIONS.get(action) or FrameAction(action), key if isinstance(key, str) else ""
    if isinstance(ids, str) and ids:
        return (Frame(what, ids, model_key, item),)
    known = ids if isinstance(ids, list) else []
    names = [name for name in known if isinstance(name, str) and name]
    if not names or len(names) != len(known):
        raise _mismatch(operation, "$.item.id", "an id, or a list of ids")
    return (Frame(what, name, model_key, item | {"id": name}) for name in names)


def _mismatch(operation: str, path: str, expected: str) -> DecodeError:
    of = f"{operation}: " if operation else ""
    return DecodeError(f"{of}expected {expected} at {path}", operation=operation, path=path, expected=expected)

"""Calling what performs the operations of UniFi Access, with any arguments that its methods take."""

from __future__ import annotations

import inspect
import types
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from unifi_sdk._core.model import READ_ONLY, Json, Model, OpenEnum, Unset
from unifi_sdk._core.stream import Liveness, RawEvent
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.access import AccessClient, Actor
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access._resource import Resource
from unifi_sdk.access.devices import _FACE_COMBINATIONS
from unifi_sdk.access.enrolment import CardEnrolment
from unifi_sdk.access.holders import UserCredentials, VisitorCredentials
from unifi_sdk.access.models import (
    AccessMethodChanges,
    CardImport,
    IdentityResourceType,
    TimeRange,
    TouchPassStatus,
    UserStatus,
)
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.access.notifications import open_notifications
from unifi_sdk.errors import DecodeError

__all__ = ["PLACES", "arguments", "call", "read_frame"]

PLACES: Final = performed("unifi_sdk.access")
"""Every place that performs an operation; one for each operation."""

_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SENT: Final[Mapping[type, list[Any]]] = {
    UserStatus: [UserStatus.ACTIVE, UserStatus.DEACTIVATED],
    TouchPassStatus: [TouchPassStatus.ACTIVE, TouchPassStatus.SUSPENDED],
    IdentityResourceType: [each for each in IdentityResourceType if each is not IdentityResourceType.CAMERA],
}
"""What of an enumeration is documented to be sent."""
_PEM: Final = b"-----BEGIN %s-----\nfake\n-----END %s-----\n"
_TEXTS: Final = st.text("abcXYZ019 -_.'é☕", min_size=1, max_size=12).filter(str.strip)
_MOMENTS: Final = st.integers(0, 10**9).map(lambda seconds: _DAY + timedelta(seconds=seconds))
_URLS: Final = st.sampled_from(["https://hooks.test/a", "http://192.0.2.7:8080"])
_NAMED: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "pin": st.from_regex("[0-9]{4,8}", fullmatch=True),
    "endpoint": _URLS,
    "path": st.sampled_from(["/preview/door.jpg", "activities_resource/video/a.mp4"]),
    "key": st.just(_PEM.replace(b"%s", b"PRIVATE KEY")),
    "certificate": st.just(_PEM.replace(b"%s", b"CERTIFICATE")),
    "since": _MOMENTS,
    "until": _MOMENTS.map(lambda moment: moment + timedelta(days=1)),
    "end_time": _MOMENTS.map(lambda moment: moment + timedelta(seconds=10**9 + 1)),
}


def arguments(function: Callable[..., Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Everything that a method takes, by name; what it can do without is sometimes left out.

    Some of it can't go together; the method then raises `ConfigurationError`.
    """
    hints = get_type_hints(function, include_extras=True)
    needed, optional = {}, {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in ("self", "timeout_seconds"):
            kind = needed if parameter.default is inspect.Parameter.empty else optional
            kind[name] = _value(hints[name], name)
    return st.fixed_dictionaries(needed, optional=optional)


async def call(access: AccessClient, place: Performed, values: dict[str, Any]) -> Any:
    """Have a place perform its operation, through the public method where it is private.

    Args:
        access: Whose it is.
        place: Not that of the notifications.
        values: What `arguments` gave.
    """
    if place.owner is CardEnrolment:
        async with access.credentials.enrol_card("0123456789ab", reset=True) as enrolment:
            return await enrolment.card(timeout_seconds=0)
    name = place.function.__name__
    if name == "_remove":
        name = "delete" if values.pop("is_force", None) else "cancel"
    return await getattr(_owner(access, place), name)(**values)


def read_frame(frame: Json) -> list[Notification | RawEvent]:
    """What the notification stream makes of one frame; what it can't read is handed on raw, as `open_batches` does it."""
    decoders: list[Callable[[Json], list[Notification | RawEvent]]] = []

    class Listening:
        dialect = DIALECT

        def stream(self, operation: str, decode: Any, liveness: Liveness) -> AsyncGenerator[Any, None]:
            decoders.append(decode)
            return _nothing()

    open_notifications(Listening())  # type: ignore[arg-type]
    try:
        return decoders[0](frame)
    except DecodeError as error:
        return [RawEvent(frame, error)]


async def _nothing() -> AsyncGenerator[Any, None]:
    return
    yield


def _owner(access: AccessClient, place: Performed) -> object:
    if place.owner is UserCredentials:
        return access.users.credentials("a-user")
    if place.owner is VisitorCredentials:
        return access.visitors.credentials("a-visitor")
    (found,) = [part for part in vars(access).values() if isinstance(part, Resource) and type(part) is place.owner]
    return found


def _value(hint: Any, name: str = "") -> st.SearchStrategy[Any]:
    tp = _plain(hint)
    if get_origin(tp) in (tuple, Iterable):
        return st.lists(_value(get_args(tp)[0], f"{name}[]"), max_size=2, unique_by=repr).map(tuple)
    if isinstance(tp, type) and issubclass(tp, Model):
        return _MODELS[tp]() if tp in _MODELS else _model(tp)
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        return st.sampled_from(_SENT.get(tp, [each for each in tp if each]))
    if get_origin(tp) is Mapping:
        return st.dictionaries(_TEXTS, _TEXTS, max_size=2)
    if name in _NAMED:
        return _NAMED[name]
    if tp is Actor:
        return st.builds(Actor, _TEXTS, _TEXTS)
    if get_origin(tp) is Annotated or tp is datetime:
        return _MOMENTS
    if tp is bytes:
        return st.binary(min_size=1, max_size=16)
    return {str: _TEXTS, bool: st.booleans(), int: st.integers(1, 100)}[tp]


def _model(cls: type[Model]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls, include_extras=True)
    fields = [field for field in attrs.fields(cls) if field.name != "extra"]
    given = {}
    for field in fields:
        made = _value(hints[field.name], field.name)
        is_whole = field.default is attrs.NOTHING or field.name in ("id", "type") or field.metadata.get(READ_ONLY)
        given[field.name] = made if is_whole else st.just(field.default) | made
    return st.builds(cls, **given)


def _method_changes() -> st.SearchStrategy[AccessMethodChanges]:
    switches = {name: st.booleans() for name in ("nfc", "wave", "pin_code", "pin_code_shuffle", "face", "qr_code")}
    faces = st.sampled_from([{}, *_faces()])
    changes = st.fixed_dictionaries({}, optional=switches)
    return st.builds(lambda some, face: AccessMethodChanges(**some, **face), changes, faces)


def _faces() -> Iterator[dict[str, Any]]:
    for level, distance in sorted(_FACE_COMBINATIONS):
        yield {"anti_spoofing_level": level, "detect_distance": distance}


_MODELS: Final[Mapping[type, Callable[[], st.SearchStrategy[Any]]]] = {
    AccessMethodChanges: _method_changes,
    CardImport: lambda: st.builds(
        CardImport, nfc_id=st.from_regex("[0-9A-F]{8}", fullmatch=True), alias=st.none() | st.text("abc", max_size=3)
    ),
    TimeRange: lambda: st.sampled_from(
        [TimeRange(start_time="09:00:00", end_time="17:00:59"), TimeRange(start_time="00:00:00", end_time="23:59:59")]
    ),
}


def _plain(hint: Any) -> Any:
    """A type without None and UNSET; the first of several."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(member for member in get_args(hint) if member not in (types.NoneType, Unset))
    return hint

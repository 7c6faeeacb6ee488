"""A UniFi Protect client that records, and documents for its models."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from tests.support.recording import RecordingTransport
from tests.support.wire import FLOAT, INT64, JSON, MILLISECONDS, TEXT, same_json
from unifi_sdk import ProtectClient
from unifi_sdk._core.model import Json, Model, OpenEnum
from unifi_sdk._core.transport import Request, Response
from unifi_sdk.protect._dialect import DIALECT

__all__ = ["ProtectRecording", "assert_whole", "documents", "read"]

_CODEC = DIALECT.codec
_PRIMITIVES: dict[Any, st.SearchStrategy[Any]] = {str: TEXT, int: INT64, bool: st.booleans(), float: FLOAT}
_UNKNOWN_KEYS = st.dictionaries(TEXT.map(lambda text: f"x-{text}"), JSON, max_size=2)


class ProtectRecording(RecordingTransport):
    """Also keeps the requests as they were handed over, for their targets, deadlines and bodies that are no JSON."""

    def __init__(self, *, read_only: bool = False) -> None:
        super().__init__(read_only=read_only)
        self.requests: list[Request] = []

    def protect(self) -> ProtectClient:
        """A client that sends with this."""
        return ProtectClient("console.test", api_key="fake-api-key-0123456789", _transport=self)

    async def send(self, request: Request) -> Response:
        self.requests.append(request)
        is_json = request.content_type == "application/json"
        return await super().send(request if is_json else attrs.evolve(request, body=None))


def read(model: type[Any], document: object) -> Any:
    """A model from a document."""
    return _CODEC.decode(model, document)  # type: ignore[arg-type]


def assert_whole(model: type[Model], document: Json) -> None:
    """The model has a field for everything in the document, and it is written back as it was read."""
    decoded = _CODEC.decode(model, document)
    assert list(_unknown(decoded)) == []
    assert same_json(json.loads(json.dumps(_CODEC.encode(decoded))), document)


@cache
def documents(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that decode to a model: optional fields are there, absent or null, enums have new values, keys are new."""
    attrs.resolve_types(model, include_extras=True)
    wire = _CODEC.wire_names(model)
    always, sometimes = {}, {}
    for field in attrs.fields(model):
        if field.name == "extra":
            continue
        values = _values(field.type)
        if field.default is None:
            sometimes[wire[field.name]] = values | st.none()
        else:
            always[wire[field.name]] = values
    known = st.fixed_dictionaries(always, optional=sometimes)
    return st.builds(lambda known, new: {**new, **known}, known, _UNKNOWN_KEYS)


def _values(tp: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(tp), get_args(tp)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_values(member) for member in arguments if member is not types.NoneType))
    if origin is Annotated:
        return MILLISECONDS
    if origin is tuple:
        return st.lists(_values(arguments[0]), max_size=2)
    if origin is Mapping:
        return st.dictionaries(TEXT, _values(arguments[1]), max_size=2)
    if issubclass(tp, OpenEnum):
        return st.sampled_from([member.value for member in tp]) | TEXT
    if issubclass(tp, Model):
        return documents(tp)
    return _PRIMITIVES[tp]


def _unknown(value: object, path: str = "$") -> Iterator[str]:
    """Where something stands that no field took."""
    if isinstance(value, Model):
        yield from (f"{path}.{key}" for key in value.extra)
        for field in attrs.fields(type(value)):
            if field.name != "extra":
                yield from _unknown(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _unknown(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _unknown(item, f"{path}[{index}]")

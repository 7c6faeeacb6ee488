"""Values of models as they are written: by their types, and lists and maps as they came where nobody has changed them."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final, Protocol, Union, get_args, get_origin

import attrs

from unifi_sdk._core.compiler import FieldPlan
from unifi_sdk._core.left_out import flags_left_out, is_left_out
from unifi_sdk._core.model import UNSET, IfEmpty, Json, Model, TimeFormat, Unset, is_secret
from unifi_sdk._core.values import TIME_WRITERS, Decoder, MismatchError, decode_anything
from unifi_sdk.auth import hidden
from unifi_sdk.errors import ConfigurationError

__all__ = ["NOTHING", "make_encoder", "strip_optional"]

NOTHING: Final = object()
"""An object that is left out of the one that holds it."""


class Coder(Protocol):
    """What writing needs of a codec."""

    @property
    def pads_lists(self) -> bool:
        """Whether the console fills lists of texts up with empty ones."""

    def decoder(self, tp: Any) -> Decoder:
        """The function that decodes one value of a type."""

    def encode(self, value: object, *, writable: bool = False) -> Json:
        """Turn models, and containers of them, into a JSON document."""


def make_encoder(
    codec: Coder, cls: type[Model], plans: Sequence[FieldPlan], writable: bool
) -> Callable[[Any], dict[str, Any]]:
    """What writes a model.

    Args:
        codec: The application's.
        cls: The model.
        plans: How its fields are read.
        writable: As for `Codec.encode`.
    """
    hides = {a.name for a in attrs.fields(cls) if writable and is_secret(a)}
    sent = [
        (
            p,
            (_hiding if p.name in hides else decode_anything)(_make_writer(codec, p.type, writable)),
            _make_restorer(codec, p.type, p.default, writable),
        )
        for p in plans
        if not (writable and p.is_read_only)
    ]
    withheld = frozenset(p.wire for p in plans if writable and p.is_read_only)
    needed = [p for p in plans if writable and p.if_empty is not None]

    def encode(value: Any) -> Any:
        for plan in needed:
            if plan.wire in value.extra and not getattr(value, plan.name):
                if plan.if_empty is IfEmpty.LEFT_OUT:
                    return NOTHING
                raise ConfigurationError(
                    f"{cls.__name__}.{plan.name} came empty and can't be written back so: give it an entry, "
                    "or take what holds it out, which may allow more than before"
                )
        document: dict[str, Any] = {}
        extra, superseded = value.extra, withheld
        flags = flags_left_out(extra)
        for plan, write, restore in sent:
            item = getattr(value, plan.name)
            if plan.wire in extra:
                came = _as_it_came(plan, extra[plan.wire], item, restore)
                if came is not NOTHING:
                    document[plan.wire] = came
                    continue
                superseded |= {plan.wire}
            if item is UNSET or (item is None and not plan.is_unset_by_default) or item == plan.default == "":
                continue
            if (is_left_out(item) or (item is False and plan.name in flags)) and plan.wire not in extra:
                continue
            written = None if item is None else write(item)
            if written is not NOTHING:
                document[plan.wire] = written
        for key, item in extra.items():
            if key not in superseded:
                document.setdefault(key, item)
        return document

    return encode


def _as_it_came(plan: FieldPlan, raw: Json, item: object, restore: Callable[[Any, Any], Any] | None) -> Any:
    """What is written for a field beside whose value something is kept: that, or `NOTHING` if the field was changed."""
    if restore is not None and raw.__class__ in (list, dict):
        return restore(raw, item)
    if raw is None:
        read = None if plan.is_optional else plan.default
    else:
        try:
            read = plan.decode(raw)
        except MismatchError as mismatch:
            read = plan.default if mismatch.rest is None else mismatch.rest
    return raw if read == item else NOTHING


def strip_optional(tp: Any) -> tuple[Any, bool]:
    """``X | None`` and ``X | Unset`` without the None and the Unset, and whether None was among them."""
    if get_origin(tp) not in (Union, types.UnionType):
        return tp, False
    members = [member for member in get_args(tp) if member not in (types.NoneType, Unset)]
    is_optional = types.NoneType in get_args(tp)
    return (members[0] if len(members) == 1 else Union[tuple(members)]), is_optional  # noqa: UP007


def _is_same(read: Any, items: Any, default: Any) -> bool:
    """Whether a field still holds what was read of a list or map; the default where nothing of it fits."""
    if not read:
        return bool(items == default)
    return items is not None and read == (items if isinstance(read, dict) else [*items])


def _make_restorer(codec: Coder, tp: Any, default: object, writable: bool) -> Callable[[Any, Any], Any] | None:
    """For a list or map: from what came and what is there now to both, each entry in its place; None for another type.

    What it gives is `NOTHING` if what is there is no longer what was read of what came.
    """
    origin, arguments = get_origin(tp), get_args(tp)
    is_map = origin in (dict, Mapping)
    if not is_map and origin is not list and not (origin is tuple and arguments[1:] == (...,)):
        return None
    of_entry = arguments[-1] if is_map else arguments[0]
    decode = codec.decoder(of_entry)
    write = None if _is_scalar(of_entry) else _make_writer(codec, of_entry, writable)
    unpad = codec.pads_lists and of_entry is str

    def restore_list(raw: Any, items: Any) -> Any:
        if raw.__class__ is dict:
            return NOTHING if items else raw
        entries = [entry for entry in raw if entry != ""] if unpad else raw
        sifted = [_sift(decode, entry) for entry in entries]
        if not _is_same([value for fits, value in sifted if fits], items, default if entries else ()):
            return NOTHING
        if write is None:
            return raw if entries == raw else [*(items or ())]
        written = iter([write(item) for item in items or ()])
        return [next(written) if fits else entry for fits, entry in sifted]

    def restore_map(raw: Any, items: Any) -> Any:
        if raw.__class__ is list:
            return NOTHING if items else raw
        sifted = {key: _sift(decode, entry) for key, entry in raw.items()}
        if not _is_same({key: value for key, (fits, value) in sifted.items() if fits}, items, default):
            return NOTHING
        if write is None:
            return raw
        return {key: write(items[key]) if fits else entry for key, (fits, entry) in sifted.items()}

    return restore_map if is_map else restore_list


def _hiding(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A writer of texts, or of an object with some, whose texts no traceback shows."""

    def hide(written: Any) -> Any:
        if isinstance(written, dict):
            return {key: hide(value) for key, value in written.items()}
        return hidden(written) if isinstance(written, str) else written

    return lambda item: hide(write(item))


def _is_scalar(tp: Any) -> bool:
    return tp in (str, int, float, bool) or (get_origin(tp) is Annotated and isinstance(get_args(tp)[1], TimeFormat))


def _sift(decode_item: Decoder, entry: Json) -> tuple[bool, Any]:
    """Whether an entry of a list was read, and what it was read as, or the entry itself."""
    try:
        return True, decode_item(entry)
    except MismatchError as mismatch:
        return (False, entry) if mismatch.rest is None else (True, mismatch.rest)


def _make_writer(codec: Coder, tp: Any, writable: bool) -> Callable[[Any], Any]:
    tp, is_optional = strip_optional(tp)
    if is_optional:
        write = _make_writer(codec, tp, writable)
        return lambda item: None if item is None else write(item)
    if get_origin(tp) is Annotated and isinstance(get_args(tp)[1], TimeFormat):
        return TIME_WRITERS[get_args(tp)[1]]
    if get_origin(tp) in (list, set, frozenset) or (get_origin(tp) is tuple and get_args(tp)[1:] == (...,)):
        write_item = _make_writer(codec, get_args(tp)[0], writable)
        return lambda items: [write_item(item) for item in items]
    if get_origin(tp) in (dict, Mapping):
        write_value = _make_writer(codec, get_args(tp)[1], writable)
        return lambda items: {str(key): write_value(item) for key, item in items.items()}
    if tp in (str, int, float, bool):
        return decode_anything
    return lambda item: codec.encode(item, writable=writable)

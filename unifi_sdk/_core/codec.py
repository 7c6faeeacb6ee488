"""JSON to models and back; wire names, tolerance and time formats are decided here and nowhere else.

Tolerance, from the outside in:

1. A list gives every item that decodes; the others are kept aside as `Undecodable`.
2. A list or map inside of an item gives every entry that decodes, at any depth, and is of the wrong shape only if none
   does. The list as it came stays in `Model.extra`, so that the others are written back in their places as long as
   nobody changes the field.
3. An optional field with a value of the wrong shape becomes None; the value stays in `Model.extra`, so that writing the
   model back sends what was read. A JSON null and an unknown key are kept in the same place for the same reason.
4. A required field that is missing or of the wrong shape makes the item undecodable.
5. Texts, numbers, true and false that come as one another are read as what the field is, where the application mixes them; a
   field that may be both is left alone. They are written back as they came as long as nobody changes the field.

The functions that decode models are generated (see `unifi_sdk._core.compiler`).
"""

from __future__ import annotations

import json
import logging
import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, Final, NoReturn, TypeVar, Union, cast, get_args, get_origin

import attrs
import cattrs

from unifi_sdk._core.collector import collector_at_rest
from unifi_sdk._core.compiler import FieldPlan, ModelPlan, compile_decoder
from unifi_sdk._core.cycles import contains_itself
from unifi_sdk._core.left_out import default_for, flags_left_out, is_left_out
from unifi_sdk._core.model import (
    IF_EMPTY,
    ONE_OR_MANY,
    READ_ONLY,
    UNSET,
    WIRE,
    IfEmpty,
    Json,
    Model,
    OpenEnum,
    TextForm,
    TimeFormat,
    Unset,
    is_secret,
)
from unifi_sdk._core.naming import camel_case, snake_case
from unifi_sdk._core.nesting import LESS_DEEP, TooDeepError, aside, is_too_deep, judged
from unifi_sdk._core.values import (
    PRIMITIVES,
    TEXTS,
    TIME_WRITERS,
    TIMES,
    Decoder,
    MismatchError,
    decode_anything,
    decode_bool_or_word,
    decode_text_or_digits,
    make_enum_decoder,
    make_mapping_decoder,
    make_number_decoder,
    make_optional_list_decoder,
    make_row_decoder,
    make_tuple_decoder,
    make_union_decoder,
    make_unpadding_decoder,
    write_iso,
)
from unifi_sdk.auth import hidden
from unifi_sdk.errors import ConfigurationError, DecodeError

try:
    import orjson
except ImportError:  # the `speed` extra is not installed
    orjson = None  # type: ignore[assignment]

__all__ = ["NOTHING_KEPT", "Codec", "Undecodable", "camel_case", "changes", "given", "loads", "snake_case", "write_iso"]

T = TypeVar("T")

_log = logging.getLogger("unifi_sdk.codec")

_INDEX: Final = re.compile(r"\[\d+\]")
_NOTHING: Final = object()
"""An object that is left out of the one that holds it."""
NOTHING_KEPT: Final = object()
"""What `Codec.decode_field` gives where the field holds all there was."""
_LARGE: Final = 64 * 1024
_MANY: Final = 20
"""Bytes of a document, and items of a list, with so many objects that the garbage collector takes its time."""
_ABSENT: Final = "read as absent"
_LEFT_OUT: Final = "left out of its list"


def loads(data: bytes) -> Json:
    """Parse JSON, with orjson when it is installed.

    Raises:
        TooDeepError: it is nested too deeply to be parsed; what can be parsed may still be too deep to be decoded.
        ValueError: this is no JSON.
    """
    if orjson is not None:
        try:
            if len(data) < _LARGE:
                return cast("Json", orjson.loads(data))
            with collector_at_rest:
                return cast("Json", orjson.loads(data))
        except ValueError:  # a text that ends in the middle of a character: the standard library takes it
            pass
    try:
        return cast("Json", _JSON.decode(data.decode()))
    except RecursionError:
        pass
    raise TooDeepError


def dumps(document: object) -> bytes:
    """Write JSON as UTF-8, with orjson when it is installed, which writes null for NaN and infinity.

    Raises:
        ConfigurationError: the document holds something that JSON doesn't have.
    """
    try:
        return _write_json(document)
    except (TypeError, ValueError, RecursionError) as error:
        kind = type(error).__name__
    del document  # a traceback may show what a frame holds
    raise ConfigurationError(f"body: a value in it can't be written as JSON ({kind})")


def given(**fields: object) -> dict[str, object]:
    """The body of a create or an action: the arguments that are not None, by field name."""
    return {name: value for name, value in fields.items() if value is not None}


def changes(**fields: object) -> dict[str, object]:
    """The body of a partial update: the arguments that are not UNSET, by field name; None is sent as null."""
    return {name: value for name, value in fields.items() if value is not UNSET}


@attrs.frozen(repr=False)
class Undecodable:
    """An item of a list that could not be decoded.

    Args:
        raw: The item as the console sent it.
        error: What was expected where in the item.
    """

    raw: Json
    error: DecodeError

    def __repr__(self) -> str:
        return f"Undecodable({self.error})"


class Codec:
    """Decodes and encodes the models of one application.

    Args:
        wire_name: From a field's name to its name on the wire: `camel_case` or `snake_case`.
        pads_lists: Whether the console fills lists of texts up with empty ones, which are no entries and are not taken back.
        mixes_numbers_and_texts: Whether texts, numbers, true and false come as one another; see 5. above.
    """

    def __init__(
        self, wire_name: Callable[[str], str], *, pads_lists: bool = False, mixes_numbers_and_texts: bool = False
    ) -> None:
        self.wire_name = wire_name
        self.pads_lists = pads_lists
        self._mixes_numbers_and_texts = mixes_numbers_and_texts
        self._decoders: dict[object, Decoder] = {}
        self._encoders: dict[tuple[type, bool], Callable[[Any], dict[str, Any]]] = {}
        self._reported: set[tuple[type, str]] = set()
        self._cattrs = cattrs.Converter(detailed_validation=False)
        self._cattrs.register_structure_hook_factory(_is_ours, lambda tp: lambda value, _: self.decoder(tp)(value))

    def decode(self, model: type[T], document: Json, *, operation: str = "", path: str = "$") -> T:
        """Decode one value.

        Args:
            model: The type to decode into.
            document: JSON as `loads` gives it.
            operation: What the value answers, for the error.
            path: Where the value stands in the answer.

        Raises:
            DecodeError: a required part is missing or of the wrong shape, or the document is nested too deeply.
        """
        decoder = self.decoder(model)
        try:
            return cast("T", decoder(document))
        except (MismatchError, RecursionError):
            pass
        try:
            return cast("T", _decode_judged(decoder, document))
        except MismatchError as mismatch:
            if mismatch.is_read:
                return cast("T", mismatch.rest)
            failure = _decode_error(mismatch, operation, path)
        raise failure

    def decode_items(
        self, model: type[T], documents: list[Json], *, operation: str = "", path: str = "$"
    ) -> tuple[list[T], list[Undecodable]]:
        """Decode the items of a list, each for itself.

        Args:
            model: The type of an item.
            documents: The items as `loads` gives them.
            operation: What the list answers, for the errors.
            path: Where the list stands in the answer.

        Returns:
            The decoded items in order, and those that could not be decoded.
        """
        decoder = self.decoder(model)
        try:
            if len(documents) < _MANY:
                return [decoder(document) for document in documents], []
            with collector_at_rest:
                return [decoder(document) for document in documents], []
        except (MismatchError, RecursionError):
            return self._decode_tolerantly(decoder, model, documents, operation, path)

    def encode(self, value: object, *, writable: bool = False) -> Json:
        """Turn models, and containers of them, into a JSON document with wire names.

        Args:
            value: A model, or anything JSON can hold with models, enums and UTC datetimes in it.
            writable: Leave out what the console alone sets, as a create or replace wants it; secrets are hidden in what a
                traceback shows.
        """
        if isinstance(value, Model):
            return self._encoder(type(value), writable)(value)
        if isinstance(value, Mapping):
            written = ((str(key), self.encode(item, writable=writable)) for key, item in value.items())
            return {key: item for key, item in written if item is not _NOTHING}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.encode(item, writable=writable) for item in value]
        if isinstance(value, Enum):
            return cast("Json", value.value)
        if isinstance(value, date):
            return write_iso(value)
        return cast("Json", value)

    def body(self, value: object) -> bytes:
        """The bytes of a request body.

        Args:
            value: A model; the fields of a flat body by their snake_case names (see `given` and `changes`); or a list.

        Raises:
            ConfigurationError: it holds something that JSON doesn't have, or is nested too deeply.
        """
        if isinstance(value, Mapping):
            value = {self.wire_name(name): item for name, item in value.items()}
        try:
            return dumps(self.encode(value, writable=True))
        except RecursionError:
            pass
        raise ConfigurationError(f"body: expected {LESS_DEEP}")

    def wire_names(self, model: type[Model]) -> dict[str, str]:
        """The fields of a model, and what each is called on the wire."""
        return {a.name: self._wire(a) for a in attrs.fields(model) if a.name != "extra"}

    def plans(self, model: type[Model]) -> dict[str, FieldPlan]:
        """How each field of a model is decoded, by its name on the wire."""
        return {plan.wire: plan for plan in map(self._plan, _resolved_fields(model))}

    def decode_field(self, model: type[Model], plan: FieldPlan, raw: Json) -> tuple[object, object]:
        """Decode the value of one field by the rules for fields.

        Returns:
            The value, and what has to stand in `Model.extra` beside it or `NOTHING_KEPT`.

        Raises:
            DecodeError: the field is required and the value has another shape.
        """
        if raw is None and (plan.is_optional or not plan.is_required):
            return (None if plan.is_optional else plan.default), None
        try:
            value = plan.decode(raw)
        except MismatchError as error:
            mismatch, rest, is_read = error.below(f".{plan.wire}"), error.rest, error.is_read
        else:
            is_told = value or (value != plan.default if value == "" else value is not None)
            return value, NOTHING_KEPT if is_told else raw
        if rest is None and plan.is_required:
            raise _decode_error(mismatch, "")
        if not is_read:
            self._report(model, mismatch, _ABSENT)
        return (plan.default if rest is None else rest), raw

    def decoder(self, tp: Any) -> Decoder:
        """The function that decodes one value of a type; made at first use."""
        try:
            return self._decoders[tp]
        except KeyError:
            self._decoders[tp] = lambda value: self._decoders[tp](value)  # a model may contain itself
            made = self._decoders[tp] = self._make_decoder(tp)
            return made

    def _decode_tolerantly(
        self, decoder: Decoder, model: type[T], documents: list[Json], operation: str, path: str
    ) -> tuple[list[T], list[Undecodable]]:
        items: list[T] = []
        failures: list[Undecodable] = []
        for index, document in enumerate(documents):
            try:
                items.append(_decode_judged(decoder, document))
                continue
            except MismatchError as error:
                mismatch = error
            failures.append(Undecodable(document, _decode_error(mismatch.below(f"[{index}]"), operation, path)))
            self._report(model, mismatch, _LEFT_OUT)
        return items, failures

    def _make_decoder(self, tp: Any) -> Decoder:
        tp, is_optional = _strip_optional(tp)
        if is_optional:
            decode = self.decoder(tp)
            return lambda value: None if value is None else decode(value)
        if tp in (int, float) and self._mixes_numbers_and_texts:
            return make_number_decoder(PRIMITIVES[tp])
        if tp in (str, bool) and self._mixes_numbers_and_texts:
            return decode_text_or_digits if tp is str else decode_bool_or_word
        if tp in PRIMITIVES:
            return PRIMITIVES[tp]
        origin, arguments = get_origin(tp), get_args(tp)
        if origin is Annotated and isinstance(arguments[1], TextForm):
            return TEXTS[arguments[1]]
        if origin is Annotated and isinstance(arguments[1], TimeFormat):
            is_number = arguments[1] in (TimeFormat.SECONDS, TimeFormat.MILLISECONDS)
            decode = TIMES[arguments[1]]
            return make_number_decoder(decode) if is_number and self._mixes_numbers_and_texts else decode
        if origin is tuple and len(arguments) == 2 and arguments[1] is ...:
            decode_tuple = make_tuple_decoder(self.decoder(arguments[0]))
            return make_unpadding_decoder(decode_tuple) if self.pads_lists and arguments[0] is str else decode_tuple
        if origin is tuple:
            return make_row_decoder([self.decoder(each) for each in arguments])
        if origin in (list, set, frozenset):
            return make_tuple_decoder(self.decoder(arguments[0]), origin)
        if origin in (dict, Mapping):
            return make_mapping_decoder(self.decoder(arguments[1]))
        if isinstance(tp, type) and issubclass(tp, OpenEnum):
            return make_enum_decoder(tp)
        if isinstance(tp, type) and issubclass(tp, Model):
            decode = self._make_variant_decoder(tp) if vars(tp).get("variant_tag") else self._make_model_decoder(tp)
            return (lambda value: decode(aside(value))) if contains_itself(tp) else decode
        if origin is Union:
            return make_union_decoder([PRIMITIVES.get(member) or self.decoder(member) for member in arguments])
        return self._make_cattrs_decoder(tp)

    def _make_cattrs_decoder(self, tp: Any) -> Decoder:
        hook = self._cattrs.get_structure_hook(tp)
        expected = getattr(tp, "__name__", str(tp))

        def decode(value: Any) -> Any:
            if get_origin(tp) is tuple and value.__class__ is not list:
                raise MismatchError("a list")
            try:
                return hook(aside(value), tp)
            except (MismatchError, RecursionError):
                raise
            except Exception:  # cattrs raises just this for a value that is none of a Literal's
                raise MismatchError(expected) from None

        return decode

    def _make_variant_decoder(self, base: type[Model]) -> Decoder:
        decode_base = self._make_model_decoder(base)
        tag = self._tag(base)
        by_tag: dict[str, Decoder] = {}

        def decode(value: Any) -> Any:
            if value.__class__ is not dict:
                raise MismatchError("an object")
            name = value.get(tag)
            name = name if name.__class__ is str else str(name)
            decode_variant = by_tag.get(name)
            if decode_variant is None:
                variant = base.variants.get(name)
                if variant is None:
                    return decode_base(value)
                decode_variant = by_tag[name] = self.decoder(variant)
            return decode_variant(value)

        return decode

    def _make_model_decoder(self, cls: type[Model]) -> Decoder:
        return compile_decoder(self._model_plan(cls))

    def _model_plan(self, cls: type[Model]) -> ModelPlan:
        def keep(plan: FieldPlan, mismatch: MismatchError) -> object:
            """Read an optional value of the wrong shape as absent, and a list or map as what of it fits."""
            if not mismatch.is_read:
                self._report(cls, mismatch.below(f".{plan.wire}"), _ABSENT)
            return plan.default if mismatch.rest is None else mismatch.rest

        fields = [self._plan(a) for a in _resolved_fields(cls)]
        tag = self._tag(cls) if vars(cls).get("variant_tag") else ""
        return ModelPlan(cls, fields, keep, tag, self._model_plan)

    def _tag(self, base: type[Model]) -> str:
        return self._wire(next(a for a in attrs.fields(base) if a.name == base.variant_tag))

    def _report(self, cls: type, mismatch: MismatchError, consequence: str) -> None:
        if mismatch.is_nothing:
            return
        path = _INDEX.sub("[*]", mismatch.path)
        if (cls, path) not in self._reported and len(self._reported) < 1000:
            self._reported.add((cls, path))
            _log.warning("%s%s: expected %s; %s", cls.__name__, path, mismatch.expected, consequence)

    def _plan(self, attribute: attrs.Attribute[Any]) -> FieldPlan:
        tp, is_optional = _strip_optional(attribute.type)
        return FieldPlan(
            name=attribute.name,
            wire=self._wire(attribute),
            type=tp,
            is_optional=is_optional,
            default=default_for(attribute.default),
            decode=self._field_decoder(attribute, tp, is_optional=is_optional),
            is_read_only=bool(attribute.metadata.get(READ_ONLY)),
            is_unset_by_default=attribute.default is UNSET,
            if_empty=attribute.metadata.get(IF_EMPTY),
        )

    def _field_decoder(self, attribute: attrs.Attribute[Any], tp: Any, *, is_optional: bool) -> Decoder:
        decode = self.decoder(tp)
        if self.pads_lists and is_optional and tp == tuple[str, ...] and not attribute.metadata.get(IF_EMPTY):
            return make_optional_list_decoder(decode)
        if attribute.metadata.get(ONE_OR_MANY):
            return lambda value: decode(([value] if value else []) if value.__class__ is dict else value)
        return decode

    def _wire(self, attribute: attrs.Attribute[Any]) -> str:
        return attribute.metadata.get(WIRE) or self.wire_name(attribute.name)

    def _encoder(self, cls: type[Model], writable: bool) -> Callable[[Any], dict[str, Any]]:
        try:
            return self._encoders[cls, writable]
        except KeyError:
            made = self._encoders[cls, writable] = self._make_encoder(cls, writable)
            return made

    def _make_encoder(self, cls: type[Model], writable: bool) -> Callable[[Any], dict[str, Any]]:
        plans = [self._plan(a) for a in _resolved_fields(cls)]
        hides = {a.name for a in attrs.fields(cls) if writable and is_secret(a)}
        sent = [
            (
                p,
                (_hiding if p.name in hides else decode_anything)(_make_writer(self, p.type, writable)),
                _make_restorer(self, p.type, p.default, writable),
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
                        return _NOTHING
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
                    if came is not _NOTHING:
                        document[plan.wire] = came
                        continue
                    superseded |= {plan.wire}
                if item is UNSET or (item is None and not plan.is_unset_by_default) or item == plan.default == "":
                    continue
                if (is_left_out(item) or (item is False and plan.name in flags)) and plan.wire not in extra:
                    continue
                written = None if item is None else write(item)
                if written is not _NOTHING:
                    document[plan.wire] = written
            for key, item in extra.items():
                if key not in superseded:
                    document.setdefault(key, item)
            return document

        return encode


def _as_it_came(plan: FieldPlan, raw: Json, item: object, restore: Callable[[Any, Any], Any] | None) -> Any:
    """What is written for a field beside whose value something is kept: that, or `_NOTHING` if the field was changed."""
    if restore is not None and raw.__class__ in (list, dict):
        return restore(raw, item)
    if raw is None:
        read = None if plan.is_optional else plan.default
    else:
        try:
            read = plan.decode(raw)
        except MismatchError as mismatch:
            read = plan.default if mismatch.rest is None else mismatch.rest
    return raw if read == item else _NOTHING


def _decode_judged(decoder: Decoder, document: Json) -> Any:
    """Decode a document after having looked how deeply it is nested.

    Raises:
        MismatchError: too deeply, or it is of another shape.
    """
    if not is_too_deep(document):
        try:
            with judged():
                return decoder(document)
        except RecursionError:
            pass
    raise MismatchError(LESS_DEEP)


def _decode_error(mismatch: MismatchError, operation: str, root: str = "$") -> DecodeError:
    path = root + mismatch.path
    of = f"{operation}: " if operation else ""
    return DecodeError(
        f"{of}expected {mismatch.expected} at {path}", operation=operation, path=path, expected=mismatch.expected
    )


def _resolved_fields(cls: type[Model]) -> list[attrs.Attribute[Any]]:
    attrs.resolve_types(cls, include_extras=True)
    return [a for a in attrs.fields(cls) if a.name != "extra"]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _write_json(document: object) -> bytes:
    if orjson is not None:
        try:
            return orjson.dumps(document)
        except TypeError:  # an integer above 64 bits, or deep nesting: the standard library can
            pass
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _strip_optional(tp: Any) -> tuple[Any, bool]:
    """``X | None`` and ``X | Unset`` without the None and the Unset, and whether None was among them."""
    if get_origin(tp) not in (Union, types.UnionType):
        return tp, False
    members = [member for member in get_args(tp) if member not in (types.NoneType, Unset)]
    is_optional = types.NoneType in get_args(tp)
    return (members[0] if len(members) == 1 else Union[tuple(members)]), is_optional  # noqa: UP007


_JSON: Final = json.JSONDecoder(parse_constant=_refuse_constant)
"""Made once: `json.loads` makes one for each call that has options."""


def _is_ours(tp: Any) -> bool:
    if tp in PRIMITIVES:
        return True
    if get_origin(tp) is Annotated:
        return isinstance(get_args(tp)[1], TextForm | TimeFormat)
    return isinstance(tp, type) and issubclass(tp, Model | OpenEnum)


def _is_same(read: Any, items: Any, default: Any) -> bool:
    """Whether a field still holds what was read of a list or map; the default where nothing of it fits."""
    if not read:
        return bool(items == default)
    return items is not None and read == (items if isinstance(read, dict) else [*items])


def _make_restorer(codec: Codec, tp: Any, default: object, writable: bool) -> Callable[[Any, Any], Any] | None:
    """For a list or map: from what came and what is there now to both, each entry in its place; None for another type.

    What it gives is `_NOTHING` if what is there is no longer what was read of what came.
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
            return _NOTHING if items else raw
        entries = [entry for entry in raw if entry != ""] if unpad else raw
        sifted = [_sift(decode, entry) for entry in entries]
        if not _is_same([value for fits, value in sifted if fits], items, default if entries else ()):
            return _NOTHING
        if write is None:
            return raw if entries == raw else [*(items or ())]
        written = iter([write(item) for item in items or ()])
        return [next(written) if fits else entry for fits, entry in sifted]

    def restore_map(raw: Any, items: Any) -> Any:
        if raw.__class__ is list:
            return _NOTHING if items else raw
        sifted = {key: _sift(decode, entry) for key, entry in raw.items()}
        if not _is_same({key: value for key, (fits, value) in sifted.items() if fits}, items, default):
            return _NOTHING
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


def _make_writer(codec: Codec, tp: Any, writable: bool) -> Callable[[Any], Any]:
    tp, is_optional = _strip_optional(tp)
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

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

import logging
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, Final, TypeVar, Union, cast, get_args, get_origin

import attrs
import cattrs

from unifi_sdk._core.collector import collector_at_rest
from unifi_sdk._core.compiler import FieldPlan, ModelPlan, compile_decoder
from unifi_sdk._core.cycles import contains_itself
from unifi_sdk._core.encoder import NOTHING, make_encoder, strip_optional
from unifi_sdk._core.json_text import dumps
from unifi_sdk._core.left_out import default_for
from unifi_sdk._core.model import (
    IF_EMPTY,
    ONE_OR_MANY,
    READ_ONLY,
    UNSET,
    WIRE,
    Json,
    Model,
    OpenEnum,
    TextForm,
    TimeFormat,
)
from unifi_sdk._core.naming import camel_case, snake_case
from unifi_sdk._core.nesting import LESS_DEEP, aside, is_too_deep, judged
from unifi_sdk._core.values import (
    PRIMITIVES,
    TEXTS,
    TIMES,
    Decoder,
    MismatchError,
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
from unifi_sdk.errors import ConfigurationError, DecodeError

__all__ = ["NOTHING_KEPT", "Codec", "Undecodable", "camel_case", "changes", "given", "snake_case", "write_iso"]

T = TypeVar("T")

_log = logging.getLogger("unifi_sdk.codec")

_INDEX: Final = re.compile(r"\[\d+\]")
NOTHING_KEPT: Final = object()
"""What `Codec.decode_field` gives where the field holds all there was."""
_MANY: Final = 20
"""Items of a list with so many objects that the garbage collector takes its time."""
_ABSENT: Final = "read as absent"
_LEFT_OUT: Final = "left out of its list"


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
            return {key: item for key, item in written if item is not NOTHING}
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
        return {plan.wire: plan for plan in self._field_plans(model)}

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
        tp, is_optional = strip_optional(tp)
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

        fields = self._field_plans(cls)
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

    def _field_plans(self, cls: type[Model]) -> list[FieldPlan]:
        attrs.resolve_types(cls, include_extras=True)
        return [self._plan(a) for a in attrs.fields(cls) if a.name != "extra"]

    def _plan(self, attribute: attrs.Attribute[Any]) -> FieldPlan:
        tp, is_optional = strip_optional(attribute.type)
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
            made = self._encoders[cls, writable] = make_encoder(self, cls, self._field_plans(cls), writable)
            return made


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


def _is_ours(tp: Any) -> bool:
    if tp in PRIMITIVES:
        return True
    if get_origin(tp) is Annotated:
        return isinstance(get_args(tp)[1], TextForm | TimeFormat)
    return isinstance(tp, type) and issubclass(tp, Model | OpenEnum)

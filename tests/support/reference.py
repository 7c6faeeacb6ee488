"""A decoder that is slow and simple: the rules of `unifi_sdk._core.codec`, one after the other, for generated ones to be
compared with. It makes models by calling their classes, and shares no code with what it judges but the models themselves."""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from unifi_sdk._core.left_out import default_for
from unifi_sdk._core.model import Model, OpenEnum, TextForm, TimeFormat, Unset

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unfit(Exception):  # noqa: N818 - it is no error of a program
    """A value has another shape.

    Args:
        expected: What was expected.
        path: Where.
        rest: What of a list or map fits, None if nothing does.
        is_read: Whether that is all there was, in another guise.
    """

    def __init__(self, expected: str, path: str = "", rest: object = None, *, is_read: bool = False) -> None:
        super().__init__(expected, path)
        self.expected, self.path, self.rest, self.is_read = expected, path, rest, is_read


class Reference:
    """Decodes the models of one application, by the same three properties as its codec.

    Args:
        wire_name: From a field's name to its name on the wire.
        pads_lists: Whether lists of texts are filled up with empty ones.
        mixes_numbers_and_texts: Whether numbers, true and false may be texts, and texts numbers.
    """

    def __init__(
        self, wire_name: Callable[[str], str], *, pads_lists: bool = False, mixes_numbers_and_texts: bool = False
    ) -> None:
        self._wire_name = wire_name
        self._pads = pads_lists
        self._mixes = mixes_numbers_and_texts

    def decode(self, tp: Any, value: Any) -> Any:
        """Decode a value, or raise `Unfit`."""
        origin, arguments = get_origin(tp), get_args(tp)
        if origin in (Union, types.UnionType):
            return self._choice([each for each in arguments if each is not Unset], value)
        if tp in (object, Any):
            return value
        if tp is str:
            if self._mixes and isinstance(value, int | float) and not isinstance(value, bool):
                raise Unfit("a string", "", str(value), is_read=True)
            return _check(isinstance(value, str), "a string", value)
        if tp is bool:
            word = value.lower() if self._mixes and isinstance(value, str) else ""
            if word in ("true", "false"):
                raise Unfit("true or false", "", word == "true", is_read=True)
            return _check(isinstance(value, bool), "true or false", value)
        if tp is int:
            return self._number(_integer, value)
        if tp is float:
            return self._number(_float, value)
        if origin is Annotated and arguments[1] is TextForm.COMPOSED:
            return unicodedata.normalize("NFC", _check(isinstance(value, str), "a string", value))
        if origin is Annotated:
            if arguments[1] in (TimeFormat.SECONDS, TimeFormat.MILLISECONDS):
                return self._number(lambda number: _moment(arguments[1], number), value)
            return _moment(arguments[1], value)
        if origin is Literal:
            if not any(value == each and type(value) is type(each) for each in arguments):
                raise Unfit(str(tp))
            return value
        if origin in (tuple, list, set, frozenset):
            return self._list(origin, arguments, value)
        if origin in (dict, Mapping):
            return self._map(arguments[1], value)
        if issubclass(tp, OpenEnum):
            if isinstance(value, int) and not isinstance(value, bool) and tp.of_number(value) is not None:
                return tp.of_number(value)
            return tp(_check(isinstance(value, str), "a string", value))
        assert issubclass(tp, Model)
        return self._model(tp, value)

    def _wire(self, attribute: attrs.Attribute[Any]) -> str:
        return attribute.metadata.get("wire") or self._wire_name(attribute.name)

    def _number(self, read: Callable[[Any], Any], value: Any) -> Any:
        is_number = self._mixes and isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)
        if not is_number or len(value) >= 40:
            return read(value)
        raise Unfit("a number", "", read(float(value) if "." in value else int(value)), is_read=True)

    def _choice(self, members: list[Any], value: Any) -> Any:
        if types.NoneType in members and value is None:
            return None
        members = [member for member in members if member is not types.NoneType]
        if len(members) == 1:
            return self.decode(members[0], value)
        unfit = Unfit("one of several shapes")
        for member in members:
            plain = Reference(self._wire_name) if member in (int, float, str, bool) else self  # each stays what it is
            try:
                return plain.decode(member, value)
            except Unfit as other:
                unfit = other if other.rest is not None and unfit.rest is None else unfit
        raise unfit

    def _list(self, container: Any, arguments: Any, value: Any) -> Any:
        if container is tuple and arguments[1:] != (...,):
            _check(isinstance(value, list), f"a list of {len(arguments)}", value)
            _check(len(value) == len(arguments), f"a list of {len(arguments)}", value)
            return tuple(
                self._entry(tp, each, place) for place, (tp, each) in enumerate(zip(arguments, value, strict=True))
            )
        if not isinstance(value, list):
            raise Unfit("a list")
        if container is tuple and arguments[0] is str and self._pads and "" in value:
            value = [each for each in value if each != ""]
            if not value:
                raise Unfit("an entry", "", (), is_read=True)
        fitting, unfit = self._each([(f"[{place}]", place, each) for place, each in enumerate(value)], arguments[0])
        made = container(fitting.values())
        if unfit:
            raise Unfit(unfit.expected, unfit.path, made or None, is_read=unfit.is_read)
        return made

    def _entry(self, tp: Any, value: Any, place: int) -> Any:
        try:
            return self.decode(tp, value)
        except Unfit as unfit:
            if unfit.is_read:
                return unfit.rest
            raise Unfit(unfit.expected, f"[{place}]{unfit.path}") from None

    def _map(self, of_entry: Any, value: Any) -> Any:
        if not isinstance(value, dict):
            raise Unfit("an object")
        fitting, unfit = self._each([(".*", key, each) for key, each in value.items()], of_entry)
        if unfit:
            raise Unfit(unfit.expected, unfit.path, fitting or None, is_read=unfit.is_read)
        return fitting

    def _each(self, entries: list[tuple[str, Any, Any]], tp: Any) -> tuple[dict[Any, Any], Unfit | None]:
        fitting: dict[Any, Any] = {}
        first: Unfit | None = None
        for path, key, each in entries:
            try:
                fitting[key] = self.decode(tp, each)
            except Unfit as unfit:
                if first is None or (
                    first.is_read and not unfit.is_read
                ):  # what is lost comes before what is in disguise
                    first = Unfit(unfit.expected, path + unfit.path, is_read=unfit.is_read)
                if unfit.rest is not None:
                    fitting[key] = unfit.rest
        return fitting, first

    def _model(self, cls: type[Model], value: Any) -> Model:
        if not isinstance(value, dict):
            raise Unfit("an object")
        if vars(cls).get("variant_tag"):
            tag = next(a for a in attrs.fields(cls) if a.name == cls.variant_tag)
            cls = cls.variants.get(str(value.get(self._wire(tag))), cls)
        attrs.resolve_types(cls, include_extras=True)
        fields = {self._wire(a): a for a in attrs.fields(cls) if a.name != "extra"}
        extra = {key: item for key, item in value.items() if key not in fields}
        given: dict[str, Any] = {}
        for wire, attribute in fields.items():
            if wire not in value:
                if attribute.default is attrs.NOTHING:
                    raise Unfit("a value", f".{wire}")
                given |= {attribute.name: default_for(attribute.default)} if attribute.default == () else {}
                continue
            read, kept = self._field(attribute, wire, value[wire])
            given |= {attribute.name: default_for(attribute.default) if read is Unset.UNSET else read}
            extra |= {wire: value[wire]} if kept else {}
        return cls(**given, **({"extra": extra} if extra else {}))

    def _field(self, attribute: attrs.Attribute[Any], wire: str, raw: Any) -> tuple[Any, bool]:
        """What a field is, UNSET for its default, and whether what was sent stands among the extras."""
        tp = attribute.type
        is_optional = types.NoneType in get_args(tp)
        if raw is None and (is_optional or attribute.default is not attrs.NOTHING):
            return (None if is_optional else Unset.UNSET), True
        is_choice = get_origin(tp) in (Union, types.UnionType)
        bare = [each for each in get_args(tp) if each not in (types.NoneType, Unset)] if is_choice else [tp]
        sent = raw
        if attribute.metadata.get("one_or_many") and isinstance(raw, dict):
            sent = [raw] if raw else []
        try:
            read = self.decode(Union[tuple(bare)], sent)  # noqa: UP007
        except Unfit as unfit:
            if unfit.rest is None and attribute.default is attrs.NOTHING:
                raise Unfit(unfit.expected, f".{wire}{unfit.path}") from None
            is_padding = self._pads and bare == [tuple[str, ...]] and unfit.is_read and not unfit.rest
            if is_padding and is_optional and not attribute.metadata.get("if_empty"):
                return None, False  # nothing but padding is nothing
            return (Unset.UNSET if unfit.rest is None else unfit.rest), True
        is_second_zero = read is None and raw is not None and TimeFormat.SECONDS in get_args(bare[0])
        return read, is_second_zero or (read == "" and attribute.default == "" and bare == [str])


def _check(fits: bool, expected: str, value: Any) -> Any:
    if not fits:
        raise Unfit(expected)
    return value


def _float(value: Any) -> float:
    _check(isinstance(value, int | float) and not isinstance(value, bool), "a number", value)
    return value  # type: ignore[no-any-return]


def _integer(value: Any) -> int:
    if isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
        return int(value)
    _check(isinstance(value, int) and not isinstance(value, bool), "an integer", value)
    return value  # type: ignore[no-any-return]


def _moment(how: TimeFormat, value: Any) -> datetime | None:
    expected = {
        TimeFormat.ISO: "an ISO 8601 time",
        TimeFormat.SECONDS: "a time in unix seconds",
        TimeFormat.MILLISECONDS: "a time in unix milliseconds",
        TimeFormat.NANOSECONDS: "a time in unix nanoseconds",
    }[how]
    try:
        if how is TimeFormat.ISO:
            _check(isinstance(value, str), expected, value)
            moment = datetime.fromisoformat(value.strip().upper())
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        if how is TimeFormat.NANOSECONDS:
            is_digits = isinstance(value, str) and re.fullmatch(r"[0-9]{1,39}", value)
            value = int(value) if is_digits else value
            _check(isinstance(value, int) and not isinstance(value, bool), expected, value)
            return _EPOCH + timedelta(microseconds=value // 1000)
        _check(isinstance(value, int | float) and not isinstance(value, bool), expected, value)
        if how is TimeFormat.SECONDS and not value:
            return None
        unit = timedelta(seconds=1) if how is TimeFormat.SECONDS else timedelta(milliseconds=1)
        since: timedelta = value * unit
        return _EPOCH + since
    except (OverflowError, ValueError):
        raise Unfit(expected) from None

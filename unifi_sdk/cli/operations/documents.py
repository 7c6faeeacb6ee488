"""JSON documents that people and programs write, as models: with the names that the output has, or those of the wire."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.compiler import FieldPlan
from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.model import Json, Model, TimeFormat, Unset
from unifi_sdk._core.values import TIME_WRITERS, MismatchError, to_utc
from unifi_sdk.cli.data import MASK
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.fence import imitates
from unifi_sdk.errors import DecodeError

__all__ = ["Reader", "plain_type"]

M = TypeVar("M", bound=Model)


class Reader:
    """Reads the models of one application, so that what a command printed with ``--reveal --no-fence`` can be sent back.

    Args:
        codec: The application's.
        given: The models that the console gives; any other is only ever sent.
        sibling: The one that it gives in the same place, whose fields may stand in the document although they aren't sent.
    """

    def __init__(self, codec: Codec, given: Collection[type], sibling: type[Model] | None = None) -> None:
        self._codec = codec
        self._given = given
        self._sibling = sibling
        self.left_out: list[str] = []
        """Fields that were in a document and are not sent, because the console alone sets them."""

    def read(self, model: type[M], document: Json, name: str) -> M:
        """A model of a document.

        A key that the model has no field for is kept in its `extra` and sent as it is, where the console gives such models
        too. In a model that is only ever sent it is refused, unless the model that comes back has such a field.

        Args:
            model: The model.
            document: What was written.
            name: Where, for errors.

        Raises:
            CommandError: a value has the wrong shape, a field is missing, a key is unknown, or a secret is masked.
        """
        _check_whole(document, name)
        if not isinstance(document, dict):
            raise _refused(name, "expected an object")
        is_only_sent = not any(kind in self._given for kind in model.__mro__)
        if is_only_sent:
            document = self._without_what_is_given(model, document, name)
        wire = self._to_wire(model, document, name)
        try:
            read = self._codec.decode(model, wire, path=name)
        except DecodeError as error:
            raise _refused(error.path, f"expected {error.expected}") from None
        if is_only_sent:
            self._check_shapes(read, name)
        return read

    def value(self, tp: Any, document: Json, name: str) -> Any:
        """A value of any type that models have, of a part of a document.

        Args:
            tp: The type.
            document: What was written.
            name: Where, for errors.

        Raises:
            CommandError: it has the wrong shape.
        """
        plain = plain_type(tp)
        if isinstance(plain, type) and issubclass(plain, Model):
            return self.read(plain, document, name)
        _check_whole(document, name)
        try:
            return self._codec.decoder(tp)(self._to_wire(tp, document, name))
        except MismatchError as error:
            raise _refused(name + error.path, f"expected {error.expected}") from None

    def _to_wire(self, tp: Any, value: Any, path: str) -> Any:
        """The same with the names and times of the wire, checked where the model says what there is to be."""
        if value is None:
            return None
        for member in _members(tp):
            origin, arguments = get_origin(member), get_args(member)
            if isinstance(member, type) and issubclass(member, Model) and isinstance(value, dict):
                return self._object_to_wire(member, value, path)
            if origin is Annotated and isinstance(arguments[1], TimeFormat) and isinstance(value, str):
                return _time_to_wire(arguments[1], value, path)
            if origin in (tuple, list, set, frozenset) and isinstance(value, list):
                return [self._to_wire(arguments[0], item, f"{path}[{at}]") for at, item in enumerate(value)]
            if origin in (dict, Mapping) and isinstance(value, dict):
                return {key: self._to_wire(arguments[1], item, f"{path}.{key}") for key, item in value.items()}
        return value

    def _object_to_wire(self, model: type[Model], document: Mapping[str, Any], path: str) -> dict[str, Any]:
        plans = self._plans(self._variant(model, document))
        written: dict[str, Any] = {}
        for key, value in document.items():
            plan = plans.get(key)
            name = plan.wire if plan else key
            if name in written:
                raise _refused(f"{path}.{key}", "it is there twice, by two names")
            written[name] = self._to_wire(plan.type, value, f"{path}.{key}") if plan else value
        return written

    def _check_shapes(self, value: object, path: str) -> None:
        """Refuse a value that its field can't hold; in what the console gave it would be sent back as it came."""
        if isinstance(value, tuple | list):
            for at, item in enumerate(value):
                self._check_shapes(item, f"{path}[{at}]")
        if not isinstance(value, Model):
            return
        for wire, plan in self._codec.plans(type(value)).items():
            if value.extra.get(wire) not in (None, ""):
                raise _refused(f"{path}.{plan.name}", "the value has another type than the field")
            self._check_shapes(getattr(value, plan.name), f"{path}.{plan.name}")

    def _variant(self, model: type[Model], document: Mapping[str, Any]) -> type[Model]:
        if not vars(model).get("variant_tag"):
            return model
        wire = self._codec.wire_names(model)[model.variant_tag]
        found = document.get(model.variant_tag, document.get(wire))
        return model.variants.get(str(found), model)

    def _plans(self, model: type[Model]) -> dict[str, FieldPlan]:
        """The fields of a model by every name that they may have here."""
        plans = self._codec.plans(model)
        return {plan.name: plan for plan in plans.values()} | plans

    def _without_what_is_given(self, model: type[Model], document: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Without what the console's own model has and this one lacks; what neither has is refused."""
        known = self._plans(self._variant(model, document))
        given = self._plans(self._sibling) if self._sibling else {}
        unknown = [key for key in document if key not in known and key not in given]
        if unknown:
            fields = ", ".join(dict.fromkeys(plan.name for plan in known.values()))
            raise _refused(f"{name}.{clean_text(unknown[0])}", f"there is no such field; there are {fields}")
        self.left_out += [key for key in document if key not in known]
        return {key: value for key, value in document.items() if key in known}


def plain_type(tp: Any) -> Any:
    """A type without None and UNSET."""
    members = list(_members(tp))
    return members[0] if len(members) == 1 else tp


def _members(tp: Any) -> Iterator[Any]:
    if get_origin(tp) in (Union, types.UnionType):
        yield from (member for member in get_args(tp) if member not in (types.NoneType, Unset))
    else:
        yield tp


def _time_to_wire(form: TimeFormat, text: str, path: str) -> Any:
    if form is TimeFormat.NANOSECONDS and text.isdigit():
        return text
    try:
        return TIME_WRITERS[form](to_utc(datetime.fromisoformat(text)))
    except (ValueError, MismatchError):
        raise _refused(path, "expected a time such as 2026-11-20T14:00:00Z") from None


def _check_whole(document: object, path: str) -> None:
    """Refuse what was printed with marks or masks in it: the console would take them for the text."""
    if isinstance(document, Mapping):
        for key, inner in document.items():
            _check_whole(key, f"a name in {path}")
            _check_whole(inner, f"{path}.{key}")
    elif isinstance(document, list):
        for at, inner in enumerate(document):
            _check_whole(inner, f"{path}[{at}]")
    elif document == MASK:
        raise _refused(path, "the secret is masked", "print it with --reveal, and send that back")
    elif isinstance(document, str) and imitates(document):
        raise _refused(path, "there are marks around the text", "print it with --no-fence, and send that back")


def _refused(path: str, why: str, remediation: str = "unifi schema OPERATION tells what it takes") -> CommandError:
    return CommandError(Exit.USAGE, f"{path}: {why}", code="USAGE", remediation=remediation)

"""What a console leaves out is read as the default, and not invented when the thing is written back."""

from __future__ import annotations

import copy
import importlib
import pickle
from typing import Annotated, Any, get_args, get_origin

import attrs
import pytest

from unifi_sdk._core.codec import Codec, camel_case, snake_case
from unifi_sdk._core.left_out import default_for, is_left_out
from unifi_sdk._core.model import UNSET, Model, TimeFormat, model
from unifi_sdk._core.patch import Patcher

CODECS = {"network": Codec(camel_case), "access": Codec(snake_case), "protect": Codec(camel_case)}
DECLARED = [
    (application, found)
    for application in CODECS
    for name in importlib.import_module(f"unifi_sdk.{application}.models").__all__
    if isinstance(found := getattr(importlib.import_module(f"unifi_sdk.{application}.models"), name), type)
    and issubclass(found, Model)
    and not name.endswith("Input")  # those are only sent
]


@model
class Shelf(Model):
    id: str
    books: tuple[str, ...] = ()
    is_full: bool = False


CODEC = Codec(camel_case)


def test_a_list_and_a_flag_that_are_left_out_read_as_empty_and_false_and_stay_left_out():
    shelf = CODEC.decode(Shelf, {"id": "a"})
    assert (shelf.books, shelf.is_full) == ((), False)
    assert isinstance(shelf.books, tuple)
    assert shelf.is_full is False
    assert CODEC.encode(shelf) == {"id": "a"}
    assert CODEC.encode(shelf.evolve(id="b")) == {"id": "b"}


def test_what_was_sent_empty_or_null_is_written_as_it_was_sent():
    for document in ({"id": "a", "books": [], "isFull": False}, {"id": "a", "books": None, "isFull": None}):
        assert CODEC.encode(CODEC.decode(Shelf, document)) == document


def test_what_a_program_says_is_written():
    assert CODEC.encode(Shelf(id="a")) == {"id": "a", "books": [], "isFull": False}
    read = CODEC.decode(Shelf, {"id": "a"})
    assert CODEC.encode(read.evolve(books=(), is_full=False)) == {"id": "a", "books": []}  # it was false before
    assert CODEC.encode(read.evolve(books=("x",), is_full=True)) == {"id": "a", "books": ["x"], "isFull": True}


def test_what_was_left_out_is_equal_to_nothing_and_shown_as_such():
    read, made = CODEC.decode(Shelf, {"id": "a"}), Shelf(id="a")
    assert (read, hash(read), repr(read)) == (made, hash(made), repr(made))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_it_stays_left_out_in_a_copy(again):
    assert CODEC.encode(again(CODEC.decode(Shelf, {"id": "a"}))) == {"id": "a"}
    assert is_left_out(again(default_for(())))


def test_a_frame_that_tells_the_list_puts_it_there():
    read = CODEC.decode(Shelf, {"id": "a"})
    told = Patcher(CODEC).apply(read, {"books": []})
    assert CODEC.encode(told) == {"id": "a", "books": []}
    assert Patcher(CODEC).apply(read, {"id": "a"}) is read


@pytest.mark.parametrize(("application", "cls"), DECLARED, ids=[found.__name__ for _, found in DECLARED])
def test_no_model_invents_what_it_may_do_without(application, cls):
    codec = CODECS[application]
    attrs.resolve_types(cls, include_extras=True)
    wire = codec.wire_names(cls)
    own = {"model_key", cls.variant_tag}  # they say what it is
    needed = {a.name: a for a in attrs.fields(cls) if a.default is attrs.NOTHING or a.name in own}
    document = {wire[name]: _anything(codec, a) for name, a in needed.items()}
    written = codec.encode(codec.decode(cls, document))
    assert written.keys() <= document.keys() | {wire[name] for name in own if name in wire} | _always(cls, wire)


def _always(cls: type[Model], wire: dict[str, str]) -> set[str]:
    """Fields that hold an object by default."""
    return {wire[a.name] for a in attrs.fields(cls) if isinstance(a.default, Model)}


def _anything(codec: Codec, attribute: attrs.Attribute[Any]) -> Any:
    if attribute.default is not attrs.NOTHING and attribute.default is not UNSET:
        return codec.encode(attribute.default)
    return _value(codec, attribute.type)


def _value(codec: Codec, tp: Any) -> Any:
    if get_origin(tp) is Annotated:
        return "2026-01-01T00:00:00Z" if get_args(tp)[1] is TimeFormat.ISO else 1
    if get_origin(tp) is not None:
        first = get_args(tp)[0]
        kinds = {tuple: [], dict: {}}
        return kinds[get_origin(tp)] if get_origin(tp) in kinds else _value(codec, first)
    if isinstance(tp, type) and issubclass(tp, Model):
        names = codec.wire_names(tp)
        attrs.resolve_types(tp, include_extras=True)
        return {names[a.name]: _value(codec, a.type) for a in attrs.fields(tp) if a.default is attrs.NOTHING}
    return {str: "x", int: 1, float: 1.0, bool: True}.get(tp, "x")

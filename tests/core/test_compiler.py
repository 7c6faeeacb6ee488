"""What is generated decodes as a slow and simple decoder does, whatever is sent, at first and when it has been sent often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import models
from tests.support.plentiful import all_models
from tests.support.reference import Reference, Unfit
from tests.support.wire import ISO_TEXTS, JSON, TEXT
from unifi_sdk._core import compiler
from unifi_sdk._core.codec import Codec, camel_case, snake_case
from unifi_sdk._core.model import IsoTime, Json, Model, OpenEnum, TextForm, TimeFormat, model
from unifi_sdk._core.patch import is_same
from unifi_sdk._core.values import MismatchError

relaxed = settings(deadline=None, max_examples=80)


@model
class House(Model):
    """Objects in objects, in lists and in maps, with and without something required."""

    id: str
    built_at: IsoTime | None = None
    tank: models.Tank | None = None
    thing: models.Thing | None = None
    shape: models.Shape | None = None
    needed: models.Circle
    things: tuple[models.Thing, ...] = ()
    names: tuple[str, ...] | None = None
    words: tuple[str, ...] = ()
    inner: House | None = None


OWN = [House, models.Thing, models.Log, models.Parcel, models.Crate, models.ThingInput, models.Node, models.Shape]
MODELS = [*OWN, *all_models()]
APPLICATIONS: dict[str, tuple[Any, dict[str, bool]]] = {
    "unifi_sdk.network": (camel_case, {"pads_lists": True, "mixes_numbers_and_texts": True}),
    "unifi_sdk.access": (snake_case, {"mixes_numbers_and_texts": True}),
}


def speech(cls: type[Model]) -> tuple[Any, dict[str, bool]]:
    """How the application of a model speaks."""
    return APPLICATIONS.get(cls.__module__.partition(".models")[0], (camel_case, {}))


@pytest.fixture(autouse=True, params=[0, 10**9], ids=["by their keys", "one by one"])
def how(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "_OFTEN", request.param)
        yield


def values(tp: Any, spelling: Any, depth: int) -> st.SearchStrategy[Any]:
    """What fits a type, more or less."""
    origin, arguments = get_origin(tp), get_args(tp)
    if origin is Annotated and arguments[1] is TextForm.COMPOSED:
        return TEXT
    if origin is Annotated:
        numbers = st.integers(0, 10**14) | st.floats(0, 10**11)
        return {TimeFormat.ISO: ISO_TEXTS, TimeFormat.NANOSECONDS: numbers.map(str)}.get(arguments[1], numbers)
    if origin is Literal:
        return st.sampled_from(arguments)
    if arguments and origin not in (tuple, list, set, frozenset, dict, Mapping):
        return st.one_of([values(each, spelling, depth) for each in arguments])
    if origin in (dict, Mapping):
        return st.dictionaries(TEXT, some(arguments[1], spelling, depth), max_size=2)
    if arguments:
        return st.lists(some(arguments[0], spelling, depth), max_size=3)
    if isinstance(tp, type) and issubclass(tp, Model):
        return documents(tp, spelling, depth + 1) if depth < 3 else st.just({})
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        return st.sampled_from([member.value for member in tp]) | TEXT | st.integers(0, 3)
    if tp is str:
        return TEXT
    plain: dict[Any, st.SearchStrategy[Any]] = {
        int: st.integers() | st.integers().map(str),
        float: st.integers() | st.floats(allow_nan=False),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return plain.get(tp, JSON)


def some(tp: Any, spelling: Any, depth: int) -> st.SearchStrategy[Any]:
    """What fits a type in most cases."""
    fitting = values(tp, spelling, depth)
    return st.one_of(fitting, fitting, fitting, fitting, st.none(), JSON, st.sampled_from(["", [], {}, [""], 0]))


@st.composite
def documents(draw: st.DrawFn, cls: type[Model], spelling: Any, depth: int = 0) -> dict[str, Any]:
    """An object as a model takes it, or nearly."""
    if cls.variant_tag and vars(cls).get("variant_tag"):
        cls = draw(st.sampled_from([cls, *cls.variants.values()]))
    attrs.resolve_types(cls, include_extras=True)
    made: dict[str, Any] = {}
    for a in attrs.fields(cls):
        wire = a.metadata.get("wire") or spelling(a.name)
        if a.name == "extra" or draw(st.integers(0, 9)) < (1 if a.default is attrs.NOTHING else 4 if depth else 3):
            continue
        is_tag = a.name == cls.variant_tag and isinstance(a.default, str)
        made[wire] = str(a.default) if is_tag and draw(st.integers(0, 9)) else draw(some(a.type, spelling, depth))
    if draw(st.integers(0, 3)) == 0:
        made |= draw(st.dictionaries(TEXT, JSON, max_size=2))
    return made


def outcome(decode: Any) -> tuple[Any, ...]:
    try:
        return ("model", decode())
    except (MismatchError, Unfit) as unfit:
        return ("unfit", unfit.expected, unfit.path)


def assert_alike(made: Codec, reference: Reference, cls: type[Model], document: Any) -> None:
    ours, theirs = outcome(lambda: made.decoder(cls)(document)), outcome(lambda: reference.decode(cls, document))
    assert ours[0] == theirs[0], (ours, theirs)
    if ours[0] == "unfit":
        assert ours == theirs
        return
    assert type(ours[1]) is type(theirs[1])
    assert is_same(ours[1], theirs[1]), (ours[1], theirs[1], dict(ours[1].extra), dict(theirs[1].extra))
    assert list(ours[1].extra) == list(theirs[1].extra)


@given(st.sampled_from(OWN) | st.sampled_from(MODELS), st.data())
@relaxed
def test_it_gives_what_the_slow_and_simple_one_gives(cls: type[Model], data: st.DataObject) -> None:
    spelling, options = speech(cls)
    made, reference = Codec(spelling, **options), Reference(spelling, **options)
    first, second = data.draw(documents(cls, spelling)), data.draw(documents(cls, spelling))
    alike = {key: second[key] if key in second and data.draw(st.booleans()) else item for key, item in first.items()}
    for document in (first, alike, second):
        assert_alike(made, reference, cls, document)


def altered(document: Any) -> st.SearchStrategy[Any]:
    """The same keys at every depth, with some other values."""
    leaf: st.SearchStrategy[Any] = st.sampled_from(
        ["CIRCLE", "SQUARE", "red", "", "x", 0, 1, 2.5, True, None, [], {}, [1], "2026-01-01T00:00:00Z"]
    )
    if isinstance(document, dict) and document:
        whole: Any = st.fixed_dictionaries({key: altered(item) for key, item in document.items()})
    elif isinstance(document, list) and document:
        whole = st.tuples(*map(altered, document)).map(list)
    else:
        whole = st.just(document)
    return st.one_of(whole, whole, whole, leaf)


@given(st.data(), st.sampled_from([{}, {"pads_lists": True, "mixes_numbers_and_texts": True}]))
@relaxed
def test_what_differs_among_objects_with_the_same_keys_is_decoded_as_it_is(
    data: st.DataObject, options: dict[str, bool]
) -> None:
    made, reference = Codec(camel_case, **options), Reference(camel_case, **options)
    sample = data.draw(documents(House, camel_case)) | {"shape": data.draw(documents(models.Shape, camel_case))}
    for document in (sample, *(data.draw(altered(sample)) for _ in range(3))):
        assert_alike(made, reference, House, document)


@given(JSON)
@relaxed
def test_anything_that_is_no_object_is_refused_alike(document: Any) -> None:
    assert_alike(Codec(camel_case), Reference(camel_case), models.Shape, document)
    assert_alike(Codec(camel_case), Reference(camel_case), models.Thing, document)


def test_an_object_with_other_keys_than_those_before_keeps_its_own_variant_and_extras() -> None:
    made = Codec(camel_case)
    circle: Json
    square: Json
    house: Any
    circle, square = {"kind": "CIRCLE", "label": "a"}, {"kind": "SQUARE", "label": "a"}
    for _ in range(3):
        house = {"id": "1", "needed": {"kind": "CIRCLE"}, "shape": circle}
        assert type(made.decode(House, house).shape) is models.Circle
        assert type(made.decode(House, {**house, "shape": square}).shape) is models.Square
        assert made.decode(House, {**house, "new": [1]}).extra == {"new": [1]}
        assert made.decode(House, house).extra == {}


def test_keys_that_never_come_twice_and_long_ones_take_no_memory_and_harm_nobody() -> None:
    made = Codec(camel_case)
    for number in range(3 * compiler._MOST_SHAPES):
        assert made.decode(models.Tank, {f"new{number}": number}).extra == {f"new{number}": number}
    wide: Any = {f"k{number}": number for number in range(1000)}
    assert made.decode(models.Tank, wide).extra == wide
    assert made.decode(models.Tank, {"k" * 10_000: None}).extra == {"k" * 10_000: None}
    closure: Any = made.decoder(models.Tank)
    shapes = next(cell.cell_contents for cell in closure.__closure__ if type(cell.cell_contents) is dict)
    assert len(shapes) <= compiler._MOST_SHAPES
    assert all(len(keys) <= compiler._MOST_UNKNOWN and max(map(len, keys)) <= 100 for keys in shapes)


def test_two_models_share_no_extras() -> None:
    made = Codec(camel_case)
    one, two = (made.decode(models.Thing, {"id": "1", "name": None, "size": None}) for _ in range(2))
    assert one.extra == two.extra == {"name": None, "size": None}
    assert one.extra is not two.extra


def test_a_decoded_model_is_frozen_and_of_its_class() -> None:
    thing = Codec(camel_case).decode(models.Thing, {"id": "1", "madeAt": "2026-01-01T00:00:00Z"})
    assert type(thing) is models.Thing
    assert thing == models.Thing(id="1", made_at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        thing.id = "2"  # type: ignore[misc]

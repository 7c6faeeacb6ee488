"""Lists inside of items: a null or a wrong entry costs itself, never its list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given as arbitrary
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.every_model import CODECS, every_model, example, fits, least
from tests.support.models import Circle, Crate, Log, Node, Parcel, Thing, codec
from tests.support.wire import same_json
from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json, Model, model
from unifi_sdk._core.patch import Patcher, merge

relaxed = settings(deadline=None, max_examples=80)
WRONG: st.SearchStrategy[Json] = st.sampled_from([None, 5, 1.5, True, [], {}, {"name": 5}])
NODES = st.builds(lambda name, size: {"name": name, "size": size}, st.text(max_size=3), st.integers(0, 9))


@model
class Needed(Model):
    names: tuple[str, ...]


@model
class Grid(Model):
    rows: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, tuple[str, ...]] | None = None


def mixed(good: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[bool, Any]]]:
    """Entries, each with whether it fits."""
    return st.lists(st.one_of(st.tuples(st.just(True), good), st.tuples(st.just(False), WRONG)), max_size=6)


@arbitrary(mixed(st.text(max_size=3)), mixed(NODES))
@relaxed
def test_what_fits_is_read_in_order_and_the_rest_is_written_back_in_its_place(
    tags: list[tuple[bool, Any]], children: list[tuple[bool, Any]]
) -> None:
    made = codec()
    thing = {"id": "1", "tags": [entry for _, entry in tags]}
    node = {"name": "top", "children": [entry for _, entry in children]}
    read_thing, read_node = made.decode(Thing, thing), made.decode(Node, node)
    fitting = tuple(entry for fits, entry in tags if fits)
    assert read_thing.tags == (None if tags and not fitting else fitting)
    assert [child.name for child in read_node.children or ()] == [entry["name"] for fits, entry in children if fits]
    assert same_json(made.encode(read_thing), thing)
    assert same_json(made.encode(read_node), node)
    assert same_json(made.encode(made.decode_items(Node, [node])[0]), [node])


@arbitrary(mixed(NODES), st.dictionaries(st.text(max_size=2), WRONG, max_size=4))
@relaxed
def test_a_map_loses_only_its_wrong_entries(children: list[tuple[bool, Any]], wrong: dict[str, Any]) -> None:
    made = codec()
    good = {f"good {number}": entry for number, (fits, entry) in enumerate(children) if fits}
    document = {"name": "top", "byName": {**wrong, **good}}
    read = made.decode(Node, document)
    assert (read.by_name or {}).keys() == good.keys()
    assert (read.by_name is None) is bool(wrong and not good)
    assert same_json(made.encode(read), document)


@arbitrary(mixed(NODES), mixed(NODES))
@relaxed
def test_a_patched_list_is_read_by_the_same_rules(
    before: list[tuple[bool, Any]], after: list[tuple[bool, Any]]
) -> None:
    made = codec()
    document, patch = ({"name": "top", "children": [entry for _, entry in entries]} for entries in (before, after))
    patched = Patcher(made).apply(made.decode(Node, document), patch)
    assert patched == made.decode(Node, merge(document, patch))
    assert same_json(made.encode(patched), merge(document, patch))


@arbitrary(mixed(st.text(max_size=3)), st.lists(st.text(max_size=3), max_size=3))
@relaxed
def test_a_list_that_was_changed_is_written_as_it_is_now(tags: list[tuple[bool, Any]], new: list[str]) -> None:
    made = codec()
    read = made.decode(Thing, {"id": "1", "tags": [entry for _, entry in tags]})
    if read.tags != tuple(new):
        assert made.encode(read.evolve(tags=tuple(new))) == {"id": "1", "tags": new}


def test_an_entry_that_was_changed_leaves_no_wrong_one_behind() -> None:
    made = codec()
    read = made.decode(Node, {"name": "top", "children": [None, {"name": "a", "new": 1}, 5]})
    assert read.children is not None
    [child] = read.children
    changed = read.evolve(children=(child.evolve(name="b"),))
    assert made.encode(changed) == {"name": "top", "children": [{"name": "b", "new": 1}]}


def test_lists_in_lists_and_in_maps_lose_only_their_wrong_entries() -> None:
    document: Json = {"rows": [["a", None], 5, [], [None]], "names": {"a": ["x", None], "b": 5, "c": []}}
    read = codec().decode(Grid, document)
    assert (read.rows, read.names) == ((("a",), ()), {"a": ("x",), "c": ()})


def test_lists_of_every_container_lose_only_their_wrong_entries() -> None:
    log = codec().decode(Log, {"shapes": [None, {"kind": "CIRCLE"}], "moments": ["soon"], "opened": [None, "x", 60]})
    assert (log.shapes, log.moments, len(log.opened or ())) == ([Circle()], None, 2)
    assert codec().decode(Parcel, {"parts": [None, "a"], "sentAt": 5}).parts == ("a",)
    assert codec().decode(Crate, {"parcel": [{"radius": 1}, None, "x"]}).parcels == (Circle(radius=1),)


def test_a_required_list_is_there_when_an_entry_is_wrong() -> None:
    read = codec().decode(Needed, {"names": ["a", None]})
    assert (read.names, codec().encode(read)) == (("a",), {"names": ["a", None]})


# every list of every model


def document(made: Codec, read: Model) -> dict[str, Any]:
    written: Any = made.encode(read)
    return written  # type: ignore[no-any-return]


def fields_with_lists() -> Iterator[Any]:
    for application, cls in every_model():
        made = CODECS[application]
        for plan in made.plans(cls).values():
            is_list = get_origin(plan.type) is tuple and get_args(plan.type)[1:] == (...,)
            if is_list and not fits(made.decoder(get_args(plan.type)[0]), None):
                yield pytest.param(made, cls, plan, id=f"{cls.__name__}.{plan.name}")


@pytest.mark.parametrize(("made", "cls", "plan"), [*fields_with_lists()])
def test_a_null_in_a_list_of_any_model_costs_nothing_else(made: Codec, cls: type[Model], plan: Any) -> None:
    good, needed = example(made, get_args(plan.type)[0]), least(made, cls)
    clean = made.decode(cls, {**needed, plan.wire: [good, good]})
    read = made.decode(cls, {**needed, plan.wire: [None, good, good, None]})
    assert read == clean
    assert document(made, read)[plan.wire] == [None, *document(made, clean)[plan.wire], None]

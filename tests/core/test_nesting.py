"""However deeply a console nests what it sends, nothing that walks through it ends in a RecursionError."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.application import answer, application
from tests.support.models import Thing
from unifi_sdk import ConfigurationError, DecodeError
from unifi_sdk._core import compiler
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Model, model
from unifi_sdk._core.nesting import DEEPEST, TooDeepError, check_depth, is_too_deep, size_of
from unifi_sdk._core.patch import Patcher, is_same, merge
from unifi_sdk._core.tables import model_table, rows_table
from unifi_sdk.pagination import PageStyle, RawPage

DEPTHS = [DEEPEST + 1, 300, 700, 990, 5000, 20_000]


def objects(depth: int, leaf: object = 1) -> Any:
    """An object in an object in an object, and so on."""
    made = leaf
    for _ in range(depth):
        made = {"a": made}
    return made


def lists(depth: int) -> Any:
    """A list in a list in a list, and so on."""
    made: Any = "x"
    for _ in range(depth):
        made = [made]
    return made


def text(depth: int, leaf: str = "1") -> str:
    return '{"a":' * depth + leaf + "}" * depth


@model
class Box(Model):
    id: str
    inner: Box | None = None
    rows: tuple[object, ...] | None = None
    odd: dict[str, object] | None = None


codec = Codec(camel_case)
patcher = Patcher(codec)


@pytest.mark.parametrize("make", [objects, lists])
def test_so_many_levels_are_allowed_and_one_more_is_not(make):
    assert not is_too_deep(make(DEEPEST))
    assert is_too_deep(make(DEEPEST + 1))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
)


def depth_of(document: object) -> int:
    if isinstance(document, dict):
        return 1 + max(map(depth_of, document.values()), default=0)
    return 1 + max(map(depth_of, document), default=0) if isinstance(document, list) else 0


@given(json_values, st.integers(0, DEEPEST))
def test_what_is_too_deep_is_the_deepest_branch(document: Any, wrapped: int):
    whole = [0, document, objects(wrapped, document)]
    assert is_too_deep(whole) == (depth_of(whole) > DEEPEST)


@pytest.mark.parametrize("depth", DEPTHS)
def test_what_is_too_deep_is_found_in_short_and_in_long_texts(depth):
    for padding in ("", "x" * 10_000):
        written = f'{{"padding": "{padding}", "deep": {text(depth)}}}'.encode()
        with pytest.raises(TooDeepError):
            check_depth(loads(written), written)


@pytest.mark.parametrize("depth", DEPTHS)
async def test_an_answer_that_is_nested_too_deeply_is_a_decode_error(depth):
    for body in (text(depth), f'{{"id": "1", "future": {text(depth)}}}', "[" * depth + "]" * depth):
        app = application(answer(body))
        with pytest.raises(DecodeError, match="less deeply") as caught:
            await app.call("GET /v1/things", Thing)
        assert caught.value.operation == "GET /v1/things"
        assert not isinstance(caught.value.__context__, RecursionError)


@pytest.mark.parametrize("depth", [DEEPEST, 300, 700])
async def test_an_item_of_a_list_that_is_nested_too_deeply_is_kept_aside_and_the_others_come(depth):
    body = f'[{{"id": "1"}}, {{"id": "2", "future": {text(depth)}}}, {{"id": "3"}}]'
    app = application(answer(body))
    found = app.pages(
        "GET /v1/boxes", Box, style=PageStyle.SINGLE, read_page=lambda page: RawPage(page, len(page), len(page), "$")
    )
    items = await found
    assert [box.id for box in items] == ["1", "3"]
    (left,) = items.undecodable
    assert left.raw["id"] == "2"
    assert left.error.path == "$[1]"
    assert "less deeply" in str(left.error)


NESTED = {
    "future": objects,
    "rows": lists,
    "odd": lambda depth: {"x": lists(depth - 1)},
    "inner": lambda depth: {"id": "2", "future": objects(depth - 1)},
}


@pytest.mark.parametrize("key", NESTED)
@given(depths=st.lists(st.integers(90, 140), min_size=1, max_size=4))
def test_an_item_is_kept_aside_exactly_when_it_has_more_levels_than_allowed(key: str, depths: list[int]):
    for often in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiler, "_OFTEN", often)
            made = Codec(camel_case)
            documents: list[Any] = [{"id": str(depth), key: NESTED[key](depth - 1)} for depth in depths]
            items, undecodable = made.decode_items(Box, documents)
        assert [int(item.id) for item in items] == [depth for depth in depths if depth <= DEEPEST]
        assert [left.raw for left in undecodable] == [each for each in documents if depth_of(each) > DEEPEST]


def test_what_was_refused_for_its_depth_is_nothing_to_the_next():
    for depth in (DEEPEST, DEEPEST + 1, DEEPEST):
        read = codec.decode_items(Box, [{"id": "1", "future": objects(depth - 1)}])
        assert bool(read[1]) == (depth > DEEPEST)


@pytest.mark.parametrize("depth", DEPTHS)
def test_documents_are_merged_and_compared_at_any_depth(depth):
    old, new = objects(depth), objects(depth, {"b": 2})
    merged = merge(old, new)
    assert is_same(merged, new)
    assert is_same(old, objects(depth))
    assert not is_same(old, objects(depth, 2))
    assert is_same(lists(depth), lists(depth))
    assert not is_same(lists(depth), lists(depth + 1))


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_patch_of_any_depth_is_applied_or_refused(depth):
    before = codec.decode(Box, {"id": "1", "inner": {"id": "2"}, "rows": [1], "odd": {"x": 1}})
    after = patcher.apply(before, {"future": objects(depth)})
    assert is_same(after.extra["future"], objects(depth))
    assert is_same(patcher.apply(after, {"future": objects(depth)}), after)
    for key in ("inner", "rows", "odd"):
        for deep in (objects(depth), lists(depth)):
            try:
                patched = patcher.apply(before, {key: deep})
            except DecodeError:
                continue
            assert patched.id == "1"


def boxes(depth: int) -> Box:
    made = Box(id="1")
    for _ in range(depth):
        made = Box(id="1", inner=made)
    return made


@pytest.mark.parametrize("depth", [DEEPEST, 300, 700, 5000])
def test_models_within_models_are_compared_at_any_depth(depth):
    assert is_same(boxes(depth), boxes(depth))
    assert not is_same(boxes(depth), boxes(depth + 1))


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_table_shows_what_is_nested_at_any_depth(depth):
    box = Box(id="1", rows=(lists(depth), "y"), odd={"x": objects(depth)}).evolve(extra={"deep": objects(depth)})
    for shown in (model_table(box), rows_table([box, lists(depth)])):
        assert "x, y" in shown


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_body_that_is_nested_too_deeply_is_refused_before_anything_is_sent(depth):
    with pytest.raises(ConfigurationError):
        codec.body({"name": objects(max(depth, 5000))})


@pytest.mark.parametrize(
    ("document", "least", "most"),
    [
        ("x" * 1000, 1000, 1100),
        (["x" * 10] * 1000, 60_000, 75_000),
        ({str(number): number for number in range(1000)}, 90_000, 140_000),
        (None, 10, 50),
    ],
)
def test_the_size_of_a_document_is_about_what_it_takes(document, least, most):
    assert least <= size_of(document) <= most
    assert size_of(objects(20_000, document)) > 20_000 * 100

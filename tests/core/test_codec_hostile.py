"""Documents that try something: endless nesting, numbers that are none, bytes that are no JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.support.models import Node, Thing, codec
from tests.support.wire import same_json
from unifi_sdk import DecodeError
from unifi_sdk._core import json_text
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Json


@pytest.fixture(scope="module", params=["orjson", "json"], autouse=True)
def json_library(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "json":
            patch.setattr(json_text, "orjson", None)
        yield request.param


def deep(levels: int, leaf: Json, shell: str = "child") -> Json:
    for _ in range(levels):
        leaf = {"name": "x", shell: [leaf] if shell == "children" else leaf, "unknown": None}
    return leaf


@pytest.mark.parametrize("shell", ["child", "children"])
@pytest.mark.parametrize("leaf", [{"name": "x"}, {"name": 1}])
def test_the_time_that_nesting_costs_is_not_exponential(shell: str, leaf: Json) -> None:
    decoded = codec().decode(Node, deep(60, leaf, shell))
    assert decoded.name == "x"
    assert same_json(codec().encode(decoded), deep(60, leaf, shell))


def test_a_document_that_is_nested_too_deeply_is_a_decode_error() -> None:
    with pytest.raises(DecodeError, match="nested less deeply"):
        codec().decode(Node, deep(5000, {"name": "x"}))


def test_an_item_that_is_nested_too_deeply_harms_no_other() -> None:
    items, undecodable = codec().decode_items(Node, [{"name": "a"}, deep(5000, {"name": "x"}), {"name": "b"}])
    assert [item.name for item in items] == ["a", "b"]
    assert [bad.error.path for bad in undecodable] == ["$[1]"]


@pytest.mark.parametrize("data", [b"", b"{", b"NaN", b"[Infinity]", b"-Infinity", b"\xff", b"\xef\xbb\xbf{}", b"[1,]"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each parser has its own words
        loads(data)


def test_json_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each parser has its own words
        loads(b"[" * 100_000 + b"]" * 100_000)


@pytest.mark.parametrize("size", [2**63, 2**64, 10**30, -(10**30), 10**400])
def test_an_integer_of_any_size_is_read_and_written(size: int) -> None:
    decoded = codec().decode(Thing, {"id": "1", "size": size})
    assert json.loads(codec().body(decoded)) == {"id": "1", "size": size}


def test_a_float_too_large_to_be_an_exact_integer_is_none() -> None:
    decoded = codec().decode(Thing, {"id": "1", "size": 1e300})
    assert (decoded.size, decoded.extra) == (None, {"size": 1e300})


def test_a_whole_float_is_an_integer_and_true_is_none() -> None:
    assert codec().decode(Thing, {"id": "1", "size": 5.0}).size == 5
    assert codec().decode(Thing, {"id": "1", "size": True}).size is None

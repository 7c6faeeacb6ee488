"""Operations are read as the vendor writes them, and no id leaves its place in the path: proved at a real socket too."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.calls import Caller
from tests.support.raw_server import RawServer
from unifi_sdk._core.operation import encode_query, parse_operation
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import Safety
from unifi_sdk.trust import Pinned

TWO = "GET /v1/sites/{site_id}/clients/{client_id}/actions"
nasty = st.lists(
    st.sampled_from(
        [
            "..",
            ".",
            "/",
            "\\",
            "%",
            "%2e",
            "%2F",
            "%25",
            "?",
            "#",
            ";",
            "&",
            "a",
            " ",
            "\0",
            "\u00e9",
            "\U0001f511",
            "+",
            ":",
        ]
    ),
    max_size=6,
).map("".join)
ids = st.one_of(st.text(), nasty, st.text(st.characters(codec="ascii")))


@pytest.mark.parametrize(
    ("verb", "safety"),
    [
        ("GET", Safety.READ),
        ("PUT", Safety.IDEMPOTENT),
        ("DELETE", Safety.IDEMPOTENT),
        ("POST", Safety.UNSAFE),
        ("PATCH", Safety.UNSAFE),
    ],
)
def test_the_verb_tells_the_safety(verb: str, safety: Safety):
    operation = parse_operation(f"{verb} /v1/a/{{b}}/c")
    assert (operation.verb, operation.safety, operation.text) == (verb, safety, f"{verb} /v1/a/{{b}}/c")
    assert operation.names == ("b",)
    assert operation.literals == ("/v1/a/", "/c")


@pytest.mark.parametrize("text", ["", "GET", "GET v1", "get /v1", "HEAD /v1", "GET  /v1", "/v1", "GET\t/v1"])
def test_what_is_no_operation_is_refused(text: str):
    with pytest.raises(ConfigurationError, match="must read like"):
        parse_operation(text)


def test_ids_stand_where_the_operation_names_them():
    path = parse_operation(TWO).path({"site_id": "s-1", "client_id": 2})
    assert path == "/v1/sites/s-1/clients/2/actions"


def test_a_missing_id_is_told():
    with pytest.raises(KeyError, match="client_id"):
        parse_operation(TWO).path({"site_id": "s"})


@pytest.mark.parametrize("value", ["", None])
def test_an_id_that_an_item_came_without_is_refused_by_name(value: str | None):
    with pytest.raises(ConfigurationError, match=r"^site_id is empty"):
        parse_operation("GET /v1/{site_id}").path({"site_id": value})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "value",
    [
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "a/b",
        "/",
        "a\\b",
        "%2f",
        "a%2Fb",
        "%5c",
        "a\nb",
        "a%0ab",
        "\0",
        "%00",
        "\x7f",
        "\ud800",
        "\u2028",
        "\u202e",
    ],
)
def test_an_id_that_could_leave_its_segment_is_refused(value: str):
    with pytest.raises(ConfigurationError, match=r"^x is no id"):
        parse_operation("GET /v1/{x}").path({"x": value})


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("a b", "a%20b"),
        ("a?b=c#d", "a%3Fb%3Dc%23d"),
        ("\u00e9", "%C3%A9"),
        ("aa:bb", "aa%3Abb"),
        ("a%25b", "a%2525b"),
        ("...", "..."),
        ("~", "~"),
    ],
)
def test_everything_else_is_one_encoded_segment(value: str, segment: str):
    assert parse_operation("GET /v1/{x}/end").path({"x": value}) == f"/v1/{segment}/end"


def test_characters_that_an_application_keeps_stay_and_open_no_way_out():
    operation = parse_operation("GET /v1/{x}/end")
    assert operation.path({"x": "9C05:77 1"}, ":") == "/v1/9C05:77%201/end"
    for value in ("a/b", "..", "a%2fb", "a\\b"):
        with pytest.raises(ConfigurationError):
            operation.path({"x": value}, ":")


def test_several_segments_are_given_as_a_tuple_and_each_is_encoded_by_itself():
    path = parse_operation("GET /proxy/{rest}/end").path({"rest": ("a b", "c-1", "%41")})
    assert path == "/proxy/a%20b/c-1/%2541/end"


@pytest.mark.parametrize("value", [(), ("",), ("a", ""), ("a", ".."), ("..", "a"), ("a/b",), ("a", None)])
def test_no_segment_of_several_may_be_empty_or_leave_its_place(value: tuple[str, ...]):
    with pytest.raises(ConfigurationError, match=r"^rest is "):
        parse_operation("GET /proxy/{rest}").path({"rest": value})


@given(ids, ids)
def test_any_id_is_refused_or_stays_one_segment_that_decodes_to_itself(one: str, other: str):
    try:
        path = parse_operation(TWO).path({"site_id": one, "client_id": other})
    except ConfigurationError:
        return
    assert path.isascii()
    assert not set("?#\\ ") & set(path)
    empty, version, sites, first, clients, second, actions = path.split("/")
    assert (empty, version, sites, clients, actions) == ("", "v1", "sites", "clients", "actions")
    assert (unquote(first), unquote(second)) == (one, other)
    assert unquote(first) not in {".", ".."}


@given(st.lists(ids, min_size=20, max_size=20))
@settings(max_examples=15)
@example(
    [
        "a?b=c#d/../e",
        "..",
        "%2e%2e",
        "%252e%252e",
        "a;b",
        "..;",
        "...",
        "\uff0e\uff0e",
        "~",
        "a b",
        "%",
        "&",
        "\u00e9",
        "\u2025",
        "x:y",
        "a@b",
    ]
    * 2
)
def test_a_server_sees_each_id_as_one_segment_behind_the_prefix(values: list[str]):
    asyncio.run(_send_each(values))


async def _send_each(values: list[str]) -> None:
    async with RawServer() as server, Caller(server.port, Pinned(server.fingerprint)) as call:
        sent: list[str] = []
        for value in values:
            try:
                path = parse_operation("GET /v1/things/{x}/end").path({"x": value})
            except ConfigurationError:
                continue
            await call.send("GET", path)
            sent.append(value)
    seen = [request.target.split("/") for request in server.requests]
    assert [unquote(segments[4]) for segments in seen] == sent
    assert all([*segments[:4], *segments[5:]] == ["", "base", "v1", "things", "end"] for segments in seen)


# queries


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({}, ""),
        ({"a": None}, ""),
        ({"a": 1, "b": None, "c": "x"}, "a=1&c=x"),
        ({"a": True, "b": False}, "a=true&b=false"),
        ({"a": 1.5}, "a=1.5"),
        ({"a": ["x", "y&z"]}, "a=x&a=y%26z"),
        ({"a": []}, ""),
        ({"a": ""}, "a="),
        ({"filter": "name.eq('a b')"}, "filter=name.eq%28%27a%20b%27%29"),
    ],
)
def test_a_query_is_encoded(query: dict[str, str | int | float | bool | list[str] | None], text: str):
    assert encode_query(query) == text


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))))
def test_any_query_decodes_to_itself(query: dict[str, str]):
    encoded = encode_query(query)
    assert encoded.isascii()
    assert dict(parse_qsl(encoded, keep_blank_values=True)) == query

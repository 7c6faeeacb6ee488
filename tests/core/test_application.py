"""One application around the transport: what is sent, and what an answer becomes."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import pytest

from tests.support.application import PLAIN, WRAPPED, answer, application, sent
from tests.support.models import Colour, Shape, Square, Thing
from unifi_sdk import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    DecodeError,
    NotFoundError,
    RateLimitedError,
    Safety,
    ServerError,
    UnexpectedContentError,
)
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.transport import Cap, Response

THING = "GET /v1/things/{thing_id}"
CANARY = "canary-that-no-message-may-hold"


# what is sent


async def test_ids_fill_the_path_and_a_query_follows() -> None:
    app = application(answer('{"id": "1"}'))
    await app.call(THING, Thing, thing_id="a b%c", query={"deep": True, "tag": ["x&y", "z"], "none": None, "n": 5})
    (request,) = sent(app)
    assert request.target == "/v1/things/a%20b%25c?deep=true&tag=x%26y&tag=z&n=5"
    assert (request.body, request.safety, request.cap, request.operation.text) == (None, Safety.READ, Cap.JSON, THING)


async def test_a_query_of_nothing_leaves_no_question_mark() -> None:
    app = application(answer('{"id": "1"}'), answer('{"id": "1"}'))
    await app.call(THING, Thing, thing_id=1, query={"none": None})
    await app.call(THING, Thing, thing_id=1, query={})
    assert [request.target for request in sent(app)] == ["/v1/things/1", "/v1/things/1"]


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ({"made_at": "x", "colour": Colour.RED}, b'{"madeAt":"x","colour":"red"}'),
        (Square(side_mm=2.5), b'{"kind":"SQUARE","sideMm":2.5}'),
        ([Square()], b'[{"kind":"SQUARE"}]'),
        ({}, b"{}"),
        ([], b"[]"),
        (None, b"null"),
    ],
)
async def test_a_body_is_written_with_wire_names(body: object, written: bytes) -> None:
    app = application(answer())
    await app.call("POST /v1/things", None, body=body)
    assert sent(app)[0].body == written


@pytest.mark.parametrize(
    ("operation", "safety", "expected"),
    [
        ("GET /v1/things", None, Safety.READ),
        ("PUT /v1/things", None, Safety.IDEMPOTENT),
        ("DELETE /v1/things", None, Safety.IDEMPOTENT),
        ("POST /v1/things", None, Safety.UNSAFE),
        ("PUT /v1/doors/unlock", Safety.UNSAFE, Safety.UNSAFE),
        ("POST /v1/logs", Safety.READ, Safety.READ),
    ],
)
async def test_the_safety_is_the_verbs_unless_told_otherwise(
    operation: str, safety: Safety | None, expected: Safety
) -> None:
    app = application(answer())
    await app.call(operation, None, safety=safety)
    assert sent(app)[0].safety is expected


async def test_a_body_that_cannot_be_written_is_never_sent() -> None:
    app = application()
    with pytest.raises(ConfigurationError, match="body"):
        await app.call("POST /v1/things", None, body={"name": object()})
    assert sent(app) == []


@pytest.mark.parametrize("thing_id", ["", "../x", "a/b", "\n"])
async def test_an_id_that_could_leave_its_place_is_never_sent(thing_id: str) -> None:
    app = application()
    with pytest.raises(ConfigurationError, match="thing_id"):
        await app.call(THING, Thing, thing_id=thing_id)
    assert sent(app) == []


# what a success becomes


async def test_an_answer_is_decoded() -> None:
    assert await application(answer('{"id": "1", "size": 5}')).call(THING, Thing, thing_id="1") == Thing(id="1", size=5)


async def test_an_answer_that_is_a_variant_is_decoded_as_such() -> None:
    app = application(answer('{"kind": "SQUARE", "sideMm": 1}'))
    shape: Shape = await app.call("GET /v1/shape", Shape)
    assert shape == Square(side_mm=1)


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b"[]", b'"done"'])
async def test_an_answer_that_carries_nothing_worth_having_is_none(body: bytes) -> None:
    app = application(answer(body, 204 if not body else 200))
    await app.call("DELETE /v1/things/{thing_id}", None, thing_id="1")
    assert len(sent(app)) == 1


async def test_an_empty_answer_where_a_model_is_expected_is_a_decode_error() -> None:
    with pytest.raises(DecodeError, match=r"GET /v1/things/{thing_id}: expected an object at \$"):
        await application(answer(b"")).call(THING, Thing, thing_id="1")


async def test_an_answer_of_the_wrong_shape_names_the_path_and_not_the_content() -> None:
    app = application(answer(f'{{"id": ["{CANARY}"]}}'))
    with pytest.raises(DecodeError) as caught:
        await app.call(THING, Thing, thing_id="1")
    assert (caught.value.path, caught.value.operation, caught.value.expected) == ("$.id", THING, "a string")
    assert CANARY not in f"{caught.value!r}"


async def test_the_envelope_is_taken_off() -> None:
    app = application(answer('{"code": "OK", "data": {"id": "1"}}'), dialect=WRAPPED)
    assert await app.call(THING, Thing, thing_id="1") == Thing(id="1")


async def test_an_error_below_the_envelope_names_the_whole_path() -> None:
    rooted = attrs.evolve(WRAPPED, root="$.data")
    with pytest.raises(DecodeError) as caught:
        await application(answer('{"code": "OK", "data": {"id": 5}}'), dialect=rooted).call("GET /v1/things", Thing)
    assert caught.value.path == "$.data.id"


async def test_a_call_can_have_a_deadline_of_its_own() -> None:
    app = application(answer('{"id": "1"}'), answer('{"id": "1"}'))
    await app.call(THING, Thing, thing_id="1", deadline_seconds=2.5)
    await app.call(THING, Thing, thing_id="1")
    assert [request.deadline_seconds for request in sent(app)] == [2.5, None]


async def test_a_body_is_not_shown_with_its_request() -> None:
    app = application(answer(b""))
    await app.call("POST /v1/things", None, body={"pin": CANARY})
    assert CANARY not in repr([sent(app)[0], sent(app)[0].body])


@pytest.mark.parametrize("body", ["[]", '"x"', "null", "{}", '{"code": "OK"}'])
async def test_an_answer_without_its_envelope_is_a_decode_error_even_when_nothing_is_wanted(body: str) -> None:
    for model in (Thing, None):
        with pytest.raises(DecodeError, match="the application's envelope"):
            await application(answer(body), dialect=WRAPPED).call("PUT /v1/things", model, safety=Safety.READ)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (answer(f"<html>{CANARY}</html>", Content_Type="text/html; charset=utf-8"), "missing or starting"),
        (answer(CANARY, Content_Type="text/plain"), "no JSON (text/plain)"),
        (Response(200, {}, CANARY.encode()), "no JSON (no media type)"),
        (answer(b"", 302, Location="https://elsewhere.example"), "redirects elsewhere"),
        (answer(b"", 304), "redirects elsewhere"),
        (answer('{"code": "TAKEN"}', 307), "redirects elsewhere"),
    ],
)
@pytest.mark.parametrize("dialect", [PLAIN, WRAPPED])
async def test_what_is_no_answer_of_an_api_is_told_as_such(response: Response, words: str, dialect: Dialect) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        await application(response, dialect=dialect).call(THING, Thing, thing_id="1")
    assert words in str(caught.value)
    assert str(caught.value).startswith(THING)
    assert CANARY not in str(caught.value)
    assert caught.value.status == response.status
    assert caught.value.content_type == (response.content_type or "no media type")


# what a refusal becomes


async def test_a_refusal_is_the_exception_of_its_code_with_everything_known_about_it() -> None:
    body = '{"code": "TAKEN", "message": "name.", "requestId": "r-1"}'
    response = attrs.evolve(answer(body, 400, Retry_After="7"), resent=True)
    with pytest.raises(ConflictError) as caught:
        await application(response).call(THING, Thing, thing_id="1")
    error = caught.value
    assert str(error) == f"{THING}: TAKEN: name. Ask somebody."
    assert (error.application, error.operation, error.status, error.code) == ("network", THING, 400, "TAKEN")
    assert (error.request_id, error.known, error.retry_after, error.resent) == ("r-1", True, 7, True)


async def test_a_code_without_words_borrows_those_of_the_catalogue() -> None:
    with pytest.raises(ConflictError, match=r": taken: The name is taken\. Ask somebody\."):
        await application(answer('{"code": "taken"}', 409)).call(THING, Thing, thing_id="1")


@pytest.mark.parametrize(
    ("status", "exception"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (404, NotFoundError),
        (429, RateLimitedError),
        (500, ServerError),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>502</html>", b"{}", b"[]", b'{"code": "UNHEARD_OF"}', b"\xff", b'"x"'])
@pytest.mark.parametrize("dialect", [PLAIN, WRAPPED])
async def test_what_the_catalogue_does_not_know_is_the_exception_of_its_status(
    status: int, exception: type[ApiError], body: bytes, dialect: Dialect
) -> None:
    with pytest.raises(exception) as caught:
        await application(answer(body, status), dialect=dialect).call(THING, Thing, thing_id="1")
    assert not caught.value.known
    assert caught.value.code == ("UNHEARD_OF" if b"UNHEARD" in body else "")
    assert str(caught.value) == f"{THING}: " + (caught.value.code or f"HTTP status {status}")


async def test_a_refusal_with_status_200_is_a_refusal_where_the_application_does_so() -> None:
    body = '{"code": "GONE", "message": "no", "data": null}'
    with pytest.raises(NotFoundError) as caught:
        await application(answer(body), dialect=WRAPPED).call(THING, Thing, thing_id="1")
    assert caught.value.status == 200


async def test_a_code_in_a_success_is_content_where_refusals_have_a_status() -> None:
    decoded = await application(answer('{"id": "1", "code": "GONE"}')).call(THING, Thing, thing_id="1")
    assert decoded.code == "GONE"


async def test_what_the_console_says_is_made_harmless() -> None:
    said = '{"code": "X\\u001b[31m", "message": "a\\nb\\u202e' + "c" * 5000 + '", "requestId": "r\\r\\n1"}'
    with pytest.raises(BadRequestError) as caught:
        await application(answer(said, 400)).call(THING, Thing, thing_id="1")
    error = caught.value
    assert str(error).isprintable()
    assert len(str(error)) < 300
    assert (error.code, error.request_id) == ("X [31m", "r 1")


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"Retry_After": "2.5"}, "{}", 2.5),
        ({"Retry_After": "Thu, 01 Jan 2026 00:00:09 GMT"}, "{}", 9),
        ({}, '{"windowMs": 1500}', 1.5),
        ({}, '{"message": "retry after 1m0s"}', 60),
        ({"Retry_After": "3"}, '{"windowMs": 1500}', 3),
        ({"Retry_After": "whenever"}, "{}", None),
        ({}, "{}", None),
    ],
)
async def test_the_wait_that_the_console_asks_for_is_told(
    headers: Mapping[str, str], body: str, expected: float | None
) -> None:
    with pytest.raises(RateLimitedError) as caught:
        await application(answer(body, 429, **headers)).call(THING, Thing, thing_id="1")
    assert caught.value.retry_after == expected

"""Whatever UniFi Access answers or pushes by its reference, and with any field left out, null, renamed or new, is read.

The answers go through the methods that perform the operations, the payloads through the stream and the webhook receiver.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.conformance.access_calls import PLACES, arguments, call, read_frame
from tests.conformance.access_console import (
    ABSENT,
    FACTS,
    WEBHOOKS,
    AccessConsole,
    comparable,
    emptied,
    expected,
    lost,
    same_ids,
)
from tests.support.shapes import Shapes
from unifi_sdk import ConfigurationError, Model
from unifi_sdk._core.stream import RawEvent
from unifi_sdk._facts import Operation, Schema
from unifi_sdk._facts.performed import Performed
from unifi_sdk.access import Webhook
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.enrolment import CardEnrolment
from unifi_sdk.access.models import StoredFile
from unifi_sdk.access.models.webhook_events import WebhookEvent
from unifi_sdk.pagination import Listing

PLAIN = Shapes()
SECRET = "fake-secret-0123"
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
BY_NAME = {FACTS.find(place.operation).name: place for place in PLACES if place.owner}
NOTHING = [ABSENT, None, {}, [], "success", "success!", 7]
"""What the envelope of a success holds that tells nothing more."""
TOLD = [
    FACTS.operations[name]
    for name in BY_NAME
    if (answer := FACTS.operations[name].answer) and answer.kind in ("any", "object", "array") and answer.format is None
]
NEEDED = {"POST /credentials/nfc_cards/sessions"}
"""An answer that is of no use without its only field."""
SILENT = [operation for name in BY_NAME if (operation := FACTS.operations[name]).answer is None]
NOTIFICATIONS = {
    shape.properties["event"].enum[0]: shape for shape in FACTS.operations["GET /devices/notifications"].answer.options
}


def examples(count: int) -> settings:
    return settings(
        max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


@pytest.fixture(autouse=True)
def nothing_reported_yet() -> Iterator[None]:
    """What was logged once is not logged again: forget it."""
    DIALECT.codec._reported.clear()
    yield
    DIALECT.codec._reported.clear()


def wrong(result: object, sent: Any, schema: Schema) -> list[str]:
    """What a model or a text says otherwise than what was sent."""
    if not isinstance(result, Model):
        assert isinstance(result, str)
        return [] if result in (sent, *sent.values(), "") else ["$"]
    written = json.loads(json.dumps(DIALECT.codec.encode(result)))
    return lost(comparable(schema, written), comparable(schema, sent)) + emptied(result, sent)


def compare(result: object, operation: Operation, data: Any) -> None:
    """Hold what a method gave against the data of the answer that it got."""
    sent = expected(operation, data)
    shape = operation.answer
    if isinstance(result, Listing):
        items = sent if isinstance(sent, list) else [sent]
        assert result.undecodable == ()
        assert len(result) == len(items)
        found = [wrong(one, item, item_shape(operation)) for one, item in zip(result, items, strict=True)]
        assert [one for each in found for one in each] == []
    else:
        assert wrong(result, sent, shape) == []


def item_shape(operation: Operation) -> Schema:
    shape = operation.answer
    if operation.name == "POST /system/logs":
        return shape.properties["hits"].items
    if shape.options:
        return shape.options[0]
    return shape.items.items if operation.name == "GET /devices" else shape.items


@st.composite
def mutated(draw: st.DrawFn, sound: Any) -> Any:
    """The same document with up to three fields, at any depth, left out, null, renamed or new."""
    document = deepcopy(sound)
    for _ in range(draw(st.integers(1, 3))):
        places = list(objects(document))
        if not places:
            break
        place = draw(st.sampled_from(places))
        names = sorted(place)
        change = draw(st.sampled_from(["drop", "null", "rename", "add"] if names else ["add"]))
        if change == "add":
            place["field_of_tomorrow"] = draw(st.sampled_from([None, True, 7, "new", ["a"], {"b": 1}]))
            continue
        name = draw(st.sampled_from(names))
        part = place.pop(name)
        if change != "drop":
            place[name if change == "null" else f"{name}_2"] = None if change == "null" else part
    return document


def objects(document: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document that has fields of its own."""
    if isinstance(document, dict):
        yield document
    for part in document.values() if isinstance(document, dict) else document if isinstance(document, list) else ():
        yield from objects(part)


def perform(place: Performed, values: dict[str, Any], operation: Operation, data: Any) -> Any:
    """What a method gives for an answer with this data; None for arguments that it refuses."""

    def answer(asked: Operation) -> Any:
        if asked == operation:
            return data
        return {"POST": {"session_id": "a-session"}, "GET": {"token": "a-card"}}.get(asked.verb, ABSENT)

    console = AccessConsole(answer)
    try:
        return asyncio.run(call(console.access, place, values))
    except ConfigurationError:
        assume(console.received)
        raise


def test_every_operation_is_among_those_that_are_called():
    kinds = {"GET /devices/notifications", "POST /credentials/pin_codes"}
    files = {
        name for name, operation in FACTS.operations.items() if operation.answer and operation.answer.format == "binary"
    }
    assert {one.name for one in (*TOLD, *SILENT)} | kinds | files == FACTS.operations.keys()
    assert len(files) == 3


@pytest.mark.parametrize("operation", TOLD, ids=lambda operation: operation.name)
def test_an_answer_is_read_without_a_warning_and_nothing_of_it_is_lost(operation: Operation, warnings: list[str]):
    place = BY_NAME[operation.name]

    @examples(20)
    @given(st.data(), arguments(place.function))
    def check(data: st.DataObject, values: dict[str, Any]) -> None:
        sent = same_ids(operation, data.draw(PLAIN.of(operation.answer)))
        result = perform(place, values, operation, sent)
        if operation.name not in NEEDED:
            compare(result, operation, sent)
            for one in result if isinstance(result, Listing) else [result]:
                assert list(unknown(one)) == []

    check()
    assert warnings == []


@pytest.mark.parametrize("operation", TOLD, ids=lambda operation: operation.name)
def test_an_answer_with_fields_left_out_null_renamed_or_new_is_read_and_nothing_is_lost(operation: Operation):
    place = BY_NAME[operation.name]

    @examples(40)
    @given(st.data(), arguments(place.function))
    def check(data: st.DataObject, values: dict[str, Any]) -> None:
        sound = same_ids(operation, data.draw(PLAIN.of(operation.answer)))
        if operation.name == "POST /system/logs":
            sent: Any = {"hits": data.draw(mutated(sound["hits"]))}
        else:
            sent = data.draw(mutated(sound))
        if operation.name in NEEDED:
            sent = {**sent, **sound}
        if operation.name == "GET /credentials/nfc_cards/sessions/{id}":
            assume(sent.get("token"))
        result = perform(place, values, operation, sent)
        if operation.name not in NEEDED:
            compare(result, operation, sent)

    check()


@pytest.mark.parametrize("operation", SILENT, ids=lambda operation: operation.name)
def test_a_success_that_tells_nothing_is_one_whatever_it_holds(operation: Operation):
    place = BY_NAME[operation.name]

    @examples(10)
    @given(st.sampled_from(NOTHING), arguments(place.function))
    def check(data: Any, values: dict[str, Any]) -> None:
        result = perform(place, values, operation, data)
        assert result is None or place.owner is CardEnrolment

    check()


@pytest.mark.parametrize("name", ["GET /system/static/{path}", "GET /credentials/qr_codes/download/{visitor_id}"])
def test_a_file_is_given_as_it_came(name: str):
    place = BY_NAME[name]
    values = {"path": "/preview/door.jpg"} if "static" in name else {}
    result = asyncio.run(call(AccessConsole(lambda asked: ABSENT).access, place, values))
    assert result == StoredFile(b"\x00file", "application/octet-stream")


def test_a_pin_is_given_as_it_came():
    place = BY_NAME["POST /credentials/pin_codes"]
    assert asyncio.run(call(AccessConsole(lambda asked: "0815").access, place, {})) == "0815"


def test_an_export_is_given_as_it_came():
    place = BY_NAME["POST /system/logs/export"]
    values = {"topic": "all", "since": MOMENT, "until": MOMENT.replace(day=2), "timezone": "UTC"}
    assert asyncio.run(call(AccessConsole(lambda asked: ABSENT).access, place, values)) == b"\x00file"


@pytest.mark.parametrize("kind", NOTIFICATIONS)
def test_a_documented_notification_is_read_without_a_warning_and_nothing_of_it_is_lost(kind: str, warnings: list[str]):
    shape = NOTIFICATIONS[kind]

    @examples(40)
    @given(PLAIN.of(shape))
    def check(sent: Any) -> None:
        (read,) = read_frame(sent)
        assert not isinstance(read, RawEvent)
        assert type(read).__name__ != "Notification"
        assert wrong(read, sent, shape) == []
        assert list(unknown(read)) == []

    check()
    assert warnings == []


@pytest.mark.parametrize("kind", NOTIFICATIONS)
def test_a_notification_with_fields_left_out_null_renamed_or_new_is_read_or_handed_on_raw(kind: str):
    shape = NOTIFICATIONS[kind]

    @examples(120)
    @given(st.data(), PLAIN.of(shape))
    def check(data: st.DataObject, sound: Any) -> None:
        sent = data.draw(mutated(sound))
        (read,) = read_frame(sent)
        if isinstance(read, RawEvent):
            assert read.raw == sent
            assert sent.get("event") != kind or sent.get("data", 0) is None
        else:
            assert wrong(read, sent, shape) == []

    check()


@pytest.mark.parametrize("kind", WEBHOOKS)
def test_a_webhook_is_read_without_a_warning_and_nothing_of_it_is_lost(kind: str, warnings: list[str]):
    @examples(40)
    @given(PLAIN.of(WEBHOOKS[kind]))
    def check(sent: Any) -> None:
        event = deliver(sent)
        assert type(event) is WebhookEvent.variants[kind]
        assert wrong(event, sent, WEBHOOKS[kind]) == []
        if kind in DESCRIBED:
            assert list(unknown(event)) == []

    check()
    assert warnings == []


@pytest.mark.parametrize("kind", WEBHOOKS)
def test_a_webhook_with_fields_left_out_null_renamed_or_new_is_read_and_nothing_is_lost(kind: str):
    @examples(120)
    @given(st.data(), PLAIN.of(WEBHOOKS[kind]))
    def check(data: st.DataObject, sound: Any) -> None:
        sent = data.draw(mutated(sound))
        event = deliver(sent)
        assert isinstance(event, WebhookEvent)
        assert (type(event) is WebhookEvent) == (sent.get("event") != kind)
        assert wrong(event, sent, WEBHOOKS[kind]) == []

    check()


DESCRIBED = [kind for kind, shape in WEBHOOKS.items() if shape.properties["data"].properties["object"].values is None]
"""The last five have no documented object."""


def unknown(value: object, path: str = "$") -> Iterator[str]:
    """What was sent and stands in no field of a model; what is null or empty says nothing."""
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from unknown(part, f"{path}[{number}]")
    elif isinstance(value, Model):
        yield from (f"{path}.{name}" for name, part in value.extra.items() if part not in (None, "", 0))
        for name in DIALECT.codec.wire_names(type(value)):
            yield from unknown(getattr(value, name), f"{path}.{name}")


def deliver(document: Any) -> WebhookEvent:
    """What the receiver makes of a signed payload."""
    body = json.dumps(document).encode()
    t = int(MOMENT.timestamp())
    digest = hmac.new(SECRET.encode(), f"{t}.".encode() + body, hashlib.sha256).hexdigest()
    return Webhook(SECRET).parse(body, {"Signature": f"t={t},v1={digest}"}, now=MOMENT).event

"""Where the console sends its webhooks."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.access.errors import AlreadyExistsError
from unifi_sdk.access.models import WebhookEndpoint, WebhookEventType
from unifi_sdk.retry import Safety

ID = "d4c3b2a1-0f1e-4d2c-8b3a-495867768594"
ENDPOINT = {
    "endpoint": "http://192.0.2.7:8080",
    "events": ["access.doorbell.incoming", "access.door.unlock", "access.door.sang"],
    "id": ID,
    "name": "night watch",
    "secret": "fake0secret0of16",
    "headers": {"X-Shared": "fake-header-secret"},
}


async def test_endpoints_are_listed_with_their_secrets_which_do_not_show_when_printed() -> None:
    wire = Wire()
    wire.data([ENDPOINT, {"id": "e2", "headers": None}])
    endpoint, bare = await wire.access.webhooks.list()
    assert wire.lines == ["GET /webhooks/endpoints"]
    assert endpoint.secret == "fake0secret0of16"
    assert endpoint.headers == {"X-Shared": "fake-header-secret"}
    assert "fake" not in repr(endpoint)
    assert endpoint.events[:2] == (WebhookEventType.DOORBELL_INCOMING, WebhookEventType.DOOR_UNLOCK)
    assert not endpoint.events[2].is_known
    assert (bare.secret, bare.headers, bare.events) == (None, None, ())


@pytest.mark.parametrize(("headers", "sent"), [(None, {}), ({"X-Shared": "h"}, {"headers": {"X-Shared": "h"}})])
async def test_an_endpoint_is_made(headers: dict | None, sent: dict) -> None:
    wire = Wire()
    wire.data(ENDPOINT)
    made = await wire.access.webhooks.create(
        endpoint="http://192.0.2.7:8080",
        name="night watch",
        events=[WebhookEventType.DOOR_UNLOCK, WebhookEventType("access.door.sang")],
        headers=headers,
    )
    assert (made.id, made.secret) == (ID, "fake0secret0of16")
    assert (wire.lines, wire.last.safety) == (["POST /webhooks/endpoints"], Safety.UNSAFE)
    assert wire.last.body == {
        "endpoint": "http://192.0.2.7:8080",
        "name": "night watch",
        "events": ["access.door.unlock", "access.door.sang"],
        **sent,
    }


async def test_an_endpoint_is_replaced_as_a_whole_without_id_and_secret() -> None:
    wire = Wire()
    wire.data([{**ENDPOINT, "colour": "blue"}], ENDPOINT)
    [endpoint] = await wire.access.webhooks.list()
    events = (*endpoint.events, WebhookEventType.DEVICE_EMERGENCY_STATUS)
    answered = await wire.access.webhooks.replace(endpoint.evolve(events=events))
    assert answered.events == endpoint.events
    assert (wire.lines[1], wire.last.safety) == (f"PUT /webhooks/endpoints/{ID}", Safety.IDEMPOTENT)
    assert wire.last.body == {
        "endpoint": "http://192.0.2.7:8080",
        "name": "night watch",
        "events": [*ENDPOINT["events"], "access.device.emergency_status"],
        "headers": {"X-Shared": "fake-header-secret"},
        "colour": "blue",
    }


async def test_an_endpoint_is_deleted() -> None:
    wire = Wire()
    wire.data(None)
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    wire.refuse("CODE_NOT_EXISTS")
    await wire.access.webhooks.delete(ID)
    await wire.access.webhooks.delete(ID)
    with pytest.raises(NotFoundError):
        await wire.access.webhooks.delete(ID)
    assert wire.lines == [f"DELETE /webhooks/endpoints/{ID}"] * 3


async def test_a_url_that_is_taken_is_told() -> None:
    wire = Wire()
    wire.refuse("CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED")
    with pytest.raises(AlreadyExistsError):
        await wire.access.webhooks.create(
            endpoint="https://example.com", name="n", events=[WebhookEventType.DOOR_UNLOCK]
        )


@pytest.mark.parametrize(
    ("fields", "argument"),
    [
        ({"endpoint": "example.com"}, "endpoint"),
        ({"endpoint": "ftp://example.com"}, "endpoint"),
        ({"endpoint": "https://"}, "endpoint"),
        ({"name": " "}, "name"),
        ({"events": ()}, "events"),
    ],
)
async def test_what_can_never_work_fails_before_any_byte_is_sent(fields: dict, argument: str) -> None:
    wire = Wire()
    whole = {"endpoint": "https://e.example", "name": "n", "events": (WebhookEventType.DOOR_UNLOCK,), **fields}
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.webhooks.create(**whole)
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.webhooks.replace(WebhookEndpoint(id=ID, **whole))
    assert wire.sent == []


async def test_an_endpoint_that_came_without_a_url_is_not_written_back() -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError):
        await wire.access.webhooks.replace(WebhookEndpoint(id=ID, events=(WebhookEventType.DOOR_UNLOCK,)))
    assert wire.sent == []

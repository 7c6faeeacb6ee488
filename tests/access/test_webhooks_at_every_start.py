"""Registering a webhook endpoint at every start: made once, changed only when it differs, never made twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unifi_sdk import ConfigurationError, OutcomeUnknownError
from unifi_sdk.access import AccessClient
from unifi_sdk.access.errors import AlreadyExistsError
from unifi_sdk.access.models import WebhookEventType
from unifi_sdk.simulator import Fault, SimulatedConsole

ALL = tuple(WebhookEventType)
URL = "http://127.0.0.1:9/unifi"
ENDPOINTS = "/webhooks/endpoints"


async def test_an_endpoint_that_is_not_there_is_made(access: AccessClient, sent: Callable[..., list]) -> None:
    made = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL, headers={"X-Shared": "fake"})
    assert (made.endpoint, made.name, made.events, made.headers) == (URL, "watch", ALL, {"X-Shared": "fake"})
    assert made.secret
    assert sent() == [f"GET {ENDPOINTS}", f"POST {ENDPOINTS}"]


async def test_without_a_choice_every_kind_is_sent(access: AccessClient, sent: Callable[..., list]) -> None:
    made = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch")
    assert made.events == ALL
    assert len(ALL) == 11
    assert await access.webhooks.ensure_endpoint(endpoint=URL, name="watch") == made
    assert sent() == [f"GET {ENDPOINTS}", f"POST {ENDPOINTS}", f"GET {ENDPOINTS}"]


async def test_an_endpoint_that_is_as_wanted_is_not_written(access: AccessClient, sent: Callable[..., list]) -> None:
    events = [WebhookEventType.DOOR_UNLOCK, WebhookEventType.DEVICE_DPS_STATUS]
    made = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=events, headers={"X-Shared": "h"})
    again = await access.webhooks.ensure_endpoint(endpoint=URL, name="another name", events=[*reversed(events)])
    assert again == made
    assert sent() == [f"GET {ENDPOINTS}", f"POST {ENDPOINTS}", f"GET {ENDPOINTS}"]


async def test_an_endpoint_with_other_events_keeps_all_but_those(
    access: AccessClient, console: SimulatedConsole, sent: Callable[..., list]
) -> None:
    made = await access.webhooks.create(endpoint=URL, name="watch", events=ALL[:2], headers={"X-Shared": "h"})
    ensured = await access.webhooks.ensure_endpoint(endpoint=URL, name="another name", events=ALL[2:4])
    assert ensured == made.evolve(events=ALL[2:4])
    assert await access.webhooks.list() == [ensured]
    assert sent()[2] == f"PUT {ENDPOINTS}/{made.id}"


@pytest.mark.parametrize("headers", [{}, {"X-Shared": "new"}], ids=["taken away", "another one"])
async def test_headers_that_are_given_are_all_there_are(access: AccessClient, headers: dict[str, str]) -> None:
    await access.webhooks.create(endpoint=URL, name="watch", events=ALL, headers={"X-Old": "h"})
    await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL, headers=headers)
    [endpoint] = await access.webhooks.list()
    assert endpoint.headers == headers


async def test_a_changed_endpoint_is_told_with_the_events_that_were_sent_although_the_answer_has_the_old_ones(
    access: AccessClient, console: SimulatedConsole
) -> None:
    made = await access.webhooks.create(endpoint=URL, name="watch", events=ALL[:1])
    stale = {"id": made.id, "endpoint": URL, "name": "watch", "events": [ALL[0]]}
    body = {"code": "SUCCESS", "msg": "success", "data": stale}
    console.faults.add(Fault.status(200, body), "PUT *")
    ensured = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL)
    assert (ensured.events, ensured.secret) == (ALL, made.secret)


async def test_an_endpoint_that_somebody_else_makes_in_between_is_taken_over(
    access: AccessClient, answer: Callable[..., None], sent: Callable[..., list]
) -> None:
    made = await access.webhooks.create(endpoint=URL, name="theirs", events=ALL[:1])
    answer([])
    ensured = await access.webhooks.ensure_endpoint(endpoint=URL, name="ours", events=ALL[:2])
    assert (ensured.id, ensured.secret, ensured.name, ensured.events) == (made.id, made.secret, "theirs", ALL[:2])
    assert sent()[1:] == [f"GET {ENDPOINTS}", f"POST {ENDPOINTS}", f"GET {ENDPOINTS}", f"PUT {ENDPOINTS}/{made.id}"]


async def test_a_url_that_the_console_knows_and_does_not_show_is_an_error(
    access: AccessClient, console: SimulatedConsole
) -> None:
    await access.webhooks.create(endpoint=f"{URL}/", name="theirs", events=ALL)
    refusal = {"code": "CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED", "msg": "duplicated"}
    console.faults.add(Fault.status(200, refusal), "POST *")
    with pytest.raises(AlreadyExistsError):
        await access.webhooks.ensure_endpoint(endpoint=URL, name="ours", events=ALL)


async def test_an_endpoint_whose_making_was_not_answered_is_looked_for_and_made_once(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    ensured = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL)
    assert [*console.access.webhook_endpoints] == [ensured.id]
    assert ensured.secret == console.access.webhook_endpoints[ensured.id].secret


async def test_an_endpoint_that_was_not_made_and_not_answered_is_unknown(
    access: AccessClient, console: SimulatedConsole, sent: Callable[..., list]
) -> None:
    console.faults.add(Fault.drop(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL)
    assert sent() == [f"GET {ENDPOINTS}", f"POST {ENDPOINTS}", f"GET {ENDPOINTS}"]


@pytest.mark.parametrize(
    ("fields", "argument"),
    [({"endpoint": "example.com"}, "endpoint"), ({"name": ""}, "name"), ({"events": ()}, "events")],
)
async def test_an_endpoint_that_cannot_be_fails_before_any_byte_is_sent(
    access: AccessClient, console: SimulatedConsole, fields: dict, argument: str
) -> None:
    with pytest.raises(ConfigurationError, match=argument):
        await access.webhooks.ensure_endpoint(**{"endpoint": URL, "name": "n", "events": ALL, **fields})
    assert console.requests == []


async def test_an_endpoint_that_has_moved_gets_the_url_and_keeps_its_id_and_secret(
    access: AccessClient, sent: Callable[..., list]
) -> None:
    made = await access.webhooks.create(endpoint=f"{URL}/old", name="watch", events=ALL, headers={"X-Shared": "h"})
    moved = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL, moved=True)
    assert moved == made.evolve(endpoint=URL)
    assert await access.webhooks.list() == [moved]
    assert sent()[1:3] == [f"GET {ENDPOINTS}", f"PUT {ENDPOINTS}/{made.id}"]


async def test_earlier_addresses_beside_the_present_one_are_deleted(access: AccessClient) -> None:
    for number in range(2):
        await access.webhooks.create(endpoint=f"{URL}/{number}", name="watch", events=ALL)
    other = await access.webhooks.create(endpoint=f"{URL}/other", name="another program", events=ALL)
    made = await access.webhooks.create(endpoint=URL, name="watch", events=ALL)
    assert await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL, moved=True) == made
    assert await access.webhooks.list() == [other, made]


async def test_of_several_earlier_addresses_one_is_left(access: AccessClient) -> None:
    for number in range(3):
        await access.webhooks.create(endpoint=f"{URL}/{number}", name="watch", events=ALL)
    moved = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL, moved=True)
    assert await access.webhooks.list() == [moved]


async def test_an_earlier_address_that_somebody_else_deletes_is_gone_all_the_same(
    access: AccessClient, console: SimulatedConsole
) -> None:
    await access.webhooks.create(endpoint=f"{URL}/old", name="watch", events=ALL)
    made = await access.webhooks.create(endpoint=URL, name="watch", events=ALL)
    refusal = {"code": "CODE_NOT_EXISTS", "msg": "no such item"}
    console.faults.add(Fault.status(200, refusal), "DELETE *")
    assert await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL, moved=True) == made


async def test_nothing_is_taken_for_moved_unless_it_is_asked_for(access: AccessClient) -> None:
    made = await access.webhooks.create(endpoint=f"{URL}/old", name="watch", events=ALL)
    ensured = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", events=ALL)
    assert await access.webhooks.list() == [made, ensured]


async def test_what_has_not_moved_is_not_written(access: AccessClient, sent: Callable[..., list]) -> None:
    made = await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", moved=True)
    assert await access.webhooks.ensure_endpoint(endpoint=URL, name="watch", moved=True) == made
    assert sent() == [f"GET {ENDPOINTS}", f"POST {ENDPOINTS}", f"GET {ENDPOINTS}"]

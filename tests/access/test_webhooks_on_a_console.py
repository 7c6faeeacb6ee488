"""Webhooks from end to end: the SDK registers an endpoint, the console signs and delivers, the SDK checks and reads."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import attrs
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from unifi_sdk.access import AccessClient, Actor, Delivery, Webhook
from unifi_sdk.access.errors import AlreadyExistsError
from unifi_sdk.access.models import DoorPosition, LockRuleChange, WebhookEventType, webhook_events
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.application import DoorbellReason
from unifi_sdk.simulator.access.estate.people import sample_id

ALL = tuple(WebhookEventType)
MAIN, LOBBY, ADA, GUS = map(sample_id, ("main-entrance", "lobby", "ada", "gus"))
HUB, READER = "00005e005301", "00005e005302"
URL = "http://127.0.0.1:9/unifi"


@pytest.fixture
def clock() -> ManualClock:
    """The console's clock, which the machine's own agrees with: deliveries are checked for their age."""
    return ManualClock(time.time())


class Receiver:
    """An application that receives deliveries."""

    def __init__(self) -> None:
        self.received: asyncio.Queue[Delivery] = asyncio.Queue()
        self.requests: list[web.Request] = []
        self.url = ""
        self.handler: Callable[[web.Request], Awaitable[web.Response]] | None = None

    def expect(self, secret: str | None) -> None:
        self.handler = Webhook(secret or "").handler(self.received.put)

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        assert self.handler is not None
        return await self.handler(request)

    async def next(self) -> Delivery:
        return await asyncio.wait_for(self.received.get(), 2)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/unifi", receiver.handle)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/unifi"))
        yield receiver


async def register(
    access: AccessClient, receiver: Receiver, events: Sequence[WebhookEventType] = ALL, **fields: object
) -> str:
    endpoint = await access.webhooks.create(endpoint=receiver.url, name="test", events=events, **fields)
    receiver.expect(endpoint.secret)
    return endpoint.id


# From the console to the SDK


async def test_an_unlock_is_delivered_with_its_door_its_actor_and_what_was_handed_through(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver, clock: ManualClock
) -> None:
    await register(access, receiver)
    await access.doors.unlock(MAIN, actor=Actor("42", "Night shift"), extra={"shift": {"number": 3}})
    delivery = await receiver.next()
    event = delivery.event
    assert isinstance(event, webhook_events.DoorUnlockEvent)
    assert (event.data.location.id, event.data.location.name) == (MAIN, "Main Entrance")
    assert (event.data.actor.id, event.data.actor.name) == ("42", "Night shift")
    assert (event.data.device.id, event.data.device.online) == (HUB, True)
    assert (event.data.object.authentication_type, event.data.object.result) == ("CALL", "Access Granted")
    assert event.data.extra["extra"] == {"shift": {"number": 3}}
    assert delivery.signed_at.timestamp() == int(clock.now())
    await console.access.delivered()
    assert [(one.event, one.status) for one in console.access.deliveries] == [("access.door.unlock", 200)]


async def lock_down(access: AccessClient, console: SimulatedConsole) -> None:
    await access.emergency.set(lockdown=True, evacuation=False)


async def let_in_for_an_hour(access: AccessClient, console: SimulatedConsole) -> None:
    await access.doors.set_lock_rule(MAIN, LockRuleChange.CUSTOM, minutes=60)


async def no_longer(access: AccessClient, console: SimulatedConsole) -> None:
    await access.doors.set_lock_rule(MAIN, LockRuleChange.RESET)


async def cancel_the_visit(access: AccessClient, console: SimulatedConsole) -> None:
    await access.visitors.cancel(GUS)


def ends_of_windows(seconds: float) -> Callable[[AccessClient, SimulatedConsole], Awaitable[None]]:
    async def move(access: AccessClient, console: SimulatedConsole) -> None:
        console.access.doors[LOBBY].schedule_until = console.clock.now() + seconds
        console.access.settle()

    return move


async def end_the_ring(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.end_ring(DoorbellReason.TIMED_OUT)


async def ring(access: AccessClient, console: SimulatedConsole) -> None:
    await access.devices.ring_doorbell(READER)


async def press(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.ask_to_enter(MAIN)


async def open_it(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.doors[MAIN].position = "open"
    console.access.settle()


async def show_a_card(access: AccessClient, console: SimulatedConsole) -> None:
    assert console.access.present(MAIN, ADA)


@attrs.frozen
class Happening:
    """What happens, and what is delivered then."""

    type: WebhookEventType
    model: type[webhook_events.WebhookEvent]
    cause: Callable[[AccessClient, SimulatedConsole], Awaitable[None]]
    is_told: Callable[[webhook_events.EventData], bool]


HAPPENINGS = (
    Happening(
        WebhookEventType.DOORBELL_INCOMING,
        webhook_events.DoorbellIncomingEvent,
        ring,
        lambda data: data.location.id == MAIN and data.device.id == READER and bool(data.object.request_id),
    ),
    Happening(
        WebhookEventType.DOORBELL_COMPLETED,
        webhook_events.DoorbellCompletedEvent,
        end_the_ring,
        lambda data: data.location.id == MAIN and data.object.reason_code == 105,
    ),
    Happening(
        WebhookEventType.DOORBELL_INCOMING_REN,
        webhook_events.DoorbellIncomingRenEvent,
        press,
        lambda data: data.device is None and data.location.id == MAIN and data.object.reason_code == 0,
    ),
    Happening(
        WebhookEventType.DEVICE_DPS_STATUS,
        webhook_events.DoorPositionEvent,
        open_it,
        lambda data: data.location.id == MAIN and data.object.status == "open" and data.actor is None,
    ),
    Happening(
        WebhookEventType.DOOR_UNLOCK,
        webhook_events.DoorUnlockEvent,
        show_a_card,
        lambda data: data.actor.id == ADA and data.object.authentication_type == "NFC",
    ),
    Happening(
        WebhookEventType.DEVICE_EMERGENCY_STATUS,
        webhook_events.DeviceEmergencyEvent,
        lock_down,
        lambda data: (data.object.mode, data.object.value, data.object.is_global) == ("lockdown", True, True),
    ),
    Happening(
        WebhookEventType.UNLOCK_SCHEDULE_ACTIVATE,
        webhook_events.UnlockScheduleActivateEvent,
        ends_of_windows(3600),
        lambda data: data.location.id == LOBBY and data.object is None,
    ),
    Happening(
        WebhookEventType.UNLOCK_SCHEDULE_DEACTIVATE,
        webhook_events.UnlockScheduleDeactivateEvent,
        ends_of_windows(0),
        lambda data: data.location.id == LOBBY,
    ),
    Happening(
        WebhookEventType.TEMPORARY_UNLOCK_START,
        webhook_events.TemporaryUnlockStartEvent,
        let_in_for_an_hour,
        lambda data: data.location.id == MAIN,
    ),
    Happening(
        WebhookEventType.TEMPORARY_UNLOCK_END,
        webhook_events.TemporaryUnlockEndEvent,
        no_longer,
        lambda data: data.location.id == MAIN,
    ),
    Happening(
        WebhookEventType.VISITOR_STATUS_CHANGED,
        webhook_events.VisitorStatusEvent,
        cancel_the_visit,
        lambda data: data.object.status == "CANCELLED" and data.object.extra["id"] == GUS,
    ),
)
BEFORE = {
    WebhookEventType.DOORBELL_COMPLETED: ring,
    WebhookEventType.UNLOCK_SCHEDULE_ACTIVATE: ends_of_windows(0),
    WebhookEventType.TEMPORARY_UNLOCK_END: let_in_for_an_hour,
}
"""What has to have happened before."""


def test_every_kind_is_tried() -> None:
    assert {happening.type for happening in HAPPENINGS} == set(ALL)


@pytest.mark.parametrize("happening", HAPPENINGS, ids=lambda happening: happening.type)
async def test_every_kind_is_delivered_signed_and_typed(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver, happening: Happening
) -> None:
    if happening.type in BEFORE:
        await BEFORE[happening.type](access, console)
    await register(access, receiver, [happening.type])
    await happening.cause(access, console)
    delivery = await receiver.next()
    assert type(delivery.event) is happening.model
    assert delivery.event.event == happening.type
    assert happening.is_told(delivery.event.data)
    await console.access.delivered()
    assert [one.status for one in console.access.deliveries] == [200]


async def test_a_door_position_is_read_from_a_delivery(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    await register(access, receiver, [WebhookEventType.DEVICE_DPS_STATUS])
    await open_it(access, console)
    event = (await receiver.next()).event
    assert isinstance(event, webhook_events.DoorPositionEvent)
    assert event.position is DoorPosition.OPEN


async def test_a_delivery_carries_the_headers_of_its_endpoint(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    await register(access, receiver, headers={"X-Shared": "fake-header-secret"})
    await press(access, console)
    await receiver.next()
    assert receiver.requests[0].headers["X-Shared"] == "fake-header-secret"


async def test_a_delivery_that_somebody_sends_again_is_answered_and_taken_once(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    endpoint_id = await register(access, receiver, [WebhookEventType.DOORBELL_INCOMING_REN])
    await press(access, console)
    await receiver.next()
    await console.access.delivered()
    event = json.loads(console.access.deliveries[0].body)
    console.access.delivery.send(console.access.webhook_endpoints[endpoint_id], event)
    await console.access.delivered()
    assert [one.status for one in console.access.deliveries] == [200, 200]
    assert receiver.received.empty()


async def test_a_delivery_whose_body_was_read_before_is_taken_all_the_same(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    await register(access, receiver)
    handle = receiver.handler
    assert handle is not None

    async def read_first(request: web.Request) -> web.Response:
        await request.read()
        return await handle(request)

    receiver.handler = read_first
    await press(access, console)
    assert isinstance((await receiver.next()).event, webhook_events.DoorbellIncomingRenEvent)


async def test_a_delivery_with_another_secret_is_refused(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    await register(access, receiver)
    receiver.expect("fake-other-secret")
    await press(access, console)
    await console.access.delivered()
    assert [one.status for one in console.access.deliveries] == [401]
    assert receiver.received.empty()


async def test_a_console_whose_clock_is_wrong_is_refused(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver, clock: ManualClock
) -> None:
    await register(access, receiver, [WebhookEventType.DOORBELL_INCOMING_REN])
    clock.advance(600)
    await press(access, console)
    await console.access.delivered()
    assert [one.status for one in console.access.deliveries] == [401]
    assert receiver.received.empty()


async def test_nothing_is_delivered_to_an_endpoint_that_was_deleted(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    await access.webhooks.delete(await register(access, receiver))
    await press(access, console)
    await console.access.delivered()
    assert receiver.requests == []
    assert await access.webhooks.list() == []


async def test_a_replaced_endpoint_keeps_its_secret_and_gets_what_it_asked_for_since(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    await register(access, receiver, [WebhookEventType.DOOR_UNLOCK])
    [endpoint] = await access.webhooks.list()
    await access.webhooks.replace(endpoint.evolve(events=(WebhookEventType.DOORBELL_INCOMING_REN,), name="other"))
    [replaced] = await access.webhooks.list()
    assert (replaced.id, replaced.secret, replaced.name) == (endpoint.id, endpoint.secret, "other")
    await access.doors.unlock(MAIN)
    await press(access, console)
    assert isinstance((await receiver.next()).event, webhook_events.DoorbellIncomingRenEvent)


async def test_a_second_endpoint_with_the_same_url_is_refused(access: AccessClient) -> None:
    await access.webhooks.create(endpoint=URL, name="one", events=ALL)
    with pytest.raises(AlreadyExistsError):
        await access.webhooks.create(endpoint=URL, name="two", events=ALL)
    assert len(await access.webhooks.list()) == 1


async def test_an_ensured_endpoint_gets_deliveries_that_its_secret_checks(
    access: AccessClient, console: SimulatedConsole, receiver: Receiver
) -> None:
    for _ in range(2):
        endpoint = await access.webhooks.ensure_endpoint(endpoint=receiver.url, name="watch", events=ALL)
    receiver.expect(endpoint.secret)
    await press(access, console)
    assert isinstance((await receiver.next()).event, webhook_events.DoorbellIncomingRenEvent)
    assert len(receiver.requests) == 1

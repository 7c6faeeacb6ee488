"""The simulated Access application's webhooks: endpoints, and the signed delivery of events to real receivers."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.support.access_api import Api, until
from unifi_sdk.simulator.access.application import DoorbellReason, SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.webhooks import EVENTS, sign
from unifi_sdk.simulator.clock import ManualClock

ENDPOINTS = "/webhooks/endpoints"
HUB, READER = "00005e005301", "00005e005302"
MAIN, LOBBY = sample_id("main-entrance"), sample_id("lobby")
GUS = sample_id("gus")
WISH = {"endpoint": "http://192.0.2.7:8080/hook", "name": "Test", "events": ["access.door.unlock"]}


class Delivered(NamedTuple):
    headers: Mapping[str, str]
    raw: bytes

    @property
    def event(self) -> Any:
        return json.loads(self.raw)


class Receiver:
    """Somebody's own server."""

    def __init__(self) -> None:
        self.received: list[Delivered] = []
        self.status = 200
        self.seconds = 0.0
        app = web.Application()
        app.router.add_post("/hook", self._receive)
        self.server = TestServer(app, shutdown_timeout=0.1)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/hook"))

    @property
    def names(self) -> list[str]:
        return [delivered.event["event"] for delivered in self.received]

    async def _receive(self, request: web.Request) -> web.Response:
        self.received.append(Delivered(request.headers.copy(), await request.read()))
        await asyncio.sleep(self.seconds)
        return web.Response(status=self.status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with receiver.server:
        yield receiver


@pytest.fixture
async def endpoint(api: Api, receiver: Receiver) -> dict:
    body = {"endpoint": receiver.url, "name": "Test", "events": [*EVENTS], "headers": {"X-Own": "fake-own-secret"}}
    return await api.data("POST", ENDPOINTS, body)


# Endpoints


async def test_an_endpoint_is_answered_with_its_secret_every_time(api: Api) -> None:
    created = await api.data("POST", ENDPOINTS, {**WISH, "headers": {"key": "value"}})
    assert created == {**WISH, "headers": {"key": "value"}, "id": created["id"], "secret": created["secret"]}
    assert len(bytes.fromhex(created["secret"])) == 8
    assert await api.data("GET", ENDPOINTS) == [created]


async def test_an_update_of_an_endpoint_replaces_all_but_id_and_secret(api: Api) -> None:
    created = await api.data("POST", ENDPOINTS, {**WISH, "headers": {"key": "value"}})
    new = {**WISH, "name": "Renamed", "events": ["access.doorbell.incoming"]}
    updated = await api.data("PUT", f"{ENDPOINTS}/{created['id']}", new)
    assert updated == {**new, "headers": {}, "id": created["id"], "secret": created["secret"]}
    assert await api.refusal("PUT", f"{ENDPOINTS}/{created['id']}", {"name": "Only"}) == "CODE_PARAMS_INVALID"


async def test_an_address_is_registered_once(api: Api) -> None:
    await api.ok("POST", ENDPOINTS, WISH)
    assert await api.refusal("POST", ENDPOINTS, WISH) == "CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED"
    other = await api.data("POST", ENDPOINTS, {**WISH, "endpoint": "https://192.0.2.7/other"})
    path = f"{ENDPOINTS}/{other['id']}"
    assert await api.refusal("PUT", path, WISH) == "CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED"


async def test_an_endpoint_is_deleted_with_null(api: Api) -> None:
    path = f"{ENDPOINTS}/{(await api.data('POST', ENDPOINTS, WISH))['id']}"
    assert await api.ok("DELETE", path) == {"code": "SUCCESS", "msg": "success", "data": None}
    assert await api.refusal("DELETE", path) == "CODE_RESOURCE_NOT_FOUND"


@pytest.mark.parametrize(
    "fields",
    [
        {"endpoint": "ftp://192.0.2.7/"},
        {"endpoint": "nowhere"},
        {"endpoint": "http://[::1"},
        {"name": ""},
        {"events": None},
        {"events": "access.door.unlock"},
        {"events": ["access.door.lock"]},
        {"headers": {"key": 1}},
    ],
)
async def test_a_malformed_endpoint_is_refused(api: Api, access: SimulatedAccess, fields: dict) -> None:
    assert await api.refusal("POST", ENDPOINTS, {**WISH, **fields}) == "CODE_PARAMS_INVALID"
    assert access.webhook_endpoints == {}


# Delivery


def test_the_signature_is_that_of_the_vendors_samples() -> None:
    signature = "t=1695902233,v1=c1ea3164a0cde97f3a7b33ab790730168b53e5bbd3c3a959b076433755e15654"
    assert sign("6601f1243d2ff70f", 1695902233, b'{"a":1}') == signature


async def test_an_unlock_is_delivered_signed_with_the_endpoints_own_headers(
    api: Api, access: SimulatedAccess, clock: ManualClock, receiver: Receiver, endpoint: dict
) -> None:
    body = {"actor_id": "42", "actor_name": "Night shift", "extra": {"ticket": 7}}
    await api.ok("PUT", f"/doors/{MAIN}/unlock", body)
    await access.delivered()
    (delivered,) = receiver.received
    digest = hmac.new(endpoint["secret"].encode(), f"{int(clock.now())}.".encode() + delivered.raw, hashlib.sha256)
    assert delivered.headers["Signature"] == f"t={int(clock.now())},v1={digest.hexdigest()}"
    assert (delivered.headers["X-Own"], delivered.headers["Content-Type"]) == ("fake-own-secret", "application/json")
    data = delivered.event["data"]
    assert delivered.event["event"] == "access.door.unlock"
    assert (data["location"]["id"], data["location"]["device_ids"]) == (MAIN, None)
    assert (data["device"]["id"], data["device"]["mac"]) == (HUB, "00:00:5e:00:53:01")
    assert (data["actor"], data["extra"]) == ({"id": "42", "name": "Night shift", "type": "user"}, {"ticket": 7})
    assert data["object"]["result"] == "Access Granted"


async def test_an_unlock_without_an_actor_is_by_the_token(
    api: Api, access: SimulatedAccess, receiver: Receiver, endpoint: dict
) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    await access.delivered()
    assert receiver.received[0].event["data"]["actor"]["name"] == access.actor_name


async def test_only_events_that_were_asked_for_are_delivered(
    api: Api, access: SimulatedAccess, receiver: Receiver
) -> None:
    body = {"endpoint": receiver.url, "name": "Test", "events": ["access.device.dps_status"]}
    await api.ok("POST", ENDPOINTS, body)
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    access.doors[MAIN].position = "open"
    await access.delivered()
    assert receiver.names == ["access.device.dps_status"]
    assert receiver.received[0].event["data"]["object"] == {"event_type": "dps_change", "status": "open"}


async def test_a_doorbell_is_delivered_when_it_rings_and_when_it_ends(
    access: SimulatedAccess, receiver: Receiver, endpoint: dict
) -> None:
    ring = access.ring(READER)
    access.end_ring(DoorbellReason.REJECTED)
    await access.delivered()
    incoming, completed = (delivered.event for delivered in receiver.received)
    assert (incoming["event"], incoming["data"]["actor"]) == ("access.doorbell.incoming", None)
    assert incoming["data"]["object"] == {"request_id": ring.request_id}
    assert completed["data"]["device"]["connected_hub_id"] == HUB
    assert completed["data"]["object"] == {"host_device_mac": "", "reason_code": 106, "request_id": ring.request_id}


async def test_a_request_to_enter_has_no_device(access: SimulatedAccess, receiver: Receiver, endpoint: dict) -> None:
    access.ask_to_enter(MAIN)
    await access.delivered()
    assert receiver.names == ["access.doorbell.incoming.REN"]
    data = receiver.received[0].event["data"]
    assert (data["device"], data["actor"], data["object"]["reason_code"]) == (None, None, 0)


async def test_an_emergency_has_neither_location_nor_actor(
    api: Api, access: SimulatedAccess, receiver: Receiver, endpoint: dict
) -> None:
    await api.ok("PUT", "/doors/settings/emergency", {"lockdown": True, "evacuation": False})
    await api.ok("PUT", "/doors/settings/emergency", {"lockdown": False, "evacuation": False})
    await access.delivered()
    assert receiver.names == ["access.device.emergency_status"] * 2
    events = [delivered.event["data"] for delivered in receiver.received]
    assert [set(data) for data in events] == [{"device", "object"}] * 2
    assert [data["object"] for data in events] == [
        {"glocal": True, "mode": "lockdown", "value": True},
        {"glocal": True, "mode": "lockdown", "value": False},
    ]


async def test_a_temporary_unlock_is_delivered_at_its_start_and_by_the_clock_at_its_end(
    api: Api, access: SimulatedAccess, clock: ManualClock, receiver: Receiver, endpoint: dict
) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/lock_rule", {"type": "custom", "interval": 10})
    clock.advance(600)
    await access.delivered()
    assert receiver.names == ["access.temporary_unlock.start", "access.temporary_unlock.end"]


async def test_an_unlock_schedule_is_delivered_at_its_end(
    access: SimulatedAccess, clock: ManualClock, receiver: Receiver, endpoint: dict
) -> None:
    clock.advance(8 * 3600)
    access.doors[LOBBY].schedule_until = clock.now() + 60
    access.doors[MAIN].schedule_until = clock.now() + 60
    await access.delivered()
    schedules = [name for name in receiver.names if "schedule" in name]
    assert schedules == ["access.unlock_schedule.activate"]
    clock.advance(60)
    await access.delivered()
    assert receiver.names.count("access.unlock_schedule.deactivate") == 2


async def test_the_status_of_a_visitor_is_delivered_without_a_request(
    clock: ManualClock, receiver: Receiver, endpoint: dict
) -> None:
    clock.advance(25 * 3600)
    await until(lambda: receiver.names.count("access.visitor.status.changed") == 2)
    changes = [delivered.event["data"] for delivered in receiver.received if "visitor" in delivered.event["event"]]
    assert {change["object"]["id"]: change["object"]["status"] for change in changes} == {
        GUS: "ACTIVE",
        sample_id("fay"): "VISITED",
    }
    assert {str(change["location"]) for change in changes} == {"None"}


async def test_events_reach_an_endpoint_in_order(access: SimulatedAccess, receiver: Receiver, endpoint: dict) -> None:
    for position in ("open", "close") * 10:
        access.doors[MAIN].position = position
        access.settle()
    await access.delivered()
    statuses = [delivered.event["data"]["object"]["status"] for delivered in receiver.received]
    assert statuses == ["open", "close"] * 10


async def test_https_is_delivered_to_whatever_certificate(api: Api, access: SimulatedAccess) -> None:
    receiver = Receiver()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    await receiver.server.start_server(ssl=context)
    try:
        await api.ok("POST", ENDPOINTS, {**WISH, "endpoint": receiver.url.replace("http:", "https:")})
        await api.ok("PUT", f"/doors/{MAIN}/unlock")
        await access.delivered()
        assert receiver.names == ["access.door.unlock"]
    finally:
        await receiver.server.close()


async def test_a_failed_delivery_is_noted_and_not_repeated(
    api: Api, access: SimulatedAccess, receiver: Receiver, endpoint: dict
) -> None:
    receiver.status = 500
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    await access.delivered()
    await access.delivered()
    assert [(item.event, item.status, item.error) for item in access.deliveries] == [("access.door.unlock", 500, "")]
    assert len(receiver.received) == 1


async def test_a_receiver_that_takes_too_long_is_given_up(
    api: Api, access: SimulatedAccess, receiver: Receiver, endpoint: dict
) -> None:
    assert access.delivery.timeout_seconds == 5.0
    access.delivery.timeout_seconds, receiver.seconds = 0.05, 5.0
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    await access.delivered()
    assert [(item.status, item.error) for item in access.deliveries] == [(None, "TimeoutError")]


async def test_nothing_is_sent_beyond_loopback(api: Api, access: SimulatedAccess) -> None:
    await api.ok("POST", ENDPOINTS, WISH)
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    await access.delivered()
    assert [(item.status, item.error) for item in access.deliveries] == [(None, "not on loopback")]


async def test_closing_gives_up_what_is_under_way(
    api: Api, access: SimulatedAccess, receiver: Receiver, endpoint: dict
) -> None:
    receiver.seconds = 60.0
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    await until(lambda: receiver.received)
    assert [task for task in asyncio.all_tasks() if "_drain" in repr(task)]
    await access.close()
    assert not [task for task in asyncio.all_tasks() if "_drain" in repr(task) or "_tick" in repr(task)]
    assert access.deliveries == []

"""Deliveries of webhooks: who signed them, when, and what they say."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError, DecodeError
from unifi_sdk.access import Delivery, InvalidSignatureError, Webhook
from unifi_sdk.access.models import WebhookEndpoint, webhook_events

SECRET = "6601f1243d2ff70f"
MOMENT = datetime.fromtimestamp(1695902233, UTC)
KINDS = {
    "access.doorbell.incoming": webhook_events.DoorbellIncomingEvent,
    "access.doorbell.completed": webhook_events.DoorbellCompletedEvent,
    "access.doorbell.incoming.REN": webhook_events.DoorbellIncomingRenEvent,
    "access.device.dps_status": webhook_events.DoorPositionEvent,
    "access.door.unlock": webhook_events.DoorUnlockEvent,
    "access.device.emergency_status": webhook_events.DeviceEmergencyEvent,
    "access.unlock_schedule.activate": webhook_events.UnlockScheduleActivateEvent,
    "access.unlock_schedule.deactivate": webhook_events.UnlockScheduleDeactivateEvent,
    "access.temporary_unlock.start": webhook_events.TemporaryUnlockStartEvent,
    "access.temporary_unlock.end": webhook_events.TemporaryUnlockEndEvent,
    "access.visitor.status.changed": webhook_events.VisitorStatusEvent,
}


def sign(body: bytes, secret: str = SECRET, moment: datetime = MOMENT) -> str:
    t = int(moment.timestamp())
    digest = hmac.new(secret.encode(), f"{t}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={t},v1={digest}"


def delivered(document: object, *, now: datetime = MOMENT, secret: str = SECRET) -> Delivery:
    body = json.dumps(document).encode()
    return Webhook(SECRET).parse(body, {"Signature": sign(body, secret)}, now=now)


def test_the_known_vector_is_accepted_and_is_of_no_known_kind():
    signature = "t=1695902233,v1=c1ea3164a0cde97f3a7b33ab790730168b53e5bbd3c3a959b076433755e15654"
    event = Webhook(SECRET).parse(b'{"a":1}', {"Signature": signature}, now=MOMENT).event
    assert (type(event), event.event, event.extra) == (webhook_events.WebhookEvent, "", {"a": 1})


@pytest.mark.parametrize("document", [[], "text", 7, None])
def test_what_is_no_object_is_no_event(document):
    with pytest.raises(DecodeError, match="an object"):
        delivered(document)


def test_the_secret_is_taken_as_text_and_not_as_hexadecimal_digits():
    body = b'{"event": "access.door.unlock"}'
    digest = hmac.new(bytes.fromhex(SECRET), b"1695902233." + body, hashlib.sha256).hexdigest()
    with pytest.raises(InvalidSignatureError):
        Webhook(SECRET).parse(body, {"Signature": f"t=1695902233,v1={digest}"}, now=MOMENT)


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_each_kind_has_its_class_and_survives_without_any_part(name, kind):
    for data in ({}, {"location": None, "device": None, "actor": None, "object": None}, None):
        event = delivered({"event": name, "event_object_id": "1", "data": data}).event
        assert type(event) is kind


def test_an_unknown_kind_is_the_base_class_and_keeps_what_it_brought():
    event = delivered({"event": "access.door.sang", "song": 1}).event
    assert type(event) is webhook_events.WebhookEvent
    assert (event.event, event.extra) == ("access.door.sang", {"song": 1})


def test_an_unlock_tells_who_and_how():
    document = {
        "event": "access.door.unlock",
        "event_object_id": "1",
        "data": {
            "location": {"id": "d1", "name": "Lobby", "device_ids": None},
            "device": {"id": "e4388384236b", "mac": "", "revision": "1687228410000000123", "cap": None},
            "actor": {"id": "42", "name": "Night shift", "type": "user"},
            "object": {"authentication_type": "NFC", "authentication_value": "", "result": "Access Granted"},
        },
    }
    event = delivered(document).event
    data = event.data
    assert (data.location.name, event.location_name) == ("Lobby", "Lobby")
    assert (data.actor.name, event.actor_name) == ("Night shift", "Night shift")
    assert data.device.revision == datetime(2023, 6, 20, 2, 33, 30, tzinfo=UTC)
    assert data.object.authentication_type == "NFC"


@pytest.mark.parametrize("data", [None, {}, {"location": None, "actor": None}, {"location": {}, "actor": {}}])
def test_an_event_that_names_nobody_and_nowhere_says_so(data):
    event = delivered({"event": "access.door.unlock", "data": data}).event
    assert (event.location_name, event.actor_name) == (None, None)


def test_an_emergency_tells_which_and_whether_it_is_on():
    data = {"object": {"glocal": True, "mode": "lockdown", "value": False}}
    event = delivered({"event": "access.device.emergency_status", "data": data}).event
    assert (event.data.object.mode, event.data.object.value, event.data.object.is_global) == ("lockdown", False, True)


@pytest.mark.parametrize(("status", "position"), [("open", "open"), ("close", "close"), (None, ""), ("ajar", "ajar")])
def test_a_door_position_is_never_guessed(status, position):
    event = delivered({"event": "access.device.dps_status", "data": {"object": {"status": status}}}).event
    assert event.position == position


@given(st.binary(max_size=60), st.text(max_size=60))
def test_no_signature_but_the_right_one_is_accepted(body, header):
    try:
        Webhook(SECRET).parse(body, {"Signature": header}, tolerance=None)
    except InvalidSignatureError:
        return
    pytest.fail("a made-up signature was accepted")


@pytest.mark.parametrize(
    "header",
    ["", "t=1695902233", "v1=00", "t=,v1=00", "t=x,v1=00", "t=1,t=2,v1=00", "t=1695902233,v1=nothex", "garbage"],
)
def test_a_malformed_header_is_refused(header):
    with pytest.raises(InvalidSignatureError, match="malformed"):
        Webhook(SECRET).parse(b"{}", {"Signature": header}, tolerance=None)


def test_a_missing_header_is_refused():
    with pytest.raises(InvalidSignatureError):
        Webhook(SECRET).parse(b"{}", {}, tolerance=None)


def test_one_good_signature_among_several_is_enough_and_unknown_parts_are_left_alone():
    body = b'{"event": "access.door.unlock"}'
    good = sign(body).replace(",", ", ")
    webhook = Webhook(SECRET)
    for header in (f"{good},v1={'0' * 64}", f"v0=1, {good}, x", good.replace("v1=", f"v1={'0' * 64},v1=")):
        assert webhook.parse(body, {"signature": header}, now=MOMENT).signed_at == MOMENT


def test_an_old_and_a_new_secret_are_both_accepted_while_it_is_changed():
    body = b'{"event": "access.door.unlock"}'
    webhook = Webhook("new-secret", SECRET)
    for secret in ("new-secret", SECRET):
        assert webhook.parse(body, {"Signature": sign(body, secret)}, now=MOMENT).event.event == "access.door.unlock"


def test_an_endpoint_brings_its_secret_and_stands_beside_other_secrets():
    body = b'{"event": "access.door.unlock"}'
    endpoint = WebhookEndpoint(id="e", secret=SECRET)
    for webhook in (Webhook(endpoint), Webhook("new-secret", endpoint), Webhook(endpoint, WebhookEndpoint(secret="x"))):
        assert webhook.parse(body, {"Signature": sign(body)}, now=MOMENT).event.event == "access.door.unlock"


@pytest.mark.parametrize("secret", [None, ""])
def test_an_endpoint_without_a_secret_is_named_and_told_where_its_secret_is(secret):
    with pytest.raises(ConfigurationError, match=r"secret is missing: the endpoint 'Watch' came .* webhooks\.list\(\)"):
        Webhook("fake-other", WebhookEndpoint(id="e", name="Watch", secret=secret))


@pytest.mark.parametrize("count", [1, 3])
def test_every_signature_is_compared_with_every_secret_in_constant_time_and_as_bytes(monkeypatch, count):
    compared = []

    def compare(ours, theirs):
        compared.append((type(ours), type(theirs)))
        return ours == theirs

    monkeypatch.setattr(hmac, "compare_digest", compare)
    body = b'{"event": "access.door.unlock"}'
    good = sign(body) + f",v1={'0' * 64}" * (count - 1)
    Webhook(SECRET, "fake-other").parse(body, {"Signature": good}, now=MOMENT)
    assert compared == [(bytes, bytes)] * 2 * count


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_a_delivery_is_taken_within_five_minutes_of_its_signature(minutes):
    delivery = delivered({"event": "access.door.unlock"}, now=MOMENT + timedelta(minutes=minutes))
    assert delivery.signed_at == MOMENT


@pytest.mark.parametrize("days", [-3000, 3000])
def test_without_a_tolerance_any_age_will_do_and_another_one_is_kept_to(days):
    body = b'{"event": "access.door.unlock"}'
    headers = {"Signature": sign(body)}
    now = MOMENT + timedelta(days=days)
    assert Webhook(SECRET).parse(body, headers, tolerance=None, now=now).signed_at == MOMENT
    assert Webhook(SECRET).parse(body, headers, tolerance=timedelta(days=3000), now=now).signed_at == MOMENT
    with pytest.raises(InvalidSignatureError):
        Webhook(SECRET).parse(body, headers, tolerance=timedelta(days=2999), now=now)


def test_the_body_is_checked_as_it_came_and_not_as_it_reads():
    spaced, tight = b'{"event": "access.door.unlock"}', b'{"event":"access.door.unlock"}'
    with pytest.raises(InvalidSignatureError):
        Webhook(SECRET).parse(tight, {"Signature": sign(spaced)}, now=MOMENT)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_delivery_from_another_time_is_refused_in_both_directions(minutes):
    with pytest.raises(InvalidSignatureError, match="360 s") as caught:
        delivered({"event": "access.door.unlock"}, now=MOMENT + timedelta(minutes=minutes))
    assert caught.value.skew == timedelta(minutes=minutes)


def test_a_changed_body_is_refused():
    body = b'{"event": "access.door.unlock"}'
    with pytest.raises(InvalidSignatureError):
        Webhook(SECRET).parse(body + b" ", {"Signature": sign(body)}, now=MOMENT)


def test_the_same_delivery_has_the_same_key_and_another_has_not():
    first, again = (delivered({"event": "access.door.unlock"}) for _ in range(2))
    other = delivered({"event": "access.door.unlock", "event_object_id": "2"})
    assert first.key == again.key != other.key


def test_the_same_event_at_another_time_is_another_delivery():
    body = b'{"event": "access.device.dps_status"}'
    later = MOMENT + timedelta(seconds=1)
    first, second = (
        Webhook(SECRET).parse(body, {"Signature": sign(body, moment=moment)}, now=MOMENT) for moment in (MOMENT, later)
    )
    assert first.key != second.key


def test_what_can_not_be_is_refused_at_once():
    with pytest.raises(ConfigurationError, match="secret"):
        Webhook()
    with pytest.raises(ConfigurationError, match="secret"):
        Webhook("")
    with pytest.raises(ConfigurationError, match="now"):
        Webhook(SECRET).parse(b"", {}, now=datetime(2026, 1, 1))
    assert SECRET not in repr(Webhook(SECRET)._secrets)


@pytest.fixture
async def receiver():
    """A receiving application: what it was handed, a gate that the work waits for, and a client."""
    received: list[Delivery] = []
    gate = asyncio.Event()

    async def receive(delivery: Delivery) -> None:
        await gate.wait()
        received.append(delivery)

    app = web.Application()
    app.router.add_post("/", Webhook(SECRET).handler(receive))
    async with TestClient(TestServer(app)) as client:
        yield client, received, gate


async def test_the_handler_answers_before_the_work_is_done_and_takes_a_delivery_once(receiver):
    client, received, gate = receiver
    body = b'{"event": "access.door.unlock"}'
    for _ in range(2):
        async with asyncio.timeout(5):  # what the console waits for
            answer = await client.post("/", data=body, headers={"Signature": sign(body, moment=datetime.now(UTC))})
        assert answer.status == 200
    assert received == []
    gate.set()
    await asyncio.sleep(0.05)
    assert len(received) == 1


async def test_the_handler_remembers_so_many_deliveries_and_no_more(receiver, monkeypatch):
    monkeypatch.setattr("unifi_sdk._core.receiver._MOST_REMEMBERED", 2)
    client, received, gate = receiver
    gate.set()
    moment = datetime.now(UTC)
    for number in (1, 2, 2, 3, 1):
        body = b'{"event": "access.door.unlock", "event_object_id": "%d"}' % number
        await client.post("/", data=body, headers={"Signature": sign(body, moment=moment)})
    await asyncio.sleep(0.05)
    assert [delivery.event.event_object_id for delivery in received] == ["1", "2", "3", "1"]


async def test_work_that_fails_is_logged_and_the_next_delivery_is_taken(caplog):
    taken = asyncio.Event()

    async def receive(delivery: Delivery) -> None:
        if delivery.event.event_object_id == "bad":
            raise LookupError("no such door")
        taken.set()

    app = web.Application()
    app.router.add_post("/", Webhook(SECRET).handler(receive))
    async with TestClient(TestServer(app)) as client:
        for name in ("bad", "good"):
            body = json.dumps({"event": "access.door.unlock", "event_object_id": name}).encode()
            answer = await client.post("/", data=body, headers={"Signature": sign(body, moment=datetime.now(UTC))})
            assert answer.status == 200
        await asyncio.wait_for(taken.wait(), 2)
    assert "delivery of access.door.unlock could not be handled" in caplog.text


@pytest.mark.parametrize(("body", "status"), [(b"[]", 400), (b"nope", 400), (b"x" * (1024 * 1024 + 1), 413)])
async def test_the_handler_refuses_what_is_no_event(receiver, body, status):
    client, received, gate = receiver
    gate.set()
    answer = await client.post("/", data=io.BytesIO(body), headers={"Signature": sign(body, moment=datetime.now(UTC))})
    assert answer.status == status
    assert received == []


async def test_the_handler_refuses_an_unsigned_delivery(receiver):
    client, received, gate = receiver
    gate.set()
    assert (await client.post("/", data=b'{"event": "x"}')).status == 401
    assert received == []

"""What alarms post: what is read of it, from whom it is taken, and what becomes of it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError, DecodeError
from unifi_sdk.protect import AlarmDelivery, AlarmWebhook, ForeignDeliveryError
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.models import AlarmTrigger, AlarmTriggerKey, AlarmWebhookEvent, AlarmZones, Motion

TOKEN, OTHER = "fake-token-0123456789", "fake-other-0123456789"
HERE = ["127.0.0.1"]
CAMERA = "00005E005311"
MOMENT = 1_764_000_000_123
PICTURE = b"\xff\xd8\xff\xe0 a picture"
BODY: dict[str, Any] = {
    "alarm": {
        "name": "Gate",
        "sources": [{"device": CAMERA, "type": "include"}],
        "conditions": [{"condition": {"type": "is", "source": "license_plate_unknown"}}],
        "triggers": [
            {
                "device": CAMERA,
                "value": "EX3001",
                "key": "license_plate_unknown",
                "group": {"name": "EX3001"},
                "zones": {"line": [], "loiter": [], "zone": [1]},
                "eventId": "66e0000000000000000000aa",
                "timestamp": MOMENT,
            }
        ],
        "thumbnail": f"data:image/jpeg;base64,{base64.b64encode(PICTURE).decode()}",
        "eventPath": "/protect/events/event/66e0000000000000000000aa",
        "eventLocalLink": "https://192.0.2.1/protect/events/event/66e0000000000000000000aa",
    },
    "timestamp": MOMENT + 333,
}


def read(document: Any) -> AlarmWebhookEvent:
    return DIALECT.codec.decode(AlarmWebhookEvent, document)


def trigger(**fields: Any) -> AlarmTrigger:
    return DIALECT.codec.decode(AlarmTrigger, fields)


# What is read


def test_an_alarm_is_read_whole_and_would_be_written_as_it_came() -> None:
    event = read(BODY)
    [seen] = event.alarm.triggers
    assert (event.alarm.name, seen.key, seen.device, seen.plate) == (
        "Gate",
        AlarmTriggerKey.LICENSE_PLATE_UNKNOWN,
        CAMERA,
        "EX3001",
    )
    assert (seen.zones, seen.event_id) == (AlarmZones(zone=(1,)), "66e0000000000000000000aa")
    assert seen.timestamp == datetime.fromtimestamp(MOMENT / 1000, UTC)
    assert event.alarm.conditions[0].condition is not None
    assert event.alarm.conditions[0].condition.source is AlarmTriggerKey.LICENSE_PLATE_UNKNOWN
    assert DIALECT.codec.encode(event) == BODY


@pytest.mark.parametrize(
    ("fields", "plate", "face", "known_name"),
    [
        ({"key": "license_plate_unknown", "value": "EX3001", "group": {"name": "EX3001"}}, "EX3001", None, None),
        ({"key": "license_plate_known", "value": "EX3001", "group": {"name": "Ada"}}, "EX3001", None, "Ada"),
        ({"key": "license_plate_of_interest", "value": "EX3001"}, "EX3001", None, None),
        ({"key": "license_plate_known", "group": {"name": "EX3001"}}, "EX3001", None, "EX3001"),
        ({"key": "face_known", "value": "Ada", "group": {"name": "Ada E."}}, None, "Ada E.", "Ada E."),
        ({"key": "face_of_interest", "value": "Ada"}, None, "Ada", "Ada"),
        ({"key": "face_unknown", "group": {"name": "Stranger 7"}}, None, "Stranger 7", None),
        ({"key": "person", "value": "x"}, None, None, None),
        ({"key": "face_known", "value": {"name": "Ada"}, "group": None}, None, None, None),
        ({"value": "EX3001", "group": {"name": "Ada"}}, None, None, None),
        ({"key": "nfc_registered", "group": {"name": "Ada"}}, None, None, "Ada"),
    ],
)
def test_a_plate_a_face_and_a_known_name_are_told_apart(
    fields: dict[str, Any], plate: str | None, face: str | None, known_name: str | None
) -> None:
    seen = trigger(**fields)
    assert (seen.plate, seen.face, seen.known_name) == (plate, face, known_name)


def test_a_source_event_is_an_event_of_the_stream() -> None:
    source = {"id": "e", "modelKey": "event", "type": "motion", "start": MOMENT, "device": "d", "pk": "e"}
    event = trigger(key="motion", sourceEvent=source).source_event
    assert isinstance(event, Motion)
    assert event.device == "d"


def test_a_picture_is_read_and_shown_nowhere() -> None:
    event = read(BODY)
    assert event.alarm.picture is not None
    assert (event.alarm.picture.content, event.alarm.picture.content_type) == (PICTURE, "image/jpeg")
    assert "base64" not in repr(event)


@pytest.mark.parametrize(
    "text", [None, "", "x", "data:image/jpeg;base64,", "data:image/jpeg;base64,?", "data:text/html;base64,QQ==", 5]
)
def test_what_is_no_picture_is_none(text: object) -> None:
    assert read({"alarm": {"thumbnail": text}}).alarm.picture is None


@pytest.mark.parametrize(
    "alarm",
    [
        {},
        {"triggers": None, "sources": None, "conditions": None},
        {"triggers": [None, 5, {}], "sources": [None], "conditions": [{"condition": None}, {}]},
        {"triggers": [{"key": "brand_new", "timestamp": "soon", "zones": [], "sourceEvent": {}}], "more": {"x": [1]}},
    ],
)
def test_whatever_is_missing_or_new_an_alarm_is_read_and_kept(alarm: dict[str, Any]) -> None:
    written = cast("dict[str, Any]", DIALECT.codec.encode(read({"alarm": alarm, "more": 1})))
    assert {**written["alarm"], **alarm} == written["alarm"]
    assert written["more"] == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "value", "group", "name", "zones", "triggers", "device"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["triggers", "sources", "conditions", "thumbnail", "name", "eventPath"]), JSON))
def test_no_alarm_is_so_odd_that_it_can_t_be_asked(alarm: dict[str, Any]) -> None:
    event = read({"alarm": alarm})
    for seen in event.alarm.triggers:
        assert all(name is None or isinstance(name, str) for name in (seen.plate, seen.face, seen.known_name))
    assert event.alarm.picture is None


# From whom


def taken(webhook: AlarmWebhook, token: str = TOKEN, source: str = "127.0.0.1", body: Any = BODY) -> AlarmDelivery:
    return webhook.parse(body if isinstance(body, bytes) else json.dumps(body).encode(), token=token, source=source)


@pytest.mark.parametrize("token", [TOKEN, OTHER])
def test_a_delivery_with_a_token_from_a_source_is_taken(token: str) -> None:
    delivery = taken(AlarmWebhook(TOKEN, OTHER, sources=HERE), token)
    assert (delivery.event, delivery.source) == (read(BODY), "127.0.0.1")


@pytest.mark.parametrize("token", ["", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper(), "\u00e9" * 20, "\udcff" * 20])
def test_a_wrong_token_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(ForeignDeliveryError, match="wrong token") as refused:
        taken(AlarmWebhook(TOKEN, sources=HERE), token)
    assert not token or token not in str(refused.value)


@pytest.mark.parametrize(
    ("sources", "source", "is_allowed"),
    [
        (["192.168.1.1"], "192.168.1.1", True),
        (["192.168.1.1"], "::ffff:192.168.1.1", True),
        (["192.168.1.1"], "192.168.1.1:55555", True),
        (["192.168.1.1"], "192.168.1.2", False),
        (["192.168.1.77/24"], "192.168.1.2", True),
        (["192.168.1.0/24", "fd00::/64"], "[fd00::1]:443", True),
        (["fd00::/64"], "fd00:0:0:1::1", False),
        (["::/0"], "192.168.1.1", False),
        (["0.0.0.0/0"], "203.0.113.9", True),
        (["0.0.0.0/0", "::/0"], "console.example", False),
        (["0.0.0.0/0", "::/0"], "", False),
    ],
)
def test_a_delivery_is_taken_from_the_sources_alone(sources: list[str], source: str, is_allowed: bool) -> None:
    webhook = AlarmWebhook(TOKEN, sources=sources)
    if is_allowed:
        assert taken(webhook, source=source).event.alarm.name == "Gate"
    else:
        with pytest.raises(ForeignDeliveryError, match="is none of the sources"):
            taken(webhook, source=source)


def test_the_same_delivery_has_the_same_key_and_another_has_not() -> None:
    webhook = AlarmWebhook(TOKEN, sources=HERE)
    later = {**BODY, "timestamp": MOMENT + 334}
    assert taken(webhook).key == taken(webhook).key != taken(webhook, body=later).key


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"alarm": null}',
        b'{"events": [{"id": "event.threat_detected"}]}',
        b"[" * 999,
    ],
)
def test_what_is_no_alarm_of_protect_says_so(body: bytes) -> None:
    with pytest.raises(DecodeError, match="alarm webhook"):
        taken(AlarmWebhook(TOKEN, sources=HERE), body=body)


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((), {"sources": HERE}, "token is missing"),
        (("short",), {"sources": HERE}, "token must be 16 to 200"),
        (("with/slash-0123456789",), {"sources": HERE}, "token must be 16 to 200"),
        (("",), {"sources": HERE}, "token is empty"),
        ((5,), {"sources": HERE}, "token"),
        ((TOKEN,), {"sources": []}, "sources is empty"),
        ((TOKEN,), {"sources": "192.168.1.1"}, "sources must be a list"),
        ((TOKEN,), {"sources": ["console.example"]}, "sources takes addresses and networks"),
        ((TOKEN,), {"sources": HERE, "trusted_proxies": ["proxy"]}, "trusted_proxies takes addresses"),
    ],
)
def test_what_can_t_be_is_refused_by_name(arguments: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as refused:
        AlarmWebhook(*arguments, **options)
    assert not any(isinstance(each, str) and len(each) > 4 and each in str(refused.value) for each in arguments)


def test_a_new_token_is_taken_and_is_another_each_time() -> None:
    tokens = {AlarmWebhook.new_token() for _ in range(50)}
    assert len(tokens) == 50
    AlarmWebhook(*tokens, sources=HERE)


@pytest.mark.parametrize("url", ["http://192.168.1.20:8080/alarms", "http://192.168.1.20:8080/alarms/"])
def test_the_address_for_the_alarm_manager_ends_with_the_token_and_is_a_secret(url: str) -> None:
    address = AlarmWebhook(TOKEN, OTHER, sources=HERE).address(url)
    assert address.reveal() == f"http://192.168.1.20:8080/alarms/{TOKEN}"
    assert TOKEN not in repr(address)


@pytest.mark.parametrize("url", ["", "192.168.1.20/alarms", "ftp://a/b", "http://", "http://a/b?c", "http://a/b#c"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="url"):
        AlarmWebhook(TOKEN, sources=HERE).address(url)


@pytest.mark.parametrize("wrong", [{"token": None}, {"source": None}, {"body": None}, {"body": "text"}])
def test_an_argument_of_another_type_is_refused(wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"body": b"{}", "token": TOKEN, "source": "127.0.0.1", **wrong}
    with pytest.raises(ConfigurationError, match="a body of bytes"):
        AlarmWebhook(TOKEN, sources=HERE).parse(given.pop("body"), **given)

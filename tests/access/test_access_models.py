"""Models of UniFi Access under bodies of other versions: fields that are missing, null, odd or new."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.access import (
    test_access_policies,
    test_devices,
    test_door_groups,
    test_holiday_groups,
    test_identity,
    test_schedules,
    test_system_logs,
    test_touch_passes,
    test_user_groups,
    test_webhooks,
)
from unifi_sdk._core.model import Model
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models import (
    AccessPolicy,
    Device,
    DeviceSettings,
    DoorGroup,
    DoorGroupTopology,
    HolidayGroup,
    IdentityResources,
    ImportedCard,
    InvitationFailure,
    LogEntry,
    LogResource,
    Schedule,
    TouchPass,
    User,
    UserGroup,
    WebhookEndpoint,
)

CODEC = DIALECT.codec
SAMPLES: list[tuple[type[Model], dict[str, Any]]] = [
    (UserGroup, test_user_groups.GROUP),
    (User, {**test_user_groups.MEMBER, "touch_pass": test_touch_passes.PASS}),
    (AccessPolicy, test_access_policies.POLICY),
    (HolidayGroup, test_holiday_groups.GROUP),
    (Schedule, test_schedules.SCHEDULE),
    (DoorGroup, test_door_groups.GROUP),
    (DoorGroupTopology, {"id": "g", "type": "access", "resource_topologies": [test_door_groups.FLOOR]}),
    (TouchPass, test_touch_passes.PASS),
    (Device, test_devices.READER),
    (DeviceSettings, test_devices.SETTINGS),
    (LogEntry, test_system_logs.ENTRY),
    (LogResource, {"video_record": "/a", "video_record_thumbnail": "/b", "created_at": "2026-02-20T18:23:58+08:00"}),
    (IdentityResources, test_identity.RESOURCES),
    (InvitationFailure, {"error_code": "", "error_msg": "m", "user_email": "e", "user_id": "u"}),
    (WebhookEndpoint, test_webhooks.ENDPOINT),
    (ImportedCard, {"alias": "a", "nfc_id": "068E", "token": "t"}),
]
NEEDED = {"id", "access_methods"}
ODD = st.sampled_from([None, "", 0, -1, 1e300, True, {}, [], [None], [[]], {"id": 7}, "of tomorrow", 10**30])
IDS = [model.__name__ for model, _ in SAMPLES]


@pytest.mark.parametrize(("model", "sample"), SAMPLES, ids=IDS)
@given(data=st.data())
def test_nothing_beside_the_id_keeps_a_thing_from_being_read(model: type[Model], sample: dict, data: Any) -> None:
    document = copy.deepcopy(sample)
    for name in data.draw(st.sets(st.sampled_from(sorted(sample.keys() - NEEDED)))):
        if data.draw(st.booleans()):
            del document[name]
        else:
            document[name] = data.draw(ODD)
    decoded = CODEC.decode(model, document)
    assert CODEC.decode(model, CODEC.encode(decoded)) == decoded


@pytest.mark.parametrize(("model", "sample"), SAMPLES, ids=IDS)
@given(name=st.sampled_from(["of_tomorrow", "x-new", "ünïcode", "self", "extra"]), value=ODD)
def test_a_field_of_tomorrow_is_kept_and_written_back(model: type[Model], sample: dict, name: str, value: Any) -> None:
    written = CODEC.encode(CODEC.decode(model, {**sample, name: value}))
    assert isinstance(written, dict)
    assert written[name] == value


@pytest.mark.parametrize(("model", "sample"), SAMPLES, ids=IDS)
def test_nothing_of_a_sample_is_lost_when_it_is_written(model: type[Model], sample: dict) -> None:
    decoded = CODEC.decode(model, sample)
    written = CODEC.encode(decoded)
    assert isinstance(written, dict)
    assert sample.keys() <= written.keys()
    assert CODEC.decode(model, written) == decoded

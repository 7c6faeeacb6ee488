"""The table of what UniFi Access documents: complete, the same as what the SDK says, and without anybody's prose."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conformance.access_console import FACTS, PAGED, TABLE, WEBHOOKS
from unifi_sdk.access.errors import scope_of, version_needed
from unifi_sdk.access.models import WebhookEventType
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.access.models.webhook_events import WebhookEvent

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]
ROWS = TABLE["operations"]
DOCUMENTED = {"access.remote_view", "access.remote_view.change", "access.data.device.remote_unlock"}


def normalise(name: str) -> str:
    return re.sub(r"\{\w+\}", "{}", name)


def test_the_table_has_the_107_operations_of_the_vendors_list():
    listed = (DATA / "access-4.0.10.txt").read_text().splitlines()
    assert len(ROWS) == len(FACTS.operations) == 107
    assert {normalise(row["name"]) for row in ROWS} == set(map(normalise, listed))


def test_the_table_has_the_11_webhooks_and_the_3_documented_notifications():
    assert set(WEBHOOKS) == {str(kind) for kind in WebhookEventType}
    assert len(WEBHOOKS) == 11
    kinds = FACTS.operations["GET /devices/notifications"].answer.options
    assert {kind.properties["event"].enum for kind in kinds} == {(event,) for event in DOCUMENTED}


def test_every_documented_payload_has_a_class_of_its_own():
    assert set(WEBHOOKS) == WebhookEvent.variants.keys()
    assert Notification.variants.keys() >= DOCUMENTED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_sdk_knows_the_scope_and_the_version_of_an_operation(row):
    assert scope_of(row["name"]) == row["scope"]
    assert version_needed(row["name"]) == row.get("since", "")


def test_the_reference_pages_show_the_scope_and_the_version_of_every_operation():
    page = (ROOT / "docs/reference/operations.md").read_text("utf-8")
    rows = re.findall(r"^\| `([A-Z]+ /[^`]+)` \| .+ \| `([^`]+)` \| (.*) \|$", page, re.MULTILINE)
    shown = {normalise(operation): (scope, version.strip()) for operation, scope, version in rows}
    assert shown == {normalise(row["name"]): (row["scope"], row.get("since", "")) for row in ROWS}


def test_the_scopes_are_the_16_that_a_token_can_have():
    areas = ("user", "visitor", "policy", "credential", "space", "device", "webhook")
    scopes = {f"{verb}:{area}" for verb in ("view", "edit") for area in areas}
    assert {row["scope"] for row in ROWS} == scopes | {"view:system_log", "edit:api_server"}
    assert Counter(row["scope"] for row in ROWS) == {
        "edit:user": 23, "view:user": 12, "edit:visitor": 11, "view:visitor": 2, "edit:policy": 9, "view:policy": 6,
        "edit:credential": 8, "view:credential": 8, "edit:space": 6, "view:space": 7, "edit:device": 2, "view:device": 3,
        "edit:webhook": 3, "view:webhook": 1, "view:system_log": 4, "edit:api_server": 2,
    }  # fmt: skip


def test_whatever_gives_pages_takes_their_number_and_size():
    taking = {
        name
        for name, operation in FACTS.operations.items()
        if {"page_num", "page_size"} <= {parameter.name for parameter in operation.parameters}
    }
    assert taking == PAGED
    assert len(PAGED) == 6


def test_no_sentence_stands_in_the_table():
    raw = (DATA / "access.json").read_text()
    assert set(re.findall(r'"(\w+)":', raw)).isdisjoint({"summary", "description_text", "title", "example", "examples"})
    assert re.findall(r'"[^"]*[.!?] [^"]*"', raw) == []
    assert max(text.count(" ") for text in re.findall(r'"([^"]*)"', raw)) <= 1
    assert json.loads(raw) == TABLE

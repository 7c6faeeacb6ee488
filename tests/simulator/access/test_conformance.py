"""The operations of the simulated Access application, held against the vendor's own list and scopes."""

from __future__ import annotations

from pathlib import Path

from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.clock import ManualClock

DOCUMENTED = Path(__file__).parents[2] / "conformance" / "data" / "access-4.0.10.txt"
AREAS = {
    "users": "user",
    "user_groups": "user",
    "visitors": "visitor",
    "access_policies": "policy",
    "credentials": "credential",
    "door_groups": "space",
    "doors": "space",
    "devices": "device",
    "webhooks": "webhook",
}
ODD = {
    "POST /credentials/pin_codes": "view:credential",
    "GET /credentials/nfc_cards/sessions/{id}": "edit:credential",
    "POST /system/logs": "view:system_log",
    "POST /system/logs/export": "view:system_log",
    "GET /system/logs/resource/{id}": "view:system_log",
    "GET /system/static/{path}": "view:system_log",
    "POST /api_server/certificates": "edit:api_server",
    "DELETE /api_server/certificates": "edit:api_server",
}


def test_every_documented_operation_is_there_and_no_other(clock: ManualClock) -> None:
    operations = [f"{item.method} {item.path}" for item in SimulatedAccess(clock).operations()]
    assert sorted(operations) == sorted(DOCUMENTED.read_text().split("\n")[:-1])


def test_every_operation_asks_for_the_documented_scope(clock: ManualClock) -> None:
    for item in SimulatedAccess(clock).operations():
        name = f"{item.method} {item.path}"
        verb = "view" if item.method == "GET" else "edit"
        assert item.scope == ODD.get(name) or item.scope == f"{verb}:{AREAS.get(item.path.split('/')[1])}", name

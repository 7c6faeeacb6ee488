"""The operations of the simulated Access application, held against the vendor's own list and scopes."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import unifi_sdk.access
import unifi_sdk.simulator.access
from unifi_sdk.simulator.access.application import AREAS, SimulatedAccess
from unifi_sdk.simulator.access.running import RunningAccess
from unifi_sdk.simulator.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.access.wire import Operation

WING = Path(unifi_sdk.simulator.access.__file__).parent
CALLED = re.compile(r'"(?:GET|POST|PUT|DELETE) /[^"]*"')
DOCUMENTED = Path(__file__).parents[2] / "conformance" / "data" / "access-4.0.10.txt"
SCOPES = {
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
        assert item.scope == ODD.get(name) or item.scope == f"{verb}:{SCOPES.get(item.path.split('/')[1])}", name


def test_every_operation_is_served_under_the_name_of_the_module_that_calls_it(clock: ManualClock) -> None:
    served = {area.__module__.rpartition(".")[2]: _shapes(area(RunningAccess(clock)).operations()) for area in AREAS}
    sdk = Path(unifi_sdk.access.__file__).parent
    called = {file.stem: {_shape(text[1:-1]) for text in CALLED.findall(file.read_text())} for file in sdk.glob("*.py")}
    assert served == {name: operations for name, operations in called.items() if operations}


def test_nobody_in_the_wing_looks_back_up_and_none_into_another() -> None:
    imports = {
        str(file.relative_to(WING).with_suffix("")).replace("/", "."): {*_imported(file)} for file in WING.rglob("*.py")
    }
    others = {
        name
        for names in imports.values()
        for name in names
        if re.match(r"unifi_sdk\.simulator\.(network|protect)", name)
    }
    assert others == set()
    inside = "unifi_sdk.simulator.access."
    edges = {
        name: {target.removeprefix(inside) for target in targets if target.startswith(inside)}
        for name, targets in imports.items()
    }
    assert len([*TopologicalSorter(edges).static_order()]) >= len(imports) > 30


def _imported(file: Path) -> list[str]:
    """What a module imports anywhere in it, for types and inside of functions too."""
    nodes = ast.walk(ast.parse(file.read_text()))
    found = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    submodules = [
        f"{node.module}.{alias.name}"
        for node in found
        for alias in node.names
        if node.module == "unifi_sdk.simulator.access"
    ]
    return [*(node.module or "" for node in found), *submodules]


def _shapes(operations: Iterable[Operation]) -> set[str]:
    return {_shape(f"{item.method} {item.path}") for item in operations}


def _shape(operation: str) -> str:
    """An operation without the names of its ids."""
    return re.sub(r"{\w+}", "{}", operation)

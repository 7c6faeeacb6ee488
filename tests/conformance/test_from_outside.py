"""Seen from outside: schemathesis asks every operation of Network and Protect, and judges what the simulator answers.

The specification is made of the facts that the package carries. Each operation is asked by values that it specifies and by
values that it does not, at a console of its own whose ids are offered beside made-up ones. Nothing may be a server error but
that a device is offline, and each answer must be what the specification says, a refusal too.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
import threading
from collections.abc import Callable, Coroutine, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.core.failures import FailureGroup

from unifi_sdk._facts import load, table, versions
from unifi_sdk._facts.expand import expand
from unifi_sdk._facts.versions import trimmed
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole

_T = TypeVar("_T")
Node = dict[str, Any]

EXAMPLES: Final = 10
"""Requests to an operation, for each of the two modes; the same in each run."""
BASE: Final = {name: f"/proxy/{name}/integration" for name in ("network", "protect")}


def operations(application: str) -> Iterator[tuple[str, str]]:
    """Every operation at the first known version, and at each later one those that are not as they were."""
    seen: dict[str, list[Node]] = {}
    for version in versions(application):
        made = table(application, version)
        for one in made["operations"]:
            whole = trimmed({**made, "operations": [one], "version": ""})
            if whole not in seen.setdefault(one["name"], []):
                seen[one["name"]].append(whole)
                yield version, one["name"]


OPERATIONS: Final = [
    pytest.param(name, version, operation, id=f"{name} {version} {operation}")
    for name in BASE
    for version, operation in operations(name)
    if "/subscribe/" not in operation  # a WebSocket, which schemathesis does not speak
]
REFUSALS: Final[dict[str, dict[str, Node]]] = {
    "network": {
        "4XX": {
            "type": "object",
            "properties": {
                "statusCode": {"type": "integer", "minimum": 400, "maximum": 499},
                "statusName": {"type": "string", "minLength": 1},
                "code": {"type": "string", "pattern": r"^api\.[a-z0-9.-]+$"},
                "message": {"type": "string", "minLength": 1},
                "timestamp": {"type": "string", "format": "date-time"},
                "requestPath": {"type": "string"},
                "requestId": {"type": "string", "format": "uuid"},
            },
            "required": ["statusCode", "statusName", "code", "message", "timestamp", "requestPath", "requestId"],
        },
    },
    "protect": {
        "default": {
            "type": "object",
            "properties": {
                "error": {"type": "string", "minLength": 1},
                "name": {"type": "string", "minLength": 1},
                "cause": {"type": "object"},
            },
            "required": ["error", "name"],
        },
    },
}
"""What an application says when it refuses, by the statuses for which its specification has it."""
ABSENT: Final = {"network": "5f3c3ed5-2d5b-4f4d-9b0e-6f1b0a3f0f00", "protect": "6f1b0a3f0f005f3c3ed52d5b"}
REFERENCES: Final = {
    "sourceFirewallZoneId": "/firewall/zones",
    "destinationFirewallZoneId": "/firewall/zones",
    "zoneId": "/firewall/zones",
}
"""What bodies and queries of Network refer to, and below which path of the site its ids stand."""
TAKES_ANYTHING: Final = {"POST /v1/alarm-manager/webhook/{id}"}
"""Any text is an id there, so that there is nothing that the specification forbids."""
BOUNDED: Final = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_PARAMETER: Final = re.compile(r"\{(\w+)\}")


class Loop:
    """An event loop in a thread of its own, for a console that is asked by a program that waits."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Loop:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    with Loop() as loop:
        yield loop


@pytest.fixture
def console(loop: Loop) -> Iterator[SimulatedConsole]:
    async def make() -> SimulatedConsole:
        made = SimulatedConsole(clock=ManualClock())
        await made.start()
        return made

    made = loop.run(make())
    yield made
    loop.run(made.stop())


@pytest.fixture
def session(console: SimulatedConsole, tmp_path: Path) -> Iterator[requests.Session]:
    """A session that verifies the certificate of the console by the name that it is called by."""
    certificate = tmp_path / "console.pem"
    certificate.write_bytes(console.ca_pem("unifi"))
    with requests.Session() as session:
        session.verify = str(certificate)
        session.trust_env = False
        session.headers["X-API-KEY"] = console.api_key
        yield session


@cache
def document(application: str, version: str) -> Node:
    """The specification, but for where consoles are known to differ from it, or it differs from itself."""
    made = expand(table(application, version))
    schemas = made["components"]["schemas"]
    for schema in schemas.values():
        if "lcdMessage" in schema.get("required", ()):  # left out by cameras without a display, and sent as null
            schema["required"].remove("lcdMessage")
            schema["properties"]["lcdMessage"] = {"anyOf": [schema["properties"]["lcdMessage"], {"type": "null"}]}
        discriminator = schema.get("discriminator", {})
        tag, mapping = discriminator.get("propertyName"), discriminator.get("mapping", {})
        if "enum" in schema.get("properties", {}).get(tag, {}):  # `icmp` there, and `ICMP` in the discriminator
            for shape in [schema, *(schemas[reference.rpartition("/")[2]] for reference in {*mapping.values()})]:
                shape["properties"][tag]["enum"] = sorted({*shape["properties"][tag]["enum"], *mapping})
    return made


def as_json(document: object) -> Fault:
    return Fault.body(json.dumps(document).encode())


def narrowed(application: str, version: str, operation: str, get: Callable[[str], Any]) -> Node:
    """The document of this operation, with refusals, and with ids that the console has.

    Args:
        application: `network` or `protect`.
        version: Of the application.
        operation: One operation, as the vendor writes it.
        get: Reads a path, for the ids that stand there.
    """
    made = copy.deepcopy(document(application, version))
    verb, _, path = operation.partition(" ")
    kept = made["paths"][path][verb.lower()]
    made["paths"] = {path: {verb.lower(): kept}}
    for status, schema in REFUSALS[application].items():
        kept["responses"][status] = {"description": "", "content": {"application/json": {"schema": schema}}}
    parameters = {each["name"]: each for each in kept["parameters"]}
    steps, filled = path.strip("/").split("/"), ""
    for number, step in enumerate(steps):
        found = _PARAMETER.fullmatch(step)
        if found is not None:
            ids = ids_in(get(filled))
            is_last = number == len(steps) - 1
            if ids:
                parameters[found[1]]["schema"] = {"enum": [*ids, ABSENT[application]] if is_last else ids[:1]}
            step = ids[0] if ids else "1"
        filled += f"/{step}"
    for name, collection in REFERENCES.items():
        ids = ids_in(get(filled_site(filled) + collection)) if application == "network" else []
        if name in parameters and ids:
            parameters[name]["schema"] = {"enum": ids}
        for schema in made["components"]["schemas"].values():
            if ids and name in schema.get("properties", {}):
                schema["properties"][name] = {"enum": ids}
    return made


def filled_site(path: str) -> str:
    """The part of a path that names the site."""
    return "/".join(path.split("/")[:4])


def ids_in(answer: Any) -> list[str]:
    items = answer.get("data", ()) if isinstance(answer, dict) else answer
    return [item["id"] for item in items or () if isinstance(item, dict) and "id" in item][:20]


def no_server_error(context: schemathesis.CheckContext, answer: schemathesis.Response, case: schemathesis.Case) -> None:
    """Only a device that is offline excuses a 503, in the words of the application."""
    if answer.status_code == 503 and "offline or not reachable" in answer.json().get("error", ""):
        return
    checks.not_a_server_error(context, answer, case)


CHECKS: Final = [
    no_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def ask_from_outside(
    application: str, operation: str, console: SimulatedConsole, session: requests.Session
) -> list[int]:
    """Ask an operation in every way, and judge each answer.

    Returns:
        The statuses of the answers.

    Raises:
        FailureGroup: an answer is not as it is specified.
    """
    base = f"https://localhost:{console.unifi_port}{BASE[application]}"
    statuses: list[int] = []
    clock = console.clock
    assert isinstance(clock, ManualClock)

    def get(path: str) -> Any:
        answer = session.get(base + path, timeout=10)
        return answer.json() if answer.ok else ()

    def ask(case: schemathesis.Case) -> None:
        clock.advance(0.2)  # Protect takes ten requests a second
        answer = case.call(base_url=base, session=session, verify=session.verify, timeout=10)
        statuses.append(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    version = getattr(console, application).version
    schema = schemathesis.openapi.from_dict(narrowed(application, version, operation, get))
    verb, _, path = operation.partition(" ")
    fact = load(application, version).find(operation)
    takes_something = bool(fact.parameters or fact.body) and operation not in TAKES_ANYTHING
    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)[: 1 + takes_something]:
        BOUNDED(given(case=schema[path][verb].as_strategy(generation_mode=mode))(ask))()
    return statuses


@pytest.mark.parametrize(("application", "version", "operation"), OPERATIONS)
def test_every_answer_is_what_the_specification_says(
    application: str, version: str, operation: str, console: SimulatedConsole, session: requests.Session
):
    getattr(console, application).version = version
    statuses = ask_from_outside(application, operation, console, session)
    assert 200 in statuses or not operation.startswith("GET ")


CLIENT: Final = "GET /v1/sites/{siteId}/clients/{clientId}"
WIRED: Final = {
    "type": "WIRED",
    "id": ABSENT["network"],
    "name": "A printer",
    "connectedAt": "2026-01-01T12:00:00Z",
    "ipAddress": "10.0.0.9",
    "macAddress": "02:00:00:00:00:01",
    "uplinkDeviceId": ABSENT["network"],
    "access": {"type": "DEFAULT"},
}


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.status(500, {"statusCode": 500}), "Server error"),
        (Fault.status(503, {"error": "starting", "name": "API_ERROR"}), "Server error"),
        (Fault.status(302), "Undocumented status code"),
        (Fault.status(404, {"error": "no words of the application"}), "Response violates schema"),
        (Fault.html(), "Undocumented Content-Type"),
        (as_json({**WIRED, "macAddress": None}), "Response violates schema"),
        (as_json({name: value for name, value in WIRED.items() if name != "macAddress"}), "Response violates schema"),
        (as_json({**WIRED, "type": "PIGEON"}), "Response violates schema"),
        (as_json({**WIRED, "access": {"type": "GUEST"}}), "Response violates schema"),
        (as_json([WIRED]), "Response violates schema"),
    ],
)
def test_a_wrong_answer_would_be_found(fault: Fault, why: str, console: SimulatedConsole, session: requests.Session):
    console.faults.add(fault, "GET /*/clients/*", times=None)
    with pytest.raises(FailureGroup) as caught:
        ask_from_outside("network", CLIENT, console, session)
    assert why in str(caught.value)


def test_a_right_answer_is_not_found_fault_with(console: SimulatedConsole, session: requests.Session):
    console.faults.add(as_json(WIRED), "GET /*/clients/*", times=None)
    assert set(ask_from_outside("network", CLIENT, console, session)) >= {200}

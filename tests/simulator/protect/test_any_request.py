"""Whatever is sent to the simulated Protect application, it answers as the specification says, and never breaks."""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yarl import URL

from tests.support.network_bodies import Bodies
from unifi_sdk._facts import Operation, Schema, load
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("protect")
CALLS = sorted(name for name in FACTS.operations if "subscribe" not in name)
WITH_BODY = [name for name in CALLS if FACTS.operations[name].body is not None and "/files/" not in name]
LCD = re.compile(r"body(\[\d+\])?( must have required property 'lcdMessage'|\.lcdMessage must be object)")
OFFLINE = re.compile(r"The \w+ is offline or not reachable")
LONGEST_LINE = 8000
"""What is longer is refused by the web server, before any application has seen it."""
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

HUGE = [
    10**15,
    -(10**15),
    2**53 + 1,
    10**30,
    10**400,
    1e308,
    -1e308,
    5e-324,
    float("inf"),
    float("nan"),
    0.5,
    1e22,
    -0.0,
]
TEXTS = ["", "\x00", "\ud800", "é", "🦊" * 3, " ", "..", "a" * 5000, "%", "null", "1", "-1", "9" * 400, "\u2028", "ß\n"]
SCRAPS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(HUGE),
    st.text(max_size=8),
    st.sampled_from(TEXTS),
)
JUNK = st.recursive(
    SCRAPS,
    lambda more: st.lists(more, max_size=3) | st.dictionaries(st.text(max_size=5), more, max_size=3),
    max_leaves=6,
)
BROKEN = [
    b"[" * 5000,
    b'{"a":' * 400 + b"1" + b"}" * 400,
    b"9" * 5000,
    b"NaN",
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b"{}{}",
    b'{"name": "\xff"}',
    b'"\\ud800"',
    b"1e999",
    b"-",
    b"{'a': 1}",
]
RAW = st.binary(max_size=40) | st.sampled_from(BROKEN)
ODD = [None, True, 0, -1, 1.5, 2.0, 10**30, 10**400, float("nan"), "", "\ud800", [], {}, [[]], {"a": {}}]
TYPES = [
    "application/json",
    "application/json; charset=latin-1",
    "application/json; charset=nonsense",
    "text/plain",
    "a/b/c",
    "",
]


HOTEL = SimulatedProtect(ManualClock())


def known_ids(path: str) -> list[str]:
    """What stood for the id in a path before anything was sent."""
    shelves: dict[str, Any] = {
        "liveviews": HOTEL.liveviews,
        "arm-profiles": HOTEL.arm_profiles,
        "users": HOTEL.users,
        "ulp-users": HOTEL.ulp_users,
    }
    family = path.split("/")[3 if "/pos/" in path else 2]
    kind = {"link-stations": "linkstation", "alarm-hubs": "linkstation"}.get(family, family.removesuffix("s"))
    return sorted(shelves.get(family) or HOTEL.devices_of(kind)) or ["none"]


REFERENCES = {
    "cameraId": st.sampled_from([*HOTEL.cameras, "none", 5]),
    "cameraIds": st.lists(st.sampled_from([*HOTEL.cameras, "none"]), max_size=2),
    "cameras": st.lists(st.sampled_from([*HOTEL.cameras, "none"]), max_size=2),
    "liveview": st.sampled_from([*HOTEL.liveviews, "none", None, {}]),
    "armProfileId": st.sampled_from([*HOTEL.arm_profiles, "none", None]),
    "timestamp": st.sampled_from([HOTEL.clock.now() * 1000, HOTEL.clock.now() * 1000 + 0.5, *HUGE]),
}


class Shot(NamedTuple):
    path: str
    body: bytes | None
    content_type: str
    seconds: float


class Range:
    """A console on real sockets, and one client that shoots at it."""

    def __init__(self, runner: asyncio.Runner, console: SimulatedConsole, session: aiohttp.ClientSession) -> None:
        self.console = console
        self._runner = runner
        self._session = session

    def shoot(self, verb: str, shot: Shot, port: int, headers: dict[str, str]) -> tuple[int, str, bytes]:
        return self._runner.run(self._shoot(verb, shot, port, headers))

    async def _shoot(self, verb: str, shot: Shot, port: int, headers: dict[str, str]) -> tuple[int, str, bytes]:
        url = URL(f"https://127.0.0.1:{port}{shot.path}", encoded=True)
        headers = headers | ({"Content-Type": shot.content_type} if shot.body is not None else {})
        async with self._session.request(verb, url, data=shot.body, headers=headers, ssl=False) as response:
            return response.status, response.content_type, await response.read()


@pytest.fixture(scope="module")
def range_() -> Iterator[Range]:
    with asyncio.Runner() as runner:
        console = SimulatedConsole(clock=ManualClock())
        console.protect.rate_limit = None
        runner.run(console.start())

        async def open_session() -> aiohttp.ClientSession:
            return aiohttp.ClientSession()

        session = runner.run(open_session())
        yield Range(runner, console, session)
        runner.run(session.close())
        runner.run(console.stop())


def shaped(schema: Schema) -> st.SearchStrategy[Any]:
    """Values that are as a schema says, or nearly, or not at all."""
    return st.sampled_from([True] * 29 + [False]).flatmap(lambda is_right: _right(schema) if is_right else JUNK)


def _right(schema: Schema) -> st.SearchStrategy[Any]:
    if schema.options:
        return st.one_of(*map(shaped, schema.options))
    if schema.variants:
        names = sorted(schema.variants)
        return st.sampled_from(names).flatmap(
            lambda name: _right(schema.variants[name]).map(
                lambda value: {**value, schema.discriminator: name} if isinstance(value, dict) else value
            )
        )
    if schema.enum:
        return st.sampled_from(schema.enum)
    match schema.kind:
        case "object":
            parts = {
                name: REFERENCES[name] if name in REFERENCES else shaped(part)
                for name, part in schema.properties.items()
            }
            needed = {name: part for name, part in parts.items() if name in schema.required}
            rest = {name: part for name, part in parts.items() if name not in schema.required}
            return st.fixed_dictionaries(needed, optional=rest)
        case "array":
            return st.lists(shaped(schema.items or Schema()), max_size=3)
        case "boolean":
            return st.booleans()
        case "integer" | "number":
            bounds = [int(each) for each in (schema.minimum, schema.maximum) if each is not None]
            return st.sampled_from([*bounds, 0, 1, 5, 2.0, 1.5, *HUGE]) | st.integers(0, 100)
        case "string":
            return st.from_regex(schema.pattern, fullmatch=True) if schema.pattern else st.text(max_size=8)
    return JUNK


def segments(known: list[str]) -> st.SearchStrategy[str]:
    """An id that there is, or nearly anything else that fits between two slashes."""
    odd = st.text(min_size=1, max_size=6).filter(lambda text: text not in (".", "..")) | st.sampled_from(TEXTS[3:])
    encoded = odd.map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="") or "x")
    raw = st.sampled_from(["%ff", "%00", "%C0%80", "%25", "%E2%82", "a%0d%0aX:y"])
    plain = encoded.filter(lambda text: text not in (".", ".."))
    return st.integers(0, 4).flatmap(lambda chance: st.sampled_from(known) if chance else plain | raw)


@st.composite
def shots(draw: st.DrawFn, operation: Operation, ids: list[str]) -> Shot:
    path = operation.path
    for name in re.findall(r"{(\w+)}", path):
        known = {"id": ids, "fileType": ["animations"]}.get(name, ["0", "1", "2", "-1", "999", "1e3", "9" * 30])
        path = path.replace(f"{{{name}}}", draw(segments(known)), 1)
    named = [parameter for parameter in operation.parameters if parameter.place == "query"]
    values = [value for each in named for value in _values(each.schema)]
    names = [each.name for each in named] + ["x", "%ff"]
    pairs = st.lists(
        st.tuples(st.sampled_from(names), st.sampled_from([*values, "", "%ff", "%00", "9" * 99])), max_size=3
    )
    query = "&".join(f"{name}={value}" for name, value in draw(pairs))
    body = None
    if operation.verb != "GET" and draw(st.sampled_from([True] * 9 + [False])):
        fitting = shaped(operation.body) if operation.body else JUNK
        encoded = fitting.map(lambda value: json.dumps(value).encode())
        body = draw(st.sampled_from([encoded] * 9 + [RAW]).flatmap(lambda chosen: chosen))
    content_type = draw(st.sampled_from([*TYPES[:1] * 12, *TYPES]))
    seconds = draw(st.sampled_from([0, 0, 0, 0.5, 10, 1000]))
    return Shot(f"/proxy/protect/integration{path}" + (f"?{query}" if query else ""), body, content_type, seconds)


def spoiled(value: Any) -> Iterator[Any]:
    """A value with something odd in each of its places, in turn."""
    yield from ODD
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, part in list(parts):
        for other in spoiled(part):
            changed = copy.copy(value)
            changed[place] = other
            yield changed


def a_call(operation: Operation, body: bytes) -> Shot:
    """A call of something that there is."""
    path = operation.path.replace("{id}", known_ids(operation.path)[0]).replace("{outputId}", "1")
    return Shot(f"/proxy/protect/integration{path}", body, TYPES[0], 0)


def _values(schema: Schema) -> list[str]:
    return [str(value) for shape in (schema, *schema.options) for value in shape.enum]


def check(range_: Range, operation: Operation, shot: Shot) -> None:
    """Send it, and look at the answer."""
    console = range_.console
    console.clock.advance(shot.seconds)
    console.protect.arm_profiles = copy.deepcopy(HOTEL.arm_profiles)
    key = {"X-API-KEY": console.api_key}
    status, content_type, raw = range_.shoot(operation.verb, shot, console.unifi_port, key)
    if len(shot.path) > LONGEST_LINE:
        assert (status, content_type) == (400, "text/plain")
        return
    if status == operation.status:
        if operation.answer is None:
            assert raw == b""
        elif operation.answer.format == "binary" or content_type != "application/json":
            assert content_type == "image/jpeg"
        else:
            wrong = problems(operation.answer, json.loads(raw))
            assert [problem for problem in wrong if not LCD.fullmatch(problem)] == []
        return
    answer = json.loads(raw)
    assert set(answer) == {"error", "name"}, (status, raw)
    assert status in (400, 404, 409, 413) or (status == 503 and OFFLINE.fullmatch(answer["error"])), (status, raw)


@FEW
@pytest.mark.parametrize("name", CALLS)
@given(data=st.data())
def test_every_operation_answers_whatever_it_is_sent(range_: Range, name: str, data: st.DataObject) -> None:
    operation = FACTS.operations[name]
    check(range_, operation, data.draw(shots(operation, known_ids(operation.path))))


def test_a_line_that_is_too_long_is_refused_whatever_it_asks_for(range_: Range) -> None:
    operation = FACTS.operations["POST /v1/cameras/{id}/ptz/goto/{slot}"]
    path = operation.path.replace("{id}", "a" * 5000).replace("{slot}", "1" * 5000)
    check(range_, operation, Shot(f"/proxy/protect/integration{path}", None, TYPES[0], 0))


@pytest.mark.parametrize("name", WITH_BODY)
def test_every_operation_answers_what_is_no_json(range_: Range, name: str) -> None:
    for body in BROKEN:
        check(range_, FACTS.operations[name], a_call(FACTS.operations[name], body))


@pytest.mark.parametrize("name", WITH_BODY)
def test_every_operation_answers_a_body_with_something_odd_in_any_place(range_: Range, name: str) -> None:
    operation = FACTS.operations[name]
    ids = {"cameraId": list(HOTEL.cameras), "cameraIds": list(HOTEL.cameras), "armProfileId": list(HOTEL.arm_profiles)}
    for body in Bodies(ids).of(operation.body, 0):
        for odd in spoiled(body):
            check(range_, operation, a_call(operation, json.dumps(odd).encode()))


LEGACY = [
    ("POST", "/auth"), ("POST", "/auth/access-key"), ("GET", "/bootstrap"), ("GET", "/cameras"), ("GET", "/cameras/{id}"),
    ("GET", "/cameras/{id}/snapshot"), ("GET", "/events"), ("GET", "/thumbnails/{id}"), ("GET", "/video/export"),
    ("PATCH", "/nothing"),
]  # fmt: skip
NAMES = ["w", "h", "start", "end", "type", "camera", "channel", "accessKey", "ts", "force", "%ff"]


@FEW
@pytest.mark.parametrize(("verb", "path"), LEGACY)
@given(data=st.data())
def test_the_older_api_answers_whatever_it_is_sent(range_: Range, verb: str, path: str, data: st.DataObject) -> None:
    console = range_.console
    login = Shot(
        "/api/auth", json.dumps({"username": console.username, "password": console.password}).encode(), TYPES[0], 0
    )
    token = data.draw(st.sampled_from(["", "x", "é", None]))
    if token is None:
        range_.shoot("POST", login, console.legacy_port, {})
        token = next(reversed(console.legacy._tokens))
    cameras = list(console.protect.cameras)
    where = "/api" + path.replace("{id}", data.draw(segments(cameras)))
    now = round(console.clock.now() * 1000)
    values = [*cameras, "0", "-1", "1", "99999", "9" * 15, "9" * 40, "", "%ff", "x", str(now), str(now - 60_000)]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(values)), max_size=5))
    query = "&".join(f"{name}={value}" for name, value in pairs)
    body = data.draw(JUNK.map(lambda value: json.dumps(value).encode()) | RAW) if verb == "POST" else None
    crashes = console.legacy.crashes
    status, _, raw = range_.shoot(
        verb, Shot(f"{where}?{query}", body, TYPES[0], 0), console.legacy_port, {"Authorization": f"Bearer {token}"}
    )
    is_crash = status == 500 and console.legacy.crashes > crashes  # as it happens to clips of more than an hour
    assert status in (200, 400, 401, 404, 503) or is_crash, (status, raw)

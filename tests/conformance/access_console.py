"""UniFi Access made of nothing but the table of what its reference documents: any operation, its answers, its checks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs
from yarl import URL

from tests.support.clock import FakeClock
from tests.support.vendor import unknown
from unifi_sdk._core.exchange import JSON_TYPE
from unifi_sdk._core.model import Model
from unifi_sdk._core.transport import Request, Response, Transport
from unifi_sdk._facts import Operation, Schema, read
from unifi_sdk.access import AccessClient
from unifi_sdk.access._dialect import BASE_PATH, DIALECT
from unifi_sdk.simulator.schema import problems, read_text

__all__ = [
    "ABSENT",
    "FACTS",
    "PAGED",
    "TABLE",
    "WEBHOOKS",
    "AccessConsole",
    "Received",
    "comparable",
    "emptied",
    "expected",
    "lost",
    "same_ids",
]

TABLE: Final[Mapping[str, Any]] = json.loads((Path(__file__).parent / "data" / "access.json").read_text())
FACTS: Final = read(TABLE)
PAGED: Final = frozenset(row["name"] for row in TABLE["operations"] if row.get("paged"))
WEBHOOKS: Final = {
    row.name: row.answer
    for row in read(
        {
            "version": "",
            "schemas": TABLE["schemas"],
            "operations": [{"name": kind, "status": 200, "answer": shape} for kind, shape in TABLE["webhooks"].items()],
        }
    ).operations.values()
}
"""The payload of each kind of webhook, by the name of its event."""
ABSENT: Final = object()
"""In place of data: an answer without any."""
KEYS: Final = {"GET /credentials/nfc_cards/tokens": "token", "POST /system/logs": "_id"}
_FORM_NAME: Final = re.compile(r'name="(\w+)"; filename=')


@attrs.frozen
class Received:
    """A request that came, and in what it isn't as the reference has it."""

    operation: Operation
    problems: list[str]


class AccessConsole(Transport):
    """Sends nothing: it finds the operation, checks the request, and answers.

    Args:
        answer: Makes the data of a success, or `ABSENT`.
    """

    def __init__(self, answer: Callable[[Operation], Any]) -> None:
        super().__init__(clock=FakeClock())
        self.received: list[Received] = []
        self.access = AccessClient("console.test", token="fake-token-0123456789", _transport=self)
        self._answer = answer

    async def send(self, request: Request) -> Response:
        target = URL(request.target, encoded=True)
        operation, ids = find(request.operation.verb, target.path)
        found = [*_in_query(operation, target), *_in_ids(operation, ids), *_in_body(operation, request)]
        self.received.append(Received(operation, found))
        if operation.answer is not None and operation.answer.format == "binary":
            return Response(200, {"Content-Type": "application/octet-stream"}, b"\x00file")
        data = self._answer(operation)
        envelope: dict[str, Any] = {"code": "SUCCESS", "msg": "success"}
        if data is not ABSENT:
            envelope["data"] = data
        if operation.name == "POST /system/logs" and isinstance(data, dict):
            envelope |= {"page": 1, "total": len(data.get("hits") or ())}
        elif operation.name in PAGED and isinstance(data, list):
            envelope["pagination"] = {"page_num": 1, "page_size": len(data), "total": len(data)}
        return Response(200, {"Content-Type": JSON_TYPE}, json.dumps(envelope).encode())


def find(verb: str, path: str) -> tuple[Operation, dict[str, str]]:
    """The operation for a path; one that is written out comes before what an id would match."""
    for operation in sorted(FACTS.operations.values(), key=lambda operation: operation.path.count("{")):
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(operation.path))
        pattern = pattern.replace("(?P<path>[^/]+)", "(?P<path>.+)")
        if operation.verb == verb and (match := re.fullmatch(pattern, path.removeprefix(BASE_PATH))):
            return operation, match.groupdict()
    raise AssertionError(f"no operation is {verb} {path}")


def comparable(schema: Schema, value: Any) -> Any:
    """A body in which times are moments, and what comes alone or in a list is in a list."""
    if schema.options:
        schema, value = _option(schema, value)
    if isinstance(value, dict):
        parts = schema.properties
        return {name: comparable(parts.get(name, schema.values or Schema()), part) for name, part in value.items()}
    if isinstance(value, list):
        return [comparable(schema.items or Schema(), part) for part in value]
    is_time = schema.format in ("date-time", "spaced-date-time") and isinstance(value, str)
    return datetime.fromisoformat(value.upper()) if is_time else value


def expected(operation: Operation, data: Any) -> Any:
    """What the SDK gives out of the data of an answer: the items of a list, or the thing itself."""
    if operation.name == "POST /system/logs":
        return data["hits"]
    if operation.name == "GET /devices":
        return [device for at_door in data for device in at_door]
    return data


def same_ids(operation: Operation, data: Any) -> Any:
    """The data with items that can be told from one another, as those of a console can."""
    key = KEYS.get(operation.name, "id")
    items = expected(operation, data)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and isinstance(item.get(key), str):
            item[key] = f"{number:012x}"
    return data


def lost(written: Any, sent: Any, path: str = "$") -> list[str]:
    """Where a document that was written back differs from what was sent; an empty container is as good as none."""
    if isinstance(written, dict) and isinstance(sent, dict):
        names = [name for name in written.keys() | sent.keys() if name in sent or written[name] not in ([], {})]
        missing = [f"{path}.{name}" for name in names if (name in written) != (name in sent)]
        both = [name for name in names if name in written and name in sent]
        return missing + [one for name in both for one in lost(written[name], sent[name], f"{path}.{name}")]
    if isinstance(written, list) and isinstance(sent, list) and len(written) == len(sent):
        return [one for n, parts in enumerate(zip(written, sent, strict=True)) for one in lost(*parts, f"{path}[{n}]")]
    return [] if written == sent and isinstance(written, bool) == isinstance(sent, bool) else [path]


def emptied(value: object, sent: Any, path: str = "$") -> list[str]:
    """Where a model has another number of items than what was sent; at any depth."""
    if not isinstance(value, Model) or not isinstance(sent, dict):
        return []
    found: list[str] = []
    for name, wire in DIALECT.codec.wire_names(type(value)).items():
        field, part = getattr(value, name), sent.get(wire)
        if isinstance(field, tuple):
            parts = [part] if isinstance(part, dict) else part if isinstance(part, list) else []
            if len(field) != len(parts):
                found.append(f"{path}.{wire}")
            found += [
                one
                for n, pair in enumerate(zip(field, parts, strict=False))
                for one in emptied(*pair, f"{path}.{wire}[{n}]")
            ]
        else:
            found += emptied(field, part, f"{path}.{wire}")
    return found


def _option(schema: Schema, value: Any) -> tuple[Schema, Any]:
    whole = next((option for option in schema.options if option.kind == "array"), None)
    if whole is not None:
        return whole, [value] if isinstance(value, dict) else value
    kind = value.get("event") if isinstance(value, dict) else None
    return next((one for one in schema.options if kind in one.properties["event"].enum), Schema()), value


def _in_ids(operation: Operation, ids: Mapping[str, str]) -> list[str]:
    known = {each.name for each in operation.parameters if each.place == "path"}
    return [f"{name}: empty" for name in known if not ids[name]]


def _in_query(operation: Operation, target: URL) -> list[str]:
    known = {each.name: each for each in operation.parameters if each.place == "query"}
    found = [f"{name}: no parameter" for name in target.query if name not in known]
    found += [f"{name}: missing" for name, each in known.items() if each.required and name not in target.query]
    for name, text in target.query.items():
        if name in known:
            try:
                value = read_text(known[name].schema, text)
            except ValueError:
                found.append(f"{name}: {text!r} is no {known[name].schema.kind}")
            else:
                found += [f"{name}: {problem}" for problem in problems(known[name].schema, value)]
    return found


def _in_body(operation: Operation, request: Request) -> list[str]:
    if operation.body is None or request.body is None:
        is_left_out = request.body is None and not operation.body_required
        fits = is_left_out or (operation.body is None and request.body is None)
        return [] if fits else ["a body where there is none, or none where there is one"]
    if operation.body.format == "form":
        names = _FORM_NAME.findall(request.body.decode("latin-1"))
        return [] if tuple(names) == operation.body.enum else [f"the form has {names}"]
    body = json.loads(request.body)
    unknown_fields = [f"{where}: no such field" for where in unknown(operation.body, body) if not _is_free(where)]
    return problems(operation.body, body) + unknown_fields


def _is_free(where: str) -> bool:
    """Whether a field stands in a mapping, where any may."""
    return where.split(".")[1] in ("extra", "emails", "headers")

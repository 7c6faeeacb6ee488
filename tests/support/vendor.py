"""A console made of nothing but its specification: it answers each operation with some valid body, and checks requests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from multidict import MultiMapping
from yarl import URL

from tests.support.clock import FakeClock
from unifi_sdk._core.exchange import JSON_TYPE
from unifi_sdk._core.transport import Request, Response, Transport
from unifi_sdk._facts import Facts, Operation, Schema
from unifi_sdk.network import NetworkClient
from unifi_sdk.protect import ProtectClient
from unifi_sdk.simulator.schema import problems, read_text

__all__ = ["Received", "VendorTransport", "unknown"]


@attrs.frozen
class Received:
    """A request that came.

    Args:
        operation: What it is for.
        body: Its decoded body, None when it had none.
        problems: In what it isn't as the specification says.
    """

    operation: Operation
    body: Any
    problems: list[str]


class VendorTransport(Transport):
    """Sends nothing: it finds the operation, checks the request, and answers.

    Args:
        facts: The specification.
        answer: Makes the body of a success; a list is made the only page.
        judge: Tells in what a value isn't as its shape says.
    """

    def __init__(
        self, facts: Facts, answer: Callable[[Operation], Any], judge: Callable[[Schema, Any], list[str]] = problems
    ) -> None:
        super().__init__(clock=FakeClock())
        self.received: list[Received] = []
        self._judge = judge
        self._facts = facts
        self._answer = answer

    def network(self) -> NetworkClient:
        """A client that sends with this."""
        return NetworkClient("console.test", api_key="fake-api-key-0123456789", _transport=self)

    def protect(self) -> ProtectClient:
        """A client that sends with this."""
        return ProtectClient("console.test", api_key="fake-api-key-0123456789", _transport=self)

    async def send(self, request: Request) -> Response:
        target = URL(request.target, encoded=True)
        operation, ids = _find(self._facts, request.operation.verb, target.path)
        body = None if request.body is None else _read_body(request)
        found = [*self._in_parameters(operation, ids, target.query), *self._in_body(operation, body)]
        self.received.append(Received(operation, body, found))
        answer = None if operation.answer is None else self._answer(operation)
        if operation.element is not None:
            answer["offset"], answer["count"] = 0, len(answer["data"])
            answer["totalCount"] = answer["count"]
        if operation.answer is not None and operation.answer.format == "binary":
            return Response(operation.status, {"Content-Type": "image/jpeg"}, answer.encode())
        content = b"" if operation.answer is None else json.dumps(answer).encode()
        return Response(operation.status, {"Content-Type": "application/json"}, content)

    def _in_parameters(self, operation: Operation, ids: Mapping[str, str], query: MultiMapping[str]) -> list[str]:
        found = [f"{name}: no parameter" for name in query if name not in {each.name for each in operation.parameters}]
        for parameter in operation.parameters:
            texts = query.getall(parameter.name, []) if parameter.place == "query" else [ids[parameter.name]]
            if not texts:
                found += [f"{parameter.name}: missing"] if parameter.required else []
                continue
            try:
                value = texts if parameter.schema.options else read_text(parameter.schema, texts[0])
            except ValueError:
                found.append(f"{parameter.name}: {texts[0]!r} is no {parameter.schema.kind}")
            else:
                found += [f"{parameter.name}: {problem}" for problem in self._judge(parameter.schema, value)]
        return found

    def _in_body(self, operation: Operation, body: Any) -> list[str]:
        if operation.body is None or body is None:
            fits = operation.body is None and body is None
            return [] if fits else ["a body where there is none, or none where there is one"]
        return self._judge(operation.body, body) + [
            f"{where}: no such field" for where in unknown(operation.body, body)
        ]


def unknown(schema: Schema, value: Any, path: str = "$") -> list[str]:
    """Where a value has a field that its shape doesn't have."""
    if isinstance(value, list):
        return [one for item in value for one in unknown(schema.items or Schema(), item, f"{path}[]")]
    if not isinstance(value, dict) or schema.kind != "object":
        return []
    shape = schema.variant(value.get(schema.discriminator)) or schema
    found = [f"{path}.{name}" for name in value if name not in shape.properties and name != schema.discriminator]
    known = {name: part for name, part in value.items() if name in shape.properties}
    return found + [
        one for name, part in known.items() for one in unknown(shape.properties[name], part, f"{path}.{name}")
    ]


def _find(facts: Facts, verb: str, path: str) -> tuple[Operation, dict[str, str]]:
    """The operation for a path; one that is written out comes before what an id would match."""
    for operation in sorted(facts.operations.values(), key=lambda operation: operation.path.count("{")):
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(operation.path))
        if operation.verb == verb and (match := re.fullmatch(pattern, path)):
            return operation, match.groupdict()
    raise AssertionError(f"no operation is {verb} {path}")


def _read_body(request: Request) -> Any:
    """A body of JSON, or the text of a form."""
    assert request.body is not None
    return json.loads(request.body) if request.content_type == JSON_TYPE else request.body.decode("latin-1")

"""An operation with its arguments, ready to be made at a console; for `unifi call`, and for agents."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from functools import cache
from inspect import isasyncgenfunction, signature
from typing import Any, Final

import attrs

from unifi_sdk._core.model import Model
from unifi_sdk._core.stream import RawEvent
from unifi_sdk.access._dialect import DIALECT as ACCESS
from unifi_sdk.cli.data import MASK, Data, Writer
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.named import MAC_ADDRESS
from unifi_sdk.cli.operations.documents import Reader
from unifi_sdk.cli.operations.table import Call, Part, calls
from unifi_sdk.console import Console
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT as NETWORK
from unifi_sdk.network.classic._dialect import V1 as CLASSIC
from unifi_sdk.protect import Frame
from unifi_sdk.protect._dialect import DIALECT as PROTECT
from unifi_sdk.protect._dialect import LEGACY_DIALECT

__all__ = ["CODECS", "Task", "event_line", "fill_ids", "nameable", "noun", "reader_for", "with_client_id"]

CODECS: Final = {
    "network": NETWORK.codec,
    "classic": CLASSIC.codec,
    "access": ACCESS.codec,
    "protect": PROTECT.codec,
    "legacy": LEGACY_DIALECT.codec,
}
"""How documents are written, by `Call.dialect`."""


@attrs.frozen(kw_only=True)
class Task:
    """One call with all that it needs.

    Args:
        call: The operation.
        console: Where it is made.
        values: What it takes, by name.
    """

    call: Call
    console: Console
    values: Mapping[str, Any]

    def of(self, part: Part) -> dict[str, Any]:
        """The arguments for a part of the call."""
        names = [argument.name for argument in self.call.arguments if argument.part is part]
        return {name: self.values[name] for name in names if name in self.values}

    @property
    def client(self) -> Any:
        """The client of the application."""
        name = "legacy_protect" if self.call.application == "legacy" else self.call.application
        return getattr(self.console, name)

    def owner(self, site: SiteScope | None) -> Any:
        """The object that has the method.

        Args:
            site: Where the call is of a site.
        """
        owner: Any = site or self.client
        for name in self.call.attributes:
            owner = getattr(owner, name)
        if self.call.maker and not self.call.within:
            return getattr(owner, self.call.maker)(**self.of(Part.MAKER))
        return owner

    def invocation(self, owner: Any) -> Callable[[], Any]:
        """Calls the method, or the operation itself where it has none; made anew for each use.

        Args:
            owner: What `owner` gave.
        """
        call = self.call
        if call.function is None:
            application = self.client._app
            values = self.of(Part.BODY)
            defaults = {each.name: each.default for each in call.arguments if not each.is_required}
            body = {key: values.get(name, defaults.get(name)) for key, name in call.body.items()}
            ids = {name: values[name] for name in call.ids}
            return lambda: application.call(call.operation, call.answer, **({"body": body} if body else {}), **ids)
        name, arguments = call.function.__name__, {**self.of(Part.METHOD), **call.fixed}
        spread = next(
            (each.name for each in signature(call.function).parameters.values() if each.kind is each.VAR_POSITIONAL), ""
        )
        many = arguments.pop(spread, ())
        if call.within:
            return lambda: self._at_made(owner, name, arguments)
        method = getattr(owner, name)
        if call.is_write and isasyncgenfunction(call.function):
            return lambda: _end_of(method(**arguments))
        return lambda: method(*many, **arguments)

    async def _at_made(self, owner: Any, name: str, arguments: Mapping[str, Any]) -> Any:
        """Read the thing that has the method, and call it."""
        made = await getattr(owner, self.call.maker)(**self.of(Part.MAKER))
        return await getattr(getattr(made, self.call.within), name)(**arguments)


async def _end_of(steps: AsyncGenerator[Any, None]) -> Any:
    """What a write that tells its progress says last."""
    last = None
    async for step in steps:
        last = step
    return last


async def with_client_id(values: Mapping[str, Any], site: SiteScope | None) -> dict[str, Any]:
    """What an operation takes, with the id of a client where its MAC address was given.

    Args:
        values: By name.
        site: Where the client is.

    Raises:
        NotFoundError: nobody with this address is connected.
    """
    given = values.get("client_id")
    if site is None or not isinstance(given, str) or not MAC_ADDRESS.fullmatch(given):
        return dict(values)
    return {**values, "client_id": (await site.clients.find(mac=given)).id}


def reader_for(call: Call) -> Reader:
    """Reads the documents that an operation takes.

    Args:
        call: The operation.
    """
    return Reader(CODECS[call.dialect], _given_models(), _sibling(call))


def fill_ids(call: Call, values: dict[str, Any]) -> None:
    """Put the ids of the path into the documents that have to hold them.

    Args:
        call: The operation.
        values: What it takes; changed in place.

    Raises:
        CommandError: an id stands nowhere.
    """
    documents = [name for name, value in values.items() if isinstance(value, Model)]
    for argument in [each for each in call.arguments if each.part is Part.DOCUMENT]:
        for name in documents:
            document = values[name]
            if argument.name in values:
                values[name] = document.evolve(id=values[argument.name])
            elif not document.id:
                raise CommandError(
                    Exit.USAGE,
                    f"{call.operation} needs {argument.option}, or an id in the document",
                    code="USAGE",
                    remediation=argument.about,
                )


def nameable(call: Call, result: Any, *, reveal: bool = False) -> Any:
    """A result that is no model by the name of what it is, so that a secret among them is known for one.

    Args:
        call: What gave it.
        result: What it gave.
        reveal: Secrets as they are.
    """
    if hasattr(result, "reveal"):
        kind = type(result)
        names = [field.name for field in attrs.fields(kind) if field.name[0] != "_"] if attrs.has(kind) else []
        shown = result.reveal() if reveal else MASK
        return {"secret": shown, **{name: getattr(result, name) for name in names}}
    if isinstance(info := getattr(result, "info", None), Model) and not isinstance(result, Model):
        return info
    if isinstance(result, str):
        return {noun(call).rstrip("s").replace("-", "_"): result}
    return result


def event_line(writer: Writer, item: object) -> dict[str, Data]:
    """What a stream tells, as plain data.

    Args:
        writer: Turns models into it.
        item: An event, or what the stream says of itself.
    """
    kind = type(item).__name__.lower()
    if isinstance(item, RawEvent):
        return {"type": "raw", "raw": writer.write_json(item.raw)}
    if isinstance(item, Frame):
        about: dict[str, Data] = {"type": str(item.action), "id": item.id, "model_key": item.model_key}
        return {**about, "item": writer.write_json(item.item)}
    written = writer.write(item)
    fields = written if isinstance(written, dict) else {}
    return {"type": "event" if isinstance(item, Model) else kind, **fields}


def noun(call: Call) -> str:
    """What the end of a path is about: `devices`.

    Args:
        call: The operation.
    """
    parts = [part for part in call.operation.split("/") if not part.startswith("{")]
    return parts[-1]


@cache
def _given_models() -> frozenset[type[Model]]:
    items = [call.item for call in calls() if isinstance(call.item, type)]
    return frozenset(item for item in items if issubclass(item, Model))


def _sibling(call: Call) -> type[Model] | None:
    """The model that the console gives where this one is sent."""
    path = call.operation.partition(" ")[2]
    reads = [other.item for other in calls() if other.operation == f"GET {path}"]
    models = [item for item in (call.item, *reads) if isinstance(item, type) and issubclass(item, Model)]
    return models[0] if models else None

"""What stands where a write would go, and what the write would make of it."""

from __future__ import annotations

import difflib
import hashlib
import json
from typing import Any, Final

import attrs

from unifi_sdk._core.model import Json, Model
from unifi_sdk.cli.data import Data, Writer
from unifi_sdk.cli.operations.calling import CODECS, Task
from unifi_sdk.cli.operations.table import Call, Gives, Part, calls
from unifi_sdk.errors import NotFoundError
from unifi_sdk.guard import PlannedRequest
from unifi_sdk.network import SiteScope

__all__ = ["Standing", "look"]

_CALLED: Final = ("name", "full_name", "displayName", "alias", "hostname", "first_name")


@attrs.frozen
class Standing:
    """What the console has at this moment, as it names it.

    Args:
        source: The operation that tells, "" where none does.
        document: What it gave; None where there is nothing.
    """

    source: str = ""
    document: Json = None

    def digest(self, body: Json) -> str:
        """What tells this state from others, as far as a write goes.

        That is what the body would replace. Without a body it is all but numbers and times at the top, which are measured
        and differ every moment.

        Args:
            body: What would be sent.
        """
        document = self.document
        if isinstance(document, dict):
            names = body.keys() if isinstance(body, dict) and _names_a_part(body, document) else None
            document = {
                name: value
                for name, value in document.items()
                if (name in names if names is not None else isinstance(value, str | bool) and not _is_time(value))
            }
        return hashlib.sha256(json.dumps([self.source, document], sort_keys=True, default=repr).encode()).hexdigest()

    def diff(self, request: PlannedRequest, writer: Writer) -> list[Data]:
        """Lines of what goes and what comes; secrets are masked and texts fenced in both.

        Args:
            request: What would be sent.
            writer: Turns documents into what may be shown.
        """
        if request.verb == "DELETE":
            return [f"-{line}" for line in _lines(writer, _outline(self.document))]
        if not _names_a_part(request.body, self.document):
            stays, comes = _lines(writer, _outline(self.document)), _lines(writer, request.body)
            return [*(f" {line}" for line in stays), *(f"+{line}" for line in comes)]
        before, after = _lines(writer, _shared(self.document, request.body)), _lines(writer, request.body)
        lines = difflib.unified_diff(before, after, lineterm="", n=2)
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]

    def name(self, writer: Writer) -> Data:
        """What the thing is called, None where nothing tells.

        Args:
            writer: Turns documents into what may be shown.
        """
        document = self.document if isinstance(self.document, dict) else {}
        return next((writer.write_json(document[key]) for key in _CALLED if document.get(key)), None)


async def look(task: Task, site: SiteScope | None) -> Standing:
    """Read what a write is about.

    Args:
        task: The write.
        site: Where it is done.

    Raises:
        UniFiError: it can't be read; that there is nothing is no error.
    """
    for read in _reads_for(task.call):
        values = _values_for(task, read)
        if values is None:
            continue
        asked = Task(call=read, console=task.console, values=values)
        try:
            found = await asked.invocation(asked.owner(site))()
        except NotFoundError:
            return Standing(read.operation)
        return Standing(read.operation, CODECS[read.dialect].encode(found) if isinstance(found, Model) else None)
    return Standing()


def _reads_for(call: Call) -> list[Call]:
    """The reads of the same path, and of what stands above it, the nearest first; a site is no such thing."""
    path = call.operation.partition(" ")[2]
    parts = path.split("/")
    above = [
        "/".join(parts[:at]) for at in range(len(parts), 1, -1) if at == len(parts) or parts[at - 1].startswith("{")
    ]
    paths = [each for each in above if not each.endswith("{site_id}")]
    reads = [read for read in calls() if read.gives is Gives.ONE and not read.is_write and read.function is not None]
    same = [read for read in reads if read.application == call.application and not read.maker]
    return [read for each in paths for read in same if read.operation == f"GET {each}"]


def _values_for(task: Task, read: Call) -> dict[str, Any] | None:
    """What the read needs, out of what the write was given; None where something is missing."""
    values: dict[str, Any] = {}
    documents = [value for value in task.values.values() if isinstance(value, Model)]
    for place, name in read.ids.items():
        if read.argument(name) is not None and read.argument(name) in _of_site(read):
            continue
        given = task.values.get(task.call.ids.get(place, ""))
        value = given if given is not None else next((getattr(each, "id", None) for each in documents), None)
        if not isinstance(value, str):
            return None
        values[name] = value
    needed = {each.name for each in read.arguments if each.is_required}
    return values if needed <= set(values) else None


def _of_site(read: Call) -> list[Any]:
    return [each for each in read.arguments if each.part is Part.SITE]


def _shared(document: Json, body: Json) -> Json:
    """The parts of a document that a body names."""
    if isinstance(document, dict) and isinstance(body, dict):
        return {name: _shared(document[name], inner) for name, inner in body.items() if name in document}
    return document


def _names_a_part(body: Json, document: Json) -> bool:
    """Whether a body would replace something of a document."""
    return isinstance(body, dict) and isinstance(document, dict) and bool(body.keys() & document.keys())


def _outline(document: Json) -> Json:
    if not isinstance(document, dict):
        return document
    return {name: value for name, value in document.items() if isinstance(value, str | bool) and not _is_time(value)}


def _is_time(value: object) -> bool:
    return isinstance(value, str) and len(value) > 18 and value[4:5] == "-" and value[10:11] == "T"


def _lines(writer: Writer, document: Json) -> list[str]:
    if not document:
        return []
    return json.dumps(writer.write_body(document), indent=1, ensure_ascii=False, sort_keys=True).split("\n")

"""Write the facts of an application into the package, from full specifications of it, the oldest first.

    python tests/conformance/compact.py path/to/network-10.5.66.json path/to/network-11.0.81.json
    python tests/conformance/compact.py path/to/protect-7.2.84.json path/to/protect-7.3.70.json
    python tests/conformance/compact.py path/to/site-manager-1.0.0.json path/to/mobility-1.0.0.json

The two of the cloud go into one. A console serves its own at `https://<console>/proxy/<application>/api-docs/integration.json`.
The version stands in the name of the file; some documents don't tell it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from unifi_sdk._facts.compact import compact, dump
from unifi_sdk._facts.versions import at, covers, span_of, trimmed

Node = dict[str, Any]

WORDS = {"Protect": "protect", "Site Manager": "cloud", "Mobility": "cloud"}
FACTS = Path(__file__).parents[2] / "unifi_sdk" / "_facts"
SINCE = {
    "network": (
        (r"/switching/", "10.2.78"),
        (r"^DELETE .*/devices/\{\w+\}$", "10.1.78"),
        (r"/dns/|/firewall/policies|/acl-rules/ordering$|^POST .*/devices$", "10.1.68"),
        (
            r"/networks|/wifi/|/firewall/zones|/acl-rules|/traffic-matching-lists|/dpi/|/countries$|/pending-devices$"
            r"|/vpn/|/wans$|/radius/|/device-tags$",
            "10.0.162",
        ),
        (r"/clients/|/ports/|/vouchers", "9.1.120"),
        (r"", "9.0.99"),
    ),
    "protect": (
        (r"/pos/", "7.2.84"),
        (
            r"/(arm-profiles|sirens|relays|fobs|speakers|bridges|link-stations|alarm-hubs|users|ulp-users)\b",
            "7.1.42",
        ),
        (r"", "5.3.48"),
    ),
}
"""What the specifications have one after the other since the first one known; the first pattern that fits decides."""
CHANGED = {
    "network": ((r"(?i)switch|lag\b", "10.6"), (r"", "11.0")),
    "protect": ((r"", "7.3"),),
}
"""Which version brought what differs between two documents, by the operation or the schema in which it stands.

The documents of Network 10.6 have the stacks of 11.0, and nothing else of it.
"""


def since(application: str, operation: str) -> str | None:
    versions = SINCE.get(application, ())
    return next((version for pattern, version in versions if re.search(pattern, operation)), None)


def together(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Several documents as one; they share no path, and no name of a schema or parameter."""
    whole = documents[0]
    for other in documents[1:]:
        whole["paths"] |= other["paths"]
        for kind, named in other["components"].items():
            whole.setdefault("components", {}).setdefault(kind, {}).update(named)
    return whole


def application_of(document: dict[str, Any]) -> str:
    title = document["info"]["title"]
    return next((name for word, name in WORDS.items() if word in title), "network")


def changed(application: str, where: str) -> str:
    return next(version for pattern, version in CHANGED[application] if re.search(pattern, where))


class Merge:
    """Puts one version after the other into one table, with marks where they differ.

    Args:
        application: Whose versions they are.
    """

    def __init__(self, application: str) -> None:
        self.table: Node = {"versions": [], "operations": [], "schemas": []}
        self._application = application
        self._names: list[str] = []
        self._told: dict[str, str] = {}

    def add(self, version: str, document: Mapping[str, Any], came: Callable[[str], str] | None = None) -> None:
        """Add the next version, and make sure that all are found again.

        Args:
            version: Newer than those before.
            document: The whole specification.
            came: Which version brought what differs, by the operation or the schema; as `CHANGED` tells if left out.
        """
        came = came or partial(changed, self._application)
        names: list[str] = []
        source = compact(document, since=partial(since, self._application), names=names)
        if not self._told:
            self.table |= {"operations": source["operations"], "schemas": source["schemas"]}
            self._names = names
        else:
            before = _plain(self.table, self.table["versions"][-1])
            self._names += [name for name in names if name not in self._names]
            numbers = [self._names.index(name) for name in names]
            self._operations(before["operations"], [_operation(one, numbers) for one in source["operations"]], came)
            shapes = dict(zip(numbers, (_schema(one, numbers) for one in source["schemas"]), strict=True))
            self._schemas(before["schemas"], shapes, came)
        self.table["versions"].append(version)
        self._told[version] = _told({**source, "version": version})
        for each, told in self._told.items():
            assert _told(at(self.table, each)) == told

    def _operations(self, before: list[Node], after: list[Node], came: Callable[[str], str]) -> None:
        known = {one["name"]: one for one in self.table["operations"]}
        was, now = ({one["name"]: one for one in each} for each in (before, after))
        for name in now.keys() - known.keys():
            self.table["operations"].append({**now[name], "since": came(name)})
        for name in was.keys() - now.keys():
            known[name].setdefault("until", came(name))
        for name in was.keys() & now.keys():
            _mark(known[name], was[name], {"since": was[name]["since"], **now[name]}, came(name))
        self.table["operations"].sort(key=_place)

    def _schemas(self, before: list[Node], after: Mapping[int, Node], came: Callable[[str], str]) -> None:
        for number, name in enumerate(self._names):
            if number >= len(self.table["schemas"]):
                self.table["schemas"].append(after[number])
            elif number in after:
                _mark(self.table["schemas"][number], before[number], after[number], came(name))


def _told(table: Node) -> str:
    """What a version says, but for when its operations came."""
    version = table["version"]
    operations = [
        {key: part for key, part in one.items() if key not in ("since", "until")}
        for one in table["operations"]
        if covers((one.get("since", ""), one.get("until", "")), version)
    ]
    return dump(trimmed({**table, "operations": operations}))


def _place(operation: Node) -> tuple[str, int]:
    verb, _, path = operation["name"].partition(" ")
    return path, ("GET", "POST", "PUT", "PATCH", "DELETE").index(verb)


def _mark(node: Node, before: Node, after: Node, version: str) -> None:
    """Change a node with marks, which is one thing before a version, so that it is another from then on."""
    current = {name: key for key in list(node) for name, span in [span_of(key)] if not span[1]}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name) and name in before and name in after:
            continue
        if isinstance(before.get(name), dict) and isinstance(after.get(name), dict) and current[name] in node:
            _mark(node[current[name]], before[name], after[name], version)
            continue
        if name in before:
            old = node.pop(current[name])
            node[f"{name}@{span_of(current[name])[1][0]}-{version}"] = old
        if name in after:
            node[f"{name}@{version}"] = after[name]


def _plain(node: Any, version: str) -> Any:
    if isinstance(node, list):
        return [_plain(part, version) for part in node]
    if not isinstance(node, dict):
        return node
    marked = ((*span_of(key), part) for key, part in node.items())
    return {name: _plain(part, version) for name, span, part in marked if covers(span, version)}


def _operation(source: Node, numbers: list[int]) -> Node:
    made = {key: _shape(part, numbers) if key in ("answer", "body") else part for key, part in source.items()}
    parameters = [{**one, "schema": _shape(one["schema"], numbers)} for one in source.get("parameters", ())]
    return {**made, "parameters": parameters} if parameters else made


def _schema(source: Node, numbers: list[int]) -> Node:
    made = dict(source)
    for name in made.keys() & {"items", "values"}:
        made[name] = _shape(made[name], numbers)
    for name in made.keys() & {"properties", "variants"}:
        made[name] = {key: _shape(part, numbers) for key, part in made[name].items()}
    if "options" in made:
        made["options"] = [_shape(part, numbers) for part in made["options"]]
    return made


def _shape(source: Any, numbers: list[int]) -> Any:
    return numbers[source] if isinstance(source, int) else _schema(source, numbers)


if __name__ == "__main__":
    named = {Path(name).stem.rpartition("-")[2]: json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:]}
    documents = [json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:]]
    application = application_of(documents[0])
    if application == "cloud":
        named = {next(iter(named)): together(documents)}
    merge = Merge(application)
    for version, document in named.items():
        merge.add(version, document)
    (FACTS / f"{application}.json").write_text(dump(merge.table), encoding="utf-8")

"""Every property of every list of the Network API, filtered by every function that the specification allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from unifi_sdk._facts import FilterProperty, Operation, load
from unifi_sdk.simulator.network.properties import properties_of

NETWORK = "/proxy/network/integration"
FILTERED = [
    operation for operation in load("network").operations.values() if operation.filter and operation.verb == "GET"
]
FUNCTIONS = {"isNull", "isNotNull", "eq", "ne", "gt", "ge", "lt", "le", "like", "in", "notIn", "isEmpty"} | {
    "contains",
    "containsAny",
    "containsAll",
    "containsExactly",
}
RENAMED = {"networkId": "networkIdFilter"}
ABSENT = {"TIMESTAMP": "2000-01-01", "BOOLEAN": "true", "UUID": "00000000-0000-4000-8000-000000000000", "STRING": "'?'"}


def at(item: Any, steps: list[str]) -> Iterator[Any]:
    """What stands in an item under a dotted name, through lists."""
    if isinstance(item, list):
        for part in item:
            yield from at(part, steps)
    elif not steps:
        yield item
    elif isinstance(item, dict) and steps[0] in item:
        yield from at(item[steps[0]], steps[1:])


def literal(found: FilterProperty, value: Any) -> str:
    if found.type == "STRING":
        return "'" + str(value).replace("'", "''") + "'"
    return str(value).lower() if found.type == "BOOLEAN" else str(value)


def escaped(found: FilterProperty, value: str) -> str:
    return literal(found, re.sub(r"([.*\\])", r"\\\1", value))


def expectations(found: FilterProperty, values: list[Any]) -> dict[str, tuple[str, Callable[[list[Any]], bool]]]:
    """For each function: arguments that suit one item, and which items it must then choose."""
    text = literal(found, values[0]) if values else ABSENT.get(found.type, "0")
    every = ",".join(literal(found, value) for value in values) or text
    one = values[0] if values else object()
    return {
        "isNull": ("", lambda has: not has),
        "isNotNull": ("", bool),
        "isEmpty": ("", lambda has: not has),
        "eq": (text, lambda has: bool(has) and has[0] == one),
        "ne": (text, lambda has: not has or has[0] != one),
        "in": (text, lambda has: bool(has) and has[0] == one),
        "notIn": (text, lambda has: not has or has[0] != one),
        "gt": (text, lambda has: bool(values) and bool(has) and has[0] > one),
        "ge": (text, lambda has: bool(values) and bool(has) and has[0] >= one),
        "lt": (text, lambda has: bool(values) and bool(has) and has[0] < one),
        "le": (text, lambda has: bool(values) and bool(has) and has[0] <= one),
        "like": (escaped(found, str(one)) if values else text, lambda has: bool(has) and has[0] == one),
        "contains": (text, lambda has: one in has),
        "containsAny": (every, lambda has: bool(set(has) & set(values))),
        "containsAll": (every, lambda has: bool(values) and set(values) <= set(has)),
        "containsExactly": (every, lambda has: bool(values) and set(values) == set(has)),
    }


def path_of(console, operation: Operation) -> str:
    return NETWORK + operation.path.format(siteId=console.network.default_site.id)


async def listed(browser, path: str, **query: str) -> list[Any]:
    answer = await browser.call("GET", path, query={"limit": "200", **query})
    assert answer.status == 200, answer.json
    return answer.json["data"]


@pytest.mark.parametrize("operation", FILTERED, ids=lambda operation: operation.path)
async def test_each_function_chooses_what_it_should(console, browser, operation):
    path = path_of(console, operation)
    for whole in (console.network.countries, console.network.dpi_applications):
        del whole[200:]  # so that each list is one page
    items = await listed(browser, path)
    for name, found in operation.filter.items():
        steps = RENAMED.get(name, name).split(".")
        seen = [list(at(item, steps)) for item in items]
        example = next((values for values in seen if values), [])
        if found.type == "TIMESTAMP" and not example:
            continue
        for function in sorted(found.functions):
            arguments, holds = expectations(found, example)[function]
            chosen = await listed(browser, path, filter=f"{name}.{function}({arguments})")
            assert chosen == [item for item, has in zip(items, seen, strict=True) if holds(has)], f"{name}.{function}"


@pytest.mark.parametrize("operation", FILTERED, ids=lambda operation: operation.path)
async def test_whatever_the_specification_does_not_allow_is_a_400(console, browser, operation):
    path = path_of(console, operation)
    wrong = [f"{name}.{min(FUNCTIONS - found.functions)}(1)" for name, found in operation.filter.items()]
    for text in (*wrong, "nonsense.eq(1)", f"{next(iter(operation.filter))}.eq(("):
        answer = await browser.call("GET", path, query={"filter": text})
        assert (answer.status, answer.json["code"]) == (400, "api.request.invalid-filter")


async def test_the_list_of_uplinks_takes_no_filter(console, browser, site):
    everything = (await browser.get(f"{site}/wans")).json
    assert (await browser.get(f"{site}/wans", filter="name.eq('Internet 1')")).json == everything


async def test_sets_are_read_through_lists_of_objects(browser, site, console):
    switch = next(key for key, device in console.network.default_site.devices.items() if device.name == "Lobby Switch")
    found = (await browser.get(f"{site}/switching/lags", filter=f"members.deviceId.containsExactly({switch})")).json[
        "data"
    ]
    assert [lag["type"] for lag in found] == ["LOCAL"]
    found = (await browser.get(f"{site}/switching/lags", filter="members.portIdxs.containsAll(24, 8)")).json["data"]
    assert [lag["type"] for lag in found] == ["SWITCH_STACK", "MULTI_CHASSIS"]


def test_the_table_of_a_list_is_made_once():
    assert properties_of(FILTERED[0]) is properties_of(FILTERED[0])

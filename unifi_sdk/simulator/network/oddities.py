"""How answers and bodies look on a console that isn't as documented: one that is newer, or one with quirks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from unifi_sdk._facts import Operation
from unifi_sdk.simulator.network.addresses import is_address_list
from unifi_sdk.simulator.network.failures import invalid
from unifi_sdk.simulator.network.state import Document, NetworkState
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["area_of", "oddly_answered", "read_oddly", "without_index"]

_FREQUENCIES = ("frequencyGHz", "broadcastingFrequenciesGHz")
_PADDED_LENGTH = 3
_INDEX_UNTIL = [10, 1, 68]
"""The version from which on ACL rules have an order of their own."""


def area_of(operation: Operation) -> str:
    """What `newer_fields` and `newer_settings` call the things that an operation is about: `firewall/policies`."""
    steps = operation.path.removeprefix("/v1/").removeprefix("sites/{siteId}/").split("/")
    return "/".join(steps[:-1] if steps[-1].startswith("{") else steps)


def oddly_answered(network: NetworkState, operation: Operation, answer: object) -> object:
    """An answer with the fields of a newer console and with the quirks that are on."""
    if not isinstance(answer, Mapping):
        return answer
    odd: object = answer
    fields = network.newer_fields.get(area_of(operation), {})
    for path, value in fields.items():
        steps = path.replace("[*]", "").removeprefix("$.").split(".")
        odd = _with_field(odd, ["data", *steps] if operation.element is not None else steps, value)
    if Quirk.PADDED_ADDRESS_LISTS in network.quirks:
        odd = _rewritten(odd, _padded)
    if Quirk.NUMBERS_AS_TEXTS in network.quirks:
        odd = _rewritten(odd, _as_texts)
    return odd


def read_oddly(network: NetworkState, body: Document) -> Document:
    """A body as a console with the quirks that are on reads it."""
    if Quirk.NUMBERS_AS_TEXTS not in network.quirks:
        return body
    read = _rewritten(body, _as_numbers)
    return read if isinstance(read, dict) else body


def without_index(network: NetworkState, operation: Operation, body: Document) -> Document:
    """The body of an ACL rule as older versions take it: they ask for the `index`, which the specification no longer has.

    Raises:
        NetworkFailure: 400, the version is an older one, and there is no index.
    """
    is_rule = area_of(operation) == "acl-rules" and operation.body is not None
    if not is_rule or not _is_older(network.version):
        return body
    if not isinstance(body.get("index"), int):
        raise invalid("index must not be null")
    return {name: value for name, value in body.items() if name != "index"}


def _is_older(version: str) -> bool:
    return [int(part) for part in version.split(".")] < _INDEX_UNTIL


def _with_field(value: object, steps: list[str], field: object) -> object:
    """A copy of what lies on the way, with a field at the end of it; where a list lies there, in all of its elements."""
    if isinstance(value, list):
        return [_with_field(item, steps, field) for item in value]
    if not isinstance(value, Mapping):
        return value
    name, *rest = steps
    if not rest:
        return {**value, name: field}
    return {**value, name: _with_field(value[name], rest, field)} if name in value else value


def _rewritten(value: object, rewrite: Callable[[str, object], object]) -> object:
    """A copy in which every property has passed through a function of its name and value."""
    if isinstance(value, Mapping):
        return {name: rewrite(name, _rewritten(part, rewrite)) for name, part in value.items()}
    return [_rewritten(item, rewrite) for item in value] if isinstance(value, list) else value


def _padded(name: str, value: object) -> object:
    if isinstance(value, list) and is_address_list(name):
        return value + [""] * (_PADDED_LENGTH - len(value))
    return value


def _as_texts(name: str, value: object) -> object:
    if name not in _FREQUENCIES:
        return value
    return [f"{number:g}" for number in value] if isinstance(value, list) else f"{value:g}"


def _as_numbers(name: str, value: object) -> object:
    if name not in _FREQUENCIES or not isinstance(value, list):
        return value
    return [float(text) if text in ("2.4", "5", "6") else text for text in value]

"""Operations as the vendor writes them, ``"GET /v1/sites/{site_id}"``, and ids that can't leave their place in the path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

import attrs

from unifi_sdk.auth import HeaderValue, hidden
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import Safety

__all__ = ["Id", "Operation", "QueryValue", "encode_query", "parse_operation"]

QueryValue: TypeAlias = str | int | float | bool | Iterable[str]
Id: TypeAlias = str | int | tuple[str, ...]

_VERBS: Final = {
    "GET": Safety.READ,
    "PUT": Safety.IDEMPOTENT,
    "DELETE": Safety.IDEMPOTENT,
    "POST": Safety.UNSAFE,
    "PATCH": Safety.UNSAFE,
}
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_MAC_ADDRESS: Final = re.compile(r"[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}")
_MAC_LENGTH: Final = 17
_PLAIN_SEGMENT: Final = re.compile(r"[A-Za-z0-9_-]+").fullmatch


@attrs.frozen
class Operation:
    """One documented call.

    Args:
        text: The operation as the vendor writes it; names the call in logs, traces and errors.
        verb: The HTTP verb.
        literals: The parts of the path around its ids; one more than there are ids.
        names: The ids in order.
        safety: What the verb says, unless the call says otherwise.
    """

    text: str
    verb: str
    literals: tuple[str, ...]
    names: tuple[str, ...]
    safety: Safety

    def path(self, ids: Mapping[str, Id], keep: str = "") -> str:
        """The path with its ids, percent-encoded.

        Args:
            ids: A value for each name; several segments as a tuple.
            keep: Characters of ids that are legal in a segment and stay as they are.

        Returns:
            The path; hidden in what a traceback shows when one of the ids is.

        Raises:
            ConfigurationError: an id is empty or could leave its segment.
            KeyError: an id is missing.
        """
        literals = self.literals
        path, is_hidden = literals[0], False
        for index, name in enumerate(self.names, 1):
            value = ids[name]
            if value.__class__ is str and _PLAIN_SEGMENT(value) and len(value) != _MAC_LENGTH:
                path += value + literals[index]
            else:
                is_hidden = is_hidden or isinstance(value, HeaderValue)
                path += _encode_segment(name, value, keep) + literals[index]
        return HeaderValue(path) if is_hidden else path


@lru_cache(maxsize=1024)
def parse_operation(text: str) -> Operation:
    """Read ``"VERB /path/{id}"``.

    Raises:
        ConfigurationError: it is no operation.
    """
    verb, _, path = text.partition(" ")
    if verb not in _VERBS or not path.startswith("/"):
        raise ConfigurationError(f"operation must read like 'GET /v1/sites', not {text!r}")
    parts = _PLACEHOLDER.split(path)
    return Operation(text, verb, tuple(parts[::2]), tuple(parts[1::2]), _VERBS[verb])


def encode_query(query: Mapping[str, QueryValue | None]) -> str:
    """A query string: None left out, booleans in lower case, several values as repeated keys, all percent-encoded.

    It is hidden in what a traceback shows when one of the values is.
    """
    pairs: list[str] = []
    is_hidden = False
    for name, value in query.items():
        if value is None:
            continue
        if value.__class__ is int:
            pairs.append(f"{_quoted(name)}={value}")
            continue
        values = [value] if isinstance(value, str | int | float) else value
        is_hidden = is_hidden or isinstance(value, HeaderValue)
        pairs += [f"{_quoted(name)}={_quoted(_query_text(item))}" for item in values]
    return HeaderValue("&".join(pairs)) if is_hidden else "&".join(pairs)


def _quoted(text: str) -> str:
    return text if _PLAIN_SEGMENT(text) else quote(text, safe="")


def _query_text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _encode_segment(name: str, value: object, keep: str) -> str:
    if isinstance(value, tuple):
        return "/".join(_encode_segment(name, part, keep) for part in value or ("",))
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        hint = ": pass its id" if hasattr(value, "id") else ""
        raise ConfigurationError(f"{name} must be an id, not {type(value).__name__}{hint}")
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if not text:
        raise ConfigurationError(f"{name} is empty: this item came without an id, or none was given")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ConfigurationError(f"{name} is no id: it holds half a character")
    if name != "mac" and _MAC_ADDRESS.fullmatch(text):
        raise ConfigurationError(f"{name} is a MAC address and no id: use find(mac=...), or take the id from the list")
    decoded = hidden(unquote(text)) if isinstance(text, HeaderValue) else unquote(text)
    if decoded in (".", "..") or any(c in "/\\" or not c.isprintable() for c in text + decoded):
        raise ConfigurationError(f"{name} is no id: it holds a slash, a backslash, a control character or only dots")
    return quote(text, safe=keep)

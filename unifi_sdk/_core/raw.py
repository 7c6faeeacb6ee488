"""Calls that no method is made for: an operation in the caller's own words, held to the same rules as all others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from unifi_sdk._core.application import Application, Id, Query
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.operation import parse_operation
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import Safety

__all__ = ["RawBody", "raw_call"]

RawBody: TypeAlias = Mapping[str, object] | Sequence[object]
"""A JSON object or list with the vendor's own names in it."""

_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~:@!$&'()*+,;={}-]+)+")


async def raw_call(
    app: Application,
    operation: str,
    *,
    body: RawBody | None = None,
    query: Query | None = None,
    safety: Safety | None = None,
    timeout_seconds: float | None = None,
    reads: Callable[[str, RawBody | None], bool] = lambda path, body: False,
    ids: Mapping[str, Id],
) -> Json:
    """Perform an operation and give its answer as it came.

    Args:
        app: What performs it.
        operation: ``"VERB /path/{id}"``.
        body: Sent as it is.
        query: Query parameters; None values are left out.
        safety: Where the verb does not tell it.
        timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.
        reads: Which paths are read by POST, with which bodies.
        ids: A value for each placeholder.

    Raises:
        ConfigurationError: the operation can't be, or is no read and is called one.
        UniFiError: as `unifi_sdk.errors` tells.
    """
    parsed = parse_operation(operation)
    path = operation.partition(" ")[2]
    if not _PATH.fullmatch(path) or any(segment in (".", "..") for segment in path.split("/")):
        raise ConfigurationError(
            f"operation must read like 'GET /stat/device', not {operation!r}: parameters go into query, odd ids into "
            "placeholders"
        )
    if missing := [name for name in parsed.names if name not in ids]:
        raise ConfigurationError(f"{missing[0]} is missing: the operation has a placeholder for it")
    is_read = parsed.verb == "GET" or (parsed.verb == "POST" and reads(path, body))
    if safety is Safety.READ and not is_read:
        raise ConfigurationError(f"safety: nothing says that {operation} only reads, so it can't be called a READ")
    sent: dict[str, Any] = {} if body is None else {"body": _as_it_is(body)}
    request = app.request(
        operation,
        ids,
        query=query,
        safety=safety or (Safety.READ if is_read else None),
        deadline_seconds=timeout_seconds,
        **sent,
    )
    return cast("Json", app.answers.decode(object, request, await app.send(request)))


def _as_it_is(body: RawBody) -> object:
    """A body whose names are the vendor's already; one of an object would be read as the fields of a model."""
    return Model(extra=cast("Mapping[str, Json]", body)) if isinstance(body, Mapping) else body

"""Writes before they are sent: shown to `plan` in place of being sent, or refused by a client that only reads."""

from __future__ import annotations

from yarl import URL

from unifi_sdk._core.exchange import JSON_TYPE, Request
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Json
from unifi_sdk.auth import HeaderValue
from unifi_sdk.errors import MutationBlockedError
from unifi_sdk.guard import PlannedRequest, WritePlanned, planning

__all__ = ["check_write"]


def check_write(request: Request, *, is_read_only: bool) -> None:
    """Let a write pass, unless it is only to be looked at or is forbidden.

    Args:
        request: A request that is no READ.
        is_read_only: Whether the client refuses every write.

    Raises:
        WritePlanned: it runs under `plan`.
        MutationBlockedError: the client is read-only.
    """
    operation = request.operation
    if planning.get():
        endpoint = request.endpoint
        raise WritePlanned(
            PlannedRequest(
                console=str(endpoint.address),
                application=endpoint.application,
                operation=operation.text,
                verb=operation.verb,
                path=_path_of(request),
                body=_planned_body(request),
            )
        )
    if is_read_only:
        raise MutationBlockedError(
            f"{operation.text} is a write and this client is read-only: nothing was sent. "
            "Make the client with read_only=False to allow it.",
            operation=operation.text,
        )


def _path_of(request: Request) -> str:
    """Path and query as they stand on the wire, hidden where the target is."""
    path = URL(request.endpoint.prefix + request.target, encoded=True).raw_path_qs
    return HeaderValue(path) if isinstance(request.target, HeaderValue) else path


def _planned_body(request: Request) -> Json:
    if request.body is None:
        return None
    return (
        loads(bytes(request.body))
        if request.content_type == JSON_TYPE
        else f"{request.content_type}, {len(request.body)} bytes"
    )

"""Looking at a write before it is sent, instead of sending it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from contextvars import ContextVar

import attrs

from unifi_sdk._core.model import Json
from unifi_sdk.errors import ConfigurationError

__all__ = ["PlannedRequest", "plan"]


@attrs.frozen(kw_only=True)
class PlannedRequest:
    """A write that was not sent.

    Args:
        console: ``host:port`` of the console that it would go to.
        application: "network", "access", "protect" or "mobility".
        operation: The operation, as the vendor writes it.
        verb: The HTTP verb.
        path: The path with its ids and query, percent-encoded.
        body: The JSON body, None when there is none; its values may be secrets and stay out of ``repr``.
    """

    console: str
    application: str
    operation: str
    verb: str
    path: str
    body: Json = attrs.field(default=None, repr=lambda body: _outline(body))


class WritePlanned(BaseException):
    """Carries the request that would have been sent to `plan`."""

    def __init__(self, request: PlannedRequest) -> None:
        super().__init__()
        self.request = request


planning: ContextVar[bool] = ContextVar("unifi_sdk_planning", default=False)
"""Whether the current task runs under `plan`."""


async def plan(call: Awaitable[object]) -> PlannedRequest:
    """Run a call up to its first write and return that write without sending it; reads before it are sent.

    ::

        request = await plan(site.vouchers.create(name="lobby", minutes=60))
        print(request.verb, request.path, request.body)

    Args:
        call: What calling a method gave, not awaited yet; no task and no future, which run by themselves.

    Returns:
        The write that was about to be sent.

    Raises:
        ConfigurationError: the call ended without any write, or is a task.
    """
    if isinstance(call, asyncio.Future):
        call.cancel()
        raise ConfigurationError("call: this is a task, which sends by itself: pass what calling the method gave")
    if not inspect.isawaitable(call):
        raise ConfigurationError(f"call must be what calling a method gave, not {type(call).__name__}")
    planned: BaseException | None = None
    token = planning.set(True)
    try:
        await call
    except* WritePlanned as group:  # a task group wraps it
        planned = group
    finally:
        planning.reset(token)
    while isinstance(planned, BaseExceptionGroup):
        planned = planned.exceptions[0]
    if isinstance(planned, WritePlanned):
        return planned.request
    raise ConfigurationError("call: it ended without a write, there is nothing to plan")


def _outline(body: Json) -> str:
    if isinstance(body, dict):
        return "{" + ", ".join(f"{key!r}: …" for key in body) + "}"
    return f"[{len(body)} items]" if isinstance(body, list) else repr(body and "…")

"""Keeping aiohttp from sending a request a second time by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import aiohttp
import attrs

from unifi_sdk._core.exchange import Request
from unifi_sdk._core.failures import UNSENT, AnswerLostError

__all__ = ["sent_once"]


@attrs.frozen
class _SentOnce:
    """Keeps aiohttp from sending a request a second time, and tells the request whether it has left."""

    request: Request

    async def __call__(
        self, message: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        self.request.has_left = False
        try:
            return await handler(message)
        except UNSENT:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            lost = AnswerLostError()
        finally:  # there is a response from when the head was written on
            self.request.has_left = getattr(message, "response", message) is not None
        raise lost


def sent_once(session: aiohttp.ClientSession, request: Request) -> Sequence[Any]:
    """The session's own middlewares, which per-request ones would replace, around the one that stops the second sending."""
    return (*getattr(session, "_middlewares", ()), _SentOnce(request))

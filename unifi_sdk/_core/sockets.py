"""WebSockets: how one is opened without following redirects, and closed with its TLS connection."""

from __future__ import annotations

import asyncio
from typing import Final, TypeAlias

import aiohttp

from unifi_sdk._core.failures import HandshakeRefusedError
from unifi_sdk.errors import UniFiError

__all__ = ["SOCKET_TIMEOUT", "WebSocket", "hang_up", "hang_up_if_open", "refuse_redirects"]

WebSocket: TypeAlias = "aiohttp.ClientWebSocketResponse[bool]"

SOCKET_TIMEOUT: Final = aiohttp.ClientWSTimeout(ws_close=2.0)


async def hang_up(socket: WebSocket, *, seconds: float = 2.0) -> None:
    """Close a WebSocket and its TLS connection, of which aiohttp leaves the farewell under way when it returns.

    Args:
        socket: The socket.
        seconds: How long the console may take to say goodbye.
    """
    connection = getattr(getattr(socket, "_response", None), "connection", None)
    tls = connection.transport if connection is not None else None
    if tls is not None and not seconds:
        tls.abort()
    try:
        async with asyncio.timeout(seconds):
            await socket.close()
    except TimeoutError:
        pass
    finally:
        if tls is not None:
            tls.abort()
        if connection is not None:
            connection.close()  # aiohttp keeps that of a socket which has ended by an error
    await asyncio.sleep(0)


async def hang_up_if_open(opened: WebSocket | UniFiError) -> None:
    if not isinstance(opened, UniFiError):
        await hang_up(opened)


async def refuse_redirects(
    request: aiohttp.ClientRequest,
    handler: aiohttp.ClientHandlerType,
) -> aiohttp.ClientResponse:
    answer = await handler(request)
    if 300 <= answer.status < 400:
        answer.close()
        raise HandshakeRefusedError(status=answer.status)
    return answer

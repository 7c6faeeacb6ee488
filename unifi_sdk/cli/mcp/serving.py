"""Both ways to a server: the standard streams, and HTTP on this machine alone."""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import sys
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from mcp.server import Server
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.stdio import stdio_server
from pydantic import AnyHttpUrl
from starlette.applications import Starlette

from unifi_sdk.cli.audit import Audit
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.planning import Plans
from unifi_sdk.cli.mcp.rights import Rights
from unifi_sdk.cli.mcp.room import open_room
from unifi_sdk.cli.mcp.server import make_server
from unifi_sdk.cli.mcp.tools import Tools
from unifi_sdk.cli.options import WriteOptions

__all__ = ["TOKEN", "http_app", "serve"]

TOKEN: Final = "UNIFI_MCP_TOKEN"  # noqa: S105 - the name of a variable
_HOST: Final = "127.0.0.1"
_SHORTEST_TOKEN: Final = 24


async def serve(options: WriteOptions, rights: Rights, budget: int, port: int | None) -> None:
    """Serve until the client goes away, or the process is told to end.

    Args:
        options: What the person who starts it said.
        rights: What may be changed.
        budget: Tokens of an answer at most.
        port: Where to listen for HTTP, 0 for a free one; None for the standard streams.

    Raises:
        CommandError: the console can't be reached with what is known, or the token is too short.
    """
    if port is None:
        async with open_room(options, rights, budget) as room:
            server = make_server(room, Tools(room, Plans(room)))
            async with stdio_server() as (reading, writing):
                await server.run(reading, writing, server.create_initialization_options())
        return
    token = _token()
    async with open_room(options, rights, budget) as room:
        show = _say if sys.stderr.isatty() else None
        app = http_app(make_server(room, Tools(room, Plans(room, show=show))), token)
        config = uvicorn.Config(app, host=_HOST, port=port, log_level="warning", ws="none")
        await _Announced(config, None if os.environ.get(TOKEN) else token, _say).serve()


def http_app(server: Server[Any], token: str) -> Starlette:
    """What answers HTTP: ``/mcp``, to whoever has the token and speaks of this machine.

    Args:
        server: What is served.
        token: What a client sends as ``Authorization: Bearer``.
    """
    auth = AuthSettings(issuer_url=AnyHttpUrl(f"http://{_HOST}"), resource_server_url=None)
    return server.streamable_http_app(host=_HOST, auth=auth, token_verifier=_Verifier(token))


class _Verifier:
    """Knows one token."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    async def verify_token(self, token: str) -> AccessToken | None:
        """The rights of a token; None for any other."""
        if not hmac.compare_digest(token.encode(), self._token):
            await asyncio.to_thread(Audit("mcp.http").note, "WRONG_TOKEN")
            return None
        return AccessToken(token="", client_id="holder of the token", scopes=[])


class _Announced(uvicorn.Server):
    """Says where it listens when it does."""

    def __init__(self, config: uvicorn.Config, token: str | None, say: Callable[[str], None]) -> None:
        super().__init__(config)
        self._new_token = token
        self._say = say

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for socket in server.sockets:
                self._say(f"listening at http://{_HOST}:{socket.getsockname()[1]}/mcp")
        if self._new_token:
            self._say(f"its token, until it ends: {self._new_token}")


def _token() -> str:
    chosen = os.environ.get(TOKEN)
    if chosen is not None and len(chosen) < _SHORTEST_TOKEN:
        raise CommandError(
            Exit.CONFIG,
            f"{TOKEN} has fewer than {_SHORTEST_TOKEN} characters",
            code="CONFIG",
            remediation="set a longer one, or unset it: then one is made and shown",
        )
    return chosen or secrets.token_urlsafe(32)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

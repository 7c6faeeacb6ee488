"""A plain HTTP and WebSocket client of a simulated Protect application, which shares no code with the SDK."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp

from unifi_sdk.simulator import SimulatedConsole

BASE = "/proxy/protect/integration"


class Answer(NamedTuple):
    status: int
    json: Any


class ProtectBrowser:
    """aiohttp as it comes, with the right pin and the right key."""

    def __init__(self, console: SimulatedConsole, session: aiohttp.ClientSession) -> None:
        self.console = console
        self._session = session
        self._pin = aiohttp.Fingerprint(bytes.fromhex(console.fingerprint("unifi")))
        self._url = f"https://{console.address}{BASE}"
        self._headers = {"X-API-KEY": console.api_key}

    async def call(self, verb: str, path: str, *, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        both = {**self._headers, **(headers or {})}
        async with self._session.request(verb, self._url + path, headers=both, ssl=self._pin, **options) as response:
            body = await response.read()
            parsed = await response.json() if response.content_type == "application/json" and body else None
            return Answer(response.status, parsed)

    async def get(self, path: str) -> Any:
        """The answer of a GET that succeeds."""
        answer = await self.call("GET", path)
        assert answer.status == 200, answer
        return answer.json

    @asynccontextmanager
    async def listen(self, stream: str, **options: Any) -> AsyncIterator[Listener]:
        """A socket that listens to `devices` or `events`."""
        url = f"{self._url}/v1/subscribe/{stream}"
        async with self._session.ws_connect(url, headers=self._headers, ssl=self._pin, **options) as socket:
            yield Listener(socket)


class Listener:
    """One end of a stream."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def frame(self) -> Any:
        """The next frame, parsed."""
        async with asyncio.timeout(2):
            message = await self.socket.receive()
        assert message.type is aiohttp.WSMsgType.TEXT, message
        return message.json()

    async def frames(self, count: int) -> list[Any]:
        return [await self.frame() for _ in range(count)]

    async def end(self) -> int | None:
        """The close code, once the socket has ended; 1006 or None when there was none."""
        async with asyncio.timeout(2):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code

    async def is_silent(self) -> bool:
        """Whether nothing comes for a moment."""
        try:
            await self.socket.receive(timeout=0.05)
        except TimeoutError:
            return True
        return False


def is_refused(answer: Answer, status: int, words: str = "") -> bool:
    """Whether an answer is a refusal of the application whose text holds some words."""
    return answer.status == status and answer.json["name"] == "API_ERROR" and words in answer.json["error"]

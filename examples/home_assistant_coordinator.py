"""Poll a console the way a Home Assistant integration does, without Home Assistant.

`EstateCoordinator` does what a `DataUpdateCoordinator` does: it fetches everything at once, keeps the last data, tells its
listeners, and knows whether it is up to date. It uses a session that it was given and does not close; it slows down when the
console asks for that; and it stops and asks for new credentials when they are refused. In an integration, `async_refresh`
becomes `_async_update_data`, and the three `except` clauses raise `ConfigEntryAuthFailed` or `UpdateFailed`.

    python examples/home_assistant_coordinator.py                           three rounds, a second apart
    python examples/home_assistant_coordinator.py --rounds 100 --interval 10

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp

from unifi_sdk import AuthenticationError, Console, PermissionDeniedError, RateLimitedError, UniFiError
from unifi_sdk.network.models import Client
from unifi_sdk.protect.models import Camera

LONGEST_WAIT_SECONDS = 300.0


@dataclass(frozen=True, kw_only=True)
class EstateData:
    """What the entities of an integration are made from; by id."""

    clients: Mapping[str, Client]
    cameras: Mapping[str, Camera]


class EstateCoordinator:
    """Keeps the data of one console current.

    Args:
        console: The console; it stays the caller's to close.
        interval_seconds: From one round to the next, as long as all is well.
    """

    def __init__(self, console: Console, *, interval_seconds: float) -> None:
        self._console = console
        self._interval_seconds = interval_seconds
        self._listeners: list[Callable[[], None]] = []
        self.data: EstateData | None = None
        """What was fetched last; it stays while the console is away."""
        self.last_update_success = False
        """Whether the data is from the last round; without it every entity is unavailable."""
        self.needs_reauth = False
        """Whether the credentials were refused; polling has ended then."""
        self.problem = ""
        """Why the last round failed."""
        self.wait_seconds = interval_seconds
        """How long to wait for the next round."""

    def add_listener(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have a function called after each round; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def is_available(self, camera_id: str) -> bool:
        """Whether an entity of this camera is available: the console was reached, and the camera is connected."""
        camera = self.data.cameras.get(camera_id) if self.data else None
        return self.last_update_success and camera is not None and camera.is_connected

    async def async_refresh(self) -> None:
        """Fetch everything once and tell the listeners; what goes wrong is kept, not raised."""
        try:
            self.data = await self._fetch()
        except (AuthenticationError, PermissionDeniedError) as error:
            self.needs_reauth = True
            self._failed(error, self._interval_seconds)
        except RateLimitedError as error:  # for longer than the SDK waits by itself
            self._failed(error, error.retry_after or 2 * self.wait_seconds)
        except UniFiError as error:
            self._failed(error, min(2 * self.wait_seconds, LONGEST_WAIT_SECONDS))
        else:
            self.last_update_success, self.problem = True, ""
            self.wait_seconds = self._interval_seconds
        for listener in [*self._listeners]:
            listener()

    async def poll(self, rounds: int) -> None:
        """Refresh again and again, until the rounds are over or new credentials are needed."""
        for left in reversed(range(rounds)):
            await self.async_refresh()
            if self.needs_reauth or not left:
                return
            await asyncio.sleep(self.wait_seconds)

    async def _fetch(self) -> EstateData:
        site = await self._console.network.default_site()
        clients = await site.clients.list()
        cameras = await self._console.protect.cameras.list()
        return EstateData(
            clients={client.id: client for client in clients}, cameras={camera.id: camera for camera in cameras}
        )

    def _failed(self, error: UniFiError, wait_seconds: float) -> None:
        self.last_update_success, self.problem = False, str(error)
        self.wait_seconds = max(wait_seconds, self._interval_seconds)


async def run(args: argparse.Namespace) -> int:
    """Poll for some rounds, with a line for each."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        console = Console.from_env(session=session)
        coordinator = EstateCoordinator(console, interval_seconds=args.interval)
        coordinator.add_listener(lambda: print(describe(coordinator), flush=True))
        try:
            await coordinator.poll(args.rounds)
        finally:
            await console.close()
    if coordinator.last_update_success:
        return 0
    print(f"home_assistant_coordinator: {coordinator.problem}", file=sys.stderr)
    return 1


def describe(coordinator: EstateCoordinator) -> str:
    """One line about the last round."""
    data = coordinator.data
    if coordinator.needs_reauth:
        return "unavailable: new credentials are needed"
    if data is None or not coordinator.last_update_success:
        return f"unavailable: next round in {coordinator.wait_seconds:g} s"
    available = sum(coordinator.is_available(camera_id) for camera_id in data.cameras)
    return f"available: {len(data.clients)} clients, {available} of {len(data.cameras)} cameras"


def main() -> int:
    """Read the arguments and run; the exit code is 0 when the last round went well, else 1."""
    parser = argparse.ArgumentParser(description="Poll a console as Home Assistant does.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--interval", type=float, default=1.0, help="seconds from one round to the next")
    try:
        return asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"home_assistant_coordinator: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""What whoever runs the portal may ask: whether it is well, and what it has counted, in the text format of Prometheus."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Final

from aiohttp import web

from unifi_sdk import UniFiError
from unifi_sdk.proxies import TrustedProxies

__all__ = ["Monitor"]

LOGGER: Final = logging.getLogger("portal")

_METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Monitor:
    """Answers ``/health`` and ``/metrics``, to named addresses alone.

    Args:
        watchers: Addresses and networks that may ask; everybody else finds nothing there.
        proxies: The reverse proxies in front of the portal.
        ask_console: Any question to the console that its key may ask.
        every_seconds: How often the console is asked at most.

    Raises:
        ValueError: a watcher is neither an address nor a network.
    """

    def __init__(
        self,
        watchers: tuple[str, ...],
        proxies: TrustedProxies,
        ask_console: Callable[[], Awaitable[object]],
        *,
        every_seconds: float = 15,
    ) -> None:
        self._watchers = [ip_network(each) for each in watchers]
        self._proxies = proxies
        self._ask_console = ask_console
        self._every_seconds = every_seconds
        self._asked_at = float("-inf")
        self._console_problem: str | None = None
        self._lock = asyncio.Lock()
        self._results: Counter[str] = Counter()
        self.problems: dict[str, Callable[[], str | None]] = {}
        """By the name of a part of the portal, what tells why it isn't well."""
        self.gauges: dict[str, tuple[str, Callable[[], float]]] = {}
        """By the name of a number that goes up and down, what it is and what tells it."""

    def count(self, result: str) -> None:
        """Count what became of a guest.

        Args:
            result: `online`, or the key of the problem that was told.
        """
        self._results[result] += 1

    async def show_health(self, request: web.Request) -> web.Response:
        """Each part with ``ok`` or what is wrong with it; 503 when one isn't well."""
        self._check_watcher(request)
        problems = await self._all_problems()
        parts = {name: problem or "ok" for name, problem in problems.items()}
        return web.json_response(parts, status=503 if any(problems.values()) else 200)

    async def show_metrics(self, request: web.Request) -> web.Response:
        """Counters and gauges, without anything that tells who a guest is."""
        self._check_watcher(request)
        problems = await self._all_problems()
        lines = [
            *_metric(
                "portal_outcomes_total",
                "counter",
                "What became of guests: online, or what they were told.",
                self._results,
            ),
            *_metric(
                "portal_up",
                "gauge",
                "Whether a part of the portal is well.",
                {name: not problem for name, problem in problems.items()},
                label="part",
            ),
        ]
        for name, (text, value) in self.gauges.items():
            lines += [f"# HELP portal_{name} {text}", f"# TYPE portal_{name} gauge", f"portal_{name} {value():g}"]
        return web.Response(body="\n".join([*lines, ""]).encode(), headers={"Content-Type": _METRICS_TYPE})

    def _check_watcher(self, request: web.Request) -> None:
        sender: IPv4Address | IPv6Address | None = self._proxies.sender(request)
        if sender is None or not any(sender in network for network in self._watchers):
            raise web.HTTPNotFound

    async def _all_problems(self) -> dict[str, str | None]:
        async with self._lock:
            now = asyncio.get_running_loop().time()
            if now - self._asked_at >= self._every_seconds:
                self._console_problem = await self._console()
                self._asked_at = now
        return {"console": self._console_problem, **{name: tell() for name, tell in self.problems.items()}}

    async def _console(self) -> str | None:
        try:
            await self._ask_console()
        except UniFiError as error:
            LOGGER.warning("no answer from the console: %s", error)
            return type(error).__name__
        return None


def _metric(name: str, kind: str, text: str, values: Mapping[str, float], *, label: str = "result") -> list[str]:
    head = [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
    return head + [f'{name}{{{label}="{key}"}} {value:d}' for key, value in sorted(values.items())]

"""Who is who at the default site, and what reached the console, as tests of the classic API write it."""

from __future__ import annotations

from unifi_sdk.simulator import SimulatedConsole

__all__ = ["LAPTOP", "PRINTER", "STRANGER", "SWITCH", "TABLET", "lines"]

PRINTER = "00:80:77:31:01:07"
LAPTOP = "a4:83:e7:10:20:30"
TABLET = "3c:06:30:aa:00:02"
SWITCH = "74:ac:b9:10:00:02"
STRANGER = "02:00:00:00:00:99"


def lines(console: SimulatedConsole) -> list[str]:
    """Each request as ``VERB /path`` behind the site."""
    bases = ("/proxy/network/api/s/default", "/proxy/network/v2/api/site/default", "/proxy/network/integration")
    found = []
    for request in console.requests:
        path = request.path
        for base in bases:
            path = path.removeprefix(base)
        found.append(f"{request.verb} {path}")
    return found

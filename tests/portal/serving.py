"""The portal in front of a simulated console, and what its guests send."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from examples.portal.app import Portal
from examples.portal.attempts import GuessLimits
from examples.portal.guests import DEMO_GUESTS, Allowance, GuestList, Guests
from examples.portal.record import Record
from examples.portal.settings import Settings
from unifi_sdk import Console
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.hotspot import SimulatedClient

GUEST = "1c:71:25:63:e4:24"
LAPTOP = "a4:83:e7:10:20:30"
"""On the network of the house, and so no guest."""
ALLOWANCE = Allowance(minutes=120, data_megabytes=2048, rx_kbps=20_000, tx_kbps=500)
ROOM, SURNAME = DEMO_GUESTS[1].room, DEMO_GUESTS[1].surname
SECRET = b"not a secret, but long enough for tests"


class Hands:
    """The time of the portal, which a test moves by hand."""

    def __init__(self) -> None:
        self.moved = 0.0

    def time(self) -> float:
        return time.time() + self.moved


@asynccontextmanager
async def serve(
    console: Console,
    hands: Hands | None = None,
    guests: Guests | None = None,
    record: Record | None = None,
    **changes: Any,
) -> AsyncIterator[TestServer]:
    """The portal, listening on loopback."""
    hands = hands or Hands()
    settings = Settings(
        **{"secret": SECRET, "zone": UTC, "wait_seconds": 0, "own_devices_only": False, "now": hands.time, **changes}
    )
    guests = guests or GuestList(DEMO_GUESTS, ALLOWANCE)
    portal = Portal(console.network, guests, settings, GuessLimits(hands.time), record)
    async with TestServer(portal.app()) as server:
        yield server


def redirect_path(mac: str = GUEST, **changes: str | None) -> str:
    """Where a console sends a guest; None leaves a value out."""
    query = {
        "ap": "94:2a:6f:d0:30:57",
        "id": mac,
        "t": str(int(time.time())),
        "url": "http://www.example.com/news",
        "ssid": "Hotel Guest",
        **changes,
    }
    return "/guest/s/default/?" + urlencode({name: value for name, value in query.items() if value is not None})


def ticket_in(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None, page
    return unescape(found[1])


def guest_of(console: SimulatedConsole, mac: str = GUEST) -> SimulatedClient:
    return console.network.find_client(mac)


def is_in(console: SimulatedConsole, mac: str = GUEST) -> bool:
    return guest_of(console, mac).active_authorization(console.clock.now()) is not None


def writes(console: SimulatedConsole) -> list[str]:
    return [request.verb for request in console.requests if request.verb != "GET"]


async def arrive(guest: TestClient, **changes) -> str:
    """The ticket in the form that a guest is shown."""
    shown = await guest.get(redirect_path(**changes))
    page = await shown.text()
    assert shown.status == 200, page
    return ticket_in(page)


async def send(guest: TestClient, ticket: str, headers=None, **changes) -> ClientResponse:
    fields = {"ticket": ticket, "room": ROOM, "surname": SURNAME, "terms": "yes", **changes}
    return await guest.post(
        "/sign-in",
        data={name: value for name, value in fields.items() if value},
        headers=headers,
        allow_redirects=False,
    )


async def sign_in(guest: TestClient, **changes) -> ClientResponse:
    return await send(guest, await arrive(guest), **changes)


async def page_after(guest: TestClient, response: ClientResponse) -> str:
    assert response.status == 303, await response.text()
    return await (await guest.get(response.headers["Location"])).text()


class Markup(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def links(self) -> list[str]:
        return [str(attrs["href"]) for tag, attrs in self.elements if tag == "a"]

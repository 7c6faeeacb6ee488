"""The portal as a web application: from the console's redirect to a guest who is online.

`GET /guest/s/<site>/` is where the console sends a guest; it shows the form and asks the console nothing. `POST /sign-in`
checks the form and lets the guest in. `GET /online` shows what the console has granted, as often as it is loaded.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final, NoReturn
from weakref import WeakValueDictionary

from aiohttp import web
from yarl import URL

from unifi_sdk import NetworkClient, NotFoundError, UniFiError
from unifi_sdk.network import InvalidRedirectError, PortalRedirect, SiteScope, parse_redirect
from unifi_sdk.network.models import Client

from . import problems
from .attempts import GuessLimits
from .guests import Allowance, Guests, essence
from .pages import HEADERS, Form, Pages, Problem
from .tickets import InvalidTicketError, Tickets

__all__ = ["Portal", "Settings"]

LOGGER: Final = logging.getLogger("portal")

FORM_SECONDS: Final = 15 * 60
DAY_SECONDS: Final = 24 * 3600
LONGEST_ROOM: Final = 16
LONGEST_SURNAME: Final = 80

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs between houses.

    Args:
        secret: Signs the tickets; at least 32 bytes, the same in every process of the portal.
        house: Its name, on every page.
        zone: In which times are shown; None is the time zone of this machine.
        wait_seconds: How long a guest waits for the console to know the device, and again for its confirmation.
        now: Unix time in seconds; for tests.
    """

    secret: bytes
    house: str = "Hotel Example"
    zone: tzinfo | None = None
    wait_seconds: float = 10
    now: Callable[[], float] = time.time


class _Refusal(Exception):  # noqa: N818 - it carries an answer
    """An answer in place of the one that was asked for."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(response.status)
        self.response = response


class Portal:
    """A captive portal for hotel guests.

    Args:
        network: The Network application of the console; open while requests come.
        guests: Who stays in the house.
        settings: What differs between houses.
        limits: How often may be guessed.
    """

    def __init__(
        self, network: NetworkClient, guests: Guests, settings: Settings, limits: GuessLimits | None = None
    ) -> None:
        self._network = network
        self._guests = guests
        self._settings = settings
        self._limits = limits or GuessLimits()
        self._pages = Pages(settings.house, settings.zone)
        self._tickets = Tickets(settings.secret, settings.now)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def app(self) -> web.Application:
        """The portal for any of aiohttp's servers."""
        app = web.Application(middlewares=[self._show_problems], client_max_size=32 * 1024)
        app.on_response_prepare.append(_add_headers)
        app.add_routes(
            [
                web.get("/guest/s/{site}/", self.arrive),
                web.get("/guest/s/{site}", self.arrive),
                web.post("/sign-in", self.sign_in),
                web.get("/online", self.show_online),
            ]
        )
        return app

    async def arrive(self, request: web.Request) -> web.Response:
        """The form, for a guest whom the console has sent."""
        try:
            redirect = parse_redirect(str(request.rel_url))
        except InvalidRedirectError as error:
            LOGGER.info("a redirect was refused: %s", error)
            return self._pages.message(problems.BAD_REDIRECT)
        return self._form(redirect)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Let the guest in who has filled in the form."""
        if _is_from_another_site(request):
            return self._pages.message(problems.BAD_FORM)
        redirect, form = await self._read_form(request)
        async with self._locks.setdefault(redirect.client_mac, asyncio.Lock()):  # a button that is pressed twice
            allowance = await self._check(request, redirect, form)
            await self._let_in(redirect, form, allowance)
        raise web.HTTPSeeOther(self._online_url(redirect))

    async def show_online(self, request: web.Request) -> web.Response:
        """What the console has granted to a guest who has signed in; the form again for one who isn't online any more."""
        try:
            ticket = self._tickets.read("online", request.query.get("ticket", ""))
        except InvalidTicketError:
            return self._pages.message(problems.BAD_FORM)
        if ticket.age_seconds > DAY_SECONDS:
            return self._pages.message(problems.OLD_FORM)
        redirect = ticket.redirect
        try:
            client = await self._find(await self._site(redirect), redirect)
        except NotFoundError:
            return self._form(redirect, problem=problems.NOT_ONLINE)
        except UniFiError as error:
            LOGGER.warning("no answer from the console: %s", error)
            return self._pages.message(problems.UNKNOWN, ("Check again", self._online_url(redirect)))
        if not client.is_authorized:
            return self._form(redirect, problem=problems.NOT_ONLINE)
        return self._pages.online(client.authorization, redirect)

    async def _read_form(self, request: web.Request) -> tuple[PortalRedirect, Form]:
        """What the guest has sent, if this portal made the form and the guest filled it in."""
        sent = await request.post()
        fields = {name: value for name, value in sent.items() if isinstance(value, str)}
        try:
            ticket = self._tickets.read("form", fields.get("ticket", ""))
        except InvalidTicketError:
            raise _Refusal(self._pages.message(problems.BAD_FORM)) from None
        if ticket.age_seconds > DAY_SECONDS:
            raise _Refusal(self._pages.message(problems.OLD_FORM))
        form = Form(
            room=fields.get("room", "").strip()[: LONGEST_ROOM + 1],
            surname=fields.get("surname", "").strip()[: LONGEST_SURNAME + 1],
            terms=fields.get("terms") == "yes",
        )
        if ticket.age_seconds > FORM_SECONDS:
            self._refuse(ticket.redirect, form, problems.EXPIRED)
        errors = _errors(form)
        if errors:
            self._refuse(ticket.redirect, form, problems.incomplete(errors))
        return ticket.redirect, form

    async def _check(self, request: web.Request, redirect: PortalRedirect, form: Form) -> Allowance:
        """What the guest is let in with, if room and surname belong together."""
        guess = {"device": redirect.client_mac, "room": essence(form.room), "address": request.remote or ""}
        wait = self._limits.take(**guess)
        if wait:
            LOGGER.warning("too many attempts: device %s from %s", redirect.client_mac, request.remote)
            self._refuse(redirect, form, problems.TOO_MANY, {"Retry-After": str(math.ceil(wait))})
        allowance = await self._guests.allowance(form.room, form.surname)
        if allowance is None:
            self._refuse(redirect, form, problems.NO_MATCH)
        self._limits.forgive(**guess)
        return allowance

    async def _let_in(self, redirect: PortalRedirect, form: Form, allowance: Allowance) -> None:
        """Let the guest in who isn't yet: another admission would start the counters of the first from zero."""
        try:
            site = await self._site(redirect)
            client = await self._find_or_none(site, redirect)
        except NotFoundError:
            self._refuse(redirect, form, problems.NOT_SEEN)
        except UniFiError as error:
            LOGGER.error("the console can't be asked: %s", error)
            self._refuse(redirect, form, problems.UNREACHABLE)
        if client and not client.is_guest:
            self._refuse(redirect, form, problems.NO_GUEST)
        if client and client.is_authorized:
            return
        try:
            await site.hotspot.admit(
                redirect,
                minutes=allowance.minutes,
                data_megabytes=allowance.data_megabytes,
                rx_kbps=allowance.rx_kbps,
                tx_kbps=allowance.tx_kbps,
                wait_seconds=self._settings.wait_seconds,
            )
        except NotFoundError:
            self._refuse(redirect, form, problems.NOT_SEEN)
        except UniFiError as error:
            LOGGER.warning("letting %s in: %s", redirect.client_mac, error)
            await self._settle(site, redirect, form)

    async def _settle(self, site: SiteScope, redirect: PortalRedirect, form: Form) -> None:
        """Return if the guest is in after all; nothing is told that the console doesn't say."""
        try:
            client = await self._find_or_none(site, redirect)
        except UniFiError as error:
            LOGGER.warning("no answer from the console: %s", error)
            action = ("Check again", self._online_url(redirect))
            raise _Refusal(self._pages.message(problems.UNKNOWN, action)) from None
        if client is None or not client.is_authorized:
            self._refuse(redirect, form, problems.NOT_LET_IN)

    async def _site(self, redirect: PortalRedirect) -> SiteScope:
        return await self._network.find_site(redirect.site_reference)

    async def _find(self, site: SiteScope, redirect: PortalRedirect) -> Client:
        client = await site.clients.find(mac=redirect.client_mac)
        return await site.clients.get(client.id)  # lists leave out what is granted

    async def _find_or_none(self, site: SiteScope, redirect: PortalRedirect) -> Client | None:
        try:
            return await site.clients.find(mac=redirect.client_mac)
        except NotFoundError:
            return None

    def _online_url(self, redirect: PortalRedirect) -> str:
        return str(URL("/online").with_query(ticket=self._tickets.issue("online", redirect)))

    def _form(self, redirect: PortalRedirect, form: Form | None = None, problem: Problem | None = None) -> web.Response:
        return self._pages.sign_in(self._tickets.issue("form", redirect), redirect, form, problem)

    def _refuse(
        self, redirect: PortalRedirect, form: Form, problem: Problem, headers: dict[str, str] | None = None
    ) -> NoReturn:
        response = self._form(redirect, form, problem)
        response.headers.update(headers or {})
        raise _Refusal(response)

    @web.middleware
    async def _show_problems(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every refusal as a page for guests, also aiohttp's own and those that nobody thought of."""
        try:
            return await handler(request)
        except _Refusal as refusal:
            return refusal.response
        except web.HTTPRedirection:
            raise
        except web.HTTPException as error:
            return self._pages.message(problems.of_status(error.status))
        except Exception:
            LOGGER.exception("%s %s failed", request.method, request.path)
            return self._pages.message(problems.of_status(500))


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def _is_from_another_site(request: web.Request) -> bool:
    """Whether a browser says that the form was sent from elsewhere; the small browsers of phones may say nothing."""
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host


def _errors(form: Form) -> dict[str, str]:
    errors = {}
    if not form.room:
        errors["room"] = "Enter your room number"
    elif len(form.room) > LONGEST_ROOM:
        errors["room"] = f"A room number has at most {LONGEST_ROOM} characters"
    if not form.surname:
        errors["surname"] = "Enter your surname"
    elif len(form.surname) > LONGEST_SURNAME:
        errors["surname"] = f"Enter at most {LONGEST_SURNAME} characters"
    if not form.terms:
        errors["terms"] = "Accept the terms of use to go online"
    return errors

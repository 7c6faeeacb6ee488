"""The portal as a web application: from the console's redirect to a guest who is online.

`GET /guest/s/<site>/` is where the console sends a guest; it shows the form and asks the console nothing. `POST /sign-in`
checks the form and lets the guest in. `GET /online` shows what the console has granted, as often as it is loaded. `/health`
and `/metrics` are for whoever runs the portal.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import IPv6Address, ip_network
from typing import Final
from weakref import WeakValueDictionary

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from unifi_sdk import NetworkClient, NotFoundError, UniFiError
from unifi_sdk.network import InvalidRedirectError, PortalRedirect, parse_redirect

from . import problems
from .attempts import GuessLimits
from .departures import Departures
from .door import DAY_SECONDS, Address, Door, Refused
from .guests import Allowance, Guests, Stay, essence
from .languages import Languages
from .monitor import Monitor
from .pages import HEADERS, LONGEST, Form, House, Pages, Problem
from .record import Record
from .settings import Settings
from .tickets import InvalidTicketError, Purpose, Ticket, Tickets

__all__ = ["DAY_SECONDS", "FORM_SECONDS", "Portal"]

LOGGER: Final = logging.getLogger("portal")

FORM_SECONDS: Final = 15 * 60
HOUR_SECONDS: Final = 3600

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Portal:
    """A captive portal for hotel guests.

    Args:
        network: The Network application of the console; open while requests come.
        guests: Who stays in the house.
        settings: What differs between houses.
        limits: How often may be guessed.
        record: Where admissions are written down; None for nowhere, and the terms of use say so.
    """

    def __init__(
        self,
        network: NetworkClient,
        guests: Guests,
        settings: Settings,
        limits: GuessLimits | None = None,
        record: Record | None = None,
    ) -> None:
        self._guests = guests
        self._settings = settings
        self._limits = limits or GuessLimits()
        self._record = record
        self._house = House(settings.house, settings.zone, record.keep_days if record else None)
        self._languages = Languages()
        self._tickets = Tickets(settings.secret, settings.now)
        self._door = Door(network, settings, record)
        self._departures = Departures(guests, self._door, settings.now)
        self.monitor = Monitor(settings.watchers, settings.proxies, network.info.get)
        self.monitor.gauges["devices"] = (
            "Devices that are online by the portal's count.",
            lambda: len(self._door.rooms.taken()),
        )
        if record:
            self.monitor.problems["record"] = lambda: record.problem
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def app(self) -> web.Application:
        """The portal for any of aiohttp's servers."""
        app = web.Application(middlewares=[self._show_problems], client_max_size=32 * 1024)
        app.on_response_prepare.append(_add_headers)
        app.cleanup_ctx.append(self._keep_up)
        app.add_routes(
            [
                web.get("/guest/s/{site}/", self.arrive),
                web.get("/guest/s/{site}", self.arrive),
                web.post("/sign-in", self.sign_in),
                web.get("/online", self.show_online),
                web.get("/health", self.monitor.show_health),
                web.get("/metrics", self.monitor.show_metrics),
            ]
        )
        return app

    async def arrive(self, request: web.Request) -> web.Response:
        """The form, for a guest whom the console has sent."""
        try:
            redirect = parse_redirect(str(request.rel_url))
        except InvalidRedirectError as error:
            LOGGER.info("a redirect was refused: %s", error)
            raise Refused(problems.BAD_REDIRECT) from None
        return self._form(request, redirect)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Let the guest in who has filled in the form."""
        if _is_from_another_site(request):
            raise Refused(problems.BAD_FORM)
        ticket, form = await self._read_form(request)
        redirect = ticket.redirect
        try:
            _check_form(ticket, form)
            address = self._settings.proxies.sender(request)
            button = f"{address} {redirect.client_mac}"  # nobody waits for what somebody else does with this device
            async with self._locks.setdefault(button, asyncio.Lock()):  # a button that is pressed twice
                allowance = await self._check_guest(redirect, form, address)
                await self._door.let_in(redirect, Stay(form.room, form.surname), allowance, address)
        except Refused as refused:
            return self._refuse(request, refused, redirect, form)
        self.monitor.count("online")
        raise web.HTTPSeeOther(self._online_url(redirect))

    async def show_online(self, request: web.Request) -> web.Response:
        """What the console has granted to a guest who has signed in; the form again for one who isn't online any more."""
        redirect = self._read_ticket("online", request.query.get("ticket", "")).redirect
        try:
            client = await self._door.look(redirect)
        except NotFoundError:
            return self._form(request, redirect, problem=problems.NOT_ONLINE)
        except UniFiError as error:
            LOGGER.warning("no answer from the console: %s", error)
            return self._refuse(request, Refused(problems.UNKNOWN), redirect)
        if not client.is_authorized:
            return self._form(request, redirect, problem=problems.NOT_ONLINE)
        return self._pages(request).online(client.authorization, redirect)

    async def _read_form(self, request: web.Request) -> tuple[Ticket, Form]:
        """What the guest has sent, if this portal made the form."""
        try:
            async with asyncio.timeout(self._settings.read_seconds):
                sent = await request.post()
        except TimeoutError:  # somebody who sends a letter now and then holds nothing up
            raise web.HTTPRequestTimeout from None
        except (ValueError, LookupError, AssertionError, HttpProcessingError, web.RequestPayloadError):
            raise web.HTTPBadRequest from None  # a boundary or an encoding that is none
        fields = {name: value for name, value in sent.items() if isinstance(value, str)}
        form = Form(
            room=fields.get("room", "").strip()[: LONGEST["room"] + 1],
            surname=fields.get("surname", "").strip()[: LONGEST["surname"] + 1],
            terms=fields.get("terms") == "yes",
        )
        return self._read_ticket("form", fields.get("ticket", "")), form

    def _read_ticket(self, purpose: Purpose, text: str) -> Ticket:
        try:
            ticket = self._tickets.read(purpose, text)
        except InvalidTicketError:
            raise Refused(problems.BAD_FORM) from None
        if ticket.age_seconds > DAY_SECONDS:
            raise Refused(problems.OLD_FORM)
        return ticket

    async def _check_guest(self, redirect: PortalRedirect, form: Form, address: Address | None) -> Allowance:
        """What the guest is let in with, if room and surname belong together."""
        guess = {"device": redirect.client_mac, "room": essence(form.room), "address": _reach(address)}
        wait = self._limits.take(**guess)
        if wait:
            LOGGER.warning("too many attempts: device %s from %s", redirect.client_mac, address)
            raise Refused(problems.TOO_MANY, {"Retry-After": str(math.ceil(wait))})
        allowance = await self._guests.allowance(form.room, form.surname)
        if allowance is None:
            raise Refused(problems.NO_MATCH)
        self._limits.forgive(**guess)
        return allowance

    async def _keep_up(self, app: web.Application) -> AsyncIterator[None]:
        """While the portal runs, send out who has left, and delete admissions when their time of keeping is over."""
        await self._door.remember()
        tasks = [asyncio.create_task(_every(self._settings.check_seconds, self._departures.check))]
        if self._record:
            tasks.append(asyncio.create_task(_every(HOUR_SECONDS, self._record.prune)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _online_url(self, redirect: PortalRedirect) -> str:
        return str(URL("/online").with_query(ticket=self._tickets.issue("online", redirect)))

    def _pages(self, request: web.Request) -> Pages:
        return Pages(self._house, self._languages.choose(request.headers.get("Accept-Language", "")))

    def _form(
        self, request: web.Request, redirect: PortalRedirect, form: Form | None = None, problem: Problem | None = None
    ) -> web.Response:
        return self._pages(request).sign_in(self._tickets.issue("form", redirect), redirect, form, problem)

    def _refuse(
        self, request: web.Request, refused: Refused, redirect: PortalRedirect, form: Form | None = None
    ) -> web.Response:
        """The form again with what is wrong, or a way to look again when nobody knows."""
        self.monitor.count(refused.problem.key)
        if refused.problem is problems.UNKNOWN:
            return self._pages(request).message(refused.problem, self._online_url(redirect))
        response = self._form(request, redirect, form, refused.problem)
        response.headers.update(refused.headers)
        return response

    @web.middleware
    async def _show_problems(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every refusal as a page for guests, also aiohttp's own and those that nobody thought of."""
        try:
            return await handler(request)
        except Refused as refused:
            self.monitor.count(refused.problem.key)
            return self._pages(request).message(refused.problem)
        except web.HTTPRedirection:
            raise
        except web.HTTPException as error:
            return self._pages(request).message(problems.of_status(error.status))
        except Exception:
            LOGGER.exception("%s %s failed", request.method, request.path)
            return self._pages(request).message(problems.of_status(500))


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Do something from time to time; what fails is told, and done again the next time."""
    while True:
        try:
            await work()
        except Exception:
            LOGGER.exception("%s failed", work)
        await asyncio.sleep(seconds)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def _is_from_another_site(request: web.Request) -> bool:
    """Whether a browser says that the form was sent from elsewhere; the small browsers of phones may say nothing."""
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host


def _check_form(ticket: Ticket, form: Form) -> None:
    if ticket.age_seconds > FORM_SECONDS:
        raise Refused(problems.EXPIRED)
    errors = _errors(form)
    if errors:
        raise Refused(problems.incomplete(errors))


def _reach(address: Address | None) -> str:
    """One text for all the addresses that a guest can take: of IPv6, everybody has a whole network."""
    return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


def _errors(form: Form) -> dict[str, str]:
    errors = {}
    for name, text in ("room", form.room), ("surname", form.surname):
        if not text:
            errors[name] = f"{name}_missing"
        elif len(text) > LONGEST[name]:
            errors[name] = f"{name}_long"
    if not form.terms:
        errors["terms"] = "terms_missing"
    return errors

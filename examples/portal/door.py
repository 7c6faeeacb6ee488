"""Letting a guest in, and out: what the console knows of the device, whose it is, the room's places, and the record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from unifi_sdk import NetworkClient, NotFoundError, UniFiError
from unifi_sdk.network import PortalRedirect, SiteScope
from unifi_sdk.network.filters import ClientFilter
from unifi_sdk.network.models import Client

from . import problems
from .guests import Allowance, Stay
from .pages import Problem
from .record import Entry, Record
from .rooms import Place, Rooms
from .settings import Settings

__all__ = ["Address", "Door", "Refused"]

LOGGER: Final = logging.getLogger("portal")

DAY_SECONDS: Final = 24 * 3600
SITE_SECONDS: Final = 60

Address = IPv4Address | IPv6Address


class Refused(Exception):  # noqa: N818 - it is an answer
    """A guest is not let in, and is told why.

    Args:
        problem: What to tell.
        headers: More for the answer.
    """

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.key)
        self.problem = problem
        self.headers = headers or {}


class Door:
    """Lets devices in.

    Args:
        network: The Network application of the console.
        settings: What differs between houses.
        record: Where admissions are written down; None for nowhere.
    """

    def __init__(self, network: NetworkClient, settings: Settings, record: Record | None = None) -> None:
        self._network = network
        self._settings = settings
        self._record = record
        self._sites: dict[str, tuple[SiteScope, float]] = {}
        self.rooms = Rooms(settings.devices_per_room, settings.now)

    async def remember(self) -> None:
        """Take the places again that the record knows of, after a restart."""
        for entry in await self._record.in_force() if self._record else []:
            self.rooms.put(entry.device, Place(stay=Stay(entry.room, None), entry=entry))

    async def look(self, redirect: PortalRedirect) -> Client:
        """A device as the console shows it, with what is granted.

        Raises:
            NotFoundError: the console doesn't know it.
            UniFiError: the console can't be asked.
        """
        site = await self.site(redirect.site_reference)
        client = await site.clients.find(mac=redirect.client_mac)
        return await site.clients.get(client.id)  # lists leave out what is granted

    async def site(self, reference: str) -> SiteScope:
        """A site by its internal reference; a console with many guests isn't asked for its sites by each of them.

        Raises:
            NotFoundError: the console doesn't have it.
            UniFiError: the console can't be asked.
        """
        site, found_at = self._sites.get(reference, (None, 0.0))
        now = asyncio.get_running_loop().time()
        if site is None or now - found_at > SITE_SECONDS:
            site = await self._network.find_site(reference)
            self._sites[reference] = (site, now)
        return site

    async def let_in(self, redirect: PortalRedirect, stay: Stay, allowance: Allowance, address: Address | None) -> None:
        """Let a device in that isn't yet: another admission would start the counters of the first from zero.

        Args:
            redirect: Names the device and the site.
            stay: As typed.
            allowance: What the guest has.
            address: Where the guest's request came from.

        Raises:
            Refused: the device isn't in, or nobody knows.
        """
        try:
            site = await self.site(redirect.site_reference)
            client = await self._find_with_address(site, redirect)
        except NotFoundError:
            raise Refused(problems.NOT_SEEN) from None
        except UniFiError as error:
            LOGGER.error("the console can't be asked: %s", error)
            raise Refused(problems.UNREACHABLE) from None
        if client and not client.is_guest:
            raise Refused(problems.NO_GUEST)
        if self._settings.own_devices_only:
            _check_owner(redirect, client, address)
        if client and client.is_authorized:
            await self._stay_on(redirect.client_mac, stay)
            return
        now = self._settings.now()
        entry = Entry(
            at=now,
            until=now + (allowance.minutes * 60 if allowance.minutes else DAY_SECONDS),
            device=redirect.client_mac,
            room=stay.room,
            address=str(address) if address else None,
            site=redirect.site_reference,
        )
        place = Place(stay=stay, entry=entry)
        if not self.rooms.has_space_for(place):
            raise Refused(problems.ROOM_FULL)
        before = self.rooms.put(entry.device, place)
        try:
            await self._admit(site, redirect, allowance)
        except Refused as refused:
            if refused.problem is problems.UNKNOWN:  # the device may be in
                await self._write_down(entry)
            else:
                self.rooms.put(entry.device, before)
            raise
        await self._write_down(entry)

    async def _stay_on(self, device: str, stay: Stay) -> None:
        """A device that is in and signs in again, as one whose guest has got another room, is in for that one from now on."""
        place = self.rooms.taken().get(device)
        if place is None:
            return
        changed = Place(stay=stay, entry=replace(place.entry, room=stay.room))
        if self.rooms.has_space_for(changed):
            self.rooms.put(device, changed)
            if changed.room != place.room:
                await self._write_down(changed.entry)

    async def send_out(self, site_reference: str, places: Collection[Place]) -> None:
        """Send devices out that are in, and free their places; those that are away keep theirs until they are back.

        Args:
            site_reference: Where they are.
            places: Up to 50.

        Raises:
            UniFiError: the console can't be asked, or nobody knows whether it has done so.
        """
        site = await self.site(site_reference)
        by_device = {place.entry.device: place for place in places}
        async for client in site.clients.list(filter=ClientFilter.mac_address.in_(*by_device)):
            device = (client.mac_address or "").lower()
            if self.rooms.taken().get(device) is not by_device.get(device):
                continue  # somebody has signed in with it meanwhile
            if client.is_authorized:
                LOGGER.info("%s is sent out: the guest has left the house", device)
                await site.clients.unauthorize(client.id)
            place = self.rooms.put(device, None)
            if place:
                await self._write_down(replace(place.entry, until=self._settings.now()))

    async def _write_down(self, entry: Entry) -> None:
        if self._record:
            await self._record.add(entry)

    async def _admit(self, site: SiteScope, redirect: PortalRedirect, allowance: Allowance) -> None:
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
            raise Refused(problems.NOT_SEEN) from None
        except UniFiError as error:
            LOGGER.warning("letting %s in: %s", redirect.client_mac, error)
            await self._settle(site, redirect)

    async def _settle(self, site: SiteScope, redirect: PortalRedirect) -> None:
        """Return if the guest is in after all; nothing is told that the console doesn't say."""
        try:
            client = await _find_or_none(site, redirect)
        except UniFiError as error:
            LOGGER.warning("no answer from the console: %s", error)
            raise Refused(problems.UNKNOWN) from None
        if client is None or not client.is_authorized:
            raise Refused(problems.NOT_LET_IN)

    async def _find_with_address(self, site: SiteScope, redirect: PortalRedirect) -> Client | None:
        """The device; when its address matters, one that has only just joined is waited for until the console shows it."""
        until = asyncio.get_running_loop().time() + self._settings.wait_seconds
        client = await _find_or_none(site, redirect)
        while self._settings.own_devices_only and (client is None or not client.ip_address):
            if asyncio.get_running_loop().time() >= until:
                break
            await asyncio.sleep(1)
            client = await _find_or_none(site, redirect)
        return client


async def _find_or_none(site: SiteScope, redirect: PortalRedirect) -> Client | None:
    try:
        return await site.clients.find(mac=redirect.client_mac)
    except NotFoundError:
        return None


def _check_owner(redirect: PortalRedirect, client: Client | None, address: Address | None) -> None:
    """A redirect is not signed; that the console has given the sender's address to this device says whose it is."""
    if client is None or not client.ip_address:
        raise Refused(problems.NOT_SEEN)
    if address is None or client.ip_address != str(address):
        LOGGER.warning("%s signs in the device %s of %s", address, redirect.client_mac, client.ip_address)
        raise Refused(problems.OTHER_DEVICE)

"""The console behind an entry: how it is opened, what is on it, and which one it is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.const import CONF_ACCESS_TOKEN, CONF_API_KEY, CONF_HOST
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from unifi_sdk import Console, NotFoundError, NotSupportedError, Pinned, UnexpectedContentError, fetch_certificate
from unifi_sdk.network.site import SiteScope

from .const import ACCESS, CONF_ACCESS_PORT, CONF_FINGERPRINTS, CONF_SITE, DEFAULT_SITE, NETWORK, PROTECT

_NOT_THERE = (NotFoundError, NotSupportedError, UnexpectedContentError)
"""What an application that is not installed answers, and one that starts as well."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a console has, and what no other console is called."""

    applications: tuple[str, ...]
    ids: tuple[str, ...]
    """The id of the site in the classic API, and that of the recorder: certificates and addresses change, and the UUID of the
    default site is the same everywhere."""


def open_console(hass: HomeAssistant, data: Mapping[str, Any]) -> Console:
    """The console of an entry, over the session of Home Assistant, which stays open when the console is closed."""
    return Console(
        data[CONF_HOST],
        api_key=data[CONF_API_KEY],
        access_token=data.get(CONF_ACCESS_TOKEN),
        access_port=data[CONF_ACCESS_PORT],
        tls={int(port): Pinned(text) for port, text in data[CONF_FINGERPRINTS].items()},
        session=async_get_clientsession(hass),
    )


async def read_fingerprints(data: Mapping[str, Any]) -> dict[str, str]:
    """The fingerprints that a console presents at this moment, by port; nothing but a TLS greeting is sent for them.

    Args:
        data: Of an entry: where the console is, and whether there is a token for Access.
    """
    host, _, port = Console(data[CONF_HOST]).address.rpartition(":")
    ports = [int(port), *([data[CONF_ACCESS_PORT]] if data.get(CONF_ACCESS_TOKEN) else [])]
    certificates = await asyncio.gather(*(fetch_certificate(host, port) for port in ports))
    return {str(port): each.fingerprint for port, each in zip(ports, certificates, strict=True)}


async def find_site(console: Console, data: Mapping[str, Any]) -> SiteScope:
    """The site of an entry."""
    if data[CONF_SITE] == DEFAULT_SITE:
        return await console.network.default_site()
    return await console.network.find_site(data[CONF_SITE])


async def look_around(console: Console, data: Mapping[str, Any]) -> Found:
    """Ask each application that can be there.

    Args:
        console: The console.
        data: Of its entry.
    """
    applications, ids = [], []
    if await _has_network(console):
        site = await find_site(console, data)
        networks = await site.classic.networks.list()
        ids += [network.site_id for network in networks if network.site_id][:1]
        applications.append(NETWORK)
    if data.get(CONF_ACCESS_TOKEN):
        await console.access.doors.list()
        applications.append(ACCESS)
    try:
        ids.append((await console.protect.nvr.get()).id)
        applications.append(PROTECT)
    except _NOT_THERE:
        pass  # a console without cameras
    return Found(applications=tuple(applications), ids=tuple(ids))


async def _has_network(console: Console) -> bool:
    try:
        await console.network.info.get()
    except _NOT_THERE:
        return False
    return True

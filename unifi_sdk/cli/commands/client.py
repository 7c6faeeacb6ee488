"""`unifi client`: what is connected, and guests who are let in and out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.named import MAC_ADDRESS
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions, whole
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show, show_list
from unifi_sdk.cli.writes import check_allowed, perform
from unifi_sdk.errors import BadRequestError

if TYPE_CHECKING:
    from unifi_sdk.network.models import UnauthorizationResult
    from unifi_sdk.network.site import SiteScope

app = App(name="client", version_flags=())

_KNOWN_COLUMNS: Final = ("mac", "name", "hostname", "last_ip", "last_seen", "blocked", "fixed_ip", "id")
_COLUMNS = ("id", "name", "mac_address", "ip_address", "type", "access.type", "access.authorized")


@app.command(name="list")
async def list_clients(*, known: bool = False, options: ListOptions = ListOptions()) -> Exit:
    """List what is connected now.

    Args:
        known: Everyone that the site remembers instead, connected or not; by the classic API.
    """
    async with at_site(options) as site:
        if known:
            return await show_list(options, site.classic.clients.list(), _KNOWN_COLUMNS, "clients")
        return await show_list(options, site.clients.list(), _COLUMNS, "clients")


@app.command
async def get(client: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one client.

    Args:
        client: Its id or its MAC address.
    """
    async with at_site(options) as site:
        return show(options, await site.clients.get(await _id_of(site, client)))


@app.command
async def authorize(
    client: str,
    /,
    *,
    minutes: Annotated[int | None, whole(1, 1_000_000)] = None,
    data_mb: Annotated[int | None, whole(1, 1_048_576)] = None,
    rx_kbps: Annotated[int | None, whole(2, 100_000)] = None,
    tx_kbps: Annotated[int | None, whole(2, 100_000)] = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Let a guest in, without a voucher; one who is in already starts anew with these limits.

    Args:
        client: The guest's id or MAC address.
        minutes: For how long, 1 to 1,000,000; the site's own time limit when left out.
        data_mb: Megabytes, 1 to 1,048,576; any amount when left out.
        rx_kbps: Download limit in kilobits a second, 2 to 100,000.
        tx_kbps: Upload limit in kilobits a second, 2 to 100,000.
    """
    check_allowed(options, "client authorize")
    limits: dict[str, Data] = {"minutes": minutes, "data_mb": data_mb, "rx_kbps": rx_kbps, "tx_kbps": tx_kbps}
    async with at_site(options) as site:
        client_id = await _id_of(site, client)
        about: dict[str, Data] = {"action": "AUTHORIZE_GUEST_ACCESS", "id": client_id}
        return await perform(
            options,
            lambda: site.clients.authorize(
                client_id, minutes=minutes, data_megabytes=data_mb, rx_kbps=rx_kbps, tx_kbps=tx_kbps
            ),
            about | {name: value for name, value in limits.items() if value is not None},
            lambda result: {"result": result},
            site=site,
        )


@app.command
async def unauthorize(client: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Send a guest out, at once; one who is out already is no error.

    Args:
        client: The guest's id or MAC address.
    """
    check_allowed(options, "client unauthorize")
    async with at_site(options) as site:
        client_id = await _id_of(site, client)

        async def send_out() -> UnauthorizationResult | None:
            try:
                return await site.clients.unauthorize(client_id)
            except BadRequestError:
                if await _is_out(site, client_id):
                    return None
                raise

        return await perform(
            options,
            send_out,
            {"action": "UNAUTHORIZE_GUEST_ACCESS", "id": client_id},
            lambda result: {"existed": result is not None} | ({} if result is None else {"result": result}),
            site=site,
        )


@app.command
async def block(mac: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Throw a client out and keep it out, on cable and Wi-Fi. By the classic API, which the vendor doesn't document.

    Args:
        mac: Its MAC address; one that the site has seen.
    """
    return await _do("block", mac, lambda site: site.classic.clients.block(mac), options)


@app.command
async def unblock(mac: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Let a blocked client in again. By the classic API.

    Args:
        mac: Its MAC address.
    """
    return await _do("unblock", mac, lambda site: site.classic.clients.unblock(mac), options)


@app.command
async def reconnect(mac: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Have a client on Wi-Fi connect anew. By the classic API; it is never asked twice.

    Args:
        mac: Its MAC address.
    """
    return await _do("reconnect", mac, lambda site: site.classic.clients.reconnect(mac), options)


@app.command
async def forget(mac: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Have the site forget a client, with its name, note, reservation and history. By the classic API.

    Args:
        mac: Its MAC address.
    """
    return await _do("forget", mac, lambda site: site.classic.clients.forget(mac), options)


@app.command
async def reserve(mac: str, ip: str | None = None, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Give a client the same address every time, or any one again when none is named. By the classic API.

    Args:
        mac: Its MAC address.
        ip: An IPv4 address in one of the site's networks.
    """

    def call(site: SiteScope) -> Awaitable[object]:
        reservations = site.classic.reservations
        return reservations.clear_address(mac) if ip is None else reservations.set_address(mac, ip)

    return await _do("reserve", mac, call, options, {"ip": ip})


@app.command
async def rename(mac: str, name: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Give a client another name. By the classic API.

    Args:
        mac: Its MAC address.
        name: What it is called from now on.
    """
    return await _do(
        "rename", mac, lambda site: site.classic.reservations.set_alias(mac, name), options, {"name": name}
    )


async def _do(
    verb: str,
    mac: str,
    call: Callable[[SiteScope], Awaitable[object]],
    options: WriteOptions,
    about: Mapping[str, Data] = MappingProxyType({}),
) -> Exit:
    check_allowed(options, f"client {verb}")
    async with at_site(options) as site:
        return await perform(
            options,
            lambda: call(site),
            {"action": f"client.{verb}", "mac": mac, **about},
            lambda result: {} if result is None else {"result": result},
            site=site,
        )


async def _is_out(site: SiteScope, client_id: str) -> bool:
    from unifi_sdk.network.models import GuestAccess

    access = (await site.clients.get(client_id)).access
    return isinstance(access, GuestAccess) and access.authorized is False


async def _id_of(site: SiteScope, client: str) -> str:
    """The id of a client, which is looked up when its MAC address was given."""
    return (await site.clients.find(mac=client)).id if MAC_ADDRESS.fullmatch(client) else client

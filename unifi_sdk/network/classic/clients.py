"""Clients of a site: everyone that it remembers, and what can be done to them."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from unifi_sdk._core.check import at_least, mac_address
from unifi_sdk.errors import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._records import check_is_no_device, find_record, known_record
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.clients import (
    ClientGroup,
    ClientRecord,
    ClientSides,
    KnownClient,
    OnlineClient,
)
from unifi_sdk.network.clients import Clients
from unifi_sdk.network.models.clients import Client, WiredClient, WirelessClient
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["ClassicClients"]

_Command: TypeAlias = Literal["block-sta", "unblock-sta", "kick-sta", "forget-sta"]

_TO_MAKE_ONE: Final = ": pass create_record=True to have it make a record"


class ClassicClients(ClassicResource):
    """Clients of a site, online or not: block, unblock, reconnect, forget.

    The vendor documents none of it. The console itself takes any text for a MAC address and makes a record of it; here an
    address is checked, and unknown ones and the site's own devices are refused before anything is written.
    """

    def list(self) -> Paginator[KnownClient]:
        """Everyone that the site remembers, online or not, in one request."""
        return list_all(self._v1, "GET /rest/user", KnownClient)

    def online(self) -> Paginator[OnlineClient]:
        """Everyone that is connected, with where and how well; blocked clients are not among them."""
        return list_all(self._v1, "GET /stat/sta", OnlineClient)

    def history(self, *, within_hours: int = 0, include_blocked: bool = True) -> Paginator[ClientRecord]:
        """Everyone that is not connected, as the console's own pages list them.

        Args:
            within_hours: Who was seen in this time; 0 for everyone.
            include_blocked: Whether blocked clients are among them.

        Raises:
            ConfigurationError: the time is below 0.
            NotSupportedError: this version does not have the list.
        """
        at_least(0, within_hours=within_hours)
        query = {"withinHours": within_hours, "onlyNonBlocked": not include_blocked, "includeUnifiDevices": False}
        return list_all(self._v2, "GET /clients/history", ClientRecord, query=query)

    def groups(self) -> Paginator[ClientGroup]:
        """The groups that clients can be in; each is a limit of bandwidth."""
        return list_all(self._v1, "GET /rest/usergroup", ClientGroup)

    async def get(self, client_id: str) -> KnownClient:
        """What the site remembers of one client.

        Args:
            client_id: `KnownClient.id`, which is no id of the official API; for a MAC address there is `find`.

        Raises:
            NotFoundError: no client has this id.
        """
        return await self._v1.one("GET /rest/user/{user_id}", KnownClient, user_id=client_id)

    async def find(self, *, mac: str) -> ClientSides:
        """One client from every side, in three requests.

        Args:
            mac: In any usual spelling.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen it.
        """
        address = mac_address(mac)
        known, online, client = (
            await find_record(self._v1, address),
            await self._connection(address),
            await self._official(address),
        )
        if known is None and online is None and client is None:
            raise NotFoundError(f"the site has never seen a client with the address {address}", application=APPLICATION)
        return ClientSides(mac=address, known=known, online=online, client=client)

    async def everyone(self) -> tuple[ClientSides, ...]:
        """Everyone that the site remembers or sees, from every side; three lists are read for it."""
        known = {each.mac.lower(): each for each in await self.list()}
        online = {each.mac.lower(): each for each in await self.online()}
        official = {mac: each async for each in self._clients().list() if (mac := _address(each))}
        return tuple(
            ClientSides(mac=mac, known=known.get(mac), online=online.get(mac), client=official.get(mac))
            for mac in {**known, **online, **official}
        )

    async def block(
        self, mac: str, *, create_record: bool = False, timeout_seconds: float | None = None
    ) -> KnownClient:
        """Throw a client out and keep it out, on cable and Wi-Fi, until it is unblocked.

        It vanishes from `online` and from the official list; `list` and `find` still know it.

        Args:
            mac: In any usual spelling.
            create_record: Block an address that the site has never seen too; a record is made of it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            What the site remembers of it afterwards.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen it, and shall make no record.
            PermissionDeniedError: it is a UniFi device of the site, or the key may not write.
        """
        return await self._switch("block-sta", mac, create_record=create_record, timeout_seconds=timeout_seconds)

    async def unblock(
        self, mac: str, *, create_record: bool = False, timeout_seconds: float | None = None
    ) -> KnownClient:
        """Let a blocked client in again; it comes back by itself.

        Args:
            mac: In any usual spelling.
            create_record: Unblock an address that the site has never seen too; a record is made of it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            What the site remembers of it afterwards.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen it, and shall make no record.
            PermissionDeniedError: it is a UniFi device of the site, or the key may not write.
        """
        return await self._switch("unblock-sta", mac, create_record=create_record, timeout_seconds=timeout_seconds)

    async def reconnect(self, mac: str, *, timeout_seconds: float | None = None) -> None:
        """Throw a client off the Wi-Fi, so that it connects anew; it is never sent twice by itself.

        Args:
            mac: In any usual spelling; a client on Wi-Fi.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: no such client is connected over Wi-Fi.
            OutcomeUnknownError: the answer was lost; `OnlineClient.latest_assoc_time` tells.
        """
        await self._station_command("kick-sta", Safety.UNSAFE, timeout_seconds, mac=mac_address(mac))

    async def forget(self, *macs: str, timeout_seconds: float | None = None) -> None:
        """Delete what the site remembers of clients: names, notes, reservations and their history. There is no way back.

        Whoever is online appears again as a stranger. Takes minutes on large sites.

        Args:
            macs: One or more, in any usual spelling; unknown ones are passed over.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: there is none, or one is no MAC address.
            ConflictError: one is blocked, and would come back unblocked: unblock it first.
        """
        if not macs:
            raise ConfigurationError("macs: give one or more MAC addresses")
        addresses = list(dict.fromkeys(mac_address(mac, "macs") for mac in macs))
        for address in addresses:
            record = await find_record(self._v1, address)
            if record is not None and record.is_blocked:
                raise ConflictError(
                    f"{address} is blocked, and forgetting it would forget that too: unblock it first",
                    application=APPLICATION,
                )
        await self._station_command("forget-sta", Safety.IDEMPOTENT, timeout_seconds, macs=addresses)

    async def _switch(
        self, command: _Command, mac: str, *, create_record: bool, timeout_seconds: float | None
    ) -> KnownClient:
        address = mac_address(mac)
        await check_is_no_device(self._v1, address)
        if not create_record:
            await known_record(self._v1, address, hint=_TO_MAKE_ONE)
        await self._station_command(command, Safety.IDEMPOTENT, timeout_seconds, mac=address)
        return await known_record(self._v1, address)

    async def _station_command(
        self, cmd: _Command, safety: Safety, timeout_seconds: float | None, **arguments: object
    ) -> None:
        await self._v1.call(
            "POST /cmd/stamgr",
            None,
            body={"cmd": cmd, **arguments},
            safety=safety,
            deadline_seconds=timeout_seconds,
        )

    async def _connection(self, mac: str) -> OnlineClient | None:
        """How a client is connected, or None; whether an offline one is refused or left out depends on the version."""
        try:
            return await self._v1.one("GET /stat/sta/{mac}", OnlineClient, mac=mac)
        except NotFoundError:
            return None

    async def _official(self, mac: str) -> Client | None:
        try:
            return await self._clients().find(mac=mac)
        except NotFoundError:
            return None

    def _clients(self) -> Clients:
        return Clients(self._room.official, self._room.site_id)


def _address(client: Client) -> str | None:
    if not isinstance(client, WiredClient | WirelessClient) or client.mac_address is None:
        return None
    return client.mac_address.lower()

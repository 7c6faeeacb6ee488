"""What is set on the record of a client: its address, DNS name, alias, note and group, each without touching the others."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from unifi_sdk._core.check import encodable, mac_address, not_empty
from unifi_sdk.errors import ApiError, ConfigurationError, ConflictError, UniFiError
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._records import find_record, known_record
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.clients import ClassicClients
from unifi_sdk.network.classic.errors import AddressTakenError
from unifi_sdk.network.classic.models.clients import KnownClient
from unifi_sdk.network.classic.networks import ClassicNetworks
from unifi_sdk.network.devices import Devices
from unifi_sdk.retry import Safety

__all__ = ["Reservations"]

_TO_MAKE_ONE: Final = ": pass create_record=True to have it make a record"
_TAKEN: Final = (
    "api.err.DuplicateFixedIP",
    "api.err.FixedIpAlreadyUsedByClient",
    "api.err.FixedIpAlreadyUsedByDevice",
)
_HOST_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_-]{1,63})*"
)


class Reservations(ClassicResource):
    """Fixed addresses, DNS names, aliases, notes and groups of clients, online or not.

    Each is set and cleared by itself: a console leaves alone what a write does not name. Every method gives what the site
    remembers of the client afterwards.
    """

    async def set_address(
        self,
        mac: str,
        ip: str,
        *,
        network_id: str | None = None,
        create_record: bool = False,
        timeout_seconds: float | None = None,
    ) -> KnownClient:
        """Give a client the same IPv4 address every time; it takes it when it renews its lease, or connects anew.

        Args:
            mac: In any usual spelling.
            ip: An IPv4 address in one of the site's networks; it may lie in the range for DHCP.
            network_id: The classic id of the network; found by the address when left out.
            create_record: Do it for a client that the site has never seen too.
            timeout_seconds: For each write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC or no IPv4 address, or no network has such addresses.
            AddressTakenError: somebody else has it; `AddressTakenError.holder` tells who.
            BadRequestError: the console does not take the address.
            NotFoundError: the site has never seen the client, and shall make no record.
        """
        address = _ipv4(ip)
        fields = {
            "use_fixedip": True,
            "fixed_ip": address,
            "network_id": network_id or await self._network_of(address),
        }
        try:
            return await self._set_or_create(mac, fields, timeout_seconds, create_record=create_record)
        except ApiError as error:
            if error.code not in _TAKEN:
                raise
            refusal = error
        raise AddressTakenError.from_refusal(
            refusal, await self._holder_if_told(address, mac_address(mac))
        ) from refusal

    async def clear_address(
        self, mac: str, *, with_dns_name: bool = False, timeout_seconds: float | None = None
    ) -> KnownClient:
        """Let a client have any address again.

        Args:
            mac: In any usual spelling.
            with_dns_name: Clear its DNS name too, which can't be without a reservation.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            ConflictError: it has a DNS name, and shall keep it.
            NotFoundError: the site has never seen the client.
        """
        record = await known_record(self._v1, mac_address(mac))
        if record.dns_name and not with_dns_name:
            raise ConflictError(
                f"{record.mac} has a DNS name, which needs the reserved address: pass with_dns_name=True to clear both",
                application=APPLICATION,
            )
        fields: dict[str, object] = {"use_fixedip": False}
        if record.local_dns_record_enabled:
            fields["local_dns_record_enabled"] = False
        return await self._put_fields(record, fields, timeout_seconds)

    async def set_dns_name(self, mac: str, name: str, *, timeout_seconds: float | None = None) -> KnownClient:
        """Have the gateway answer for a client under a DNS name; from UniFi Network 7.2 on.

        Args:
            mac: In any usual spelling; a client with a reserved address.
            name: Such as ``nas.home``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address, or no DNS name.
            BadRequestError: the client has no reserved address, or the name is taken.
            NotFoundError: the site has never seen the client.
        """
        if not _HOST_NAME.fullmatch(name):
            raise ConfigurationError("name is no DNS name: it has letters, digits and hyphens, with dots between them")
        return await self._set_fields(
            mac, {"local_dns_record_enabled": True, "local_dns_record": name}, timeout_seconds=timeout_seconds
        )

    async def clear_dns_name(self, mac: str, *, timeout_seconds: float | None = None) -> KnownClient:
        """Take the DNS name from a client.

        Args:
            mac: In any usual spelling.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen the client.
        """
        return await self._set_fields(mac, {"local_dns_record_enabled": False}, timeout_seconds)

    async def set_alias(
        self, mac: str, name: str, *, create_record: bool = False, timeout_seconds: float | None = None
    ) -> KnownClient:
        """Call a client by a name of yours; the official API shows it too.

        Args:
            mac: In any usual spelling.
            name: Not empty; several clients may have the same.
            create_record: Do it for a client that the site has never seen too.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address, or the name is empty.
            NotFoundError: the site has never seen the client, and shall make no record.
        """
        not_empty(name=name)
        return await self._set_or_create(mac, {"name": name}, timeout_seconds, create_record=create_record)

    async def clear_alias(self, mac: str, *, timeout_seconds: float | None = None) -> KnownClient:
        """Call a client again as it calls itself.

        Args:
            mac: In any usual spelling.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen the client.
        """
        return await self._set_fields(mac, {"name": ""}, timeout_seconds)

    async def set_note(
        self, mac: str, note: str, *, create_record: bool = False, timeout_seconds: float | None = None
    ) -> KnownClient:
        """Keep a note with a client.

        Args:
            mac: In any usual spelling.
            note: Not empty.
            create_record: Do it for a client that the site has never seen too.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address, or the note is empty.
            NotFoundError: the site has never seen the client, and shall make no record.
        """
        not_empty(note=note)
        fields = {"note": note, "noted": True}
        return await self._set_or_create(mac, fields, timeout_seconds, create_record=create_record)

    async def clear_note(self, mac: str, *, timeout_seconds: float | None = None) -> KnownClient:
        """Delete the note of a client; that it once had one stays known (`KnownClient.noted`).

        Args:
            mac: In any usual spelling.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen the client.
        """
        return await self._set_fields(mac, {"note": ""}, timeout_seconds)

    async def set_group(self, mac: str, group_id: str, *, timeout_seconds: float | None = None) -> KnownClient:
        """Put a client into a group, which limits its bandwidth.

        Args:
            mac: In any usual spelling.
            group_id: `ClientGroup.id` of one of ``site.classic.clients.groups()``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address, or the id is empty.
            NotFoundError: the site has never seen the client.
        """
        not_empty(group_id=group_id)
        return await self._set_fields(mac, {"usergroup_id": group_id}, timeout_seconds)

    async def clear_group(self, mac: str, *, timeout_seconds: float | None = None) -> KnownClient:
        """Take a client out of its group.

        Args:
            mac: In any usual spelling.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has never seen the client.
        """
        return await self._set_fields(mac, {"usergroup_id": ""}, timeout_seconds)

    async def _set_fields(
        self, mac: str, fields: dict[str, object], timeout_seconds: float | None, *, hint: str = ""
    ) -> KnownClient:
        _check_texts(fields)
        record = await known_record(self._v1, mac_address(mac), hint=hint)
        return await self._put_fields(record, fields, timeout_seconds)

    async def _set_or_create(
        self, mac: str, fields: dict[str, object], timeout_seconds: float | None, *, create_record: bool
    ) -> KnownClient:
        address = mac_address(mac)
        _check_texts(fields)
        if not create_record or await find_record(self._v1, address) is not None:
            return await self._set_fields(address, fields, timeout_seconds, hint=_TO_MAKE_ONE)
        await self._v1.call(
            "POST /rest/user",
            None,
            body={"mac": address, **fields},
            safety=Safety.UNSAFE,
            deadline_seconds=timeout_seconds,
        )
        return await known_record(self._v1, address)

    async def _put_fields(
        self, record: KnownClient, fields: dict[str, object], timeout_seconds: float | None
    ) -> KnownClient:
        await self._v1.call(
            "PUT /rest/user/{user_id}", None, body=fields, user_id=record.id, deadline_seconds=timeout_seconds
        )
        return await known_record(self._v1, record.mac)

    async def _network_of(self, address: str) -> str:
        """The id of the network in which an address lies."""
        for network in await ClassicNetworks(self._room).list():
            if _lies_in(address, network.ip_subnet):
                return network.id
        raise ConfigurationError(f"ip: no network of this site has the address {address}; pass network_id if one has")

    async def _holder_if_told(self, address: str, mac: str) -> str | None:
        try:
            return await self._holder(address, mac)
        except UniFiError:
            return None

    async def _holder(self, address: str, mac: str) -> str | None:
        """Who has an address, or reserved it, as far as the site tells; never the one who wants it."""
        clients = ClassicClients(self._room)
        devices = Devices(self._room.official, self._room.site_id)
        holders = [
            *((each.reserved_ip, each.mac) for each in await clients.list()),
            *((each.ip, each.mac) for each in await clients.online()),
            *((each.ip_address, each.mac_address) for each in await devices.list()),
        ]
        return next((holder for ip, holder in holders if ip == address and holder != mac), None)


def _check_texts(fields: dict[str, object]) -> None:
    encodable(**{name: value for name, value in fields.items() if isinstance(value, str)})


def _lies_in(address: str, subnet: str | None) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(subnet or "", strict=False)
    except ValueError:
        return False


def _ipv4(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text.strip()))
    except ValueError:
        pass
    raise ConfigurationError("ip is no IPv4 address, such as 192.168.1.50")

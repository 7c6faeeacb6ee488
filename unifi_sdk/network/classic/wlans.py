"""WLANs of a site: on and off, passphrase, name on the air, times, and who is in them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from unifi_sdk._core.check import between, not_empty
from unifi_sdk._core.found import the_one
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.clients import ClassicClients
from unifi_sdk.network.classic.models.clients import OnlineClient
from unifi_sdk.network.classic.models.wlans import Wlan, WlanSchedule
from unifi_sdk.pagination import Paginator

__all__ = ["Wlans"]

_PASSPHRASE: Final = re.compile(r"[\x20-\x7e]{8,255}")
_MINUTES_OF_A_DAY: Final = 1440


class Wlans(ClassicResource):
    """WLANs of a site; ``site.wifi_broadcasts`` has all their settings.

    **Each write has the access points start their radios anew: everybody on Wi-Fi is cut off for 15 to 30 seconds,** in other
    WLANs too. What is so already is not written.
    """

    def list(self) -> Paginator[Wlan]:
        """Every WLAN."""
        return list_all(self._v1, "GET /rest/wlanconf", Wlan)

    async def get(self, wlan_id: str) -> Wlan:
        """One WLAN.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        return await self._v1.one("GET /rest/wlanconf/{wlan_id}", Wlan, wlan_id=wlan_id)

    async def find(self, *, name: str) -> Wlan:
        """One WLAN by its name.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no WLAN is called so.
            ConflictError: several WLANs are called so.
        """
        not_empty(name=name)
        return the_one(
            [wlan for wlan in await self.list() if wlan.name == name], f"WLAN is called {name!r}", APPLICATION
        )

    async def clients(self, wlan_id: str, *, guests_only: bool = False) -> tuple[OnlineClient, ...]:
        """Who is in a WLAN.

        Args:
            wlan_id: Which.
            guests_only: Leave out whoever is no guest.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        name = (await self.get(wlan_id)).name
        online = await ClassicClients(self._room).online()
        return tuple(each for each in online if each.essid == name and (each.is_guest or not guests_only))

    async def enable(self, wlan_id: str, *, timeout_seconds: float | None = None) -> Wlan:
        """Put a WLAN on the air; Wi-Fi is cut off for up to half a minute.

        Args:
            wlan_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        return await self._set_wlan(wlan_id, {"enabled": True}, timeout_seconds)

    async def disable(self, wlan_id: str, *, timeout_seconds: float | None = None) -> Wlan:
        """Take a WLAN off the air, and everybody in it off the network; Wi-Fi is cut off for up to half a minute.

        Args:
            wlan_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        return await self._set_wlan(wlan_id, {"enabled": False}, timeout_seconds)

    async def set_passphrase(self, wlan_id: str, secret: str, *, timeout_seconds: float | None = None) -> Wlan:
        """Give a WLAN another passphrase; whoever is in it has to type the new one.

        Args:
            wlan_id: Which.
            secret: 8 to 255 printable characters of ASCII; devices take up to 63, or 64 hexadecimal digits.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: it is too short, too long, or has other characters.
            NotFoundError: no WLAN has this id.
        """
        if not _PASSPHRASE.fullmatch(secret):
            raise ConfigurationError("secret must have 8 to 255 printable characters of ASCII")
        return await self._set_wlan(wlan_id, {"x_passphrase": secret}, timeout_seconds)

    async def hide(self, wlan_id: str, *, timeout_seconds: float | None = None) -> Wlan:
        """Keep the name of a WLAN off the air; Wi-Fi is cut off for up to half a minute.

        Args:
            wlan_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        return await self._set_wlan(wlan_id, {"hide_ssid": True}, timeout_seconds)

    async def show(self, wlan_id: str, *, timeout_seconds: float | None = None) -> Wlan:
        """Let a WLAN tell its name; Wi-Fi is cut off for up to half a minute.

        Args:
            wlan_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        return await self._set_wlan(wlan_id, {"hide_ssid": False}, timeout_seconds)

    async def set_schedule(
        self, wlan_id: str, times: Collection[WlanSchedule], *, timeout_seconds: float | None = None
    ) -> Wlan:
        """Have a WLAN on the air at these times alone; all earlier times are replaced.

        Args:
            wlan_id: Which.
            times: One or more.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: there is none, or one can't be.
            NotFoundError: no WLAN has this id.
        """
        if not times:
            raise ConfigurationError("times: give one or more; clear_schedule() has it on the air always")
        for each in times:
            between(0, 23, start_hour=each.start_hour)
            between(0, 59, start_minute=each.start_minute)
            between(1, _MINUTES_OF_A_DAY, duration_minutes=each.duration_minutes)
            if not each.start_days_of_week:
                raise ConfigurationError("times: one has no days")
        fields = {"schedule_enabled": True, "schedule_with_duration": tuple(times)}
        return await self._set_wlan(wlan_id, fields, timeout_seconds)

    async def clear_schedule(self, wlan_id: str, *, timeout_seconds: float | None = None) -> Wlan:
        """Have a WLAN on the air always; Wi-Fi is cut off for up to half a minute.

        Args:
            wlan_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no WLAN has this id.
        """
        return await self._set_wlan(wlan_id, {"schedule_enabled": False}, timeout_seconds)

    async def _set_wlan(self, wlan_id: str, fields: dict[str, object], timeout_seconds: float | None) -> Wlan:
        wlan = await self.get(wlan_id)
        if all(getattr(wlan, name) == value for name, value in fields.items()):
            return wlan
        await self._v1.call(
            "PUT /rest/wlanconf/{wlan_id}", None, body=fields, wlan_id=wlan_id, deadline_seconds=timeout_seconds
        )
        return await self.get(wlan_id)

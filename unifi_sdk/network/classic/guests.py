"""Guests of a site: who used which voucher, when, and how much."""

from __future__ import annotations

from unifi_sdk._core.check import at_least
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.guests import GuestEntry, GuestOfVoucher
from unifi_sdk.network.vouchers import Vouchers
from unifi_sdk.pagination import Paginator

__all__ = ["Guests"]


class Guests(ClassicResource):
    """Guests of a site, past and present; ``site.clients`` and ``site.hotspot`` let them in and out."""

    def list(self, *, within_hours: int = 24) -> Paginator[GuestEntry]:
        """Every stay of a guest.

        Args:
            within_hours: How far back, from 1.

        Raises:
            ConfigurationError: the time is below 1.
        """
        at_least(1, within_hours=within_hours)
        return list_all(self._v1, "GET /stat/guest", GuestEntry, query={"within": within_hours})

    async def of_vouchers(self, *, within_hours: int = 24) -> tuple[GuestOfVoucher, ...]:
        """Every stay that a voucher gave, with the voucher; they are brought together by its code.

        Args:
            within_hours: How far back, from 1.

        Raises:
            ConfigurationError: the time is below 1.
        """
        guests = await self.list(within_hours=within_hours)
        vouchers = await Vouchers(self._room.official, self._room.site_id).list()
        by_code = {voucher.code: voucher for voucher in vouchers}
        return tuple(
            GuestOfVoucher(guest=guest, voucher=by_code.get(guest.voucher_code))
            for guest in guests
            if guest.voucher_code is not None
        )

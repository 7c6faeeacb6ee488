"""Hotspot vouchers of a site."""

from __future__ import annotations

import builtins

from unifi_sdk._core.check import at_least, between, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk.errors import ConfigurationError, ConflictError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network._codes import code_in
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource
from unifi_sdk.network.filters import Filter, VoucherFilter
from unifi_sdk.network.models.vouchers import CreatedVouchers, DeletedVouchers, Voucher
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["Vouchers"]


class Vouchers(SiteResource):
    """Hotspot vouchers of a site."""

    def list(self, *, filter: Filter[Voucher] | None = None) -> Paginator[Voucher]:  # noqa: A002 - the vendor's word
        """Every voucher, in the console's order; 1,000 to a page.

        Args:
            filter: Made with `unifi_sdk.network.filters.VoucherFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/hotspot/vouchers",
            Voucher,
            page_size=1000,
            filter=filter,
            site_id=self._site_id,
        )

    async def find(self, *, code: str) -> Voucher:
        """One voucher by its code; one request.

        Args:
            code: As it is printed or typed: ten digits, with or without the dash or blanks between them.

        Raises:
            ConfigurationError: this is no code.
            NotFoundError: no voucher has it: it was never made, or has been deleted.
        """
        found = await self.list(filter=VoucherFilter.code.eq(code)).first()
        if found is None:
            raise NotFoundError("no voucher has this code", application="network")
        return found

    async def get(self, voucher_id: str) -> Voucher:
        """One voucher.

        Raises:
            ConfigurationError: this is a code and no id.
            NotFoundError: no voucher has this id.
        """
        _check_id(voucher_id)
        return await self._app.call(
            "GET /v1/sites/{site_id}/hotspot/vouchers/{voucher_id}",
            Voucher,
            site_id=self._site_id,
            voucher_id=voucher_id,
        )

    async def create(
        self,
        *,
        name: str,
        minutes: int,
        count: int = 1,
        guests: int | None = None,
        data_megabytes: int | None = None,
        rx_kbps: int | None = None,
        tx_kbps: int | None = None,
        timeout_seconds: float | None = None,
    ) -> builtins.list[Voucher]:
        """Make one voucher, or a batch that shares its name and limits.

        Args:
            name: A note for people; not empty.
            minutes: How long a guest is let in, from 1 (the console takes up to 1,000,000).
            count: How many vouchers, 1 to 1,000.
            guests: How many guests may use each code, from 1; any number when left out.
            data_megabytes: How much data, from 1 (up to 1,048,576); any amount when left out.
            rx_kbps: Download rate in kilobits a second, from 2 (up to 100,000).
            tx_kbps: Upload rate, likewise.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The vouchers with their codes.

        Raises:
            ConfigurationError: an argument is out of bounds.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        not_empty(name=name)
        between(1, 1000, count=count)
        at_least(1, minutes=minutes, guests=guests, data_megabytes=data_megabytes)
        at_least(2, rx_kbps=rx_kbps, tx_kbps=tx_kbps)
        operation = "POST /v1/sites/{site_id}/hotspot/vouchers"
        created = await self._app.call(
            operation,
            CreatedVouchers,
            body=given(
                count=count,
                name=name,
                time_limit_minutes=minutes,
                authorized_guest_limit=guests,
                data_usage_limit_m_bytes=data_megabytes,
                rx_rate_limit_kbps=rx_kbps,
                tx_rate_limit_kbps=tx_kbps,
            ),
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )
        return _made(created, operation=operation)

    async def delete(self, voucher_id: str, *, timeout_seconds: float | None = None) -> bool:
        """Delete one voucher.

        Returns:
            Whether it existed.
        """
        _check_id(voucher_id)
        try:
            deleted = await self._app.call(
                "DELETE /v1/sites/{site_id}/hotspot/vouchers/{voucher_id}",
                DeletedVouchers,
                site_id=self._site_id,
                voucher_id=voucher_id,
                deadline_seconds=timeout_seconds,
            )
        except NotFoundError as error:
            return error.resent  # the first of two attempts may well have deleted it
        return deleted.vouchers_deleted != 0

    async def delete_matching(
        self,
        filter: Filter[Voucher],  # noqa: A002 - the vendor's word
        *,
        expect: int | None = None,
        timeout_seconds: float | None = None,
    ) -> int:
        """Delete every voucher that a filter matches; `list` with the same filter shows them first.

        ::

            doomed = VoucherFilter.expired.eq(True)
            found = await site.vouchers.list(filter=doomed)
            ...  # show them to somebody
            await site.vouchers.delete_matching(doomed, expect=len(found))

        Args:
            filter: Made with `unifi_sdk.network.filters.VoucherFilter`.
            expect: How many vouchers the filter matches, from 0. The console is asked just before the deletion, and nothing
                is deleted when it says another number; not asked when left out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            How many were deleted.

        Raises:
            ConfigurationError: there is no filter, or the number is below 0.
            ConflictError: the filter matches more or fewer vouchers than expected; nothing was deleted.
            OutcomeUnknownError: the answer was lost; it is not sent again, for a second count would not tell the first.
        """
        at_least(0, expect=expect)
        if expect is not None:
            await self._check_count(filter, expect)
        deleted = await self._app.call(
            "DELETE /v1/sites/{site_id}/hotspot/vouchers",
            DeletedVouchers,
            query={"filter": str(filter)},
            safety=Safety.UNSAFE,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )
        return deleted.vouchers_deleted or 0

    async def _check_count(self, chosen: Filter[Voucher], expect: int) -> None:
        matching = self.list(filter=chosen)
        await matching.first()
        count = len(await matching) if matching.total is None else matching.total
        if count != expect:
            raise ConflictError(
                f"{count} vouchers match the filter and not {expect}: nothing was deleted, list them again",
                application="network",
            )


def _check_id(voucher_id: str) -> None:
    """Refuse a code, which people have in hand where an id belongs.

    Raises:
        ConfigurationError: it is one.
    """
    if code_in(voucher_id):
        raise ConfigurationError("voucher_id is a voucher's code and no id: use find(code=...)")


def _made(created: CreatedVouchers, *, operation: str) -> list[Voucher]:
    """The vouchers of an answer; without them, or with one that can't be read, it is no smaller batch."""
    if created.vouchers and "vouchers" not in created.extra:
        return list(created.vouchers)
    raise OutcomeUnknownError(
        f"{operation} was sent and its answer tells nothing (expected a list of vouchers at $.vouchers): they may have been "
        "made or not. Look for their name with list() before you send it again.",
        application="network",
        operation=operation,
        status=200,
    )

"""What vouchers can be filtered by."""

from __future__ import annotations

from datetime import date
from typing import Final

from unifi_sdk.network.filters.grammar import (
    Amount,
    Choice,
    Equal,
    NullableAmount,
    Text,
    write_code,
    write_flag,
    write_integer,
    write_text,
    write_time,
    write_uuid,
)
from unifi_sdk.network.models.vouchers import Voucher

__all__ = ["VoucherFilter"]


class VoucherFilter:
    """What vouchers can be filtered by, in lists and in `Vouchers.delete_matching`."""

    id: Final = Choice[Voucher, str]("id", write_uuid)
    created_at: Final = Amount[Voucher, date]("createdAt", write_time)
    name: Final = Text[Voucher]("name", write_text)
    code: Final = Choice[Voucher, str]("code", write_code)
    """As it is printed or typed: ten digits, with or without the dash or blanks between them."""
    authorized_guest_limit: Final = NullableAmount[Voucher, int]("authorizedGuestLimit", write_integer)
    authorized_guest_count: Final = Amount[Voucher, int]("authorizedGuestCount", write_integer)
    activated_at: Final = Amount[Voucher, date]("activatedAt", write_time)
    expires_at: Final = Amount[Voucher, date]("expiresAt", write_time)
    expired: Final = Equal[Voucher, bool]("expired", write_flag)
    time_limit_minutes: Final = Amount[Voucher, int]("timeLimitMinutes", write_integer)
    data_usage_limit_m_bytes: Final = NullableAmount[Voucher, int]("dataUsageLimitMBytes", write_integer)
    rx_rate_limit_kbps: Final = NullableAmount[Voucher, int]("rxRateLimitKbps", write_integer)
    tx_rate_limit_kbps: Final = NullableAmount[Voucher, int]("txRateLimitKbps", write_integer)

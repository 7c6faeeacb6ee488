"""Hotspot vouchers."""

from __future__ import annotations

from unifi_sdk._core.model import IsoTime, Model, model, secret, untrusted

__all__ = ["Voucher"]


@model
class Voucher(Model):
    """A hotspot code that lets guests in for a time."""

    id: str
    name: str | None = untrusted(default=None)
    """The note given at creation, the same for the whole batch."""
    code: str | None = secret(default=None)
    """What the guest types into the portal."""
    created_at: IsoTime | None = None
    time_limit_minutes: int | None = None
    """Counted from the first guest's authorization; later guests share its end."""
    authorized_guest_limit: int | None = None
    """How many guests may use the code; None for any number."""
    authorized_guest_count: int | None = None
    activated_at: IsoTime | None = None
    """When the first guest used it."""
    expires_at: IsoTime | None = None
    expired: bool | None = None
    data_usage_limit_m_bytes: int | None = None
    rx_rate_limit_kbps: int | None = None
    """Download."""
    tx_rate_limit_kbps: int | None = None
    """Upload."""


@model
class CreatedVouchers(Model):
    """The answer to a creation."""

    vouchers: tuple[Voucher, ...] = ()


@model
class DeletedVouchers(Model):
    """The answer to a deletion."""

    vouchers_deleted: int | None = None

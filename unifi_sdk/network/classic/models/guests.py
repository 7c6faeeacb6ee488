"""Guests: who was let in how, when, and how much they used."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixSeconds, field, model, secret, untrusted
from unifi_sdk.network.models.vouchers import Voucher

__all__ = ["GuestEntry", "GuestMethod", "GuestOfVoucher"]


class GuestMethod(OpenEnum):
    """How a guest was let in; versions know more."""

    VOUCHER = "voucher"
    API = "api"
    NONE = "none"
    PASSWORD = "password"  # noqa: S105 - a method, and none


@model
class GuestEntry(Model):
    """One stay of a guest, over or not."""

    id: str = field(wire="_id")
    mac: str
    start: UnixSeconds | None = None
    end: UnixSeconds | None = None
    expired: bool | None = None
    authorized_by: GuestMethod | None = None
    voucher_id: str | None = None
    """The classic id of the voucher, which is no id of the official API: that has the same `voucher_code`."""
    voucher_code: str | None = secret(default=None)
    """10 digits."""
    hostname: str | None = untrusted(default=None)
    name: str | None = untrusted(default=None)
    ip: str | None = None
    ap_mac: str | None = None
    radio: str | None = None
    channel: int | None = None
    roam_count: int | None = None
    duration: int | None = None
    """Seconds on the network."""
    bytes: int | None = None
    rx_bytes: int | None = None
    """What came from the guest."""
    tx_bytes: int | None = None
    """What went to the guest."""
    user_id: str | None = None
    """The id of its `KnownClient`."""
    is_returning: bool | None = None
    user_agent: str | None = untrusted(default=None)


@model
class GuestOfVoucher(Model):
    """A guest who came with a voucher, and that voucher as the official API has it."""

    guest: GuestEntry
    voucher: Voucher | None = None
    """None for one that is gone: a voucher for a single guest can leave the list before its time is over."""

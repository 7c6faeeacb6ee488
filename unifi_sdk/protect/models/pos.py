"""Transactions of a point of sale, shown over what a camera records."""

from __future__ import annotations

from unifi_sdk._core.model import UNSET, Model, OpenEnum, UnixMilliseconds, Unset, model

__all__ = ["PosLineItem", "PosLocation", "PosReceipt", "PosTransaction", "PosTransactionType"]


class PosTransactionType(OpenEnum):
    """Which way the money goes."""

    SALE = "sale"
    REFUND = "refund"


@model
class PosLineItem(Model):
    """Something that was bought."""

    title: str
    """1 to 255 characters."""
    quantity: int
    """From 1."""


@model
class PosLocation(Model):
    """Where something was bought."""

    id: str
    """1 to 255 characters."""
    name: str | Unset = UNSET
    """1 to 255 characters."""


@model
class PosTransaction(Model):
    """A sale or a refund."""

    type: PosTransactionType
    external_id: str
    """Your id of it, 1 to 255 characters, one for each transaction of a camera; see `PosTransactions.ingest`."""
    amount: float
    """The total, from 0."""
    currency: str | Unset = UNSET
    """Three capital letters, such as ``EUR``."""
    line_items: tuple[PosLineItem, ...] | Unset = UNSET
    """At most 200."""
    location: PosLocation | Unset = UNSET
    payment_types: tuple[str, ...] | Unset = UNSET
    """At most 20, of 1 to 255 characters."""
    timestamp: UnixMilliseconds | Unset = UNSET
    """When it was; at most 24 hours ago and 5 minutes ahead of the console. UNSET for now."""


@model
class PosReceipt(Model):
    """What became of a transaction."""

    created: bool
    """False when the console had seen its `PosTransaction.external_id` before."""
    event_id: str | None = None
    """The event that shows it, the earlier one when it was not created."""

"""Transactions of a point of sale, shown over what a camera records."""

from __future__ import annotations

import math
import re
from typing import Final

from unifi_sdk._core.check import at_least, not_empty
from unifi_sdk._core.model import Unset
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.pos import PosReceipt, PosTransaction

__all__ = ["PosTransactions"]

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_MOST_ITEMS: Final = 200
_MOST_PAYMENT_TYPES: Final = 20


class PosTransactions(Resource):
    """Transactions of a point of sale, shown over what a camera records. From UniFi Protect 7.2."""

    async def ingest(
        self, camera_id: str, transaction: PosTransaction, *, timeout_seconds: float | None = None
    ) -> PosReceipt:
        """Show a transaction over what a camera recorded at that time.

        The console keeps each `PosTransaction.external_id` for a short while, until it restarts, and makes no second event
        for it then. Later it does.

        Args:
            camera_id: The camera over the till; the owner of the key must be allowed to change it.
            transaction: What was sold or given back.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            Whether an event was made, and which; not whether anything was recorded then.

        Raises:
            ConfigurationError: a text is empty or too long, a number is too small, or a list too long.
            BadRequestError: a value is not accepted, such as a time too far from the console's.
            ConflictError: the console is busy with a transaction of this id; try again shortly.
            NotFoundError: no camera has this id, or the console is older.
            OutcomeUnknownError: the answer was lost; sending it again at once makes no second event.
        """
        _check(transaction)
        return await self._app.call(
            "POST /v1/pos/cameras/{camera_id}/transactions",
            PosReceipt,
            body=transaction,
            camera_id=camera_id,
            deadline_seconds=timeout_seconds,
        )


def _check(transaction: PosTransaction) -> None:
    _check_text(external_id=transaction.external_id)
    at_least(0, amount=transaction.amount)
    if math.isinf(transaction.amount):
        raise ConfigurationError("amount must be finite")
    if not isinstance(transaction.currency, Unset) and not _CURRENCY.fullmatch(transaction.currency):
        raise ConfigurationError("currency must be three capital letters, such as EUR")
    if not isinstance(transaction.line_items, Unset):
        _check_length("line_items", len(transaction.line_items), _MOST_ITEMS)
        for item in transaction.line_items:
            _check_text(title=item.title)
            at_least(1, quantity=item.quantity)
    if not isinstance(transaction.location, Unset):
        _check_text(location_id=transaction.location.id)
        if not isinstance(transaction.location.name, Unset):
            _check_text(location_name=transaction.location.name)
    if not isinstance(transaction.payment_types, Unset):
        _check_length("payment_types", len(transaction.payment_types), _MOST_PAYMENT_TYPES)
        for payment_type in transaction.payment_types:
            _check_text(payment_type=payment_type)


def _check_text(**arguments: str) -> None:
    not_empty(**arguments)
    for name, value in arguments.items():
        _check_length(name, len(value), 255)


def _check_length(name: str, length: int, most: int) -> None:
    if length > most:
        raise ConfigurationError(f"{name} is too long: at most {most}")

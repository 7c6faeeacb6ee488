"""Transactions of a point of sale."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.protect import ProtectRecording
from tests.support.recording import Sent
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import PosLineItem, PosLocation, PosReceipt, PosTransaction, PosTransactionType
from unifi_sdk.retry import Safety

LINE = "POST /v1/pos/cameras/c1/transactions"
SALE = PosTransaction(type=PosTransactionType.SALE, external_id="r-1", amount=0)


async def test_a_sale_needs_no_more_than_an_id_and_an_amount(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"created": True, "eventId": "e1"})
    receipt = await api.pos.ingest("c1", SALE)
    assert wire.sent == [Sent(LINE, {}, {"type": "sale", "externalId": "r-1", "amount": 0}, Safety.UNSAFE)]
    assert receipt == PosReceipt(created=True, event_id="e1")


async def test_everything_about_a_refund_is_sent(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"created": False})
    refund = PosTransaction(
        type=PosTransactionType.REFUND,
        external_id="r-2",
        amount=12.34,
        currency="EUR",
        line_items=(PosLineItem(title="Umbrella", quantity=1),),
        location=PosLocation(id="7", name="Desk"),
        payment_types=("card", "cash"),
        timestamp=datetime(2026, 1, 1, 0, 0, 0, 250000, tzinfo=UTC),
    )
    assert await api.pos.ingest("c1", refund) == PosReceipt(created=False)
    assert wire.sent[0].body == {
        "type": "refund",
        "externalId": "r-2",
        "amount": 12.34,
        "currency": "EUR",
        "lineItems": [{"title": "Umbrella", "quantity": 1}],
        "location": {"id": "7", "name": "Desk"},
        "paymentTypes": ["card", "cash"],
        "timestamp": 1767225600250,
    }


async def test_a_location_needs_no_name(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"created": True})
    await api.pos.ingest("c1", SALE.evolve(location=PosLocation(id="7")))
    assert wire.sent[0].body == {"type": "sale", "externalId": "r-1", "amount": 0, "location": {"id": "7"}}


async def test_a_transaction_that_is_being_taken_conflicts(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "busy", "name": "API_ERROR"}, status=409)
    with pytest.raises(ConflictError):
        await api.pos.ingest("c1", SALE)


async def test_an_older_console_is_named_as_a_reason(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError, match=r"before 7\.2\.84"):
        await api.pos.ingest("c1", SALE)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"external_id": ""}, "external_id is empty"),
        ({"external_id": "x" * 256}, "external_id is too long"),
        ({"amount": -0.01}, "amount"),
        ({"amount": float("nan")}, "amount"),
        ({"amount": float("inf")}, "amount"),
        ({"currency": "eur"}, "currency"),
        ({"currency": "EURO"}, "currency"),
        ({"line_items": (PosLineItem(title="", quantity=1),)}, "title is empty"),
        ({"line_items": (PosLineItem(title="x", quantity=0),)}, "quantity"),
        ({"line_items": (PosLineItem(title="x", quantity=1),) * 201}, "line_items is too long"),
        ({"location": PosLocation(id=" ")}, "location_id is empty"),
        ({"location": PosLocation(id="7", name="")}, "location_name is empty"),
        ({"payment_types": ("x",) * 21}, "payment_types is too long"),
        ({"payment_types": ("",)}, "payment_type is empty"),
        ({"timestamp": datetime(2026, 1, 1)}, "time zone"),
    ],
)
async def test_what_can_not_work_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        await api.pos.ingest("c1", SALE.evolve(**fields))
    assert wire.sent == []


async def test_the_largest_transaction_is_sent(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"created": True})
    largest = SALE.evolve(
        external_id="x" * 255,
        line_items=(PosLineItem(title="x" * 255, quantity=1),) * 200,
        payment_types=("x" * 255,) * 20,
    )
    await api.pos.ingest("c1", largest)
    assert len(wire.sent) == 1

"""Receipts of the simulated Protect application."""

from __future__ import annotations

import pytest

from unifi_sdk.simulator import ManualClock

SALE = {"type": "sale", "externalId": "receipt 1", "amount": 12.5, "currency": "EUR"}


async def test_a_receipt_is_recorded_once(api, protect):
    camera = next(iter(protect.cameras))
    path = f"/v1/pos/cameras/{camera}/transactions"
    first = await api.call("POST", path, json=SALE)
    assert (first.status, first.json["created"]) == (200, True)
    again = await api.call("POST", path, json=SALE)
    assert again.json == {"created": False, "eventId": first.json["eventId"]}
    other = await api.call("POST", path, json={**SALE, "externalId": "receipt 2"})
    assert other.json["created"] is True
    assert protect.transactions[camera, "receipt 1"]["amount"] == 12.5


async def test_a_receipt_that_is_being_processed_is_a_conflict(api, protect):
    camera = next(iter(protect.cameras))
    protect.transactions_in_flight.add((camera, "receipt 1"))
    answer = await api.call("POST", f"/v1/pos/cameras/{camera}/transactions", json=SALE)
    assert (answer.status, protect.transactions) == (409, {})


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (-86400, 200), (300, 200), (-86401, 400), (301, 400)])
async def test_a_receipt_is_of_the_last_day(api, protect, clock: ManualClock, seconds, status):
    stamp = round((clock.now() + seconds) * 1000)
    path = f"/v1/pos/cameras/{next(iter(protect.cameras))}/transactions"
    assert (await api.call("POST", path, json={**SALE, "timestamp": stamp})).status == status


async def test_a_whole_number_may_be_written_with_a_point(api, protect, clock: ManualClock):
    path = f"/v1/pos/cameras/{next(iter(protect.cameras))}/transactions"
    answer = await api.call("POST", path, json={**SALE, "timestamp": float(clock.now() * 1000)})
    assert (answer.status, answer.json["created"]) == (200, True)


@pytest.mark.parametrize(
    "change", [{"currency": "eur"}, {"amount": -1}, {"type": "gift"}, {"externalId": ""}, {"tip": 1}]
)
async def test_a_wrong_receipt_is_refused(api, protect, change):
    path = f"/v1/pos/cameras/{next(iter(protect.cameras))}/transactions"
    assert (await api.call("POST", path, json={**SALE, **change})).status == 400


async def test_a_receipt_needs_a_camera(api):
    assert (await api.call("POST", "/v1/pos/cameras/unknown/transactions", json=SALE)).status == 404

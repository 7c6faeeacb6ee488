"""Vouchers of the simulated Network application: over the API, and at the portal."""

from __future__ import annotations

import uuid

import pytest

from unifi_sdk.simulator import VoucherRefusedError

NETWORK = "/proxy/network/integration/v1"


async def test_created_vouchers_can_be_read_back(browser, vouchers):
    limits = {"dataUsageLimitMBytes": 1, "rxRateLimitKbps": 2, "txRateLimitKbps": 100_000, "authorizedGuestLimit": 3}
    draft = {"name": "day-pass", "timeLimitMinutes": 1440, **limits}
    answer = await browser.post(vouchers, {**draft, "count": 3})
    assert answer.status == 201
    created = answer.json["vouchers"]
    assert len({voucher["id"] for voucher in created}) == 3
    for voucher in created:
        expected = {**draft, "authorizedGuestCount": 0, "expired": False, "createdAt": "2026-01-01T00:00:00Z"}
        assert expected.items() <= voucher.items()
        assert (await browser.get(f"{vouchers}/{voucher['id']}")).json == voucher


async def test_one_voucher_is_created_unless_more_are_asked_for(browser, vouchers):
    answer = await browser.post(vouchers, {"name": "x", "timeLimitMinutes": 1})
    assert len(answer.json["vouchers"]) == 1


async def test_codes_have_ten_digits_and_never_repeat(console, browser, vouchers):
    answer = await browser.post(vouchers, {"name": "x", "timeLimitMinutes": 1, "count": 1000})
    codes = [voucher["code"] for voucher in answer.json["vouchers"]]
    codes += [voucher.code for voucher in console.network.add_vouchers(1000)]
    assert len(set(codes)) == 2000
    assert all(len(code) == 10 and code.isdigit() for code in codes)


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x"},
        {"timeLimitMinutes": 60},
        {"name": "", "timeLimitMinutes": 60},
        {"name": 5, "timeLimitMinutes": 60},
        {"name": "x", "timeLimitMinutes": 0},
        {"name": "x", "timeLimitMinutes": 1_000_001},
        {"name": "x", "timeLimitMinutes": 60, "count": 0},
        {"name": "x", "timeLimitMinutes": 60, "count": 1001},
        {"name": "x", "timeLimitMinutes": 60, "authorizedGuestLimit": 0},
        {"name": "x", "timeLimitMinutes": 60, "dataUsageLimitMBytes": 0},
        {"name": "x", "timeLimitMinutes": 60, "rxRateLimitKbps": 1},
    ],
)
async def test_a_wrong_voucher_is_a_400_and_creates_nothing(console, browser, vouchers, body):
    before = set(console.network.default_site.vouchers)
    answer = await browser.post(vouchers, body)
    assert (answer.status, answer.json["code"]) == (400, "api.request.error")
    assert set(console.network.default_site.vouchers) == before


async def test_a_null_limit_is_no_limit(browser, vouchers):
    answer = await browser.post(vouchers, {"name": "x", "timeLimitMinutes": 60, "count": None, "rxRateLimitKbps": None})
    assert answer.status == 201
    assert "rxRateLimitKbps" not in answer.json["vouchers"][0]


async def test_a_deleted_voucher_is_gone(console, browser, vouchers):
    voucher = console.network.add_vouchers(1)[0]
    answer = await browser.call("DELETE", f"{NETWORK}{vouchers}/{voucher.id}")
    assert (answer.status, answer.json) == (200, {"vouchersDeleted": 1})
    assert (await browser.get(f"{vouchers}/{voucher.id}")).status == 404
    assert (await browser.call("DELETE", f"{NETWORK}{vouchers}/{voucher.id}")).status == 404


async def test_vouchers_are_deleted_by_filter(console, browser, vouchers):
    answer = await browser.call("DELETE", NETWORK + vouchers, query={"filter": "name.like('hotel*')"})
    assert answer.json == {"vouchersDeleted": 2}
    assert {voucher.name for voucher in console.network.default_site.vouchers.values()} == {"conference", "day-pass"}


@pytest.mark.parametrize("query", [{}, {"filter": ""}, {"filter": "nope.eq(1)"}])
async def test_without_a_valid_filter_nothing_is_deleted(console, browser, vouchers, query):
    answer = await browser.call("DELETE", NETWORK + vouchers, query=query)
    assert answer.status == 400
    assert len(console.network.default_site.vouchers) == 4


async def test_the_first_guest_starts_the_time_that_all_share(console, browser, vouchers, site, guest, clock):
    voucher = console.network.add_vouchers(1, minutes=60)[0]
    other = console.network.add_client("Second Phone", guest=True)
    console.network.redeem(f"{voucher.code[:5]}-{voucher.code[5:]}", guest.id)
    clock.advance(600)
    console.network.redeem(voucher.code, other.id)
    wire = (await browser.get(f"{vouchers}/{voucher.id}")).json
    assert (wire["activatedAt"], wire["expiresAt"]) == ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z")
    assert wire["authorizedGuestCount"] == 2
    authorization = (await browser.access(site, other))["authorization"]
    assert (authorization["authorizationMethod"], authorization["expiresAt"]) == ("VOUCHER", "2026-01-01T01:00:00Z")


async def test_a_voucher_ends_for_itself_and_its_guests_by_the_clock(console, browser, vouchers, site, guest, clock):
    voucher = console.network.add_vouchers(1, minutes=1)[0]
    console.network.redeem(voucher.code, guest.id)
    clock.advance(60)
    assert (await browser.get(f"{vouchers}/{voucher.id}")).json["expired"] is True
    assert (await browser.access(site, guest))["authorized"] is False
    with pytest.raises(VoucherRefusedError, match="expired"):
        console.network.redeem(voucher.code, guest.id)


async def test_a_voucher_takes_no_more_guests_than_its_limit(console, guest):
    voucher = next(iter(console.network.default_site.vouchers.values()))
    console.network.redeem(voucher.code, guest.id)
    console.network.redeem(voucher.code, guest.id)
    assert len(voucher.guests) == 1
    with pytest.raises(VoucherRefusedError, match="guest limit"):
        console.network.redeem(voucher.code, console.network.add_client("Another", guest=True).id)


async def test_the_portal_refuses_unknown_codes_and_clients_that_are_no_guests(console, guest):
    voucher = console.network.add_vouchers(1)[0]
    with pytest.raises(VoucherRefusedError, match="no voucher"):
        console.network.redeem("nonsense", guest.id)
    for client_id in (console.network.find_client("00:80:77:31:01:07").id, str(uuid.uuid4())):
        with pytest.raises(VoucherRefusedError, match="not a guest"):
            console.network.redeem(voucher.code, client_id)


async def test_sites_keep_their_vouchers_apart(console, browser):
    annexe = console.network.add_site("Annexe", "annexe")
    console.network.add_vouchers(2, site=annexe)
    body = (await browser.get(f"/sites/{annexe.id}/hotspot/vouchers")).json
    assert (annexe.internal_reference, body["totalCount"]) == ("annexe", 2)

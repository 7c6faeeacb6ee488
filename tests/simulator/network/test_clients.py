"""Clients of the simulated Network application, and the guests among them."""

from __future__ import annotations

import aiohttp
import pytest

AUTHORIZE = "AUTHORIZE_GUEST_ACCESS"
UNAUTHORIZE = "UNAUTHORIZE_GUEST_ACCESS"
NETWORK = "/proxy/network/integration/v1"


@pytest.fixture
def actions(site, guest):
    return f"{site}/clients/{guest.id}/actions"


async def test_clients_come_in_all_four_types(browser, site):
    clients = (await browser.get(f"{site}/clients")).json["data"]
    assert {client["type"] for client in clients} == {"WIRED", "WIRELESS", "VPN", "TELEPORT"}
    for client in clients:
        assert ("macAddress" in client) == ("uplinkDeviceId" in client) == (client["type"] in ("WIRED", "WIRELESS"))


async def test_what_is_not_known_is_absent_and_never_null(console, browser, site):
    console.network.add_vouchers(1)
    for resource in ("/clients", "/hotspot/vouchers"):
        for item in (await browser.get(site + resource)).json["data"]:
            assert None not in item.values()


async def test_a_list_says_whether_a_guest_is_authorized_and_the_detail_says_how(browser, site, console):
    ipad = console.network.find_client("42:8a:f7:3c:50:b0")
    listed = (await browser.get(f"{site}/clients", filter=f"id.eq({ipad.id})")).json["data"][0]
    assert listed["access"] == {"type": "GUEST", "authorized": True}
    detail = await browser.access(site, ipad)
    assert detail["authorization"]["authorizationMethod"] == "API"
    assert detail["authorization"]["usage"]["durationSec"] == 4 * 3600


async def test_an_authorized_guest_gets_the_time_and_limits_asked_for(browser, actions):
    limits = {"dataUsageLimitMBytes": 500, "rxRateLimitKbps": 100, "txRateLimitKbps": 50}
    answer = await browser.post(actions, {"action": AUTHORIZE, "timeLimitMinutes": 120, **limits})
    assert answer.status == 200
    assert answer.json == {
        "action": AUTHORIZE,
        "grantedAuthorization": {
            "authorizedAt": "2026-01-01T00:00:00Z",
            "authorizationMethod": "API",
            "expiresAt": "2026-01-01T02:00:00Z",
            **limits,
            "usage": {"durationSec": 0, "rxBytes": 0, "txBytes": 0, "bytes": 0},
        },
    }


async def test_without_a_time_limit_the_site_decides(console, browser, actions):
    console.network.default_site.default_time_limit_minutes = 480
    answer = await browser.post(actions, {"action": AUTHORIZE})
    assert answer.json["grantedAuthorization"]["expiresAt"] == "2026-01-01T08:00:00Z"


async def test_an_authorization_ends_by_the_clock(browser, site, guest, actions, clock):
    await browser.post(actions, {"action": AUTHORIZE, "timeLimitMinutes": 10})
    clock.advance(599.9)
    assert (await browser.access(site, guest))["authorized"] is True
    clock.advance(0.1)
    assert await browser.access(site, guest) == {"type": "GUEST", "authorized": False}


async def test_usage_runs_while_a_guest_is_authorized(browser, site, guest, actions, clock):
    await browser.post(actions, {"action": AUTHORIZE, "timeLimitMinutes": 10})
    clock.advance(60)
    usage = (await browser.access(site, guest))["authorization"]["usage"]
    assert usage["durationSec"] == 60
    assert usage["rxBytes"] == 60 * guest.rx_bytes_per_second
    assert usage["bytes"] == usage["rxBytes"] + usage["txBytes"]


async def test_a_rate_limit_slows_the_counters(browser, site, guest, actions, clock):
    await browser.post(actions, {"action": AUTHORIZE, "rxRateLimitKbps": 8})
    clock.advance(10)
    assert (await browser.access(site, guest))["authorization"]["usage"]["rxBytes"] == 10_000


async def test_an_authorization_ends_when_its_data_is_used_up(browser, site, guest, actions, clock):
    guest.rx_bytes_per_second, guest.tx_bytes_per_second = 1024 * 1024, 0
    await browser.post(actions, {"action": AUTHORIZE, "dataUsageLimitMBytes": 30})
    clock.advance(29)
    assert (await browser.access(site, guest))["authorized"] is True
    clock.advance(1)
    assert (await browser.access(site, guest))["authorized"] is False


async def test_authorizing_again_revokes_the_old_one_and_starts_the_counters_anew(browser, actions, clock):
    first = (await browser.post(actions, {"action": AUTHORIZE, "timeLimitMinutes": 10})).json
    clock.advance(60)
    second = (await browser.post(actions, {"action": AUTHORIZE, "timeLimitMinutes": 20})).json
    assert second["revokedAuthorization"]["authorizedAt"] == first["grantedAuthorization"]["authorizedAt"]
    assert second["revokedAuthorization"]["usage"]["durationSec"] == 60
    assert second["grantedAuthorization"]["usage"]["bytes"] == 0
    assert second["grantedAuthorization"]["expiresAt"] == "2026-01-01T00:21:00Z"


async def test_unauthorizing_throws_the_guest_out_and_says_what_was_revoked(browser, site, guest, actions, clock):
    await browser.post(actions, {"action": AUTHORIZE})
    clock.advance(30)
    answer = await browser.post(actions, {"action": UNAUTHORIZE})
    assert set(answer.json) == {"action", "revokedAuthorization"}
    assert answer.json["revokedAuthorization"]["usage"]["durationSec"] == 30
    client = (await browser.get(f"{site}/clients/{guest.id}")).json
    assert client["access"] == {"type": "GUEST", "authorized": False}
    assert client["connectedAt"] == "2026-01-01T00:00:30Z"


async def test_unauthorizing_a_guest_without_authorization_is_a_400(browser, actions):
    assert (await browser.post(actions, {"action": UNAUTHORIZE})).status == 400


@pytest.mark.parametrize("action", [AUTHORIZE, UNAUTHORIZE])
async def test_only_guests_can_be_acted_on(console, browser, site, action):
    printer = console.network.find_client("00:80:77:31:01:07")
    answer = await browser.post(f"{site}/clients/{printer.id}/actions", {"action": action})
    assert (answer.status, answer.json["code"]) == (400, "api.request.error")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": AUTHORIZE, "timeLimitMinutes": 0},
        {"action": AUTHORIZE, "timeLimitMinutes": 1_000_001},
        {"action": AUTHORIZE, "timeLimitMinutes": 1.5},
        {"action": AUTHORIZE, "timeLimitMinutes": "60"},
        {"action": AUTHORIZE, "timeLimitMinutes": True},
        {"action": AUTHORIZE, "dataUsageLimitMBytes": 1_048_577},
        {"action": AUTHORIZE, "rxRateLimitKbps": 1},
        {"action": AUTHORIZE, "txRateLimitKbps": 100_001},
        [],
    ],
)
async def test_a_wrong_action_is_a_400_and_changes_nothing(browser, guest, actions, body):
    answer = await browser.post(actions, body)
    assert (answer.status, answer.json["code"]) == (400, "api.request.error")
    assert guest.authorization is None


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (
            {"action": "KICK"},
            "unknown-type-id",
            "Invalid $.action value 'KICK' (valid values: 'AUTHORIZE_GUEST_ACCESS', 'UNAUTHORIZE_GUEST_ACCESS')",
        ),
        ({"action": AUTHORIZE, "minutes": 60}, "unknown-property", "Unknown request body property '$.minutes'"),
        (
            {"action": UNAUTHORIZE, "timeLimitMinutes": 60},
            "unknown-property",
            "Unknown request body property '$.timeLimitMinutes'",
        ),
    ],
)
async def test_what_an_action_does_not_know_is_told(browser, guest, actions, body, code, message):
    answer = await browser.post(actions, body)
    assert (answer.status, answer.json["code"]) == (400, f"api.request.{code}")
    assert answer.json["message"] == message
    assert guest.authorization is None


@pytest.mark.parametrize(("content_type", "status"), [("text/plain", 415), ("application/json", 400)])
async def test_a_body_must_be_json_and_say_so(browser, actions, content_type, status):
    payload = aiohttp.BytesPayload(b"{'action'}", content_type=content_type)
    answer = await browser.call("POST", NETWORK + actions, data=payload)
    assert (answer.status, answer.json["code"]) == (status, "api.request.error")


async def test_a_hidden_client_appears_by_the_clock(console, browser, site, guest, actions, clock):
    console.network.hide_client("1c:71:25:63:e4:24", 3)
    by_mac = {"filter": "macAddress.eq('1c:71:25:63:e4:24')"}
    assert (await browser.get(f"{site}/clients", **by_mac)).json["totalCount"] == 0
    assert (await browser.get(f"{site}/clients/{guest.id}")).status == 404
    assert (await browser.post(actions, {"action": AUTHORIZE})).status == 404
    clock.advance(3)
    assert (await browser.get(f"{site}/clients", **by_mac)).json["totalCount"] == 1
    assert (await browser.post(actions, {"action": AUTHORIZE})).status == 200


async def test_a_new_client_can_be_announced_for_later(console, browser, site, clock):
    client = console.network.add_client("New Phone", guest=True, appears_in=2)
    assert (await browser.get(f"{site}/clients", limit=0)).json["totalCount"] == 10
    clock.advance(2)
    assert (await browser.access(site, client)) == {"type": "GUEST", "authorized": False}


def test_an_unknown_mac_is_a_key_error(console):
    with pytest.raises(KeyError):
        console.network.find_client("00:00:00:00:00:00")

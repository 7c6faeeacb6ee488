"""`unifi client`: what is connected, and guests who are let in and out."""

from __future__ import annotations

import pytest

from unifi_sdk.simulator import Fault

GUEST, INSIDE, DESK = "1c:71:25:63:e4:24", "42:8a:f7:3c:50:b0", "00:1b:21:3c:4d:5e"


@pytest.fixture
def ids(unifi) -> dict[str, str]:
    return {mac: unifi.simulated.network.find_client(mac).id for mac in (GUEST, INSIDE, DESK)}


async def test_all_kinds_of_clients_are_listed(unifi):
    items = (await unifi("client", "list", "--no-fence")).json["items"]
    assert {item["type"] for item in items} == {"WIRED", "WIRELESS", "VPN", "TELEPORT"}
    assert "Apple iPad Pro" in {item["name"] for item in items}


async def test_a_field_that_some_kinds_lack_is_null_for_them(unifi):
    items = (await unifi("client", "list", "--select", "type,mac_address,access.authorized")).json["items"]
    assert {"type": "VPN", "mac_address": None, "access": {"authorized": None}} in items
    assert {"authorized": True} in [item["access"] for item in items]


async def test_one_guest_is_shown_with_the_admission_in_force(unifi, ids):
    ended = await unifi("client", "get", ids[INSIDE], "--select", "access.authorization.authorization_method")
    assert ended.json == {"access": {"authorization": {"authorization_method": "API"}}}


async def test_a_guest_is_let_in_with_the_limits_that_were_given(unifi, ids):
    limits = ("--minutes", "120", "--data-mb", "500", "--rx-kbps", "2000", "--tx-kbps", "1000")
    done = await unifi("client", "authorize", ids[GUEST], *limits, "--allow-mutations")
    assert {"minutes": 120, "data_mb": 500, "rx_kbps": 2000, "tx_kbps": 1000}.items() <= done.json.items()
    granted = done.json["result"]["granted_authorization"]
    assert granted["data_usage_limit_m_bytes"] == 500
    assert (granted["rx_rate_limit_kbps"], granted["tx_rate_limit_kbps"]) == (2000, 1000)
    assert "revoked_authorization" not in done.json["result"]


async def test_without_limits_the_site_s_own_time_holds(unifi, ids):
    done = await unifi("client", "authorize", ids[GUEST], "--allow-mutations")
    assert set(done.json) == {"ok", "action", "id", "result"}
    sent = next(request for request in unifi.simulated.requests if request.verb == "POST")
    assert sent.json == {"action": "AUTHORIZE_GUEST_ACCESS"}
    assert done.json["result"]["granted_authorization"]["expires_at"]


async def test_a_guest_who_is_in_already_starts_anew(unifi, ids):
    done = await unifi("client", "authorize", ids[INSIDE], "--minutes", "5", "--allow-mutations")
    result = done.json["result"]
    assert result["revoked_authorization"]["usage"]["bytes"] > 0
    assert result["granted_authorization"]["usage"]["bytes"] == 0


async def test_a_guest_is_sent_out(unifi, ids):
    done = await unifi("client", "unauthorize", ids[INSIDE], "--allow-mutations")
    assert done.json["result"]["revoked_authorization"]["authorization_method"] == "API"
    assert (await unifi("client", "get", ids[INSIDE])).json["access"]["authorized"] is False


async def test_a_client_is_named_by_its_mac_address_in_any_spelling(unifi, ids):
    for spelled in (GUEST, GUEST.upper(), GUEST.replace(":", "-"), GUEST.replace(":", "")):
        assert (await unifi("client", "get", spelled)).json["id"] == ids[GUEST]
    done = await unifi("client", "authorize", GUEST, "--minutes", "5", "--allow-mutations")
    assert (done.code, done.json["id"]) == (0, ids[GUEST])
    assert (await unifi("client", "unauthorize", GUEST, "--allow-mutations")).code == 0


async def test_a_called_operation_takes_the_mac_address_of_a_client_too(unifi):
    got = await unifi("call", "network.clients.get", "--client-id", "1C-71-25-63-E4-24", "--no-fence")
    assert got.json["name"] == "Guest Phone"
    made = await unifi("call", "network.clients.authorize", "--client-id", "1c:71:25:63:e4:24", "--allow-mutations")
    assert made.json["ok"] is True


async def test_a_mac_address_that_is_not_connected_ends_with_5(unifi):
    assert (await unifi("client", "get", "02:00:00:00:00:01")).code == 5


async def test_a_guest_who_is_out_already_is_no_error(unifi, ids):
    first = await unifi("client", "unauthorize", ids[INSIDE], "--allow-mutations")
    assert (first.code, first.json["existed"]) == (0, True)
    again = await unifi("client", "unauthorize", ids[INSIDE], "--allow-mutations")
    assert (again.code, again.json["existed"]) == (0, False)
    assert "result" not in again.json


async def test_who_is_no_guest_is_neither_let_in_nor_out(unifi, ids):
    for verb in ("authorize", "unauthorize"):
        refused = await unifi("client", verb, ids[DESK], "--allow-mutations")
        assert refused.code == 1
        assert "guest" in refused.error["error"].lower()


async def test_an_admission_whose_answer_was_lost_is_not_repeated(unifi, ids):
    unifi.simulated.faults.add(Fault.lose_answer(), "POST /*")
    lost = await unifi("client", "authorize", ids[GUEST], "--allow-mutations")
    assert (lost.code, lost.error["code"]) == (1, "OUTCOME_UNKNOWN")
    assert [request.verb for request in unifi.simulated.requests].count("POST") == 1
    assert (await unifi("client", "get", ids[GUEST])).json["access"]["authorized"] is True

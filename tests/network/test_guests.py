"""Letting guests in and out, and what is said when an answer was lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.network.conftest import Sent
from unifi_sdk import (
    BadRequestError,
    ConfigurationError,
    MutationBlockedError,
    NetworkClient,
    NotFoundError,
    OutcomeUnknownError,
    Pinned,
    ServerError,
    plan,
)
from unifi_sdk._core.transport import Transport
from unifi_sdk.network import SiteScope
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole

GUEST = "1c:71:25:63:e4:24"
ADMITTED = "42:8a:f7:3c:50:b0"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def guest_id(console: SimulatedConsole) -> str:
    """A guest that has not been let in."""
    return console.network.find_client(GUEST).id


@pytest.fixture
def admitted_id(console: SimulatedConsole) -> str:
    """A guest that has been let in four hours ago for a day."""
    return console.network.find_client(ADMITTED).id


async def test_a_guest_is_let_in_with_limits(site: SiteScope, guest_id: str, sent: Sent, clock: ManualClock) -> None:
    result = await site.clients.authorize(guest_id, minutes=120, data_megabytes=500, rx_kbps=2000, tx_kbps=1000)
    granted = result.granted_authorization
    assert granted is not None
    assert granted.expires_at == datetime.fromtimestamp(clock.now(), UTC) + timedelta(minutes=120)
    assert (granted.data_usage_limit_m_bytes, granted.rx_rate_limit_kbps, granted.tx_rate_limit_kbps) == (
        500,
        2000,
        1000,
    )
    assert result.revoked_authorization is None
    assert sent.bodies == [
        {
            "action": "AUTHORIZE_GUEST_ACCESS",
            "timeLimitMinutes": 120,
            "dataUsageLimitMBytes": 500,
            "rxRateLimitKbps": 2000,
            "txRateLimitKbps": 1000,
        }
    ]
    assert (await site.clients.get(guest_id)).is_authorized


async def test_limits_that_are_left_out_are_not_sent(site: SiteScope, guest_id: str, sent: Sent) -> None:
    await site.clients.authorize(guest_id)
    assert sent.bodies == [{"action": "AUTHORIZE_GUEST_ACCESS"}]


async def test_an_admission_in_force_is_replaced_and_told(
    site: SiteScope, admitted_id: str, clock: ManualClock
) -> None:
    result = await site.clients.authorize(admitted_id, minutes=5)
    now = datetime.fromtimestamp(clock.now(), UTC)
    assert result.revoked_authorization is not None
    assert result.granted_authorization is not None
    assert result.revoked_authorization.authorized_at == now - timedelta(hours=4)
    assert (result.granted_authorization.authorized_at, result.granted_authorization.usage) != (None, None)
    assert result.granted_authorization.expires_at == now + timedelta(minutes=5)


async def test_an_admission_ends_by_the_consoles_clock(site: SiteScope, guest_id: str, clock: ManualClock) -> None:
    await site.clients.authorize(guest_id, minutes=5)
    clock.advance(299)
    assert (await site.clients.get(guest_id)).is_authorized
    clock.advance(1)
    assert not (await site.clients.get(guest_id)).is_authorized


async def test_a_guest_is_sent_out(site: SiteScope, admitted_id: str, sent: Sent, clock: ManualClock) -> None:
    result = await site.clients.unauthorize(admitted_id)
    assert result.revoked_authorization is not None
    assert result.revoked_authorization.authorized_at == datetime.fromtimestamp(clock.now(), UTC) - timedelta(hours=4)
    assert sent.bodies == [{"action": "UNAUTHORIZE_GUEST_ACCESS"}]
    assert not (await site.clients.get(admitted_id)).is_authorized


@pytest.mark.parametrize("limit", ["minutes", "data_megabytes", "rx_kbps", "tx_kbps"])
@pytest.mark.parametrize("value", [0, -1, False, True, float("nan")])
async def test_a_limit_below_1_is_never_sent(
    site: SiteScope, guest_id: str, sent: Sent, limit: str, value: Any
) -> None:
    with pytest.raises(ConfigurationError, match=limit):
        await site.clients.authorize(guest_id, **{limit: value})
    assert sent.lines == []


@pytest.mark.parametrize(
    "limits", [{"minutes": 1_000_001}, {"data_megabytes": 1_048_577}, {"rx_kbps": 100_001}, {"tx_kbps": 100_001}]
)
async def test_a_limit_that_the_console_does_not_take_is_its_refusal(
    site: SiteScope, guest_id: str, limits: dict[str, int]
) -> None:
    with pytest.raises(BadRequestError, match="must be"):
        await site.clients.authorize(guest_id, **limits)


async def test_a_client_that_is_no_guest_is_refused(site: SiteScope, console: SimulatedConsole) -> None:
    laptop = console.network.find_client("a4:83:e7:10:20:30").id
    with pytest.raises(BadRequestError, match="not a guest"):
        await site.clients.authorize(laptop, minutes=5)
    with pytest.raises(BadRequestError, match="not a guest"):
        await site.clients.unauthorize(laptop)


async def test_a_guest_that_is_not_there_is_not_found(site: SiteScope) -> None:
    with pytest.raises(NotFoundError):
        await site.clients.authorize(NOBODY, minutes=5)
    with pytest.raises(NotFoundError):
        await site.clients.unauthorize(NOBODY)


async def test_a_guest_at_another_site_is_not_found(
    network: NetworkClient, console: SimulatedConsole, guest_id: str
) -> None:
    warehouse = await network.find_site("Warehouse")
    with pytest.raises(NotFoundError):
        await warehouse.clients.authorize(guest_id, minutes=5)


async def test_a_lost_answer_leaves_the_outcome_open_and_get_settles_it(
    site: SiteScope, guest_id: str, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError) as caught:
        await site.clients.authorize(guest_id, minutes=5)
    assert (caught.value.application, caught.value.attempts) == ("network", 1)
    assert sent.lines.count(f"POST /v1/sites/{site.id}/clients/{guest_id}/actions") == 1
    assert (await site.clients.get(guest_id)).is_authorized


async def test_an_action_is_not_repeated_after_a_server_error(
    site: SiteScope, guest_id: str, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.status(500, {"code": "api.unexpected-error", "message": "oops"}), "POST *")
    with pytest.raises(ServerError) as caught:
        await site.clients.authorize(guest_id, minutes=5)
    assert (caught.value.code, caught.value.known) == ("api.unexpected-error", True)
    assert len(sent.lines) == 1


async def test_an_action_that_was_refused_for_the_pace_is_repeated(
    site: SiteScope, guest_id: str, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.rate_limit(None, window_ms=1000), "POST *")
    assert (await site.clients.authorize(guest_id, minutes=5)).granted_authorization is not None
    assert len(sent.lines) == 2


async def test_reads_are_repeated_after_a_lost_connection(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.drop(), "GET *")
    assert len(await site.clients.list()) == 10
    assert len(sent.lines) == 2


async def test_an_action_can_be_seen_before_it_is_sent(site: SiteScope, guest_id: str, sent: Sent) -> None:
    planned = await plan(site.clients.authorize(guest_id, minutes=5))
    assert planned.operation == "POST /v1/sites/{site_id}/clients/{client_id}/actions"
    assert planned.path == f"/proxy/network/integration/v1/sites/{site.id}/clients/{guest_id}/actions"
    assert planned.body == {"action": "AUTHORIZE_GUEST_ACCESS", "timeLimitMinutes": 5}
    assert sent.lines == []


async def test_a_read_only_client_lets_nobody_in(console: SimulatedConsole, guest_id: str, sent: Sent) -> None:
    transport = Transport(read_only=True)
    await transport.open()
    pin = Pinned(console.fingerprint("unifi"))
    network = NetworkClient(console.address, api_key=console.api_key, tls=pin, _transport=transport)
    with pytest.raises(MutationBlockedError, match="read-only"):
        await network.site(console.network.default_site.id).clients.authorize(guest_id, minutes=5)
    await transport.close()
    assert sent.lines == []

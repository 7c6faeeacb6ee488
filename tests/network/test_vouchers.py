"""Hotspot vouchers: made, read, used up and deleted, and what is said when an answer was lost."""

from __future__ import annotations

import asyncio
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
    PermissionDeniedError,
    plan,
)
from unifi_sdk._core.transport import Transport
from unifi_sdk.network import SiteScope, VoucherFilter
from unifi_sdk.network.filters import Filter, raw
from unifi_sdk.network.models import Voucher
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole

NOBODY = "00000000-0000-4000-8000-000000000000"


# made and read


async def test_a_batch_shares_its_name_and_limits(site: SiteScope, sent: Sent, clock: ManualClock) -> None:
    made = await site.vouchers.create(
        name="conference", minutes=480, count=3, guests=2, data_megabytes=500, rx_kbps=2000, tx_kbps=1000
    )
    assert isinstance(made, list)
    assert len({voucher.id for voucher in made}) == len({voucher.code for voucher in made}) == 3
    for voucher in made:
        assert (voucher.name, voucher.time_limit_minutes, voucher.authorized_guest_limit) == ("conference", 480, 2)
        assert voucher.created_at == datetime.fromtimestamp(clock.now(), UTC)
        assert (voucher.data_usage_limit_m_bytes, voucher.rx_rate_limit_kbps, voucher.tx_rate_limit_kbps) == (
            500,
            2000,
            1000,
        )
        assert (voucher.authorized_guest_count, voucher.expired) == (0, False)
        assert (voucher.activated_at, voucher.expires_at) == (None, None)
    assert sent.bodies == [
        {
            "name": "conference",
            "timeLimitMinutes": 480,
            "count": 3,
            "authorizedGuestLimit": 2,
            "dataUsageLimitMBytes": 500,
            "rxRateLimitKbps": 2000,
            "txRateLimitKbps": 1000,
        }
    ]


async def test_one_voucher_is_made_when_no_count_is_given(site: SiteScope, sent: Sent) -> None:
    (voucher,) = await site.vouchers.create(name="lobby", minutes=60)
    assert sent.bodies == [{"name": "lobby", "timeLimitMinutes": 60, "count": 1}]
    assert await site.vouchers.get(voucher.id) == voucher


async def test_a_thousand_vouchers_are_made_and_listed_with_one_request_each(site: SiteScope, sent: Sent) -> None:
    made = await site.vouchers.create(name="festival", minutes=60, count=1000)
    listed = await site.vouchers.list(filter=VoucherFilter.name.eq("festival"))
    assert listed == made
    assert len(sent.lines) == 2


async def test_more_than_a_page_of_vouchers_arrives_whole(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.network.add_vouchers(3500)
    vouchers = await site.vouchers.list()
    assert [voucher.id for voucher in vouchers] == list(console.network.default_site.vouchers)
    assert sorted(query["offset"] for query in sent.queries) == ["0", "1000", "2000", "3000"]


async def test_a_voucher_tells_when_it_was_used_and_when_it_ends(
    site: SiteScope, console: SimulatedConsole, clock: ManualClock
) -> None:
    (made,) = await site.vouchers.create(name="lobby", minutes=60)
    assert made.code is not None
    console.network.redeem(made.code, console.network.find_client("1c:71:25:63:e4:24").id)
    used = await site.vouchers.get(made.id)
    now = datetime.fromtimestamp(clock.now(), UTC)
    assert (used.activated_at, used.expires_at, used.expired) == (now, now + timedelta(minutes=60), False)
    assert used.authorized_guest_count == 1
    clock.advance(3600)
    assert (await site.vouchers.get(made.id)).expired is True


async def test_a_voucher_that_is_not_there_is_not_found(site: SiteScope) -> None:
    with pytest.raises(NotFoundError):
        await site.vouchers.get(NOBODY)


async def test_the_code_is_not_shown(site: SiteScope) -> None:
    for voucher in await site.vouchers.list():
        assert voucher.code
        assert voucher.code not in repr(voucher)


async def test_vouchers_are_listed_by_filter(site: SiteScope) -> None:
    expired = await site.vouchers.list(filter=VoucherFilter.expired.eq(True))
    assert [voucher.name for voucher in expired] == ["day-pass"]
    unused = VoucherFilter.authorized_guest_count.eq(0) & VoucherFilter.name.starts_with("hotel")
    assert [voucher.name for voucher in await site.vouchers.list(filter=unused)] == ["hotel-guest"] * 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"name": ""}, "name"),
        ({"name": " \t"}, "name"),
        ({"count": 0}, "count"),
        ({"count": 1001}, "count"),
        ({"count": -1}, "count"),
        ({"count": True}, "count"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": -5}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"guests": 0}, "guests"),
        ({"data_megabytes": 0}, "data_megabytes"),
        ({"rx_kbps": -1}, "rx_kbps"),
        ({"rx_kbps": 1}, "rx_kbps must be at least 2"),
        ({"minutes": "480"}, "minutes must be a whole number, not a str"),
        ({"minutes": 1.5}, "minutes must be a whole number, not 1.5"),
        ({"tx_kbps": 0}, "tx_kbps"),
    ],
)
async def test_an_argument_out_of_bounds_is_never_sent(
    site: SiteScope, sent: Sent, arguments: dict[str, Any], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        await site.vouchers.create(**{"name": "lobby", "minutes": 60, **arguments})
    assert sent.lines == []


@pytest.mark.parametrize("arguments", [{"minutes": 1_000_001}, {"data_megabytes": 1_048_577}, {"rx_kbps": 100_001}])
async def test_a_limit_that_the_console_does_not_take_is_its_refusal(
    site: SiteScope, arguments: dict[str, Any]
) -> None:
    with pytest.raises(BadRequestError):
        await site.vouchers.create(**{"name": "lobby", "minutes": 60, **arguments})


async def test_a_value_that_json_does_not_have_is_told_before_anything_is_sent(site: SiteScope, sent: Sent) -> None:
    with pytest.raises(ConfigurationError, match="name holds half a character"):
        await site.vouchers.create(name="half a \ud800 pair", minutes=60)
    assert sent.lines == []


async def test_a_creation_whose_answer_was_lost_is_not_repeated(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await site.vouchers.create(name="lost", minutes=60)
    assert len(sent.lines) == 1
    assert len(await site.vouchers.list(filter=VoucherFilter.name.eq("lost"))) == 1


@pytest.mark.parametrize("body", [{}, {"vouchers": None}, {"vouchers": [{"id": "1"}, {"code": "0000000000"}]}])
async def test_an_answer_to_a_creation_that_cannot_be_read_is_no_empty_batch(
    site: SiteScope, console: SimulatedConsole, body: dict[str, Any]
) -> None:
    console.faults.add(Fault.status(201, body), "POST *")
    with pytest.raises(OutcomeUnknownError, match="vouchers") as caught:
        await site.vouchers.create(name="lobby", minutes=60, count=2)
    assert "0000000000" not in str(caught.value)


async def test_a_creation_can_be_seen_before_it_is_sent(site: SiteScope, sent: Sent) -> None:
    planned = await plan(site.vouchers.create(name="lobby", minutes=60))
    assert planned.body == {"name": "lobby", "timeLimitMinutes": 60, "count": 1}
    assert sent.lines == []


async def test_the_minutes_of_a_timedelta_are_taken_as_whole(site: SiteScope, sent: Sent) -> None:
    await site.vouchers.create(name="a day", minutes=timedelta(days=1) / timedelta(minutes=1))  # type: ignore[arg-type]
    assert sent.bodies[0]["timeLimitMinutes"] == 1440
    assert isinstance(sent.bodies[0]["timeLimitMinutes"], int)


# deleted


async def first_voucher(site: SiteScope) -> Voucher:
    voucher = await site.vouchers.list().first()
    assert voucher is not None
    return voucher


async def test_deleting_tells_whether_the_voucher_existed(site: SiteScope) -> None:
    voucher = await first_voucher(site)
    assert await site.vouchers.delete(voucher.id) is True
    assert await site.vouchers.delete(voucher.id) is False
    assert await site.vouchers.delete(NOBODY) is False


async def test_a_voucher_that_was_deleted_is_gone(site: SiteScope) -> None:
    voucher = await first_voucher(site)
    await site.vouchers.delete(voucher.id)
    with pytest.raises(NotFoundError):
        await site.vouchers.get(voucher.id)


async def test_a_deletion_whose_answer_was_lost_is_repeated_and_tells_the_truth(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    voucher = await first_voucher(site)
    console.faults.add(Fault.lose_answer(), "DELETE *")
    assert await site.vouchers.delete(voucher.id) is True
    assert [line.partition(" ")[0] for line in sent.lines] == ["GET", "DELETE", "DELETE"]


async def test_a_deletion_that_was_dropped_is_repeated_and_tells_the_truth(
    site: SiteScope, console: SimulatedConsole
) -> None:
    voucher = await first_voucher(site)
    console.faults.add(Fault.drop(), "DELETE *")
    assert await site.vouchers.delete(voucher.id) is True
    assert voucher.id not in console.network.default_site.vouchers


async def test_a_deletion_that_was_refused_before_it_began_is_told_as_it_is(
    site: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.rate_limit("0"), "DELETE *")
    assert await site.vouchers.delete(NOBODY) is False


async def test_a_deletion_that_is_refused_for_good_raises(site: SiteScope, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(403, {"code": "api.forbidden"}), "DELETE *")
    with pytest.raises(PermissionDeniedError):
        await site.vouchers.delete(NOBODY)


async def test_deleting_by_filter_takes_what_it_matches_and_nothing_else(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    hotel = VoucherFilter.name.eq("hotel-guest")
    assert await site.vouchers.delete_matching(hotel) == 2
    assert sent.queries == [{"filter": "name.eq('hotel-guest')"}]
    assert [voucher.name for voucher in console.network.default_site.vouchers.values()] == ["conference", "day-pass"]
    assert await site.vouchers.delete_matching(hotel) == 0


@pytest.mark.parametrize("filter_", [None, "", "name.eq('x')", True])
async def test_deleting_by_filter_needs_a_filter(site: SiteScope, sent: Sent, filter_: Any) -> None:
    with pytest.raises(ConfigurationError, match="filter must be a Filter"):
        await site.vouchers.delete_matching(filter_)
    assert sent.lines == []


async def test_a_filter_that_the_console_does_not_take_deletes_nothing(
    site: SiteScope, console: SimulatedConsole
) -> None:
    with pytest.raises(BadRequestError):
        await site.vouchers.delete_matching(raw("name.eq('hotel-guest'"))
    assert len(console.network.default_site.vouchers) == 4


async def test_deleting_by_filter_is_never_counted_wrong_after_a_lost_answer(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.lose_answer(), "DELETE *")
    with pytest.raises(OutcomeUnknownError):
        await site.vouchers.delete_matching(VoucherFilter.name.eq("hotel-guest"))
    assert len(sent.lines) == 1
    assert len(console.network.default_site.vouchers) == 2


async def test_a_deletion_by_filter_can_be_seen_before_it_is_sent(site: SiteScope, sent: Sent) -> None:
    planned = await plan(site.vouchers.delete_matching(VoucherFilter.expired.eq(True)))
    assert (planned.verb, planned.body) == ("DELETE", None)
    assert planned.path.endswith("/hotspot/vouchers?filter=expired.eq%28true%29")
    assert sent.lines == []


async def test_a_read_only_client_deletes_nothing(
    console: SimulatedConsole, network: NetworkClient, sent: Sent
) -> None:
    transport = Transport(read_only=True)
    await transport.open()
    reader = NetworkClient(
        console.address, api_key=console.api_key, tls=network._app.endpoint.trust, _transport=transport
    ).site(console.network.default_site.id)
    assert len(await reader.vouchers.list()) == 4
    for write in (
        reader.vouchers.delete(NOBODY),
        reader.vouchers.delete_matching(VoucherFilter.expired.eq(True)),
        reader.vouchers.create(name="lobby", minutes=60),
    ):
        with pytest.raises(MutationBlockedError):
            await write
    await transport.close()
    assert len(sent.lines) == 1


async def test_vouchers_can_be_deleted_while_they_are_listed(site: SiteScope, console: SimulatedConsole) -> None:
    doomed: Filter[Voucher] = VoucherFilter.name.eq("hotel-guest")
    async for voucher in site.vouchers.list(filter=doomed):
        assert await site.vouchers.delete(voucher.id)
    assert len(console.network.default_site.vouchers) == 2
    await asyncio.sleep(0)

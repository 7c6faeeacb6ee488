"""Access on consoles that do otherwise than the vendor's documents say: each quirk, and all of them at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unifi_sdk.access import AccessClient
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models.notifications import DeviceUpdate
from unifi_sdk.access.models.users import User
from unifi_sdk.access.models.visitors import Visitor, VisitorChanges, VisitorInput, VisitorStatus, VisitReason
from unifi_sdk.access.models.webhook_events import EventDevice
from unifi_sdk.simulator import ManualClock, Quirk, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.pictures import avatar_picture

MAIN, ELIF = sample_id("main-entrance"), sample_id("elif")
STATUSES = {
    "fay": VisitorStatus.VISITING,
    "gus": VisitorStatus.UPCOMING,
    "hana": VisitorStatus.ACTIVE,
    "ines": VisitorStatus.CANCELLED,
    "juan": VisitorStatus.VISITED,
}


async def unlock_often(access: AccessClient, times: int) -> None:
    for _ in range(times):
        await access.doors.unlock(MAIN)


async def test_the_number_of_a_status_is_read_as_the_status(console: SimulatedConsole, access: AccessClient) -> None:
    console.access.quirks.add(Quirk.VISITOR_STATUS_NUMBERS)
    visitors = {visitor.id: visitor for visitor in await access.visitors.list()}
    assert {name: visitors[sample_id(name)].status for name in STATUSES} == STATUSES
    assert all(visitor.status is not None and visitor.status.is_known for visitor in visitors.values())
    single = await access.visitors.get(sample_id("fay"))
    assert single.status is VisitorStatus.VISITING


@pytest.mark.parametrize("status", [3, "3", "VISITING"])
def test_a_status_that_came_as_a_number_is_written_back_as_a_text(status: object) -> None:
    visitor = DIALECT.codec.decode(Visitor, {"id": "a", "status": status})  # type: ignore[dict-item]
    assert visitor.status is VisitorStatus.VISITING
    assert DIALECT.codec.encode(visitor)["status"] == "VISITING"  # type: ignore[index, call-overload]


@pytest.mark.parametrize("status", [0, 7, -1, True, 1.5, [3]])
def test_what_is_no_number_of_a_status_is_kept_aside(status: object) -> None:
    visitor = DIALECT.codec.decode(Visitor, {"id": "a", "status": status})  # type: ignore[dict-item]
    assert visitor.status is None
    assert DIALECT.codec.encode(visitor)["status"] == status  # type: ignore[index, call-overload]


def test_the_numbers_are_those_of_the_filter() -> None:
    assert {status.value: status.number for status in VisitorStatus} == {
        "UPCOMING": 1, "VISITED": 2, "VISITING": 3, "CANCELLED": 4, "NO_VISIT": 5, "ACTIVE": 6,
    }  # fmt: skip
    assert VisitorStatus("NEW").number is None


@pytest.mark.parametrize("quirks", [[], [Quirk.AVATAR_URL]])
async def test_the_address_of_an_avatar_is_read_from_either_name(
    console: SimulatedConsole, access: AccessClient, quirks: list[Quirk]
) -> None:
    console.access.quirks.update(quirks)
    url = await access.users.upload_avatar(ELIF, avatar_picture("elif"), content_type="image/png")
    assert url.endswith(f"/proxy/users/public/avatar/{ELIF}")


async def test_succeed_is_a_success(console: SimulatedConsole, access: AccessClient) -> None:
    console.access.quirks.add(Quirk.SUCCEED)
    assert len(await access.users.list()) == 5
    await access.doors.unlock(MAIN)
    assert console.access.times_opened(MAIN) == 1


async def test_an_unlock_without_data_is_done(console: SimulatedConsole, access: AccessClient) -> None:
    console.access.quirks.add(Quirk.UNLOCK_WITHOUT_DATA)
    await access.doors.unlock(MAIN)
    assert console.access.times_opened(MAIN) == 1


@pytest.mark.parametrize("most", [None, 7, 10, 30])
@pytest.mark.parametrize("quirks", [[], [Quirk.LOG_PAGINATION], [Quirk.LOG_PAGINATION, Quirk.NUMBERS_AS_TEXTS]])
async def test_the_log_is_read_to_its_end_however_it_is_paged(
    console: SimulatedConsole, access: AccessClient, quirks: list[Quirk], most: int | None
) -> None:
    await unlock_often(access, 30)
    console.access.quirks.update(quirks)
    console.access.largest_page = most
    entries = await access.system_logs.list()
    assert len(entries) == len({entry.id for entry in entries}) == 30


async def test_a_log_without_a_total_goes_on_behind_a_page_that_was_cut_down(
    console: SimulatedConsole, access: AccessClient, answer
) -> None:
    pages = [
        [{"_id": f"{number}", "_source": {}} for number in range(first, last)] for first, last in ((0, 50), (50, 70))
    ]
    for page in pages:
        answer({"hits": page})
    assert [entry.id for entry in await access.system_logs.list()] == [f"{number}" for number in range(70)]
    assert len(console.requests) == 2


@pytest.mark.parametrize("most", [None, 10, 60])
async def test_every_paged_list_is_read_to_its_end_when_pages_are_cut_down(
    console: SimulatedConsole, access: AccessClient, most: int | None
) -> None:
    console.access.add_users(80)
    console.access.largest_page = most
    assert len(await access.users.list()) == 85
    pages = [page async for page in access.users.list().pages(size=200)]
    assert sum(len(page.items) for page in pages) == 85


async def test_numbers_in_texts_are_numbers(
    console: SimulatedConsole, access: AccessClient, clock: ManualClock
) -> None:
    console.access.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    now = datetime.fromtimestamp(clock.now(), UTC)
    users = await access.users.list()
    assert users[0].onboard_time == now - timedelta(days=400)
    assert users[2].onboard_time is None
    visitor = await access.visitors.get(sample_id("fay"))
    assert (visitor.start_time, visitor.end_time) == (now - timedelta(hours=1), now + timedelta(hours=3))
    assert (await access.doors.get_lock_rule(sample_id("lobby"))).ended_time == now + timedelta(hours=8)
    assert sorted(group.count or 0 for group in await access.holiday_groups.list()) == [0, 2]
    await access.doors.unlock(MAIN)
    [entry] = await access.system_logs.list()
    assert entry.source is not None
    assert entry.source.event is not None
    assert entry.source.event.published == now


async def test_totals_in_texts_are_totals(console: SimulatedConsole, access: AccessClient) -> None:
    console.access.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    console.access.add_users(80)
    listing = access.users.list()
    assert (len(await listing), listing.total) == (85, 85)


async def test_a_day_on_a_console_with_every_quirk(clock: ManualClock) -> None:
    async with SimulatedConsole(clock=clock, quirks=Quirk) as console, console.connect() as client:
        access = client.access
        now = datetime.fromtimestamp(clock.now(), UTC)
        made = await access.visitors.create(
            VisitorInput(
                first_name="Vera",
                last_name="Late",
                start_time=now + timedelta(hours=1),
                end_time=now + timedelta(hours=2),
                visit_reason=VisitReason.BUSINESS,
            )
        )
        assert made.status is VisitorStatus.UPCOMING
        changed = await access.visitors.update(made.id, VisitorChanges(remarks="Badge"))
        assert (changed.remarks, changed.start_time) == ("Badge", now + timedelta(hours=1))
        await access.doors.unlock(MAIN)
        assert len(await access.system_logs.list()) == 3  # made, changed, unlocked
        assert (await access.users.upload_avatar(ELIF, avatar_picture("elif"))).startswith("https://")


# a wrong entry of a list costs itself


def test_a_null_card_costs_no_other_card() -> None:
    user = DIALECT.codec.decode(User, {"id": "a", "nfc_cards": [None, {"id": "100001"}, 5]})
    assert [card.id for card in user.nfc_cards] == ["100001"]


async def test_a_null_target_costs_no_other_target(access: AccessClient, answer) -> None:
    target = [{"type": "door", "id": "d"}, None, "odd", {"type": "UAH", "id": "h"}]
    answer({"hits": [{"_id": "1", "_source": {"target": target}}]}, page=1, total=1)
    [entry] = await access.system_logs.list()
    assert entry.source is not None
    assert [item.id for item in entry.source.target] == ["d", "h"]


@pytest.mark.parametrize("category", [None, ["reader"], "reader", {"name": "reader"}])
def test_whatever_the_category_of_a_device_is_its_states_are_read(category: object) -> None:
    states = [None, {"location_id": "d", "lock": "locked"}, 5]
    update = DIALECT.codec.decode(DeviceUpdate, {"id": "a", "category": category, "location_states": states})  # type: ignore[dict-item]
    assert update.location_states == ({"location_id": "d", "lock": "locked"},)
    device = DIALECT.codec.decode(EventDevice, {"id": "a", "name": "Reader", "category": category})  # type: ignore[dict-item]
    assert (device.name, device.category) == ("Reader", category if isinstance(category, dict) else None)
    assert DIALECT.codec.encode(device)["category"] == category  # type: ignore[index, call-overload]

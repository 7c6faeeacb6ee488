"""A small invented estate for the simulated Access application: its people, and all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.estate.places import BUILDING, add_devices, add_doors, sample_id, sample_token
from unifi_sdk.simulator.access.estate.rules import add_identity_resources, add_rules, add_touch_passes
from unifi_sdk.simulator.access.people import NfcCard, User, UserGroup, Visitor
from unifi_sdk.simulator.access.pictures import avatar_picture

if TYPE_CHECKING:
    from unifi_sdk.simulator.access.state import AccessState

__all__ = ["furnish", "sample_id", "sample_token"]

HOUR = 3600


def furnish(state: AccessState) -> None:
    """Fill an empty estate; visits and the lobby's unlock schedule are laid around the clock's present."""
    add_devices(state)
    add_doors(state)
    add_rules(state)
    _add_users(state)
    _add_user_groups(state)
    add_touch_passes(state)
    add_identity_resources(state)
    _add_visitors(state)
    _add_cards(state)


def _add_users(state: AccessState) -> None:
    now = int(state.clock.now())
    everywhere, office_hours = sample_id("everywhere"), sample_id("office-hours")
    users = [
        User(
            id=sample_id("ada"),
            first_name="Ada",
            last_name="Example",
            email="ada@example.com",
            employee_number="1001",
            onboard_time=now - 400 * 24 * HOUR,
            is_admin=True,
            pin_code="10012001",
            access_policy_ids=[everywhere],
            license_plates={sample_id("ada-plate"): "EX 1001"},
            avatar=avatar_picture("ada"),
        ),
        User(
            id=sample_id("bruno"),
            first_name="Bruno",
            last_name="Sample",
            email="bruno@example.com",
            employee_number="1002",
            onboard_time=now - 30 * 24 * HOUR,
            access_policy_ids=[office_hours],
        ),
        User(
            id=sample_id("chloe"),
            first_name="Chloë",
            last_name="Placeholder",
            status="PENDING",
            is_admin=True,
            is_local=False,
        ),
        User(
            id=sample_id("dmitri"),
            first_name="Dmitri",
            last_name="Former",
            employee_number="0903",
            status="DEACTIVATED",
        ),
        User(id=sample_id("elif"), first_name="Elif", last_name="Test", phone="+1 555 0100", alias="Night shift"),
    ]
    state.users.update({user.id: user for user in users})


def _add_user_groups(state: AccessState) -> None:
    groups = [
        UserGroup(id=sample_id("group-top"), name=BUILDING, user_ids=[sample_id("chloe")]),
        UserGroup(
            id=sample_id("group-staff"),
            name="Staff",
            up_id=sample_id("group-top"),
            user_ids=[sample_id("ada"), sample_id("bruno")],
            access_policy_ids=[sample_id("office-hours")],
        ),
        UserGroup(
            id=sample_id("group-night"),
            name="Night Shift",
            up_id=sample_id("group-staff"),
            user_ids=[sample_id("elif")],
        ),
    ]
    state.user_groups.update({group.id: group for group in groups})


def _add_visitors(state: AccessState) -> None:
    now = int(state.clock.now())
    on_site = _visitor("fay", "Fay", "Visitor", now - HOUR, now + 3 * HOUR)
    on_site.visit_reason, on_site.visitor_company, on_site.has_arrived = "Business", "Example Works", True
    on_site.inviter_id, on_site.inviter_name = sample_id("ada"), "Ada Example"
    weekly = _visitor("hana", "Hana", "Weekly", now - 24 * HOUR, now + 30 * 24 * HOUR)
    workday = [{"start_time": "09:00:00", "end_time": "17:00:59"}]
    weekly.weekly = {
        "sunday": [],
        "monday": workday,
        "tuesday": workday,
        "wednesday": [],
        "thursday": [],
        "friday": workday,
        "saturday": [],
    }
    cancelled = _visitor("ines", "Ines", "Cancelled", now + 24 * HOUR, now + 26 * HOUR)
    cancelled.is_cancelled = True
    past = _visitor("juan", "Juan", "Past", now - 48 * HOUR, now - 44 * HOUR)
    past.has_arrived = True
    visitors = [on_site, _visitor("gus", "Gus", "Tomorrow", now + 24 * HOUR, now + 28 * HOUR), weekly, cancelled, past]
    state.visitors.update({visitor.id: visitor for visitor in visitors})


def _visitor(key: str, first_name: str, last_name: str, start_time: int, end_time: int) -> Visitor:
    return Visitor(
        id=sample_id(key),
        first_name=first_name,
        last_name=last_name,
        start_time=start_time,
        end_time=end_time,
        create_time=min(start_time, end_time) - HOUR,
        schedule_id=sample_id(f"{key}-schedule"),
        schedule_name=f"visitor-{start_time * 1000}",
        group_ids=[sample_id("public-doors")],
    )


def _add_cards(state: AccessState) -> None:
    holders = {"100001": "ada", "100002": "ada", "100003": "bruno", "100004": "fay", "100005": None}
    for display_id, key in holders.items():
        holder_id = None if key is None else sample_id(key)
        nfc_id = f"{int(display_id) * 2_654_435_761 % 2**32:08X}"
        card = NfcCard(token=sample_token(display_id), display_id=display_id, nfc_id=nfc_id, holder_id=holder_id)
        state.cards[card.token] = card
    state.cards[sample_token("100002")].is_transferable = False

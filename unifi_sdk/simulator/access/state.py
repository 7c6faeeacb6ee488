"""What a simulated Access application remembers: people, credentials, doors and devices, all moved by one clock."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.delivery import WebhookEndpoint
from unifi_sdk.simulator.access.journal import Journal
from unifi_sdk.simulator.access.people import (
    EnrolmentSession,
    IdentityResource,
    NfcCard,
    Person,
    TouchPass,
    User,
    UserGroup,
    Visitor,
)
from unifi_sdk.simulator.access.places import (
    AccessPolicy,
    Device,
    Door,
    DoorbellReason,
    DoorGroup,
    HolidayGroup,
    LockRule,
    Ring,
    Schedule,
    UnlockRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.clock import Clock
    from unifi_sdk.simulator.quirks import Quirk

__all__ = [
    "AccessPolicy",
    "AccessState",
    "Device",
    "Door",
    "DoorGroup",
    "DoorbellReason",
    "EnrolmentSession",
    "HolidayGroup",
    "IdentityResource",
    "LockRule",
    "NfcCard",
    "Person",
    "Ring",
    "Schedule",
    "TouchPass",
    "UnlockRecord",
    "User",
    "UserGroup",
    "Visitor",
    "WebhookEndpoint",
]


class AccessState:
    """Everything one simulated Access application knows; each attribute may be read and changed by tests.

    Args:
        clock: Tells the time in unix seconds; visits, rules, unlocks and enrolments follow it.
        quirks: What it does otherwise than the documents say; `quirks` may be changed later.
    """

    def __init__(self, clock: Clock, quirks: Iterable[Quirk] = ()) -> None:
        self.clock = clock
        self.quirks: set[Quirk] = set(quirks)
        self.users: dict[str, User] = {}
        self.user_groups: dict[str, UserGroup] = {}
        self.visitors: dict[str, Visitor] = {}
        self.cards: dict[str, NfcCard] = {}
        """NFC token to card."""
        self.sessions: dict[str, EnrolmentSession] = {}
        self.touch_passes: dict[str, TouchPass] = {}
        self.devices: dict[str, Device] = {}
        self.floors: dict[str, str] = {}
        """Floor id to name."""
        self.doors: dict[str, Door] = {}
        self.door_groups: dict[str, DoorGroup] = {}
        self.policies: dict[str, AccessPolicy] = {}
        self.schedules: dict[str, Schedule] = {}
        self.holiday_groups: dict[str, HolidayGroup] = {}
        self.identity_resources: dict[str, list[IdentityResource]] = {"ev_station": [], "vpn": [], "wifi": []}
        """Type of resource to what there is of it."""
        self.invitations: list[tuple[str, str]] = []
        """User id and email address of every Identity invitation that was sent."""
        self.webhook_endpoints: dict[str, WebhookEndpoint] = {}
        self.certificate: tuple[bytes, bytes] | None = None
        """Certificate and key (PEM) that were uploaded for port 12445; the simulated console goes on with its own."""
        self.unlocks: list[UnlockRecord] = []
        self.rings: dict[str, Ring] = {}
        """Request id to the doorbell that rings at this moment."""
        self.lockdown = False
        self.evacuation = False
        self.actor_name = "Simulated Token"
        """The name of the token, which stands for the actor where a request names none."""
        self.pin_length = 8
        """Digits of every PIN, a setting of the console."""
        self.unlock_seconds = 5.0
        """How long a remote unlock keeps the lock open."""
        self.plates_replace = False
        """Whether an assignment of licence plates takes away those that it doesn't name."""
        self.session_seconds = 60.0
        """How long an enrolment session waits for a card."""
        self.ring_seconds = 30.0
        """How long a doorbell rings when nobody answers."""
        self.cancel_rings_again = False
        """Whether a doorbell request with `cancel` rings anew; the documents and observations disagree."""
        self.largest_page: int | None = None
        """What pages that ask for more items are cut down to; None gives as many as were asked for."""
        self.devices_are_flat = False
        """Whether the list of devices is one list instead of a list of lists."""
        self.touch_passes_purchased = 0
        """How many Touch Passes were bought: they cost money, so nothing may buy one twice."""
        self.journal = Journal(clock)
        self.hash_key = secrets.token_bytes(32)
        """What PINs are hashed with before they are told."""

    def is_unlocked(self, door: Door) -> bool:
        """Whether the lock of a door is open now: by an emergency, a remote unlock, a rule or a schedule."""
        now = self.clock.now()
        rule = door.current_rule(now)
        if door.hub_id is None or self.is_locked_down:
            return False
        if self.evacuation or now < door.pulse_until:
            return True
        return rule is not None and rule.type in ("keep_unlock", "custom", "schedule")

    @property
    def is_locked_down(self) -> bool:
        """Whether every door is locked by an emergency; an evacuation goes before."""
        return self.lockdown and not self.evacuation

    def groups_of(self, user: User) -> list[UserGroup]:
        """The groups that a user is in, directly or by a group below."""
        direct = {group.id for group in self.user_groups.values() if user.id in group.user_ids}
        above = {up_id for group_id in direct for up_id in self.up_ids(self.user_groups[group_id])}
        return [group for group in self.user_groups.values() if group.id in direct | above]

    def up_ids(self, group: UserGroup) -> list[str]:
        """The groups above a group, the topmost first."""
        above = self.user_groups.get(group.up_id)
        return [] if above is None else [*self.up_ids(above), above.id]

    def touch_pass_of(self, user: User) -> TouchPass | None:
        """The one Touch Pass that a user may have."""
        return next((item for item in self.touch_passes.values() if item.user_id == user.id), None)

    def arrive(self, visitor_id: str) -> None:
        """A visitor uses a credential for the first time: the visit is no longer only planned."""
        self.visitors[visitor_id].has_arrived = True

    def times_opened(self, door_id: str) -> int:
        """How often the API opened a door; a gate's `close` and `stop` do not count."""
        return sum(record.door_id == door_id and record.control_cmd in (None, "open") for record in self.unlocks)

    def people(self) -> Iterable[Person]:
        """Users, then visitors."""
        yield from self.users.values()
        yield from self.visitors.values()

    def holder(self, card: NfcCard) -> Person | None:
        """Who holds a card."""
        if card.holder_id is None:
            return None
        return self.users.get(card.holder_id) or self.visitors.get(card.holder_id)

    def cards_of(self, person: Person) -> list[NfcCard]:
        """The cards somebody holds."""
        return [card for card in self.cards.values() if card.holder_id == person.id]

    def release(self, person: Person) -> None:
        """Take PIN and cards away from somebody, and suspend the pass; the cards stay known, without a holder."""
        person.pin_code = None
        for card in self.cards_of(person):
            card.holder_id = None
        for touch_pass in self.touch_passes.values():
            touch_pass.status = "SUSPENDED" if touch_pass.user_id == person.id else touch_pass.status

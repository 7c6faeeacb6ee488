"""What a simulated Access application remembers: people, credentials, doors and devices, all moved by one clock."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from typing import TYPE_CHECKING, ClassVar

from attrs import Factory, define, field

from unifi_sdk.simulator.access_wire import AccessRefusalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unifi_sdk.simulator.clock import Clock

FOREVER = 1_893_456_000
"""Seconds from now to the `ended_time` of a rule that has no end; the console answers a time some 60 years ahead."""


@define(kw_only=True)
class Person:
    """Somebody who can hold one PIN and any number of cards."""

    id: str
    first_name: str
    last_name: str
    pin_code: str | None = field(default=None, repr=False)
    """Stored in the clear so that tests can see it; the API never tells it."""
    license_plates: dict[str, str] = field(default=Factory(dict))
    """Plate id to plate text."""
    user_type: ClassVar[str] = "USER"

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@define(kw_only=True)
class User(Person):
    """A permanent user."""

    email: str = ""
    employee_number: str = ""
    alias: str = ""
    phone: str = ""
    status: str = "ACTIVE"
    """`ACTIVE`, `PENDING` or `DEACTIVATED`."""
    onboard_time: int = 0
    """Unix seconds; 0 means unset."""
    is_admin: bool = False
    access_policy_ids: list[str] = field(default=Factory(list))
    touch_pass: Mapping[str, object] | None = None


@define(kw_only=True)
class Visitor(Person):
    """Somebody who comes for a time."""

    start_time: int
    """Unix seconds."""
    end_time: int
    """Unix seconds; the visit is over from this second on."""
    visit_reason: str = "Others"
    remarks: str = ""
    mobile_phone: str = ""
    email: str = ""
    visitor_company: str = ""
    create_time: int = 0
    inviter_id: str = ""
    inviter_name: str = ""
    schedule_id: str
    schedule_name: str
    weekly: Mapping[str, object] | None = None
    """Seven days of time ranges, or None for a visit that happens once."""
    group_ids: list[str] = field(default=Factory(list))
    private_group_id: str | None = None
    """The door group that the console makes for doors assigned one by one."""
    is_cancelled: bool = False
    has_arrived: bool = False
    user_type: ClassVar[str] = "VISITOR"

    def status(self, now: float) -> str:
        """The visit's status at a time in unix seconds (reference 4.1)."""
        if self.is_cancelled:
            return "CANCELLED"
        if now < self.start_time:
            return "UPCOMING"
        if now < self.end_time:
            return "VISITING" if self.has_arrived else "ACTIVE"
        return "VISITED" if self.has_arrived else "NO_VISIT"

    def is_over(self, now: float) -> bool:
        """Whether the visit was cancelled or has ended, which takes its credentials away."""
        return self.is_cancelled or now >= self.end_time


@define(kw_only=True)
class NfcCard:
    """A card that the console knows."""

    token: str = field(repr=False)
    display_id: str
    alias: str = ""
    holder_id: str | None = None
    is_transferable: bool = True
    """False for a card of an Identity Enterprise user: it never goes to somebody else, not even by force."""


@define(kw_only=True)
class EnrolmentSession:
    """A reader that waits for a card."""

    id: str
    device_id: str
    expires_at: float
    """Unix seconds."""
    reset_ua_card: bool = False
    card: NfcCard | None = None
    failure: str | None = None
    """The code of the last tap that went wrong."""


@define(kw_only=True)
class Device:
    """A hub, reader or gate hub."""

    id: str
    """Twelve lower-case hexadecimal digits."""
    name: str
    type: str
    alias: str = ""
    location_id: str = ""
    """The door it is bound to."""
    capabilities: list[str] = field(default=Factory(list))
    is_online: bool = True


@define(kw_only=True)
class LockRule:
    """A temporary rule of one door; over at `ended_time`."""

    type: str
    ended_time: int
    """Unix seconds."""


@define(kw_only=True)
class Door:
    """A door and what moves its lock."""

    id: str
    name: str
    full_name: str
    floor_id: str
    hub_id: str | None = None
    """The device that drives the lock; without one the door cannot be unlocked."""
    position: str | None = None
    """What the position sensor says: `open`, `close`, `none`, an empty text or None."""
    live_fields: Mapping[str, object] = field(default=Factory(dict))
    """Fields that real consoles add to the documented ones."""
    is_gate: bool = False
    has_lock_rules: bool = True
    """False for hubs that cannot take temporary rules."""
    schedule_until: float = 0.0
    """End of the unlock schedule's current window, unix seconds; in the past when there is none."""
    pulse_until: float = 0.0
    """End of the last remote unlock, unix seconds."""
    rule: LockRule | None = None
    early_end: LockRule | None = None
    """Set when the schedule's current window was ended before its time."""

    def current_rule(self, now: float) -> LockRule | None:
        """The rule in force at a time: a temporary one, else the schedule's window or its early end, else None."""
        if self.rule is not None and now < self.rule.ended_time:
            return self.rule
        if self.early_end is not None and now < self.early_end.ended_time:
            return self.early_end
        if now < self.schedule_until:
            return LockRule(type="schedule", ended_time=int(self.schedule_until))
        return None


@define(kw_only=True)
class UnlockRecord:
    """One remote unlock that the console accepted."""

    door_id: str
    time: float
    """Unix seconds."""
    actor_id: str | None = None
    """None when the caller named nobody: the console then logs the token's own name."""
    actor_name: str | None = None
    extra: Mapping[str, object] | None = None
    reader_id: str | None = None
    entry_method: str | None = None
    control_cmd: str | None = None


@define(kw_only=True)
class AccessPolicy:
    """Which doors a user may open, and when."""

    id: str
    name: str
    schedule_id: str
    resources: list[dict[str, str]]


@define(kw_only=True)
class DoorGroup:
    """Doors under one name."""

    id: str
    name: str
    door_ids: list[str] = field(default=Factory(list))


class AccessEstate:
    """Everything one simulated Access application knows; each attribute may be read and changed by tests.

    Args:
        clock: Tells the time in unix seconds; visits, rules, unlocks and enrolments follow it.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.users: dict[str, User] = {}
        self.visitors: dict[str, Visitor] = {}
        self.cards: dict[str, NfcCard] = {}
        """NFC token to card."""
        self.sessions: dict[str, EnrolmentSession] = {}
        self.devices: dict[str, Device] = {}
        self.doors: dict[str, Door] = {}
        self.door_groups: dict[str, DoorGroup] = {}
        self.policies: dict[str, AccessPolicy] = {}
        self.unlocks: list[UnlockRecord] = []
        self.lockdown = False
        self.evacuation = False
        self.pin_length = 8
        """Digits of every PIN, a setting of the console."""
        self.unlock_seconds = 5.0
        """How long a remote unlock keeps the lock open."""
        self.session_seconds = 60.0
        """How long an enrolment session waits for a card."""
        self._hash_key = secrets.token_bytes(32)

    def settle(self) -> None:
        """Let the clock take effect: visits that are over lose their credentials, late enrolment sessions end.

        Every request does this first; call it before looking at the state directly.
        """
        now = self.clock.now()
        over = {visitor.id for visitor in self.visitors.values() if visitor.is_over(now)}
        for visitor_id in over:
            self.visitors[visitor_id].pin_code = None
        for card in self.cards.values():
            card.holder_id = None if card.holder_id in over else card.holder_id
        for session in [session for session in self.sessions.values() if now >= session.expires_at]:
            del self.sessions[session.id]

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
        """Take PIN and cards away from somebody; the cards stay known, without a holder."""
        person.pin_code = None
        for card in self.cards_of(person):
            card.holder_id = None

    def card(self, token: str) -> NfcCard:
        """The card with a token, or `CODE_RESOURCE_NOT_FOUND`."""
        if token not in self.cards:
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        return self.cards[token]

    def pin_hash(self, person: Person) -> dict[str, str] | None:
        """The `pin_code` field of an answer: a keyed hash that tells nothing about the PIN, or None without one."""
        if person.pin_code is None:
            return None
        return {"token": hmac.new(self._hash_key, person.pin_code.encode(), hashlib.sha256).hexdigest()}


def new_id() -> str:
    """A fresh UUID, the form of nearly all ids in Access."""
    return str(uuid.uuid4())


def card_refs(cards: Iterable[NfcCard]) -> list[dict[str, str]]:
    """The `nfc_cards` field of a person's answer."""
    return [{"id": card.display_id, "token": card.token, "type": "ua_card"} for card in cards]


def plate_refs(person: Person) -> list[dict[str, str]]:
    """The `license_plates` field of a person's answer."""
    return [
        {"id": plate_id, "credential": plate, "credential_type": "license", "credential_status": "active"}
        for plate_id, plate in person.license_plates.items()
    ]

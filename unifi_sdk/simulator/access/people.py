"""Who comes through the doors of a simulated Access application, and with what: users, visitors, cards, passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import Factory, define, field


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
    avatar: bytes = field(default=b"", repr=False)
    """A picture, or nothing."""
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
    is_local: bool = True
    """False for somebody with a UI account, whose picture is not the console's to change."""
    identity: dict[str, list[str]] = field(default=Factory(dict))
    """Identity resource type to the ids assigned."""


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
    qr_code: str | None = field(default=None, repr=False)
    """What the visitor's QR code says; nothing without one."""
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
    nfc_id: str = ""
    """What the chip says: hexadecimal digits."""
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
class UserGroup:
    """Users under one name, who share access policies; groups may lie in groups."""

    id: str
    name: str
    up_id: str = ""
    """The group above; empty for none."""
    user_ids: list[str] = field(default=Factory(list))
    """Direct members only."""
    access_policy_ids: list[str] = field(default=Factory(list))
    identity: dict[str, list[str]] = field(default=Factory(dict))
    """Identity resource type to the ids assigned."""


@define(kw_only=True)
class TouchPass:
    """A pass for a phone's wallet; bought, then assigned to one user at a time."""

    id: str
    card_id: str
    """Four groups of four hexadecimal digits."""
    card_name: str = ""
    status: str = "INACTIVE"
    """`ACTIVE`, `PENDING`, `SUSPENDED`, `INACTIVE` or `EXPIRED`."""
    last_activity: float = 0.0
    """Unix seconds."""
    user_id: str = ""
    user_email: str = ""
    was_activated: bool = False
    """Whether a phone has ever taken it."""
    bundles: list[dict[str, object]] = field(default=Factory(list))
    """The phones that hold it."""


@define(kw_only=True)
class IdentityResource:
    """Something that UniFi Identity gives to people: a WiFi, a VPN, a charger or a camera."""

    id: str
    """24 hexadecimal digits."""
    name: str
    short_name: str = ""
    deleted: bool = False
    metadata: Mapping[str, object] | None = None
    """What an assignment of it tells beyond the name."""

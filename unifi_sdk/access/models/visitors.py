"""Visitors, and when and where they may come in."""

from __future__ import annotations

from typing import Self

from unifi_sdk._core.model import UNSET, Model, OpenEnum, UnixSeconds, Unset, model, untrusted
from unifi_sdk.access.models.credentials import AssignedCard, LicensePlate, PinHash
from unifi_sdk.access.models.door_groups import ResourceRef
from unifi_sdk.access.models.weeks import WeekSchedule

__all__ = [
    "VisitReason",
    "Visitor",
    "VisitorChanges",
    "VisitorExpand",
    "VisitorInput",
    "VisitorSchedule",
    "VisitorStatus",
]


class VisitorStatus(OpenEnum):
    """How far a visit has come; some consoles send its number, from 1 in this order (reference 4.1)."""

    UPCOMING = "UPCOMING"
    VISITED = "VISITED"
    VISITING = "VISITING"
    CANCELLED = "CANCELLED"
    NO_VISIT = "NO_VISIT"
    """It is over and nobody came."""
    ACTIVE = "ACTIVE"

    @classmethod
    def of_number(cls, number: int) -> Self | None:
        """The status with a number from 1 to 6; None for another number."""
        return [*cls][number - 1] if 1 <= number <= len(cls) else None

    @property
    def number(self) -> int | None:
        """What the filter of the list takes; None for a status that this version of the SDK doesn't know."""
        return [*type(self)].index(self) + 1 if self.is_known else None

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if value == "CANCELED":
            return cls("CANCELLED")
        number = int(value) if isinstance(value, str) and len(value) == 1 and value in "123456" else 0
        return cls.of_number(number) or super()._missing_(value)


class VisitReason(OpenEnum):
    """Why somebody comes."""

    INTERVIEW = "Interview"
    BUSINESS = "Business"
    COOPERATION = "Cooperation"
    OTHERS = "Others"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        spelled_otherwise = (reason for reason in cls if reason.casefold() == str(value).casefold())
        return next(spelled_otherwise, None) or super()._missing_(value)


class VisitorExpand(OpenEnum):
    """What a list of visitors can carry along."""

    ACCESS_POLICY = "access_policy"
    RESOURCE = "resource"
    SCHEDULE = "schedule"
    NFC_CARD = "nfc_card"
    PIN_CODE = "pin_code"


@model
class VisitorSchedule(Model):
    """When a visitor may come in."""

    id: str | None = None
    name: str | None = None
    is_default: bool | None = None
    type: str | None = None
    weekly: WeekSchedule | None = None
    """The times of a visit that recurs; None for one that happens once."""


@model
class Visitor(Model):
    """Somebody who comes for a time; texts are empty where the console has nothing."""

    id: str = ""
    first_name: str | None = untrusted(default=None)
    last_name: str | None = untrusted(default=None)
    status: VisitorStatus | None = None
    start_time: UnixSeconds | None = None
    end_time: UnixSeconds | None = None
    visit_reason: VisitReason | None = None
    inviter_id: str | None = None
    inviter_name: str | None = untrusted(default=None)
    mobile_phone: str | None = untrusted(default=None)
    email: str | None = untrusted(default=None)
    visitor_company: str | None = untrusted(default=None)
    remarks: str | None = untrusted(default=None)
    nfc_cards: tuple[AssignedCard, ...] = ()
    license_plates: tuple[LicensePlate, ...] = ()
    pin_code: PinHash | None = None
    """None without a PIN."""
    schedule_id: str | None = None
    schedule: VisitorSchedule | None = None
    resources: tuple[ResourceRef, ...] = ()
    """Where the visitor may go; doors given one by one stand here as one group that the console made for them."""


@model
class VisitorInput(Model):
    """A visitor to be."""

    first_name: str
    last_name: str
    start_time: UnixSeconds
    """Aware; whole seconds are sent."""
    end_time: UnixSeconds
    """Aware, after the start."""
    visit_reason: VisitReason
    resources: tuple[ResourceRef, ...] | None = None
    """Where the visitor may go."""
    week_schedule: WeekSchedule | None = None
    """The times of a visit that recurs between start and end; None for one that happens once."""
    mobile_phone: str | None = None
    email: str | None = None
    visitor_company: str | None = None
    remarks: str | None = None


@model
class VisitorChanges(Model):
    """What is to change about a visitor; what is UNSET stays, an empty text empties its field."""

    first_name: str | Unset = UNSET
    last_name: str | Unset = UNSET
    start_time: UnixSeconds | Unset = UNSET
    """Aware; whole seconds are sent."""
    end_time: UnixSeconds | Unset = UNSET
    """Aware, after the start."""
    visit_reason: VisitReason | Unset = UNSET
    resources: tuple[ResourceRef, ...] | Unset = UNSET
    """All of them; whatever is not among them is taken away."""
    week_schedule: WeekSchedule | Unset = UNSET
    """All seven days."""
    mobile_phone: str | Unset = UNSET
    email: str | Unset = UNSET
    visitor_company: str | Unset = UNSET
    remarks: str | Unset = UNSET

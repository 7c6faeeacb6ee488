"""Users."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixSeconds, model, one_or_many, untrusted
from unifi_sdk.access.models.access_policies import AccessPolicy
from unifi_sdk.access.models.credentials import AssignedCard, LicensePlate, PinHash
from unifi_sdk.access.models.touch_passes import TouchPass

__all__ = ["EmailStatus", "User", "UserStatus"]


class UserStatus(OpenEnum):
    """Whether a user account works."""

    ACTIVE = "ACTIVE"
    PENDING = "PENDING"
    """An invited administrator has not accepted yet."""
    DEACTIVATED = "DEACTIVATED"


class EmailStatus(OpenEnum):
    """Whether an email address was confirmed."""

    VERIFIED = "VERIFIED"
    UNVERIFIED = "UNVERIFIED"
    NONE = ""
    """There is no address."""


@model
class User(Model):
    """Somebody who comes and goes for good; texts are empty where the console has nothing."""

    id: str = ""
    first_name: str | None = untrusted(default=None)
    last_name: str | None = untrusted(default=None)
    full_name: str | None = untrusted(default=None)
    alias: str | None = untrusted(default=None)
    """The preferred name."""
    user_email: str | None = untrusted(default=None)
    email: str | None = untrusted(default=None)
    """The same address, in search results."""
    email_status: EmailStatus | None = None
    username: str | None = untrusted(default=None)
    phone: str | None = untrusted(default=None)
    employee_number: str | None = untrusted(default=None)
    onboard_time: UnixSeconds | None = None
    """When the user began."""
    status: UserStatus | None = None
    nfc_cards: tuple[AssignedCard, ...] = ()
    license_plates: tuple[LicensePlate, ...] = ()
    pin_code: PinHash | None = None
    """None without a PIN."""
    touch_pass: tuple[TouchPass, ...] = one_or_many()
    """At most one; consoles send it alone or in a list."""
    access_policy_ids: tuple[str, ...] = ()
    access_policies: tuple[AccessPolicy, ...] = ()
    """Only where they were asked for; so are their ids and `license_plates` in lists of newer consoles."""
    avatar_relative_path: str | None = None


@model
class Avatar(Model):
    """A profile picture that was just taken over."""

    avatar_url: str | None = None
    """Where the console shows it; a URL outside this API."""
    url: str | None = None
    """The same, from some consoles."""

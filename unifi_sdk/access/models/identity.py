"""What UniFi Identity gives to users: invitations, WiFi, VPN, charging stations and cameras."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model, untrusted

__all__ = [
    "IdentityMetadata",
    "IdentityResource",
    "IdentityResourceType",
    "IdentityResources",
    "Invitation",
    "InvitationFailure",
]


class IdentityResourceType(OpenEnum):
    """What UniFi Identity can give."""

    EV_STATION = "ev_station"
    VPN = "vpn"
    WIFI = "wifi"
    CAMERA = "camera"
    """Told, but not assigned through this API."""


@model
class Invitation(Model):
    """Somebody to be invited."""

    user_id: str
    email: str | None = None
    """Where to; it becomes the user's address. The address that the user has when left out."""


@model
class InvitationFailure(Model):
    """An invitation that was not sent."""

    user_id: str | None = None
    user_email: str | None = untrusted(default=None)
    error_code: str | None = None
    """Empty in the vendor's own sample."""
    error_msg: str | None = None


@model
class IdentityMetadata(Model):
    """What else is known of a resource."""

    has_ip: bool | None = None


@model
class IdentityResource(Model):
    """A WiFi, a VPN, a charging station or a camera."""

    id: str | None = None
    name: str | None = None
    short_name: str | None = None
    deleted: bool | None = None
    """Whether it is disabled."""
    metadata: IdentityMetadata | None = None


@model
class IdentityResources(Model):
    """Resources by their type; a type that the SDK doesn't know stands in ``extra``."""

    ev_station: tuple[IdentityResource, ...] = ()
    vpn: tuple[IdentityResource, ...] = ()
    wifi: tuple[IdentityResource, ...] = ()
    camera: tuple[IdentityResource, ...] = ()

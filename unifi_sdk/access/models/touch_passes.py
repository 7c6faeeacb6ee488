"""Touch Passes: credentials in the wallet of a phone."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.model import IsoTime, Json, Model, OpenEnum, model, untrusted

__all__ = [
    "BundleSource",
    "BundleStatus",
    "TouchPass",
    "TouchPassBundle",
    "TouchPassStatus",
    "TouchPassUserStatus",
]


class TouchPassStatus(OpenEnum):
    """What has become of a Touch Pass."""

    ACTIVE = "ACTIVE"
    PENDING = "PENDING"
    """Assigned; the user has not added it to a phone yet."""
    SUSPENDED = "SUSPENDED"
    INACTIVE = "INACTIVE"
    """Assigned to nobody."""
    EXPIRED = "EXPIRED"


class TouchPassUserStatus(OpenEnum):
    """What has become of the user of a Touch Pass."""

    ACTIVE = "ACTIVE"
    PENDING = "PENDING"
    UNLINK = "UNLINK"
    """The user is lost, or was removed."""
    NONE = ""


class BundleStatus(OpenEnum):
    """Whether a phone is bound to a Touch Pass."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    DISABLED = "DISABLED"
    """What is sent to unbind a phone."""


class BundleSource(OpenEnum):
    """Whose wallet holds a Touch Pass."""

    GOOGLE = "google"
    APPLE = "apple"


@model
class TouchPassBundle(Model):
    """A phone with a Touch Pass in its wallet."""

    bundle_id: str | None = None
    bundle_status: BundleStatus | None = None
    device_id: str | None = None
    device_name: str | None = untrusted(default=None)
    device_type: int | None = None
    """A number of the vendor's for the kind of phone."""
    source: BundleSource | None = None


@model
class TouchPass(Model):
    """A credential in the wallet of a phone; texts are empty where the console has nothing."""

    id: str = ""
    card_id: str | None = None
    """The number on display, such as ``70A3-2FAD-181B-4CC9``."""
    card_name: str | None = untrusted(default=None)
    status: TouchPassStatus | None = None
    last_activity: IsoTime | None = None
    activated_at: Mapping[str, Json] | None = None
    """An object that is empty wherever it was seen; None before the activation."""
    expired_at: Mapping[str, Json] | None = None
    """Likewise."""
    bundles: tuple[TouchPassBundle, ...] = ()
    """The phones that it is on."""
    user_id: str | None = None
    """Empty when it is assigned to nobody."""
    user_name: str | None = untrusted(default=None)
    user_email: str | None = untrusted(default=None)
    user_status: TouchPassUserStatus | None = None
    user_avatar: str | None = None
    """A URL outside this API."""

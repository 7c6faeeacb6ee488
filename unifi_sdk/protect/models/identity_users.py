"""Users of UniFi Identity, who come in with cards and fingerprints."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model, untrusted

__all__ = ["IdentityUser", "IdentityUserStatus"]


class IdentityUserStatus(OpenEnum):
    """Whether a user's account works."""

    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


@model
class IdentityUser(Model):
    """A user of UniFi Identity."""

    id: str
    """What `NfcCardScanned` and `FingerprintIdentified` tell, and `User.ucore_user_id`."""
    model_key: str = "ulpUser"
    first_name: str | None = untrusted(default=None)
    last_name: str | None = untrusted(default=None)
    full_name: str | None = untrusted(default=None)
    email: str | None = untrusted(default=None)
    """Empty without an address. From UniFi Protect 7.2."""
    status: IdentityUserStatus | None = None

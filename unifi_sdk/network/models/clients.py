"""Connected clients, and what a guest among them is allowed."""

from __future__ import annotations

from unifi_sdk._core.model import IsoTime, Model, OpenEnum, model, untrusted

__all__ = [
    "ActionResult",
    "AuthorizationMethod",
    "AuthorizationResult",
    "Client",
    "ClientAccess",
    "ClientAccessType",
    "ClientType",
    "DefaultAccess",
    "GuestAccess",
    "GuestAuthorization",
    "GuestUsage",
    "TeleportClient",
    "UnauthorizationResult",
    "VpnClient",
    "WiredClient",
    "WirelessClient",
]


class ClientType(OpenEnum):
    """How a client is connected."""

    WIRED = "WIRED"
    WIRELESS = "WIRELESS"
    VPN = "VPN"
    TELEPORT = "TELEPORT"


class ClientAccessType(OpenEnum):
    """Whether a client needs to be let in."""

    DEFAULT = "DEFAULT"
    GUEST = "GUEST"


class AuthorizationMethod(OpenEnum):
    """How a guest was let in."""

    VOUCHER = "VOUCHER"
    API = "API"
    OTHER = "OTHER"


class ClientAction(OpenEnum):
    """What can be done to a client."""

    AUTHORIZE_GUEST_ACCESS = "AUTHORIZE_GUEST_ACCESS"
    UNAUTHORIZE_GUEST_ACCESS = "UNAUTHORIZE_GUEST_ACCESS"


@model
class GuestUsage(Model):
    """What a guest has used since being let in."""

    duration_sec: int | None = None
    rx_bytes: int | None = None
    tx_bytes: int | None = None
    bytes: int | None = None
    """Both directions together."""


@model
class GuestAuthorization(Model):
    """One admission of a guest, with its limits."""

    authorized_at: IsoTime | None = None
    authorization_method: AuthorizationMethod | None = None
    expires_at: IsoTime | None = None
    data_usage_limit_m_bytes: int | None = None
    rx_rate_limit_kbps: int | None = None
    """Download."""
    tx_rate_limit_kbps: int | None = None
    """Upload."""
    usage: GuestUsage | None = None


@model(tag="type")
class ClientAccess(Model):
    """What access a client has; a kind that the SDK doesn't know is of this class."""

    type: ClientAccessType


@model
class DefaultAccess(ClientAccess):
    """Access without a portal."""

    type: ClientAccessType = ClientAccessType.DEFAULT


@model
class GuestAccess(ClientAccess):
    """Access of a guest, who has to be let in."""

    type: ClientAccessType = ClientAccessType.GUEST
    authorized: bool | None = None
    authorization: GuestAuthorization | None = None
    """The admission in force; given for a single client, not in lists."""


@model(tag="type")
class Client(Model):
    """A connected client; a kind that the SDK doesn't know is of this class."""

    type: ClientType
    id: str
    name: str | None = untrusted(default=None)
    """Often the name that the device gives itself."""
    connected_at: IsoTime | None = None
    ip_address: str | None = None
    mac_address: str | None = None
    """None for a client that has none, such as one behind a VPN."""
    uplink_device_id: str | None = None
    """The switch or access point; None for a client behind none."""
    access: ClientAccess | None = None

    @property
    def is_guest(self) -> bool:
        """Whether the client came through a guest network."""
        return isinstance(self.access, GuestAccess)

    @property
    def is_authorized(self) -> bool:
        """Whether the client is a guest that has been let in."""
        return isinstance(self.access, GuestAccess) and self.access.authorized is True

    @property
    def authorization(self) -> GuestAuthorization | None:
        """The admission in force of a guest; lists leave it out, `Clients.get` has it."""
        return self.access.authorization if isinstance(self.access, GuestAccess) else None


@model
class WiredClient(Client):
    """A client on a cable."""

    type: ClientType = ClientType.WIRED


@model
class WirelessClient(Client):
    """A client on WiFi."""

    type: ClientType = ClientType.WIRELESS


@model
class VpnClient(Client):
    """A client behind a VPN."""

    type: ClientType = ClientType.VPN


@model
class TeleportClient(Client):
    """A client behind Teleport."""

    type: ClientType = ClientType.TELEPORT


@model(tag="action")
class ActionResult(Model):
    """What an action on a client did; an action that the SDK doesn't know is of this class."""

    action: ClientAction
    revoked_authorization: GuestAuthorization | None = None
    """The admission that was in force before and has ended."""


@model
class AuthorizationResult(ActionResult):
    """A guest was let in."""

    action: ClientAction = ClientAction.AUTHORIZE_GUEST_ACCESS
    granted_authorization: GuestAuthorization | None = None


@model
class UnauthorizationResult(ActionResult):
    """A guest was sent out."""

    action: ClientAction = ClientAction.UNAUTHORIZE_GUEST_ACCESS

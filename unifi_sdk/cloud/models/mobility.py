"""Mobility: workspaces, their admins, mobile routers and what is connected to these."""

from __future__ import annotations

from unifi_sdk._core.check import is_same_mac
from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, model, personal, untrusted
from unifi_sdk._core.naming import snake_case as _wire_name  # noqa: F401 - `Model` asks for it

__all__ = [
    "AdminPermissions",
    "ClientConnection",
    "ClientStatus",
    "DeviceLocation",
    "DeviceMode",
    "DhcpMode",
    "MemberStatus",
    "MobileClient",
    "MobileDevice",
    "MobileDeviceOverview",
    "MobileDeviceState",
    "MobilePermission",
    "SignalLevel",
    "SubscriptionStatus",
    "TxPower",
    "VpnStatus",
    "WanSource",
    "Workspace",
    "WorkspaceAdmin",
]


class MemberStatus(OpenEnum):
    """Whether somebody takes part."""

    ACTIVE = "ACTIVE"
    PENDING = "PENDING"
    INACTIVE = "INACTIVE"
    DECLINED = "DECLINED"


class MobilePermission(OpenEnum):
    """What an admin may do to mobile routers."""

    ALL = "ALL"
    VIEW_ONLY = "VIEW_ONLY"
    NONE = "NONE"


class MobileDeviceState(OpenEnum):
    """What a router is doing."""

    CONNECTED = "CONNECTED"
    DISCONNECTED = "DISCONNECTED"
    ADOPTING = "ADOPTING"
    ADOPTING_TIMEOUT = "ADOPTING_TIMEOUT"
    DOWNLOADING = "DOWNLOADING"
    UPGRADING = "UPGRADING"
    RESTARTING = "RESTARTING"
    FACTORY_RESET = "FACTORY_RESET"
    GETTING_READY = "GETTING_READY"
    RESTORING = "RESTORING"
    NULL = "NULL"
    """It is known, and its adoption has not begun."""
    DELETING = "DELETING"


class WanSource(OpenEnum):
    """A way to the internet; empty for none."""

    LTE = "LTE"
    WAN = "WAN"
    WIFIWAN = "WIFIWAN"
    NONE = ""


class SignalLevel(OpenEnum):
    """How well the mobile network is received; empty before the first report."""

    NO_SIGNAL = "NO_SIGNAL"
    """Below -111 dBm."""
    POOR = "POOR"
    """-111 to -100 dBm."""
    FAIR = "FAIR"
    """-99 to -89 dBm."""
    STRONG = "STRONG"
    """-88 dBm or better."""
    UNKNOWN = ""


class DeviceMode(OpenEnum):
    """What a router does with traffic."""

    ROUTER = "ROUTER"
    WANBRIDGE = "WANBRIDGE"
    LTEPASS = "LTEPASS"


class TxPower(OpenEnum):
    """How loudly a router sends; empty before its WiFi is set up."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"
    NONE = ""


class VpnStatus(OpenEnum):
    """How the VPN is doing; empty for none."""

    CONNECTING = "CONNECTING"
    CONNECTED = "CONNECTED"
    DISCONNECTED = "DISCONNECTED"
    FAILED = "FAILED"
    NONE = ""


class SubscriptionStatus(OpenEnum):
    """How the data plan is doing."""

    ACTIVE = "ACTIVE"
    """Also of one that was cancelled and has not ended yet."""
    INACTIVE = "INACTIVE"
    PENDING = "PENDING"
    FAILED = "FAILED"


class ClientConnection(OpenEnum):
    """How a client is connected."""

    WIRED = "WIRED"
    WIRELESS = "WIRELESS"


class ClientStatus(OpenEnum):
    """Whether a client is there."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    BLOCKED = "BLOCKED"


class DhcpMode(OpenEnum):
    """Whether a router gives out addresses."""

    ON = "dhcp"
    OFF = "none"


@model
class Workspace(Model):
    """A workspace that the account of the key takes part in."""

    workspace_id: str
    workspace_name: str | None = None
    is_owner: bool | None = None
    status: MemberStatus | None = None


@model
class AdminPermissions(Model):
    """What an admin may do."""

    umr: MobilePermission | None = None
    """Missing for one without a role."""


@model
class WorkspaceAdmin(Model):
    """An admin of a workspace, invited ones too."""

    name: str | None = personal(default=None)
    email: str | None = personal(default=None)
    status: MemberStatus | None = None
    is_owner: bool | None = None
    permissions: AdminPermissions | None = None


@model
class MobileDeviceOverview(Model):
    """A mobile router, as the list has it."""

    id: str
    name: str | None = None
    model: str | None = None
    """``UMR``, ``UMR Industrial``, ``UMR Ultra``."""
    state: MobileDeviceState | None = None
    firmware_version: str | None = None
    mac_address: str | None = None
    """Upper case with colons; empty before it is set up."""

    def has_mac(self, mac: str) -> bool:
        """Whether this is its MAC address, however it is written."""
        return is_same_mac(self.mac_address, mac)


@model
class DeviceLocation(Model):
    """Where a router was at its last fix."""

    latitude: float | None = personal(default=None)
    longitude: float | None = personal(default=None)
    last_updated: UnixMilliseconds | None = None


@model
class MobileDevice(MobileDeviceOverview):
    """A mobile router with all that is known of it."""

    wan_source: WanSource | None = None
    wan_ip: str | None = None
    enabled_wans: tuple[WanSource, ...] = ()
    """In the order of their use."""
    isp: str | None = None
    lte_signal_level: SignalLevel | None = None
    cellular_data_usage_bytes: int | None = None
    cellular_data_limit_bytes: int | None = None
    """-1 for no limit."""
    memory_usage_percent: int | None = None
    uptime_seconds: int | None = None
    """0 for one that is not connected."""
    client_count: int | None = None
    host_address: str | None = None
    poe_passthrough: bool | None = None
    device_mode: DeviceMode | None = None
    wifi_enabled: bool | None = None
    wifi_ssid: str | None = None
    tx_power_level: TxPower | None = None
    vpn_profile_name: str | None = None
    vpn_status: VpnStatus | None = None
    firewall_rule_names: tuple[str, ...] = ()
    routing_rule_names: tuple[str, ...] = ()
    ddns_profile_names: tuple[str, ...] = ()
    subscription_plan: str | None = None
    """``FREE_TRIAL``, ``5GB``, ``CLOUD``, and others; empty for none."""
    subscription_status: SubscriptionStatus | None = None
    location: DeviceLocation | None = personal(default=None)
    """Missing without a fix."""


@model
class MobileClient(Model):
    """A client of a router."""

    mac: str | None = None
    name: str | None = untrusted(default=None)
    type: ClientConnection | None = None
    connection_status: ClientStatus | None = None
    ip_address: str | None = None
    is_blocked: bool | None = None
    wifi_experience: int | None = None
    """0 to 100; missing for one on a cable."""

"""Hosts: consoles and network servers that are registered with an account."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.check import is_same_mac
from unifi_sdk._core.model import IsoTime, Json, Model, OpenEnum, field, model, personal
from unifi_sdk.cloud.models.controllers import Controller

__all__ = [
    "AutoUpdate",
    "ConsoleGroupMember",
    "FirmwareUpdate",
    "Host",
    "HostFeatures",
    "HostHardware",
    "HostLocation",
    "HostType",
    "HostWan",
    "InternetIssues",
    "IssuePeriod",
    "MemberApplication",
    "MemberRole",
    "ReportedState",
    "UpdateSchedule",
    "UserData",
]

_CONNECTED = "connected"


class HostType(OpenEnum):
    """What a host is; the vendor's documents and its examples write it differently, so never filter by one alone."""

    CONSOLE = "console"
    NETWORK_SERVER = "network-server"
    UCORE = "ucore"


@model
class MemberApplication(Model):
    """What an application is on a console of a group."""

    owned: bool | None = None
    required: bool | None = None
    supported: bool | None = None


@model
class MemberRole(Model):
    """What a console is in its group."""

    applications: Mapping[str, MemberApplication] | None = None
    candidate_roles: tuple[str, ...] = ()
    connected_state: str | None = None
    connected_state_last_changed: IsoTime | None = None


@model
class ConsoleGroupMember(Model):
    """A console of a group of consoles."""

    mac: str | None = None
    """Digits in upper case with nothing between them; see `has_mac`."""
    role: str | None = None
    role_attributes: MemberRole | None = None
    sys_id: int | None = None

    def has_mac(self, mac: str) -> bool:
        """Whether this is its MAC address, however it is written."""
        return is_same_mac(self.mac, mac)


@model
class HostFeatures(Model):
    """What the account may use on a host."""

    device_groups: bool | None = None
    floorplan: Mapping[str, bool] | None = None
    manage_applications: bool | None = None
    notifications: bool | None = None
    pion: bool | None = None
    webrtc: Mapping[str, bool] | None = None


@model
class UserData(Model):
    """What a host says about the account of the key."""

    apps: tuple[str, ...] = ()
    console_group_members: tuple[ConsoleGroupMember, ...] = ()
    controllers: tuple[str, ...] = ()
    """Applications by name, such as ``network`` and ``protect``."""
    email: str | None = personal(default=None)
    features: HostFeatures | None = None
    full_name: str | None = personal(default=None)
    local_id: str | None = None
    permissions: Mapping[str, tuple[str, ...]] | None = None
    """By what they are for: ``{"network.management": ("admin",)}``."""
    role: str | None = None
    role_id: str | None = None
    status: str | None = None


@model
class HostHardware(Model):
    """What a console is built of."""

    bom: str | None = None
    firmware_version: str | None = None
    hwrev: int | None = None
    mac: str | None = None
    name: str | None = None
    qrid: str | None = None
    serialno: str | None = None
    shortname: str | None = None
    sysid: int | None = None
    uuid: str | None = None


@model
class FirmwareUpdate(Model):
    """Whether a newer firmware waits."""

    latest_available_version: str | None = None


@model
class UpdateSchedule(Model):
    """When updates are installed."""

    frequency: str | None = None
    hour: int | None = None


@model
class AutoUpdate(Model):
    """How updates come."""

    include_applications: bool | None = None
    preferences_prompt: Json = None
    schedule: UpdateSchedule | None = None


@model
class HostLocation(Model):
    """Where a console stands."""

    lat: float | None = personal(default=None)
    long: float | None = personal(default=None)
    radius: float | None = None
    text: str | None = personal(default=None)


@model
class HostWan(Model):
    """One way to the internet."""

    associated_interface: str | None = None
    enabled: bool | None = None
    interface: str | None = None
    ipv4: str | None = None
    mac: str | None = None
    plugged: bool | None = None
    port: int | None = None
    type: str | None = None


@model
class IssuePeriod(Model):
    """Five minutes in which the internet had an issue."""

    index: int | None = None


@model
class InternetIssues(Model):
    """When the internet had issues, in periods of five minutes."""

    periods: tuple[IssuePeriod, ...] = ()


@model
class ReportedState(Model):
    """What a host last said about itself; consoles and network servers say different things, and `extra` has the rest."""

    apps: tuple[Json, ...] = ()
    auto_update: AutoUpdate | None = None
    controller_uuid: str | None = field(default=None, wire="controller_uuid")
    controllers: tuple[Controller, ...] = ()
    device_error_code: Json = None
    device_id: str | None = None
    device_state: str | None = None
    device_state_last_changed: int | None = None
    direct_connect_domain: str | None = None
    features: Mapping[str, Json] | None = None
    firmware_update: FirmwareUpdate | None = None
    firmware_version: str | None = field(default=None, wire="firmware_version")
    hardware: HostHardware | None = None
    hardware_id: str | None = field(default=None, wire="hardware_id")
    host_type: int | None = field(default=None, wire="host_type")
    hostname: str | None = None
    inform_port: int | None = field(default=None, wire="inform_port")
    internet_issues_5min: InternetIssues | None = field(default=None, wire="internetIssues5min")
    ip: str | None = None
    ip_addrs: tuple[str, ...] = ()
    is_stacked: bool | None = None
    location: HostLocation | None = personal(default=None)
    mac: str | None = None
    mgmt_port: int | None = field(default=None, wire="mgmt_port")
    name: str | None = None
    override_inform_host: bool | None = field(default=None, wire="override_inform_host")
    release_channel: str | None = None
    server_release_channel: str | None = field(default=None, wire="release_channel")
    """The same of a network server, which writes it differently."""
    state: str | None = None
    """``connected``, and other words."""
    timezone: str | None = None
    uidb: Json = None
    version: str | None = None
    """Of UniFi OS, or of the network server."""
    wans: tuple[HostWan, ...] = ()


@model
class Host(Model):
    """A console or a network server of the account.

    Which applications it has is told by `runs`, and never by its name or `type`.
    """

    id: str
    """For a console hexadecimal digits, a colon and digits; opaque."""
    hardware_id: str | None = None
    type: HostType | None = None
    ip_address: str | None = None
    owner: bool | None = None
    """Whether the account of the key owns it; the connector reaches what it owns."""
    is_blocked: bool | None = None
    registration_time: IsoTime | None = None
    last_connection_state_change: IsoTime | None = None
    latest_backup_time: IsoTime | None = None
    user_data: UserData | None = None
    reported_state: ReportedState | None = None

    @property
    def name(self) -> str | None:
        """What it calls itself; None for one that reports nothing."""
        state = self.reported_state
        return (state.name or state.hostname) if state else None

    @property
    def version(self) -> str | None:
        """The version of UniFi OS or of the network server; None for one that reports nothing."""
        return self.reported_state.version if self.reported_state else None

    @property
    def is_online(self) -> bool | None:
        """Whether it is connected to the cloud; None where it doesn't say."""
        state = self.reported_state.state if self.reported_state else None
        return None if state is None else state.casefold() == _CONNECTED

    def runs(self, application: str) -> bool | None:
        """Whether an application runs on it, as far as it is told.

        A host that reports its controllers runs those that are installed and running; of one that reports nothing, the
        account's own list tells.

        Args:
            application: Such as ``network`` or ``protect``, in lower case.

        Returns:
            None where neither tells anything.
        """
        if self.reported_state is not None and self.reported_state.controllers:
            found = [each for each in self.reported_state.controllers if each.name == application]
            return any(each.is_installed is not False and each.runs for each in found)
        if self.user_data is not None and self.user_data.controllers:
            return application in self.user_data.controllers
        return application == "network" if self.type is HostType.NETWORK_SERVER else None

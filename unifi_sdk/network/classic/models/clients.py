"""Clients as the classic API knows them: those that a site remembers, and those that are online."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixSeconds, field, model, untrusted
from unifi_sdk.network.models.clients import Client

__all__ = [
    "ClientGroup",
    "ClientRecord",
    "ClientSides",
    "ConnectionType",
    "KnownClient",
    "OnlineClient",
    "Radio",
]


class Radio(OpenEnum):
    """The band of a radio."""

    GHZ_2_4 = "ng"
    GHZ_5 = "na"
    GHZ_6 = "6e"


class ConnectionType(OpenEnum):
    """How a client is or was connected."""

    WIRED = "WIRED"
    WIRELESS = "WIRELESS"
    VPN = "VPN"
    TELEPORT = "TELEPORT"


@model
class KnownClient(Model):
    """What a site remembers of a client, online or not: name, note, reservation, whether it is blocked."""

    id: str = field(wire="_id")
    mac: str
    """Lower case with colons; a console keeps whatever it was once told, also what is no address."""
    name: str | None = untrusted(default=None)
    """The alias that an admin gave."""
    hostname: str | None = untrusted(default=None)
    """What the client calls itself."""
    oui: str | None = None
    """Who made its network card."""
    noted: bool | None = None
    note: str | None = untrusted(default=None)
    is_wired: bool | None = None
    is_guest: bool | None = None
    first_seen: UnixSeconds | None = None
    last_seen: UnixSeconds | None = None
    last_ip: str | None = None
    blocked: bool | None = None
    use_fixedip: bool | None = None
    """Whether `fixed_ip` is reserved."""
    fixed_ip: str | None = None
    """The reserved address; it stays here when the reservation ends."""
    network_id: str | None = None
    usergroup_id: str | None = None
    local_dns_record_enabled: bool | None = None
    local_dns_record: str | None = None
    """Its DNS name."""
    fixed_ap_enabled: bool | None = None
    fixed_ap_mac: str | None = None
    """The only access point that it may use."""
    last_uplink_mac: str | None = None
    last_uplink_name: str | None = untrusted(default=None)
    last_connection_network_id: str | None = None
    last_connection_network_name: str | None = None
    disconnect_timestamp: UnixSeconds | None = None

    @property
    def is_blocked(self) -> bool:
        """Whether the site keeps it out."""
        return self.blocked is True

    @property
    def reserved_ip(self) -> str | None:
        """The address that is reserved for it."""
        return self.fixed_ip if self.use_fixedip else None

    @property
    def dns_name(self) -> str | None:
        """The DNS name that leads to it."""
        return self.local_dns_record if self.local_dns_record_enabled else None

    @property
    def display_name(self) -> str:
        """Its alias, or what it calls itself, or its MAC address."""
        return self.name or self.hostname or self.mac


@model
class OnlineClient(Model):
    """A client that is connected, with where and how well; one that has just come lacks most of it."""

    id: str = field(wire="_id")
    mac: str
    name: str | None = untrusted(default=None)
    hostname: str | None = untrusted(default=None)
    oui: str | None = None
    ip: str | None = None
    user_id: str | None = None
    """The id of its `KnownClient`."""
    is_wired: bool | None = None
    """One version (10.2.104) says it wrongly: `is_wireless` goes by the access point."""
    is_guest: bool | None = None
    authorized: bool | None = None
    """Whether a guest has been let in."""
    first_seen: UnixSeconds | None = None
    last_seen: UnixSeconds | None = None
    assoc_time: UnixSeconds | None = None
    latest_assoc_time: UnixSeconds | None = None
    """Since when it has been connected."""
    uptime: int | None = None
    """Seconds."""
    network: str | None = None
    network_id: str | None = None
    vlan: int | None = None
    gw_mac: str | None = None
    sw_mac: str | None = None
    """The switch that it hangs on."""
    sw_port: int | None = None
    """The port of that switch, from 1."""
    sw_depth: int | None = None
    satisfaction: int | None = None
    """From 0 to 100."""
    usergroup_id: str | None = None
    ap_mac: str | None = None
    essid: str | None = untrusted(default=None)
    """The name of the Wi-Fi."""
    bssid: str | None = None
    channel: int | None = None
    channel_width: int | None = None
    """MHz."""
    radio: Radio | None = None
    radio_name: str | None = None
    radio_proto: str | None = None
    """The Wi-Fi standard: ``ac``, ``ax``..."""
    signal: int | None = None
    """dBm."""
    noise: int | None = None
    """dBm."""
    rssi: int | None = None
    """How far the signal stands above the noise, in dB."""
    tx_rate: int | None = None
    """To the client, in kbit/s."""
    rx_rate: int | None = None
    """From the client, in kbit/s."""
    roam_count: int | None = None
    idletime: int | None = None
    """Seconds."""
    tx_retries: int | None = None
    rx_bytes: int | None = None
    """What came from the client over Wi-Fi."""
    tx_bytes: int | None = None
    """What went to the client over Wi-Fi."""
    rx_bytes_per_second: float | None = field(default=None, wire="rx_bytes-r")
    tx_bytes_per_second: float | None = field(default=None, wire="tx_bytes-r")
    wired_rate_mbps: int | None = None
    wired_rx_bytes: int | None = field(default=None, wire="wired-rx_bytes")
    """What came from the client over its cable."""
    wired_tx_bytes: int | None = field(default=None, wire="wired-tx_bytes")
    """What went to the client over its cable."""

    @property
    def is_wireless(self) -> bool:
        """Whether it is connected over Wi-Fi: it has an access point, or a radio."""
        return self.ap_mac is not None or self.radio is not None

    @property
    def downloaded_bytes(self) -> int | None:
        """What went to the client, over Wi-Fi or cable."""
        return self.tx_bytes if self.is_wireless else _first(self.wired_tx_bytes, self.tx_bytes)

    @property
    def uploaded_bytes(self) -> int | None:
        """What came from the client, over Wi-Fi or cable."""
        return self.rx_bytes if self.is_wireless else _first(self.wired_rx_bytes, self.rx_bytes)


@model
class ClientRecord(Model):
    """A client of the past, as the console's own pages list it."""

    mac: str
    id: str | None = None
    display_name: str | None = untrusted(default=None)
    """Its alias, what it calls itself, or what is known of it and the end of its MAC address."""
    name: str | None = untrusted(default=None)
    hostname: str | None = untrusted(default=None)
    oui: str | None = None
    model_name: str | None = None
    type: ConnectionType | None = None
    status: str | None = None
    """``online`` or ``offline``."""
    is_wired: bool | None = None
    is_guest: bool | None = None
    blocked: bool | None = None
    first_seen: UnixSeconds | None = None
    last_seen: UnixSeconds | None = None
    last_ip: str | None = None
    network_id: str | None = None
    network_name: str | None = None
    last_uplink_mac: str | None = None
    last_uplink_name: str | None = untrusted(default=None)
    last_uplink_remote_port: int | None = None
    use_fixedip: bool | None = None
    fixed_ip: str | None = None
    note: str | None = untrusted(default=None)
    usergroup_id: str | None = None
    usage_bytes: int | None = None


@model
class ClientGroup(Model):
    """A group of clients that share a limit of bandwidth each."""

    id: str = field(wire="_id")
    name: str | None = None
    qos_rate_max_up: int | None = None
    """Upload in kbit/s; -1 is without limit."""
    qos_rate_max_down: int | None = None
    """Download in kbit/s; -1 is without limit."""


@model
class ClientSides(Model):
    """One client from every side: what the site remembers, how it is connected, and what the official API says."""

    mac: str
    known: KnownClient | None = None
    """None for one that the site has no record of."""
    online: OnlineClient | None = None
    """None for one that is not connected."""
    client: Client | None = None
    """The client of the official API, whose id admits guests; None for one that is not connected."""

    @property
    def is_online(self) -> bool:
        """Whether it is connected."""
        return self.online is not None or self.client is not None

    @property
    def is_blocked(self) -> bool:
        """Whether the site keeps it out."""
        return self.known is not None and self.known.is_blocked

    @property
    def display_name(self) -> str:
        """Its alias, or what it calls itself, or its MAC address."""
        if self.known is not None and (self.known.name or self.known.hostname):
            return self.known.display_name
        names = (self.online and self.online.hostname, self.client and self.client.name)
        return next((name for name in names if isinstance(name, str) and name), self.mac)


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)

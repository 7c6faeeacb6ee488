"""What WiFi networks do with multicast, mDNS and names, and when they are off."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, at_least_one, model

__all__ = [
    "AllDayBlackout",
    "AllowMdnsPolicy",
    "AllowMulticast",
    "AutomaticDnsAssistance",
    "AutomaticMdnsProxy",
    "BlackoutDay",
    "BlackoutDayType",
    "BlackoutSchedule",
    "BlackoutTimeRange",
    "BlackoutWeekday",
    "BlockMdnsPolicy",
    "BlockMulticast",
    "CustomMdnsProxy",
    "CustomMdnsService",
    "DnsAssistance",
    "DnsAssistanceMode",
    "ManualDnsAssistance",
    "MdnsPolicy",
    "MdnsProxy",
    "MdnsProxyMode",
    "MdnsService",
    "MdnsServiceType",
    "MulticastFilteringPolicy",
    "PredefinedMdnsService",
    "PredefinedMdnsServiceName",
    "TimeRangeBlackout",
    "WifiAccessPointFilter",
    "WifiDeviceFilter",
    "WifiDeviceFilterType",
    "WifiDeviceTagFilter",
    "WifiFilterAction",
]


class WifiFilterAction(OpenEnum):
    """What happens to what a filter names."""

    ALLOW = "ALLOW"
    BLOCK = "BLOCK"


class WifiDeviceFilterType(OpenEnum):
    """How access points are told."""

    DEVICES = "DEVICES"
    DEVICE_TAGS = "DEVICE_TAGS"


class MdnsProxyMode(OpenEnum):
    """Who decides about mDNS."""

    AUTO = "AUTO"
    CUSTOM = "CUSTOM"


class MdnsServiceType(OpenEnum):
    """How a service is told."""

    PREDEFINED = "PREDEFINED"
    CUSTOM = "CUSTOM"


class PredefinedMdnsServiceName(OpenEnum):
    """A service that the console knows."""

    AMAZON_DEVICES = "AMAZON_DEVICES"
    ANDROID_TV_REMOTE = "ANDROID_TV_REMOTE"
    APPLE_AIR_DROP = "APPLE_AIR_DROP"
    APPLE_AIR_PLAY = "APPLE_AIR_PLAY"
    APPLE_FILE_SHARING = "APPLE_FILE_SHARING"
    APPLE_ICHAT = "APPLE_ICHAT"
    APPLE_ITUNES = "APPLE_ITUNES"
    AQARA = "AQARA"
    BOSE = "BOSE"
    DNS_SERVICE_DISCOVERY = "DNS_SERVICE_DISCOVERY"
    FTP_SERVERS = "FTP_SERVERS"
    GOOGLE_CHROMECAST = "GOOGLE_CHROMECAST"
    HOMEKIT = "HOMEKIT"
    MATTER_NETWORK = "MATTER_NETWORK"
    PHILIPS_HUE = "PHILIPS_HUE"
    PRINTERS = "PRINTERS"
    ROKU = "ROKU"
    SCANNERS = "SCANNERS"
    SHELLY = "SHELLY"
    SONOS = "SONOS"
    SPOTIFY_CONNECT = "SPOTIFY_CONNECT"
    SSH_SERVERS = "SSH_SERVERS"
    TIME_CAPSULE = "TIME_CAPSULE"
    WEB_SERVERS = "WEB_SERVERS"
    WINDOWS_FILE_SHARING_SAMBA = "WINDOWS_FILE_SHARING_SAMBA"


class DnsAssistanceMode(OpenEnum):
    """Who chooses the servers."""

    AUTO = "AUTO"
    MANUAL = "MANUAL"


class BlackoutDayType(OpenEnum):
    """How much of a day."""

    ALL_DAY = "ALL_DAY"
    TIME_RANGE = "TIME_RANGE"


class BlackoutWeekday(OpenEnum):
    """A day of the week."""

    SUN = "SUN"
    MON = "MON"
    TUE = "TUE"
    WED = "WED"
    THU = "THU"
    FRI = "FRI"
    SAT = "SAT"


@model(tag="type")
class WifiDeviceFilter(Model):
    """Some of the access points; a kind that the SDK doesn't know is of this class."""

    type: WifiDeviceFilterType


@model
class WifiAccessPointFilter(WifiDeviceFilter):
    """These access points."""

    type: WifiDeviceFilterType = WifiDeviceFilterType.DEVICES
    device_ids: tuple[str, ...] = at_least_one()
    """At least one."""


@model
class WifiDeviceTagFilter(WifiDeviceFilter):
    """The access points with these tags."""

    type: WifiDeviceFilterType = WifiDeviceFilterType.DEVICE_TAGS
    device_tag_ids: tuple[str, ...] = at_least_one()
    """At least one."""


@model(tag="type")
class MdnsService(Model):
    """A service; a kind that the SDK doesn't know is of this class."""

    type: MdnsServiceType

    @property
    def name(self) -> str | None:
        """What it is called; None for a kind that the SDK doesn't know."""
        return None


@model
class PredefinedMdnsService(MdnsService):
    """A service that the console knows."""

    type: MdnsServiceType = MdnsServiceType.PREDEFINED
    name: PredefinedMdnsServiceName


@model
class CustomMdnsService(MdnsService):
    """Another service."""

    type: MdnsServiceType = MdnsServiceType.CUSTOM
    name: str
    type_domain: str
    """As mDNS names it, such as ``_http._tcp``."""


@model(tag="action")
class MdnsPolicy(Model):
    """What happens to mDNS at some access points; an action that the SDK doesn't know is of this class."""

    action: WifiFilterAction
    device_filter: WifiDeviceFilter | None = None
    """None for every access point."""


@model
class AllowMdnsPolicy(MdnsPolicy):
    """Services may be seen."""

    action: WifiFilterAction = WifiFilterAction.ALLOW
    service_filter: tuple[MdnsService, ...] | None = None
    """These services."""
    bridging_network_ids: tuple[str, ...] | None = None
    """Services of these networks are shown too."""


@model
class BlockMdnsPolicy(MdnsPolicy):
    """No service is seen."""

    action: WifiFilterAction = WifiFilterAction.BLOCK


@model(tag="mode")
class MdnsProxy(Model):
    """What happens to mDNS; a mode that the SDK doesn't know is of this class."""

    mode: MdnsProxyMode


@model
class AutomaticMdnsProxy(MdnsProxy):
    """The console decides."""

    mode: MdnsProxyMode = MdnsProxyMode.AUTO


@model
class CustomMdnsProxy(MdnsProxy):
    """Policies decide."""

    mode: MdnsProxyMode = MdnsProxyMode.CUSTOM
    policies: tuple[MdnsPolicy, ...]
    """At least one."""


@model(tag="action")
class MulticastFilteringPolicy(Model):
    """What happens to multicast; an action that the SDK doesn't know is of this class."""

    action: WifiFilterAction


@model
class AllowMulticast(MulticastFilteringPolicy):
    """Multicast of some senders passes; that of gateways always does."""

    action: WifiFilterAction = WifiFilterAction.ALLOW
    source_mac_address_filter: tuple[str, ...]
    """The senders; may be empty."""


@model
class BlockMulticast(MulticastFilteringPolicy):
    """No multicast passes."""

    action: WifiFilterAction = WifiFilterAction.BLOCK


@model(tag="mode")
class DnsAssistance(Model):
    """How clients are helped to DNS servers; a mode that the SDK doesn't know is of this class."""

    mode: DnsAssistanceMode


@model
class AutomaticDnsAssistance(DnsAssistance):
    """The console chooses the servers."""

    mode: DnsAssistanceMode = DnsAssistanceMode.AUTO


@model
class ManualDnsAssistance(DnsAssistance):
    """These servers."""

    mode: DnsAssistanceMode = DnsAssistanceMode.MANUAL
    servers: tuple[str, ...]
    """Up to two."""


@model
class BlackoutTimeRange(Model):
    """A part of a day."""

    start_time: str
    """Such as ``22:00``."""
    end_time: str
    """Such as ``23:30``."""


@model(tag="type")
class BlackoutDay(Model):
    """A day of the week on which a WiFi network is off; a kind that the SDK doesn't know is of this class."""

    type: BlackoutDayType
    day: BlackoutWeekday


@model
class AllDayBlackout(BlackoutDay):
    """Off for the whole day."""

    type: BlackoutDayType = BlackoutDayType.ALL_DAY


@model
class TimeRangeBlackout(BlackoutDay):
    """Off for parts of the day."""

    type: BlackoutDayType = BlackoutDayType.TIME_RANGE
    time_ranges: tuple[BlackoutTimeRange, ...]
    """At least one."""


@model
class BlackoutSchedule(Model):
    """When a WiFi network is off."""

    days: tuple[BlackoutDay, ...]
    """At least one."""

"""Sites of all hosts that run UniFi Network, with their figures."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.check import is_same_mac
from unifi_sdk._core.model import Json, Model, OpenEnum, field, model

__all__ = [
    "IpsSignature",
    "IspInfo",
    "Site",
    "SiteCounts",
    "SiteGateway",
    "SiteMeta",
    "SitePercentages",
    "SitePermission",
    "SiteStatistics",
    "SiteWan",
    "WanMagic",
]


class SitePermission(OpenEnum):
    """What the account may do at a site."""

    ADMIN = "admin"
    READONLY = "readonly"


@model
class SiteMeta(Model):
    """What a site is called."""

    desc: str | None = None
    """What people call it."""
    gateway_mac: str | None = None
    """With colons in lower case; see `has_gateway`."""
    name: str | None = None
    """Its short name, ``default`` for the first one: the ``internal_reference`` of UniFi Network."""
    timezone: str | None = None

    def has_gateway(self, mac: str) -> bool:
        """Whether this is its gateway's MAC address, however it is written."""
        return is_same_mac(self.gateway_mac, mac)


@model
class SiteCounts(Model):
    """How many there are."""

    critical_notification: int | None = None
    gateway_device: int | None = None
    guest_client: int | None = None
    lan_configuration: int | None = None
    offline_device: int | None = None
    offline_gateway_device: int | None = None
    offline_wifi_device: int | None = None
    offline_wired_device: int | None = None
    pending_update_device: int | None = None
    total_device: int | None = None
    wan_configuration: int | None = None
    wifi_client: int | None = None
    wifi_configuration: int | None = None
    wifi_device: int | None = None
    wired_client: int | None = None
    wired_device: int | None = None


@model
class IpsSignature(Model):
    """The rules of the intrusion prevention."""

    rules_count: int | None = None
    type: str | None = None


@model
class SiteGateway(Model):
    """The gateway of a site."""

    hardware_id: str | None = None
    inspection_state: str | None = None
    ips_mode: str | None = None
    ips_signature: IpsSignature | None = None
    shortname: str | None = None


@model
class IspInfo(Model):
    """Who provides the internet."""

    name: str | None = None
    organization: str | None = None


@model
class SitePercentages(Model):
    """Shares in percent."""

    wan_uptime: float | None = None
    tx_retry: float | None = None


@model
class SiteWan(Model):
    """One way to the internet."""

    external_ip: str | None = None
    isp_info: IspInfo | None = None
    wan_issues: tuple[Json, ...] = ()
    wan_uptime: float | None = None
    """In percent."""


@model
class WanMagic(Model):
    """Whether the vendor's own way of joining ways to the internet is used."""

    available: bool | None = None
    enabled: bool | None = None
    subscribed: bool | None = None


@model
class SiteStatistics(Model):
    """Figures of a site."""

    counts: SiteCounts | None = None
    gateway: SiteGateway | None = None
    internet_issues: tuple[Json, ...] = ()
    isp_info: IspInfo | None = None
    percentages: SitePercentages | None = None
    wan_magic: WanMagic | None = None
    wans: Mapping[str, SiteWan] | None = None
    """By their names, such as ``WAN``."""


@model
class Site(Model):
    """A site, as the cloud knows it.

    Its id is none of UniFi Network's: there it is the site whose ``internal_reference`` is ``meta.name``.
    """

    id: str = field(wire="siteId")
    host_id: str
    meta: SiteMeta | None = None
    statistics: SiteStatistics | None = None
    permission: SitePermission | None = None
    is_owner: bool | None = None

    @property
    def name(self) -> str | None:
        """What people call it."""
        return (self.meta.desc or self.meta.name) if self.meta else None

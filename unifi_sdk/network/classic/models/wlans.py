"""WLANs: Wi-Fi networks, as far as the classic API is asked about them."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model, secret

__all__ = ["PrivateKey", "Wlan", "WlanDay", "WlanSchedule", "WlanSecurity"]


class WlanSecurity(OpenEnum):
    """How a WLAN is protected."""

    OPEN = "open"
    PERSONAL = "wpapsk"
    ENTERPRISE = "wpaeap"
    WEP = "wep"
    OSEN = "osen"


class WlanDay(OpenEnum):
    """A day of the week."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


@model
class WlanSchedule(Model):
    """A time in which a WLAN is on the air."""

    start_days_of_week: tuple[WlanDay, ...] = ()
    """The days on which it begins."""
    start_hour: int = 0
    """From 0 to 23, by the console's clock."""
    start_minute: int = 0
    duration_minutes: int = 1440
    """From 1 to 1440; it may go over midnight."""
    name: str | None = None


@model
class PrivateKey(Model):
    """A passphrase of its own for a network behind the same WLAN."""

    networkconf_id: str | None = None
    password: str | None = secret(default=None)


@model
class Wlan(Model):
    """A WLAN; `unifi_sdk.network.models.WifiBroadcast` has its settings in full."""

    id: str = field(wire="_id")
    name: str | None = None
    external_id: str | None = None
    """Its id in the official API, where the version tells."""
    enabled: bool | None = None
    security: WlanSecurity | None = None
    wpa_mode: str | None = None
    wpa3_support: bool | None = None
    wpa3_transition: bool | None = None
    is_guest: bool | None = None
    hide_ssid: bool | None = None
    networkconf_id: str | None = None
    usergroup_id: str | None = None
    ap_group_ids: tuple[str, ...] = ()
    wlan_bands: tuple[str, ...] = ()
    """``2g``, ``5g``, ``6g``."""
    l2_isolation: bool | None = None
    mac_filter_enabled: bool | None = None
    mac_filter_policy: str | None = None
    """``allow`` or ``deny``."""
    mac_filter_list: tuple[str, ...] = ()
    schedule_enabled: bool | None = None
    schedule_with_duration: tuple[WlanSchedule, ...] = ()
    x_passphrase: str | None = secret(default=None)
    """None for the key of an admin who may only look."""
    private_preshared_keys_enabled: bool | None = None
    private_preshared_keys: tuple[PrivateKey, ...] = ()
    x_wep: str | None = secret(default=None)
    x_iapp_key: str | None = secret(default=None)

    @property
    def schedule(self) -> tuple[WlanSchedule, ...]:
        """When it is on the air; empty for always."""
        return self.schedule_with_duration if self.schedule_enabled else ()

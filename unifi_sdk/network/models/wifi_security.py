"""How clients prove themselves to a WiFi network."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model, secret

__all__ = [
    "DerivedNasId",
    "MacAddressFormat",
    "NasIdSource",
    "OpenSecurity",
    "OpenSecurityEncryption",
    "PmfMode",
    "PresharedKey",
    "RadiusMacAuthentication",
    "RadiusNasId",
    "RadiusNasIdType",
    "SaeConfiguration",
    "UserDefinedNasId",
    "WifiNativeNetwork",
    "WifiNetworkReference",
    "WifiNetworkReferenceType",
    "WifiRadius",
    "WifiSecurity",
    "WifiSecurityOverview",
    "WifiSecurityType",
    "WifiSpecificNetwork",
    "Wpa2EnterpriseSecurity",
    "Wpa2PersonalSecurity",
    "Wpa2Wpa3EnterpriseSecurity",
    "Wpa2Wpa3PersonalSecurity",
    "Wpa3EnterpriseSecurity",
    "Wpa3PersonalSecurity",
    "WpaEnterpriseMode",
    "WpaEnterpriseSecurity",
    "WpaPersonalSecurity",
    "WpaSecurity",
]


class WifiSecurityType(OpenEnum):
    """A way for clients to prove themselves."""

    OPEN = "OPEN"
    WPA2_PERSONAL = "WPA2_PERSONAL"
    WPA3_PERSONAL = "WPA3_PERSONAL"
    WPA2_WPA3_PERSONAL = "WPA2_WPA3_PERSONAL"
    WPA2_ENTERPRISE = "WPA2_ENTERPRISE"
    WPA3_ENTERPRISE = "WPA3_ENTERPRISE"
    WPA2_WPA3_ENTERPRISE = "WPA2_WPA3_ENTERPRISE"


class WifiNetworkReferenceType(OpenEnum):
    """Which network clients come to."""

    NATIVE = "NATIVE"
    SPECIFIC = "SPECIFIC"


class RadiusNasIdType(OpenEnum):
    """Who chooses how an access point is called towards RADIUS."""

    DERIVED = "DERIVED"
    USER_DEFINED = "USER_DEFINED"


class NasIdSource(OpenEnum):
    """What an access point is called towards RADIUS."""

    DEVICE_MAC_ADDRESS = "DEVICE_MAC_ADDRESS"
    DEVICE_NAME = "DEVICE_NAME"
    SITE_NAME = "SITE_NAME"
    BSSID = "BSSID"


class MacAddressFormat(OpenEnum):
    """How a MAC address is written towards RADIUS."""

    UPPERCASE_NOT_SEPARATED = "UPPERCASE_NOT_SEPARATED"
    UPPERCASE_DASH_SEPARATED = "UPPERCASE_DASH_SEPARATED"
    UPPERCASE_COLON_SEPARATED = "UPPERCASE_COLON_SEPARATED"
    LOWERCASE_NOT_SEPARATED = "LOWERCASE_NOT_SEPARATED"
    LOWERCASE_COLON_SEPARATED = "LOWERCASE_COLON_SEPARATED"
    LOWERCASE_DASH_SEPARATED = "LOWERCASE_DASH_SEPARATED"


class OpenSecurityEncryption(OpenEnum):
    """Encryption without a passphrase."""

    ENHANCED_OPEN = "ENHANCED_OPEN"
    ENHANCED_OPEN_WITH_TRANSITION = "ENHANCED_OPEN_WITH_TRANSITION"


class PmfMode(OpenEnum):
    """Protected management frames."""

    REQUIRED = "REQUIRED"
    OPTIONAL = "OPTIONAL"


class WpaEnterpriseMode(OpenEnum):
    """How strong WPA3 Enterprise is."""

    DEFAULT = "DEFAULT"
    HIGH_SECURITY_192_BIT = "HIGH_SECURITY_192_BIT"


@model(tag="type")
class WifiNetworkReference(Model):
    """The network that clients come to; a kind that the SDK doesn't know is of this class."""

    type: WifiNetworkReferenceType


@model
class WifiNativeNetwork(WifiNetworkReference):
    """The untagged network of the access point."""

    type: WifiNetworkReferenceType = WifiNetworkReferenceType.NATIVE


@model
class WifiSpecificNetwork(WifiNetworkReference):
    """A network of the site."""

    type: WifiNetworkReferenceType = WifiNetworkReferenceType.SPECIFIC
    network_id: str


@model(tag="type")
class RadiusNasId(Model):
    """How an access point is called towards RADIUS; a kind that the SDK doesn't know is of this class."""

    type: RadiusNasIdType


@model
class DerivedNasId(RadiusNasId):
    """A name made from something that the console knows."""

    type: RadiusNasIdType = RadiusNasIdType.DERIVED
    source: NasIdSource


@model
class UserDefinedNasId(RadiusNasId):
    """A name of your own."""

    type: RadiusNasIdType = RadiusNasIdType.USER_DEFINED
    value: str


@model
class RadiusMacAuthentication(Model):
    """Clients are let in by their MAC addresses, which RADIUS is asked about."""

    mac_address_format: MacAddressFormat


@model
class WifiRadius(Model):
    """How RADIUS is asked."""

    profile_id: str
    nas_id: RadiusNasId
    mac_authentication_configuration: RadiusMacAuthentication | None = None
    """None for no such check; needed where the security is none of the enterprise ones."""


@model
class SaeConfiguration(Model):
    """The key exchange of WPA3 Personal."""

    anticlogging_threshold_seconds: int
    sync_time_seconds: int


@model
class PresharedKey(Model):
    """One of several passphrases, which leads to a network of its own."""

    network: WifiNetworkReference
    passphrase: str | None = secret(default=None)
    """None when the console keeps it to itself."""


@model(tag="type")
class WifiSecurity(Model):
    """How clients prove themselves; a kind that the SDK doesn't know is of this class."""

    type: WifiSecurityType
    radius_configuration: WifiRadius | None = None
    """With an enterprise security where clients are known; with any other, how their MAC addresses are checked."""

    @property
    def group_rekey_interval_seconds(self) -> int | None:
        """How often groups get another key; None for never, and without encryption by WPA."""
        return None

    @property
    def fast_roaming_enabled(self) -> bool | None:
        """None without WPA."""
        return None

    @property
    def pmf_mode(self) -> PmfMode | None:
        """None for off, for WPA3, which always has it, and without WPA."""
        return None


@model
class OpenSecurity(WifiSecurity):
    """Nothing is asked."""

    type: WifiSecurityType = WifiSecurityType.OPEN
    encryption: OpenSecurityEncryption | None = None
    """None for no encryption at all."""


@model
class WpaSecurity(WifiSecurity):
    """What every WPA has; clients prove themselves in the way of a subclass."""

    group_rekey_interval_seconds: int | None = None
    """How often groups get another key; None for never; not with an IoT network."""
    fast_roaming_enabled: bool | None = None
    """Not with an IoT network."""


@model
class WpaPersonalSecurity(WpaSecurity):
    """A passphrase, in one of the WPAs that are subclasses of this."""

    passphrase: str | None = secret(default=None)
    """8 to 63 characters."""

    @property
    def sae_configuration(self) -> SaeConfiguration | None:
        """The key exchange of WPA3; None for WPA2."""
        return None


@model
class Wpa2PersonalSecurity(WpaPersonalSecurity):
    """WPA2 with a passphrase, or with several that lead to networks of their own."""

    type: WifiSecurityType = WifiSecurityType.WPA2_PERSONAL
    preshared_keys: tuple[PresharedKey, ...] | None = None
    """Instead of the passphrase and of the broadcast's network."""
    pmf_mode: PmfMode | None = None
    """None for off; not with an IoT network."""


@model
class Wpa3PersonalSecurity(WpaPersonalSecurity):
    """WPA3 with a passphrase."""

    type: WifiSecurityType = WifiSecurityType.WPA3_PERSONAL
    sae_configuration: SaeConfiguration | None = None
    """The console wants it for a new one."""


@model
class Wpa2Wpa3PersonalSecurity(WpaPersonalSecurity):
    """WPA2 and WPA3 with the same passphrase."""

    type: WifiSecurityType = WifiSecurityType.WPA2_WPA3_PERSONAL
    pmf_mode: PmfMode | None = None
    sae_configuration: SaeConfiguration | None = None
    """The console wants it for a new one."""
    wpa3_fast_roaming_enabled: bool | None = None
    """Only together with the other fast roaming."""


@model
class WpaEnterpriseSecurity(WpaSecurity):
    """An account that RADIUS knows, in one of the WPAs that are subclasses of this."""

    coa_enabled: bool | None = None
    """Whether RADIUS may change an authorization later."""


@model
class Wpa2EnterpriseSecurity(WpaEnterpriseSecurity):
    """WPA2 with RADIUS."""

    type: WifiSecurityType = WifiSecurityType.WPA2_ENTERPRISE
    pmf_mode: PmfMode | None = None
    """None for off."""


@model
class Wpa3EnterpriseSecurity(WpaEnterpriseSecurity):
    """WPA3 with RADIUS."""

    type: WifiSecurityType = WifiSecurityType.WPA3_ENTERPRISE
    security_mode: WpaEnterpriseMode | None = None


@model
class Wpa2Wpa3EnterpriseSecurity(WpaEnterpriseSecurity):
    """WPA2 and WPA3 with RADIUS."""

    type: WifiSecurityType = WifiSecurityType.WPA2_WPA3_ENTERPRISE
    pmf_mode: PmfMode | None = None
    wpa3_fast_roaming_enabled: bool | None = None
    """Only together with the other fast roaming."""


@model
class WifiSecurityOverview(Model):
    """What a list tells about security."""

    type: WifiSecurityType
    preshared_key_network_ids: tuple[WifiNetworkReference, ...] | None = None
    """The networks that the passphrases of WPA2 lead to, when there are several."""

"""Networks and uplinks, as far as ports and reservations name them."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model, secret

__all__ = ["ClassicNetwork", "NetworkPurpose"]


class NetworkPurpose(OpenEnum):
    """What a network is for."""

    CORPORATE = "corporate"
    GUEST = "guest"
    VLAN_ONLY = "vlan-only"
    WAN = "wan"
    REMOTE_USER_VPN = "remote-user-vpn"
    SITE_VPN = "site-vpn"
    VPN_CLIENT = "vpn-client"


_OF_PORTS = (NetworkPurpose.CORPORATE, NetworkPurpose.GUEST, NetworkPurpose.VLAN_ONLY)


@model
class ClassicNetwork(Model):
    """A network under the id that the classic API gives it; its settings are those of `unifi_sdk.network.models.Network`."""

    id: str = field(wire="_id")
    name: str | None = None
    external_id: str | None = None
    """Its id in the official API, where the version tells."""
    enabled: bool | None = None
    purpose: NetworkPurpose | None = None
    vlan: int | None = None
    ip_subnet: str | None = None
    """The gateway's address and the length of the prefix: ``192.168.1.1/24``."""
    site_id: str | None = field(default=None, read_only=True)
    """The site's id in the classic API, which no other console has; the UUID of the default site is the same on all."""
    x_wireguard_private_key: str | None = secret(default=None)
    x_ipsec_pre_shared_key: str | None = secret(default=None)
    wan_password: str | None = secret(default=None)
    x_wan_password: str | None = secret(default=None)

    @property
    def is_for_ports(self) -> bool:
        """Whether a port of a switch can carry it."""
        return self.purpose in _OF_PORTS

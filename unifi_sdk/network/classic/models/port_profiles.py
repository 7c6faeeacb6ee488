"""Port profiles: settings of ports under a name."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model
from unifi_sdk.network.classic.models.devices import PoeMode, PortMode

__all__ = ["PortProfile"]


@model
class PortProfile(Model):
    """Settings that several ports share; what the SDK doesn't know of it stays as it is when it is replaced."""

    id: str = field(default="", wire="_id")
    """Empty for one that is not made yet."""
    name: str | None = None
    forward: PortMode | None = None
    native_networkconf_id: str | None = None
    """The classic id of a network."""
    tagged_vlan_mgmt: str | None = None
    """``auto``, ``block_all`` or ``custom``: what `forward` says, in other words."""
    excluded_networkconf_ids: tuple[str, ...] | None = None
    """The VLANs that a port with `PortMode.CUSTOMIZE` does not carry."""
    voice_networkconf_id: str | None = None
    poe_mode: PoeMode | None = None
    """`PoeMode.AUTO` or `PoeMode.OFF`."""
    op_mode: str | None = None
    setting_preference: str | None = None
    """``auto`` has the console ignore some of the settings without a word; ``manual`` makes them count."""
    isolation: bool | None = None
    autoneg: bool | None = None
    speed: int | None = None
    full_duplex: bool | None = None
    site_id: str | None = field(default=None, read_only=True)
    attr_no_delete: bool | None = field(default=None, read_only=True)
    """Whether it is the console's own, and stays."""
    attr_hidden_id: str | None = field(default=None, read_only=True)

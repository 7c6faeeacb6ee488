"""Switches that work together: stacks, MC-LAG domains, and link aggregation groups."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "Lag",
    "LagMember",
    "LagOverview",
    "LagType",
    "LocalLag",
    "McLagDomain",
    "McLagPeer",
    "McLagRole",
    "MultiChassisLag",
    "SwitchStack",
    "SwitchStackLag",
    "SwitchStackMember",
    "SwitchStackRole",
    "SwitchStackUnit",
]


class LagType(OpenEnum):
    """What a LAG reaches across."""

    LOCAL = "LOCAL"
    """Ports of one device."""
    SWITCH_STACK = "SWITCH_STACK"
    MULTI_CHASSIS = "MULTI_CHASSIS"


class McLagRole(OpenEnum):
    """Which of the two peers of an MC-LAG domain a switch is."""

    TOP = "TOP"
    BOTTOM = "BOTTOM"


class SwitchStackRole(OpenEnum):
    """What a switch does in its stack."""

    ACTIVE_CONTROLLER = "ACTIVE_CONTROLLER"
    BACKUP_CONTROLLER = "BACKUP_CONTROLLER"
    MEMBER = "MEMBER"


@model
class LagMember(Model):
    """The ports of one device in a LAG.

    Before UniFi Network 10.6 a switch of a stack is named by its device, from then on by its unit; all others always by
    their device.
    """

    device_id: str | None = None
    unit_id: int | None = field(default=None, since="10.6")
    """Of `SwitchStackUnit.id`."""
    unit_mac_address: str | None = field(default=None, since="10.6")
    port_idxs: tuple[int, ...] = ()
    """Of `Port.idx`."""


@model
class LagOverview(Model):
    """A LAG as the stack or domain it belongs to lists it."""

    id: str = field(default="")
    members: tuple[LagMember, ...] = ()
    metadata: EntityMetadata | None = None


@model(tag="type")
class Lag(Model):
    """A link aggregation group; a kind that the SDK doesn't know is of this class."""

    type: LagType
    id: str = field(default="")
    members: tuple[LagMember, ...] = ()
    metadata: EntityMetadata | None = None


@model
class LocalLag(Lag):
    """A LAG within one device."""

    type: LagType = LagType.LOCAL


@model
class SwitchStackLag(Lag):
    """A LAG across the members of a stack."""

    type: LagType = LagType.SWITCH_STACK
    switch_stack_id: str | None = None


@model
class MultiChassisLag(Lag):
    """A LAG across the peers of an MC-LAG domain."""

    type: LagType = LagType.MULTI_CHASSIS
    mc_lag_domain_id: str | None = None


@model
class SwitchStackMember(Model):
    """A switch in a stack, as UniFi Network before 10.6 names it."""

    device_id: str | None = None
    """None on consoles that name members otherwise; `extra` has what they send."""


@model
class SwitchStackUnit(Model):
    """A switch in a stack, as UniFi Network from 10.6 on names it."""

    id: int | None = None
    """Its number in the stack; `LagMember.unit_id` refers to it."""
    mac_address: str | None = None
    role: SwitchStackRole | None = None
    order: int | None = None


@model
class SwitchStack(Model):
    """Switches that act as one."""

    id: str = field(default="")
    name: str | None = None
    device_id: str | None = field(default=None, since="10.6")
    """The device as which the stack is listed; from UniFi Network 10.6 on."""
    members: tuple[SwitchStackMember, ...] = field(default=(), until="10.6")
    """Before UniFi Network 10.6; empty from then on, where `units` has the switches."""
    units: tuple[SwitchStackUnit, ...] = field(default=(), since="10.6")
    """From UniFi Network 10.6 on; empty before, where `members` has the switches."""
    lags: tuple[LagOverview, ...] = ()
    metadata: EntityMetadata | None = None


@model
class McLagPeer(Model):
    """One of the two switches of an MC-LAG domain."""

    role: McLagRole | None = None
    device_id: str | None = None
    link_port_idxs: tuple[int, ...] = ()
    """The ports that lead to the other peer, of `Port.idx`."""


@model
class McLagDomain(Model):
    """Two switches over which other devices have one LAG."""

    id: str = field(default="")
    name: str | None = None
    peers: tuple[McLagPeer, ...] = ()
    lags: tuple[LagOverview, ...] = ()
    metadata: EntityMetadata | None = None

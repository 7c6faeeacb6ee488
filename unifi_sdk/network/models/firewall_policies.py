"""Firewall policies: what may pass from one zone to another, and in which order that is decided."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model, untrusted
from unifi_sdk.network.models.firewall_protocols import IpProtocolScope
from unifi_sdk.network.models.firewall_schedules import FirewallSchedule
from unifi_sdk.network.models.firewall_traffic import DestinationTrafficFilter, SourceTrafficFilter
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "AllowAction",
    "BlockAction",
    "ConnectionState",
    "FirewallAction",
    "FirewallActionType",
    "FirewallDestination",
    "FirewallPolicy",
    "FirewallPolicyOrdering",
    "FirewallSource",
    "IpsecMatch",
    "OrderedFirewallPolicyIds",
    "RejectAction",
]


class FirewallActionType(OpenEnum):
    """What happens to traffic."""

    ALLOW = "ALLOW"
    BLOCK = "BLOCK"
    """Dropped without a word."""
    REJECT = "REJECT"
    """Dropped, and the sender is told."""


class ConnectionState(OpenEnum):
    """What the firewall knows of a connection."""

    NEW = "NEW"
    INVALID = "INVALID"
    ESTABLISHED = "ESTABLISHED"
    RELATED = "RELATED"


class IpsecMatch(OpenEnum):
    """Whether traffic came through IPsec."""

    MATCH_ENCRYPTED = "MATCH_ENCRYPTED"
    MATCH_NOT_ENCRYPTED = "MATCH_NOT_ENCRYPTED"


@model(tag="type")
class FirewallAction(Model):
    """What happens to traffic; a kind that the SDK doesn't know is of this class."""

    type: FirewallActionType


@model
class AllowAction(FirewallAction):
    """Let it pass."""

    type: FirewallActionType = FirewallActionType.ALLOW
    allow_return_traffic: bool | None = None
    """Whether the console derives a policy for the answers; a new policy must say it, and for ICMP it can't be True."""


@model
class BlockAction(FirewallAction):
    """Drop it without a word."""

    type: FirewallActionType = FirewallActionType.BLOCK


@model
class RejectAction(FirewallAction):
    """Drop it, and tell the sender."""

    type: FirewallActionType = FirewallActionType.REJECT


@model
class FirewallSource(Model):
    """Where the traffic of a policy comes from."""

    zone_id: str = ""
    """Empty when UniFi Network is older than 10.1.78, where it has another name and is among the extras."""
    traffic_filter: SourceTrafficFilter | None = None
    """None for all traffic of the zone."""


@model
class FirewallDestination(Model):
    """Where the traffic of a policy goes."""

    zone_id: str = ""
    """Empty when UniFi Network is older than 10.1.78, where it has another name and is among the extras."""
    traffic_filter: DestinationTrafficFilter | None = None
    """None for all traffic to the zone."""


@model
class FirewallPolicy(Model):
    """A policy between two zones.

    Only policies of the origin USER_DEFINED can be replaced or deleted. What is None when a policy is written is off, or
    matches everything.
    """

    id: str = field(default="", read_only=True)
    """Empty when the console leaves it out, as some versions do for some policies."""
    enabled: bool
    name: str
    description: str | None = untrusted(default=None)
    index: int | None = field(default=None, read_only=True)
    """A lower one goes before; `FirewallPolicies.move` changes it."""
    action: FirewallAction
    source: FirewallSource
    destination: FirewallDestination
    ip_protocol_scope: IpProtocolScope
    connection_state_filter: tuple[ConnectionState, ...] | None = None
    """None for every state."""
    ipsec_filter: IpsecMatch | None = None
    """None for traffic with and without IPsec."""
    logging_enabled: bool
    """Whether matches are sent to the remote syslog server."""
    report_flow_enabled: bool | None = field(default=None, since="11.0")
    """Whether matches are shown among the flows; from UniFi Network 11.0 on, which takes a missing one for True."""
    schedule: FirewallSchedule | None = None
    """None for always."""
    metadata: EntityMetadata | None = field(default=None, read_only=True)


@model
class OrderedFirewallPolicyIds(Model):
    """The policies of admins between two zones, around those of the console.

    None stands for a policy without an id: those that are older than the zones have none.
    """

    before_system_defined: tuple[str | None, ...]
    after_system_defined: tuple[str | None, ...]


@model
class FirewallPolicyOrdering(Model):
    """In which order the policies of admins between two zones apply."""

    ordered_firewall_policy_ids: OrderedFirewallPolicyIds
    """The first goes before the others."""

"""What stacks, MC-LAG domains and LAGs can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    Members,
    NullableChoice,
    Text,
    write_integer,
    write_text,
    write_uuid,
)
from unifi_sdk.network.models.switching import Lag, McLagDomain, SwitchStack

__all__ = ["LagFilter", "McLagDomainFilter", "SwitchStackFilter"]


class SwitchStackFilter:
    """What stacks can be filtered by."""

    id: Final = Choice[SwitchStack, str]("id", write_uuid)
    name: Final = Text[SwitchStack]("name", write_text)
    members_device_id: Final = Members[SwitchStack, str]("members.deviceId", write_uuid, until="10.6")
    """Before UniFi Network 10.6."""
    units_id: Final = Members[SwitchStack, int]("units.id", write_integer, since="10.6")
    """From UniFi Network 10.6 on."""
    units_mac_address: Final = Members[SwitchStack, str]("units.macAddress", write_text, since="10.6")
    """From UniFi Network 10.6 on."""
    metadata_origin: Final = Choice[SwitchStack, str]("metadata.origin", write_text)
    """An `Origin`."""


class McLagDomainFilter:
    """What MC-LAG domains can be filtered by."""

    id: Final = Choice[McLagDomain, str]("id", write_uuid)
    name: Final = Text[McLagDomain]("name", write_text)
    peers_device_id: Final = Members[McLagDomain, str]("peers.deviceId", write_uuid)
    metadata_origin: Final = Choice[McLagDomain, str]("metadata.origin", write_text)
    """An `Origin`."""


class LagFilter:
    """What LAGs can be filtered by."""

    id: Final = Choice[Lag, str]("id", write_uuid)
    type: Final = Choice[Lag, str]("type", write_text)
    """A `LagType`."""
    switch_stack_id: Final = NullableChoice[Lag, str]("switchStackId", write_uuid)
    mc_lag_domain_id: Final = NullableChoice[Lag, str]("mcLagDomainId", write_uuid)
    members_device_id: Final = Members[Lag, str]("members.deviceId", write_uuid)
    members_port_idxs: Final = Members[Lag, int]("members.portIdxs", write_integer)
    metadata_origin: Final = Choice[Lag, str]("metadata.origin", write_text)
    """An `Origin`."""

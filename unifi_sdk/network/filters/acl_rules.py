"""What ACL rules can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    Equal,
    Members,
    NullableChoice,
    NullableMembers,
    NullableNumber,
    NullableText,
    Number,
    Text,
    write_flag,
    write_integer,
    write_text,
    write_uuid,
)
from unifi_sdk.network.models.acl_rules import AclRule

__all__ = ["AclRuleFilter"]


class AclRuleFilter:
    """What ACL rules can be filtered by."""

    type: Final = Choice[AclRule, str]("type", write_text)
    """An `AclRuleType`."""
    id: Final = Choice[AclRule, str]("id", write_uuid)
    enabled: Final = Equal[AclRule, bool]("enabled", write_flag)
    name: Final = Text[AclRule]("name", write_text)
    description: Final = NullableText[AclRule]("description", write_text)
    action: Final = Choice[AclRule, str]("action", write_text)
    """An `AclAction`."""
    index: Final = Number[AclRule, int]("index", write_integer)
    protocol_filter: Final = NullableMembers[AclRule, str]("protocolFilter", write_text)
    """Each an `AclProtocol`."""
    network_id: Final = NullableChoice[AclRule, str]("networkId", write_uuid)
    """Of a `MacAclRule`."""
    enforcing_device_filter_device_ids: Final = NullableMembers[AclRule, str](
        "enforcingDeviceFilter.deviceIds", write_uuid
    )
    metadata_origin: Final = Choice[AclRule, str]("metadata.origin", write_text)
    """An `Origin`."""
    source_filter_type: Final = NullableChoice[AclRule, str]("sourceFilter.type", write_text)
    """An `IpAclEndpointType` or a `MacAclEndpointType`."""
    source_filter_ip_addresses_or_subnets: Final = Members[AclRule, str](
        "sourceFilter.ipAddressesOrSubnets", write_text
    )
    source_filter_port_filter: Final = NullableMembers[AclRule, int]("sourceFilter.portFilter", write_integer)
    source_filter_network_ids: Final = Members[AclRule, str]("sourceFilter.networkIds", write_uuid)
    source_filter_mac_addresses: Final = Members[AclRule, str]("sourceFilter.macAddresses", write_text)
    source_filter_prefix_length: Final = NullableNumber[AclRule, int]("sourceFilter.prefixLength", write_integer)
    destination_filter_type: Final = NullableChoice[AclRule, str]("destinationFilter.type", write_text)
    """An `IpAclEndpointType` or a `MacAclEndpointType`."""
    destination_filter_ip_addresses_or_subnets: Final = Members[AclRule, str](
        "destinationFilter.ipAddressesOrSubnets", write_text
    )
    destination_filter_port_filter: Final = NullableMembers[AclRule, int]("destinationFilter.portFilter", write_integer)
    destination_filter_network_ids: Final = Members[AclRule, str]("destinationFilter.networkIds", write_uuid)
    destination_filter_mac_addresses: Final = Members[AclRule, str]("destinationFilter.macAddresses", write_text)
    destination_filter_prefix_length: Final = NullableNumber[AclRule, int](
        "destinationFilter.prefixLength", write_integer
    )

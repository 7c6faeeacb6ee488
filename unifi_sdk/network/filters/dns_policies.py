"""What DNS policies can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    Equal,
    Number,
    Text,
    write_flag,
    write_integer,
    write_text,
    write_uuid,
)
from unifi_sdk.network.models.dns_policies import DnsPolicy

__all__ = ["DnsPolicyFilter"]


class DnsPolicyFilter:
    """What DNS policies can be filtered by."""

    type: Final = Choice[DnsPolicy, str]("type", write_text)
    """A `DnsPolicyType`."""
    id: Final = Choice[DnsPolicy, str]("id", write_uuid)
    enabled: Final = Equal[DnsPolicy, bool]("enabled", write_flag)
    domain: Final = Text[DnsPolicy]("domain", write_text)
    ipv4_address: Final = Text[DnsPolicy]("ipv4Address", write_text)
    ipv6_address: Final = Text[DnsPolicy]("ipv6Address", write_text)
    target_domain: Final = Text[DnsPolicy]("targetDomain", write_text)
    mail_server_domain: Final = Text[DnsPolicy]("mailServerDomain", write_text)
    text: Final = Text[DnsPolicy]("text", write_text)
    server_domain: Final = Text[DnsPolicy]("serverDomain", write_text)
    ip_address: Final = Text[DnsPolicy]("ipAddress", write_text)
    ttl_seconds: Final = Number[DnsPolicy, int]("ttlSeconds", write_integer)
    priority: Final = Number[DnsPolicy, int]("priority", write_integer)
    service: Final = Choice[DnsPolicy, str]("service", write_text)
    protocol: Final = Choice[DnsPolicy, str]("protocol", write_text)
    port: Final = Number[DnsPolicy, int]("port", write_integer)
    weight: Final = Number[DnsPolicy, int]("weight", write_integer)

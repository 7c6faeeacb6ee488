"""DNS policies: records that the console answers itself, and domains it asks another server about."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "ARecord",
    "AaaaRecord",
    "CnameRecord",
    "DnsPolicy",
    "DnsPolicyType",
    "ForwardDomain",
    "MxRecord",
    "SrvRecord",
    "TxtRecord",
]


class DnsPolicyType(OpenEnum):
    """What a policy answers."""

    A_RECORD = "A_RECORD"
    AAAA_RECORD = "AAAA_RECORD"
    CNAME_RECORD = "CNAME_RECORD"
    MX_RECORD = "MX_RECORD"
    TXT_RECORD = "TXT_RECORD"
    SRV_RECORD = "SRV_RECORD"
    FORWARD_DOMAIN = "FORWARD_DOMAIN"


@model(tag="type")
class DnsPolicy(Model):
    """A DNS policy; a kind that the SDK doesn't know is of this class."""

    type: DnsPolicyType
    id: str = field(default="", read_only=True)
    enabled: bool
    domain: str | None = None
    """What is asked for, such as ``nas.example.com``."""
    metadata: EntityMetadata | None = field(default=None, read_only=True)


@model
class ARecord(DnsPolicy):
    """A name's IPv4 address."""

    type: DnsPolicyType = DnsPolicyType.A_RECORD
    domain: str
    ipv4_address: str
    ttl_seconds: int | None = None
    """From 0; the console wants it for a new record, and its upper bound depends on the version."""


@model
class AaaaRecord(DnsPolicy):
    """A name's IPv6 address."""

    type: DnsPolicyType = DnsPolicyType.AAAA_RECORD
    domain: str
    ipv6_address: str
    ttl_seconds: int | None = None
    """From 0; the console wants it for a new record, and its upper bound depends on the version."""


@model
class CnameRecord(DnsPolicy):
    """Another name for a name."""

    type: DnsPolicyType = DnsPolicyType.CNAME_RECORD
    domain: str
    target_domain: str
    ttl_seconds: int | None = None
    """From 0; the console wants it for a new record, and its upper bound depends on the version."""


@model
class MxRecord(DnsPolicy):
    """A domain's mail server."""

    type: DnsPolicyType = DnsPolicyType.MX_RECORD
    domain: str
    mail_server_domain: str
    priority: int
    """0 to 65535; the lowest is tried first."""


@model
class TxtRecord(DnsPolicy):
    """Text about a name."""

    type: DnsPolicyType = DnsPolicyType.TXT_RECORD
    domain: str
    text: str
    """Up to four strings of 255 characters; one with a comma in it stands in double quotes."""


@model
class SrvRecord(DnsPolicy):
    """Where a service of a domain is."""

    type: DnsPolicyType = DnsPolicyType.SRV_RECORD
    domain: str
    server_domain: str
    """The host that offers the service."""
    service: str
    """Such as ``_ldap``."""
    protocol: str
    """Such as ``_tcp``."""
    port: int
    priority: int
    """0 to 65535; the lowest is tried first."""
    weight: int
    """0 to 65535, between records of the same priority; the vendor's words are that the lowest is preferred."""


@model
class ForwardDomain(DnsPolicy):
    """A domain that another DNS server is asked about."""

    type: DnsPolicyType = DnsPolicyType.FORWARD_DOMAIN
    domain: str
    ip_address: str
    """The other server, IPv4 or IPv6."""

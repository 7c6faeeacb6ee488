"""DNS policies of the simulated Network API."""

from __future__ import annotations

import re

from unifi_sdk.simulator.network.addresses import is_domain, is_ip_address
from unifi_sdk.simulator.network.crud import Area
from unifi_sdk.simulator.network.failures import invalid
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["DNS_POLICIES"]

_WITH_WILDCARD = ("A_RECORD", "AAAA_RECORD")
_DOMAINS = ("domain", "targetDomain", "mailServerDomain", "serverDomain")
_ADDRESSES = {"ipv4Address": 4, "ipv6Address": 6, "ipAddress": None}
_QUOTED = re.compile(r'[^"]*|"[^"]*"(?:\s*"[^"]*")*')


def _write_policy(site: SimulatedSite, new: Document, old: Document | None) -> None:
    for name in _DOMAINS:
        wildcard = name == "domain" and new["type"] in _WITH_WILDCARD
        if name in new and not is_domain(new[name], wildcard=wildcard):
            raise invalid(f"{name} must be valid domain")
    for name, version in _ADDRESSES.items():
        if name in new and not is_ip_address(new[name], version):
            raise invalid(f"{name} must be valid IP format")
    if _QUOTED.fullmatch(str(new.get("text", ""))) is None:
        raise invalid("incorrectly quoted value")


DNS_POLICIES = Area(
    path="/v1/sites/{siteId}/dns/policies",
    kind="DNS policy",
    shelf=lambda site: site.dns_policies,
    write=_write_policy,
)
"""Records of the gateway's own DNS server; only addresses take a wildcard."""

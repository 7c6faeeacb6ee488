"""The sample estate of the Network application: zones, policies and ACL rules."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid3

from unifi_sdk.simulator.network.estate.ids import SWITCH_ID, sample_id
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["furnish_firewall", "furnish_hotel_firewall"]

_CONFIGURABLE = {"Internal": True, "External": False, "Gateway": False, "Vpn": False, "Hotspot": True, "Dmz": True}
_LAST = 2**31 - 1


def furnish_firewall(site: SimulatedSite) -> None:
    """The zones and policies of the system, which every site has."""
    for name, configurable in _CONFIGURABLE.items():
        metadata = {"origin": "SYSTEM_DEFINED", "configurable": configurable}
        site.add(site.firewall_zones, {"id": _zone(site, name), "name": name, "networkIds": [], "metadata": metadata})
    returning: Document = {"connectionStateFilter": ["ESTABLISHED", "RELATED"]}
    for policy in (
        {**_policy(site, "Allow Return Traffic", "ALLOW", "External", "Internal"), **returning, "index": 30_000},
        {
            **_policy(site, "Block Invalid Traffic", "BLOCK", "External", "Internal"),
            "connectionStateFilter": ["INVALID"],
            "index": 30_001,
        },
        {**_policy(site, "Block All Traffic", "BLOCK", "External", "Internal"), "index": _LAST},
        {**_policy(site, "Allow All Traffic", "ALLOW", "Internal", "External"), "index": _LAST},
    ):
        identifier = str(uuid3(NAMESPACE_OID, f"{site.id} {policy['name']}"))
        site.add(site.firewall_policies, {"id": identifier, **policy}, origin="SYSTEM_DEFINED")
    for policy in (
        {**_policy(site, "Allow Hotspot Portal", "ALLOW", "Hotspot", "Gateway"), "index": 20_000},
        {**_policy(site, "Isolated Networks", "BLOCK", "Internal", "Internal"), "index": 20_001},
    ):
        identifier = str(uuid3(NAMESPACE_OID, f"{site.id} {policy['name']}"))
        site.add(site.firewall_policies, {"id": identifier, **policy}, origin="DERIVED")


def furnish_hotel_firewall(site: SimulatedSite) -> None:
    """A zone of its own for things, six policies of the owner, and rules for the switches."""
    things = {"id": _zone(site, "Things"), "name": "Things", "networkIds": []}
    site.add(site.firewall_zones, things)
    for policy in _hotel_policies(site):
        site.add(site.firewall_policies, {"id": sample_id(f"policy {policy['name']}"), **policy})
    site.policies_after_system.add(sample_id("policy Log what guests print"))
    site.migrated = {sample_id("policy Guests may not ping"), sample_id("acl Old cameras")}
    for rule in _acl_rules():
        site.add(site.acl_rules, {"id": sample_id(f"acl {rule['name']}"), **rule})
    derived = {
        **_acl_rules()[0],
        "id": sample_id("acl derived"),
        "name": "Isolate Guests",
        "protocolFilter": ["TCP", "UDP"],
    }
    site.add(site.acl_rules, derived, origin="DERIVED")


def _zone(site: SimulatedSite, name: str) -> str:
    return sample_id(f"{site.internal_reference} zone {name}")


def _policy(site: SimulatedSite, name: str, action: str, source: str, destination: str) -> Document:
    decision: Document = {"type": action}
    if action == "ALLOW":
        decision["allowReturnTraffic"] = True
    return {
        "name": name,
        "enabled": True,
        "action": decision,
        "source": {"zoneId": _zone(site, source)},
        "destination": {"zoneId": _zone(site, destination)},
        "ipProtocolScope": {"ipVersion": "IPV4_AND_IPV6"},
        "loggingEnabled": False,
        "reportFlowEnabled": True,
        "index": 0,
    }


def _hotel_policies(site: SimulatedSite) -> list[Document]:
    hotspot, internal, external = (_zone(site, name) for name in ("Hotspot", "Internal", "External"))
    printers = {
        "type": "TRAFFIC_MATCHING_LIST",
        "matchOpposite": False,
        "trafficMatchingListId": sample_id("list Printers"),
    }
    printing = {
        "type": "TRAFFIC_MATCHING_LIST",
        "matchOpposite": False,
        "trafficMatchingListId": sample_id("list Printing"),
    }
    to_printers = {"type": "IP_ADDRESS", "ipAddressFilter": printers, "portFilter": printing}
    tcp_udp = {"type": "PRESET", "preset": {"name": "TCP_UDP"}}
    ping = {
        "type": "NAMED_PROTOCOL",
        "protocol": {"name": "ICMP", "typenameFilter": "ECHO_REQUEST"},
        "matchOpposite": False,
    }
    nights = {
        "mode": "EVERY_WEEK",
        "repeatOnDays": ["FRIDAY", "SATURDAY"],
        "timeFilter": {"startTime": "22:00", "stopTime": "06:00"},
    }
    games = {"type": "APPLICATION_CATEGORY", "applicationCategoryFilter": {"applicationCategoryIds": [7]}}
    regions = {"type": "REGION", "regionFilter": {"regions": ["AQ"]}}
    return [
        {
            **_policy(site, "Guests may print", "ALLOW", "Hotspot", "Internal"),
            "description": "Only from the lobby",
            "destination": {"zoneId": internal, "trafficFilter": to_printers},
            "ipProtocolScope": {"ipVersion": "IPV4", "protocolFilter": tcp_udp},
        },
        {
            **_policy(site, "Guests may not ping", "REJECT", "Hotspot", "Internal"),
            "ipProtocolScope": {"ipVersion": "IPV4", "protocolFilter": ping},
        },
        {
            **_policy(site, "Log what guests print", "BLOCK", "Hotspot", "Internal"),
            "loggingEnabled": True,
            "connectionStateFilter": ["NEW"],
        },
        {
            **_policy(site, "No games on weekends", "BLOCK", "Hotspot", "External"),
            "destination": {"zoneId": external, "trafficFilter": games},
            "schedule": nights,
        },
        {
            **_policy(site, "Things stay inside", "BLOCK", "Things", "External"),
            "source": {"zoneId": _zone(site, "Things"), "trafficFilter": _network_filter("network iot")},
        },
        {
            **_policy(site, "Nobody from the ice", "BLOCK", "External", "Hotspot"),
            "source": {"zoneId": external, "trafficFilter": regions},
            "destination": {"zoneId": hotspot},
            "enabled": False,
        },
    ]


def _network_filter(name: str) -> Document:
    return {"type": "NETWORK", "networkFilter": {"networkIds": [sample_id(name)], "matchOpposite": False}}


def _acl_rules() -> list[Document]:
    guests, printers = sample_id("network guest"), ["192.168.1.21", "192.168.1.64/28"]
    return [
        {
            "type": "IPV4",
            "name": "Printers on paper ports",
            "description": "Printing and nothing else",
            "enabled": True,
            "action": "ALLOW",
            "sourceFilter": {"type": "NETWORKS", "networkIds": [guests]},
            "destinationFilter": {
                "type": "IP_ADDRESSES_OR_SUBNETS",
                "ipAddressesOrSubnets": printers,
                "portFilter": [631, 9100],
            },
            "protocolFilter": ["TCP"],
        },
        {
            "type": "MAC",
            "name": "Old cameras",
            "enabled": False,
            "action": "BLOCK",
            "networkIdFilter": sample_id("network iot"),
            "sourceFilter": {"type": "MAC_ADDRESSES", "macAddresses": ["00:0e:8f:00:00:00"], "prefixLength": 24},
            "enforcingDeviceFilter": {"type": "DEVICES", "deviceIds": [SWITCH_ID]},
        },
    ]

"""What can be set on the record of a client: addresses, names, notes, groups; a PUT leaves alone what it doesn't name."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.networks import network_documents
from unifi_sdk.simulator.network.classic.records import connected, new_record, records, show_alias
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS"]


def _get_record(call: Call) -> list[Document]:
    return [_by_id(call)]


def _change_record(call: Call) -> list[Document]:
    record = _by_id(call)
    _write(call, record, call.body)
    return [{**call.body, "_id": record["_id"]}]  # an echo, not what is stored


def _create_record(call: Call) -> list[Document]:
    mac = call.text("mac").lower()
    users = records(call.site, call.now)
    if mac in users:
        raise ClassicFailure("MacUsed", 200, inside=True, mac=mac)
    record = new_record(call.site, mac, call.now)
    _write(call, record, {name: value for name, value in call.body.items() if name != "mac"})
    users[mac] = record
    return [{**call.body, "_id": record["_id"]}]


def _list_groups(call: Call) -> list[Document]:
    default: Document = {
        "_id": hex_id(f"{call.site.id} default group"),
        "name": "Default",
        "qos_rate_max_up": -1,
        "qos_rate_max_down": -1,
        "attr_no_delete": True,
        "attr_hidden_id": "Default",
    }
    return [default, *call.site.classic.groups.values()]


HANDLERS: Mapping[str, Handler] = {
    "POST /rest/user": _create_record,
    "GET /rest/user/{id}": _get_record,
    "PUT /rest/user/{id}": _change_record,
    "GET /rest/usergroup": _list_groups,
}
"""By the operation."""


def _by_id(call: Call) -> Document:
    found = [user for user in records(call.site, call.now).values() if user["_id"] == call.ids["id"]]
    if not found:
        raise ClassicFailure("IdInvalid")
    return found[0]


def _write(call: Call, record: Document, changes: Document) -> None:
    if any(value is None for value in changes.values()):
        raise ClassicFailure("InvalidPayload")
    changed = {**record, **changes}
    if changes.get("use_fixedip") is True or (changed.get("use_fixedip") and "fixed_ip" in changes):
        _check_address(call, changed)
    if changed.get("local_dns_record_enabled") and not changed.get("use_fixedip"):
        raise ClassicFailure("LocalDnsRecordRequiresFixedIp")
    taken = {policy.get("domain") for policy in call.site.dns_policies.values() if policy["type"] == "A_RECORD"}
    if changes.get("local_dns_record_enabled") and changed.get("local_dns_record") in taken:
        raise ClassicFailure("Invalid")
    record.update(changes)
    if record.get("note"):
        record["noted"] = True
    if "name" in changes:
        show_alias(call.site, record)


def _check_address(call: Call, changed: Document) -> None:
    address, mac = str(changed.get("fixed_ip", "")), changed["mac"]
    networks = {network["_id"]: network for network in network_documents(call.site)}
    network = networks.get(str(changed.get("network_id")))
    if network is None or "ip_subnet" not in network:
        raise ClassicFailure("InvalidPayload", validationError={"field": "network_id"})
    try:
        is_inside = ipaddress.ip_address(address) in ipaddress.ip_network(str(network["ip_subnet"]), strict=False)
    except ValueError:
        raise ClassicFailure("InvalidPayload", validationError={"field": "fixed_ip"}) from None
    if not is_inside:
        raise ClassicFailure("InvalidFixedIP")
    for other in records(call.site, call.now).values():
        if other["mac"] != mac and other.get("use_fixedip") and other.get("fixed_ip") == address:
            raise ClassicFailure("DuplicateFixedIP")
    if any(device.ip_address == address or device.mac_address == mac for device in call.site.devices.values()):
        raise ClassicFailure("FixedIpAlreadyUsedByDevice")
    for holder, client in connected(call.site, call.now).items():
        if holder != mac and client.ip_address == address:
            raise ClassicFailure("FixedIpAlreadyUsedByClient", mac=holder)

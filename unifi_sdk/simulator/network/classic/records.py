"""The records of clients: one for everyone that was ever seen, and one for whatever else somebody sends in a command."""

from __future__ import annotations

from unifi_sdk.simulator.network.classic.networks import network_of
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.hotspot import SimulatedClient
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["connected", "new_record", "records", "show_alias"]


def connected(site: SimulatedSite, now: float) -> dict[str, SimulatedClient]:
    """The clients that are online, by MAC address."""
    return {client.mac_address: client for client in site.visible_clients(now) if client.mac_address}


def records(site: SimulatedSite, now: float) -> dict[str, Document]:
    """The records by MAC address, with those of clients that have come since."""
    users = site.classic.users
    for mac, client in connected(site, now).items():
        record = users.get(mac)
        if record is None:
            record = users[mac] = new_record(site, mac, client.connected_at or now)
            network = network_of(site, client.ip_address)
            record |= {"hostname": client.name, "is_wired": client.type == "WIRED", "is_guest": client.guest}
            record |= {} if network is None else {"network_id": network["_id"]}
        record["last_seen"] = int(now)
        if client.ip_address:
            record["last_ip"] = client.ip_address
    return users


def new_record(site: SimulatedSite, mac: str, now: float) -> Document:
    """A record of a client of which nothing is known but an address."""
    return {
        "_id": hex_id(f"user {site.id} {mac}"),
        "mac": mac,
        "site_id": hex_id(site.id),
        "oui": "",
        "is_guest": False,
        "is_wired": False,
        "first_seen": int(now),
        "last_seen": int(now),
    }


def show_alias(site: SimulatedSite, record: Document) -> None:
    """Let the documented API call a client as its record does."""
    mac, called = str(record["mac"]), str(record.get("name") or record.get("hostname") or "")
    for client in [*site.clients.values(), *site.classic.barred.values()]:
        if client.mac_address == mac and called:
            client.name = called

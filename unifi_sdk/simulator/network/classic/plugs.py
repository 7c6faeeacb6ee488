"""Which wired client hangs on which port: each gets one that has a link when it is first looked at, and keeps it."""

from __future__ import annotations

from unifi_sdk.simulator.network.hotspot import SimulatedClient
from unifi_sdk.simulator.network.state import SimulatedSite

__all__ = ["port_of"]


def port_of(site: SimulatedSite, client: SimulatedClient) -> int | None:
    """The port that a wired client hangs on, None for one without a switch or with a full one."""
    mac, plugged = str(client.mac_address), site.classic.plugged
    device = site.devices.get(client.uplink_device_id or "")
    if mac in plugged or device is None:
        return plugged.get(mac)
    others = {other.mac_address for other in site.clients.values() if other.uplink_device_id == device.id}
    others |= {barred for barred, other in site.classic.barred.items() if other.uplink_device_id == device.id}
    taken = {port for owner, port in plugged.items() if owner in others}
    free = [port.idx for port in device.ports if port.speed_mbps and port.idx not in taken]
    if free:
        plugged[mac] = free[0]
    return plugged.get(mac)

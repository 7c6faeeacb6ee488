"""Reading one console: what its applications say by documented operations."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Final

from unifi_sdk._core.model import OpenEnum
from unifi_sdk.errors import NotFoundError
from unifi_sdk.metrics._labels import ratio, told_apart
from unifi_sdk.metrics.gauges import (
    ACCESS_POINT_CLIENTS,
    CAMERA_UP,
    CAMERAS,
    CLIENTS,
    DEVICE_CPU,
    DEVICE_MEMORY,
    DEVICE_UP,
    DEVICE_UPLINK,
    DEVICE_UPTIME,
    DEVICES,
    DEVICES_UPDATABLE,
    DOOR_LOCKED,
    DOOR_OPEN,
)
from unifi_sdk.metrics.samples import Samples
from unifi_sdk.network.models.clients import ClientType
from unifi_sdk.network.models.devices import DeviceFeature, DeviceOverview, DeviceState
from unifi_sdk.protect.models.devices import DeviceState as CameraState

if TYPE_CHECKING:
    from unifi_sdk.access.client import AccessClient
    from unifi_sdk.network.client import NetworkClient
    from unifi_sdk.network.site import SiteScope
    from unifi_sdk.protect.client import ProtectClient

__all__ = ["APPLICATIONS", "read_access", "read_network", "read_protect"]

APPLICATIONS: Final = ("network", "protect", "access")
_MOST_SITES: Final = 20
"""Of a console; further ones are left out, and counted."""
_MOST_STATISTICS: Final = 50
"""Devices of a site that are asked how they are doing, one request each."""
_MOST_ACCESS_POINTS: Final = 100
"""Of a site that have a series of their own; those behind them are counted together, as ``(other)``."""
_AT_A_TIME: Final = 4
_KINDS: Final = (
    (DeviceFeature.GATEWAY, "gateway"),
    (DeviceFeature.ACCESS_POINT, "access_point"),
    (DeviceFeature.SWITCHING, "switch"),
)


async def read_network(network: NetworkClient, *, statistics: bool) -> Samples:
    """Devices and clients of every site.

    Args:
        network: The client.
        statistics: Whether devices are asked how they are doing, which takes a request for each.
    """
    samples = Samples()
    listed = await network.sites.list()
    samples.left_out += len(listed.undecodable)
    sites = told_apart(listed, lambda site: site.name, lambda site: site.internal_reference or "")
    samples.left_out += len(sites[_MOST_SITES:])
    for name, site in sites[:_MOST_SITES]:
        await _read_site(samples, name, network._scope(site), statistics=statistics)
    return samples


async def _read_site(samples: Samples, name: str, site: SiteScope, *, statistics: bool) -> None:
    listed = await site.devices.list()
    samples.left_out += len(listed.undecodable)
    devices = told_apart(listed, lambda device: device.name or device.model, lambda device: device.mac_address or "")
    states = Counter({(name, _known(state)): 0 for state in (DeviceState.ONLINE, DeviceState.OFFLINE)})
    states.update((name, _known(device.state)) for _, device in devices if device.state is not None)
    samples.count(DEVICES, states)
    samples.put(DEVICES_UPDATABLE, sum(device.firmware_updatable is True for _, device in devices), name)
    for label, device in devices:
        samples.put(DEVICE_UP, None if device.state is None else device.is_online, name, label, _kind(device))
    await _read_clients(samples, name, site, devices)
    if statistics:
        asked = [each for each in devices if each[1].is_online and each[1].id]
        samples.left_out += len(asked[_MOST_STATISTICS:])
        turns = asyncio.Semaphore(_AT_A_TIME)
        async with asyncio.TaskGroup() as group:
            for label, device in asked[:_MOST_STATISTICS]:
                group.create_task(_read_device(samples, (name, label, _kind(device)), site, device.id, turns))


async def _read_clients(
    samples: Samples, name: str, site: SiteScope, devices: list[tuple[str, DeviceOverview]]
) -> None:
    points = [(label, device) for label, device in devices if DeviceFeature.ACCESS_POINT in device.features]
    labels = {
        device.id: label if number < _MOST_ACCESS_POINTS else "(other)"
        for number, (label, device) in enumerate(points)
        if device.id
    }
    at = Counter({(name, label): 0 for label in labels.values()})
    kinds = Counter({(name, _known(kind), "no"): 0 for kind in (ClientType.WIRED, ClientType.WIRELESS)})
    clients = await site.clients.list()
    samples.left_out += len(clients.undecodable)
    for client in clients:
        kinds[(name, _known(client.type), "yes" if client.is_guest else "no")] += 1
        if client.type == ClientType.WIRELESS and client.uplink_device_id in labels:
            at[(name, labels[client.uplink_device_id])] += 1
    samples.count(CLIENTS, kinds)
    samples.count(ACCESS_POINT_CLIENTS, at)


async def _read_device(
    samples: Samples, labels: tuple[str, str, str], site: SiteScope, device_id: str, turns: asyncio.Semaphore
) -> None:
    async with turns:
        try:
            found = await site.devices.statistics(device_id)
        except NotFoundError:  # it was removed meanwhile
            return
    samples.put(DEVICE_UPTIME, found.uptime_sec, *labels)
    samples.put(DEVICE_CPU, ratio(found.cpu_utilization_pct), *labels)
    samples.put(DEVICE_MEMORY, ratio(found.memory_utilization_pct), *labels)
    if found.uplink is not None:
        samples.put(DEVICE_UPLINK, found.uplink.tx_rate_bps, *labels, "up")
        samples.put(DEVICE_UPLINK, found.uplink.rx_rate_bps, *labels, "down")


async def read_access(access: AccessClient) -> Samples:
    """Doors.

    Args:
        access: The client.
    """
    samples = Samples()
    doors = await access.doors.list()
    samples.left_out += len(doors.undecodable)
    for label, door in told_apart(doors, lambda door: door.full_name or door.name, lambda door: door.id):
        samples.put(DOOR_LOCKED, door.is_locked, label)
        samples.put(DOOR_OPEN, door.is_open, label)
    return samples


async def read_protect(protect: ProtectClient) -> Samples:
    """Cameras.

    Args:
        protect: The client.
    """
    samples = Samples()
    listed = await protect.cameras.list()
    samples.left_out += len(listed.undecodable)
    cameras = told_apart(listed, lambda camera: camera.name, lambda camera: camera.id)
    states = Counter({(_known(state),): 0 for state in (CameraState.CONNECTED, CameraState.DISCONNECTED)})
    for label, camera in cameras:
        if camera.state is not None:
            states[(_known(camera.state),)] += 1
            samples.put(CAMERA_UP, camera.is_connected, label)
    samples.count(CAMERAS, states)
    return samples


def _kind(device: DeviceOverview) -> str:
    return next((kind for feature, kind in _KINDS if feature in device.features), "other")


def _known(value: OpenEnum) -> str:
    """A word that is one of those that are known, so that a console can't make ever more series."""
    return value.value.lower() if value.is_known else "other"

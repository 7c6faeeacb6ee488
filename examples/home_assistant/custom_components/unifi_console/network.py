"""UniFi Network: what is asked for in every round, and on which pages it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo

from unifi_sdk import Console
from unifi_sdk.network.classic.models import (
    KnownClient,
    ManagedDevice,
    PortForward,
    SubsystemHealth,
    SwitchPort,
    WanLink,
    Wlan,
)
from unifi_sdk.network.models import Client
from unifi_sdk.network.site import SiteScope

from .console import find_site
from .const import (
    DEFAULT_GUEST_MINUTES,
    DEFAULT_INTERVAL,
    OPTION_BLOCKABLE,
    OPTION_GUEST_MINUTES,
    OPTION_INTERVAL,
    OPTION_TRACK_CLIENTS,
)
from .coordinator import ConsoleCoordinator
from .entity import attached_device


@dataclass(frozen=True, kw_only=True)
class Part[T]:
    """A numbered part of a device: a port, an uplink."""

    device: ManagedDevice
    number: int
    part: T


@dataclass(frozen=True, kw_only=True)
class TrackedClient:
    """A client that the site remembers, with how it is connected."""

    mac: str
    name: str
    online: Client | None
    is_blocked: bool


@dataclass(frozen=True, kw_only=True)
class NetworkData:
    """A site at one moment; devices and clients by MAC address, parts of devices by that and their number, others by id."""

    devices: Mapping[str, ManagedDevice]
    ids: Mapping[str, str]
    """The ids of devices in the documented API."""
    ports: Mapping[str, Part[SwitchPort]]
    """Those that can give power."""
    wans: Mapping[str, Part[WanLink]]
    clients: Mapping[str, TrackedClient]
    """Everybody but guests, connected or not."""
    guests: Mapping[str, Client]
    """Who is connected and has to be let in."""
    wlans: Mapping[str, Wlan]
    port_forwards: Mapping[str, PortForward]
    health: Mapping[str, SubsystemHealth]
    """By the name of the part of the site."""


class NetworkCoordinator(ConsoleCoordinator[NetworkData]):
    """Keeps a site of UniFi Network current: it has no socket for keys, so it is asked again and again.

    Args:
        hass: Home Assistant.
        entry: The entry of the console.
        console: The console.
    """

    site: SiteScope
    """The site, once it was found."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, console: Console) -> None:
        options = entry.options
        interval = timedelta(seconds=options.get(OPTION_INTERVAL, DEFAULT_INTERVAL))
        super().__init__(hass, entry, console, "Network", interval)
        self.guest_minutes: int = options.get(OPTION_GUEST_MINUTES, DEFAULT_GUEST_MINUTES)
        self._tracks_clients: bool = options.get(OPTION_TRACK_CLIENTS, True)
        self._blockable: frozenset[str] = frozenset(options.get(OPTION_BLOCKABLE, ()))

    @property
    def device_ids(self) -> set[str]:
        """The devices, the guests, and the clients that can be blocked."""
        return {*self.data.devices, *self.data.guests, *self._blockable}

    @property
    def tracked(self) -> Mapping[str, TrackedClient]:
        """The clients that are tracked."""
        return self.data.clients if self._tracks_clients else {}

    @property
    def blockable(self) -> Mapping[str, TrackedClient]:
        """The clients that get a switch."""
        return {mac: client for mac, client in self.data.clients.items() if mac in self._blockable}

    async def begin(self) -> None:
        """Find the site."""
        self.site = await find_site(self.console, self.config_entry.data)

    async def fetch(self) -> NetworkData:
        """Everything that entities show, in seven requests, one after the other."""
        classic = self.site.classic
        devices = [device for device in await classic.devices.list() if device.adopted]
        overviews = await self.site.devices.list()
        connected = {client.mac_address: client for client in await self.site.clients.list() if client.mac_address}
        known = await classic.clients.list()
        return NetworkData(
            devices={device.mac: device for device in devices},
            ids={device.mac_address: device.id for device in overviews if device.mac_address},
            ports={
                f"{device.mac}_{number}": Part(device=device, number=number, part=port)
                for device in devices
                for number, port in device.ports.items()
                if port.port_poe
            },
            wans={
                f"{device.mac}_{number}": Part(device=device, number=number, part=link)
                for device in devices
                for number, link in device.wans.items()
            },
            clients={
                client.mac: _tracked(client, connected.get(client.mac)) for client in known if not client.is_guest
            },
            guests={mac: client for mac, client in connected.items() if client.is_guest},
            wlans={wlan.id: wlan for wlan in await classic.wlans.list()},
            port_forwards={forward.id: forward for forward in await classic.port_forwards.list()},
            health={part.subsystem.value: part for part in await classic.health.list()},
        )


def _tracked(known: KnownClient, online: Client | None) -> TrackedClient:
    return TrackedClient(mac=known.mac, name=known.display_name, online=online, is_blocked=known.is_blocked)


def device_page(network: NetworkCoordinator, device: ManagedDevice) -> DeviceInfo:
    """The page of a device."""
    return attached_device(
        network, device.mac, name=device.name, model=device.model, mac=device.mac, version=device.version
    )


def part_page(network: NetworkCoordinator, part: Part[SwitchPort] | Part[WanLink]) -> DeviceInfo:
    """The page of the device that a part belongs to."""
    return device_page(network, part.device)


def client_page(network: NetworkCoordinator, client: TrackedClient) -> DeviceInfo:
    """The page of a client, which may have one by another integration."""
    return _somebody(network, client.mac, client.name)


def guest_page(network: NetworkCoordinator, guest: Client) -> DeviceInfo:
    """The page of a guest."""
    mac = guest.mac_address or guest.id
    return _somebody(network, mac, guest.name or mac)


def _somebody(network: NetworkCoordinator, mac: str, name: str) -> DeviceInfo:
    info = attached_device(network, mac, name=name, mac=mac)
    del info["manufacturer"]
    return info


def number_of(part: Part[SwitchPort] | Part[WanLink]) -> Mapping[str, str]:
    """What stands in the names of the entities of a part."""
    return {"number": str(part.number)}

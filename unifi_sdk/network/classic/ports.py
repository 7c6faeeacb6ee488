"""Ports of a device: what hangs on them, and settings of single ones in a list that the console replaces whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

import attrs

from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.check import at_least
from unifi_sdk._core.model import UNSET, Json, Unset
from unifi_sdk.errors import ConfigurationError, NotFoundError, NotSupportedError
from unifi_sdk.network.classic._application import Room
from unifi_sdk.network.classic._device_writer import DeviceWriter, Reading
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._overrides import REMOVED, Changes, number_of, overrides_in
from unifi_sdk.network.classic.models.devices import PoeMode, PortMode, SwitchPort
from unifi_sdk.network.classic.networks import ClassicNetworks

__all__ = ["DevicePorts", "PortEdit"]

Tagged: TypeAlias = "bool | Collection[str] | None"

_LIST: Final = "port_overrides"
_KEY: Final = "port_idx"
_MODE_OF_TAGGED: Final = {"auto": PortMode.ALL, "block_all": PortMode.NATIVE, "custom": PortMode.CUSTOMIZE}


@attrs.frozen(kw_only=True)
class _Wish:
    """What shall become of a port; UNSET leaves a setting alone, None takes it back."""

    poe_mode: PoeMode | bool | Unset | None = UNSET
    name: str | Unset | None = UNSET
    profile_id: str | Unset | None = UNSET
    enabled: bool | Unset = UNSET
    native_network_id: str | Unset | None = UNSET
    tagged_networks: Tagged | Unset = UNSET
    isolated: bool | Unset | None = UNSET


@check_methods
class DevicePorts:
    """The ports of one device, by their number; found as ``device.ports``.

    ::

        device = await site.classic.devices.get("74:ac:b9:10:00:02")
        print(device.ports[12].poe_power)
        async with device.ports.edit() as ports:
            ports.set(3, poe_mode=PoeMode.OFF)
            ports.set(4, name="spare", enabled=False)

    A console replaces the settings of all ports at once. So they are read, merged and written in one go, with everything that
    this SDK doesn't know in them. Whoever shares this client waits for a turn at a device; another program can still come
    between, and so can somebody at the console's own pages. Each write has the switch take its settings anew, and power may
    blink. It shows them after a second or two, which is waited for.

    Args:
        room: The classic API of the site.
        writer: What reads and changes the device.
        ports: The ports as they were read.
    """

    def __init__(self, room: Room, writer: DeviceWriter, ports: Mapping[int, SwitchPort]) -> None:
        self._room = room
        self._writer = writer
        self._ports = dict(ports)

    def __getitem__(self, port_idx: int) -> SwitchPort:
        return self._ports[port_idx]

    def __iter__(self) -> Iterator[SwitchPort]:
        return iter(self._ports.values())

    def __len__(self) -> int:
        return len(self._ports)

    def edit(self, *, timeout_seconds: float | None = None) -> PortEdit:
        """Collect changes of several ports into one write, which leaves when the block ends without an exception.

        Args:
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.
        """
        return PortEdit(self, timeout_seconds)

    async def set(
        self,
        port_idx: int,
        *,
        poe_mode: PoeMode | bool | Unset | None = UNSET,
        name: str | Unset | None = UNSET,
        profile_id: str | Unset | None = UNSET,
        enabled: bool | Unset = UNSET,
        native_network_id: str | Unset | None = UNSET,
        tagged_networks: bool | Collection[str] | Unset | None = UNSET,
        isolated: bool | Unset | None = UNSET,
        timeout_seconds: float | None = None,
    ) -> SwitchPort:
        """Change one port; whatever is left out stays as it is, and None takes a setting back.

        Args:
            port_idx: Its number, from 1.
            poe_mode: How it gives power; True and False switch it on and off.
            name: What it is called.
            profile_id: The id of a `PortProfile`.
            enabled: Whether it carries anything at all.
            native_network_id: The classic id of the network that untagged traffic is in.
            tagged_networks: The classic ids of the networks that it carries tagged; True for all of them, False for none.
            isolated: Whether it is kept apart from other isolated ports.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The port as it was read afterwards; one that takes a setting otherwise than it was sent shows that.

        Raises:
            ConfigurationError: nothing is to be changed, or a value can't be.
            NotFoundError: the device has no such port, or the site no such device.
            NotSupportedError: the port gives no power.
        """
        edit = self.edit(timeout_seconds=timeout_seconds)
        edit.set(
            port_idx,
            poe_mode=poe_mode,
            name=name,
            profile_id=profile_id,
            enabled=enabled,
            native_network_id=native_network_id,
            tagged_networks=tagged_networks,
            isolated=isolated,
        )
        await self._commit_ports(edit.wishes, timeout_seconds)
        return self[port_idx]

    async def _commit_ports(self, wishes: Mapping[int, _Wish], timeout_seconds: float | None) -> None:
        needs_vlans = any(_is_list(wish.tagged_networks) for wish in wishes.values())
        vlans = await self._vlans() if needs_vlans else frozenset[str]()
        reading = await self._writer.change_list(
            _LIST, _KEY, lambda reading: _changes(reading, wishes, vlans), timeout_seconds
        )
        self._ports = dict(reading.device.ports)

    async def _vlans(self) -> frozenset[str]:
        """The ids of the networks that a port can carry."""
        return frozenset(network.id for network in await ClassicNetworks(self._room).list() if network.is_for_ports)


@check_methods
class PortEdit:
    """Changes of several ports that leave as one write; made by `DevicePorts.edit`, and used in ``async with``.

    Args:
        ports: The ports of the device.
        timeout_seconds: For the write.
    """

    def __init__(self, ports: DevicePorts, timeout_seconds: float | None = None) -> None:
        self._ports = ports
        self._timeout_seconds = timeout_seconds
        self.wishes: dict[int, _Wish] = {}

    def set(
        self,
        port_idx: int,
        *,
        poe_mode: PoeMode | bool | Unset | None = UNSET,
        name: str | Unset | None = UNSET,
        profile_id: str | Unset | None = UNSET,
        enabled: bool | Unset = UNSET,
        native_network_id: str | Unset | None = UNSET,
        tagged_networks: bool | Collection[str] | Unset | None = UNSET,
        isolated: bool | Unset | None = UNSET,
    ) -> None:
        """Note a change; nothing is sent yet, and a second one of the same port is added to the first.

        Args:
            port_idx: The port's number, from 1.
            poe_mode: As for `DevicePorts.set`, and so are all others.
            name: What it is called.
            profile_id: The id of a `PortProfile`.
            enabled: Whether it carries anything at all.
            native_network_id: The classic id of the network that untagged traffic is in.
            tagged_networks: The classic ids of the networks that it carries tagged; True for all of them, False for none.
            isolated: Whether it is kept apart from other isolated ports.

        Raises:
            ConfigurationError: nothing is to be changed, or a value can't be.
        """
        at_least(1, port_idx=port_idx)
        wanted = {
            "poe_mode": poe_mode,
            "name": name,
            "profile_id": profile_id,
            "enabled": enabled,
            "native_network_id": native_network_id,
            "tagged_networks": tagged_networks,
            "isolated": isolated,
        }
        given: dict[str, Any] = {key: value for key, value in wanted.items() if value is not UNSET}
        if not given:
            raise ConfigurationError(f"port_idx: say what is to be changed of port {port_idx}: {', '.join(wanted)}")
        if any(value == "" for value in given.values()):
            raise ConfigurationError("a setting is an empty text: None takes it back")
        if isinstance(name, str) and len(name) > 128:
            raise ConfigurationError("name must have at most 128 characters")
        self.wishes[port_idx] = attrs.evolve(self.wishes.get(port_idx, _Wish()), **given)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None and self.wishes:
            await self._ports._commit_ports(self.wishes, self._timeout_seconds)


def _changes(reading: Reading, wishes: Mapping[int, _Wish], vlans: frozenset[str]) -> dict[int, Changes]:
    """New settings by port."""
    there = {number_of(element, _KEY): element for element in overrides_in(reading.document, _LIST)}
    found: dict[int, Changes] = {}
    for port_idx, wish in wishes.items():
        port = reading.device.ports.get(port_idx)
        if port is None:
            raise NotFoundError(f"the device has no port {port_idx}", application=APPLICATION)
        found[port_idx] = _settings(port_idx, port, wish, there.get(port_idx), vlans)
    return found


def _settings(port_idx: int, port: SwitchPort, wish: _Wish, present: Json, vlans: frozenset[str]) -> Changes:
    plain = {
        "name": wish.name,
        "portconf_id": wish.profile_id,
        "native_networkconf_id": wish.native_network_id,
        "isolation": wish.isolated,
    }
    settings: dict[str, Json | object] = {
        name: REMOVED if value is None else value for name, value in plain.items() if value is not UNSET
    }
    if isinstance(wish.isolated, bool):
        settings["setting_preference"] = "manual"  # with "auto" the console ignores it without a word
    if wish.poe_mode is not UNSET:
        settings["poe_mode"] = _poe_mode(port_idx, port, wish.poe_mode)
    settings |= _carried(wish, present, vlans)
    return settings  # type: ignore[return-value]


def _poe_mode(port_idx: int, port: SwitchPort, wanted: PoeMode | bool | Unset | None) -> Json | object:
    if port.port_poe is False or (port.port_poe is None and not port.poe_caps):
        raise NotSupportedError(f"port {port_idx} gives no power", application=APPLICATION)
    if wanted is None:
        return REMOVED
    if isinstance(wanted, bool):
        return (port.poe_mode_when_on if wanted else PoeMode.OFF).value
    return str(wanted)


def _carried(wish: _Wish, present: Json, vlans: frozenset[str]) -> dict[str, Json | object]:
    """What the port carries; two settings say the same, and a third one names what is left out."""
    settings: dict[str, Json | object] = {}
    tagged = wish.tagged_networks
    if tagged is None:
        settings |= dict.fromkeys(("forward", "tagged_vlan_mgmt", "excluded_networkconf_ids"), REMOVED)
    elif tagged is True:
        settings |= {"forward": PortMode.ALL.value, "tagged_vlan_mgmt": "auto", "excluded_networkconf_ids": REMOVED}
    elif tagged is False:
        settings |= {"forward": PortMode.NATIVE.value, "tagged_vlan_mgmt": "block_all"}
        settings["excluded_networkconf_ids"] = REMOVED
    elif not isinstance(tagged, Unset):
        settings |= {"forward": PortMode.CUSTOMIZE.value, "tagged_vlan_mgmt": "custom"}
        settings["excluded_networkconf_ids"] = sorted(vlans - _known(tagged, vlans) - _native(wish, present))
    if wish.enabled is False:
        settings["forward"] = PortMode.DISABLED.value
    elif wish.enabled is True and isinstance(tagged, Unset):
        element = present if isinstance(present, dict) else {}
        settings["forward"] = _MODE_OF_TAGGED.get(str(element.get("tagged_vlan_mgmt")), PortMode.ALL).value
    return settings


def _known(tagged: Collection[str], vlans: frozenset[str]) -> frozenset[str]:
    unknown = frozenset(tagged) - vlans
    if unknown:
        raise ConfigurationError("tagged_networks: the site has no network with one of these ids")
    return frozenset(tagged)


def _native(wish: _Wish, present: Json) -> frozenset[str]:
    """The network of untagged traffic, which is never left out."""
    if isinstance(wish.native_network_id, str):
        return frozenset({wish.native_network_id})
    native = present.get("native_networkconf_id") if isinstance(present, dict) else None
    return frozenset({native}) if isinstance(native, str) else frozenset()


def _is_list(tagged: Tagged | Unset) -> bool:
    return not (tagged is None or isinstance(tagged, bool | Unset))

"""Devices as the classic API knows them: ports with what hangs on them, outlets, and how the device is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

from unifi_sdk._core.model import Model, OpenEnum, UnixSeconds, field, model, secret, untrusted

__all__ = [
    "LedState",
    "LldpNeighbour",
    "MacNeighbour",
    "ManagedDevice",
    "ManagedDeviceState",
    "Outlet",
    "PoeMode",
    "PortMode",
    "SwitchPort",
    "SystemStats",
    "WanLink",
]

_CAN_METER: Final = 2
_LED_RING: Final = 2
_POE_PASSTHROUGH: Final = 8


class LedState(OpenEnum):
    """What the light of a device does."""

    DEFAULT = "default"
    """What the site says."""
    ON = "on"
    OFF = "off"


class PoeMode(OpenEnum):
    """How a port gives power."""

    AUTO = "auto"
    OFF = "off"
    PASSIVE_24V = "pasv24"
    PASSTHROUGH = "passthrough"


class PortMode(OpenEnum):
    """What a port carries beside its native network."""

    ALL = "all"
    """Every VLAN."""
    NATIVE = "native"
    """Nothing."""
    CUSTOMIZE = "customize"
    """Every VLAN but those that are excluded."""
    DISABLED = "disabled"
    """The port is off."""


class ManagedDeviceState(OpenEnum):
    """How a device is; the console sends a number."""

    DISCONNECTED = "DISCONNECTED"
    CONNECTED = "CONNECTED"
    PENDING = "PENDING"
    FIRMWARE_MISMATCH = "FIRMWARE_MISMATCH"
    UPGRADING = "UPGRADING"
    PROVISIONING = "PROVISIONING"
    HEARTBEAT_MISSED = "HEARTBEAT_MISSED"
    ADOPTING = "ADOPTING"
    DELETING = "DELETING"
    INFORM_ERROR = "INFORM_ERROR"
    ADOPTION_FAILED = "ADOPTION_FAILED"
    ISOLATED = "ISOLATED"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        is_number = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4
        return (cls.of_number(int(str(value))) if is_number else None) or super()._missing_(value)

    @classmethod
    def of_number(cls, number: int) -> Self | None:
        """The state that the console counts so."""
        members = list(cls)
        return members[number] if 0 <= number < len(members) else None


@model
class MacNeighbour(Model):
    """A MAC address that a port has seen."""

    mac: str
    vlan: int | None = None
    ip: str | None = None
    hostname: str | None = untrusted(default=None)
    age: int | None = None
    """Seconds since it was last heard of."""
    uptime: int | None = None
    """Seconds."""
    static: bool | None = None


@model
class LldpNeighbour(Model):
    """What a device at the other end of a cable says of itself."""

    lldp_chassis_id: str | None = untrusted(default=None)
    lldp_port_id: str | None = untrusted(default=None)
    lldp_system_name: str | None = untrusted(default=None)


@model
class SwitchPort(Model):
    """A port, with its link, its power and what hangs on it."""

    port_idx: int | None = None
    """Counted from 1; some gateways leave it out and have `ifname` alone."""
    ifname: str | None = None
    name: str | None = None
    enable: bool | None = None
    up: bool | None = None
    """Whether there is a link."""
    speed: int | None = None
    """Mbit/s; 0 without a link."""
    full_duplex: bool | None = None
    autoneg: bool | None = None
    media: str | None = None
    """``GE``, ``SFP+``..."""
    op_mode: str | None = None
    is_uplink: bool | None = None
    portconf_id: str | None = None
    """The id of its `PortProfile`."""
    forward: PortMode | None = None
    native_networkconf_id: str | None = None
    port_poe: bool | None = None
    """Whether it can give power."""
    poe_caps: int | None = None
    poe_enable: bool | None = None
    """Whether power flows."""
    poe_good: bool | None = None
    poe_mode: PoeMode | None = None
    poe_class: str | None = None
    """``Class 4``, or ``Unknown``."""
    poe_power: float | None = None
    """Watts."""
    poe_voltage: float | None = None
    """Volts."""
    poe_current: float | None = None
    """Milliamperes."""
    rx_bytes: int | None = None
    tx_bytes: int | None = None
    rx_errors: int | None = None
    tx_errors: int | None = None
    rx_dropped: int | None = None
    tx_dropped: int | None = None
    stp_state: str | None = None
    satisfaction: int | None = None
    sfp_found: bool | None = None
    sfp_vendor: str | None = None
    sfp_part: str | None = None
    sfp_serial: str | None = None
    sfp_temperature: float | None = None
    """°C."""
    sfp_rxpower: float | None = None
    """dBm."""
    sfp_txpower: float | None = None
    """dBm."""
    lldp_table: tuple[LldpNeighbour, ...] = ()
    mac_table: tuple[MacNeighbour, ...] = ()

    @property
    def poe_mode_when_on(self) -> PoeMode:
        """How it gives power when it does: some ports only hand on what they get themselves."""
        return PoeMode.PASSTHROUGH if self.poe_caps == _POE_PASSTHROUGH else PoeMode.AUTO


@model
class Outlet(Model):
    """An outlet of a power strip or of a switch for racks."""

    index: int
    """Counted from 1."""
    name: str | None = None
    relay_state: bool | None = None
    """Whether it gives power."""
    cycle_enabled: bool | None = None
    """Whether it is switched off and on when the Internet is gone."""
    outlet_caps: int | None = None
    outlet_power: float | None = None
    """Watts."""
    outlet_current: float | None = None
    """Amperes."""
    outlet_voltage: float | None = None
    """Volts."""
    outlet_power_factor: float | None = None

    @property
    def can_meter(self) -> bool:
        """Whether it tells how much power it gives."""
        return bool((self.outlet_caps or 0) & _CAN_METER)


@model
class SystemStats(Model):
    """How busy a device is; nothing for one that is not connected."""

    cpu: float | None = None
    """In percent, 0 to 100."""
    mem: float | None = None
    """In percent, 0 to 100."""
    uptime: int | None = None
    """Seconds."""


@model
class WanLink(Model):
    """An uplink of a gateway."""

    name: str | None = None
    """Of its interface, such as ``eth8``."""
    ip: str | None = None
    up: bool | None = None
    """Whether there is a link."""
    speed: int | None = None
    """Mbit/s; 0 without a link."""
    latency: float | None = None
    """Milliseconds to the Internet."""
    rx_bytes_per_second: float | None = field(default=None, wire="rx_bytes-r")
    tx_bytes_per_second: float | None = field(default=None, wire="tx_bytes-r")


@model
class ManagedDevice(Model):
    """A device as the classic API shows it; one that waits for adoption has next to nothing of it."""

    id: str = field(wire="_id")
    mac: str
    external_id: str | None = None
    """Its id in the official API, where the version tells."""
    name: str | None = None
    type: str | None = None
    """``uap``, ``usw``, ``udm``..."""
    model: str | None = None
    version: str | None = None
    ip: str | None = None
    serial: str | None = None
    adopted: bool | None = None
    state: ManagedDeviceState | None = None
    disabled: bool | None = None
    last_seen: UnixSeconds | None = None
    uptime: int | None = None
    """Seconds."""
    upgradable: bool | None = None
    upgrade_to_firmware: str | None = None
    """The version that it can be upgraded to."""
    unsupported: bool | None = None
    locating: bool | None = None
    """Whether it blinks so that it is found."""
    led_override: LedState | None = None
    led_override_color: str | None = None
    """``#rrggbb``."""
    led_override_color_brightness: int | None = None
    """From 0 to 100."""
    hw_caps: int | None = None
    num_sta: int | None = None
    """How many clients are connected to it."""
    user_num_sta: int | None = field(default=None, wire="user-num_sta")
    guest_num_sta: int | None = field(default=None, wire="guest-num_sta")
    rx_bytes: int | None = None
    tx_bytes: int | None = None
    general_temperature: float | None = None
    """°C."""
    overheating: bool | None = None
    system_stats: SystemStats | None = field(default=None, wire="system-stats")
    wan1: WanLink | None = None
    """Of a gateway; `wans` has them by their number."""
    wan2: WanLink | None = None
    wan3: WanLink | None = None
    wan4: WanLink | None = None
    wan5: WanLink | None = None
    wan6: WanLink | None = None
    total_max_power: float | None = None
    """How much power its ports can give together, in watts."""
    outlet_ac_power_budget: float | None = None
    """Watts."""
    outlet_ac_power_consumption: float | None = None
    """Watts."""
    port_table: tuple[SwitchPort, ...] = ()
    outlet_table: tuple[Outlet, ...] = ()
    x_authkey: str | None = secret(default=None)
    x_vwirekey: str | None = secret(default=None)
    x_ssh_hostkey: str | None = secret(default=None)
    x_inform_authkey: str | None = secret(default=None)
    syslog_key: str | None = secret(default=None)

    @property
    def is_online(self) -> bool:
        """Whether the console reaches it."""
        return self.state is ManagedDeviceState.CONNECTED

    @property
    def has_led_ring(self) -> bool:
        """Whether its light has a colour and a brightness."""
        return bool((self.hw_caps or 0) & _LED_RING)

    @property
    def ports(self) -> Mapping[int, SwitchPort]:
        """Its ports by their number."""
        return {port.port_idx: port for port in self.port_table if port.port_idx is not None}

    @property
    def wans(self) -> Mapping[int, WanLink]:
        """Its uplinks by their number, from 1; none for what is no gateway."""
        links = (self.wan1, self.wan2, self.wan3, self.wan4, self.wan5, self.wan6)
        return {number: link for number, link in enumerate(links, 1) if link is not None}

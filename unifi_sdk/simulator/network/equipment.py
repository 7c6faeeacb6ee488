"""The simulated UniFi devices: they take their time to be adopted and to restart, and count what is done to them."""

from __future__ import annotations

from attrs import Factory, define, field

from unifi_sdk.simulator.clock import iso_time

__all__ = ["SimulatedDevice", "SimulatedOutlet", "SimulatedPort", "SimulatedRadio"]

_HEARTBEAT_SECONDS = 10
_PORT_OFF_SECONDS = 5.0
_WATTAGES = {"802.3af": 1, "802.3at": 2, "802.3bt": 3}


@define(kw_only=True)
class SimulatedPort:
    """A port of a gateway or a switch."""

    idx: int
    """Counted from 1."""
    connector: str = "RJ45"
    max_speed_mbps: int = 1000
    speed_mbps: int | None = None
    """None while nothing is plugged in."""
    poe_standard: str | None = None
    """`802.3af`, `802.3at` or `802.3bt`; None without PoE."""
    power_cycles: int = 0
    """How often its power was cycled."""
    off_until: float = 0.0
    """Unix seconds until which it is without power."""
    settings: list[tuple[float, bool, bool]] = Factory(lambda: [(0.0, True, True)])
    """Whether it gives power and whether it carries anything: from when, and both; in the order of time."""

    def is_powered(self, now: float) -> bool:
        """Whether it gives power at `now`, if it can."""
        return self.poe_standard is not None and [powered for since, powered, _ in self.settings if since <= now][-1]

    def is_linked(self, now: float) -> bool:
        """Whether it has a link at `now`."""
        enabled = [enabled for since, _, enabled in self.settings if since <= now][-1]
        return self.speed_mbps is not None and now >= self.off_until and enabled

    def to_wire(self, now: float) -> dict[str, object]:
        """The vendor's "Port overview"."""
        linked, powered = self.is_linked(now), self.is_powered(now)
        port: dict[str, object] = {
            "idx": self.idx,
            "state": "UP" if linked else "DOWN",
            "connector": self.connector,
            "maxSpeedMbps": self.max_speed_mbps,
        }
        if linked:
            port["speedMbps"] = self.speed_mbps
        if self.poe_standard is not None:
            port["poe"] = {
                "standard": self.poe_standard,
                "type": _WATTAGES[self.poe_standard],
                "enabled": powered,
                "state": "UP" if linked and powered else "DOWN",
            }
        return port


@define(kw_only=True)
class SimulatedOutlet:
    """An outlet of a power strip."""

    index: int
    """Counted from 1."""
    name: str = ""
    relay_state: bool = True
    cycle_enabled: bool = False
    watts: float = 11.2
    """What hangs on it takes so much while it gives power."""


@define(kw_only=True)
class SimulatedRadio:
    """A radio of an access point."""

    frequency_ghz: float
    """2.4, 5, 6 or 60."""
    wlan_standard: str
    channel: int
    channel_width_mhz: int
    retries_pct: float = 1.5

    def to_wire(self) -> dict[str, object]:
        """The vendor's "Wireless radio overview"."""
        return {
            "wlanStandard": self.wlan_standard,
            "frequencyGHz": self.frequency_ghz,
            "channelWidthMHz": self.channel_width_mhz,
            "channel": self.channel,
        }


@define(kw_only=True)
class SimulatedDevice:
    """A gateway, switch or access point, adopted or waiting for it."""

    id: str
    """It has one from the start, but the API shows it only after the adoption."""
    mac_address: str
    """Lower case with colons."""
    name: str
    model: str
    ip_address: str
    firmware_version: str | None = "7.1.66"
    firmware_updatable: bool = False
    supported: bool = True
    uplink_device_id: str | None = None
    """None for what has nothing above it."""
    configuration_id: str = "7596498d2f367dc2"
    ports: list[SimulatedPort] = field(factory=list)
    radios: list[SimulatedRadio] = field(factory=list)
    outlets: list[SimulatedOutlet] = field(factory=list)
    """The classic API alone shows them."""
    adopted_at: float | None = None
    """Unix seconds, as every time here."""
    provisioned_at: float | None = None
    """When it has, or will have, its configuration."""
    booted_at: float = 0.0
    """From when its uptime counts."""
    visible_from: float = 0.0
    """From when a device that waits for adoption is in the list."""
    restarts: int = 0
    """How often it was restarted."""
    course: list[tuple[float, str]] = Factory(lambda: [(0.0, "ONLINE")])
    """Its states: from when, and which; in the order of time."""

    def state(self, now: float) -> str:
        """The state in which it is at `now`: `ONLINE`, `OFFLINE`, `GETTING_READY`, `ADOPTING`, `PENDING_ADOPTION`..."""
        return [state for since, state in self.course if since <= now][-1]

    def become(self, state: str) -> None:
        """Be in this state from now on, and for as long as nothing else happens."""
        self.course = [(0.0, state)]

    def restart(self, now: float, seconds: float) -> None:
        """Go down and come back: `OFFLINE` for the first half of the time, `GETTING_READY` for the second."""
        self.restarts += 1
        self.booted_at = now + seconds / 2
        self.course = [(0.0, "OFFLINE"), (now + seconds / 2, "GETTING_READY"), (now + seconds, "ONLINE")]

    def upgrade(self, now: float, seconds: float, version: str) -> None:
        """Install other firmware: `UPDATING` for as long as this takes, then `ONLINE`."""
        self.firmware_version, self.firmware_updatable = version, False
        self.booted_at = now + seconds
        self.course = [(0.0, "UPDATING"), (now + seconds, "ONLINE")]

    def adopt(self, now: float, seconds: float) -> None:
        """Be adopted: `ADOPTING` for as long as this takes, then `ONLINE`."""
        self.adopted_at = now
        self.provisioned_at = now + seconds
        self.booted_at = now
        self.course = [(0.0, "ADOPTING"), (now + seconds, "ONLINE")]

    def reset(self, now: float, seconds: float) -> None:
        """Forget everything, restart, and wait for adoption from then on."""
        self.adopted_at = self.provisioned_at = None
        self.uplink_device_id = None
        self.visible_from = now + seconds
        self.become("PENDING_ADOPTION")

    def port(self, idx: int) -> SimulatedPort | None:
        """The port with this number, if there is one."""
        return next((port for port in self.ports if port.idx == idx), None)

    def power_cycle(self, idx: int, now: float) -> None:
        """Take the power from a port for some seconds.

        Raises:
            KeyError: there is no such port, or it gives no power.
        """
        port = self.port(idx)
        if port is None or port.poe_standard is None:
            raise KeyError(idx)
        port.power_cycles += 1
        port.off_until = now + _PORT_OFF_SECONDS

    @property
    def features(self) -> list[str]:
        """As the list shows them; gateways call themselves switches."""
        return [name for name, parts in (("switching", self.ports), ("accessPoint", self.radios)) if parts]

    def to_wire(self, now: float) -> dict[str, object]:
        """The vendor's "Adopted device overview"."""
        interfaces = [name for name, parts in (("ports", self.ports), ("radios", self.radios)) if parts]
        return {
            "id": self.id,
            **self._identity(now),
            "name": self.name,
            "features": list(self.features),
            "interfaces": interfaces,
        }

    def to_pending_wire(self, site_ids: list[str]) -> dict[str, object]:
        """The vendor's "Device pending adoption"."""
        return {**self._identity(self.visible_from), "features": self.features, "adoptionTargetSiteIds": site_ids}

    def to_detailed_wire(self, now: float, lags: list[dict[str, object]]) -> dict[str, object]:
        """The vendor's "Adopted device details", given the link aggregation groups of this device alone."""
        details: dict[str, object] = {
            "id": self.id,
            **self._identity(now),
            "name": self.name,
            "configurationId": self.configuration_id,
            "features": {name: {"lags": lags} if name == "switching" else {} for name in self.features},
            "interfaces": self._interfaces(now),
        }
        if self.adopted_at is not None:
            details["adoptedAt"] = iso_time(self.adopted_at)
        if self.provisioned_at is not None and self.provisioned_at <= now:
            details["provisionedAt"] = iso_time(self.provisioned_at)
        if self.uplink_device_id is not None:
            details["uplink"] = {"deviceId": self.uplink_device_id}
        return details

    def statistics(self, now: float) -> dict[str, object]:
        """The vendor's "Latest statistics for a device"; little of it for one that isn't online."""
        if self.state(now) != "ONLINE":
            return {"interfaces": {}}
        uptime, load = int(now - self.booted_at), round(0.2 + int(now) % 60 / 100, 2)
        heartbeat = now - now % _HEARTBEAT_SECONDS
        statistics: dict[str, object] = {
            "uptimeSec": uptime,
            "lastHeartbeatAt": iso_time(heartbeat),
            "nextHeartbeatAt": iso_time(heartbeat + _HEARTBEAT_SECONDS),
            "loadAverage1Min": load,
            "loadAverage5Min": 0.45,
            "loadAverage15Min": 0.4,
            "cpuUtilizationPct": round(10 * load, 1),
            "memoryUtilizationPct": 42.5,
            "interfaces": {},
        }
        if self.uplink_device_id is not None:
            statistics["uplink"] = {"txRateBps": int(2_000_000 * load), "rxRateBps": int(9_000_000 * load)}
        if self.radios:
            statistics["interfaces"] = {
                "radios": [
                    {"frequencyGHz": radio.frequency_ghz, "txRetriesPct": radio.retries_pct} for radio in self.radios
                ]
            }
        return statistics

    def _identity(self, now: float) -> dict[str, object]:
        version = {} if self.firmware_version is None else {"firmwareVersion": self.firmware_version}
        return {
            "macAddress": self.mac_address,
            "ipAddress": self.ip_address,
            "model": self.model,
            "state": self.state(now),
            "supported": self.supported,
            **version,
            "firmwareUpdatable": self.firmware_updatable,
        }

    def _interfaces(self, now: float) -> dict[str, object]:
        interfaces: dict[str, object] = {}
        if self.ports:
            interfaces["ports"] = [port.to_wire(now) for port in self.ports]
        if self.radios:
            interfaces["radios"] = [radio.to_wire() for radio in self.radios]
        return interfaces
